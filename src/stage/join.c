/* join.c - lines become paragraphs.
 *
 * What is seen of a line is in join/line.c, the column it was set in in join/column.c, the evidence for the end of a
 * paragraph in join/evidence.c, and what takes the place of a line end inside a paragraph in join/seam.c.  Of a document
 * join/layout.c sees where the lines stand, join/layout_evidence.c weighs it, and join/lost.c tells marks that were not
 * read.  Here the lines of a block are gathered, the gaps between them decided, and the edits written. */
#include "format/format.h"
#include "stage/stage.h"

#include <stdlib.h>

#include "stage/join/evidence.h"
#include "stage/join/lost.h"
#include "stage/join/seam.h"
#include "text/lines.h"
#include "text/utf8.h"

enum {
    CARRY = 8,        /* lines of the block before that go on voting for the column */
    TAIL = 256,       /* bytes of its last line that a seam may want to see */
    WRAPS = 2,        /* pairs of lines that make a text a wrapped one (om_line.wraps) ... */
    FEW = 4,          /* ... if it has more lines than these */
    ROUNDS = 8,       /* of settle: two are rare, more come only from texts made for it */
    PLAIN_WRAPS = 4,  /* what is_plain asks for ... */
    PLAIN_SCORE = 50  /* ... and gives */
};

typedef struct {
    om_seam_style seam;
    om_line_span *spans;   /* lines of the block as scanned */
    size_t spans_cap;
    om_line *lines;        /* lines with text, those carried over first */
    size_t n, cap;
    om_place *places;      /* of a document's lines, else NULL */
    size_t places_cap;
    om_line *whole;        /* lines as they come out */
    size_t whole_cap;
    uint8_t *widths;       /* for om_line_columns */
    size_t widths_cap;
    bool open;             /* the block before ended inside a line */
    bool ended;            /* the line end of the last line is out already */
    om_buf tail;           /* the end of the last line of the block before */
} state;

static ocrmend_status init(const ocrmend_options *options, void **out, ocrmend_error *error)
{
    state *s;

    *out = NULL;
    if (options->keep_lines)
        return OCRMEND_OK;
    s = calloc(1, sizeof *s);
    if (!s)
        return om_fail(error, OCRMEND_NOMEM, 0, "out of memory");
    s->seam.space_beside_han = options->spacing == OCRMEND_SPACING_PANGU;
    *out = s;
    return OCRMEND_OK;
}

static void end(void *state_)
{
    state *s = state_;

    if (s) {
        free(s->spans);
        free(s->lines);
        free(s->places);
        free(s->whole);
        free(s->widths);
        om_seam_free(&s->seam);
        om_buf_free(&s->tail);
        free(s);
    }
}

static bool grow(void **at, size_t want, size_t *cap, size_t size)
{
    size_t to = want + want / 2 + 64;
    void *p;

    if (want <= *cap)
        return true;
    p = realloc(*at, to * size);
    if (!p)
        return false;
    *at = p;
    *cap = to;
    return true;
}

static uint16_t cap_em2(uint32_t em2)
{
    return (uint16_t)(em2 < OM_EM2_MAX ? em2 : OM_EM2_MAX);
}

/* Bytes of indent at text[from]; *half_em gets their width, *wide the part of it that are full-width spaces. */
static size_t indent_at(const uint8_t *text, size_t from, size_t to, unsigned *half_em, unsigned *wide)
{
    size_t at = from;

    *half_em = *wide = 0;
    while (at < to) {
        if (text[at] == ' ') {
            at += 1;
            *half_em += 1;
        } else if (text[at] == '\t') {
            at += 1;
            *half_em += 4;
        } else if (text[at] == 0xE3 && to - at >= 3 && text[at + 1] == 0x80 && text[at + 2] == 0x80) {
            at += 3; /* U+3000 */
            *half_em += 2;
            *wide += 2;
        } else {
            break;
        }
    }
    return at - from;
}

/* The first span of a block that begins inside a line goes on with the last line of the block before. */
static void go_on(om_line *line, const uint8_t *text, const om_line_span *span)
{
    uint32_t em2 = line->em2 + span->em2;

    if (span->end) {
        om_line rest = {.to = span->end, .em2 = OM_EM2_MAX};
        om_line_look(&rest, text, 0);
        line->stop = rest.stop;
    }
    line->em2 = cap_em2(em2);
    line->from = 0;
    line->to = span->end;
    line->flags |= OM_LINE_OPEN;
}

