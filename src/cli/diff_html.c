/* diff_html.c - differences as a page for the browser: one file, no script, nothing from the network.
 *
 * Whatever the texts hold, it stays text: < > & and quotes are escaped, what would change direction or cannot be seen
 * is shown as its code point, and the page's policy forbids scripts. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "cli/cli.h"
#include "cli/diff_view.h"

static const char head[] =
    "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
    "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
    "<meta name=\"color-scheme\" content=\"light dark\">\n<style>\n"
    ":root { color-scheme: light dark; --ground: #fff; --text: #1a1a1a; --faint: #5c5c5c; --rule: #d0d0d0;\n"
    "  --joined: #d3eef3; --split: #d7e3fb; --space: #e4e4e4; --width: #ecdcf5; --mark: #fbecb8; --old: #fbd5d1;\n"
    "  --new: #cdecd0; }\n"
    "@media (prefers-color-scheme: dark) { :root { --ground: #161616; --text: #e6e6e6; --faint: #a3a3a3;\n"
    "  --rule: #444; --joined: #0d4450; --split: #1f3768; --space: #404040; --width: #4c2b5e; --mark: #564305;\n"
    "  --old: #672620; --new: #1c4d24; } }\n"
    "body { margin: 0 auto; max-width: 56rem; padding: 1.5rem 1rem 4rem; background: var(--ground);\n"
    "  color: var(--text);\n"
    "  font: 1.0625rem/1.9 system-ui, \"Noto Sans CJK SC\", \"Source Han Sans SC\", \"PingFang SC\", sans-serif; }\n"
    "h1 { font-size: 1.4rem; line-height: 1.3; margin: 0 0 .5rem; }\n"
    "h2 { font: .85rem/1.4 ui-monospace, monospace; color: var(--faint); margin: 1.5rem 0 .25rem;\n"
    "  padding-top: .5rem; }\n"
    "dl { display: grid; grid-template-columns: max-content 1fr; gap: 0 1rem; margin: 0; line-height: 1.5; }\n"
    "dt { color: var(--faint); }\ndd { margin: 0; overflow-wrap: anywhere; }\n"
    "table { border-collapse: collapse; margin: 1rem 0; line-height: 1.5; }\n"
    "caption { text-align: start; color: var(--faint); white-space: nowrap; }\n"
    "th, td { text-align: start; font-weight: normal; padding: .1rem 1rem .1rem 0; }\n"
    "td { text-align: end; font-variant-numeric: tabular-nums; padding-right: 0; }\n"
    "main { margin: 1rem 0 2rem; border-block: 1px solid var(--rule); padding: .5rem 0 1rem; }\n"
    ".text { white-space: pre-wrap; overflow-wrap: anywhere; margin: 0; unicode-bidi: plaintext; }\n"
    "del, ins { border-radius: .15em; padding: 0 .1em; text-decoration-thickness: 1px; }\n"
    "del { background: var(--old); text-decoration-line: line-through; }\n"
    "ins { background: var(--new); text-decoration-line: underline; text-underline-offset: .25em; }\n"
    ".joined { background: var(--joined); }\n.split { background: var(--split); }\n"
    ".space { background: var(--space); }\n"
    ".width { background: var(--width); }\n.mark { background: var(--mark); }\n.deletion { background: var(--old); }\n"
    ".insertion { background: var(--new); }\n"
    "del.joined, del.space, ins.split, ins.space { text-decoration: none; }\n"
    ".truth { background: none; border: 1px solid currentColor; padding: 0 .15em; border-radius: .15em; }\n"
    ".broken { background: var(--old); } .wrong { background: var(--mark); }\n"
    ".fixed { background: var(--new); }\n"
    ".keys { margin: .75rem 0 0; padding: 0; list-style: none; display: flex; flex-wrap: wrap; gap: .25rem .5rem;\n"
    "  line-height: 1.5; }\n"
    ".key { border-radius: .15em; padding: 0 .4em; }\n"
    "code { font: .9em ui-monospace, monospace; }\nsmall { color: var(--faint); }\n"
    "a { color: inherit; }\nsup { line-height: 0; }\nsup a { padding: 0 .2em; }\n"
    "#why { font: inherit; color: inherit; font-weight: bold; margin: 0; }\n"
    ".notes { line-height: 1.6; padding-inline-start: 2rem; overflow-wrap: anywhere; }\n"
    ":target { outline: 2px solid; outline-offset: .15em; }\n"
    "</style>\n";

/* What decided stands at the end of the page, as notes. */
typedef struct {
    diff_excerpt excerpt;
    ocrmend_edit_place *note;
    size_t n, cap;
} state;

