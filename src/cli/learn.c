/* learn.c - ocrmend learn: texts as they were read, with their truth or what a person corrected, in; a table of what
 * the engine takes for what out. */
#include "cli/cli.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/output.h"
#include "cli/replay.h"
#include "cli/text.h"

enum { TRUTH = 256, EDITS, DECISIONS, FROM, FORMAT, HELP };

static const struct option long_options[] = {
    {"truth", required_argument, NULL, TRUTH},         {"edits", required_argument, NULL, EDITS},
    {"decisions", required_argument, NULL, DECISIONS}, {"from", required_argument, NULL, FROM},
    {"format", required_argument, NULL, FORMAT},       {"output", required_argument, NULL, 'o'},
    {"verbose", no_argument, NULL, 'v'},               {"quiet", no_argument, NULL, 'q'},
    {"help", no_argument, NULL, HELP},                 {NULL, 0, NULL, 0},
};

/* Files of one kind, in the order given. */
typedef struct {
    const char **at;
    int n;
} list;

typedef struct {
    list raw, truth, edits, decisions;
    const char *from, *format, *output;
    bool verbose, quiet;
    ocrmend_confusions *learnt;
} job;

static void help(void)
{
    puts("Usage: ocrmend learn [OPTION...] RAW... --truth TRUTH...\n"
         "       ocrmend learn [OPTION...] RAW... --edits LOG... [--decisions FILE...]\n"
         "Count what an OCR engine takes for what, into a table for 'ocrmend clean --confusions': from each RAW, text\n"
         "or document as the engine wrote it, and its TRUTH, a text known to be right; or from what a person\n"
         "corrected on the page of 'ocrmend review': the LOG of each RAW and the decisions on it, or the LOG that\n"
         "'ocrmend apply' has written.\n"
         "Files that belong together are given in the same order.\n"
         "\n"
         "      --truth=TRUTH      what RAW should read\n"
         "      --edits=LOG        edit log of RAW\n"
         "      --decisions=FILE   what was decided on it\n"
         "  -o, --output=FILE      write the table to FILE, all of it or nothing\n"
         "      --from=CHARSET     charset of each RAW, --format=NAME its format: as 'ocrmend clean' has them\n"
         "  -v, --verbose          say on standard error how much was learnt\n"
         "  -q, --quiet            no warnings\n"
         "      --help             this help");
}

static int out_of_memory(void)
{
    cli_message("out of memory");
    return CLI_IO;
}

/* --- learning ----------------------------------------------------------------------------------------------------- */

static int learn_truth(job *j, int i)
{
    ocrmend_error error = {OCRMEND_OK};
    ocrmend_text *read, *truth = NULL;
    int status = cli_text_read(j->raw.at[i], j->from, j->format, &read);

    if (status == CLI_OK)
        status = cli_text_read(j->truth.at[i], NULL, "txt", &truth);
    if (status == CLI_OK && ocrmend_confusions_learn(j->learnt, read, truth, &error) != OCRMEND_OK) {
        if (error.status != OCRMEND_MISMATCH)
            status = cli_library_error(j->raw.at[i], &error);
        else if (!j->quiet)
            cli_message("%s: warning: nothing was learnt from it: %s", j->raw.at[i], error.message);
    }
    ocrmend_text_free(read);
    ocrmend_text_free(truth);
    return status;
}

/* Bytes in memory, written and then read. */
typedef struct {
    char *bytes;
    size_t len, room, next;
} memory;

static int memory_write(void *user, const void *bytes, size_t n)
{
    memory *m = user;

    if (m->room - m->len < n) {
        size_t room = 2 * m->room + n;
        char *p = realloc(m->bytes, room);

        if (!p)
            return -1;
        m->bytes = p;
        m->room = room;
    }
    if (n)
        memcpy(m->bytes + m->len, bytes, n);
    m->len += n;
    return 0;
}

static ptrdiff_t memory_read(void *user, void *buf, size_t n)
{
    memory *m = user;

    if (n > m->len - m->next)
        n = m->len - m->next;
    if (n)
        memcpy(buf, m->bytes + m->next, n);
    m->next += n;
    return (ptrdiff_t)n;
}