/* Gather the block's lines after the carried ones.  false: out of memory. */
static bool gather(state *s, const om_block *block)
{
    const uint8_t *text = block->data;
    size_t spans = om_scan_lines(text, block->len, s->spans, s->spans_cap), from = 0, blanks = 0, i = 0;
    bool page = false;

    if (spans > s->spans_cap) {
        if (!grow((void **)&s->spans, spans, &s->spans_cap, sizeof *s->spans))
            return false;
        om_scan_lines(text, block->len, s->spans, s->spans_cap);
    }
    if (!grow((void **)&s->lines, s->n + spans, &s->cap, sizeof *s->lines))
        return false;
    if (s->n && (s->open || s->spans[0].end == 0)) {
        if (s->open)
            go_on(&s->lines[s->n - 1], text, &s->spans[0]);
        page = s->spans[0].end < block->len && text[s->spans[0].end] == '\f';
        from = s->spans[i++].end + 1;
    }
    for (; i < spans; i++) {
        size_t to = s->spans[i].end;
        unsigned indent = 0, wide_indent = 0;

        if (from < to && (text[from] <= ' ' || text[from] == 0xE3))
            from += indent_at(text, from, to, &indent, &wide_indent);
        if (from < to) {
            om_line *line = &s->lines[s->n++];
            *line = (om_line){.from = (uint32_t)from, .to = (uint32_t)to};
            line->em2 = cap_em2(s->spans[i].em2 - wide_indent);
            line->indent = (uint8_t)(indent < 255 ? indent : 255);
            line->blanks = (uint8_t)(blanks < 255 ? blanks : 255);
            line->flags = page ? OM_LINE_PAGE : 0;
            om_line_look(line, text, s->spans[i].blanks);
            blanks = 0;
            page = false;
        } else {
            blanks++;
        }
        page = page || (to < block->len && text[to] == '\f');
        from = to + 1;
    }
    return true;
}

/* Find the places of a document's lines after those carried over. */
static bool place(state *s, size_t carried, const om_block *block)
{
    return grow((void **)&s->places, s->n + 1, &s->places_cap, sizeof *s->places) &&
           om_places_find(s->places, s->lines, s->n, carried, &block->document->page, block->data);
}

/* Whether a box told anything of any line: then the text that comes out is not what a text of its own would be. */
static bool has_places(const state *s)
{
    for (size_t i = 0; s->places && i < s->n; i++)
        if (s->places[i].known)
            return true;
    return false;
}

/* Whether a paragraph ends there without weighing evidence.  (A headline with all its clauses is complete.) */
static bool is_certain(const om_line *lines, size_t n, size_t i)
{
    const om_line *above = &lines[i - 1], *below = &lines[i];

    if (n > FEW && above->wraps < WRAPS)
        return true; /* its lines are paragraphs already */
    if ((above->flags | below->flags) & (OM_LINE_ALONE | OM_LINE_CLAUSES))
        return true;
    if (above->em2 > OM_COLUMN_MAX || above->column == 0)
        return true;
    /* wider than the column above: not in it, unless the column widens under a running sentence (below a picture) */
    return below->em2 > above->column + OM_COLUMN_SLACK &&
           (!(above->flags & OM_LINE_JOINED) || below->blanks || above->stop <= OM_STOP_BRACKET);
}

/* Whether a gap is one of the many in the middle of a paragraph: full lines on all sides, cut between two Han
 * characters.  What evidence.c would make of them is far below 0. */
static bool is_plain(const om_line *lines, size_t n, size_t i)
{
    const om_line *above = &lines[i - 1], *below = &lines[i];
    unsigned other; /* 0 as long as all is as it should be */

    if (above->fill != OM_FILL_FULL || below->fill != OM_FILL_FULL)
        return false;
    other = (above->stop ^ OM_STOP_TEXT) | (below->start ^ OM_START_HAN);
    other |= below->blanks | below->indent | above->indent | (above->column ^ below->column);
    other |= (above->flags & (OM_LINE_ALONE | OM_LINE_CLAUSES)) | (below->flags & ~OM_LINE_JOINED);
    return other == 0 && i > 1 && i + 1 < n && above->em2 <= OM_COLUMN_MAX && above->wraps >= PLAIN_WRAPS &&
           lines[i - 2].fill <= OM_FILL_TWO && above->em2 + 2 >= below->em2;
}

