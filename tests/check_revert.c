/* The master property: undoing the log gives the raw bytes, whatever they are; and a text or a log that was changed
 * since is noticed, whatever was changed. */
#include <stdio.h>

#include "log_run.h"
#include "main.h"
#include "text/utf8.h"

static uint32_t seed;

static uint32_t any(uint32_t below)
{
    seed = seed * 1664525 + 1013904223;
    return (uint32_t)((uint64_t)(seed >> 8) * below >> 24);
}

/* --- raw texts ------------------------------------------------------------------------------------------------- */

/* Pieces of the kinds of text that the rules look for, and that upset decoders. */
static const struct {
    const char *bytes;
    size_t len;
} pieces[] = {
#define PIECE(s) {s, sizeof s - 1}
    PIECE("县里"), PIECE("的新桥"), PIECE("昨日，"), PIECE("通车。"), PIECE("“车”"), PIECE("２０２４"), PIECE("Ａ"), PIECE(" "),
    PIECE("　"), PIECE("\n"), PIECE("\r\n"), PIECE("\r"), PIECE("\n\n"), PIECE("\f"), PIECE("\xE2\x80\xA8"), PIECE("\t"),
    PIECE("3月 28日"), PIECE("(注)"), PIECE(","), PIECE("."), PIECE("..."), PIECE("--"), PIECE("\""), PIECE("the hyphen-"),
    PIECE("ated word"), PIECE("⼈⺠"), PIECE("ｶﾞｷﾞ"),
    PIECE("ﬁ"), PIECE("①Ⅲ"), PIECE("\xEF\xBB\xBF"), PIECE("\xE2\x80\x8B"),
    PIECE("\xC2\xAD"), PIECE("\0"), PIECE("\x01"), PIECE("\x7F"), PIECE("\xFF"), PIECE("\xFE\xFF"), PIECE("\xFF\xFE"),
    PIECE("\xE4\xB8"), PIECE("\xE4"), PIECE("\xB8\xAD"), PIECE("\xC0\x80"), PIECE("\xED\xA0\x80"),
    PIECE("\xF4\x90\x80\x80"),
    PIECE("\xD6\xD0\xB9\xFA"), PIECE("\x81\x30\x81\x30"), PIECE("\xA4\xA4\xB0\xEA"), PIECE("\x88\x62\x88\x64"),
    PIECE("\x82\xA0\x83\x65"), PIECE("\x8F\xA2\xB7"), PIECE("\x80"), PIECE("涓浗"), PIECE("锟斤拷"), PIECE("\xEF\xBF\xBD"),
    PIECE("\xEE\x80\x80"), PIECE("http://a.b/c"), PIECE("본문 글"), PIECE("本报讯 "), PIECE("1."), PIECE("——"), PIECE("一一"),
#undef PIECE
};

enum { PIECES = sizeof pieces / sizeof *pieces, KINDS = 5 };

/* At least n bytes of a kind of text: 0 bytes at random, 1 valid UTF-8, 2 any pieces, 3 one line of Han, 4 two-byte
 * characters as GBK and Big5 have them. */
static void make_text(om_buf *b, int kind, size_t n)
{
    while (b->len < n) {
        uint8_t c[4];

        if (kind == 0) {
            c[0] = (uint8_t)any(256);
            om_buf_add(b, c, 1);
        } else if (kind == 3) {
            om_buf_add(b, c, om_utf8_put(c, 0x4E00 + any(0x5000)));
        } else if (kind == 4) {
            c[0] = (uint8_t)(0x81 + any(0x7E));
            c[1] = (uint8_t)(0x40 + any(0xBF));
            om_buf_add(b, any(20) ? (void *)c : "\n ", 2);
        } else {
            size_t i = any(PIECES);
            if (kind == 2 || om_utf8_valid((const uint8_t *)pieces[i].bytes, pieces[i].len) == pieces[i].len)
                om_buf_add(b, pieces[i].bytes, pieces[i].len);
        }
    }
}

/* --- the way there and back ------------------------------------------------------------------------------------ */

