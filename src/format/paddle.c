/* paddle.c - what PaddleOCR tells, as JSON, in three shapes:
 *   lines    [[{"text": ..., "conf": ..., "box": [left, top, right, bottom]}, ...], ...]: lists of rows or of pages,
 *            also one list alone, or lists of lists of them
 *   pairs    [[[[[x, y], [x, y], [x, y], [x, y]], ["text", score]], ...], ...]: what its ocr() returns, a list a page;
 *            of one page also without the outer list
 *   pages    {"rec_texts": [...], "rec_scores": [...], "rec_boxes": [...]}: PaddleOCR 3, or a list of them
 * Sources: PaddleOCR's documentation of its results, and results.
 *
 * jansson reads each line's value, one after the other, so that a document of any size takes little memory; where its
 * text stands in the document jansson does not say, so json.c finds it in the bytes that jansson has accepted. */
#include <config.h>

#include <jansson.h>
#include <stdlib.h>

#include "format/json.h"
#include "text/utf8.h"

enum { LISTS = 3 };     /* lists of pages, of rows, of lines: the most that can be around a line */

typedef struct {
    const om_block *block;
    om_page *page;
    ocrmend_error *error;
    size_t at;              /* next byte to be read */
    unsigned depth;         /* lists that are open */
    unsigned line_depth;    /* lists around a line; 0: none has come */
    bool pairs;             /* lines come as pairs: the lists that they are in are pages */
    om_box last;            /* of the line before in the list */
    size_t under, beside;   /* lines that stand wholly under the one before in their list, and that do not */
    bool ascii;             /* the document has no other bytes */
} reader;

/* Names of members, PaddleOCR's own and those of its tools for layout and labelling; NULL ends them. */
static const char *const text_names[] = {"text", "transcription", NULL};
static const char *const score_names[] = {"conf", "confidence", "score", NULL};
static const char *const box_names[] = {"box", "points", "text_region", NULL};
static const char *const boxes_names[] = {"rec_boxes", "rec_polys", "dt_polys", NULL};

static ocrmend_status bad(const reader *r, size_t at, const char *message)
{
    const uint8_t *doc = r->block->data;
    uint64_t line = 1;
    size_t start = 0;
    const char *near = strstr(message, " near '"); /* jansson's: the place is told in another way */

    at = at < r->block->len ? at : r->block->len;
    for (const uint8_t *lf; (lf = memchr(doc + start, '\n', at - start)); line++)
        start = (size_t)(lf - doc) + 1;
    return om_format_bad(r->error, r->block->raw_at + at, line, at - start + 1, "%.*s",
                         (int)(near ? (size_t)(near - message) : strlen(message)), message);
}

static ocrmend_status bad_shape(const reader *r, size_t at)
{
    return bad(r, at, "not a result of PaddleOCR: a list of lines with text and box is expected here");
}

/* --- values ------------------------------------------------------------------------------------------------------- */

static const json_t *member(const json_t *object, const char *const *names, const char **name)
{
    const json_t *value = NULL;

    for (; !value && *names; names++)
        if ((value = json_object_get(object, *names)) && name)
            *name = *names;
    return value;
}

/* A side of a box: a number of any kind, such as a page may have. */
static bool side(const json_t *number, double *value)
{
    *value = json_number_value(number);
    return json_is_number(number) && *value > -1e8 && *value < 1e8;
}

/* Left, top, right, bottom, or points, round which the box goes. */
static om_box box_of(const json_t *json)
{
    om_box box = {INT32_MAX, INT32_MAX, INT32_MIN, INT32_MIN};
    size_t n = json_array_size(json);
    double v[4];

    if (n == 4 && side(json_array_get(json, 0), &v[0]) && side(json_array_get(json, 1), &v[1]) &&
        side(json_array_get(json, 2), &v[2]) && side(json_array_get(json, 3), &v[3]))
        return (om_box){(int32_t)v[0], (int32_t)v[1], (int32_t)v[2], (int32_t)v[3]};
    for (size_t i = 0; i < n; i++) {
        const json_t *point = json_array_get(json, i);

        if (!side(json_array_get(point, 0), &v[0]) || !side(json_array_get(point, 1), &v[1]))
            return (om_box){0, 0, 0, 0};
        box.left = v[0] < box.left ? (int32_t)v[0] : box.left;
        box.top = v[1] < box.top ? (int32_t)v[1] : box.top;
        box.right = v[0] > box.right ? (int32_t)v[0] : box.right;
        box.bottom = v[1] > box.bottom ? (int32_t)v[1] : box.bottom;
    }
    return n ? box : (om_box){0, 0, 0, 0};
}

