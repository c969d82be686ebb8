/* column.c - how lines fill the column that they were set in. */
#include "stage/join/line.h"

#include <string.h>

enum {
    WRAP_NEAR = 3,  /* half em */
    WRAP_REACH = 8  /* lines */
};

/* Whether lines[k] fills the column of `width` and goes on: only that makes it a column. */
static bool fills(const om_line *line, int width)
{
    return (unsigned)(line->em2 - width + 2) <= 4 && line->stop > OM_STOP_CREDIT;
}

/* Whether one of the lines from 8 before lines[i] to 7 after it does; the nearest are the likeliest. */
static bool has_wrapped_line(const om_line *lines, size_t n, size_t i)
{
    size_t from = i > 8 ? i - 8 : 0, to = i + 8 < n ? i + 8 : n;

    for (size_t k = i; k-- > from;)
        if (fills(&lines[k], lines[i].column))
            return true;
    for (size_t k = i; k < to; k++)
        if (fills(&lines[k], lines[i].column))
            return true;
    return false;
}

/* What is asked of a line when it may be one of a pair in mid-sentence. */
enum { ABOVE = 1, BELOW = 2, ENDS = 4 }; /* it goes on; it may be what goes on; the sentence may end with it */

static const uint8_t pair_by_stop[OM_STOPS] = {
    [OM_STOP_SENTENCE] = ENDS, [OM_STOP_COMMA] = ABOVE, [OM_STOP_TEXT] = ABOVE,
    [OM_STOP_WORD] = ABOVE,    [OM_STOP_OTHER] = ABOVE,
};
static const uint8_t pair_by_start[OM_STARTS] = {
    [OM_START_HAN] = BELOW,   [OM_START_DIGIT] = BELOW, [OM_START_WORD] = BELOW,  [OM_START_OPEN] = BELOW,
    [OM_START_CLOSE] = BELOW, [OM_START_DASH] = BELOW,  [OM_START_OTHER] = BELOW,
};

/* Whether two lines look like lines of one column in mid-sentence.  (Told without branches, as what comes of each
 * cannot be foreseen.) */
static inline unsigned is_wrap(unsigned above, unsigned below, int em2_above, int em2_below)
{
    int more = em2_below - em2_above, near = WRAP_NEAR + em2_above / 8; /* mixed text fills a wide column less evenly */
    unsigned ends = (more <= 0) & (below / ENDS), alike = (unsigned)(more + near) <= 2u * (unsigned)near;

    return above & (below / BELOW) & (ends | alike);
}

unsigned om_line_wraps(om_line *lines, size_t n, uint8_t *widths)
{
    uint32_t window = 0; /* bit k: whether lines[i - k - 1] and the next wrap */
    unsigned wraps = 0, most = 0, above = 0;
    int em2_above = 0;

    memset(widths, 0, OM_COLUMN_AROUND);
    memset(widths + OM_COLUMN_AROUND + n, 0, OM_COLUMN_AROUND);
    for (size_t i = 0; i < n + WRAP_REACH + 1; i++) {
        unsigned kind = 0, wrap;
        int em2 = 0;

        if (i < n) {
            bool votes = lines[i].em2 <= OM_COLUMN_MAX && !(lines[i].flags & OM_LINE_ALONE);

            em2 = lines[i].em2;
            widths[i + OM_COLUMN_AROUND] = votes ? (uint8_t)em2 : 0;
            kind = lines[i].flags & OM_LINE_ALONE ? 0 : pair_by_stop[lines[i].stop] | pair_by_start[lines[i].start];
        }
        wrap = is_wrap(above, kind, em2_above, em2);
        wraps += wrap - (window >> 2 * WRAP_REACH & 1);
        window = window << 1 | wrap;
        most = wraps > most ? wraps : most;
        if (i > WRAP_REACH)
            lines[i - WRAP_REACH - 1].wraps = (uint8_t)wraps;
        above = kind & ABOVE & ((unsigned)(em2 - OM_COLUMN_MIN) <= OM_COLUMN_MAX - OM_COLUMN_MIN);
        em2_above = em2;
    }
    return most;
}

void om_line_around(om_line *lines, size_t n, uint8_t *widths)
{
    uint8_t *columns = widths;

    om_line_wraps(lines, n, widths);
    om_columns(widths, n, columns);
    for (size_t i = 0; i < n; i++)
        lines[i].column = columns[i];
}

void om_line_columns(om_line *lines, size_t n, uint8_t *widths)
{
    om_line_around(lines, n, widths);
    for (size_t i = 0; i < n; i++) {
        om_line *line = &lines[i];
        bool widens = line->em2 <= OM_COLUMN_MAX && !(line->flags & OM_LINE_ALONE) &&
                      line->em2 > line->column + OM_COLUMN_SLACK; /* so wide: the first line of a wider column */
        if (widens)
            line->column = (uint8_t)line->em2;
        if (line->stop <= OM_STOP_CREDIT && line->column && !has_wrapped_line(lines, n, i))
            line->column = 0;
        line->fill = om_fill_of(line->column, line->em2);
    }
}
