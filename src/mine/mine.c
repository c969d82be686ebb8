/* mine.c - the names of persons in clean text: a newspaper's own issues become a dictionary for a person to check. */
#include "ocrmend.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "dict/check.h"
#include "dict/source.h"
#include "dictionary.h"
#include "mine/decided.h"
#include "mine/mention.h"
#include "mine/table.h"
#include "text/status.h"
#include "text/utf8.h"

enum { LINE_MAX_BYTES = 4 * OM_MINE_CHARS, NAME_SHOWN = 1024, PLACE_CHARS = 10, OFFICE = 192 };
enum { CLEAR = 10 }; /* by so much the best reading is better than the next */
enum { BARE = 1, WITH_ORG = 3, WITH_PLACE = 2 }; /* how much an office says */

struct ocrmend_miner {
    ocrmend_dict *dicts[OCRMEND_DICTS_MAX];
    size_t n_dicts;
    om_table table;
    om_mine_line line;
    om_buf text;             /* fed, and not yet a line */
    char **files;
    size_t n_files, cap_files;
    uint32_t at_line;
    unsigned other_from, other_to; /* the last name of the line that was met beside no title */
};

void ocrmend_miner_free(ocrmend_miner *m)
{
    if (!m)
        return;
    for (size_t i = 0; i < m->n_files; i++)
        free(m->files[i]);
    free(m->files);
    om_table_free(&m->table);
    om_mine_line_free(&m->line);
    om_buf_free(&m->text);
    free(m);
}

ocrmend_miner *ocrmend_miner_new(ocrmend_dict *const *dicts, size_t n)
{
    ocrmend_miner *m = calloc(1, sizeof *m);

    if (!m || n > OCRMEND_DICTS_MAX || !om_mine_line_init(&m->line)) {
        ocrmend_miner_free(m);
        return NULL;
    }
    for (size_t i = 0; i < n; i++)
        m->dicts[i] = dicts[i];
    m->n_dicts = n;
    return m;
}

/* --- the office --------------------------------------------------------------------------------------------------- */

/* Whether the dictionaries know characters [from, to) as a place. */
static bool is_place(const ocrmend_miner *m, const om_mine_line *line, unsigned from, unsigned to)
{
    for (size_t i = 0; i < m->n_dicts; i++) {
        const om_dict *d = om_dictionary(m->dicts[i]);
        uint32_t name = om_dict_find(d, line->p + line->at[from], line->at[to] - line->at[from]), row, end;
        const om_dict_row *r;

        if (name != UINT32_MAX && om_dict_rows(d, name, &row, &end) && (r = om_dict_row_at(d, row)))
            return r->type == OM_TYPE_PLACE;
    }
    return false;
}

/* Where the places that end at i begin; i: there are none. */
static unsigned places_begin(const ocrmend_miner *m, const om_mine_line *line, unsigned i)
{
    unsigned from = i;

    do {
        i = from;
        for (unsigned n = i < PLACE_CHARS ? i : PLACE_CHARS; n >= 2 && from == i; n--)
            if (om_mine_is_han(line, i - n) && is_place(m, line, i - n, i))
                from = i - n;
    } while (from < i);
    return i;
}

static void add(char *office, size_t *len, const om_mine_line *line, unsigned from, unsigned to)
{
    size_t n = line->at[to] - line->at[from];

    if (*len + n < OFFICE) {
        memcpy(office + *len, line->p + line->at[from], n);
        *len += n;
    }
}

/* "title, tab, organisation, tab, place"; *weight: how much that says. */
static size_t describe(const ocrmend_miner *m, const om_mine_line *line, const om_mention *mention, char *office,
                       unsigned *weight)
{
    unsigned from = om_mine_ranks_begin(line, mention->title_from), body = from, place = from, place_end;
    size_t len = 0;

    if (mention->before) {
        body = om_mine_bodies_begin(line, from);
        place = places_begin(m, line, body);
    }
    place_end = place < body && body < from && is_place(m, line, place, body + 1) ? body + 1 : body; /* 柳河[县|委] */
    add(office, &len, line, from, mention->title_to);
    office[len++] = '\t';
    add(office, &len, line, body, from);
    office[len++] = '\t';
    add(office, &len, line, place, place_end);
    *weight = BARE + (body < from ? WITH_ORG : 0) + (place < body ? WITH_PLACE : 0);
    return len;
}

