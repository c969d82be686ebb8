#include "dict/build.h"

#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

#include "dict/format.h"
#include "dict/key.h"
#include "text/utf8.h"

enum { BLOCK = 1 << OM_DICT_BLOCK_LOG2, ALIGN = 64 };

/* --- the file laid out -------------------------------------------------------------------------------------------- */

/* A file being made: the header, and the sections in `out`. */
typedef struct {
    const om_rows *rows;
    om_dict_header h;
    uint32_t *name_row;  /* the first row of each name, and one more */
    size_t postings, parts;
    uint16_t *shared;    /* how many names have a part, for each slot of OM_FARS */
    uint8_t *bytes;      /* of the file */
} compiler;

static bool same_name(const om_rows *rows, size_t a, size_t b)
{
    const om_source_row *x = &rows->at[a], *y = &rows->at[b];

    return x->name_len == y->name_len && memcmp(rows->text.data + x->name, rows->text.data + y->name, x->name_len) == 0;
}

/* --- names and their keys ----------------------------------------------------------------------------------------- */

/* A name with its keys: of the whole and, for each place, of what is left without the character there. */
typedef struct {
    unsigned n;
    uint32_t c[OM_NAME_MAX];
    uint64_t mixed[OM_NAME_MAX];
    uint64_t whole, without[OM_NAME_MAX];
} named;

static void key_name(const compiler *c, uint32_t i, named *name)
{
    const om_source_row *row = &c->rows->at[c->name_row[i]];
    const uint8_t *p = c->rows->text.data + row->name;
    unsigned len;

    name->n = row->chars;
    for (unsigned k = 0; k < name->n; k++, p += len) {
        name->c[k] = om_utf8_get(p, &len);
        name->mixed[k] = om_key_char(name->c[k]);
    }
    name->whole = 0;
    for (unsigned k = 0; k < name->n; k++)
        name->whole = om_key_push(name->whole, name->mixed[k]);
    name->whole = om_key_end(name->whole);
    for (unsigned without = 0; without < name->n; without++) {
        uint64_t s = 0;

        for (unsigned k = 0; k < name->n; k++)
            if (k != without)
                s = om_key_push(s, name->mixed[k]);
        name->without[without] = om_key_end(s);
    }
}

/* The key of a part of a name of OM_FAR_CHARS and more. */
static uint64_t part_key(const named *name, unsigned part)
{
    return name->n < OM_FAR_TRIPLES ? om_far_pair(name->mixed + part) : om_far_triple(name->mixed + part);
}

/* --- sizes -------------------------------------------------------------------------------------------------------- */

/* Count the names, their characters and postings. */
static bool count(compiler *c)
{
    const om_rows *rows = c->rows;

    c->name_row = malloc((rows->n + 1) * sizeof *c->name_row);
    if (!c->name_row)
        return false;
    c->h.highest = rows->n ? rows->at[0].level : 0;
    for (size_t i = 0; i < rows->n; i++) {
        c->h.types |= (uint8_t)(1U << rows->at[i].type);
        c->h.highest = rows->at[i].level < c->h.highest ? rows->at[i].level : c->h.highest;
        if (!i || !same_name(rows, i - 1, i)) {
            c->name_row[c->h.names++] = (uint32_t)i;
            c->h.lengths |= UINT64_C(1) << rows->at[i].chars;
            c->postings += rows->at[i].chars + (size_t)1;
            c->parts += rows->at[i].chars < OM_FAR_CHARS ? 0 : 3;
        }
    }
    c->name_row[c->h.names] = (uint32_t)rows->n;
    c->h.rows = (uint32_t)rows->n;
    return c->h.names < OM_DICT_NAMES_MAX && c->postings < UINT32_MAX;
}

/* The least power of 2, as its logarithm, of at least n and 64. */
static uint8_t log2_of(size_t n)
{
    uint8_t log2 = 6;

    while (log2 < 30 && (size_t)1 << log2 < n)
        log2++;
    return log2;
}

static uint16_t *shared(const compiler *c, const named *name, unsigned part)
{
    return &c->shared[om_key_slot(part_key(name, part), c->h.log2[OM_FARS])];
}

