/* Tesseract's TSV: what is read of it and what is written back. */
#include <stdio.h>

/* A sanitizer is slow. */
#if defined(__SANITIZE_ADDRESS__)
enum { MANY = 100000 };
#else
enum { MANY = 1000000 };
#endif

#include "document_run.h"
#include "main.h"

#define HEADER "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n"
#define PAGE_ROW "1\t1\t0\t0\t0\t0\t0\t0\t800\t600\t-1\t\n"
#define BLOCK_ROWS "2\t1\t1\t0\t0\t0\t10\t10\t400\t300\t-1\t\n3\t1\t1\t1\t0\t0\t10\t10\t400\t300\t-1\t\n"
#define LINE_ROW "4\t1\t1\t1\t1\t0\t10\t10\t400\t30\t-1\t\n"

/* Words without a space between them become one, in the row of the first, with the box and the confidence of all. */
START_TEST(merged)
{
    document_gives(HEADER PAGE_ROW BLOCK_ROWS LINE_ROW
                   "5\t1\t1\t1\t1\t1\t10\t12\t28\t26\t96.5\t新\n"
                   "5\t1\t1\t1\t1\t2\t40\t10\t60\t30\t91.25\t桥,\n"
                   "5\t1\t1\t1\t1\t3\t102\t12\t28\t28\t93.0\t长\n",
                   "新桥，长\n",
                   HEADER PAGE_ROW BLOCK_ROWS LINE_ROW
                   "5\t1\t1\t1\t1\t1\t10\t10\t120\t30\t93\t新桥，长\n");
}
END_TEST

/* Columns are found by name; what is not ours and all that did not change stays byte for byte. */
START_TEST(other_columns)
{
    document_gives("text\tnote\tconf\theight\twidth\ttop\tleft\tline_num\tpar_num\tblock_num\tlevel\r\n"
                   "\tn\t-1\t30\t400\t10\t10\t1\t1\t1\t4\r\n"
                   "桥\ta\t90\t30\t30\t10\t10\t1\t1\t1\t5\r\n"
                   "长\tb\t80\t30\t30\t10\t42\t1\t1\t1\t5\r\n",
                   "桥长\n",
                   "text\tnote\tconf\theight\twidth\ttop\tleft\tline_num\tpar_num\tblock_num\tlevel\r\n"
                   "\tn\t-1\t30\t400\t10\t10\t1\t1\t1\t4\r\n"
                   "桥长\ta\t85\t30\t62\t10\t10\t1\t1\t1\t5\r\n");
}
END_TEST

/* Nothing is quoted in these tables. */
START_TEST(quotes)
{
    document_gives(HEADER "5\t1\t1\t1\t1\t1\t10\t10\t90\t30\t90\t\"well\n"
                          "5\t1\t1\t1\t1\t2\t110\t10\t90\t30\t90\tknown\"\n",
                   "\"well known\"\n",
                   HEADER "5\t1\t1\t1\t1\t1\t10\t10\t90\t30\t90\t\"well\n"
                          "5\t1\t1\t1\t1\t2\t110\t10\t90\t30\t90\tknown\"\n");
}
END_TEST

/* A row without its last, empty field; spaces round a word; words of blank text; boxes and confidence that are none. */
START_TEST(loose)
{
    document_gives(HEADER "1\t1\t0\t0\t0\t0\t0\t0\t800\t600\t-1\n\n"
                          "5\t1\t1\t1\t1\t1\t-10\t10\t-90\t30\t\tone\n"
                          "5\t1\t1\t1\t1\t2\tnan\t\t\t\tnan\t two \n"
                          "5\t1\t1\t1\t1\t3\t99999999999999999999\t1\t1\t1\t300\tthree\n"
                          "5\t1\t1\t1\t1\t4\t1\t1\t1\t1\t95\t  \n",
                   "one two three\n",
                   HEADER "1\t1\t0\t0\t0\t0\t0\t0\t800\t600\t-1\n\n"
                          "5\t1\t1\t1\t1\t1\t-10\t10\t-90\t30\t\tone\n"
                          "5\t1\t1\t1\t1\t2\tnan\t\t\t\tnan\t two \n"
                          "5\t1\t1\t1\t1\t3\t99999999999999999999\t1\t1\t1\t300\tthree\n"
                          "5\t1\t1\t1\t1\t4\t1\t1\t1\t1\t95\t  \n");
}
END_TEST

/* A word that is dropped goes with its row; the last line end may be missing. */
START_TEST(dropped)
{
    document_gives(HEADER LINE_ROW "5\t1\t1\t1\t1\t1\t10\t10\t60\t30\t90\t新桥\n"
                                   "5\t1\t1\t1\t1\t2\t80\t10\t60\t30\t90\t\xE2\x80\x8B",
                   "新桥\n",
                   HEADER LINE_ROW "5\t1\t1\t1\t1\t1\t10\t10\t60\t30\t90\t新桥\n");
}
END_TEST

