/* edits.c - the edits of a log, to be found by their place in the raw and in the clean text. */
#include <stdlib.h>

#include "diff/text.h"
#include "report/log_read.h"
#include "stage/stage.h"
#include "text/bisect.h"

struct ocrmend_edits {
    const ocrmend_text *raw, *clean;
    ocrmend_edit_place *at; /* sorted by raw_from */
    uint64_t *reach;        /* the largest raw_to of at[0] .. at[i] */
    size_t n, cap;
    char **why;             /* texts that at[].why points to; most edits have none */
    size_t n_why, why_cap;
};

void ocrmend_edits_free(ocrmend_edits *edits)
{
    if (!edits)
        return;
    for (size_t i = 0; i < edits->n_why; i++)
        free(edits->why[i]);
    free(edits->why);
    free(edits->at);
    free(edits->reach);
    free(edits);
}

/* A copy of what decided; NULL: out of memory. */
static const char *keep_why(ocrmend_edits *edits, const om_log_line *line)
{
    char *copy = strndup(line->edit.why, line->edit.why_len);

    if (copy && !om_more((void **)&edits->why, edits->n_why, &edits->why_cap, sizeof *edits->why)) {
        free(copy);
        return NULL;
    }
    if (copy)
        edits->why[edits->n_why++] = copy;
    return copy;
}

static ocrmend_status add(ocrmend_edits *edits, const om_log_line *line, ocrmend_error *error)
{
    const ocrmend_rule *rule = ocrmend_rule_named(line->edit.rule);
    const char *why = NULL;

    if (!rule)
        return om_log_bad(error, line->line, "rule '%.40s' is none of this ocrmend", line->edit.rule);
    if (!om_more((void **)&edits->at, edits->n, &edits->cap, sizeof *edits->at))
        return om_fail(error, OCRMEND_NOMEM, 0, "out of memory");
    if (line->edit.why && !(why = keep_why(edits, line)))
        return om_fail(error, OCRMEND_NOMEM, 0, "out of memory");
    edits->at[edits->n++] = (ocrmend_edit_place){line->edit.id, rule, line->edit.confidence, why, line->raw.from,
                                                 line->raw.to, line->clean.from, line->clean.to};
    return OCRMEND_OK;
}

/* How a document spells its words is no edit of its text. */
static bool is_spelling(const om_log_line *line)
{
    return strcmp(line->edit.stage, om_stage_read.name) == 0 || strcmp(line->edit.stage, om_stage_write.name) == 0;
}

/* The last line: is it the log of these texts? */
static ocrmend_status check(const om_log_line *line, const ocrmend_text *raw, const ocrmend_text *clean,
                            ocrmend_error *error)
{
    if (line->raw.to != raw->raw_len || line->sum.raw_xxh3 != raw->raw_xxh3)
        return om_fail(error, OCRMEND_MISMATCH, 0, "the edit log is that of another raw text");
    if (line->clean.to != clean->raw_len || line->sum.clean_xxh3 != clean->raw_xxh3)
        return om_fail(error, OCRMEND_MISMATCH, 0, "the clean text was changed since the edit log was written");
    return OCRMEND_OK;
}

static ocrmend_status read_log(ocrmend_edits *edits, om_log_reader *reader, const ocrmend_text *raw,
                               const ocrmend_text *clean, ocrmend_error *error)
{
    om_log_line line;
    bool ended = false;
    ocrmend_status status = om_log_next(reader, &line, error);

    if (status == OCRMEND_OK && line.kind != OM_LOG_BEGIN)
        return om_log_bad(error, line.kind == OM_LOG_NONE ? 1 : line.line,
                          line.kind == OM_LOG_NONE ? "the log is empty" : "not the first line of an edit log");
    while (status == OCRMEND_OK && (status = om_log_next(reader, &line, error)) == OCRMEND_OK &&
           line.kind != OM_LOG_NONE) {
        if (line.kind == OM_LOG_BEGIN)
            return om_fail(error, OCRMEND_MISMATCH, 0, "the edit log is that of several texts");
        if (ended)
            return om_log_bad(error, line.line, "the text's last line is above");
        if (line.kind == OM_LOG_EDIT && line.edit.changed && !is_spelling(&line))
            status = add(edits, &line, error);
        if (line.kind == OM_LOG_END) {
            ended = true;
            status = check(&line, raw, clean, error);
        }
    }
    if (status == OCRMEND_OK && !ended)
        return om_log_bad(error, line.line, "the log is cut off: the text's last line is missing");
    return status;
}

static int by_raw(const void *x, const void *y)
{
    const ocrmend_edit_place *a = x, *b = y;

    if (a->raw_from != b->raw_from)
        return a->raw_from < b->raw_from ? -1 : 1;
    return (a->id > b->id) - (a->id < b->id);
}

