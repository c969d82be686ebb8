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

        om_cut_out(out, indent - at, rule, confidence ? confidence : om_rule_confidence[rule]);
    }
    if (indent < to)
        om_delete(out, to - indent, OM_RULE_INDENT);
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
    unsigned confidence = om_score_confidence(below->score);
    const uint8_t *above_text;
    size_t len;
    om_seam seam;

    if (meets_han(s, text, above, below, from)) { /* nearly always */
        om_keep_to(out, from);
        om_cut_out(out, below->from - from, below->blanks ? OM_RULE_JOIN_BLANK : OM_RULE_JOIN_LINE, confidence);
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

/* The marks lost at the end of lines[i], whose paragraph begins with lines[first]. */
__attribute__((noinline)) static void write_lost_marks(const om_join *s, const om_block *block, om_out *out,
                                                       size_t first, size_t i)
{
    bool ends = i + 1 == s->n, goes_on = !ends && s->lines[i + 1].flags & OM_LINE_JOINED;
    om_lost lost = {.mark = NULL};

    if (s->lines[first].flags & OM_LINE_DONE || (ends && !block->last))
        return; /* whether the paragraph ends there or how it began is in another block */
    if (s->lines[i].stop == OM_STOP_CREDIT && !goes_on)
        lost = om_lost_bracket(s->lines, first, i, block->data);
    else if (s->places)
        lost = goes_on ? om_lost_inside(s->places, s->lines, i, block->data)
                       : om_lost_stop(s->places, s->lines, s->n, first, i, block->data);
    else if (s->bare && goes_on)
        lost = om_lost_inside_bare(s->lines, s->n, i, block->data);
    else if (s->bare)
        lost = om_lost_bare(s->lines, first, i, block->data);
    if (lost.rule == OM_RULE_END_COMMA && s->clauses)
        lost.certain = false;
    om_lost_write(out, s->lines[i].to, lost);
}

size_t om_join_write(om_join *s, const om_block *block, om_out *out)
{
    const uint8_t *text = block->data;
    const om_line *above = NULL, *first = s->lines, *end = s->lines + s->n;
    bool may_be_lost = s->places || s->bare;
    size_t from = 0;

    s->clauses = may_be_lost && om_lost_is_list(s->lines, s->n, text);
    for (const om_line *line = s->lines; line < end; above = line++) {
        unsigned flags = line->flags;

        if (!(flags & OM_LINE_JOINED))
            first = line;
        if (flags & OM_LINE_DONE) {
            if (flags & OM_LINE_OPEN)
                from = line->to; /* the rest of it is in this block */
            continue;
        }
        if (!above)
            write_start(out, text, line->from);
        else if (flags & OM_LINE_JOINED)
            write_seam(s, out, text, above, line, from);
        else
            write_break(out, text, from, line->from, s->ended && (above->flags & OM_LINE_DONE),
                        om_score_confidence(line->score));
        from = line->to;
        if (may_be_lost || line->stop == OM_STOP_CREDIT)
            write_lost_marks(s, block, out, (size_t)(first - s->lines), (size_t)(line - s->lines));
    }
    /* after the last line: one line end, where there is one */
    if (from < block->len)
        write_break(out, text, from, block->len, !above || (s->ended && (above->flags & OM_LINE_DONE)), 0);
    return from;
}
