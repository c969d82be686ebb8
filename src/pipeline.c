/* pipeline.c - the data flow on one screen: the stages in their order, and the loop that takes block after block
 * through them. */
#include "pipeline.h"

#include <stdlib.h>
#include <xxhash.h>

#include "cut.h"
#include "format/readings.h"
#include "report/human.h"
#include "report/log_write.h"
#include "report/protect.h"
#include "report/provenance.h"
#include "text/utf8.h"

const om_stage *const om_stages[OM_STAGES] = {
    &om_stage_decode,   /* bytes in any charset -> UTF-8; of plain text */
    &om_stage_read,     /* a document's bytes -> the text of its words */
    &om_stage_mojibake, /* text once decoded with the wrong charset -> what it was */
    &om_stage_lines,    /* every kind of line end -> LF; trailing space goes */
    &om_stage_noise,    /* what a document's engine read where nothing is printed goes */
    &om_stage_width,    /* full-width and half-width, marks, spaces */
    &om_stage_join,     /* lines -> paragraphs */
    &om_stage_correct,  /* misread characters */
    &om_stage_names,    /* misread names of the dictionaries given */
    &om_stage_encode,   /* what leaves ends with a line end */
    &om_stage_review,   /* what a person decided */
    &om_stage_write,    /* words -> the document that they came from, where that is wanted */
};

/* Raw bytes of a block.  Small enough that a block's texts stay in the cache, large enough that a page is one block. */
enum { BLOCK = 256 * 1024 };

struct ocrmend {
    unsigned chosen;              /* bit set over om_stages */
    void *state[OM_STAGES];
    om_out out[OM_STAGES];        /* of the current block */
    om_buf raw;                   /* fed and not yet worked on */
    char *from;                   /* charset asked for, or NULL */
    om_charset_choice charset;    /* .charset is NULL before the first block */
    char *format;                 /* asked for, or NULL */
    char *stages;                 /* the same */
    om_settings settings;         /* what the log tells of them; .stages is `stages` */
    bool same;                    /* a document is wanted again */
    om_document document;         /* .format is NULL: plain text */
    ocrmend_sink clean;
    om_watch watch[2];            /* who wants to know of the edits: the log, the caller */
    om_log *log;
    om_protect *protect;          /* NULL: no change was rejected before */
    om_replay *replay;            /* NULL: the stages do their work */
    uint64_t at[OM_STAGES + 1];   /* where the block begins in the raw text and in the output of each stage */
    ocrmend_stats stats;
    ocrmend_error error;
};

int om_stage_named(const char *name)
{
    for (int i = 0; i < OM_STAGES; i++)
        if (strcmp(om_stages[i]->name, name) == 0)
            return i;
    return -1;
}

const char *ocrmend_stage_at(size_t i, const char **part_of)
{
    if (i >= OM_STAGES)
        return NULL;
    if (part_of)
        *part_of = om_stages[i]->part_of;
    return om_stages[i]->name;
}

/* Choose stages by a comma-separated list of names (NULL: all) as a bit set over om_stages.  OCRMEND_USAGE names the
 * first that does not exist. */
static ocrmend_status choose_stages(const char *list, unsigned *chosen, ocrmend_error *error)
{
    *chosen = 0;
    for (int i = 0; i < OM_STAGES; i++)
        if (!list || !om_stages[i]->part_of)
            *chosen |= 1U << i;
    while (list && *list) {
        size_t n = strcspn(list, ",");
        bool known = false;

        for (int i = 0; i < OM_STAGES; i++) {
            const char *name = om_stages[i]->part_of ? om_stages[i]->part_of : om_stages[i]->name;
            if (strlen(name) == n && memcmp(name, list, n) == 0) {
                *chosen |= 1U << i;
                known = true;
            }
        }
        if (!known)
            return om_fail(error, OCRMEND_USAGE, 0, "no such stage: '%.*s'", (int)(n < 40 ? n : 40), list);
        list += n + (list[n] == ',');
    }
    return OCRMEND_OK;
}

