/* dictionary.c - the dictionaries of ocrmend.h: from sources in any charset to candidates for a text. */
#include "dictionary.h"
#include "text/status.h"

#include <stdlib.h>
#include <string.h>

#include "charset/codec.h"
#include "dict/build.h"
#include "dict/check.h"
#include "dict/cost.h"
#include "dict/far.h"
#include "dict/match.h"
#include "text/utf8.h"

struct ocrmend_dict {
    om_dict d;
    om_buf own;          /* the bytes of a dictionary compiled in memory */
};

struct ocrmend_dict_builder {
    om_rows rows;
    om_buf names;        /* of sources, each terminated */
    void (*see)(void *user, const ocrmend_dict_note *note);
    void *user;
};

static ocrmend_status out_of_memory(ocrmend_error *error)
{
    return om_fail(error, OCRMEND_NOMEM, 0, "out of memory");
}

/* --- building ----------------------------------------------------------------------------------------------------- */

ocrmend_dict_builder *ocrmend_dict_builder_new(void (*see)(void *user, const ocrmend_dict_note *note), void *user)
{
    ocrmend_dict_builder *b = calloc(1, sizeof *b);

    if (b) {
        b->see = see;
        b->user = user;
    }
    return b;
}

static void pass_on(void *builder, uint32_t source, uint32_t line, bool refused, const char *message)
{
    ocrmend_dict_builder *b = builder;
    const char *name = (const char *)b->names.data;

    while (source--)
        name += strlen(name) + 1;
    if (b->see)
        b->see(b->user, &(ocrmend_dict_note){name, line, refused, message});
}

/* Fill *error for a fault at byte `at` of the source, whose line is the count of line feeds before it in `text`. */
static ocrmend_status invalid_at(ocrmend_error *error, const om_charset *charset, uint64_t at, const uint8_t *text,
                                 size_t n)
{
    bool first = error && error->status == OCRMEND_OK;

    om_fail(error, OCRMEND_BAD_DICT, at, "not valid %s; name the charset with --from", charset->name);
    if (first) {
        error->line = 1;
        for (size_t i = 0; i < n; i++)
            error->line += text[i] == '\n';
    }
    return OCRMEND_BAD_DICT;
}

