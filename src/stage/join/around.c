#include "stage/join/around.h"

#include "text/lines.h"
#include "text/trees.h"

typedef om_tree tree; /* answers in thousandths of a nat */

#include "stage/join/around_table.h"

enum { TREES = sizeof trees / sizeof *trees };

_Static_assert(TREES % 4 == 0 && TREES <= 64 && (int)OM_AROUND_SEEN <= (int)OM_TREE_SEEN, "what om_trees_sum asks for");

static int16_t least(unsigned x, unsigned most)
{
    return (int16_t)(x < most ? x : most);
}

/* How many there are of a kind of gap, and of those that are set off. */
typedef struct {
    int all, set_off;
} gaps;

static void count_gap(gaps *g, bool set_off)
{
    g->all++;
    g->set_off += set_off;
}

static int16_t tenths(gaps g)
{
    enum { FEW = 3 }; /* they tell nothing yet */

    return g.all < FEW ? -1 : (int16_t)(10 * g.set_off / g.all);
}

om_habit om_habit_look(const om_line *lines, size_t n)
{
    enum { ENOUGH = 400 }; /* lines that are looked at */
    gaps blank = {0, 0}, indented = {0, 0}, inside = {0, 0}, at_full = {0, 0}, at_rows = {0, 0};

    for (size_t i = 1; i < n && i < ENOUGH; i++) {
        const om_line *above = &lines[i - 1], *below = &lines[i];
        bool full = above->fill <= OM_FILL_ONE;

        if (below->start > OM_START_OPEN)
            continue;
        if (above->stop != OM_STOP_SENTENCE) {
            if (above->stop >= OM_STOP_COMMA)
                count_gap(full ? &inside : &at_rows, below->blanks > 0);
        } else if (full) {
            count_gap(&at_full, below->blanks > 0);
        } else if (above->fill >= OM_FILL_SHORT) {
            count_gap(&blank, below->blanks > 0);
            count_gap(&indented, below->indent > 0 || below->fill == OM_FILL_TWO);
        }
    }
    return (om_habit){tenths(blank), tenths(indented), tenths(inside), tenths(at_full), tenths(at_rows)};
}

bool om_around_is_in_head(const om_line *lines, size_t n, size_t i)
{
    for (size_t k = i + 1; k < n && k <= i + OM_AROUND_AFTER; k++)
        if (lines[k].start == OM_START_DATELINE || lines[k].start == OM_START_BYLINE)
            return true;
    return false;
}

static void look_at(const om_line *line, int16_t *seen)
{
    seen[OM_AROUND_STOP] = line->stop;
    seen[OM_AROUND_START] = line->start;
    seen[OM_AROUND_FILL] = line->fill;
    seen[OM_AROUND_EM2] = least(line->em2, OM_AROUND_WIDE);
    seen[OM_AROUND_COLUMN] = line->column;
    seen[OM_AROUND_BLANKS] = least(line->blanks, 2);
    seen[OM_AROUND_ALONE] = (line->flags & (OM_LINE_ALONE | OM_LINE_CLAUSES)) != 0;
}

static int16_t run_above(const om_line *lines, size_t i)
{
    int16_t run = 1;

    while (run < 3 && lines[i - (size_t)run].flags & OM_LINE_JOINED && i > (size_t)run)
        run++;
    return run;
}

/* Half em by which `line` is wider than the one before it. */
static int16_t growth(const om_line *line)
{
    return (int16_t)(least(line->em2, OM_AROUND_WIDE) - least(line[-1].em2, OM_AROUND_WIDE));
}

/* What of a pair of marks stays open in a line: the first mark after its end, the second before its beginning. */
typedef struct {
    unsigned opened;
    bool closes;
} pairs;

static void count(pairs *p, bool second)
{
    if (!second)
        p->opened++;
    else if (p->opened)
        p->opened--;
    else
        p->closes = true;
}

/* Brackets and quotes of a line.  All of them have three bytes. */
static void look_for_pairs(const om_line *line, const uint8_t *text, pairs *brackets, pairs *quotes)
{
    const uint8_t *end = text + line->to;

    for (const uint8_t *at = text + line->from; end - at >= 3; at += *at < 0xE0 ? 1 : 3) {
        if (at[0] > 0xE3 && at[0] != 0xEF) /* Han, nearly always */
            continue;
        if (at[0] == 0xEF && at[1] == 0xBC && (at[2] & 0xFE) == 0x88) /* （ ） */
            count(brackets, at[2] & 1);
        else if (at[0] == 0xE3 && at[1] == 0x80 && at[2] >= 0x88 && at[2] <= 0x91) /* 〈 〉 to 【 】 */
            count(brackets, at[2] & 1);
        else if (at[0] == 0xE2 && at[1] == 0x80 && (at[2] == 0x9C || at[2] == 0x9D)) /* “ ” */
            count(quotes, at[2] & 1);
    }
}

/* marks: of the line above, and of the line below, as marks_of() tells. */
static void look_for_open(const om_line *above, const om_line *below, const unsigned marks[2], const uint8_t *text,
                          int16_t *seen)
{
    pairs brackets[2] = {{0}}, quotes[2] = {{0}};

    if (marks[0] & OM_MARKS_PAIR)
        look_for_pairs(above, text, &brackets[0], &quotes[0]);
    if (marks[1] & OM_MARKS_PAIR)
        look_for_pairs(below, text, &brackets[1], &quotes[1]);
    seen[OM_AROUND_PAIRS] = (int16_t)((brackets[0].opened > 0) * 2 + brackets[1].closes);
    seen[OM_AROUND_QUOTES] = (int16_t)((quotes[0].opened > 0) * 2 + quotes[1].closes);
}

