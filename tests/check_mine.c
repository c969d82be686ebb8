/* Mining: the persons that clean texts name, how far their names reach, and who is none.  All names are invented. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "main.h"
#include "mine/table.h"
#include "ocrmend.h"

/* What is written. */
typedef struct {
    char text[8192];
    size_t len;
} rows;

static int write_rows(void *user, const void *bytes, size_t n)
{
    rows *r = user;

    ck_assert_uint_lt(r->len + n, sizeof r->text);
    memcpy(r->text + r->len, bytes, n);
    r->len += n;
    r->text[r->len] = '\0';
    return 0;
}

static void see(void *user, const ocrmend_dict_note *n)
{
    (void)user;
    ck_abort_msg("line %llu: %s", (unsigned long long)n->line, n->message);
}

static ocrmend_dict *dictionary(const char *source, size_t n)
{
    ocrmend_dict_builder *builder = ocrmend_dict_builder_new(see, NULL);
    ocrmend_dict *dict;

    ck_assert_int_eq(ocrmend_dict_add(builder, "source", NULL, source, n, NULL), OCRMEND_OK);
    dict = ocrmend_dict_compile(builder, NULL);
    ck_assert_ptr_nonnull(dict);
    ocrmend_dict_builder_free(builder);
    return dict;
}

/* The rows of a text, fed in pieces of so many bytes, without the header.  They must be a source that nothing is said
 * of. */
static const char *mined(const char *text, unsigned min, size_t step)
{
    static const char places[] = "name\ttype\n柳河县\tplace\n柳河\tplace\n云溪镇\tplace\n";
    static rows r;
    ocrmend_dict *dict = dictionary(places, sizeof places - 1);
    ocrmend_miner *miner = ocrmend_miner_new(&dict, 1);
    char *body;

    r.len = 0;
    ck_assert_ptr_nonnull(miner);
    ck_assert_int_eq(ocrmend_miner_begin(miner, "a.txt"), OCRMEND_OK);
    for (size_t at = 0, n = strlen(text); at < n; at += step)
        ck_assert_int_eq(ocrmend_miner_feed(miner, text + at, step < n - at ? step : n - at), OCRMEND_OK);
    ck_assert_int_eq(ocrmend_miner_write(miner, min, (ocrmend_sink){write_rows, &r}, NULL), OCRMEND_OK);
    ocrmend_miner_free(miner);
    ocrmend_dict_close(dict);
    body = strchr(r.text, '\n') + 1;
    if (*body)
        ocrmend_dict_close(dictionary(r.text, r.len));
    return body;
}

static bool has_name(const char *text, const char *name)
{
    char line[200];
    const char *body = mined(text, 1, SIZE_MAX);

    snprintf(line, sizeof line, "%s\tperson\t", name);
    return strncmp(body, line, strlen(line)) == 0 ||
           (snprintf(line, sizeof line, "\n%s\tperson\t", name), strstr(body, line));
}

#define finds(text, name) ck_assert_msg(has_name(text, name), "%s: %s", text, mined(text, 1, SIZE_MAX))
#define nobody(text) ck_assert_str_eq(mined(text, 1, SIZE_MAX), "")

START_TEST(rows_tell_who_and_where)
{
    static const char text[] = "柳河县委书记赵长林昨日到云溪镇调研，副县长周建国陪同。\n\n赵长林说，新桥要早日通车。\n"
                               "周建国副县长介绍了情况，赵长林书记还看望了困难户。\n";
    static const char expected[] = "赵长林\tperson\t书记\t县委\t柳河县\t3\ta.txt:1\n周建国\tperson\t副县长\t\t\t2\ta.txt:1\n";

    ck_assert_str_eq(mined(text, 2, SIZE_MAX), expected);
    ck_assert_str_eq(mined(text, 2, 1), expected); /* in pieces that cut characters */
}
END_TEST

START_TEST(titles_before_and_after)
{
    finds("县长高明亮，昨日到会。", "高明亮");
    finds("昨日，周建国副县长到会。", "周建国");
    finds("县教育局原局长孙立在会上发言。", "孙立");
    finds("昨日，县委常委、宣传部长何思远主持会议。", "何思远");
}
END_TEST

