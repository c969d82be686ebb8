#include "diff/classify.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "text/buf.h"
#include "text/fold.h"
#include "text/script.h"
#include "text/utf8.h"

/* More cells than this are not looked into: such a stretch is one text for another. */
enum { CELLS = 16 * 1024, FOLD_MAX = 16 };

/* By kind: the name that files have, and what a summary says. */
static const struct {
    const char *name, *label;
} kinds[] = {
    [OCRMEND_JOINED] = {"joined", "lines joined"},
    [OCRMEND_SPLIT] = {"split", "lines split"},
    [OCRMEND_SPACE] = {"space", "spaces and blank lines"},
    [OCRMEND_WIDTH] = {"width", "width, other forms"},
    [OCRMEND_MARK] = {"mark", "marks for marks"},
    [OCRMEND_SUBSTITUTION] = {"substitution", "characters for others"},
    [OCRMEND_INSERTION] = {"insertion", "characters inserted"},
    [OCRMEND_DELETION] = {"deletion", "characters deleted"},
};

const char *ocrmend_change_name(ocrmend_change kind, const char **label)
{
    if ((size_t)kind >= sizeof kinds / sizeof *kinds)
        return NULL;
    if (label)
        *label = kinds[kind].label;
    return kinds[kind].name;
}

void om_classifier_free(om_classifier *c)
{
    free(c->at);
    free(c->units);
    free(c->from);
    free(c->coated);
    free(c->cost);
}

/* --- characters --------------------------------------------------------------------------------------------------- */

enum sort { LINE, BLANK, MARK, LETTER };

static enum sort sort_of(uint32_t c)
{
    switch (om_script(c)) {
    case OM_LINE_END:
        return LINE;
    case OM_SPACE:
    case OM_CONTROL:
        return BLANK;
    case OM_MARK_CJK:
    case OM_MARK_BOTH:
    case OM_MARK:
        return MARK;
    default:
        return LETTER;
    }
}

/* The character in its plain coat: half-width as ASCII has it, marks of the same meaning alike, radicals as Han. */
static size_t fold_one(uint32_t c, uint32_t *out)
{
    const om_fold *fold;
    size_t n = 0;

    if (c >= 0xFF01 && c <= 0xFF5E)
        return out[0] = c - 0xFEE0, 1;
    if (c == 0x3002 || c == 0xFF61)
        return out[0] = '.', 1;
    if (c >= 0xFFE0 && c <= 0xFFE1)
        return out[0] = c - 0xFFE0 + 0xA2, 1;
    if (c == 0xFFE5)
        return out[0] = 0xA5, 1;
    if (c < 0x80 || !(fold = om_fold_of(c)))
        return out[0] = c, 1;
    for (unsigned at = 0, len; at < fold->len; at += len)
        out[n++] = om_utf8_get((const uint8_t *)fold->to + at, &len);
    return n;
}

/* Fold units[0, n), n <= FOLD_MAX, with the sound marks of half-width kana put together. */
static size_t fold_all(const uint32_t *units, size_t n, uint32_t *out)
{
    size_t len = 0;

    for (size_t i = 0; i < n; i++) {
        uint32_t voiced = 0;

        if (len && (units[i] == 0xFF9E || units[i] == 0xFF9F))
            voiced = om_fold_voiced(out[len - 1], units[i]);
        if (voiced)
            out[len - 1] = voiced;
        else
            len += fold_one(units[i], out + len);
    }
    return len;
}

/* Whether both are the same characters, with their combining marks put together or apart. */
static bool is_same_composed(const uint8_t *a, size_t n, const uint8_t *b, size_t m)
{
    utf8proc_uint8_t *x = NULL, *y = NULL;
    utf8proc_ssize_t len = -1, other = -1;
    bool same;

    if (n == 0 || m == 0 || n > 4 * FOLD_MAX || m > 4 * FOLD_MAX)
        return false;
    len = utf8proc_map(a, (utf8proc_ssize_t)n, &x, UTF8PROC_STABLE | UTF8PROC_COMPOSE);
    other = utf8proc_map(b, (utf8proc_ssize_t)m, &y, UTF8PROC_STABLE | UTF8PROC_COMPOSE);
    same = len >= 0 && len == other && memcmp(x, y, (size_t)len) == 0;
    free(x);
    free(y);
    return same;
}

