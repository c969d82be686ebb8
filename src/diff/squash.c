#include "diff/squash.h"

#include <stdlib.h>
#include <string.h>

#include "diff/align.h"
#include "text/utf8.h"

/* Up to so many cells an alignment is exact; that is some seconds of work. */
#define EXACT_CELLS (UINT64_C(1) << 33)

static bool is_white(uint32_t c)
{
    return (c >= 0x09 && c <= 0x0D) || (c >= 0x1C && c <= 0x20) || c == 0x85 || c == 0xA0 || c == 0x1680 ||
           (c >= 0x2000 && c <= 0x200B) || c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000 ||
           c == 0xFEFF;
}

bool om_squash(om_squashed *s, const ocrmend_text *text)
{
    const uint8_t *p = text->utf8.data;
    size_t len = text->utf8.len, chars = 0;
    bool broken = false;

    for (size_t i = 0; i < len; i++)
        chars += (p[i] & 0xC0) != 0x80;
    *s = (om_squashed){.c = malloc((chars + 1) * sizeof *s->c), .at = malloc((chars + 1) * sizeof *s->at),
                       .breaks = calloc(chars + 1, 1)};
    if (!s->c || !s->at || !s->breaks)
        return false;
    for (size_t i = 0; i < len;) {
        unsigned n;
        uint32_t c = om_utf8_get(p + i, &n);

        broken |= c == '\n' || c == '\r' || c == '\f';
        if (!is_white(c)) {
            s->breaks[s->n] = broken && s->n;
            s->at[s->n] = i;
            s->c[s->n++] = c;
            broken = false;
        }
        i += n;
    }
    s->at[s->n] = len;
    return true;
}

void om_squashed_free(om_squashed *s)
{
    free(s->c);
    free(s->at);
    free(s->breaks);
    *s = (om_squashed){0};
}

size_t om_squashed_breaks(const om_squashed *s)
{
    size_t n = 0;

    for (size_t i = 1; i < s->n; i++)
        n += s->breaks[i];
    return n;
}

/* --- aligning ----------------------------------------------------------------------------------------------------- */

/* Where ops go, one after the other. */
typedef struct {
    om_reading_of *reading;  /* NULL: only count */
    size_t i, j;
    uint64_t edits;
} sink;

static void take(sink *s, enum om_op op, size_t n)
{
    om_reading_of *x = s->reading;

    s->edits += op == OM_EQUAL ? 0 : n;
    for (size_t k = 0; x && k < n && op != OM_INSERT; k++)
        x->pos[s->i + k] = op == OM_DELETE ? -1 : (int64_t)(s->j + k);
    if (x && op == OM_INSERT) {
        if (!x->ins[s->i])
            x->ins_at[s->i] = s->j;
        x->ins[s->i] += n;
    }
    s->i += op != OM_INSERT ? n : 0;
    s->j += op != OM_DELETE ? n : 0;
}

static bool align_exactly(sink *s, om_exact *exact, om_ops *ops, const uint32_t *a, size_t n, const uint32_t *b,
                          size_t m)
{
    if (!om_exact_align(exact, a, n, b, m, false, ops))
        return false;
    for (size_t k = 0; k < ops->n; k++)
        take(s, (enum om_op)ops->at[k].op, ops->at[k].n);
    return true;
}

static bool encode(om_buf *out, const uint32_t *c, size_t n)
{
    if (!om_buf_reserve(out, 4 * n + 1))
        return false;
    for (size_t i = 0; i < n; i++)
        out->len += om_utf8_put(out->data + out->len, c[i]);
    return true;
}

static size_t count(const uint8_t *p, size_t from, size_t to)
{
    size_t chars = 0;

    for (; from < to; from++)
        chars += (p[from] & 0xC0) != 0x80;
    return chars;
}

/* Long texts: stretch by stretch as a diff has them. */
static bool align_by_stretches(sink *s, om_exact *exact, om_ops *ops, const uint32_t *a, size_t n, const uint32_t *b,
                               size_t m)
{
    om_buf x = {0}, y = {0};
    om_stretch stretch;
    bool ok = encode(&x, a, n) && encode(&y, b, m), failed = false;
    om_align *al = ok ? om_align_new(x.data, x.len, y.data, y.len) : NULL;

    ok = al != NULL;
    while (ok && om_align_next(al, &stretch, &failed)) {
        size_t rows = count(x.data, stretch.a, stretch.a_end), columns = count(y.data, stretch.b, stretch.b_end);
        size_t pairs = rows < columns ? rows : columns;

        if (stretch.equal) {
            take(s, OM_EQUAL, rows);
        } else if ((uint64_t)rows * columns <= EXACT_CELLS >> 8) {
            ok = align_exactly(s, exact, ops, a + s->i, rows, b + s->j, columns);
        } else {
            take(s, OM_REPLACE, pairs);
            take(s, OM_DELETE, rows - pairs);
            take(s, OM_INSERT, columns - pairs);
        }
    }
    om_align_free(al);
    om_buf_free(&x);
    om_buf_free(&y);
    return ok && !failed;
}

static bool align_sequences(sink *s, const uint32_t *a, size_t n, const uint32_t *b, size_t m)
{
    om_exact exact = {0};
    om_ops ops = {0};
    bool ok;

    if (n >> 31 || m >> 31 || (uint64_t)n * m > EXACT_CELLS)
        ok = align_by_stretches(s, &exact, &ops, a, n, b, m);
    else
        ok = align_exactly(s, &exact, &ops, a, n, b, m);
    om_exact_free(&exact);
    om_ops_free(&ops);
    return ok;
}

bool om_align_reading(om_reading_of *x, const om_squashed *t, const om_squashed *r)
{
    sink s = {.reading = x};

    *x = (om_reading_of){t, r, malloc((t->n + 1) * sizeof *x->pos), calloc(t->n + 1, sizeof *x->ins),
                         malloc((t->n + 1) * sizeof *x->ins_at), 0};
    if (!x->pos || !x->ins || !x->ins_at || !align_sequences(&s, t->c, t->n, r->c, r->n))
        return false;
    x->edits = s.edits;
    return true;
}

void om_reading_free(om_reading_of *x)
{
    free(x->pos);
    free(x->ins);
    free(x->ins_at);
    *x = (om_reading_of){0};
}

/* The characters with a line end at each break; NULL: out of memory. */
static uint32_t *with_breaks(const om_squashed *s, size_t *n)
{
    uint32_t *out = malloc((s->n + om_squashed_breaks(s) + 1) * sizeof *out);

    *n = 0;
    for (size_t i = 0; out && i < s->n; i++) {
        if (s->breaks[i])
            out[(*n)++] = '\n';
        out[(*n)++] = s->c[i];
    }
    return out;
}

bool om_distance_with_breaks(const om_squashed *t, const om_squashed *r, uint64_t *edits)
{
    size_t n, m;
    uint32_t *a = with_breaks(t, &n), *b = with_breaks(r, &m);
    sink s = {0};
    bool ok = a && b && align_sequences(&s, a, n, b, m);

    *edits = s.edits;
    free(a);
    free(b);
    return ok;
}

bool om_reading_span_right(const om_reading_of *x, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++)
        if (!om_reading_right(x, i) || (i > from && x->ins[i]))
            return false;
    return true;
}