/* --- mentions ----------------------------------------------------------------------------------------------------- */

static void take_reading(ocrmend_miner *m, const om_mine_line *line, const om_mention *mention, unsigned i,
                         const char *office, size_t len, unsigned weight)
{
    const om_name_reading *r = &mention->reading[i];
    uint32_t beside = mention->before ? (r->to < line->n ? line->c[r->to] : 0) : (r->from ? line->c[r->from - 1] : 0);
    om_entry *e;
    bool clear = i == 0 && (mention->n == 1 || r->margin - mention->reading[1].margin >= CLEAR);

    if (is_place(m, line, r->from, r->to)) /* 伊拉克|总统 */
        return;
    e = om_table_add(&m->table, line->p + line->at[r->from], line->at[r->to] - line->at[r->from]);
    if (!e)
        return;
    if (!e->count) {
        e->follower = beside;
        e->file = (uint32_t)m->n_files;
        e->line = m->at_line;
    }
    if (!mention->before && e->elsewhere && r->from == m->other_from && r->to == m->other_to)
        e->elsewhere--; /* there is a title, after it */
    e->varied |= e->follower != beside;
    e->count++;
    e->best += clear;
    e->firm += clear && r->firm;
    e->sure += clear && r->firm && mention->before && mention->kind != OM_BEARER;
    om_table_office(&m->table, e, office, len, weight);
}

static void take_mention(void *miner, const om_mine_line *line, const om_mention *mention)
{
    ocrmend_miner *m = miner;
    char office[OFFICE + 2];
    unsigned weight;
    size_t len = describe(m, line, mention, office, &weight);

    for (unsigned i = 0; i < mention->n; i++)
        take_reading(m, line, mention, i, office, len, weight);
}

enum { OTHER_LEAST = 3, OTHER_MOST = 4 };

/* A name that was met beside a title may stand there without one.  Names of two characters are too often parts of
 * others. */
static void take_other(void *miner, const om_mine_line *line, unsigned i)
{
    ocrmend_miner *m = miner;

    for (unsigned to = i + OTHER_LEAST; to <= i + OTHER_MOST && to <= line->n; to++) {
        om_entry *e = om_table_find(&m->table, line->p + line->at[i], line->at[to] - line->at[i]);

        if (e) {
            e->elsewhere++;
            m->other_from = i;
            m->other_to = to;
        }
    }
}

/* --- text --------------------------------------------------------------------------------------------------------- */

static void take_line(ocrmend_miner *m, const uint8_t *utf8, size_t n)
{
    while (n) {
        size_t taken = om_mine_line_set(&m->line, utf8, n);

        m->other_to = 0;
        om_mentions(&m->line, (om_mention_see){take_mention, take_other, m});
        utf8 += taken;
        n -= taken;
    }
}

ocrmend_status ocrmend_miner_begin(ocrmend_miner *m, const char *name)
{
    if (m->text.len)
        take_line(m, m->text.data, m->text.len);
    m->text.len = 0;
    m->at_line = 1;
    if (!om_more((void **)&m->files, m->n_files, &m->cap_files, sizeof *m->files))
        return OCRMEND_NOMEM;
    m->files[m->n_files] = strdup(name);
    return m->files[m->n_files] ? (m->n_files++, OCRMEND_OK) : OCRMEND_NOMEM;
}

/* Of n bytes of a line without an end in sight, as many as are worked on at a time: up to a character's end. */
static size_t piece(const uint8_t *text, size_t n)
{
    if (n <= LINE_MAX_BYTES)
        return 0;
    for (n = LINE_MAX_BYTES; (text[n] & 0xC0) == 0x80; n--)
        ;
    return n;
}

ocrmend_status ocrmend_miner_feed(ocrmend_miner *m, const void *utf8, size_t n)
{
    size_t done = 0, part;
    const uint8_t *end;

    om_buf_add(&m->text, utf8, n);
    while (done < m->text.len && (end = memchr(m->text.data + done, '\n', m->text.len - done))) {
        part = (size_t)(end - m->text.data) - done;
        take_line(m, m->text.data + done, part);
        done += part + 1;
        m->at_line += m->at_line < UINT32_MAX;
    }
    while ((part = piece(m->text.data + done, m->text.len - done))) {
        take_line(m, m->text.data + done, part);
        done += part;
    }
    om_buf_drop(&m->text, done);
    return m->table.failed || m->text.failed ? OCRMEND_NOMEM : OCRMEND_OK;
}

