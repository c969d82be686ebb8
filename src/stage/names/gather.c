/* gather.c - the names that stand in a block, and those that may have been misread there: as the matcher finds them,
 * which are one character away.  What else is looked for is in short.c, far.c and split.c. */
#include "stage/names/names.h"

#include <stdlib.h>

#include "dict/cost.h"
#include "dict/key.h"
#include "dict/language.h"
#include "text/bisect.h"
#include "text/utf8.h"

/* The sum of the key of a name, its number of characters, its first and last. */
static uint64_t sum_of(const uint8_t *name, size_t len, uint8_t *chars, uint32_t *head, uint32_t *tail)
{
    uint64_t sum = 0;
    unsigned n, unit;

    *head = om_utf8_get(name, &unit);
    for (n = 0; len; n++, name += unit, len -= unit) {
        *tail = om_utf8_get(name, &unit);
        sum = om_key_push(sum, om_key_char(*tail));
    }
    *chars = (uint8_t)n;
    return sum;
}

void om_names_row(const om_dict *d, uint32_t name, uint8_t *type, uint8_t *level)
{
    uint32_t from, to;
    const om_dict_row *row = om_dict_rows(d, name, &from, &to) ? om_dict_row_at(d, from) : NULL;

    *type = row ? row->type : 0;
    *level = row ? row->level : 0;
}

static void add_known(om_names *s, unsigned dict, const om_hit *hit)
{
    uint32_t i = 0;
    om_candidate c;
    om_known *k;

    if (!om_candidate_next(s->dicts[dict], s->learned, s->p, hit, 0, &i, &c))
        return;
    if (!om_more((void **)&s->known.at, s->known.n, &s->known.cap, sizeof *s->known.at)) {
        s->failed = true;
        return;
    }
    k = &s->known.at[s->known.n++];
    *k = (om_known){.from = hit->from, .to = hit->from + hit->len, .name = c.name, .dict = (uint8_t)dict};
    om_names_row(s->dicts[dict], c.name, &k->type, &k->level);
    k->key = sum_of(s->p + hit->from, hit->len, &k->chars, &k->head, &k->tail);
    if (k->type == OM_TYPE_PLACE && k->level != OM_LEVEL_VILLAGE)
        s->place_ends[k->to / 64] |= UINT64_C(1) << k->to % 64;
}

/* Whether a name is of those wanted; persons of three characters and more are found anyway. */
static bool is_wanted(const om_names *s, enum om_names_wanted wanted, const om_guess *g)
{
    switch (wanted) {
    case OM_SEEN_ELSEWHERE:
        return om_seen_count(&s->seen, g->key) > 0;
    case OM_SHORT_PERSONS:
        return (g->type == OM_TYPE_PERSON && g->chars == 2) || om_seen_count(&s->seen, g->key) > 0;
    case OM_SHORT_PLACES:
        return (g->type == OM_TYPE_PLACE && g->chars == 2) || om_seen_count(&s->seen, g->key) > 0;
    case OM_RARE_MIDDLE:
        return g->type == OM_TYPE_PERSON && om_is_rare(g->meant);
    default:
        return true;
    }
}

/* Whether a known place that is no village ends at text[at]: others may lie in it. */
static bool follows_place(const om_names *s, uint32_t at)
{
    return s->place_ends[at / 64] >> at % 64 & 1;
}

bool om_names_is_doubted(const om_names *s, const om_hit *hit, bool table, unsigned *most)
{
    bool wide;
    unsigned confidence = om_names_confidence(s, hit->at, hit->kind == OM_HIT_MISSING, &wide);

    *most = OM_COST_ANY;
    if (om_names_doubt(confidence, wide))
        return true;
    if (hit->kind == OM_HIT_SUBSTITUTED && (table || hit->len <= 6) && !follows_place(s, hit->from))
        *most = OM_NAMES_ALIKE;
    return false;
}

/* Whether the engine's doubts, and what stands around, leave the hit a chance; *most: the cost up to which they do.
 * What is turned away here would be so later, at far more expense. */
static bool has_chance(const om_names *s, unsigned dict, const om_hit *hit, unsigned *most)
{
    bool missing = hit->kind == OM_HIT_MISSING;
    om_candidate c;

    if (om_names_is_doubted(s, hit, s->is_table[dict], most))
        return true;
    return om_candidate_next(s->dicts[dict], s->learned, s->p, hit, *most, &(uint32_t){0}, &c) &&
           (hit->len > 12 || missing || !om_names_in_word(s, hit->at));
}

/* Fill in what the name of a guess tells, and the key of what stands in its place. */
static bool tell(const om_names *s, om_guess *g)
{
    uint32_t head, tail;
    uint8_t chars;
    size_t len;
    const uint8_t *name = om_dict_name(s->dicts[g->dict], g->name, &len);

    if (!name)
        return false;
    g->key = sum_of(name, len, &g->chars, &head, &tail);
    om_names_row(s->dicts[g->dict], g->name, &g->type, &g->level);
    g->reading = om_key_push(sum_of(s->p + g->from, g->to - g->from, &chars, &head, &tail), om_key_char(g->name));
    return true;
}

static void push(om_names *s, const om_guess *g)
{
    if (!om_more((void **)&s->guesses.at, s->guesses.n, &s->guesses.cap, sizeof *s->guesses.at)) {
        s->failed = true;
        return;
    }
    s->guesses.at[s->guesses.n++] = *g;
}

