/* evidence.c - the evidence for the end of a paragraph.  The weights are in evidence_table.h. */
#include "stage/join/evidence.h"

#include <string.h>

#include "stage/join/evidence_table.h"
#include "text/scan.h"

enum { INDENT = 4 }; /* half em: of a first line whose indent was dropped */

static const uint8_t kind_of[OM_STOPS] = {
    [OM_STOP_SENTENCE] = OM_ENDS, [OM_STOP_CREDIT] = OM_CLOSES, [OM_STOP_BRACKET] = OM_CLOSES,
    [OM_STOP_COLON] = OM_CLOSES,  [OM_STOP_COMMA] = OM_GOES_ON, [OM_STOP_TEXT] = OM_NO_MARK,
    [OM_STOP_WORD] = OM_NO_MARK,  [OM_STOP_OTHER] = OM_NO_MARK,
};

/* The class of a value by a table over [-from, size - from), what is beyond taken as its ends. */
static uint8_t class_of(int x, const uint8_t *classes, int size, int from)
{
    x += from;
    return classes[x < 0 ? 0 : x < size ? x : size - 1];
}

const uint8_t om_fill_classes[OM_FILL_CLASSES] = {
    OM_FILL_OVER,  OM_FILL_FULL,  OM_FILL_FULL,  OM_FILL_FULL,  OM_FILL_FULL,  OM_FILL_ONE,   OM_FILL_TWO,
    OM_FILL_TWO,   OM_FILL_TWO,   OM_FILL_FEW,   OM_FILL_FEW,   OM_FILL_FEW,   OM_FILL_FEW,   OM_FILL_SHORT,
    OM_FILL_SHORT, OM_FILL_SHORT, OM_FILL_SHORT, OM_FILL_SHORT, OM_FILL_SHORT, OM_FILL_SHORT, OM_FILL_SHORT,
    OM_FILL_TINY,
};

/* Whether a line is half-width text, which has one byte a half em and its spaces; full-width text has three to two. */
static bool is_half_width(const om_line *line)
{
    return (line->to - line->from) * 3 <= line->em2 * 4u;
}

/* Inlined in what weighs it, so that nothing of it is ever put together in memory. */
#define INLINED __attribute__((always_inline)) static inline

/* What the tables want to know.  stop and start are those of the lines beside the gap, named so that where they are
 * known all that follows from them is known too. */
INLINED om_gap look(const om_line *lines, size_t n, size_t i, const uint8_t *text, enum om_line_stop stop,
                    enum om_line_start start)
{
    static const uint8_t widths[] = {0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2, 3, 3, 3, 3,
                                     3, 3, 3, 3, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 5};
    static const uint8_t growths[] = {0, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 3, 4, 4, 4, 5, 5, 5, 5, 6};
    const om_line *above = &lines[i - 1], *below = &lines[i];
    int width = above->em2;
    om_gap gap = {0};

    /* a line is full when what comes next would not have fitted */
    if (start == OM_START_WORD || start == OM_START_DIGIT || start == OM_START_DASH)
        width += (stop == OM_STOP_WORD) + (int)om_line_first_word(below, text);
    gap.stop = (uint8_t)stop;
    gap.kind = kind_of[stop];
    gap.start = (uint8_t)start;
    gap.above = gap.bare = width == above->em2 ? above->fill : om_fill_of(above->column, width);
    if (gap.bare == OM_FILL_OVER) {
        gap.above = OM_FILL_FULL;
    } else if (!(above->flags & OM_LINE_JOINED) && gap.bare > OM_FILL_FULL) {
        uint8_t indented = om_fill_of(above->column, width + (above->indent ? above->indent : INDENT));
        if (indented == OM_FILL_FULL || (indented == OM_FILL_OVER && gap.bare < OM_FILL_TWO))
            gap.above = OM_FILL_FULL;
    }
    gap.below = below->fill;
    gap.before = i > 1 ? lines[i - 2].fill : OM_FILL_NONE;
    gap.after = i + 1 < n ? lines[i + 1].fill : OM_FILL_NONE;
    if (is_half_width(above) && is_half_width(below)) /* ragged: what is short is so for the length of a word */
        gap.below = gap.before = gap.after = OM_FILL_FULL;
    gap.width = class_of(above->em2, widths, sizeof widths, 0);
    gap.growth = class_of(below->em2 - above->em2, growths, sizeof growths, 13);
    gap.column = (uint8_t)(1 + (below->column > above->column + 4) - (below->column + 4 < above->column));
    gap.below_ends = below->stop == OM_STOP_SENTENCE;
    /* blank lines all around say nothing */
    gap.blank = below->blanks > 0 && !(above->blanks > 0 && i + 1 < n && lines[i + 1].blanks > 0);
    return gap;
}

/* The rest, of lines as is_special() knows them; of others it is all 0 or without weight. */
INLINED void look_special(om_gap *gap, const om_line *above, const om_line *below)
{
    gap->over = above->start;
    gap->page = below->flags & OM_LINE_PAGE;
    gap->indent = (uint8_t)((below->indent > above->indent) + (below->indent > above->indent + 2));
    gap->subtitle = above->start == OM_START_DASH && !(above->flags & OM_LINE_JOINED) && above->fill > OM_FILL_FULL;
    gap->first = above->indent > below->indent && above->indent <= 2 * INDENT;
}

