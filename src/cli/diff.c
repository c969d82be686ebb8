/* diff.c - ocrmend diff: what differs between a raw and a clean text, and whether it should. */
#include "cli/cli.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/diff_view.h"
#include "cli/input.h"
#include "cli/text.h"

/* Exit statuses are those of diff(1). */
enum { SAME = 0, DIFFERENT = 1, TROUBLE = 2 };

enum { FORMAT = 256, COLOR, CONTEXT, EDITS, FROM, SUMMARY, HELP };

static const struct option long_options[] = {
    {"format", required_argument, NULL, FORMAT}, {"color", required_argument, NULL, COLOR},
    {"context", required_argument, NULL, CONTEXT}, {"edits", required_argument, NULL, EDITS},
    {"from", required_argument, NULL, FROM},     {"output", required_argument, NULL, 'o'},
    {"summary", no_argument, NULL, SUMMARY},     {"quiet", no_argument, NULL, 'q'},
    {"help", no_argument, NULL, HELP},           {NULL, 0, NULL, 0},
};

static const diff_format *const formats[] = {&diff_text, &diff_unified, &diff_json, &diff_html};

typedef struct {
    const diff_format *format;
    const char *color, *context, *log, *from, *output;
    bool summary, quiet;
    diff_view view;
    ocrmend_edits *edits;
} job;

static void help(void)
{
    puts("Usage: ocrmend diff [OPTION...] RAW CLEAN [TRUTH]\n"
         "Show by characters what differs between two texts in any charset, however their lines are broken; what is\n"
         "a joined line, a space, a width or a mark is told from a wrong character.  With TRUTH, a text known to be\n"
         "right, show what of RAW is fixed in CLEAN, what is broken, what is still wrong.  One file may be -.\n"
         "Of a document (hOCR, ALTO, PAGE, TSV, PaddleOCR's JSON) the text of its words is compared.\n"
         "\n"
         "      --format=text     what differs in its context: [-raw-]{+clean+}, and {=truth=} (the default)\n"
         "      --format=unified  whole lines, as diff -u\n"
         "      --format=json     a line of JSON for each difference, with its place in the files\n"
         "      --format=html     a page for the browser\n"
         "      --summary         only how many differences of each kind there are\n"
         "      --context=N|all   show N characters around what differs (default 20; html: all)\n"
         "      --color=auto|always|never\n"
         "                        a colour for each kind in text (auto, the default: on a terminal)\n"
         "      --edits=LOG       name rule and confidence of what 'ocrmend clean --edits=LOG' changed\n"
         "      --from=CHARSET    charset of RAW; found out when not given\n"
         "  -o, --output=FILE     write to FILE\n"
         "  -q, --quiet           write nothing, only exit\n"
         "      --help            this help\n"
         "\n"
         "Exit status: 0 when the texts are the same (with TRUTH: when CLEAN is as TRUTH), 1 when they differ,\n"
         "2 on trouble.");
}

/* --- options ------------------------------------------------------------------------------------------------------ */

static bool set_format(job *j, const char *name)
{
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
        if (strcmp(formats[i]->name, name) == 0) {
            j->format = formats[i];
            return true;
        }
    cli_message("diff: --format takes text, unified, json, html, not '%s'", name);
    return false;
}

static bool set_color(job *j)
{
    const char *none = getenv("NO_COLOR");

    if (strcmp(j->color, "always") == 0)
        j->view.color = true;
    else if (strcmp(j->color, "auto") == 0)
        j->view.color = !j->output && isatty(STDOUT_FILENO) && !(none && *none);
    else if (strcmp(j->color, "never") != 0)
        return cli_message("diff: --color takes auto, always, never, not '%s'", j->color), false;
    return true;
}

static bool set_context(job *j)
{
    char *end;
    unsigned long n;

    j->view.context = j->format->context;
    if (!j->context)
        return true;
    if (strcmp(j->context, "all") == 0) {
        j->view.context = SIZE_MAX;
        return true;
    }
    n = strtoul(j->context, &end, 10);
    if (*j->context < '0' || *j->context > '9' || *end || n > 1000000)
        return cli_message("diff: --context takes a number of characters or 'all', not '%s'", j->context), false;
    j->view.context = n;
    return true;
}

