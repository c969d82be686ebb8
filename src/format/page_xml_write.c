/* page_xml_write.c - PAGE-XML with its words as they read now: Word, TextLine and TextRegion in step.
 *
 * What was corrected keeps what the engine read as a TextEquiv of its own, from PAGE 2016 on (older ones have one
 * only).  A line or region that said something else than its words did is left alone: a person may have written it. */
#include <config.h>

#include <stdio.h>

#include "format/page_xml.h"
#include "format/xml_edit.h"

/* A region that is open. */
typedef struct {
    size_t now, was;            /* where its text begins in the writer's */
    bool changed, corrected;
} region;

typedef struct {
    om_out *out;
    const uint8_t *doc;
    const om_reading_list *list;
    size_t next;                /* of list: first that is not written yet */
    om_buf now, was;            /* what the regions that are open say, and said, a line a line */
    om_buf line_was;
    region regions[OM_XML_DEPTH];
    unsigned n_regions;
    bool several;               /* the document's PAGE knows several TextEquivs */
} writer;

static size_t end_of(const om_word *word)
{
    return (size_t)word->part + word->part_len;
}

static om_range doc_of(const om_word *word)
{
    return (om_range){word->doc, (size_t)word->doc + word->doc_len};
}

/* The part of a buffer from `from` on, as a buffer of its own. */
static om_buf rest(const om_buf *b, size_t from)
{
    return (om_buf){b->data ? b->data + from : NULL, b->len - from, 0, b->failed};
}

/* --- words -------------------------------------------------------------------------------------------------------- */

static void put_box(writer *w, const om_tag *coords, size_t inner_end, om_box box)
{
    char points[100];
    om_xml_change change = {"points", (const uint8_t *)points, 0, true};
    om_buf x = {0};

    if (coords->empty || om_xml_find(w->doc, coords->at, "points").to) {
        snprintf(points, sizeof points, "%d,%d %d,%d %d,%d %d,%d", box.left, box.top, box.right, box.top, box.right,
                 box.bottom, box.left, box.bottom);
        change.len = strlen(points);
        om_xml_change_tag(w->out, coords, &change, 1);
        return;
    }
    /* as PAGE had it up to 2010 */
    for (int i = 0; i < 4; i++) {
        om_buf_add(&x, "<", 1);
        om_buf_add(&x, w->doc + coords->prefix, coords->name.from - coords->prefix);
        snprintf(points, sizeof points, "Point x=\"%d\" y=\"%d\"/>", i == 0 || i == 3 ? box.left : box.right,
                 i < 2 ? box.top : box.bottom);
        om_buf_add(&x, points, strlen(points));
    }
    w->out->failed = w->out->failed || x.failed;
    om_keep_to(w->out, coords->at.to);
    om_replace(w->out, inner_end - coords->at.to, x.data, x.len, OM_RULE_DOCUMENT_WORD, 0);
    om_buf_free(&x);
}

/* The Glyphs of the words that go, behind the first word's own. */
static void put_glyphs(writer *w, const om_reading *r, size_t at)
{
    om_buf x = {0};

    for (size_t i = 1; i < r->n; i++) {
        size_t from = r->words[i].part, end = end_of(&r->words[i]);
        om_tag tag;

        for (bool first = true; om_xml_next(w->doc, from, end, &tag); first = false) {
            size_t ignored, before = from;

            from = first || tag.closes ? tag.at.to : om_xml_element_end(w->doc, &tag, end, &ignored);
            if (om_tag_is(w->doc, &tag, "Glyph"))
                om_buf_add(&x, w->doc + before, from - before);
        }
    }
    om_xml_insert(w->out, at, &x);
    om_buf_free(&x);
}

