/* clean.c - ocrmend clean: raw text in, clean text and its edit log out. */
#include "cli/cli.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/confusions.h"
#include "cli/dicts.h"
#include "cli/feed.h"
#include "cli/input.h"
#include "cli/output.h"
#include "cli/replay.h"

/* Options that only have a long name; first those with a value, which is kept until all are known. */
enum {
    EDITS = 256, FORMAT, FROM, INVALID, LEVEL, STAGES, SPACING, TO, WIDTH, PROFILE, PROTECT, VALUES_END,
    CONFUSIONS = VALUES_END, KEEP_LINES, HELP
};

static const struct option long_options[] = {
    {"output", required_argument, NULL, 'o'},     {"edits", required_argument, NULL, EDITS},
    {"format", required_argument, NULL, FORMAT},  {"to", required_argument, NULL, TO},
    {"dict", required_argument, NULL, 'd'},       {"level", required_argument, NULL, LEVEL},
    {"from", required_argument, NULL, FROM},      {"invalid", required_argument, NULL, INVALID},
    {"stages", required_argument, NULL, STAGES},  {"spacing", required_argument, NULL, SPACING},
    {"width", required_argument, NULL, WIDTH},    {"profile", required_argument, NULL, PROFILE},
    {"protect", required_argument, NULL, PROTECT}, {"confusions", required_argument, NULL, CONFUSIONS},
    {"keep-lines", no_argument, NULL, KEEP_LINES}, {"verbose", no_argument, NULL, 'v'},
    {"quiet", no_argument, NULL, 'q'},            {"help", no_argument, NULL, HELP},
    {NULL, 0, NULL, 0},
};

typedef struct {
    const char *value[VALUES_END - EDITS];
    const char *output;
    bool keep_lines, verbose, quiet;
    cli_dicts dicts;
    ocrmend_confusions *confusions;       /* NULL: none given */
    ocrmend_options options;
    cli_output clean, edits;
    bool log;                             /* `edits` is wanted */
    bool stop;                            /* an output failed: no use in going on */
} job;

/* The option's value, NULL when it was not given. */
static const char *given(const job *j, int option)
{
    return j->value[option - EDITS];
}

static void print_charsets(void)
{
    const char *name;

    for (size_t i = 0; (name = ocrmend_charset_at(i)); i++)
        puts(name);
}

static void print_formats(void)
{
    const char *name, *title;

    for (size_t i = 0; (name = ocrmend_format_at(i, &title)); i++)
        printf("                        %-8s %s\n", name, title);
}

static void print_stages(void)
{
    const char *part_of, *before = "";

    for (size_t i = 0; ocrmend_stage_at(i, &part_of); i++) {
        if (part_of && strcmp(part_of, before) != 0) {
            printf("%s%s", *before ? "," : "", part_of);
            before = part_of;
        }
    }
}

