/* key.h - the hash of a sequence of characters, made so that a character can be left out of a window at no cost.
 *
 * The key of c[0..n) is the polynomial sum of the mixed characters over powers of OM_KEY_BASE, modulo 2^64.  With the
 * sums of all prefixes at hand the key of any window, and of any window without one of its characters, takes a few
 * multiplications however long it is.  Keys only find candidates: what they find is compared with the text before it
 * counts, so nothing but time depends on them.
 */
#ifndef OM_KEY_H
#define OM_KEY_H

#include <stddef.h>
#include <stdint.h>

#define OM_KEY_BASE UINT64_C(0xD6E8FEB86659FD93) /* odd: the window of a prefix sum can be taken out again */

static inline uint64_t om_key_char(uint32_t c)
{
    uint64_t x = (c + UINT64_C(1)) * UINT64_C(0x9E3779B97F4A7C15);

    return x ^ x >> 29;
}

/* The key of s followed by the character of mixed value m. */
static inline uint64_t om_key_push(uint64_t s, uint64_t m)
{
    return s * OM_KEY_BASE + m;
}

/* Spread the bits: what the tables are addressed by. */
static inline uint64_t om_key_end(uint64_t s)
{
    s ^= s >> 32;
    s *= UINT64_C(0xC2B2AE3D27D4EB4F);
    return s ^ s >> 29;
}

/* --- parts of names (far.h): characters that stand apart ---------------------------------------------------------- */

/* The key of m[0] and m[3], and of these and m[6]; no window has it. */
static inline uint64_t om_far_pair(const uint64_t *m)
{
    return om_key_end(om_key_push(om_key_push(OM_KEY_BASE, m[0]), m[3]));
}

static inline uint64_t om_far_triple(const uint64_t *m)
{
    return om_key_end(om_key_push(om_far_pair(m), m[6]));
}

/* The slot that is asked of every character of a text before these keys, and so takes the least work. */
static inline size_t om_far_slot(const uint64_t *m, unsigned log2)
{
    return (size_t)((m[0] * OM_KEY_BASE + m[3]) >> (64 - log2));
}

/* Of the six characters that m[0] begins, four bits of each of the four that part 0, 1 or 2 does not have. */
static inline uint32_t om_far_bits(const uint64_t *m, unsigned part)
{
    uint32_t bits = 0;

    for (unsigned i = 0; i < 6; i++)
        if (i % 3 != part)
            bits = bits << 4 | (uint32_t)(m[i] >> 40 & 15);
    return bits;
}

/* --- how a spread key addresses the tables of a dictionary -------------------------------------------------------- */

static inline size_t om_key_bucket(uint64_t key, unsigned log2)
{
    return (size_t)(key >> 32 >> (32 - log2));
}

static inline uint64_t om_key_print(uint64_t key)
{
    return key & 0xFFFF;
}

static inline size_t om_key_slot(uint64_t key, unsigned log2)
{
    return (size_t)(key >> 12 & ((UINT64_C(1) << log2) - 1));
}

/* Two bits of the 64 of a word of the filter of long keys. */
static inline uint64_t om_key_bits(uint64_t key)
{
    return UINT64_C(1) << (key & 63) | UINT64_C(1) << (key >> 6 & 63);
}

#endif
