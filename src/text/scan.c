#include "text/scan.h"

#include <stdbool.h>

#if defined __x86_64__ && defined __GNUC__
#include <immintrin.h>
#define HAVE_AVX2 1
#endif

#ifdef HAVE_AVX2
#define AVX2 __attribute__((target("avx2")))
#define INLINE inline __attribute__((always_inline))

/* The end of block `at`, or the start of the character that it cuts; all before is valid. */
static size_t character_start(const uint8_t *p, size_t at)
{
    for (size_t k = 1; k <= 3 && k <= at; k++) {
        uint8_t b = p[at - k];
        if (b < 0x80)
            break;
        if (b >= 0xC0)
            return k < 2U + (b >= 0xE0) + (b >= 0xF0) ? at - k : at;
    }
    return at;
}

/* Errors of UTF-8 that a byte and the one before it show, after J. Keiser and D. Lemire, "Validating UTF-8 in less than
 * one instruction per byte" (Software: Practice and Experience 51, 2021).  Three tables of 16 rows, by the high and the
 * low half of the first byte and the high half of the second, are combined; what is left set in all is an error, save
 * TWO_CONTS, which is right where a third or fourth byte is due. */
enum {
    TOO_SHORT = 1,       /* lead, then no continuation */
    TOO_LONG = 2,        /* ASCII, then a continuation */
    OVERLONG_3 = 4,      /* E0 80..9F */
    TOO_LARGE = 8,       /* F4 90 and above */
    SURROGATE = 16,      /* ED A0..BF */
    OVERLONG_2 = 32,     /* C0, C1 */
    OVERLONG_4 = 64,     /* F0 80..8F; also F5 and above with 80..8F */
    TWO_CONTS = 128,     /* continuation, then another */
    CARRY = TOO_SHORT | TOO_LONG | TWO_CONTS /* not decided by the low half of the first byte */
};

AVX2 static INLINE __m256i look_up(__m256i nibbles, const uint8_t *table)
{
    return _mm256_shuffle_epi8(_mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)table)), nibbles);
}

/* The bytes k places before those of v; `last` is the vector before v. */
#define BEFORE(v, last, k) _mm256_alignr_epi8(v, _mm256_permute2x128_si256(last, v, 0x21), 16 - (k))

AVX2 static INLINE __m256i errors(__m256i v, __m256i last)
{
    static const uint8_t first_high[16] = {
        TOO_LONG, TOO_LONG, TOO_LONG, TOO_LONG, TOO_LONG, TOO_LONG, TOO_LONG, TOO_LONG,
        TWO_CONTS, TWO_CONTS, TWO_CONTS, TWO_CONTS,
        TOO_SHORT | OVERLONG_2, TOO_SHORT, TOO_SHORT | OVERLONG_3 | SURROGATE,
        TOO_SHORT | TOO_LARGE | OVERLONG_4,
    };
    static const uint8_t first_low[16] = {
        CARRY | OVERLONG_2 | OVERLONG_3 | OVERLONG_4, CARRY | OVERLONG_2, CARRY, CARRY,
        CARRY | TOO_LARGE, CARRY | TOO_LARGE | OVERLONG_4, CARRY | TOO_LARGE | OVERLONG_4,
        CARRY | TOO_LARGE | OVERLONG_4, CARRY | TOO_LARGE | OVERLONG_4, CARRY | TOO_LARGE | OVERLONG_4,
        CARRY | TOO_LARGE | OVERLONG_4, CARRY | TOO_LARGE | OVERLONG_4, CARRY | TOO_LARGE | OVERLONG_4,
        CARRY | TOO_LARGE | OVERLONG_4 | SURROGATE, CARRY | TOO_LARGE | OVERLONG_4,
        CARRY | TOO_LARGE | OVERLONG_4,
    };
    static const uint8_t second_high[16] = {
        TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT,
        TOO_LONG | OVERLONG_2 | TWO_CONTS | OVERLONG_3 | OVERLONG_4,
        TOO_LONG | OVERLONG_2 | TWO_CONTS | OVERLONG_3 | TOO_LARGE,
        TOO_LONG | OVERLONG_2 | TWO_CONTS | SURROGATE | TOO_LARGE,
        TOO_LONG | OVERLONG_2 | TWO_CONTS | SURROGATE | TOO_LARGE,
        TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT,
    };
    const __m256i low = _mm256_set1_epi8(0x0F);
    __m256i first = BEFORE(v, last, 1);
    __m256i special = _mm256_and_si256(
        _mm256_and_si256(look_up(_mm256_and_si256(_mm256_srli_epi16(first, 4), low), first_high),
                         look_up(_mm256_and_si256(first, low), first_low)),
        look_up(_mm256_and_si256(_mm256_srli_epi16(v, 4), low), second_high));
    /* bit 7 set: two places back stands E0 or above, or three places back F0 or above */
    __m256i third = _mm256_subs_epu8(BEFORE(v, last, 2), _mm256_set1_epi8(0xE0 - 0x80));
    __m256i fourth = _mm256_subs_epu8(BEFORE(v, last, 3), _mm256_set1_epi8(0xF0 - 0x80));
    __m256i due = _mm256_and_si256(_mm256_or_si256(third, fourth), _mm256_set1_epi8((char)TWO_CONTS));

    return _mm256_xor_si256(special, due);
}