/* 0.29 is a little less than that in binary, and still 29 percent. */
static uint8_t confidence_of(const json_t *score)
{
    double value = json_number_value(score);

    return json_is_number(score) && value >= 0 && value <= 1 ? (uint8_t)(value * 100 + 1e-6) : OM_NOT_TOLD;
}

/* A line: its text is spelled by the string doc[place.from, place.to); part: what is the line in the document. */
static void add_line(reader *r, const json_t *text, om_range place, om_range part, const json_t *score, om_box box)
{
    const uint8_t *utf8 = (const uint8_t *)json_string_value(text), *spelled = r->block->data + place.from + 1;
    size_t from = 0, to = json_string_length(text);
    om_word w = {.doc = (uint32_t)place.from + 1, .doc_len = (uint32_t)(place.to - place.from) - 2,
                 .part = (uint32_t)part.from, .part_len = (uint32_t)(part.to - part.from), .box = box,
                 .confidence = confidence_of(score), .space = true};

    w.literal = w.doc_len == to && memcmp(spelled, utf8, to) == 0;
    while (to > from && om_is_white(utf8[to - 1]))
        to--;
    while (from < to && om_is_white(utf8[from]))
        from++;
    if (from == to)
        return;
    if (w.literal) {
        w.doc += (uint32_t)from;
        w.doc_len = (uint32_t)(to - from);
    }
    if (om_box_known(box)) {
        if (om_box_known(r->last)) {
            r->under += box.top >= r->last.bottom;
            r->beside += box.top < r->last.bottom;
        }
        r->last = box;
    }
    om_page_new_line(r->page, box);
    om_page_add(r->page, utf8 + from, to - from, &w);
}

/* --- the three shapes --------------------------------------------------------------------------------------------- */

/* {"text": ..., "conf": ..., "box": ...} */
static bool read_line(reader *r, const json_t *line, om_range at)
{
    const char *name = NULL;
    const json_t *text = member(line, text_names, &name);
    om_range place;

    if (!json_is_string(text) || !r->depth)
        return false;
    place = om_json_member(r->block->data, at, name);
    if (place.from == place.to)
        return false; /* its name is spelled in a way that nobody spells it */
    add_line(r, text, place, at, member(line, score_names, NULL), box_of(member(line, box_names, NULL)));
    return true;
}

/* [box, ["text", score]] */
static bool read_pair(reader *r, const json_t *pair, om_range at)
{
    const uint8_t *doc = r->block->data;
    const json_t *read = json_array_get(pair, 1), *text = json_array_get(read, 0);

    if (!json_is_array(json_array_get(pair, 0)) || !json_is_string(text) || !r->depth)
        return false;
    r->pairs = true;
    add_line(r, text, om_json_first(doc, om_json_next(doc, at, om_json_first(doc, at))), at, json_array_get(read, 1),
             box_of(json_array_get(pair, 0)));
    return true;
}

/* {"rec_texts": [...], ...} */
static bool read_page(reader *r, const json_t *page, om_range at)
{
    const uint8_t *doc = r->block->data;
    const json_t *texts = json_object_get(page, "rec_texts"), *scores = json_object_get(page, "rec_scores");
    const json_t *boxes = NULL;
    om_range list = om_json_member(doc, at, "rec_texts"), place;

    for (size_t i = 0; boxes_names[i] && json_array_size(boxes) != json_array_size(texts); i++)
        boxes = json_object_get(page, boxes_names[i]);
    if (json_array_size(boxes) != json_array_size(texts))
        boxes = NULL; /* nothing tells whose they are */
    if (!json_is_array(texts) || list.from == list.to || r->depth > 1)
        return false;
    om_page_new_page(r->page);
    r->last = (om_box){0, 0, 0, 0};
    place = om_json_first(doc, list);
    for (size_t i = 0; i < json_array_size(texts); i++, place = om_json_next(doc, list, place)) {
        const json_t *text = json_array_get(texts, i);

        if (!json_is_string(text) || place.from == place.to)
            return false;
        add_line(r, text, place, place, json_array_get(scores, i), box_of(json_array_get(boxes, i)));
    }
    return true;
}