START_TEST(lists_and_bylines)
{
    static const char byline[] = "本报记者 周小明 通讯员 李大山 陈文";
    static const char list[] = "市领导赵四海、钱大勇出席。";

    finds(byline, "周小明");
    finds(byline, "李大山");
    finds(byline, "陈文");
    finds("（记者周小明）", "周小明");
    finds("本报记者周小明摄", "周小明");
    finds(list, "赵四海");
    finds(list, "钱大勇");
}
END_TEST

START_TEST(compound_surnames_and_transliterated_names)
{
    finds("县长欧阳志强强调安全。", "欧阳志强");
    finds("欧阳志强县长主持会议。", "欧阳志强");
    finds("县长司马青说，", "司马青");
    finds("总统卡里姆·托巴说，", "卡里姆·托巴");
    finds("昨日会见了卡里姆·托巴总统。", "卡里姆·托巴");
}
END_TEST

/* What stands beside a title and is no name. */
START_TEST(nobody_is_named)
{
    nobody("书记高兴地说，主任从市里来，县长在会上发言。");
    nobody("他向王书记汇报，重温江主席讲话。");
    nobody("东部行政委员会渔业局");
    nobody("新任部长江边漫步");            /* 长江 is a word: the title may be none */
    nobody("向华侨祝贺新年，农民修理电表。");
    nobody("代表全中国人民。");
    nobody("唐山站站长到会。");
    nobody("柳河县总理事会");
    nobody("云溪镇总统，");                 /* a place of the dictionary */
    nobody("记者 报道");
    nobody("总统·");
    nobody("·总统·县长");
    nobody("县长");
    nobody("");
}
END_TEST

/* One mention leaves open where the name ends; the others tell. */
START_TEST(mentions_decide_where_a_name_ends)
{
    static const char three[] = "县长王小明确要求早日通车。\n县长王小明说，\n县长王小明要求大家努力。\n";
    static const char two[] = "县长王小明确要求早日通车。\n县长王小说，\n县长王小（右二）到会。\n";

    finds(three, "王小明");
    ck_assert(!has_name(three, "王小"));
    finds(two, "王小");
    ck_assert(!has_name(two, "王小明"));
}
END_TEST

START_TEST(one_mention_is_enough_if_both_ends_are_sure)
{
    ck_assert_str_eq(mined("县长高明亮，昨日到会。", 2, SIZE_MAX), "高明亮\tperson\t县长\t\t\t1\ta.txt:1\n");
    ck_assert_str_eq(mined("县长高明亮关心新桥。", 2, SIZE_MAX), "");
    ck_assert_str_eq(mined("县长高明亮关心新桥。高明亮还谈到新桥。", 2, SIZE_MAX), "高明亮\tperson\t县长\t\t\t2\ta.txt:1\n");
    ck_assert_str_eq(mined("县长高明亮，昨日到会。", 3, SIZE_MAX), "");
}
END_TEST

START_TEST(the_fullest_office_is_told)
{
    ck_assert_str_eq(mined("书记赵长林，\n书记赵长林，\n柳河县委书记赵长林，\n", 2, SIZE_MAX),
                     "赵长林\tperson\t书记\t县委\t柳河县\t3\ta.txt:1\n");
}
END_TEST

START_TEST(a_file_name_is_no_column)
{
    static rows r;
    ocrmend_miner *miner = ocrmend_miner_new(NULL, 0);

    r.len = 0;
    ocrmend_miner_begin(miner, "a\tb\n\"c");
    ocrmend_miner_feed(miner, "县长高明亮，", strlen("县长高明亮，"));
    ck_assert_int_eq(ocrmend_miner_write(miner, 1, (ocrmend_sink){write_rows, &r}, NULL), OCRMEND_OK);
    ck_assert_ptr_nonnull(strstr(r.text, "\t1\ta?b??c:1\n"));
    ocrmend_miner_free(miner);
}
END_TEST

static int stop(void *user, const void *bytes, size_t n)
{
    (void)user;
    (void)bytes;
    return n > 0;
}

