/* alto.c - reading ALTO: the text is in attributes, String/@CONTENT, with boxes (HPOS, VPOS, WIDTH, HEIGHT) and word
 * confidence (WC, 0 to 1).  Source: the ALTO schemas 2.0 to 4.4 of the Library of Congress, and what Tesseract writes.
 *
 * A hyphen that divides a word at a line's end is an element of its own there (HYP); it is read as the end of the
 * line's last word, as other formats have it. */
#include <config.h>

#include <stdlib.h>

#include "format/alto.h"

typedef struct {
    om_xml_reader x;
    unsigned depth, line_depth;   /* of the open element, line; 0: none is open */
    size_t line_at;               /* where the line's element begins */
    om_box line_box;
    bool line_told;               /* the page has the line: it has a word */
    bool line_whole;              /* it begins in this block */
    bool tesseract;               /* wrote it */
    bool space, spaces;           /* a space came since the last word; one came in the line */
    om_word word;                 /* the last one, not handed over yet: its hyphen may follow */
} reader;

/* --- what elements say of themselves ------------------------------------------------------------------------------ */

/* The value of a numeric attribute.  false: not there, not a number, or no place on any page. */
static bool number(const char **attributes, const char *name, double *value)
{
    const char *s = om_xml_attribute(attributes, name), *end = s;

    if (s)
        *value = om_xml_number(s, &end);
    return end > s && *value > -1e8 && *value < 1e8;
}

static int32_t down(double x)
{
    int32_t i = (int32_t)x;

    return i - (i > x);
}

static om_box box_of(const char **attributes)
{
    double left, top, width, height;

    if (!number(attributes, "HPOS", &left) || !number(attributes, "VPOS", &top) ||
        !number(attributes, "WIDTH", &width) || !number(attributes, "HEIGHT", &height))
        return (om_box){0, 0, 0, 0};
    return (om_box){down(left), down(top), -down(-left - width), -down(-top - height)};
}

/* Tesseract writes "0." and the percentage: 0.8 is 8 percent, 0.80 is 80. */
static uint8_t confidence_of(const reader *r, const char **attributes)
{
    const char *digits = om_xml_attribute(attributes, "WC");
    double wc;

    if (r->tesseract && digits && strlen(digits) == 3 && memcmp(digits, "0.", 2) == 0 && digits[2] >= '0' &&
        digits[2] <= '9')
        return (uint8_t)(digits[2] - '0');
    if (!number(attributes, "WC", &wc) || wc < 0 || wc > 1)
        return OM_NOT_TOLD;
    return (uint8_t)(wc * 100 + 1e-6); /* 0.57 is 56.99...  */
}

/* --- reading ------------------------------------------------------------------------------------------------------ */

/* The word is complete: hand it over, and its line before the first. */
static void end_word(reader *r)
{
    if (r->x.text.len && !r->line_told) {
        om_page_new_line(r->x.page, r->line_depth ? r->line_box : r->word.box);
        r->line_told = r->line_depth > 0;
    }
    om_page_add(r->x.page, r->x.text.data, r->x.text.len, &r->word);
    r->x.text.len = 0;
}

static void start_string(reader *r, const char **attributes, size_t at, size_t len)
{
    const uint8_t *doc = r->x.block->data;
    om_range value = om_xml_find(doc, (om_range){at, at + len}, "CONTENT");
    size_t first = 0;
    bool literal;

    end_word(r);
    literal = om_xml_text(&r->x.text, doc, value);
    for (size_t i = 0; i < r->x.text.len; i++)
        if (om_is_white(r->x.text.data[i]))
            r->x.text.data[i] = ' ';
    while (r->x.text.len && r->x.text.data[r->x.text.len - 1] == ' ')
        r->x.text.len--;
    while (first < r->x.text.len && r->x.text.data[first] == ' ')
        first++;
    om_buf_drop(&r->x.text, first);
    if (literal)
        value = (om_range){value.from + first, value.from + first + r->x.text.len};
    r->word = (om_word){.doc = (uint32_t)value.from,
                        .doc_len = (uint32_t)(value.to - value.from),
                        .part = (uint32_t)at,
                        .part_len = (uint32_t)len,
                        .box = box_of(attributes),
                        .confidence = confidence_of(r, attributes),
                        .literal = literal && r->x.text.len &&
                                   memcmp(r->x.text.data, doc + value.from, r->x.text.len) == 0,
                        .space = r->space};
    r->space = false;
}

