/* hocr.c - hOCR: HTML whose elements say by their class what they are (ocr_page, ocr_par, ocr_line, ocrx_word ...) and
 * in their title where (bbox) and how sure (x_wconf).  Source: the hOCR specification 1.2 and what Tesseract writes. */
#include <config.h>

#include <stdio.h>
#include <stdlib.h>

#include "format/readings.h"
#include "format/xml_reader.h"
#include "text/utf8.h"

typedef struct {
    om_xml_reader x;
    unsigned depth, line_depth, word_depth; /* of the open element, line, word; 0: none is open */
    size_t line_at, inner;                  /* where the line's element begins, where the word's content does */
    om_word word;                           /* being read */
    bool whole;                             /* its pieces follow each other in the document */
    bool space;                             /* a space came before what comes next in the line */
} reader;

/* --- what elements say of themselves ------------------------------------------------------------------------------ */

enum { PAGE = 1, REGION = 2, LINE = 4, WORD = 8 };

/* What the classes of an element make of it: several of the kinds above, or 0. */
static unsigned kinds_of(const char *classes)
{
    static const struct {
        const char *name;
        uint8_t len, kind;
    } names[] = {
        {"ocrx_word", 9, WORD},  {"ocr_line", 8, LINE},      {"ocr_par", 7, REGION},     {"ocr_carea", 9, REGION},
        {"ocr_page", 8, PAGE},   {"ocrx_line", 9, LINE},     {"ocr_header", 10, LINE},   {"ocr_caption", 11, LINE},
        {"ocr_textfloat", 13, LINE}, /* Tesseract writes lines of four classes */
    };
    unsigned kinds = 0;

    for (size_t len; classes && *classes; classes += len + (classes[len] == ' ')) {
        len = strcspn(classes, " ");
        for (size_t i = 0; i < sizeof names / sizeof *names; i++)
            if (len == names[i].len && memcmp(classes, names[i].name, len) == 0)
                kinds |= names[i].kind;
    }
    return kinds;
}

/* The value of a property of a title attribute, "name value; name value"; NULL: it is not there. */
static const char *property(const char *title, const char *name)
{
    size_t len = strlen(name);

    for (const char *p = title; p; p = strchr(p, ';') ? strchr(p, ';') + 1 : NULL) {
        p += strspn(p, " \t\n");
        if (strncmp(p, name, len) == 0 && (p[len] == ' ' || p[len] == '\t'))
            return p + len;
    }
    return NULL;
}

/* A number at *p after spaces, cut off to a whole one; *p is moved behind it.  (strtod, which knows more, took a tenth
 * of the time of reading.)  false: there is none, or one that is larger than any page. */
static bool number(const char **p, int32_t *value)
{
    const char *s = *p + strspn(*p, " \t\n");
    bool negative = *s == '-';

    s += negative;
    if (*s < '0' || *s > '9')
        return false;
    for (*value = 0; *s >= '0' && *s <= '9'; s++) {
        if (*value >= 100000000)
            return false;
        *value = *value * 10 + (*s - '0');
    }
    if (*s == '.')
        for (s++; *s >= '0' && *s <= '9'; s++)
            ;
    if (negative)
        *value = -*value;
    *p = s;
    return true;
}

static om_box box_of(const char *title)
{
    const char *p = property(title, "bbox");
    om_box box;

    if (p && number(&p, &box.left) && number(&p, &box.top) && number(&p, &box.right) && number(&p, &box.bottom))
        return box;
    return (om_box){0, 0, 0, 0};
}

static uint8_t confidence_of(const char *title)
{
    const char *p = property(title, "x_wconf");
    int32_t confidence;

    return p && number(&p, &confidence) && confidence >= 0 && confidence <= 100 ? (uint8_t)confidence : OM_NOT_TOLD;
}

/* --- reading ------------------------------------------------------------------------------------------------------ */

/* The word is complete: hand it over.  `to`: where its content ends in the document. */
static void end_word(reader *r, size_t to)
{
    om_word *w = &r->word;
    size_t len = r->x.text.len;

    while (len && om_is_white(r->x.text.data[len - 1]))
        len--;
    if (!r->whole) {
        w->doc = (uint32_t)r->inner;
        w->doc_len = (uint32_t)(to - r->inner);
    } else if (w->literal) {
        w->doc_len -= (uint32_t)(r->x.text.len - len);
    }
    if (!w->part_len) {
        w->part = w->doc;
        w->part_len = w->doc_len;
    }
    om_page_add(r->x.page, r->x.text.data, len, w);
    r->x.text.len = 0;
}