static bool is_same_folded(const uint32_t *a, size_t n, const uint32_t *b, size_t m)
{
    uint32_t x[4 * FOLD_MAX], y[4 * FOLD_MAX];
    size_t len;

    if (n > FOLD_MAX || m > FOLD_MAX || n == 0 || m == 0)
        return false;
    len = fold_all(a, n, x);
    return len == fold_all(b, m, y) && memcmp(x, y, len * sizeof *x) == 0;
}

/* --- one unit for another ----------------------------------------------------------------------------------------- */

/* What an edit costs beside being one: of as many edits those are taken that pair like with like. */
enum { EDIT = 100, ALONE = 3 };

uint32_t om_plain_coat(uint32_t c)
{
    uint32_t folded[4];

    return fold_one(c, folded) == 1 ? folded[0] : c;
}

static om_coated coated_of(uint32_t c)
{
    return (om_coated){c, om_plain_coat(c), sort_of(c)};
}

static uint32_t cost_of_pair(const om_coated *x, const om_coated *y)
{
    /* by the sorts of x and y: LINE, BLANK, MARK, LETTER */
    static const uint8_t unlike[4][4] = {{0, 2, 9, 9}, {2, 1, 9, 9}, {9, 9, 2, 6}, {9, 9, 6, 3}};

    if (x->unit == y->unit)
        return 0;
    return EDIT + (x->folded == y->folded ? 0 : unlike[x->sort][y->sort]);
}

static ocrmend_change kind_of_pair(const om_coated *x, const om_coated *y)
{
    if (x->sort == LINE && y->sort == BLANK)
        return OCRMEND_JOINED;
    if (x->sort == BLANK && y->sort == LINE)
        return OCRMEND_SPLIT;
    if (x->sort == BLANK && y->sort == BLANK)
        return OCRMEND_SPACE;
    if (x->folded == y->folded)
        return OCRMEND_WIDTH;
    return x->sort == MARK && y->sort == MARK ? OCRMEND_MARK : OCRMEND_SUBSTITUTION;
}

static ocrmend_change kind_alone(const om_coated *c, bool deleted)
{
    switch (c->sort) {
    case LINE:
        return deleted ? OCRMEND_JOINED : OCRMEND_SPLIT;
    case BLANK:
        return OCRMEND_SPACE;
    default:
        return deleted ? OCRMEND_DELETION : OCRMEND_INSERTION;
    }
}

/* --- the list of changes ------------------------------------------------------------------------------------------ */

static bool put(om_classifier *c, om_difference change)
{
    om_difference *last = c->n ? &c->at[c->n - 1] : NULL;

    if (last && last->kind == change.kind && last->a_end == change.a && last->b_end == change.b) {
        last->a_end = change.a_end;
        last->b_end = change.b_end;
        return true;
    }
    if (!om_more((void **)&c->at, c->n, &c->cap, sizeof *c->at))
        return false;
    c->at[c->n++] = change;
    return true;
}

static bool has_only(const uint8_t *p, size_t from, size_t to, enum sort sort)
{
    unsigned len;

    for (; from < to; from += len)
        if (sort_of(om_utf8_get(p + from, &len)) != sort)
            return false;
    return true;
}

static bool is_hyphen(const uint8_t *p, size_t from, size_t to)
{
    static const char *const hyphens[] = {"-", "\u2010", "\u00AD", "\u00AC"};

    for (size_t i = 0; i < sizeof hyphens / sizeof *hyphens; i++)
        if (strlen(hyphens[i]) == to - from && memcmp(p + from, hyphens[i], to - from) == 0)
            return true;
    return false;
}

/* Marks, some of which have no partner: "..." for "……". */
static bool is_marks(const om_classifier *c, const om_difference *x)
{
    return has_only(c->a, x->a, x->a_end, MARK) && has_only(c->b, x->b, x->b_end, MARK);
}

static bool is_letters(ocrmend_change kind)
{
    return kind == OCRMEND_SUBSTITUTION || kind == OCRMEND_INSERTION || kind == OCRMEND_DELETION;
}

