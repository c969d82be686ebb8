#include "report/human.h"

#include <stdlib.h>

#include "pipeline.h"
#include "text/bisect.h"

/* A place in the clean text, and what is to stand there. */
typedef struct {
    size_t from, to;
    uint64_t raw_from;           /* for the order of places that are empty */
    const om_decision *decision;
    const uint8_t *text;         /* NULL: made anew from what the stages had */
    size_t len;
} place;

typedef struct {
    const om_out *out;
    const om_replay *replay;
    ocrmend_error *error;
    bool *dropped[OM_STAGES];    /* for each edit of a stage: it is undone */
    place *at;
    size_t n;
    om_buf text;
} deciding;

static ocrmend_status out_of_memory(deciding *d)
{
    return om_fail(d->error, OCRMEND_NOMEM, 0, "out of memory");
}

/* --- from a stage's output on to the clean text ------------------------------------------------------------------- */

/* Whether what an edit replaces and the range have something in common.  What only stands beside it does not. */
static bool touches(const om_edit *e, om_range r)
{
    size_t from = e->src, to = from + e->src_len;

    if (from == to && r.from == r.to)
        return false;
    return from < r.to && r.from < to;
}

/* The first edit that does not end before `from` in the stage's input. */
static size_t first_over(const om_edits *edits, size_t from)
{
    size_t i = 0;

    OM_BISECT(i, edits->n, (size_t)edits->at[i].src + edits->at[i].src_len < from);
    return i;
}

/* Take a range of the input of stage `stage` on to the clean text, widened by all edits that touch it; these are marked
 * as dropped when `drop` is set.  *wider: one of them reaches beyond the range. */
static om_range to_clean(deciding *d, int stage, om_range r, bool drop, bool *wider)
{
    *wider = false;
    for (int s = stage; s < OM_REVIEW; s++) {
        const om_edits *edits = &d->out[s].edits;

        for (size_t i = first_over(edits, r.from); i < edits->n && edits->at[i].src <= r.to; i++) {
            const om_edit *e = &edits->at[i];
            size_t end = (size_t)e->src + e->src_len;

            if (!touches(e, r))
                continue;
            *wider |= e->src < r.from || end > r.to;
            r.from = e->src < r.from ? e->src : r.from;
            r.to = end > r.to ? end : r.to;
            if (drop)
                d->dropped[s][i] = true;
        }
        r = om_to_dst(edits, r);
    }
    return r;
}

/* --- the text without what was dropped ---------------------------------------------------------------------------- */

static void make(deciding *d, int s, size_t from, size_t to, bool start, bool end);

/* What earlier stages took out at a place of the input of stage s, if it is dropped. */
static void make_empty(deciding *d, int s, size_t at)
{
    make(d, s - 1, at, at, true, true);
}

/* Add to d->text what stands in [from, to) of the output of stage s, made anew.  What was taken out at its very start
 * or end is in it when start or end says so: of two ranges that meet, one has it. */
static void make(deciding *d, int s, size_t from, size_t to, bool start, bool end)
{
    const om_edits *edits = &d->out[s].edits;
    size_t first = 0, x, len;
    size_t y = from;             /* output up to here is made; x: the input that belongs to it */
    bool open = start, cut = false;

    if (s <= OM_READ) {
        om_buf_add(&d->text, om_out_text(&d->out[s], &len) + from, to - from);
        return;
    }
    OM_BISECT(first, edits->n, (size_t)edits->at[first].dst + edits->at[first].dst_len < from);
    while (first < edits->n && (size_t)edits->at[first].dst + edits->at[first].dst_len == from &&
           (edits->at[first].dst_len || !start))
        first++;
    x = from;
    if (first)
        x = edits->at[first - 1].src + edits->at[first - 1].src_len +
            (from - edits->at[first - 1].dst - edits->at[first - 1].dst_len);
    for (size_t i = first; i < edits->n; i++) {
        const om_edit *e = &edits->at[i];
        size_t e_end = (size_t)e->dst + e->dst_len, a = e->dst > from ? e->dst : from, b = e_end < to ? e_end : to;

        if (e->dst > to || (e->dst == to && (e->dst_len || !end)))
            break;
        if (e->dst > y) {
            make(d, s - 1, x, e->src, open, true);
            open = false;
        } else if (open && e->dst >= from) {
            make_empty(d, s, e->src);
            open = false;
        }
        if (d->dropped[s][i] && e->src_len)
            make(d, s - 1, e->src, (size_t)e->src + e->src_len, false, true);
        else if (!d->dropped[s][i])
            om_buf_add(&d->text, d->out[s].text.data + a, b - a);
        open = !d->dropped[s][i] && e->src_len > 0;
        cut = e_end > to;
        x = (size_t)e->src + e->src_len;
        y = b;
    }
    if (to > y)
        make(d, s - 1, x, x + (to - y), open, end);
    else if (open && end && !cut)
        make_empty(d, s, x);
}

