/* evidence.h - does a paragraph end between these two lines? */
#ifndef OM_JOIN_EVIDENCE_H
#define OM_JOIN_EVIDENCE_H

#include "stage/join/line.h"

/* Shortness of a line against its column, as far as evidence goes. */
enum om_fill {
    OM_FILL_OVER,  /* 1.5 em or more wider */
    OM_FILL_FULL,
    OM_FILL_ONE,   /* 1 em short: a mark pushed over, or lost by the reader */
    OM_FILL_TWO,   /* 1.5 to 2.5 em short: an indent of two em that was dropped */
    OM_FILL_FEW,   /* 3 to 4.5 em short */
    OM_FILL_SHORT,
    OM_FILL_NONE,  /* no line there */
    OM_FILLS
};

/* What is seen at the gap between two lines. */
typedef struct {
    uint8_t stop;       /* enum om_line_stop of the line above */
    uint8_t start;      /* enum om_line_start of the line below */
    uint8_t above;      /* enum om_fill of the line above as a last line */
    uint8_t below;      /* enum om_fill of the line below as a first line */
    uint8_t after;      /* enum om_fill of the line after that */
    bool below_ends;    /* the line below ends with a sentence mark */
    bool blank;         /* a blank line stands between */
    uint8_t grows;      /* the line below is wider than the line above: 1: by more than 1 em, 2: by more than 3 */
    bool headline;      /* one of the two is a headline whose clauses are divided by a space */
    bool page;          /* a page border stands between */
    bool indented;      /* the line below is indented more than the line above */
    bool first;         /* the line above is indented as a first line, the line below is not */
    int8_t column;      /* -1, 0, 1: the column below is narrower, alike, wider */
} om_gap;

/* after: the line after `below`, or NULL. */
om_gap om_gap_look(const om_line *above, const om_line *below, const om_line *after, const uint8_t *text);

/* Evidence that a paragraph ends there, in tenths of a nat of log-odds: from 0 on it does. */
enum { OM_SCORE_MAX = 1000 };
int om_gap_score(const om_gap *gap);

/* A score as a confidence in percent of the decision that it leads to, 50 to 99. */
unsigned om_score_confidence(int score);

#endif