static void write_word(writer *w, const om_reading *r, const om_tag *tag)
{
    size_t end = end_of(&r->words[r->n - 1]), inner_end, at = tag->at.to, inner, before = at;
    om_buf original = {0}, was = {0};
    om_equiv says = {.text = r->text, .len = r->len, .was = &was, .keep = w->several && r->corrected,
                     .alone = r->n > 1, .confidence = -1};
    om_tag child;

    om_xml_element_end(w->doc, tag, end_of(r->words), &inner_end);
    om_xml_text(&was, w->doc, doc_of(r->words));
    for (size_t i = 0; i < r->n; i++)
        om_xml_text(&original, w->doc, doc_of(&r->words[i]));
    if (r->n > 1)
        says.original = &original;
    if (r->confidence != r->words->confidence)
        says.confidence = r->confidence;
    for (; om_xml_next(w->doc, at, inner_end, &child); before = at) {
        if (om_tag_is(w->doc, &child, "TextEquiv")) {
            put_glyphs(w, r, before);
            om_page_xml_equivs(w->out, &child, inner_end, &says);
            break;
        }
        at = om_xml_element_end(w->doc, &child, inner_end, &inner);
        if (om_tag_is(w->doc, &child, "Coords") && r->n > 1 && om_box_known(r->box) &&
            memcmp(&r->box, &r->words->box, sizeof r->box) != 0)
            put_box(w, &child, inner, r->box);
    }
    if (r->n > 1) {
        om_keep_to(w->out, end_of(r->words));
        om_delete(w->out, end - w->out->next, OM_RULE_DOCUMENT_WORD);
    }
    w->out->failed = w->out->failed || original.failed || was.failed;
    om_buf_free(&original);
    om_buf_free(&was);
}

/* --- lines -------------------------------------------------------------------------------------------------------- */

/* The text of the line's n readings at the end of w->now, what it was in w->line_was. */
static void compose(writer *w, const om_reading *r, size_t n)
{
    w->line_was.len = 0;
    for (size_t i = 0, told = 0; i < n; i++) {
        if (told && r[i].space && r[i].len)
            om_buf_add(&w->now, " ", 1);
        om_buf_add(&w->now, r[i].text, r[i].len);
        told += r[i].len;
        for (size_t k = 0; k < r[i].n; k++)
            om_xml_text(&w->line_was, w->doc, doc_of(&r[i].words[k]));
    }
    om_buf_add(&w->was, w->line_was.data, w->line_was.len);
}

/* The elements of a line, doc[from, to), with n readings, of which some are changed. */
static void write_parts(writer *w, const om_reading *r, size_t n, om_range inner, const om_equiv *says)
{
    om_tag tag;

    for (size_t at = inner.from, i = 0; om_xml_next(w->doc, at, inner.to, &tag);) {
        size_t ignored;

        if (i < n && r[i].words->part == tag.at.from) {
            at = end_of(&r[i].words[r[i].n - 1]);
            if (!r[i].len)
                om_xml_drop(w->out, tag.at.from, at);
            else if (r[i].changed)
                write_word(w, &r[i], &tag);
            i++;
        } else if (om_tag_is(w->doc, &tag, "TextEquiv")) {
            at = om_page_xml_equivs(w->out, &tag, inner.to, says);
        } else {
            at = om_xml_element_end(w->doc, &tag, inner.to, &ignored);
        }
    }
}

/* A line; where it ends. */
static size_t write_line(writer *w, const om_tag *tag)
{
    size_t inner_end, end = om_xml_element_end(w->doc, tag, w->out->src_len, &inner_end), n = 0, from = w->now.len;
    const om_reading *r;
    region changes = {0};
    om_range text;
    bool empty = true;

    while (w->next < w->list->n && w->list->at[w->next].words->doc < tag->at.from)
        w->next++;
    r = &w->list->at[w->next];
    for (; w->next + n < w->list->n && r[n].words->doc < end; n++) {
        changes.changed = changes.changed || r[n].changed;
        changes.corrected = changes.corrected || r[n].corrected;
        empty = empty && !r[n].len;
    }
    w->next += n;
    if (!n)
        return end;
    compose(w, r, n);
    if (empty) {
        om_xml_drop(w->out, tag->at.from, end);
    } else if (changes.changed) {
        om_equiv says = {.text = w->now.data + from, .len = w->now.len - from, .was = &w->line_was,
                         .keep = w->several && changes.corrected, .confidence = -1};
        write_parts(w, r, n, (om_range){tag->at.to, inner_end}, &says);
    } else if (om_page_xml_says(w->doc, (om_range){tag->at.to, inner_end}, &w->line_was, &text)) {
        w->now.len = from; /* its own spaces stay, in the region too */
        om_xml_text(&w->now, w->doc, text);
    }
    if (!empty)
        om_buf_add(&w->now, "\n", 1);
    if (w->n_regions) {
        region *around = &w->regions[w->n_regions - 1];
        around->changed = around->changed || changes.changed;
        around->corrected = around->corrected || changes.corrected;
    }
    return end;
}