static void help(void)
{
    const char *name, *summary;

    puts("Usage: ocrmend clean [OPTION...] [FILE...]\n"
         "Clean the text of each FILE, in turn; without FILE, or where it is -, standard input.\n"
         "\n"
         "  -d, --dict=FILE     put misread names right that FILE has, a compiled dictionary or a source\n"
         "                      (ocrmend-dict(5)); may be given several times.  The built-in one of places comes last\n"
         "                      by itself; 'builtin' is it alone\n"
         "      --level=safe|normal|bold\n"
         "                      how much must speak for a name before the text is changed to it\n"
         "      --confusions=FILE\n"
         "                      what the engine takes for what, from 'ocrmend learn', by which names are known again;\n"
         "                      may be given several times.  These come with ocrmend; without the option it is\n"
         "                      " CLI_CONFUSIONS_DEFAULT ":");
    for (size_t i = 0; (name = cli_confusions_at(i)); i++)
        printf("                        %s\n", name);
    puts("                        none\n"
         "  -o, --output=FILE   write the clean text to FILE, all of it or nothing; FILE may be one of those read\n"
         "      --edits=FILE    write to FILE every change: where, by which rule, what stood there\n"
         "      --format=NAME   format of what is read, found out where it is not given:");
    print_formats();
    puts("      --to=txt|same   write text (the default for text), or the same document with its words corrected and\n"
         "                      every other byte as it was (the default for one document)\n"
         "      --from=CHARSET  charset of the raw text; 'auto' (the default) finds it out, 'list' lists them all\n"
         "      --invalid=replace|fail\n"
         "                      bytes that are not valid in it become U+FFFD (the default), or end the work\n"
         "      --profile=NAME  set the options below for a kind of text; one given by itself wins:");
    for (size_t i = 0; (name = ocrmend_profile_at(i, &summary)); i++)
        printf("                        %-8s %s\n", name, summary);
    printf("      --stages=LIST   run only these stages, of ");
    print_stages();
    puts("\n"
         "      --spacing=none|pangu|keep\n"
         "                      between Han and digits or Latin: no space (the default), one, or what stands there\n"
         "      --width=news|keep\n"
         "                      full-width marks and half-width digits and letters (the default), or as they are\n"
         "      --protect=FILE  what a person rejected on the page of 'ocrmend review' is not done again; FILE has\n"
         "                      the decisions on this text\n"
         "      --keep-lines    line ends stay where they are\n"
         "  -v, --verbose       say on standard error which charset was taken and why, and how much was changed\n"
         "  -q, --quiet         no warnings and no progress\n"
         "      --help          this help");
}

/* --- options --------------------------------------------------------------------------------------------------- */

/* The place of `value` among the |-separated names; -1 and a message when it is none of them. */
static int one_of(const char *option, const char *value, const char *names)
{
    size_t n = strlen(value);
    int at = 0;

    for (const char *name = names;; name++) {
        size_t len = strcspn(name, "|");

        if (len == n && memcmp(name, value, n) == 0)
            return at;
        name += len;
        at++;
        if (!*name)
            break;
    }
    cli_message("clean: --%s takes %s, not '%s'", option, names, value);
    return -1;
}

/* The profile, and on top of it the options given.  Several files are written one after the other, as text: documents
 * could not be told apart again. */
static int set_options(job *j, int files)
{
    static const ocrmend_level levels[] = {OCRMEND_LEVEL_SAFE, OCRMEND_LEVEL_NORMAL, OCRMEND_LEVEL_BOLD};
    int invalid = 0, width = 0, spacing = 0, to = 0, level = 0;

    if (ocrmend_profile(&j->options, given(j, PROFILE)) != OCRMEND_OK) {
        cli_message("clean: no profile '%s'; see 'ocrmend clean --help'", given(j, PROFILE));
        return CLI_USAGE;
    }
    if ((given(j, INVALID) && (invalid = one_of("invalid", given(j, INVALID), "replace|fail")) < 0) ||
        (given(j, WIDTH) && (width = one_of("width", given(j, WIDTH), "news|keep")) < 0) ||
        (given(j, LEVEL) && (level = one_of("level", given(j, LEVEL), "safe|normal|bold")) < 0) ||
        (given(j, TO) && (to = one_of("to", given(j, TO), "txt|same")) < 0) ||
        (given(j, SPACING) && (spacing = one_of("spacing", given(j, SPACING), "none|pangu|keep")) < 0))
        return CLI_USAGE;
    if (given(j, INVALID))
        j->options.invalid = (ocrmend_invalid)invalid;
    if (given(j, WIDTH))
        j->options.width = (ocrmend_width)width;
    if (given(j, SPACING))
        j->options.spacing = (ocrmend_spacing)spacing;
    if (given(j, LEVEL))
        j->options.level = levels[level];
    if (given(j, TO))
        j->options.to = to ? OCRMEND_TO_SAME : OCRMEND_TO_TEXT;
    if (files > 1 && j->options.to == OCRMEND_TO_SAME) {
        cli_message("clean: --to=same writes one document; clean several one by one");
        return CLI_USAGE;
    }
    if (files > 1)
        j->options.to = OCRMEND_TO_TEXT;
    if (given(j, FORMAT))
        j->options.format = given(j, FORMAT);
    if (given(j, FROM))
        j->options.from = given(j, FROM);
    if (given(j, STAGES))
        j->options.stages = given(j, STAGES);
    if (j->keep_lines)
        j->options.keep_lines = true;
    return CLI_OK;
}