ocrmend_status ocrmend_miner_decided(ocrmend_miner *m, ocrmend_source log, ocrmend_source decisions,
                                     ocrmend_error *error)
{
    return om_decided_add(&m->table, log, decisions, error);
}

/* --- the rows ----------------------------------------------------------------------------------------------------- */

/* A row as it is sorted. */
typedef struct {
    const uint8_t *name;
    const om_entry *entry;
} row;

static int by_count(const void *x, const void *y)
{
    const row *a = x, *b = y;
    size_t n = a->entry->name_len < b->entry->name_len ? a->entry->name_len : b->entry->name_len;
    int order;

    if (om_entry_count(a->entry) != om_entry_count(b->entry))
        return om_entry_count(a->entry) > om_entry_count(b->entry) ? -1 : 1;
    order = memcmp(a->name, b->name, n);
    return order ? order : (a->entry->name_len > b->entry->name_len) - (a->entry->name_len < b->entry->name_len);
}

static bool is_wanted(const om_entry *e, unsigned min)
{
    if (e->refused || e->rejected)
        return false;
    return e->accepted || (e->best && om_entry_count(e) + e->sure >= min);
}

static void put(om_buf *out, const char *text)
{
    om_buf_add(out, text, strlen(text));
}

/* A file's name as a column can have it. */
static void put_file(om_buf *out, const char *name)
{
    size_t n = strlen(name) < NAME_SHOWN ? strlen(name) : NAME_SHOWN;

    for (size_t i = 0; i < n; i++)
        om_buf_add(out, (uint8_t)name[i] < ' ' || name[i] == '"' ? "?" : name + i, 1);
}

static void put_row(const ocrmend_miner *m, om_buf *out, const om_entry *e)
{
    const char *type = om_type_name(e->type ? e->type : OM_TYPE_PERSON);
    char number[24];

    om_buf_add(out, m->table.pool.data + e->name, e->name_len);
    put(out, "\t");
    put(out, type);
    put(out, "\t");
    if (e->office_len)
        om_buf_add(out, m->table.pool.data + e->office, e->office_len);
    else
        put(out, "\t\t");
    snprintf(number, sizeof number, "\t%u\t", om_entry_count(e));
    put(out, number);
    if (e->file) {
        put_file(out, m->files[e->file - 1]);
        snprintf(number, sizeof number, ":%u\n", e->line);
        put(out, number);
    } else {
        put(out, "accepted\n");
    }
}

ocrmend_status ocrmend_miner_write(ocrmend_miner *m, unsigned min, ocrmend_sink out, ocrmend_error *error)
{
    om_table *t = &m->table;
    row *rows;
    om_buf lines = {0};
    size_t n = 0;
    ocrmend_status status = OCRMEND_OK;

    if (m->text.len)
        take_line(m, m->text.data, m->text.len);
    m->text.len = 0;
    om_table_decide(t);
    rows = malloc((t->n + 1) * sizeof *rows);
    if (!rows || t->failed) {
        free(rows);
        return om_fail(error, OCRMEND_NOMEM, 0, "out of memory");
    }
    for (size_t i = 0; i < t->n; i++)
        if (is_wanted(&t->at[i], min))
            rows[n++] = (row){t->pool.data + t->at[i].name, &t->at[i]};
    qsort(rows, n, sizeof *rows, by_count);
    put(&lines, "name\ttype\ttitle\torg\tplace\tcount\tnote\n");
    for (size_t i = 0; i < n; i++)
        put_row(m, &lines, rows[i].entry);
    if (lines.failed)
        status = om_fail(error, OCRMEND_NOMEM, 0, "out of memory");
    else if (out.write(out.user, lines.data, lines.len))
        status = om_fail(error, OCRMEND_SINK, 0, "the rows could not be written");
    om_buf_free(&lines);
    free(rows);
    return status;
}
