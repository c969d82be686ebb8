/* classify.h - what kind of difference it is. */
#ifndef OM_CLASSIFY_H
#define OM_CLASSIFY_H

#include "diff/align.h"
#include "text/status.h"

typedef struct {
    ocrmend_change kind;
    size_t a, a_end, b, b_end;   /* bytes */
} om_difference;

/* A unit, what it is in its plain coat (text/fold.h), and what sort of character it is. */
typedef struct {
    uint32_t unit, folded;
    int sort;
} om_coated;

typedef struct {
    const uint8_t *a, *b;        /* both texts */
    size_t a_len, b_len;
    om_difference *at;               /* of the stretch classified last, in text order */
    size_t n, cap;
    uint32_t *units, *from;      /* room for those of the stretch */
    om_coated *coated;
    uint32_t *cost;
    size_t cap_units, cap_cost;
} om_classifier;

/* The unit in its plain coat: half-width where ASCII has it, marks of the same meaning alike, radicals as Han. */
uint32_t om_plain_coat(uint32_t c);

/* Take the stretch, which differs, apart into changes of one kind each.  The stretch may have equal units in it; they
 * are in no change, unless `whole` says that it must not be taken apart.  false: out of memory. */
bool om_classify(om_classifier *c, const om_stretch *stretch, bool whole);

void om_classifier_free(om_classifier *c);

#endif
