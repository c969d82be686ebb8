/* score.c - ocrmend score: how near a text is to the truth, what cleaning gave and what it took. */
#include "config.h"
#include "cli/cli.h"

#include <dirent.h>
#include <getopt.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "cli/input.h"
#include "cli/mentions.h"
#include "cli/text.h"

enum { RAW = 256, NAMES, EDITS, FORMAT, HELP };

static const struct option long_options[] = {
    {"raw", required_argument, NULL, RAW},       {"names", required_argument, NULL, NAMES},
    {"edits", required_argument, NULL, EDITS},   {"format", required_argument, NULL, FORMAT},
    {"help", no_argument, NULL, HELP},           {NULL, 0, NULL, 0},
};

/* What belongs to one text: files, or directories with one for each. */
typedef struct {
    const char *truth, *out, *raw, *names, *edits;
} files;

typedef struct {
    bool json;
    ocrmend_score score;
    mention_types types;
    ocrmend_score_rule *rules;
    size_t n_rules;
} job;

static void help(void)
{
    puts("Usage: ocrmend score [OPTION...] TRUTH OUT\n"
         "Score the text OUT against TRUTH, a text known to be right with a paragraph a line; with the raw text also\n"
         "what cleaning gave and what it took.  Of documents the words are scored.\n"
         "TRUTH and OUT may be directories: then so are all others (--names may be one list for all), files belong\n"
         "together that have the same name up to the first dot, and all are added up.\n"
         "\n"
         "      --raw=RAW       the text that OUT was made from\n"
         "      --names=FILE    names to look for: lines of name, tab, type; or of type, tab, name, tab, place\n"
         "      --edits=LOG     edit log of OUT: score each rule as well; needs --raw\n"
         "      --format=text|json\n"
         "      --help          this help");
}

/* --- reading ------------------------------------------------------------------------------------------------------ */

static int read_edits(const char *path, const ocrmend_text *raw, const ocrmend_text *out, ocrmend_edits **edits)
{
    ocrmend_error error = {OCRMEND_OK};
    cli_input in;
    int status = CLI_OK;

    if (!cli_input_open(&in, path, -1))
        return CLI_IO;
    *edits = ocrmend_edits_read((ocrmend_source){cli_input_read, &in}, raw, out, &error);
    if (!*edits && in.error) {
        status = cli_input_failed(&in);
    } else if (!*edits && error.status == OCRMEND_MISMATCH) {
        cli_message("%s: %s", path, error.message);
        status = CLI_TEXT;
    } else if (!*edits) {
        status = cli_library_error(in.name, &error);
    }
    cli_input_close(&in);
    return status;
}

static int read_names(job *j, const char *path, const ocrmend_text *truth, ocrmend_text **table, mentions *m)
{
    size_t n, len;
    const char *text = ocrmend_text_bytes(truth, &len), *file;
    int status = cli_text_read(path, NULL, "txt", table);

    if (status != CLI_OK)
        return status;
    file = ocrmend_text_bytes(*table, &n);
    return mentions_read(m, &j->types, path, file, n, text, len) ? CLI_OK : CLI_TEXT;
}

/* --- one text ----------------------------------------------------------------------------------------------------- */

static int score_files(job *j, const files *f)
{
    ocrmend_text *truth = NULL, *out = NULL, *raw = NULL, *table = NULL;
    ocrmend_edits *edits = NULL;
    mentions m = {0};
    int status = cli_text_read(f->truth, NULL, NULL, &truth);

    if (status == CLI_OK)
        status = cli_text_read(f->out, NULL, NULL, &out);
    if (status == CLI_OK && f->raw)
        status = cli_text_read(f->raw, NULL, NULL, &raw);
    if (status == CLI_OK && f->names)
        status = read_names(j, f->names, truth, &table, &m);
    if (status == CLI_OK && f->edits)
        status = read_edits(f->edits, raw, out, &edits);
    if (status == CLI_OK &&
        ocrmend_score_add(&j->score, truth, raw, out, m.at, m.n, edits, j->rules) != OCRMEND_OK) {
        cli_message("out of memory");
        status = CLI_IO;
    }
    ocrmend_edits_free(edits);
    ocrmend_text_free(truth);
    ocrmend_text_free(out);
    ocrmend_text_free(raw);
    ocrmend_text_free(table);
    free(m.at);
    return status;
}