static void there_and_back(const ocrmend_options *options, const om_buf *raw, unsigned step)
{
    om_buf clean = {0}, alone = {0}, log = {0}, back = {0};
    ocrmend_error error;
    ocrmend_status status;

    run_clean(options, raw->data, raw->len, &clean, &log);
    ck_assert_uint_eq(om_utf8_valid(clean.data, clean.len), clean.len);
    status = run_revert(&clean, &log, step, &back, &error);
    ck_assert_msg(status == OCRMEND_OK, "from %s, %zu bytes, seed %u: line %llu: %s",
                  options->from ? options->from : "auto", raw->len, seed, (unsigned long long)error.line,
                  error.message);
    ck_assert_uint_eq(back.len, raw->len);
    ck_assert(raw->len == 0 || memcmp(back.data, raw->data, raw->len) == 0);
    /* the log is a record only: without it the text comes out the same */
    run_clean(options, raw->data, raw->len, &alone, NULL);
    ck_assert_uint_eq(alone.len, clean.len);
    ck_assert(clean.len == 0 || memcmp(alone.data, clean.data, clean.len) == 0);
    om_buf_free(&clean);
    om_buf_free(&alone);
    om_buf_free(&log);
    om_buf_free(&back);
}

static ocrmend_options options_of(unsigned i)
{
    static const char *const stages[] = {NULL, NULL, NULL, "", "decode", "width", "join", "width,join,correct"};
    ocrmend_options options;

    ocrmend_profile(&options, NULL);
    options.width = (ocrmend_width)(i % 2);
    options.spacing = (ocrmend_spacing)(i / 2 % 3);
    options.keep_lines = i / 6 % 2;
    options.stages = stages[i / 12 % 8];
    return options;
}

START_TEST(small_texts)
{
    seed = (uint32_t)_i;
    for (unsigned round = 0; round < 400; round++) {
        ocrmend_options options = options_of(round);
        om_buf raw = {0};

        make_text(&raw, _i % KINDS, any(round % 8 ? 200 : 3));
        there_and_back(&options, &raw, round % 3);
        om_buf_free(&raw);
    }
}
END_TEST

/* In each charset, given or found out; texts of pieces have characters cut in two and wrong in every one of them. */
START_TEST(every_charset)
{
    const char *charset = ocrmend_charset_at((size_t)_i);

    if (!charset)
        return;
    for (unsigned round = 0; round < 60; round++) {
        ocrmend_options options = options_of(round);
        om_buf raw = {0};

        seed = round + 1000U * (unsigned)_i;
        options.from = charset;
        make_text(&raw, (int)(round % KINDS), any(400));
        there_and_back(&options, &raw, round);
        om_buf_free(&raw);
    }
}
END_TEST

/* Texts of several blocks; kind 3 is a single line longer than those. */
START_TEST(large_texts)
{
    static const char *const from[] = {NULL, "UTF-8", "GB18030", "UTF-16LE", "Big5"};

    for (unsigned i = 0; i < sizeof from / sizeof *from; i++) {
        ocrmend_options options = options_of(i + (unsigned)_i);
        om_buf raw = {0};

        seed = 77 + i;
        options.from = from[i];
        make_text(&raw, _i % KINDS, _i == 3 ? 1 << 20 : 270000 + any(40000));
        there_and_back(&options, &raw, i);
        om_buf_free(&raw);
    }
}
END_TEST

START_TEST(texts_one_after_the_other)
{
    ocrmend_options options = options_of(0);
    om_buf raw = {0}, clean = {0}, log = {0}, back = {0};
    ocrmend_error error;

    seed = 5;
    for (int i = 0; i < 4; i++) {
        om_buf one = {0};

        make_text(&one, i % 2 + 1, i == 2 ? 0 : 300000 * (size_t)(i % 2) + 10);
        om_buf_add(&raw, one.data, one.len);
        run_clean(&options, one.data, one.len, &clean, &log);
        om_buf_free(&one);
    }
    ck_assert_msg(run_revert(&clean, &log, 3, &back, &error) == OCRMEND_OK, "%s", error.message);
    ck_assert_uint_eq(back.len, raw.len);
    ck_assert_mem_eq(back.data, raw.data, raw.len);
    om_buf_free(&raw);
    om_buf_free(&clean);
    om_buf_free(&log);
    om_buf_free(&back);
}
END_TEST

/* --- damage ---------------------------------------------------------------------------------------------------- */

typedef struct {
    om_buf raw, clean, log, back;
    ocrmend_error error;
} sample;

static void sample_make(sample *s, int kind, size_t n)
{
    ocrmend_options options = options_of(0);

    memset(s, 0, sizeof *s);
    seed = 21;
    make_text(&s->raw, kind, n);
    run_clean(&options, s->raw.data, s->raw.len, &s->clean, &s->log);
}

static ocrmend_status sample_revert(sample *s)
{
    s->back.len = 0;
    return run_revert(&s->clean, &s->log, 0, &s->back, &s->error);
}