/* Read the command line.  *done: nothing is left to do. */
static int read_options(job *j, int argc, char **argv, bool *done)
{
    int c, status;

    *done = false;
    while ((c = getopt_long(argc, argv, ":d:o:vqh", long_options, NULL)) != -1) {
        switch (c) {
        case 'o':
            j->output = optarg;
            break;
        case 'd':
            if (!cli_dicts_add(&j->dicts, optarg))
                return CLI_USAGE;
            break;
        case 'v':
            j->verbose = true;
            break;
        case 'q':
            j->quiet = true;
            break;
        case CONFUSIONS:
            status = cli_confusions_add(&j->confusions, optarg);
            if (status != CLI_OK)
                return status;
            break;
        case KEEP_LINES:
            j->keep_lines = true;
            break;
        case 'h':
        case HELP:
            help();
            *done = true;
            return CLI_OK;
        case '?':
        case ':':
            return cli_bad_option("clean", argv, c);
        default:
            j->value[c - EDITS] = optarg;
        }
    }
    if (given(j, FROM) && strcmp(given(j, FROM), "list") == 0) {
        print_charsets();
        *done = true;
        return CLI_OK;
    }
    return set_options(j, argc - optind);
}

/* --- one file -------------------------------------------------------------------------------------------------- */

static void say_statistics(const job *j, const char *name, const ocrmend *run)
{
    ocrmend_stats stats = ocrmend_statistics(run);

    if (stats.invalid_bytes && !j->quiet)
        cli_message("%s: warning: %llu %s not valid %s and became U+FFFD; --edits tells where, --from names another "
                    "charset", name, (unsigned long long)stats.invalid_bytes, stats.invalid_bytes == 1 ? "byte is"
                    : "bytes are", stats.charset);
    if (j->verbose)
        cli_message("%s: %s, charset %s (%s); %llu bytes read, %llu written, %llu edits", name, stats.format,
                    stats.charset, stats.charset_why, (unsigned long long)stats.raw_bytes,
                    (unsigned long long)stats.clean_bytes, (unsigned long long)stats.edits);
}

/* What made the run fail. */
static int run_failed(job *j, const char *name, const ocrmend *run)
{
    const ocrmend_error *error = ocrmend_last_error(run);

    if (error->status != OCRMEND_SINK)
        return cli_library_error(name, error);
    j->stop = true;
    return cli_output_failed(j->clean.error ? &j->clean : &j->edits);
}

/* Take the open file through the run. */
static int pass(job *j, cli_input *in, ocrmend *run)
{
    ocrmend_status status = cli_feed(in, run, j->quiet);

    if (in->error)
        return cli_input_failed(in);
    if (status != OCRMEND_OK)
        return run_failed(j, in->name, run);
    say_statistics(j, in->name, run);
    return CLI_OK;
}

/* Read the decisions of --protect, if it is given, into *files.  Returns the exit status, after a message. */
static int protect(const job *j, const char *path, cli_replay *files, ocrmend *run)
{
    int status;

    if (!given(j, PROTECT))
        return CLI_OK;
    if (strcmp(path, "-") == 0) {
        cli_message("clean: --protect needs the raw text as a file");
        return CLI_USAGE;
    }
    status = cli_replay_open(files, path, NULL, given(j, PROTECT));
    if (status == CLI_OK && ocrmend_protect(run, files->decided) != OCRMEND_OK)
        status = cli_library_error("clean", ocrmend_last_error(run));
    return status;
}

