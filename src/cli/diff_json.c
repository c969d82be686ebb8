/* diff_json.c - differences as JSON Lines, for programs. */
#include <errno.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "cli/diff_view.h"

static const char *const keys[] = {"raw", "clean", "truth"};
static const char *const line_keys[] = {"raw_line", "clean_line", "truth_line"};
static const char *const text_keys[] = {"old", "new", "true"};

static int write_piece(const char *bytes, size_t n, void *view)
{
    diff_put(view, bytes, n);
    return 0;
}

static void put_line(diff_view *view, json_t *line)
{
    if (!line || json_dump_callback(line, write_piece, view, JSON_COMPACT | JSON_REAL_PRECISION(6)) != 0)
        view->out->error = view->out->error ? view->out->error : ENOMEM;
    diff_puts(view, "\n");
    json_decref(line);
}

static void *begin(diff_view *view)
{
    json_t *line = json_pack("{s:s, s:i}", "ocrmend", ocrmend_version(), "diff", 1);

    for (int i = 0; i < view->texts; i++) {
        ocrmend_text_facts facts = ocrmend_text_about(view->text[i]);
        /* a file's name may be any bytes */
        json_t *name = json_string(view->name[i]);

        json_object_set_new(line, keys[i],
                            json_pack("{s:o*, s:s, s:s, s:I}", "name", name, "charset", facts.charset, "format",
                                      facts.format, "bytes", (json_int_t)facts.raw_bytes));
    }
    put_line(view, line);
    return view;
}

static json_t *range(const ocrmend_text *text, size_t from, size_t to)
{
    ocrmend_raw_range raw = ocrmend_text_raw(text, from, to);

    return json_pack("[I, I]", (json_int_t)raw.from, (json_int_t)raw.to);
}

static void item(diff_view *view, void *own, const diff_item *item)
{
    json_t *line = json_pack("{s:s}", "class", ocrmend_change_name(item->kind, NULL));

    (void)own;
    if (view->texts == 3)
        json_object_set_new(line, "verdict", json_string(ocrmend_verdict_name(item->verdict)));
    for (int i = 0; i < view->texts; i++)
        json_object_set_new(line, keys[i], range(view->text[i], item->from[i], item->to[i]));
    for (int i = 0; i < view->texts; i++)
        json_object_set_new(line, line_keys[i], json_integer((json_int_t)item->line[i]));
    for (int i = 0; i < view->texts; i++)
        json_object_set_new(line, text_keys[i],
                            json_stringn(view->utf8[i] + item->from[i], item->to[i] - item->from[i]));
    if (item->places) {
        json_t *edits = json_array();

        for (size_t i = 0; i < item->places; i++)
            json_array_append_new(edits, json_pack("{s:I, s:s, s:f, s:s*}", "id", (json_int_t)item->place[i].id,
                                                   "rule", item->place[i].rule->name, "confidence",
                                                   item->place[i].confidence, "why", item->place[i].why));
        json_object_set_new(line, "edits", edits);
    }
    put_line(view, line);
}

static void end(diff_view *view, void *own)
{
    json_t *line = json_pack("{s:b, s:I}", "end", 1, "differences", (json_int_t)view->differences);
    json_t *counts = json_object();

    (void)own;
    if (view->texts == 2)
        json_object_set_new(line, "distance", json_integer((json_int_t)view->distance));
    for (int v = 0; view->texts == 3 && v < 3; v++)
        json_object_set_new(line, ocrmend_verdict_name((ocrmend_verdict)v),
                            json_integer((json_int_t)view->verdicts[v]));
    for (int k = 0; k < DIFF_KINDS; k++)
        json_object_set_new(counts, ocrmend_change_name((ocrmend_change)k, NULL),
                            json_integer((json_int_t)view->count[k]));
    json_object_set_new(line, "classes", counts);
    put_line(view, line);
}

const diff_format diff_json = {"json", true, 0, begin, item, end};
