/* mine.c - ocrmend dict mine: the persons that clean texts name, as a dictionary for a person to check. */
#include "cli/mine.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/cli.h"
#include "cli/dicts.h"
#include "cli/feed.h"
#include "cli/input.h"
#include "cli/output.h"

enum { MIN = 256, FROM, FORMAT, EDITS, DECISIONS, HELP };
enum { DEFAULT_MIN = 2, DECIDED = 1024 };

static const struct option long_options[] = {
    {"output", required_argument, NULL, 'o'}, {"dict", required_argument, NULL, 'd'},
    {"min", required_argument, NULL, MIN},    {"from", required_argument, NULL, FROM},
    {"format", required_argument, NULL, FORMAT}, {"edits", required_argument, NULL, EDITS},
    {"decisions", required_argument, NULL, DECISIONS},
    {"quiet", no_argument, NULL, 'q'},        {"help", no_argument, NULL, HELP},
    {NULL, 0, NULL, 0},
};

typedef struct {
    const char *output, *from, *format;
    const char *edits[DECIDED], *decisions[DECIDED]; /* belong together */
    int n_edits, n_decisions;
    unsigned min;
    bool quiet;
    cli_dicts dicts;
    ocrmend_miner *miner;
} job;

static void help(void)
{
    puts("Usage: ocrmend dict mine [OPTION...] [FILE...]\n"
         "Find the persons that clean texts name beside a title, and write them as a dictionary (ocrmend-dict(5))\n"
         "with title, organisation and place, how often each was named and where first, the most frequent first.  It\n"
         "is for a person to check before 'ocrmend clean -d' uses it.  Without FILE, or where it is -, standard\n"
         "input.\n"
         "\n"
         "      --min=N         those who are named N times at least (default 2)\n"
         "      --edits=LOG --decisions=FILE\n"
         "                      names of the edit log that a person accepted or typed on the page of 'ocrmend review'\n"
         "                      are added, those rejected left out; may be given several times, for a text each\n"
         "  -d, --dict=FILE     take places from this dictionary, besides the built-in one; may be given several\n"
         "                      times\n"
         "  -o, --output=FILE   write to FILE, all of it or nothing\n"
         "      --from=CHARSET, --format=NAME\n"
         "                      as for 'ocrmend clean'\n"
         "  -q, --quiet         no warnings and no progress\n"
         "      --help          this help");
}

static bool take_number(unsigned *n, const char *value)
{
    char *end;
    unsigned long number = strtoul(value, &end, 10);

    if (*value < '0' || *value > '9' || *end || number < 1 || number > 1000000) {
        cli_message("dict mine: --min takes a number from 1 to 1000000, not '%s'", value);
        return false;
    }
    *n = (unsigned)number;
    return true;
}

static bool keep(const char **list, int *n, const char *path)
{
    if (*n == DECIDED) {
        cli_message("dict mine: more than %d files of decisions", DECIDED);
        return false;
    }
    list[(*n)++] = path;
    return true;
}

/* *done: nothing is left to do. */
static int read_options(job *j, int argc, char **argv, bool *done)
{
    int c;

    *done = false;
    while ((c = getopt_long(argc, argv, ":d:o:qh", long_options, NULL)) != -1) {
        switch (c) {
        case 'o':
            j->output = optarg;
            break;
        case 'd':
            if (!cli_dicts_add(&j->dicts, optarg))
                return CLI_USAGE;
            break;
        case MIN:
            if (!take_number(&j->min, optarg))
                return CLI_USAGE;
            break;
        case FROM:
            j->from = optarg;
            break;
        case FORMAT:
            j->format = optarg;
            break;
        case EDITS:
            if (!keep(j->edits, &j->n_edits, optarg))
                return CLI_USAGE;
            break;
        case DECISIONS:
            if (!keep(j->decisions, &j->n_decisions, optarg))
                return CLI_USAGE;
            break;
        case 'q':
            j->quiet = true;
            break;
        case 'h':
        case HELP:
            help();
            *done = true;
            return CLI_OK;
        default:
            return cli_bad_option("dict mine", argv, c);
        }
    }
    if (j->n_edits != j->n_decisions) {
        cli_message("dict mine: --decisions needs the edit log that they are on, each its own: "
                    "--edits LOG --decisions FILE");
        return CLI_USAGE;
    }
    return CLI_OK;
}

/* --- files -------------------------------------------------------------------------------------------------------- */

