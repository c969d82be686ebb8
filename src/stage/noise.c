/* noise.c - what an engine read where nothing is printed, told by its own confidence and by boxes.
 *
 * Works on documents that have both, before widths and marks are looked at.  Pages that are not Chinese pass untouched.
 */
#include <stdlib.h>
#include <string.h>

#include "format/format.h"
#include "stage/noise/noise.h"

typedef struct {
    om_glyphs glyphs;
    om_line_facts *facts;       /* of the lines of the block */
    size_t cap;
} state;

static ocrmend_status init(const ocrmend_options *options, void **out, ocrmend_error *error)
{
    (void)options;
    *out = calloc(1, sizeof(state));
    return *out ? OCRMEND_OK : om_fail(error, OCRMEND_NOMEM, 0, "out of memory");
}

static void end(void *state_)
{
    state *s = state_;

    if (s) {
        free(s->glyphs.at);
        free(s->facts);
    }
    free(s);
}

/* --- the page ----------------------------------------------------------------------------------------------------- */

static bool goes(const om_glyph *m)
{
    return m->rule != OM_RULE_COUNT && !*m->to;
}

/* What the line ends with, 0: nothing stays of it. */
static uint32_t last_of(const om_glyphs *g)
{
    size_t n = g->n;

    while (n && goes(&g->at[n - 1]))
        n--;
    return n ? g->at[n - 1].c : 0;
}

/* 一 is what any stroke is read as, with much confidence: it does not count as sure. */
static om_line_facts facts_of(const om_glyphs *g)
{
    enum { ONE = 0x4E00 };
    om_line_facts l = {.box = g->box, .glyphs = (uint32_t)g->n, .marks = true, .pitch = om_glyphs_pitch(g),
                       .last = last_of(g)};
    uint64_t sum = 0;

    for (size_t i = 0; i < g->n; i++) {
        const om_glyph *m = &g->at[i];

        sum += m->confidence;
        l.unsure += m->confidence < OM_SURE;
        l.marks = l.marks && om_is_mark(m->script);
        l.em += m->script == OM_LATIN || m->script == OM_DIGIT ? 1 : 2;
        l.stops = l.stops || (i > 0 && m->c == 0x3002 && m[-1].script == OM_HAN);
        if (m->c == ONE)
            continue;
        l.sure += m->confidence >= OM_SURE;
        l.pause = l.pause || (m->confidence >= OM_SURE && (m->c == 0x3002 || m->c == 0xFF0C));
        l.most = m->confidence > l.most ? m->confidence : l.most;
    }
    l.mean = (uint8_t)(g->n ? sum / g->n : 0);
    return l;
}

/* A median of lengths, to the pixel: how often each was met. */
enum { LONGEST = 1024 };

typedef struct {
    uint32_t times[LONGEST], n;
} lengths;

static void add_length(lengths *l, float length, uint32_t times)
{
    if (length >= 1 && length < LONGEST) {
        l->times[(int)length] += times;
        l->n += times;
    }
}

static float median_length(const lengths *l)
{
    uint32_t seen = 0;

    for (int i = 0; i < LONGEST && l->n; i++) {
        seen += l->times[i];
        if (2 * seen >= l->n)
            return (float)i;
    }
    return 0;
}

/* Look through the lines of the page that begins with line `first`. */
static bool look_at_page(state *s, const om_page *page, size_t first, const uint8_t *text, om_page_facts *facts)
{
    lengths pitches = {{0}, 0}, heights = {{0}, 0};
    uint64_t han = 0, letters = 0;
    size_t i = first;

    for (; i < page->n_lines && page->lines[i].page == page->lines[first].page; i++) {
        if (!om_glyphs_of(&s->glyphs, page, i, text))
            return false;
        s->facts[i] = facts_of(&s->glyphs);
        add_length(&pitches, s->facts[i].pitch, (uint32_t)s->glyphs.n);
        add_length(&heights, (float)s->facts[i].box.bottom - (float)s->facts[i].box.top, (uint32_t)s->glyphs.n);
        for (size_t k = 0; k < s->glyphs.n; k++) {
            han += om_is_wide_letter(s->glyphs.at[k].script);
            letters += s->glyphs.at[k].script == OM_LATIN || s->glyphs.at[k].script == OM_HANGUL;
        }
    }
    *facts = (om_page_facts){first, i - first, median_length(pitches.n ? &pitches : &heights), han > letters};
    return true;
}

