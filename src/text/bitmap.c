#include "text/bitmap.h"

#include <string.h>

/* One word of a bitmap: the masks its bits are made of.  Plain C and vectors fill them in, the rest is shared. */
typedef struct {
    uint64_t high;    /* not ASCII */
    uint64_t alnum;   /* ASCII letters and digits */
    uint64_t digit;
    uint64_t newline;
    uint64_t within;  /* space , - . / : ; = marks that are at home between two letters or digits */
    uint64_t lead;    /* characters beyond ASCII that the stage looks at */
} masks;

/* A word is computed from 64 bytes, one before and six after them. */
enum { BEFORE = 1, AFTER = 6 };

static uint64_t width_word(const masks *m, bool edges)
{
    uint64_t odd = ~(m->high | m->alnum | m->newline);
    uint64_t bits = m->lead | (odd & ~(m->within & m->alnum << 1 & m->alnum >> 1));

    if (edges)
        bits |= m->alnum & (m->high << 1 | m->high >> 1 | 1 | UINT64_C(1) << 63);
    return bits;
}

static uint64_t correct_word(const masks *m)
{
    uint64_t odd = ~(m->high | m->alnum | m->newline);
    uint64_t ends = 1 | UINT64_C(1) << 63, letter = m->alnum & ~m->digit;
    uint64_t by_digit = m->digit << 1 | m->digit >> 1;

    return m->lead | (odd & ~(m->within & m->alnum << 1 & m->alnum >> 1)) | (letter & (by_digit | ends));
}

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
    case 0xC2:
        return q[1] != 0xB7 || q[2] == 0xC2;
    case 0xD8:
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

/* a soft hyphen, a middle dot, 一 beside another dash-like character, a dash before one, a mark before its like */
static bool correct_lead(const uint8_t *q)
{
    switch (q[0]) {
    case 0xC2:
        return q[1] == 0xAD || q[1] == 0xB7;
    case 0xE4:
        return q[1] == 0xB8 && q[2] == 0x80 &&
               ((q[3] == 0xE4 && q[4] == 0xB8 && q[5] == 0x80) || q[3] == 0xE2 || (q[3] >= '0' && q[3] < 0x80));
    case 0xE2:
        return q[1] == 0x80 && q[2] == 0x94 && q[3] == 0xE4;
    case 0xEF:
        return q[2] == 0x9A || q[2] == 0x8D || q[3] == 0xEF;
    case 0xE3:
        return q[1] == 0x80 && q[3] == 0xE3 && q[4] == 0x80;
    default:
        return false;
    }
}

static masks plain(const uint8_t *q, bool (*lead)(const uint8_t *))
{
    masks m = {0};

    for (int i = 0; i < 64; i++) {
        uint64_t bit = UINT64_C(1) << i;
        uint8_t c = q[i];
        m.high |= c >= 0x80 ? bit : 0;
        m.alnum |= is_alnum(c) ? bit : 0;
        m.digit |= (uint8_t)(c - '0') < 10 ? bit : 0;
        m.newline |= c == '\n' ? bit : 0;
        m.within |= is_within(c) ? bit : 0;
        m.lead |= c >= 0xC2 && lead(q + i) ? bit : 0;
    }
    return m;
}

/* The masks of word w; where the bytes around it would lie outside the text, they count as line ends. */
static masks plain_masks(const uint8_t *p, size_t len, size_t w, bool (*lead)(const uint8_t *))
{
    uint8_t copy[BEFORE + 64 + AFTER];
    size_t from = w * 64, before = from ? BEFORE : 0, n = len - from + before;

    memset(copy, '\n', sizeof copy);
    if (n > sizeof copy - (BEFORE - before))
        n = sizeof copy - (BEFORE - before);
    memcpy(copy + BEFORE - before, p + from - before, n);
    return plain(copy + BEFORE, lead);
}