/* The value at r->at, whatever of the three it is. */
static ocrmend_status read_value(reader *r)
{
    const uint8_t *doc = r->block->data;
    json_error_t error;
    json_t *json;
    om_range at = {r->at, r->at};
    bool read;

    if (r->block->len - r->at >= 4 && memcmp(doc + r->at, "null", 4) == 0 && r->depth) {
        r->at += 4; /* a page without text */
        return OCRMEND_OK;
    }
    if (doc[r->at] != '{' && doc[r->at] != '[')
        return bad_shape(r, r->at);
    json = json_loadb((const char *)doc + r->at, r->block->len - r->at, JSON_DISABLE_EOF_CHECK | JSON_ALLOW_NUL,
                      &error);
    if (!json)
        return json_error_code(&error) == json_error_out_of_memory
                   ? om_fail(r->error, OCRMEND_NOMEM, r->block->raw_at + r->at, "out of memory")
                   : bad(r, r->at + (size_t)error.position, error.text);
    at.to += (size_t)error.position;
    if (json_is_array(json))
        read = read_pair(r, json, at);
    else if (json_object_get(json, "rec_texts"))
        read = read_page(r, json, at);
    else if (json_object_get(json, "res"))
        read = read_page(r, json_object_get(json, "res"), om_json_member(doc, at, "res"));
    else
        read = read_line(r, json, at);
    json_decref(json);
    r->at = at.to;
    if (!read || (r->line_depth && r->line_depth != r->depth))
        return bad_shape(r, at.from);
    r->line_depth = r->depth;
    return OCRMEND_OK;
}

/* --- lists -------------------------------------------------------------------------------------------------------- */

/* The brackets that open one after the other at doc[at], and what comes after them. */
static unsigned brackets(const uint8_t *doc, size_t n, size_t at, uint8_t *next)
{
    unsigned opened = 0;

    for (; at < n && (doc[at] == '[' || om_is_white(doc[at])); at++)
        opened += doc[at] == '[';
    *next = at < n ? doc[at] : 0;
    return opened;
}

static bool is_number(uint8_t c)
{
    return c == '-' || (c >= '0' && c <= '9');
}

/* Whether the bracket at r->at opens a list of lines or of lists, and no pair: that begins with a box, whose points are
 * the third bracket. */
static bool opens_list(const reader *r)
{
    uint8_t next;
    unsigned opened = brackets(r->block->data, r->block->len, r->at, &next);

    return opened && (opened > 3 || !is_number(next));
}

static ocrmend_status read_lists(reader *r)
{
    bool value = true, opened = false; /* a value is to come; or the list's end, as the list was just opened */

    do {
        uint8_t c;

        r->at = om_json_skip(r->block->data, r->block->len, r->at);
        if (r->at == r->block->len)
            return bad(r, r->at, "the document ends too early");
        c = r->block->data[r->at];
        if (value && opens_list(r)) {
            if (++r->depth > LISTS)
                return bad_shape(r, r->at);
            if (r->depth == 2)
                om_page_new_region(r->page);
            r->last = (om_box){0, 0, 0, 0};
            opened = true;
            r->at++;
        } else if (c == ']' && r->depth && (!value || opened)) {
            r->depth--;
            value = opened = false;
            r->at++;
        } else if (value) {
            ocrmend_status status = read_value(r);
            if (status != OCRMEND_OK)
                return status;
            value = opened = false;
        } else if (c == ',') {
            value = true;
            r->at++;
        } else {
            return bad(r, r->at, "',' or ']' expected");
        }
    } while (r->depth || value);
    r->at = om_json_skip(r->block->data, r->block->len, r->at);
    return r->at == r->block->len ? OCRMEND_OK : bad(r, r->at, "the document goes on after its end");
}

/* The lists that lines are in have been numbered as regions.  They are pages if their lines stand mostly under each
 * other, rows if not. */
static void number_pages(const reader *r)
{
    om_page *page = r->page;
    bool pages = r->line_depth == LISTS || (r->line_depth == 2 && (r->pairs || r->under > r->beside));

    for (size_t i = 1; i < page->n_lines && pages; i++) {
        page->page += page->lines[i].region != page->lines[i - 1].region;
        page->lines[i].page = page->page;
    }
}

