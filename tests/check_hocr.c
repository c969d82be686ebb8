/* hOCR in, text and hOCR out; and what the XML formats share: entities, bad documents. */
#include "document_run.h"
#include "main.h"

#define HEAD "<?xml version='1.0' encoding='UTF-8'?>\n<html><head><title>t</title></head><body>\n"
#define TAIL "</body></html>\n"
#define PAGE(lines) "<div class='ocr_page' title='bbox 0 0 900 900'>\n<p class='ocr_par'>\n" lines "</p></div>\n"
#define LINE(box, words) "<span class='ocr_line' title=\"bbox " box "\">" words "</span>\n"
#define WORD(box, conf, text) "<span class='ocrx_word' id='w' title='bbox " box "; x_wconf " conf "'>" text "</span>"
#define DOCUMENT(lines) HEAD PAGE(lines) TAIL

/* A paragraph in a narrow column. */
#define NOTICE                                                                                                      \
    LINE("10 10 290 40", WORD("10 10 290 40", "95", "The council of the harbour"))                                  \
    LINE("10 50 290 80", WORD("10 50 290 80", "95", "district has decided that"))                                   \
    LINE("10 90 290 120", WORD("10 90 290 120", "95", "the govern-"))                                               \
    LINE("10 130 290 160", WORD("10 130 290 160", "95", "ment of the port may build"))                              \
    LINE("10 170 200 200", WORD("10 170 200 200", "95", "two ferries."))

static const struct {
    const char *name, *document, *text, *same;
} rows[] = {
    {"Chinese words become one, with their boxes united and the mean of their confidence",
     DOCUMENT(LINE("10 10 190 40", WORD("10 10 40 40", "95", "湖滨") " " WORD("41 12 70 44", "80", "公") "\n "
                                   WORD("71 10 190 40", "91", "园"))),
     "湖滨公园\n", DOCUMENT(LINE("10 10 190 40", WORD("10 10 190 44", "90", "湖滨公园")))},
    {"Latin words keep their spaces, and what needs nothing stays byte for byte",
     DOCUMENT(LINE("10 10 190 40", WORD("10 10 40 40", "95", "Harbour") " " WORD("60 12 70 44", "80", "bridge"))),
     "Harbour bridge\n",
     DOCUMENT(LINE("10 10 190 40", WORD("10 10 40 40", "95", "Harbour") " " WORD("60 12 70 44", "80", "bridge")))},
    {"marks are mended in their word",
     DOCUMENT(LINE("10 10 190 40", WORD("10 10 40 40", "95", "渡口,改造") " " WORD("41 12 90 44", "80", "(二期)"))),
     "渡口，改造（二期）\n", DOCUMENT(LINE("10 10 190 40", WORD("10 10 90 44", "89", "渡口，改造（二期）")))},
    {"markup round a word stays, entities are read and written",
     DOCUMENT(LINE("10 10 190 40", WORD("10 10 40 40", "95", "<strong>AT&amp;T</strong>") " "
                                   WORD("60 12 70 44", "80", "&lt;R&#38;D&gt;") " " WORD("80 12 90 44", "80",
                                       "a&nbsp;b"))),
     "AT&T <R&D> a b\n",
     DOCUMENT(LINE("10 10 190 40", WORD("10 10 40 40", "95", "<strong>AT&amp;T</strong>") " "
                                   WORD("60 12 70 44", "80", "&lt;R&#38;D&gt;") " " WORD("80 12 90 44", "80", "a b")))},
    {"markup inside a word goes with its old text",
     DOCUMENT(LINE("10 10 190 40", WORD("10 10 40 40", "95", "渡<em>口,</em>改造"))), "渡口，改造\n",
     DOCUMENT(LINE("10 10 190 40", WORD("10 10 40 40", "95", "渡口，改造")))},
    {"a printed gap between Han divides; width decides whether the space stays",
     DOCUMENT(LINE("10 10 400 40", WORD("10 10 130 40", "95", "新桥通车") " " WORD("170 10 290 40", "95", "两岸同庆"))),
     "新桥通车 两岸同庆\n",
     DOCUMENT(LINE("10 10 400 40", WORD("10 10 130 40", "95", "新桥通车") " " WORD("170 10 290 40", "95", "两岸同庆")))},
    {"lines without words are read as they stand",
     DOCUMENT("<span class='ocr_line' title='bbox 0 0 9 9'>\n 渡口,改造 </span>\n"), "渡口，改造\n",
     DOCUMENT("<span class='ocr_line' title='bbox 0 0 9 9'>\n 渡口，改造 </span>\n")},
    {"a hyphen that divides a word at a line's end is taken out of the text and stays in the document",
     DOCUMENT(NOTICE),
     "The council of the harbour district has decided that the government of the port may build two ferries.\n",
     DOCUMENT(NOTICE)},
    {"no boxes, no confidence, odd ones",
     DOCUMENT("<span class='ocr_line'><span class='ocrx_word'>湖</span> "
              "<span class='ocrx_word' title='bbox -5 -5 x'>滨,</span>"
              "<span class='ocrx_word' title='x_wconf 400; bbox 9 9 1 1'>路</span></span>\n"),
     "湖滨，路\n", DOCUMENT("<span class='ocr_line'><span class='ocrx_word'>湖滨，路</span></span>\n")},
    {"words outside any line, several classes, attributes in another order",
     HEAD "<span title='x_wconf 90; bbox 1 1 9 9' class='big ocrx_word'>湖滨</span> "
          "<span class='ocrx_word' title='x_wconf 70'>路,</span> "
          TAIL, "湖滨\n路，\n",
     HEAD "<span title='x_wconf 90; bbox 1 1 9 9' class='big ocrx_word'>湖滨</span> "
          "<span class='ocrx_word' title='x_wconf 70'>路，</span> "
          TAIL},
    {"a page with nothing on it", DOCUMENT(""), "", DOCUMENT("")},
};