/* The text that a log, with decisions or without, makes of its raw text. */
static int proofread_text(const job *j, int i, cli_replay *files, ocrmend_text **text)
{
    ocrmend_error error = {OCRMEND_OK};
    memory clean = {0};
    bool sink;
    ocrmend *run = ocrmend_new(NULL, (ocrmend_sink){memory_write, &clean}, &error);
    int status = run ? cli_replay_run(files, run, &sink) : cli_library_error("learn", &error);

    if (status != CLI_OK && run && sink)
        out_of_memory();
    ocrmend_free(run);
    if (status == CLI_OK && !(*text = ocrmend_text_read((ocrmend_source){memory_read, &clean}, "UTF-8", NULL, &error)))
        status = cli_library_error(j->raw.at[i], &error);
    free(clean.bytes);
    return status;
}

static int learn_review(job *j, int i)
{
    ocrmend_error error = {OCRMEND_OK};
    cli_replay files;
    cli_input log;
    ocrmend_text *proofread = NULL;
    int status = cli_replay_open(&files, j->raw.at[i], j->edits.at[i], j->decisions.n ? j->decisions.at[i] : NULL);

    if (status == CLI_OK)
        status = proofread_text(j, i, &files, &proofread);
    if (status == CLI_OK && !cli_input_open(&log, j->edits.at[i], -1)) {
        status = CLI_IO;
    } else if (status == CLI_OK) {
        if (ocrmend_confusions_review(j->learnt, (ocrmend_source){cli_input_read, &log}, files.decided, proofread,
                                      &error) != OCRMEND_OK)
            status = log.error ? cli_input_failed(&log) : cli_library_error(log.name, &error);
        cli_input_close(&log);
    }
    ocrmend_text_free(proofread);
    cli_replay_close(&files);
    return status;
}

/* --- the table ---------------------------------------------------------------------------------------------------- */

enum { NAMED = 20 }; /* files that the table names */

/* What the table was made from, for its comments.  NULL: out of memory. */
static char *about(const job *j)
{
    ocrmend_confusions_facts facts = ocrmend_confusions_about(j->learnt);
    char *text = NULL;
    size_t len;
    FILE *out = open_memstream(&text, &len);

    if (!out)
        return NULL;
    fprintf(out, "what was read and what was meant, how often, and how often that stood there\n"
                 "learnt by ocrmend %s from %llu text%s: %llu characters, %llu misread, %llu dropped, %llu added\n",
            ocrmend_version(), (unsigned long long)facts.texts, facts.texts == 1 ? "" : "s",
            (unsigned long long)facts.characters, (unsigned long long)facts.misread, (unsigned long long)facts.dropped,
            (unsigned long long)facts.added);
    for (int i = 0; i < j->raw.n && i < NAMED; i++)
        fprintf(out, "%s with %s\n", j->raw.at[i], j->truth.n ? j->truth.at[i] : j->edits.at[i]);
    if (j->raw.n > NAMED)
        fprintf(out, "and %d more\n", j->raw.n - NAMED);
    return fclose(out) == 0 ? text : NULL;
}

static int write_table(const job *j, cli_output *out)
{
    ocrmend_error error = {OCRMEND_OK};
    ocrmend_confusions_facts facts = ocrmend_confusions_about(j->learnt);
    char *comment = about(j);
    ocrmend_status status = OCRMEND_NOMEM;

    if (comment)
        status = ocrmend_confusions_write(j->learnt, comment, (ocrmend_sink){cli_output_write, out}, &error);
    free(comment);
    if (status == OCRMEND_NOMEM)
        return out_of_memory();
    if (status != OCRMEND_OK || !cli_output_finish(out) || !cli_output_commit(out))
        return cli_output_failed(out);
    if (j->verbose)
        cli_message("%llu kinds from %llu characters: %llu misread, %llu dropped, %llu added",
                    (unsigned long long)facts.kinds, (unsigned long long)facts.characters,
                    (unsigned long long)facts.misread, (unsigned long long)facts.dropped,
                    (unsigned long long)facts.added);
    return CLI_OK;
}

