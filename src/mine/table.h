/* table.h - the names met so far: how often each, how sure their ends are, what is told of their bearers.
 *
 * The table is of bounded size: where it is full the rarest names are dropped, first those met once, until a quarter of
 * it is free.
 */
#ifndef OM_MINE_TABLE_H
#define OM_MINE_TABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "text/buf.h"

enum { OM_TABLE_NAMES = 1 << 19 };

typedef struct {
    uint32_t name, name_len;    /* bytes in the pool, as all that follows */
    uint32_t office, office_len; /* title, tab, organisation, tab, place */
    unsigned weight;            /* of that office against others that were told */
    uint32_t count;             /* mentions that can be read so ... */
    uint32_t best;              /* ... and of them those where no other reading was better ... */
    uint32_t firm;              /* ... where its end was sure too */
    uint32_t sure;              /* ... and before it a title that says much */
    uint32_t elsewhere;         /* where it stands beside no title */
    uint32_t accepted;          /* by a person: how often ... */
    bool refused;               /* ... or rejected */
    uint8_t type;               /* OM_TYPE_*; 0: a person */
    uint32_t follower;          /* what stood at the open side the first time */
    bool varied;                /* something else stood there another time */
    bool rejected;              /* another reading is better */
    uint32_t file, line;        /* of the first mention, from 1; 0: there is none */
} om_entry;

typedef struct {
    om_entry *at;
    size_t n, cap;
    uint32_t *slots;            /* numbers of entries + 1, by the hash of the name */
    size_t n_slots;             /* a power of two */
    om_buf pool;
    bool failed;                /* out of memory: sticky */
} om_table;

/* How often the name was met, or accepted. */
static inline unsigned om_entry_count(const om_entry *e)
{
    return e->best + e->elsewhere + e->accepted;
}

void om_table_free(om_table *table);

/* The entry of the name, NULL: there is none.  Valid until the next om_table_add. */
om_entry *om_table_find(const om_table *table, const void *name, size_t len);

/* The same, made where there is none; NULL: out of memory. */
om_entry *om_table_add(om_table *table, const void *name, size_t len);

/* An office of the entry's bearer was told, which says as much as `weight`: the one with most weight is kept. */
void om_table_office(om_table *table, om_entry *entry, const void *office, size_t len, unsigned weight);

/* Of names one of which is the beginning or the end of the other choose those that their mentions speak for; the others
 * get `rejected`, and their mentions are those of the chosen. */
void om_table_decide(om_table *table);

#endif
