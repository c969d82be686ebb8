/* score.c - how near a text is to the truth, before and after; what each rule gave and took. */
#include <stdlib.h>

#include "diff/squash.h"
#include "text/bisect.h"

/* One text against the truth. */
typedef struct {
    om_squashed text;
    om_reading_of reading;
    uint8_t *met;        /* met[j]: the break before text.c[j] is one of the truth's */
} reading;

typedef struct {
    ocrmend_score *score;
    om_squashed truth;
    reading raw, out;
    bool has_raw;
} scoring;

/* A truth's break is met by one of the text's that lies between the characters read for what is before and after it;
 * each is used once. */
static bool find_breaks(reading *r, const om_squashed *t, uint64_t *right)
{
    size_t *after = malloc((t->n + 1) * sizeof *after), before = 0;

    r->met = calloc(r->text.n + 1, 1);
    if (!after || !r->met) {
        free(after);
        return false;
    }
    after[t->n] = r->text.n;
    for (size_t i = t->n; i-- > 0;)
        after[i] = r->reading.pos[i] >= 0 ? (size_t)r->reading.pos[i] : after[i + 1];
    for (size_t i = 1; i < t->n; i++) {
        before = r->reading.pos[i - 1] >= 0 ? (size_t)r->reading.pos[i - 1] + 1 : before;
        for (size_t j = before; t->breaks[i] && j <= after[i]; j++)
            if (r->text.breaks[j] && !r->met[j]) {
                r->met[j] = 1;
                ++*right;
                break;
            }
    }
    free(after);
    return true;
}

static bool read_one(scoring *s, reading *r, const ocrmend_text *text, ocrmend_score_of *sum)
{
    uint64_t with_breaks;

    if (!om_squash(&r->text, text) || !om_align_reading(&r->reading, &s->truth, &r->text) ||
        !om_distance_with_breaks(&s->truth, &r->text, &with_breaks) || !find_breaks(r, &s->truth, &sum->breaks_right))
        return false;
    sum->errors += r->reading.edits;
    sum->break_errors += with_breaks;
    sum->breaks += om_squashed_breaks(&r->text);
    return true;
}

static void count_characters(const scoring *s)
{
    const om_reading_of *raw = &s->raw.reading, *out = &s->out.reading;

    for (size_t i = 0; i < s->truth.n; i++) {
        bool was = om_reading_right(raw, i), is = om_reading_right(out, i);

        s->score->fixed += is && !was;
        s->score->broken += was && !is;
        s->score->broken_han += was && !is && s->truth.c[i] >= 0x3400 && s->truth.c[i] <= 0x9FFF;
    }
    for (size_t i = 0; i <= s->truth.n; i++)
        if (out->ins[i] > raw->ins[i]) {
            s->score->inserted += out->ins[i] - raw->ins[i];
            s->score->broken += out->ins[i] - raw->ins[i];
        }
}

/* --- names -------------------------------------------------------------------------------------------------------- */

/* The character of s at or after byte `at`. */
static size_t index_of(const om_squashed *s, size_t at)
{
    size_t i = 0;

    OM_BISECT(i, s->n, s->at[i] < at);
    return i;
}

static void count_name(const scoring *s, const ocrmend_mention *m)
{
    ocrmend_score_names *names = &s->score->names[m->type];
    size_t from = index_of(&s->truth, m->from), to = index_of(&s->truth, m->to);
    bool is = om_reading_span_right(&s->out.reading, from, to);
    bool was = s->has_raw && om_reading_span_right(&s->raw.reading, from, to);

    names->mentions++;
    names->out_right += is;
    if (!s->has_raw)
        return;
    names->raw_right += was;
    names->fixed += is && !was;
    names->broken += was && !is;
}

/* --- rules -------------------------------------------------------------------------------------------------------- */

typedef struct {
    const scoring *s;
    const ocrmend_edits *edits;
    ocrmend_score_rule *rules;
} blame;

/* The rule that touched the difference last; NULL: none. */
static ocrmend_score_rule *rule_over(const blame *b, const ocrmend_difference *d)
{
    ocrmend_edit_place places[8];
    size_t n = ocrmend_edits_over(b->edits, d->old_from, d->old_to, d->new_from, d->new_to, places, 8);

    return n ? &b->rules[places[n - 1].rule - ocrmend_rule_at(0)] : NULL;
}

/* Of r's characters in bytes [from, to): how many are right, i.e. are one of the truth's (owner[j]) and read as it. */
static size_t count_right(const reading *r, const uint8_t *right, size_t from, size_t to)
{
    size_t n = 0;

    for (size_t j = index_of(&r->text, from); j < r->text.n && r->text.at[j] < to; j++)
        n += right[j];
    return n;
}

static size_t count_all(const reading *r, size_t from, size_t to)
{
    return index_of(&r->text, to) - index_of(&r->text, from);
}

