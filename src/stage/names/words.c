/* words.c - which characters of a block stand in ordinary words: found once, asked at every guess. */
#include "stage/names/names.h"

#include <stdlib.h>
#include <string.h>

#include "text/utf8.h"

/* Words that count, in characters; longer ones are mostly several of them.  Of those of four the inner two count. */
enum { LONGEST = 4 };

/* Characters looked at together: what waits for memory does so side by side, and each step asks only those that the one
 * before has left. */
enum { ROW = 256 };

typedef struct {
    uint16_t rank[ROW + 2 * LONGEST];
    uint32_t c[ROW + 2 * LONGEST];
    uint32_t at[ROW + 2 * LONGEST];
    unsigned n_more, n_longer;
    uint16_t more[ROW + 1];        /* characters that begin a word of three and more, by two of them ... */
    uint16_t longer[ROW + 1];      /* ... and by three, */
    uint64_t sum[ROW + 1];         /* whose key this is */
} row;

static inline void mark_if(uint64_t *bits, uint32_t at, unsigned yes)
{
    bits[at / 64] |= (uint64_t)yes << at % 64;
}

/* Words of two characters that begin at the first n characters; those that begin a longer one are noted.  There is no
 * branch, for nobody foretells which. */
static void mark_pairs(uint64_t *bits, row *r, unsigned n)
{
    r->n_more = 0;
    for (unsigned i = 0; i < n; i++) {
        bool rare = (r->rank[i] | r->rank[i + 1]) >= OM_RANKS;
        unsigned pair = rare ? om_language_pair(r->c[i], r->c[i + 1]) : om_language_pair_of(r->rank[i], r->rank[i + 1]);

        mark_if(bits, r->at[i], pair & OM_IS_WORD);
        mark_if(bits, r->at[i + 1], pair & OM_IS_WORD);
        r->more[r->n_more] = (uint16_t)i;
        r->n_more += pair / OM_BEGINS_WORD;
    }
}

/* Which of those may begin one by their third character too. */
static void list_longer(row *r)
{
    r->n_longer = 0;
    for (unsigned k = 0; k < r->n_more; k++) {
        const uint32_t *c = r->c + r->more[k];
        uint64_t sum = om_key_push(om_key_push(om_key_char(c[0]), om_key_char(c[1])), om_key_char(c[2]));

        r->longer[r->n_longer] = r->more[k];
        r->sum[r->n_longer] = sum;
        r->n_longer += om_language_triple(sum);
    }
    for (unsigned k = 0; k < r->n_longer; k++) {
        om_language_fetch(OM_WORD, r->sum[k]);
        om_language_fetch(OM_WORD, om_key_push(r->sum[k], om_key_char(r->c[r->longer[k] + 3])));
    }
}

static void mark_longer(uint64_t *bits, const row *r)
{
    for (unsigned k = 0; k < r->n_longer; k++) {
        const uint32_t *at = r->at + r->longer[k];
        unsigned three = om_language(OM_WORD, r->sum[k]) != 0;
        unsigned four = om_language(OM_WORD, om_key_push(r->sum[k], om_key_char(r->c[r->longer[k] + 3]))) != 0;

        mark_if(bits, at[0], three);
        mark_if(bits, at[1], three | four);
        mark_if(bits, at[2], three | four);
    }
}

static void find_words(om_names *s)
{
    row r;
    unsigned n = 0, unit;
    size_t at = 0;

    do {
        unsigned begins;

        for (; n < ROW + LONGEST && at < s->len; n++, at += unit) {
            r.c[n] = om_utf8_get(s->p + at, &unit);
            r.rank[n] = (uint16_t)om_language_rank(r.c[n]);
            r.at[n] = (uint32_t)at;
        }
        begins = n < ROW ? n : ROW;
        for (unsigned i = n; i < ROW + 2 * LONGEST; i++)
            r.rank[i] = OM_NO_RANK;
        memset(r.c + n, 0, (ROW + 2 * LONGEST - n) * sizeof *r.c);
        memset(r.at + n, 0, (ROW + 2 * LONGEST - n) * sizeof *r.at);
        mark_pairs(s->in_word, &r, begins);
        list_longer(&r);
        mark_longer(s->in_word, &r);
        n -= begins;
        memmove(r.rank, r.rank + begins, n * sizeof *r.rank);
        memmove(r.c, r.c + begins, n * sizeof *r.c);
        memmove(r.at, r.at + begins, n * sizeof *r.at);
    } while (n);
}

/* Characters that the engine doubts are never beyond doubt. */
static void open_doubted(om_names *s)
{
    for (size_t i = 0; s->page && i < s->page->n_words; i++) {
        const om_word *w = &s->page->words[i];
        bool wide;
        unsigned confidence = om_names_confidence(s, w->from, false, &wide);

        if (om_names_doubt(confidence, wide))
            for (uint32_t at = w->from; at < w->to && at < s->len; at++)
                s->beyond_doubt[at / 64] &= ~(UINT64_C(1) << at % 64);
    }
}

bool om_names_words(om_names *s)
{
    size_t n = s->len / 64 + 1;

    if (n > s->bits_room) {
        uint64_t *bits = realloc(s->in_word, 4 * n * sizeof *bits);

        if (!bits)
            return false;
        s->in_word = bits;
        s->bits_room = n;
    }
    s->beyond_doubt = s->in_word + s->bits_room;
    s->told = s->beyond_doubt + s->bits_room;
    s->place_ends = s->told + s->bits_room;
    memset(s->in_word, 0, n * sizeof *s->in_word);
    memset(s->told, 0, n * sizeof *s->told);
    memset(s->place_ends, 0, n * sizeof *s->place_ends);
    find_words(s);
    memcpy(s->beyond_doubt, s->in_word, n * sizeof *s->in_word);
    open_doubted(s);
    return true;
}
