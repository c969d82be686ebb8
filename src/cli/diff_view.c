#include "cli/diff_view.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "cli/unseen.h"

void diff_put(diff_view *view, const void *bytes, size_t n)
{
    cli_output_write(view->out, bytes, n);
}

void diff_puts(diff_view *view, const char *s)
{
    diff_put(view, s, strlen(s));
}

void diff_printf(diff_view *view, const char *format, ...)
{
    char text[1024];
    va_list args;

    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    diff_puts(view, text);
}

void diff_put_heading(diff_view *view, const char *sign, int which)
{
    const char *title = view->title[which];

    diff_printf(view, "%s %.900s%s%s\n", sign, view->name[which], title ? "\twords of " : "", title ? title : "");
}

bool diff_is_left(const diff_view *view, const diff_item *item)
{
    size_t n = item->to[DIFF_RAW] - item->from[DIFF_RAW];

    return view->texts == 3 && item->verdict == OCRMEND_WRONG && n == item->to[DIFF_CLEAN] - item->from[DIFF_CLEAN] &&
           memcmp(view->utf8[DIFF_RAW] + item->from[DIFF_RAW], view->utf8[DIFF_CLEAN] + item->from[DIFF_CLEAN], n) == 0;
}

void diff_summary(diff_view *view)
{
    for (int v = 0; view->texts == 3 && v < 3; v++)
        diff_printf(view, "%10llu  %s\n", (unsigned long long)view->verdicts[v],
                    ocrmend_verdict_name((ocrmend_verdict)v));
    if (view->texts == 3)
        diff_puts(view, "\nbroken or still wrong:\n");
    for (int k = 0; k < DIFF_KINDS; k++) {
        const char *label;

        ocrmend_change_name((ocrmend_change)k, &label);
        diff_printf(view, "%10llu  %s\n", (unsigned long long)view->count[k], label);
    }
    if (view->texts == 2)
        diff_printf(view, "%10llu  differences; %llu edits of a character\n", (unsigned long long)view->differences,
                    (unsigned long long)view->distance);
}

/* --- characters --------------------------------------------------------------------------------------------------- */

static bool is_line_end(unsigned long c)
{
    return (c >= '\n' && c <= '\r') || c == 0x85 || c == 0x2028 || c == 0x2029;
}

size_t diff_character(const char *s, size_t n, char sign[16])
{
    size_t len;
    unsigned long c = cli_character(s, n, &len);

    *sign = 0;
    if (c == ' ') {
        strcpy(sign, "\u2423");
    } else if (is_line_end(c)) {
        len += c == '\r' && n > 1 && s[1] == '\n';
        strcpy(sign, "\u23CE");
    } else if (cli_is_unseen(c)) {
        snprintf(sign, 16, "<U+%04lX>", c);
    }
    return len;
}

/* --- excerpts ----------------------------------------------------------------------------------------------------- */

/* How far from s[0] the text goes on the same line, `max` characters at most.  *cut: the line goes on. */
static size_t line_rest(const char *s, size_t n, size_t max, bool *cut)
{
    size_t at = 0, len;

    for (; at < n; at += len, max--) {
        if (is_line_end(cli_character(s + at, n - at, &len)))
            break;
        if (max == 0) {
            *cut = true;
            return at;
        }
    }
    *cut = false;
    return at;
}

/* The same before s[n], back to s[floor]. */
static size_t line_begin(const char *s, size_t floor, size_t n, size_t max, bool *cut)
{
    size_t at = n, len;

    *cut = false;
    for (; at > floor; max--) {
        size_t before = at - 1;

        while (before > floor && ((unsigned char)s[before] & 0xC0) == 0x80)
            before--;
        if (is_line_end(cli_character(s + before, n - before, &len)))
            return at;
        if (max == 0)
            break;
        at = before;
    }
    *cut = at > 0 && !is_line_end((unsigned char)s[at - 1]);
    return at;
}

/* Whether s[0, n) may stand between two differences of one excerpt: `max` characters at most, on one line. */
static bool is_short(const char *s, size_t n, size_t max)
{
    size_t chars = 0, len;

    if (max > SIZE_MAX / 8)
        return true;
    for (size_t i = 0; i < n; i += len)
        if (is_line_end(cli_character(s + i, n - i, &len)) || ++chars > max)
            return false;
    return true;
}

static void close(diff_excerpt *x, diff_view *view)
{
    int base = view->texts - 1;
    const char *text = view->utf8[base] + view->at[base];
    bool cut = false;
    size_t n = view->len[base] - view->at[base];
    size_t rest = view->context == SIZE_MAX ? n : line_rest(text, n, view->context, &cut);

    if (rest)
        x->calls->same(view, text, rest);
    x->calls->close(view, cut);
    x->open = false;
}

void diff_excerpt_item(diff_excerpt *x, diff_view *view, const diff_item *item)
{
    int base = view->texts - 1;
    const char *text = view->utf8[base];
    size_t from = view->at[base], to = item->from[base];

    if (x->open && !is_short(text + from, to - from, view->context == SIZE_MAX ? SIZE_MAX : view->context * 2))
        close(x, view);
    if (!x->open) {
        bool cut = false;

        if (view->context != SIZE_MAX)
            from = line_begin(text, from, to, view->context, &cut);
        x->calls->open(view, item, cut);
        x->open = true;
    }
    if (to > from)
        x->calls->same(view, text + from, to - from);
    x->calls->differs(view, item);
}

void diff_excerpt_end(diff_excerpt *x, diff_view *view)
{
    if (x->open)
        close(x, view);
}
