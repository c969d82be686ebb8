#include "text/scan.h"

#include <stdbool.h>
#include <string.h>

#include "text/vector.h"

size_t om_scan_utf8(const uint8_t *p, size_t len)
{
    const om_vector_passes *vector = om_vector_best();

    return vector ? vector->utf8(p, len) : 0;
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
    const om_vector_passes *vector = len - from >= 128 ? om_vector_best() : NULL;

    if (vector) {
        from = vector->odd(p, len, from);
        if (len - from >= 64 + 2) /* it found one */
            return from;
        while (from < len && (p[from] & 0xC0) == 0x80) /* the end of a character seen already */
            from++;
    }
    while (from < len && (p[from] < 0xC3 || !is_odd(p + from, len - from)))
        from++;
    return from;
}

static bool may_end_blank(const uint8_t *p, size_t at)
{
    uint8_t before = p[at - 1];

    return p[at] == '\n' && (before == ' ' || before == '\t' || before == '\r' || before == '\n');
}

size_t om_scan_blank(const uint8_t *p, size_t from, size_t to)
{
    const om_vector_passes *vector = om_vector_best();

    if (vector)
        to = vector->blank(p, from, to);
    while (to > from && !may_end_blank(p, to - 1))
        to--;
    return to > from ? to - 1 : SIZE_MAX;
}

size_t om_scan_two(const uint8_t *p, size_t from, size_t to, const uint8_t two[OM_SCAN_TWO])
{
    const om_vector_passes *vector = om_vector_best();

    if (vector)
        from = vector->two(p, from, to, two);
    while (from < to && (to - from < OM_SCAN_TWO || memcmp(p + from, two, OM_SCAN_TWO) != 0))
        from++;
    return from;
}
