/* The edit log: what is written is JSON, says what it was told, and reads back; what is not a log is refused. */
#include <jansson.h>
#include <stdio.h>

#include "log_run.h"
#include "main.h"
#include "report/log_read.h"
#include "report/log_write.h"

static const ocrmend_rule width_rule = {"some-rule", "width", 0.97, "", NULL, NULL};
static const ocrmend_rule decode_rule = {"some-bytes", "decode", 1, "", NULL, NULL};

/* Texts that a JSON string must escape, or need not. */
static const struct {
    const char *text;
    size_t len;
} texts[] = {
    {"", 0}, {"中国", 6}, {"\"", 1}, {"\\", 1}, {"a\\\"b", 4}, {"\n\r\t", 3}, {"\0", 1}, {"a\0b", 3}, {"\x01\x1F\x7F", 3},
    {"/", 1}, {"\xE2\x80\xA8", 3}, {"\xF0\xA0\x80\x80", 4}, {"\xEF\xBF\xBD", 3}, {" ", 1},
};

enum { TEXTS = sizeof texts / sizeof *texts };

static ocrmend_edit edit_of(const ocrmend_rule *rule, size_t old_text, size_t new_text, ocrmend_outcome outcome)
{
    return (ocrmend_edit){.rule = rule, .outcome = outcome, .confidence = 0.97, .raw_from = 10, .raw_to = 20,
                          .clean_from = UINT64_C(5000000000), .clean_to = UINT64_C(5000000001), .stage_at = 77,
                          .old_text = texts[old_text].text, .old_len = texts[old_text].len,
                          .new_text = texts[new_text].text, .new_len = texts[new_text].len};
}

static void begin(om_log **log, om_buf *out)
{
    ocrmend_stats stats = {.charset = "GB18030", .format = "txt"};

    *log = om_log_new((ocrmend_sink){memory_write, out}, "dir/\"a\"\xFF.txt");
    ck_assert_ptr_nonnull(*log);
    ck_assert_int_eq(om_log_begin(*log, &stats, false, &(om_settings){0}), 0);
}

static void end(om_log *log)
{
    ocrmend_stats stats = {.invalid_bytes = 3};

    ck_assert_int_eq(om_log_end(log, &stats), 0);
    om_log_free(log);
}

/* The next line of the log as an object. */
static json_t *next_object(om_buf *out, size_t *at)
{
    uint8_t *from = out->data + *at, *to = memchr(from, '\n', out->len - *at);
    json_t *json;

    ck_assert_ptr_nonnull(to);
    json = json_loadb((char *)from, (size_t)(to - from), JSON_ALLOW_NUL | JSON_REJECT_DUPLICATES, NULL);
    ck_assert_msg(json_is_object(json), "%.*s", (int)(to - from), from);
    *at = (size_t)(to - out->data) + 1;
    return json;
}

START_TEST(written_lines_are_json)
{
    om_buf out = {0};
    om_log *log;
    size_t at = 0;
    json_t *json;

    begin(&log, &out);
    for (size_t i = 0; i < TEXTS; i++) {
        ocrmend_edit e = edit_of(&width_rule, i, TEXTS - 1 - i, OCRMEND_CHANGED);
        ck_assert_int_eq(om_log_edit(log, &e), 0);
    }
    end(log);

    json = next_object(&out, &at);
    ck_assert_str_eq(json_string_value(json_object_get(json, "ocrmend")), ocrmend_version());
    ck_assert_str_eq(json_string_value(json_object_get(json, "name")), "dir/\"a\"\xEF\xBF\xBD.txt");
    ck_assert_str_eq(json_string_value(json_object_get(json, "charset")), "GB18030");
    ck_assert_int_eq(json_integer_value(json_object_get(json, "log")), OM_LOG_FORMAT);
    json_decref(json);
    for (size_t i = 0; i < TEXTS; i++) {
        json_t *old_text, *new_text;

        json = next_object(&out, &at);
        old_text = json_object_get(json, "old");
        new_text = json_object_get(json, "new");
        ck_assert_uint_eq(json_integer_value(json_object_get(json, "id")), i + 1);
        ck_assert_str_eq(json_string_value(json_object_get(json, "stage")), "width");
        ck_assert_str_eq(json_string_value(json_object_get(json, "rule")), "some-rule");
        ck_assert(json_number_value(json_object_get(json, "confidence")) == 0.97);
        ck_assert_uint_eq(json_string_length(old_text), texts[i].len);
        ck_assert_mem_eq(json_string_value(old_text), texts[i].text, texts[i].len);
        ck_assert_uint_eq(json_string_length(new_text), texts[TEXTS - 1 - i].len);
        ck_assert_mem_eq(json_string_value(new_text), texts[TEXTS - 1 - i].text, texts[TEXTS - 1 - i].len);
        json_decref(json);
    }
    json = next_object(&out, &at);
    ck_assert(json_is_true(json_object_get(json, "end")));
    ck_assert_int_eq(json_integer_value(json_object_get(json, "invalid_bytes")), 3);
    json_decref(json);
    ck_assert_uint_eq(at, out.len);
    om_buf_free(&out);
}
END_TEST

