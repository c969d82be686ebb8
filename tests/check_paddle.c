/* PaddleOCR's JSON in its shapes: what is read of it and what is written back. */
#include "document_run.h"
#include "main.h"

#include <stdio.h>

/* A sanitizer is slow. */
#if defined(__SANITIZE_ADDRESS__)
enum { MANY = 100000 };
#else
enum { MANY = 1000000 };
#endif

#define LINE(text) "{\"text\":\"" text "\",\"conf\":0.98,\"box\":[10,10,400,40]}"
#define BELOW(text) "{\"text\":\"" text "\",\"conf\":0.98,\"box\":[10,50,400,80]}"
#define POINTS "[[10.0, 10.0], [400.0, 11.0], [400.0, 40.0], [10.0, 39.5]]"

static const struct {
    const char *name, *document, *lines, *same; /* lines: as they are read; same: cleaned */
} shapes[] = {
    {"rows of lines", "[[" LINE("新桥,昨日") "],[" BELOW("通车。") "]]\n", "新桥,昨日\n通车。\n",
     "[[" LINE("新桥，昨日") "],[" BELOW("通车。") "]]\n"},
    {"one list", "[\n  " LINE("新桥,昨日") ",\n  " BELOW("通车。") "\n]", "新桥,昨日\n通车。\n",
     "[\n  " LINE("新桥，昨日") ",\n  " BELOW("通车。") "\n]"},
    {"lists of pages", "[[" LINE("新桥,") "," BELOW("通车。") "],[" LINE("渡口,") "," BELOW("停航。") "]]",
     "新桥,\n通车。\f渡口,\n停航。\n", "[[" LINE("新桥，") "," BELOW("通车。") "],[" LINE("渡口，") "," BELOW("停航。") "]]"},
    {"lists of pages of rows", "[[[" LINE("新桥。") "]], [[" LINE("渡口。") "]]]", "新桥。\f渡口。\n",
     "[[[" LINE("新桥。") "]], [[" LINE("渡口。") "]]]"},
    {"pairs", "[[" POINTS ",[\"新桥,昨日\", 0.93]],[" POINTS ",[\"通车。\",0.9]]]", "新桥,昨日\n通车。\n",
     "[[" POINTS ",[\"新桥，昨日\", 0.93]],[" POINTS ",[\"通车。\",0.9]]]"},
    {"pairs of pages, one of them empty", "[[[" POINTS ",[\"新桥,昨日\", 1]]], null, [[" POINTS ",[\"通车。\",0.9]]]]",
     "新桥,昨日\f通车。\n", "[[[" POINTS ",[\"新桥，昨日\", 1]]], null, [[" POINTS ",[\"通车。\",0.9]]]]"},
    {"a page of PaddleOCR 3",
     "{\"input_path\": \"a.png\", \"rec_boxes\": [[1,1,9,9],[1,12,9,20]], \"rec_texts\": [\"新桥,昨日\", \"通车。\"], "
     "\"rec_scores\": [0.9, 0.8]}",
     "新桥,昨日\n通车。\n",
     "{\"input_path\": \"a.png\", \"rec_boxes\": [[1,1,9,9],[1,12,9,20]], \"rec_texts\": [\"新桥，昨日\", \"通车。\"], "
     "\"rec_scores\": [0.9, 0.8]}"},
    {"pages of PaddleOCR 3",
     "[{\"res\": {\"rec_texts\": [\"新桥。\"]}}, {\"res\": {\"rec_texts\": [\"渡口,\"], \"dt_polys\": []}}]", "新桥。\f渡口,\n",
     "[{\"res\": {\"rec_texts\": [\"新桥。\"]}}, {\"res\": {\"rec_texts\": [\"渡口，\"], \"dt_polys\": []}}]"},
    {"other names, members not ours, strings with brackets in them",
     "[{\"id\":\"]}\",\"transcription\":\"新桥,昨日\",\"points\":" POINTS ",\"x\":{\"text\":\"[\"}}]", "新桥,昨日\n",
     "[{\"id\":\"]}\",\"transcription\":\"新桥，昨日\",\"points\":" POINTS ",\"x\":{\"text\":\"[\"}}]"},
    {"escapes stay where nothing changes, and text keeps to ASCII where it did",
     "[{\"text\":\"\\u65b0\\u6865,\\u6628\\u65e5\",\"conf\":1},{\"text\":\"\\u65b0\\u6865\\u3002\",\"conf\":1}]",
     "新桥,昨日\n新桥。\n",
     "[{\"text\":\"\\u65b0\\u6865\\uff0c\\u6628\\u65e5\",\"conf\":1},{\"text\":\"\\u65b0\\u6865\\u3002\",\"conf\":1}]"},
    {"quotes and backslashes are spelled again",
     "[{\"text\":\"新桥,\\\"a\\\\b\\\" 路\",\"conf\":1}]", "新桥,\"a\\b\" 路\n",
     "[{\"text\":\"新桥，“a\\\\b”路\",\"conf\":1}]"},
    {"boxes and confidence that are none, spaces round a text",
     "[{\"text\":\" 新桥, \",\"conf\":7,\"box\":[9,9,-1,-1]},{\"text\":\"昨日。\",\"conf\":\"x\",\"box\":[1e99,{},3,4]}]",
     "新桥,\n昨日。\n",
     "[{\"text\":\" 新桥， \",\"conf\":7,\"box\":[9,9,-1,-1]},{\"text\":\"昨日。\",\"conf\":\"x\",\"box\":[1e99,{},3,4]}]"},
    {"a byte order mark, lists and texts that are empty",
     "\xEF\xBB\xBF[[],[" LINE("") "],[" LINE("新桥。") "]]\n\n", "新桥。\n",
     "\xEF\xBB\xBF[[],[" LINE("") "],[" LINE("新桥。") "]]\n\n"},
    {"a line that is dropped goes with its comma", "[[" LINE("\xE2\x80\x8B") ", " BELOW("新桥。") "]]",
     "\xE2\x80\x8B\n新桥。\n",
     "[[" BELOW("新桥。") "]]"},
    {"the last one too", "[[" LINE("新桥。") ", " BELOW("\xE2\x80\x8B") "," BELOW("\xE2\x80\x8B") "]]",
     "新桥。\n\xE2\x80\x8B\n\xE2\x80\x8B\n",
     "[[" LINE("新桥。") "]]"},
    {"all of them", "[[" LINE("\xE2\x80\x8B") ", " BELOW("\xE2\x80\x8B") "]]", "\xE2\x80\x8B\n\xE2\x80\x8B\n", "[[]]"},
    {"where texts are a list of their own they are emptied",
     "{\"rec_texts\":[\"\xE2\x80\x8B\",\"新桥。\"],\"rec_scores\":[1,1]}", "\xE2\x80\x8B\n新桥。\n",
     "{\"rec_texts\":[\"\",\"新桥。\"],\"rec_scores\":[1,1]}"},
};