/* Count the parts that are not left out, each of which is a posting more. */
static bool count_parts(compiler *c)
{
    named name;

    c->h.log2[OM_FARS] = log2_of(c->parts * 8);
    c->shared = calloc((size_t)1 << c->h.log2[OM_FARS], sizeof *c->shared);
    if (!c->shared)
        return false;
    for (int round = 0; round < 2; round++)
        for (uint32_t i = 0; i < c->h.names; i++) {
            if (c->rows->at[c->name_row[i]].chars < OM_FAR_CHARS)
                continue;
            key_name(c, i, &name);
            for (unsigned part = 0; part < 3; part++)
                if (round)
                    c->postings += *shared(c, &name, part) <= OM_FAR_MOST;
                else
                    *shared(c, &name, part) += *shared(c, &name, part) <= OM_FAR_MOST;
        }
    return c->postings < UINT32_MAX;
}

/* Sizes of the tables.  With 700,000 names and OCR text, of six look-ups one is in vain; with half of OM_PAIRS it is
 * one of four, and matching is no faster. */
static void size_tables(compiler *c)
{
    size_t names = c->h.names;

    c->h.log2[OM_PAIRS] = log2_of(names * 4);
    c->h.log2[OM_SKIPS] = log2_of(names * 4);
    c->h.log2[OM_TRIPLES] = log2_of(names * 8);
    c->h.log2[OM_ANCHORS] = log2_of(names);
    c->h.log2[OM_LONGS] = log2_of(c->postings / 8);
    c->h.log2[OM_BUCKETS] = log2_of(c->postings / 4);
}

static void lay_out(compiler *c)
{
    om_dict_header *h = &c->h;
    uint64_t sizes[OM_SECTIONS] = {
        [OM_PAIRS] = UINT64_C(1) << h->log2[OM_PAIRS],
        [OM_SKIPS] = UINT64_C(1) << h->log2[OM_SKIPS] >> 3,
        [OM_TRIPLES] = UINT64_C(1) << h->log2[OM_TRIPLES] >> 2,
        [OM_ANCHORS] = UINT64_C(4) << h->log2[OM_ANCHORS],
        [OM_LONGS] = UINT64_C(8) << h->log2[OM_LONGS],
        [OM_FARS] = UINT64_C(1) << h->log2[OM_FARS] >> 3,
        [OM_BUCKETS] = (UINT64_C(4) << h->log2[OM_BUCKETS]) + 4,
        [OM_POSTINGS] = c->postings * UINT64_C(8),
        [OM_OFFSETS] = (h->names + UINT64_C(1)) * 4,
        [OM_FIRSTS] = (h->names + UINT64_C(1)) * 4,
        [OM_ROWS] = h->rows * (uint64_t)sizeof(om_dict_row),
        [OM_FIELDS] = 1,
    };
    uint64_t at, size = 0;

    for (uint32_t i = 0; i < h->names; i++)
        sizes[OM_NAMES] += c->rows->at[c->name_row[i]].name_len;
    for (size_t i = 0; i < c->rows->n; i++)
        sizes[OM_FIELDS] += c->rows->at[i].fields_len ? c->rows->at[i].fields_len + 1 : 0;
    for (int i = 0; i < OM_SECTIONS; i++)
        size += sizes[i] + ALIGN;
    /* the list of checksums: one for each block of the sections and, for all that comes before them, a few more */
    at = sizeof *h + (size / (BLOCK - 64) + 2) * 8;
    for (int i = 0; i < OM_SECTIONS; i++) {
        at = (at + ALIGN - 1) / ALIGN * ALIGN;
        h->section[i].at = at;
        h->section[i].size = sizes[i];
        at += sizes[i];
    }
    h->size = at;
}

static void *section(const compiler *c, enum om_section i)
{
    return c->bytes + c->h.section[i].at;
}

static void set_bit(uint64_t *words, size_t i)
{
    words[i / 64] |= UINT64_C(1) << i % 64;
}

/* --- keys and filters --------------------------------------------------------------------------------------------- */

static uint64_t pair_key(const named *name, unsigned a, unsigned b)
{
    return om_key_end(om_key_push(name->mixed[a], name->mixed[b]));
}

static void set_pair(const compiler *c, uint64_t key, uint8_t bit)
{
    ((uint8_t *)section(c, OM_PAIRS))[om_key_slot(key, c->h.log2[OM_PAIRS])] |= bit;
}

