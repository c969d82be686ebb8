/* cut.h - where the raw text may be cut into blocks. */
#ifndef OM_CUT_H
#define OM_CUT_H

#include "charset/charset.h"

typedef struct {
    size_t at;    /* the block is the bytes before this; > 0 */
    bool inside;  /* inside a line, not before a line end */
} om_cut;

/* Cut raw[0, len) in its second half: before a form feed where there is one, else before a blank line, else before any
 * line end, else (a line longer than that) between two characters, if possible two Han characters. */
om_cut om_cut_find(const uint8_t *raw, size_t len, const om_charset *charset);

#endif
