/* vector_avx512.c - the passes in single vectors of AVX-512, with the look-ups of whole bytes that its VBMI has. */
#include "text/vector.h"

#if OM_VECTORS
#include <immintrin.h>
#include <stddef.h>

#define TARGET "avx512f,avx512bw,avx512vbmi,avx2,bmi,bmi2,popcnt"
#define WORD __attribute__((target(TARGET), always_inline)) static inline

typedef __m512i vec;
typedef __mmask64 flags;

WORD vec at(const uint8_t *p)
{
    return _mm512_loadu_si512((const void *)p);
}

WORD flags is(vec v, int c)
{
    return _mm512_cmpeq_epi8_mask(v, _mm512_set1_epi8((char)c));
}

WORD flags in(vec v, int lo, int n)
{
    return _mm512_cmplt_epu8_mask(_mm512_sub_epi8(v, _mm512_set1_epi8((char)lo)), _mm512_set1_epi8((char)n));
}

WORD flags from(vec v, int lo)
{
    return _mm512_cmpge_epu8_mask(v, _mm512_set1_epi8((char)lo));
}

WORD flags both(flags f, flags g)
{
    return f & g;
}

WORD flags either(flags f, flags g)
{
    return f | g;
}

WORD flags but(flags f, flags g)
{
    return f & ~g;
}

WORD uint64_t bits_of(flags f)
{
    return f;
}

WORD uint64_t high(vec v)
{
    return _mm512_movepi8_mask(v);
}

WORD vec table(const uint8_t rows[16])
{
    return _mm512_broadcast_i32x4(_mm_loadu_si128((const __m128i *)(const void *)rows));
}

WORD vec low_half(vec v)
{
    return _mm512_and_si512(v, _mm512_set1_epi8(15));
}

WORD vec kinds_by_high(vec v, const uint8_t high[16])
{
    return _mm512_shuffle_epi8(table(high), low_half(_mm512_srli_epi16(v, 4)));
}

/* Rows of the two tables put together, for the 64 bytes from `first` on.  (Made once, before the loop of a pass.) */
WORD vec rows_from(int first, const uint8_t low[16], const uint8_t high[16])
{
    vec half = table((const uint8_t[16]){0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15});
    vec high_half = _mm512_add_epi8(_mm512_set_epi64(0x0303030303030303, 0x0303030303030303, 0x0202020202020202,
                                                     0x0202020202020202, 0x0101010101010101, 0x0101010101010101, 0, 0),
                                    _mm512_set1_epi8((char)(first >> 4)));

    return _mm512_and_si512(_mm512_shuffle_epi8(table(low), half), _mm512_shuffle_epi8(table(high), high_half));
}

WORD vec kinds_inside(vec v, const uint8_t low[16], const uint8_t high[16])
{
    return _mm512_permutex2var_epi8(rows_from(0x80, low, high), v, rows_from(0xC0, low, high));
}

WORD vec kinds_beyond(vec v, const uint8_t low[16], const uint8_t high[16])
{
    return _mm512_maskz_permutex2var_epi8(_mm512_movepi8_mask(v), rows_from(0x80, low, high), v,
                                          rows_from(0xC0, low, high));
}

WORD vec kinds_ascii(vec v, const uint8_t low[16], const uint8_t high[16])
{
    return _mm512_maskz_permutex2var_epi8(_knot_mask64(_mm512_movepi8_mask(v)), rows_from(0, low, high), v,
                                          rows_from(0x40, low, high));
}

WORD vec kinds(vec v, const uint8_t low[16], const uint8_t high[16])
{
    return _mm512_and_si512(_mm512_shuffle_epi8(table(low), low_half(v)), kinds_by_high(v, high));
}

WORD vec common(vec v, vec w)
{
    return _mm512_and_si512(v, w);
}

/* Bytes that have none of these bits. */
WORD flags lack(vec v, int bits)
{
    return _mm512_testn_epi8_mask(v, _mm512_set1_epi8((char)bits));
}

WORD flags have(vec v, int bits)
{
    return _mm512_test_epi8_mask(v, _mm512_set1_epi8((char)bits));
}

