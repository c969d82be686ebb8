#include "report/log_read.h"

#include <jansson.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "report/log_write.h"
#include "text/status.h"

enum {
    CHUNK = 64 * 1024,
    LINE_LIMIT = 16 * 1024 * 1024 /* a block's whole text in \u0000 escapes, old and new, and room to spare */
};

struct om_log_reader {
    ocrmend_source source;
    om_buf buf;
    size_t next;   /* first byte of buf not read yet */
    bool at_end;   /* of the source */
    uint64_t line;
    json_t *json;  /* of the line last read */
    om_buf bytes;  /* its old_hex */
};

om_log_reader *om_log_reader_new(ocrmend_source source)
{
    om_log_reader *r = calloc(1, sizeof *r);

    if (r)
        r->source = source;
    return r;
}

void om_log_reader_free(om_log_reader *r)
{
    if (!r)
        return;
    json_decref(r->json);
    om_buf_free(&r->buf);
    om_buf_free(&r->bytes);
    free(r);
}

ocrmend_status om_log_bad(ocrmend_error *error, uint64_t line, const char *format, ...)
{
    if (error && error->status == OCRMEND_OK) {
        va_list args;
        error->status = OCRMEND_BAD_LOG;
        error->offset = 0;
        error->line = line;
        va_start(args, format);
        vsnprintf(error->message, sizeof error->message, format, args);
        va_end(args);
    }
    return OCRMEND_BAD_LOG;
}

/* Get more of the log into the buffer. */
static ocrmend_status fill(om_log_reader *r, ocrmend_error *error)
{
    ptrdiff_t n;

    om_buf_drop(&r->buf, r->next);
    r->next = 0;
    if (!om_buf_reserve(&r->buf, CHUNK))
        return om_fail(error, OCRMEND_NOMEM, 0, "out of memory");
    n = r->source.read(r->source.user, r->buf.data + r->buf.len, CHUNK);
    if (n < 0 || n > CHUNK)
        return om_fail(error, OCRMEND_SINK, 0, "the edit log could not be read");
    r->buf.len += (size_t)n;
    r->at_end = n == 0;
    return OCRMEND_OK;
}

/* Find the next line, without its line end; *text is NULL at the end of the log. */
static ocrmend_status get_line(om_log_reader *r, const char **text, size_t *len, ocrmend_error *error)
{
    size_t seen = 0; /* bytes of the line that have no line end among them */

    for (;;) {
        const uint8_t *from = r->buf.data ? r->buf.data + r->next : NULL;
        size_t n = r->buf.len - r->next;
        const uint8_t *end = n > seen ? memchr(from + seen, '\n', n - seen) : NULL;
        ocrmend_status status;

        if (end || (r->at_end && n)) {
            *text = (const char *)from;
            *len = end ? (size_t)(end - from) : n;
            r->next += *len + (end != NULL);
            r->line++;
            return OCRMEND_OK;
        }
        if (r->at_end) {
            *text = NULL;
            return OCRMEND_OK;
        }
        if (n > LINE_LIMIT)
            return om_log_bad(error, r->line + 1, "the line is longer than any that ocrmend writes");
        seen = n;
        status = fill(r, error);
        if (status != OCRMEND_OK)
            return status;
    }
}

/* --- members of the line's object; each is false when it is not there or not of its kind -------------------------- */

static bool get_number(const json_t *json, const char *key, uint64_t *n)
{
    const json_t *v = json_object_get(json, key);

    if (!json_is_integer(v) || json_integer_value(v) < 0)
        return false;
    *n = (uint64_t)json_integer_value(v);
    return true;
}

static bool get_string(const json_t *json, const char *key, const char **s, size_t *len)
{
    const json_t *v = json_object_get(json, key);

    if (!json_is_string(v))
        return false;
    *s = json_string_value(v);
    *len = json_string_length(v);
    return true;
}

static bool get_real(const json_t *json, const char *key, double *x)
{
    const json_t *v = json_object_get(json, key);

    *x = json_number_value(v);
    return json_is_number(v);
}

static bool get_range(const json_t *json, const char *key, om_log_range *range)
{
    const json_t *v = json_object_get(json, key);
    const json_t *from = json_array_get(v, 0), *to = json_array_get(v, 1);

    if (json_array_size(v) != 2 || !json_is_integer(from) || !json_is_integer(to))
        return false;
    if (json_integer_value(from) < 0 || json_integer_value(to) < json_integer_value(from))
        return false;
    *range = (om_log_range){(uint64_t)json_integer_value(from), (uint64_t)json_integer_value(to)};
    return true;
}

