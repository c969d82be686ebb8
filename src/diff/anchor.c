#include "diff/anchor.h"

#include <stdlib.h>
#include <string.h>

#include "text/script.h"
#include "text/utf8.h"

enum { SLOTS = 1 << 16, FIRST_REACH = 16 * 1024 };

struct om_anchor {
    struct {
        uint64_t hash;   /* 0: free */
        size_t at;
    } slot[SLOTS];
};

om_anchor *om_anchor_new(void)
{
    return malloc(sizeof(om_anchor));
}

void om_anchor_free(om_anchor *x)
{
    free(x);
}

/* The last 12 letters before `at`. */
typedef struct {
    const uint8_t *p;
    size_t at, end;
    uint64_t value[OM_ANCHOR_LETTERS];
    size_t begin[OM_ANCHOR_LETTERS];
    uint64_t letters;    /* so far */
    uint64_t hash;
} gram;

/* FACTOR to the power of 12 takes the oldest letter out again. */
#define FACTOR UINT64_C(0x9E3779B97F4A7C15)

static uint64_t oldest_factor(void)
{
    uint64_t f = 1;

    for (int i = 0; i < OM_ANCHOR_LETTERS; i++)
        f *= FACTOR;
    return f;
}

static bool is_letter(uint32_t c)
{
    enum om_script s = om_script(c);

    return s == OM_HAN || s == OM_KANA || s == OM_HANGUL || s == OM_LATIN || s == OM_DIGIT;
}

/* Take in the next letter.  false: at the end.  A gram is complete from the 12th letter on. */
static bool next_gram(gram *g, uint64_t oldest)
{
    while (g->at < g->end) {
        unsigned len;
        size_t at = g->at, k = g->letters % OM_ANCHOR_LETTERS;
        uint32_t c = om_utf8_get(g->p + at, &len);

        g->at += len;
        if (!is_letter(c))
            continue;
        if (c >= 0xFF10 && c <= 0xFF5A)
            c -= 0xFEE0; /* full-width digits and letters */
        g->hash = g->hash * FACTOR + c - (g->letters >= OM_ANCHOR_LETTERS ? g->value[k] * oldest : 0);
        g->value[k] = c;
        g->begin[k] = at;
        g->letters++;
        return true;
    }
    return false;
}

/* The gram's hash, well mixed; 0 while it is not complete. */
static uint64_t gram_hash(const gram *g)
{
    uint64_t h = g->hash;

    if (g->letters < OM_ANCHOR_LETTERS)
        return 0;
    h ^= h >> 32;
    h *= UINT64_C(0xD6E8FEB86659FD93);
    h ^= h >> 32;
    return h | 1;
}

static size_t gram_begin(const gram *g)
{
    return g->begin[g->letters % OM_ANCHOR_LETTERS];
}

/* Whether the hash is one of those that are tried at this level: one in 8 ^ level. */
static bool is_tried(uint64_t hash, unsigned level)
{
    return level == 0 || hash >> 8 << (64 - 3 * level) == 0;
}

/* Keep where each gram of the reach comes first. */
static void index_reach(om_anchor *x, gram g, unsigned level, uint64_t oldest)
{
    size_t used = 0;

    memset(x->slot, 0, sizeof x->slot);
    while (used < SLOTS / 2 && next_gram(&g, oldest)) {
        uint64_t h = gram_hash(&g);
        size_t k = h >> 40 & (SLOTS - 1);

        if (!h || !is_tried(h, level))
            continue;
        while (x->slot[k].hash && x->slot[k].hash != h)
            k = (k + 1) & (SLOTS - 1);
        if (!x->slot[k].hash) {
            x->slot[k].hash = h;
            x->slot[k].at = gram_begin(&g);
            used++;
        }
    }
}

/* The nearest gram of g that is in the index. */
static bool look_up(const om_anchor *x, gram g, size_t from_a, size_t from_b, unsigned level, uint64_t oldest,
                    size_t *to_a, size_t *to_b)
{
    size_t best = SIZE_MAX;

    while (next_gram(&g, oldest)) {
        uint64_t h = gram_hash(&g);
        size_t k = h >> 40 & (SLOTS - 1), begin;

        if (!h || !is_tried(h, level))
            continue;
        begin = gram_begin(&g);
        if (begin - from_b >= best)
            break;
        while (x->slot[k].hash && x->slot[k].hash != h)
            k = (k + 1) & (SLOTS - 1);
        if (x->slot[k].hash && x->slot[k].at - from_a + (begin - from_b) < best) {
            best = x->slot[k].at - from_a + (begin - from_b);
            *to_a = x->slot[k].at;
            *to_b = begin;
        }
    }
    return best != SIZE_MAX;
}

static size_t limit(const uint8_t *p, size_t from, size_t end, size_t reach)
{
    if (end - from <= reach)
        return end;
    end = from + reach;
    while ((p[end] & 0xC0) == 0x80)
        end--;
    return end;
}

bool om_anchor_find(om_anchor *x, const uint8_t *a, size_t from_a, size_t *to_a, const uint8_t *b, size_t from_b,
                    size_t *to_b)
{
    const size_t end_a = *to_a, end_b = *to_b;
    const uint64_t oldest = oldest_factor();
    size_t reach = FIRST_REACH;

    for (unsigned level = 0; level < 16; level++, reach *= 8) {
        gram of_a = {.p = a, .at = from_a, .end = limit(a, from_a, end_a, reach)};
        gram of_b = {.p = b, .at = from_b, .end = limit(b, from_b, end_b, reach)};

        index_reach(x, of_a, level, oldest);
        if (look_up(x, of_b, from_a, from_b, level, oldest, to_a, to_b))
            return true;
        if (of_a.end == end_a && of_b.end == end_b)
            break;
    }
    return false;
}
