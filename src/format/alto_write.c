/* alto_write.c - ALTO with its words as they read now, valid by the same schema as before.
 *
 * A String that took in others has the box of all, the mean of their confidence, and their Glyphs; a corrected one
 * keeps what the engine read as ALTERNATIVE.  CS is never touched: it tells of corrections by hand. */
#include <config.h>

#include <stdio.h>

#include "format/alto.h"
#include "format/readings.h"
#include "format/xml_edit.h"

typedef struct {
    om_out *out;
    const uint8_t *doc;
    om_buf old, xml;       /* scratch: a reading as it was, XML to be inserted */
    size_t line_end;       /* of the line's element */
    size_t kept;           /* where the last String that stays ends in the line; 0: there is none yet */
} writer;

/* What a word's element is: its start tag and what is in it. */
static om_tag tag_of(const writer *w, const om_word *word)
{
    om_tag tag = {.at = {word->part, word->part}};

    om_xml_next(w->doc, word->part, (size_t)word->part + word->part_len, &tag);
    return tag;
}

static bool same(const om_buf *a, const uint8_t *b, size_t len)
{
    return a->len == len && (!len || memcmp(a->data, b, len) == 0);
}

/* The value of an attribute in w->old. */
static const om_buf *value_of(writer *w, const om_tag *tag, const char *name)
{
    w->old.len = 0;
    om_xml_text(&w->old, w->doc, om_xml_find(w->doc, tag->at, name));
    return &w->old;
}

/* The HYP that follows in the line; false: none. */
static bool find_hyphen(const writer *w, size_t from, om_tag *hyphen)
{
    om_tag tag;

    while (om_xml_next(w->doc, from, w->line_end, &tag)) {
        if (om_tag_is(w->doc, &tag, "HYP")) {
            *hyphen = tag;
            return true;
        }
        if (!om_tag_is(w->doc, &tag, "SP") && !tag.closes)
            return false;
        from = tag.at.to;
    }
    return false;
}

/* --- the parts of a String ---------------------------------------------------------------------------------------- */

static size_t count(const uint8_t *utf8, size_t len)
{
    size_t characters = 0;

    for (size_t i = 0; i < len; i++)
        characters += (utf8[i] & 0xC0) != 0x80;
    return characters;
}

/* One digit a character: those of all words, when each has as many as characters and none was corrected. */
static void put_confidences(writer *w, const om_reading *r, size_t len, om_buf *cc)
{
    size_t wanted = count(r->text, len);

    for (size_t i = 0; i < r->n && !r->corrected; i++) {
        om_tag tag = tag_of(w, &r->words[i]);
        om_range digits = om_xml_find(w->doc, tag.at, "CC");
        const om_buf *content = value_of(w, &tag, "CONTENT");

        if (digits.to - digits.from != count(content->data, content->len))
            break;
        om_buf_add(cc, w->doc + digits.from, digits.to - digits.from);
    }
    if (cc->len != wanted)
        cc->len = 0;
}

/* What the engine read, in w->old. */
static const om_buf *engine_read(writer *w, const om_reading *r)
{
    w->old.len = 0;
    for (size_t i = 0; i < r->n; i++) {
        om_tag tag = tag_of(w, &r->words[i]);
        om_xml_text(&w->old, w->doc, om_xml_find(w->doc, tag.at, "CONTENT"));
    }
    return &w->old;
}

static void put_alternative(writer *w, const om_reading *r, const om_tag *tag)
{
    om_buf *x = &w->xml;

    engine_read(w, r);
    om_buf_add(x, "<", 1);
    om_buf_add(x, w->doc + tag->prefix, tag->name.from - tag->prefix);
    om_buf_add(x, "ALTERNATIVE PURPOSE=\"OCR\">", 26);
    om_xml_spell(x, w->old.data, w->old.len);
    om_buf_add(x, "</", 2);
    om_buf_add(x, w->doc + tag->prefix, tag->name.from - tag->prefix);
    om_buf_add(x, "ALTERNATIVE>", 12);
}

