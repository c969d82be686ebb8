#include "dict/match.h"

#include <stdlib.h>
#include <string.h>

#include "text/utf8.h"

/* Characters looked at together.  Windows that begin in the last OM_NAME_MAX + 1 of them are found with the next. */
enum { REACH = OM_NAME_MAX + 1, CHUNK = 2048 + REACH, PAD = 4 };

enum { SKIP = 4 }; /* characters i and i + 2 begin and end a name of three, and the one between may be wrong */

/* A look-up that is to be done. */
typedef struct {
    uint64_t key;
    uint16_t from;               /* character of the chunk at which its window begins */
    uint8_t n, lo, hi;           /* characters of the window; places that are told */
    bool whole, names;           /* of the window as it stands; names that stand there are told too */
} ask;

enum { ASKS = 1024 };

/* Asks that go on in a later step of a chunk, when what they read has been fetched. */
typedef struct {
    unsigned n;
    ask at[ASKS];
} queue;

struct om_matcher {
    const om_dict *d;
    const uint8_t *text;
    const uint64_t *right;       /* NULL: no character is known to be */
    size_t len, next;            /* of the text; the first byte that is not looked at yet */
    unsigned n, owned;           /* characters of the chunk; those that windows are found for that begin there */
    uint32_t offset[CHUNK + 1];  /* in the text, of each character and of the end */
    uint64_t mixed[CHUNK];
    uint64_t sum[CHUNK + 1];     /* sum[i]: key of the characters before i, not spread */
    uint8_t pairs[CHUNK + PAD];  /* OM_PAIR_* of characters i and i + 1 */
    uint8_t triples[CHUNK];      /* OM_TRIPLE_* of characters i to i + 2, where pairs leave them a use, and SKIP */
    uint8_t sure[CHUNK];         /* whether the character is right */
    uint16_t anchored[CHUNK];    /* characters that begin three of OM_ANCHORS */
    queue longs, asks;           /* what is to be looked up if OM_LONGS has its key; what is to be */
    om_hit *hits;
    size_t hit_count, hit_room;
    uint64_t power[OM_NAME_MAX + 2]; /* of OM_KEY_BASE */
    uint8_t use;                 /* OM_PAIR_* that are asked for */
    bool failed;
    om_far_finder *finder;       /* NULL: names of which two characters are others are not looked for */
};

om_matcher *om_match_new(void)
{
    om_matcher *s = calloc(1, sizeof *s);

    if (s) {
        s->power[0] = 1;
        for (unsigned i = 1; i < sizeof s->power / sizeof *s->power; i++)
            s->power[i] = s->power[i - 1] * OM_KEY_BASE;
    }
    return s;
}

void om_match_free(om_matcher *s)
{
    if (s)
        free(s->hits);
    free(s);
}

void om_match_begin(om_matcher *s, const om_dict *d, const uint8_t *text, size_t len)
{
    s->d = d;
    s->text = text;
    s->len = len;
    s->next = 0;
    s->right = NULL;
    s->use = 0xFF;
    s->failed = false;
    s->finder = NULL;
}

void om_match_right(om_matcher *s, const uint64_t *right)
{
    s->right = right;
}

void om_match_no_twos(om_matcher *s)
{
    s->use &= (uint8_t)~OM_PAIR_NAME;
}

void om_match_far(om_matcher *s, om_far_finder *finder)
{
    s->finder = finder;
    om_far_begin(finder);
}

bool om_match_failed(const om_matcher *s)
{
    return s->failed;
}

/* --- keys of windows ---------------------------------------------------------------------------------------------- */

static inline uint64_t sum_of(const om_matcher *s, unsigned from, unsigned to)
{
    return s->sum[to] - s->sum[from] * s->power[to - from];
}

static inline uint64_t key_of(const om_matcher *s, unsigned from, unsigned n)
{
    return om_key_end(sum_of(s, from, from + n));
}