/* Take over the options that do not belong to one stage.  Words of a document are merged where stage width takes spaces
 * out. */
static ocrmend_status set(ocrmend *run, const om_settings *settings, unsigned chosen)
{
    char *stages = settings->stages ? strdup(settings->stages) : NULL;

    if (settings->stages && !stages)
        return om_fail(&run->error, OCRMEND_NOMEM, 0, "out of memory");
    free(run->stages);
    run->stages = stages;
    run->settings = *settings;
    run->settings.stages = stages;
    run->document.merge = chosen & 1U << OM_WIDTH && settings->spacing != OCRMEND_SPACING_KEEP;
    return OCRMEND_OK;
}

ocrmend *ocrmend_new(const ocrmend_options *options, ocrmend_sink clean, ocrmend_error *error)
{
    ocrmend_options news;
    ocrmend *run = calloc(1, sizeof *run);
    ocrmend_status status;

    if (!run) {
        om_fail(error, OCRMEND_NOMEM, 0, "out of memory");
        return NULL;
    }
    run->clean = clean;
    if (!options) {
        ocrmend_profile(&news, NULL);
        options = &news;
    }
    status = choose_stages(options->stages, &run->chosen, &run->error);
    if (status == OCRMEND_OK && options->from) {
        om_charset_choice known;
        status = om_charset_choose(options->from, NULL, 0, true, &known, &run->error);
        if (status == OCRMEND_OK && !(run->from = strdup(options->from)))
            status = om_fail(&run->error, OCRMEND_NOMEM, 0, "out of memory");
    }
    if (status == OCRMEND_OK && options->format) {
        const om_format *known;
        status = om_format_choose(options->format, NULL, 0, &known, &run->error);
        if (status == OCRMEND_OK && !(run->format = strdup(options->format)))
            status = om_fail(&run->error, OCRMEND_NOMEM, 0, "out of memory");
    }
    run->same = options->to != OCRMEND_TO_TEXT;
    if (status == OCRMEND_OK)
        status = set(run, &(om_settings){options->stages, options->width, options->spacing, options->keep_lines,
                                         options->level}, run->chosen);
    for (int i = 0; i < OM_STAGES && status == OCRMEND_OK; i++)
        if (om_stages[i]->init && (run->chosen & 1U << i))
            status = om_stages[i]->init(options, &run->state[i], &run->error);
    if (status != OCRMEND_OK) {
        if (error && error->status == OCRMEND_OK)
            *error = run->error;
        ocrmend_free(run);
        return NULL;
    }
    return run;
}

void ocrmend_free(ocrmend *run)
{
    if (!run)
        return;
    for (int i = 0; i < OM_STAGES; i++) {
        if (om_stages[i]->end)
            om_stages[i]->end(run->state[i]);
        om_out_free(&run->out[i]);
    }
    om_buf_free(&run->raw);
    om_log_free(run->log);
    om_protect_free(run->protect);
    if (run->replay)
        om_replay_free(run->replay);
    free(run->replay);
    om_document_close(&run->document);
    free(run->from);
    free(run->format);
    free(run->stages);
    free(run);
}

ocrmend_status ocrmend_log(ocrmend *run, ocrmend_sink log, const char *name)
{
    run->log = om_log_new(log, name);
    if (!run->log)
        return om_fail(&run->error, OCRMEND_NOMEM, 0, "out of memory");
    run->watch[0] = (om_watch){om_log_edit, run->log};
    return OCRMEND_OK;
}

/* Take over what the log's first line tells. */
static ocrmend_status follow_log(ocrmend *run, const om_log_line *begin)
{
    unsigned chosen;

    free(run->from);
    free(run->format);
    run->from = strdup(begin->begin.charset);
    run->format = strdup(begin->begin.format ? begin->begin.format : "txt");
    run->same = begin->begin.same;
    if (!run->from || !run->format)
        return om_fail(&run->error, OCRMEND_NOMEM, 0, "out of memory");
    if (!om_charset_named(run->from))
        return om_log_bad(&run->error, begin->line, "no such charset");
    if (begin->begin.strange || choose_stages(begin->begin.settings.stages, &chosen, NULL) != OCRMEND_OK)
        return om_log_bad(&run->error, begin->line, "the text was cleaned with options that are none of this ocrmend");
    return set(run, &begin->begin.settings, chosen);
}

