/* tsv.c - Tesseract's TSV: a header line, then a row for each page, block, paragraph, line and word (level 1 to 5), the
 * fields between tabs.  Nothing is quoted and nothing escaped: a quotation mark is text.  Columns are found by their
 * names, so that tables which other programs have passed on, with columns added or in another order, are read too.
 * Source: TessBaseAPI::GetTSVText and its output. */
#include <config.h>

#include <stdio.h>
#include <stdlib.h>

#include "format/readings.h"
#include "text/utf8.h"

enum column { LEVEL, PAGE, BLOCK, PAR, LINE, LEFT, TOP, WIDTH, HEIGHT, CONF, TEXT, COLUMNS };

static const struct {
    const char *name;
    bool needed;    /* what is not: pages are then one, and no word says how sure it is */
} columns[COLUMNS] = {
    [LEVEL] = {"level", true},     [PAGE] = {"page_num", false}, [BLOCK] = {"block_num", true},
    [PAR] = {"par_num", true},     [LINE] = {"line_num", true},  [LEFT] = {"left", true},
    [TOP] = {"top", true},         [WIDTH] = {"width", true},    [HEIGHT] = {"height", true},
    [CONF] = {"conf", false},      [TEXT] = {"text", true},
};

enum { PAGE_ROW = 1, LINE_ROW = 4, WORD_ROW = 5 };  /* values of level */
enum { FIELDS = 64 };                               /* of a row; what comes after is passed over */

typedef struct {
    uint8_t column[FIELDS];     /* what a row's fields are; COLUMNS: nothing of ours */
    unsigned fields;            /* how many the header has; 0: no header yet */
    uint64_t line;              /* number of the row in the document */
    int64_t key[LINE + 1];      /* of the line of type that is open: key[PAGE], key[BLOCK], key[PAR], key[LINE] */
    bool paged, open, boxed;    /* a page has begun, a line, and a row told the line's box */
    uint32_t line_at;           /* where the line's rows begin */
} reader;

/* A row: its fields by column; what it does not have is empty. */
typedef struct {
    size_t from, to, end;       /* line end outside, inside */
    unsigned fields;
    om_range field[COLUMNS];
} table_row;

/* The end of the field that begins at `from`.  Text in the last column goes to the row's end, whatever is in it. */
static size_t field_end(const reader *r, const uint8_t *doc, size_t from, size_t to, unsigned k)
{
    const uint8_t *tab = k + 1 == r->fields && r->column[k] == TEXT ? NULL : memchr(doc + from, '\t', to - from);

    return tab ? (size_t)(tab - doc) : to;
}

static void split(const reader *r, const uint8_t *doc, table_row *row)
{
    size_t at = row->from;

    for (int c = 0; c < COLUMNS; c++)
        row->field[c] = (om_range){row->to, row->to};
    for (row->fields = 0; row->fields < r->fields && at <= row->to; row->fields++) {
        size_t end = field_end(r, doc, at, row->to, row->fields);

        if (r->column[row->fields] < COLUMNS)
            row->field[r->column[row->fields]] = (om_range){at, end};
        at = end + 1;
    }
}

static bool is_name(const uint8_t *doc, om_range field, const char *name)
{
    size_t len = strlen(name);

    return field.to - field.from == len && memcmp(doc + field.from, name, len) == 0;
}

/* A number as tables have it, cut off to a whole one; false: it is none, or larger than any of ours. */
static bool number(const uint8_t *doc, om_range field, int64_t *value)
{
    size_t at = field.from;
    bool negative = at < field.to && doc[at] == '-';

    at += negative;
    if (at == field.to || doc[at] < '0' || doc[at] > '9')
        return false;
    for (*value = 0; at < field.to && doc[at] >= '0' && doc[at] <= '9'; at++) {
        *value = *value * 10 + (doc[at] - '0');
        if (*value > INT32_MAX / 4)
            return false;
    }
    if (at < field.to && doc[at] == '.')
        for (at++; at < field.to && doc[at] >= '0' && doc[at] <= '9'; at++)
            ;
    if (negative)
        *value = -*value;
    return at == field.to;
}