/* The source as UTF-8 in *out, which is empty, unless it is UTF-8 itself: then *text points into it. */
static ocrmend_status to_utf8(const char *from, const uint8_t *bytes, size_t n, om_buf *out, const uint8_t **text,
                              size_t *len, ocrmend_error *error)
{
    om_charset_choice choice;
    om_decoder *decoder;
    ocrmend_status status = om_charset_choose(from, bytes, n, true, &choice, error);
    size_t at = 0, bom;

    *text = bytes;
    *len = 0;
    if (status != OCRMEND_OK)
        return status;
    if (!choice.charset->iconv) {
        bom = n >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
        *text = bytes + bom;
        *len = n - bom;
        at = om_utf8_valid(*text, *len);
        return at == *len ? OCRMEND_OK : invalid_at(error, choice.charset, bom + at, *text, at);
    }
    decoder = om_decoder_new(choice.charset, error);
    if (!decoder)
        return error ? error->status : OCRMEND_USAGE;
    while (at < n && !out->failed) {
        om_decoded c = om_decode(decoder, bytes + at, n - at);

        if (!c.len) {
            status = invalid_at(error, choice.charset, at, out->data, out->len);
            break;
        }
        om_buf_add(out, c.utf8, c.len);
        at += c.raw_len;
    }
    om_decoder_free(decoder);
    bom = out->len >= 3 && memcmp(out->data, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
    *text = out->data + bom;
    *len = out->len - bom;
    return out->failed ? out_of_memory(error) : status;
}

ocrmend_status ocrmend_dict_add(ocrmend_dict_builder *b, const char *name, const char *from, const void *bytes,
                                size_t n, ocrmend_error *error)
{
    const uint8_t *text;
    size_t len;
    om_buf utf8 = {NULL, 0, 0, false};
    ocrmend_status status = to_utf8(from, bytes, n, &utf8, &text, &len, error);

    if (status == OCRMEND_OK) {
        om_buf_add(&b->names, name, strlen(name) + 1);
        status = b->names.failed ? out_of_memory(error) : om_rows_add(&b->rows, text, len, (om_say){pass_on, b}, error);
    }
    om_buf_free(&utf8);
    return status;
}

static ocrmend_status compile(ocrmend_dict_builder *b, om_buf *out, ocrmend_error *error)
{
    ocrmend_status status = om_rows_settle(&b->rows, (om_say){pass_on, b}, error);

    return status == OCRMEND_OK ? om_dict_compile(&b->rows, out, error) : status;
}

ocrmend_status ocrmend_dict_write(ocrmend_dict_builder *b, ocrmend_sink sink, ocrmend_error *error)
{
    om_buf out = {NULL, 0, 0, false};
    ocrmend_status status = compile(b, &out, error);

    if (status == OCRMEND_OK && sink.write(sink.user, out.data, out.len) != 0)
        status = om_fail(error, OCRMEND_SINK, 0, "stopped");
    om_buf_free(&out);
    return status;
}

ocrmend_dict *ocrmend_dict_compile(ocrmend_dict_builder *b, ocrmend_error *error)
{
    ocrmend_dict *dict = calloc(1, sizeof *dict);

    if (!dict) {
        out_of_memory(error);
        return NULL;
    }
    if (compile(b, &dict->own, error) != OCRMEND_OK ||
        om_dict_open(&dict->d, dict->own.data, dict->own.len, error) != OCRMEND_OK) {
        om_buf_free(&dict->own);
        free(dict);
        return NULL;
    }
    return dict;
}

void ocrmend_dict_builder_free(ocrmend_dict_builder *b)
{
    if (!b)
        return;
    om_rows_free(&b->rows);
    om_buf_free(&b->names);
    free(b);
}

/* --- opening ------------------------------------------------------------------------------------------------------ */

bool ocrmend_dict_is_compiled(const void *bytes, size_t n)
{
    return n >= 4 && memcmp(bytes, OM_DICT_MAGIC, 4) == 0;
}

ocrmend_dict *ocrmend_dict_open(const void *bytes, size_t n, ocrmend_error *error)
{
    ocrmend_dict *dict = calloc(1, sizeof *dict);

    if (!dict) {
        out_of_memory(error);
        return NULL;
    }
    if (om_dict_open(&dict->d, bytes, n, error) != OCRMEND_OK) {
        free(dict);
        return NULL;
    }
    return dict;
}

const om_dict *om_dictionary(const ocrmend_dict *dict)
{
    return &dict->d;
}

void ocrmend_dict_close(ocrmend_dict *dict)
{
    if (!dict)
        return;
    om_dict_close(&dict->d);
    om_buf_free(&dict->own);
    free(dict);
}

ocrmend_status ocrmend_dict_verify(ocrmend_dict *dict, ocrmend_error *error)
{
    return om_dict_verify(&dict->d, error);
}

size_t ocrmend_dict_names(const ocrmend_dict *dict)
{
    return dict->d.header->names;
}

size_t ocrmend_dict_rows(const ocrmend_dict *dict)
{
    return dict->d.header->rows;
}

/* --- reading ------------------------------------------------------------------------------------------------------ */

const char *ocrmend_dict_column(const ocrmend_dict *dict, uint32_t id, size_t i, const char *column, size_t *len)
{
    const om_dict_row *row;
    const char *name = NULL, *known;
    uint32_t from, to;
    unsigned c = OM_COLUMN_TYPE;

    while ((known = om_column_name(c)) && strcmp(known, column) != 0)
        c++;
    if (!known || !om_dict_rows(&dict->d, id, &from, &to) || i >= to - from)
        return NULL;
    row = om_dict_row_at(&dict->d, from + (uint32_t)i);
    if (!row || c >= OM_COLUMN_FULL)
        return row ? om_dict_field(&dict->d, row, c, len) : NULL;
    if (c == OM_COLUMN_TYPE)
        name = om_type_name(row->type);
    else if (c == OM_COLUMN_LEVEL)
        name = om_level_name(row->level);
    *len = name ? strlen(name) : 0;
    return *len ? name : NULL;
}

static void add_char(char *out, uint32_t c)
{
    size_t len = strlen(out);

    len += c ? om_utf8_put((uint8_t *)out + len, c) : 0;
    out[len] = '\0';
}

/* Who is told of candidates. */
typedef struct {
    const om_dict *d;
    const uint8_t *text;
    unsigned most;
    int (*see)(void *user, const ocrmend_dict_candidate *candidate);
    void *user;
} asker;

/* Tell a candidate of which all is set but what the name tells; false: `see` stopped. */
static bool tell(const asker *a, ocrmend_dict_candidate *c)
{
    uint32_t from, to;

    c->name = (const char *)om_dict_name(a->d, c->id, &c->name_len);
    if (!c->name || !om_dict_rows(a->d, c->id, &from, &to))
        return true;
    c->rows = to - from;
    return a->see(a->user, c) == 0;
}

/* Tell the candidates of a hit; false: `see` stopped. */
static bool tell_candidates(const asker *a, const om_hit *hit)
{
    om_candidate c;

    for (uint32_t i = 0; om_candidate_next(a->d, NULL, a->text, hit, a->most, &i, &c);) {
        ocrmend_dict_candidate out = {.from = hit->from, .to = hit->from + hit->len, .fit = (ocrmend_dict_fit)hit->kind,
                                      .cost = c.cost, .id = c.name};

        add_char(out.read, c.read);
        add_char(out.meant, c.meant);
        if (!tell(a, &out))
            return false;
    }
    return true;
}

static bool tell_far(const asker *a, const om_far *far)
{
    ocrmend_dict_candidate out = {.from = far->from, .to = far->from + far->len, .fit = OCRMEND_DICT_TWO, .id = far->name};

    for (int i = 0; i < 2; i++) {
        out.cost += om_cost(far->other[i].read, far->other[i].meant);
        add_char(out.read, far->other[i].read);
        add_char(out.meant, far->other[i].meant);
    }
    return out.cost > a->most || tell(a, &out);
}

/* Tell all, in the order of the text; false: `see` stopped. */
static bool tell_all(const asker *a, om_matcher *m, om_far_finder *finder)
{
    const om_hit *hits;
    om_far far;
    size_t n;
    bool more;

    do {
        bool left;

        more = om_match_next(m, &hits, &n);
        left = om_far_next(finder, &far);
        for (size_t i = 0; i < n || left;)
            if (left && (i == n || far.from < hits[i].from)) {
                if (!tell_far(a, &far))
                    return false;
                left = om_far_next(finder, &far);
            } else if (!tell_candidates(a, &hits[i++])) {
                return false;
            }
    } while (more);
    return true;
}

ocrmend_status ocrmend_dict_lookup(ocrmend_dict *dict, const char *text, size_t n, unsigned most,
                                   int (*see)(void *user, const ocrmend_dict_candidate *candidate), void *user,
                                   ocrmend_error *error)
{
    const uint8_t *p = (const uint8_t *)text;
    size_t valid = om_utf8_valid(p, n);
    ocrmend_status status = OCRMEND_OK;
    asker a = {&dict->d, p, most, see, user};
    om_matcher *m;
    om_far_finder *finder;

    if (valid != n || n > UINT32_MAX)
        return om_fail(error, OCRMEND_INVALID, valid, valid != n ? "not valid UTF-8" : "too long");
    m = om_match_new();
    finder = om_far_new();
    if (m && finder) {
        om_match_begin(m, &dict->d, p, n);
        om_match_far(m, finder);
        if (!tell_all(&a, m, finder))
            status = om_fail(error, OCRMEND_SINK, 0, "stopped");
    }
    if (!m || !finder || om_match_failed(m) || om_far_failed(finder))
        status = out_of_memory(error);
    om_match_free(m);
    om_far_free(finder);
    if (status == OCRMEND_OK && om_dict_damaged(&dict->d))
        status = om_fail(error, OCRMEND_BAD_DICT, 0, "damaged: a block does not match its checksum");
    return status;
}

ocrmend_status ocrmend_dict_check(ocrmend_dict *dict, const char *words, size_t n,
                                  int (*see)(void *user, const ocrmend_dict_finding *finding), void *user,
                                  ocrmend_error *error)
{
    const uint8_t *p = (const uint8_t *)words;
    size_t valid = p ? om_utf8_valid(p, n) : 0;

    if (p && valid != n)
        return om_fail(error, OCRMEND_INVALID, valid, "the word list is not valid UTF-8");
    return om_dict_check(&dict->d, p, p ? n : 0, see, user, error);
}
