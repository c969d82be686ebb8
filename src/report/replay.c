#include "report/replay.h"

#include <stdlib.h>

#include "pipeline.h"
#include "text/utf8.h"

enum { EDITS_LIMIT = 4 * 1024 * 1024 }; /* edits of a block */

ocrmend_status om_replay_begin(om_replay *r, ocrmend_source log, const ocrmend_decisions *decisions, om_log_line *begin,
                               ocrmend_error *error)
{
    ocrmend_status status;

    *r = (om_replay){.log = om_log_reader_new(log), .decisions = decisions};
    if (!r->log)
        return om_fail(error, OCRMEND_NOMEM, 0, "out of memory");
    status = om_log_next(r->log, begin, error);
    if (status == OCRMEND_OK && begin->kind != OM_LOG_BEGIN)
        return om_log_bad(error, begin->kind == OM_LOG_NONE ? 1 : begin->line,
                          begin->kind == OM_LOG_NONE ? "the log is empty" : "not the first line of an edit log");
    return status;
}

void om_replay_free(om_replay *r)
{
    om_log_reader_free(r->log);
    free(r->at);
    om_buf_free(&r->pool);
}

/* --- the log's lines ------------------------------------------------------------------------------------------- */

static ocrmend_status find_decision(om_replay *r, const om_log_line *line, const om_decision **found,
                                    ocrmend_error *error)
{
    const om_decision *d = om_decision_on(r->decisions, line->edit.id);

    *found = NULL;
    if (!d)
        return OCRMEND_OK;
    /* what decode replaced is bytes: a file of decisions does not tell it */
    if (!om_decision_fits(d, line->edit.rule, line->edit.old_text, line->edit.old_len, line->edit.new_text,
                          line->edit.new_len))
        return om_decision_bad(error, d->line,
                               "change %llu of the edit log is another one: the decisions are on another log",
                               (unsigned long long)d->id);
    r->decided++;
    *found = d;
    return OCRMEND_OK;
}

static ocrmend_status add(om_replay *r, const om_log_line *line, ocrmend_error *error)
{
    const ocrmend_rule *rule = ocrmend_rule_named(line->edit.rule);
    int stage = om_stage_named(line->edit.stage);
    ocrmend_status status;
    om_replay_edit *e;

    if (stage < 0 || !rule)
        return om_log_bad(error, line->line, "no such stage or rule in this ocrmend");
    if (r->n && r->at[r->n - 1].stage > stage)
        return om_log_bad(error, line->line, "the edit's stage comes before that of the edit above");
    if (r->n == EDITS_LIMIT || line->edit.old_len > OM_BLOCK_MAX || line->edit.new_len > OM_BLOCK_MAX ||
        line->edit.why_len > OM_BLOCK_MAX ||
        r->pool.len + line->edit.old_len + line->edit.new_len + line->edit.why_len > 4 * (size_t)OM_BLOCK_MAX)
        return om_log_bad(error, line->line, "more edits without the end of a block than ocrmend writes");
    if (!om_more((void **)&r->at, r->n, &r->cap, sizeof *r->at))
        return om_fail(error, OCRMEND_NOMEM, 0, "out of memory");
    e = &r->at[r->n++];
    *e = (om_replay_edit){.id = line->edit.id, .line = line->line, .at = line->edit.at, .raw_from = line->raw.from,
                          .text = r->pool.len, .old_len = (uint32_t)line->edit.old_len,
                          .new_len = (uint32_t)line->edit.new_len,
                          .why_len = line->edit.why ? (uint32_t)line->edit.why_len : 0,
                          .rule = (uint16_t)(rule - ocrmend_rule_at(0)), .stage = (uint8_t)stage,
                          .outcome = line->edit.outcome};
    e->confidence = line->edit.confidence >= 1  ? 100
                    : line->edit.confidence > 0 ? (uint8_t)(line->edit.confidence * 100 + 0.5)
                                                : 0;
    om_buf_add(&r->pool, line->edit.old_text, line->edit.old_len);
    om_buf_add(&r->pool, line->edit.new_text, line->edit.new_len);
    if (line->edit.why)
        om_buf_add(&r->pool, line->edit.why, line->edit.why_len);
    if (r->pool.failed)
        return om_fail(error, OCRMEND_NOMEM, 0, "out of memory");
    status = find_decision(r, line, &e->decision, error);
    return status;
}

/* All lines were read: a decision whose line was not met is on something that is not there. */
static ocrmend_status check_decisions(const om_replay *r, uint64_t lines, ocrmend_error *error)
{
    const om_decision *last = r->decisions && r->decisions->n ? &r->decisions->at[r->decisions->n - 1] : NULL;

    if (!last || r->decided == r->decisions->n)
        return OCRMEND_OK;
    return om_decision_bad(error, last->line, "there is no change %llu: the edit log ends with %llu",
                           (unsigned long long)last->id, (unsigned long long)lines);
}