static ocrmend_status bad(const reader *r, const om_block *block, size_t at, const table_row *row, const char *what,
                          const char *name, ocrmend_error *error)
{
    return om_format_bad(error, block->raw_at + at, r->line, at - row->from + 1, "%s '%s'", what, name);
}

/* The header says what the columns are. */
static ocrmend_status read_header(reader *r, const om_block *block, const table_row *row, ocrmend_error *error)
{
    bool there[COLUMNS] = {false};
    size_t at = row->from;

    for (r->fields = 0; r->fields < FIELDS && at <= row->to; r->fields++) {
        const uint8_t *tab = memchr(block->data + at, '\t', row->to - at);
        om_range field = {at, tab ? (size_t)(tab - block->data) : row->to};
        uint8_t c = 0;

        while (c < COLUMNS && (there[c] || !is_name(block->data, field, columns[c].name)))
            c++;
        r->column[r->fields] = c;
        if (c < COLUMNS)
            there[c] = true;
        at = field.to + 1;
    }
    for (int c = 0; c < COLUMNS; c++)
        if (columns[c].needed && !there[c])
            return bad(r, block, row->to, row, "the table has no column", columns[c].name, error);
    return OCRMEND_OK;
}

static om_box box_of(const uint8_t *doc, const table_row *row)
{
    int64_t left, top, width, height;

    if (!number(doc, row->field[LEFT], &left) || !number(doc, row->field[TOP], &top) ||
        !number(doc, row->field[WIDTH], &width) || !number(doc, row->field[HEIGHT], &height))
        return (om_box){0, 0, 0, 0};
    return (om_box){(int32_t)left, (int32_t)top, (int32_t)(left + width), (int32_t)(top + height)};
}

static uint8_t confidence_of(const uint8_t *doc, om_range field)
{
    int64_t percent;

    if (field.from == field.to || doc[field.from] == '-' || !number(doc, field, &percent) || percent > 100)
        return OM_NOT_TOLD;
    return (uint8_t)percent;
}

/* A new page, where this row is the first of one. */
static void follow_page(reader *r, om_page *page, int64_t level, int64_t number)
{
    if (r->paged && level != PAGE_ROW && number == r->key[PAGE])
        return;
    om_page_new_page(page);
    r->paged = true;
    r->open = false;
    r->key[PAGE] = number;
    r->key[BLOCK] = r->key[PAR] = -1;
}

/* The line of type of this row begins. */
static void begin_line(reader *r, om_page *page, const table_row *row, const int64_t *key, om_box box)
{
    if (key[BLOCK] != r->key[BLOCK] || key[PAR] != r->key[PAR])
        om_page_new_region(page);
    memcpy(r->key, key, sizeof r->key);
    om_page_new_line(page, box);
    r->open = true;
    r->line_at = (uint32_t)row->from;
    om_page_line_part(page, r->line_at, (uint32_t)row->end);
}

static void add_word(reader *r, const uint8_t *doc, om_page *page, const table_row *row)
{
    om_range text = row->field[TEXT];
    om_word w = {.part = (uint32_t)row->from, .part_len = (uint32_t)(row->end - row->from), .box = box_of(doc, row),
                 .confidence = confidence_of(doc, row->field[CONF]), .literal = true, .space = true};

    while (text.to > text.from && (doc[text.to - 1] == ' ' || doc[text.to - 1] == '\t'))
        text.to--;
    while (text.from < text.to && (doc[text.from] == ' ' || doc[text.from] == '\t'))
        text.from++;
    w.doc = (uint32_t)text.from;
    w.doc_len = (uint32_t)(text.to - text.from);
    om_page_add(page, doc + text.from, text.to - text.from, &w);
    om_page_line_part(page, r->line_at, (uint32_t)row->end);
    if (!r->boxed && page->n_lines)
        page->lines[page->n_lines - 1].box = om_box_join(page->lines[page->n_lines - 1].box, w.box);
}

