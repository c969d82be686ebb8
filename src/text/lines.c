#include "text/lines.h"

#include <stdbool.h>

#if defined(__x86_64__) && defined(__GNUC__)
#define HAVE_AVX2 1
#include <immintrin.h>
#else
#define HAVE_AVX2 0
#endif

/* Whether the line end that may be at text[i] wants a closer look. */
static bool odd_at(const uint8_t *text, size_t i)
{
    uint8_t b = text[i], before = i ? text[i - 1] : 0;

    switch (b) {
    case '\n':
        return before == ' ' || before == '\t' || before == 0x80 || before == 0xA0;
    case '\r':
    case '\v':
        return true;
    case 0x85:
        return before == 0xC2; /* NEL */
    case 0xA8: /* LS */
    case 0xA9: /* PS */
        return before == 0x80 && i > 1 && text[i - 2] == 0xE2;
    default:
        return false;
    }
}

#if HAVE_AVX2
__attribute__((target("avx2,popcnt"))) static size_t odd_avx2(const uint8_t *text, size_t len, size_t at)
{
#define ALL(c) _mm256_set1_epi8((char)(c))
#define EQ(v, c) _mm256_cmpeq_epi8(v, ALL(c))
#define OR _mm256_or_si256
#define AND _mm256_and_si256
    if (at < 2)
        return at; /* two bytes before are read */
    for (; at + 32 <= len; at += 32) {
        __m256i v = _mm256_loadu_si256((const __m256i *)(text + at));
        __m256i p = _mm256_loadu_si256((const __m256i *)(text + at - 1));
        __m256i q = _mm256_loadu_si256((const __m256i *)(text + at - 2));
        __m256i space = OR(OR(EQ(p, ' '), EQ(p, '\t')), OR(EQ(p, 0x80), EQ(p, 0xA0)));
        __m256i hit = AND(EQ(v, '\n'), space);
        hit = OR(hit, OR(EQ(v, '\r'), EQ(v, '\v')));
        hit = OR(hit, AND(EQ(v, 0x85), EQ(p, 0xC2)));
        hit = OR(hit, AND(AND(EQ(q, 0xE2), EQ(p, 0x80)), EQ(AND(v, ALL(0xFE)), 0xA8)));
        uint32_t mask = (uint32_t)_mm256_movemask_epi8(hit);
        if (mask)
            return at + (size_t)__builtin_ctz(mask);
    }
    return at;
}
#endif

size_t om_odd_line_end(const uint8_t *text, size_t len, size_t at)
{
    for (; at < len && at < 2; at++)
        if (odd_at(text, at))
            return at;
#if HAVE_AVX2
    if (__builtin_cpu_supports("avx2"))
        at = odd_avx2(text, len, at);
#endif
    while (at < len && !odd_at(text, at))
        at++;
    return at;
}

/* Half em that a byte adds to its line: characters count at their first byte, full-width ones (three and four bytes)
 * twice. */
static const uint8_t byte_em2[256] = {
#define X8(v) v, v, v, v, v, v, v, v
#define X32(v) X8(v), X8(v), X8(v), X8(v)
    X32(0), 0, 1, 1, 1, 1, 1, 1, 1, X8(1), X8(1), X8(1), X32(1), X32(1), X32(0), X32(0), X32(1), X32(2)
#undef X32
#undef X8
};

typedef struct {
    om_line_span *out;
    size_t cap, n;
    uint32_t em2, blanks;  /* of the line so far */
} line_sink;

static inline void line_end(line_sink *s, size_t end)
{
    if (s->n < s->cap)
        s->out[s->n] = (om_line_span){(uint32_t)end, s->em2, s->blanks};
    s->n++;
    s->em2 = s->blanks = 0;
}

#if HAVE_AVX2
__attribute__((target("avx2,popcnt,bmi,bmi2"))) static size_t lines_avx2(const uint8_t *text, size_t len, line_sink *s)
{
    size_t at = 0;

    if (len < 34)
        return 0;
    for (; at + 34 <= len; at += 32) {
        __m256i v = _mm256_loadu_si256((const __m256i *)(text + at));
        __m256i p = _mm256_loadu_si256((const __m256i *)(text + at + 1));
        __m256i q = _mm256_loadu_si256((const __m256i *)(text + at + 2));
        __m256i ideographic = AND(AND(EQ(v, 0xE3), EQ(p, 0x80)), EQ(q, 0x80));
        uint32_t end = (uint32_t)_mm256_movemask_epi8(OR(EQ(v, '\n'), EQ(v, '\f')));
        /* signed: 0x21..0x7F are the only bytes above 0x20; leads 0xC0.. are above -65, 0xE0.. above -33 */
        uint32_t seen = (uint32_t)_mm256_movemask_epi8(_mm256_cmpgt_epi8(v, ALL(0x20)));
        uint32_t high = (uint32_t)_mm256_movemask_epi8(v);
        uint32_t lead = (uint32_t)_mm256_movemask_epi8(_mm256_cmpgt_epi8(v, ALL(0xBF))) & high;
        uint32_t wide = (uint32_t)_mm256_movemask_epi8(_mm256_cmpgt_epi8(v, ALL(0xDF))) & high;
        uint32_t one = seen | lead;
        uint32_t blank = (uint32_t)_mm256_movemask_epi8(OR(OR(EQ(v, ' '), EQ(v, '\t')), ideographic));

        while (end) {
            uint32_t upto = end ^ (end - 1); /* bits up to and with the line end */
            s->em2 += (uint32_t)(__builtin_popcount(one & upto) + __builtin_popcount(wide & upto));
            s->blanks += (uint32_t)__builtin_popcount(blank & upto);
            line_end(s, at + (size_t)__builtin_ctz(end));
            one &= ~upto;
            wide &= ~upto;
            blank &= ~upto;
            end &= end - 1;
        }
        s->em2 += (uint32_t)(__builtin_popcount(one) + __builtin_popcount(wide));
        s->blanks += (uint32_t)__builtin_popcount(blank);
    }
    return at;
}
#undef ALL
#undef EQ
#undef OR
#undef AND
#endif

size_t om_scan_lines(const uint8_t *text, size_t len, om_line_span *out, size_t cap)
{
    line_sink s = {out, cap, 0, 0, 0};
    size_t at = 0;

#if HAVE_AVX2
    if (__builtin_cpu_supports("avx2"))
        at = lines_avx2(text, len, &s);
#endif
    for (; at < len; at++) {
        if (text[at] == '\n' || text[at] == '\f')
            line_end(&s, at);
        else if (text[at] == ' ' || text[at] == '\t')
            s.blanks++;
        else
            s.em2 += byte_em2[text[at]];
        if (text[at] == 0xE3 && len - at > 2 && text[at + 1] == 0x80 && text[at + 2] == 0x80)
            s.blanks++;
    }
    line_end(&s, len);
    return s.n;
}