/* The key of the window of n characters without the one at place w. */
static inline uint64_t key_without(const om_matcher *s, unsigned from, unsigned n, unsigned w)
{
    return om_key_end(sum_of(s, from, from + w) * s->power[n - 1 - w] + sum_of(s, from + w + 1, from + n));
}

/* --- filters ------------------------------------------------------------------------------------------------------ */

static inline const uint64_t *long_word(const om_dict *d, uint64_t key)
{
    return (const uint64_t *)d->at[OM_LONGS] + om_key_slot(key, d->header->log2[OM_LONGS]);
}

static inline bool is_long(const om_dict *d, uint64_t key)
{
    uint64_t bits = om_key_bits(key);

    return (*long_word(d, key) & bits) == bits;
}

static inline const uint32_t *anchor_of(const om_dict *d, uint64_t key)
{
    return (const uint32_t *)d->at[OM_ANCHORS] + om_key_slot(key, d->header->log2[OM_ANCHORS]);
}

/* Lengths, bit n for n characters, that one half of an entry of OM_ANCHORS tells of. */
static uint64_t lengths_of(const om_dict *d, uint32_t half)
{
    return (uint64_t)(half & 0x7FFF) << 4 | (half & 0x8000 ? d->header->lengths >> 19 << 19 : 0);
}

/* --- hits --------------------------------------------------------------------------------------------------------- */

/* Postings [first, to) fit the window of n characters that begins at character `from`; character `at` is the one. */
static void hit(om_matcher *s, enum om_hit_kind kind, unsigned from, unsigned n, unsigned place, uint32_t first,
                uint32_t to)
{
    if (s->hit_count == s->hit_room) {
        size_t room = s->hit_room ? s->hit_room * 2 : 4096;
        om_hit *hits = realloc(s->hits, room * sizeof *hits);

        if (!hits) {
            s->failed = true;
            return;
        }
        s->hits = hits;
        s->hit_room = room;
    }
    s->hits[s->hit_count++] = (om_hit){s->offset[from], s->offset[from + n] - s->offset[from],
                                       s->offset[from + (kind == OM_HIT_EXACT ? 0 : place)], (uint8_t)kind,
                                       (uint8_t)place, first, to - first};
}

/* Postings are asked for.  The window of a->n characters at a->from as it stands is a name; the name with another
 * character before or after it; or it lacks one. */
static void answer_whole(om_matcher *s, const ask *a, uint32_t i, uint32_t to)
{
    for (uint32_t next; i < to; i = next) {
        unsigned w = om_posting_place(om_dict_posting(s->d, i));

        next = om_dict_same_place(s->d, i, to);
        if (w == OM_WHOLE) {
            if (a->names && a->from < s->owned)
                hit(s, OM_HIT_EXACT, a->from, a->n, 0, i, next);
        } else if (w < a->lo || w > a->hi) {
            continue;
        } else if (w == 0) {
            if (a->from && a->from <= s->owned)
                hit(s, OM_HIT_SUBSTITUTED, a->from - 1, a->n + 1, 0, i, next);
        } else if (w == a->n) {
            if (a->from + (unsigned)a->n < s->n && a->from < s->owned)
                hit(s, OM_HIT_SUBSTITUTED, a->from, a->n + 1, w, i, next);
        } else if (a->n >= 3 && a->from < s->owned) {
            hit(s, OM_HIT_MISSING, a->from, a->n, w, i, next);
        }
    }
}

/* The window without its character a->lo: the name has another one there, or none. */
static void answer_without(om_matcher *s, const ask *a, uint32_t i, uint32_t to)
{
    if (a->from >= s->owned)
        return;
    for (uint32_t next; i < to; i = next) {
        unsigned w = om_posting_place(om_dict_posting(s->d, i));

        next = om_dict_same_place(s->d, i, to);
        if (w == a->lo)
            hit(s, OM_HIT_SUBSTITUTED, a->from, a->n, w, i, next);
        else if (w == OM_WHOLE && a->n >= 5)
            hit(s, OM_HIT_EXTRA, a->from, a->n, a->lo, i, next);
    }
}

