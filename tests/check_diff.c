/* Differences by kind, the way back to raw bytes, the judge, the edits of a log. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "diff/text.h"
#include "log_run.h"
#include "main.h"
#include "mutate.h"
#include "ocrmend.h"

#define must(condition)                \
    do {                               \
        if (!(condition))              \
            ck_abort_msg(#condition);  \
    } while (0)

static ocrmend_text *text_of(const char *p, size_t n, const char *from)
{
    memory m = {(const uint8_t *)p, n, n % 5};
    ocrmend_error error = {OCRMEND_OK};
    ocrmend_text *t = ocrmend_text_read((ocrmend_source){memory_read, &m}, from, NULL, &error);

    if (!t)
        ck_abort_msg("%s", error.message);
    return t;
}

static ocrmend_text *text(const char *s)
{
    return text_of(s, strlen(s), "UTF-8");
}

/* The differences in one line: "kind[old>new] kind[old>new]". */
static void tell(const char *a, const char *b, char *out)
{
    ocrmend_text *old = text(a), *new = text(b);
    ocrmend_diff *diff = ocrmend_diff_new(old, new);
    const ocrmend_difference *d;

    *out = 0;
    while (ocrmend_diff_next(diff, &d) == OCRMEND_OK && d)
        out += sprintf(out, "%s%s[%.*s>%.*s]", *a || *b ? " " : "", ocrmend_change_name(d->kind, NULL),
                       (int)(d->old_to - d->old_from), a + d->old_from, (int)(d->new_to - d->new_from),
                       b + d->new_from);
    ocrmend_diff_free(diff);
    ocrmend_text_free(old);
    ocrmend_text_free(new);
}

START_TEST(kinds)
{
    static const struct {
        const char *old, *new, *want;
    } cases[] = {
        {"", "", ""},
        {"桥通车了", "桥通车了", ""},
        {"桥\n通车", "桥通车", " joined[\n>]"},
        {"桥 \r\n　通车", "桥通车", " joined[ \r\n　>]"},
        {"the\nbridge", "the bridge", " joined[\n> ]"},
        {"the bridge", "the\nbridge", " split[ >\n]"},
        {"to-\nday", "today", " joined[-\n>]"},
        {"桥通车", "桥\n通车", " split[>\n]"},
        {"桥\n\n通车", "桥\n通车", " space[\n>]"},
        {"桥", "桥\n", " space[>\n]"},
        {"新 桥", "新桥", " space[ >]"},
        {"新　桥", "新 桥", " space[　> ]"},
        {"桥,长", "桥，长", " width[,>，]"},
        {"１２", "12", " width[１２>12]"},
        {"长.", "长。", " width[.>。]"},
        {"ｶﾞ", "ガ", " width[ｶﾞ>ガ]"},
        {"⼈口", "人口", " width[⼈>人]"},
        {"ﬁne", "fine", " width[ﬁ>fi]"},
        {"caf\u00E9", "cafe\u0301", " width[\u00E9>e\u0301]"},
        {"他--说", "他——说", " mark[-->——]"},
        {"他...", "他……", " mark[...>……]"},
        {"\"好\"", "“好”", " mark[\">“] mark[\">”]"},
        {"桥,\n长", "桥，长", " width[,>，] joined[\n>]"},
        {"桥\n长", "桥，长", " joined[\n>] insertion[>，]"},
        {"未来", "末来", " substitution[未>末]"},
        {"女子人", "好人", " substitution[女子>好]"},
        {"新桥", "新大桥", " insertion[>大]"},
        {"新大桥", "新桥", " deletion[大>]"},
        {"第一段。\n多余 的段。\n第二段。", "第一段。\n第二段。", " deletion[多余 的段。>] space[\n>]"},
        {"e", "e\u0301", " substitution[e>e\u0301]"},
        {"ae\u0301b", "ao\u0301b", " substitution[e\u0301>o\u0301]"},
    };
    char got[1024];

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        tell(cases[i].old, cases[i].new, got);
        ck_assert_msg(strcmp(got, cases[i].want) == 0, "'%s', '%s':%s, want%s", cases[i].old, cases[i].new, got,
                      cases[i].want);
    }
}
END_TEST

