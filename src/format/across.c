/* across.c - lines that an engine read across a gutter, two columns' as one. */
#include <stdlib.h>

#include "format/order.h"
#include "text/utf8.h"

enum { ACROSS = 64 };   /* more of them on a page are not parted */

/* The edge of most lines in a column: their right ones, or their left ones.  edges: room for one of each line. */
static int32_t edge_of(const ordering *o, unsigned column, bool right, int32_t *edges)
{
    size_t n = 0;

    for (size_t i = 0; i < o->n; i++)
        if (!o->at[i].tall && o->at[i].first == column && o->at[i].last == column)
            edges[n++] = right ? o->at[i].box.right : o->at[i].box.left;
    qsort(edges, n, sizeof *edges, om_by_value);
    return edges[n / 2];
}

/* Width of a text in half em: full-width characters have two. */
static int32_t halves_of(const uint8_t *text, uint32_t len)
{
    int32_t halves = 0;

    for (uint32_t i = 0; i < len; i += om_utf8_len(text[i]))
        halves += om_utf8_len(text[i]) > 2 ? 2 : 1;
    return halves;
}

/* The text of a line that is one word. */
static const uint8_t *text_of(const ordering *o, const piece *p, uint32_t *len)
{
    const om_type_line *line = &o->page->lines[p->line];
    const om_word *w = &o->page->words[line->word];

    *len = line->words == 1 ? w->text_len : 0;
    return o->page->text.data + w->text;
}

/* The em of most lines of a column, in 64ths; 0: not known. */
static int32_t em_of(const ordering *o, unsigned column, int32_t *ems)
{
    size_t n = 0;

    for (size_t i = 0; i < o->n; i++) {
        uint32_t len;
        const uint8_t *text = text_of(o, &o->at[i], &len);

        if (len && !o->at[i].tall && o->at[i].first == column && o->at[i].last == column) {
            int64_t em = (int64_t)width_of(o->at[i].box) * 128 / halves_of(text, len);
            ems[n++] = em < INT32_MAX ? (int32_t)em : INT32_MAX;
        }
    }
    if (!n)
        return 0;
    qsort(ems, n, sizeof *ems, om_by_value);
    return ems[n / 2];
}

/* Bytes of the text that stand before a gutter from x = `end` to x = `begin`.  0: not certain.  It is, if the line's em
 * is that of its column (in 64ths; a lost character makes more of a difference) and one place between two characters is
 * much nearer than the next. */
static uint32_t before_gutter(const uint8_t *text, uint32_t len, om_box box, int32_t end, int32_t begin,
                              int32_t column_em)
{
    double em = ((double)width_of(box) - (begin - end)) * 2 / halves_of(text, len), at = 0, off[2] = {1e9, 1e9};
    uint32_t nearest = 0;

    if (em * 64 < column_em * 0.97 || em * 64 > column_em * 1.03)
        return 0;
    for (uint32_t i = 0; i < len; i += om_utf8_len(text[i])) {
        double here = ((double)end - box.left) / em - at;

        here = here < 0 ? -here : here;
        if (here < off[0]) {
            off[1] = off[0];
            off[0] = here;
            nearest = i;
        } else if (here < off[1]) {
            off[1] = here;
        }
        at += om_utf8_len(text[i]) > 2 ? 1 : 0.5;
    }
    return off[0] < 0.4 && off[1] - off[0] > 0.2 ? nearest : 0;
}

/* Where an engine read the lines of two columns as one: part it.  The second part goes to its place in its column. */
static void part_line(ordering *o, size_t i, int32_t *edges)
{
    piece *p = &o->at[i], right = *p;
    int32_t end = edge_of(o, p->first, true, edges), begin = edge_of(o, p->last, false, edges);
    int32_t em = em_of(o, p->first, edges);
    uint32_t len, before = 0;
    const uint8_t *text = text_of(o, p, &len);
    size_t to;

    if (len && em && begin > end && o->page->words[o->page->lines[p->line].word].literal)
        before = before_gutter(text, len, p->box, end, begin, em);
    if (!before)
        return;
    right.first = right.last;
    right.from = before;
    right.len = len - before;
    right.box.left = begin;
    p->last = p->first;
    p->len = before;
    p->box.right = end;
    for (to = 0; to < o->n; to++)
        if (o->at[to].first == right.first && o->at[to].last == right.first &&
            middle(o->at[to].box.top, o->at[to].box.bottom) > middle(right.box.top, right.box.bottom))
            break;
    memmove(o->at + to + 1, o->at + to, (o->n - to) * sizeof *o->at);
    o->at[to] = right;
    o->n++;
}

void om_part_lines(ordering *o, int32_t *edges)
{
    size_t across = 0;

    for (size_t i = 0; i < o->n; i++)
        across += !o->at[i].tall && o->at[i].first < o->at[i].last;
    for (size_t i = 0; i < o->n && across <= ACROSS; i++)
        if (!o->at[i].tall && o->at[i].first + 1 == o->at[i].last)
            part_line(o, i, edges);
}
