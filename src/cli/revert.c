/* revert.c - ocrmend revert: a clean text and its edit log in, the raw bytes out. */
#include "cli/cli.h"

#include <getopt.h>
#include <stdio.h>
#include <string.h>

#include "cli/input.h"
#include "cli/output.h"

enum { HELP = 256 };

static const struct option long_options[] = {
    {"output", required_argument, NULL, 'o'},
    {"help", no_argument, NULL, HELP},
    {NULL, 0, NULL, 0},
};

static void help(void)
{
    puts("Usage: ocrmend revert [-o FILE] CLEAN EDITS\n"
         "Undo in the text CLEAN all changes that EDITS, written by 'ocrmend clean --edits', tells of, and write the\n"
         "raw bytes it was made from.  One of CLEAN and EDITS may be -, standard input.\n"
         "\n"
         "  -o, --output=FILE   write the raw bytes to FILE, all of them or nothing\n"
         "      --help          this help");
}

static int revert_files(const char *clean_name, const char *edits_name, cli_output *out)
{
    cli_input clean, edits;
    ocrmend_error error = {OCRMEND_OK};
    int status;

    if (!cli_input_open(&clean, clean_name, out->target ? -1 : out->fd))
        return CLI_IO;
    if (!cli_input_open(&edits, edits_name, out->target ? -1 : out->fd)) {
        cli_input_close(&clean);
        return CLI_IO;
    }
    ocrmend_revert((ocrmend_source){cli_input_read, &clean}, (ocrmend_source){cli_input_read, &edits},
                   (ocrmend_sink){cli_output_write, out}, &error);
    if (error.status == OCRMEND_OK)
        status = cli_output_finish(out) && cli_output_commit(out) ? CLI_OK : cli_output_failed(out);
    else if (error.status != OCRMEND_SINK)
        status = cli_library_error(error.status == OCRMEND_BAD_LOG ? edits.name : clean.name, &error);
    else if (out->error)
        status = cli_output_failed(out);
    else
        status = cli_input_failed(clean.error ? &clean : &edits);
    cli_input_close(&clean);
    cli_input_close(&edits);
    return status;
}

static int revert(int argc, char **argv)
{
    cli_output out;
    const char *output = NULL;
    int c, status;

    while ((c = getopt_long(argc, argv, ":o:h", long_options, NULL)) != -1) {
        switch (c) {
        case 'o':
            output = optarg;
            break;
        case 'h':
        case HELP:
            help();
            return CLI_OK;
        default:
            return cli_bad_option("revert", argv, c);
        }
    }
    if (argc - optind != 2) {
        cli_message("revert: needs two files, the clean text and its edit log; see 'ocrmend revert --help'");
        return CLI_USAGE;
    }
    if (strcmp(argv[optind], "-") == 0 && strcmp(argv[optind + 1], "-") == 0) {
        cli_message("revert: the clean text and its edit log cannot both come from standard input");
        return CLI_USAGE;
    }
    if (!cli_output_open(&out, output))
        return CLI_IO;
    status = revert_files(argv[optind], argv[optind + 1], &out);
    cli_output_discard(&out);
    return status;
}

const cli_command cli_revert = {"revert", "undo all changes: clean text and edit log give the raw bytes", help, revert};
