/* order.c - reading order from boxes, for documents that come in rows across the columns of the page.
 *
 * Columns are found where few lines of type cover the page between places where many do.  A headline over several
 * columns parts what is above it from what is below; else the columns follow each other.  Within a column nothing is
 * moved.  What does not look like columns of running text (a table, a list, a page that was not understood) stays in
 * the order it came in. */
#include <stdlib.h>

#include "format/order.h"

enum {
    COLUMN_LINES = 4,       /* a column has at least that many lines ... */
    COLUMN_WIDTH = 6,       /* ... that are so many times as wide as high ... */
    HEADLINES = 64,         /* more of them are none */
};

/* --- columns ------------------------------------------------------------------------------------------------------ */

int om_by_value(const void *a, const void *b)
{
    int32_t x = *(const int32_t *)a, y = *(const int32_t *)b;

    return x < y ? -1 : x > y;
}

/* How many lines of the text cover the page from one edge of a line to the next; gutters are where that is little
 * between two places where it is much.  left, right: room for the sides of each line. */
static void find_gutters(ordering *o, int32_t *left, int32_t *right)
{
    size_t n = 0, l = 0, r = 0, covered = 0, high = 0, low = SIZE_MAX, gutters = 0;
    int32_t low_at = 0;

    for (size_t i = 0; i < o->n; i++)
        if (!o->at[i].tall) {
            left[n] = o->at[i].box.left;
            right[n++] = o->at[i].box.right;
        }
    qsort(left, n, sizeof *left, om_by_value);
    qsort(right, n, sizeof *right, om_by_value);
    while (r < n) {
        int32_t x = l < n && left[l] < right[r] ? left[l] : right[r];

        while (l < n && left[l] == x)
            l++;
        while (right[r] == x && r + 1 < n)
            r++;
        r += right[r] == x;
        covered = l - r;
        if (low != SIZE_MAX && covered >= COLUMN_LINES && 4 * low <= (covered < high ? covered : high)) {
            if (gutters < OM_COLUMNS - 1)
                o->gutter[gutters] = low_at;
            gutters++;
            high = covered;
            low = SIZE_MAX;
        } else if (covered > high) {
            high = covered;
            low = SIZE_MAX;
        } else if (covered < low && high >= COLUMN_LINES && r < n) {
            low = covered;
            low_at = middle(x, l < n && left[l] < right[r] ? left[l] : right[r]);
        }
    }
    o->columns = gutters < OM_COLUMNS ? (unsigned)gutters + 1 : 1; /* too many: none */
}

/* The columns that a line stands in: it is over a gutter if more of it is on either side than lines stick out. */
static void find_place(const ordering *o, piece *p)
{
    int32_t out = o->height + o->height / 2;

    p->first = p->last = 0;
    for (unsigned g = 0; g + 1 < o->columns; g++) {
        bool before = p->box.left < o->gutter[g] - out, after = p->box.right > o->gutter[g] + out;

        if (!before && !after) /* short, at the gutter */
            before = !(after = middle(p->box.left, p->box.right) > o->gutter[g]);
        if (after)
            p->last = (uint8_t)(g + 1);
        if (after && !before)
            p->first = (uint8_t)(g + 1);
    }
}

/* Whether every column is running text: enough lines, wide enough, most of them full; and few lines of the text stand
 * in several columns.  widths: room for one of each line. */
static bool is_running_text(const ordering *o, int32_t *widths)
{
    size_t across = 0;

    for (unsigned c = 0; c < o->columns; c++) {
        size_t n = 0, full = 0;

        for (size_t i = 0; i < o->n; i++)
            if (!o->at[i].tall && o->at[i].first == c && o->at[i].last == c)
                widths[n++] = width_of(o->at[i].box);
        if (n < COLUMN_LINES)
            return false;
        qsort(widths, n, sizeof *widths, om_by_value);
        if (widths[n - 1 - n / 10] / COLUMN_WIDTH < o->height)
            return false;
        for (size_t i = 0; i < n; i++)
            full += widths[i] >= widths[n - 1 - n / 10] / 5 * 4;
        if (2 * full < n)
            return false;
    }
    for (size_t i = 0; i < o->n; i++)
        across += !o->at[i].tall && o->at[i].first < o->at[i].last;
    return 5 * across <= o->n;
}

/* Whether b came next and stands on the right of a, in the same row. */
static bool is_beside(const piece *a, const piece *b)
{
    int32_t top = a->box.top > b->box.top ? a->box.top : b->box.top;
    int32_t bottom = a->box.bottom < b->box.bottom ? a->box.bottom : b->box.bottom;
    int32_t height = height_of(a->box) < height_of(b->box) ? height_of(a->box) : height_of(b->box);

    return b->line == a->line + 1 && b->box.left > a->box.left && 2 * (int64_t)(bottom - top) > height;
}

