/* dict.h - a compiled dictionary: names, what is known of them, and what in a text is or could be one of them.
 *
 * A dictionary is a run of bytes in the layout of format.h, the caller's, unchanged for as long as the dictionary is
 * open.  It may be used by several threads at a time.  A block found damaged when it is first read is not used: whoever
 * looks names up asks om_dict_damaged afterwards.
 */
#ifndef OM_DICT_H
#define OM_DICT_H

#include <stdatomic.h>
#include <stdbool.h>

#include "dict/format.h"
#include "dict/key.h"
#include "text/status.h"

typedef struct {
    const uint8_t *bytes;
    const om_dict_header *header;
    const void *at[OM_SECTIONS];
    const uint64_t *sums;
    size_t blocks, postings;
    _Atomic uint8_t *checked; /* of each block: OM_UNCHECKED ... */
    atomic_bool damaged;
} om_dict;

/* Open the dictionary in n bytes (aligned to 8).  OCRMEND_BAD_DICT, with what is wrong: not a dictionary, another
 * version or byte order, cut short, damaged.  OCRMEND_USAGE: not aligned.  On failure there is nothing to close. */
ocrmend_status om_dict_open(om_dict *d, const void *bytes, size_t n, ocrmend_error *error);
void om_dict_close(om_dict *d);

/* Check every block and every offset now.  OCRMEND_BAD_DICT. */
ocrmend_status om_dict_verify(om_dict *d, ocrmend_error *error);

/* Whether a damaged block was met since opening. */
static inline bool om_dict_damaged(const om_dict *d)
{
    return atomic_load_explicit(&d->damaged, memory_order_relaxed);
}

/* Check the blocks of [p, p + n), which lies in the file, unless that was done before. */
bool om_dict_check_blocks(const om_dict *d, const void *p, size_t n);

/* Whether [p, p + n), n > 0, may be read. */
static inline bool om_dict_sound(const om_dict *d, const void *p, size_t n)
{
    size_t from = (size_t)((const uint8_t *)p - d->bytes) >> OM_DICT_BLOCK_LOG2;
    size_t to = ((size_t)((const uint8_t *)p - d->bytes) + n - 1) >> OM_DICT_BLOCK_LOG2;

    return (from == to && atomic_load_explicit(&d->checked[from], memory_order_relaxed) == 1) ||
           om_dict_check_blocks(d, p, n);
}

/* --- names and rows ---------------------------------------------------------------------------------------------- */

/* Name i: its UTF-8 and length in bytes; NULL past the end, or where the file is damaged. */
const uint8_t *om_dict_name(const om_dict *d, uint32_t i, size_t *len);

/* The same without a look at whether it is UTF-8: for those who compare it with what is. */
const uint8_t *om_dict_name_bytes(const om_dict *d, uint32_t i, size_t *len);

/* Have the processor fetch where name i and its rows begin; then, when that is there, the name and the first row. */
void om_dict_fetch_name(const om_dict *d, uint32_t i);
void om_dict_fetch_text(const om_dict *d, uint32_t i);

/* The rows of name i: [*from, *to).  false where the file is damaged. */
bool om_dict_rows(const om_dict *d, uint32_t i, uint32_t *from, uint32_t *to);

/* Row i; NULL past the end, or where the file is damaged. */
const om_dict_row *om_dict_row_at(const om_dict *d, uint32_t i);

/* The text of a column (enum om_column) of a row and its length in bytes; NULL: the row has none. */
const char *om_dict_field(const om_dict *d, const om_dict_row *row, unsigned column, size_t *len);

/* Whether names may be of this type. */
static inline bool om_dict_has_type(const om_dict *d, unsigned type)
{
    return !d->header->types || d->header->types >> type & 1;
}

/* --- filters: what a spread key is surely not --------------------------------------------------------------------- */

/* Whether the key of two characters may be that of a name of three without the middle one. */
static inline bool om_dict_skips(const om_dict *d, uint64_t key)
{
    size_t slot = om_key_slot(key, d->header->log2[OM_SKIPS]);

    return ((const uint64_t *)d->at[OM_SKIPS])[slot / 64] >> slot % 64 & 1;
}

/* What a key of three characters may be: OM_TRIPLE_* bits. */
static inline unsigned om_dict_triple(const om_dict *d, uint64_t key)
{
    size_t slot = om_key_slot(key, d->header->log2[OM_TRIPLES]);

    return ((const uint64_t *)d->at[OM_TRIPLES])[slot / 32] >> slot % 32 * 2 & 3;
}

/* --- postings ---------------------------------------------------------------------------------------------------- */

/* The postings of a spread key: those whose print is the key's, [*from, *to).  Other keys may share them: see
 * om_candidate_next.  false: there are none. */
bool om_dict_postings(const om_dict *d, uint64_t key, uint32_t *from, uint32_t *to);

/* The end of the run of postings from `first` on, first < to, that have its print and place. */
uint32_t om_dict_same_place(const om_dict *d, uint32_t first, uint32_t to);

/* Have the processor fetch what om_dict_postings will read first of a key; then, when that is there, what it reads
 * next. */
static inline void om_dict_fetch_bucket(const om_dict *d, uint64_t key)
{
    __builtin_prefetch((const uint32_t *)d->at[OM_BUCKETS] + om_key_bucket(key, d->header->log2[OM_BUCKETS]));
}

static inline void om_dict_fetch_postings(const om_dict *d, uint64_t key)
{
    const uint32_t *bucket = (const uint32_t *)d->at[OM_BUCKETS] + om_key_bucket(key, d->header->log2[OM_BUCKETS]);

    if (om_dict_sound(d, bucket, sizeof *bucket) && *bucket < d->postings)
        __builtin_prefetch((const uint64_t *)d->at[OM_POSTINGS] + *bucket);
}

static inline uint64_t om_dict_posting(const om_dict *d, uint32_t i)
{
    return ((const uint64_t *)d->at[OM_POSTINGS])[i];
}

#endif