static int to_miner(void *miner, const void *bytes, size_t n)
{
    return ocrmend_miner_feed(miner, bytes, n) != OCRMEND_OK;
}

static int pass(job *j, cli_input *in, ocrmend *run)
{
    ocrmend_status status = cli_feed(in, run, j->quiet);

    if (in->error)
        return cli_input_failed(in);
    if (status == OCRMEND_OK)
        return CLI_OK;
    if (status == OCRMEND_SINK) {
        cli_message("out of memory");
        return CLI_IO;
    }
    return cli_library_error(in->name, ocrmend_last_error(run));
}

/* The text is read as it stands, but for line ends: those of a document's lines are no ends of paragraphs. */
static int mine_file(job *j, const char *path)
{
    ocrmend_error error = {OCRMEND_OK};
    ocrmend_options options;
    cli_input in;
    ocrmend *run;
    int status = CLI_IO;

    ocrmend_profile(&options, NULL);
    options.stages = "lines,join";
    options.to = OCRMEND_TO_TEXT;
    options.from = j->from;
    options.format = j->format;
    run = ocrmend_new(&options, (ocrmend_sink){to_miner, j->miner}, &error);
    if (!run)
        return cli_library_error("dict mine", &error);
    if (cli_input_open(&in, path, -1)) {
        if (ocrmend_miner_begin(j->miner, in.name) == OCRMEND_OK)
            status = pass(j, &in, run);
        else
            cli_message("out of memory");
        cli_input_close(&in);
    }
    ocrmend_free(run);
    return status;
}

static int take_decisions(job *j, const char *log_path, const char *path)
{
    ocrmend_error error = {OCRMEND_OK};
    cli_input log, decisions;
    int status = CLI_IO;

    if (!cli_input_open(&log, log_path, -1))
        return CLI_IO;
    if (cli_input_open(&decisions, path, -1)) {
        ocrmend_miner_decided(j->miner, (ocrmend_source){cli_input_read, &log},
                              (ocrmend_source){cli_input_read, &decisions}, &error);
        if (error.status == OCRMEND_SINK)
            status = cli_input_failed(log.error ? &log : &decisions);
        else if (error.status == OCRMEND_OK)
            status = CLI_OK;
        else
            status = cli_library_error(error.status == OCRMEND_BAD_LOG ? log.name : decisions.name, &error);
        cli_input_close(&decisions);
    }
    cli_input_close(&log);
    return status;
}

static int write_rows(job *j)
{
    ocrmend_error error = {OCRMEND_OK};
    cli_output out;
    int status = CLI_OK;

    if (!cli_output_open(&out, j->output))
        return CLI_IO;
    if (ocrmend_miner_write(j->miner, j->min, (ocrmend_sink){cli_output_write, &out}, &error) != OCRMEND_OK &&
        error.status != OCRMEND_SINK)
        status = cli_library_error("dict mine", &error);
    else if (!cli_output_finish(&out) || !cli_output_commit(&out))
        status = cli_output_failed(&out);
    cli_output_discard(&out);
    return status;
}

static int mine(job *j, int n, char **files)
{
    static char standard[] = "-", *standard_input[] = {standard};
    int status = CLI_OK;

    for (int i = 0; i < j->n_decisions && status == CLI_OK; i++)
        status = take_decisions(j, j->edits[i], j->decisions[i]);
    if (n == 0 && !j->n_decisions) {
        n = 1;
        files = standard_input;
    }
    for (int i = 0; i < n && status != CLI_IO; i++) {
        int one = mine_file(j, files[i]);

        status = one > status ? one : status;
    }
    return status == CLI_OK ? write_rows(j) : status;
}

int cli_mine(int argc, char **argv)
{
    job j = {.min = DEFAULT_MIN};
    bool done;
    int status = read_options(&j, argc, argv, &done);

    if (done || status != CLI_OK)
        return status;
    if (!j.dicts.given)
        cli_dicts_add(&j.dicts, "builtin");
    status = cli_dicts_open(&j.dicts, j.quiet);
    if (status == CLI_OK && !(j.miner = ocrmend_miner_new(j.dicts.dicts, j.dicts.n))) {
        cli_message("out of memory");
        status = CLI_IO;
    }
    if (status == CLI_OK)
        status = mine(&j, argc - optind, argv + optind);
    ocrmend_miner_free(j.miner);
    cli_dicts_close(&j.dicts);
    return status;
}