/* --- regions ------------------------------------------------------------------------------------------------------ */

/* The readings that stand in the text of the region itself, before doc[to]: it has no lines. */
static void compose_text(writer *w, region *of, size_t to)
{
    size_t at = 0;

    for (; w->next < w->list->n && w->list->at[w->next].words->doc < to; w->next++) {
        const om_reading *r = &w->list->at[w->next];
        om_range doc = doc_of(r->words);

        of->changed = of->changed || r->changed;
        of->corrected = of->corrected || r->corrected;
        if (r->len && w->now.len > of->now) /* line ends */
            om_xml_text(&w->now, w->doc, (om_range){at, doc.from});
        om_buf_add(&w->now, r->text, r->len);
        om_xml_text(&w->was, w->doc, doc);
        at = doc.to;
    }
}

/* The TextEquivs of a region; where they end. */
static size_t write_region(writer *w, const om_tag *tag)
{
    region *r = &w->regions[w->n_regions - 1];
    size_t end = tag->at.to, ignored;
    om_buf now, was;
    om_tag next = *tag;

    if (w->was.len == r->was) {
        size_t to;
        do {
            to = om_xml_element_end(w->doc, &next, w->out->src_len, &ignored);
        } while (om_xml_next(w->doc, to, w->out->src_len, &next) && !next.closes &&
                 om_tag_is(w->doc, &next, "TextEquiv"));
        compose_text(w, r, to);
        end = to;
    }
    now = rest(&w->now, r->now);
    was = rest(&w->was, r->was);
    while (now.len && now.data[now.len - 1] == '\n')
        now.len--;
    if (r->changed) {
        om_equiv says = {.text = now.data, .len = now.len, .was = &was, .keep = w->several && r->corrected,
                         .confidence = -1};
        end = om_page_xml_equivs(w->out, tag, w->out->src_len, &says);
    }
    return end;
}

static void end_region(writer *w)
{
    region *r = &w->regions[--w->n_regions];

    if (w->n_regions) {
        r[-1].changed = r[-1].changed || r->changed;
        r[-1].corrected = r[-1].corrected || r->corrected;
    } else {
        w->now.len = w->was.len = 0;
    }
}

/* Whether the document's PAGE, named by its namespace, is one of 2016 or later. */
static bool knows_several(const uint8_t *doc, const om_tag *root)
{
    static const char name[] = "/pagecontent/";
    const uint8_t *p = memmem(doc + root->at.from, root->at.to - root->at.from, name, sizeof name - 1);

    return p && root->at.to - (size_t)(p - doc) > sizeof name + 4 && memcmp(p + sizeof name - 1, "2016", 4) >= 0;
}

void om_page_xml_write(const om_reading_list *readings, om_out *out)
{
    writer w = {.out = out, .doc = out->src, .list = readings};
    bool changed = false;
    om_tag tag;

    for (size_t i = 0; i < readings->n; i++)
        changed = changed || readings->at[i].changed;
    for (size_t at = 0; changed && om_xml_next(w.doc, at, out->src_len, &tag);) {
        at = tag.at.to;
        if (om_tag_is(w.doc, &tag, "PcGts")) {
            w.several = w.several || knows_several(w.doc, &tag);
        } else if (om_tag_is(w.doc, &tag, "TextRegion") && !tag.empty) {
            if (!tag.closes && w.n_regions < OM_XML_DEPTH)
                w.regions[w.n_regions++] = (region){w.now.len, w.was.len, false, false};
            else if (tag.closes && w.n_regions)
                end_region(&w);
        } else if (om_tag_is(w.doc, &tag, "TextLine") && !tag.closes) {
            at = write_line(&w, &tag);
        } else if (om_tag_is(w.doc, &tag, "TextEquiv") && !tag.closes && w.n_regions) {
            at = write_region(&w, &tag);
        }
    }
    out->failed = out->failed || w.now.failed || w.was.failed || w.line_was.failed;
    om_buf_free(&w.now);
    om_buf_free(&w.was);
    om_buf_free(&w.line_was);
}
