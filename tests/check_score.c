/* Scoring: white space and breaks, readings, counts. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "diff/squash.h"
#include "log_run.h"
#include "main.h"

static ocrmend_text *text_of(const char *p, size_t n)
{
    memory m = {(const uint8_t *)p, n, 0};
    ocrmend_text *t = ocrmend_text_read((ocrmend_source){memory_read, &m}, "UTF-8", NULL, NULL);

    ck_assert_ptr_nonnull(t);
    return t;
}

static ocrmend_text *text(const char *s)
{
    return text_of(s, strlen(s));
}

START_TEST(white_space_and_breaks)
{
    static const struct {
        const char *text, *want; /* | where a break is */
    } cases[] = {
        {"", ""},
        {" \n\n", ""},
        {"甲乙", "甲乙"},
        {"\n\n甲\r\n乙\r丙\f丁\n", "甲|乙|丙|丁"},
        {"甲\n \n\u3000\n乙", "甲|乙"},
        {"甲\v乙\u2028丙\xC2\x85丁", "甲乙丙丁"},
        {"甲 \u00A0\u200B\uFEFF\t乙", "甲乙"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        ocrmend_text *t = text(cases[i].text);
        om_squashed s;
        char got[64] = "";
        size_t len;
        const char *utf8 = ocrmend_text_bytes(t, &len);

        ck_assert(om_squash(&s, t));
        for (size_t k = 0; k < s.n; k++)
            sprintf(got + strlen(got), "%s%.3s", s.breaks[k] ? "|" : "", utf8 + s.at[k]);
        ck_assert_str_eq(got, cases[i].want);
        ck_assert_uint_eq(s.at[s.n], len);
        om_squashed_free(&s);
        ocrmend_text_free(t);
    }
}
END_TEST

static void read_as(const char *truth, const char *out, om_squashed *t, om_squashed *r, om_reading_of *x)
{
    ocrmend_text *a = text(truth), *b = text(out);

    ck_assert(om_squash(t, a) && om_squash(r, b) && om_align_reading(x, t, r));
    ocrmend_text_free(a);
    ocrmend_text_free(b);
}

START_TEST(readings)
{
    om_squashed t, r;
    om_reading_of x;

    read_as("一二三四五六七", "一贰三xy四 五七", &t, &r, &x);
    ck_assert_uint_eq(x.edits, 4);
    ck_assert(om_reading_right(&x, 0) && !om_reading_right(&x, 1) && x.pos[1] == 1 && x.pos[5] == -1);
    ck_assert(x.ins[3] == 2 && x.ins_at[3] == 3 && x.ins[0] == 0 && x.ins[7] == 0);
    ck_assert(om_reading_span_right(&x, 2, 3));
    ck_assert(!om_reading_span_right(&x, 2, 4)); /* what was put between */
    ck_assert(om_reading_span_right(&x, 3, 5));  /* what was put before */
    ck_assert(!om_reading_span_right(&x, 3, 7));
    om_squashed_free(&t);
    om_squashed_free(&r);
    om_reading_free(&x);
}
END_TEST

/* Texts too long to be aligned exactly are read stretch by stretch, and no worse. */
START_TEST(long_readings)
{
    enum { N = 120000 };
    char *a = malloc(3 * N + 1), *b = malloc(3 * N + 1);
    om_squashed t, r;
    om_reading_of x;
    uint32_t state = 1;
    size_t right = 0;

    for (size_t i = 0; i < N; i++) {
        unsigned c;

        state = state * 1103515245 + 12345;
        c = 0x4E00 + (state >> 8) % 3000;
        a[3 * i] = b[3 * i] = (char)(0xE0 | c >> 12);
        a[3 * i + 1] = b[3 * i + 1] = (char)(0x80 | (c >> 6 & 63));
        a[3 * i + 2] = b[3 * i + 2] = (char)(0x80 | (c & 63));
        if (i % 10 == 5)
            memcpy(b + 3 * i, "\u3105", 3);
    }
    a[3 * N] = b[3 * N] = 0;
    read_as(a, b, &t, &r, &x);
    ck_assert_uint_eq(x.edits, N / 10);
    for (size_t i = 0; i < N; i++)
        right += om_reading_right(&x, i);
    ck_assert_uint_eq(right, N - N / 10);
    om_squashed_free(&t);
    om_squashed_free(&r);
    om_reading_free(&x);
    free(a);
    free(b);
}
END_TEST