/* Three characters, the first two of which are a and b. */
static void set_triple(const compiler *c, uint64_t key, unsigned bit, const named *name, unsigned a, unsigned b)
{
    size_t slot = om_key_slot(key, c->h.log2[OM_TRIPLES]);

    ((uint64_t *)section(c, OM_TRIPLES))[slot / 32] |= (uint64_t)bit << slot % 32 * 2;
    set_pair(c, pair_key(name, a, b), OM_PAIR_TRIPLE);
}

static void set_anchor(const compiler *c, const named *name, unsigned at, unsigned half)
{
    uint64_t key = om_key_end(om_key_push(om_key_push(name->mixed[at], name->mixed[at + 1]), name->mixed[at + 2]));

    set_triple(c, key, OM_TRIPLE_ANCHOR, name, at, at + 1);
    ((uint32_t *)section(c, OM_ANCHORS))[om_key_slot(key, c->h.log2[OM_ANCHORS])] |= om_anchor_bit(name->n) << half;
}

static void set_long(const compiler *c, uint64_t key)
{
    ((uint64_t *)section(c, OM_LONGS))[om_key_slot(key, c->h.log2[OM_LONGS])] |= om_key_bits(key);
}

static bool has_part(const compiler *c, const named *name, unsigned part)
{
    return name->n >= OM_FAR_CHARS && *shared(c, name, part) <= OM_FAR_MOST;
}

static void set_part(const compiler *c, const named *name, unsigned part)
{
    set_bit(section(c, OM_FARS), om_far_slot(name->mixed + part, c->h.log2[OM_FARS]));
    set_bit(section(c, OM_FARS), om_key_slot(part_key(name, part), c->h.log2[OM_FARS]));
}

/* What om_match and om_far ask before they look for postings. */
static void filter_name(const compiler *c, const named *name)
{
    unsigned n = name->n;

    if (n == 2) {
        set_pair(c, name->whole, OM_PAIR_NAME);
    } else if (n == 3) {
        set_pair(c, pair_key(name, 0, 1), OM_PAIR_HEAD3);
        set_pair(c, pair_key(name, 1, 2), OM_PAIR_TAIL3);
        set_bit(section(c, OM_SKIPS), om_key_slot(name->without[1], c->h.log2[OM_SKIPS]));
        set_triple(c, name->whole, OM_TRIPLE_KEY, name, 0, 1);
    } else {
        set_anchor(c, name, 0, 0);
        set_anchor(c, name, n - 3, 16);
        set_long(c, name->whole);
        if (n <= 5) {
            set_pair(c, pair_key(name, 0, 1), n == 4 ? OM_PAIR_HEAD4 : OM_PAIR_HEAD5);
            set_pair(c, pair_key(name, n - 2, n - 1), n == 4 ? OM_PAIR_TAIL4 : OM_PAIR_TAIL5);
        }
        for (unsigned k = 0; k < n; k++)
            if (n == 4)
                set_triple(c, name->without[k], OM_TRIPLE_KEY, name, k < 1, k < 2 ? 2 : 1);
            else
                set_long(c, name->without[k]);
        for (unsigned part = 0; part < 3; part++)
            if (has_part(c, name, part))
                set_part(c, name, part);
    }
}

/* --- the sections ------------------------------------------------------------------------------------------------- */

static int by_value(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

    return (x > y) - (x < y);
}

/* Most buckets hold a handful. */
static void sort_bucket(uint64_t *p, size_t n)
{
    if (n > 16) {
        qsort(p, n, sizeof *p, by_value);
        return;
    }
    for (size_t i = 1; i < n; i++) {
        uint64_t x = p[i];
        size_t k = i;

        for (; k && p[k - 1] > x; k--)
            p[k] = p[k - 1];
        p[k] = x;
    }
}

