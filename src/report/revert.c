/* revert.c - from the clean text and its edit log back to the raw bytes, block by block.
 *
 * The log has a block's edits stage after stage and then the block's end with its lengths and checksums.  The edits are
 * gathered until that line; then the block's clean text is read, checked, and taken back through the stages, last one
 * first.  Decode is undone last: what its edits replaced is put back byte for byte, and all between is encoded again in
 * the charset of the raw text.
 *
 * Neither text nor log is trusted: lengths are held against what was read, and memory is bounded whatever the log says.
 */
#include <stdlib.h>
#include <xxhash.h>

#include "charset/charset.h"
#include "pipeline.h"
#include "report/log_read.h"
#include "text/utf8.h"

enum {
    CLEAN_LIMIT = 16 * 1024 * 1024, /* clean bytes of a block: blocks of a text are cut at 256 KiB of raw bytes ... */
    POOL_LIMIT = 4 * CLEAN_LIMIT,   /* ... old and new text of its edits ... */
    PAGE = OM_BLOCK_MAX / CLEAN_LIMIT, /* ... and so much more where a block is a page of a document */
    EDITS_LIMIT = 4 * 1024 * 1024   /* edits of a block */
};

/* A change to undo; its old and its new text follow each other in the pool. */
typedef struct {
    uint64_t at;                /* of the new text, in the output of its stage */
    uint64_t line;              /* of the log, for messages */
    uint32_t old_len, new_len;
    uint8_t stage;
} change;

typedef struct {
    ocrmend_source clean;
    ocrmend_sink raw;
    om_log_reader *log;
    ocrmend_error error;
    uint64_t clean_at;          /* clean bytes read before this section */
    const om_charset *charset;
    size_t scale;               /* of the limits: 1 or PAGE */
    bool same;                  /* the text is a document, which stage write alone has changed */
    uint64_t at[OM_STAGES + 1]; /* where the block begins in the raw text and in the output of each stage */
    XXH3_state_t *raw_sum, *clean_sum;
    change *changes;
    size_t n, cap;
    om_buf pool, text, before;  /* texts of the changes; output of a stage; its input */
} reversal;

static ocrmend_status out_of_memory(reversal *r)
{
    return om_fail(&r->error, OCRMEND_NOMEM, 0, "out of memory");
}

/* --- the log's lines ------------------------------------------------------------------------------------------- */

static ocrmend_status add_change(reversal *r, const om_log_line *line)
{
    int stage = om_stage_named(line->edit.stage);

    if (stage < 0)
        return om_log_bad(&r->error, line->line, "no such stage in this ocrmend");
    if (r->same && stage != OM_WRITE)
        return OCRMEND_OK;
    if (r->n && stage < r->changes[r->n - 1].stage)
        return om_log_bad(&r->error, line->line, "the edit's stage comes before that of the edit above");
    if (r->n == EDITS_LIMIT || line->edit.old_len > OM_BLOCK_MAX || line->edit.new_len > OM_BLOCK_MAX ||
        r->pool.len + line->edit.old_len + line->edit.new_len > r->scale * POOL_LIMIT)
        return om_log_bad(&r->error, line->line, "more edits without the end of a block than ocrmend writes");
    if (!om_more((void **)&r->changes, r->n, &r->cap, sizeof *r->changes))
        return out_of_memory(r);
    r->changes[r->n++] = (change){line->edit.at, line->line, (uint32_t)line->edit.old_len,
                                  (uint32_t)line->edit.new_len, (uint8_t)stage};
    om_buf_add(&r->pool, line->edit.old_text, line->edit.old_len);
    om_buf_add(&r->pool, line->edit.new_text, line->edit.new_len);
    return r->pool.failed ? out_of_memory(r) : OCRMEND_OK;
}

/* Read n bytes of clean text into r->text. */
static ocrmend_status read_clean(reversal *r, size_t n)
{
    uint64_t at = r->clean_at + r->at[OM_STAGES];

    r->text.len = 0;
    if (!om_buf_reserve(&r->text, n + 1))
        return out_of_memory(r);
    while (r->text.len < n) {
        ptrdiff_t got = r->clean.read(r->clean.user, r->text.data + r->text.len, n - r->text.len);

        if (got < 0 || (size_t)got > n - r->text.len)
            return om_fail(&r->error, OCRMEND_SINK, at + r->text.len, "the clean text could not be read");
        if (got == 0)
            return om_fail(&r->error, OCRMEND_MISMATCH, at + r->text.len,
                           "the text ends here, the edit log tells of %llu bytes more at least",
                           (unsigned long long)(n - r->text.len));
        r->text.len += (size_t)got;
    }
    return OCRMEND_OK;
}