START_TEST(shape)
{
    const char *document = shapes[_i].document;
    char *lines = document_clean(document, strlen(document), OCRMEND_TO_TEXT, "decode");
    char *same = document_clean(document, strlen(document), OCRMEND_TO_SAME, NULL);
    char *untouched = document_clean(document, strlen(document), OCRMEND_TO_SAME, "decode");

    ck_assert_str_eq(lines, shapes[_i].lines);
    ck_assert_str_eq(same, shapes[_i].same);
    ck_assert_str_eq(untouched, document);
    free(lines);
    free(same);
    free(untouched);
}
END_TEST

/* Rows across two columns, one of them read as one line: each part of it is put right in its place. */
START_TEST(columns)
{
    om_buf document = {0};
    char row[400], *lines, *same;

    for (int i = 0; i < 8; i++) {
        snprintf(row, sizeof row,
                 i == 4 ? "[{\"text\":\"左栏一行,有十个字啊右栏一行也有十个字呀\",\"conf\":0.9,\"box\":[0,%d,636,%d]}]"
                        : "[{\"text\":\"左栏文字十字共一行呀\",\"conf\":0.9,\"box\":[0,%d,300,%d]},{\"text\":"
                          "\"右栏文字十字又一行呀\",\"conf\":0.9,\"box\":[336,%d,636,%d]}]",
                 40 * i, 40 * i + 30, 40 * i, 40 * i + 30);
        buf_string(&document, i ? "," : "[");
        buf_string(&document, row);
    }
    om_buf_add(&document, "]", 2);
    lines = document_clean((char *)document.data, document.len - 1, OCRMEND_TO_TEXT, "decode");
    ck_assert_ptr_nonnull(strstr(lines, "左栏文字十字共一行呀\n左栏一行,有十个字啊\n左栏文字十字共一行呀\n"));
    ck_assert_ptr_nonnull(strstr(lines, "右栏文字十字又一行呀\n右栏一行也有十个字呀\n右栏文字十字又一行呀\n"));
    same = document_clean((char *)document.data, document.len - 1, OCRMEND_TO_SAME, NULL);
    ck_assert_ptr_nonnull(strstr(same, "\"左栏一行，有十个字啊右栏一行也有十个字呀\""));
    ck_assert_uint_eq(strlen(same), document.len - 1 + strlen("，") - strlen(","));
    for (uint64_t seed = 0; seed < 200; seed++)
        document_mutated("paddle", (char *)document.data, seed);
    free(lines);
    free(same);
    om_buf_free(&document);
}
END_TEST

