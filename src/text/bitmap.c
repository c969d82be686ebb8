#include "text/bitmap.h"

#include <string.h>

#include "text/bitmap_word.h"
#include "text/vector.h"

/* --- plain C ------------------------------------------------------------------------------------------------------ */

static bool is_alnum(uint8_t c)
{
    return (uint8_t)(c - '0') < 10 || (uint8_t)((c | 0x20) - 'a') < 26;
}

static bool is_within(uint8_t c)
{
    return c == ' ' || (c >= ',' && c <= '/') || c == ':' || c == ';';
}

/* Full-width marks that are right as they are in Chinese: ！ （ ） ， ： ； ？ */
static bool is_usual_mark(const uint8_t *q)
{
    return q[1] == 0xBC && (q[2] == 0x81 || q[2] == 0x88 || q[2] == 0x89 || q[2] == 0x8C || q[2] == 0x9A ||
                            q[2] == 0x9B || q[2] == 0x9F);
}

/* Rows U+2040, U+2500 and U+2E80-2FFF, and some that share their halves of the byte. */
static bool is_odd_row(uint8_t c)
{
    uint8_t high = c >> 4, low = c & 15;

    return (high == 8 || high == 9 || high == 11) && (low == 1 || low == 4 || low >= 10);
}

static bool width_lead(const uint8_t *q)
{
    switch (q[0]) {
    case 0xC2: case 0xD8: /* and what shares their halves */
    case 0xC8: case 0xD2:
    case 0xE1:
        return true;
    case 0xE2: /* at the start of a line; spaces, zero-width, bidi; box drawing; radicals - not quotes, dashes, … */
        return q[-1] == '\n' || (q[1] == 0x80 && (q[2] < 0x90 || (q[2] >= 0xA8 && q[2] < 0xB0))) || is_odd_row(q[1]);
    case 0xE3: /* at the start of a line; U+3000; 〈; 。 before another of its row */
        return q[-1] == '\n' || (q[1] == 0x80 && (q[2] == 0x80 || q[2] == 0x88 || (q[2] == 0x82 && q[3] == 0xE3)));
    case 0xEF:
        return !is_usual_mark(q) || q[-1] == '\n' || (q[-1] < 0x80 && (q[3] < 0x80 || q[3] == 0xEF));
    default:
        return q[0] >= 0xEE;
    }
}

/* 98 9B B8 BB; 80 8E B0 BE: the second bytes of 一 and 图, and the third, and some that share their halves. */
static bool is_second(uint8_t c)
{
    return (c & 0xDC) == 0x98 && (c & 3) % 3 == 0;
}

static bool is_third(uint8_t c)
{
    return c == 0x80 || c == 0x8E || c == 0xB0 || c == 0xBE;
}

/* a soft hyphen, a middle dot, 一 beside another dash-like character, a dash or ” before one or before “, 图为, a mark
 * before another or at a line end, 、 two or three characters after its like, as a list of names has it; and what shares
 * the halves of their bytes */
static bool correct_lead(const uint8_t *q)
{
    bool before_one = is_second(q[1]) && is_third(q[2]) && q[3] == 0xE4 && q[4] == 0xB8 &&
                      (q[5] == 0x80 || q[5] == 0xBA); /* 一 or 为 */

    switch (q[0]) {
    case 0xC2:
        return q[1] == 0xAD || q[1] == 0xB7;
    case 0xE4:
        return before_one || (q[1] == 0xB8 && q[2] == 0x80 && (q[3] == 0xE2 || (q[3] >= '0' && q[3] < 0x80)));
    case 0xE5:
        return before_one;
    case 0xE2:
        return q[1] == 0x80 && (q[2] == 0x94 || q[2] == 0x9D) && (q[3] == 0xE4 || q[3] == 0xE2);
    case 0xEF: /* full-width - . : before anything */
        return q[2] == 0x9A || q[2] == 0x8D || q[2] == 0x8A || q[2] == 0x9D || q[2] == 0x8E || q[2] == 0x9E ||
               ((q[3] >> 4 == 0 || q[3] >> 4 == 14) && ((q[3] & 15) == 3 || (q[3] & 15) == 10 || (q[3] & 15) == 15));
    case 0xE3:
        return (q[2] == 0x81 && (q[-9] == 0xE3 || q[-12] == 0xE3)) ||
               (q[1] == 0x80 && (q[3] == 0xE3 || q[3] == 0xEF) && (q[4] == 0x80 || q[4] == 0xBC));
    default:
        return false;
    }
}

static om_masks plain(const uint8_t *q, bool (*lead)(const uint8_t *))
{
    om_masks m = {0};

    for (int i = 0; i < 64; i++) {
        uint64_t bit = UINT64_C(1) << i;
        uint8_t c = q[i];
        m.high |= c >= 0x80 ? bit : 0;
        m.alnum |= is_alnum(c) ? bit : 0;
        m.digit |= (uint8_t)(c - '0') < 10 ? bit : 0;
        m.newline |= c == '\n' ? bit : 0;
        m.within |= is_within(c) ? bit : 0;
        m.width |= c < 0x80 && c != '\n' && !is_alnum(c) ? bit : 0;
        m.correct |= c < 0x80 && c > ' ' && (uint8_t)(c - '0') >= 10 ? bit : 0;
        m.lead |= c >= 0xC2 && lead(q + i) ? bit : 0;
    }
    return m;
}

