#include "dict/confusions.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "text/buf.h"
#include "text/script.h"
#include "text/utf8.h"

/* In place of what was read: the row says how often `meant` stood there. */
enum { STOOD = 0x110000 };

struct om_confusion_slot {
    uint32_t read, meant;
    uint64_t count;         /* 0: the slot is free */
};

/* --- counting ----------------------------------------------------------------------------------------------------- */

static struct om_confusion_slot *find(const ocrmend_confusions *c, uint32_t read, uint32_t meant)
{
    uint64_t key = ((uint64_t)read << 32 | meant) * UINT64_C(0x9E3779B97F4A7C15);
    size_t i = (size_t)(key >> 32) & (c->room - 1);

    while (c->slots[i].count && (c->slots[i].read != read || c->slots[i].meant != meant))
        i = (i + 1) & (c->room - 1);
    return &c->slots[i];
}

/* Make room for so many more entries. */
static bool grow(ocrmend_confusions *c, size_t more)
{
    ocrmend_confusions larger = {NULL, c->room ? 2 * c->room : 1024, c->used, c->texts};

    while (larger.room / 2 < c->used + more)
        larger.room *= 2;
    larger.slots = calloc(larger.room, sizeof *larger.slots);
    if (!larger.slots)
        return false;
    for (size_t i = 0; i < c->room; i++)
        if (c->slots[i].count)
            *find(&larger, c->slots[i].read, c->slots[i].meant) = c->slots[i];
    free(c->slots);
    *c = larger;
    return true;
}

bool om_confusions_count(ocrmend_confusions *c, uint32_t read, uint32_t meant, uint64_t n)
{
    struct om_confusion_slot *slot;

    if (!n)
        return true;
    if (c->used >= c->room / 2 && !grow(c, 1))
        return false;
    slot = find(c, read, meant);
    if (!slot->count) {
        slot->read = read;
        slot->meant = meant;
        c->used++;
    }
    slot->count += n;
    return true;
}

bool om_confusions_stood(ocrmend_confusions *c, uint32_t meant, uint64_t n)
{
    return om_confusions_count(c, STOOD, meant, n);
}

static uint64_t count_of(const ocrmend_confusions *c, uint32_t read, uint32_t meant)
{
    return c->room ? find(c, read, meant)->count : 0;
}

bool om_confusions_add_all(ocrmend_confusions *to, ocrmend_confusions *from)
{
    if (!to->used) {
        free(to->slots);
        to->slots = from->slots;
        to->room = from->room;
        to->used = from->used;
        from->slots = NULL;
        from->room = from->used = 0;
        return true;
    }
    for (size_t i = 0; i < from->room; i++)
        if (!om_confusions_count(to, from->slots[i].read, from->slots[i].meant, from->slots[i].count))
            return false;
    return true;
}

bool om_confusions_settle(ocrmend_confusions *c)
{
    ocrmend_confusions sums = {0};
    bool ok = true;

    for (size_t i = 0; ok && i < c->room; i++)
        if (c->slots[i].read != STOOD)
            ok = om_confusions_stood(&sums, c->slots[i].meant, c->slots[i].count);
    for (size_t i = 0; ok && i < sums.room; i++) {
        uint64_t sum = sums.slots[i].count, stood = sum ? count_of(c, STOOD, sums.slots[i].meant) : 0;

        ok = sum <= stood || om_confusions_stood(c, sums.slots[i].meant, sum - stood);
    }
    free(sums.slots);
    return ok;
}

om_confusion *om_confusions_list(const ocrmend_confusions *c, size_t *n)
{
    om_confusion *list = malloc((c->used + 1) * sizeof *list);

    *n = 0;
    for (size_t i = 0; list && i < c->room; i++) {
        const struct om_confusion_slot *s = &c->slots[i];

        if (s->count && s->read != STOOD)
            list[(*n)++] = (om_confusion){s->read, s->meant, s->count, count_of(c, STOOD, s->meant)};
    }
    return list;
}

uint64_t om_confusions_misread(const ocrmend_confusions *c)
{
    uint64_t sum = 0;

    for (size_t i = 0; i < c->room; i++)
        if (c->slots[i].read != STOOD && c->slots[i].meant)
            sum += c->slots[i].count;
    return sum;
}

uint64_t om_confusions_characters(const ocrmend_confusions *c)
{
    return count_of(c, STOOD, 0);
}

