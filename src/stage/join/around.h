/* around.h - a second look at a gap between two lines that the tables of evidence.h leave in doubt: at the lines around
 * it.
 *
 * A headline is told from the end of a paragraph by what follows it, the short lines of a poem or a list by one
 * another: what one line says depends on what others say, which sums of weights cannot tell.  So the second look asks
 * decision trees (around_table.h), whose answers are added up. */
#ifndef OM_JOIN_AROUND_H
#define OM_JOIN_AROUND_H

#include "stage/join/evidence.h"

/* What the trees may ask, in this order: of the gap, then the same of each line from OM_AROUND_BEFORE before the line
 * below it to OM_AROUND_AFTER after it; -1 where there is no line. */
enum om_around_gap {
    OM_AROUND_SCORE,   /* by the tables */
    OM_AROUND_ABOVE,   /* om_gap.above */
    OM_AROUND_BARE,    /* om_gap.bare */
    OM_AROUND_WRAPS,   /* om_line.wraps of the line above */
    OM_AROUND_RUN,     /* lines of the paragraph so far, 3: or more */
    OM_AROUND_PAIRS,   /* a pair of brackets is open at the gap: 2 by the line above, 1 by the line below, 3 by both */
    OM_AROUND_QUOTES,  /* the same of quotes, which may be left open at the end of a paragraph */
    OM_AROUND_GREW,    /* half em by which the line above is wider than the one before it; 0: there is none */
    OM_AROUND_GROWS,   /* by which the line below is wider than the line above */
    OM_AROUND_GOES_ON, /* by which the line after it is wider; 0: there is none */
    OM_AROUND_BOTH,    /* half em of the line above and the line below together */
    OM_AROUND_BLANK,   /* om_habit.blank */
    OM_AROUND_INDENTED, /* om_habit.indented */
    OM_AROUND_INSIDE,  /* om_habit.inside */
    OM_AROUND_AT_FULL, /* om_habit.at_full */
    OM_AROUND_AT_ROWS, /* om_habit.at_rows */
    OM_AROUND_ECHO,    /* om_gap_echo */
    OM_AROUND_MARKS,   /* whether a comma or full stop is in the line above, 2, and in the line below, 1 */
    OM_AROUND_ROWS_ABOVE, /* rows of the head that the two lines are in, before the line above ... */
    OM_AROUND_ROWS_BELOW, /* ... and after the line below */
    OM_AROUND_SPACED,  /* whether a blank line (2; 1: none; 0: it is not in the head) stands in the gap before, in this one
                          (three times that) and in the next (nine times): rows of one headline are evenly spaced */
    OM_AROUND_OF_GAP
};

enum om_around_line {
    OM_AROUND_STOP, OM_AROUND_START, OM_AROUND_FILL,
    OM_AROUND_EM2,     /* at most OM_AROUND_WIDE */
    OM_AROUND_COLUMN,
    OM_AROUND_BLANKS,  /* at most 2 */
    OM_AROUND_ALONE,   /* stands alone, or has clauses */
    OM_AROUND_OF_LINE
};

enum {
    OM_AROUND_BEFORE = 2,
    OM_AROUND_AFTER = 3,
    OM_AROUND_WIDE = 120,
    OM_AROUND_SEEN = OM_AROUND_OF_GAP + (OM_AROUND_BEFORE + 1 + OM_AROUND_AFTER) * OM_AROUND_OF_LINE
};

/* How a text sets off its paragraphs: of how many gaps of a kind, in tenths, a blank line stands in; -1: there are too few
 * to tell.  The first two are of gaps where a paragraph ends for certain, after a sentence and a line that is not full. */
typedef struct {
    int16_t blank;
    int16_t indented; /* not a blank line, but an indent below, one that is there or was lost */
    int16_t inside;   /* of gaps in mid-sentence: whether a blank line tells anything */
    int16_t at_full;  /* of gaps after a sentence whose last line is full: whether only blank lines part paragraphs there */
    int16_t at_rows;  /* of gaps after a line that is neither full nor ends a sentence, as rows of a headline are */
} om_habit;

om_habit om_habit_look(const om_line *lines, size_t n);

/* Whether lines[i], of n, may be in a headline: a dateline or byline, with which a story begins, follows. */
bool om_around_is_in_head(const om_line *lines, size_t n, size_t i);

/* Whether two lines one after the other may be rows that no column holds, of a headline, a masthead, a list of names or a
 * poem: no comma or full stop is in either, and few lines around them look like lines of one column. */
bool om_around_are_rows(const om_line *above, const om_line *below, const uint8_t *text);

/* Whether a score leaves a doubt about the gap above lines[i], of n, that the trees may settle. */
static inline bool om_around_is_doubtful(const om_line *lines, size_t n, size_t i, const uint8_t *text, int score)
{
    enum { ROW = 1 << OM_STOP_TEXT | 1 << OM_STOP_BRACKET | 1 << OM_STOP_COLON | 1 << OM_STOP_OTHER };
    int far = score < 0 ? -score : score;

    if (lines[i - 1].stop == OM_STOP_WORD)
        return false; /* they were fitted to Chinese pages */
    return far < OM_SCORE_DOUBT ||
           (far < OM_SCORE_DOUBT_HEAD && ROW >> lines[i - 1].stop & ROW >> lines[i].stop & 1 &&
            (om_around_are_rows(&lines[i - 1], &lines[i], text) || om_around_is_in_head(lines, n, i)));
}

/* Fill in `seen` for the gap above lines[i], of n, whose score is known; no echo (om_gap_echo) is.  text is
 * the block. */
void om_around_look(const om_line *lines, size_t n, size_t i, const uint8_t *text, const om_gap *gap, om_habit habit,
                    int score, int16_t seen[OM_AROUND_SEEN]);

/* Evidence that a paragraph ends there, all in all, in tenths of a nat of log-odds. */
int om_around_score(const int16_t seen[OM_AROUND_SEEN]);

#endif