static void start(void *reader_, const char *name, const char **attributes, size_t at, size_t len)
{
    reader *r = reader_;
    const char *title = om_xml_attribute(attributes, "title");
    unsigned kinds = kinds_of(om_xml_attribute(attributes, "class"));

    (void)name;
    r->depth++;
    if (!r->word_depth && r->x.text.len)
        end_word(r, at);
    if (kinds & PAGE) {
        om_page_new_page(r->x.page);
    } else if (kinds & REGION) {
        om_page_new_region(r->x.page);
    } else if (kinds & LINE) {
        om_page_new_line(r->x.page, box_of(title));
        r->line_depth = r->depth;
        r->line_at = at;
        r->space = true;
    } else if (kinds & WORD && !r->word_depth) {
        if (!r->line_depth)
            om_page_new_line(r->x.page, box_of(title));
        r->word_depth = r->depth;
        r->inner = at + len;
        r->whole = true;
        r->word = (om_word){.part = (uint32_t)at, .box = box_of(title), .confidence = confidence_of(title),
                            .space = true, .literal = true};
    }
}

static void end(void *reader_, const char *name, size_t at, size_t len)
{
    reader *r = reader_;

    (void)name;
    if (r->word_depth == r->depth) {
        r->word.part_len = (uint32_t)(at + len - r->word.part);
        end_word(r, at);
        r->word_depth = 0;
        r->space = true;
    } else if (!r->word_depth && r->x.text.len) {
        end_word(r, at);
    }
    if (r->line_depth == r->depth) {
        om_page_line_part(r->x.page, (uint32_t)r->line_at, (uint32_t)(at + len));
        r->line_depth = 0;
    }
    r->depth--;
}

/* A piece of text without spaces inside, or of a word. */
static void add(reader *r, const char *utf8, size_t len, size_t at, size_t spelled, bool literal)
{
    om_word *w = &r->word;

    if (!r->x.text.len) {
        w->doc = (uint32_t)at;
        w->doc_len = (uint32_t)spelled;
        w->literal = literal;
    } else {
        r->whole = r->whole && w->doc + w->doc_len == at;
        w->doc_len = (uint32_t)(at + spelled - w->doc);
        w->literal = w->literal && literal && r->whole;
    }
    for (size_t i = 0; i < len; i++)
        om_buf_add(&r->x.text, om_is_white(utf8[i]) ? " " : &utf8[i], 1);
}

static void text(void *reader_, const char *utf8, size_t len, size_t at, size_t spelled, bool literal)
{
    reader *r = reader_;

    if (!r->word_depth && !r->line_depth)
        return;
    for (size_t i = 0, n; i < len; i += n) {
        bool space = om_is_white(utf8[i]);

        for (n = 1; i + n < len && om_is_white(utf8[i + n]) == space; n++)
            ;
        if (r->word_depth) {
            if (!space || r->x.text.len)
                add(r, utf8 + i, n, literal ? at + i : at, literal ? n : spelled,
                    literal && (!space || utf8[i] == ' '));
        } else if (space) {
            /* text of a line that is not in words: what stands between spaces is one */
            if (r->x.text.len)
                end_word(r, at + i);
            r->space = true;
        } else {
            if (!r->x.text.len) {
                r->whole = true;
                r->word = (om_word){.confidence = OM_NOT_TOLD, .space = r->space};
            }
            add(r, utf8 + i, n, literal ? at + i : at, literal ? n : spelled, literal);
            r->space = false;
        }
    }
}

static void close_reader(void *reader_)
{
    if (reader_)
        om_xml_reader_close(reader_);
}

static void *open_reader(void)
{
    static const om_xml_events events = {start, end, text};

    return om_xml_reader_open(sizeof(reader), &events, NULL);
}

static ocrmend_status read_block(void *reader_, const om_block *block, om_page *page, ocrmend_error *error)
{
    return om_xml_reader_parse(reader_, block, page, error);
}

static bool recognise(const uint8_t *head, size_t n)
{
    return om_xml_root_is(head, n, "html", NULL) &&
           (memmem(head, n, "ocr_page", 8) || memmem(head, n, "ocr_line", 8) || memmem(head, n, "ocrx_word", 9));
}