/* What is wrong is told with its place, and nothing is written. */
static const struct {
    const char *document;
    unsigned line, column;
    const char *message;
} wrong[] = {
    {"[[" LINE("新桥。") "],\n[", 2, 2, "too early"},
    {"[[" LINE("新桥。") ",\n {\"text\":\"新", 2, 14, ""},
    {"[[" LINE("新桥。") "],\n[7]]", 2, 1, "PaddleOCR"},
    {"[[" LINE("新桥。") "],\n[{\"box\":[]}]]", 2, 2, "PaddleOCR"},
    {"[[" LINE("新桥。") "],\n" LINE("新桥。") "]", 2, 1, "PaddleOCR"},
    {"[[" LINE("新桥。") "]\n[]]", 2, 1, "expected"},
    {"[[" LINE("新桥。") ",]]", 1, 57, "PaddleOCR"},
    {"[" LINE("新桥。") "]\n{}", 2, 1, "goes on"},
    {"[[" LINE("新桥。") ",[[[[[[\"deep\"]]]]]]]]", 1, 58, "PaddleOCR"},
    {"[" LINE("\\ud800") "]", 1, 18, ""},
    {"[{\"text\":1,\"conf\":1},\n{\"rec_texts\":[1]}]", 1, 2, "PaddleOCR"},
    {"{\"rec_texts\":[\"a\",2]}", 1, 1, "PaddleOCR"},
};

START_TEST(bad)
{
    om_buf out = {0}, log = {0};
    ocrmend_error error;

    ck_assert_int_eq(document_try(wrong[_i].document, strlen(wrong[_i].document), OCRMEND_TO_SAME, NULL, &out, &log,
                                  &error),
                     OCRMEND_BAD_DOCUMENT);
    ck_assert_msg(error.line == wrong[_i].line && error.column == wrong[_i].column &&
                      strstr(error.message, wrong[_i].message),
                  "%u:%u: %s", (unsigned)error.line, (unsigned)error.column, error.message);
    ck_assert_uint_eq(out.len, 0);
    om_buf_free(&out);
    om_buf_free(&log);
}
END_TEST