/* --- decisions to places ------------------------------------------------------------------------------------------ */

static ocrmend_status add_place(deciding *d, om_range r, const om_replay_edit *e, const uint8_t *text, size_t len)
{
    d->at[d->n++] = (place){r.from, r.to, e->raw_from, e->decision, text, len};
    return OCRMEND_OK;
}

static ocrmend_status reject(deciding *d, const om_replay_edit *e, size_t i)
{
    const om_edit *edit = &d->out[e->stage].edits.at[i];
    bool wider;

    if (e->stage <= OM_READ)
        return om_decision_bad(d->error, e->decision->line,
                               "what stage %s does cannot be rejected: its bytes are not text; type the reading",
                               om_stages[e->stage]->name);
    d->dropped[e->stage][i] = true;
    return add_place(d, to_clean(d, e->stage + 1, (om_range){edit->dst, (size_t)edit->dst + edit->dst_len}, true,
                                 &wider),
                     e, NULL, 0);
}

/* Put a text where the range of the input of stage `stage` has gone. */
static ocrmend_status put_text(deciding *d, const om_replay_edit *e, int stage, om_range r, const void *text,
                               size_t len)
{
    bool wider;

    r = to_clean(d, stage, r, false, &wider);
    if (wider)
        return om_decision_bad(d->error, e->decision->line,
                               "a later change reaches beyond the place of change %llu; decide on that one",
                               (unsigned long long)e->id);
    return add_place(d, r, e, text, len);
}

/* The decision on the edit or note e, the i-th of its stage. */
static ocrmend_status decide(deciding *d, const om_replay_edit *e, size_t i)
{
    const om_decision *decision = e->decision;
    bool changed = e->outcome == OCRMEND_CHANGED;
    const uint8_t *text = (const uint8_t *)decision->text;
    size_t len = decision->len;
    om_range r;

    if (decision->verb == OM_REJECT)
        return changed ? reject(d, e, i) : OCRMEND_OK;
    if (decision->verb == OM_ACCEPT) {
        if (e->outcome != OCRMEND_SUGGESTED)
            return OCRMEND_OK;
        text = d->replay->pool.data + e->text + e->old_len;
        len = e->new_len;
    }
    if (changed) {
        const om_edit *edit = &d->out[e->stage].edits.at[i];

        r = (om_range){edit->dst, (size_t)edit->dst + edit->dst_len};
        return put_text(d, e, e->stage + 1, r, text, len);
    }
    r = (om_range){d->out[e->stage].notes.at[i].src, 0};
    r.to = r.from + d->out[e->stage].notes.at[i].src_len;
    return put_text(d, e, e->stage, r, text, len);
}

static ocrmend_status decide_all(deciding *d)
{
    size_t edits[OM_STAGES] = {0}, notes[OM_STAGES] = {0};
    ocrmend_status status = OCRMEND_OK;

    for (size_t k = 0; k < d->replay->n && status == OCRMEND_OK; k++) {
        const om_replay_edit *e = &d->replay->at[k];
        const om_out *out = &d->out[e->stage];
        size_t i;

        if (e->stage >= OM_REVIEW) {
            if (e->decision)
                status = om_decision_bad(d->error, e->decision->line, "change %llu is not one of the text",
                                         (unsigned long long)e->id);
            continue;
        }
        /* the plain conversion of a charset is not in the log */
        while (e->outcome == OCRMEND_CHANGED && edits[e->stage] < out->edits.n &&
               out->edits.at[edits[e->stage]].rule == OM_RULE_CHARSET)
            edits[e->stage]++;
        i = e->outcome == OCRMEND_CHANGED ? edits[e->stage]++ : notes[e->stage]++;
        if (i >= (e->outcome == OCRMEND_CHANGED ? out->edits.n : out->notes.n))
            return om_log_bad(d->error, e->line, "the edit does not fit the text");
        if (e->decision)
            status = decide(d, e, i);
    }
    return status;
}