/* A character with a meaning in HTML, or NULL. */
static const char *entity(char c)
{
    switch (c) {
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '&':
        return "&amp;";
    case '"':
        return "&quot;";
    case '\'':
        return "&#39;";
    default:
        return NULL;
    }
}

/* marks: spaces and line ends get signs; else they stay what they are. */
static void put_text(diff_view *view, const char *text, size_t n, bool marks)
{
    char sign[16];

    for (size_t at = 0, len; at < n; at += len) {
        const char *escaped = entity(text[at]);

        len = diff_character(text + at, n - at, sign);
        if (escaped)
            diff_puts(view, escaped);
        else if (!*sign || (!marks && (text[at] == ' ' || text[at] == '\t' || strcmp(sign, "<U+3000>") == 0)))
            diff_put(view, text + at, len);
        else if (*sign == '<')
            diff_printf(view, "<code>%.*s</code>", (int)strlen(sign) - 2, sign + 1);
        else
            diff_puts(view, marks ? sign : "\n");
    }
}

static void put_name(diff_view *view, const char *name)
{
    put_text(view, name, strlen(name), false);
}

static void same(diff_view *view, const char *text, size_t n)
{
    put_text(view, text, n, false);
}

/* <TAG class="KIND VERDICT" title="LABEL, VERDICT: RULES">...</TAG> */
static void put_changed(diff_view *view, const diff_item *item, const char *tag, int which)
{
    const char *label, *kind = ocrmend_change_name(item->kind, &label);
    const char *class = view->texts == 2 ? "" : which == DIFF_TRUTH ? "truth" : ocrmend_verdict_name(item->verdict);
    size_t n = item->to[which] - item->from[which];

    if (n == 0)
        return;
    diff_printf(view, "<%s class=\"%s%s%s\" title=\"%s%s%s", tag, kind, *class ? " " : "", class, label,
                *class ? ", " : "", class);
    for (size_t i = 0; i < item->places; i++)
        diff_printf(view, "%s%s %.2f", i ? ", " : ": ", item->place[i].rule->name, item->place[i].confidence);
    diff_puts(view, "\">");
    put_text(view, view->utf8[which] + item->from[which], n, true);
    diff_printf(view, "</%s>", tag);
}

/* Links to the notes; a word joiner keeps them with what they are about. */
static void put_links(diff_view *view, const diff_item *item)
{
    for (size_t i = 0; i < item->places; i++) {
        unsigned long long note;

        if (!item->place[i].why)
            continue;
        note = ++view->notes;
        diff_printf(view, "\u2060<sup><a id=\"from%llu\" href=\"#why%llu\" "
                    "aria-label=\"why, note %llu\">%llu</a></sup>", note, note, note, note);
    }
}

static void differs(diff_view *view, const diff_item *item)
{
    int base = view->texts - 1;

    if (view->texts == 2 || item->verdict != OCRMEND_BROKEN)
        put_changed(view, item, "del", DIFF_RAW);
    if (!diff_is_left(view, item))
        put_changed(view, item, "ins", DIFF_CLEAN);
    if (view->texts == 3 && item->verdict != OCRMEND_FIXED)
        put_changed(view, item, "b", DIFF_TRUTH);
    put_links(view, item);
    if (memchr(view->utf8[base] + item->from[base], '\n', item->to[base] - item->from[base]))
        diff_puts(view, "\n");
}

static void open_excerpt(diff_view *view, const diff_item *first, bool cut)
{
    if (view->context != SIZE_MAX)
        diff_printf(view, "<h2>raw line %llu, clean line %llu</h2>\n", (unsigned long long)first->line[DIFF_RAW],
                    (unsigned long long)first->line[DIFF_CLEAN]);
    diff_printf(view, "<p class=\"text\">%s", cut ? "…" : "");
}

static void close_excerpt(diff_view *view, bool cut)
{
    diff_printf(view, "%s</p>\n", cut ? "…" : "");
}

static const diff_excerpts calls = {open_excerpt, same, differs, close_excerpt};

/* The name of a kind, in its colours where kinds have some. */
static void put_key(diff_view *view, int kind, bool colored)
{
    const char *label, *name = ocrmend_change_name((ocrmend_change)kind, &label);

    if (colored && kind == OCRMEND_SUBSTITUTION)
        diff_puts(view, "<del>characters</del> <ins>for others</ins>");
    else
        diff_printf(view, "<span class=\"key%s%s\">%s</span>", colored ? " " : "", colored ? name : "", label);
}

