/* diff.c - the differences of two texts, one after the other: stretches that differ (align.h), widened to whole
 * characters with their combining marks, taken apart by kind (classify.h), with their lines. */
#include <stdlib.h>

#include "diff/classify.h"
#include "text/utf8.h"

typedef struct {
    const uint8_t *p;
    size_t at;           /* lines are counted up to here */
    uint64_t line;       /* from 1 */
} line_count;

struct ocrmend_diff {
    om_align *align;
    om_classifier classifier;
    size_t next;         /* change of the classifier to be told next */
    size_t a_floor, b_floor; /* the stretch that differs ended here last */
    om_stretch ahead;    /* read and not worked on */
    bool has_ahead;
    line_count old_lines, new_lines;
    uint64_t edits;
    ocrmend_difference difference;
};

ocrmend_diff *ocrmend_diff_new(const ocrmend_text *old_text, const ocrmend_text *new_text)
{
    const uint8_t *a = old_text->utf8.data, *b = new_text->utf8.data;
    ocrmend_diff *d = calloc(1, sizeof *d);

    if (!d)
        return NULL;
    d->classifier = (om_classifier){.a = a, .b = b, .a_len = old_text->utf8.len, .b_len = new_text->utf8.len};
    d->old_lines = (line_count){a, 0, 1};
    d->new_lines = (line_count){b, 0, 1};
    d->align = om_align_new(a, old_text->utf8.len, b, new_text->utf8.len);
    if (!d->align) {
        free(d);
        return NULL;
    }
    return d;
}

void ocrmend_diff_free(ocrmend_diff *d)
{
    if (!d)
        return;
    om_align_free(d->align);
    om_classifier_free(&d->classifier);
    free(d);
}

uint64_t ocrmend_diff_edits(const ocrmend_diff *d)
{
    return d->edits;
}

/* The line of offset `to`, which is at or after the one asked for last. */
static uint64_t line_at(line_count *c, size_t to)
{
    if (to > c->at) {
        c->line += om_units_lines(c->p + c->at, to - c->at);
        c->at = to;
    }
    return c->line;
}

/* --- combining marks ---------------------------------------------------------------------------------------------- */

static size_t character_begin(const uint8_t *p, size_t len, size_t floor, size_t at)
{
    while (om_unit_belongs(p, len, floor, at))
        at = om_utf8_back(p, at);
    return at;
}

/* Move the stretch's beginning back over what its first character belongs to. */
static bool widen_back(const ocrmend_diff *d, om_stretch *s)
{
    const om_classifier *c = &d->classifier;
    size_t back_a = s->a - character_begin(c->a, c->a_len, d->a_floor, s->a);
    size_t back_b = s->b - character_begin(c->b, c->b_len, d->b_floor, s->b), back = back_a > back_b ? back_a : back_b;

    /* what stands before is the same in both, byte for byte, unless it is a line end, to which nothing belongs */
    if (back > s->a - d->a_floor || back > s->b - d->b_floor)
        return false;
    s->a -= back;
    s->b -= back;
    return back > 0;
}

/* Take the beginning of the equal stretch that follows to the stretch, as far as it belongs to it. */
static bool widen_forward(const ocrmend_diff *d, om_stretch *s, om_stretch *equal)
{
    const om_classifier *c = &d->classifier;
    bool widened = false;

    while (equal->a < equal->a_end &&
           (om_unit_belongs(c->a, c->a_len, 0, equal->a) || om_unit_belongs(c->b, c->b_len, 0, equal->b))) {
        size_t n = om_utf8_len(c->a[equal->a]);

        s->a_end = equal->a += n;
        s->b_end = equal->b += n;
        widened = true;
    }
    return widened;
}

/* --- stretch after stretch ---------------------------------------------------------------------------------------- */

static bool get(ocrmend_diff *d, om_stretch *s, bool *failed)
{
    if (d->has_ahead) {
        *s = d->ahead;
        d->has_ahead = false;
        *failed = false;
        return true;
    }
    return om_align_next(d->align, s, failed);
}

/* The next stretch that differs, whole characters; *whole: it must not be taken apart. */
static bool next_stretch(ocrmend_diff *d, om_stretch *s, bool *whole, bool *failed)
{
    om_stretch after;

    do {
        if (!get(d, s, failed))
            return false;
    } while (s->equal);
    *whole = widen_back(d, s);
    while (get(d, &after, failed)) {
        if (after.equal) {
            *whole |= widen_forward(d, s, &after);
            if (after.a < after.a_end) {
                d->ahead = after;
                d->has_ahead = true;
                break;
            }
        } else {
            s->a_end = after.a_end;
            s->b_end = after.b_end;
            s->edits += after.edits;
        }
    }
    d->a_floor = s->a_end;
    d->b_floor = s->b_end;
    return !*failed;
}

ocrmend_status ocrmend_diff_next(ocrmend_diff *d, const ocrmend_difference **difference)
{
    const om_difference *x;

    *difference = NULL;
    while (d->next == d->classifier.n) {
        om_stretch s;
        bool whole, failed = false;

        if (!next_stretch(d, &s, &whole, &failed))
            return failed ? OCRMEND_NOMEM : OCRMEND_OK;
        if (!om_classify(&d->classifier, &s, whole))
            return OCRMEND_NOMEM;
        d->edits += s.edits;
        d->next = 0;
    }
    x = &d->classifier.at[d->next++];
    d->difference = (ocrmend_difference){x->kind, x->a, x->a_end, x->b, x->b_end, line_at(&d->old_lines, x->a),
                                         line_at(&d->new_lines, x->b)};
    *difference = &d->difference;
    return OCRMEND_OK;
}