/* Pages are parted by a form feed, whether their own rows are there or only their numbers. */
START_TEST(several_pages)
{
    static const char document[] =
        HEADER "1\t1\t0\t0\t0\t0\t0\t0\t800\t600\t-1\t\n"
                                       "5\t1\t1\t1\t1\t1\t10\t10\t60\t30\t90\t第一页。\n"
                                       "5\t2\t1\t1\t1\t1\t10\t10\t60\t30\t90\t第二页。\n" HEADER
                                       "1\t1\t0\t0\t0\t0\t0\t0\t800\t600\t-1\t\n"
                                       "5\t1\t1\t1\t1\t1\t10\t10\t60\t30\t90\t第三页。\n";
    char *text = document_clean(document, strlen(document), OCRMEND_TO_TEXT, "decode");

    ck_assert_str_eq(text, "第一页。\f第二页。\f第三页。\n");
    free(text);
}
END_TEST

static void refused(const char *document, unsigned line, unsigned column, const char *message)
{
    om_buf out = {0}, log = {0};
    ocrmend_error error;

    ck_assert_int_eq(document_try(document, strlen(document), OCRMEND_TO_SAME, NULL, &out, &log, &error),
                     OCRMEND_BAD_DOCUMENT);
    ck_assert_msg(error.line == line && error.column == column && strstr(error.message, message), "%u:%u: %s",
                  (unsigned)error.line, (unsigned)error.column, error.message);
    ck_assert_uint_eq(out.len, 0);
    om_buf_free(&out);
    om_buf_free(&log);
}

START_TEST(bad)
{
    refused("level\tpage_num\tblock_num\tpar_num\tleft\ttop\twidth\theight\tconf\ttext\n", 1, 65, "'line_num'");
    refused("level\tpage_num\tblock_num\tpar_num\tline_num\n", 1, 42, "'left'");
    refused(HEADER PAGE_ROW "5\t1\t1\tx\t1\t1\t10\t10\t60\t30\t90\t页\n", 3, 7, "'par_num'");
    refused(HEADER PAGE_ROW "a line of another kind\n", 3, 1, "'level'");
    refused(HEADER PAGE_ROW "5\t1\t1\n", 3, 6, "'par_num'");
}
END_TEST

/* What is not UTF-8 after the first block is told with its place. */
START_TEST(not_utf8)
{
    om_buf table = {0}, out = {0}, log = {0};
    ocrmend_error error;

    buf_string(&table, HEADER);
    while (table.len < 600000)
        buf_string(&table, "5\t1\t1\t1\t1\t1\t10\t10\t60\t30\t90\tword\n");
    buf_string(&table, "5\t1\t1\t1\t1\t1\t10\t10\t60\t30\t90\two\xFFrd\n");
    ck_assert_int_eq(document_try((char *)table.data, table.len, OCRMEND_TO_SAME, NULL, &out, &log, &error),
                     OCRMEND_BAD_DOCUMENT);
    ck_assert_uint_gt(error.line, 10000);
    ck_assert_uint_eq(error.column, 30);
    om_buf_free(&table);
    om_buf_free(&out);
    om_buf_free(&log);
}
END_TEST

START_TEST(mutated)
{
    document_mutated("tsv", HEADER PAGE_ROW BLOCK_ROWS LINE_ROW
                     "5\t1\t1\t1\t1\t1\t10\t12\t28\t26\t96.5\t新\n"
                     "5\t1\t1\t1\t1\t2\t40\t10\t60\t30\t91.25\t桥,\n"
                     "5\t1\t1\t1\t2\t1\t10\t52\t28\t26\t96.5\t(见\r\n"
                     "5\t1\t1\t1\t2\t2\t40\t50\t60\t30\t91.25\t图)\n",
                     (uint64_t)_i);
}
END_TEST

/* Plain text is not taken for a table, nor is another program's table. */
START_TEST(not_ours)
{
    char *text = document_clean("level\ttext\nA table of levels.\n", 30, OCRMEND_TO_SAME, "decode");

    ck_assert_str_eq(text, "level\ttext\nA table of levels.\n");
    free(text);
}
END_TEST

/* A million words on a page, and a table of many pages, in blocks. */
START_TEST(large)
{
    om_buf table = {0};
    char row[120];

    buf_string(&table, HEADER);
    for (int i = 0; i < MANY; i++) {
        if (_i && i % 1000 == 0) {
            snprintf(row, sizeof row, "1\t%d\t0\t0\t0\t0\t0\t0\t800\t600\t-1\t\n", i / 1000 + 1);
            buf_string(&table, row);
        }
        snprintf(row, sizeof row, "5\t%d\t1\t1\t%d\t%d\t%d\t%d\t28\t30\t90\t字\n", _i ? i / 1000 + 1 : 1, i / 20, i % 20,
                 30 * (i % 20), 40 * (i / 20));
        buf_string(&table, row);
    }
    document_of_words(&table, MANY);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("tsv");
    TCase *tcase = tests_case(suite, "tsv", 60);

    tcase_add_test(tcase, merged);
    tcase_add_test(tcase, other_columns);
    tcase_add_test(tcase, quotes);
    tcase_add_test(tcase, loose);
    tcase_add_test(tcase, dropped);
    tcase_add_test(tcase, several_pages);
    tcase_add_test(tcase, bad);
    tcase_add_test(tcase, not_utf8);
    tcase_add_test(tcase, not_ours);
    tcase_add_loop_test(tcase, mutated, 0, 400);
    tcase_add_loop_test(tcase, large, 0, 2);
    return tests_run(suite);
}
