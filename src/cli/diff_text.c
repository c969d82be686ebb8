/* diff_text.c - differences for a terminal or a pager: [-raw-]{+clean+} in their context. */
#include <stdlib.h>
#include <string.h>

#include "cli/diff_view.h"

/* By kind: SGR of what was there and of what is there. */
static const struct {
    const char *old, *new;
} colors[DIFF_KINDS] = {
    [OCRMEND_JOINED] = {"36", "36"},        [OCRMEND_SPLIT] = {"34", "34"},
    [OCRMEND_SPACE] = {"90", "90"},         [OCRMEND_WIDTH] = {"35", "35"},
    [OCRMEND_MARK] = {"33", "33"},          [OCRMEND_SUBSTITUTION] = {"1;31", "1;32"},
    [OCRMEND_INSERTION] = {"32", "32"},     [OCRMEND_DELETION] = {"31", "31"},
};

static const char *const verdict_colors[] = {
    [OCRMEND_FIXED] = "32", [OCRMEND_BROKEN] = "1;31", [OCRMEND_WRONG] = "33",
};

static void color(diff_view *view, const char *sgr)
{
    if (view->color)
        diff_printf(view, "\033[%sm", sgr);
}

/* Text that is the same: spaces and line ends as they are. */
static void same(diff_view *view, const char *text, size_t n)
{
    char sign[16];

    for (size_t at = 0, len; at < n; at += len) {
        len = diff_character(text + at, n - at, sign);
        if (text[at] == ' ' || text[at] == '\t' || !*sign || strcmp(sign, "<U+3000>") == 0)
            diff_put(view, text + at, len);
        else
            diff_puts(view, *sign == '<' ? sign : "\n");
        view->line_ended = *sign && strcmp(sign, "\u23CE") == 0;
    }
}

/* Text with signs for spaces, line ends and what cannot be seen. */
static void put_signs(diff_view *view, const char *text, size_t n)
{
    char sign[16];

    for (size_t at = 0, len; at < n; at += len) {
        len = diff_character(text + at, n - at, sign);
        if (*sign)
            diff_puts(view, sign);
        else
            diff_put(view, text + at, len);
    }
}

static void changed(diff_view *view, const char *sgr, const char *open, const diff_item *item, int which,
                    const char *close)
{
    const char *text = view->utf8[which] + item->from[which];
    size_t n = item->to[which] - item->from[which];

    if (n == 0)
        return;
    color(view, sgr);
    diff_puts(view, open);
    put_signs(view, text, n);
    diff_puts(view, close);
    color(view, "0");
}

/* What decided is from a file too: only its spaces are shown as they are. */
static void put_why(diff_view *view, const char *why)
{
    for (size_t n; *why; why += n) {
        n = strcspn(why, " ");
        put_signs(view, why, n);
        for (; why[n] == ' '; n++)
            diff_puts(view, " ");
    }
}

/* "(rule 0.97, rule 0.80: what decided)" */
static void put_edits(diff_view *view, const diff_item *item)
{
    if (!item->places)
        return;
    color(view, "2");
    for (size_t i = 0; i < item->places; i++) {
        diff_printf(view, "%s%s %.2f", i ? ", " : "(", item->place[i].rule->name, item->place[i].confidence);
        if (item->place[i].why) {
            diff_puts(view, ": ");
            put_why(view, item->place[i].why);
        }
    }
    diff_puts(view, ")");
    color(view, "0");
}

static bool has_line_end(const diff_view *view, const diff_item *item, int which)
{
    return memchr(view->utf8[which] + item->from[which], '\n', item->to[which] - item->from[which]) != NULL;
}

static void differs(diff_view *view, const diff_item *item)
{
    if (view->texts == 3) {
        const char *sgr = verdict_colors[item->verdict];

        /* what is the same in two of the texts is shown once */
        if (item->verdict != OCRMEND_BROKEN)
            changed(view, sgr, "[-", item, DIFF_RAW, "-]");
        if (!diff_is_left(view, item))
            changed(view, sgr, "{+", item, DIFF_CLEAN, "+}");
        if (item->verdict != OCRMEND_FIXED) {
            changed(view, sgr, "{=", item, DIFF_TRUTH, "=}");
            color(view, sgr);
            diff_printf(view, "(%s)", ocrmend_verdict_name(item->verdict));
            color(view, "0");
        }
    } else {
        changed(view, colors[item->kind].old, "[-", item, DIFF_RAW, "-]");
        changed(view, colors[item->kind].new, "{+", item, DIFF_CLEAN, "+}");
    }
    put_edits(view, item);
    view->line_ended = has_line_end(view, item, view->texts - 1);
    if (view->line_ended)
        diff_puts(view, "\n");
}

static void open_excerpt(diff_view *view, const diff_item *first, bool cut)
{
    color(view, "1");
    diff_printf(view, "@@ -%llu +%llu", (unsigned long long)first->line[DIFF_RAW],
                (unsigned long long)first->line[DIFF_CLEAN]);
    if (view->texts == 3)
        diff_printf(view, " =%llu", (unsigned long long)first->line[DIFF_TRUTH]);
    diff_puts(view, " @@");
    color(view, "0");
    diff_puts(view, cut ? "\n…" : "\n");
}

static void close_excerpt(diff_view *view, bool cut)
{
    diff_puts(view, cut ? "…\n" : view->line_ended ? "" : "\n");
}

typedef struct {
    diff_excerpt excerpt;
    bool headed;
} state;

static const diff_excerpts calls = {open_excerpt, same, differs, close_excerpt};

static void *begin(diff_view *view)
{
    state *s = calloc(1, sizeof *s);

    (void)view;
    if (s)
        s->excerpt.calls = &calls;
    return s;
}

static void header(diff_view *view)
{
    static const char *const signs[] = {"---", "+++", "==="};

    color(view, "1");
    for (int i = 0; i < view->texts; i++)
        diff_put_heading(view, signs[i], i);
    color(view, "0");
}

static void item(diff_view *view, void *own, const diff_item *item)
{
    state *s = own;

    if (!s->headed)
        header(view);
    s->headed = true;
    diff_excerpt_item(&s->excerpt, view, item);
}

static void end(diff_view *view, void *own)
{
    state *s = own;

    diff_excerpt_end(&s->excerpt, view);
    free(s);
}

const diff_format diff_text = {"text", true, 20, begin, item, end};