static void sample_free(sample *s)
{
    om_buf_free(&s->raw);
    om_buf_free(&s->clean);
    om_buf_free(&s->log);
    om_buf_free(&s->back);
}

START_TEST(changed_text_is_noticed)
{
    sample s;

    sample_make(&s, 1, 600000);
    for (int i = 0; i < 20; i++) {
        size_t at = any((uint32_t)s.clean.len);

        s.clean.data[at] ^= 4;
        ck_assert_int_eq(sample_revert(&s), OCRMEND_MISMATCH);
        ck_assert_uint_le(s.error.offset, at);
        s.clean.data[at] ^= 4;
    }
    s.clean.len--;
    ck_assert_int_eq(sample_revert(&s), OCRMEND_MISMATCH);
    ck_assert_uint_eq(s.error.offset, s.clean.len);
    s.clean.len++;
    om_buf_add(&s.clean, "x", 1);
    ck_assert_int_eq(sample_revert(&s), OCRMEND_MISMATCH);
    ck_assert_uint_eq(s.error.offset, s.clean.len - 1);
    s.clean.len--;
    ck_assert_int_eq(sample_revert(&s), OCRMEND_OK);
    sample_free(&s);
}
END_TEST

/* A log that is cut off anywhere, or lacks a line, is not taken. */
START_TEST(missing_lines_are_noticed)
{
    sample s;
    size_t whole, next;

    sample_make(&s, 2, 60);
    whole = s.log.len;
    for (s.log.len = 0; s.log.len < whole - 1; s.log.len++)
        ck_assert_int_eq(sample_revert(&s), OCRMEND_BAD_LOG);
    s.log.len = whole;
    for (size_t at = 0; at < whole; at = next) {
        om_buf lacks = {0}, log = s.log;

        next = (size_t)((uint8_t *)memchr(log.data + at, '\n', whole - at) - log.data) + 1;
        om_buf_add(&lacks, log.data, at);
        om_buf_add(&lacks, log.data + next, whole - next);
        s.log = lacks;
        ck_assert_int_eq(sample_revert(&s), OCRMEND_BAD_LOG);
        s.log = log;
        om_buf_free(&lacks);
    }
    ck_assert_int_eq(sample_revert(&s), OCRMEND_OK);
    sample_free(&s);
}
END_TEST

/* Bytes of the log changed at random: either it is refused, or what was changed does not matter. */
START_TEST(changed_log_does_no_harm)
{
    static const char digits[] = "0123456789";
    ocrmend_options options = options_of(0);
    sample s;

    sample_make(&s, _i % KINDS, 500);
    if (_i >= KINDS) {
        options.from = "Big5";
        s.clean.len = s.log.len = 0;
        run_clean(&options, s.raw.data, s.raw.len, &s.clean, &s.log);
    }
    for (int i = 0; i < 400; i++) {
        size_t at = any((uint32_t)s.log.len);
        uint8_t was = s.log.data[at];

        s.log.data[at] = was >= '0' && was <= '9' ? (uint8_t)digits[any(10)] : (uint8_t)any(256);
        if (sample_revert(&s) == OCRMEND_OK) {
            ck_assert_uint_eq(s.back.len, s.raw.len);
            ck_assert_mem_eq(s.back.data, s.raw.data, s.raw.len);
        }
        s.log.data[at] = was;
    }
    sample_free(&s);
}
END_TEST

#define BEGIN "{\"ocrmend\":\"0\",\"log\":1,\"charset\":\"%s\"}\n"
#define EDIT "{\"id\":%d,\"stage\":\"%s\",\"raw\":[0,0],\"clean\":[0,0],\"at\":%s,\"old\":\"%s\",\"new\":\"%s\"}\n"
#define BLOCK "{\"block\":1,\"raw\":[0,%s],\"clean\":[0,%s],\"raw_xxh3\":\"78af5f94892f3950\"," \
              "\"clean_xxh3\":\"78af5f94892f3950\"}\n"