/* Answer what was asked.  Each look-up waits twice for memory: others are under way meanwhile. */
static void answer(om_matcher *s)
{
    const unsigned ahead = 12, n = s->asks.n;

    for (unsigned k = 0; k < n + 2 * ahead; k++) {
        uint32_t i, to;

        if (k < n)
            om_dict_fetch_bucket(s->d, s->asks.at[k].key);
        if (k >= ahead && k - ahead < n)
            om_dict_fetch_postings(s->d, s->asks.at[k - ahead].key);
        if (k >= 2 * ahead) {
            const ask *a = &s->asks.at[k - 2 * ahead];

            if (!om_dict_postings(s->d, a->key, &i, &to))
                continue;
            if (a->whole)
                answer_whole(s, a, i, to);
            else
                answer_without(s, a, i, to);
        }
    }
    s->asks.n = 0;
}

static void add_ask(om_matcher *s, ask a)
{
    if (s->asks.n == ASKS)
        answer(s);
    s->asks.at[s->asks.n++] = a;
}

/* Ask for those whose keys OM_LONGS has. */
static void sift_longs(om_matcher *s)
{
    for (unsigned k = 0; k < s->longs.n; k++)
        if (is_long(s->d, s->longs.at[k].key))
            add_ask(s, s->longs.at[k]);
    s->longs.n = 0;
}

static void add_long(om_matcher *s, ask a)
{
    if (s->longs.n == ASKS)
        sift_longs(s);
    __builtin_prefetch(long_word(s->d, a.key));
    s->longs.at[s->longs.n++] = a;
}

/* The window of n characters at `from`: only places lo to hi are told, names when `names`. */
static ask whole_window(unsigned from, unsigned n, uint64_t key, unsigned lo, unsigned hi, bool names)
{
    return (ask){key, (uint16_t)from, (uint8_t)n, (uint8_t)lo, (uint8_t)hi, true, names};
}

/* The window without its character w. */
static ask window_without(unsigned from, unsigned n, unsigned w, uint64_t key)
{
    return (ask){key, (uint16_t)from, (uint8_t)n, (uint8_t)w, (uint8_t)w, false, false};
}

/* As the two above, for keys of four characters and more. */
static void long_whole(om_matcher *s, unsigned from, unsigned n, unsigned lo, unsigned hi, bool names)
{
    add_long(s, whole_window(from, n, key_of(s, from, n), lo, hi, names));
}

static void long_without(om_matcher *s, unsigned from, unsigned n, unsigned w)
{
    add_long(s, window_without(from, n, w, key_without(s, from, n, w)));
}

/* --- the places of a chunk ---------------------------------------------------------------------------------------- */

/* Names of these lengths begin with the three characters at i: what is wrong in them comes later. */
static void from_head(om_matcher *s, unsigned i, uint64_t lengths)
{
    for (uint64_t todo = (lengths | lengths >> 1) & ~UINT64_C(0xF); todo; todo &= todo - 1) {
        unsigned n = (unsigned)__builtin_ctzll(todo);

        if (i + n > s->n)
            break;
        long_whole(s, i, n, 3, n, true);
    }
    for (uint64_t todo = (lengths | lengths << 1) & ~UINT64_C(0x1F); todo; todo &= todo - 1) {
        unsigned n = (unsigned)__builtin_ctzll(todo);

        if (i + n > s->n)
            break;
        for (unsigned w = 3; w + 1 < n; w++)
            long_without(s, i, n, w);
    }
}

/* Names of these lengths end with the three characters at i: what is wrong in them comes before, at places 0 to 2. */
static void from_tail(om_matcher *s, unsigned i, uint64_t lengths)
{
    unsigned end = i + 3;

    for (uint64_t todo = (lengths | lengths << 1) & ~UINT64_C(0x1F); todo; todo &= todo - 1) {
        unsigned n = (unsigned)__builtin_ctzll(todo), hi = n < 6 ? n - 4 : 2;

        if (lengths >> n & 1 && n - 1 <= end)
            long_whole(s, end - (n - 1), n - 1, 0, hi, false);
        if (n > end)
            continue;
        for (unsigned w = 1; w <= hi; w++)
            long_without(s, end - n, n, w);
    }
}