static ocrmend_status read_row(reader *r, const om_block *block, om_page *page, table_row *row, ocrmend_error *error)
{
    static const uint8_t numbers[] = {LEVEL, PAGE, BLOCK, PAR, LINE};
    const uint8_t *doc = block->data;
    int64_t key[LINE + 1] = {0};
    bool same;

    split(r, doc, row);
    if (!r->fields || is_name(doc, row->field[LEVEL], columns[LEVEL].name)) /* tables one after the other: again */
        return read_header(r, block, row, error);
    for (size_t i = 0; i < sizeof numbers; i++) {
        om_range field = row->field[numbers[i]];
        bool not_there = numbers[i] == PAGE && field.from == row->to;

        if (!not_there && !number(doc, field, &key[numbers[i]]))
            return bad(r, block, field.from, row, "not a row of the table: no number in column",
                       columns[numbers[i]].name, error);
    }
    follow_page(r, page, key[LEVEL], key[PAGE]);
    if (key[LEVEL] != LINE_ROW && key[LEVEL] != WORD_ROW)
        return OCRMEND_OK;
    same = r->open && memcmp(&key[PAGE], &r->key[PAGE], sizeof key - sizeof *key) == 0;
    if (key[LEVEL] == LINE_ROW || !same) {
        r->boxed = key[LEVEL] == LINE_ROW;
        begin_line(r, page, row, key, r->boxed ? box_of(doc, row) : (om_box){0, 0, 0, 0});
    }
    if (key[LEVEL] == WORD_ROW)
        add_word(r, doc, page, row);
    return OCRMEND_OK;
}

