/* vector.h - the passes over whole blocks of text that are done 64 bytes at a time.
 *
 * vector_passes.h has each of them once, in a few words for what processors do to vectors; vector_avx2.c and
 * vector_avx512.c give these words a meaning.  Where a processor has neither (or is no x86-64), and for the bytes at
 * the ends that no whole vector covers, scan.c, lines.c, bitmap.c, columns.c and trees.c do the same in plain C: the
 * results are alike.
 */
#ifndef OM_VECTOR_H
#define OM_VECTOR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "text/bitmap_word.h"
#include "text/lines.h"
#include "text/trees.h"

#if defined __x86_64__ && defined __GNUC__
#define OM_VECTORS 1
#else
#define OM_VECTORS 0
#endif

enum { OM_MARKS_VECTOR = 64 + 2 };

typedef struct {
    /* The work of om_scan_utf8, om_scan_odd, om_odd_line_end (from 2 on) and om_scan_lines as far as whole vectors go:
     * the place that was found, or where the rest begins. */
    size_t (*utf8)(const uint8_t *p, size_t len);
    size_t (*odd)(const uint8_t *p, size_t len, size_t from);
    size_t (*odd_line_end)(const uint8_t *text, size_t len, size_t at);
    size_t (*lines)(const uint8_t *text, size_t len, size_t at, om_line_sink *sink);
    /* The work of om_scan_two alike; that of om_scan_blank from the end on: the place is before the offset. */
    size_t (*two)(const uint8_t *p, size_t from, size_t to, const uint8_t two[6]);
    size_t (*blank)(const uint8_t *p, size_t from, size_t to);
    /* om_marks_in, for from >= 2 and to >= OM_MARKS_VECTOR: a vector before `to` can be read, and what is before it. */
    unsigned (*marks)(const uint8_t *text, size_t from, size_t to);
    /* Words [1, end) of a bitmap; calm: what om_width_calm says of them; whether it does of any. */
    bool (*width)(const uint8_t *p, size_t end, bool edges, uint64_t *bits, uint64_t *calm);
    void (*correct)(const uint8_t *p, size_t end, uint64_t *bits, om_quotes *quotes);
    /* om_columns */
    void (*columns)(const uint8_t *widths, size_t n, uint8_t *columns);
    /* om_trees_sum; NULL: plain C does it as well */
    int (*trees)(const om_tree *trees, size_t n, const int16_t *seen, size_t numbers);
} om_vector_passes;

#if OM_VECTORS
extern const om_vector_passes om_vector_avx2, om_vector_avx512;
#endif

/* What this processor has, the best first; NULL after the last: plain C has to do it all. */
const om_vector_passes *om_vector_at(size_t i);

/* The first of them, which does the work. */
const om_vector_passes *om_vector_best(void);

/* For the tests, which try them all: do without the n best from now on. */
void om_vector_leave_out(size_t n);

#endif