ocrmend_status ocrmend_replay(ocrmend *run, ocrmend_source log, const ocrmend_decisions *decisions)
{
    om_log_line begin;
    ocrmend_status status;

    run->replay = calloc(1, sizeof *run->replay);
    if (!run->replay)
        return om_fail(&run->error, OCRMEND_NOMEM, 0, "out of memory");
    status = om_replay_begin(run->replay, log, decisions, &begin, &run->error);
    if (status == OCRMEND_OK)
        status = follow_log(run, &begin);
    return status == OCRMEND_OK ? om_replay_block(run->replay, &run->error) : status;
}

ocrmend_status ocrmend_protect(ocrmend *run, const ocrmend_decisions *decisions)
{
    run->protect = om_protect_new(decisions);
    return run->protect ? OCRMEND_OK : om_fail(&run->error, OCRMEND_NOMEM, 0, "out of memory");
}

ocrmend_status ocrmend_watch(ocrmend *run, int (*see)(void *, const ocrmend_edit *), void *user)
{
    run->watch[1] = (om_watch){see, user};
    return OCRMEND_OK;
}

/* Add the block's edits to the statistics.  How a document is spelled is no edit of its text. */
static void count(ocrmend *run)
{
    for (int i = 0; i < OM_STAGES; i++) {
        if (!(run->chosen & 1U << i) || i == OM_READ || i == OM_WRITE)
            continue;
        run->stats.edits += run->out[i].edits.n;
        for (size_t k = 0; i == OM_DECODE && k < run->out[i].edits.n; k++) {
            const om_edit *e = &run->out[i].edits.at[k];
            run->stats.edits -= e->rule == OM_RULE_CHARSET;
            if (e->rule == OM_RULE_INVALID_BYTES)
                run->stats.invalid_bytes += e->src_len;
        }
    }
}

/* Stage i as the log that is replayed tells of it. */
static ocrmend_status run_again(ocrmend *run, int i, const om_block *block)
{
    if (i == OM_REVIEW && run->replay->decisions)
        return om_human_decide(run->out, run->replay, &run->error);
    if (i == OM_DECODE || i == OM_READ || i == OM_WRITE)
        return om_stages[i]->run(run->state[i], block, &run->out[i], &run->error);
    return om_replay_stage(run->replay, i, run->at[i], run->at[i + 1], &run->out[i], &run->error);
}

/* Where nothing was decided, a log that is replayed gives what it gave. */
static bool check_again(ocrmend *run, const uint8_t *text, size_t len)
{
    if ((run->replay->decisions && run->out[OM_REVIEW].edits.n) || XXH3_64bits(text, len) == run->replay->clean_xxh3)
        return true;
    om_fail(&run->error, OCRMEND_MISMATCH, run->stats.raw_bytes,
            "the edits of this block do not give the clean text that the edit log tells of");
    return false;
}