/* --- undoing --------------------------------------------------------------------------------------------------- */

/* Text that no edit of the stage touched: as it is; for decode in the charset it came in. */
static bool put_kept(reversal *r, int stage, const uint8_t *text, size_t n)
{
    if (stage == 0 && r->charset->iconv)
        return n == 0 || (om_utf8_valid(text, n) == n && om_charset_encode(r->charset, text, n, &r->before));
    om_buf_add(&r->before, text, n);
    return true;
}

/* Undo the last stage among the changes left, in r->text. */
static ocrmend_status undo_stage(reversal *r, int stage)
{
    size_t first = r->n, next = 0;
    const uint8_t *pool;
    om_buf swap;

    while (first && r->changes[first - 1].stage == stage) {
        r->pool.len -= r->changes[first - 1].old_len + r->changes[first - 1].new_len;
        first--;
    }
    pool = r->pool.data + r->pool.len;
    r->before.len = 0;
    if (!om_buf_reserve(&r->before, r->text.len + 1))
        return out_of_memory(r);
    for (size_t i = first; i < r->n; i++) {
        const change *c = &r->changes[i];
        uint64_t at = c->at - r->at[stage + 1]; /* a place before the block wraps round and is too far */

        if (at < next || at > r->text.len || c->new_len > r->text.len - at ||
            (c->new_len && memcmp(r->text.data + at, pool + c->old_len, c->new_len) != 0))
            return om_log_bad(&r->error, c->line, "the edit does not fit the text");
        if (!put_kept(r, stage, r->text.data + next, at - next))
            return om_log_bad(&r->error, c->line, "text before the edit cannot be written in charset %s",
                              r->charset->name);
        om_buf_add(&r->before, pool, c->old_len);
        next = at + c->new_len;
        pool += c->old_len + c->new_len;
    }
    if (!put_kept(r, stage, r->text.data + next, r->text.len - next))
        return om_fail(&r->error, OCRMEND_MISMATCH, r->clean_at + r->at[OM_STAGES],
                       "text after here cannot be written in charset %s", r->charset->name);
    if (r->before.failed)
        return out_of_memory(r);
    r->n = first;
    r->at[stage + 1] += r->text.len;
    swap = r->text;
    r->text = r->before;
    r->before = swap;
    return OCRMEND_OK;
}

static ocrmend_status undo_block(reversal *r, const om_log_line *line)
{
    uint64_t clean_len = line->clean.to - line->clean.from, clean_from = r->clean_at + line->clean.from;
    ocrmend_status status;

    if (line->clean.from != r->at[OM_STAGES] || line->raw.from != r->at[0])
        return om_log_bad(&r->error, line->line, "the block does not begin where the one above ends");
    if (clean_len > r->scale * CLEAN_LIMIT)
        return om_log_bad(&r->error, line->line, "the block is longer than any that ocrmend writes");
    status = read_clean(r, clean_len);
    if (status != OCRMEND_OK)
        return status;
    if (XXH3_64bits(r->text.data, r->text.len) != line->sum.clean_xxh3)
        return om_fail(&r->error, OCRMEND_MISMATCH, clean_from,
                       "the text was changed since, somewhere in the %llu bytes from here",
                       (unsigned long long)clean_len);
    XXH3_64bits_update(r->clean_sum, r->text.data, r->text.len);
    for (int stage = OM_STAGES - 1; stage >= 0; stage--)
        if ((status = undo_stage(r, stage)) != OCRMEND_OK)
            return status;
    if (r->text.len != line->raw.to - line->raw.from || XXH3_64bits(r->text.data, r->text.len) != line->sum.raw_xxh3)
        return om_log_bad(&r->error, line->line, "undoing the edits of this block does not give its raw text");
    XXH3_64bits_update(r->raw_sum, r->text.data, r->text.len);
    r->at[0] += r->text.len;
    if (r->text.len && r->raw.write(r->raw.user, r->text.data, r->text.len) != 0)
        return om_fail(&r->error, OCRMEND_SINK, clean_from, "the raw text could not be written");
    return OCRMEND_OK;
}

/* --- sections -------------------------------------------------------------------------------------------------- */

