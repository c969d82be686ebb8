/* gather.c - the lines of a block, with what is seen of each. */
#include "stage/join/join.h"

#include <stdlib.h>

bool om_join_grow(void **at, size_t want, size_t *cap, size_t size)
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
    line->em2 = om_em2_cap(em2);
    line->from = 0;
    line->to = span->end;
    line->flags |= OM_LINE_OPEN;
}

bool om_join_gather(om_join *s, const om_block *block)
{
    const uint8_t *text = block->data;
    size_t len = block->len, spans = om_scan_lines(text, len, s->spans, s->spans_cap), from = 0, blanks = 0, i = 0;
    size_t beside = 0; /* what there is but lines */
    bool page = false;
    om_line *line;

    if (spans > s->spans_cap) {
        if (!om_join_grow((void **)&s->spans, spans, &s->spans_cap, sizeof *s->spans))
            return false;
        om_scan_lines(text, len, s->spans, s->spans_cap);
    }
    if (!om_join_grow((void **)&s->lines, s->n + spans, &s->cap, sizeof *s->lines))
        return false;
    if (s->n && (s->open || s->spans[0].end == 0)) {
        if (s->open)
            go_on(&s->lines[s->n - 1], text, &s->spans[0]);
        page = s->spans[0].end < len && text[s->spans[0].end] == '\f';
        from = s->spans[i++].end + 1;
    }
    line = s->lines + s->n;
    for (const om_line_span *span = s->spans + i, *end = s->spans + spans; span < end; span++) {
        size_t to = span->end;
        unsigned indent = 0, wide_indent = 0;

        if (from < to && (text[from] <= ' ' || text[from] == 0xE3))
            from += indent_at(text, from, to, &indent, &wide_indent);
        if (from < to) {
            *line = (om_line){.from = (uint32_t)from, .to = (uint32_t)to};
            line->em2 = om_em2_cap(span->em2 - wide_indent);
            line->indent = (uint8_t)(indent < 255 ? indent : 255);
            line->blanks = (uint8_t)blanks;
            line->flags = page ? OM_LINE_PAGE : 0;
            beside |= indent | blanks | span->blanks | page;
            om_line_look(line++, text, span->blanks);
            blanks = 0;
            page = false;
        } else {
            blanks += blanks < UINT8_MAX;
        }
        page = page || (to < len && text[to] == '\f');
        from = to + 1;
    }
    s->n = (size_t)(line - s->lines);
    s->bare = !beside;
    return true;
}

