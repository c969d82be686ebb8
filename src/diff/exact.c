#include "diff/exact.h"

#include <stdlib.h>
#include <string.h>

#include "text/buf.h"

/* Bytes of columns whose bits are kept for the way back. */
enum { KEEP = 8 * 1024 * 1024 };

/* Rows are the pattern's units, columns the text's; the pattern is the shorter of both. */
typedef struct {
    uint64_t down;     /* D(i, j) = D(i - 1, j) + 1 */
    uint64_t across;   /* D(i, j) = D(i, j - 1) + 1 */
    uint64_t same;     /* D(i, j) = D(i - 1, j - 1) */
} cell_bits;

typedef struct {
    uint64_t plus, minus; /* D(i, j) - D(i - 1, j) is 1, is -1 */
} column_bits;

typedef struct {
    const uint32_t *pattern, *text;
    uint32_t rows, columns, words;
    /* where each unit stands in the pattern */
    uint32_t *key, *id;   /* hash table: unit and 1 + its number; 0: free */
    uint32_t mask;
    uint32_t *first;      /* first[s] .. first[s + 1]: rows of symbol s in `row` */
    uint32_t *row;
    uint32_t *dense;      /* 1 + number of the symbol's bit vector in `bits`; 0: none, for it is rare */
    uint64_t *bits;
    uint64_t *eq;         /* of the column's symbol */
    column_bits *column;  /* of the column last worked out */
    column_bits *saved;   /* before columns 0, interval, 2 * interval ... */
    cell_bits *cells;     /* of `interval` columns */
    uint32_t interval;
} grid;

void om_ops_free(om_ops *ops)
{
    free(ops->at);
    *ops = (om_ops){0};
}

void om_exact_free(om_exact *x)
{
    free(x->block);
    *x = (om_exact){0};
}

/* --- memory: one block, shared out -------------------------------------------------------------------------------- */

static void *take(uint8_t *block, size_t *used, size_t n, size_t size)
{
    void *p = block ? block + *used : NULL;

    *used += (n * size + 15) & ~(size_t)15;
    return p;
}

/* Share out the block; with NULL, only count what is needed. */
static size_t share(grid *g, uint8_t *block)
{
    size_t used = 0, saved = g->columns / g->interval + 1;

    g->key = take(block, &used, g->mask + 1U, sizeof *g->key);
    g->id = take(block, &used, g->mask + 1U, sizeof *g->id);
    g->first = take(block, &used, g->rows + 2U, sizeof *g->first);
    g->row = take(block, &used, g->rows, sizeof *g->row);
    g->dense = take(block, &used, g->rows + 1U, sizeof *g->dense);
    /* a dense symbol stands more than `words` times in 64 * words rows */
    g->bits = take(block, &used, 64 * (size_t)g->words, sizeof *g->bits);
    g->eq = take(block, &used, g->words, sizeof *g->eq);
    g->column = take(block, &used, g->words, sizeof *g->column);
    g->saved = take(block, &used, saved * g->words, sizeof *g->saved);
    g->cells = take(block, &used, (size_t)g->interval * g->words, sizeof *g->cells);
    return used;
}

static bool prepare(grid *g, om_exact *x)
{
    size_t need, interval;

    g->words = (g->rows + 63) / 64;
    for (g->mask = 15; g->mask < g->rows * UINT64_C(2); g->mask = g->mask * 2 + 1)
        ;
    interval = KEEP / (g->words * sizeof *g->cells);
    interval = interval < 16 ? 16 : interval;
    g->interval = interval < g->columns ? (uint32_t)interval : g->columns;
    need = share(g, NULL);
    if (need > x->size) {
        free(x->block);
        x->size = 0;
        x->block = malloc(need);
        if (!x->block)
            return false;
        x->size = need;
    }
    share(g, x->block);
    return true;
}

/* --- symbols ------------------------------------------------------------------------------------------------------ */

static uint32_t slot_of(const grid *g, uint32_t unit)
{
    uint32_t h = (uint32_t)((unit * UINT64_C(0x9E3779B97F4A7C15)) >> 32) & g->mask;

    while (g->id[h] && g->key[h] != unit)
        h = (h + 1) & g->mask;
    return h;
}

