/* split.c - names of which one character was read as two: 林女子英 is 林好英. */
#include "stage/names/names.h"

#include "dict/split.h"
#include "text/script.h"
#include "text/utf8.h"

enum {
    HALVES = 6,      /* bytes: two characters of three */
    AROUND = 8,      /* characters beside them that a name is looked for in */
    LOOKS = 60       /* what it costs to take the halves for the whole (dict/cost.h): they are the same strokes */
};

void om_splits_init(om_char_set lefts)
{
    const om_split *split;

    for (size_t i = 0; (split = om_split_at(i)); i++)
        lefts[split->left / 64] |= UINT64_C(1) << split->left % 64;
}

/* The stretch of Han around the halves with the whole in their place. */
typedef struct {
    uint8_t text[(2 * AROUND + 1) * 4];
    size_t len, whole;  /* where the whole stands in it */
    size_t from;        /* where it begins in the block */
} stretch;

static void take(const om_names *s, size_t at, uint32_t whole, stretch *t)
{
    size_t from = at, to = at + HALVES;
    unsigned unit = 3;

    for (int n = 0; n < AROUND && from; n++) {
        size_t back = om_utf8_back(s->p, from);

        if (om_script(om_utf8_get(s->p + back, &unit)) != OM_HAN)
            break;
        from = back;
    }
    for (int n = 0; n < AROUND && to < s->len && om_script(om_utf8_get(s->p + to, &unit)) == OM_HAN; n++)
        to += unit;
    t->from = from;
    t->whole = at - from;
    memcpy(t->text, s->p + from, t->whole);
    t->len = t->whole + om_utf8_put(t->text + t->whole, whole);
    memcpy(t->text + t->len, s->p + at + HALVES, to - at - HALVES);
    t->len += to - at - HALVES;
}

/* Names of three characters and more that the whole is in. */
static void look(om_names *s, unsigned dict, const stretch *t, uint32_t read, uint32_t whole)
{
    const om_hit *hits;
    size_t n;

    om_match_begin(s->matcher, s->dicts[dict], t->text, t->len);
    while (om_match_next(s->matcher, &hits, &n))
        for (size_t i = 0; i < n; i++) {
            const om_hit *h = &hits[i];
            om_guess g = {.at = (uint32_t)(t->from + t->whole), .read = read, .meant = whole, .kind = OM_HIT_SPLIT,
                          .dict = (uint8_t)dict, .cost = LOOKS, .rival = OM_NO_RIVAL};
            om_candidate c;

            if (h->kind != OM_HIT_EXACT || h->len < 9 || h->from > t->whole || h->from + h->len <= t->whole ||
                !om_candidate_next(s->dicts[dict], NULL, t->text, h, 0, &(uint32_t){0}, &c))
                continue;
            g.name = c.name;
            g.from = (uint32_t)(t->from + h->from);
            g.to = g.from + h->len + HALVES - om_utf8_len(t->text[t->whole]);
            om_names_add(s, &g);
        }
    s->failed |= om_match_failed(s->matcher);
}

void om_names_splits(om_names *s)
{
    unsigned unit, right_unit;

    for (size_t at = 0; at + HALVES <= s->len; at += unit) {
        uint32_t left = om_utf8_get(s->p + at, &unit), whole;
        stretch t;

        if (!om_set_has(s->splits, left))
            continue;
        whole = om_split_whole(left, om_utf8_get(s->p + at + unit, &right_unit));
        if (!whole)
            continue;
        take(s, at, whole, &t);
        for (unsigned dict = 0; dict < s->n_dicts; dict++)
            look(s, dict, &t, left, whole);
    }
}
