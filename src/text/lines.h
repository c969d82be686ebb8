/* lines.h - finding lines at vector speed.  As in scan.h, vectors where the processor has them, plain C elsewhere, the
 * same results. */
#ifndef OM_LINES_H
#define OM_LINES_H

#include <stddef.h>
#include <stdint.h>

/* The first offset >= at where a line end is not a plain LF after plain text: a CR, VT, NEL, LS or PS (offset of its
 * last byte), or an LF after what looks like the end of a space (0x20, 0x09, U+3000 by its two last bytes, U+00A0).
 * len when there is none. */
size_t om_odd_line_end(const uint8_t *text, size_t len, size_t at);

typedef struct {
    uint32_t end;  /* offset of the line's LF or FF, or len for the last line */
    uint32_t em2;  /* width of the line in half em: full-width 2, half-width 1, ASCII space and controls 0 */
    uint32_t blanks; /* spaces in it: ASCII space, tab, U+3000 */
} om_line_span;

/* Split text at LF and FF: one span a line, the last of them without line end (and so one more span than line ends).
 * Writes at most cap spans and returns how many there are to write; with less than that in cap the caller gives room
 * and calls again. */
size_t om_scan_lines(const uint8_t *text, size_t len, om_line_span *out, size_t cap);

/* Where spans go to while they are looked for. */
typedef struct {
    om_line_span *out;
    size_t cap, n;
    uint32_t em2, blanks;  /* of the line so far */
} om_line_sink;

static inline void om_line_sink_end(om_line_sink *s, size_t end)
{
    if (s->n < s->cap)
        s->out[s->n] = (om_line_span){(uint32_t)end, s->em2, s->blanks};
    s->n++;
    s->em2 = s->blanks = 0;
}

#endif