/* Filters and postings, in two rounds: how many fall into each bucket, then each at its place. */
static void write_keys(const compiler *c)
{
    uint32_t *bucket = section(c, OM_BUCKETS);
    uint64_t *postings = section(c, OM_POSTINGS);
    unsigned log2 = c->h.log2[OM_BUCKETS];
    size_t buckets = (size_t)1 << log2;
    uint32_t sum = 0;
    named name;

    for (uint32_t i = 0; i < c->h.names; i++) {
        key_name(c, i, &name);
        filter_name(c, &name);
        bucket[om_key_bucket(name.whole, log2)]++;
        for (unsigned k = 0; k < name.n; k++)
            bucket[om_key_bucket(name.without[k], log2)]++;
        for (unsigned part = 0; part < 3; part++)
            if (has_part(c, &name, part))
                bucket[om_key_bucket(part_key(&name, part), log2)]++;
    }
    for (size_t b = 0; b <= buckets; b++) { /* now the end of each bucket; filling from there it becomes the begin */
        sum += b < buckets ? bucket[b] : 0;
        bucket[b] = sum;
    }
    for (uint32_t i = 0; i < c->h.names; i++) {
        key_name(c, i, &name);
        postings[--bucket[om_key_bucket(name.whole, log2)]] = om_posting(om_key_print(name.whole), OM_WHOLE, 0, i);
        for (unsigned k = 0; k < name.n; k++)
            postings[--bucket[om_key_bucket(name.without[k], log2)]] =
                om_posting(om_key_print(name.without[k]), k, name.c[k], i);
        for (unsigned part = 0; part < 3; part++)
            if (has_part(c, &name, part))
                postings[--bucket[om_key_bucket(part_key(&name, part), log2)]] =
                    om_posting(om_key_print(part_key(&name, part)), OM_FAR_PLACE + part, om_far_bits(name.mixed, part), i);
    }
    for (size_t b = 0; b < buckets; b++)
        sort_bucket(postings + bucket[b], bucket[b + 1] - bucket[b]);
}

static void write_names(const compiler *c)
{
    const om_rows *rows = c->rows;
    uint32_t *offset = section(c, OM_OFFSETS), *first = section(c, OM_FIRSTS), at = 0;
    uint8_t *names = section(c, OM_NAMES), *fields = section(c, OM_FIELDS);
    om_dict_row *out = section(c, OM_ROWS);

    for (uint32_t i = 0; i < c->h.names; i++) {
        const om_source_row *row = &rows->at[c->name_row[i]];

        offset[i] = at;
        first[i] = c->name_row[i];
        memcpy(names + at, rows->text.data + row->name, row->name_len);
        at += row->name_len;
    }
    offset[c->h.names] = at;
    first[c->h.names] = c->h.rows;
    at = 1;
    for (size_t i = 0; i < rows->n; i++) {
        const om_source_row *row = &rows->at[i];

        out[i] = (om_dict_row){row->fields_len ? at : 0, row->type, row->level, row->flags, 0};
        if (row->fields_len) {
            memcpy(fields + at, rows->text.data + row->fields, row->fields_len);
            at += row->fields_len + 1;
        }
    }
}

static void write_sums(compiler *c)
{
    size_t blocks = (c->h.size + BLOCK - 1) / BLOCK, body = sizeof c->h + blocks * 8;
    uint64_t *sums = (uint64_t *)(c->bytes + sizeof c->h);

    for (size_t i = 0; i < blocks; i++) {
        size_t from = i * BLOCK, to = from + BLOCK < c->h.size ? from + BLOCK : c->h.size;

        if (from < body)
            from = body < to ? body : to;
        sums[i] = XXH3_64bits(c->bytes + from, to - from);
    }
    c->h.sums = XXH3_64bits(sums, blocks * 8);
    c->h.sum = XXH3_64bits(&c->h, offsetof(om_dict_header, sum));
    memcpy(c->bytes, &c->h, sizeof c->h);
}

ocrmend_status om_dict_compile(const om_rows *rows, om_buf *out, ocrmend_error *error)
{
    compiler c = {.rows = rows};

    memcpy(c.h.magic, OM_DICT_MAGIC, sizeof c.h.magic);
    c.h.order = OM_DICT_ORDER;
    c.h.version = OM_DICT_VERSION;
    if (count(&c) && count_parts(&c)) {
        size_tables(&c);
        lay_out(&c);
        if (om_buf_reserve(out, c.h.size)) {
            c.bytes = out->data;
            out->len = c.h.size;
            memset(c.bytes, 0, c.h.size);
            write_keys(&c);
            write_names(&c);
            write_sums(&c);
        }
    } else {
        out->failed = true;
    }
    free(c.name_row);
    free(c.shared);
    return out->failed ? om_fail(error, OCRMEND_NOMEM, 0, "out of memory, or too many names") : OCRMEND_OK;
}