static void width_words(const uint8_t *p, size_t len, bool edges, uint64_t *bits, size_t w, size_t to)
{
    for (; w < to; w++) {
        masks m = plain_masks(p, len, w, width_lead);
        bits[w] = width_word(&m, edges);
    }
}

static void correct_words(const uint8_t *p, size_t len, uint64_t *bits, size_t w, size_t to)
{
    for (; w < to; w++) {
        masks m = plain_masks(p, len, w, correct_lead);
        bits[w] = correct_word(&m);
    }
}

void om_bitmap_width_plain(const uint8_t *p, size_t len, bool edges, uint64_t *bits)
{
    width_words(p, len, edges, bits, 0, OM_BITMAP_WORDS(len));
}

void om_bitmap_correct_plain(const uint8_t *p, size_t len, uint64_t *bits)
{
    correct_words(p, len, bits, 0, OM_BITMAP_WORDS(len));
}

/* --- AVX2 --------------------------------------------------------------------------------------------------------- */

#if defined(__x86_64__) && defined(__GNUC__)
#include <immintrin.h>
#define AVX2 __attribute__((target("avx2"), always_inline)) static inline

AVX2 __m256i is(__m256i v, int c)
{
    return _mm256_cmpeq_epi8(v, _mm256_set1_epi8((char)c));
}

/* lo <= v < lo + n */
AVX2 __m256i in(__m256i v, int lo, int n)
{
    __m256i d = _mm256_sub_epi8(v, _mm256_set1_epi8((char)lo));
    return _mm256_cmpeq_epi8(_mm256_min_epu8(d, _mm256_set1_epi8((char)(n - 1))), d);
}

AVX2 __m256i is_ascii(__m256i v)
{
    return _mm256_cmpgt_epi8(v, _mm256_set1_epi8(-1));
}

AVX2 __m256i at(const uint8_t *q)
{
    return _mm256_loadu_si256((const __m256i *)(const void *)q);
}

AVX2 __m256i and(__m256i a, __m256i b)
{
    return _mm256_and_si256(a, b);
}

AVX2 __m256i or(__m256i a, __m256i b)
{
    return _mm256_or_si256(a, b);
}

AVX2 __m256i but(__m256i a, __m256i b)
{
    return _mm256_andnot_si256(b, a);
}

/* Bits of each byte: those of its low half in one table that those of its high half in the other have too. */
AVX2 __m256i look_up(__m256i v, __m128i low, __m128i high)
{
    __m256i half = _mm256_set1_epi8(15);

    return and(_mm256_shuffle_epi8(_mm256_broadcastsi128_si256(low), and(v, half)),
               _mm256_shuffle_epi8(_mm256_broadcastsi128_si256(high), and(_mm256_srli_epi16(v, 4), half)));
}

AVX2 __m256i any_of(__m256i v, int bits)
{
    return _mm256_cmpgt_epi8(and(v, _mm256_set1_epi8((char)bits)), _mm256_setzero_si256());
}

