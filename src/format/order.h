/* order.h - what finding the reading order (order.c) and parting lines across gutters (across.c) share. */
#ifndef OM_ORDER_H
#define OM_ORDER_H

#include "format/page.h"

enum { OM_COLUMNS = 16 };   /* of a page; more of them are a table */

typedef struct {
    uint32_t line;          /* number in page->lines */
    uint32_t from, len;     /* bytes of its only word that are it; len 0: all of it, and of all words */
    om_box box;
    uint8_t first, last;    /* columns it stands in */
    bool tall;              /* in larger type than the text */
    bool begins;            /* the first of a region */
} piece;

typedef struct {
    om_page *page;
    piece *at, *spare;      /* the lines of the page, in the order they came in; room for as many */
    size_t n;
    int32_t height;         /* of most lines */
    int32_t gutter[OM_COLUMNS - 1];
    unsigned columns;       /* gutters and one; 1: no columns were found */
    bool sure;              /* of the columns, or that gaps are no gutters */
} ordering;

static inline int32_t middle(int32_t a, int32_t b)
{
    return (int32_t)(((int64_t)a + b) / 2);
}

static inline int32_t height_of(om_box b)
{
    return b.bottom - b.top;
}

static inline int32_t width_of(om_box b)
{
    return b.right - b.left;
}

/* qsort's order of int32_t. */
int om_by_value(const void *a, const void *b);

/* Part the lines that an engine read across a gutter, the text of two columns as one line, where it is certain what
 * stands on which side; the second part goes to its place in its column.  o->columns are known and each line's place in
 * them; room: for one number of each line. */
void om_part_lines(ordering *o, int32_t *room);

#endif
