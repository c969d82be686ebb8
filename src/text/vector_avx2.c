/* vector_avx2.c - the passes in pairs of vectors of AVX2. */
#include "text/vector.h"

#if OM_VECTORS
#include <immintrin.h>

#define TARGET "avx2,bmi,bmi2,popcnt"
#define WORD __attribute__((target(TARGET), always_inline)) static inline

typedef struct {
    __m256i a, b;
} vec;
typedef vec flags; /* a byte of ones or of zeros each */

WORD vec at(const uint8_t *p)
{
    return (vec){_mm256_loadu_si256((const __m256i *)(const void *)p),
                 _mm256_loadu_si256((const __m256i *)(const void *)(p + 32))};
}

WORD flags is(vec v, int c)
{
    __m256i x = _mm256_set1_epi8((char)c);

    return (flags){_mm256_cmpeq_epi8(v.a, x), _mm256_cmpeq_epi8(v.b, x)};
}

WORD flags in(vec v, int lo, int n)
{
    __m256i x = _mm256_set1_epi8((char)lo), last = _mm256_set1_epi8((char)(n - 1));
    __m256i a = _mm256_sub_epi8(v.a, x), b = _mm256_sub_epi8(v.b, x);

    return (flags){_mm256_cmpeq_epi8(_mm256_min_epu8(a, last), a), _mm256_cmpeq_epi8(_mm256_min_epu8(b, last), b)};
}

WORD flags from(vec v, int lo)
{
    __m256i x = _mm256_set1_epi8((char)lo);

    return (flags){_mm256_cmpeq_epi8(_mm256_max_epu8(v.a, x), v.a), _mm256_cmpeq_epi8(_mm256_max_epu8(v.b, x), v.b)};
}

WORD flags both(flags f, flags g)
{
    return (flags){_mm256_and_si256(f.a, g.a), _mm256_and_si256(f.b, g.b)};
}

WORD flags either(flags f, flags g)
{
    return (flags){_mm256_or_si256(f.a, g.a), _mm256_or_si256(f.b, g.b)};
}

WORD flags but(flags f, flags g)
{
    return (flags){_mm256_andnot_si256(g.a, f.a), _mm256_andnot_si256(g.b, f.b)};
}

WORD uint64_t bits_of(flags f)
{
    return (uint32_t)_mm256_movemask_epi8(f.a) | (uint64_t)(uint32_t)_mm256_movemask_epi8(f.b) << 32;
}

WORD uint64_t high(vec v)
{
    return bits_of(v);
}

WORD __m256i table(const uint8_t rows[16])
{
    return _mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)(const void *)rows));
}

WORD vec low_half(vec v)
{
    __m256i half = _mm256_set1_epi8(15);

    return (vec){_mm256_and_si256(v.a, half), _mm256_and_si256(v.b, half)};
}

WORD vec kinds_by_high(vec v, const uint8_t high[16])
{
    vec half = low_half((vec){_mm256_srli_epi16(v.a, 4), _mm256_srli_epi16(v.b, 4)});

    return (vec){_mm256_shuffle_epi8(table(high), half.a), _mm256_shuffle_epi8(table(high), half.b)};
}

WORD vec kinds(vec v, const uint8_t low[16], const uint8_t high[16])
{
    vec half = low_half(v), by_high = kinds_by_high(v, high);

    return (vec){_mm256_and_si256(_mm256_shuffle_epi8(table(low), half.a), by_high.a),
                 _mm256_and_si256(_mm256_shuffle_epi8(table(low), half.b), by_high.b)};
}

#define kinds_inside kinds
#define kinds_beyond kinds
#define kinds_ascii kinds

WORD vec common(vec v, vec w)
{
    return both(v, w);
}

/* Bytes that have none of these bits. */
WORD flags lack(vec v, int bits)
{
    __m256i x = _mm256_set1_epi8((char)bits);

    return is((vec){_mm256_and_si256(v.a, x), _mm256_and_si256(v.b, x)}, 0);
}

WORD flags have(vec v, int bits)
{
    flags none = lack(v, bits);
    __m256i ones = _mm256_set1_epi8(-1);

    return (flags){_mm256_xor_si256(none.a, ones), _mm256_xor_si256(none.b, ones)};
}

WORD vec all(int c)
{
    __m256i x = _mm256_set1_epi8((char)c);

    return (vec){x, x};
}

WORD vec sixteen(const uint8_t p[16])
{
    return (vec){table(p), table(p)};
}

WORD vec less(vec v, vec w)
{
    return (vec){_mm256_sub_epi8(v.a, w.a), _mm256_sub_epi8(v.b, w.b)};
}

WORD vec plus(vec v, vec w)
{
    return (vec){_mm256_add_epi8(v.a, w.a), _mm256_add_epi8(v.b, w.b)};
}

WORD vec of(flags f, vec v)
{
    return both(f, v);
}

WORD vec each_of_four(vec v)
{
    __m256i a = _mm256_set_epi64x(0x0909090909090909, 0x0909090909090909, 0x0808080808080808, 0x0808080808080808);
    __m256i b = _mm256_set_epi64x(0x0B0B0B0B0B0B0B0B, 0x0B0B0B0B0B0B0B0B, 0x0A0A0A0A0A0A0A0A, 0x0A0A0A0A0A0A0A0A);

    return (vec){_mm256_shuffle_epi8(v.a, a), _mm256_shuffle_epi8(v.b, b)};
}

WORD __m128i four_sums(vec v)
{
    __m256i zero = _mm256_setzero_si256(), a = _mm256_sad_epu8(v.a, zero), b = _mm256_sad_epu8(v.b, zero);
    __m256i sums = _mm256_hadd_epi32(a, b);

    sums = _mm256_hadd_epi32(sums, sums); /* 1st, 3rd, ...; 2nd, 4th, ... */
    return _mm_unpacklo_epi32(_mm256_castsi256_si128(sums), _mm256_extracti128_si256(sums, 1));
}

#define PASSES om_vector_avx2
#define TREES NULL /* no look-up in so many words at once */
#include "text/vector_passes.h"
#else
typedef int nothing_here;
#endif