/* What two changes side by side are together; false: two changes. */
static bool unite(const om_classifier *c, const om_difference *x, const om_difference *y, ocrmend_change *kind)
{
    const ocrmend_change k = x->kind, l = y->kind;

    if ((k == OCRMEND_JOINED || k == OCRMEND_SPLIT) && l == OCRMEND_SPACE)
        return *kind = k, true;
    if (k == OCRMEND_SPACE && (l == OCRMEND_JOINED || l == OCRMEND_SPLIT))
        return *kind = l, true;
    if (k == OCRMEND_DELETION && l == OCRMEND_JOINED && is_hyphen(c->a, x->a, x->a_end))
        return *kind = OCRMEND_JOINED, true;
    if (((k == OCRMEND_MARK && l > OCRMEND_SUBSTITUTION) || (k > OCRMEND_SUBSTITUTION && l == OCRMEND_MARK)) &&
        is_marks(c, x) && is_marks(c, y))
        return *kind = OCRMEND_MARK, true;
    if (is_letters(k) && is_letters(l) && (k == OCRMEND_SUBSTITUTION || l == OCRMEND_SUBSTITUTION))
        return *kind = OCRMEND_SUBSTITUTION, true;
    return false;
}

static bool is_beside(const om_difference *x, const om_difference *y)
{
    return x->a_end == y->a && x->b_end == y->b;
}

/* Spaces and line ends inside what was deleted or inserted are part of it. */
static bool is_inside(const om_difference *x, const om_difference *space, const om_difference *y)
{
    return (x->kind == OCRMEND_INSERTION || x->kind == OCRMEND_DELETION) && y->kind == x->kind &&
           space->kind <= OCRMEND_SPACE && is_beside(x, space) && is_beside(space, y) &&
           (x->kind == OCRMEND_INSERTION ? space->a == space->a_end : space->b == space->b_end);
}

static void unite_all(om_classifier *c)
{
    size_t n = 0;

    for (size_t i = 0; i < c->n; i++) {
        om_difference *last = n ? &c->at[n - 1] : NULL, *this = &c->at[i];
        ocrmend_change kind;

        if (last && i + 1 < c->n && is_inside(last, this, this + 1)) {
            this = &c->at[++i];
            kind = last->kind;
        } else if (!last || !is_beside(last, this) || !unite(c, last, this, &kind)) {
            c->at[n++] = *this;
            continue;
        }
        last->kind = kind;
        last->a_end = this->a_end;
        last->b_end = this->b_end;
    }
    c->n = n;
}

/* Whether beside p[from, to), spaces aside, there is a line end or the end of the text. */
static bool is_at_line_end(const uint8_t *p, size_t len, size_t from, size_t to)
{
    enum sort sort = LINE;
    unsigned n;

    while (from && (sort = sort_of(om_utf8_get(p + om_utf8_back(p, from), &n))) == BLANK)
        from = om_utf8_back(p, from);
    if (from == 0 || sort == LINE)
        return true;
    while (to < len && (sort = sort_of(om_utf8_get(p + to, &n))) == BLANK)
        to += n;
    return to == len || sort == LINE;
}

/* A line end beside another is a blank line, not a line joined or split; letters that are other letters in another
 * coat are that. */
static void settle(om_classifier *c, om_difference *x)
{
    uint32_t a[FOLD_MAX + 1], b[FOLD_MAX + 1], at[FOLD_MAX + 2];

    if ((x->kind == OCRMEND_JOINED && is_at_line_end(c->b, c->b_len, x->b, x->b_end)) ||
        (x->kind == OCRMEND_SPLIT && is_at_line_end(c->a, c->a_len, x->a, x->a_end)))
        x->kind = OCRMEND_SPACE;
    if (x->kind == OCRMEND_SUBSTITUTION || x->kind == OCRMEND_MARK) {
        size_t n = om_units_read(c->a + x->a, x->a_end - x->a, FOLD_MAX + 1, a, at);
        size_t m = om_units_read(c->b + x->b, x->b_end - x->b, FOLD_MAX + 1, b, at);

        if (is_same_folded(a, n, b, m) ||
            (n != m && is_same_composed(c->a + x->a, x->a_end - x->a, c->b + x->b, x->b_end - x->b)))
            x->kind = OCRMEND_WIDTH;
    }
}

/* --- a stretch ---------------------------------------------------------------------------------------------------- */

static bool room(om_classifier *c, size_t units, size_t cells)
{
    if (units > c->cap_units) {
        free(c->units);
        free(c->from);
        free(c->coated);
        c->units = malloc(units * 2 * sizeof *c->units);
        c->from = malloc(units * 2 * sizeof *c->from);
        c->coated = malloc(units * 2 * sizeof *c->coated);
        c->cap_units = c->units && c->from && c->coated ? units * 2 : 0;
    }
    if (cells > c->cap_cost) {
        free(c->cost);
        c->cost = malloc(cells * 2 * sizeof *c->cost);
        c->cap_cost = c->cost ? cells * 2 : 0;
    }
    return units <= c->cap_units && cells <= c->cap_cost;
}

