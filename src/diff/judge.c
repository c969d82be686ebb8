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
    size_t at, truth_at;       /* both are in step here, and up to `next` */
    uint64_t line;
    size_t line_at;            /* lines are counted up to here */
} witness;

struct ocrmend_judge {
    witness raw, clean;
    uint64_t line;             /* of the truth */
    size_t line_at;
    ocrmend_judgement judgement;
};

const char *ocrmend_verdict_name(ocrmend_verdict verdict)
{
    static const char *const names[] = {"fixed", "broken", "wrong"};

    return (size_t)verdict < sizeof names / sizeof *names ? names[verdict] : NULL;
}

static ocrmend_status advance(witness *w)
{
    const ocrmend_difference *d;
    ocrmend_status status = ocrmend_diff_next(w->diff, &d);

    w->has_next = d != NULL;
    if (d)
        w->next = *d;
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

ocrmend_status ocrmend_judge_next(ocrmend_judge *j, const ocrmend_judgement **judgement)
{
    ocrmend_difference raw = {0}, clean = {0};
    witness raw_before = j->raw, clean_before = j->clean;
    bool in_raw = false, in_clean = false;
    const witness *first;
    size_t from, to, seen;
    ocrmend_judgement *out = &j->judgement;

    *judgement = NULL;
    if (!j->raw.has_next && !j->clean.has_next)
        return OCRMEND_OK;
    first = !j->clean.has_next || (j->raw.has_next && j->raw.next.new_from <= j->clean.next.new_from) ? &j->raw : &j->clean;
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
    *judgement = out;
    return OCRMEND_OK;
}