/* What the colours mean. */
static void put_keys(diff_view *view)
{
    diff_puts(view, "<ul class=\"keys\" aria-label=\"colours\">\n");
    for (int i = 0; i < (view->texts == 3 ? 3 : DIFF_KINDS); i++) {
        const char *verdict = ocrmend_verdict_name((ocrmend_verdict)i);

        diff_puts(view, "<li>");
        if (view->texts == 3)
            diff_printf(view, "<span class=\"key %s\">%s</span>", verdict, verdict);
        else
            put_key(view, i, true);
        diff_puts(view, "</li>\n");
    }
    if (view->texts == 3)
        diff_puts(view, "<li><b class=\"truth\">truth</b></li>\n");
    diff_puts(view, "<li><a href=\"#counts\">how many of each</a></li>\n</ul>\n");
}

static void *begin(diff_view *view)
{
    static const char *const titles[] = {"raw", "clean", "truth"};
    state *s = calloc(1, sizeof *s);

    if (!s)
        return NULL;
    s->excerpt.calls = &calls;
    diff_puts(view, head);
    diff_puts(view, "<title>");
    put_name(view, view->name[DIFF_CLEAN]);
    diff_puts(view, " – ocrmend diff</title>\n</head>\n<body>\n<header>\n<h1>What differs</h1>\n<dl>\n");
    for (int i = 0; i < view->texts; i++) {
        ocrmend_text_facts facts = ocrmend_text_about(view->text[i]);

        diff_printf(view, "<dt>%s</dt><dd>", titles[i]);
        put_name(view, view->name[i]);
        diff_printf(view, " <small>%s%s%s%s, %llu bytes</small></dd>\n", view->title[i] ? "words of " : "",
                    view->title[i] ? view->title[i] : "", view->title[i] ? ", " : "", facts.charset,
                    (unsigned long long)facts.raw_bytes);
    }
    diff_puts(view, "</dl>\n");
    put_keys(view);
    diff_puts(view, "</header>\n<main lang=\"zh\">\n");
    return s;
}

static void keep_note(diff_view *view, state *s, const ocrmend_edit_place *place)
{
    if (!cli_more((void **)&s->note, s->n, &s->cap, sizeof *s->note)) {
        view->out->error = view->out->error ? view->out->error : ENOMEM;
        return;
    }
    s->note[s->n++] = *place;
}

static void item(diff_view *view, void *own, const diff_item *item)
{
    state *s = own;

    for (size_t i = 0; i < item->places; i++)
        if (item->place[i].why)
            keep_note(view, s, &item->place[i]);
    diff_excerpt_item(&s->excerpt, view, item);
}

static void put_notes(diff_view *view, const state *s)
{
    if (!s->n)
        return;
    diff_puts(view, "<section aria-labelledby=\"why\">\n<h2 id=\"why\">What decided</h2>\n<ol class=\"notes\">\n");
    for (size_t i = 0; i < s->n; i++) {
        unsigned long long note = i + 1;

        diff_printf(view, "<li id=\"why%llu\">%s %.2f: <span lang=\"zh\">", note, s->note[i].rule->name,
                    s->note[i].confidence);
        put_text(view, s->note[i].why, strlen(s->note[i].why), false);
        diff_printf(view, "</span> <a href=\"#from%llu\" aria-label=\"back to the text\">↩</a></li>\n", note);
    }
    diff_puts(view, "</ol>\n</section>\n");
}

static void put_counts(diff_view *view)
{
    if (view->texts == 3) {
        diff_puts(view, "<table id=\"counts\">\n<caption>against the truth</caption>\n");
        for (int v = 0; v < 3; v++) {
            const char *name = ocrmend_verdict_name((ocrmend_verdict)v);

            diff_printf(view, "<tr><th scope=\"row\"><span class=\"key %s\">%s</span></th><td>%llu</td></tr>\n", name,
                        name, (unsigned long long)view->verdicts[v]);
        }
        diff_puts(view, "</table>\n");
    }
    diff_printf(view, "<table%s>\n<caption>%s</caption>\n", view->texts == 3 ? "" : " id=\"counts\"",
                view->texts == 3 ? "broken or still wrong" : "by kind");
    for (int k = 0; k < DIFF_KINDS; k++) {
        diff_puts(view, "<tr><th scope=\"row\">");
        put_key(view, k, view->texts == 2);
        diff_printf(view, "</th><td>%llu</td></tr>\n", (unsigned long long)view->count[k]);
    }
    diff_puts(view, "</table>\n");
}

static void end(diff_view *view, void *own)
{
    state *s = own;

    diff_excerpt_end(&s->excerpt, view);
    if (view->differences == 0)
        diff_puts(view, "<p>Nothing differs.</p>\n");
    diff_puts(view, "</main>\n");
    put_notes(view, s);
    diff_puts(view, "<footer>\n");
    put_counts(view);
    diff_puts(view, "</footer>\n</body>\n</html>\n");
    free(s->note);
    free(s);
}

const diff_format diff_html = {"html", true, SIZE_MAX, begin, item, end};
