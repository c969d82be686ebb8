/* Documents in and out through the public interface, and what must hold of each: undoing gives the document back, and
 * written again with no stage chosen it is what it was. */
#ifndef DOCUMENT_RUN_H
#define DOCUMENT_RUN_H

#include "log_run.h"
#include "mutate.h"
#include "text/utf8.h"

/* Clean the document by the options; *out gets text or document.  The status, and in *error why it failed. */
static inline ocrmend_status document_run(const ocrmend_options *options, const char *document, size_t n, om_buf *out,
                                          om_buf *log, ocrmend_error *error)
{
    ocrmend_status status;
    ocrmend *run;

    memset(error, 0, sizeof *error);
    run = ocrmend_new(options, (ocrmend_sink){memory_write, out}, error);
    ck_assert_ptr_nonnull(run);
    ck_assert_int_eq(ocrmend_log(run, (ocrmend_sink){memory_write, log}, NULL), OCRMEND_OK);
    ocrmend_feed(run, document, n / 2);
    ocrmend_feed(run, document + n / 2, n - n / 2);
    status = ocrmend_finish(run);
    *error = *ocrmend_last_error(run);
    ocrmend_free(run);
    return status;
}

static inline ocrmend_status document_try(const char *document, size_t n, ocrmend_to to, const char *stages,
                                          om_buf *out, om_buf *log, ocrmend_error *error)
{
    ocrmend_options options;

    ocrmend_profile(&options, NULL);
    options.to = to;
    options.stages = stages;
    return document_run(&options, document, n, out, log, error);
}

/* Undoing gives the document back. */
static inline void document_undone(const char *document, size_t n, const om_buf *clean, const om_buf *log)
{
    om_buf raw = {0};
    ocrmend_error error;

    ck_assert_msg(run_revert(clean, log, 3, &raw, &error) == OCRMEND_OK, "line %u: %s", (unsigned)error.line,
                  error.message);
    ck_assert_msg(raw.len == n && memcmp(raw.data, document, n) == 0, "undone: '%.*s'\nnot: '%.*s'", (int)raw.len,
                  (const char *)raw.data, (int)n, document);
    om_buf_free(&raw);
}

/* The document cleaned, as a string to be freed. */
static inline char *document_clean(const char *document, size_t n, ocrmend_to to, const char *stages)
{
    om_buf clean = {0}, log = {0};
    ocrmend_error error;

    ck_assert_msg(document_try(document, n, to, stages, &clean, &log, &error) == OCRMEND_OK, "%u:%u: %s",
                  (unsigned)error.line, (unsigned)error.column, error.message);
    document_undone(document, n, &clean, &log);
    om_buf_free(&log);
    om_buf_add(&clean, "", 1);
    return (char *)clean.data;
}

/* The document gives this text, and this document; with no stage chosen it stays as it is. */
static inline void document_gives(const char *document, const char *text, const char *same)
{
    char *got = document_clean(document, strlen(document), OCRMEND_TO_TEXT, NULL);

    ck_assert_str_eq(got, text);
    free(got);
    got = document_clean(document, strlen(document), OCRMEND_TO_SAME, NULL);
    ck_assert_str_eq(got, same);
    free(got);
    got = document_clean(document, strlen(document), OCRMEND_TO_SAME, "decode");
    ck_assert_str_eq(got, document);
    free(got);
}

/* A large document, which is freed: cleaned it has both pieces; it takes no more than linear time, or Check stops the
 * test. */
static inline void document_large(om_buf *document, const char *one, const char *other)
{
    char *got = document_clean((char *)document->data, document->len, OCRMEND_TO_SAME, NULL);

    ck_assert_ptr_nonnull(strstr(got, one));
    ck_assert_ptr_nonnull(strstr(got, other));
    free(got);
    om_buf_free(document);
}

/* The same of one of n words, each of one Han character: they are all there, and with no stage chosen nothing
 * changes. */
static inline void document_of_words(om_buf *document, size_t n)
{
    char *text = document_clean((char *)document->data, document->len, OCRMEND_TO_TEXT, NULL);
    char *same = document_clean((char *)document->data, document->len, OCRMEND_TO_SAME, "decode");

    ck_assert_uint_ge(strlen(text), 3 * n);
    ck_assert_uint_eq(strlen(same), document->len);
    ck_assert(memcmp(same, document->data, document->len) == 0);
    free(text);
    free(same);
    om_buf_free(document);
}

/* The document is refused there, and nothing of it is written. */
static inline void document_refused(const char *document, size_t n, uint64_t line, const char *message)
{
    om_buf out = {0}, log = {0};
    ocrmend_error error;

    ck_assert_int_eq(document_try(document, n, OCRMEND_TO_SAME, NULL, &out, &log, &error), OCRMEND_BAD_DOCUMENT);
    ck_assert_uint_eq(error.line, line);
    ck_assert_msg(strstr(error.message, message) != NULL, "'%s'", error.message);
    ck_assert_uint_eq(out.len, 0);
    om_buf_free(&out);
    om_buf_free(&log);
}

/* Whatever becomes of a document of that format: it is refused, or what was made of it can be undone, and with no stage
 * chosen it stays as it is. */
static inline void document_mutated(const char *format, const char *document, uint64_t seed)
{
    static const struct {
        ocrmend_to to;
        const char *stages;
    } ways[] = {{OCRMEND_TO_TEXT, NULL}, {OCRMEND_TO_SAME, NULL}, {OCRMEND_TO_SAME, "decode"}};
    om_buf b = {0};

    buf_string(&b, document);
    for (size_t i = 1 + rnd_below(&seed, 4); i > 0 && b.len; i--)
        mutate_once(&seed, &b);
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
        om_buf clean = {0}, log = {0};
        ocrmend_options options;
        ocrmend_error error;
        ocrmend_status status;

        ocrmend_profile(&options, NULL);
        options.format = format;
        options.to = ways[i].to;
        options.stages = ways[i].stages;
        status = document_run(&options, (char *)b.data, b.len, &clean, &log, &error);
        if (status == OCRMEND_OK) {
            ck_assert_uint_eq(om_utf8_valid(clean.data, clean.len), clean.len);
            document_undone((char *)b.data, b.len, &clean, &log);
            om_buf_add(&log, "", 1);
            if (ways[i].stages && !strstr((char *)log.data, "-as-")) /* mojibake is mended with no stage chosen, too */
                ck_assert(clean.len == b.len && memcmp(clean.data, b.data, b.len) == 0);
        } else {
            ck_assert_int_eq(status, OCRMEND_BAD_DOCUMENT);
        }
        om_buf_free(&clean);
        om_buf_free(&log);
    }
    om_buf_free(&b);
}

#endif