/* false: a message was given.  *done: help was. */
static bool read_options(job *j, int argc, char **argv, bool *done)
{
    int c;

    *done = false;
    while ((c = getopt_long(argc, argv, ":o:qh", long_options, NULL)) != -1) {
        switch (c) {
        case FORMAT:
            if (!set_format(j, optarg))
                return false;
            break;
        case COLOR:
            j->color = optarg;
            break;
        case CONTEXT:
            j->context = optarg;
            break;
        case EDITS:
            j->log = optarg;
            break;
        case FROM:
            j->from = optarg;
            break;
        case SUMMARY:
            j->summary = true;
            break;
        case 'o':
            j->output = optarg;
            break;
        case 'q':
            j->quiet = true;
            break;
        case 'h':
        case HELP:
            help();
            return *done = true;
        default:
            cli_bad_option("diff", argv, c);
            return false;
        }
    }
    return set_color(j) && set_context(j);
}

static bool check_files(const job *j, int n, char **files)
{
    int standard = j->log && strcmp(j->log, "-") == 0;

    if (n < 2 || n > 3)
        cli_message("diff: needs two files, raw and clean, or three, with the truth; see 'ocrmend diff --help'");
    else if (n == 3 && !j->format->three)
        cli_message("diff: --format=%s shows two files", j->format->name);
    else {
        for (int i = 0; i < n; i++)
            standard += strcmp(files[i], "-") == 0;
        if (standard <= 1)
            return true;
        cli_message("diff: only one file can come from standard input");
    }
    return false;
}

/* --- reading ------------------------------------------------------------------------------------------------------ */

/* What a document of the format is; NULL: plain text. */
static const char *title_of(const char *format)
{
    const char *name, *title;

    for (size_t i = 1; (name = ocrmend_format_at(i, &title)); i++)
        if (strcmp(name, format) == 0)
            return title;
    return NULL;
}

static bool read_text(job *j, int i, const char *path)
{
    ocrmend_text_facts facts;
    ocrmend_text *text;
    diff_view *v = &j->view;

    if (cli_text_read(path, i == DIFF_RAW ? j->from : NULL, NULL, &text) != CLI_OK)
        return false;
    facts = ocrmend_text_about(text);
    v->name[i] = strcmp(path, "-") == 0 ? "standard input" : path;
    v->text[i] = text;
    v->utf8[i] = ocrmend_text_bytes(text, &v->len[i]);
    v->title[i] = title_of(facts.format);
    if (v->len[i] == 0 && !j->quiet)
        cli_message("%s: warning: %s", v->name[i], v->title[i] ? "has no words" : "is empty");
    if (facts.invalid_bytes && !j->quiet)
        cli_message("%s: warning: %llu %s not valid %s and %s compared as U+FFFD", v->name[i],
                    (unsigned long long)facts.invalid_bytes, facts.invalid_bytes == 1 ? "byte is" : "bytes are",
                    facts.charset, facts.invalid_bytes == 1 ? "is" : "are");
    return true;
}

static bool read_edits(job *j)
{
    ocrmend_error error = {OCRMEND_OK};
    cli_input in;

    if (!cli_input_open(&in, j->log, -1))
        return false;
    j->edits = ocrmend_edits_read((ocrmend_source){cli_input_read, &in}, j->view.text[DIFF_RAW],
                                  j->view.text[DIFF_CLEAN], &error);
    if (!j->edits && in.error)
        cli_input_failed(&in);
    else if (!j->edits && error.status == OCRMEND_MISMATCH)
        cli_message("%s: %s", in.name, error.message);
    else if (!j->edits)
        cli_library_error(in.name, &error);
    cli_input_close(&in);
    return j->edits != NULL;
}

/* --- comparing ---------------------------------------------------------------------------------------------------- */

