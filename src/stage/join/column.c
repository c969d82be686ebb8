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

/* So many lines are looked at together, each step for all of them in a loop of its own that compilers make vectors of;
 * and so many pairs are around a line: 8 before it, 8 after it, and itself with the next. */
enum { TOGETHER = 64, PAIRS = 2 * WRAP_REACH + 1 };

typedef struct {
    uint8_t kind[1 + TOGETHER], em2[1 + TOGETHER]; /* of the line before them and of each; widths up to 255 */
    uint8_t votes[TOGETHER];                       /* the width each votes for as a column */
    uint8_t wrap[PAIRS - 1 + TOGETHER];            /* of the pairs before them and of each line with the one before it:
                                                      1 if they look like lines of one column in mid-sentence */
    uint8_t around[PAIRS - 1 + TOGETHER + 8];      /* how many pairs are such, up to that of the line; and room */
} together;

/* To each number add the one that is `far` ahead. */
static inline void add_ahead(uint8_t *numbers, int far)
{
    for (int k = 0; k < PAIRS - 1 + TOGETHER; k++)
        numbers[k] = (uint8_t)(numbers[k] + numbers[k + far]);
}

/* Take the first n of the lines. */
static void take_together(together *t, const om_line *lines, size_t n)
{
    memset(t->kind + 1, 0, TOGETHER);
    memset(t->em2 + 1, 0, TOGETHER);
    for (size_t k = 0; k < n; k++) {
        unsigned alone = lines[k].flags & OM_LINE_ALONE ? UINT8_MAX : 0, em2 = lines[k].em2;
        unsigned kind = pair_by_stop[lines[k].stop] | pair_by_start[lines[k].start];

        t->kind[k + 1] = (uint8_t)(kind & ~alone);
        t->em2[k + 1] = (uint8_t)((em2 < UINT8_MAX ? em2 : UINT8_MAX) | alone); /* alone: of no width for a column */
    }
}

static void find_wraps(together *t)
{
    for (int k = 0; k < TOGETHER; k++) {
        uint8_t em2 = t->em2[k + 1], fits = (uint8_t)(em2 - OM_COLUMN_MIN) <= OM_COLUMN_MAX - OM_COLUMN_MIN;
        t->votes[k] = em2 <= OM_COLUMN_MAX ? em2 : 0;
        t->kind[k + 1] = (uint8_t)(t->kind[k + 1] & (fits | BELOW | ENDS)); /* ABOVE is 1 */
    }
    for (int k = 0; k < TOGETHER; k++) {
        uint8_t above = t->em2[k], below = t->em2[k + 1];
        uint8_t near = (uint8_t)(WRAP_NEAR + (above >> 3)); /* mixed text fills a wide column less evenly */
        uint8_t alike = (uint8_t)(below - above + near) <= (uint8_t)(2 * near);
        uint8_t ends = (uint8_t)((below <= above) & (t->kind[k + 1] >> 2));
        t->wrap[PAIRS - 1 + k] = (uint8_t)(t->kind[k] & (t->kind[k + 1] >> 1) & (ends | alike) & 1);
    }
    memcpy(t->around, t->wrap, sizeof t->wrap);
    add_ahead(t->around, 1);
    add_ahead(t->around, 2);
    add_ahead(t->around, 4);
    add_ahead(t->around, 8); /* sixteen of them */
    for (int k = 0; k < TOGETHER; k++)
        t->around[k] = (uint8_t)(t->around[k] + t->wrap[k + PAIRS - 1]);
}

unsigned om_line_wraps(om_line *lines, size_t n, uint8_t *widths)
{
    together t = {0};
    unsigned most = 0;

    memset(widths, 0, OM_COLUMN_AROUND);
    memset(widths + OM_COLUMN_AROUND + n, 0, OM_COLUMN_AROUND);
    for (size_t at = 0; at < n + WRAP_REACH + 1; at += TOGETHER) {
        size_t from = at < n ? at : n, left = n - from < TOGETHER ? n - from : TOGETHER, k = at ? 0 : WRAP_REACH + 1;
        om_line *line = lines + (at + k) - (WRAP_REACH + 1), *end; /* whose pairs end at k */

        take_together(&t, lines + from, left);
        find_wraps(&t);
        memcpy(widths + OM_COLUMN_AROUND + from, t.votes, left);
        end = lines + n - line < (ptrdiff_t)(TOGETHER - k) ? lines + n : line + (TOGETHER - k);
        for (const uint8_t *around = t.around + k; line < end; line++, around++) {
            line->wraps = *around;
            most = *around > most ? *around : most;
        }
        t.kind[0] = t.kind[TOGETHER];
        t.em2[0] = t.em2[TOGETHER];
        memcpy(t.wrap, t.wrap + TOGETHER, PAIRS - 1);
    }
    return most;
}

void om_line_around(om_line *lines, size_t n, uint8_t *widths)
{
    const uint8_t *columns = widths;

    om_line_wraps(lines, n, widths);
    om_columns(widths, n, widths);
    for (size_t i = 0; i < n; i++)
        lines[i].column = columns[i];
}

void om_line_columns(om_line *lines, size_t n, uint8_t *widths)
{
    const uint8_t *columns = widths;

    om_columns(widths, n, widths);
    for (size_t i = 0; i < n; i++) {
        om_line *line = &lines[i];
        unsigned em2 = line->em2, column = columns[i];

        if (em2 > column + OM_COLUMN_SLACK && em2 <= OM_COLUMN_MAX && !(line->flags & OM_LINE_ALONE))
            column = em2; /* so wide: the first line of a wider column */
        line->column = (uint8_t)column;
        if (line->stop <= OM_STOP_CREDIT && column && !has_wrapped_line(lines, n, i))
            line->column = 0;
        line->fill = om_fill_of(line->column, line->em2);
    }
}