START_TEST(a_sink_that_stops)
{
    ocrmend_miner *miner = ocrmend_miner_new(NULL, 0);
    ocrmend_error error = {OCRMEND_OK};

    ck_assert_int_eq(ocrmend_miner_write(miner, 1, (ocrmend_sink){stop, NULL}, &error), OCRMEND_SINK);
    ck_assert_int_eq(error.status, OCRMEND_SINK);
    ocrmend_miner_free(miner);
    ck_assert_ptr_null(ocrmend_miner_new(NULL, OCRMEND_DICTS_MAX + 1));
}
END_TEST

/* Lines without end, a title after the other, nothing but surnames: time and memory stay in bounds. */
START_TEST(hostile_texts)
{
    static const char *const patterns[] = {"县长", "王", "县长王", "记者 王明、", "约翰·", "县长约·", "领导", "·", "市领导"};
    enum { SIZE = 1 << 20 };
    char *text = malloc(SIZE);

    for (unsigned i = 0; i < sizeof patterns / sizeof *patterns; i++) {
        size_t n = strlen(patterns[i]), at = 0;
        rows r = {.len = 0};
        ocrmend_miner *miner = ocrmend_miner_new(NULL, 0);

        for (; at + n < SIZE; at += n)
            memcpy(text + at, patterns[i], n);
        ocrmend_miner_begin(miner, "a");
        ck_assert_int_eq(ocrmend_miner_feed(miner, text, at), OCRMEND_OK);
        ck_assert_int_eq(ocrmend_miner_write(miner, 1, (ocrmend_sink){write_rows, &r}, NULL), OCRMEND_OK);
        ocrmend_miner_free(miner);
    }
    free(text);
}
END_TEST

/* Names met once make room for others. */
START_TEST(the_table_is_bounded)
{
    om_table table = {0};

    for (uint32_t i = 0; i < OM_TABLE_NAMES + OM_TABLE_NAMES / 2; i++) {
        om_entry *e = om_table_add(&table, &i, sizeof i);

        ck_assert_ptr_nonnull(e);
        e->count += i % 8 == 0 ? 2 : 1;
    }
    ck_assert_uint_le(table.n, OM_TABLE_NAMES);
    for (uint32_t i = 0; i < OM_TABLE_NAMES; i += 8)
        ck_assert_ptr_nonnull(om_table_find(&table, &i, sizeof i));
    om_table_free(&table);
    table = (om_table){0};
    for (uint32_t i = 0; i < 2 * OM_TABLE_NAMES; i++) { /* all of them often */
        om_entry *e = om_table_add(&table, &i, sizeof i);

        ck_assert_ptr_nonnull(e);
        e->count = 100 + i % 3;
    }
    ck_assert_uint_le(table.n, OM_TABLE_NAMES);
    om_table_free(&table);
}
END_TEST

/* --- what a person decided ---------------------------------------------------------------------------------------- */

typedef struct {
    const char *at;
} reader;

static ptrdiff_t read_text(void *user, void *buf, size_t n)
{
    reader *r = user;
    size_t len = strlen(r->at);

    n = len < n ? len : n;
    memcpy(buf, r->at, n);
    r->at += n;
    return (ptrdiff_t)n;
}

#define LOG_BEGIN "{\"ocrmend\":\"1\",\"log\":1,\"charset\":\"UTF-8\"}\n"
#define LOG_NAME "{\"id\":7,\"stage\":\"names\",\"rule\":\"name-person\",\"raw\":[12,15],\"clean\":[12,15]," \
                 "\"at\":12,\"old\":\"侨\",\"new\":\"桥\",\"confidence\":0.8,\"why\":\"陈石侨: 陈石桥 (person), cost 157\"}\n"
#define LOG_END "{\"end\":true,\"blocks\":1,\"edits\":1,\"notes\":0,\"invalid_bytes\":0,\"raw\":[0,37]," \
                "\"clean\":[0,37],\"raw_xxh3\":\"17b69ba893edf59a\",\"clean_xxh3\":\"461777b9e8239109\"}\n"