START_TEST(lines)
{
    ocrmend_text *old = text("一\r\n二\n三四\n五"), *new = text("一\n二\n三\n四\n六");
    ocrmend_diff *diff = ocrmend_diff_new(old, new);
    const ocrmend_difference *d;

    ck_assert(ocrmend_diff_next(diff, &d) == OCRMEND_OK && d->kind == OCRMEND_SPLIT);
    ck_assert(d->old_line == 3 && d->new_line == 3);
    ck_assert(ocrmend_diff_next(diff, &d) == OCRMEND_OK && d->kind == OCRMEND_SUBSTITUTION);
    ck_assert(d->old_line == 4 && d->new_line == 5);
    ck_assert(ocrmend_diff_next(diff, &d) == OCRMEND_OK && !d);
    ck_assert_uint_eq(ocrmend_diff_edits(diff), 2);
    ocrmend_diff_free(diff);
    ocrmend_text_free(old);
    ocrmend_text_free(new);
}
END_TEST

static uint64_t raw_at(const ocrmend_text *t, size_t at)
{
    return ocrmend_text_raw(t, at, at).from;
}

/* Offsets in the files of other charsets, and with a byte order mark. */
START_TEST(raw_offsets)
{
    /* 中a国 in GB18030, and a byte that is none */
    ocrmend_text *gbk = text_of("\xd6\xd0" "a\xb9\xfa\xff", 6, "GB18030"), *bom = text_of("\xef\xbb\xbf中", 6, NULL);
    ocrmend_text_facts facts = ocrmend_text_about(gbk);

    ck_assert_uint_eq(raw_at(gbk, 0), 0);
    ck_assert_uint_eq(raw_at(gbk, 3), 2);
    ck_assert_uint_eq(raw_at(gbk, 4), 3);
    ck_assert_uint_eq(raw_at(gbk, 7), 5);
    ck_assert_uint_eq(raw_at(gbk, 10), 6);
    ck_assert_str_eq(facts.charset, "GB18030");
    ck_assert(facts.raw_bytes == 6 && facts.invalid_bytes == 1 && !facts.binary);
    ck_assert_uint_eq(raw_at(bom, 0), 3);
    ck_assert_uint_eq(raw_at(bom, 3), 6);
    ocrmend_text_free(gbk);
    ocrmend_text_free(bom);
}
END_TEST

/* Long runs of characters of one length, and short ones. */
START_TEST(raw_offsets_far)
{
    enum { CHARS = 300000 };
    char *raw = malloc(2 * CHARS);
    size_t at = 0;
    ocrmend_text *t;

    for (size_t i = 0; i < CHARS; i++) {
        /* 100,000 Han, as many Latin letters, then by turns */
        unsigned c = i < 100000 || (i >= 200000 && i % 3) ? 0x6865 : 'b';

        raw[2 * i] = (char)(c & 0xFF);
        raw[2 * i + 1] = (char)(c >> 8);
    }
    t = text_of(raw, 2 * CHARS, "UTF-16LE");
    for (size_t i = 0; i < CHARS; i++) {
        must(raw_at(t, at) == 2 * i);
        at += raw[2 * i + 1] ? 3 : 1;
    }
    ck_assert_uint_eq(raw_at(t, at), 2 * CHARS);
    ocrmend_text_free(t);
    free(raw);
}
END_TEST

/* Words of a document of many pages, longer than a block: where they stand in it, and one that is spelled with an
 * entity. */