static int learn_files(job *j)
{
    cli_output out = CLI_OUTPUT_NONE;
    int status = CLI_OK;

    for (int i = 0; i < j->raw.n && status == CLI_OK; i++)
        status = j->truth.n ? learn_truth(j, i) : learn_review(j, i);
    if (status == CLI_OK && !ocrmend_confusions_about(j->learnt).texts) {
        cli_message("learn: nothing was learnt, no table is written");
        status = CLI_TEXT;
    }
    if (status == CLI_OK)
        status = cli_output_open(&out, j->output) ? write_table(j, &out) : CLI_IO;
    cli_output_discard(&out);
    return status;
}

/* --- the command -------------------------------------------------------------------------------------------------- */

/* Add how many of the files are standard input; whether there is more than one by now. */
static bool count_standard(const list *files, int *n)
{
    for (int i = 0; i < files->n; i++)
        *n += strcmp(files->at[i], "-") == 0;
    return *n > 1;
}

/* Returns CLI_OK, or an exit status after a message. */
static int check(const job *j)
{
    const list *other = j->truth.n ? &j->truth : &j->edits;
    const char *name = j->truth.n ? "--truth" : "--edits";
    int standard = 0, logs = 0;

    if (!j->raw.n || !other->n || (j->truth.n && (j->edits.n || j->decisions.n))) {
        cli_message("learn: needs RAW... and either --truth or --edits; see 'ocrmend learn --help'");
        return CLI_USAGE;
    }
    if (j->edits.n && (j->from || j->format)) {
        cli_message("learn: charset and format are told by the edit log; leave out --from and --format");
        return CLI_USAGE;
    }
    if (j->decisions.n && j->decisions.n != j->raw.n) {
        name = "--decisions";
        other = &j->decisions;
    }
    if (other->n != j->raw.n) {
        cli_message("learn: %d RAW and %d %s: each needs its own, in the same order", j->raw.n, other->n, name);
        return CLI_USAGE;
    }
    count_standard(&j->edits, &logs);
    if (logs || count_standard(&j->raw, &standard) || count_standard(&j->truth, &standard) ||
        count_standard(&j->decisions, &standard)) {
        cli_message(logs ? "learn: an edit log is read twice, so it cannot come from standard input"
                         : "learn: only one file can come from standard input");
        return CLI_USAGE;
    }
    return CLI_OK;
}

/* Read the command line.  Files after --truth, --edits or --decisions belong to it when a RAW stands before the first
 * of these; else each of them takes one value, and the rest are RAW. */
static int read_options(job *j, int argc, char **argv, bool *done)
{
    list *const lists[] = {&j->truth, &j->edits, &j->decisions};
    list *current = &j->raw;
    int c;

    *done = false;
    while ((c = getopt_long(argc, argv, "-:o:vqh", long_options, NULL)) != -1) {
        switch (c) {
        case TRUTH:
        case EDITS:
        case DECISIONS:
            if (j->raw.n)
                current = lists[c - TRUTH];
            lists[c - TRUTH]->at[lists[c - TRUTH]->n++] = optarg;
            break;
        case 1:
            current->at[current->n++] = optarg;
            break;
        case FROM:
            j->from = optarg;
            break;
        case FORMAT:
            j->format = optarg;
            break;
        case 'o':
            j->output = optarg;
            break;
        case 'v':
            j->verbose = true;
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
            return cli_bad_option("learn", argv, c);
        }
    }
    while (optind < argc) /* what stands after -- */
        current->at[current->n++] = argv[optind++];
    return check(j);
}

static int learn(int argc, char **argv)
{
    const char **files = calloc(4 * (size_t)argc, sizeof *files);
    job j = {.raw = {files, 0}, .learnt = ocrmend_confusions_new()};
    bool done;
    int status;

    if (!files || !j.learnt) {
        free(files);
        ocrmend_confusions_free(j.learnt);
        return out_of_memory();
    }
    j.truth.at = files + argc;
    j.edits.at = files + 2 * argc;
    j.decisions.at = files + 3 * argc;
    status = read_options(&j, argc, argv, &done);
    if (!done && status == CLI_OK)
        status = learn_files(&j);
    free(files);
    ocrmend_confusions_free(j.learnt);
    return status;
}

const cli_command cli_learn = {"learn", "learn what an engine takes for what", help, learn};