static int clean_file(job *j, const char *path)
{
    ocrmend_error error = {OCRMEND_OK};
    cli_replay decisions = CLI_REPLAY_NONE;
    cli_input in;
    int status;
    ocrmend *run = ocrmend_new(&j->options, (ocrmend_sink){cli_output_write, &j->clean}, &error);

    if (!run) {
        j->stop = true;
        return cli_library_error("clean", &error);
    }
    status = protect(j, path, &decisions, run);
    if (status == CLI_OK && !cli_input_open(&in, path, j->clean.target ? -1 : j->clean.fd)) {
        status = CLI_IO;
    } else if (status == CLI_OK) {
        ocrmend_status ready = OCRMEND_OK;

        if (j->log)
            ready = ocrmend_log(run, (ocrmend_sink){cli_output_write, &j->edits}, strcmp(path, "-") ? path : NULL);
        status = ready == OCRMEND_OK ? pass(j, &in, run) : run_failed(j, in.name, run);
        cli_input_close(&in);
    }
    ocrmend_free(run);
    cli_replay_close(&decisions);
    return status;
}

/* --- the command ----------------------------------------------------------------------------------------------- */

static int open_dicts(job *j)
{
    int status = cli_dicts_open(&j->dicts, j->quiet);

    if (status == CLI_OK && j->dicts.n && !j->confusions)
        status = cli_confusions_add(&j->confusions, CLI_CONFUSIONS_DEFAULT);
    j->options.confusions = j->confusions;
    j->options.dicts = j->dicts.dicts;
    j->options.n_dicts = j->dicts.n;
    return status;
}

static int open_outputs(job *j)
{
    if (!cli_output_open(&j->clean, j->output))
        return CLI_IO;
    if (!given(j, EDITS))
        return CLI_OK;
    if (!cli_output_open(&j->edits, given(j, EDITS)))
        return CLI_IO;
    j->log = true;
    if (cli_output_same(&j->clean, &j->edits)) {
        cli_message("clean: the text and its edits cannot go to the same file; name another with --edits");
        return CLI_USAGE;
    }
    return CLI_OK;
}

/* Clean one file after the other, on past those that fail. */
static int clean_files(job *j, char *const *files, int n)
{
    int status = CLI_OK;

    for (int i = 0; i < n && !j->stop; i++) {
        int one = clean_file(j, files[i]);

        status = one > status ? one : status;
    }
    return status;
}

/* Both files are complete on the disk before either gets its name.  The edits get theirs first: a text that replaced
 * its own raw file without them could not be turned back. */
static int close_outputs(job *j)
{
    if (!cli_output_finish(&j->clean))
        return cli_output_failed(&j->clean);
    if (j->log && (!cli_output_finish(&j->edits) || !cli_output_commit(&j->edits)))
        return cli_output_failed(&j->edits);
    if (!cli_output_commit(&j->clean))
        return cli_output_failed(&j->clean);
    return CLI_OK;
}

/* A file failed: what can go out goes out, no file is replaced. */
static void give_up(job *j, int files)
{
    cli_output *const outs[] = {&j->clean, &j->edits};

    for (int i = 0; i < 2; i++) {
        cli_output *out = outs[i];

        if (out->fd >= 0 && !out->target && !out->error)
            cli_output_finish(out);
        else if (out->target && files > 1)
            cli_message("%s: not written, for not all files could be cleaned", out->name);
    }
}

static int clean(int argc, char **argv)
{
    static char *const standard_input[] = {"-"};
    job j = {.clean = CLI_OUTPUT_NONE, .edits = CLI_OUTPUT_NONE};
    bool done;
    int status = read_options(&j, argc, argv, &done);

    if (done || status != CLI_OK) {
        ocrmend_confusions_free(j.confusions);
        return status;
    }
    status = open_dicts(&j);
    if (status == CLI_OK)
        status = open_outputs(&j);
    if (status == CLI_OK && argc - optind > 1 && !(j.options.batch = ocrmend_batch_new())) {
        cli_message("out of memory");
        status = CLI_IO;
    }
    if (status == CLI_OK) {
        int n = argc - optind;

        status = clean_files(&j, n ? argv + optind : standard_input, n ? n : 1);
        if (status == CLI_OK)
            status = close_outputs(&j);
        else
            give_up(&j, n);
    }
    cli_output_discard(&j.clean);
    cli_output_discard(&j.edits);
    ocrmend_batch_free(j.options.batch);
    cli_dicts_close(&j.dicts);
    ocrmend_confusions_free(j.confusions);
    return status;
}

const cli_command cli_clean = {"clean", "clean the text of pages", help, clean};