/* Whether the character at place w of the window of n characters at i may be wrong. */
static bool may_be_wrong(const om_matcher *s, unsigned i, unsigned n, unsigned w)
{
    return !s->sure[i + w] || s->offset[i + n] - s->offset[i] > OM_RIGHT_BYTES;
}

/* Two characters: a name, and names of three without their first or last. */
static void look_at_two(om_matcher *s, unsigned i)
{
    unsigned pair = s->pairs[i];
    bool first = pair & OM_PAIR_TAIL3 && i && may_be_wrong(s, i - 1, 3, 0);
    bool last = pair & OM_PAIR_HEAD3 && i + 3 <= s->n && may_be_wrong(s, i, 3, 2);

    if (pair & OM_PAIR_NAME || first || last)
        add_ask(s, whole_window(i, 2, key_of(s, i, 2), first ? 0 : 1, last ? 2 : 1, pair & OM_PAIR_NAME));
}

/* The windows that begin at i; anchors are noted. */
static void look_at(om_matcher *s, unsigned i, unsigned *anchored)
{
    const om_dict *d = s->d;
    unsigned pair = s->pairs[i], triple = s->triples[i], left = s->n - i, next = s->pairs[i + 1];
    uint64_t key;

    if (pair & (OM_PAIR_NAME | OM_PAIR_HEAD3 | OM_PAIR_TAIL3))
        look_at_two(s, i);
    if (triple & SKIP)
        add_ask(s, window_without(i, 3, 1, key_without(s, i, 3, 1)));
    if (triple & OM_TRIPLE_KEY &&
        ((pair & OM_PAIR_HEAD3 && next & OM_PAIR_TAIL3) || pair & OM_PAIR_HEAD4 || next & OM_PAIR_TAIL4))
        add_ask(s, whole_window(i, 3, key_of(s, i, 3), 0, 3, true));
    if (triple & OM_TRIPLE_ANCHOR && pair & OM_PAIR_TRIPLE) {
        __builtin_prefetch(anchor_of(d, key_of(s, i, 3)));
        s->anchored[(*anchored)++] = (uint16_t)i;
    }
    if (left < 4)
        return;
    if (s->pairs[i + 2] & OM_PAIR_TAIL4 && may_be_wrong(s, i, 4, 1) &&
        om_dict_triple(d, key = key_without(s, i, 4, 1)) & OM_TRIPLE_KEY)
        add_ask(s, window_without(i, 4, 1, key));
    if (pair & OM_PAIR_HEAD4 && may_be_wrong(s, i, 4, 2) &&
        om_dict_triple(d, key = key_without(s, i, 4, 2)) & OM_TRIPLE_KEY)
        add_ask(s, window_without(i, 4, 2, key));
    if (pair & OM_PAIR_HEAD5 && s->pairs[i + 2] & OM_PAIR_TAIL5)
        long_whole(s, i, 4, 2, 2, false);
    if (left >= 5 && ((pair & OM_PAIR_HEAD5 && s->pairs[i + 3] & OM_PAIR_TAIL5) ||
                      (pair & OM_PAIR_HEAD4 && s->pairs[i + 3] & OM_PAIR_TAIL4)))
        long_without(s, i, 5, 2);
}

/* Whether what pairs tell of three characters leaves them a use as a triple. */
static bool may_be_triple(unsigned pair, unsigned next)
{
    return pair & (OM_PAIR_HEAD3 | OM_PAIR_HEAD4 | OM_PAIR_TRIPLE) || next & OM_PAIR_TAIL4;
}

/* Ask the filters about all characters at once: no answer waits for another.  Triples that are of no use are asked for
 * at one place, which is at hand. */
