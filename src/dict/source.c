#include "dict/source.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "dict/format.h"
#include "text/fold.h"
#include "text/script.h"
#include "text/utf8.h"

enum { MAX_COLUMNS = 64, MAX_FIELD = 4096 };
enum { MIDDLE_DOT = 0xB7 };

static const char *const columns[OM_COLUMNS] = {
    [OM_COLUMN_NONE] = "",         [OM_COLUMN_NAME] = "name",   [OM_COLUMN_TYPE] = "type",
    [OM_COLUMN_LEVEL] = "level",   [OM_COLUMN_SHORT] = "short", [OM_COLUMN_FULL] = "full",
    [OM_COLUMN_TITLE] = "title",   [OM_COLUMN_ORG] = "org",     [OM_COLUMN_PLACE] = "place",
    [OM_COLUMN_CODE] = "code",     [OM_COLUMN_PARENT] = "parent", [OM_COLUMN_FROM] = "from",
    [OM_COLUMN_TO] = "to",         [OM_COLUMN_NOW] = "now",     [OM_COLUMN_NOW_CODE] = "now_code",
    [OM_COLUMN_NOTE] = "note",     [OM_COLUMN_COUNT] = "count",
};
static const char *const types[] = {"", "person", "place", "org", "title"};
static const char *const levels[] = {"",     "country", "territory", "capital", "province",
                                     "city", "county",  "town",      "village", "zone"};

enum { TYPES = sizeof types / sizeof *types, LEVELS = sizeof levels / sizeof *levels, TYPE_PLACE = 2 };

const char *om_column_name(unsigned column)
{
    return column < OM_COLUMNS ? columns[column] : NULL;
}

const char *om_type_name(unsigned type)
{
    return type < TYPES ? types[type] : NULL;
}

const char *om_level_name(unsigned level)
{
    return level < LEVELS ? levels[level] : NULL;
}

/* A field of a line. */
typedef struct {
    const uint8_t *p;
    size_t len;
} slice;

/* The index of what s names in a table whose row 0 is empty; 0: none. */
static unsigned index_of(const char *const *names, unsigned n, slice s)
{
    for (unsigned i = 1; i < n; i++)
        if (strlen(names[i]) == s.len && memcmp(names[i], s.p, s.len) == 0)
            return i;
    return 0;
}

/* What a source is being read with. */
typedef struct {
    om_rows *rows;
    om_say say;
    uint32_t source, line;
    unsigned n;                         /* columns of the header */
    enum om_column column[MAX_COLUMNS]; /* OM_COLUMN_NONE: left out */
    unsigned place_of[OM_COLUMNS];      /* where a column stands, from 1; 0: nowhere */
} reader;

static void tell(const reader *r, bool refused, const char *message)
{
    if (r->say.say)
        r->say.say(r->say.user, r->source, r->line, refused, message);
}

static slice trim(slice s)
{
    while (s.len && (s.p[0] == ' ' || s.p[0] == '"'))
        s.p++, s.len--;
    while (s.len && (s.p[s.len - 1] == ' ' || s.p[s.len - 1] == '"'))
        s.len--;
    return s;
}

/* Cut a line at its tabs; the number of fields, at most max. */
static unsigned cut(slice line, slice *field, unsigned max)
{
    unsigned n = 0;

    while (n < max) {
        const uint8_t *tab = memchr(line.p, '\t', line.len);
        size_t len = tab ? (size_t)(tab - line.p) : line.len;

        field[n++] = trim((slice){line.p, len});
        if (!tab)
            break;
        line.p += len + 1;
        line.len -= len + 1;
    }
    return n;
}

/* --- names -------------------------------------------------------------------------------------------------------- */

/* The marks that are typed for the dot in a transliterated name. */
static bool is_dot(uint32_t c)
{
    return c == MIDDLE_DOT || c == 0x2022 || c == 0x2027 || c == 0x22C5 || c == 0x30FB || c == 0xFF65;
}

/* Append the name to rows->text as stage width would write it; its characters in *chars.  false: refused, the reason
 * is in `why`. */
