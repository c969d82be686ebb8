/* judge.c - raw and clean against the truth: two diffs side by side, met in the truth's offsets. */
#include <stdlib.h>

#include "diff/text.h"

/* One text against the truth. */
typedef struct {
    ocrmend_diff *diff;
    const uint8_t *text, *truth;
    size_t text_len, truth_len;
    ocrmend_difference next;   /* not taken yet */
    bool has_next;
    ocrmend_difference rest;   /* what comes after `next` of a difference that was taken apart */
    bool has_rest;
    size_t at, truth_at;       /* both are in step here, and up to `next` */
    uint64_t line;
    size_t line_at;            /* lines are counted up to here */
} witness;

struct ocrmend_judge {
    witness raw, clean;
    uint64_t line;             /* of the truth */
    size_t line_at;
    ocrmend_judgement judgement, ahead;
    bool has_ahead;
};

const char *ocrmend_verdict_name(ocrmend_verdict verdict)
{
    static const char *const names[] = {"fixed", "broken", "wrong"};

    return (size_t)verdict < sizeof names / sizeof *names ? names[verdict] : NULL;
}

/* Whether the two ranges have as many units, and more than one. */
static bool is_even(const witness *w, const ocrmend_difference *d)
{
    size_t i = d->old_from, j = d->new_from, units = 0;

    for (unsigned n; i < d->old_to && j < d->new_to; units++) {
        om_unit_get(w->text + i, d->old_to - i, &n);
        i += n;
        om_unit_get(w->truth + j, d->new_to - j, &n);
        j += n;
    }
    return units > 1 && i == d->old_to && j == d->new_to;
}

/* Leave the first unit of an even substitution in `next`; it is with others only because they stand side by side, and
 * the other text may have one of them right.  A combining mark stays with its letter. */
static void take_apart(witness *w)
{
    ocrmend_difference *d = &w->next;
    unsigned n, m;
    size_t i, j;

    w->has_rest = false;
    if (d->kind != OCRMEND_SUBSTITUTION || !is_even(w, d))
        return;
    om_unit_get(w->text + d->old_from, d->old_to - d->old_from, &n);
    om_unit_get(w->truth + d->new_from, d->new_to - d->new_from, &m);
    i = d->old_from + n;
    j = d->new_from + m;
    if (om_unit_belongs(w->text, d->old_to, 0, i) || om_unit_belongs(w->truth, d->new_to, 0, j))
        return;
    w->rest = *d;
    w->rest.old_from = i;
    w->rest.new_from = j;
    d->old_to = i;
    d->new_to = j;
    w->has_rest = true;
}

static ocrmend_status advance(witness *w)
{
    const ocrmend_difference *d = &w->rest;
    ocrmend_status status = OCRMEND_OK;

    if (!w->has_rest)
        status = ocrmend_diff_next(w->diff, &d);
    w->has_next = status == OCRMEND_OK && d;
    if (w->has_next) {
        w->next = *d;
        take_apart(w);
    }
    return status;
}

static ocrmend_status begin(witness *w, const ocrmend_text *text, const ocrmend_text *truth)
{
    w->text = text->utf8.data;
    w->text_len = text->utf8.len;
    w->truth = truth->utf8.data;
    w->truth_len = truth->utf8.len;
    w->line = 1;
    w->diff = ocrmend_diff_new(text, truth);
    return w->diff ? advance(w) : OCRMEND_NOMEM;
}

ocrmend_judge *ocrmend_judge_new(const ocrmend_text *raw, const ocrmend_text *clean, const ocrmend_text *truth)
{
    ocrmend_judge *j = calloc(1, sizeof *j);

    if (!j)
        return NULL;
    j->line = 1;
    if (begin(&j->raw, raw, truth) != OCRMEND_OK || begin(&j->clean, clean, truth) != OCRMEND_OK) {
        ocrmend_judge_free(j);
        return NULL;
    }
    return j;
}

void ocrmend_judge_free(ocrmend_judge *j)
{
    if (!j)
        return;
    ocrmend_diff_free(j->raw.diff);
    ocrmend_diff_free(j->clean.diff);
    free(j);
}

/* Go on in step to offset `to` of the truth.  Bytes differ only where line ends of two kinds stand for each other. */
static void walk_to(witness *w, size_t to)
{
    while (w->truth_at < to) {
        unsigned n, m;

        om_unit_get(w->text + w->at, w->text_len - w->at, &n);
        om_unit_get(w->truth + w->truth_at, w->truth_len - w->truth_at, &m);
        w->at += n;
        w->truth_at += m;
    }
}