static uint8_t *right_characters(const reading *r)
{
    uint8_t *right = calloc(r->text.n + 1, 1);

    for (size_t i = 0; right && i < r->reading.t->n; i++)
        if (om_reading_right(&r->reading, i))
            right[r->reading.pos[i]] = 1;
    return right;
}

/* Breaks in bytes [from, to]: met and not. */
static void count_breaks(const reading *r, size_t from, size_t to, uint64_t *met, uint64_t *false_ones)
{
    for (size_t j = index_of(&r->text, from); j <= r->text.n && j <= index_of(&r->text, to); j++)
        if (r->text.breaks[j]) {
            *met += r->met[j];
            *false_ones += !r->met[j];
        }
}

static void blame_breaks(const blame *b, const ocrmend_difference *d, ocrmend_score_rule *rule)
{
    uint64_t good = 0, bad = 0;

    if (d->kind == OCRMEND_JOINED) {
        count_breaks(&b->s->raw, d->old_from, d->old_to, &good, &bad);
        rule->breaks_broken += good;
        rule->breaks_fixed += bad;
    } else if (d->kind == OCRMEND_SPLIT) {
        count_breaks(&b->s->out, d->new_from, d->new_to, &good, &bad);
        rule->breaks_fixed += good;
        rule->breaks_broken += bad;
    }
}

/* What a rule gave and took is what of the differences between raw and out it made is right on either side: right
 * characters more are fixed, fewer are broken; so are wrong ones fewer and more, where right ones are as many. */
static ocrmend_status count_rules(const scoring *s, const ocrmend_text *raw, const ocrmend_text *out,
                                  const ocrmend_edits *edits, ocrmend_score_rule *rules)
{
    const blame b = {s, edits, rules};
    ocrmend_diff *diff = ocrmend_diff_new(raw, out);
    uint8_t *was = right_characters(&s->raw), *is = right_characters(&s->out);
    const ocrmend_difference *d = NULL;
    ocrmend_status status = diff && was && is ? OCRMEND_OK : OCRMEND_NOMEM;

    while (status == OCRMEND_OK && (status = ocrmend_diff_next(diff, &d)) == OCRMEND_OK && d) {
        ocrmend_score_rule *rule = rule_over(&b, d);
        size_t before = count_right(&s->raw, was, d->old_from, d->old_to);
        size_t after = count_right(&s->out, is, d->new_from, d->new_to);
        size_t junk_before = count_all(&s->raw, d->old_from, d->old_to) - before;
        size_t junk_after = count_all(&s->out, d->new_from, d->new_to) - after;

        if (!rule)
            continue;
        blame_breaks(&b, d, rule);
        if (after != before) {
            rule->fixed += after > before ? after - before : 0;
            rule->broken += after < before ? before - after : 0;
        } else {
            rule->fixed += junk_after < junk_before ? junk_before - junk_after : 0;
            rule->broken += junk_after > junk_before ? junk_after - junk_before : 0;
        }
    }
    ocrmend_diff_free(diff);
    free(was);
    free(is);
    return status;
}

/* ------------------------------------------------------------------------------------------------------------------ */

static void free_reading(reading *r)
{
    om_squashed_free(&r->text);
    om_reading_free(&r->reading);
    free(r->met);
}

ocrmend_status ocrmend_score_add(ocrmend_score *score, const ocrmend_text *truth, const ocrmend_text *raw,
                                 const ocrmend_text *out, const ocrmend_mention *mentions, size_t n,
                                 const ocrmend_edits *edits, ocrmend_score_rule *rules)
{
    scoring s = {.score = score, .has_raw = raw != NULL};
    ocrmend_status status = OCRMEND_OK;

    for (size_t i = 0; i < n; i++)
        if (mentions[i].from > mentions[i].to || mentions[i].to > truth->utf8.len ||
            mentions[i].type >= OCRMEND_SCORE_TYPES)
            return OCRMEND_USAGE;
    if (!om_squash(&s.truth, truth) || !read_one(&s, &s.out, out, &score->out) ||
        (raw && !read_one(&s, &s.raw, raw, &score->raw)))
        status = OCRMEND_NOMEM;
    if (status == OCRMEND_OK) {
        score->texts++;
        score->chars += s.truth.n;
        score->breaks += om_squashed_breaks(&s.truth);
        score->chars_breaks += s.truth.n + om_squashed_breaks(&s.truth);
        if (raw)
            count_characters(&s);
        for (size_t i = 0; i < n; i++)
            count_name(&s, &mentions[i]);
        if (raw && edits)
            status = count_rules(&s, raw, out, edits, rules);
    }
    om_squashed_free(&s.truth);
    free_reading(&s.raw);
    free_reading(&s.out);
    return status;
}
