#include "stage/names/seen.h"

#include <stdlib.h>

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

void om_seen_add(om_seen *seen, uint64_t key, uint32_t head, uint32_t tail)
{
    struct om_seen_slot *slot = find(seen, key);

    if (!slot->count) {
        if (seen->used == ROOM)
            return;
        seen->used++;
        slot->key = key;
        if (head && head < 0x10000)
            seen->heads[head / 64] |= UINT64_C(1) << head % 64;
        if (tail && tail < 0x10000)
            seen->tails[tail / 64] |= UINT64_C(1) << tail % 64;
    }
    slot->count += slot->count < UINT32_MAX;
}

unsigned om_seen_count(const om_seen *seen, uint64_t key)
{
    return find(seen, key)->count;
}
