/* evidence.c - the evidence for the end of a paragraph, as tables of log-odds. */
#include "stage/join/evidence.h"

enum { INDENT = 4 }; /* half em: of a first line whose indent was dropped */

/* Marks above a gap, as far as most evidence tells them apart. */
enum kind { ENDS, CLOSES, GOES_ON, NO_MARK, KINDS };

static const uint8_t kind_of[OM_STOPS] = {
    [OM_STOP_SENTENCE] = ENDS, [OM_STOP_BRACKET] = CLOSES, [OM_STOP_COLON] = GOES_ON, [OM_STOP_COMMA] = GOES_ON,
    [OM_STOP_TEXT] = NO_MARK,  [OM_STOP_WORD] = NO_MARK,   [OM_STOP_OTHER] = NO_MARK,
};

/* The tables below are log-odds in tenths of a nat, fitted by logistic regression to the line ends of single-column news
 * pages read by two OCR engines and of newspaper pages extracted from PDF, at four severities of damage, whose
 * paragraphs are known (bench/README.md tells how), and rounded.  A cell that was never seen is 0. */
enum { BEFORE = 1 }; /* with nothing seen */

/* by the mark above and the fill of the line above */
static const int8_t stop_above[OM_STOPS][OM_FILLS] = {
    /*              over full  one  two  few short */
    /* sentence */ {  0,  -9,   0,   3,   6,  10},
    /* bracket  */ {  0,   2,   9,   0,   4,   8},
    /* colon    */ {  0,  -7,   2,  -3,  -2,   0},
    /* comma    */ { -3,  -9,   3,   1,  -1,   2},
    /* text     */ { -6, -13,  -2,   0,  -1,  13},
    /* word     */ { -2,  -4,   0,   2,   0,  -3},
    /* other    */ {  0,   2,   0,   0,  -2,   1},
};

/* by the mark above and the fill of the line below, if that goes on and if it ends a sentence */
static const int8_t kind_below[KINDS][2][OM_FILLS] = {
    /* ends     */ {{ -5,  -1,   2,  13,   6,   2},
                   {  0,  -2,   0,   0,   0,  -4}},
    /* closes   */ {{ -1,   1,  -5,   9,   5,   5},
                   {  0,  -1,  -1,   0,  -1,   0}},
    /* goes on  */ {{ -2,  -8,  -1,   6,   1,   0},
                   {  0,  -1,   0,  -2,   0,   0}},
    /* no mark  */ {{  2, -10,   3,   9,   6,  -5},
                   {  0,  -3,  -1,  -5,  -4,  -7}},
};

/* by the fill of the line above and of the line below */
static const int8_t above_below[OM_FILLS][OM_FILLS] = {
    /* over     */ {  2,  -5,   0,  -1,  -2,  -5},
    /* full     */ { -9, -17,  -8,   5,  -3,  -6},
    /* one      */ {  5,  -7,   4,   1,   6,   4},
    /* two      */ {  0,   3,   0,   3,  -1,  -2},
    /* few      */ { -1,  -9,  -2,   8,   6,   3},
    /* short    */ { -1,   9,   5,  15,   6,  -3},
};

/* by how the line below begins; by, close, date, item are what the terms mean, not counts */
static const int8_t by_start[OM_STARTS] = {
    [OM_START_HAN] = -4, [OM_START_DIGIT] = -2, [OM_START_WORD] = -2, [OM_START_OPEN] = 3,
    [OM_START_CLOSE] = -30, [OM_START_ITEM] = 12, [OM_START_DATELINE] = 40, [OM_START_BYLINE] = 25, [OM_START_OTHER] = -4,
};

/* without and with a blank line between */
static const int8_t kind_blank[KINDS][2] = {{  2,   8}, {  2,  10}, { -8,   1}, {-10,  -5}};

/* a blank line, by the fill of the line above: before text, and before an opening quote or bracket, whose blank half em
 * makes extractors see a blank line */
static const int8_t blank_above[2][OM_FILLS] = {
    { -2,   9,   0,   2,   5,  -1},
    {  0,   2,   0,  -1,   0,   1},
};

/* column below narrower, alike, wider */
static const int8_t kind_column[KINDS][3] = {{  1,   9,   0}, { -1,  -9,   0}, { -1,  -9,   0}, { -1,  -9,   0}};

/* by the fill of the line after the one below */
static const int8_t by_after[OM_FILLS + 1] = {  0,   4,   7,  -4,   1,  -2,  -6};

