#include "stage/names/seen.h"

#include <stdlib.h>
#include <string.h>

#include "dict/cost.h"
#include "dict/key.h"

enum { SLOTS = 1 << 14, ROOM = OM_TWOS };

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

void om_seen_take(om_seen *seen, const om_seen *other)
{
    for (size_t i = 0; i < SLOTS; i++)
        if (other->slots[i].count)
            om_seen_add(seen, other->slots[i].key);
}

unsigned om_seen_count(const om_seen *seen, uint64_t key)
{
    return find(seen, key)->count;
}

static void add(om_char_set set, uint16_t *list, unsigned *n, uint32_t c)
{
    if (c >= 0x10000 || om_set_has(set, c))
        return;
    set[c / 64] |= UINT64_C(1) << c % 64;
    if (*n < OM_ENDS_LISTED)
        list[(*n)++] = (uint16_t)c;
}

void om_ends_add(om_ends *ends, uint32_t head, uint32_t tail)
{
    unsigned slot = om_ends_slot(head, tail);

    ends->both[slot / 64] |= UINT64_C(1) << slot % 64;
    add(ends->heads, ends->head, &ends->n_heads, head);
    add(ends->tails, ends->tail, &ends->n_tails, tail);
}

static unsigned twos_slot(uint32_t c)
{
    return c % OM_TWOS_SLOTS;
}

void om_twos_add(om_twos *twos, uint32_t first, uint32_t second)
{
    uint32_t c[] = {first, second};

    if (twos->n == OM_TWOS)
        return;
    for (unsigned w = 0; w < 2; w++) {
        uint16_t *with = &twos->with[w][twos_slot(c[w])];

        twos->name[twos->n].c[w] = c[w];
        twos->name[twos->n].next[w] = *with;
        *with = (uint16_t)(twos->n + 1);
    }
    twos->n++;
}

uint32_t om_twos_next(const om_twos *twos, const om_learned *learned, unsigned w, uint32_t read, uint32_t kept, unsigned most,
                      unsigned *i)
{
    unsigned k = *i ? twos->name[*i - 1].next[1 - w] : twos->with[1 - w][twos_slot(kept)];

    for (; k; k = twos->name[k - 1].next[1 - w]) {
        const uint32_t *c = twos->name[k - 1].c;

        *i = k;
        if (c[1 - w] == kept && c[w] != read && !om_learned_exceeds(learned, read, c[w], most))
            return c[w];
    }
    return 0;
}

bool om_ends_like(const uint16_t *list, unsigned n, uint32_t c, unsigned most)
{
    for (unsigned i = 0; i < n; i++)
        if (list[i] != c && !om_cost_exceeds(c, list[i], most))
            return true;
    return false;
}

bool om_like_any(om_like *memory, const uint16_t *list, unsigned n, uint32_t c, unsigned most)
{
    uint64_t bit = UINT64_C(1) << c % 64;

    if (c >= 0x10000)
        return false;
    if (memory->n != n) {
        memset(memory->asked, 0, sizeof memory->asked);
        memset(memory->like, 0, sizeof memory->like);
        memory->n = n;
    }
    if (!(memory->asked[c / 64] & bit)) {
        memory->asked[c / 64] |= bit;
        if (om_ends_like(list, n, c, most))
            memory->like[c / 64] |= bit;
    }
    return memory->like[c / 64] & bit;
}
