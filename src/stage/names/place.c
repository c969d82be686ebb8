/* place.c - what places named beside a guess say of it: divisions lie in one another, which their codes tell. */
#include "stage/names/names.h"

#include <string.h>

#include "dict/check.h"

enum { REACH = 120 }; /* bytes: how far beside a place those it belongs to are looked for */
enum { CODES = 12 };  /* of one name: more than that many places are called so only where that says nothing */

typedef struct {
    unsigned n;
    struct {
        const char *at;
        size_t len;
    } code[CODES];
} codes;

/* The codes of all places of that name, in whatever dictionary. */
static void find_codes(const om_names *s, const uint8_t *name, size_t name_len, codes *c)
{
    c->n = 0;
    for (unsigned i = 0; name && i < s->n_dicts; i++) {
        uint32_t id = om_dict_find(s->dicts[i], name, name_len), from, to;

        if (id == UINT32_MAX || !om_dict_rows(s->dicts[i], id, &from, &to))
            continue;
        for (; from < to && c->n < CODES; from++) {
            const om_dict_row *row = om_dict_row_at(s->dicts[i], from);

            c->code[c->n].at = row ? om_dict_field(s->dicts[i], row, OM_COLUMN_CODE, &c->code[c->n].len) : NULL;
            c->n += c->code[c->n].at != NULL && c->code[c->n].len >= 2;
        }
    }
}

/* Whether a place called so lies in one called otherwise, or the other way round. */
static bool within(const codes *a, const codes *b, bool *inside)
{
    bool any = false;

    for (unsigned i = 0; i < a->n; i++)
        for (unsigned k = 0; k < b->n; k++) {
            size_t n = a->code[i].len < b->code[k].len ? a->code[i].len : b->code[k].len;

            if (a->code[i].len == b->code[k].len || memcmp(a->code[i].at, b->code[k].at, n) != 0)
                continue;
            any = true;
            *inside |= b->code[k].len == n;
        }
    return any;
}

/* Whether some place called so is of a higher division than all that are called otherwise. */
static bool is_higher(const codes *a, const codes *b)
{
    size_t a_len = 0, b_len = SIZE_MAX;

    for (unsigned i = 0; i < a->n; i++)
        if (!a_len || a->code[i].len < a_len)
            a_len = a->code[i].len;
    for (unsigned k = 0; k < b->n; k++)
        if (b->code[k].len < b_len)
            b_len = b->code[k].len;
    return a->n && b->n && a_len < b_len;
}

/* The length of the code of the division above; 0: there is none.  Divisions of China have 2, 4, 6, 9 and 12 digits. */
static size_t above(size_t len)
{
    return len > 6 ? len - 3 : len - 2;
}

/* Whether both may be divisions of the same one, or both countries, or provinces. */
static bool are_siblings(const codes *a, const codes *b)
{
    for (unsigned i = 0; i < a->n; i++)
        for (unsigned k = 0; k < b->n; k++)
            if (a->code[i].len == b->code[k].len &&
                (a->code[i].at[0] >= 'A') == (b->code[k].at[0] >= 'A') &&
                memcmp(a->code[i].at, b->code[k].at, above(a->code[i].len)) == 0)
                return true;
    return false;
}

om_placed om_names_placed(const om_names *s, const om_guess *g)
{
    size_t name_len;
    const uint8_t *name = om_dict_name(s->dicts[g->dict], g->name, &name_len);
    uint32_t from = g->from > REACH ? g->from - REACH : 0;
    om_placed placed = {false};
    codes own, other;

    if (g->type != OM_TYPE_PLACE)
        return placed;
    find_codes(s, name, name_len, &own);
    if (!own.n)
        return placed;
    for (size_t i = om_names_first(s, from); i < s->known.n && s->known.at[i].from < g->to + REACH; i++) {
        const om_known *k = &s->known.at[i];
        bool inside = false;

        if (k->type != OM_TYPE_PLACE || (k->from < g->to && k->to > g->from))
            continue;
        find_codes(s, s->p + k->from, k->to - k->from, &other);
        if (within(&own, &other, &inside)) {
            placed.near = true;
            placed.follows |= inside && k->to == g->from;
        } else if (k->to == g->from && is_higher(&other, &own))
            placed.astray = true;
        if ((k->to + LIST_COMMA_BYTES == g->from || g->to + LIST_COMMA_BYTES == k->from) && k->key != g->key)
            placed.sibling |= are_siblings(&own, &other);
    }
    placed.astray &= !placed.follows;
    return placed;
}
