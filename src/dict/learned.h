/* learned.h - what the confusions of an engine cost, to be asked for each candidate. */
#ifndef OM_LEARNED_H
#define OM_LEARNED_H

#include "dict/confusions.h"
#include "dict/cost.h"

enum { OM_LEARNED_PAIRS = 1 << 18 };

/* Pairs that cost less than om_cost says: of each the cost (8 bits), what is read (21) and what is meant (21).  0: a
 * free slot.  Before the table a filter: a bit for each slot of another hash of the pair. */
typedef struct {
    uint64_t *slots;   /* a hash table, a power of two large */
    size_t room;
    uint64_t pairs[OM_LEARNED_PAIRS / 64];
} om_learned;

/* NULL: out of memory.  Free with om_learned_free. */
om_learned *om_learned_new(const ocrmend_confusions *confusions);
void om_learned_free(om_learned *learned);

/* The cost of a pair that is in the table; OM_COST_ANY: it is not. */
uint8_t om_learned_find(const om_learned *learned, uint32_t read, uint32_t meant);

static inline unsigned om_learned_slot(uint32_t read, uint32_t meant)
{
    return (read * UINT32_C(0x9E3779B1) ^ meant * UINT32_C(0x85EBCA6B)) >> 14;
}

/* Whether the pair may be in the table. */
static inline bool om_learned_has(const om_learned *learned, uint32_t read, uint32_t meant)
{
    unsigned slot = om_learned_slot(read, meant);

    return learned && learned->pairs[slot / 64] >> slot % 64 & 1;
}

/* om_cost, or what was learned, where that is less.  learned may be NULL. */
static inline uint8_t om_learned_cost(const om_learned *learned, uint32_t read, uint32_t meant)
{
    uint8_t cost = om_cost(read, meant), other;

    if (!om_learned_has(learned, read, meant))
        return cost;
    other = om_learned_find(learned, read, meant);
    return other < cost ? other : cost;
}

/* Whether om_learned_cost is more than `most`; quicker. */
static inline bool om_learned_exceeds(const om_learned *learned, uint32_t read, uint32_t meant, unsigned most)
{
    return om_cost_exceeds(read, meant, most) &&
           (!om_learned_has(learned, read, meant) || om_learned_find(learned, read, meant) > most);
}

#endif
