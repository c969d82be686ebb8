/* write.c - the edits: what becomes of each gap between two lines. */
#include "stage/join/join.h"

#include "stage/join/lost.h"

/* The text of a line, or what is left of it when it is in the block before. */
static const uint8_t *text_of(const om_join *s, const om_line *line, const uint8_t *text, size_t *len)
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
__attribute__((noinline)) static void write_break(om_out *out, const uint8_t *text, size_t from, size_t to, bool ended,
                                                  unsigned confidence)
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
    if (at < indent) {
        enum om_rule rule = memchr(text + at, '\f', indent - at) ? OM_RULE_PAGE_BREAK : OM_RULE_BLANK_LINE;

        om_replace(out, indent - at, "", 0, rule, confidence);
    }
    if (indent < to)
        om_delete(out, to - indent, OM_RULE_INDENT);
}

/* Nothing stands before the first line of the document. */
static void write_start(om_out *out, const uint8_t *text, size_t to)
{
    size_t indent = indent_of(text, 0, to);

    if (indent)
        om_delete(out, indent, OM_RULE_BLANK_LINE);
    if (indent < to)
        om_delete(out, to - indent, OM_RULE_INDENT);
}

/* The two lines are one paragraph. */
static void write_seam(om_join *s, om_out *out, const uint8_t *text, const om_line *above, const om_line *below,
                       size_t from)
{
    size_t len;
    const uint8_t *above_text = text_of(s, above, text, &len);
    om_seam seam = om_seam_find(&s->seam, above_text, len, text + below->from, below->to - below->from);

    if (seam.rule == OM_RULE_JOIN_LINE && below->blanks)
        seam.rule = OM_RULE_JOIN_BLANK;
    if (above->flags & OM_LINE_DONE && seam.cut) {
        seam.cut = 0; /* the hyphen is out already: it stays */
        seam.with = "";
    }
    om_keep_to(out, from - seam.cut);
    om_replace(out, below->from - from + seam.cut, seam.with, strlen(seam.with), seam.rule,
               seam.confidence ? seam.confidence : om_score_confidence(below->score));
}

/* Whether nothing takes the place of the line end between the two, as one look tells: Han stands on one side, below it
 * or before text[from].  (om_seam_find would say the same, or ask for a space where style has them beside Han.) */
static inline bool meets_han(const om_join *s, const uint8_t *text, const om_line *above, const om_line *below,
                             size_t from)
{
    if (s->seam.space_beside_han)
        return false;
    return below->start == OM_START_HAN || (above->stop == OM_STOP_TEXT && from >= 3 && text[from - 3] <= 0xE9 &&
                                            (text[from - 3] << 8 | text[from - 2]) >= 0xE4B8);
}

/* The marks lost at the end of the line `last`, whose paragraph begins with `first`. */
static void write_lost_marks(const om_join *s, const om_block *block, om_out *out, const om_line *first,
                             const om_line *last)
{
    size_t from = (size_t)(first - s->lines), i = (size_t)(last - s->lines);
    bool ends = i + 1 == s->n, goes_on = !ends && last[1].flags & OM_LINE_JOINED;
    om_lost lost = {.mark = NULL};

    if ((first->flags | last->flags) & OM_LINE_DONE || (ends && !block->last))
        return; /* whether the paragraph ends there or how it began is in another block */
    if (last->stop == OM_STOP_CREDIT && !goes_on)
        lost = om_lost_bracket(s->lines, from, i, block->data);
    else if (s->places)
        lost = goes_on ? om_lost_inside(s->places, s->lines, i, block->data)
                       : om_lost_stop(s->places, s->lines, s->n, from, i, block->data);
    else if (s->bare && goes_on)
        lost = om_lost_inside_bare(s->lines, s->n, i, block->data);
    else if (s->bare)
        lost = om_lost_bare(s->lines, s->n, from, i, block->data);
    if (lost.rule == OM_RULE_END_COMMA && s->clauses)
        lost.certain = false;
    om_lost_write(out, last->to, lost);
}

/* Whether marks may be lost at the end of the line above this one. */
static inline bool may_be_lost(const om_join *s, const om_line *line)
{
    return s->places || s->bare || (!(line->flags & OM_LINE_JOINED) && line[-1].stop == OM_STOP_CREDIT);
}

/* How far the edits are. */
typedef struct {
    const om_line *line;  /* the gap above it is the next to write */
    const om_line *first; /* of the paragraph above */
    size_t from;          /* where the line above ends */
} progress;

/* Write as many plain gaps as there are one after the other: Han on one side and nothing in place of the line end, or a
 * paragraph's end with at most blank lines after it.  For text in which no marks are looked for at the ends of lines,
 * after a line that is not of the block before. */
static progress write_plain(const om_join *s, om_out *out, const uint8_t *text, progress at)
{
    const om_line *end = s->lines + s->n;
    om_cuts cuts = om_cuts_begin(out);

    for (; at.line < end; at.from = at.line++->to) {
        const om_line *line = at.line;

        if (line->flags & OM_LINE_JOINED) {
            if (!meets_han(s, text, line - 1, line, at.from) ||
                !om_cuts_add(&cuts, at.from, line->from - at.from, line->blanks ? OM_RULE_JOIN_BLANK : OM_RULE_JOIN_LINE,
                             om_score_confidence(line->score)))
                break;
        } else {
            size_t blank = at.from + 1;

            if (line->indent || line->flags & OM_LINE_PAGE || may_be_lost(s, line))
                break;
            if (line->from > blank &&
                !om_cuts_add(&cuts, blank, line->from - blank, OM_RULE_BLANK_LINE, om_score_confidence(line->score)))
                break;
            at.first = line;
        }
    }
    om_cuts_end(&cuts, out);
    return at;
}

/* Write what is lost at the end of the line above, and the gap. */
static progress write_gap(om_join *s, const om_block *block, om_out *out, progress at)
{
    const om_line *line = at.line, *above = line > s->lines ? line - 1 : NULL;
    const uint8_t *text = block->data;

    if (line->flags & OM_LINE_DONE) {
        if (line->flags & OM_LINE_OPEN)
            at.from = line->to; /* the rest of it is in this block */
    } else {
        if (above && may_be_lost(s, line))
            write_lost_marks(s, block, out, at.first, above);
        if (!above)
            write_start(out, text, line->from);
        else if (line->flags & OM_LINE_JOINED)
            write_seam(s, out, text, above, line, at.from);
        else
            write_break(out, text, at.from, line->from, s->ended && above->flags & OM_LINE_DONE,
                        om_score_confidence(line->score));
        at.from = line->to;
    }
    if (!(line->flags & OM_LINE_JOINED))
        at.first = line;
    at.line++;
    return at;
}

size_t om_join_write(om_join *s, const om_block *block, om_out *out)
{
    const om_line *end = s->lines + s->n, *last = s->n ? end - 1 : NULL;
    progress at = {s->lines, s->lines, 0};

    s->clauses = (s->places || s->bare) && om_lost_is_list(s->lines, s->n, block->data);
    while (at.line < end) {
        at = write_gap(s, block, out, at);
        if (!s->places && !s->bare && !(at.line[-1].flags & OM_LINE_DONE) && at.line < end &&
            at.line->start == OM_START_HAN)
            at = write_plain(s, out, block->data, at);
    }
    if (last)
        write_lost_marks(s, block, out, at.first, last);
    /* after the last line: one line end, where there is one */
    if (at.from < block->len)
        write_break(out, block->data, at.from, block->len, !last || (s->ended && last->flags & OM_LINE_DONE), 0);
    return at.from;
}
