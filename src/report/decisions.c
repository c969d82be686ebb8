#include "report/decisions.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

#include "text/bisect.h"
#include "text/buf.h"
#include "text/status.h"

enum { FORMAT = 1, CHUNK = 64 * 1024 };

ocrmend_status om_decision_bad(ocrmend_error *error, uint64_t line, const char *format, ...)
{
    if (error && error->status == OCRMEND_OK) {
        va_list args;

        error->status = OCRMEND_BAD_DECISIONS;
        error->offset = 0;
        error->line = line;
        va_start(args, format);
        vsnprintf(error->message, sizeof error->message, format, args);
        va_end(args);
    }
    return OCRMEND_BAD_DECISIONS;
}

uint64_t ocrmend_checksum(const void *bytes, size_t n)
{
    return XXH3_64bits(bytes, n);
}

void ocrmend_decisions_free(ocrmend_decisions *decisions)
{
    if (!decisions)
        return;
    for (size_t i = 0; i < decisions->n; i++)
        json_decref(decisions->at[i].json);
    free(decisions->at);
    free(decisions);
}

/* The member is not there, or is this text. */
static bool is_text(const json_t *json, const char *key, const void *text, size_t len)
{
    const json_t *v = json_object_get(json, key);

    return !v || (json_string_length(v) == len && memcmp(json_string_value(v), text, len) == 0);
}

const om_decision *om_decision_on(const ocrmend_decisions *all, uint64_t id)
{
    size_t i = 0;

    OM_BISECT(i, all ? all->n : 0, all->at[i].id < id);
    return all && i < all->n && all->at[i].id == id ? &all->at[i] : NULL;
}

bool om_decision_fits(const om_decision *d, const char *rule, const void *old_text, size_t old_len,
                      const void *new_text, size_t new_len)
{
    return (!rule || is_text(d->json, "rule", rule, strlen(rule))) && is_text(d->json, "old", old_text, old_len) &&
           is_text(d->json, "new", new_text, new_len);
}

/* --- reading ------------------------------------------------------------------------------------------------------ */

static ocrmend_status read_all(ocrmend_source source, om_buf *all, ocrmend_error *error)
{
    for (;;) {
        ptrdiff_t n;

        if (!om_buf_reserve(all, CHUNK))
            return om_fail(error, OCRMEND_NOMEM, 0, "out of memory");
        n = source.read(source.user, all->data + all->len, CHUNK);
        if (n < 0 || n > CHUNK)
            return om_fail(error, OCRMEND_SINK, 0, "the decisions could not be read");
        if (n == 0)
            return OCRMEND_OK;
        all->len += (size_t)n;
    }
}

/* A first line: *mine tells whether what follows is about the text with this checksum. */
static ocrmend_status read_begin(const json_t *json, uint64_t line, uint64_t raw_xxh3, bool *mine, ocrmend_error *error)
{
    const json_t *format = json_object_get(json, "decisions");
    const char *sum = json_string_value(json_object_get(json, "raw_xxh3"));
    char wanted[17];

    if (!json_is_integer(format) || !sum || strlen(sum) != 16)
        return om_decision_bad(error, line, "not the first line of a file of decisions");
    if (json_integer_value(format) != FORMAT)
        return om_decision_bad(error, line, "the decisions have format %lld; this ocrmend reads format %d",
                               (long long)json_integer_value(format), FORMAT);
    snprintf(wanted, sizeof wanted, "%016llx", (unsigned long long)raw_xxh3);
    *mine = strcmp(sum, wanted) == 0;
    return OCRMEND_OK;
}