/* What the tables say. */
INLINED int weigh(const om_gap *gap)
{
    int score = BEFORE;

    score += by_stop_above[gap->stop][gap->above];
    score += by_kind_bare[gap->kind][gap->bare];
    score += by_kind_below[gap->kind][gap->below_ends][gap->below];
    score += by_above_below[gap->above][gap->below];
    score += by_kind_width_growth[gap->kind][gap->width][gap->growth];
    score += by_kind_blank_above[gap->kind][gap->blank][gap->above];
    score += by_kind_before[gap->kind][gap->before];
    score += by_after[gap->after];
    score += by_kind_column[gap->kind][gap->column];
    score += by_start_kind[gap->start][gap->kind];
    return score;
}

/* What is said by hand of lines as is_special() knows them. */
static inline int weigh_special(const om_gap *gap)
{
    int score = by_indent[gap->indent];

    if (gap->blank && gap->start == OM_START_OPEN)
        score += BLANK_OPEN;
    if (gap->start == OM_START_ITEM && gap->bare != OM_FILL_FULL)
        score += LIST;
    if (gap->page)
        score += PAGE;
    if (gap->kind != OM_ENDS) {
        if (gap->first)
            score += FIRST;
        if (gap->over == OM_START_DATELINE)
            score += STORY_GOES_ON;
        if (gap->over == OM_START_BYLINE && gap->kind == OM_NO_MARK)
            score += AFTER_BYLINE;
        if (gap->subtitle)
            score += AFTER_SUBTITLE;
    }
    return score;
}

/* An indent, a page border, or a beginning that is more than a word or number. */
static inline bool is_special(const om_line *above, const om_line *below)
{
    return above->indent | below->indent | (below->flags & OM_LINE_PAGE) | (above->start >= OM_START_ITEM) |
           (below->start >= OM_START_OPEN);
}

om_gap om_gap_look(const om_line *lines, size_t n, size_t i, const uint8_t *text)
{
    om_gap gap = look(lines, n, i, text, lines[i - 1].stop, lines[i].start);

    look_special(&gap, &lines[i - 1], &lines[i]);
    return gap;
}

__attribute__((noinline)) static int score_any(const om_line *lines, size_t n, size_t i, const uint8_t *text)
{
    om_gap gap = look(lines, n, i, text, lines[i - 1].stop, lines[i].start);
    int score = weigh(&gap);

    if (!is_special(&lines[i - 1], &lines[i]))
        return score;
    look_special(&gap, &lines[i - 1], &lines[i]);
    return score + weigh_special(&gap);
}

/* Nearly all gaps are between two Han characters ... */
__attribute__((noinline)) static int score_han(const om_line *lines, size_t n, size_t i, const uint8_t *text)
{
    om_gap gap = look(lines, n, i, text, OM_STOP_TEXT, OM_START_HAN);

    return weigh(&gap);
}

/* ... and most of the others between the end of a sentence and one. */
__attribute__((noinline)) static int score_sentence(const om_line *lines, size_t n, size_t i, const uint8_t *text)
{
    om_gap gap = look(lines, n, i, text, OM_STOP_SENTENCE, OM_START_HAN);

    return weigh(&gap);
}

int om_gap_score(const om_line *lines, size_t n, size_t i, const uint8_t *text)
{
    const om_line *above = &lines[i - 1], *below = &lines[i];

    if (below->start == OM_START_HAN && above->stop == OM_STOP_TEXT && !is_special(above, below))
        return score_han(lines, n, i, text);
    if (below->start == OM_START_HAN && above->stop == OM_STOP_SENTENCE && !is_special(above, below))
        return score_sentence(lines, n, i, text);
    return score_any(lines, n, i, text);
}

enum { HAN = 3, WORD = OM_SCAN_TWO }; /* bytes: a character, two of them */

unsigned om_gap_echo(const om_line *above, const om_line *below, const uint8_t *text, size_t len)
{
    enum { AROUND = 4096 };
    const uint8_t *left, *right = text + below->from;
    size_t from = above->to > AROUND ? above->to - AROUND : 0;
    size_t to = len - below->from > AROUND ? below->from + AROUND : len;
    bool more = above->to - above->from >= WORD && below->to - below->from >= WORD;
    uint8_t word[WORD];
    unsigned echo = 0;

    if (above->flags & OM_LINE_DONE || above->stop != OM_STOP_TEXT || below->start != OM_START_HAN ||
        above->to - above->from < HAN)
        return 0;
    left = text + above->to - HAN;
    memcpy(word, left, HAN);
    memcpy(word + HAN, right, HAN);
    for (size_t at = from; (at = om_scan_two(text, at, to, word)) < to; at++) {
        echo = 1;
        if (!more)
            break;
        if (at >= HAN && to - at >= WORD + HAN && memcmp(text + at - HAN, left - HAN, HAN) == 0 &&
            memcmp(text + at + WORD, right + HAN, HAN) == 0)
            return 2;
    }
    return echo;
}

/* 100 / (1 + exp(-score / 10)), at steps of 5. */
const uint8_t om_score_percent[OM_SCORE_SURE + 1] = {
    50, 50, 50, 50, 50, 62, 62, 62, 62, 62, 73, 73, 73, 73, 73, 82, 82, 82, 82, 82, 88, 88, 88,
    88, 88, 92, 92, 92, 92, 92, 95, 95, 95, 95, 95, 97, 97, 97, 97, 97, 98, 98, 98, 98, 98, 99,
};