/* A kind of character is a bit that its first three bytes have in common. */
AVX2 __m256i width_lead_avx2(const uint8_t *q, __m256i v)
{
    enum { A = 1, B = 2 };           /* usual marks U+FF01, 08, 09, 0C; U+FF1A, 1B, 1F */
    enum { S = 4, C = 8, R = 16 };   /* U+2000-200F; U+2028-202F; other rows of E2 */
    enum { I = 32, P = 64 };         /* ideographic space, 〈; 。 */
    enum { M = A | B, N = S | C | R, K = I | P, T = S | C | I | P, L = S | R };
    const __m128i low0 = _mm_setr_epi8(0, 0, N, K, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, M);
    const __m128i high0 = _mm_setr_epi8(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, M | N | K, 0);
    const __m128i low1 = _mm_setr_epi8(T, R, 0, 0, R, 0, 0, 0, 0, 0, R, R, R | M, R, R, R);
    const __m128i high1 = _mm_setr_epi8(0, 0, 0, 0, 0, 0, 0, 0, T | R, R, 0, R | M, 0, 0, 0, 0);
    const __m128i low2 = _mm_setr_epi8(L | I, L | A, L | P, L, L, L, L, L, L | A | C | I, L | A | C, L | B | C, L | B | C,
                                       L | A | C, L | C, L | C, L | B | C);
    const __m128i high2 = _mm_setr_epi8(0, 0, 0, 0, 0, 0, 0, 0, A | S | R | I | P, B | R, C | R, R, 0, 0, 0, 0);
    __m256i v1 = at(q + 1), v2 = at(q + 2), v3 = at(q + 3), before = at(q - 1), first = is(before, '\n');
    __m256i kind = and(and(look_up(v, low0, high0), look_up(v1, low1, high1)), look_up(v2, low2, high2));
    __m256i odd = or(any_of(kind, N | I), and(any_of(kind, P), is(v3, 0xE3)));
    __m256i c2 = but(is(v, 0xC2), but(is(v1, 0xB7), is(v2, 0xC2)));
    __m256i leads = and(first, is(or(v, _mm256_set1_epi8(1)), 0xE3));
    __m256i inside = and(is_ascii(before), or(is_ascii(v3), is(v3, 0xEF)));
    __m256i high = _mm256_cmpeq_epi8(_mm256_max_epu8(v, _mm256_set1_epi8((char)0xEE)), v);

    high = but(high, but(any_of(kind, M), or(inside, first)));
    return or(or(or(odd, c2), or(leads, high)), or(is(v, 0xD8), is(v, 0xE1)));
}

AVX2 __m256i correct_lead_avx2(const uint8_t *q, __m256i v)
{
    __m256i v1 = at(q + 1), v2 = at(q + 2), v3 = at(q + 3), v4 = at(q + 4), v5 = at(q + 5);
    __m256i next_e4 = is(v3, 0xE4), v1_80 = is(v1, 0x80), v4_b8 = is(v4, 0xB8);
    __m256i one = and(and(is(v, 0xE4), is(v1, 0xB8)), is(v2, 0x80));
    __m256i to_one = or(or(and(and(next_e4, v4_b8), is(v5, 0x80)), is(v3, 0xE2)),
                        _mm256_cmpgt_epi8(v3, _mm256_set1_epi8('0' - 1)));
    __m256i dash = and(and(is(v, 0xE2), v1_80), and(is(v2, 0x94), next_e4));
    __m256i row = and(is(v, 0xEF), or(or(is(v2, 0x9A), is(v2, 0x8D)), is(v3, 0xEF)));
    __m256i twice = and(and(is(v, 0xE3), v1_80), and(is(v3, 0xE3), is(v4, 0x80)));
    __m256i latin = and(is(v, 0xC2), or(is(v1, 0xAD), is(v1, 0xB7)));

    return or(or(and(one, to_one), dash), or(or(row, twice), latin));
}

AVX2 uint64_t bits_of(__m256i lo, __m256i hi)
{
    return (uint32_t)_mm256_movemask_epi8(lo) | (uint64_t)(uint32_t)_mm256_movemask_epi8(hi) << 32;
}

/* Kinds of ASCII character, as bits that a table by the low and one by the high half of the byte share. */
enum { UPPER_ROW = 1, LOWER_ROW = 2, DIGIT = 4, NEWLINE = 8, WITHIN_2 = 16, WITHIN_3 = 32 };
enum { ALNUM = UPPER_ROW | LOWER_ROW | DIGIT, WITHIN = WITHIN_2 | WITHIN_3 };

