/* pieces.h - lines of type that an extractor has cut at their marks, put together again.
 *
 * pdftotext -raw ends a line where it sees a gap, and beside a mark that fills but half of its em there is one: 从 /
 * 前下雨天要拿盆子接水， / 如今雨声成了 / 看书的伴儿。 are pieces of two lines and the end of a third.  They look like short
 * lines, and every one of them like the end of a paragraph.  What tells is that lines with a comma at their end are short,
 * where in columns they are as long as all; and that pieces add up to the width of the column.
 */
#ifndef OM_JOIN_PIECES_H
#define OM_JOIN_PIECES_H

#include "stage/join/line.h"

/* Whether the lines are such pieces. */
bool om_pieces_are(const om_line *lines, size_t n);

/* Join (OM_LINE_JOINED) all that may be pieces of one line: the lines between two ends that are beside no mark. */
void om_pieces_join(om_line *lines, size_t n);

/* Part them again where a line of type ends; all of them where they do not add up to columns, and so are no pieces.
 * whole: what was joined, as one line each, with its column. */
void om_pieces_part(om_line *lines, size_t n, const om_line *whole);

#endif