/* the line below is wider, by not much, by more; after a line that is (not) short */
static const int8_t grows_after[2][3] = {{  0,   0,   8}, {  0,   4,  14}};

enum {
    HEADLINE = 60, /* a headline with all its clauses is complete */
    INDENTED = 30, /* an indent that is there was set on purpose */
    FIRST = -25,   /* a first line that ends no sentence goes on */
    PAGE = 5
};

static enum om_fill fill_of(int column, int em2)
{
    static const uint8_t by_gap[] = {OM_FILL_FULL, OM_FILL_FULL, OM_FILL_ONE, OM_FILL_TWO, OM_FILL_TWO, OM_FILL_TWO,
                                     OM_FILL_FEW, OM_FILL_FEW, OM_FILL_FEW, OM_FILL_FEW};
    int gap = column - em2;

    if (gap <= -3)
        return OM_FILL_OVER;
    if (gap < 0)
        return OM_FILL_FULL;
    return gap < (int)sizeof by_gap ? (enum om_fill)by_gap[gap] : OM_FILL_SHORT;
}

/* Whether the line stands out of its column as a headline does, and a space divides its clauses. */
static bool is_headline(const om_line *line, enum om_fill fill, const uint8_t *text)
{
    if (line->stop != OM_STOP_TEXT || (fill != OM_FILL_OVER && fill < OM_FILL_TWO))
        return false;
    return line->flags & OM_LINE_DONE ? line->flags & OM_LINE_CLAUSES : om_line_has_clauses(line, text);
}

om_gap om_gap_look(const om_line *above, const om_line *below, const om_line *after, const uint8_t *text)
{
    om_gap gap = {0};
    int width = above->em2;

    /* between words a line is full when the next word would not have fitted */
    if (above->stop != OM_STOP_TEXT && below->start == OM_START_WORD)
        width += 1 + (int)om_line_first_word(below, text);
    gap.stop = above->stop;
    gap.start = below->start;
    gap.above = fill_of(above->column, width);
    gap.below = fill_of(below->column, below->em2);
    gap.after = after ? fill_of(after->column, after->em2) : OM_FILL_NONE;
    gap.headline = is_headline(above, gap.above, text) || is_headline(below, gap.below, text);
    if (!(above->flags & OM_LINE_JOINED) && gap.above > OM_FILL_FULL) {
        /* the first line of a paragraph is full with its indent, also one that was dropped */
        enum om_fill indented = fill_of(above->column, width + (above->indent ? above->indent : INDENT));
        if (indented == OM_FILL_FULL || (indented == OM_FILL_OVER && gap.above < OM_FILL_TWO))
            gap.above = OM_FILL_FULL;
    }
    gap.below_ends = below->stop == OM_STOP_SENTENCE;
    gap.blank = below->blanks > 0;
    gap.grows = (uint8_t)((below->em2 > above->em2 + 2) + (below->em2 > above->em2 + 6));
    gap.page = below->flags & OM_LINE_PAGE;
    gap.indented = below->indent > above->indent + 1;
    gap.first = above->indent > below->indent && above->indent <= 2 * INDENT;
    gap.column = (int8_t)((below->column > above->column + 4) - (below->column + 4 < above->column));
    return gap;
}

int om_gap_score(const om_gap *gap)
{
    enum kind kind = kind_of[gap->stop];
    bool drawn_in = gap->above >= OM_FILL_FEW;
    int score = BEFORE;

    score += stop_above[gap->stop][gap->above];
    score += kind_below[kind][gap->below_ends][gap->below];
    score += above_below[gap->above][gap->below];
    score += by_start[gap->start];
    score += kind_blank[kind][gap->blank];
    score += kind_column[kind][gap->column + 1];
    score += by_after[gap->after];
    score += grows_after[drawn_in][gap->grows];
    if (gap->blank)
        score += blank_above[gap->start == OM_START_OPEN][gap->above];
    if (gap->headline)
        score += HEADLINE;
    if (gap->indented)
        score += INDENTED;
    if (gap->first && kind != ENDS)
        score += FIRST;
    if (gap->page)
        score += PAGE;
    return score;
}

unsigned om_score_confidence(int score)
{
    /* 100 / (1 + exp(-|score| / 10)) at steps of 5 */
    static const uint8_t percent[] = {50, 62, 73, 82, 88, 92, 95, 97, 98, 99};
    unsigned step = (unsigned)(score < 0 ? -score : score) / 5;

    return percent[step < sizeof percent ? step : sizeof percent - 1];
}