/* The hyphen of the line's last word, which has it in its text unless the document says it twice. */
static void hyphen(reader *r, const char *content)
{
    size_t len;

    content = content && *content && !strpbrk(content, " \t\r\n") ? content : "-";
    len = strlen(content);
    if (!r->x.text.len || (r->x.text.len >= len && memcmp(r->x.text.data + r->x.text.len - len, content, len) == 0))
        return;
    om_buf_add(&r->x.text, content, len);
    r->word.literal = false;
}

static void start(void *reader_, const char *name, const char **attributes, size_t at, size_t len)
{
    reader *r = reader_;

    if (r->depth++ == 0)
        om_xml_reader_root(&r->x, name, at);
    if (strcmp(name, "String") == 0) {
        start_string(r, attributes, at, len);
    } else if (strcmp(name, "SP") == 0) {
        r->space = r->spaces = true;
    } else if (strcmp(name, "HYP") == 0) {
        hyphen(r, om_xml_attribute(attributes, "CONTENT"));
    } else if (strcmp(name, "TextLine") == 0) {
        end_word(r);
        r->line_depth = r->depth;
        r->line_at = at;
        r->line_box = box_of(attributes);
        r->line_told = r->spaces = false;
        r->line_whole = r->space = true;
    } else if (strcmp(name, "TextBlock") == 0) {
        om_page_new_region(r->x.page);
    } else if (strcmp(name, "Page") == 0) {
        om_page_new_page(r->x.page);
    }
}

static void end_line(reader *r, size_t to)
{
    end_word(r);
    if (r->line_told) {
        om_type_line *line = &r->x.page->lines[r->x.page->n_lines - 1];

        if (r->line_whole)
            om_page_line_part(r->x.page, (uint32_t)r->line_at, (uint32_t)to);
        /* a writer that has no SP means one between any two words */
        for (size_t k = line->word; k < r->x.page->n_words && !r->spaces; k++)
            r->x.page->words[k].space = true;
    }
    r->line_depth = 0;
    r->line_told = false;
}

static void end(void *reader_, const char *name, size_t at, size_t len)
{
    reader *r = reader_;

    if (strcmp(name, "String") == 0)
        r->word.part_len = (uint32_t)(at + len - r->word.part);
    else if (r->line_depth == r->depth)
        end_line(r, at + len);
    else if (strcmp(name, "TextBlock") == 0)
        end_word(r);
    r->depth--;
}

static void close_reader(void *reader_)
{
    if (reader_)
        om_xml_reader_close(reader_);
}

static void *open_reader(void)
{
    static const om_xml_events events = {start, end, NULL};

    return om_xml_reader_open(sizeof(reader), &events, "alto");
}

static ocrmend_status read_block(void *reader_, const om_block *block, om_page *page, ocrmend_error *error)
{
    reader *r = reader_;
    ocrmend_status status;

    if (block->first)
        r->tesseract = memmem(block->data, block->len, "<softwareName>tesseract", 23) != NULL;
    r->line_told = r->line_whole = false; /* of a line that is open still nothing is known in this block */
    status = om_xml_reader_parse(&r->x, block, page, error);
    if (status == OCRMEND_OK)
        end_word(r);
    return status;
}

static bool recognise(const uint8_t *head, size_t n)
{
    return om_xml_root_is(head, n, "alto", NULL);
}

const om_format om_format_alto = {"alto",      "ALTO 2 to 4", recognise,    om_xml_page_border,
                                  open_reader, read_block,    close_reader, om_alto_write};
