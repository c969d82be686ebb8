/* words.c - which characters of a block stand in ordinary words: found once, asked at every guess. */
#include "stage/names/names.h"

#include <stdlib.h>
#include <string.h>

#include "text/script.h"
#include "text/utf8.h"

/* Words that count, in characters; longer ones are mostly several of them.  Of those of four the inner two count. */
enum { LONGEST = 4 };

static void mark(uint64_t *bits, uint32_t at)
{
    bits[at / 64] |= UINT64_C(1) << at % 64;
}

/* The last characters of the text: of the Han run that ends here, LONGEST at most. */
typedef struct {
    uint64_t mixed[LONGEST];
    uint32_t at[LONGEST];
    unsigned n;
} tail;

static void push(tail *t, uint32_t c, uint32_t at)
{
    if (t->n == LONGEST) {
        memmove(t->mixed, t->mixed + 1, (LONGEST - 1) * sizeof *t->mixed);
        memmove(t->at, t->at + 1, (LONGEST - 1) * sizeof *t->at);
        t->n--;
    }
    t->mixed[t->n] = om_key_char(c);
    t->at[t->n++] = at;
}

/* Mark the words that the first character of the run begins; then it is out. */
static void mark_words(uint64_t *bits, tail *t)
{
    uint64_t sum = om_key_push(t->mixed[0], t->n > 1 ? t->mixed[1] : 0);
    unsigned pair = t->n > 1 ? om_language_pair(sum) : 0;

    if (pair & OM_IS_WORD && om_language(OM_WORD, sum)) {
        mark(bits, t->at[0]);
        mark(bits, t->at[1]);
    }
    for (unsigned n = 3; pair & OM_BEGINS_WORD && n <= t->n; n++) {
        sum = om_key_push(sum, t->mixed[n - 1]);
        if (!om_language(OM_WORD, sum))
            continue;
        mark(bits, t->at[1]);
        mark(bits, t->at[2]);
        if (n == 3)
            mark(bits, t->at[0]);
    }
    t->n--;
    memmove(t->mixed, t->mixed + 1, t->n * sizeof *t->mixed);
    memmove(t->at, t->at + 1, t->n * sizeof *t->at);
}

static void find_words(om_names *s)
{
    tail run = {.n = 0};
    unsigned unit;

    for (size_t at = 0; at < s->len; at += unit) {
        uint32_t c = om_utf8_get(s->p + at, &unit);

        if (om_script(c) == OM_HAN) {
            push(&run, c, (uint32_t)at);
            if (run.n == LONGEST)
                mark_words(s->in_word, &run);
        } else {
            while (run.n)
                mark_words(s->in_word, &run);
        }
    }
    while (run.n)
        mark_words(s->in_word, &run);
}

/* Characters that the engine doubts are never beyond doubt. */
static void open_doubted(om_names *s)
{
    for (size_t i = 0; s->page && i < s->page->n_words; i++) {
        const om_word *w = &s->page->words[i];
        bool wide;

        if (om_names_doubt(om_names_confidence(s, w->from, false, &wide), wide))
            for (uint32_t at = w->from; at < w->to && at < s->len; at++)
                s->beyond_doubt[at / 64] &= ~(UINT64_C(1) << at % 64);
    }
}

bool om_names_words(om_names *s)
{
    size_t n = s->len / 64 + 1;

    if (n > s->bits_room) {
        uint64_t *bits = realloc(s->in_word, 3 * n * sizeof *bits);

        if (!bits)
            return false;
        s->in_word = bits;
        s->bits_room = n;
    }
    s->beyond_doubt = s->in_word + s->bits_room;
    s->told = s->beyond_doubt + s->bits_room;
    memset(s->in_word, 0, n * sizeof *s->in_word);
    memset(s->told, 0, n * sizeof *s->told);
    find_words(s);
    memcpy(s->beyond_doubt, s->in_word, n * sizeof *s->in_word);
    open_doubted(s);
    return true;
}
