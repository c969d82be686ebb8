/* open.c - a compiled dictionary is checked, opened and read. */
#include "dict/dict.h"

#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

#include "text/utf8.h"

enum { BLOCK = 1 << OM_DICT_BLOCK_LOG2, ALIGN = 64 };
enum { UNCHECKED, SOUND, DAMAGED }; /* om_dict.checked */

/* --- opening ------------------------------------------------------------------------------------------------------ */

static ocrmend_status bad(ocrmend_error *error, uint64_t at, const char *what)
{
    return om_fail(error, OCRMEND_BAD_DICT, at, "%s", what);
}

static ocrmend_status check_header(const om_dict_header *h, size_t n, ocrmend_error *error)
{
    if (n < sizeof h->magic || memcmp(h->magic, OM_DICT_MAGIC, sizeof h->magic) != 0)
        return bad(error, 0, n ? "not a compiled dictionary" : "empty file");
    if (n < sizeof *h)
        return bad(error, n, "cut short");
    if (h->order != OM_DICT_ORDER)
        return bad(error, offsetof(om_dict_header, order),
                   "compiled on a machine of another byte order; compile it again here");
    if (h->version != OM_DICT_VERSION)
        return om_fail(error, OCRMEND_BAD_DICT, offsetof(om_dict_header, version),
                       "compiled by another version (format %u, not %u); compile it again", h->version,
                       OM_DICT_VERSION);
    if (h->sum != XXH3_64bits(h, offsetof(om_dict_header, sum)))
        return bad(error, 0, "damaged: the header does not match its checksum");
    if (h->size != n)
        return bad(error, n < h->size ? n : h->size, n < h->size ? "cut short" : "damaged: bytes after its end");
    return OCRMEND_OK;
}

/* What section i must measure by the counts of the header; SIZE_MAX: any size in units of *unit. */
static size_t size_of(const om_dict_header *h, int i, size_t *unit)
{
    *unit = 1;
    switch (i) {
    case OM_PAIRS:
        return (size_t)1 << h->log2[i];
    case OM_SKIPS:
    case OM_FARS:
        return (size_t)1 << h->log2[i] >> 3;
    case OM_TRIPLES:
        return (size_t)1 << h->log2[i] >> 2;
    case OM_ANCHORS:
        return (size_t)4 << h->log2[i];
    case OM_LONGS:
        return (size_t)8 << h->log2[i];
    case OM_BUCKETS:
        return ((size_t)4 << h->log2[i]) + 4;
    case OM_POSTINGS:
        *unit = sizeof(uint64_t);
        return SIZE_MAX;
    case OM_OFFSETS:
    case OM_FIRSTS:
        return ((size_t)h->names + 1) * 4;
    case OM_ROWS:
        return (size_t)h->rows * sizeof(om_dict_row);
    default:
        return SIZE_MAX;
    }
}

/* Every section lies in the file after the checksums and measures what it must. */
static ocrmend_status check_sections(const om_dict_header *h, size_t body, ocrmend_error *error)
{
    if (h->names > OM_DICT_NAMES_MAX || h->section[OM_POSTINGS].size / 8 > UINT32_MAX ||
        h->section[OM_NAMES].size > UINT32_MAX || h->section[OM_FIELDS].size > UINT32_MAX ||
        h->section[OM_FIELDS].size < 1 || h->lengths >> (OM_NAME_MAX + 1))
        return bad(error, 0, "damaged: counts that cannot be");
    for (int i = 0; i <= OM_BUCKETS; i++)
        if (h->log2[i] < 6 || h->log2[i] > 30)
            return bad(error, 0, "damaged: the size of a table");
    for (int i = 0; i < OM_SECTIONS; i++) {
        uint64_t at = h->section[i].at, size = h->section[i].size;
        size_t unit, want = size_of(h, i, &unit);

        if (at % ALIGN || at < body || at > h->size || size > h->size - at || size % unit ||
            (want != SIZE_MAX && size != want))
            return bad(error, at, "damaged: a section is not where it could be");
    }
    return OCRMEND_OK;
}