static void next(om_log_reader *reader, om_log_line *line, om_log_kind kind)
{
    ocrmend_error error = {OCRMEND_OK};

    ck_assert_msg(om_log_next(reader, line, &error) == OCRMEND_OK, "%s", error.message);
    ck_assert_int_eq(line->kind, kind);
}

/* What the reader tells, with the log given to it in pieces of odd sizes. */
START_TEST(reader_gives_what_was_written)
{
    static const uint8_t bytes[] = {0x00, 0x7F, 0x80, 0xFF, 0xA1, 0xB2};
    om_buf out = {0};
    om_log *log;
    om_log_reader *reader;
    om_log_line line;
    ocrmend_edit e = edit_of(&decode_rule, 0, 12, OCRMEND_CHANGED);
    memory source;
    uint64_t sum;

    e.old_text = (const char *)bytes;
    e.old_len = sizeof bytes;
    begin(&log, &out);
    om_log_edit(log, &e);
    e = edit_of(&width_rule, 7, 4, OCRMEND_SUGGESTED);
    om_log_edit(log, &e);
    e = edit_of(&width_rule, 8, 0, OCRMEND_REPORTED);
    om_log_edit(log, &e);
    om_log_block(log, "abc", 3, "wxyz", 4);
    om_log_block(log, "", 0, "", 0);
    end(log);

    source = (memory){out.data, out.len, (unsigned)_i};
    reader = om_log_reader_new((ocrmend_source){memory_read, &source});
    next(reader, &line, OM_LOG_BEGIN);
    ck_assert_str_eq(line.begin.charset, "GB18030");
    next(reader, &line, OM_LOG_EDIT);
    ck_assert(line.edit.changed);
    ck_assert_str_eq(line.edit.stage, "decode");
    ck_assert_uint_eq(line.edit.id, 1);
    ck_assert_uint_eq(line.edit.at, 77);
    ck_assert_uint_eq(line.raw.to, 20);
    ck_assert(line.clean.from == UINT64_C(5000000000));
    ck_assert_uint_eq(line.edit.old_len, sizeof bytes);
    ck_assert_mem_eq(line.edit.old_text, bytes, sizeof bytes);
    ck_assert_uint_eq(line.edit.new_len, 3);
    next(reader, &line, OM_LOG_EDIT);
    ck_assert(!line.edit.changed);
    ck_assert_mem_eq(line.edit.old_text, "a\0b", 3);
    ck_assert_uint_eq(line.line, 3);
    next(reader, &line, OM_LOG_EDIT);
    ck_assert(!line.edit.changed);
    next(reader, &line, OM_LOG_BLOCK);
    ck_assert_uint_eq(line.sum.number, 1);
    ck_assert_uint_eq(line.raw.to, 3);
    ck_assert_uint_eq(line.clean.to, 4);
    sum = line.sum.raw_xxh3;
    ck_assert(sum == UINT64_C(0x78af5f94892f3950)); /* XXH3 of "abc", seed 0 */
    next(reader, &line, OM_LOG_BLOCK);
    ck_assert_uint_eq(line.clean.from, 4);
    next(reader, &line, OM_LOG_END);
    ck_assert_uint_eq(line.sum.number, 2);
    ck_assert_uint_eq(line.sum.edits, 1);
    ck_assert_uint_eq(line.sum.notes, 2);
    ck_assert(line.sum.raw_xxh3 == sum);
    next(reader, &line, OM_LOG_NONE);
    om_log_reader_free(reader);
    om_buf_free(&out);
}
END_TEST

/* A thousand small lines do not go to the sink one by one, and a sink that stops is heard. */
static int count_writes(void *user, const void *bytes, size_t n)
{
    (void)bytes;
    (void)n;
    return ++*(int *)user > 3;
}

START_TEST(sink_is_called_seldom_and_heard)
{
    int writes = 0, stopped = 0;
    om_log *log = om_log_new((ocrmend_sink){count_writes, &writes}, NULL);
    ocrmend_edit e = edit_of(&width_rule, 1, 1, OCRMEND_CHANGED);

    for (int i = 0; i < 10000 && !stopped; i++)
        stopped = om_log_edit(log, &e);
    ck_assert(stopped);
    ck_assert_int_eq(writes, 4);
    om_log_free(log);
}
END_TEST

#define BEGIN "{\"ocrmend\":\"0\",\"log\":1,\"charset\":\"UTF-8\"}\n"
#define RANGES "\"raw\":[0,1],\"clean\":[0,1]"
#define SUMS "\"raw_xxh3\":\"0123456789abcdef\",\"clean_xxh3\":\"0123456789abcdef\""