static ocrmend_status check_end(reversal *r, const om_log_line *line, uint64_t blocks, uint64_t edits, uint64_t notes)
{
    if (r->n)
        return om_log_bad(&r->error, line->line, "edits without the end of their block");
    if (line->sum.number != blocks || line->sum.edits != edits || line->sum.notes != notes ||
        line->raw.to != r->at[0] || line->clean.to != r->at[OM_STAGES])
        return om_log_bad(&r->error, line->line, "the totals are not those of the lines above: lines are missing");
    if (line->sum.raw_xxh3 != XXH3_64bits_digest(r->raw_sum) ||
        line->sum.clean_xxh3 != XXH3_64bits_digest(r->clean_sum))
        return om_log_bad(&r->error, line->line, "the checksums are not those of the blocks above");
    return OCRMEND_OK;
}

/* Undo one text; its first line is read. */
static ocrmend_status section(reversal *r, const om_log_line *begin)
{
    uint64_t blocks = 0, edits = 0, notes = 0;

    r->charset = om_charset_named(begin->begin.charset);
    if (!r->charset)
        return om_log_bad(&r->error, begin->line, "no such charset");
    r->scale = begin->begin.document ? PAGE : 1;
    r->same = begin->begin.same;
    memset(r->at, 0, sizeof r->at);
    XXH3_64bits_reset(r->raw_sum);
    XXH3_64bits_reset(r->clean_sum);
    for (;;) {
        om_log_line line;
        ocrmend_status status = om_log_next(r->log, &line, &r->error);

        if (status != OCRMEND_OK)
            return status;
        switch (line.kind) {
        case OM_LOG_NONE:
        case OM_LOG_BEGIN:
            return om_log_bad(&r->error, line.line, "the log is cut off: the text's last line is missing");
        case OM_LOG_EDIT:
            if (line.edit.id != edits + notes + 1)
                return om_log_bad(&r->error, line.line, "edit %llu stands where %llu is due",
                                  (unsigned long long)line.edit.id, (unsigned long long)(edits + notes + 1));
            if (line.edit.changed)
                edits++;
            else
                notes++;
            status = line.edit.changed ? add_change(r, &line) : OCRMEND_OK;
            break;
        case OM_LOG_BLOCK:
            if (line.sum.number != ++blocks)
                return om_log_bad(&r->error, line.line, "the end of another block is due here");
            status = undo_block(r, &line);
            break;
        case OM_LOG_END:
            r->clean_at += r->at[OM_STAGES];
            return check_end(r, &line, blocks, edits, notes);
        }
        if (status != OCRMEND_OK)
            return status;
    }
}

static ocrmend_status all_sections(reversal *r)
{
    om_log_line line;
    uint8_t more;
    ptrdiff_t n;
    ocrmend_status status = om_log_next(r->log, &line, &r->error);

    if (status == OCRMEND_OK && line.kind == OM_LOG_NONE)
        return om_log_bad(&r->error, 1, "the log is empty");
    while (status == OCRMEND_OK && line.kind != OM_LOG_NONE) {
        if (line.kind != OM_LOG_BEGIN)
            return om_log_bad(&r->error, line.line, "not the first line of an edit log");
        status = section(r, &line);
        if (status == OCRMEND_OK)
            status = om_log_next(r->log, &line, &r->error);
    }
    if (status != OCRMEND_OK)
        return status;
    n = r->clean.read(r->clean.user, &more, 1);
    if (n < 0)
        return om_fail(&r->error, OCRMEND_SINK, r->clean_at, "the clean text could not be read");
    if (n > 0)
        return om_fail(&r->error, OCRMEND_MISMATCH, r->clean_at, "the text goes on where that of the edit log ends");
    return OCRMEND_OK;
}

ocrmend_status ocrmend_revert(ocrmend_source clean, ocrmend_source log, ocrmend_sink raw, ocrmend_error *error)
{
    reversal r = {.clean = clean, .raw = raw};
    ocrmend_status status;

    r.log = om_log_reader_new(log);
    r.raw_sum = XXH3_createState();
    r.clean_sum = XXH3_createState();
    status = r.log && r.raw_sum && r.clean_sum ? all_sections(&r) : out_of_memory(&r);
    om_log_reader_free(r.log);
    XXH3_freeState(r.raw_sum);
    XXH3_freeState(r.clean_sum);
    free(r.changes);
    om_buf_free(&r.pool);
    om_buf_free(&r.text);
    om_buf_free(&r.before);
    if (error && error->status == OCRMEND_OK)
        *error = r.error;
    return status;
}