static void index_pattern(grid *g)
{
    uint32_t symbols = 0, at = 0, n_dense = 0;

    memset(g->id, 0, (g->mask + 1U) * sizeof *g->id);
    memset(g->first, 0, (g->rows + 2U) * sizeof *g->first);
    for (uint32_t i = 0; i < g->rows; i++) {
        uint32_t h = slot_of(g, g->pattern[i]);

        if (!g->id[h]) {
            g->key[h] = g->pattern[i];
            g->id[h] = ++symbols;
        }
        g->first[g->id[h]]++;
    }
    /* counts to ends, then, filling from behind, to beginnings */
    for (uint32_t s = 1; s <= symbols; s++) {
        g->dense[s - 1] = g->first[s] > g->words ? ++n_dense : 0;
        at += g->first[s];
        g->first[s] = at;
    }
    g->first[symbols + 1] = at;
    memset(g->bits, 0, (size_t)n_dense * g->words * sizeof *g->bits);
    for (uint32_t i = g->rows; i-- > 0;) {
        uint32_t s = g->id[slot_of(g, g->pattern[i])];

        g->row[--g->first[s]] = i;
        if (g->dense[s - 1])
            g->bits[(size_t)(g->dense[s - 1] - 1) * g->words + i / 64] |= UINT64_C(1) << i % 64;
    }
    memset(g->eq, 0, g->words * sizeof *g->eq);
}

/* The rows at which the pattern has column j's unit, as bits; to be given back with clear_eq. */
static const uint64_t *set_eq(grid *g, uint32_t j, uint32_t *symbol)
{
    uint32_t s = *symbol = g->id[slot_of(g, g->text[j])];

    if (s && g->dense[s - 1])
        return g->bits + (size_t)(g->dense[s - 1] - 1) * g->words;
    for (uint32_t k = s ? g->first[s] : 0; s && k < g->first[s + 1]; k++)
        g->eq[g->row[k] / 64] |= UINT64_C(1) << g->row[k] % 64;
    return g->eq;
}

static void clear_eq(grid *g, uint32_t s)
{
    if (!s || g->dense[s - 1])
        return;
    for (uint32_t k = g->first[s]; k < g->first[s + 1]; k++)
        g->eq[g->row[k] / 64] = 0;
}

/* --- columns ------------------------------------------------------------------------------------------------------ */

/* Go from column j to j + 1.  `cells`, unless NULL, gets the bits of the new column.  Returns D(rows, j + 1) -
 * D(rows, j). */
static int step(grid *g, uint32_t j, cell_bits *cells)
{
    uint32_t symbol;
    const uint64_t *eq = set_eq(g, j, &symbol);
    uint64_t in_plus = 1, in_minus = 0; /* D(0, j) = j */
    int last = 0;

    for (uint32_t w = 0; w < g->words; w++) {
        uint64_t p = g->column[w].plus, m = g->column[w].minus, e = eq[w] | in_minus;
        uint64_t same = (((e & p) + p) ^ p) | e | m;
        uint64_t plus = m | ~(same | p), minus = p & same, v = eq[w] | m;
        uint64_t out_plus = plus >> 63, out_minus = minus >> 63;

        if (w + 1 == g->words) {
            unsigned bit = (g->rows - 1) % 64;
            last = (int)(plus >> bit & 1) - (int)(minus >> bit & 1);
        }
        if (cells)
            cells[w] = (cell_bits){0, plus, same};
        plus = plus << 1 | in_plus;
        minus = minus << 1 | in_minus;
        g->column[w] = (column_bits){minus | ~(v | plus), plus & v};
        if (cells)
            cells[w].down = g->column[w].plus;
        in_plus = out_plus;
        in_minus = out_minus;
    }
    clear_eq(g, symbol);
    return last;
}

static void first_column(grid *g)
{
    for (uint32_t w = 0; w < g->words; w++)
        g->column[w] = (column_bits){~UINT64_C(0), 0};
}

/* All columns, keeping one in `interval`, and all bits where that is all.  With free_end, *row and *column become the
 * end that has fewest edits. */
static void forward(grid *g, bool free_end, uint32_t *row, uint32_t *column)
{
    int64_t d = g->rows, best = d;
    uint32_t best_row = g->rows, best_column = 0;
    bool keep = g->interval == g->columns;

    first_column(g);
    for (uint32_t j = 0; j < g->columns; j++) {
        if (j % g->interval == 0)
            memcpy(g->saved + (size_t)(j / g->interval) * g->words, g->column, g->words * sizeof *g->column);
        d += step(g, j, keep ? g->cells + (size_t)j * g->words : NULL);
        if (d <= best) {
            best = d;
            best_column = j + 1;
        }
    }
    *row = g->rows;
    *column = g->columns;
    if (!free_end)
        return;
    d = g->columns;
    for (uint32_t i = 0; i <= g->rows; i++) {
        if (i)
            d += (int)(g->column[(i - 1) / 64].plus >> (i - 1) % 64 & 1) -
                 (int)(g->column[(i - 1) / 64].minus >> (i - 1) % 64 & 1);
        if (d < best || (d == best && i + (uint64_t)g->columns > best_row + (uint64_t)best_column)) {
            best = d;
            best_row = i;
            best_column = g->columns;
        }
    }
    *row = best_row;
    *column = best_column;
}

