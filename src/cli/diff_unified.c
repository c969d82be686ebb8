/* diff_unified.c - differences by whole lines, as `diff -u` has them and `patch` takes them.
 *
 * Lines are those of LF, byte for byte of the UTF-8: a line whose end is CR LF on one side only differs.  Where the
 * texts are in step and a line ends in both, lines are paired; lines in which nothing differed are context. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "cli/cli.h"
#include "cli/diff_view.h"

enum { CONTEXT = 3 };

typedef struct {
    char sign;
    bool from_clean;
    size_t from, to;
} row;

typedef struct {
    size_t at[2];          /* in step here */
    size_t begin[2];       /* of the lines not told yet */
    bool differs;          /* they do */
    uint64_t line[2];      /* lines told so far */
    row *rows;             /* of the hunk, or context before one */
    size_t n, cap;
    size_t quiet;          /* rows of context at the end of rows */
    bool hunk, headed, failed;
} state;

static void header(diff_view *view, state *s)
{
    if (s->headed)
        return;
    s->headed = true;
    diff_put_heading(view, "---", DIFF_RAW);
    diff_put_heading(view, "+++", DIFF_CLEAN);
}

static void put_range(diff_view *view, char sign, uint64_t line, uint64_t lines)
{
    diff_printf(view, "%c%llu", sign, (unsigned long long)(lines ? line + 1 : line));
    if (lines != 1)
        diff_printf(view, ",%llu", (unsigned long long)lines);
}

/* Write the hunk, without the context rows after its last CONTEXT. */
static void put_hunk(diff_view *view, state *s)
{
    size_t n = s->n - (s->quiet > CONTEXT ? s->quiet - CONTEXT : 0);
    uint64_t old = 0, new = 0, old_after = 0, new_after = 0;

    for (size_t i = 0; i < s->n; i++) {
        uint64_t is_old = s->rows[i].sign != '+', is_new = s->rows[i].sign != '-';

        old_after += is_old;
        new_after += is_new;
        old += i < n ? is_old : 0;
        new += i < n ? is_new : 0;
    }
    header(view, s);
    view->ends_differ = true;
    diff_puts(view, view->color ? "\033[36m@@ " : "@@ ");
    put_range(view, '-', s->line[0] - old_after, old);
    diff_puts(view, " ");
    put_range(view, '+', s->line[1] - new_after, new);
    diff_puts(view, view->color ? " @@\033[0m\n" : " @@\n");
    for (size_t i = 0; i < n; i++) {
        const row *r = &s->rows[i];
        const char *text = view->utf8[r->from_clean];
        bool colored = view->color && r->sign != ' ', ended = text[r->to - 1] == '\n';

        if (colored)
            diff_puts(view, r->sign == '-' ? "\033[31m" : "\033[32m");
        diff_put(view, &r->sign, 1);
        diff_put(view, text + r->from, r->to - r->from - ended);
        diff_puts(view, colored ? "\033[0m\n" : "\n");
        if (!ended)
            diff_puts(view, "\\ No newline at end of file\n");
    }
    s->hunk = false;
    s->n = s->quiet = 0;
}

static void add_row(state *s, row r)
{
    if (!cli_more((void **)&s->rows, s->n, &s->cap, sizeof *s->rows)) {
        s->failed = true;
        return;
    }
    s->rows[s->n++] = r;
}

static void add_lines(diff_view *view, state *s, int which, size_t to)
{
    while (s->begin[which] < to) {
        size_t from = s->begin[which];
        const char *end = memchr(view->utf8[which] + from, '\n', to - from);

        s->begin[which] = end ? (size_t)(end - view->utf8[which]) + 1 : to;
        add_row(s, (row){which ? '+' : '-', which == DIFF_CLEAN, from, s->begin[which]});
        s->line[which]++;
    }
}

/* The texts are in step at `at`, where a line begins in both or both end. */
static void at_line(diff_view *view, state *s)
{
    if (s->failed || (s->begin[0] == s->at[0] && s->begin[1] == s->at[1]))
        return;
    if (s->differs) {
        s->hunk = true;
        s->quiet = 0;
        add_lines(view, s, DIFF_RAW, s->at[0]);
        add_lines(view, s, DIFF_CLEAN, s->at[1]);
        s->differs = false;
        return;
    }
    add_row(s, (row){' ', false, s->begin[0], s->at[0]});
    s->quiet++;
    s->line[0]++;
    s->line[1]++;
    s->begin[0] = s->at[0];
    s->begin[1] = s->at[1];
    if (s->hunk && s->quiet > 2 * CONTEXT)
        put_hunk(view, s);
    if (!s->hunk && s->n > CONTEXT) {
        memmove(s->rows, s->rows + s->n - CONTEXT, CONTEXT * sizeof *s->rows);
        s->n = CONTEXT;
    }
}

/* Length of a line end at p, of any kind that the library takes as one; 0: none. */
static size_t line_end(const char *p, size_t n)
{
    if (*p >= '\n' && *p <= '\r')
        return 1 + (*p == '\r' && n > 1 && p[1] == '\n');
    if (n >= 2 && memcmp(p, "\xC2\x85", 2) == 0)
        return 2;
    return n >= 3 && memcmp(p, "\xE2\x80", 2) == 0 && (p[2] == '\xA8' || p[2] == '\xA9') ? 3 : 0;
}

/* Go in step to where clean is at `to`: the texts are the same up to there, but for kinds of line ends. */
static void walk(diff_view *view, state *s, size_t to)
{
    while (s->at[1] < to) {
        const char *p = view->utf8[0] + s->at[0], *q = view->utf8[1] + s->at[1];
        size_t n = line_end(p, view->len[0] - s->at[0]), m = line_end(q, view->len[1] - s->at[1]);

        if (n == 0 || m == 0) {
            s->at[0]++;
            s->at[1]++;
            continue;
        }
        s->differs |= n != m || memcmp(p, q, n) != 0;
        s->at[0] += n;
        s->at[1] += m;
        if (p[n - 1] == '\n' && q[m - 1] == '\n')
            at_line(view, s);
    }
}

static void *begin(diff_view *view)
{
    (void)view;
    return calloc(1, sizeof(state));
}

static void item(diff_view *view, void *own, const diff_item *item)
{
    state *s = own;

    walk(view, s, item->from[1]);
    s->differs = true;
    s->at[0] = item->to[0];
    s->at[1] = item->to[1];
    if (s->at[0] && s->at[1] && view->utf8[0][s->at[0] - 1] == '\n' && view->utf8[1][s->at[1] - 1] == '\n')
        at_line(view, s);
}

static void end(diff_view *view, void *own)
{
    state *s = own;

    walk(view, s, view->len[1]);
    at_line(view, s);
    if (s->hunk)
        put_hunk(view, s);
    if (s->failed && !view->out->error)
        view->out->error = ENOMEM;
    free(s->rows);
    free(s);
}

const diff_format diff_unified = {"unified", false, 0, begin, item, end};