/* Take the first n fed bytes through all stages and hand out what comes of them. */
static ocrmend_status run_block(ocrmend *run, size_t n, bool inside, bool last)
{
    om_document *doc = run->document.format ? &run->document : NULL;
    om_block block = {run->raw.data, n,    run->stats.raw_bytes == 0, last, inside, run->stats.raw_bytes,
                      run->charset.charset, doc};
    const uint8_t *text = block.data;
    size_t len = n;

    for (int i = 0; i < OM_STAGES; i++) {
        ocrmend_status status;

        if (doc && i == OM_WRITE) {
            size_t read_len;
            doc->read = om_out_text(&run->out[OM_READ], &read_len);
            doc->clean = text;
            doc->clean_len = len;
        }
        if (run->chosen & 1U << i && om_stages[i]->over_document) {
            text = run->raw.data;
            len = n;
        }
        om_out_begin(&run->out[i], text, len);
        if (!(run->chosen & 1U << i))
            continue;
        block.data = text;
        block.len = len;
        status = run->replay ? run_again(run, i, &block)
                             : om_stages[i]->run(run->state[i], &block, &run->out[i], &run->error);
        if (status != OCRMEND_OK)
            return status;
        if (!om_out_end(&run->out[i]))
            return om_fail(&run->error, OCRMEND_NOMEM, run->stats.raw_bytes, "out of memory");
        if (run->protect && i > OM_READ && i < OM_REVIEW && !om_protect_stage(run->protect, run->out, i, doc, run->at))
            return om_fail(&run->error, OCRMEND_NOMEM, run->stats.raw_bytes, "out of memory");
        if (doc && i > OM_READ && i < OM_WRITE)
            om_page_follow(&doc->page, &run->out[i].edits);
        text = om_out_text(&run->out[i], &len);
    }
    if (run->replay && !check_again(run, text, len))
        return run->error.status;
    if (len && run->clean.write(run->clean.user, text, len) != 0)
        return om_fail(&run->error, OCRMEND_SINK, run->stats.clean_bytes, "the clean text could not be written");
    count(run);
    for (int i = 0; i < 2; i++) {
        if (!run->watch[i].see)
            continue;
        if (om_tell_edits(run->out, doc, run->at, &run->watch[i]) != 0)
            return om_fail(&run->error, OCRMEND_SINK, run->stats.raw_bytes, "the edits could not be written");
    }
    if (run->log && om_log_block(run->log, run->raw.data, n, text, len) != 0)
        return om_fail(&run->error, OCRMEND_SINK, run->stats.raw_bytes, "the edits could not be written");
    run->at[0] += n;
    for (int i = 0; i < OM_STAGES; i++) {
        size_t out_len;
        om_out_text(&run->out[i], &out_len);
        run->at[i + 1] += out_len;
    }
    run->stats.raw_bytes += n;
    run->stats.clean_bytes += len;
    om_buf_drop(&run->raw, n);
    return OCRMEND_OK;
}

/* The document's format, or none for plain text; stages that are for the other kind of input are out. */
static ocrmend_status choose_format(ocrmend *run)
{
    om_document *doc = &run->document;
    ocrmend_status status = om_document_open(doc, run->format, run->charset.charset, run->raw.data, run->raw.len,
                                             &run->error);

    if (status != OCRMEND_OK)
        return status;
    doc->same = doc->format && run->same;
    run->stats.format = doc->format ? doc->format->name : "txt";
    run->chosen &= doc->format ? ~(1U << OM_DECODE) : ~(1U << OM_READ);
    if (!doc->same)
        run->chosen &= ~(1U << OM_WRITE);
    return OCRMEND_OK;
}

/* The first bytes are here: settle charset and format. */
static ocrmend_status start(ocrmend *run, bool all)
{
    ocrmend_status status = om_charset_choose(run->from, run->raw.data, run->raw.len, all, &run->charset, &run->error);

    if (status == OCRMEND_OK)
        status = choose_format(run);
    if (status != OCRMEND_OK)
        return status;
    run->stats.charset = run->charset.charset->name;
    run->stats.charset_why = run->charset.why;
    if (run->log && om_log_begin(run->log, &run->stats, run->document.same, &run->settings) != 0)
        return om_fail(&run->error, OCRMEND_SINK, 0, "the edits could not be written");
    return OCRMEND_OK;
}

/* Enough bytes of a text for a block are here. */
static void text_block(ocrmend *run)
{
    om_cut cut = om_cut_find(run->raw.data, run->raw.len, run->charset.charset);

    run_block(run, cut.at, cut.inside, false);
}

