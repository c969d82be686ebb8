/* page_xml_equiv.c - what a Word, TextLine or TextRegion says: its TextEquivs, ordered by their index. */
#include <config.h>

#include <stdio.h>
#include <stdlib.h>

#include "format/page_xml.h"
#include "format/xml_edit.h"

typedef struct {
    om_tag tag;
    size_t end, inner_end;      /* of the element, of what is in it */
    om_range unicode, plain;    /* the text in Unicode, and all of PlainText; empty: not there */
    long index;
    size_t place;               /* in the group */
    unsigned rank;              /* by index */
} one;

static int by_index(const void *a, const void *b)
{
    const one *x = a, *y = b;

    if (x->index != y->index)
        return x->index < y->index ? -1 : 1;
    return x->place < y->place ? -1 : x->place > y->place;
}

static int by_place(const void *a, const void *b)
{
    const one *x = a, *y = b;

    return x->place < y->place ? -1 : x->place > y->place;
}

static void look(const uint8_t *doc, one *e)
{
    om_range index = om_xml_find(doc, e->tag.at, "index");
    char value[16] = "";
    om_tag child;

    if (index.to - index.from < sizeof value)
        memcpy(value, doc + index.from, index.to - index.from);
    e->index = om_page_xml_index(value);
    for (size_t at = e->tag.at.to, inner; om_xml_next(doc, at, e->inner_end, &child);) {
        size_t end = om_xml_element_end(doc, &child, e->inner_end, &inner);

        if (om_tag_is(doc, &child, "Unicode"))
            e->unicode = (om_range){child.at.to, inner};
        else if (om_tag_is(doc, &child, "PlainText"))
            e->plain = (om_range){child.at.from, end};
        at = end;
    }
    while (e->unicode.from < e->unicode.to && om_is_white(doc[e->unicode.from]))
        e->unicode.from++;
    while (e->unicode.from < e->unicode.to && om_is_white(doc[e->unicode.to - 1]))
        e->unicode.to--;
}

/* The group, in an array to be freed; *end is where it ends.  NULL: out of memory. */
static one *gather(const uint8_t *doc, const om_tag *first, size_t limit, size_t *n, size_t *end)
{
    size_t cap = 4;
    one *group = malloc(cap * sizeof *group);
    om_tag tag = *first;

    *n = 0;
    *end = first->at.to;
    do {
        one *e;

        if (*n == cap) {
            one *more = realloc(group, (cap *= 2) * sizeof *group);
            if (!more) {
                free(group);
                return NULL;
            }
            group = more;
        }
        if (!group)
            return NULL;
        e = &group[*n];
        *e = (one){.tag = tag, .place = (*n)++};
        *end = e->end = om_xml_element_end(doc, &tag, limit, &e->inner_end);
        look(doc, e);
    } while (om_xml_next(doc, *end, limit, &tag) && !tag.closes && om_tag_is(doc, &tag, "TextEquiv"));
    qsort(group, *n, sizeof *group, by_index);
    for (size_t i = 0; i < *n; i++)
        group[i].rank = (unsigned)i;
    qsort(group, *n, sizeof *group, by_place);
    return group;
}

/* Whether two texts are the same but for white space. */
static bool agree(const om_buf *a, const om_buf *b)
{
    size_t i = 0, k = 0;

    for (;;) {
        while (i < a->len && om_is_white(a->data[i]))
            i++;
        while (k < b->len && om_is_white(b->data[k]))
            k++;
        if (i == a->len || k == b->len)
            return i == a->len && k == b->len;
        if (a->data[i++] != b->data[k++])
            return false;
    }
}

