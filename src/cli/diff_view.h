/* diff_view.h - how differences are shown: a format is a set of calls, which get them in text order.
 *
 * There are two texts, raw and clean, or three, with the truth; the last of them is the one whose layout is shown.
 */
#ifndef CLI_DIFF_VIEW_H
#define CLI_DIFF_VIEW_H

#include "cli/output.h"
#include "ocrmend.h"

enum { DIFF_RAW, DIFF_CLEAN, DIFF_TRUTH, DIFF_TEXTS, DIFF_KINDS = OCRMEND_DELETION + 1, DIFF_PLACES = 8 };

typedef struct {
    ocrmend_change kind;
    ocrmend_verdict verdict;              /* with three texts only */
    size_t from[DIFF_TEXTS], to[DIFF_TEXTS]; /* ranges in the UTF-8 */
    uint64_t line[DIFF_TEXTS];            /* on which it begins, from 1 */
    ocrmend_edit_place place[DIFF_PLACES]; /* edits of the log that made it */
    size_t places;
} diff_item;

typedef struct {
    const char *name[DIFF_TEXTS];
    const char *title[DIFF_TEXTS];        /* what kind of document it is whose words are compared; NULL: plain text */
    const ocrmend_text *text[DIFF_TEXTS];
    const char *utf8[DIFF_TEXTS];
    size_t len[DIFF_TEXTS];
    int texts;                            /* 2 or 3 */
    size_t context;                       /* characters shown around a difference; SIZE_MAX: all */
    bool color;
    uint64_t count[DIFF_KINDS];           /* with three texts: of what clean still differs in */
    uint64_t verdicts[3];
    uint64_t differences;
    uint64_t distance;                    /* edits; with two texts only */
    size_t at[DIFF_TEXTS];                /* where the difference before ended */
    size_t notes;                         /* told so far of what decided (html) */
    bool line_ended;                      /* what was written last is a line end (text) */
    bool ends_differ;                     /* lines were shown that differ, if only in how they end (unified) */
    cli_output *out;
} diff_view;

typedef struct {
    const char *name;
    bool three;                                            /* can show three texts */
    size_t context;                                        /* when none is asked for */
    void *(*begin)(diff_view *view);                       /* returns its own state; NULL: out of memory */
    void (*item)(diff_view *view, void *own, const diff_item *item);
    void (*end)(diff_view *view, void *own);               /* frees the state */
} diff_format;

extern const diff_format diff_text, diff_unified, diff_json, diff_html;

/* Write to view->out; its error is looked at in the end. */
void diff_put(diff_view *view, const void *bytes, size_t n);
void diff_puts(diff_view *view, const char *s);
void diff_printf(diff_view *view, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* With three texts: whether clean has here what raw has, so that one of them is enough to show. */
bool diff_is_left(const diff_view *view, const diff_item *item);

/* The line that heads text `which`, and tells of a document that its words are compared: sign, name, tab, what it
 * is. */
void diff_put_heading(diff_view *view, const char *sign, int which);

/* The counts as a table. */
void diff_summary(diff_view *view);

/* --- pieces of text in their context ------------------------------------------------------------------------------ */

/* What a format that shows excerpts has to do.  Text is of the last of the view's texts. */
typedef struct {
    void (*open)(diff_view *view, const diff_item *first, bool cut);  /* cut: not from the beginning of the line */
    void (*same)(diff_view *view, const char *text, size_t n);
    void (*differs)(diff_view *view, const diff_item *item);
    void (*close)(diff_view *view, bool cut);
} diff_excerpts;

typedef struct {
    const diff_excerpts *calls;
    bool open;
} diff_excerpt;

void diff_excerpt_item(diff_excerpt *x, diff_view *view, const diff_item *item);
void diff_excerpt_end(diff_excerpt *x, diff_view *view);

/* The next character of s[0, n), n > 0: its length, and in *sign, unless it can be printed as it is, what to print for
 * it: "\u2423" a space, "\u23CE" a line end, "<U+200B>" what cannot be seen or would act on the terminal or page. */
size_t diff_character(const char *s, size_t n, char sign[16]);

#endif