#define DECIDED "{\"ocrmend\":\"1\",\"decisions\":1,\"raw_xxh3\":\"17b69ba893edf59a\"}\n"

/* The rows of a text and of decisions on a log. */
static const char *decided(const char *text, const char *log_text, const char *decisions, ocrmend_status expected)
{
    static rows r;
    reader log = {log_text}, decision = {decisions};
    ocrmend_miner *miner = ocrmend_miner_new(NULL, 0);
    ocrmend_error error = {OCRMEND_OK};

    r.len = 0;
    ocrmend_miner_begin(miner, "a.txt");
    ocrmend_miner_feed(miner, text, strlen(text));
    ck_assert_int_eq(ocrmend_miner_decided(miner, (ocrmend_source){read_text, &log},
                                           (ocrmend_source){read_text, &decision}, &error), expected);
    ck_assert_int_eq(error.status, expected);
    ck_assert_int_eq(ocrmend_miner_write(miner, 2, (ocrmend_sink){write_rows, &r}, NULL), OCRMEND_OK);
    ocrmend_miner_free(miner);
    return strchr(r.text, '\n') + 1;
}

START_TEST(what_was_accepted_comes_what_was_rejected_does_not)
{
    static const char log[] = LOG_BEGIN LOG_NAME LOG_END, text[] = "县长陈石桥说，县长陈石桥说，";

    ck_assert_str_eq(decided("", log, DECIDED "{\"id\":7,\"decision\":\"accept\"}\n", OCRMEND_OK),
                     "陈石桥\tperson\t\t\t\t1\taccepted\n");
    ck_assert_str_eq(decided("", log, DECIDED "{\"id\":7,\"decision\":\"retype\",\"text\":\"乔\"}\n", OCRMEND_OK),
                     "陈石乔\tperson\t\t\t\t1\taccepted\n");
    ck_assert_str_eq(decided("", log, DECIDED "{\"id\":7,\"decision\":\"retype\",\"text\":\"x\"}\n", OCRMEND_OK), "");
    ck_assert_str_eq(decided(text, log, DECIDED "{\"id\":7,\"decision\":\"reject\"}\n", OCRMEND_OK), "");
    ck_assert_str_eq(decided(text, log, DECIDED, OCRMEND_OK), "陈石桥\tperson\t县长\t\t\t2\ta.txt:1\n");
}
END_TEST

START_TEST(decisions_that_do_not_fit)
{
    static const char log[] = LOG_BEGIN LOG_NAME LOG_END;

    decided("", log, DECIDED "{\"id\":7,\"decision\":\"accept\",\"old\":\"x\"}\n", OCRMEND_BAD_DECISIONS);
    decided("", log, "{\"ocrmend\":\"1\",\"decisions\":1,\"raw_xxh3\":\"17b69ba893edf59b\"}\n", OCRMEND_BAD_DECISIONS);
    decided("", log, "", OCRMEND_BAD_DECISIONS);
    decided("", LOG_BEGIN LOG_NAME, DECIDED, OCRMEND_BAD_LOG);
    decided("", "", DECIDED, OCRMEND_BAD_LOG);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("mine");
    TCase *tcase = tests_case(suite, "mine", 120);

    tcase_add_test(tcase, rows_tell_who_and_where);
    tcase_add_test(tcase, titles_before_and_after);
    tcase_add_test(tcase, lists_and_bylines);
    tcase_add_test(tcase, compound_surnames_and_transliterated_names);
    tcase_add_test(tcase, nobody_is_named);
    tcase_add_test(tcase, mentions_decide_where_a_name_ends);
    tcase_add_test(tcase, one_mention_is_enough_if_both_ends_are_sure);
    tcase_add_test(tcase, the_fullest_office_is_told);
    tcase_add_test(tcase, a_file_name_is_no_column);
    tcase_add_test(tcase, a_sink_that_stops);
    tcase_add_test(tcase, hostile_texts);
    tcase_add_test(tcase, the_table_is_bounded);
    tcase_add_test(tcase, what_was_accepted_comes_what_was_rejected_does_not);
    tcase_add_test(tcase, decisions_that_do_not_fit);
    return tests_run(suite);
}