WORD vec all(int c)
{
    return _mm512_set1_epi8((char)c);
}

WORD vec sixteen(const uint8_t p[16])
{
    return table(p);
}

WORD vec less(vec v, vec w)
{
    return _mm512_sub_epi8(v, w);
}

WORD vec plus(vec v, vec w)
{
    return _mm512_add_epi8(v, w);
}

WORD vec of(flags f, vec v)
{
    return _mm512_maskz_mov_epi8(f, v);
}

WORD vec each_of_four(vec v)
{
    return _mm512_shuffle_epi8(v, _mm512_set_epi64(0x0B0B0B0B0B0B0B0B, 0x0B0B0B0B0B0B0B0B, 0x0A0A0A0A0A0A0A0A,
                                                   0x0A0A0A0A0A0A0A0A, 0x0909090909090909, 0x0909090909090909,
                                                   0x0808080808080808, 0x0808080808080808));
}

WORD __m128i four_sums(vec v)
{
    __m256i halves = _mm512_cvtepi64_epi32(_mm512_sad_epu8(v, _mm512_setzero_si512()));

    return _mm_hadd_epi32(_mm256_castsi256_si128(halves), _mm256_extracti128_si256(halves, 1));
}

/* Bit i: the answer to question i of a tree; `low` and `high`: what was seen. */
WORD uint32_t answers(const om_tree *t, vec low, vec high)
{
    vec of = _mm512_cvtepu8_epi16(_mm256_loadu_si256((const __m256i *)(const void *)t));
    vec most = _mm512_loadu_si512((const void *)((const uint8_t *)t + offsetof(om_tree, most)));

    return _mm512_cmpgt_epi16_mask(_mm512_permutex2var_epi16(low, of, high), most);
}

_Static_assert(offsetof(om_tree, most) == 32 && sizeof(om_tree) >= 32 + 64, "whole vectors can be read");

/* All questions of a tree are asked at once; then sixteen trees go from question to question together. */
__attribute__((target(TARGET)))
static int sum_trees(const om_tree *trees, size_t n, const int16_t *seen, size_t numbers)
{
    enum { before = offsetof(om_tree, answer) - 2 * OM_TREE_ASKED - 2 }; /* the answer at OM_TREE_ASKED, by two bytes */
    uint32_t asked[64] = {0};
    vec low = _mm512_maskz_loadu_epi16(numbers < 32 ? (1U << numbers) - 1 : UINT32_MAX, seen);
    vec high = _mm512_maskz_loadu_epi16(numbers > 32 ? UINT32_MAX >> (64 - numbers) : 0, seen + 32);
    vec one = _mm512_set1_epi32(1), size = _mm512_set1_epi32((int)sizeof(om_tree));
    vec sum = _mm512_setzero_si512(), number = _mm512_set_epi32(15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0);

    for (size_t i = 0; i < n; i++)
        asked[i] = answers(&trees[i], low, high);
    for (size_t i = 0; i < n; i += 16) {
        vec bits = _mm512_loadu_si512(asked + i), at = _mm512_setzero_si512(), value;
        __mmask16 there = (__mmask16)(n - i < 16 ? (1U << (n - i)) - 1 : UINT16_MAX);

        for (int level = 0; level < OM_TREE_DEPTH; level++) {
            vec more = _mm512_and_si512(_mm512_srlv_epi32(bits, at), one);
            at = _mm512_add_epi32(_mm512_add_epi32(at, at), _mm512_add_epi32(more, one));
        }
        /* its answer as the high half of a word that begins with what is before it */
        at = _mm512_add_epi32(_mm512_mullo_epi32(number, size), _mm512_add_epi32(at, at));
        value = _mm512_mask_i32gather_epi32(_mm512_setzero_si512(), there, at,
                                            (const uint8_t *)(trees + i) + before, 1);
        sum = _mm512_add_epi32(sum, _mm512_srai_epi32(value, 16));
    }
    return _mm512_reduce_add_epi32(sum);
}

#define PASSES om_vector_avx512
#define TREES sum_trees
#include "text/vector_passes.h"
#else
typedef int nothing_here;
#endif
