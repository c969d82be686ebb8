/* dict.c - ocrmend dict: dictionaries are compiled, checked and asked. */
#include "cli/cli.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/dictfile.h"
#include "cli/input.h"
#include "cli/mine.h"
#include "cli/output.h"

enum { HELP = 'h', FROM = 'F', WORDS = 'W', COST = 'C' }; /* of these only h is a short option too */
enum { DICTS = 32, ROWS = 5 };
enum { COST_MOST = 2 * 255 }; /* of two characters */

static const struct option long_options[] = {
    {"output", required_argument, NULL, 'o'}, {"dict", required_argument, NULL, 'd'},
    {"from", required_argument, NULL, FROM},  {"words", required_argument, NULL, WORDS},
    {"cost", required_argument, NULL, COST},  {"verbose", no_argument, NULL, 'v'},
    {"quiet", no_argument, NULL, 'q'},        {"help", no_argument, NULL, HELP},
    {NULL, 0, NULL, 0},
};

static void help(void)
{
    puts("Usage: ocrmend dict build -o FILE SOURCE...\n"
         "       ocrmend dict check [--words=FILE] DICT...\n"
         "       ocrmend dict lookup -d DICT... [TEXT...]\n"
         "       ocrmend dict mine [OPTION...] [FILE...]\n"
         "Compile dictionaries, check them, and see what they know of a text.  A SOURCE is tab-separated text with a\n"
         "header line, see ocrmend-dict(5); a DICT is a SOURCE or compiled.\n"
         "\n"
         "build: one file that is mapped and used as it is, of all SOURCEs together; of rows that disagree the one of\n"
         "the SOURCE named first counts.\n"
         "  -o, --output=FILE   write it to FILE, all of it or nothing\n"
         "\n"
         "check: names that several rows tell of, names that one misread character makes another, and with --words\n"
         "names that are ordinary words; one a line, divided by tabs.\n"
         "      --words=FILE    a word a line\n"
         "\n"
         "lookup: each name that stands in TEXT or is one character away, a long one two, with what it costs; without\n"
         "TEXT, or where it is -, standard input.\n"
         "  -d, --dict=DICT     look in this one; may be given several times\n"
         "      --cost=N        only what costs at most N, 0 to 510 (default 510: everything)\n"
         "\n"
         "mine: the persons that clean texts name, as a SOURCE for a person to check; see 'ocrmend dict mine --help'.\n"
         "\n"
         "      --from=CHARSET  charset of the SOURCEs; 'auto' (the default) finds it out\n"
         "  -v, --verbose       build: say how many names there are\n"
         "  -q, --quiet         no word about rows that are left out\n"
         "      --help          this help");
}

/* What the options say. */
typedef struct {
    const char *output, *from, *words;
    const char *dicts[DICTS];
    int dict_count;
    unsigned cost;
    bool verbose;
    cli_dict_notes notes;
} job;

/* --- build -------------------------------------------------------------------------------------------------------- */

/* Add a source; the exit status. */
static int add_source(const job *j, ocrmend_dict_builder *builder, const cli_file *file)
{
    ocrmend_error error = {OCRMEND_OK};

    if (ocrmend_dict_add(builder, file->name, j->from, file->bytes, file->len, &error) == OCRMEND_OK)
        return CLI_OK;
    return cli_dict_error(file->name, &error);
}

static ocrmend_dict_builder *new_builder(job *j)
{
    ocrmend_dict_builder *builder = ocrmend_dict_builder_new(cli_dict_note, &j->notes);

    if (!builder)
        cli_message("out of memory");
    return builder;
}

static int write_dict(const job *j, ocrmend_dict_builder *builder)
{
    ocrmend_error error = {OCRMEND_OK};
    cli_output out;
    int status;

    if (!cli_output_open(&out, j->output))
        return CLI_IO;
    if (ocrmend_dict_write(builder, (ocrmend_sink){cli_output_write, &out}, &error) == OCRMEND_OK)
        status = cli_output_finish(&out) && cli_output_commit(&out) ? CLI_OK : cli_output_failed(&out);
    else
        status = error.status == OCRMEND_SINK ? cli_output_failed(&out) : cli_dict_error(j->output, &error);
    cli_output_discard(&out);
    return status;
}