START_TEST(row)
{
    document_gives(rows[_i].document, rows[_i].text, rows[_i].same);
}
END_TEST

/* What is told of an edit: where its text stands in the document, and in the document it has become. */
static int see(void *user, const ocrmend_edit *edit)
{
    if (strcmp(edit->rule->stage, "width") == 0 && edit->new_len)
        *(ocrmend_edit *)user = *edit;
    return 0;
}

START_TEST(places)
{
    static const char document[] = DOCUMENT(LINE("1 1 9 9", WORD("1 1 5 9", "9", "湖滨") " "
                                                 WORD("5 1 9 9", "9", "路,桥")));
    ocrmend_edit edit = {0};
    om_buf out = {0};
    ocrmend *run = ocrmend_new(NULL, (ocrmend_sink){memory_write, &out}, NULL);

    ck_assert_int_eq(ocrmend_watch(run, see, &edit), OCRMEND_OK);
    ck_assert_int_eq(ocrmend_feed(run, document, sizeof document - 1), OCRMEND_OK);
    ck_assert_int_eq(ocrmend_finish(run), OCRMEND_OK);
    ck_assert_uint_eq(edit.raw_from, strstr(document, ",") - document);
    ck_assert_uint_eq(edit.raw_to, edit.raw_from + 1);
    ck_assert_uint_eq(edit.clean_to - edit.clean_from, strlen("，"));
    ck_assert_int_eq(memcmp(out.data + edit.clean_from, "，桥</span>", strlen("，桥</span>")), 0);
    ck_assert_str_eq(ocrmend_statistics(run).format, "hocr");
    ocrmend_free(run);
    om_buf_free(&out);
}
END_TEST

static const struct {
    const char *name, *document;
    unsigned line;
    const char *message;
} bad[] = {
    {"cut off", HEAD "<div class='ocr_page'>\n<span class='ocr_line'>", 4, "no element"},
    {"not well-formed", HEAD "<div class='ocr_page'>\n</p></div>" TAIL, 4, "mismatched tag"},
    {"not UTF-8", HEAD "<div class='ocr_page'>\n\xFF</div>" TAIL, 4, "UTF-8"},
    {"an entity bomb",
     "<!DOCTYPE html [\n<!ENTITY a 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'>\n<!ENTITY b '&a;&a;&a;&a;&a;&a;'>]>\n"
     "<html><body><div class='ocr_page'>&b;</div></body></html>", 2, "entities"},
    {"an external entity",
     "<!DOCTYPE html [<!ENTITY a SYSTEM 'file:///etc/hostname'>]>\n<html><body class='ocr_page'>&a;</body></html>", 1,
     "entities"},
};

