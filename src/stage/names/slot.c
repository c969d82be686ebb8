/* slot.c - where a guess stands in its sentence: the items of a list are of one kind, a dateline names a place.
 *
 * 林小明、X、周大海: X is a person.  A list has at least one 、 beside the guess; on the other side an engine may have read
 * any other mark, or nothing. */
#include "stage/names/names.h"

#include <string.h>

#include "text/script.h"
#include "text/utf8.h"

/* Nothing of a word is before text[at]: a mark, a space, a line end, or nothing at all. */
static bool begins(const om_names *s, size_t at)
{
    unsigned unit;

    return !at || !om_is_wide_letter(om_script(om_utf8_get(s->p + om_utf8_back(s->p, at), &unit)));
}

static bool ends(const om_names *s, size_t at)
{
    unsigned unit;

    return at >= s->len || om_names_ends_item(om_utf8_get(s->p + at, &unit));
}

bool om_names_ends_item(uint32_t c)
{
    static const uint16_t last[] = {0x7B49 /* 等 */, 0x548C /* 和 */, 0x4E0E /* 与 */, 0x53CA /* 及 */};

    for (size_t i = 0; i < sizeof last / sizeof *last; i++)
        if (c == last[i])
            return true;
    return !om_is_wide_letter(om_script(c));
}

/* What parts two items: a mark or a space.  *comma is set where it is 、. */
static bool parts(uint32_t c, bool *comma)
{
    enum om_script script = om_script(c);

    *comma |= c == LIST_COMMA;
    return script == OM_MARK_CJK || script == OM_MARK_BOTH || script == OM_MARK || script == OM_SPACE;
}

/* What is wanted beside a guess: a name of this type, which is another one, for no list names the same twice. */
typedef struct {
    uint8_t type;
    uint64_t key;
} wanted;

enum { SAME = 255 }; /* the type of an item that is the name itself */

static unsigned type_of(const om_known *k, wanted w, unsigned found)
{
    if (k->key == w.key)
        return SAME;
    return found == w.type || found == SAME ? found : k->type;
}

/* The type of the known name that is the item before text[to]; 0: there is none.  Names of two characters must fill
 * their item: others begin with such a name. */
static unsigned item_before(const om_names *s, uint32_t to, wanted w)
{
    uint32_t back = to > 4 * OM_NAME_MAX ? to - 4 * OM_NAME_MAX : 0;
    unsigned found = 0;

    for (size_t i = om_names_first(s, back); i < s->known.n && s->known.at[i].from < to; i++) {
        const om_known *k = &s->known.at[i];

        if (k->to == to && (k->chars > 2 || begins(s, k->from)))
            found = type_of(k, w, found);
    }
    return found;
}

static unsigned item_after(const om_names *s, uint32_t from, wanted w)
{
    unsigned found = 0;

    for (size_t i = om_names_first(s, from); i < s->known.n && s->known.at[i].from == from; i++) {
        const om_known *k = &s->known.at[i];

        if (k->chars > 2 || ends(s, k->to))
            found = type_of(k, w, found);
    }
    return found;
}

/* The types of the items beside [from, to) in a list, 0 where there is none. */
static bool items(const om_names *s, uint32_t from, uint32_t to, wanted w, unsigned *before, unsigned *after)
{
    unsigned unit = 0;
    bool comma = false;

    *before = *after = 0;
    if (from && parts(om_utf8_get(s->p + om_utf8_back(s->p, from), &unit), &comma))
        *before = item_before(s, (uint32_t)om_utf8_back(s->p, from), w);
    if (to < s->len && parts(om_utf8_get(s->p + to, &unit), &comma))
        *after = item_after(s, to + unit, w);
    return comma;
}

om_listed om_names_listed(const om_names *s, const om_guess *g)
{
    om_listed listed = {0, 0, false};
    unsigned before, after;

    if (!items(s, g->from, g->to, (wanted){g->type, g->key}, &before, &after))
        return listed;
    listed.twice = before == SAME || after == SAME;
    if ((begins(s, g->from) || g->titled) && ends(s, g->to)) {
        listed.alike = (before == g->type) + (after == g->type);
        listed.unlike = (before && before != g->type) + (after && after != g->type);
    }
    return listed;
}

bool om_names_beside(const om_names *s, uint32_t from, uint32_t to, uint8_t type)
{
    unsigned before, after;

    return items(s, from, to, (wanted){type, 0}, &before, &after) && (before == type || after == type);
}

bool om_names_dateline(const om_names *s, uint32_t from, uint32_t to)
{
    static const char *const who[] = {"新华社", "本报", "中新社", "本社"};

    if (to >= s->len || om_script(s->p[to]) != OM_DIGIT)
        return false;
    for (size_t i = 0; i < sizeof who / sizeof *who; i++) {
        size_t len = strlen(who[i]);

        if (from >= len && memcmp(s->p + from - len, who[i], len) == 0)
            return true;
    }
    return false;
}
