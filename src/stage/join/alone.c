/* alone.c - lines that stand alone, as far as it takes their neighbours to tell: tables, page numbers, names of authors. */
#include "stage/join/lexicon.h"
#include "text/lines.h"

enum { CELL = 12 }; /* half em.  No column of text is so narrow */

/* Whether a line may be a cell of a table whose cells are a line each: short, no sentence; *figure: it is a number. */
static bool is_cell(const om_line *line, bool *figure)
{
    enum { FIGURE = 8 }; /* half em */

    *figure = line->start == OM_START_DIGIT && line->em2 <= FIGURE;
    return line->em2 <= CELL && line->stop != OM_STOP_SENTENCE && line->stop != OM_STOP_COMMA &&
           line->stop != OM_STOP_COLON && line->start != OM_START_CLOSE;
}

/* Whether a line may be a name in a list of them; *narrow: of three characters at most, as no column is. */
static bool is_name(const om_line *line, bool *narrow)
{
    enum { LEAST = 4, NARROW = 6, MOST = 8 }; /* half em */

    *narrow = line->em2 <= NARROW;
    return line->em2 >= LEAST && line->em2 <= MOST && line->start == OM_START_HAN && line->stop == OM_STOP_TEXT;
}

/* The lines of such a table or list, which may begin with lines[i], stand alone: five and more in a row, numbers among
 * them, or names, most of which are narrow.  The first line after them. */
static size_t table(om_line *lines, size_t n, size_t i)
{
    enum { CELLS = 5, FIGURES = 2 };
    size_t from = i, figures = 0, names = 0, narrows = 0;
    bool figure, narrow;

    for (; i < n && is_cell(&lines[i], &figure); i++) {
        figures += figure;
        names += is_name(&lines[i], &narrow);
        narrows += narrow;
    }
    if (i - from >= CELLS && (figures >= FIGURES || (names == i - from && 4 * narrows >= 3 * names)))
        for (size_t k = from; k < i; k++)
            lines[k].flags |= OM_LINE_ALONE;
    return i;
}

/* A line that may be a row of a table, or a page number. */
static void row_or_number(om_line *lines, size_t n, size_t i, bool ends)
{
    uint8_t flags = lines[i].flags, above = i ? lines[i - 1].flags : 0, below = i + 1 < n ? lines[i + 1].flags : 0;

    if (flags & OM_LINE_ROW && (above | below) & OM_LINE_ROW)
        lines[i].flags |= OM_LINE_ALONE;
    if (flags & OM_LINE_NUMBER && (flags & OM_LINE_PAGE || below & OM_LINE_PAGE || (ends && i + 1 == n)))
        lines[i].flags |= OM_LINE_ALONE;
}

/* Whether lines[i] may be names alone, 舟小渡, between a headline and its story or at the end of one: not what is left of a
 * paragraph in a column with the lines beside it. */
static bool may_be_names(const om_line *lines, size_t i, const uint8_t *text)
{
    enum { LEAST = 4, MOST = 20, STORY = 16, SAME = 3 }; /* half em */
    const om_line *above = &lines[i - 1], *line = &lines[i], *below = &lines[i + 1];
    int wider = above->em2 - below->em2;

    if (line->em2 < LEAST || line->em2 > MOST || line->start != OM_START_HAN || line->stop != OM_STOP_TEXT ||
        below->em2 < STORY || (below->start > OM_START_OPEN && below->start != OM_START_DATELINE) ||
        above->start == OM_START_BYLINE || above->stop == OM_STOP_COLON || above->stop == OM_STOP_COMMA ||
        (above->flags | line->flags) & OM_LINE_DONE)
        return false;
    if (wider <= SAME && wider >= -SAME && !(line->blanks | line->indent | below->blanks | below->indent))
        return false;
    return above->stop == OM_STOP_SENTENCE || (above->em2 >= line->em2 && !om_credit_goes_on(text, above->from, above->to) &&
                                               !(om_marks_in(text, above->from, above->to) & OM_MARKS_PAUSE));
}

void om_line_stand_alone(om_line *lines, size_t n, const uint8_t *text, bool ends)
{
    size_t tables = 0; /* lines before this were looked at for tables */

    for (size_t i = 0; i < n; i++) {
        if (lines[i].em2 <= CELL && i >= tables)
            tables = table(lines, n, i);
        if (lines[i].flags & (OM_LINE_ROW | OM_LINE_NUMBER))
            row_or_number(lines, n, i, ends);
        if (i && i + 1 < n && may_be_names(lines, i, text) && om_lexicon_is_names(&lines[i], text))
            lines[i].flags |= OM_LINE_ALONE;
    }
}