/* Whether something at the gap would be lost without the line end. */
static bool must_stay(const om_line *above, const om_line *below, const uint8_t *text)
{
    return above->stop != OM_STOP_TEXT && below->start != OM_START_HAN && !(above->flags & OM_LINE_DONE) &&
           om_seam_must_stay(text + above->from, above->to - above->from, text + below->from, below->to - below->from);
}

/* The same where boxes tell what the lines are. */
static bool belongs_by_place(const om_place *places, om_line *lines, size_t n, size_t i, const om_block *block)
{
    om_line *above = &lines[i - 1], *below = &lines[i];
    om_place_gap place = om_place_gap_look(&places[i - 1], &places[i]);
    om_gap gap = om_gap_look(lines, n, i, block->data);
    int score = OM_SCORE_MAX;

    if (!((above->flags | below->flags) & OM_LINE_ALONE) && !must_stay(above, below, block->data))
        score = om_place_gap_score(&place, &gap, om_gap_cuts_word(above, below, block->data, block->len));
    below->score = (int16_t)score;
    return score < 0;
}

/* Whether lines[i] belongs to the paragraph of the line above; its score is set.  places: NULL for plain text. */
static bool belongs(const om_place *places, om_line *lines, size_t n, size_t i, const om_block *block)
{
    om_line *above = &lines[i - 1], *below = &lines[i];
    int score;

    if (places && places[i - 1].known && places[i].known)
        return belongs_by_place(places, lines, n, i, block);
    if (is_plain(lines, n, i)) {
        below->score = -PLAIN_SCORE;
        return true;
    }
    if (is_certain(lines, n, i) || must_stay(above, below, block->data)) {
        below->score = OM_SCORE_MAX;
        return false;
    }
    score = om_gap_score(lines, n, i, block->data);
    if (score > -OM_SCORE_DOUBT && score < OM_SCORE_DOUBT) {
        om_gap gap = om_gap_look(lines, n, i, block->data);
        score += om_gap_word_score(&gap, om_gap_cuts_word(above, below, block->data, block->len));
    }
    below->score = (int16_t)score;
    return score < 0;
}

/* Decide all gaps between lines[0..n); whether any was closed. */
static bool decide(state *s, const om_place *places, om_line *lines, size_t n, const om_block *block)
{
    bool any = false;

    om_line_stand_alone(lines, n, block->last);
    om_line_columns(lines, n, s->widths);
    for (size_t i = 1; i < n; i++) {
        om_line *below = &lines[i];
        bool over = below->flags & OM_LINE_DONE || (s->ended && (below[-1].flags & OM_LINE_DONE));
        if (!over && belongs(places, lines, n, i, block)) {
            below->flags |= OM_LINE_JOINED;
            any = true;
        }
    }
    return any;
}

/* A line joined to the one before it, as the one line they will be. */
static void merge(om_line *first, const om_line *next)
{
    first->em2 = cap_em2((uint32_t)first->em2 + next->em2);
    first->to = next->to;
    first->stop = next->stop;
    first->flags &= (uint8_t)~OM_LINE_CLAUSES;
}

/* Paragraphs must look like paragraphs: what the decisions made of the lines is looked at again as the lines it will be
 * for whoever reads it next, without blank lines and indents, until nothing more would be joined.  So cleaning the
 * clean text changes nothing. */
