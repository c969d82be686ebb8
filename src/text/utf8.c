#include "text/utf8.h"

#include <string.h>

#include "text/scan.h"

/* Length of the valid character at p (n bytes left), 0 when there is none. */
static unsigned valid_at(const uint8_t *p, size_t n)
{
    uint8_t a = p[0];

    if (a < 0x80)
        return 1;
    if (a < 0xC2 || a > 0xF4 || n < 2)
        return 0;
    if (a < 0xE0)
        return (p[1] & 0xC0) == 0x80 ? 2 : 0;
    if (a < 0xF0) {
        if (n < 3 || (p[1] & 0xC0) != 0x80 || (p[2] & 0xC0) != 0x80)
            return 0;
        /* overlong below U+0800; surrogates */
        return (a == 0xE0 && p[1] < 0xA0) || (a == 0xED && p[1] > 0x9F) ? 0 : 3;
    }
    if (n < 4 || (p[1] & 0xC0) != 0x80 || (p[2] & 0xC0) != 0x80 || (p[3] & 0xC0) != 0x80)
        return 0;
    /* overlong below U+10000; above U+10FFFF */
    return (a == 0xF0 && p[1] < 0x90) || (a == 0xF4 && p[1] > 0x8F) ? 0 : 4;
}

/* Offset after the run of ASCII at p + at, eight bytes at a time; what is left is for valid_at. */
static size_t skip_ascii(const uint8_t *p, size_t at, size_t len)
{
    uint64_t word;

    while (len - at >= sizeof word) {
        memcpy(&word, p + at, sizeof word);
        if (word & UINT64_C(0x8080808080808080))
            break;
        at += sizeof word;
    }
    return at;
}

size_t om_utf8_valid(const uint8_t *p, size_t len)
{
    /* whole vectors first; they stop in front of what needs a closer look */
    size_t at = om_scan_utf8(p, len);

    while (at < len) {
        unsigned n;

        if (p[at] < 0x80)
            at = skip_ascii(p, at, len);
        /* three bytes, the common case, without the special leads E0 and ED */
        while (len - at >= 3 && (p[at] & 0xF0) == 0xE0 && p[at] != 0xE0 && p[at] != 0xED &&
               (p[at + 1] & 0xC0) == 0x80 && (p[at + 2] & 0xC0) == 0x80)
            at += 3;
        if (at == len)
            break;
        n = valid_at(p + at, len - at);
        if (n == 0)
            break;
        at += n;
    }
    return at;
}
