/* column.c - how lines fill the column that they were set in. */
#include "stage/join/line.h"

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

/* Whether a line and the next look like lines of one column in mid-sentence.  (Told without branches, as above.) */
static inline unsigned is_wrap(const om_line *line, const om_line *next)
{
    int more = next->em2 - line->em2, near = WRAP_NEAR + line->em2 / 8; /* mixed text fills a wide column less evenly */
    unsigned together = ((line->flags | next->flags) & OM_LINE_ALONE) == 0;
    unsigned goes_on = line->stop > OM_STOP_COLON;
    unsigned of_column = (unsigned)(line->em2 - OM_COLUMN_MIN) <= OM_COLUMN_MAX - OM_COLUMN_MIN;
    unsigned new_start = (unsigned)(next->start - OM_START_ITEM) <= OM_START_CAPTION - OM_START_ITEM;
    unsigned ends = (more <= 0) & (next->stop == OM_STOP_SENTENCE); /* the end of the sentence */
    unsigned alike = (unsigned)(more + near) <= 2u * (unsigned)near;

    return together & goes_on & of_column & (new_start ^ 1) & (ends | alike);
}

unsigned om_line_wraps(om_line *lines, size_t n)
{
    uint32_t window = 0; /* bit k: whether lines[i - k] wraps */
    unsigned wraps = 0, most = 0;

    for (size_t i = 0; i < n + WRAP_REACH; i++) {
        unsigned wrap = i + 1 < n ? is_wrap(&lines[i], &lines[i + 1]) : 0;
        wraps += wrap - (window >> 2 * WRAP_REACH & 1);
        window = window << 1 | wrap;
        most = wraps > most ? wraps : most;
        if (i >= WRAP_REACH)
            lines[i - WRAP_REACH].wraps = (uint8_t)wraps;
    }
    return most;
}

void om_line_columns(om_line *lines, size_t n, uint8_t *widths)
{
    uint8_t *columns = widths;

    for (size_t i = 0; i < OM_COLUMN_AROUND; i++)
        widths[i] = widths[n + OM_COLUMN_AROUND + i] = 0;
    for (size_t i = 0; i < n; i++) {
        bool votes = lines[i].em2 <= OM_COLUMN_MAX && !(lines[i].flags & OM_LINE_ALONE);
        widths[i + OM_COLUMN_AROUND] = votes ? (uint8_t)lines[i].em2 : 0;
    }
    om_columns(widths, n, columns);
    for (size_t i = 0; i < n; i++) {
        om_line *line = &lines[i];
        bool widens = line->em2 <= OM_COLUMN_MAX && !(line->flags & OM_LINE_ALONE) &&
                      line->em2 > columns[i] + OM_COLUMN_SLACK; /* so wide: the first line of a wider column */
        line->column = widens ? (uint8_t)line->em2 : columns[i];
        if (line->stop <= OM_STOP_CREDIT && line->column && !has_wrapped_line(lines, n, i))
            line->column = 0;
        line->fill = om_fill_of(line->column, line->em2);
    }
    om_line_wraps(lines, n);
}