START_TEST(counts)
{
    ocrmend_text *truth = text("林小满到了。\n全长三里。\n"), *raw = text("林小蒲到\n了.\n全长三哩。"), *out = text("林小满到了。\n全氏三，里。\n");
    const ocrmend_mention names[] = {{0, 9, 2}, {19, 25, 0}}; /* 林小满, 全长 */
    ocrmend_score s = {0};

    for (int i = 1; i <= 2; i++) {
        ck_assert_int_eq(ocrmend_score_add(&s, truth, raw, out, names, 2, NULL, NULL), OCRMEND_OK);
        ck_assert(s.texts == 1U * i && s.chars == 11U * i && s.breaks == 1U * i && s.chars_breaks == 12U * i);
        ck_assert(s.raw.errors == 3U * i && s.out.errors == 2U * i);
        ck_assert(s.raw.break_errors == 4U * i && s.out.break_errors == 2U * i);
        ck_assert(s.raw.breaks == 2U * i && s.raw.breaks_right == 1U * i);
        ck_assert(s.out.breaks == 1U * i && s.out.breaks_right == 1U * i);
        ck_assert(s.fixed == 3U * i);
        ck_assert(s.broken == 2U * i && s.broken_han == 1U * i && s.inserted == 1U * i);
        ck_assert(s.names[2].mentions == 1U * i && s.names[2].fixed == 1U * i && s.names[2].broken == 0);
        ck_assert(s.names[0].raw_right == 1U * i && s.names[0].out_right == 0 && s.names[0].broken == 1U * i);
    }
    ck_assert_int_eq(ocrmend_score_add(&s, truth, NULL, out, &(ocrmend_mention){0, 999, 0}, 1, NULL, NULL),
                     OCRMEND_USAGE);
    ck_assert_int_eq(
        ocrmend_score_add(&s, truth, NULL, out, &(ocrmend_mention){0, 3, OCRMEND_SCORE_TYPES}, 1, NULL, NULL),
        OCRMEND_USAGE);
    ocrmend_text_free(truth);
    ocrmend_text_free(raw);
    ocrmend_text_free(out);
}
END_TEST

/* What a rule gave and took, told by its edits. */
START_TEST(each_rule)
{
    static const char raw[] = "桥长十里,宽三米。\n两岸通车\n了。\n", truth[] = "桥长十里，宽三米。\n两岸通车了。\n";
    om_buf clean = {0}, log = {0};
    ocrmend_text *r = text(raw), *t = text(truth), *o;
    ocrmend_score s = {0};
    ocrmend_score_rule *rules;
    ocrmend_edits *edits;
    size_t n = 0;
    memory m;

    run_clean(NULL, raw, sizeof raw - 1, &clean, &log);
    o = text_of((const char *)clean.data, clean.len);
    m = (memory){log.data, log.len, 0};
    edits = ocrmend_edits_read((ocrmend_source){memory_read, &m}, r, o, NULL);
    ck_assert_ptr_nonnull(edits);
    while (ocrmend_rule_at(n))
        n++;
    rules = calloc(n, sizeof *rules);
    ck_assert_int_eq(ocrmend_score_add(&s, t, r, o, NULL, 0, edits, rules), OCRMEND_OK);
    for (size_t i = 0; i < n; i++) {
        bool width = strcmp(ocrmend_rule_at(i)->name, "mark-width") == 0;
        bool join = strcmp(ocrmend_rule_at(i)->name, "join-line") == 0;

        ck_assert_uint_eq(rules[i].fixed, width);
        ck_assert_uint_eq(rules[i].broken, 0);
        ck_assert_uint_eq(rules[i].breaks_fixed, join);
        ck_assert_uint_eq(rules[i].breaks_broken, 0);
    }
    /* against a truth that says otherwise both have done damage */
    memset(rules, 0, n * sizeof *rules);
    ck_assert_int_eq(ocrmend_score_add(&s, r, r, o, NULL, 0, edits, rules), OCRMEND_OK);
    for (size_t i = 0; i < n; i++) {
        ck_assert_uint_eq(rules[i].broken, strcmp(ocrmend_rule_at(i)->name, "mark-width") == 0);
        ck_assert_uint_eq(rules[i].breaks_broken, strcmp(ocrmend_rule_at(i)->name, "join-line") == 0);
    }
    free(rules);
    ocrmend_edits_free(edits);
    ocrmend_text_free(r);
    ocrmend_text_free(t);
    ocrmend_text_free(o);
    om_buf_free(&clean);
    om_buf_free(&log);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("score");
    TCase *tests = tests_case(suite, "score", 60);

    tcase_add_test(tests, white_space_and_breaks);
    tcase_add_test(tests, readings);
    tcase_add_test(tests, long_readings);
    tcase_add_test(tests, counts);
    tcase_add_test(tests, each_rule);
    return tests_run(suite);
}
