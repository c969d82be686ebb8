/* utf8.h - reading and writing UTF-8 one character at a time, and checking it by the block.
 *
 * All but om_utf8_valid trust their input to be valid UTF-8 (decode sees to that) and to be read only at character
 * starts.  p[n] is never read.
 */
#ifndef OM_UTF8_H
#define OM_UTF8_H

#include <stddef.h>
#include <stdint.h>

/* Bytes from the start that are valid UTF-8 (RFC 3629: no surrogates, no overlong forms); len when all are. */
size_t om_utf8_valid(const uint8_t *p, size_t len);

/* The character at p and its length in bytes. */
static inline uint32_t om_utf8_get(const uint8_t *p, unsigned *len)
{
    if (p[0] < 0x80)
        return *len = 1, p[0];
    if (p[0] < 0xE0)
        return *len = 2, (uint32_t)(p[0] & 0x1F) << 6 | (p[1] & 0x3F);
    if (p[0] < 0xF0)
        return *len = 3, (uint32_t)(p[0] & 0x0F) << 12 | (uint32_t)(p[1] & 0x3F) << 6 | (p[2] & 0x3F);
    return *len = 4, (uint32_t)(p[0] & 0x07) << 18 | (uint32_t)(p[1] & 0x3F) << 12 | (uint32_t)(p[2] & 0x3F) << 6 |
                     (p[3] & 0x3F);
}

/* Length in bytes of the character that begins with this byte. */
static inline unsigned om_utf8_len(uint8_t lead)
{
    return UINT64_C(0x4322111111111111) >> (lead >> 4) * 4 & 15; /* a table by the high half of the byte */
}

/* Offset of the character that ends just before offset `at` (at > 0). */
static inline size_t om_utf8_back(const uint8_t *p, size_t at)
{
    if (at >= 3 && (p[at - 3] & 0xF0) == 0xE0) /* Han, nearly always */
        return at - 3;
    do
        at--;
    while (at && (p[at] & 0xC0) == 0x80);
    return at;
}

/* Write c (a Unicode scalar value) to out, which has room for 4 bytes; the bytes written. */
static inline unsigned om_utf8_put(uint8_t *out, uint32_t c)
{
    if (c < 0x80)
        return out[0] = (uint8_t)c, 1;
    if (c < 0x800)
        return out[0] = (uint8_t)(0xC0 | c >> 6), out[1] = (uint8_t)(0x80 | (c & 0x3F)), 2;
    if (c < 0x10000)
        return out[0] = (uint8_t)(0xE0 | c >> 12), out[1] = (uint8_t)(0x80 | (c >> 6 & 0x3F)),
               out[2] = (uint8_t)(0x80 | (c & 0x3F)), 3;
    return out[0] = (uint8_t)(0xF0 | c >> 18), out[1] = (uint8_t)(0x80 | (c >> 12 & 0x3F)),
           out[2] = (uint8_t)(0x80 | (c >> 6 & 0x3F)), out[3] = (uint8_t)(0x80 | (c & 0x3F)), 4;
}

#endif