/* Add the Glyphs of the words that go to w->xml. */
static void put_glyphs(writer *w, const om_reading *r)
{
    for (size_t i = 1; i < r->n; i++) {
        om_tag tag = tag_of(w, &r->words[i]), child;
        size_t end, inner = tag.at.to;

        om_xml_element_end(w->doc, &tag, (size_t)r->words[i].part + r->words[i].part_len, &end);
        for (; om_xml_next(w->doc, inner, end, &child); ) {
            size_t ignored, before = inner;

            inner = om_xml_element_end(w->doc, &child, end, &ignored);
            if (om_tag_is(w->doc, &child, "Glyph"))
                om_buf_add(&w->xml, w->doc + before, inner - before);
        }
    }
}

/* The children: Shape, ALTERNATIVE, Glyph, in this order.  Shapes and alternatives of the first word are not those of
 * all words. */
static void write_children(writer *w, const om_reading *r, const om_tag *tag, size_t len)
{
    size_t inner_end, at, last, element_end;
    bool told = !r->corrected || same(engine_read(w, r), r->text, len); /* what the engine read */
    om_tag child;

    element_end = om_xml_element_end(w->doc, tag, (size_t)r->words->part + r->words->part_len, &inner_end);
    w->xml.len = 0;
    if (tag->empty) {
        if (!told)
            put_alternative(w, r, tag);
        put_glyphs(w, r);
        if (w->xml.len) {
            om_buf whole = {0};

            om_buf_add(&whole, ">", 1);
            om_buf_add(&whole, w->xml.data, w->xml.len);
            om_buf_add(&whole, "</", 2);
            om_buf_add(&whole, w->doc + tag->prefix, tag->name.to - tag->prefix);
            om_buf_add(&whole, ">", 1);
            om_keep_to(w->out, element_end - 2);
            om_replace(w->out, 2, whole.data, whole.len, OM_RULE_DOCUMENT_WORD, 0);
            w->out->failed = w->out->failed || whole.failed;
            om_buf_free(&whole);
        }
        return;
    }
    for (at = last = tag->at.to; om_xml_next(w->doc, at, inner_end, &child);) {
        size_t ignored, child_end = om_xml_element_end(w->doc, &child, inner_end, &ignored);

        if (om_tag_is(w->doc, &child, "Glyph") && !told) {
            put_alternative(w, r, tag);
            om_xml_insert(w->out, last, &w->xml);
            w->xml.len = 0;
            told = true;
        }
        if (om_tag_is(w->doc, &child, "ALTERNATIVE") && r->n == 1) {
            om_range purpose = om_xml_find(w->doc, child.at, "PURPOSE");
            told = told || (purpose.to - purpose.from == 3 && memcmp(w->doc + purpose.from, "OCR", 3) == 0);
        } else if (!om_tag_is(w->doc, &child, "Glyph") && r->n > 1) {
            om_xml_drop(w->out, child.at.from, child_end);
        }
        at = last = child_end;
    }
    if (!told)
        put_alternative(w, r, tag);
    put_glyphs(w, r);
    om_xml_insert(w->out, last, &w->xml);
}

/* Whether a divided word's String has to be told of the whole word: it says nothing of it, or something else. */
static bool lacks_whole(writer *w, const om_reading *r, const om_tag *tag)
{
    if (!r->whole_len || !w->line_end || same(value_of(w, tag, "SUBS_TYPE"), (const uint8_t *)"Abbreviation", 12))
        return false;
    value_of(w, tag, "SUBS_CONTENT");
    return !w->old.len || !memmem(w->old.data, w->old.len, r->whole, r->whole_len);
}