/* Whether a comma or full stop is in a line, as in nearly any two lines of a sentence and in hardly a row of a headline,
 * or it cannot be told. */
static bool has_marks(const om_line *line, const uint8_t *text)
{
    return line->flags & OM_LINE_DONE || line->em2 > OM_COLUMN_MAX ||
           om_marks_in(text, line->from, line->to) & OM_MARKS_PAUSE;
}

bool om_around_are_rows(const om_line *above, const om_line *below, const uint8_t *text)
{
    enum { FEW_WRAPS = 9 };

    return above->wraps <= FEW_WRAPS && above->start != OM_START_DATELINE && above->start != OM_START_CAPTION &&
           !has_marks(above, text) && !has_marks(below, text);
}

/* Whether it has any, and whether it may have brackets and quotes, as OM_MARKS_... */
static unsigned marks_of(const om_line *line, const uint8_t *text)
{
    if (line->flags & OM_LINE_DONE)
        return OM_MARKS_PAUSE;
    return om_marks_in(text, line->from, line->to) | (line->em2 > OM_COLUMN_MAX ? OM_MARKS_PAUSE : 0);
}

/* The head that lines[i - 1] and lines[i] are in: rows without marks from the end of a text to the beginning of the next.
 * Lines that are in none are a head of their own. */
static void look_at_head(const om_line *lines, size_t n, size_t i, const unsigned marks[2], const uint8_t *text,
                         int16_t *seen)
{
    enum { ROWS = 6 };
    bool above = marks[0] & OM_MARKS_PAUSE, below = marks[1] & OM_MARKS_PAUSE;
    size_t first = i - 1, last = i;

    while (!above && !below && first > 0 && i - 1 - first < ROWS && lines[first].start != OM_START_DATELINE &&
           lines[first].start != OM_START_BYLINE && lines[first - 1].stop > OM_STOP_CREDIT &&
           !has_marks(&lines[first - 1], text))
        first--;
    while (!above && !below && last + 1 < n && last - i < ROWS && lines[last].stop != OM_STOP_SENTENCE &&
           (lines[last + 1].start < OM_START_DATELINE || lines[last + 1].start > OM_START_CAPTION) &&
           !has_marks(&lines[last + 1], text))
        last++;
    seen[OM_AROUND_MARKS] = (int16_t)(2 * above + below);
    seen[OM_AROUND_ROWS_ABOVE] = (int16_t)(i - 1 - first);
    seen[OM_AROUND_ROWS_BELOW] = (int16_t)(last - i);
    seen[OM_AROUND_SPACED] = (int16_t)((i - 1 > first ? 1 + (lines[i - 1].blanks > 0) : 0) + 3 * (1 + (lines[i].blanks > 0)) +
                                       (last > i ? 9 * (1 + (lines[i + 1].blanks > 0)) : 0));
}

void om_around_look(const om_line *lines, size_t n, size_t i, const uint8_t *text, const om_gap *gap, om_habit habit,
                    int score, int16_t seen[OM_AROUND_SEEN])
{
    int16_t *of_line = seen + OM_AROUND_OF_GAP;
    unsigned marks[2] = {marks_of(&lines[i - 1], text), marks_of(&lines[i], text)};

    seen[OM_AROUND_SCORE] = (int16_t)score;
    seen[OM_AROUND_ABOVE] = gap->above;
    seen[OM_AROUND_BARE] = gap->bare;
    seen[OM_AROUND_WRAPS] = lines[i - 1].wraps;
    seen[OM_AROUND_RUN] = run_above(lines, i);
    look_for_open(&lines[i - 1], &lines[i], marks, text, seen);
    look_at_head(lines, n, i, marks, text, seen);
    seen[OM_AROUND_ECHO] = 0;
    seen[OM_AROUND_BLANK] = habit.blank;
    seen[OM_AROUND_INDENTED] = habit.indented;
    seen[OM_AROUND_INSIDE] = habit.inside;
    seen[OM_AROUND_AT_FULL] = habit.at_full;
    seen[OM_AROUND_AT_ROWS] = habit.at_rows;
    seen[OM_AROUND_GREW] = i > 1 ? growth(&lines[i - 1]) : 0;
    seen[OM_AROUND_GROWS] = growth(&lines[i]);
    seen[OM_AROUND_GOES_ON] = i + 1 < n ? growth(&lines[i + 1]) : 0;
    seen[OM_AROUND_BOTH] = (int16_t)(least(lines[i - 1].em2, OM_AROUND_WIDE) + least(lines[i].em2, OM_AROUND_WIDE));
    for (size_t k = 0; k <= OM_AROUND_BEFORE + OM_AROUND_AFTER; k++, of_line += OM_AROUND_OF_LINE) {
        size_t at = i + k - OM_AROUND_BEFORE; /* wraps round to a large number before the first */

        if (at < n)
            look_at(&lines[at], of_line);
        else
            for (int j = 0; j < OM_AROUND_OF_LINE; j++)
                of_line[j] = -1;
    }
}

int om_around_score(const int16_t seen[OM_AROUND_SEEN])
{
    return (BEFORE + om_trees_sum(trees, TREES, seen, OM_AROUND_SEEN)) / 100;
}
