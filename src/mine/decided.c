#include "config.h"
#include "mine/decided.h"

#include <stdlib.h>
#include <string.h>

#include "dict/format.h"
#include "dict/source.h"
#include "report/decisions.h"
#include "report/log_read.h"
#include "text/script.h"
#include "text/status.h"
#include "text/utf8.h"

enum { MIDDLE_DOT = 0xB7 };

/* A line of the log about a name: what it says is in the pool. */
typedef struct {
    uint64_t id;
    size_t rule, old_text, new_text, why, end; /* each ends where the next begins */
} told;

typedef struct {
    told *at;
    size_t n, cap;
    om_buf pool;
} tellings;

/* --- the log ------------------------------------------------------------------------------------------------------ */

static bool keep(tellings *all, const om_log_line *line)
{
    om_buf *pool = &all->pool;
    told t = {.id = line->edit.id, .rule = pool->len};

    if (!om_more((void **)&all->at, all->n, &all->cap, sizeof *all->at))
        return false;
    om_buf_add(pool, line->edit.rule, strlen(line->edit.rule) + 1);
    t.old_text = pool->len;
    om_buf_add(pool, line->edit.old_text, line->edit.old_len);
    t.new_text = pool->len;
    om_buf_add(pool, line->edit.new_text, line->edit.new_len);
    t.why = pool->len;
    om_buf_add(pool, line->edit.why, line->edit.why_len);
    t.end = pool->len;
    all->at[all->n++] = t;
    return !pool->failed;
}

static ocrmend_status read_log(tellings *all, ocrmend_source log, uint64_t *raw_xxh3, ocrmend_error *error)
{
    om_log_reader *reader = om_log_reader_new(log);
    ocrmend_status status = reader ? OCRMEND_OK : om_fail(error, OCRMEND_NOMEM, 0, "out of memory");
    bool ended = false;
    om_log_line line;

    while (status == OCRMEND_OK && !ended && (status = om_log_next(reader, &line, error)) == OCRMEND_OK) {
        if (line.kind == OM_LOG_NONE)
            status = om_log_bad(error, line.line, "the log is cut off: the text's last line is missing");
        else if (line.kind == OM_LOG_EDIT && strcmp(line.edit.stage, "names") == 0 && line.edit.why &&
                 !keep(all, &line))
            status = om_fail(error, OCRMEND_NOMEM, 0, "out of memory");
        ended = line.kind == OM_LOG_END;
        *raw_xxh3 = ended ? line.sum.raw_xxh3 : 0;
    }
    om_log_reader_free(reader);
    return status;
}

/* --- the name that an edit is about ------------------------------------------------------------------------------- */

typedef struct {
    const char *p;
    size_t len;
} piece;

/* What stands before `mark`, which is taken off *rest with it.  false: it is not there. */
static bool take(piece *rest, const char *mark, piece *before)
{
    size_t n = strlen(mark);
    const char *at = memmem(rest->p, rest->len, mark, n);

    if (!at)
        return false;
    *before = (piece){rest->p, (size_t)(at - rest->p)};
    rest->len -= before->len + n;
    rest->p = at + n;
    return true;
}

/* "READ: NAME (TYPE), ...": see decide.c of stage names. */
static bool parse(piece why, piece *read, piece *name, unsigned *type)
{
    piece word;

    if (!take(&why, ": ", read) || !take(&why, " (", name) || !take(&why, ")", &word))
        return false;
    for (*type = OM_TYPE_PERSON; om_type_name(*type); ++*type)
        if (strlen(om_type_name(*type)) == word.len && memcmp(om_type_name(*type), word.p, word.len) == 0)
            return true;
    return false;
}