static void write_tag(writer *w, const om_reading *r, const om_tag *tag, size_t len, bool whole)
{
    char number[4][16], wc[16];
    const char *part = r->hyphen ? "HypPart1" : "HypPart2";
    om_xml_change c[10];
    om_buf cc = {0};
    size_t n = 0;

    /* spelled otherwise than om_xml_spell would, but the same: stays */
    if (r->n > 1 || !same(value_of(w, tag, "CONTENT"), r->text, len)) {
        put_confidences(w, r, len, &cc);
        c[n++] = (om_xml_change){"CC", cc.len ? cc.data : NULL, cc.len, false};
        c[n++] = (om_xml_change){"CONTENT", r->text, len, true};
    }
    if (r->n > 1 && om_box_known(r->box) && memcmp(&r->box, &r->words->box, sizeof r->box) != 0) {
        static const char *const names[] = {"HPOS", "VPOS", "WIDTH", "HEIGHT"};
        int32_t values[] = {r->box.left, r->box.top, r->box.right - r->box.left, r->box.bottom - r->box.top};

        for (int i = 0; i < 4; i++) {
            snprintf(number[i], sizeof number[i], "%d", values[i]);
            c[n++] = (om_xml_change){names[i], (const uint8_t *)number[i], strlen(number[i]), true};
        }
    }
    if (r->confidence != r->words->confidence) {
        snprintf(wc, sizeof wc, r->confidence < 100 ? "0.%02d" : "1", r->confidence);
        c[n++] = (om_xml_change){"WC", (const uint8_t *)wc, strlen(wc), true};
    }
    if (whole) {
        c[n++] = (om_xml_change){"SUBS_TYPE", (const uint8_t *)part, 8, true};
        c[n++] = (om_xml_change){"SUBS_CONTENT", r->whole, r->whole_len, true};
    } else if (r->corrected && !r->whole_len &&
               !same(value_of(w, tag, "SUBS_TYPE"), (const uint8_t *)"Abbreviation", 12)) {
        /* what the whole word is now is not known */
        c[n++] = (om_xml_change){"SUBS_TYPE", NULL, 0, false};
        c[n++] = (om_xml_change){"SUBS_CONTENT", NULL, 0, false};
    }
    om_xml_change_tag(w->out, tag, c, n);
    w->out->failed = w->out->failed || cc.failed;
    om_buf_free(&cc);
}

/* --- readings ----------------------------------------------------------------------------------------------------- */

static size_t end_of(const om_word *word)
{
    return (size_t)word->part + word->part_len;
}

/* A word was dropped: its Strings go, and the SP on one side with them. */
static void drop(writer *w, const om_reading *r, const om_reading *next, bool last)
{
    size_t from = r->words->part, to = end_of(&r->words[r->n - 1]);
    om_tag tag;

    if (w->kept)
        from = w->kept;
    else if (next)
        to = next->words->part;
    if (last && w->line_end && find_hyphen(w, to, &tag))
        to = tag.at.to;
    if (from < w->out->next)
        from = w->out->next;
    if (to > from) {
        om_keep_to(w->out, from);
        om_delete(w->out, to - from, OM_RULE_DOCUMENT_WORD);
    }
}

/* The line's hyphen, an element behind its last String. */
typedef struct {
    enum { NO_HYP, HYP_STAYS, HYP_GOES, HYP_COMES } fate;
    om_tag tag;                 /* of the one that is there */
    size_t bytes;               /* the last of the reading's text, which it stands for */
} line_hyphen;

static line_hyphen look_at_hyphen(writer *w, const om_reading *r, bool last)
{
    const om_word *word = &r->words[r->n - 1];
    line_hyphen h = {NO_HYP, {{0, 0}, {0, 0}, 0, false, false}, 0};
    om_tag tag = tag_of(w, word);
    uint8_t said[8] = "-";
    size_t n = 1;

    if (!last || !w->line_end)
        return h;
    if (!find_hyphen(w, end_of(word), &h.tag)) {
        if (r->whole_len && r->len > r->hyphen && r->hyphen)
            return h.fate = HYP_COMES, h.bytes = r->hyphen, h;
        return h;
    }
    value_of(w, &h.tag, "CONTENT");
    if (w->old.len && w->old.len <= sizeof said)
        memcpy(said, w->old.data, n = w->old.len);
    h.fate = r->len > n && memcmp(r->text + r->len - n, said, n) == 0 ? HYP_STAYS : HYP_GOES;
    value_of(w, &tag, "CONTENT");
    /* where the document has it in CONTENT too it keeps it there */
    if (h.fate == HYP_STAYS && !(w->old.len >= n && memcmp(w->old.data + w->old.len - n, said, n) == 0))
        h.bytes = n;
    return h;
}