static bool settle(state *s, const om_block *block)
{
    om_line *whole;
    bool again = true;

    if (!grow((void **)&s->whole, s->n, &s->whole_cap, sizeof *s->whole))
        return false;
    whole = s->whole;
    for (int round = 0; again && round < ROUNDS; round++) {
        size_t n = 0, at = 0;

        for (size_t i = 0; i < s->n; i++) {
            const om_line *line = &s->lines[i];
            if (n && line->flags & OM_LINE_JOINED && !(line->flags & OM_LINE_DONE)) {
                merge(&whole[n - 1], line);
            } else {
                whole[n] = *line;
                if (line->flags & OM_LINE_DONE) {
                    whole[n].flags |= OM_LINE_ALONE; /* not whole, and decided */
                } else {
                    whole[n].blanks = whole[n].indent = 0;
                    whole[n].flags &= (uint8_t)~(OM_LINE_PAGE | OM_LINE_JOINED);
                    if (line->flags & OM_LINE_NUMBER)
                        whole[n].flags &= (uint8_t)~OM_LINE_ALONE; /* without the page border it is a number */
                }
                n++;
            }
        }
        again = decide(s, NULL, whole, n, block);
        for (size_t i = 0; again && i < s->n; i++) {
            om_line *line = &s->lines[i];
            if (i && line->flags & OM_LINE_JOINED && !(line->flags & OM_LINE_DONE))
                continue;
            if (whole[at].flags & OM_LINE_JOINED && !(line->flags & OM_LINE_DONE)) {
                line->flags |= OM_LINE_JOINED;
                line->score = whole[at].score;
            }
            at++;
        }
    }
    return true;
}

/* The text of a line, or what is left of it when it is in the block before. */
static const uint8_t *text_of(const state *s, const om_line *line, const uint8_t *text, size_t *len)
{
    if ((line->flags & (OM_LINE_DONE | OM_LINE_OPEN)) == OM_LINE_DONE) {
        *len = s->tail.len;
        return s->tail.data;
    }
    *len = line->to - line->from;
    return text + line->from;
}

/* Where the blank lines of a gap end and the indent of the line below begins. */
static size_t indent_of(const uint8_t *text, size_t from, size_t to)
{
    while (to > from && text[to - 1] != '\n' && text[to - 1] != '\f')
        to--;
    return to;
}

/* A paragraph ends at this gap, text[from, to): one LF stays of it. */
static void write_break(om_out *out, const uint8_t *text, size_t from, size_t to, bool ended, unsigned confidence)
{
    size_t indent = indent_of(text, from, to), at = from;

    om_keep_to(out, from);
    if (!ended && at < indent) {
        if (text[at] == '\n')
            om_keep(out, 1);
        else
            om_replace(out, 1, "\n", 1, OM_RULE_PAGE_BREAK, confidence);
        at++;
    }
    if (at < indent)
        om_replace(out, indent - at, "", 0,
                   memchr(text + at, '\f', indent - at) ? OM_RULE_PAGE_BREAK : OM_RULE_BLANK_LINE, confidence);
    if (indent < to)
        om_delete(out, to - indent, OM_RULE_INDENT);
}

/* The two lines are one paragraph. */
static void write_seam(state *s, om_out *out, const uint8_t *text, const om_line *above, const om_line *below,
                       size_t from)
{
    unsigned confidence = om_score_confidence(below->score);
    const uint8_t *above_text;
    size_t len;
    om_seam seam;

    if (below->start == OM_START_HAN && above->stop == OM_STOP_TEXT && text[from ? from - 1 : 0] >= 0x80) {
        om_keep_to(out, from); /* Han and Han, nearly always */
        om_replace(out, below->from - from, "", 0, below->blanks ? OM_RULE_JOIN_BLANK : OM_RULE_JOIN_LINE, confidence);
        return;
    }
    above_text = text_of(s, above, text, &len);
    seam = om_seam_find(&s->seam, above_text, len, text + below->from, below->to - below->from);
    if (seam.rule == OM_RULE_JOIN_LINE && below->blanks)
        seam.rule = OM_RULE_JOIN_BLANK;
    if (above->flags & OM_LINE_DONE && seam.cut) {
        seam.cut = 0; /* the hyphen is out already: it stays */
        seam.with = "";
    }
    om_keep_to(out, from - seam.cut);
    om_replace(out, below->from - from + seam.cut, seam.with, strlen(seam.with), seam.rule,
               seam.confidence ? seam.confidence : confidence);
}