START_TEST(raw_offsets_of_a_document)
{
    enum { PAGES = 3000 };
    static const char page[] = "<div class='ocr_page'><span class='ocr_line' title='bbox 0 0 90 9'>"
                               "<span class='ocrx_word'>新桥</span><span class='ocrx_word'>通&#36710;</span></span>"
                               "</div>\n";
    static const char words[] = "新桥通车";
    om_buf raw = {0};
    size_t len, at = 0;
    const char *utf8;
    ocrmend_text *t;
    ocrmend_raw_range r;

    buf_string(&raw, "<html><body>");
    buf_repeat(&raw, PAGES, page);
    buf_string(&raw, "</body></html>");
    t = text_of((const char *)raw.data, raw.len, NULL);
    utf8 = ocrmend_text_bytes(t, &len);
    ck_assert_str_eq(ocrmend_text_about(t).format, "hocr");
    ck_assert_uint_eq(ocrmend_text_about(t).raw_bytes, raw.len);
    ck_assert_uint_eq(len, PAGES * sizeof words - 1); /* a form feed between two pages */
    for (size_t i = 0; i < PAGES; i++, at += sizeof words) {
        const size_t word = strlen("<html><body>") + i * strlen(page) + (size_t)(strstr(page, "新") - page);
        const size_t spelled = word + (size_t)(strstr(page, "通") - strstr(page, "新"));

        must(memcmp(utf8 + at, words, sizeof words - 1) == 0);
        r = ocrmend_text_raw(t, at + 3, at + 6);
        must(r.from == word + 3 && r.to == word + 6);
        r = ocrmend_text_raw(t, at + 9, at + 12);
        must(r.from == spelled && r.to == spelled + strlen("通&#36710;"));
        r = ocrmend_text_raw(t, at, at + 12);
        must(r.from == word && r.to == spelled + strlen("通&#36710;"));
        r = ocrmend_text_raw(t, at + 6, at + 6);
        must(r.from == spelled && r.to == spelled);
        r = om_text_gap(t, at + 4); /* inside a word: that place */
        must(r.from == word + 4 && r.to == word + 4);
        r = om_text_gap(t, at + 12); /* after the page's last word: up to the next, or to the end */
        must(r.from == spelled + strlen("通&#36710;"));
        must(r.to == (i + 1 < PAGES ? word + strlen(page) : raw.len));
    }
    ocrmend_text_free(t);
    om_buf_free(&raw);
}
END_TEST

/* A document that ends in its midst, and one read as the text it is. */
START_TEST(documents_and_text)
{
    static const char cut[] = "<html><body><div class='ocr_page'>\n<span class='ocr_line'>";
    memory m = {(const uint8_t *)cut, strlen(cut), 0};
    ocrmend_error error = {OCRMEND_OK};
    ocrmend_text *t;

    ck_assert_ptr_null(ocrmend_text_read((ocrmend_source){memory_read, &m}, NULL, NULL, &error));
    ck_assert_int_eq(error.status, OCRMEND_BAD_DOCUMENT);
    ck_assert_uint_eq(error.line, 2);
    m = (memory){(const uint8_t *)cut, strlen(cut), 0};
    t = ocrmend_text_read((ocrmend_source){memory_read, &m}, NULL, "txt", NULL);
    ck_assert_str_eq(ocrmend_text_about(t).format, "txt");
    ck_assert_uint_eq(ocrmend_text_raw(t, 3, 5).to, 5);
    ocrmend_text_free(t);
}
END_TEST

/* What holds of any two texts: the differences in order, what is between them equal but for kinds of line ends, no
 * character cut from its marks. */
static void check_pair(const uint8_t *a, size_t n, const uint8_t *b, size_t m)
{
    ocrmend_text *old = text_of((const char *)a, n, NULL), *new = text_of((const char *)b, m, NULL);
    ocrmend_diff *diff = ocrmend_diff_new(old, new);
    const ocrmend_difference *d;
    size_t i = 0, j = 0, old_len, new_len;
    const char *p = ocrmend_text_bytes(old, &old_len), *q = ocrmend_text_bytes(new, &new_len);
    uint64_t old_line = 1, new_line = 1;

    do {
        size_t to, other;

        must(ocrmend_diff_next(diff, &d) == OCRMEND_OK);
        to = d ? d->old_from : old_len;
        other = d ? d->new_from : new_len;
        must(to >= i && other >= j);
        while (i < to && j < other) {
            if (p[i] == q[j] && p[i] != '\r' && q[j] != '\r') {
                i++;
                j++;
                continue;
            }
            /* line ends of two kinds */
            for (int k = 0; k < 2; k++) {
                const char *s = k ? q : p;
                size_t *at = k ? &j : &i, end = k ? new_len : old_len;

                if (s[*at] == '\r' && *at + 1 < end && s[*at + 1] == '\n')
                    *at += 2;
                else if (s[*at] >= '\n' && s[*at] <= '\r')
                    *at += 1;
                else if (memcmp(s + *at, "\xC2\x85", 2) == 0)
                    *at += 2;
                else if (memcmp(s + *at, "\xE2\x80\xA8", 3) == 0 || memcmp(s + *at, "\xE2\x80\xA9", 3) == 0)
                    *at += 3;
                else
                    ck_abort_msg("unequal text outside differences");
            }
        }
        must(i == to && j == other);
        if (!d)
            break;
        must(d->old_to > d->old_from || d->new_to > d->new_from);
        must(d->old_line >= old_line && d->new_line >= new_line);
        must(ocrmend_text_raw(old, d->old_from, d->old_to).from <= ocrmend_text_raw(old, d->old_from, d->old_to).to);
        must(d->old_from == old_len || ((unsigned char)p[d->old_from] & 0xC0) != 0x80);
        old_line = d->old_line;
        new_line = d->new_line;
        i = d->old_to;
        j = d->new_to;
    } while (d);
    ocrmend_diff_free(diff);
    ocrmend_text_free(old);
    ocrmend_text_free(new);
}

