#include "cli/mentions.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "cli/cli.h"

typedef struct {
    const char *p;
    size_t n;
} field;

enum { FIELDS = 3 };

typedef struct {
    field name;
    unsigned type;
} entry;

typedef struct {
    mentions *m;
    mention_types *types;
    const char *file;         /* for messages */
    unsigned long line;
    const char *text;
    size_t len;
    entry *list;              /* of a list of names */
    size_t n, cap;
    size_t at, chars;         /* character `chars` of the text is at byte `at` */
} table;

static bool is_field(field f, const char *s)
{
    return strlen(s) == f.n && memcmp(f.p, s, f.n) == 0;
}

static bool bad(const table *t, const char *what)
{
    cli_message("%s: line %lu: %s", t->file, t->line, what);
    return false;
}

static bool no_memory(void)
{
    cli_message("out of memory");
    return false;
}

/* The type's number; OCRMEND_SCORE_TYPES: a message was given. */
static unsigned type_of(table *t, field f)
{
    mention_types *types = t->types;

    for (unsigned i = 0; i < types->n; i++)
        if (is_field(f, types->name[i]))
            return i;
    if (types->n == OCRMEND_SCORE_TYPES) {
        bad(t, "a type more than can be counted (16)");
        return OCRMEND_SCORE_TYPES;
    }
    types->name[types->n] = strndup(f.p, f.n);
    if (!types->name[types->n]) {
        no_memory();
        return OCRMEND_SCORE_TYPES;
    }
    return types->n++;
}

static bool add_mention(table *t, size_t from, size_t to, unsigned type)
{
    mentions *m = t->m;

    if (!cli_more((void **)&m->at, m->n, &m->cap, sizeof *m->at))
        return no_memory();
    m->at[m->n++] = (ocrmend_mention){from, to, type};
    return true;
}

/* --- one mention a line ------------------------------------------------------------------------------------------- */

static bool get_number(field f, size_t *n)
{
    *n = 0;
    for (size_t i = 0; i < f.n; i++) {
        if (f.p[i] < '0' || f.p[i] > '9' || *n > SIZE_MAX / 100)
            return false;
        *n = *n * 10 + (size_t)(f.p[i] - '0');
    }
    return f.n > 0;
}

/* Go to character n of the text.  false: there is none. */
static bool go_to(table *t, size_t n)
{
    if (n < t->chars)
        t->at = t->chars = 0;
    while (t->chars < n && t->at < t->len) {
        t->at += t->text[t->at] == '\r' && t->at + 1 < t->len && t->text[t->at + 1] == '\n';
        do
            t->at++;
        while (t->at < t->len && ((unsigned char)t->text[t->at] & 0xC0) == 0x80);
        t->chars++;
    }
    return t->chars == n;
}

static bool add_place(table *t, const field *f)
{
    size_t n;
    unsigned type;

    if (!get_number(f[2], &n))
        return bad(t, "the third column is not a number of characters");
    if (!go_to(t, n) || f[1].n > t->len - t->at || memcmp(t->text + t->at, f[1].p, f[1].n) != 0)
        return bad(t, "the truth does not have this name at this place");
    type = type_of(t, f[0]);
    return type < OCRMEND_SCORE_TYPES && add_mention(t, t->at, t->at + f[1].n, type);
}

/* --- a list ------------------------------------------------------------------------------------------------------- */

static bool add_name(table *t, const field *f)
{
    unsigned type = type_of(t, f[1]);

    if (type == OCRMEND_SCORE_TYPES)
        return false;
    if (!cli_more((void **)&t->list, t->n, &t->cap, sizeof *t->list))
        return no_memory();
    t->list[t->n++] = (entry){f[0], type};
    return true;
}

static int by_name(const void *x, const void *y)
{
    const field *a = &((const entry *)x)->name, *b = &((const entry *)y)->name;
    int order = memcmp(a->p, b->p, a->n < b->n ? a->n : b->n);

    return order ? order : (a->n > b->n) - (a->n < b->n);
}

/* The longest name that text[0, len) begins with; NULL: none.  Of names sorted by their bytes those that begin with a
 * prefix are together, and a name stands before all that it begins. */
static const entry *longest_at(const table *t, const char *text, size_t len)
{
    size_t low = 0, high = t->n, depth = 0;
    const entry *found = NULL;

    while (low < high && depth < len) {
        unsigned char c = (unsigned char)text[depth];
        size_t a = low, b = high;

        /* narrow to the names that have c at `depth` */
        while (a < b) {
            size_t mid = a + (b - a) / 2;
            const field *f = &t->list[mid].name;

            if (f->n <= depth || (unsigned char)f->p[depth] < c)
                a = mid + 1;
            else
                b = mid;
        }
        low = a;
        b = high;
        while (a < b) {
            size_t mid = a + (b - a) / 2;

            if ((unsigned char)t->list[mid].name.p[depth] <= c)
                a = mid + 1;
            else
                b = mid;
        }
        high = a;
        depth++;
        if (low < high && t->list[low].name.n == depth)
            found = &t->list[low];
    }
    return found;
}

static bool find_names(table *t)
{
    if (t->n)
        qsort(t->list, t->n, sizeof *t->list, by_name);
    for (size_t at = 0; at < t->len;) {
        const entry *e = longest_at(t, t->text + at, t->len - at);

        if (e && !add_mention(t, at, at + e->name.n, e->type))
            return false;
        at += e ? e->name.n : 1;
    }
    return true;
}

/* ------------------------------------------------------------------------------------------------------------------ */

/* Cut the line into up to FIELDS fields; how many there are. */
static int cut(const char *line, size_t n, field *f)
{
    int fields = 0;

    while (fields < FIELDS) {
        const char *tab = memchr(line, '\t', n);

        f[fields++] = (field){line, tab ? (size_t)(tab - line) : n};
        if (!tab)
            break;
        n -= (size_t)(tab - line) + 1;
        line = tab + 1;
    }
    return fields;
}

static bool add_line(table *t, const char *line, size_t n, int *places)
{
    field f[FIELDS];
    size_t number;
    int fields = cut(line, n, f);

    if (n == 0)
        return true;
    if (fields < 2 || f[0].n == 0 || f[1].n == 0)
        return bad(t, "not a name and its type, divided by a tab");
    if (*places < 0) {
        *places = fields == 3 && get_number(f[2], &number);
        if (is_field(f[0], "name") && is_field(f[1], "type"))
            return true;
    }
    return *places ? fields < 3 ? bad(t, "a type, a name and its place are due") : add_place(t, f) : add_name(t, f);
}

bool mentions_read(mentions *m, mention_types *types, const char *name, const char *file, size_t n, const char *text,
                   size_t len)
{
    table t = {.m = m, .types = types, .file = name, .text = text, .len = len};
    int places = -1; /* not known yet */
    bool ok = true;

    while (ok && n) {
        const char *end = memchr(file, '\n', n);
        size_t line = end ? (size_t)(end - file) : n;

        t.line++;
        ok = add_line(&t, file, line - (line && file[line - 1] == '\r'), &places);
        file += line + (end != NULL);
        n -= line + (end != NULL);
    }
    ok = ok && (places > 0 || find_names(&t));
    free(t.list);
    return ok;
}