static int say_size(const job *j)
{
    int status = CLI_OK;
    cli_dict dict;

    if (strcmp(j->output, "-") != 0 && cli_dict_open(&dict, j->output, NULL, NULL, &status)) {
        cli_message("%s: %zu names, %zu rows, %zu bytes", j->output, ocrmend_dict_names(dict.dict),
                    ocrmend_dict_rows(dict.dict), dict.file.len);
        cli_dict_close(&dict);
    }
    return status;
}

static int build(job *j, int n, char **sources)
{
    ocrmend_dict_builder *builder;
    int status = CLI_OK;

    if (!j->output || n == 0) {
        cli_message("dict build: needs -o FILE and the sources; see 'ocrmend dict --help'");
        return CLI_USAGE;
    }
    builder = new_builder(j);
    if (!builder)
        return CLI_IO;
    for (int i = 0; i < n; i++) {
        cli_file file;
        int this = CLI_IO;

        if (cli_file_open(&file, sources[i])) {
            if (ocrmend_dict_is_compiled(file.bytes, file.len)) {
                cli_message("%s: is compiled already; name its sources", file.name);
                this = CLI_TEXT;
            } else {
                this = add_source(j, builder, &file);
            }
            cli_file_close(&file);
        }
        status = this > status ? this : status;
    }
    if (status == CLI_OK)
        status = write_dict(j, builder);
    ocrmend_dict_builder_free(builder);
    cli_dict_notes_end(&j->notes);
    return status == CLI_OK && j->verbose ? say_size(j) : status;
}

/* --- what is known of a name -------------------------------------------------------------------------------------- */

static void print_column(const ocrmend_dict *dict, uint32_t id, size_t row, const char *column, const char *before)
{
    size_t len;
    const char *text = ocrmend_dict_column(dict, id, row, column, &len);

    if (text)
        printf("%s%.*s", before, (int)len, text);
}

/* "person, mayor, ...; place" */
static void print_rows(const ocrmend_dict *dict, uint32_t id, size_t rows)
{
    static const char *const more[] = {"title", "org", "place", "code", "from", "to", "now", "note"};

    for (size_t i = 0; i < rows && i < ROWS; i++) {
        if (i)
            fputs("; ", stdout);
        print_column(dict, id, i, "type", "");
        print_column(dict, id, i, "level", " ");
        print_column(dict, id, i, "full", ", short for ");
        for (size_t k = 0; k < sizeof more / sizeof *more; k++)
            print_column(dict, id, i, more[k], ", ");
    }
    if (rows > ROWS)
        printf("; %zu more", rows - ROWS);
}

/* --- check -------------------------------------------------------------------------------------------------------- */

static int print_finding(void *dict, const ocrmend_dict_finding *f)
{
    static const char *const kinds[] = {"ambiguous", "confusable", "word"};

    printf("%s\t%.*s\t", kinds[f->kind], (int)f->name_len, f->name);
    if (f->other)
        printf("%.*s\t%u\n", (int)f->other_len, f->other, f->cost);
    else {
        print_rows(dict, f->id, f->rows);
        putchar('\n');
    }
    return ferror(stdout);
}

static int check_dict(const job *j, const char *name, ocrmend_dict *dict, const cli_file *words)
{
    ocrmend_error error = {OCRMEND_OK};

    if (ocrmend_dict_verify(dict, &error) == OCRMEND_OK)
        ocrmend_dict_check(dict, (const char *)words->bytes, words->len, print_finding, dict, &error);
    if (error.status == OCRMEND_OK || error.status == OCRMEND_SINK)
        return CLI_OK; /* main tells of a standard output that fails */
    return cli_dict_error(error.status == OCRMEND_INVALID ? j->words : name, &error);
}