ocrmend_status om_dict_open(om_dict *d, const void *bytes, size_t n, ocrmend_error *error)
{
    const om_dict_header *h = bytes;
    size_t list;

    memset(d, 0, sizeof *d);
    if ((uintptr_t)bytes % sizeof(uint64_t))
        return om_fail(error, OCRMEND_USAGE, 0, "the bytes of a dictionary are not aligned to 8");
    if (check_header(h, n, error) != OCRMEND_OK)
        return OCRMEND_BAD_DICT;
    d->bytes = bytes;
    d->header = h;
    d->blocks = (n + BLOCK - 1) / BLOCK;
    d->sums = (const uint64_t *)(h + 1);
    list = d->blocks * sizeof *d->sums;
    if (list > n - sizeof *h || h->sums != XXH3_64bits(d->sums, list))
        return bad(error, sizeof *h, "damaged: the list of checksums does not match its own");
    if (check_sections(h, sizeof *h + list, error) != OCRMEND_OK)
        return OCRMEND_BAD_DICT;
    for (int i = 0; i < OM_SECTIONS; i++)
        d->at[i] = d->bytes + h->section[i].at;
    d->postings = h->section[OM_POSTINGS].size / sizeof(uint64_t);
    d->checked = calloc(d->blocks, sizeof *d->checked);
    if (!d->checked)
        return om_fail(error, OCRMEND_NOMEM, 0, "out of memory");
    for (int i = 0; i < OM_FILTERS; i++)
        if (!om_dict_sound(d, d->at[i], h->section[i].size)) {
            om_dict_close(d);
            return bad(error, h->section[i].at, "damaged: a block does not match its checksum");
        }
    return OCRMEND_OK;
}

void om_dict_close(om_dict *d)
{
    free((void *)d->checked);
    memset(d, 0, sizeof *d);
}

/* --- checksums ---------------------------------------------------------------------------------------------------- */

/* The header and the list have checksums of their own: a block's begins after them. */
static bool check_block(const om_dict *d, size_t i)
{
    size_t from = i * BLOCK, to = from + BLOCK, body = sizeof *d->header + d->blocks * sizeof *d->sums;

    if (to > d->header->size)
        to = d->header->size;
    if (from < body)
        from = body < to ? body : to;
    return d->sums[i] == XXH3_64bits(d->bytes + from, to - from);
}

bool om_dict_check_blocks(const om_dict *d, const void *p, size_t n)
{
    size_t at = (size_t)((const uint8_t *)p - d->bytes), to = (at + n - 1) >> OM_DICT_BLOCK_LOG2;
    bool sound = true;

    for (size_t i = at >> OM_DICT_BLOCK_LOG2; i <= to; i++) {
        unsigned state = atomic_load_explicit(&d->checked[i], memory_order_relaxed);

        if (state == UNCHECKED) {
            state = check_block(d, i) ? SOUND : DAMAGED;
            atomic_store_explicit(&d->checked[i], (uint8_t)state, memory_order_relaxed);
        }
        sound &= state == SOUND;
    }
    if (!sound)
        atomic_store_explicit((atomic_bool *)&d->damaged, true, memory_order_relaxed);
    return sound;
}

/* Something read from a sound block cannot be: whoever made the file did not make it by om_builder_write. */
static bool cannot_be(const om_dict *d)
{
    atomic_store_explicit((atomic_bool *)&d->damaged, true, memory_order_relaxed);
    return false;
}

/* --- reading ------------------------------------------------------------------------------------------------------ */

/* Entries i and i + 1 of a section of uint32_t, which must not decrease nor exceed max. */
static bool range_at(const om_dict *d, enum om_section section, size_t i, size_t max, uint32_t *from, uint32_t *to)
{
    const uint32_t *p = (const uint32_t *)d->at[section] + i;

    if (!om_dict_sound(d, p, 2 * sizeof *p))
        return false;
    *from = p[0];
    *to = p[1];
    return (*from <= *to && *to <= max) || cannot_be(d);
}

void om_dict_fetch_name(const om_dict *d, uint32_t i)
{
    if (i >= d->header->names)
        return;
    __builtin_prefetch((const uint32_t *)d->at[OM_OFFSETS] + i);
    __builtin_prefetch((const uint32_t *)d->at[OM_FIRSTS] + i);
}

void om_dict_fetch_text(const om_dict *d, uint32_t i)
{
    const uint32_t *at = (const uint32_t *)d->at[OM_OFFSETS] + i, *first = (const uint32_t *)d->at[OM_FIRSTS] + i;

    if (i >= d->header->names || !om_dict_sound(d, at, sizeof *at) || !om_dict_sound(d, first, sizeof *first))
        return;
    if (*at < d->header->section[OM_NAMES].size)
        __builtin_prefetch((const uint8_t *)d->at[OM_NAMES] + *at);
    if (*first < d->header->rows)
        __builtin_prefetch((const om_dict_row *)d->at[OM_ROWS] + *first);
}

const uint8_t *om_dict_name_bytes(const om_dict *d, uint32_t i, size_t *len)
{
    const uint8_t *p = d->at[OM_NAMES];
    uint32_t from, to;

    if (i >= d->header->names || !range_at(d, OM_OFFSETS, i, d->header->section[OM_NAMES].size, &from, &to))
        return NULL;
    *len = to - from;
    return from < to && om_dict_sound(d, p + from, *len) ? p + from : NULL;
}

