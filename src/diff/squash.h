/* squash.h - a text without its white space, and where its lines broke; two such texts aligned character by
 * character. */
#ifndef OM_SQUASH_H
#define OM_SQUASH_H

#include "diff/exact.h"
#include "diff/text.h"

typedef struct {
    uint32_t *c;        /* characters that are not white space */
    size_t *at;         /* where each begins in the UTF-8; at[n] is the text's length */
    size_t n;
    uint8_t *breaks;    /* breaks[i]: a line ends before c[i], 0 < i < n; room for n + 1 */
} om_squashed;

/* false: out of memory.  Free with om_squashed_free in either case. */
bool om_squash(om_squashed *s, const ocrmend_text *text);
void om_squashed_free(om_squashed *s);

/* Number of breaks. */
size_t om_squashed_breaks(const om_squashed *s);

/* Text t, the truth, as it was read in r. */
typedef struct {
    const om_squashed *t, *r;
    int64_t *pos;         /* [i]: offset in r->c of the character read for t->c[i]; -1: none was */
    size_t *ins, *ins_at; /* [i], i <= t->n: how many characters of r that t has not stand just before t->c[i], and
                             where the first is */
    uint64_t edits;
} om_reading_of;

/* false: out of memory.  Free with om_reading_free in either case. */
bool om_align_reading(om_reading_of *x, const om_squashed *t, const om_squashed *r);
void om_reading_free(om_reading_of *x);

/* The edit distance with each break counted as a character.  false: out of memory. */
bool om_distance_with_breaks(const om_squashed *t, const om_squashed *r, uint64_t *edits);

static inline bool om_reading_right(const om_reading_of *x, size_t i)
{
    return x->pos[i] >= 0 && x->r->c[x->pos[i]] == x->t->c[i];
}

/* Whether t->c[from, to) was read right: its characters, and nothing between them. */
bool om_reading_span_right(const om_reading_of *x, size_t from, size_t to);

#endif