START_TEST(any_texts)
{
    const char *asked = getenv("OCRMEND_SEEDS");
    uint64_t seeds = asked ? strtoull(asked, NULL, 10) : 300;

    ck_assert(pages_load());
    for (uint64_t seed = 1; seed <= seeds; seed++) {
        uint64_t state = seed;
        om_buf a = {0}, b = {0};

        make_input(&state, &a);
        if (seed % 3)
            om_buf_add(&b, a.data, a.len);
        else
            make_input(&state, &b);
        for (size_t k = rnd_below(&state, 20); k && b.len; k--)
            mutate_once(&state, &b);
        check_pair(a.data, a.len, b.data, b.len);
        om_buf_free(&a);
        om_buf_free(&b);
    }
}
END_TEST

/* --- with the log ------------------------------------------------------------------------------------------------- */

static ocrmend_edits *edits_of(const om_buf *log, const ocrmend_text *raw, const ocrmend_text *clean,
                               ocrmend_error *error)
{
    memory m = {log->data, log->len, 0};

    memset(error, 0, sizeof *error);
    return ocrmend_edits_read((ocrmend_source){memory_read, &m}, raw, clean, error);
}

/* Cleaning changes nothing without an edit, so there is one for a difference, whatever the text; but of two ways to
 * tell the same change a diff may have taken another than the edits (lines and spaces that went together). */
START_TEST(differences_have_edits)
{
    size_t all = 0, without = 0;

    if (page_count == 0)
        ck_assert(pages_load());
    for (uint64_t seed = 1; seed <= 200; seed++) {
        uint64_t state = seed;
        om_buf raw = {0}, clean = {0}, log = {0};
        ocrmend_text *old, *new;
        ocrmend_edits *edits;
        ocrmend_error error;
        ocrmend_diff *diff;
        const ocrmend_difference *d;

        make_input(&state, &raw);
        run_clean(NULL, raw.data, raw.len, &clean, &log);
        old = text_of((const char *)raw.data, raw.len, NULL);
        new = text_of((const char *)clean.data, clean.len, "UTF-8");
        edits = edits_of(&log, old, new, &error);
        ck_assert_msg(edits != NULL, "seed %d: %s", (int)seed, error.message);
        diff = ocrmend_diff_new(old, new);
        while (ocrmend_diff_next(diff, &d) == OCRMEND_OK && d) {
            ocrmend_edit_place places[4];

            all++;
            without += ocrmend_edits_over(edits, d->old_from, d->old_to, d->new_from, d->new_to, places, 4) == 0;
        }
        ocrmend_diff_free(diff);
        ocrmend_edits_free(edits);
        ocrmend_text_free(old);
        ocrmend_text_free(new);
        om_buf_free(&raw);
        om_buf_free(&clean);
        om_buf_free(&log);
    }
    ck_assert_uint_gt(all, 2000);
    ck_assert_msg(without * 200 < all, "%zu of %zu differences have no edit", without, all);
}
END_TEST

