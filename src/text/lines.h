/* lines.h - finding lines at vector speed.  As in scan.h, vectors where the processor has them, plain C elsewhere, the
 * same results. */
#ifndef OM_LINES_H
#define OM_LINES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The first offset >= at where a line end is not a plain LF after plain text: a CR, VT, NEL, LS or PS (offset of its
 * last byte), or an LF after what looks like the end of a space (0x20, 0x09, U+3000 by its two last bytes, U+00A0).
 * len when there is none. */
size_t om_odd_line_end(const uint8_t *text, size_t len, size_t at);

/* Which of these marks are in text[from, to), whole characters of valid UTF-8. */
enum {
    OM_MARKS_PAUSE = 1, /* 、 。 ， ； */
    OM_MARKS_PAIR = 2   /* “ ”, a bracket: ( ) （ ） and all of U+3008-3015 */
};
unsigned om_marks_in(const uint8_t *text, size_t from, size_t to);

typedef struct {
    uint32_t end;  /* offset of the line's LF or FF, or len for the last line */
    uint32_t em2;  /* width of the line in half em: full-width 2, half-width 1, ASCII space and controls 0 */
    uint32_t blanks; /* spaces in it: ASCII space, tab, U+3000 */
} om_line_span;

/* A text that is split at LF and FF: one span a line, the last of them without line end (and so one more span than line
 * ends).  It begins with only text and len set. */
typedef struct {
    const uint8_t *text;
    size_t len, at;        /* done up to there */
    uint32_t em2, blanks;  /* of the line so far */
    bool ended;            /* its last line is out */
} om_line_scan;

/* Write the next spans of it, at most cap (OM_SPANS_MIN or more), and return how many; 0: there are no more.  With few
 * at a time text and spans are still in the nearest cache for what is done with them. */
size_t om_scan_lines(om_line_scan *s, om_line_span *out, size_t cap);

enum { OM_SPANS_MIN = 65 }; /* 64 bytes may all be line ends, and the text may end after them */

/* Where spans go to while they are looked for. */
typedef struct {
    om_line_span *out;
    size_t n, most;       /* no more than 64 are added to so many at once */
    uint32_t em2, blanks; /* of the line so far */
} om_line_sink;

static inline void om_line_sink_end(om_line_sink *s, size_t end)
{
    s->out[s->n++] = (om_line_span){(uint32_t)end, s->em2, s->blanks};
    s->em2 = s->blanks = 0;
}

#endif
