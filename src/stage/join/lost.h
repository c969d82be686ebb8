/* lost.h - marks that the reader lost at the end of a line.
 *
 * Chinese type stands in a grid, a mark in a cell of its own.  A line whose last letter has an empty cell after it and
 * that goes on has nearly always lost a mark there; and a paragraph of the body that ends without one has lost its
 * full stop.  Without boxes it has only where the text is an engine's: what a PDF gives ends so as it was written. */
#ifndef OM_JOIN_LOST_H
#define OM_JOIN_LOST_H

#include "stage/join/layout.h"

/* What seems to have stood after the last letter of a line. */
typedef struct {
    enum om_rule rule;
    const char *mark;    /* UTF-8; NULL: nothing was lost */
    unsigned confidence; /* percent */
    bool certain;        /* else a suggestion */
    uint8_t over;        /* bytes before the end of the line that it takes the place of */
} om_lost;

/* lines[at] goes on in lines[at + 1]. */
om_lost om_lost_inside(const om_place *places, const om_line *lines, size_t at, const uint8_t *text);

/* The same, of a text that has nothing but lines (om_join.bare): where it is one em short of n lines around it, and the
 * words say so. */
om_lost om_lost_inside_bare(const om_line *lines, size_t n, size_t at, const uint8_t *text);

/* A paragraph of lines[first] to lines[at] ends there; n lines in all, after the last of them nothing more follows. */
om_lost om_lost_stop(const om_place *places, const om_line *lines, size_t n, size_t first, size_t at,
                     const uint8_t *text);

/* The same, of a text that has nothing but lines (om_join.bare). */
om_lost om_lost_bare(const om_line *lines, size_t n, size_t first, size_t at, const uint8_t *text);

/* Whether paragraphs end with commas because they are the clauses of one sentence, as in charters and orders. */
bool om_lost_is_list(const om_line *lines, size_t n, const uint8_t *text);

/* The same paragraph, of any text: a credit at its end, （林小摄, whose bracket is open still. */
om_lost om_lost_bracket(const om_line *lines, size_t first, size_t at, const uint8_t *text);

/* Put it in at source offset `at`, or suggest it. */
void om_lost_write(om_out *out, size_t at, om_lost lost);

#endif
