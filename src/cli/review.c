/* review.c - ocrmend review: a page for the browser on which a person looks at each change and decides.
 *
 * The page is src/review/; here its data are written, as one JSON object in which every '<' is escaped: no text
 * can end the element that it stands in.  The script puts text into the page as text only. */
#include "cli/cli.h"

#include <errno.h>
#include <getopt.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/output.h"
#include "cli/replay.h"
#include "cli/review_page.h"

enum { EDITS = 256, IMAGE, HELP, IMAGES = 1000, CONTEXT = 40 };

static const struct option long_options[] = {
    {"edits", required_argument, NULL, EDITS}, {"image", required_argument, NULL, IMAGE},
    {"output", required_argument, NULL, 'o'},  {"help", no_argument, NULL, HELP},
    {NULL, 0, NULL, 0},
};

typedef struct {
    const char *edits, *output;
    const char *image[IMAGES];
    size_t images;
    cli_output out;
    uint64_t id;             /* of the edit told last */
    bool first;              /* no change of the text was written yet */
    bool placed;             /* a change has a box */
} job;

static void help(void)
{
    puts("Usage: ocrmend review [OPTION...] -o PAGE RAW...\n"
         "Write a page for the browser on which a person goes through the changes and suggestions of cleaning each\n"
         "RAW, accepts or rejects them, or types another reading.  The page is one file and needs no network; what\n"
         "was decided is downloaded from it for 'ocrmend apply'.\n"
         "\n"
         "      --edits=LOG     the edit log that 'ocrmend clean --edits' has written of RAW; without it RAW is\n"
         "                      cleaned as 'ocrmend clean' does without options\n"
         "      --image=IMAGE   the scan that a document (hOCR, ALTO, ...) was read from, as PNG, JPEG, GIF or WebP;\n"
         "                      once for each of its pages, in their order\n"
         "  -o, --output=PAGE   write to PAGE\n"
         "      --help          this help");
}

/* --- writing ------------------------------------------------------------------------------------------------------ */

static void put(job *j, const char *s)
{
    cli_output_write(&j->out, s, strlen(s));
}

/* A piece of JSON; '<' occurs in strings only. */
static int put_json_piece(const char *bytes, size_t n, void *job_)
{
    job *j = job_;

    while (n) {
        const char *sign = memchr(bytes, '<', n);
        size_t plain = sign ? (size_t)(sign - bytes) : n;

        cli_output_write(&j->out, bytes, plain);
        if (sign)
            put(j, "\\u003c");
        bytes += plain + (sign != NULL);
        n -= plain + (sign != NULL);
    }
    return j->out.error ? -1 : 0;
}

static void put_json(job *j, json_t *json)
{
    const size_t how = JSON_COMPACT | JSON_ENCODE_ANY | JSON_REAL_PRECISION(4);

    if ((!json || json_dump_callback(json, put_json_piece, j, how) != 0) && !j->out.error)
        j->out.error = ENOMEM;
    json_decref(json);
}

/* Of no bytes there may be no pointer either. */
static json_t *text_of(const char *bytes, size_t n)
{
    return json_stringn(n ? bytes : "", n);
}

/* A file's name is bytes; one that is not UTF-8 is not told. */
static json_t *name_or_null(const char *name)
{
    json_t *json = json_string(name);

    return json ? json : json_null();
}

