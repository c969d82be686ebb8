/* bitmap.h - which bytes of a text a stage must look at, found at vector speed.
 *
 * Bit i % 64 of word i / 64 stands for byte i.  A bit may be set where nothing comes of it: the stage decides by the
 * text.  It is never missing where one of the stage's rules could begin.  The same bits come from vectors
 * (vector.h) and from plain C.
 */
#ifndef OM_BITMAP_H
#define OM_BITMAP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Words of a bitmap over n bytes. */
#define OM_BITMAP_WORDS(n) (((n) + 63) / 64)

/* Bytes where a character begins that stage width may change, or where (edges) letters or digits of ASCII begin or
 * end.  What plain Chinese text is made of - Han, its usual marks, digits - has no bits, nor has ASCII text with
 * nothing else near.  bits: room for twice the words. */
void om_bitmap_width(const uint8_t *p, size_t len, bool edges, uint64_t *bits);

/* Bytes where a rule of stage correct may begin; none does at a space or control.  odd, room for OM_BITMAP_WORDS of the
 * words of the other: a bit for each 64 bytes in which “ and ” do not come by turns with those before, or not by
 * themselves, as far as their numbers and the last of them show.  Whether a “ is open at the end. */
bool om_bitmap_correct(const uint8_t *p, size_t len, uint64_t *bits, uint64_t *odd);

/* The first set bit at or after `at`; len when there is none. */
static inline size_t om_bitmap_next(const uint64_t *bits, size_t len, size_t at)
{
    size_t w = at / 64, words = OM_BITMAP_WORDS(len);
    uint64_t x;

    if (at >= len)
        return len;
    x = bits[w] >> at % 64 << at % 64;
    while (!x) {
        if (++w == words)
            return len;
        x = bits[w];
    }
    w = w * 64 + (size_t)__builtin_ctzll(x);
    return w < len ? w : len;
}

#endif