ocrmend_confusions *ocrmend_confusions_new(void)
{
    return calloc(1, sizeof(ocrmend_confusions));
}

void ocrmend_confusions_free(ocrmend_confusions *c)
{
    if (c)
        free(c->slots);
    free(c);
}

ocrmend_confusions_facts ocrmend_confusions_about(const ocrmend_confusions *c)
{
    ocrmend_confusions_facts facts = {.texts = c->texts, .characters = om_confusions_characters(c)};

    for (size_t i = 0; i < c->room; i++) {
        const struct om_confusion_slot *s = &c->slots[i];

        if (!s->count)
            continue;
        if (s->read == STOOD)
            continue;
        facts.kinds++;
        *(!s->read ? &facts.dropped : !s->meant ? &facts.added : &facts.misread) += s->count;
    }
    return facts;
}

/* --- tables ------------------------------------------------------------------------------------------------------- */

static const char header[] = "read\tmeant\tcount\tof";

bool om_confusions_takes(uint32_t c)
{
    enum om_script script = om_script(c);

    return c > 0x20 && c < 0x110000 && c != 0xFFFD && script != OM_SPACE && script != OM_LINE_END && script != OM_CONTROL;
}

/* A table as it is read. */
typedef struct {
    ocrmend_confusions *table;
    ocrmend_error *error;
    uint64_t line;
    bool headed;
    uint64_t misread;       /* that the table says it has; 0: it does not say */
} reader;

static ocrmend_status bad(const reader *r, const char *message)
{
    bool first = r->error && r->error->status == OCRMEND_OK;

    om_fail(r->error, OCRMEND_BAD_CONFUSIONS, 0, "%s", message);
    if (first)
        r->error->line = r->line;
    return OCRMEND_BAD_CONFUSIONS;
}

/* A field that is one character, or empty: 0. */
static bool read_character(const uint8_t *p, size_t n, uint32_t *c)
{
    unsigned unit;

    *c = 0;
    if (!n)
        return true;
    *c = om_utf8_get(p, &unit);
    return unit == n && om_confusions_takes(*c);
}

/* A number from 1 to 10^15. */
static bool read_number(const uint8_t *p, size_t n, uint64_t *number)
{
    *number = 0;
    for (size_t i = 0; i < n && n <= 15; i++) {
        if (p[i] < '0' || p[i] > '9')
            return false;
        *number = 10 * *number + p[i] - '0';
    }
    return *number > 0;
}

static ocrmend_status read_row(reader *r, const uint8_t *p, size_t n)
{
    const uint8_t *field[4], *end = p + n;
    size_t len[4], fields = 0;
    om_confusion row;
    uint64_t known;

    for (const uint8_t *tab = p; tab; p = tab + 1) {
        tab = memchr(p, '\t', (size_t)(end - p));
        if (fields == 4)
            return bad(r, "more than the four fields read, meant, count, of");
        field[fields] = p;
        len[fields++] = (size_t)((tab ? tab : end) - p);
    }
    if (fields < 4)
        return bad(r, "not the four fields read, meant, count, of");
    if (!read_character(field[0], len[0], &row.read) || !read_character(field[1], len[1], &row.meant))
        return bad(r, "what is read and meant is one character each, or nothing");
    if (row.read == row.meant && row.read)
        return bad(r, "what is read and meant is the same");
    if (!read_number(field[2], len[2], &row.count) || !read_number(field[3], len[3], &row.of) || row.count > row.of)
        return bad(r, "count and of are numbers from 1, and count is the smaller one");
    if (count_of(r->table, row.read, row.meant))
        return bad(r, "a line above has the same two characters");
    known = count_of(r->table, STOOD, row.meant);
    if (known && known != row.of)
        return bad(r, "a line above says otherwise how often that character stood there");
    if (row.read == row.meant && r->misread)
        return bad(r, "a line above has the sum");
    if (row.read == row.meant)
        r->misread = row.count;
    if ((row.read != row.meant && !om_confusions_count(r->table, row.read, row.meant, row.count)) ||
        (!known && !om_confusions_stood(r->table, row.meant, row.of)))
        return om_fail(r->error, OCRMEND_NOMEM, 0, "out of memory");
    return OCRMEND_OK;
}

