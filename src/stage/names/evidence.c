/* evidence.c - what else is known about the place of a guess. */
#include "stage/names/names.h"

#include <string.h>

#include "dict/check.h"
#include "dict/source.h"

enum { REACH = 120 }; /* bytes: how far beside a place those it belongs to are looked for */

unsigned om_names_confidence(const om_names *s, uint32_t at, bool missing, bool *wide)
{
    size_t from = 0, to = s->page ? s->page->n_words : 0;
    unsigned worst = OM_NOT_TOLD;

    *wide = false;
    while (from < to) {
        size_t middle = from + (to - from) / 2;

        if (s->page->words[middle].to <= at)
            from = middle + 1;
        else
            to = middle;
    }
    if (!s->page || from == s->page->n_words)
        return worst;
    if (s->page->words[from].from <= at) {
        worst = s->page->words[from].confidence;
        *wide = s->page->words[from].text_len > 12;
    }
    if (missing && from && s->page->words[from - 1].confidence < worst)
        worst = s->page->words[from - 1].confidence;
    return worst;
}

bool om_names_doubt(unsigned confidence, bool wide)
{
    return confidence < (wide ? 90 : 80);
}

bool om_names_covered(const om_names *s, const om_guess *g)
{
    uint32_t back = g->at > 4 * OM_NAME_MAX ? g->at - 4 * OM_NAME_MAX : 0;

    for (size_t i = om_names_first(s, back); i < s->known.n && s->known.at[i].from <= g->at; i++) {
        const om_known *k = &s->known.at[i];

        if (k->chars < 3 || k->to <= g->at || (g->kind == OM_HIT_MISSING && k->from == g->at))
            continue;
        if (k->from < g->from || k->to > g->to || k->to - k->from == g->to - g->from)
            return true;
    }
    return false;
}

/* The code of a place, of the first dictionary that tells one; NULL: none does. */
static const char *code_of(const om_names *s, const uint8_t *name, size_t name_len, size_t *len)
{
    for (unsigned i = 0; name && i < s->n_dicts; i++) {
        uint32_t id = om_dict_find(s->dicts[i], name, name_len), from, to;
        const om_dict_row *row;
        const char *code;

        if (id == UINT32_MAX || !om_dict_rows(s->dicts[i], id, &from, &to))
            continue;
        row = om_dict_row_at(s->dicts[i], from);
        code = row ? om_dict_field(s->dicts[i], row, OM_COLUMN_CODE, len) : NULL;
        if (code)
            return code;
    }
    return NULL;
}

/* Codes of divisions begin with that of the division above. */
static bool within(const char *a, size_t a_len, const char *b, size_t b_len)
{
    size_t n = a_len < b_len ? a_len : b_len;

    return n >= 2 && a_len != b_len && memcmp(a, b, n) == 0;
}

bool om_names_placed(const om_names *s, const om_guess *g, bool *follows)
{
    size_t len, name_len, other_len;
    const uint8_t *name = om_dict_name(s->dicts[g->dict], g->name, &name_len);
    const char *code = g->type == OM_TYPE_PLACE ? code_of(s, name, name_len, &len) : NULL;
    uint32_t from = g->from > REACH ? g->from - REACH : 0;
    bool placed = false;

    *follows = false;
    if (!code)
        return false;
    for (size_t i = om_names_first(s, from); i < s->known.n && s->known.at[i].from < g->to + REACH; i++) {
        const om_known *k = &s->known.at[i];
        const char *other;

        if (k->type != OM_TYPE_PLACE || (k->from < g->to && k->to > g->from))
            continue;
        other = code_of(s, s->p + k->from, k->to - k->from, &other_len);
        if (!other || !within(code, len, other, other_len))
            continue;
        placed = true;
        *follows |= k->to == g->from && other_len < len;
    }
    return placed;
}