ocrmend_edits *ocrmend_edits_read(ocrmend_source log, const ocrmend_text *raw, const ocrmend_text *clean,
                                  ocrmend_error *error)
{
    ocrmend_edits *edits = calloc(1, sizeof *edits);
    om_log_reader *reader = om_log_reader_new(log);
    ocrmend_status status;

    if (edits) {
        edits->raw = raw;
        edits->clean = clean;
    }
    if (edits && reader)
        status = read_log(edits, reader, raw, clean, error);
    else
        status = om_fail(error, OCRMEND_NOMEM, 0, "out of memory");
    om_log_reader_free(reader);
    if (status == OCRMEND_OK && edits->n) {
        uint64_t reach = 0;

        qsort(edits->at, edits->n, sizeof *edits->at, by_raw);
        edits->reach = malloc(edits->n * sizeof *edits->reach);
        if (!edits->reach)
            status = om_fail(error, OCRMEND_NOMEM, 0, "out of memory");
        for (size_t i = 0; i < edits->n && edits->reach; i++) {
            reach = edits->at[i].raw_to > reach ? edits->at[i].raw_to : reach;
            edits->reach[i] = reach;
        }
    }
    if (status == OCRMEND_OK)
        return edits;
    ocrmend_edits_free(edits);
    return NULL;
}

/* Whether two ranges have bytes in common, or one is empty and stands in or at the other. */
static bool touch(uint64_t a, uint64_t a_end, uint64_t b, uint64_t b_end)
{
    return a == a_end || b == b_end ? a <= b_end && b <= a_end : a < b_end && b < a_end;
}

static int by_id(const void *x, const void *y)
{
    const ocrmend_edit_place *a = x, *b = y;

    return (a->id > b->id) - (a->id < b->id);
}

/* The edits over these bytes of the files. */
static size_t over(const ocrmend_edits *edits, ocrmend_raw_range raw, ocrmend_raw_range clean,
                   ocrmend_edit_place *places, size_t max)
{
    size_t i = 0, n = 0;

    /* the first that begins after the range */
    OM_BISECT(i, edits->n, edits->at[i].raw_from <= raw.to);
    while (i-- > 0 && edits->reach[i] >= raw.from && n < max) {
        const ocrmend_edit_place *e = &edits->at[i];

        if (touch(e->raw_from, e->raw_to, raw.from, raw.to) && touch(e->clean_from, e->clean_to, clean.from, clean.to))
            places[n++] = *e;
    }
    if (n)
        qsort(places, n, sizeof *places, by_id);
    return n;
}

/* A place in both texts: ranges of which one is empty. */
typedef struct {
    size_t raw_from, raw_to, clean_from, clean_to;
} place;

static ocrmend_raw_range raw_range(const ocrmend_text *text, size_t from, size_t to)
{
    return from < to ? ocrmend_text_raw(text, from, to) : om_text_gap(text, from);
}

static size_t over_place(const ocrmend_edits *edits, const place *p, ocrmend_edit_place *places, size_t max)
{
    return over(edits, raw_range(edits->raw, p->raw_from, p->raw_to),
                raw_range(edits->clean, p->clean_from, p->clean_to), places, max);
}

/* Move a deletion or insertion one byte back or on, where that is the same change.  Bytes and not characters: only at
 * characters there are edits. */
static bool slide(const ocrmend_edits *edits, place *p, bool back)
{
    const uint8_t *raw = edits->raw->utf8.data, *clean = edits->clean->utf8.data;
    bool deletion = p->clean_from == p->clean_to;
    const uint8_t *text = deletion ? raw : clean;
    size_t from = deletion ? p->raw_from : p->clean_from, to = deletion ? p->raw_to : p->clean_to;

    if (back) {
        if (p->raw_from == 0 || p->clean_from == 0 || raw[p->raw_from - 1] != clean[p->clean_from - 1] ||
            text[from - 1] != text[to - 1])
            return false;
        *p = (place){p->raw_from - 1, p->raw_to - 1, p->clean_from - 1, p->clean_to - 1};
        return true;
    }
    if (p->raw_to == edits->raw->utf8.len || p->clean_to == edits->clean->utf8.len ||
        raw[p->raw_to] != clean[p->clean_to] || text[from] != text[to])
        return false;
    *p = (place){p->raw_from + 1, p->raw_to + 1, p->clean_from + 1, p->clean_to + 1};
    return true;
}

size_t ocrmend_edits_over(const ocrmend_edits *edits, size_t raw_from, size_t raw_to, size_t clean_from,
                          size_t clean_to, ocrmend_edit_place *places, size_t max)
{
    enum { FAR = 256 };
    const place here = {raw_from, raw_to, clean_from, clean_to};
    size_t n = over_place(edits, &here, places, max);

    for (int back = 1; back >= 0 && n == 0 && (raw_from == raw_to || clean_from == clean_to); back--) {
        place p = here;

        for (int i = 0; i < FAR && n == 0 && slide(edits, &p, back); i++)
            n = over_place(edits, &p, places, max);
    }
    return n;
}
