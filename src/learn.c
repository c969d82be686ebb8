/* learn.c - what an engine takes for what, from a text and its truth, or from what a person corrected. */
#include "dict/confusions.h"

#include <stdlib.h>

#include "diff/classify.h"
#include "diff/squash.h"
#include "report/decisions.h"
#include "report/log_read.h"
#include "text/bisect.h"
#include "text/utf8.h"

static ocrmend_status out_of_memory(ocrmend_error *error)
{
    return om_fail(error, OCRMEND_NOMEM, 0, "out of memory");
}

/* --- a text and its truth ----------------------------------------------------------------------------------------- */

/* Whether character i of the truth was read, be it in another width. */
static bool is_right(const om_reading_of *x, size_t i)
{
    return x->pos[i] >= 0 && om_plain_coat(x->r->c[x->pos[i]]) == om_plain_coat(x->t->c[i]);
}

/* What was read for characters [i, j) of the truth lies between two that were read right; the beginning and the end of
 * the text are as good.
 *
 * Of 37,000 characters of pages held against their own truth 999 substitutions lie so, and 39 where each page is held
 * against the truth of another, of which only 6 % of the characters come to lie beside their like: those 39 are what is
 * wrong with the rule where a stretch is garbled, and such pages as a whole are refused.  With two right ones on each
 * side it would be 756 and 9. */
static bool is_framed(const om_reading_of *x, size_t i, size_t j)
{
    return (i == 0 || is_right(x, i - 1)) && (j == x->t->n || is_right(x, j));
}

static bool count(ocrmend_confusions *c, uint32_t read, uint32_t meant)
{
    return (read && !om_confusions_takes(read)) || (meant && !om_confusions_takes(meant)) ||
           om_confusions_count(c, read, meant, 1);
}

/* Count character i, which has nothing added beside it. */
static bool count_character(ocrmend_confusions *c, const om_reading_of *x, size_t i)
{
    uint32_t meant = x->t->c[i], read = x->pos[i] >= 0 ? x->r->c[x->pos[i]] : 0;

    if (x->ins[i] || x->ins[i + 1] || !is_framed(x, i, i + 1) || !om_confusions_takes(meant))
        return true;
    return om_confusions_stood(c, 0, 1) && om_confusions_stood(c, meant, 1) &&
           (is_right(x, i) || count(c, read, meant));
}

/* Count what was added before character i: one character. */
static bool count_added(ocrmend_confusions *c, const om_reading_of *x, size_t i)
{
    return x->ins[i] != 1 || !is_framed(x, i, i) || count(c, x->r->c[x->ins_at[i]], 0);
}

ocrmend_status ocrmend_confusions_learn(ocrmend_confusions *c, const ocrmend_text *read, const ocrmend_text *truth,
                                        ocrmend_error *error)
{
    om_squashed t = {0}, r = {0};
    om_reading_of x = {0};
    bool ok = om_squash(&t, truth) && om_squash(&r, read) && om_align_reading(&x, &t, &r);
    size_t right = 0;
    ocrmend_status status = OCRMEND_OK;

    for (size_t i = 0; ok && i < t.n; i++)
        right += is_right(&x, i);
    if (ok && (!t.n || right < (t.n + 1) / 2))
        status = om_fail(error, OCRMEND_MISMATCH, 0,
                         "of %zu characters of the truth %zu stand in the text: that of another?", t.n, right);
    for (size_t i = 0; ok && status == OCRMEND_OK && i <= t.n; i++)
        ok = count_added(c, &x, i) && (i == t.n || count_character(c, &x, i));
    c->texts += ok && status == OCRMEND_OK;
    om_reading_free(&x);
    om_squashed_free(&t);
    om_squashed_free(&r);
    return ok ? status : out_of_memory(error);
}

/* --- corrections -------------------------------------------------------------------------------------------------- */

enum { LONGEST = 64 }; /* characters of a correction; one of more is another text */

/* What was taken for what in a correction.  That a person has put it right says of what stands around it that it is. */
static bool count_correction(ocrmend_confusions *c, const uint8_t *old_text, size_t old_len, const uint8_t *new_text,
                             size_t new_len, om_exact *exact, om_ops *ops)
{
    uint32_t was[LONGEST], is[LONGEST];
    size_t n = 0, m = 0, i = 0, j = 0;
    unsigned unit;

    for (; old_len; old_text += unit, old_len -= unit) {
        if (n == LONGEST)
            return true;
        was[n++] = om_utf8_get(old_text, &unit);
    }
    for (; new_len; new_text += unit, new_len -= unit) {
        if (m == LONGEST)
            return true;
        is[m++] = om_utf8_get(new_text, &unit);
    }
    if (!om_exact_align(exact, is, m, was, n, false, ops))
        return false;
    for (size_t k = 0; k < ops->n; k++) {
        const om_op_run *run = &ops->at[k];
        bool alone = run->n == 1 && (k == 0 || ops->at[k - 1].op == OM_EQUAL) &&
                     (k + 1 == ops->n || ops->at[k + 1].op == OM_EQUAL);

        if (run->op == OM_REPLACE && alone && om_plain_coat(was[j]) != om_plain_coat(is[i]) && !count(c, was[j], is[i]))
            return false;
        if (run->op == OM_DELETE && alone && !count(c, 0, is[i]))
            return false;
        if (run->op == OM_INSERT && alone && !count(c, was[j], 0))
            return false;
        i += run->op == OM_INSERT ? 0 : run->n;
        j += run->op == OM_DELETE ? 0 : run->n;
    }
    return true;
}