/* --- places to edits ---------------------------------------------------------------------------------------------- */

static int by_place(const void *x, const void *y)
{
    const place *a = x, *b = y;

    if (a->from != b->from)
        return a->from < b->from ? -1 : 1;
    /* what is empty stands before what begins there */
    if ((a->to == a->from) != (b->to == b->from))
        return a->to == a->from ? -1 : 1;
    if (a->raw_from != b->raw_from)
        return a->raw_from < b->raw_from ? -1 : 1;
    return (a->decision->id > b->decision->id) - (a->decision->id < b->decision->id);
}

/* Places that meet are made anew together; a reading that was typed covers what was rejected inside it. */
static ocrmend_status merge(deciding *d)
{
    size_t n = 0;

    for (size_t i = 0; i < d->n; i++) {
        place *p = &d->at[i], *last = n ? &d->at[n - 1] : NULL;
        bool overlap = last && (p->from < last->to || (p->from == last->from && p->to == last->to && p->from < p->to));

        if (last && !last->text && !p->text && p->from <= last->to) {
            last->to = p->to > last->to ? p->to : last->to;
        } else if (!overlap) {
            d->at[n++] = *p;
        } else if (last->text && !p->text && p->to <= last->to) {
            continue;
        } else if (!last->text && p->text && p->from == last->from && p->to >= last->to) {
            *last = *p;
        } else {
            return om_decision_bad(d->error, p->decision->line,
                                   "changes %llu and %llu are in one place: decide on one of them",
                                   (unsigned long long)last->decision->id, (unsigned long long)p->decision->id);
        }
    }
    d->n = n;
    return OCRMEND_OK;
}

static ocrmend_status write(deciding *d, om_out *review)
{
    size_t done = SIZE_MAX; /* where the last place that was made anew ended */

    for (size_t i = 0; i < d->n; i++) {
        const place *p = &d->at[i];
        const uint8_t *text = p->text;
        size_t len = p->len;

        if (!text) {
            d->text.len = 0;
            make(d, OM_ENCODE, p->from, p->to, p->from != done, true);
            if (d->text.failed)
                return out_of_memory(d);
            text = d->text.data;
            len = d->text.len;
            done = p->to;
        }
        if (len == p->to - p->from && (len == 0 || memcmp(text, review->src + p->from, len) == 0))
            continue;
        om_keep_to(review, p->from);
        om_replace(review, p->to - p->from, len ? (const void *)text : "", len, OM_RULE_HUMAN, 0);
    }
    return OCRMEND_OK;
}

static bool room(deciding *d)
{
    d->at = malloc((d->replay->n + 1) * sizeof *d->at);
    for (int s = 0; s < OM_REVIEW; s++) {
        d->dropped[s] = calloc(d->out[s].edits.n + 1, sizeof(bool));
        if (!d->dropped[s])
            return false;
    }
    return d->at != NULL;
}

ocrmend_status om_human_decide(om_out *out, const om_replay *replay, ocrmend_error *error)
{
    deciding d = {.out = out, .replay = replay, .error = error};
    ocrmend_status status = OCRMEND_OK;

    if (om_replay_is_reviewed(replay))
        return om_log_bad(error, replay->at[0].line,
                          "the log holds decisions already: apply them all to the log that 'ocrmend clean' wrote");
    if (!room(&d))
        status = out_of_memory(&d);
    if (status == OCRMEND_OK)
        status = decide_all(&d);
    if (status == OCRMEND_OK) {
        qsort(d.at, d.n, sizeof *d.at, by_place);
        status = merge(&d);
    }
    if (status == OCRMEND_OK)
        status = write(&d, &out[OM_REVIEW]);
    for (int s = 0; s < OM_REVIEW; s++)
        free(d.dropped[s]);
    free(d.at);
    om_buf_free(&d.text);
    return status;
}