/* --- what goes ---------------------------------------------------------------------------------------------------- */

/* The line goes, with its line end; the last of a page with the one before it. */
static void delete_line(const om_type_line *line, const om_block *block, om_out *out)
{
    size_t from = line->from, to = line->to;

    if (to < block->len && block->data[to] == '\n')
        to++;
    else if (from > out->next && block->data[from - 1] == '\n')
        from--;
    om_keep_to(out, from);
    om_delete(out, to - from, OM_RULE_NOISE_LINE);
}

/* Write what the characters of a line become.  Those that go at the ends of the line go with the spaces beside them: a
 * space there would be taken for an indent.  So does one that stays, as something else, with the spaces after it. */
static void write_line(const om_glyphs *g, om_out *out)
{
    size_t first = 0, last = g->n;

    while (first < g->n && goes(&g->at[first]))
        first++;
    while (last > first && goes(&g->at[last - 1]))
        last--;
    for (size_t i = 0; i < g->n; i++) {
        const om_glyph *m = &g->at[i];
        size_t from = m->at, to = m->at + m->len;

        if (m->rule == OM_RULE_COUNT)
            continue;
        if ((i < first || *m->to) && i + 1 < g->n)
            to = m[1].at;
        if (i >= last && i > 0)
            from = m[-1].at + m[-1].len;
        om_keep_to(out, from);
        om_replace(out, to - from, m->to, strlen(m->to), m->rule, 0);
    }
}

static bool clean_page(state *s, const om_page *page, const om_page_facts *facts, const om_block *block, om_out *out)
{
    enum { ILLEGIBLE = 30 };
    uint32_t before = 0;

    om_noise_lines(s->facts, facts);
    for (size_t i = facts->line; i < facts->line + facts->lines && facts->chinese; i++) {
        const om_type_line *line = &page->lines[i];
        const om_line_facts *l = &s->facts[i];

        if (l->noise) {
            delete_line(line, block, out);
            continue;
        }
        if (l->glyphs && l->mean < ILLEGIBLE)
            om_report(out, line->from, line->to - line->from, OM_RULE_ILLEGIBLE_LINE);
        if (!l->unsure) { /* then no rule applies */
            before = l->glyphs ? l->last : before;
            continue;
        }
        if (!om_glyphs_of(&s->glyphs, page, i, block->data))
            return false;
        s->glyphs.em = l->pitch > 0 ? l->pitch : facts->em;
        s->glyphs.before = before;
        om_noise_marks(&s->glyphs);
        om_noise_specks(&s->glyphs, block->data, block->len);
        write_line(&s->glyphs, out);
        before = last_of(&s->glyphs);
    }
    return true;
}

static ocrmend_status run(void *state_, const om_block *block, om_out *out, ocrmend_error *error)
{
    state *s = state_;
    const om_page *page = block->document ? &block->document->page : NULL;
    om_page_facts facts;

    if (!page)
        return OCRMEND_OK;
    if (page->n_lines > s->cap) {
        om_line_facts *more = realloc(s->facts, page->lines_cap * sizeof *more);
        if (!more)
            return om_fail(error, OCRMEND_NOMEM, block->raw_at, "out of memory");
        s->facts = more;
        s->cap = page->lines_cap;
    }
    for (size_t i = 0; i < page->n_lines; i += facts.lines)
        if (!look_at_page(s, page, i, block->data, &facts) || !clean_page(s, page, &facts, block, out))
            return om_fail(error, OCRMEND_NOMEM, block->raw_at, "out of memory");
    return OCRMEND_OK;
}

const om_stage om_stage_noise = {"noise", "noise", false, init, run, end};