START_TEST(refused)
{
    document_refused(bad[_i].document, strlen(bad[_i].document), bad[_i].line, bad[_i].message);
}
END_TEST

START_TEST(too_deep_is_refused)
{
    om_buf b = {0};

    buf_string(&b, HEAD "<div class='ocr_page'>\n");
    for (int i = 0; i < 100000; i++)
        buf_string(&b, "<i>");
    document_refused((const char *)b.data, b.len, 4, "nested");
    om_buf_free(&b);
}
END_TEST

/* A document that is not UTF-8 is refused; one that only says so is read. */
START_TEST(encoding)
{
    static const char gbk[] = "<?xml version='1.0' encoding='GBK'?><html><body><div class='ocr_page'>"
                              "<span class='ocr_line'>"
                              "\xBA\xFE\xB1\xF5\xB9\xAB\xD4\xB0\xB5\xC4\xBA\xC9\xBB\xA8\xBF\xAA\xC1\xCB</span>"
                              "</div></body></html>";
    static const char utf8[] = "<?xml version='1.0' encoding='ISO-8859-1'?>\n<html><body><div class='ocr_page'>"
                               "<span class='ocr_line'>湖滨公园</span></div></body></html>";

    document_refused(gbk, sizeof gbk - 1, 1, "if it is GB18030");
    document_gives(utf8, "湖滨公园\n", utf8);
}
END_TEST

/* Pages are blocks: a book takes no more memory than a page, and its lines are those of its pages. */
START_TEST(book)
{
    om_buf b = {0}, text = {0};
    ocrmend_error error;
    om_buf clean = {0}, log = {0};

    buf_string(&b, "\xEF\xBB\xBF" HEAD);
    buf_repeat(&b, 3000,
               PAGE(LINE("10 10 190 40", WORD("10 10 40 40", "95", "湖滨") " " WORD("41 12 70 44", "80", "公园,"))
                    LINE("10 50 190 80", WORD("10 50 90 80", "95", "春和景明。"))));
    buf_repeat(&text, 3000, "湖滨公园，\n春和景明。\n");
    buf_string(&b, TAIL);
    ck_assert_int_eq(document_try((char *)b.data, b.len, OCRMEND_TO_TEXT, "decode,width", &clean, &log, &error),
                     OCRMEND_OK);
    document_undone((char *)b.data, b.len, &clean, &log);
    for (size_t i = 0; i < clean.len; i++)
        if (clean.data[i] == '\f')
            clean.data[i] = '\n';
    ck_assert_uint_eq(clean.len, text.len);
    ck_assert_int_eq(memcmp(clean.data, text.data, text.len), 0);
    clean.len = log.len = 0;
    ck_assert_int_eq(document_try((char *)b.data, b.len, OCRMEND_TO_SAME, NULL, &clean, &log, &error), OCRMEND_OK);
    document_undone((char *)b.data, b.len, &clean, &log);
    ck_assert_int_lt(clean.len, b.len);
    om_buf_free(&b);
    om_buf_free(&text);
    om_buf_free(&clean);
    om_buf_free(&log);
}
END_TEST

START_TEST(mutated)
{
    document_mutated("hocr", rows[_i % (sizeof rows / sizeof *rows)].document, (uint64_t)_i);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("hocr");
    TCase *t = tests_case(s, "hocr", 60);

    tcase_add_loop_test(t, row, 0, sizeof rows / sizeof *rows);
    tcase_add_test(t, places);
    tcase_add_loop_test(t, refused, 0, sizeof bad / sizeof *bad);
    tcase_add_test(t, too_deep_is_refused);
    tcase_add_test(t, encoding);
    tcase_add_test(t, book);
    tcase_add_loop_test(t, mutated, 0, 300);
    return tests_run(s);
}