START_TEST(edits_of_another_text)
{
    om_buf raw = {0}, clean = {0}, log = {0}, twice = {0}, cut = {0};
    ocrmend_text *old, *new, *other = text("别的。\n");
    ocrmend_edit_place place;
    ocrmend_edits *edits;
    ocrmend_error error;

    buf_string(&raw, "县里 新桥,通车。\n");
    run_clean(NULL, raw.data, raw.len, &clean, &log);
    old = text_of((const char *)raw.data, raw.len, NULL);
    new = text_of((const char *)clean.data, clean.len, NULL);
    edits = edits_of(&log, old, new, &error);
    ck_assert_ptr_nonnull(edits);
    ck_assert_uint_eq(ocrmend_edits_over(edits, 6, 7, 6, 6, &place, 1), 1);
    ck_assert_str_eq(place.rule->name, "space-han");
    ck_assert_uint_eq(ocrmend_edits_over(edits, 0, 3, 0, 3, &place, 1), 0);
    ocrmend_edits_free(edits);
    ck_assert(!edits_of(&log, other, new, &error) && error.status == OCRMEND_MISMATCH);
    ck_assert(!edits_of(&log, old, other, &error) && error.status == OCRMEND_MISMATCH);
    om_buf_add(&twice, log.data, log.len);
    om_buf_add(&twice, log.data, log.len);
    ck_assert(!edits_of(&twice, old, new, &error) && error.status == OCRMEND_MISMATCH);
    om_buf_add(&cut, log.data, log.len - 60);
    ck_assert(!edits_of(&cut, old, new, &error) && error.status == OCRMEND_BAD_LOG);
    cut.len = 0;
    ck_assert(!edits_of(&cut, old, new, &error) && error.status == OCRMEND_BAD_LOG);
    ocrmend_text_free(old);
    ocrmend_text_free(new);
    ocrmend_text_free(other);
    om_buf_free(&raw);
    om_buf_free(&clean);
    om_buf_free(&log);
    om_buf_free(&twice);
    om_buf_free(&cut);
}
END_TEST

/* --- three texts -------------------------------------------------------------------------------------------------- */

START_TEST(judged)
{
    static const struct {
        const char *raw, *clean, *truth, *want;
    } cases[] = {
        {"甲乙丙", "甲乙丙", "甲乙丙", ""},
        {"甲己丙", "甲乙丙", "甲乙丙", " fixed[己>乙=乙]"},
        {"甲乙丙", "甲己丙", "甲乙丙", " broken[乙>己=乙]"},
        {"甲己丙", "甲己丙", "甲乙丙", " wrong[己>己=乙]"},
        {"甲己丙", "甲已丙", "甲乙丙", " wrong[己>已=乙]"},
        {"甲\n丙", "甲丙", "甲乙丙", " fixed[\n>=] wrong[>=乙]"},
        {"甲,\n乙", "甲，乙", "甲，乙", " fixed[,>，=，] fixed[\n>=]"},
        {"甲乙", "甲 乙", "甲乙", " broken[> =]"},
        {"一甲二", "一乙二三", "一甲二", " broken[甲>乙=甲] broken[>三=]"},
        {"丁己", "了己", "丁戊", " broken[丁>了=丁] wrong[己>己=戊]"},
        {"丁己", "了已", "子戊", " wrong[丁己>了已=子戊]"},
        {"", "", "文", " wrong[>=文]"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        ocrmend_text *raw = text(cases[i].raw), *clean = text(cases[i].clean), *truth = text(cases[i].truth);
        ocrmend_judge *judge = ocrmend_judge_new(raw, clean, truth);
        const ocrmend_judgement *d;
        char got[512] = "", *out = got;

        while (ocrmend_judge_next(judge, &d) == OCRMEND_OK && d)
            out += sprintf(out, " %s[%.*s>%.*s=%.*s]", ocrmend_verdict_name(d->verdict), (int)(d->raw_to - d->raw_from),
                           cases[i].raw + d->raw_from, (int)(d->clean_to - d->clean_from),
                           cases[i].clean + d->clean_from, (int)(d->truth_to - d->truth_from),
                           cases[i].truth + d->truth_from);
        ck_assert_msg(strcmp(got, cases[i].want) == 0, "'%s' '%s' '%s':%s, want%s", cases[i].raw, cases[i].clean,
                      cases[i].truth, got, cases[i].want);
        ocrmend_judge_free(judge);
        ocrmend_text_free(raw);
        ocrmend_text_free(clean);
        ocrmend_text_free(truth);
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("diff");
    TCase *tests = tests_case(suite, "diff", 120);

    tcase_add_test(tests, kinds);
    tcase_add_test(tests, lines);
    tcase_add_test(tests, raw_offsets);
    tcase_add_test(tests, raw_offsets_far);
    tcase_add_test(tests, raw_offsets_of_a_document);
    tcase_add_test(tests, documents_and_text);
    tcase_add_test(tests, any_texts);
    tcase_add_test(tests, differences_have_edits);
    tcase_add_test(tests, edits_of_another_text);
    tcase_add_test(tests, judged);
    return tests_run(suite);
}