static int hex_digit(char c)
{
    return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static bool get_hex(const json_t *json, const char *key, om_buf *bytes)
{
    const char *s;
    size_t n;

    bytes->len = 0;
    if (!get_string(json, key, &s, &n) || n % 2 || !om_buf_reserve(bytes, n / 2 + 1))
        return false;
    for (; n; n -= 2, s += 2) {
        int high = hex_digit(s[0]), low = hex_digit(s[1]);

        if (high < 0 || low < 0)
            return false;
        bytes->data[bytes->len++] = (uint8_t)(high << 4 | low);
    }
    return true;
}

static bool get_checksum(const json_t *json, const char *key, om_buf *bytes, uint64_t *sum)
{
    if (!get_hex(json, key, bytes) || bytes->len != 8)
        return false;
    *sum = 0;
    for (size_t i = 0; i < 8; i++)
        *sum = *sum << 8 | bytes->data[i];
    return true;
}

/* --- kinds of lines -------------------------------------------------------------------------------------------- */

static ocrmend_status read_begin(om_log_reader *r, om_log_line *line, ocrmend_error *error)
{
    const char *to;
    uint64_t format;
    size_t len;

    if (!get_number(r->json, "log", &format) || !get_string(r->json, "charset", &line->begin.charset, &len))
        return om_log_bad(error, r->line, "not the first line of an edit log");
    if (format != OM_LOG_FORMAT)
        return om_log_bad(error, r->line, "the log has format %llu; this ocrmend reads format %d",
                          (unsigned long long)format, OM_LOG_FORMAT);
    line->begin.strange = !om_settings_get(r->json, &line->begin.settings);
    line->begin.document = json_object_get(r->json, "format") != NULL;
    line->begin.format = json_string_value(json_object_get(r->json, "format"));
    line->begin.same = get_string(r->json, "to", &to, &len) && strcmp(to, "same") == 0;
    line->kind = OM_LOG_BEGIN;
    return OCRMEND_OK;
}

static ocrmend_status read_edit(om_log_reader *r, om_log_line *line, ocrmend_error *error)
{
    const char *old_text, *new_text, *outcome;
    size_t len;
    bool hex = json_object_get(r->json, "old_hex") != NULL;

    line->kind = OM_LOG_EDIT;
    line->edit.changed = !get_string(r->json, "outcome", &outcome, &len);
    line->edit.outcome = line->edit.changed                   ? OCRMEND_CHANGED
                         : strcmp(outcome, "suggested") == 0 ? OCRMEND_SUGGESTED
                                                             : OCRMEND_REPORTED;
    if (!get_number(r->json, "id", &line->edit.id) || !get_number(r->json, "at", &line->edit.at) ||
        !get_string(r->json, "stage", &line->edit.stage, &len) ||
        !get_string(r->json, "rule", &line->edit.rule, &len) ||
        !get_real(r->json, "confidence", &line->edit.confidence) || !get_range(r->json, "raw", &line->raw) ||
        !get_range(r->json, "clean", &line->clean) || !get_string(r->json, "new", &new_text, &line->edit.new_len) ||
        (hex ? !get_hex(r->json, "old_hex", &r->bytes) : !get_string(r->json, "old", &old_text, &line->edit.old_len)))
        return om_log_bad(error, r->line, "not a complete edit");
    line->edit.new_text = (const uint8_t *)new_text;
    line->edit.old_text = hex ? r->bytes.data : (const uint8_t *)old_text;
    if (hex)
        line->edit.old_len = r->bytes.len;
    if (!get_string(r->json, "why", &line->edit.why, &line->edit.why_len))
        line->edit.why = NULL;
    return OCRMEND_OK;
}

/* A block's end or the section's. */
static ocrmend_status read_sum(om_log_reader *r, om_log_line *line, bool end, ocrmend_error *error)
{
    line->kind = end ? OM_LOG_END : OM_LOG_BLOCK;
    if (!get_number(r->json, end ? "blocks" : "block", &line->sum.number) ||
        (end && !(get_number(r->json, "edits", &line->sum.edits) && get_number(r->json, "notes", &line->sum.notes))) ||
        !get_range(r->json, "raw", &line->raw) || !get_range(r->json, "clean", &line->clean) ||
        !get_checksum(r->json, "raw_xxh3", &r->bytes, &line->sum.raw_xxh3) ||
        !get_checksum(r->json, "clean_xxh3", &r->bytes, &line->sum.clean_xxh3))
        return om_log_bad(error, r->line, "not a complete %s", end ? "last line" : "end of a block");
    return OCRMEND_OK;
}

ocrmend_status om_log_next(om_log_reader *r, om_log_line *line, ocrmend_error *error)
{
    const char *text = NULL;
    size_t len = 0;
    json_error_t wrong;
    ocrmend_status status = get_line(r, &text, &len, error);

    memset(line, 0, sizeof *line);
    line->line = r->line;
    if (status != OCRMEND_OK || !text)
        return status;
    json_decref(r->json);
    r->json = json_loadb(text, len, JSON_ALLOW_NUL, &wrong);
    if (!r->json && json_error_code(&wrong) == json_error_out_of_memory)
        return om_fail(error, OCRMEND_NOMEM, 0, "out of memory");
    if (!r->json)
        return om_log_bad(error, r->line, "not JSON at column %d", wrong.column);
    if (json_object_get(r->json, "id"))
        return read_edit(r, line, error);
    if (json_object_get(r->json, "block"))
        return read_sum(r, line, false, error);
    if (json_object_get(r->json, "end"))
        return read_sum(r, line, true, error);
    if (json_object_get(r->json, "ocrmend"))
        return read_begin(r, line, error);
    return om_log_bad(error, r->line, "not a line of an edit log");
}
