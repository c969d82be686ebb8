/* apply.c - ocrmend apply: a raw text, its edit log and a person's decisions in, the clean text with them out. */
#include "cli/cli.h"

#include <getopt.h>
#include <stdio.h>
#include <string.h>

#include "cli/output.h"
#include "cli/replay.h"

enum { EDITS = 256, DECISIONS, EDITS_OUT, HELP };

static const struct option long_options[] = {
    {"edits", required_argument, NULL, EDITS},         {"decisions", required_argument, NULL, DECISIONS},
    {"edits-out", required_argument, NULL, EDITS_OUT}, {"output", required_argument, NULL, 'o'},
    {"help", no_argument, NULL, HELP},                 {NULL, 0, NULL, 0},
};

typedef struct {
    const char *edits, *decisions, *edits_out, *output;
    cli_output clean, log;
} job;

static void help(void)
{
    puts("Usage: ocrmend apply --edits=LOG --decisions=FILE [OPTION...] RAW\n"
         "Write the clean text of RAW as LOG, from 'ocrmend clean --edits', tells of it, with what a person decided\n"
         "on the page of 'ocrmend review': rejected changes undone, accepted suggestions made, typed readings put in.\n"
         "One of the files may be -, standard input.\n"
         "\n"
         "      --edits=LOG        the edit log of RAW\n"
         "      --decisions=FILE   the decisions; those on other texts are passed over\n"
         "  -o, --output=FILE      write the clean text to FILE, all of it or nothing\n"
         "      --edits-out=FILE   write to FILE the edit log of what was written, the decisions in it\n"
         "      --help             this help");
}

static int apply_files(job *j, const char *raw)
{
    ocrmend_error error = {OCRMEND_OK};
    cli_replay replay;
    ocrmend *run = NULL;
    bool sink = false;
    int status = cli_replay_open(&replay, raw, j->edits, j->decisions);

    if (status == CLI_OK && !(run = ocrmend_new(NULL, (ocrmend_sink){cli_output_write, &j->clean}, &error)))
        status = cli_library_error("apply", &error);
    if (status == CLI_OK && j->edits_out &&
        ocrmend_log(run, (ocrmend_sink){cli_output_write, &j->log}, strcmp(raw, "-") ? raw : NULL) != OCRMEND_OK)
        status = cli_library_error("apply", ocrmend_last_error(run));
    if (status == CLI_OK)
        status = cli_replay_run(&replay, run, &sink);
    if (sink)
        status = cli_output_failed(j->clean.error ? &j->clean : &j->log);
    ocrmend_free(run);
    cli_replay_close(&replay);
    return status;
}

static int open_outputs(job *j)
{
    if (!cli_output_open(&j->clean, j->output) || (j->edits_out && !cli_output_open(&j->log, j->edits_out)))
        return CLI_IO;
    if (j->edits_out && cli_output_same(&j->clean, &j->log)) {
        cli_message("apply: the text and its edits cannot go to the same file; name another with --edits-out");
        return CLI_USAGE;
    }
    return CLI_OK;
}

/* The log gets its name first: a text without it could not be turned back. */
static int close_outputs(job *j)
{
    if (!cli_output_finish(&j->clean))
        return cli_output_failed(&j->clean);
    if (j->edits_out && (!cli_output_finish(&j->log) || !cli_output_commit(&j->log)))
        return cli_output_failed(&j->log);
    return cli_output_commit(&j->clean) ? CLI_OK : cli_output_failed(&j->clean);
}

/* Returns CLI_OK, or an exit status after a message. */
static int check(const job *j, int files, const char *raw)
{
    if (files != 1 || !j->edits || !j->decisions) {
        cli_message("apply: needs one raw text, its --edits and --decisions; see 'ocrmend apply --help'");
        return CLI_USAGE;
    }
    if ((strcmp(raw, "-") == 0) + (strcmp(j->edits, "-") == 0) + (strcmp(j->decisions, "-") == 0) > 1) {
        cli_message("apply: only one file can come from standard input");
        return CLI_USAGE;
    }
    return CLI_OK;
}

static int apply(int argc, char **argv)
{
    job j = {.clean = CLI_OUTPUT_NONE, .log = CLI_OUTPUT_NONE};
    int c, status;

    while ((c = getopt_long(argc, argv, ":o:h", long_options, NULL)) != -1) {
        switch (c) {
        case EDITS:
            j.edits = optarg;
            break;
        case DECISIONS:
            j.decisions = optarg;
            break;
        case EDITS_OUT:
            j.edits_out = optarg;
            break;
        case 'o':
            j.output = optarg;
            break;
        case 'h':
        case HELP:
            help();
            return CLI_OK;
        default:
            return cli_bad_option("apply", argv, c);
        }
    }
    status = check(&j, argc - optind, argv[optind]);
    if (status != CLI_OK)
        return status;
    status = open_outputs(&j);
    if (status == CLI_OK)
        status = apply_files(&j, argv[optind]);
    if (status == CLI_OK)
        status = close_outputs(&j);
    cli_output_discard(&j.clean);
    cli_output_discard(&j.log);
    return status;
}

const cli_command cli_apply = {"apply", "apply a person's decisions on the changes", help, apply};