/* cost[i * (m + 1) + j]: of making b[j, m) of a[i, n). */
static void fill_costs(uint32_t *cost, const om_coated *a, size_t n, const om_coated *b, size_t m)
{
    for (size_t i = n + 1; i-- > 0;)
        for (size_t j = m + 1; j-- > 0;) {
            uint32_t best = UINT32_MAX, *here = cost + i * (m + 1) + j;

            if (i == n && j == m)
                best = 0;
            if (i < n)
                best = here[m + 1] + EDIT + ALONE;
            if (j < m && here[1] + EDIT + ALONE < best)
                best = here[1] + EDIT + ALONE;
            if (i < n && j < m && here[m + 2] + cost_of_pair(&a[i], &b[j]) < best)
                best = here[m + 2] + cost_of_pair(&a[i], &b[j]);
            *here = best;
        }
}

/* A pair as changes: what is a space or a line end on one side only is not one for the other. */
static bool put_pair(om_classifier *c, const om_coated *x, const om_coated *y, om_difference where)
{
    om_difference first = where, second = where;

    if ((x->sort <= BLANK) == (y->sort <= BLANK)) {
        where.kind = kind_of_pair(x, y);
        return put(c, where);
    }
    first.b_end = where.b;
    first.kind = kind_alone(x, true);
    second.a = where.a_end;
    second.kind = kind_alone(y, false);
    return put(c, first) && put(c, second);
}

/* Pair the units, n of the old text and then m of the new, at least cost. */
static bool pair(om_classifier *c, const om_stretch *s, size_t n, size_t m)
{
    const om_coated *a = c->coated, *b = c->coated + n + 1;
    const uint32_t *at_a = c->from, *at_b = c->from + n + 1;
    size_t i = 0, j = 0;

    for (size_t k = 0; k < n + 1 + m; k++)
        if (k != n)
            c->coated[k] = coated_of(c->units[k]);
    fill_costs(c->cost, a, n, b, m);
    while (i < n || j < m) {
        const uint32_t *here = c->cost + i * (m + 1) + j;
        om_difference x = {OCRMEND_SPACE, s->a + at_a[i], s->a + at_a[i], s->b + at_b[j], s->b + at_b[j]};
        bool ok = true;

        if (i < n && j < m && *here == here[m + 2] + cost_of_pair(&a[i], &b[j])) {
            x.a_end = s->a + at_a[i + 1];
            x.b_end = s->b + at_b[j + 1];
            ok = a[i].unit == b[j].unit || put_pair(c, &a[i], &b[j], x);
            i++;
            j++;
        } else if (i < n && *here == here[m + 1] + EDIT + ALONE) {
            x.kind = kind_alone(&a[i], true);
            x.a_end = s->a + at_a[++i];
            ok = put(c, x);
        } else {
            x.kind = kind_alone(&b[j], false);
            x.b_end = s->b + at_b[++j];
            ok = put(c, x);
        }
        if (!ok)
            return false;
    }
    return true;
}

/* The stretch as one change. */
static bool put_whole(om_classifier *c, const om_stretch *s)
{
    ocrmend_change kind = s->a == s->a_end ? OCRMEND_INSERTION : s->b == s->b_end ? OCRMEND_DELETION
                                                                                   : OCRMEND_SUBSTITUTION;

    return put(c, (om_difference){kind, s->a, s->a_end, s->b, s->b_end});
}

bool om_classify(om_classifier *c, const om_stretch *s, bool whole)
{
    size_t a_len = s->a_end - s->a, b_len = s->b_end - s->b, n, m;
    bool ok;

    c->n = 0;
    if (whole || a_len > CELLS || b_len > CELLS || (a_len + 1) * (b_len + 1) > 9 * (size_t)CELLS) {
        ok = put_whole(c, s);
    } else {
        ok = room(c, a_len + b_len + 2, 1);
        n = ok ? om_units_read(c->a + s->a, a_len, SIZE_MAX, c->units, c->from) : 0;
        m = ok ? om_units_read(c->b + s->b, b_len, SIZE_MAX, c->units + n + 1, c->from + n + 1) : 0;
        if (!ok || !room(c, a_len + b_len + 2, (n + 1) * (m + 1)))
            return false;
        if ((n + 1) * (m + 1) > CELLS)
            ok = put_whole(c, s);
        else
            ok = pair(c, s, n, m);
    }
    unite_all(c);
    for (size_t i = 0; i < c->n; i++)
        settle(c, &c->at[i]);
    return ok;
}