static void put_base64(job *j, const uint8_t *bytes, size_t n)
{
    static const char digit[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    for (size_t i = 0; i < n; i += 3) {
        unsigned left = n - i > 3 ? 3 : (unsigned)(n - i);
        unsigned long three = (unsigned long)bytes[i] << 16 | (left > 1 ? bytes[i + 1] << 8 : 0) |
                              (left > 2 ? bytes[i + 2] : 0);
        char four[4] = {digit[three >> 18], digit[three >> 12 & 63], digit[three >> 6 & 63], digit[three & 63]};

        if (left < 3)
            four[3] = '=';
        if (left < 2)
            four[2] = '=';
        cli_output_write(&j->out, four, 4);
    }
}

/* --- changes ------------------------------------------------------------------------------------------------------ */

static const char *character_before(const char *s, const char *floor)
{
    do
        s--;
    while (s > floor && ((unsigned char)*s & 0xC0) == 0x80);
    return s;
}

/* What stands before the change and after it on its line, up to CONTEXT characters. */
static void put_context(job *j, const ocrmend_edit *edit)
{
    const char *begin = edit->text + edit->text_from, *end = edit->text + edit->text_to;
    const char *from = begin, *to = end, *all = edit->text + edit->text_len;

    for (int i = 0; i < CONTEXT && from > edit->text && from[-1] != '\n'; i++)
        from = character_before(from, edit->text);
    for (int i = 0; i < CONTEXT && to < all && *to != '\n'; i++)
        for (to++; to < all && ((unsigned char)*to & 0xC0) == 0x80;)
            to++;
    put(j, ",\"before\":");
    put_json(j, text_of(from, (size_t)(begin - from)));
    put(j, ",\"now\":");
    put_json(j, text_of(begin, (size_t)(end - begin)));
    put(j, ",\"after\":");
    put_json(j, text_of(end, (size_t)(to - end)));
    if (from > edit->text && from[-1] != '\n')
        put(j, ",\"cut\":true");
    if (to < all && *to != '\n')
        put(j, ",\"more\":true");
}

static json_t *hexadecimal(const char *bytes, size_t n)
{
    char *hex = malloc(3 * n + 1);
    json_t *json = NULL;

    for (size_t i = 0; hex && i < n; i++)
        sprintf(hex + 3 * i, "%02X ", (unsigned char)bytes[i]);
    if (hex)
        json = text_of(hex, n ? 3 * n - 1 : 0);
    free(hex);
    return json;
}

/* What stage read and write do is how a document is spelled: nobody is asked about it. */
static int see(void *job_, const ocrmend_edit *edit)
{
    static const char *const outcomes[] = {"changed", "suggested", "reported"};
    job *j = job_;
    bool bytes = strcmp(edit->rule->stage, "decode") == 0;

    j->id++;
    if (!edit->text || strcmp(edit->rule->stage, "read") == 0)
        return 0;
    put(j, j->first ? "\n" : ",\n");
    j->first = false;
    put(j, "{\"id\":");
    put_json(j, json_integer((json_int_t)j->id));
    put(j, ",\"rule\":");
    put_json(j, json_string(edit->rule->name));
    put(j, ",\"outcome\":");
    put_json(j, json_string(outcomes[edit->outcome]));
    put(j, ",\"confidence\":");
    put_json(j, json_real(edit->confidence));
    if (edit->why) {
        put(j, ",\"why\":");
        put_json(j, text_of(edit->why, edit->why_len));
    }
    put(j, bytes ? ",\"hex\":" : ",\"old\":");
    put_json(j, bytes ? hexadecimal(edit->old_text, edit->old_len) : text_of(edit->old_text, edit->old_len));
    put(j, ",\"new\":");
    put_json(j, text_of(edit->new_text, edit->new_len));
    put(j, ",\"raw\":");
    put_json(j, json_pack("[I,I]", (json_int_t)edit->raw_from, (json_int_t)edit->raw_to));
    put_context(j, edit);
    if (edit->page && edit->line.right > edit->line.left && edit->line.bottom > edit->line.top) {
        put(j, ",\"page\":");
        put_json(j, json_integer(edit->page));
        put(j, ",\"line\":");
        put_json(j, json_pack("[i,i,i,i]", (int)edit->line.left, (int)edit->line.top, (int)edit->line.right,
                              (int)edit->line.bottom));
        j->placed = true;
    }
    put(j, "}");
    return j->out.error ? -1 : 0;
}

static int no_text(void *user, const void *bytes, size_t n)
{
    (void)user;
    (void)bytes;
    (void)n;
    return 0;
}

/* Write one text's object. */
static int put_file(job *j, const char *path)
{
    ocrmend_error error = {OCRMEND_OK};
    cli_replay replay;
    ocrmend *run = NULL;
    bool sink = false;
    char sum[17];
    int status = cli_replay_open(&replay, path, j->edits, NULL);

    if (status == CLI_OK && replay.raw.len &&
        memchr(replay.raw.bytes, 0, replay.raw.len < 8192 ? replay.raw.len : 8192))
        cli_message("%s: warning: holds NUL bytes and is hardly a text", replay.raw.name);
    if (status == CLI_OK && !(run = ocrmend_new(NULL, (ocrmend_sink){no_text, NULL}, &error)))
        status = cli_library_error("review", &error);
    if (status == CLI_OK) {
        j->id = 0;
        j->first = true;
        snprintf(sum, sizeof sum, "%016llx", (unsigned long long)ocrmend_checksum(replay.raw.bytes, replay.raw.len));
        put(j, "{\"name\":");
        put_json(j, name_or_null(replay.raw.name));
        put(j, ",\"raw_xxh3\":");
        put_json(j, json_string(sum));
        put(j, ",\"changes\":[");
        ocrmend_watch(run, see, j);
        status = cli_replay_run(&replay, run, &sink);
        put(j, "]}");
    }
    if (sink)
        status = cli_output_failed(&j->out);
    ocrmend_free(run);
    cli_replay_close(&replay);
    return status;
}

/* --- the page ----------------------------------------------------------------------------------------------------- */

static void put_rules(job *j)
{
    const ocrmend_rule *rule;

    for (size_t i = 0; (rule = ocrmend_rule_at(i)); i++) {
        put(j, i ? "," : "");
        put_json(j, json_string(rule->name));
        put(j, ":");
        put_json(j, json_pack("{s:s,s:s,s:s}", "stage", rule->stage, "summary", rule->summary, "zh",
                              ocrmend_rule_in_chinese(rule)));
    }
}

/* The media type of an image that browsers show, or NULL. */
static const char *media_type(const cli_file *image)
{
    static const struct {
        const char *type, *begin;
        size_t n;
    } types[] = {{"image/png", "\x89PNG\r\n\x1A\n", 8}, {"image/jpeg", "\xFF\xD8\xFF", 3}, {"image/gif", "GIF8", 4}};

    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (image->len > types[i].n && memcmp(image->bytes, types[i].begin, types[i].n) == 0)
            return types[i].type;
    if (image->len > 12 && memcmp(image->bytes, "RIFF", 4) == 0 && memcmp(image->bytes + 8, "WEBP", 4) == 0)
        return "image/webp";
    return NULL;
}

static int put_image(job *j, const char *path)
{
    cli_file image;
    const char *type;

    if (!cli_file_open(&image, path))
        return CLI_IO;
    type = media_type(&image);
    if (type) {
        put(j, "<img class=\"scan\" hidden alt=\"\" src=\"data:");
        put(j, type);
        put(j, ";base64,");
        put_base64(j, image.bytes, image.len);
        put(j, "\">\n");
    } else {
        cli_message("%s: is no PNG, JPEG, GIF or WebP image, which browsers show; convert it", image.name);
    }
    cli_file_close(&image);
    return type ? CLI_OK : CLI_TEXT;
}

static int put_page(job *j, char *const *files, int n)
{
    int status = CLI_OK;

    put(j, review_page_head);
    put(j, "<script type=\"application/json\" id=\"data\">\n{\"version\":");
    put_json(j, json_string(ocrmend_version()));
    put(j, ",\"rules\":{");
    put_rules(j);
    put(j, "},\"texts\":[");
    for (int i = 0; i < n && status == CLI_OK; i++) {
        put(j, i ? ",\n" : "\n");
        status = put_file(j, files[i]);
    }
    put(j, "]}\n</script>\n");
    if (status == CLI_OK && j->images && !j->placed)
        cli_message("review: warning: no change has a place on a page; the images are not shown");
    for (size_t i = 0; i < j->images && status == CLI_OK; i++)
        status = put_image(j, j->image[i]);
    put(j, review_page_tail);
    return status;
}

/* Returns CLI_OK, or an exit status after a message. */
static int check(const job *j, int n, char *const *files)
{
    int standard = j->edits && strcmp(j->edits, "-") == 0;

    for (int i = 0; i < n; i++)
        standard += strcmp(files[i], "-") == 0;
    if (n == 0)
        cli_message("review: needs the raw text; see 'ocrmend review --help'");
    else if (n > 1 && (j->edits || j->images))
        cli_message("review: --edits and --image belong to one raw text");
    else if (standard > 1)
        cli_message("review: only one file can come from standard input");
    else
        return CLI_OK;
    return CLI_USAGE;
}

/* Returns CLI_OK, or an exit status after a message.  *done: help was printed. */
static int read_options(job *j, int argc, char **argv, bool *done)
{
    int c;

    *done = false;
    while ((c = getopt_long(argc, argv, ":o:h", long_options, NULL)) != -1) {
        switch (c) {
        case EDITS:
            j->edits = optarg;
            break;
        case IMAGE:
            if (j->images == IMAGES) {
                cli_message("review: more than %d images", IMAGES);
                return CLI_USAGE;
            }
            j->image[j->images++] = optarg;
            break;
        case 'o':
            j->output = optarg;
            break;
        case 'h':
        case HELP:
            help();
            *done = true;
            return CLI_OK;
        default:
            return cli_bad_option("review", argv, c);
        }
    }
    return check(j, argc - optind, argv + optind);
}

static int review(int argc, char **argv)
{
    job j = {.out = CLI_OUTPUT_NONE};
    bool done;
    int status = read_options(&j, argc, argv, &done);

    if (done || status != CLI_OK)
        return status;
    if (!cli_output_open(&j.out, j.output))
        return CLI_IO;
    status = put_page(&j, argv + optind, argc - optind);
    if (status == CLI_OK && (!cli_output_finish(&j.out) || !cli_output_commit(&j.out)))
        status = cli_output_failed(&j.out);
    cli_output_discard(&j.out);
    return status;
}

const cli_command cli_review = {"review", "make a page on which a person decides on the changes", help, review};