/* Pages begin with the tag that has the class.  The first one of a block stands at its start, or behind a prolog: no
 * border, for no page is before it. */
static size_t border(const uint8_t *doc, size_t n, size_t from)
{
    enum { PROLOG = 64 * 1024 };
    const uint8_t *first = memmem(doc, n < PROLOG ? n : PROLOG, "ocr_page", 8), *p;
    size_t last = 0;

    if (!first)
        return 0;
    p = doc + from > first ? doc + from : first + 8;
    while ((p = memmem(p, n - (size_t)(p - doc), "ocr_page", 8))) {
        const uint8_t *tag = memrchr(first, '<', (size_t)(p - first));
        if (tag && !memchr(tag, '>', (size_t)(p - tag)))
            last = (size_t)(tag - doc);
        p += 8;
    }
    return last;
}

/* --- writing ------------------------------------------------------------------------------------------------------ */

/* Delete a part of the document and the white space before it. */
static void drop(om_out *out, size_t from, size_t len)
{
    size_t at = from;

    while (at > out->next && om_is_white(out->src[at - 1]))
        at--;
    om_keep_to(out, at);
    om_delete(out, from + len - at, OM_RULE_DOCUMENT_WORD);
}

/* Add the properties of a title attribute to `to`: those of a word that took in others, with the box of all and their
 * confidence. */
static void put_title(om_buf *to, const uint8_t *title, size_t len, const om_reading *r)
{
    for (size_t at = 0, end; at < len; at = end) {
        const uint8_t *semicolon = memchr(title + at + 1, ';', len - at - 1);
        char value[80];
        size_t name;

        end = semicolon ? (size_t)(semicolon - title) : len;
        for (name = at + (at > 0); name < end && om_is_white(title[name]); name++)
            ;
        value[0] = '\0';
        if (end - name > 5 && memcmp(title + name, "bbox ", 5) == 0 && om_box_known(r->box))
            snprintf(value, sizeof value, "bbox %d %d %d %d", r->box.left, r->box.top, r->box.right, r->box.bottom);
        else if (end - name > 8 && memcmp(title + name, "x_wconf ", 8) == 0 && r->confidence != r->words->confidence)
            snprintf(value, sizeof value, "x_wconf %d", r->confidence);
        om_buf_add(to, title + at, (value[0] ? name : end) - at);
        om_buf_add(to, value, strlen(value));
    }
}

static void write_reading(om_out *out, const om_reading *r, om_buf *spelled)
{
    const om_word *w = r->words;

    if (!r->len) {
        for (size_t i = 0; i < r->n; i++)
            drop(out, w[i].part, w[i].part_len);
        return;
    }
    spelled->len = 0;
    if (r->n > 1 && w->part < w->doc) {
        om_range title = om_xml_find(out->src, om_xml_tag(out->src, w->part, w->doc), "title");

        put_title(spelled, out->src + title.from, title.to - title.from, r);
        om_keep_to(out, title.from > out->next ? title.from : out->next);
        om_replace(out, title.to - title.from, spelled->data, spelled->len, OM_RULE_DOCUMENT_WORD, 0);
        spelled->len = 0;
    }
    om_xml_spell(spelled, r->text, r->len);
    if (w->doc_len != spelled->len || memcmp(out->src + w->doc, spelled->data, spelled->len) != 0) {
        om_keep_to(out, w->doc);
        om_replace(out, w->doc_len, spelled->data, spelled->len, OM_RULE_DOCUMENT_WORD, 0);
    }
    for (size_t i = 1; i < r->n; i++)
        drop(out, w[i].part, w[i].part_len);
}

static void write_document(const om_reading_list *readings, om_out *out)
{
    om_buf spelled = {0};

    for (size_t i = 0; i < readings->n;) {
        const om_type_line *line = &readings->page->lines[readings->at[i].words->line];
        bool empty;
        size_t n = om_readings_of_line(readings, i, &empty);

        empty = empty && line->part_len;
        if (empty)
            drop(out, line->part, line->part_len);
        for (size_t k = i; k < i + n && !empty; k++)
            if (readings->at[k].changed)
                write_reading(out, &readings->at[k], &spelled);
        i += n;
    }
    out->failed = out->failed || spelled.failed;
    om_buf_free(&spelled);
}

const om_format om_format_hocr = {"hocr",      "hOCR",     recognise,    border,
                                  open_reader, read_block, close_reader, write_document};