void om_names_add_guesses(om_names *s, unsigned dict, const om_hit *hit, enum om_names_wanted wanted)
{
    om_candidate c;
    unsigned most;

    if (!has_chance(s, dict, hit, &most))
        return;
    for (uint32_t i = 0; om_candidate_next(s->dicts[dict], s->learned, s->p, hit, most, &i, &c);) {
        om_guess g = {.from = hit->from, .to = hit->from + hit->len, .at = hit->at, .name = c.name, .read = c.read,
                      .meant = c.meant, .kind = hit->kind, .dict = (uint8_t)dict, .cost = c.cost, .rival = OM_NO_RIVAL};

        if (!tell(s, &g) || !is_wanted(s, wanted, &g))
            continue;
        if (om_seen_add(&s->readings, g.reading) == 1 && wanted == OM_ANY_NAME)
            om_seen_add(&s->votes, g.key);
        push(s, &g);
    }
}

void om_names_add(om_names *s, om_guess *g)
{
    if (!tell(s, g))
        return;
    om_seen_add(&s->readings, g->reading);
    push(s, g);
}

/* Take what was found.  A name that stands there waits twice for memory: others are under way meanwhile. */
static void take_hits(om_names *s, unsigned dict, const om_hit *hits, size_t n)
{
    const om_dict *d = s->dicts[dict];
    const size_t ahead = 8;

    for (size_t i = 0; i < n + 2 * ahead; i++) {
        const om_hit *next = i < n ? &hits[i] : NULL, *soon = i >= ahead && i - ahead < n ? &hits[i - ahead] : NULL;
        const om_hit *hit = i >= 2 * ahead ? &hits[i - 2 * ahead] : NULL;

        if (next && next->kind == OM_HIT_EXACT)
            om_dict_fetch_name(d, om_posting_name(om_dict_posting(d, next->first)));
        if (soon && soon->kind == OM_HIT_EXACT)
            om_dict_fetch_text(d, om_posting_name(om_dict_posting(d, soon->first)));
        if (hit && hit->kind == OM_HIT_EXACT)
            add_known(s, dict, hit);
        else if (hit)
            om_names_add_guesses(s, dict, hit, OM_ANY_NAME);
    }
}

/* Find the names of one dictionary.  Where it has but towns and villages those of two characters do not stand for
 * themselves (om_stands_alone), and there are so many that every fifth pair of characters is one: they say nothing. */
static void match(om_names *s, unsigned dict)
{
    const om_hit *hits;
    size_t n;

    om_match_begin(s->matcher, s->dicts[dict], s->p, s->len);
    om_match_right(s->matcher, s->beyond_doubt);
    om_match_far(s->matcher, s->finder);
    if (s->dicts[dict]->header->highest >= OM_LEVEL_TOWN)
        om_match_no_twos(s->matcher);
    while (om_match_next(s->matcher, &hits, &n))
        take_hits(s, dict, hits, n);
    s->failed |= om_match_failed(s->matcher);
    om_names_far(s, dict);
}

static int by_place(const void *a_, const void *b_)
{
    const om_known *a = a_, *b = b_;

    if (a->from != b->from)
        return a->from < b->from ? -1 : 1;
    if (a->to != b->to)
        return a->to > b->to ? -1 : 1;
    return (int)a->dict - (int)b->dict;
}

/* Known names in order; where several dictionaries know one the first counts. */
static void sort_known(om_names *s)
{
    size_t n = 0;

    if (s->known.n)
        qsort(s->known.at, s->known.n, sizeof *s->known.at, by_place);
    for (size_t i = 0; i < s->known.n; i++)
        if (!n || s->known.at[n - 1].from != s->known.at[i].from || s->known.at[n - 1].to != s->known.at[i].to)
            s->known.at[n++] = s->known.at[i];
    s->known.n = n;
}

size_t om_names_first(const om_names *s, uint32_t from)
{
    size_t i = 0;

    OM_BISECT(i, s->known.n, s->known.at[i].from < from);
    return i;
}

/* Names that are inside of a longer one do not count for themselves.  Of those of two characters that stand for
 * themselves and those of three the ends are noted, by which they are looked for again. */
static void count_known(om_names *s)
{
    uint32_t end = 0;

    for (size_t i = 0; i < s->known.n; i++) {
        const om_known *k = &s->known.at[i];
        uint32_t head, tail;
        unsigned unit;

        if (k->to <= end)
            continue;
        end = k->to;
        if (om_seen_add(&s->seen, k->key) != 1)
            continue;
        s->met += k->chars > 2 && !s->is_table[k->dict];
        if (k->chars > 3)
            continue;
        if (k->chars == 2)
            om_twos_add(&s->twos, k->head, k->tail);
        head = om_utf8_get(s->p + k->from, &unit);
        tail = om_utf8_get(s->p + om_utf8_back(s->p, k->to), &unit);
        if (k->chars == 3)
            om_ends_add(&s->three, head, tail);
        else if (om_stands_alone(om_language(OM_WORD, k->key), k->level))
            om_ends_add(&s->two, head, tail);
    }
}

void om_names_gather(om_names *s)
{
    const uint8_t *simplified = s->p;
    bool traditional = s->p != s->text;

    s->known.n = s->guesses.n = 0;
    if (!om_names_words(s)) {
        s->failed = true;
        return;
    }
    s->p = s->text;
    for (unsigned i = 0; i < s->n_dicts; i++)
        match(s, i);
    if (traditional) {
        s->p = simplified;
        for (unsigned i = 0; i < s->n_dicts; i++)
            match(s, i);
    }
    sort_known(s);
    count_known(s);
    om_names_short(s);
    om_names_splits(s);
}