static void ask_filters(om_matcher *s)
{
    const om_dict *d = s->d;
    const uint8_t *pairs = d->at[OM_PAIRS];
    unsigned log2 = d->header->log2[OM_PAIRS], n = s->n;

    for (unsigned i = 0; i + 1 < n; i++)
        s->pairs[i] = s->use & pairs[om_key_slot(om_key_end(om_key_push(s->mixed[i], s->mixed[i + 1])), log2)];
    memset(s->pairs + (n ? n - 1 : 0), 0, PAD);
    for (unsigned i = 0; i + 2 < n; i++) {
        s->triples[i] = (uint8_t)om_dict_triple(d, may_be_triple(s->pairs[i], s->pairs[i + 1]) ? key_of(s, i, 3) : 0);
        if (may_be_wrong(s, i, 3, 1))
            s->triples[i] |= SKIP * om_dict_skips(d, om_key_end(om_key_push(s->mixed[i], s->mixed[i + 2])));
    }
    for (unsigned i = n > 2 ? n - 2 : 0; i < n; i++)
        s->triples[i] = 0;
}

static void look_at_all(om_matcher *s)
{
    unsigned anchored = 0;

    for (unsigned i = 0; i < s->n; i++)
        look_at(s, i, &anchored);
    for (unsigned k = 0; k < anchored; k++) {
        uint32_t anchor = *anchor_of(s->d, key_of(s, s->anchored[k], 3));

        from_head(s, s->anchored[k], lengths_of(s->d, anchor & 0xFFFF));
        from_tail(s, s->anchored[k], lengths_of(s->d, anchor >> 16));
    }
    sift_longs(s);
    answer(s);
}

/* Take the next characters; false: there are none. */
static bool take_chunk(om_matcher *s)
{
    unsigned n = 0, len;
    size_t at = s->next;
    uint32_t c = 0;

    for (; at < s->len && om_match_divides(om_utf8_get(s->text + at, &len)); at += len)
        ;
    s->sum[0] = 0;
    for (; at < s->len && n < CHUNK; at += len, n++) {
        c = om_utf8_get(s->text + at, &len);
        if (om_match_divides(c))
            break;
        s->offset[n] = (uint32_t)at;
        s->sure[n] = s->right && s->right[at / 64] >> at % 64 & 1;
        s->mixed[n] = om_key_char(c);
        s->sum[n + 1] = om_key_push(s->sum[n], s->mixed[n]);
    }
    s->offset[n] = (uint32_t)at;
    s->n = n;
    s->owned = n < CHUNK ? n : CHUNK - REACH;
    s->next = s->offset[s->owned];
    return n > 0;
}

static int by_from(const void *a, const void *b)
{
    uint32_t x = ((const om_hit *)a)->from, y = ((const om_hit *)b)->from;

    return (x > y) - (x < y);
}

/* The order of finding is nearly that of the text: each hit has a short way to go, or else all are sorted. */
static void sort_hits(om_hit *hits, size_t n)
{
    size_t moves = 0;

    for (size_t i = 1; i < n; i++) {
        om_hit h = hits[i];
        size_t k = i;

        for (; k && hits[k - 1].from > h.from; k--)
            hits[k] = hits[k - 1];
        hits[k] = h;
        moves += i - k;
        if (moves > 64 * n) {
            qsort(hits, n, sizeof *hits, by_from);
            return;
        }
    }
}

bool om_match_next(om_matcher *s, const om_hit **hits, size_t *n)
{
    s->hit_count = 0;
    while (s->hit_count == 0 && !s->failed && take_chunk(s)) {
        om_far_stretch stretch = {s->d, s->text, s->offset, s->mixed, s->sure, s->n, s->owned};

        if (s->finder)
            om_far_begin_stretch(s->finder, &stretch);
        ask_filters(s);
        look_at_all(s);
        if (s->finder)
            om_far_end_stretch(s->finder, &stretch);
    }
    sort_hits(s->hits, s->hit_count);
    *hits = s->hits;
    *n = s->hit_count;
    return s->hit_count > 0 && !s->failed;
}