const uint8_t *om_dict_name(const om_dict *d, uint32_t i, size_t *len)
{
    const uint8_t *p = om_dict_name_bytes(d, i, len);

    return p && (om_utf8_valid(p, *len) == *len || cannot_be(d)) ? p : NULL;
}

bool om_dict_rows(const om_dict *d, uint32_t i, uint32_t *from, uint32_t *to)
{
    return i < d->header->names && range_at(d, OM_FIRSTS, i, d->header->rows, from, to);
}

const om_dict_row *om_dict_row_at(const om_dict *d, uint32_t i)
{
    const om_dict_row *row = (const om_dict_row *)d->at[OM_ROWS] + i;

    return i < d->header->rows && om_dict_sound(d, row, sizeof *row) ? row : NULL;
}

const char *om_dict_field(const om_dict *d, const om_dict_row *row, unsigned column, size_t *len)
{
    const uint8_t *p = d->at[OM_FIELDS];
    size_t size = d->header->section[OM_FIELDS].size, at = row->fields;

    while (at < size && om_dict_sound(d, p + at, 1) && p[at]) {
        if (size - at < 3 || !om_dict_sound(d, p + at, 3))
            break;
        *len = p[at + 1] | (size_t)p[at + 2] << 8;
        if (*len > size - at - 3 || (*len && !om_dict_sound(d, p + at + 3, *len)))
            break;
        if (p[at] == column)
            return om_utf8_valid(p + at + 3, *len) == *len || cannot_be(d) ? (const char *)p + at + 3 : NULL;
        at += 3 + *len;
    }
    return NULL;
}

/* The first of the postings [from, to), sorted, that is not less than `least`. */
static uint32_t lower_bound(const uint64_t *postings, uint32_t from, uint32_t to, uint64_t least)
{
    while (to - from > 8) {
        uint32_t middle = from + (to - from) / 2;

        if (postings[middle] < least)
            from = middle + 1;
        else
            to = middle;
    }
    while (from < to && postings[from] < least)
        from++;
    return from;
}

bool om_dict_postings(const om_dict *d, uint64_t key, uint32_t *from, uint32_t *to)
{
    const uint64_t *postings = d->at[OM_POSTINGS];
    uint64_t print = om_key_print(key);
    uint32_t end;

    if (!range_at(d, OM_BUCKETS, om_key_bucket(key, d->header->log2[OM_BUCKETS]), d->postings, from, &end) ||
        *from == end || !om_dict_sound(d, postings + *from, (end - *from) * sizeof *postings))
        return false;
    *from = lower_bound(postings, *from, end, print << 48);
    *to = *from;
    while (*to < end && *to - *from < 8 && postings[*to] >> 48 == print)
        ++*to;
    if (*to - *from == 8)
        *to = print == 0xFFFF ? end : lower_bound(postings, *to, end, (print + 1) << 48);
    return *from < *to;
}

uint32_t om_dict_same_place(const om_dict *d, uint32_t first, uint32_t to)
{
    const uint64_t *postings = d->at[OM_POSTINGS];
    uint64_t print_and_place = postings[first] >> 42;
    uint32_t i = first + 1;

    while (i < to && i - first < 8 && postings[i] >> 42 == print_and_place)
        i++;
    return i - first < 8 ? i : lower_bound(postings, i, to, (print_and_place + 1) << 42);
}

/* --- everything at once ------------------------------------------------------------------------------------------- */

ocrmend_status om_dict_verify(om_dict *d, ocrmend_error *error)
{
    size_t len;
    uint32_t from, to;

    for (size_t i = 0; i < d->blocks; i++)
        if (!om_dict_check_blocks(d, d->bytes + i * BLOCK, 1))
            return bad(error, i * BLOCK, "damaged: a block does not match its checksum");
    for (uint32_t i = 0; i < d->header->names; i++)
        if (!om_dict_name(d, i, &len) || !om_dict_rows(d, i, &from, &to))
            return bad(error, d->header->section[OM_OFFSETS].at, "damaged: a name is not where it could be");
    for (size_t i = 0; i < (size_t)1 << d->header->log2[OM_BUCKETS]; i++)
        if (!range_at(d, OM_BUCKETS, i, d->postings, &from, &to))
            return bad(error, d->header->section[OM_BUCKETS].at, "damaged: postings are not where they could be");
    return om_dict_damaged(d) ? bad(error, 0, "damaged") : OCRMEND_OK;
}
