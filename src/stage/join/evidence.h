/* evidence.h - does a paragraph end between these two lines? */
#ifndef OM_JOIN_EVIDENCE_H
#define OM_JOIN_EVIDENCE_H

#include "stage/join/line.h"

/* Marks at the end of a line, as far as most evidence tells them apart. */
enum om_mark_kind { OM_ENDS, OM_CLOSES, OM_GOES_ON, OM_NO_MARK, OM_MARK_KINDS };

enum {
    OM_WIDTHS = 6,  /* classes of the width of a line: 2, 5, 8, 12, 20 em and wider */
    OM_GROWTHS = 7  /* classes of the difference in width to the line above: -6.5, -3.5, -1.5, 1, 2.5, 4.5 em, more */
};

/* What is seen at the gap between two lines: an index into the tables of log-odds for each kind of evidence. */
typedef struct {
    uint8_t stop;       /* enum om_line_stop of the line above */
    uint8_t kind;       /* enum om_mark_kind of the line above */
    uint8_t start;      /* enum om_line_start of the line below */
    uint8_t over;       /* enum om_line_start of the line above */
    uint8_t above;      /* enum om_fill of the line above; a first line counts with its indent, also a dropped one */
    uint8_t bare;       /* the same without the indent */
    uint8_t below;      /* enum om_fill of the line below */
    uint8_t before;     /* enum om_fill of the line before the line above */
    uint8_t after;      /* enum om_fill of the line after the line below */
    uint8_t width;      /* class of the width of the line above */
    uint8_t growth;     /* class of the difference */
    uint8_t column;     /* 0, 1, 2: the column below is narrower, alike, wider */
    bool below_ends;    /* the line below ends with a sentence mark */
    bool blank;         /* a blank line stands between */
    bool page;          /* a page border stands between */
    uint8_t indent;     /* of the line below beyond the line above: 0: none, 1: up to an em, 2: more */
    bool subtitle;      /* the line above begins with a dash and is not full */
    bool first;         /* the line above is indented as a first line, the line below is not */
} om_gap;

/* lines[i - 1] is the line above, lines[i] the line below; n lines in all, 0 < i < n. */
om_gap om_gap_look(const om_line *lines, size_t n, size_t i, const uint8_t *text);

/* The same looked at and weighed: evidence that a paragraph ends there, in tenths of a nat of log-odds; from 0 on it
 * does. */
int om_gap_score(const om_line *lines, size_t n, size_t i, const uint8_t *text);

/* Scores nearer to 0 leave a doubt, which around.h settles; in rows, of which the tables know little, also higher ones. */
enum { OM_SCORE_DOUBT = 25, OM_SCORE_DOUBT_HEAD = 70, OM_SCORE_MAX = 1000 };

/* Whether the two Han characters beside the gap are found side by side elsewhere around it: 0, 1, or 2 if one more on each
 * side is the same there as well. */
unsigned om_gap_echo(const om_line *above, const om_line *below, const uint8_t *text, size_t len);

/* A score as a confidence in percent of the decision that it leads to, 50 to 99. */
enum { OM_SCORE_SURE = 45 };
extern const uint8_t om_score_percent[OM_SCORE_SURE + 1];

static inline unsigned om_score_confidence(int score)
{
    int far = score < 0 ? -score : score;

    return om_score_percent[far < OM_SCORE_SURE ? far : OM_SCORE_SURE];
}

#endif
