/* seen.h - how often each name stood in the text so far: a table of bounded size. */
#ifndef OM_SEEN_H
#define OM_SEEN_H

#include <stdbool.h>
#include <stdint.h>

typedef struct {
    struct om_seen_slot *slots;
    unsigned used;
    uint64_t heads[0x10000 / 64], tails[0x10000 / 64]; /* bit sets: characters that such names begin and end with */
} om_seen;

/* false: out of memory. */
bool om_seen_init(om_seen *seen);
void om_seen_free(om_seen *seen);

/* The name of this key, which begins with `head` and ends with `tail` (0: no matter), stands there once more.  Names beyond the room of
 * the table are not counted. */
void om_seen_add(om_seen *seen, uint64_t key, uint32_t head, uint32_t tail);
unsigned om_seen_count(const om_seen *seen, uint64_t key);

static inline bool om_seen_has(const uint64_t *set, uint32_t c)
{
    return c < 0x10000 && (set[c / 64] >> c % 64 & 1);
}

#endif
