#include "dict/match.h"

#include <stdlib.h>
#include <string.h>

#include "dict/cost.h"
#include "dict/key.h"
#include "text/script.h"
#include "text/utf8.h"

/* Characters looked at together.  The windows that begin in the last OM_NAME_MAX + 1 of them are found with the next. */
enum { REACH = OM_NAME_MAX + 1, CHUNK = 2048 + REACH, PAD = 4 };

enum { SKIP = 4 }; /* characters i and i + 2 begin and end a name of three */

struct om_matcher {
    const om_dict *d;
    const uint8_t *text;
    size_t len, next;            /* of the text; the first byte that is not looked at yet */
    unsigned n, owned;           /* characters of the chunk; those that windows are found for that begin there */
    uint32_t offset[CHUNK + 1];  /* in the text, of each character and of the end */
    uint64_t mixed[CHUNK];
    uint64_t sum[CHUNK + 1];     /* sum[i]: key of the characters before i, not spread */
    uint8_t pairs[CHUNK + PAD];  /* OM_PAIR_* of characters i and i + 1 */
    uint8_t triples[CHUNK];      /* OM_TRIPLE_* of characters i to i + 2, and SKIP */
    om_hit *hits;
    size_t hit_count, hit_room;
    uint64_t power[OM_NAME_MAX + 2]; /* of OM_KEY_BASE */
    bool failed;
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
    s->failed = false;
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

static inline bool is_skip(const om_dict *d, uint64_t key)
{
    size_t slot = om_key_slot(key, d->header->log2[OM_SKIPS]);

    return ((const uint64_t *)d->at[OM_SKIPS])[slot / 64] >> slot % 64 & 1;
}

static inline unsigned triple_of(const om_dict *d, uint64_t key)
{
    size_t slot = om_key_slot(key, d->header->log2[OM_TRIPLES]);

    return ((const uint64_t *)d->at[OM_TRIPLES])[slot / 32] >> slot % 32 * 2 & 3;
}

static inline bool is_long(const om_dict *d, uint64_t key)
{
    uint64_t bits = om_key_bits(key);

    return (((const uint64_t *)d->at[OM_LONGS])[om_key_slot(key, d->header->log2[OM_LONGS])] & bits) == bits;
}

/* Lengths, bit n for n characters, that one half of an entry of OM_ANCHORS tells of. */
static uint64_t lengths_of(const om_dict *d, uint32_t half)
{
    return (uint64_t)(half & 0x7FFF) << 4 | (half & 0x8000 ? d->header->lengths >> 19 << 19 : 0);
}

/* --- hits --------------------------------------------------------------------------------------------------------- */

/* Postings [first, to) fit the window of n characters that begins at character `from`; character `at` is the one. */
static void hit(om_matcher *s, enum om_hit_kind kind, unsigned from, unsigned n, unsigned place, uint32_t first, uint32_t to)
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

/* The end of the run of postings from `first` on that have one place. */
static uint32_t same_place(const om_dict *d, uint32_t first, uint32_t to)
{
    unsigned place = om_posting_place(om_dict_posting(d, first));
    uint32_t i = first + 1;

    while (i < to && om_posting_place(om_dict_posting(d, i)) == place)
        i++;
    return i;
}

/* The window of n characters at `from` as it stands.  It is a name; the name with another character before or after it; or
 * it lacks one.  Only places lo to hi are told, names when `whole`. */
static void whole_window(om_matcher *s, unsigned from, unsigned n, uint64_t key, unsigned lo, unsigned hi, bool whole)
{
    uint32_t i, to, next;

    if (!om_dict_postings(s->d, key, &i, &to))
        return;
    for (; i < to; i = next) {
        unsigned w = om_posting_place(om_dict_posting(s->d, i));

        next = same_place(s->d, i, to);
        if (w == OM_WHOLE) {
            if (whole && from < s->owned)
                hit(s, OM_HIT_EXACT, from, n, 0, i, next);
        } else if (w < lo || w > hi) {
            continue;
        } else if (w == 0) {
            if (from && from - 1 < s->owned)
                hit(s, OM_HIT_SUBSTITUTED, from - 1, n + 1, 0, i, next);
        } else if (w == n) {
            if (from + n < s->n && from < s->owned)
                hit(s, OM_HIT_SUBSTITUTED, from, n + 1, n, i, next);
        } else if (n >= 3 && from < s->owned) {
            hit(s, OM_HIT_MISSING, from, n, w, i, next);
        }
    }
}

/* The window without its character w: the name has another one there, or none. */
static void window_without(om_matcher *s, unsigned from, unsigned n, unsigned w, uint64_t key)
{
    uint32_t i, to, next;

    if (from >= s->owned || !om_dict_postings(s->d, key, &i, &to))
        return;
    for (; i < to; i = next) {
        unsigned place = om_posting_place(om_dict_posting(s->d, i));

        next = same_place(s->d, i, to);
        if (place == w)
            hit(s, OM_HIT_SUBSTITUTED, from, n, w, i, next);
        else if (place == OM_WHOLE && n >= 5)
            hit(s, OM_HIT_EXTRA, from, n, w, i, next);
    }
}

/* As the two above, for keys of four characters and more. */
static void long_whole(om_matcher *s, unsigned from, unsigned n, unsigned lo, unsigned hi, bool whole)
{
    uint64_t key = key_of(s, from, n);

    if (is_long(s->d, key))
        whole_window(s, from, n, key, lo, hi, whole);
}

static void long_without(om_matcher *s, unsigned from, unsigned n, unsigned w)
{
    uint64_t key = key_without(s, from, n, w);

    if (is_long(s->d, key))
        window_without(s, from, n, w, key);
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

static void look_at(om_matcher *s, unsigned i)
{
    const om_dict *d = s->d;
    unsigned pair = s->pairs[i], triple = s->triples[i], left = s->n - i;
    uint64_t key;

    if (pair & (OM_PAIR_NAME | OM_PAIR_HEAD3 | OM_PAIR_TAIL3))
        whole_window(s, i, 2, key_of(s, i, 2), 0, 2, true);
    if (triple & SKIP)
        window_without(s, i, 3, 1, key_without(s, i, 3, 1));
    if (triple & (OM_TRIPLE_KEY | OM_TRIPLE_ANCHOR) && pair & OM_PAIR_TRIPLE) {
        key = key_of(s, i, 3);
        if (triple & OM_TRIPLE_KEY)
            whole_window(s, i, 3, key, 0, 3, true);
        if (triple & OM_TRIPLE_ANCHOR) {
            uint32_t anchor = ((const uint32_t *)d->at[OM_ANCHORS])[om_key_slot(key, d->header->log2[OM_ANCHORS])];

            from_head(s, i, lengths_of(d, anchor & 0xFFFF));
            from_tail(s, i, lengths_of(d, anchor >> 16));
        }
    }
    if (left < 4)
        return;
    if (s->pairs[i + 2] & OM_PAIR_TAIL4 && triple_of(d, key = key_without(s, i, 4, 1)) & OM_TRIPLE_KEY)
        window_without(s, i, 4, 1, key);
    if (pair & OM_PAIR_HEAD4 && triple_of(d, key = key_without(s, i, 4, 2)) & OM_TRIPLE_KEY)
        window_without(s, i, 4, 2, key);
    if (pair & OM_PAIR_HEAD5 && s->pairs[i + 2] & OM_PAIR_TAIL5)
        long_whole(s, i, 4, 2, 2, false);
    if (left >= 5 && ((pair & OM_PAIR_HEAD5 && s->pairs[i + 3] & OM_PAIR_TAIL5) ||
                      (pair & OM_PAIR_HEAD4 && s->pairs[i + 3] & OM_PAIR_TAIL4)))
        long_without(s, i, 5, 2);
}

/* Characters that are in no window. */
static bool divides(uint32_t c)
{
    return c <= ' ' || c == 0x3000 || (c >= 0x7F && c < 0xA1);
}

/* Ask the filters about all characters at once: no answer waits for another. */
static void ask_filters(om_matcher *s)
{
    const om_dict *d = s->d;
    const uint8_t *pairs = d->at[OM_PAIRS];
    unsigned log2 = d->header->log2[OM_PAIRS], n = s->n;

    for (unsigned i = 0; i + 1 < n; i++)
        s->pairs[i] = pairs[om_key_slot(om_key_end(om_key_push(s->mixed[i], s->mixed[i + 1])), log2)];
    memset(s->pairs + (n ? n - 1 : 0), 0, PAD);
    for (unsigned i = 0; i + 2 < n; i++)
        s->triples[i] = (uint8_t)(triple_of(d, key_of(s, i, 3)) |
                                  SKIP * is_skip(d, om_key_end(om_key_push(s->mixed[i], s->mixed[i + 2]))));
    for (unsigned i = n > 2 ? n - 2 : 0; i < n; i++)
        s->triples[i] = 0;
}

/* Take the next characters; false: there are none. */
static bool take_chunk(om_matcher *s)
{
    unsigned n = 0, len;
    size_t at = s->next;
    uint32_t c = 0;

    for (; at < s->len && divides(om_utf8_get(s->text + at, &len)); at += len)
        ;
    s->sum[0] = 0;
    for (; at < s->len && n < CHUNK; at += len, n++) {
        c = om_utf8_get(s->text + at, &len);
        if (divides(c))
            break;
        s->offset[n] = (uint32_t)at;
        s->mixed[n] = om_key_char(c);
        s->sum[n + 1] = om_key_push(s->sum[n], s->mixed[n]);
    }
    s->offset[n] = (uint32_t)at;
    s->n = n;
    s->owned = n < CHUNK ? n : CHUNK - REACH;
    s->next = s->offset[s->owned];
    return n > 0;
}

/* The order of finding is nearly that of the text. */
static void sort_hits(om_hit *hits, size_t n)
{
    for (size_t i = 1; i < n; i++) {
        om_hit h = hits[i];
        size_t k = i;

        for (; k && hits[k - 1].from > h.from; k--)
            hits[k] = hits[k - 1];
        hits[k] = h;
    }
}

bool om_match_next(om_matcher *s, const om_hit **hits, size_t *n)
{
    s->hit_count = 0;
    while (s->hit_count == 0 && !s->failed && take_chunk(s)) {
        ask_filters(s);
        for (unsigned i = 0; i < s->n; i++)
            look_at(s, i);
    }
    sort_hits(s->hits, s->hit_count);
    *hits = s->hits;
    *n = s->hit_count;
    return s->hit_count > 0 && !s->failed;
}

size_t om_match_near(const om_dict *d, const uint8_t *text, size_t len, size_t from, unsigned chars, om_hit *hits)
{
    uint64_t mixed[OM_NAME_MAX];
    size_t offset[OM_NAME_MAX + 1], count = 0, at = from;
    unsigned unit;

    if (chars < OM_NAME_MIN || chars > OM_NAME_MAX)
        return 0;
    for (unsigned i = 0; i < chars; i++, at += unit) {
        uint32_t c = at < len ? om_utf8_get(text + at, &unit) : 0;

        if (divides(c))
            return 0;
        mixed[i] = om_key_char(c);
        offset[i] = at;
    }
    offset[chars] = at;
    for (unsigned w = 0; w < chars; w++) {
        uint64_t sum = 0;
        uint32_t i, to;

        for (unsigned k = 0; k < chars; k++)
            if (k != w)
                sum = om_key_push(sum, mixed[k]);
        if (!om_dict_postings(d, om_key_end(sum), &i, &to))
            continue;
        while (i < to && om_posting_place(om_dict_posting(d, i)) < w)
            i++;
        if (i < to && om_posting_place(om_dict_posting(d, i)) == w)
            hits[count++] = (om_hit){(uint32_t)from, (uint32_t)(at - from), (uint32_t)offset[w], OM_HIT_SUBSTITUTED,
                                     (uint8_t)w, i, same_place(d, i, to) - i};
    }
    return count;
}

/* --- candidates --------------------------------------------------------------------------------------------------- */

/* Whether the name is what the hit says; *meant is its character at the place.  The bytes of the name that are not the
 * text's are checked to be a character. */
static bool fits(const uint8_t *name, size_t name_len, const uint8_t *text, const om_hit *h, uint32_t *meant)
{
    size_t before = h->at - h->from, after, read = 0, more = 0;
    unsigned len;

    if (h->kind == OM_HIT_EXACT)
        return name_len == h->len && memcmp(name, text + h->from, name_len) == 0;
    if (h->kind != OM_HIT_MISSING)
        read = om_utf8_len(text[h->at]);
    if (h->kind != OM_HIT_EXTRA)
        more = before < name_len ? om_utf8_len(name[before]) : 1;
    after = h->len - before - read;
    if (name_len != before + more + after || memcmp(name, text + h->from, before) != 0 ||
        memcmp(name + before + more, text + h->at + read, after) != 0)
        return false;
    if (more && om_utf8_valid(name + before, more) != more)
        return false;
    if (more)
        *meant = om_utf8_get(name + before, &len);
    return true;
}

/* Of equal characters side by side one too many, or one too few, is told at the first of those inside the name. */
static bool is_told_before(const uint8_t *text, const om_hit *h, uint32_t c)
{
    unsigned unit;

    return (h->kind == OM_HIT_MISSING || h->kind == OM_HIT_EXTRA) && h->place >= 2 &&
           om_utf8_get(text + om_utf8_back(text, h->at), &unit) == c;
}

bool om_candidate_next(const om_dict *d, const uint8_t *text, const om_hit *h, unsigned most, uint32_t *i,
                       om_candidate *candidate)
{
    unsigned unit;
    uint32_t read = h->kind == OM_HIT_SUBSTITUTED || h->kind == OM_HIT_EXTRA ? om_utf8_get(text + h->at, &unit) : 0;

    while (*i < h->n) {
        uint64_t posting = om_dict_posting(d, h->first + (*i)++);
        uint32_t meant = h->kind == OM_HIT_EXACT || h->kind == OM_HIT_EXTRA ? 0 : om_posting_char(posting);
        const uint8_t *name;
        size_t len;

        if (h->kind != OM_HIT_EXACT && (meant == read || (meant != OM_BEYOND && om_cost(read, meant) > most)))
            continue;
        name = om_dict_name_bytes(d, om_posting_name(posting), &len);
        if (!name || !fits(name, len, text, h, &meant) || (meant == read && h->kind != OM_HIT_EXACT) ||
            is_told_before(text, h, read ? read : meant))
            continue;
        *candidate = (om_candidate){om_posting_name(posting), read, meant, 0};
        candidate->cost = h->kind == OM_HIT_EXACT ? 0 : om_cost(read, meant);
        if (candidate->cost <= most)
            return true;
    }
    return false;
}