AVX2 __m256i kinds_avx2(__m256i v)
{
    enum { U = UPPER_ROW, L = LOWER_ROW, D = DIGIT, N = NEWLINE, W = WITHIN_2, X = WITHIN_3 };
    const __m128i low = _mm_setr_epi8(L | D | W, U | L | D, U | L | D, U | L | D, U | L | D, U | L | D, U | L | D,
                                      U | L | D, U | L | D, U | L | D, U | L | N | X, U | X, U | W, U | W, U | W, U | W);
    const __m128i high = _mm_setr_epi8(N, 0, W, D | X, U, L, U, L, 0, 0, 0, 0, 0, 0, 0, 0);
    __m256i half = and(_mm256_srli_epi16(v, 4), _mm256_set1_epi8(15));

    return and(_mm256_shuffle_epi8(_mm256_broadcastsi128_si256(low), v), /* 0 beyond ASCII */
               _mm256_shuffle_epi8(_mm256_broadcastsi128_si256(high), half));
}

/* The bytes that are of none of the kinds. */
AVX2 uint64_t none_of(__m256i a, __m256i b, int kinds)
{
    __m256i k = _mm256_set1_epi8((char)kinds);

    return bits_of(is(and(a, k), 0), is(and(b, k), 0));
}

AVX2 masks ascii_avx2(__m256i a, __m256i b, bool digits)
{
    __m256i kinds_a = kinds_avx2(a), kinds_b = kinds_avx2(b);

    return (masks){bits_of(a, b), ~none_of(kinds_a, kinds_b, ALNUM), digits ? ~none_of(kinds_a, kinds_b, DIGIT) : 0,
                   ~none_of(kinds_a, kinds_b, NEWLINE), ~none_of(kinds_a, kinds_b, WITHIN), 0};
}

/* Words [1, inner) have all the bytes around them that they are computed from. */
static size_t inner(size_t len)
{
    return len >= 128 + AFTER ? (len - 64 - AFTER) / 64 + 1 : 1;
}

__attribute__((target("avx2"))) static void width_avx2(const uint8_t *p, size_t len, bool edges, uint64_t *bits)
{
    for (size_t w = 1, to = inner(len); w < to; w++) {
        const uint8_t *q = p + w * 64;
        __m256i a = at(q), b = at(q + 32);
        masks m = ascii_avx2(a, b, false);

        m.lead = bits_of(width_lead_avx2(q, a), width_lead_avx2(q + 32, b));
        bits[w] = width_word(&m, edges);
    }
}

__attribute__((target("avx2"))) static void correct_avx2(const uint8_t *p, size_t len, uint64_t *bits)
{
    for (size_t w = 1, to = inner(len); w < to; w++) {
        const uint8_t *q = p + w * 64;
        __m256i a = at(q), b = at(q + 32);
        masks m = ascii_avx2(a, b, true);

        m.lead = bits_of(correct_lead_avx2(q, a), correct_lead_avx2(q + 32, b));
        bits[w] = correct_word(&m);
    }
}

void om_bitmap_width(const uint8_t *p, size_t len, bool edges, uint64_t *bits)
{
    size_t words = OM_BITMAP_WORDS(len);

    if (!__builtin_cpu_supports("avx2")) {
        width_words(p, len, edges, bits, 0, words);
        return;
    }
    width_avx2(p, len, edges, bits);
    width_words(p, len, edges, bits, 0, words ? 1 : 0);
    width_words(p, len, edges, bits, inner(len), words);
}

void om_bitmap_correct(const uint8_t *p, size_t len, uint64_t *bits)
{
    size_t words = OM_BITMAP_WORDS(len);

    if (!__builtin_cpu_supports("avx2")) {
        correct_words(p, len, bits, 0, words);
        return;
    }
    correct_avx2(p, len, bits);
    correct_words(p, len, bits, 0, words ? 1 : 0);
    correct_words(p, len, bits, inner(len), words);
}
#else
void om_bitmap_width(const uint8_t *p, size_t len, bool edges, uint64_t *bits)
{
    om_bitmap_width_plain(p, len, edges, bits);
}

void om_bitmap_correct(const uint8_t *p, size_t len, uint64_t *bits)
{
    om_bitmap_correct_plain(p, len, bits);
}
#endif
