#include "config.h"
#include "cut.h"

#include <string.h>

#include "text/scan.h"

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

/* What a search backwards for cuts has found, as offsets to cut at; 0: nothing yet. */
typedef struct {
    size_t line, blank;
} cuts;

/* The line end whose last unit is at raw[at]: note the cut before it.  below: the line under it is blank. */
static size_t note_line_end(cuts *found, const uint8_t *raw, size_t at, bool below, const om_charset *cs)
{
    if (unit_at(raw, at, cs) == '\n' && at >= cs->unit && unit_at(raw, at - cs->unit, cs) == '\r')
        at -= cs->unit;
    if (!found->line)
        found->line = at;
    if (below)
        found->blank = at;
    return at;
}

/* With units of one byte: from line end to line end, up to the first blank line.  Once a line end was found, those that
 * end no blank line are passed over. */
static void find_bytes(cuts *found, const uint8_t *raw, size_t half, size_t len, const om_charset *cs)
{
    const uint8_t *end = raw + len, *at;
    bool crs = !memrchr(raw + half, '\n', len - half); /* a text of bare CRs */

    while (end > raw + half && (at = memrchr(raw + half, crs ? '\r' : '\n', (size_t)(end - raw) - half))) {
        const uint8_t *p = at + 1;
        while (p < end && (is_blank(*p) || *p == '\r'))
            p++;
        end = raw + note_line_end(found, raw, (size_t)(at - raw), p == end && end < raw + len, cs);
        if (found->blank && end != raw + found->blank)
            return; /* the line above the blank ones is not blank */
        if (!found->blank && !crs) {
            size_t next = om_scan_blank(raw, half + 1, (size_t)(end - raw) + 1 + (*end == '\r'));

            if (next == SIZE_MAX)
                return;
            end = raw + next - (raw[next - 1] == '\r');
        }
    }
}

static void find_units(cuts *found, const uint8_t *raw, size_t half, size_t len, const om_charset *cs)
{
    bool below = false; /* the line under the one being scanned (backwards) is blank so far */

    for (size_t at = len - len % cs->unit; at > half; at -= cs->unit) {
        uint32_t u = unit_at(raw, at - cs->unit, cs);
        if (u == '\f' && at > cs->unit) {
            found->blank = at - cs->unit;
            return;
        }
        if (is_line_end(u)) {
            at = note_line_end(found, raw, at - cs->unit, below, cs) + cs->unit;
            below = true;
        } else if (!is_blank(u)) {
            below = false;
        }
        if (found->blank && !below)
            return;
    }
}

om_cut om_cut_find(const uint8_t *raw, size_t len, const om_charset *cs)
{
    size_t half = len / 2 - len / 2 % cs->unit;
    cuts found = {0, 0};

    if (cs->unit == 1) {
        const uint8_t *page = memrchr(raw + half, '\f', len - half);
        if (page && page > raw)
            return (om_cut){(size_t)(page - raw), false};
        find_bytes(&found, raw, half, len, cs);
    } else {
        find_units(&found, raw, half, len, cs);
    }
    if (found.blank || found.line) /* never 0: a block takes something along */
        return (om_cut){found.blank ? found.blank : found.line, false};
    return (om_cut){cut_inside(raw, len, cs), true};
}