static bool take_name(om_rows *rows, slice s, uint32_t *at, uint32_t *len, uint8_t *chars, char *why, size_t room)
{
    const int shown = (int)(s.len < 90 ? s.len : 90);
    unsigned n, count = 0;
    uint32_t before = 0, c = 0;

    *at = (uint32_t)rows->text.len;
    for (size_t i = 0; i < s.len && count <= OM_NAME_MAX; i += n, count++) {
        const om_fold *fold;
        enum om_script script;

        c = om_utf8_get(s.p + i, &n);
        fold = om_fold_of(c);
        script = om_script(c);
        if (is_dot(c)) {
            if (count == 0 || before == MIDDLE_DOT)
                break;
            om_buf_add(&rows->text, "\xC2\xB7", 2);
            c = MIDDLE_DOT;
        } else if (script == OM_HAN || script == OM_KANA) {
            om_buf_add(&rows->text, fold ? fold->to : (const char *)s.p + i, fold ? fold->len : n);
        } else {
            snprintf(why, room, "'%.*s': has '%.*s'; a name is of Han characters or kana, with \u00B7 between parts",
                     shown, (const char *)s.p, script == OM_LINE_END ? 0 : (int)n,
                     (const char *)s.p + i);
            rows->text.len = *at;
            return false;
        }
        before = c;
    }
    *len = (uint32_t)(rows->text.len - *at);
    *chars = (uint8_t)count;
    if (before == MIDDLE_DOT || is_dot(c))
        snprintf(why, room, "'%.*s': a \u00B7 stands between two parts of a name", shown, (const char *)s.p);
    else if (count < OM_NAME_MIN)
        snprintf(why, room, count ? "'%.*s': a name of one character" : "%.*sno name", (int)s.len, (const char *)s.p);
    else if (count > OM_NAME_MAX)
        snprintf(why, room, "a name of more than %d characters", OM_NAME_MAX);
    else
        return true;
    rows->text.len = *at;
    return false;
}

/* --- rows --------------------------------------------------------------------------------------------------------- */

static void add_field(om_buf *text, unsigned column, slice s)
{
    uint8_t head[3] = {(uint8_t)column, (uint8_t)s.len, (uint8_t)(s.len >> 8)};

    om_buf_add(text, head, sizeof head);
    om_buf_add(text, s.p, s.len);
}

static void add_row(om_rows *rows, const om_source_row *row)
{
    if (rows->n == rows->cap) {
        size_t cap = rows->cap ? rows->cap * 2 : 1024;
        om_source_row *at = cap <= UINT32_MAX ? realloc(rows->at, cap * sizeof *at) : NULL;

        if (!at) {
            rows->failed = true;
            return;
        }
        rows->at = at;
        rows->cap = cap;
    }
    rows->at[rows->n++] = *row;
    rows->failed |= rows->text.failed || rows->text.len > UINT32_MAX / 2;
}

static slice field_of(const reader *r, const slice *field, unsigned n, enum om_column column)
{
    unsigned place = r->place_of[column];

    return place && place <= n ? field[place - 1] : (slice){(const uint8_t *)"", 0};
}

/* The columns that are kept as text; a short form's row has the full name among them. */
static void add_fields(reader *r, om_source_row *row, const slice *field, unsigned n, slice full)
{
    om_buf *text = &r->rows->text;

    row->fields = (uint32_t)text->len;
    for (unsigned column = OM_COLUMN_FULL; column < OM_COLUMNS; column++) {
        slice s = column == OM_COLUMN_FULL ? full : field_of(r, field, n, column);

        if (column == OM_COLUMN_FROM)
            row->who_len = (uint32_t)(text->len - row->fields);
        if (s.len)
            add_field(text, column, s);
    }
    row->fields_len = (uint32_t)(text->len - row->fields);
}