/* Each has a good first line and then a bad one. */
static const char *const bad[] = {
    "\n",
    "x\n",
    "{\n",
    "[]\n",
    "{}\n",
    "\xFF\n",
    "{\"id\":1}\n",
    "{\"ocrmend\":\"0\",\"log\":2,\"charset\":\"UTF-8\"}\n",
    "{\"ocrmend\":\"0\",\"log\":\"1\",\"charset\":\"UTF-8\"}\n",
    "{\"ocrmend\":\"0\",\"log\":1}\n",
    "{\"id\":1,\"stage\":\"width\"," RANGES ",\"at\":0,\"old\":\"a\"}\n",
    "{\"id\":1,\"stage\":\"width\"," RANGES ",\"at\":-1,\"old\":\"a\",\"new\":\"b\"}\n",
    "{\"id\":1,\"stage\":\"width\"," RANGES ",\"at\":1.5,\"old\":\"a\",\"new\":\"b\"}\n",
    "{\"id\":1,\"stage\":\"width\"," RANGES ",\"at\":99999999999999999999,\"old\":\"a\",\"new\":\"b\"}\n",
    "{\"id\":1,\"stage\":7," RANGES ",\"at\":0,\"old\":\"a\",\"new\":\"b\"}\n",
    "{\"id\":1,\"stage\":\"width\"," RANGES ",\"at\":0,\"old\":7,\"new\":\"b\"}\n",
    "{\"id\":1,\"stage\":\"decode\"," RANGES ",\"at\":0,\"old_hex\":\"f\",\"new\":\"b\"}\n",
    "{\"id\":1,\"stage\":\"decode\"," RANGES ",\"at\":0,\"old_hex\":\"fg\",\"new\":\"b\"}\n",
    "{\"id\":1,\"stage\":\"decode\"," RANGES ",\"at\":0,\"old_hex\":[],\"new\":\"b\"}\n",
    "{\"id\":1,\"stage\":\"width\",\"raw\":[1,0],\"clean\":[0,0],\"at\":0,\"old\":\"a\",\"new\":\"b\"}\n",
    "{\"id\":1,\"stage\":\"width\",\"raw\":[0],\"clean\":[0,0],\"at\":0,\"old\":\"a\",\"new\":\"b\"}\n",
    "{\"id\":1,\"stage\":\"width\",\"raw\":[-1,0],\"clean\":[0,0],\"at\":0,\"old\":\"a\",\"new\":\"b\"}\n",
    "{\"id\":1,\"stage\":\"width\",\"raw\":{},\"clean\":[0,0],\"at\":0,\"old\":\"a\",\"new\":\"b\"}\n",
    "{\"block\":1," RANGES ",\"raw_xxh3\":\"0123456789abcdef\"}\n",
    "{\"block\":1," RANGES ",\"raw_xxh3\":\"0123\",\"clean_xxh3\":\"0123456789abcdef\"}\n",
    "{\"block\":\"1\"," RANGES "," SUMS "}\n",
    "{\"end\":true,\"blocks\":1,\"edits\":1," RANGES "," SUMS "}\n",
};

START_TEST(bad_lines_are_refused)
{
    om_buf text = {0};
    om_log_reader *reader;
    om_log_line line;
    ocrmend_error error = {OCRMEND_OK};
    memory source;

    buf_string(&text, BEGIN);
    buf_string(&text, bad[_i]);
    source = (memory){text.data, text.len, 0};
    reader = om_log_reader_new((ocrmend_source){memory_read, &source});
    next(reader, &line, OM_LOG_BEGIN);
    ck_assert_int_eq(om_log_next(reader, &line, &error), OCRMEND_BAD_LOG);
    ck_assert_uint_eq(error.line, 2);
    ck_assert_uint_gt(strlen(error.message), 0);
    om_log_reader_free(reader);
    om_buf_free(&text);
}
END_TEST

/* A "line" without an end must not be gathered for ever. */
static ptrdiff_t endless(void *user, void *buf, size_t n)
{
    *(size_t *)user += n;
    memset(buf, ' ', n);
    return (ptrdiff_t)n;
}

START_TEST(endless_line_is_refused)
{
    size_t given = 0;
    ocrmend_error error = {OCRMEND_OK};
    om_log_line line;
    om_log_reader *reader = om_log_reader_new((ocrmend_source){endless, &given});

    ck_assert_int_eq(om_log_next(reader, &line, &error), OCRMEND_BAD_LOG);
    ck_assert_uint_eq(error.line, 1);
    ck_assert_uint_lt(given, 20 << 20);
    om_log_reader_free(reader);
}
END_TEST

static ptrdiff_t broken(void *user, void *buf, size_t n)
{
    (void)user;
    (void)buf;
    (void)n;
    return -1;
}

START_TEST(failing_source_is_told)
{
    ocrmend_error error = {OCRMEND_OK};
    om_log_line line;
    om_log_reader *reader = om_log_reader_new((ocrmend_source){broken, NULL});

    ck_assert_int_eq(om_log_next(reader, &line, &error), OCRMEND_SINK);
    om_log_reader_free(reader);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("log");
    TCase *t = tests_case(s, "log", 120);

    tcase_add_test(t, written_lines_are_json);
    tcase_add_loop_test(t, reader_gives_what_was_written, 0, 4);
    tcase_add_test(t, sink_is_called_seldom_and_heard);
    tcase_add_loop_test(t, bad_lines_are_refused, 0, (int)(sizeof bad / sizeof *bad));
    tcase_add_test(t, endless_line_is_refused);
    tcase_add_test(t, failing_source_is_told);
    return tests_run(s);
}