static int check_compiled(const job *j, const cli_file *file, const cli_file *words)
{
    ocrmend_error error = {OCRMEND_OK};
    ocrmend_dict *dict = ocrmend_dict_open(file->bytes, file->len, &error);
    int status = dict ? check_dict(j, file->name, dict, words) : cli_dict_error(file->name, &error);

    ocrmend_dict_close(dict);
    return status;
}

static int check_sources(const job *j, ocrmend_dict_builder *builder, const cli_file *words)
{
    ocrmend_error error = {OCRMEND_OK};
    ocrmend_dict *dict = ocrmend_dict_compile(builder, &error);
    int status = dict ? check_dict(j, "the sources", dict, words) : cli_dict_error("the sources", &error);

    ocrmend_dict_close(dict);
    return status;
}

/* Compiled dictionaries each by itself, all sources together. */
static int check_all(job *j, int n, char **names, const cli_file *words)
{
    ocrmend_dict_builder *builder = new_builder(j);
    int status = builder ? CLI_OK : CLI_IO, sources = 0;

    for (int i = 0; i < n && builder; i++) {
        cli_file file;
        int this = CLI_IO;

        if (cli_file_open(&file, names[i])) {
            if (ocrmend_dict_is_compiled(file.bytes, file.len)) {
                this = check_compiled(j, &file, words);
            } else {
                this = add_source(j, builder, &file);
                sources += this == CLI_OK;
            }
            cli_file_close(&file);
        }
        status = this > status ? this : status;
    }
    if (sources) {
        int this = check_sources(j, builder, words);

        status = this > status ? this : status;
    }
    ocrmend_dict_builder_free(builder);
    return status;
}

static int check(job *j, int n, char **names)
{
    cli_file words = {NULL, NULL, 0, 0};
    int status;

    if (n == 0) {
        cli_message("dict check: which? See 'ocrmend dict --help'");
        return CLI_USAGE;
    }
    if (j->words && !cli_file_open(&words, j->words))
        return CLI_IO;
    status = check_all(j, n, names, &words);
    cli_file_close(&words);
    cli_dict_notes_end(&j->notes);
    return status == CLI_OK && j->notes.refused ? CLI_TEXT : status;
}

/* --- lookup ------------------------------------------------------------------------------------------------------- */

/* What candidates are printed with. */
typedef struct {
    const char *text;
    const ocrmend_dict *dict;
} asked;

/* The stretch, how it fits, the name, the cost, the difference, what is known. */
static int print_candidate(void *asked_, const ocrmend_dict_candidate *c)
{
    static const char *const fits[] = {"exact", "substituted", "missing", "extra", "two"};
    const asked *a = asked_;

    printf("%zu\t%.*s\t%s\t%.*s\t%u\t", c->from, (int)(c->to - c->from), a->text + c->from, fits[c->fit],
           (int)c->name_len, c->name, c->cost);
    if (c->fit != OCRMEND_DICT_EXACT)
        printf("%s>%s", c->read, c->meant);
    putchar('\t');
    print_rows(a->dict, c->id, c->rows);
    putchar('\n');
    return ferror(stdout);
}

static int look_up(const job *j, const cli_dict *dicts, int n, const char *name, const char *text, size_t len)
{
    int status = CLI_OK;

    for (int i = 0; i < n && status == CLI_OK; i++) {
        asked a = {text, dicts[i].dict};
        ocrmend_error error = {OCRMEND_OK};

        ocrmend_dict_lookup(dicts[i].dict, text, len, j->cost, print_candidate, &a, &error);
        if (error.status == OCRMEND_INVALID) {
            cli_message("%s: byte %llu: %s", name, (unsigned long long)error.offset, error.message);
            status = CLI_TEXT;
        } else if (error.status != OCRMEND_OK && error.status != OCRMEND_SINK) {
            status = cli_dict_error(dicts[i].file.name, &error);
        }
    }
    return status;
}