/* Logs made to harm, for the clean text "abc", whose checksum they know. */
static const struct {
    const char *charset, *stage, *at, *old_text, *new_text, *raw, *clean;
} hostile[] = {
    {"none", "width", "0", "", "", "3", "3"},
    {"UTF-8", "none", "0", "", "", "3", "3"},
    {"UTF-8", "width", "4", "", "", "3", "3"},
    {"UTF-8", "width", "3", "", "x", "3", "3"},
    {"UTF-8", "width", "2", "", "cd", "3", "3"},
    {"UTF-8", "width", "0", "", "b", "3", "3"},
    {"UTF-8", "width", "9223372036854775807", "", "", "3", "3"},
    {"UTF-8", "width", "0", "x", "", "3", "3"},
    {"UTF-8", "width", "0", "", "", "9223372036854775807", "3"},
    {"UTF-8", "width", "0", "", "", "3", "9223372036854775807"},
    {"UTF-8", "width", "0", "", "", "3", "16777216"},
    {"UTF-8", "width", "0", "", "", "2", "3"},
    {"Big5", "width", "1", "\\ud83d\\ude00", "", "3", "3"},
    {"Big5", "decode", "1", "", "b", "3", "3"},
};

START_TEST(hostile_logs_are_refused)
{
    char log[2048];
    int n;
    sample s = {0};

    om_buf_add(&s.clean, "abc", 3);
    n = snprintf(log, sizeof log, BEGIN EDIT BLOCK, hostile[_i].charset, 1, hostile[_i].stage, hostile[_i].at,
                 hostile[_i].old_text, hostile[_i].new_text, hostile[_i].raw, hostile[_i].clean);
    om_buf_add(&s.log, log, (size_t)n);
    ck_assert_int_ne(sample_revert(&s), OCRMEND_OK);
    ck_assert_uint_eq(s.back.len, 0);
    ck_assert_uint_gt(strlen(s.error.message), 0);
    sample_free(&s);
}
END_TEST

/* Edits that overlap, or of an earlier stage after those of a later one. */
START_TEST(edits_out_of_order_are_refused)
{
    char log[2048];
    int n;
    sample s = {0};

    om_buf_add(&s.clean, "abc", 3);
    n = snprintf(log, sizeof log, BEGIN EDIT EDIT BLOCK, "UTF-8", 1, "width", _i ? "0" : "1", "ab", _i ? "ab" : "b", 2,
                 _i == 2 ? "lines" : "width", _i ? "1" : "0", "ab", _i ? "b" : "ab", "3", "3");
    om_buf_add(&s.log, log, (size_t)n);
    ck_assert_int_eq(sample_revert(&s), OCRMEND_BAD_LOG);
    sample_free(&s);
}
END_TEST

/* Edits that never end are not gathered for ever. */
typedef struct {
    char line[4096];
    size_t len, at;
    int id;
} endless_log;

static ptrdiff_t endless(void *user, void *buf, size_t n)
{
    endless_log *s = user;

    if (s->at == s->len) {
        char old_text[2001];

        memset(old_text, 'x', sizeof old_text - 1);
        old_text[sizeof old_text - 1] = '\0';
        s->len = (size_t)(s->id ? snprintf(s->line, sizeof s->line, EDIT, s->id, "width", "0", old_text, "y")
                                : snprintf(s->line, sizeof s->line, BEGIN, "UTF-8"));
        s->at = 0;
        s->id++;
    }
    n = n < s->len - s->at ? n : s->len - s->at;
    memcpy(buf, s->line + s->at, n);
    s->at += n;
    return (ptrdiff_t)n;
}

START_TEST(endless_edits_are_refused)
{
    endless_log log = {{0}, 0, 0, 0};
    memory clean = {(const uint8_t *)"abc", 3, 0};
    om_buf raw = {0};
    ocrmend_error error = {OCRMEND_OK};

    ck_assert_int_eq(ocrmend_revert((ocrmend_source){memory_read, &clean}, (ocrmend_source){endless, &log},
                                    (ocrmend_sink){memory_write, &raw}, &error), OCRMEND_BAD_LOG);
    ck_assert_int_lt(log.id, 100000);
    om_buf_free(&raw);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("revert");
    TCase *t = tests_case(s, "revert", 600);

    tcase_add_loop_test(t, small_texts, 0, 3 * KINDS);
    tcase_add_loop_test(t, every_charset, 0, 64);
    tcase_add_loop_test(t, large_texts, 0, KINDS);
    tcase_add_test(t, texts_one_after_the_other);
    tcase_add_test(t, changed_text_is_noticed);
    tcase_add_test(t, missing_lines_are_noticed);
    tcase_add_loop_test(t, changed_log_does_no_harm, 0, 2 * KINDS);
    tcase_add_loop_test(t, hostile_logs_are_refused, 0, (int)(sizeof hostile / sizeof *hostile));
    tcase_add_loop_test(t, edits_out_of_order_are_refused, 0, 3);
    tcase_add_test(t, endless_edits_are_refused);
    return tests_run(s);
}
