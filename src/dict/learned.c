#include "dict/learned.h"

#include <stdlib.h>

/* Share of characters that are misread: where a table does not say; what can be believed. */
#define NOT_TOLD 0.05
#define LEVEL_LEAST 0.001
#define LEVEL_MOST 0.5

static uint64_t pair(uint32_t read, uint32_t meant)
{
    return (uint64_t)read << 21 | meant;
}

static uint64_t *find(const om_learned *l, uint64_t key)
{
    size_t i = (size_t)(key * UINT64_C(0x9E3779B97F4A7C15) >> 32) & (l->room - 1);

    while (l->slots[i] && l->slots[i] >> 8 != key)
        i = (i + 1) & (l->room - 1);
    return &l->slots[i];
}

uint8_t om_learned_find(const om_learned *l, uint32_t read, uint32_t meant)
{
    uint64_t slot = *find(l, pair(read, meant));

    return slot ? (uint8_t)slot : OM_COST_ANY;
}

/* The share of all characters that is misread, within reason. */
static double level_of(const ocrmend_confusions *c)
{
    double n = (double)om_confusions_characters(c), level = n > 0 ? (double)om_confusions_misread(c) / n : NOT_TOLD;

    return level < LEVEL_LEAST ? LEVEL_LEAST : level > LEVEL_MOST ? LEVEL_MOST : level;
}

/* A character that was dropped or added costs what it does: whether it belongs there is for what stands around to say,
 * and 和, which Tesseract likes to add, mostly does. */
static void put(om_learned *l, const om_confusion *c, double level)
{
    uint8_t shape = om_cost(c->read, c->meant), cost = om_cost_learned(shape, c->count, c->of, level);
    uint64_t key = pair(c->read, c->meant);

    if (!c->read || !c->meant || cost >= shape)
        return;
    *find(l, key) = key << 8 | cost;
    l->pairs[om_learned_slot(c->read, c->meant) / 64] |= UINT64_C(1) << om_learned_slot(c->read, c->meant) % 64;
}

om_learned *om_learned_new(const ocrmend_confusions *confusions)
{
    om_learned *l = calloc(1, sizeof *l);
    size_t n = 0;
    om_confusion *list = om_confusions_list(confusions, &n);
    double level = level_of(confusions);

    if (l) {
        for (l->room = 64; l->room < 2 * n; l->room *= 2)
            ;
        l->slots = calloc(l->room, sizeof *l->slots);
    }
    if (!l || !list || !l->slots) {
        free(list);
        om_learned_free(l);
        return NULL;
    }
    for (size_t i = 0; i < n; i++)
        put(l, &list[i], level);
    free(list);
    return l;
}

void om_learned_free(om_learned *l)
{
    if (l)
        free(l->slots);
    free(l);
}