/* --- directories -------------------------------------------------------------------------------------------------- */

static bool is_directory(const char *path)
{
    struct stat st;

    return path && stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

/* The file in the directory whose name up to the first dot is stem[0, n); NULL and a message: none. */
static char *find_file(const char *dir, const char *stem, size_t n)
{
    DIR *d = opendir(dir);
    struct dirent *entry;
    char *path = NULL;

    while (d && !path && (entry = readdir(d)))
        if (strcspn(entry->d_name, ".") == n && strncmp(entry->d_name, stem, n) == 0 && n &&
            asprintf(&path, "%s/%s", dir, entry->d_name) < 0)
            path = NULL;
    if (d)
        closedir(d);
    if (!path)
        cli_message("%s: has no file %.*s or %.*s.*", dir, (int)n, stem, (int)n, stem);
    return path;
}

static int no_dots(const struct dirent *entry)
{
    return entry->d_name[0] != '.';
}

/* The texts of the directories: each file of the truth's and those that belong to it. */
static int score_directories(job *j, const files *f)
{
    struct dirent **list;
    int n = scandir(f->truth, &list, no_dots, alphasort), status = CLI_OK;

    if (n < 0) {
        cli_message("%s: cannot be read", f->truth);
        return CLI_IO;
    }
    for (int i = 0; i < n && status == CLI_OK; i++) {
        const char *stem = list[i]->d_name;
        const char *const from[] = {f->truth, f->out, f->raw, f->names, f->edits};
        char *path[5] = {NULL};
        size_t len = strcspn(stem, ".");

        for (int k = 0; k < 5; k++) {
            if (!from[k])
                continue;
            path[k] = is_directory(from[k]) ? find_file(from[k], stem, len) : strdup(from[k]);
            if (!path[k])
                status = CLI_IO;
        }
        if (status == CLI_OK)
            status = score_files(j, &(files){path[0], path[1], path[2], path[3], path[4]});
        for (int k = 0; k < 5; k++)
            free(path[k]);
    }
    for (int i = 0; i < n; i++)
        free(list[i]);
    free(list);
    return status;
}

/* --- figures ------------------------------------------------------------------------------------------------------ */

static double percent(uint64_t a, uint64_t b)
{
    return b ? 100.0 * (double)a / (double)b : 0;
}

typedef struct {
    double precision, recall, f1;
} breaks;

static breaks breaks_of(const ocrmend_score *s, const ocrmend_score_of *of)
{
    double p = of->breaks ? (double)of->breaks_right / (double)of->breaks : s->breaks ? 0 : 1;
    double r = s->breaks ? (double)of->breaks_right / (double)s->breaks : 1;

    return (breaks){p, r, p + r > 0 ? 2 * p * r / (p + r) : 0};
}

static double false_rate(const ocrmend_score *s)
{
    return 1e5 * (double)s->broken / (double)(s->chars ? s->chars : 1);
}

static void print_errors(const char *what, uint64_t raw, uint64_t out, uint64_t of, bool has_raw)
{
    printf("%-22s", what);
    if (has_raw)
        printf(" raw %6.2f%%  out %6.2f%%  reduction %6.1f%%\n", percent(raw, of), percent(out, of),
               raw ? 100.0 * ((double)raw - (double)out) / (double)raw : 0);
    else
        printf(" %6.2f%%\n", percent(out, of));
}

static void print_names(const char *type, const ocrmend_score_names *n, bool has_raw)
{
    uint64_t wrong = n->mentions - n->raw_right;

    printf("%-22s mentions %llu, right", type, (unsigned long long)n->mentions);
    if (has_raw)
        printf(" raw %6.2f%%  out %6.2f%%, fixed %llu of %llu wrong (%.1f%%), broken %llu\n",
               percent(n->raw_right, n->mentions), percent(n->out_right, n->mentions), (unsigned long long)n->fixed,
               (unsigned long long)wrong, percent(n->fixed, wrong), (unsigned long long)n->broken);
    else
        printf(" %6.2f%%\n", percent(n->out_right, n->mentions));
}

static void print_rules(const job *j)
{
    printf("\n%-22s %10s %10s %14s %14s\n", "rule", "fixed", "broken", "breaks fixed", "breaks broken");
    for (size_t i = 0; i < j->n_rules; i++) {
        const ocrmend_score_rule *r = &j->rules[i];

        if (r->fixed || r->broken || r->breaks_fixed || r->breaks_broken)
            printf("%-22s %10llu %10llu %14llu %14llu\n", ocrmend_rule_at(i)->name, (unsigned long long)r->fixed,
                   (unsigned long long)r->broken, (unsigned long long)r->breaks_fixed,
                   (unsigned long long)r->breaks_broken);
    }
}

static void print_text(const job *j, const files *f)
{
    const ocrmend_score *s = &j->score;
    breaks raw = breaks_of(s, &s->raw), out = breaks_of(s, &s->out);

    printf("%-22s %llu in %llu text%s\n", "characters", (unsigned long long)s->chars, (unsigned long long)s->texts,
           s->texts == 1 ? "" : "s");
    print_errors("CER", s->raw.errors, s->out.errors, s->chars, f->raw);
    print_errors("CER with breaks", s->raw.break_errors, s->out.break_errors, s->chars_breaks, f->raw);
    printf("%-22s ", "paragraph breaks");
    if (f->raw)
        printf("raw P %.3f R %.3f F1 %.3f  ", raw.precision, raw.recall, raw.f1);
    printf("%sP %.3f R %.3f F1 %.3f (truth %llu, out %llu)\n", f->raw ? "out " : "", out.precision, out.recall, out.f1,
           (unsigned long long)s->breaks, (unsigned long long)s->out.breaks);
    for (unsigned i = 0; i < j->types.n; i++)
        print_names(j->types.name[i], &s->names[i], f->raw);
    if (f->raw) {
        printf("%-22s %llu\n", "characters fixed", (unsigned long long)s->fixed);
        printf("%-22s %llu = %.1f per 100,000 (Han %llu, other %llu, inserted %llu)\n", "false corrections",
               (unsigned long long)s->broken, false_rate(s), (unsigned long long)s->broken_han,
               (unsigned long long)(s->broken - s->broken_han - s->inserted), (unsigned long long)s->inserted);
    }
    if (f->edits)
        print_rules(j);
}

static json_t *json_of(const ocrmend_score *s, const ocrmend_score_of *of)
{
    breaks b = breaks_of(s, of);

    return json_pack("{s:I, s:f, s:I, s:f, s:I, s:I, s:f, s:f, s:f}", "errors", (json_int_t)of->errors, "cer",
                     percent(of->errors, s->chars) / 100, "break_errors", (json_int_t)of->break_errors,
                     "cer_with_breaks", percent(of->break_errors, s->chars_breaks) / 100, "breaks",
                     (json_int_t)of->breaks, "breaks_right", (json_int_t)of->breaks_right, "precision", b.precision,
                     "recall", b.recall, "f1", b.f1);
}

static json_t *json_of_rules(const job *j)
{
    json_t *all = json_object();

    for (size_t i = 0; i < j->n_rules; i++) {
        const ocrmend_score_rule *r = &j->rules[i];

        if (r->fixed || r->broken || r->breaks_fixed || r->breaks_broken)
            json_object_set_new(all, ocrmend_rule_at(i)->name,
                                json_pack("{s:I, s:I, s:I, s:I}", "fixed", (json_int_t)r->fixed, "broken",
                                          (json_int_t)r->broken, "breaks_fixed", (json_int_t)r->breaks_fixed,
                                          "breaks_broken", (json_int_t)r->breaks_broken));
    }
    return all;
}

static void print_json(const job *j, const files *f)
{
    const ocrmend_score *s = &j->score;
    json_t *all = json_pack("{s:I, s:I, s:I, s:o}", "texts", (json_int_t)s->texts, "chars", (json_int_t)s->chars,
                            "breaks", (json_int_t)s->breaks, "out", json_of(s, &s->out)),
           *names = json_object();

    if (f->raw) {
        json_object_set_new(all, "raw", json_of(s, &s->raw));
        json_object_set_new(all, "fixed", json_integer((json_int_t)s->fixed));
        json_object_set_new(all, "broken",
                            json_pack("{s:I, s:I, s:I, s:f}", "all", (json_int_t)s->broken, "han",
                                      (json_int_t)s->broken_han, "inserted", (json_int_t)s->inserted, "per_100000",
                                      false_rate(s)));
    }
    for (unsigned i = 0; i < j->types.n; i++) {
        const ocrmend_score_names *n = &s->names[i];

        json_object_set_new(names, j->types.name[i],
                            json_pack("{s:I, s:I}", "mentions", (json_int_t)n->mentions, "out_right",
                                      (json_int_t)n->out_right));
        if (f->raw)
            json_object_update_new(json_object_get(names, j->types.name[i]),
                                   json_pack("{s:I, s:I, s:I}", "raw_right", (json_int_t)n->raw_right, "fixed",
                                             (json_int_t)n->fixed, "broken", (json_int_t)n->broken));
    }
    json_object_set_new(all, "names", names);
    if (f->edits)
        json_object_set_new(all, "rules", json_of_rules(j));
    json_dumpf(all, stdout, JSON_COMPACT | JSON_REAL_PRECISION(8));
    putchar('\n');
    json_decref(all);
}

/* --- the command -------------------------------------------------------------------------------------------------- */

static int read_options(job *j, files *f, int argc, char **argv, bool *done)
{
    int c;

    *done = false;
    while ((c = getopt_long(argc, argv, ":h", long_options, NULL)) != -1) {
        switch (c) {
        case RAW:
            f->raw = optarg;
            break;
        case NAMES:
            f->names = optarg;
            break;
        case EDITS:
            f->edits = optarg;
            break;
        case FORMAT:
            j->json = strcmp(optarg, "json") == 0;
            if (!j->json && strcmp(optarg, "text") != 0) {
                cli_message("score: --format takes text, json, not '%s'", optarg);
                return CLI_USAGE;
            }
            break;
        case 'h':
        case HELP:
            help();
            *done = true;
            return CLI_OK;
        default:
            return cli_bad_option("score", argv, c);
        }
    }
    if (argc - optind != 2) {
        cli_message("score: needs two files, the truth and the text to be scored; see 'ocrmend score --help'");
        return CLI_USAGE;
    }
    f->truth = argv[optind];
    f->out = argv[optind + 1];
    if (f->edits && !f->raw) {
        cli_message("score: --edits needs --raw");
        return CLI_USAGE;
    }
    if (is_directory(f->truth) != is_directory(f->out) || (f->raw && is_directory(f->truth) != is_directory(f->raw)) ||
        (f->edits && is_directory(f->truth) != is_directory(f->edits)) ||
        (is_directory(f->names) && !is_directory(f->truth))) {
        cli_message("score: either all are files or all are directories");
        return CLI_USAGE;
    }
    return CLI_OK;
}

static int score(int argc, char **argv)
{
    job j = {0};
    files f = {0};
    bool done;
    int status = read_options(&j, &f, argc, argv, &done);

    if (done || status != CLI_OK)
        return status;
    while (ocrmend_rule_at(j.n_rules))
        j.n_rules++;
    j.rules = calloc(j.n_rules, sizeof *j.rules);
    if (!j.rules) {
        cli_message("out of memory");
        return CLI_IO;
    }
    status = is_directory(f.truth) ? score_directories(&j, &f) : score_files(&j, &f);
    if (status == CLI_OK && j.json)
        print_json(&j, &f);
    else if (status == CLI_OK)
        print_text(&j, &f);
    free(j.rules);
    for (unsigned i = 0; i < j.types.n; i++)
        free(j.types.name[i]);
    return status;
}

const cli_command cli_score = {"score", "score a text against the truth", help, score};