/* Whether a dictionary takes it as a name. */
static bool is_name(const om_buf *text)
{
    unsigned chars = 0, unit;
    uint32_t c = MIDDLE_DOT;

    for (size_t i = 0; i < text->len; i += unit, chars++) {
        uint32_t before = c;

        c = om_utf8_get(text->data + i, &unit);
        if (c == MIDDLE_DOT ? before == MIDDLE_DOT : !om_is_wide_letter(om_script(c)))
            return false;
    }
    return c != MIDDLE_DOT && chars >= OM_NAME_MIN && chars <= OM_NAME_MAX && !text->failed;
}

/* --- decisions ---------------------------------------------------------------------------------------------------- */

/* What was read with the typed text in the place of what the edit was about, which must be clear. */
static bool typed_name(om_buf *text, piece read, piece old_text, piece typed)
{
    const char *at = old_text.len ? memmem(read.p, read.len, old_text.p, old_text.len) : NULL;
    size_t before = at ? (size_t)(at - read.p) : 0, after = before + old_text.len;

    if (!at || memmem(at + 1, read.len - before - 1, old_text.p, old_text.len))
        return false;
    om_buf_add(text, read.p, before);
    om_buf_add(text, typed.p, typed.len);
    om_buf_add(text, read.p + after, read.len - after);
    return true;
}

/* false: out of memory. */
static bool decide(om_table *table, const tellings *all, const told *t, const om_decision *d)
{
    const char *pool = (const char *)all->pool.data;
    piece read, name, old_text = {pool + t->old_text, t->new_text - t->old_text};
    om_buf text = {0};
    om_entry *entry = NULL;
    unsigned type;

    if (!parse((piece){pool + t->why, t->end - t->why}, &read, &name, &type))
        return true;
    if (d->verb != OM_RETYPE)
        om_buf_add(&text, name.p, name.len);
    if ((d->verb != OM_RETYPE || typed_name(&text, read, old_text, (piece){d->text, d->len})) && is_name(&text)) {
        entry = om_table_add(table, text.data, text.len);
        if (entry) {
            entry->type = (uint8_t)type;
            entry->accepted += d->verb != OM_REJECT;
            entry->refused |= d->verb == OM_REJECT;
        }
    }
    om_buf_free(&text);
    return !table->failed && !text.failed;
}

static ocrmend_status decide_all(om_table *table, const tellings *all, const ocrmend_decisions *decisions,
                                 ocrmend_error *error)
{
    const char *pool = (const char *)all->pool.data;
    size_t k = 0;

    for (size_t i = 0; i < all->n; i++) {
        const told *t = &all->at[i];

        while (k < decisions->n && decisions->at[k].id < t->id)
            k++;
        if (k == decisions->n || decisions->at[k].id != t->id)
            continue;
        if (!om_decision_fits(&decisions->at[k], pool + t->rule, pool + t->old_text, t->new_text - t->old_text,
                              pool + t->new_text, t->why - t->new_text))
            return om_decision_bad(error, decisions->at[k].line,
                                   "change %llu of the edit log is another one: the decisions are on another log",
                                   (unsigned long long)t->id);
        if (!decide(table, all, t, &decisions->at[k]))
            return om_fail(error, OCRMEND_NOMEM, 0, "out of memory");
    }
    return OCRMEND_OK;
}

ocrmend_status om_decided_add(om_table *table, ocrmend_source log, ocrmend_source source, ocrmend_error *error)
{
    tellings all = {0};
    uint64_t raw_xxh3 = 0;
    ocrmend_decisions *decisions = NULL;
    ocrmend_status status = read_log(&all, log, &raw_xxh3, error);

    if (status == OCRMEND_OK) {
        ocrmend_error own = {OCRMEND_OK};

        decisions = ocrmend_decisions_read(source, raw_xxh3, &own);
        status = own.status;
        if (error && status != OCRMEND_OK && error->status == OCRMEND_OK)
            *error = own;
    }
    if (decisions)
        status = decide_all(table, &all, decisions, error);
    ocrmend_decisions_free(decisions);
    free(all.at);
    om_buf_free(&all.pool);
    return status;
}