START_TEST(mutated)
{
    document_mutated("paddle", shapes[_i % (sizeof shapes / sizeof *shapes)].document, (uint64_t)_i);
}
END_TEST

/* A line whose value is nested without end is refused by depth, not by the stack. */
START_TEST(deep)
{
    om_buf document = {0}, out = {0}, log = {0};
    ocrmend_error error;

    buf_string(&document, "[{\"text\":\"a\",\"conf\":1,\"box\":");
    for (int i = 0; i < 1000000; i++)
        buf_string(&document, _i ? "[" : "{\"a\":");
    ck_assert_int_eq(document_try((char *)document.data, document.len, OCRMEND_TO_SAME, NULL, &out, &log, &error),
                     OCRMEND_BAD_DOCUMENT);
    om_buf_free(&document);
    om_buf_free(&out);
    om_buf_free(&log);
}
END_TEST

/* Text that begins with a bracket, and JSON of another kind, are text. */
static const char *const others[] = {
    "[1] 新桥昨日通车。\n", "[新华社电] 新桥\n", "[", "[[[[", "[[[[1,2],[3", "{\"text\":\"a\",\"conf\":1}\n", "[{\"text\":\"a\"}]\n",
    "[{\"a\":\"text\"}]\n", "[[1,2,3]]\n", "[[[[1,2]],[1]]]\n", "{\"rec\": \"rec_texts\"}\n", "[null,null]\n",
    "[\"text\",\"conf\"]\n", "[{\"\\",
};

START_TEST(not_ours)
{
    om_buf out = {0};
    ocrmend *run = ocrmend_new(NULL, (ocrmend_sink){memory_write, &out}, NULL);

    ck_assert_int_eq(ocrmend_feed(run, others[_i], strlen(others[_i])), OCRMEND_OK);
    ck_assert_int_eq(ocrmend_finish(run), OCRMEND_OK);
    ck_assert_str_eq(ocrmend_statistics(run).format, "txt");
    ocrmend_free(run);
    om_buf_free(&out);
}
END_TEST

/* Forced, an empty list is a document without text. */
START_TEST(empty)
{
    static const char *const documents[] = {"[]", "[[]]", "[null]", " [ [ ] , [ ] ] "};
    ocrmend_options options;

    ocrmend_profile(&options, NULL);
    options.format = "paddle";
    for (size_t i = 0; i < sizeof documents / sizeof *documents; i++) {
        om_buf out = {0};

        run_clean(&options, documents[i], strlen(documents[i]), &out, NULL);
        ck_assert_uint_eq(out.len, strlen(documents[i]));
        ck_assert(memcmp(out.data, documents[i], out.len) == 0);
        om_buf_free(&out);
    }
}
END_TEST

START_TEST(large)
{
    om_buf document = {0};
    char line[160];

    buf_string(&document, "[");
    for (int i = 0; i < MANY; i++) {
        snprintf(line, sizeof line, "%s[{\"text\":\"字\",\"conf\":0.9,\"box\":[%d,%d,%d,%d]}]", i ? "," : "",
                 30 * (i % 20), 40 * (i / 20), 30 * (i % 20) + 28, 40 * (i / 20) + 30);
        buf_string(&document, line);
    }
    buf_string(&document, "]");
    document_of_words(&document, MANY);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("paddle");
    TCase *tcase = tests_case(suite, "paddle", 60);

    tcase_add_loop_test(tcase, shape, 0, sizeof shapes / sizeof *shapes);
    tcase_add_test(tcase, columns);
    tcase_add_loop_test(tcase, bad, 0, sizeof wrong / sizeof *wrong);
    tcase_add_loop_test(tcase, mutated, 0, 600);
    tcase_add_loop_test(tcase, deep, 0, 2);
    tcase_add_loop_test(tcase, not_ours, 0, sizeof others / sizeof *others);
    tcase_add_test(tcase, empty);
    tcase_add_test(tcase, large);
    return tests_run(suite);
}
