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

/* What is known between two lines. */
typedef struct {
    size_t from;   /* where the next one begins */
    size_t blanks; /* blank lines before it */
    bool page;     /* a page begins with it */
    size_t beside; /* 0 as long as there was nothing but lines */
} between;

/* Gather the lines of these spans, for which there is room. */
static between take(om_join *s, const om_block *block, const om_line_span *span, const om_line_span *end, between at)
{
    const uint8_t *text = block->data;
    om_line *line = s->lines + s->n;

    for (; span < end; span++) {
        size_t to = span->end;
        unsigned indent = 0, wide_indent = 0;

        if (at.from < to && (text[at.from] <= ' ' || text[at.from] == 0xE3))
            at.from += indent_at(text, at.from, to, &indent, &wide_indent);
        if (at.from < to) {
            *line = (om_line){.from = (uint32_t)at.from, .to = (uint32_t)to};
            line->em2 = om_em2_cap(span->em2 - wide_indent);
            line->indent = (uint8_t)(indent < 255 ? indent : 255);
            line->blanks = (uint8_t)at.blanks;
            line->flags = at.page ? OM_LINE_PAGE : 0;
            at.beside |= indent | at.blanks | span->blanks | at.page;
            om_line_look(line++, text, span->blanks);
            at.blanks = 0;
            at.page = false;
        } else {
            at.blanks += at.blanks < UINT8_MAX;
        }
        at.page = at.page || (to < block->len && text[to] == '\f');
        at.from = to + 1;
    }
    s->n = (size_t)(line - s->lines);
    return at;
}

bool om_join_gather(om_join *s, const om_block *block)
{
    enum { SPANS = 640 }; /* of some 30 KB of news */
    om_line_span spans[SPANS];
    om_line_scan scan = {.text = block->data, .len = block->len};
    between at = {0};
    bool goes_on = s->n > 0; /* from the block before: its last line, or only what ends that */
    size_t n;

    while ((n = om_scan_lines(&scan, spans, SPANS))) {
        const om_line_span *span = spans;

        if (!om_join_grow((void **)&s->lines, s->n + n, &s->cap, sizeof *s->lines))
            return false;
        if (goes_on && (s->open || span->end == 0)) {
            if (s->open)
                go_on(&s->lines[s->n - 1], block->data, span);
            at.page = span->end < block->len && block->data[span->end] == '\f';
            at.from = span++->end + 1;
        }
        goes_on = false;
        at = take(s, block, span, spans + n, at);
    }
    s->bare = !at.beside;
    return true;
}
