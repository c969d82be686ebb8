/* gather.c - the names that stand in a block, and those that may have been misread there.
 *
 * The matcher finds names of three characters and more that are one character away.  Around names that stand elsewhere
 * in the text more is looked for: names of two characters of which one is another, names of three that lack the middle
 * one or have one too many. */
#include "stage/names/names.h"

#include <stdlib.h>
#include <string.h>

#include "dict/cost.h"
#include "dict/key.h"
#include "dict/language.h"
#include "text/script.h"
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

enum wanted { ANY, SEEN_ELSEWHERE, SHORT_PERSONS, SHORT_PLACES, RARE_MIDDLE };

/* Whether a name is of those wanted; persons of three characters and more are found anyway. */
static bool is_wanted(const om_names *s, enum wanted wanted, const om_guess *g)
{
    switch (wanted) {
    case SEEN_ELSEWHERE:
        return om_seen_count(&s->seen, g->key) > 0;
    case SHORT_PERSONS:
        return (g->type == OM_TYPE_PERSON && g->chars == 2) || om_seen_count(&s->seen, g->key) > 0;
    case SHORT_PLACES:
        return (g->type == OM_TYPE_PLACE && g->chars == 2) || om_seen_count(&s->seen, g->key) > 0;
    case RARE_MIDDLE:
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

/* Whether the engine doubts the character of the hit; if not, *most: the cost up to which it may be another one of a
 * name, of a table of places or not. */
static bool is_doubted(const om_names *s, const om_hit *hit, bool table, unsigned *most)
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

    if (is_doubted(s, hit, s->is_table[dict], most))
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

/* Add what the hit could be. */
static void add_guesses(om_names *s, unsigned dict, const om_hit *hit, enum wanted wanted)
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
        if (om_seen_add(&s->readings, g.reading) == 1 && wanted == ANY)
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
            add_guesses(s, dict, hit, ANY);
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
    size_t a = 0, b = s->known.n;

    while (a < b) {
        size_t middle = a + (b - a) / 2;

        if (s->known.at[middle].from < from)
            a = middle + 1;
        else
            b = middle;
    }
    return a;
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

/* --- names that something speaks for ---------------------------------------------------------------------------- */

enum { AROUND = 8 };   /* characters that are looked at together */

/* The first of postings [i, to) of one key that is not before `posting`, whatever their print. */
static uint32_t first_posting(const om_dict *d, uint32_t i, uint32_t to, uint64_t posting)
{
    while (i < to) {
        uint32_t middle = i + (to - i) / 2;

        if (om_dict_posting(d, middle) << 16 >> 16 < posting)
            i = middle + 1;
        else
            to = middle;
    }
    return i;
}

/* Names that have this key without the character at `place`; `meant`, unless it is 0, is this character. */
static void try_key(om_names *s, unsigned dict, om_hit hit, uint64_t sum, unsigned place, uint32_t meant, enum wanted wanted)
{
    const om_dict *d = s->dicts[dict];
    uint32_t i, to, c = meant < OM_BEYOND ? meant : OM_BEYOND;
    uint64_t last = om_posting(0, place, meant ? c : OM_BEYOND, OM_DICT_NAMES_MAX - 1);

    if (!om_dict_postings(d, om_key_end(sum), &i, &to))
        return;
    hit.first = first_posting(d, i, to, om_posting(0, place, c, 0));
    hit.n = first_posting(d, hit.first, to, last + 1) - hit.first;
    if (hit.n)
        add_guesses(s, dict, &hit, wanted);
}

/* A character of the text and what is asked of it again and again; c is 0 for a line end or space. */
enum {
    HAN = 1,
    DIGIT = 2,
    COMMA = 4,
    TITLE = 8,           /* with the next one a title of two characters */
    IN_WORD = 16,
    TWO_HEAD = 32,       /* names of two characters that stand elsewhere begin, end with it */
    TWO_TAIL = 64,
    THREE_HEAD = 128     /* names of three do */
};

typedef struct {
    uint64_t mixed;
    uint32_t c, offset;
    unsigned is;
} place;

/* c[2], c[3] as a name of two characters of which that at place w, 0 or 1, was misread. */
static om_hit hit_of_two(const place *a, unsigned w)
{
    return (om_hit){a[2].offset, a[4].offset - a[2].offset, a[2 + w].offset, OM_HIT_SUBSTITUTED, (uint8_t)w, 0, 0};
}

static void look_two(om_names *s, unsigned dict, const place *a, unsigned w, enum wanted wanted)
{
    try_key(s, dict, hit_of_two(a, w), a[3 - w].mixed, w, 0, wanted);
}

/* The same, of names that stand elsewhere. */
static void look_seen(om_names *s, unsigned dict, const place *a, unsigned w)
{
    om_hit hit = hit_of_two(a, w);
    unsigned most, i = 0;
    uint32_t meant;

    is_doubted(s, &hit, false, &most);
    while ((meant = om_twos_next(&s->twos, s->learned, w, a[2 + w].c, a[3 - w].c, most, &i)))
        try_key(s, dict, hit, a[3 - w].mixed, w, meant, SEEN_ELSEWHERE);
}

/* c[2], c[3] as a name of three without its middle character. */
static void look_middle(om_names *s, unsigned dict, const place *a, enum wanted wanted)
{
    om_hit hit = {a[2].offset, a[4].offset - a[2].offset, a[3].offset, OM_HIT_MISSING, 1, 0, 0};
    uint64_t sum = om_key_push(a[2].mixed, a[3].mixed);

    if (om_dict_skips(s->dicts[dict], om_key_end(sum)))
        try_key(s, dict, hit, sum, 1, 0, wanted);
}

/* c[2] to c[5] as a name of three that has one too many, c[3] or c[4]. */
static void look_extra(om_names *s, unsigned dict, const place *a, unsigned extra)
{
    om_hit hit = {a[2].offset, a[6].offset - a[2].offset, a[extra].offset, OM_HIT_EXTRA, (uint8_t)(extra - 2), 0, 0};
    uint64_t sum = om_key_push(om_key_push(a[2].mixed, a[7 - extra].mixed), a[5].mixed);

    if (om_seen_count(&s->seen, sum) && om_dict_triple(s->dicts[dict], om_key_end(sum)) & OM_TRIPLE_KEY)
        try_key(s, dict, hit, sum, OM_WHOLE, 0, SEEN_ELSEWHERE);
}

static bool is_title(const place *a)
{
    unsigned part = 0;

    if (a[0].is & a[1].is & HAN && om_language_of(a[0].c).begins & OM_BEGINS_TITLE_OF_TWO &&
        om_language_of(a[1].c).begins & OM_ENDS_TITLE)
        part = om_language(OM_TITLE, om_key_push(a[0].mixed, a[1].mixed));
    return part == OM_TITLE_HEAD || part == OM_TITLE_PERSON;
}

/* Whether c[2], c[3] may be a name that stands elsewhere, of which that at place w is another character. */
static bool may_be_seen(om_names *s, const place *a, unsigned w)
{
    if (!(w ? a[2].is & TWO_HEAD : a[3].is & TWO_TAIL))
        return false;
    return s->page || (w ? om_like_any(&s->like_tails, s->two.tail, s->two.n_tails, a[3].c, OM_NAMES_ALIKE)
                         : om_like_any(&s->like_heads, s->two.head, s->two.n_heads, a[2].c, OM_NAMES_ALIKE));
}

/* Whether c[2], c[3] are all of an item of a list, beside one that is a name of this type. */
static bool is_item(const om_names *s, const place *a, uint8_t type)
{
    return !(a[1].is & HAN) && om_names_ends_item(a[4].c) && om_names_beside(s, a[2].offset, a[4].offset, type);
}

/* Whether there is anything that look() may find: all that it asks first, with no branch. */
static unsigned is_worth_it(const place *a)
{
    unsigned titled = (a[0].is | a[4].is) & TITLE, listed = (a[1].is | a[4].is) & COMMA, dated = a[4].is & DIGIT;
    unsigned seen = (a[2].is & TWO_HEAD && !(a[3].is & IN_WORD)) | (a[3].is & TWO_TAIL && !(a[2].is & IN_WORD));

    return (titled | listed | dated | seen | (a[2].is & THREE_HEAD)) && a[2].c && a[3].c;
}

static void look(om_names *s, const place *a)
{
    bool han = a[2].is & a[3].is & HAN;
    bool titled = han && (a[0].is | a[4].is) & TITLE;
    bool listed = han && (a[1].is | a[4].is) & COMMA;
    bool person_item = listed && is_item(s, a, OM_TYPE_PERSON);
    bool place_item = (listed && is_item(s, a, OM_TYPE_PLACE)) ||
                      (a[4].is & DIGIT && om_names_dateline(s, a[2].offset, a[4].offset));
    bool item = titled || person_item || place_item;
    unsigned type = titled || person_item ? OM_TYPE_PERSON : OM_TYPE_PLACE;
    bool person = titled || person_item || (listed && om_language_of(a[2].c).surname);
    bool three = a[2].is & THREE_HEAD;
    bool middle = three && om_ends_have(&s->three, a[2].c, a[3].c);
    bool extra = three && a[4].c && a[5].c && om_ends_have(&s->three, a[2].c, a[5].c);

    for (unsigned w = 0; w < 2; w++) {
        if (om_names_in_word(s, a[2 + w].offset) || !(item || may_be_seen(s, a, w)))
            continue;
        for (unsigned dict = 0; dict < s->n_dicts; dict++)
            if (item && om_dict_has_type(s->dicts[dict], type))
                look_two(s, dict, a, w, type == OM_TYPE_PERSON ? SHORT_PERSONS : SHORT_PLACES);
            else
                look_seen(s, dict, a, w);
    }
    for (unsigned dict = 0; (person || middle || extra) && dict < s->n_dicts; dict++) {
        if (person && om_dict_has_type(s->dicts[dict], OM_TYPE_PERSON))
            look_middle(s, dict, a, RARE_MIDDLE);
        if (middle)
            look_middle(s, dict, a, SEEN_ELSEWHERE);
        if (extra) {
            look_extra(s, dict, a, 3);
            look_extra(s, dict, a, 4);
        }
    }
}

/* The next character of the text, at *at; past its end: none. */
static place next_place(const om_names *s, size_t *at)
{
    unsigned unit = 0;
    uint32_t c = *at < s->len ? om_utf8_get(s->p + *at, &unit) : 0;
    place a = {.c = c <= ' ' || c == 0x3000 ? 0 : c, .offset = (uint32_t)*at};
    enum om_script script = om_script(a.c);

    a.mixed = om_key_char(a.c);
    a.is = (script == OM_HAN) * HAN | (script == OM_DIGIT) * DIGIT | (c == LIST_COMMA) * COMMA |
           (unsigned)om_names_in_word(s, a.offset) * IN_WORD | om_set_has(s->two.heads, c) * TWO_HEAD |
           om_set_has(s->two.tails, c) * TWO_TAIL | om_ends_begin(&s->three, c) * THREE_HEAD;
    *at += unit;
    return a;
}

/* a[0], a[1] are the two characters before the window, a[2] to a[7] it and those after it. */
static void look_around(om_names *s)
{
    enum { ROW = 512 };
    place row[ROW + AROUND] = {{0}};
    uint16_t worth[ROW + 1];
    unsigned n = 2;
    size_t at = 0;

    for (;;) {
        unsigned n_worth = 0;

        for (; n < ROW + AROUND; n++) {
            row[n] = next_place(s, &at);
            row[n - 1].is |= is_title(&row[n - 1]) * TITLE;
        }
        for (unsigned i = 0; i < ROW; i++) {
            worth[n_worth] = (uint16_t)i;
            n_worth += is_worth_it(&row[i]);
        }
        for (unsigned k = 0; k < n_worth; k++)
            look(s, &row[worth[k]]);
        if (row[ROW + 2].offset == s->len)
            return;
        memcpy(row, row + ROW, AROUND * sizeof *row);
        n = AROUND;
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
    look_around(s);
    om_names_splits(s);
}