static void show(job *j, void *own, diff_item *item)
{
    diff_view *v = &j->view;

    v->differences++;
    if (v->texts == 3)
        v->verdicts[item->verdict]++;
    if (v->texts == 2 || item->verdict != OCRMEND_FIXED)
        v->count[item->kind]++;
    if (!own)
        return;
    if (j->edits)
        item->places = ocrmend_edits_over(j->edits, item->from[DIFF_RAW], item->to[DIFF_RAW], item->from[DIFF_CLEAN],
                                          item->to[DIFF_CLEAN], item->place, DIFF_PLACES);
    j->format->item(v, own, item);
    for (int i = 0; i < v->texts; i++)
        v->at[i] = item->to[i];
}

/* Tell of the differences of two texts; false: out of memory. */
static bool compare_two(job *j, void *own)
{
    diff_view *v = &j->view;
    ocrmend_diff *diff = ocrmend_diff_new(v->text[0], v->text[1]);
    const ocrmend_difference *d = NULL;
    bool ok = diff != NULL;

    while (ok && (ok = ocrmend_diff_next(diff, &d) == OCRMEND_OK) && d && !v->out->error) {
        diff_item item = {.kind = d->kind, .from = {d->old_from, d->new_from}, .to = {d->old_to, d->new_to},
                          .line = {d->old_line, d->new_line}};

        show(j, own, &item);
    }
    if (ok)
        v->distance = ocrmend_diff_edits(diff);
    ocrmend_diff_free(diff);
    return ok;
}

static bool compare_three(job *j, void *own)
{
    diff_view *v = &j->view;
    ocrmend_judge *judge = ocrmend_judge_new(v->text[0], v->text[1], v->text[2]);
    const ocrmend_judgement *d = NULL;
    bool ok = judge != NULL;

    while (ok && (ok = ocrmend_judge_next(judge, &d) == OCRMEND_OK) && d && !v->out->error) {
        diff_item item = {.kind = d->kind, .verdict = d->verdict, .from = {d->raw_from, d->clean_from, d->truth_from},
                          .to = {d->raw_to, d->clean_to, d->truth_to},
                          .line = {d->raw_line, d->clean_line, d->truth_line}};

        show(j, own, &item);
    }
    ocrmend_judge_free(judge);
    return ok;
}

/* Whether the exit status is that of texts that are the same. */
static bool is_same(const job *j)
{
    const diff_view *v = &j->view;

    if (v->texts == 3)
        return v->verdicts[OCRMEND_BROKEN] + v->verdicts[OCRMEND_WRONG] == 0;
    return v->differences == 0 && !v->ends_differ;
}

static bool compare(job *j)
{
    diff_view *v = &j->view;
    bool silent = j->quiet || j->summary, ok;
    void *own = silent ? NULL : j->format->begin(v);

    ok = (own || silent) && (v->texts == 3 ? compare_three(j, own) : compare_two(j, own));
    if (own)
        j->format->end(v, own);
    if (!ok) {
        cli_message("out of memory");
        return false;
    }
    if (j->summary && !j->quiet)
        diff_summary(v);
    return true;
}

static int diff_files(job *j, char **files)
{
    for (int i = 0; i < j->view.texts; i++)
        if (!read_text(j, i, files[i]))
            return TROUBLE;
    if (j->log && !read_edits(j))
        return TROUBLE;
    if (!compare(j))
        return TROUBLE;
    if (!cli_output_finish(j->view.out) || !cli_output_commit(j->view.out))
        return cli_output_failed(j->view.out) == CLI_PIPE ? CLI_PIPE : TROUBLE;
    return is_same(j) ? SAME : DIFFERENT;
}

static int diff(int argc, char **argv)
{
    cli_output out;
    job j = {.format = &diff_text, .color = "auto"};
    bool done;
    int status;

    if (!read_options(&j, argc, argv, &done))
        return TROUBLE;
    if (done)
        return SAME;
    if (!check_files(&j, argc - optind, argv + optind) || !cli_output_open(&out, j.output))
        return TROUBLE;
    j.view.texts = argc - optind;
    j.view.out = &out;
    status = diff_files(&j, argv + optind);
    cli_output_discard(&out);
    for (int i = 0; i < j.view.texts; i++)
        ocrmend_text_free((ocrmend_text *)j.view.text[i]);
    ocrmend_edits_free(j.edits);
    return status;
}

const cli_command cli_diff = {"diff", "show what differs between raw and clean text", help, diff};