static int look_up_all(const job *j, const cli_dict *dicts, int n, int texts, char **text)
{
    static char standard[] = "-", *standard_input[] = {standard};
    int status = CLI_OK;

    if (texts == 0) {
        texts = 1;
        text = standard_input;
    }
    for (int i = 0; i < texts; i++) {
        cli_file file;
        int this;

        if (strcmp(text[i], "-") != 0) {
            this = look_up(j, dicts, n, "TEXT", text[i], strlen(text[i]));
        } else if (cli_file_open(&file, "-")) {
            this = look_up(j, dicts, n, file.name, (const char *)file.bytes, file.len);
            cli_file_close(&file);
        } else {
            this = CLI_IO;
        }
        status = this > status ? this : status;
    }
    return status;
}

static int lookup(job *j, int texts, char **text)
{
    cli_dict dicts[DICTS];
    int open = 0, status = CLI_OK;

    if (j->dict_count == 0) {
        cli_message("dict lookup: in which dictionary? Name it with -d; see 'ocrmend dict --help'");
        return CLI_USAGE;
    }
    while (open < j->dict_count && cli_dict_open(&dicts[open], j->dicts[open], j->from, &j->notes, &status))
        open++;
    cli_dict_notes_end(&j->notes);
    if (open == j->dict_count)
        status = look_up_all(j, dicts, open, texts, text);
    while (open)
        cli_dict_close(&dicts[--open]);
    return status;
}

/* --- the command -------------------------------------------------------------------------------------------------- */

static const struct {
    const char *name, *options, *long_only; /* that it takes */
    int (*run)(job *j, int n, char **args);
} commands[] = {{"build", ":o:vqh", "F", build}, {"check", ":qh", "FW", check}, {"lookup", ":d:qh", "FC", lookup}};

enum { COMMANDS = sizeof commands / sizeof *commands };

/* Take one option; false: a message has told what is wrong with it. */
static bool take_option(job *j, int c)
{
    char *end;
    unsigned long n;

    switch (c) {
    case 'o':
        j->output = optarg;
        return true;
    case 'd':
        if (j->dict_count == DICTS) {
            cli_message("dict: more than %d dictionaries; compile them into one", DICTS);
            return false;
        }
        j->dicts[j->dict_count++] = optarg;
        return true;
    case FROM:
        j->from = optarg;
        return true;
    case WORDS:
        j->words = optarg;
        return true;
    case COST:
        n = strtoul(optarg, &end, 10);
        if (*end || end == optarg || *optarg == '-' || n > COST_MOST) {
            cli_message("dict: --cost takes a number from 0 to %d, not '%s'", COST_MOST, optarg);
            return false;
        }
        j->cost = (unsigned)n;
        return true;
    case 'v':
        j->verbose = true;
        return true;
    case 'q':
        j->notes.quiet = true;
        return true;
    default:
        return false;
    }
}

static int dict(int argc, char **argv)
{
    job j = {.cost = COST_MOST};
    int which = 0, c;

    if (argc > 1 && (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0)) {
        help();
        return CLI_OK;
    }
    if (argc > 1 && strcmp(argv[1], "mine") == 0)
        return cli_mine(argc - 1, argv + 1);
    while (which < COMMANDS && (argc < 2 || strcmp(argv[1], commands[which].name) != 0))
        which++;
    if (which == COMMANDS) {
        if (argc > 1)
            cli_message("dict: no '%s'; build, check, lookup or mine: see 'ocrmend dict --help'", argv[1]);
        else
            cli_message("dict: build, check, lookup or mine? See 'ocrmend dict --help'");
        return CLI_USAGE;
    }
    argc--;
    argv++;
    while ((c = getopt_long(argc, argv, commands[which].options, long_options, NULL)) != -1) {
        if (c == 'h' || c == HELP) {
            help();
            return CLI_OK;
        }
        if (c == '?' || c == ':' || 
            !(strchr(commands[which].options, c) || strchr(commands[which].long_only, c)))
            return cli_bad_option("dict", argv, c == ':' ? c : '?');
        if (!take_option(&j, c))
            return CLI_USAGE;
    }
    return commands[which].run(&j, argc - optind, argv + optind);
}

const cli_command cli_dict_command = {"dict", "compile, check and ask dictionaries of names", help, dict};