/* The columns, if there are some and all of the page is understood by them.  Lines beside others are few in one column,
 * so few that gaps between them are no gutters.  false: out of memory. */
static bool find_columns(ordering *o)
{
    int32_t *left = malloc(4 * o->n * sizeof *left), *right = left + 2 * o->n; /* lines may become twice as many */
    size_t tall = 0, beside = 0;

    if (!left)
        return false;
    for (size_t i = 0; i < o->n; i++)
        left[i] = height_of(o->at[i].box);
    qsort(left, o->n, sizeof *left, om_by_value);
    o->height = left[o->n / 2];
    for (size_t i = 0; i < o->n; i++)
        tall += o->at[i].tall = 5 * (int64_t)height_of(o->at[i].box) > 7 * (int64_t)o->height;
    find_gutters(o, left, right);
    for (size_t i = 0; i < o->n; i++)
        find_place(o, &o->at[i]);
    if (o->columns > 1 && (tall > HEADLINES || !is_running_text(o, left)))
        o->columns = 1;
    for (size_t i = 1; i < o->n; i++)
        beside += is_beside(&o->at[i - 1], &o->at[i]);
    o->sure = o->columns > 1 || 4 * beside <= o->n;
    if (o->columns > 1)
        om_part_lines(o, left);
    free(left);
    return true;
}

/* --- order -------------------------------------------------------------------------------------------------------- */

/* Where a line goes when a part of the page is parted. */
enum side { BEFORE, SEPARATE, AFTER };

typedef struct {
    enum side (*of)(const piece *p, const piece *by, int32_t limit);
    const piece *by;
    int32_t limit;
} parting;

/* A headline: what is above it, itself, what is below. */
static enum side by_headline(const piece *p, const piece *by, int32_t limit)
{
    if (p->line == by->line)
        return SEPARATE;
    return middle(p->box.top, p->box.bottom) < limit ? BEFORE : AFTER;
}

/* What is in larger type above `limit`: first. */
static enum side by_head(const piece *p, const piece *by, int32_t limit)
{
    (void)by;
    return p->tall && middle(p->box.top, p->box.bottom) < limit ? BEFORE : AFTER;
}

/* The columns before `limit`, the others. */
static enum side by_column(const piece *p, const piece *by, int32_t limit)
{
    (void)by;
    return p->first < limit ? BEFORE : AFTER;
}

/* Part at[0, n), in each part in the order they came in: ends[] gets where BEFORE and SEPARATE end. */
static void part(const ordering *o, piece *at, size_t n, parting how, size_t ends[2])
{
    piece by = how.by ? *how.by : (piece){0};
    size_t to = 0;

    memcpy(o->spare, at, n * sizeof *at);
    for (int side = BEFORE; side <= AFTER; side++) {
        for (size_t i = 0; i < n; i++)
            if (how.of(&o->spare[i], &by, how.limit) == (enum side)side)
                at[to++] = o->spare[i];
        if (side < AFTER)
            ends[side] = to;
    }
}

/* The lowest place above which no text stands in any of the columns; headlines above it are over all of them, unless
 * they stand in several columns side by side. */
static bool find_head(const piece *at, size_t n, int32_t *limit)
{
    int column = -1;
    bool any = false;

    *limit = INT32_MAX;
    for (size_t i = 0; i < n; i++)
        if (!at[i].tall && at[i].box.top < *limit)
            *limit = at[i].box.top;
    for (size_t i = 0; i < n; i++)
        if (by_head(&at[i], NULL, *limit) == BEFORE) {
            any = true;
            if (at[i].first == at[i].last && column >= 0 && column != at[i].first)
                return false;
            column = at[i].first == at[i].last ? at[i].first : column;
        }
    return any;
}

/* The first gutter between columns [first, last] that no headline stands over; 0: none. */
static unsigned free_gutter(const piece *at, size_t n, unsigned first, unsigned last)
{
    for (unsigned g = first + 1; g <= last; g++) {
        bool over = false;

        for (size_t i = 0; i < n && !over; i++)
            over = at[i].tall && at[i].first < g && at[i].last >= g;
        if (!over)
            return g;
    }
    return 0;
}