static ocrmend_status add(ocrmend_decisions *decisions, json_t *json, uint64_t line, ocrmend_error *error)
{
    static const char *const verbs[] = {"accept", "reject", "retype"};
    const json_t *id = json_object_get(json, "id"), *text = json_object_get(json, "text");
    const char *verb = json_string_value(json_object_get(json, "decision"));
    om_decision d = {.line = line};

    if (!json_is_integer(id) || json_integer_value(id) < 1 || !verb)
        return om_decision_bad(error, line, "not a complete decision");
    while (d.verb < 3 && strcmp(verb, verbs[d.verb]) != 0)
        d.verb++;
    if (d.verb > OM_RETYPE)
        return om_decision_bad(error, line, "a decision is accept, reject or retype, not '%.40s'", verb);
    if (d.verb == OM_RETYPE && !json_is_string(text))
        return om_decision_bad(error, line, "a typed reading needs its text");
    d.id = (uint64_t)json_integer_value(id);
    d.text = json_string_value(text);
    d.len = json_string_length(text);
    if (!om_more((void **)&decisions->at, decisions->n, &decisions->cap, sizeof *decisions->at))
        return om_fail(error, OCRMEND_NOMEM, 0, "out of memory");
    d.json = json_incref(json);
    decisions->at[decisions->n++] = d;
    return OCRMEND_OK;
}

static int by_id(const void *x, const void *y)
{
    const om_decision *a = x, *b = y;

    if (a->id != b->id)
        return a->id < b->id ? -1 : 1;
    return (a->line > b->line) - (a->line < b->line);
}

/* Of several decisions on one line of the log the last counts: files of decisions can be put one behind the other. */
static void sort(ocrmend_decisions *decisions)
{
    size_t n = 0;

    if (decisions->n)
        qsort(decisions->at, decisions->n, sizeof *decisions->at, by_id);
    for (size_t i = 0; i < decisions->n; i++) {
        if (i + 1 < decisions->n && decisions->at[i + 1].id == decisions->at[i].id)
            json_decref(decisions->at[i].json);
        else
            decisions->at[n++] = decisions->at[i];
    }
    decisions->n = n;
}

static ocrmend_status read_lines(ocrmend_decisions *decisions, const om_buf *all, uint64_t raw_xxh3,
                                 ocrmend_error *error)
{
    ocrmend_status status = OCRMEND_OK;
    bool mine = false, found = false;
    uint64_t line = 0;

    for (size_t at = 0, n; at < all->len && status == OCRMEND_OK; at += n + 1) {
        const char *text = (const char *)all->data + at, *end = memchr(text, '\n', all->len - at);
        json_error_t wrong;
        json_t *json;

        n = end ? (size_t)(end - text) : all->len - at;
        line++;
        json = json_loadb(text, n, JSON_ALLOW_NUL, &wrong);
        if (!json)
            status = om_decision_bad(error, line, "not JSON at column %d", wrong.column);
        else if (json_object_get(json, "ocrmend"))
            status = read_begin(json, line, raw_xxh3, &mine, error);
        else if (line == 1)
            status = om_decision_bad(error, line, "not the first line of a file of decisions");
        else if (mine)
            status = add(decisions, json, line, error);
        found |= mine;
        json_decref(json);
    }
    if (status == OCRMEND_OK && line == 0)
        status = om_decision_bad(error, 1, "the file is empty");
    if (status == OCRMEND_OK && !found)
        status = om_decision_bad(error, 1, "the decisions are on another text (raw_xxh3 is not its checksum)");
    return status;
}

ocrmend_decisions *ocrmend_decisions_read(ocrmend_source source, uint64_t raw_xxh3, ocrmend_error *error)
{
    ocrmend_decisions *decisions = calloc(1, sizeof *decisions);
    om_buf all = {0};
    ocrmend_status status = decisions ? read_all(source, &all, error)
                                      : om_fail(error, OCRMEND_NOMEM, 0, "out of memory");

    if (status == OCRMEND_OK)
        status = read_lines(decisions, &all, raw_xxh3, error);
    om_buf_free(&all);
    if (status == OCRMEND_OK) {
        sort(decisions);
        return decisions;
    }
    ocrmend_decisions_free(decisions);
    return NULL;
}