static void read_row(reader *r, slice line)
{
    slice field[MAX_COLUMNS], s;
    unsigned n = cut(line, field, MAX_COLUMNS);
    om_source_row row = {.source = r->source, .line = r->line};
    char why[200];

    for (unsigned i = 0; i < n; i++)
        if (field[i].len > MAX_FIELD) {
            tell(r, true, "a column of more than 4096 bytes");
            return;
        }
    s = field_of(r, field, n, OM_COLUMN_TYPE);
    row.type = (uint8_t)(r->place_of[OM_COLUMN_TYPE] ? index_of(types, TYPES, s) : TYPE_PLACE);
    if (!row.type) {
        snprintf(why, sizeof why, "'%.*s': no type of a name; types are person, place, org, title",
                 (int)(s.len < 60 ? s.len : 60), (const char *)s.p);
        tell(r, true, why);
        return;
    }
    s = field_of(r, field, n, OM_COLUMN_LEVEL);
    row.level = (uint8_t)index_of(levels, LEVELS, s);
    if (s.len && !row.level)
        tell(r, false, "a level that is not known is passed over; ocrmend-dict(5) has those that are");
    s = field_of(r, field, n, OM_COLUMN_NAME);
    if (!take_name(r->rows, s, &row.name, &row.name_len, &row.chars, why, sizeof why)) {
        tell(r, true, why);
        return;
    }
    add_fields(r, &row, field, n, (slice){NULL, 0});
    add_row(r->rows, &row);
    s = field_of(r, field, n, OM_COLUMN_SHORT);
    if (!s.len)
        return;
    if (!take_name(r->rows, s, &row.name, &row.name_len, &row.chars, why, sizeof why)) {
        char message[sizeof why + 40];

        snprintf(message, sizeof message, "the short form is left out: %s", why);
        tell(r, false, message);
        return;
    }
    row.flags = OM_ROW_SHORT;
    add_fields(r, &row, field, n, field_of(r, field, n, OM_COLUMN_NAME));
    add_row(r->rows, &row);
}

/* --- the header --------------------------------------------------------------------------------------------------- */

/* The columns of the header line; *is_row: it is no header but the first row of a list `name type`.  false: neither. */
static bool read_header(reader *r, slice line, bool *is_row)
{
    slice field[MAX_COLUMNS];
    char why[200];

    r->n = cut(line, field, MAX_COLUMNS);
    for (unsigned i = 0; i < r->n; i++) {
        bool until = field[i].len == 5 && memcmp(field[i].p, "until", 5) == 0;
        enum om_column column = until ? OM_COLUMN_TO : index_of(columns, OM_COLUMNS, field[i]);

        r->column[i] = r->place_of[column] || column == OM_COLUMN_FULL ? OM_COLUMN_NONE : column;
        if (r->column[i])
            r->place_of[column] = i + 1;
    }
    *is_row = !r->place_of[OM_COLUMN_NAME] && r->n == 2 && index_of(types, TYPES, field[1]);
    if (*is_row) {
        r->place_of[OM_COLUMN_NAME] = 1;
        r->place_of[OM_COLUMN_TYPE] = 2;
        return true;
    }
    if (!r->place_of[OM_COLUMN_NAME] || !(r->place_of[OM_COLUMN_TYPE] || r->place_of[OM_COLUMN_LEVEL]))
        return false;
    for (unsigned i = 0; i < r->n; i++)
        if (!r->column[i]) {
            snprintf(why, sizeof why, "column '%.*s' is left out: unknown, or there twice",
                     (int)(field[i].len < 90 ? field[i].len : 90), (const char *)field[i].p);
            tell(r, false, why);
        }
    return true;
}

static ocrmend_status bad_line(ocrmend_error *error, uint32_t line, uint64_t at, const char *what)
{
    bool first = error && error->status == OCRMEND_OK;

    om_fail(error, OCRMEND_BAD_DICT, at, "%s", what);
    if (first)
        error->line = line;
    return OCRMEND_BAD_DICT;
}

ocrmend_status om_rows_add(om_rows *rows, const uint8_t *utf8, size_t n, om_say say, ocrmend_error *error)
{
    reader r = {.rows = rows, .say = say, .source = rows->sources++};
    size_t before = rows->n;
    bool header = false;

    for (size_t at = 0; at < n && !rows->failed;) {
        const uint8_t *end = memchr(utf8 + at, '\n', n - at);
        size_t len = end ? (size_t)(end - utf8) - at : n - at;
        slice line = {utf8 + at, len};
        bool is_row = true;

        r.line++;
        if (line.len && line.p[line.len - 1] == '\r')
            line.len--;
        if (line.len && line.p[0] != '#') {
            if (!header && !read_header(&r, line, &is_row))
                return bad_line(error, r.line, at, "no header line with the columns name and type, divided by a tab");
            if (header || is_row)
                read_row(&r, line);
            header = true;
        }
        at += len + 1;
    }
    if (rows->failed)
        return om_fail(error, OCRMEND_NOMEM, 0, "out of memory");
    if (!header)
        return bad_line(error, 0, 0, "no dictionary: empty");
    if (rows->n == before)
        return bad_line(error, 0, 0, "no dictionary: not one name that can be used");
    return OCRMEND_OK;
}

void om_rows_free(om_rows *rows)
{
    free(rows->at);
    om_buf_free(&rows->text);
    memset(rows, 0, sizeof *rows);
}