/* Work out again the bits of the columns that end with column j. */
static void again(grid *g, uint32_t j, uint32_t *from)
{
    *from = (j - 1) / g->interval * g->interval;
    memcpy(g->column, g->saved + (size_t)(*from / g->interval) * g->words, g->words * sizeof *g->column);
    for (uint32_t k = *from; k < j; k++)
        step(g, k, g->cells + (size_t)(k - *from) * g->words);
}

/* --- the way back ------------------------------------------------------------------------------------------------- */

/* Add a run; the ops are put in order at the end. */
static bool add(om_ops *ops, enum om_op op, size_t n)
{
    if (n == 0)
        return true;
    if (ops->n && ops->at[ops->n - 1].op == op) {
        ops->at[ops->n - 1].n += (uint32_t)n;
        return true;
    }
    if (!om_more((void **)&ops->at, ops->n, &ops->cap, sizeof *ops->at))
        return false;
    ops->at[ops->n++] = (om_op_run){(uint32_t)n, op};
    return true;
}

static bool back(grid *g, uint32_t i, uint32_t j, bool swapped, om_ops *ops)
{
    /* a step down the rows is a unit of the pattern, which is a unless swapped */
    const enum om_op down = swapped ? OM_INSERT : OM_DELETE, across = swapped ? OM_DELETE : OM_INSERT;
    enum om_op op = OM_EQUAL;
    uint32_t from = 0;
    bool there = g->interval == g->columns;

    while (i && j) {
        const cell_bits *c;
        uint64_t bit = UINT64_C(1) << (i - 1) % 64;
        bool can[4] = {false};

        if (!there || j <= from) {
            again(g, j, &from);
            there = true;
        }
        c = g->cells + (size_t)(j - 1 - from) * g->words + (i - 1) / 64;
        can[OM_EQUAL] = g->pattern[i - 1] == g->text[j - 1];
        can[OM_REPLACE] = !(c->same & bit);
        can[down] = c->down & bit;
        can[across] = c->across & bit;
        if (!((op == OM_INSERT || op == OM_DELETE) && can[op]))
            op = can[OM_EQUAL] ? OM_EQUAL : can[OM_REPLACE] ? OM_REPLACE : can[OM_INSERT] ? OM_INSERT : OM_DELETE;
        if (!add(ops, op, 1))
            return false;
        i -= op != across;
        j -= op != down;
    }
    return add(ops, down, i) && add(ops, across, j);
}

static void reverse(om_ops *ops)
{
    for (size_t i = 0, j = ops->n; i + 1 < j; i++) {
        om_op_run run = ops->at[i];

        ops->at[i] = ops->at[--j];
        ops->at[j] = run;
    }
}

/* Both have a unit or more, the first units differ, and without free_end the last do. */
static bool align_middle(om_exact *x, const uint32_t *a, size_t n, const uint32_t *b, size_t m, bool free_end,
                         om_ops *ops)
{
    bool swapped = n > m;
    uint32_t row, column;
    grid g = {.pattern = swapped ? b : a, .text = swapped ? a : b, .rows = (uint32_t)(swapped ? m : n),
              .columns = (uint32_t)(swapped ? n : m)};

    if (!prepare(&g, x))
        return false;
    index_pattern(&g);
    forward(&g, free_end, &row, &column);
    return back(&g, row, column, swapped, ops);
}

bool om_exact_align(om_exact *x, const uint32_t *a, size_t n, const uint32_t *b, size_t m, bool free_end, om_ops *ops)
{
    size_t before = 0, after = 0;

    ops->n = 0;
    while (before < n && before < m && a[before] == b[before])
        before++;
    while (!free_end && after < n - before && after < m - before && a[n - 1 - after] == b[m - 1 - after])
        after++;
    a += before;
    b += before;
    n -= before + after;
    m -= before + after;
    if (!add(ops, OM_EQUAL, after))
        return false;
    if (n && m) {
        if (!align_middle(x, a, n, b, m, free_end, ops))
            return false;
    } else if (!free_end && (!add(ops, OM_DELETE, n) || !add(ops, OM_INSERT, m))) {
        return false;
    }
    if (!add(ops, OM_EQUAL, before))
        return false;
    reverse(ops);
    return true;
}
