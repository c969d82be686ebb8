#include "cut.h"

/* The code unit at raw[at]: its value when it is one of the small ones looked for here, else something above. */
static uint32_t unit_at(const uint8_t *raw, size_t at, const om_charset *cs)
{
    uint32_t u = 0;

    if (cs->unit == 1)
        return raw[at];
    for (unsigned i = 0; i < cs->unit; i++)
        u = u << 8 | raw[at + (cs->big_endian ? i : cs->unit - 1 - i)];
    return u;
}

static bool is_line_end(uint32_t u)
{
    return u == '\n' || u == '\r';
}

static bool is_blank(uint32_t u)
{
    return u == ' ' || u == '\t';
}

/* A cut inside a line: the last character boundary, moved back by up to a sentence to stand between two Han
 * characters.  Only UTF-8 can be walked backwards; elsewhere the boundary comes from the start. */
static size_t cut_inside(const uint8_t *raw, size_t len, const om_charset *cs)
{
    size_t start = 0, floor;

    if (cs != om_charset_at(0)) {
        /* the last character may not be whole: it goes into the next block */
        for (size_t n; start + (n = cs->char_len(raw + start, len - start)) < len; start += n)
            ;
        return start ? start : len;
    }
    start = len - 1; /* the lead of the last character, whole or not */
    for (int i = 0; i < 3 && start > 0 && (raw[start] & 0xC0) == 0x80; i++)
        start--;
    floor = start > 243 ? start - 240 : 3;
    for (size_t at = start; at > floor; at--)
        if (raw[at] >= 0xE4 && raw[at] <= 0xE9 && raw[at - 3] >= 0xE4 && raw[at - 3] <= 0xE9)
            return at;
    return start ? start : len;
}

om_cut om_cut_find(const uint8_t *raw, size_t len, const om_charset *cs)
{
    size_t line = 0, blank = 0, half = len / 2 - len / 2 % cs->unit, step = cs->unit;
    bool below = false; /* the line under the one being scanned (backwards) is blank so far */

    for (size_t at = len - len % step; at > half; at -= step) {
        uint32_t u = unit_at(raw, at - step, cs);
        if (u == '\f' && at > step)
            return (om_cut){at - step, false};
        if (is_line_end(u)) {
            size_t before = at - step;
            if (u == '\n' && before >= step && unit_at(raw, before - step, cs) == '\r')
                before -= step;
            if (!line)
                line = before;
            if (below && !blank)
                blank = before;
            below = true;
            at = before + step;
        } else if (!is_blank(u)) {
            below = false;
        }
    }
    if (blank || line) /* never 0: a block takes something along */
        return (om_cut){blank ? blank : line, false};
    return (om_cut){cut_inside(raw, len, cs), true};
}