/* The masks of word w; where the bytes around it would lie outside the text, they count as line ends. */
static om_masks plain_masks(const uint8_t *p, size_t len, size_t w, bool (*lead)(const uint8_t *))
{
    uint8_t copy[OM_WORD_BEFORE + 64 + OM_WORD_AFTER];
    size_t from = w * 64, before = from ? OM_WORD_BEFORE : 0, n = len - from + before;

    memset(copy, '\n', sizeof copy);
    if (n > sizeof copy - (OM_WORD_BEFORE - before))
        n = sizeof copy - (OM_WORD_BEFORE - before);
    memcpy(copy + OM_WORD_BEFORE - before, p + from - before, n);
    return plain(copy + OM_WORD_BEFORE, lead);
}

/* See om_width_calm. */
static uint64_t calm_word(const uint8_t *q, const om_masks *m)
{
    uint64_t printable = 0, space = 0, quote = 0;

    for (int i = 0; i < 64; i++) {
        uint64_t bit = UINT64_C(1) << i;
        printable |= q[i] >= ' ' && q[i] < 0x7F ? bit : 0;
        space |= q[i] == ' ' ? bit : 0;
        quote |= q[i] == '"' ? bit : 0;
    }
    return om_width_calm(m, printable, space, quote);
}

static void width_words(const uint8_t *p, size_t len, bool edges, uint64_t *bits, uint64_t *calm, size_t w, size_t to)
{
    for (; w < to; w++) {
        om_masks m = plain_masks(p, len, w, width_lead);
        bits[w] = om_width_word(&m, edges);
        calm[w] = len - w * 64 >= 64 ? calm_word(p + w * 64, &m) : 0;
    }
}

/* Take out what is calm with OM_CALM_WORDS such words on either side. */
static void drop_calm(const uint64_t *calm, size_t words, uint64_t *bits)
{
    size_t run = 0;

    for (size_t w = 0; w < words; w++) {
        run = calm[w] ? run + 1 : 0;
        if (run > 2 * OM_CALM_WORDS)
            bits[w - OM_CALM_WORDS] &= ~calm[w - OM_CALM_WORDS];
    }
}

/* Where, among the 64 bytes of word w, characters begin that have these first and third bytes. */
static uint64_t first_and_third(const uint8_t *p, size_t len, size_t w, uint8_t first, uint8_t third)
{
    uint64_t bits = 0;

    for (size_t i = 0; i < 64 && w * 64 + i + 2 < len; i++)
        bits |= (uint64_t)(p[w * 64 + i] == first && p[w * 64 + i + 2] == third) << i;
    return bits;
}

static void correct_words(const uint8_t *p, size_t len, uint64_t *bits, om_quotes *quotes, size_t w, size_t to)
{
    for (; w < to; w++) {
        om_masks m = plain_masks(p, len, w, correct_lead);
        bits[w] = om_correct_word(&m);
        om_quotes_word(quotes, w, first_and_third(p, len, w, 0xE2, 0x9C), first_and_third(p, len, w, 0xE2, 0x9D));
    }
}

/* --- the bitmaps -------------------------------------------------------------------------------------------------- */

/* Words [1, inner) have all the bytes around them that they are computed from: they are for vectors. */
static size_t inner(size_t len)
{
    return len >= 128 + OM_WORD_AFTER ? (len - 64 - OM_WORD_AFTER) / 64 + 1 : 1;
}

void om_bitmap_width(const uint8_t *p, size_t len, bool edges, uint64_t *bits)
{
    const om_vector_passes *vector = om_vector_best();
    size_t words = OM_BITMAP_WORDS(len), done = vector ? inner(len) : 1;
    uint64_t *calm = bits + words;
    bool any = vector ? vector->width(p, done, edges, bits, calm) : true;

    width_words(p, len, edges, bits, calm, 0, words ? 1 : 0);
    width_words(p, len, edges, bits, calm, done, words);
    if (any) /* with vectors, the few words without them are no long run */
        drop_calm(calm, words, bits);
}

bool om_bitmap_correct(const uint8_t *p, size_t len, uint64_t *bits, uint64_t *odd)
{
    const om_vector_passes *vector = om_vector_best();
    size_t words = OM_BITMAP_WORDS(len), done = vector ? inner(len) : 1;
    om_quotes quotes = {odd, 0};

    if (!words)
        return false;
    memset(odd, 0, OM_BITMAP_WORDS(words) * sizeof *odd);
    correct_words(p, len, bits, &quotes, 0, 1);
    if (vector)
        vector->correct(p, done, bits, &quotes);
    correct_words(p, len, bits, &quotes, done, words);
    return quotes.open;
}