/* Enough bytes of a document for a block are here, if a page ends in them. */
static void document_block(ocrmend *run)
{
    size_t at;
    ocrmend_status status = om_document_cut(&run->document, run->raw.data, run->raw.len, run->stats.raw_bytes, &at,
                                            &run->error);

    if (status == OCRMEND_OK && at)
        run_block(run, at, false, false);
}

/* Enough bytes for a block of the log that is replayed are here: it is run, and the next one's edits are read. */
static ocrmend_status replay_block(ocrmend *run, bool last)
{
    om_replay *replay = run->replay;
    uint64_t n = replay->raw.to - replay->raw.from;
    ocrmend_status status;

    if (replay->ended || n > run->raw.len || XXH3_64bits(run->raw.data, n) != replay->raw_xxh3)
        return om_fail(&run->error, OCRMEND_MISMATCH, run->stats.raw_bytes, "the edit log is that of another raw text");
    status = run_block(run, n, false, last);
    return status == OCRMEND_OK ? om_replay_block(replay, &run->error) : status;
}

void *ocrmend_room(ocrmend *run, size_t *n)
{
    *n = BLOCK - run->raw.len % BLOCK;
    if (!om_buf_reserve(&run->raw, *n)) {
        om_fail(&run->error, OCRMEND_NOMEM, run->stats.raw_bytes, "out of memory");
        return NULL;
    }
    return run->raw.data + run->raw.len;
}

/* Add n bytes to the raw ones, where they may stand already (ocrmend_room). */
static void add_raw(om_buf *raw, const uint8_t *bytes, size_t n)
{
    if (raw->data && bytes == raw->data + raw->len)
        raw->len += n;
    else
        om_buf_add(raw, bytes, n);
}

ocrmend_status ocrmend_feed(ocrmend *run, const void *bytes, size_t n)
{
    const uint8_t *from = bytes;

    while (n && run->error.status == OCRMEND_OK) {
        size_t room = BLOCK - run->raw.len % BLOCK, take = n < room ? n : room;

        add_raw(&run->raw, from, take);
        if (run->raw.failed)
            return om_fail(&run->error, OCRMEND_NOMEM, run->stats.raw_bytes, "out of memory");
        from += take;
        n -= take;
        if (run->raw.len % BLOCK || (!run->charset.charset && start(run, false) != OCRMEND_OK))
            continue;
        while (run->replay && run->error.status == OCRMEND_OK &&
               run->raw.len > run->replay->raw.to - run->replay->raw.from)
            replay_block(run, false);
        if (run->replay)
            continue;
        if (run->document.format)
            document_block(run);
        else
            text_block(run);
    }
    return run->error.status;
}

ocrmend_status ocrmend_finish(ocrmend *run)
{
    if (run->error.status == OCRMEND_OK && !om_buf_reserve(&run->raw, 1)) /* nothing may have been fed: still a pointer */
        om_fail(&run->error, OCRMEND_NOMEM, 0, "out of memory");
    if (run->error.status == OCRMEND_OK && !run->charset.charset)
        start(run, true);
    while (run->error.status == OCRMEND_OK && run->replay && !run->replay->ended &&
           run->raw.len > run->replay->raw.to - run->replay->raw.from)
        replay_block(run, false);
    if (run->error.status == OCRMEND_OK && run->replay)
        replay_block(run, true);
    else if (run->error.status == OCRMEND_OK)
        run_block(run, run->raw.len, false, true);
    if (run->error.status == OCRMEND_OK && run->replay && !run->replay->ended)
        om_fail(&run->error, OCRMEND_MISMATCH, run->stats.raw_bytes, "the edit log tells of more raw text");
    if (run->error.status == OCRMEND_OK && run->log && om_log_end(run->log, &run->stats) != 0)
        om_fail(&run->error, OCRMEND_SINK, run->stats.raw_bytes, "the edits could not be written");
    return run->error.status;
}

ocrmend_stats ocrmend_statistics(const ocrmend *run)
{
    return run->stats;
}

const ocrmend_error *ocrmend_last_error(const ocrmend *run)
{
    return &run->error;
}