static void write_hyphen(writer *w, const om_reading *r, const om_tag *tag, const line_hyphen *h)
{
    size_t at = end_of(&r->words[r->n - 1]);
    om_tag sp;

    if (h->fate == HYP_GOES)
        om_xml_drop(w->out, h->tag.at.from, om_xml_element_end(w->doc, &h->tag, w->line_end, &at));
    if (h->fate != HYP_COMES)
        return;
    w->xml.len = 0;
    om_buf_add(&w->xml, "<", 1);
    om_buf_add(&w->xml, w->doc + tag->prefix, tag->name.from - tag->prefix);
    om_buf_add(&w->xml, "HYP CONTENT=\"", 13);
    om_xml_spell(&w->xml, r->text + r->len - h->bytes, h->bytes);
    om_buf_add(&w->xml, "\"/>", 3);
    /* behind the SP that may end a line */
    while (om_xml_next(w->doc, at, w->line_end, &sp) && om_tag_is(w->doc, &sp, "SP"))
        at = sp.at.to;
    om_xml_insert(w->out, at, &w->xml);
}

static void write_reading(writer *w, const om_reading *r, bool last)
{
    om_tag tag = tag_of(w, r->words);
    bool whole = lacks_whole(w, r, &tag);
    size_t end = end_of(&r->words[r->n - 1]);

    if (r->changed || whole) {
        line_hyphen h = look_at_hyphen(w, r, last);

        write_tag(w, r, &tag, r->len - h.bytes, whole);
        if (r->changed)
            write_children(w, r, &tag, r->len - h.bytes);
        if (r->n > 1) {
            om_keep_to(w->out, end_of(r->words) > w->out->next ? end_of(r->words) : w->out->next);
            om_delete(w->out, end - w->out->next, OM_RULE_DOCUMENT_WORD);
        }
        write_hyphen(w, r, &tag, &h);
    }
    w->kept = end;
}

/* The readings of one line; empty: none of them reads anything. */
static void write_line(writer *w, const om_type_line *line, const om_reading *r, size_t n, bool empty)
{
    w->line_end = line->part_len ? (size_t)line->part + line->part_len : 0;
    w->kept = 0;
    if (empty && line->part_len) {
        /* a line has at least one String */
        om_xml_drop(w->out, line->part, w->line_end);
        return;
    }
    for (size_t i = 0; i < n; i++) {
        if (!r[i].len)
            drop(w, &r[i], i + 1 < n ? &r[i + 1] : NULL, i + 1 == n);
        else
            write_reading(w, &r[i], i + 1 == n);
    }
}

/* --- the document ------------------------------------------------------------------------------------------------- */

/* Whether anything of the document is to be written otherwise. */
static bool is_changed(writer *w, const om_reading_list *readings)
{
    for (size_t i = 0; i < readings->n; i++) {
        const om_reading *r = &readings->at[i];
        om_tag tag;

        if (r->changed)
            return true;
        tag = tag_of(w, r->words);
        w->line_end = readings->page->lines[r->words->line].part_len;
        if (lacks_whole(w, r, &tag))
            return true;
    }
    return false;
}

void om_alto_write(const om_reading_list *readings, om_out *out)
{
    writer w = {.out = out, .doc = out->src};

    if (is_changed(&w, readings)) {
        om_alto_tell_step(out);
        for (size_t i = 0, n; i < readings->n; i += n) {
            const om_type_line *line = &readings->page->lines[readings->at[i].words->line];
            bool empty;

            n = om_readings_of_line(readings, i, &empty);
            write_line(&w, line, &readings->at[i], n, empty);
        }
    }
    out->failed = out->failed || w.old.failed || w.xml.failed;
    om_buf_free(&w.old);
    om_buf_free(&w.xml);
}
