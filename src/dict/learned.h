/* learned.h - what the confusions of an engine cost, to be asked for each candidate. */
#ifndef OM_LEARNED_H
#define OM_LEARNED_H

#include "dict/confusions.h"
#include "dict/cost.h"

enum { OM_LEARNED_CHARS = 0x10000 };

/* Characters that were ever read for others; and pairs that cost less than om_cost says: of each the cost (8 bits), what
 * is read (21) and what is meant (21).  0: a free slot. */
typedef struct {
    uint64_t *slots;   /* a hash table, a power of two large */
    size_t room;
    uint64_t read[OM_LEARNED_CHARS / 64];
} om_learned;

/* NULL: out of memory.  Free with om_learned_free. */
om_learned *om_learned_new(const ocrmend_confusions *confusions);
void om_learned_free(om_learned *learned);

/* The cost of a pair that is in the table; OM_COST_ANY: it is not. */
uint8_t om_learned_find(const om_learned *learned, uint32_t read, uint32_t meant);

/* om_cost, or what was learned, where that is less.  learned may be NULL. */
static inline uint8_t om_learned_cost(const om_learned *learned, uint32_t read, uint32_t meant)
{
    uint8_t cost = om_cost(read, meant), other;

    if (!learned || !(read < OM_LEARNED_CHARS && learned->read[read / 64] >> read % 64 & 1))
        return cost;
    other = om_learned_find(learned, read, meant);
    return other < cost ? other : cost;
}

/* Whether om_learned_cost is more than `most`; quicker. */
static inline bool om_learned_exceeds(const om_learned *learned, uint32_t read, uint32_t meant, unsigned most)
{
    return om_cost_exceeds(read, meant, most) &&
           (!learned || !(read < OM_LEARNED_CHARS && learned->read[read / 64] >> read % 64 & 1) ||
            om_learned_find(learned, read, meant) > most);
}

#endif