/* Whether the next difference has a part in the truth's [from, to), or both are the same empty place. */
static bool meets(const witness *w, size_t from, size_t to)
{
    size_t a = w->next.new_from, b = w->next.new_to;

    if (!w->has_next)
        return false;
    return a == b && from == to ? a == from : a < to && b > from;
}

/* Take all differences that meet [*from, *to), which grows with them. */
static ocrmend_status take(witness *w, size_t *from, size_t *to, ocrmend_difference *first, bool *any)
{
    while (meets(w, *from, *to)) {
        ocrmend_status status;

        if (!*any)
            *first = w->next;
        *any = true;
        if (w->next.new_from < *from)
            *from = w->next.new_from;
        if (w->next.new_to > *to)
            *to = w->next.new_to;
        w->at = w->next.old_to;
        w->truth_at = w->next.new_to;
        status = advance(w);
        if (status != OCRMEND_OK)
            return status;
    }
    return OCRMEND_OK;
}

static uint64_t line_of(const uint8_t *p, size_t at, uint64_t *line, size_t *counted)
{
    *line += om_units_lines(p + *counted, at - *counted);
    *counted = at;
    return *line;
}

/* The next place; *any is false at the end. */
static ocrmend_status judge_next(ocrmend_judge *j, ocrmend_judgement *out, bool *any)
{
    ocrmend_difference raw = {0}, clean = {0};
    witness raw_before = j->raw, clean_before = j->clean;
    bool in_raw = false, in_clean = false, raw_first;
    const witness *first;
    size_t from, to, seen;

    *any = j->raw.has_next || j->clean.has_next;
    if (!*any)
        return OCRMEND_OK;
    raw_first = !j->clean.has_next || (j->raw.has_next && j->raw.next.new_from <= j->clean.next.new_from);
    first = raw_first ? &j->raw : &j->clean;
    from = first->next.new_from;
    to = first->next.new_to;
    do {
        seen = to;
        if (take(&j->raw, &from, &to, &raw, &in_raw) != OCRMEND_OK ||
            take(&j->clean, &from, &to, &clean, &in_clean) != OCRMEND_OK)
            return OCRMEND_NOMEM;
    } while (to != seen || meets(&j->raw, from, to));
    *out = (ocrmend_judgement){.verdict = in_raw && in_clean ? OCRMEND_WRONG : in_raw ? OCRMEND_FIXED : OCRMEND_BROKEN,
                               .kind = in_clean ? clean.kind : raw.kind, .truth_from = from, .truth_to = to};
    walk_to(&raw_before, from);
    walk_to(&clean_before, from);
    out->raw_from = raw_before.at;
    out->clean_from = clean_before.at;
    walk_to(&j->raw, to);
    walk_to(&j->clean, to);
    out->raw_to = j->raw.at;
    out->clean_to = j->clean.at;
    out->raw_line = line_of(j->raw.text, out->raw_from, &j->raw.line, &j->raw.line_at);
    out->clean_line = line_of(j->clean.text, out->clean_from, &j->clean.line, &j->clean.line_at);
    out->truth_line = line_of(j->raw.truth, from, &j->line, &j->line_at);
    return OCRMEND_OK;
}

static bool is_continued(const ocrmend_judgement *x, const ocrmend_judgement *y)
{
    return x->verdict == y->verdict && x->kind == y->kind && x->raw_to == y->raw_from && x->clean_to == y->clean_from &&
           x->truth_to == y->truth_from;
}

ocrmend_status ocrmend_judge_next(ocrmend_judge *j, const ocrmend_judgement **judgement)
{
    ocrmend_status status = OCRMEND_OK;

    *judgement = NULL;
    if (!j->has_ahead)
        status = judge_next(j, &j->ahead, &j->has_ahead);
    if (status != OCRMEND_OK || !j->has_ahead)
        return status;
    j->judgement = j->ahead;
    while ((status = judge_next(j, &j->ahead, &j->has_ahead)) == OCRMEND_OK && j->has_ahead &&
           is_continued(&j->judgement, &j->ahead)) {
        j->judgement.raw_to = j->ahead.raw_to;
        j->judgement.clean_to = j->ahead.clean_to;
        j->judgement.truth_to = j->ahead.truth_to;
    }
    *judgement = status == OCRMEND_OK ? &j->judgement : NULL;
    return status;
}
