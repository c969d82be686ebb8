/* anchor.h - finding the place where two texts that are out of step are in step again (align.h says how). */
#ifndef OM_ANCHOR_H
#define OM_ANCHOR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { OM_ANCHOR_LETTERS = 12 };

typedef struct om_anchor om_anchor;

/* NULL: out of memory. */
om_anchor *om_anchor_new(void);
void om_anchor_free(om_anchor *x);

/* The nearest place at or after a[from_a] and b[from_b] at which the same 12 letters begin in both; *to_a and *to_b are
 * the ends of the texts before, and where the place is after.  false: there is none, and both are as they were. */
bool om_anchor_find(om_anchor *x, const uint8_t *a, size_t from_a, size_t *to_a, const uint8_t *b, size_t from_b,
                    size_t *to_b);

#endif
