#include "stage/names/seen.h"

#include <stdlib.h>

#include "dict/cost.h"
#include "dict/key.h"

enum { SLOTS = 1 << 14, ROOM = SLOTS / 4 * 3 };

struct om_seen_slot {
    uint64_t key;
    uint32_t count;       /* 0: the slot is free */
};

bool om_seen_init(om_seen *seen)
{
    seen->slots = calloc(SLOTS, sizeof *seen->slots);
    return seen->slots != NULL;
}

void om_seen_free(om_seen *seen)
{
    free(seen->slots);
}

static struct om_seen_slot *find(const om_seen *seen, uint64_t key)
{
    size_t i = om_key_end(key) % SLOTS;

    while (seen->slots[i].count && seen->slots[i].key != key)
        i = (i + 1) % SLOTS;
    return &seen->slots[i];
}

unsigned om_seen_add(om_seen *seen, uint64_t key)
{
    struct om_seen_slot *slot = find(seen, key);

    if (!slot->count) {
        if (seen->used == ROOM)
            return 0;
        seen->used++;
        slot->key = key;
    }
    slot->count += slot->count < UINT32_MAX;
    return slot->count;
}

unsigned om_seen_count(const om_seen *seen, uint64_t key)
{
    return find(seen, key)->count;
}

static void add(om_char_set set, uint32_t c)
{
    if (c < 0x10000)
        set[c / 64] |= UINT64_C(1) << c % 64;
}

static void add_like(om_char_set set, uint32_t c, unsigned most)
{
    if (c < OM_SHAPE_FROM || c >= OM_SHAPE_FROM + OM_SHAPE_COUNT)
        return;
    for (uint32_t i = om_shape_first[c - OM_SHAPE_FROM]; i < om_shape_first[c - OM_SHAPE_FROM + 1]; i++)
        if (om_shape_cost[i] <= most)
            add(set, om_shape_near[i]);
}

void om_ends_add(om_ends *ends, uint32_t head, uint32_t tail, unsigned most)
{
    add(ends->heads, head);
    add(ends->tails, tail);
    add_like(ends->like_heads, head, most);
    add_like(ends->like_tails, tail, most);
}
