/* split.h - characters whose two halves stand for themselves (dict/split.tsv): set wide, an engine may read 女子 for
 * 好. */
#ifndef OM_SPLIT_H
#define OM_SPLIT_H

#include <stddef.h>
#include <stdint.h>

typedef struct {
    uint16_t left, right, whole;
} om_split;

/* Row i in the order of left and right; NULL past the end. */
const om_split *om_split_at(size_t i);

/* The character whose halves these are; 0: there is none. */
uint32_t om_split_whole(uint32_t left, uint32_t right);

#endif