/* What the engine read, as a TextEquiv behind the main one and like it. */
static void put_original(om_out *out, const one *main, const om_equiv *says)
{
    const uint8_t *doc = out->src;
    const uint8_t *prefix = doc + main->tag.prefix;
    size_t prefix_len = main->tag.name.from - main->tag.prefix, space = main->tag.at.from;
    om_range conf = om_xml_find(doc, main->tag.at, "conf");
    om_buf x = {0};

    while (space && om_is_white(doc[space - 1]))
        space--;
    om_buf_add(&x, doc + space, main->tag.at.from - space);
    om_buf_add(&x, "<", 1);
    om_buf_add(&x, prefix, prefix_len);
    om_buf_add(&x, "TextEquiv index=\"1\"", 19);
    if (conf.to > conf.from) {
        om_buf_add(&x, " conf=\"", 7);
        om_buf_add(&x, doc + conf.from, conf.to - conf.from);
        om_buf_add(&x, "\"", 1);
    }
    om_buf_add(&x, "><", 2);
    om_buf_add(&x, prefix, prefix_len);
    om_buf_add(&x, "Unicode>", 8);
    if (says->original)
        om_xml_spell(&x, says->original->data, says->original->len);
    else
        om_buf_add(&x, doc + main->unicode.from, main->unicode.to - main->unicode.from);
    om_buf_add(&x, "</", 2);
    om_buf_add(&x, prefix, prefix_len);
    om_buf_add(&x, "Unicode></", 10);
    om_buf_add(&x, prefix, prefix_len);
    om_buf_add(&x, "TextEquiv>", 10);
    om_xml_insert(out, main->end, &x);
    om_buf_free(&x);
}

static void write_one(om_out *out, const one *e, const om_equiv *says)
{
    char index[16], conf[16];
    om_xml_change c[2];
    size_t n = 0;

    if (e->rank && says->alone) {
        om_xml_drop(out, e->tag.at.from, e->end);
        return;
    }
    if (says->keep) {
        snprintf(index, sizeof index, "%u", e->rank ? e->rank + 1 : 0);
        c[n++] = (om_xml_change){"index", (const uint8_t *)index, strlen(index), true};
    }
    if (!e->rank && says->confidence >= 0) {
        snprintf(conf, sizeof conf, says->confidence < 100 ? "0.%02d" : "1", says->confidence);
        c[n++] = (om_xml_change){"conf", (const uint8_t *)conf, strlen(conf), true};
    }
    om_xml_change_tag(out, &e->tag, c, n);
    if (e->rank)
        return;
    if (e->plain.to && e->plain.from < e->unicode.from)
        om_xml_drop(out, e->plain.from, e->plain.to);
    om_xml_put(out, e->unicode, says->text, says->len);
    if (says->keep)
        put_original(out, e, says);
}

/* Whether the main one of the group says `was`; where it does. */
static bool is_in_step(const uint8_t *doc, const one *group, const om_buf *was, om_range *text)
{
    om_buf said = {0};
    bool same;

    while (group->rank)
        group++;
    *text = group->unicode;
    om_xml_text(&said, doc, *text);
    same = !said.failed && text->to && agree(&said, was);
    om_buf_free(&said);
    return same;
}

bool om_page_xml_says(const uint8_t *doc, om_range inner, const om_buf *was, om_range *text)
{
    size_t at = inner.from, n, end;
    om_tag tag;

    while (om_xml_next(doc, at, inner.to, &tag) && !om_tag_is(doc, &tag, "TextEquiv"))
        at = om_xml_element_end(doc, &tag, inner.to, &end);
    if (om_xml_next(doc, at, inner.to, &tag)) {
        one *group = gather(doc, &tag, inner.to, &n, &end);
        bool same = group && is_in_step(doc, group, was, text);

        free(group);
        return same;
    }
    return false;
}

size_t om_page_xml_equivs(om_out *out, const om_tag *first, size_t limit, const om_equiv *says)
{
    size_t n, end;
    om_range text;
    one *group = gather(out->src, first, limit, &n, &end);

    if (!group)
        out->failed = true;
    else if (is_in_step(out->src, group, says->was, &text))
        for (size_t i = 0; i < n; i++)
            write_one(out, &group[i], says);
    free(group);
    return end;
}