/* A log as it is gone through. */
typedef struct {
    ocrmend_confusions *c;
    const ocrmend_decisions *decisions;
    om_exact exact;
    om_ops ops;
    om_log_range *corrected;       /* of the block: ranges of the raw text that stages have corrected */
    size_t n, cap;
    uint64_t longest;              /* of them */
    bool sorted;                   /* ... by from: no stage comes after the person */
} review;

static bool remember(review *r, om_log_range raw)
{
    if (!om_more((void **)&r->corrected, r->n, &r->cap, sizeof *r->corrected))
        return false;
    r->corrected[r->n++] = raw;
    r->sorted = false;
    if (raw.to - raw.from > r->longest)
        r->longest = raw.to - raw.from;
    return true;
}

static int by_from(const void *x, const void *y)
{
    const om_log_range *a = x, *b = y;

    return (a->from > b->from) - (a->from < b->from);
}

static bool was_corrected(review *r, om_log_range raw)
{
    size_t i = 0;

    if (!r->sorted && r->n)
        qsort(r->corrected, r->n, sizeof *r->corrected, by_from);
    r->sorted = true;
    /* the first that begins after it */
    OM_BISECT(i, r->n, r->corrected[i].from < raw.to);
    while (i-- > 0 && raw.from < r->corrected[i].from + r->longest)
        if (raw.from < r->corrected[i].to)
            return true;
    return false;
}

/* A line about an edit: what a stage has corrected is remembered, what a person has is counted. */
static bool count_edit(review *r, const om_log_line *line)
{
    const om_decision *d = om_decision_on(r->decisions, line->edit.id);
    const uint8_t *new_text = line->edit.new_text;
    size_t new_len = line->edit.new_len;
    bool human = strcmp(line->edit.stage, "review") == 0;

    if (strcmp(line->edit.stage, "decode") == 0 || strcmp(line->edit.stage, "read") == 0)
        return true;
    if (d && d->verb == OM_RETYPE) {
        new_text = (const uint8_t *)d->text;
        new_len = d->len;
    }
    if ((d && d->verb != OM_REJECT && line->edit.outcome != OCRMEND_REPORTED) ||
        (human && line->edit.changed && !was_corrected(r, line->raw)))
        return count_correction(r->c, line->edit.old_text, line->edit.old_len, new_text, new_len, &r->exact, &r->ops);
    return human || !line->edit.changed || remember(r, line->raw);
}

static ocrmend_status go_through(review *r, om_log_reader *log, ocrmend_error *error)
{
    om_log_line line;
    ocrmend_status status;

    while ((status = om_log_next(log, &line, error)) == OCRMEND_OK && line.kind != OM_LOG_NONE) {
        if (line.kind == OM_LOG_BLOCK)
            r->n = r->longest = 0;
        if (line.kind == OM_LOG_EDIT && !count_edit(r, &line))
            return out_of_memory(error);
    }
    return status;
}

/* How often each character stands in the text, and any at all. */
static bool count_text(ocrmend_confusions *c, const ocrmend_text *text)
{
    om_squashed s = {0};
    bool ok = om_squash(&s, text);

    for (size_t i = 0; ok && i < s.n; i++)
        ok = !om_confusions_takes(s.c[i]) || (om_confusions_stood(c, 0, 1) && om_confusions_stood(c, s.c[i], 1));
    om_squashed_free(&s);
    return ok;
}

ocrmend_status ocrmend_confusions_review(ocrmend_confusions *c, ocrmend_source log, const ocrmend_decisions *decisions,
                                         const ocrmend_text *proofread, ocrmend_error *error)
{
    review r = {.c = ocrmend_confusions_new(), .decisions = decisions};
    om_log_reader *reader = om_log_reader_new(log);
    ocrmend_status status = reader && r.c ? go_through(&r, reader, error) : out_of_memory(error);

    if (status == OCRMEND_OK &&
        !(count_text(r.c, proofread) && om_confusions_settle(r.c) && om_confusions_add_all(c, r.c)))
        status = out_of_memory(error);
    c->texts += status == OCRMEND_OK;
    ocrmend_confusions_free(r.c);
    om_log_reader_free(reader);
    om_exact_free(&r.exact);
    om_ops_free(&r.ops);
    free(r.corrected);
    return status;
}
