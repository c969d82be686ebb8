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

/* Characters looked at together: each look-up waits for memory, others are under way meanwhile. */
enum { ROW = 256, AHEAD = 16 };

/* A character and, where it and the next are Han, what begins with them. */
typedef struct {
    uint32_t at;
    bool han;
    uint8_t pair;         /* OM_IS_WORD ... */
    uint64_t mixed, sum;  /* ... of it alone, and with the next one */
} place;

static void mark_words(uint64_t *bits, const place *a)
{
    uint64_t sum = a[0].sum;

    if (a[0].pair & OM_IS_WORD && om_language(OM_WORD, sum)) {
        mark(bits, a[0].at);
        mark(bits, a[1].at);
    }
    for (unsigned n = 3; a[0].pair & OM_BEGINS_WORD && n <= LONGEST && a[n - 1].han; n++) {
        sum = om_key_push(sum, a[n - 1].mixed);
        if (!om_language(OM_WORD, sum))
            continue;
        mark(bits, a[1].at);
        mark(bits, a[2].at);
        if (n == 3)
            mark(bits, a[0].at);
    }
}

/* Ask what the two characters at a[0] begin. */
static void ask_pair(place *a)
{
    a[0].sum = om_key_push(a[0].mixed, a[1].mixed);
    a[0].pair = (uint8_t)(a[0].han && a[1].han ? om_language_pair(a[0].sum) : 0);
}

/* Have the words that may begin at a[0] fetched, whose look-ups come AHEAD later. */
static void fetch_words(place *a)
{
    if (a[0].pair & OM_IS_WORD)
        om_language_fetch(OM_WORD, a[0].sum);
    if (a[0].pair & OM_BEGINS_WORD) {
        uint64_t sum = om_key_push(a[0].sum, a[2].mixed);

        if (!a[2].han || !om_language_triple(sum)) {
            a[0].pair &= OM_IS_WORD;
            return;
        }
        om_language_fetch(OM_WORD, sum);
        if (a[3].han)
            om_language_fetch(OM_WORD, om_key_push(sum, a[3].mixed));
    }
}

static void find_words(om_names *s)
{
    place row[ROW + 2 * LONGEST];
    unsigned n = 0, unit;
    size_t at = 0;

    do {
        unsigned asked, begins;

        for (; n < ROW + LONGEST && at < s->len; n++, at += unit) {
            uint32_t c = om_utf8_get(s->p + at, &unit);

            row[n] = (place){.at = (uint32_t)at, .han = om_script(c) == OM_HAN, .mixed = om_key_char(c)};
        }
        begins = at < s->len ? ROW : n;
        memset(row + n, 0, (ROW + 2 * LONGEST - n) * sizeof *row);
        for (asked = 0; asked < begins; asked++)
            ask_pair(&row[asked]);
        for (asked = 0; asked < begins + AHEAD; asked++) {
            if (asked < begins)
                fetch_words(&row[asked]);
            if (asked >= AHEAD && row[asked - AHEAD].pair)
                mark_words(s->in_word, &row[asked - AHEAD]);
        }
        memmove(row, row + ROW, LONGEST * sizeof *row);
        n = LONGEST;
    } while (at < s->len);
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
