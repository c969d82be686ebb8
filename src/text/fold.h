/* fold.h - characters that are another character in a different coat (radicals for Han, half-width kana, ligatures). */
#ifndef OM_FOLD_H
#define OM_FOLD_H

#include <stddef.h>
#include <stdint.h>

typedef struct {
    uint32_t from;
    uint8_t len;      /* bytes of `to` */
    char to[4];       /* UTF-8, not terminated */
} om_fold;

/* What c folds to; NULL when it is its own self. */
const om_fold *om_fold_of(uint32_t c);

/* The character that kana c (full-width katakana) makes with a voiced (U+FF9E) or half-voiced (U+FF9F) sound mark;
 * 0 when there is none. */
uint32_t om_fold_voiced(uint32_t c, uint32_t mark);

/* Row i of the table, which is sorted by `from`; NULL past the end. */
const om_fold *om_fold_at(size_t i);

#endif