/* Comments stand before the header: what is read may be a #. */
static ocrmend_status read_line(reader *r, const uint8_t *p, size_t n)
{
    if (n && p[n - 1] == '\r')
        n--;
    if (om_utf8_valid(p, n) != n)
        return bad(r, "not valid UTF-8");
    if (r->headed)
        return n ? read_row(r, p, n) : OCRMEND_OK;
    if (n && p[0] == '#')
        return OCRMEND_OK;
    r->headed = true;
    return n == strlen(header) && memcmp(p, header, n) == 0 ? OCRMEND_OK
                                                            : bad(r, "not the header read, meant, count, of of a table");
}

static ocrmend_status read_table(reader *r, const uint8_t *p, size_t n)
{
    ocrmend_status status = OCRMEND_OK;
    size_t at = n >= 3 && memcmp(p, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;

    while (at < n && status == OCRMEND_OK) {
        const uint8_t *end = memchr(p + at, '\n', n - at);
        size_t len = end ? (size_t)(end - p) - at : n - at;

        r->line++;
        status = read_line(r, p + at, len);
        at += len + 1;
    }
    if (status == OCRMEND_OK && !r->headed) {
        r->line++;
        status = bad(r, r->line == 1 ? "the table is empty" : "the table has no header");
    }
    if (status == OCRMEND_OK && r->misread && r->misread != om_confusions_misread(r->table))
        status = bad(r, "the counts do not add up to the sum: the table is cut short or was changed");
    return status;
}

/* Bytes of a row; rows that room is made for at once. */
enum { ROW = 10, ROWS = 1 << 16 };

ocrmend_status ocrmend_confusions_add(ocrmend_confusions *c, const void *bytes, size_t n, ocrmend_error *error)
{
    reader r = {ocrmend_confusions_new(), error, 0, false, 0};
    bool ok = r.table && grow(r.table, n / ROW < ROWS ? n / ROW : ROWS);
    ocrmend_status status = ok ? read_table(&r, bytes, n) : om_fail(error, OCRMEND_NOMEM, 0, "out of memory");

    if (status == OCRMEND_OK && !om_confusions_add_all(c, r.table))
        status = om_fail(error, OCRMEND_NOMEM, 0, "out of memory");
    ocrmend_confusions_free(r.table);
    return status;
}

static void put_comment(om_buf *out, const char *about)
{
    while (about && *about) {
        size_t n = strcspn(about, "\n");

        om_buf_add(out, "# ", 2);
        om_buf_add(out, about, n);
        om_buf_add(out, "\n", 1);
        about += n + (about[n] == '\n');
    }
}

static void put_row(om_buf *out, const om_confusion *row)
{
    uint8_t line[64];
    size_t n = row->read ? om_utf8_put(line, row->read) : 0;

    line[n++] = '\t';
    n += row->meant ? om_utf8_put(line + n, row->meant) : 0;
    n += (size_t)snprintf((char *)line + n, sizeof line - n, "\t%" PRIu64 "\t%" PRIu64 "\n", row->count, row->of);
    om_buf_add(out, line, n);
}

static int by_characters(const void *a_, const void *b_)
{
    const om_confusion *a = a_, *b = b_;

    if (a->read != b->read)
        return a->read < b->read ? -1 : 1;
    return (a->meant > b->meant) - (a->meant < b->meant);
}

ocrmend_status ocrmend_confusions_write(const ocrmend_confusions *c, const char *about, ocrmend_sink out,
                                        ocrmend_error *error)
{
    om_buf text = {0};
    size_t n;
    om_confusion *list = om_confusions_list(c, &n), sum = {0, 0, om_confusions_misread(c), om_confusions_characters(c)};
    ocrmend_status status = OCRMEND_OK;

    if (list)
        qsort(list, n, sizeof *list, by_characters);
    put_comment(&text, about);
    om_buf_add(&text, header, strlen(header));
    om_buf_add(&text, "\n", 1);
    if (sum.count && sum.of)
        put_row(&text, &sum);
    for (size_t i = 0; list && i < n; i++)
        put_row(&text, &list[i]);
    if (!list || text.failed)
        status = om_fail(error, OCRMEND_NOMEM, 0, "out of memory");
    else if (out.write(out.user, text.data, text.len) != 0)
        status = om_fail(error, OCRMEND_SINK, 0, "stopped");
    free(list);
    om_buf_free(&text);
    return status;
}