AVX2 static size_t utf8_avx2(const uint8_t *p, size_t len)
{
    __m256i last = _mm256_setzero_si256();
    size_t at = 0;

    for (; len - at >= 64; at += 64) {
        __m256i a = _mm256_loadu_si256((const __m256i *)(p + at));
        __m256i b = _mm256_loadu_si256((const __m256i *)(p + at + 32));
        __m256i bad;

        /* all ASCII, and nothing due from before (a lead at the end of `last` would be at fault below) */
        if (_mm256_movemask_epi8(_mm256_or_si256(_mm256_or_si256(a, b), last)) == 0) {
            last = b;
            continue;
        }
        bad = _mm256_or_si256(errors(a, last), errors(b, a));
        if (!_mm256_testz_si256(bad, bad))
            break;
        last = b;
    }
    return character_start(p, at);
}

AVX2 static INLINE __m256i equal(__m256i v, int byte)
{
    return _mm256_cmpeq_epi8(v, _mm256_set1_epi8((char)byte));
}

/* from <= v <= from + more, bytes without sign */
AVX2 static INLINE __m256i within(__m256i v, int from, int more)
{
    __m256i d = _mm256_sub_epi8(v, _mm256_set1_epi8((char)from));

    return _mm256_cmpeq_epi8(_mm256_min_epu8(d, _mm256_set1_epi8((char)more)), d);
}

/* The same as is_odd() below, for 32 places at once. */
AVX2 static INLINE uint32_t odd_32(const uint8_t *p)
{
    __m256i a = _mm256_loadu_si256((const __m256i *)p);
    __m256i b = _mm256_loadu_si256((const __m256i *)(p + 1));
    __m256i c = _mm256_loadu_si256((const __m256i *)(p + 2));
    __m256i e9 = _mm256_or_si256(_mm256_or_si256(within(b, 0x8A, 7), equal(b, 0x96)),
                                 _mm256_and_si256(equal(b, 0x94), equal(c, 0x9F)));
    __m256i e7 = _mm256_or_si256(equal(b, 0x92), _mm256_and_si256(equal(b, 0x83), equal(c, 0xAB)));
    __m256i e6 = _mm256_or_si256(equal(b, 0xB6), _mm256_and_si256(equal(b, 0xB5), equal(c, 0xA3)));
    __m256i ef = _mm256_or_si256(within(b, 0x80, 0x23), equal(b, 0xBF));
    __m256i odd = _mm256_or_si256(
        _mm256_or_si256(_mm256_and_si256(equal(a, 0xE9), e9), _mm256_and_si256(equal(a, 0xE7), e7)),
        _mm256_or_si256(_mm256_and_si256(equal(a, 0xE6), e6), _mm256_and_si256(equal(a, 0xEF), ef)));

    odd = _mm256_or_si256(odd, _mm256_or_si256(equal(a, 0xEE), within(a, 0xF3, 1)));
    odd = _mm256_or_si256(odd, _mm256_and_si256(equal(a, 0xE5), within(b, 0xA8, 1)));
    odd = _mm256_or_si256(odd, _mm256_and_si256(equal(a, 0xC3), c)); /* bit 7 of c: not ASCII */
    return (uint32_t)_mm256_movemask_epi8(odd);
}

AVX2 static size_t odd_avx2(const uint8_t *p, size_t len, size_t from)
{
    for (; len - from >= 64 + 2; from += 64) {
        uint64_t odd = odd_32(p + from) | (uint64_t)odd_32(p + from + 32) << 32;
        if (odd)
            return from + (size_t)__builtin_ctzll(odd);
    }
    return from;
}
#endif

size_t om_scan_utf8(const uint8_t *p, size_t len)
{
#ifdef HAVE_AVX2
    if (len >= 64 && __builtin_cpu_supports("avx2"))
        return utf8_avx2(p, len);
#else
    (void)p;
    (void)len;
#endif
    return 0;
}

static bool is_odd(const uint8_t *p, size_t n)
{
    switch (p[0]) {
    case 0xC3:
        return n > 2 && p[2] >= 0x80;
    case 0xE5:
        return p[1] == 0xA8 || p[1] == 0xA9;
    case 0xE6:
        return p[1] == 0xB6 || (p[1] == 0xB5 && p[2] == 0xA3);
    case 0xE7:
        return p[1] == 0x92 || (p[1] == 0x83 && p[2] == 0xAB);
    case 0xE9:
        return (p[1] >= 0x8A && p[1] <= 0x91) || p[1] == 0x96 || (p[1] == 0x94 && p[2] == 0x9F);
    case 0xEF:
        return p[1] <= 0xA3 || p[1] == 0xBF;
    default:
        return p[0] == 0xEE || p[0] >= 0xF3;
    }
}

size_t om_scan_odd(const uint8_t *p, size_t len, size_t from)
{
#ifdef HAVE_AVX2
    if (len - from >= 128 && __builtin_cpu_supports("avx2")) {
        from = odd_avx2(p, len, from);
        if (len - from >= 64 + 2) /* it found one */
            return from;
        while (from < len && (p[from] & 0xC0) == 0x80) /* the end of a character seen already */
            from++;
    }
#endif
    while (from < len && (p[from] < 0xC3 || !is_odd(p + from, len - from)))
        from++;
    return from;
}