static ocrmend_status read_block(void *reader_, const om_block *block, om_page *page, ocrmend_error *error)
{
    reader *r = reader_;
    size_t at = block->first && block->len >= 3 && memcmp(block->data, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;

    page->reader = r;
    r->open = false;
    while (at < block->len) {
        const uint8_t *lf = memchr(block->data + at, '\n', block->len - at);
        table_row row = {.from = at, .to = lf ? (size_t)(lf - block->data) : block->len};
        size_t valid = om_utf8_valid(block->data + at, row.to - at);
        ocrmend_status status = OCRMEND_OK;

        r->line++;
        at = row.end = row.to + (lf != NULL);
        if (valid < row.to - row.from)
            return om_format_bad(error, block->raw_at + row.from + valid, r->line, valid + 1, "not UTF-8");
        if (row.to > row.from && block->data[row.to - 1] == '\r')
            row.to--;
        if (row.to > row.from)
            status = read_row(r, block, page, &row, error);
        if (status != OCRMEND_OK)
            return status;
    }
    if (block->last && !r->fields)
        return om_format_bad(error, block->raw_at, 1, 1, "the table has no header");
    return OCRMEND_OK;
}

static void *open_reader(void)
{
    return calloc(1, sizeof(reader));
}

/* A header with at least three of the names that only Tesseract's tables have. */
static bool recognise(const uint8_t *head, size_t n)
{
    static const char *const names[] = {"level", "page_num", "block_num", "par_num", "line_num", "word_num"};
    const uint8_t *lf = memchr(head, '\n', n);
    size_t to = lf ? (size_t)(lf - head) : n, known = 0;

    if (to && head[to - 1] == '\r')
        to--;
    for (size_t at = 0, end; at < to && known < 3; at = end + 1) {
        const uint8_t *tab = memchr(head + at, '\t', to - at);

        end = tab ? (size_t)(tab - head) : to;
        for (size_t i = 0; i < sizeof names / sizeof *names; i++)
            known += is_name(head, (om_range){at, end}, names[i]);
    }
    return known >= 3;
}

/* Before the last row of level 1, as Tesseract writes it; in a table with its columns in another order none is
 * found. */
static size_t border(const uint8_t *doc, size_t n, size_t from)
{
    for (size_t end = n; end > from;) {
        const uint8_t *lf = memrchr(doc + from, '\n', end - from);
        size_t at = lf ? (size_t)(lf - doc) + 1 : 0, k = at + 2;

        if (!lf)
            return 0;
        if (n - at > 2 && memcmp(doc + at, "1\t", 2) == 0) {
            while (k < n && doc[k] >= '0' && doc[k] <= '9')
                k++;
            if (n - k > 6 && memcmp(doc + k, "\t0\t0\t0", 6) == 0)
                return at;
        }
        end = at - 1;
    }
    return 0;
}

/* --- writing ------------------------------------------------------------------------------------------------------ */

static void drop(om_out *out, size_t from, size_t len)
{
    om_keep_to(out, from);
    om_delete(out, len, OM_RULE_DOCUMENT_WORD);
}

/* What the reading's words read now.  No row is broken, whatever is in it. */
static void spell(om_buf *to, const om_reading *r)
{
    to->len = 0;
    for (size_t i = 0; i < r->len; i++)
        om_buf_add(to, r->text[i] >= '\t' && r->text[i] <= '\r' ? (const uint8_t *)" " : &r->text[i], 1);
}

static table_row row_of(const reader *cols, const uint8_t *doc, const om_word *w)
{
    table_row row = {.from = w->part, .to = w->part + w->part_len, .end = w->part + w->part_len};

    while (row.to > row.from && (doc[row.to - 1] == '\n' || doc[row.to - 1] == '\r'))
        row.to--;
    split(cols, doc, &row);
    return row;
}

/* What stands now in a field of the row of a word that took in others: box and confidence of all.  false: what stood
 * there. */
static bool merged(const om_reading *r, uint8_t column, om_buf *value)
{
    int32_t number = 0;
    bool told = om_box_known(r->box);
    char digits[16];

    switch (column) {
    case LEFT: number = r->box.left; break;
    case TOP: number = r->box.top; break;
    case WIDTH: number = r->box.right - r->box.left; break;
    case HEIGHT: number = r->box.bottom - r->box.top; break;
    case CONF: number = r->confidence, told = r->confidence != r->words->confidence; break;
    default: return false;
    }
    value->len = 0;
    om_buf_add(value, digits, (size_t)snprintf(digits, sizeof digits, "%d", number));
    return told;
}

static void write_reading(const reader *cols, om_out *out, const om_reading *r, om_buf *value)
{
    const om_word *w = r->words;
    table_row row = row_of(cols, out->src, w);
    size_t at = row.from;

    for (size_t k = 0; k < r->n && !r->len; k++)
        drop(out, w[k].part, w[k].part_len);
    if (!r->len)
        return;
    for (unsigned k = 0; k < row.fields; k++) {
        om_range field = {at, field_end(cols, out->src, at, row.to, k)};
        bool told = r->n > 1 && merged(r, cols->column[k], value);

        at = field.to + 1;
        if (cols->column[k] == TEXT) {
            field = (om_range){w->doc, (size_t)w->doc + w->doc_len};
            spell(value, r);
            told = true;
        }
        if (told && (field.to - field.from != value->len ||
                     memcmp(out->src + field.from, value->data, value->len) != 0)) {
            om_keep_to(out, field.from);
            om_replace(out, field.to - field.from, value->data, value->len, OM_RULE_DOCUMENT_WORD, 0);
        }
    }
    for (size_t k = 1; k < r->n; k++)
        drop(out, w[k].part, w[k].part_len);
}

static void write_document(const om_reading_list *readings, om_out *out)
{
    om_buf value = {0};

    for (size_t i = 0; i < readings->n;) {
        const om_type_line *line = &readings->page->lines[readings->at[i].words->line];
        bool empty;
        size_t n = om_readings_of_line(readings, i, &empty);

        if (empty)
            drop(out, line->part, line->part_len);
        for (size_t k = i; k < i + n && !empty; k++)
            if (readings->at[k].changed)
                write_reading(readings->page->reader, out, &readings->at[k], &value);
        i += n;
    }
    out->failed = out->failed || value.failed;
    om_buf_free(&value);
}

const om_format om_format_tsv = {"tsv",       "Tesseract TSV", recognise, border,
                                 open_reader, read_block,      free,      write_document};