ocrmend_status om_replay_block(om_replay *r, ocrmend_error *error)
{
    om_log_line line;
    ocrmend_status status;

    r->n = 0;
    r->pool.len = 0;
    while ((status = om_log_next(r->log, &line, error)) == OCRMEND_OK) {
        switch (line.kind) {
        case OM_LOG_NONE:
        case OM_LOG_BEGIN:
            return om_log_bad(error, line.line, "the log is cut off: the text's last line is missing");
        case OM_LOG_EDIT:
            status = add(r, &line, error);
            break;
        case OM_LOG_BLOCK:
            if (line.raw.from != r->raw.to)
                return om_log_bad(error, line.line, "the block does not begin where the one above ends");
            r->raw = line.raw;
            r->raw_xxh3 = line.sum.raw_xxh3;
            r->clean_xxh3 = line.sum.clean_xxh3;
            return OCRMEND_OK;
        case OM_LOG_END:
            if (r->n)
                return om_log_bad(error, line.line, "edits without the end of their block");
            r->ended = true;
            return check_decisions(r, line.sum.edits + line.sum.notes, error);
        }
        if (status != OCRMEND_OK)
            break;
    }
    return status;
}

bool om_replay_is_reviewed(const om_replay *r)
{
    for (size_t i = 0; i < r->n; i++)
        if (r->at[i].stage == OM_REVIEW)
            return true;
    return false;
}

/* --- a stage again --------------------------------------------------------------------------------------------- */

/* Bytes of each character of the text when they are all alike; 0 when not. */
static unsigned unit(const uint8_t *text, size_t n, size_t *units)
{
    unsigned all = 0, len;

    *units = 0;
    for (size_t at = 0; at < n; at += len) {
        om_utf8_get(text + at, &len);
        if (all && len != all)
            return 0;
        all = len;
        ++*units;
    }
    return all;
}

/* As many characters for as many: places inside keep their place, as in the run record that the stage has written. */
static void set_units(om_edit *e, const uint8_t *old_text, size_t old_len, const uint8_t *new_text, size_t new_len)
{
    size_t n, m;
    unsigned from = unit(old_text, old_len, &n), to = unit(new_text, new_len, &m);

    if (n > 1 && n == m && from && to) {
        e->unit_src = (uint8_t)from;
        e->unit_dst = (uint8_t)to;
    }
}

/* Whether the text stands there, and neither end is inside a character. */
static bool stands(const om_out *out, size_t at, const uint8_t *text, size_t n)
{
    return at <= out->src_len && n <= out->src_len - at && (n == 0 || memcmp(out->src + at, text, n) == 0) &&
           (at == out->src_len || (out->src[at] & 0xC0) != 0x80) && om_utf8_valid(text, n) == n;
}

ocrmend_status om_replay_stage(const om_replay *r, int stage, uint64_t from, uint64_t to, om_out *out,
                               ocrmend_error *error)
{
    size_t next_out = 0; /* output so far */

    for (size_t i = 0; i < r->n; i++) {
        const om_replay_edit *e = &r->at[i];
        const uint8_t *old_text = r->pool.data + e->text, *new_text = old_text + e->old_len;
        const char *why = (const char *)new_text + e->new_len;
        size_t at = (size_t)(e->at - (e->outcome == OCRMEND_CHANGED ? to : from)); /* before the block: too far */

        if (e->stage != stage)
            continue;
        if (e->outcome != OCRMEND_CHANGED) {
            if (!stands(out, at, old_text, e->old_len))
                return om_log_bad(error, e->line, "the edit does not fit the text");
            if (e->outcome == OCRMEND_SUGGESTED)
                om_suggest(out, at, e->old_len, new_text, e->new_len, e->rule, e->confidence);
            else
                om_report(out, at, e->old_len, e->rule);
            if (e->why_len)
                om_why_note(out, why, e->why_len);
            continue;
        }
        if (at < next_out || at - next_out > out->src_len - out->next ||
            !stands(out, out->next + (at - next_out), old_text, e->old_len) ||
            om_utf8_valid(new_text, e->new_len) != e->new_len)
            return om_log_bad(error, e->line, "the edit does not fit the text");
        om_keep(out, at - next_out);
        om_replace(out, e->old_len, new_text, e->new_len, e->rule, e->confidence);
        if (e->why_len)
            om_why_edit(out, why, e->why_len);
        if (out->failed)
            return om_fail(error, OCRMEND_NOMEM, 0, "out of memory");
        set_units(&out->edits.at[out->edits.n - 1], old_text, e->old_len, new_text, e->new_len);
        next_out = at + e->new_len;
    }
    return OCRMEND_OK;
}