/* The marks lost at the end of lines[i] of a document, whose paragraph begins with lines[first]. */
static void write_lost_marks(const state *s, const om_block *block, om_out *out, size_t first, size_t i)
{
    bool ends = i + 1 == s->n;

    if (s->lines[first].flags & OM_LINE_DONE || (ends && !block->last))
        return; /* whether the paragraph ends there or how it began is in another block */
    if (!ends && s->lines[i + 1].flags & OM_LINE_JOINED)
        om_lost_write(out, s->lines[i].to, om_lost_inside(s->places, s->lines, i, block->data));
    else
        om_lost_write(out, s->lines[i].to, om_lost_stop(s->places, s->lines, s->n, first, i, block->data));
}

/* Write the edits of the block; where its last line ends. */
static size_t write(state *s, const om_block *block, om_out *out)
{
    const uint8_t *text = block->data;
    const om_line *above = NULL;
    size_t from = 0, first = 0;

    for (size_t i = 0; i < s->n; i++) {
        const om_line *line = &s->lines[i];
        if (!(line->flags & OM_LINE_JOINED))
            first = i;
        if (!(line->flags & OM_LINE_DONE)) {
            if (!above) {
                /* nothing before the first line of the document */
                size_t indent = indent_of(text, 0, line->from);
                if (indent)
                    om_delete(out, indent, OM_RULE_BLANK_LINE);
                if (indent < line->from)
                    om_delete(out, line->from - indent, OM_RULE_INDENT);
            } else if (line->flags & OM_LINE_JOINED) {
                write_seam(s, out, text, above, line, from);
            } else {
                write_break(out, text, from, line->from, s->ended && (above->flags & OM_LINE_DONE),
                            om_score_confidence(line->score));
            }
            from = line->to;
            if (s->places)
                write_lost_marks(s, block, out, first, i);
        } else if (line->flags & OM_LINE_OPEN) {
            from = line->to; /* the rest of it is in this block */
        }
        above = line;
    }
    /* after the last line: one line end, where there is one */
    if (from < block->len)
        write_break(out, text, from, block->len, !above || (s->ended && (above->flags & OM_LINE_DONE)), 0);
    return from;
}

/* Keep what the next block wants to know of this one. */
static bool carry(state *s, const om_block *block, size_t from)
{
    om_line *last = s->n ? &s->lines[s->n - 1] : NULL;

    if (!last)
        return true;
    if ((last->flags & (OM_LINE_DONE | OM_LINE_OPEN)) != OM_LINE_DONE) {
        size_t n = last->to - last->from, start = n > TAIL ? last->to - TAIL : last->from;
        while (start > last->from && (block->data[start] & 0xC0) == 0x80)
            start--;
        s->tail.len = 0;
        om_buf_add(&s->tail, block->data + start, last->to - start);
        s->ended = false;
    }
    s->ended = s->ended || from < block->len;
    s->open = block->cut_inside;
    if (s->n > CARRY) {
        memmove(s->lines, s->lines + s->n - CARRY, CARRY * sizeof *s->lines);
        if (s->places)
            memmove(s->places, s->places + s->n - CARRY, CARRY * sizeof *s->places);
        s->n = CARRY;
    }
    for (size_t i = 0; i < s->n; i++)
        s->lines[i].flags = (uint8_t)((s->lines[i].flags | OM_LINE_DONE) & ~OM_LINE_OPEN);
    return !s->tail.failed;
}

static ocrmend_status run(void *state_, const om_block *block, om_out *out, ocrmend_error *error)
{
    state *s = state_;
    size_t carried, from;

    if (!s)
        return OCRMEND_OK; /* lines are kept */
    carried = s->n;
    if (!gather(s, block) || !grow((void **)&s->widths, s->n + 16, &s->widths_cap, 1))
        return om_fail(error, OCRMEND_NOMEM, block->raw_at, "out of memory");
    if (block->document && !place(s, carried, block))
        return om_fail(error, OCRMEND_NOMEM, block->raw_at, "out of memory");
    decide(s, s->places, s->lines, s->n, block);
    if (!has_places(s) && !settle(s, block))
        return om_fail(error, OCRMEND_NOMEM, block->raw_at, "out of memory");
    om_seam_block(&s->seam, block->data, block->len);
    from = write(s, block, out);
    if (!carry(s, block, from))
        return om_fail(error, OCRMEND_NOMEM, block->raw_at, "out of memory");
    return OCRMEND_OK;
}

const om_stage om_stage_join = {"join", "join", false, init, run, end};