static ocrmend_status read_block(void *reader_, const om_block *block, om_page *page, ocrmend_error *error)
{
    reader *r = reader_;
    size_t valid = om_utf8_valid(block->data, block->len);
    ocrmend_status status;

    *r = (reader){.block = block, .page = page, .error = error};
    if (valid < block->len)
        return bad(r, valid, "not UTF-8");
    r->at = block->len >= 3 && memcmp(block->data, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
    r->ascii = true;
    for (size_t i = r->at; i < block->len && r->ascii; i++)
        r->ascii = block->data[i] < 0x80;
    page->reader = r;
    page->apart = true;
    om_page_new_page(page);
    status = read_lists(r);
    if (status != OCRMEND_OK)
        return status;
    number_pages(r);
    om_page_order(page);
    return OCRMEND_OK;
}

static void *open_reader(void)
{
    return calloc(1, sizeof(reader));
}

/* --- recognising -------------------------------------------------------------------------------------------------- */

static bool has_any(const uint8_t *head, om_range object, const char *const *names)
{
    for (; *names; names++) {
        om_range value = om_json_member(head, object, *names);
        if (value.to > value.from)
            return true;
    }
    return false;
}

/* The first line or page, brackets and empty pages before it passed over, is of one of the three shapes. */
static bool recognise(const uint8_t *head, size_t n)
{
    size_t at = 0, bracket[3] = {0}, opened = 0;

    for (; at < n; at++) {
        if (head[at] == '[')
            bracket[opened++ % 3] = at;
        else if (n - at >= 4 && memcmp(head + at, "null", 4) == 0 && opened)
            at += 3;
        else if (!om_is_white(head[at]) && (!opened || !memchr(",]", head[at], 2)))
            break;
    }
    if (at == n)
        return false;
    if (head[at] == '{') {
        om_range object = om_json_value(head, n, at), inner = om_json_member(head, object, "res");
        static const char *const page_names[] = {"rec_texts", NULL};

        if (has_any(head, object, page_names) || (inner.to > inner.from && has_any(head, inner, page_names)))
            return true;
        return opened && has_any(head, object, text_names) &&
               (has_any(head, object, score_names) || has_any(head, object, box_names));
    }
    if (opened > 3 && is_number(head[at])) {
        om_range pair = om_json_value(head, n, bracket[opened % 3]), box = om_json_first(head, pair);
        om_range read = om_json_next(head, pair, box), text = om_json_first(head, read);

        return read.to > read.from && head[read.from] == '[' && text.to > text.from && head[text.from] == '"';
    }
    return false;
}

/* A document is one block: nothing in a list says where a page begins. */
static size_t border(const uint8_t *doc, size_t n, size_t from)
{
    (void)doc, (void)n, (void)from;
    return 0;
}

/* --- writing ------------------------------------------------------------------------------------------------------ */

/* Take the word's line out of its list: the comma before it goes with it, or for the first of the list the one
 * after. */
static void drop(om_out *out, om_range line)
{
    size_t before = line.from, after = om_json_skip(out->src, out->src_len, line.to);

    while (before > out->next && om_is_white(out->src[before - 1]))
        before--;
    if (before > out->next && out->src[before - 1] == ',')
        line.from = before - 1;
    else if (after < out->src_len && out->src[after] == ',')
        line.to = om_json_skip(out->src, out->src_len, after + 1);
    om_keep_to(out, line.from);
    om_delete(out, line.to - line.from, OM_RULE_DOCUMENT_WORD);
}

/* A text without other bytes than ASCII keeps to them where that was a choice: it has escapes, or is in a document that
 * keeps to them altogether. */
static bool is_ascii(const reader *r, const uint8_t *text, size_t len)
{
    for (size_t i = 0; i < len; i++)
        if (text[i] >= 0x80)
            return false;
    return r->ascii || memmem(text, len, "\\u", 2);
}

/* Whether the word is all of its string, spaces apart: a line that was two columns' has become two words. */
static bool is_whole(const uint8_t *doc, const om_word *w)
{
    size_t from = w->doc, to = (size_t)w->doc + w->doc_len;

    while (om_is_white(doc[from - 1]))
        from--;
    while (om_is_white(doc[to]))
        to++;
    return doc[from - 1] == '"' && doc[to] == '"';
}

static void write_document(const om_reading_list *readings, om_out *out)
{
    om_buf spelled = {0};

    for (size_t i = 0; i < readings->n; i++) {
        const om_reading *r = &readings->at[i];
        const om_word *w = r->words;

        if (!r->changed)
            continue;
        if (!r->len && out->src[w->part] != '"' && is_whole(out->src, w)) {
            drop(out, (om_range){w->part, (size_t)w->part + w->part_len});
            continue;
        }
        /* texts in a list of their own cannot go: what goes with them is told by its place in other lists */
        spelled.len = 0;
        om_json_spell(&spelled, r->text, r->len, is_ascii(readings->page->reader, out->src + w->doc, w->doc_len));
        om_keep_to(out, w->doc);
        om_replace(out, w->doc_len, spelled.data, spelled.len, OM_RULE_DOCUMENT_WORD, 0);
    }
    out->failed = out->failed || spelled.failed;
    om_buf_free(&spelled);
}

const om_format om_format_paddle = {"paddle",    "PaddleOCR JSON", recognise, border,
                                    open_reader, read_block,       free,      write_document};
