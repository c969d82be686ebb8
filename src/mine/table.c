#include "mine/table.h"

#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

#include "text/utf8.h"

enum { SLOTS = 1 << 12, POOL_MAX = 128 << 20 };

void om_table_free(om_table *t)
{
    free(t->at);
    free(t->slots);
    om_buf_free(&t->pool);
}

/* --- finding ------------------------------------------------------------------------------------------------------ */

/* The slot that has the name, or the free one where it belongs. */
static uint32_t *slot_of(const om_table *t, const void *name, size_t len)
{
    size_t mask = t->n_slots - 1;

    for (size_t i = (size_t)XXH3_64bits(name, len) & mask;; i = (i + 1) & mask) {
        const om_entry *e = t->slots[i] ? &t->at[t->slots[i] - 1] : NULL;

        if (!e || (e->name_len == len && memcmp(t->pool.data + e->name, name, len) == 0))
            return &t->slots[i];
    }
}

om_entry *om_table_find(const om_table *t, const void *name, size_t len)
{
    uint32_t number = t->n_slots ? *slot_of(t, name, len) : 0;

    return number ? &t->at[number - 1] : NULL;
}

static bool rehash(om_table *t, size_t n_slots)
{
    uint32_t *slots = calloc(n_slots, sizeof *slots);

    if (!slots)
        return false;
    free(t->slots);
    t->slots = slots;
    t->n_slots = n_slots;
    for (size_t i = 0; i < t->n; i++)
        *slot_of(t, t->pool.data + t->at[i].name, t->at[i].name_len) = (uint32_t)i + 1;
    return true;
}

static void move(const om_table *t, om_buf *pool, uint32_t *at, uint32_t len)
{
    uint32_t to = (uint32_t)pool->len;

    om_buf_add(pool, t->pool.data + *at, len);
    *at = to;
}

/* Keep the names that were met `least` times or decided on, and of offices those that are told. */
static bool keep(om_table *t, uint32_t least)
{
    om_buf pool = {0};
    size_t n = 0;

    for (size_t i = 0; i < t->n; i++) {
        om_entry *e = &t->at[i];

        if (e->count < least && !e->accepted && !e->refused)
            continue;
        move(t, &pool, &e->name, e->name_len);
        move(t, &pool, &e->office, e->office_len);
        t->at[n++] = *e;
    }
    t->n = n;
    if (pool.failed) {
        om_buf_free(&pool);
        return false;
    }
    om_buf_free(&t->pool);
    t->pool = pool;
    return true;
}

/* Drop the rarest names. */
static bool shrink(om_table *t)
{
    for (uint32_t least = 2; least && (t->n > OM_TABLE_NAMES / 4 * 3 || t->pool.len > POOL_MAX / 4 * 3); least *= 2)
        if (!keep(t, least))
            return false;
    return rehash(t, t->n_slots);
}

/* Make room for one more entry. */
static bool grow(om_table *t)
{
    if ((t->n >= OM_TABLE_NAMES || t->pool.len >= POOL_MAX) && !shrink(t))
        return false;
    if (!om_more((void **)&t->at, t->n, &t->cap, sizeof *t->at))
        return false;
    return t->n_slots > 2 * t->n || rehash(t, t->n_slots ? 2 * t->n_slots : SLOTS);
}

om_entry *om_table_add(om_table *t, const void *name, size_t len)
{
    om_entry *e = om_table_find(t, name, len);

    if (e)
        return e;
    if (t->failed || !grow(t)) {
        t->failed = true;
        return NULL;
    }
    e = &t->at[t->n];
    *e = (om_entry){.name = (uint32_t)t->pool.len, .name_len = (uint32_t)len};
    om_buf_add(&t->pool, name, len);
    if (t->pool.failed) {
        t->failed = true;
        return NULL;
    }
    *slot_of(t, name, len) = (uint32_t)++t->n;
    return e;
}

/* --- what is told of a person ------------------------------------------------------------------------------------- */

/* A majority vote in one place: every other office takes weight away from the one that is kept. */
void om_table_office(om_table *t, om_entry *e, const void *office, size_t len, unsigned weight)
{
    if (e->office_len == len && memcmp(t->pool.data + e->office, office, len) == 0) {
        e->weight += weight;
    } else if (e->weight >= weight) {
        e->weight -= weight;
    } else {
        e->weight = weight - e->weight;
        if (len > e->office_len) {
            e->office = (uint32_t)t->pool.len;
            om_buf_add(&t->pool, office, len);
            t->failed |= t->pool.failed;
        } else if (len) {
            memcpy(t->pool.data + e->office, office, len);
        }
        e->office_len = t->failed ? 0 : (uint32_t)len;
    }
}

/* --- deciding between readings ------------------------------------------------------------------------------------ */

/* `part` is the longer name but for one character at its end or beginning. */
static void decide(om_entry *longer, om_entry *part)
{
    uint32_t apart = part->count > longer->count ? part->count - longer->count : 0; /* where the longer is no reading */

    if (part->rejected || longer->rejected || part->accepted || longer->accepted)
        return;
    if (part->firm && apart && !longer->firm) { /* other things follow it too */
        part->best = part->count;
        longer->rejected = true;
    } else if (!part->firm && !apart && (longer->firm || longer->varied)) { /* the same always follows it */
        longer->best = longer->count;
        part->rejected = true;
    }
}

void om_table_decide(om_table *t)
{
    for (size_t i = 0; i < t->n; i++) {
        om_entry *e = &t->at[i], *part;
        const uint8_t *name = t->pool.data + e->name;
        size_t last = om_utf8_back(name, e->name_len), first = om_utf8_len(name[0]);

        if (last > first && (part = om_table_find(t, name, last)))
            decide(e, part);
        if (last > first && (part = om_table_find(t, name + first, e->name_len - first)))
            decide(e, part);
    }
}
