/* columns.h - the width of the column that each line of a text was set in, from the widths of the lines.
 *
 * Columns change from story to story and round a picture within one, so the estimate is local: the lines around a line
 * vote for their own width, the nearer the more, and the width with most votes wins, the wider on a tie.  Candidates
 * are the column of the line before and the lines that begin here: a column that changes, changes to one of those.
 *
 * As in scan.h, vectors where the processor has them, plain C elsewhere, the same results. */
#ifndef OM_COLUMNS_H
#define OM_COLUMNS_H

#include <stddef.h>
#include <stdint.h>

enum {
    OM_COLUMN_MIN = 8,    /* half em.  Shorter lines are ends of paragraphs or noise */
    OM_COLUMN_INDENT = 4, /* half em */
    OM_COLUMN_CLOSE = 1,  /* half em: what proportional digits make of a full line */
    OM_COLUMN_AROUND = 8  /* lines before a line that vote; one less after it */
};

/* widths: of n lines in half em, 0 for a line that has no say, with OM_COLUMN_AROUND zeros before and after them.  The
 * columns of the lines go to columns[0, n), which may be where widths are. */
void om_columns(const uint8_t *widths, size_t n, uint8_t *columns);

/* --- for those who do the work ------------------------------------------------------------------------------------ */

/* Weight of the vote of the line k - 8 lines away: 16 / (1 + 0.19 * distance), the line itself 16. */
#define OM_COLUMN_WEIGHTS {0, 7, 7, 8, 9, 10, 11, 13, 16, 13, 11, 10, 9, 8, 7, 7}

/* A line votes in full within half an em (proportional digits), with half its weight within one em (a mark lost or
 * squeezed) and from two em below, which is what a first line whose indent was dropped looks like.  So there are two
 * ranges of widths, the narrow one within the broad one, and half a vote in each. */
enum {
    OM_COLUMN_BROAD = 2 + OM_COLUMN_CLOSE + OM_COLUMN_INDENT, /* how far the ranges reach from their lower ends */
    OM_COLUMN_NARROW = 2 * OM_COLUMN_CLOSE,
    OM_COLUMN_BELOW = OM_COLUMN_INDENT + OM_COLUMN_CLOSE /* where the broad one begins; the narrow one: an indent on */
};

/* How a width stands among the 16 around a line: its votes and a third of itself, a premium on width; of equals the
 * wider stands higher.  A width too small for a column stands at 0. */
static inline unsigned om_column_standing(unsigned votes, uint8_t em2)
{
    return em2 < OM_COLUMN_MIN ? 0 : (votes + em2 / 3) << 8 | em2;
}

/* Whether a line so wide may change the column: it is not in the middle of it. */
static inline int om_column_may_change(uint8_t column, uint8_t em2)
{
    return column == 0 || em2 + OM_COLUMN_CLOSE < column || em2 > column + OM_COLUMN_CLOSE;
}

#endif