/* Put at[0, n), which stands in columns [first, last], into reading order. */
static void arrange(const ordering *o, piece *at, size_t n, unsigned first, unsigned last)
{
    const piece *top = NULL;
    size_t ends[2];
    int32_t limit;
    unsigned g;

    if (n && first == last)
        at->begins = true;
    if (!n || first == last)
        return;
    if (find_head(at, n, &limit)) {
        part(o, at, n, (parting){by_head, NULL, limit}, ends);
        at->begins = true;
        arrange(o, at + ends[0], n - ends[0], first, last);
    } else if ((g = free_gutter(at, n, first, last))) {
        part(o, at, n, (parting){by_column, NULL, (int32_t)g}, ends);
        arrange(o, at, ends[0], first, g - 1);
        arrange(o, at + ends[0], n - ends[0], g, last);
    } else {
        for (size_t i = 0; i < n; i++)
            if (at[i].tall && at[i].first < at[i].last && (!top || at[i].box.top < top->box.top))
                top = &at[i];
        part(o, at, n, (parting){by_headline, top, middle(top->box.top, top->box.bottom)}, ends);
        arrange(o, at, ends[0], first, last);
        at[ends[0]].begins = true;
        arrange(o, at + ends[1], n - ends[1], first, last);
    }
}

/* --- lines -------------------------------------------------------------------------------------------------------- */

/* Whether b is the rest of the line of type that a begins: beside it, with a gap as words that were lost leave it.
 * Where the columns are not known the gap may be a gutter, and only a small one counts. */
static bool continues(const ordering *o, const piece *a, const piece *b)
{
    int64_t line = height_of(a->box) > o->height ? height_of(a->box) : o->height;
    int64_t gap = (int64_t)b->box.left - a->box.right;

    return is_beside(a, b) && !b->begins && a->first == b->first && gap >= -line &&
           gap <= (o->sure ? 4 * line : line / 2);
}

/* The lines and words of the block in their new order. */
typedef struct {
    om_type_line *lines;
    size_t n_lines;
    om_word *words;
    size_t n_words;
} ordered;

static void add_lines(ordering *o, ordered *to)
{
    om_page *page = o->page;

    for (size_t i = 0; i < o->n; i++) {
        const om_type_line *line = &page->lines[o->at[i].line];
        bool same = i && om_box_known(o->at[i].box) && continues(o, &o->at[i - 1], &o->at[i]);
        const piece *p = &o->at[i];
        om_type_line *last = &to->lines[to->n_lines - same];

        page->region += !i || o->at[i].begins;
        if (same) {
            last->box = om_box_join(last->box, p->box);
            last->words += line->words;
        } else {
            *last = *line;
            last->word = (uint32_t)to->n_words;
            last->region = page->region;
            last->box = p->box;
            to->n_lines++;
        }
        for (size_t k = 0; k < line->words; k++) {
            om_word *w = &to->words[to->n_words++];

            *w = page->words[line->word + k];
            w->line = (uint32_t)(to->n_lines - 1);
            if (p->len) {
                w->text += p->from;
                w->text_len = p->len;
                w->doc += p->from;
                w->doc_len = p->len;
                w->box = p->box;
            }
        }
    }
}

/* The lines [from, to) of the block, which are those of a page.  false: out of memory. */
static bool order_page(ordering *o, size_t from, size_t to, ordered *all)
{
    bool known = true;

    o->n = to - from;
    o->columns = 1;
    o->sure = false;
    for (size_t i = 0; i < o->n; i++) {
        o->at[i] = (piece){.line = (uint32_t)(from + i), .box = o->page->lines[from + i].box};
        known = known && om_box_known(o->at[i].box);
    }
    if (known && !find_columns(o))
        return false;
    if (o->columns > 1)
        arrange(o, o->at, o->n, 0, o->columns - 1);
    add_lines(o, all);
    return true;
}

void om_page_order(om_page *page)
{
    /* a line may be parted in two */
    size_t lines = 2 * page->n_lines + 1, words = page->n_words + page->n_lines + 1;
    ordering o = {.page = page, .at = calloc(lines, sizeof(piece)), .spare = calloc(lines, sizeof(piece))};
    ordered all = {.lines = malloc(lines * sizeof *all.lines), .words = malloc(words * sizeof *all.words)};
    bool done = o.at && o.spare && all.lines && all.words;

    for (size_t from = 0, to; from < page->n_lines && done; from = to) {
        for (to = from + 1; to < page->n_lines && page->lines[to].page == page->lines[from].page; to++)
            ;
        done = order_page(&o, from, to, &all);
    }
    free(o.at);
    free(o.spare);
    if (!done) {
        free(all.lines);
        free(all.words);
        page->failed = true;
        return;
    }
    free(page->lines);
    free(page->words);
    page->lines = all.lines;
    page->n_lines = all.n_lines;
    page->lines_cap = lines;
    page->words = all.words;
    page->n_words = all.n_words;
    page->words_cap = words;
}
