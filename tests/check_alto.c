/* ALTO in, text and ALTO out. */
#include <config.h>

#include "alto_schema.h"
#include "document_run.h"
#include "main.h"
#include "readings_run.h"

#define ALTO(inside)                                                                                                   \
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<alto xmlns=\"http://www.loc.gov/standards/alto/ns-v3#\">" inside     \
    "</alto>\n"
#define LAYOUT(blocks)                                                                                                 \
    "<Layout><Page ID=\"p1\" PHYSICAL_IMG_NR=\"1\"><PrintSpace>\n" blocks "</PrintSpace></Page></Layout>"
#define BLOCK(lines) "<TextBlock ID=\"b1\">\n" lines "</TextBlock>\n"
#define BOX(left, top, width, height) "HPOS=\"" left "\" VPOS=\"" top "\" WIDTH=\"" width "\" HEIGHT=\"" height "\""
#define LINE(box, strings) " <TextLine " box ">\n" strings " </TextLine>\n"
#define STRING(box, more, content) "  <String " box " " more " CONTENT=\"" content "\"/>"
#define SP(width) "<SP WIDTH=\"" width "\"/>\n"
#define DOCUMENT(lines) ALTO(LAYOUT(BLOCK(lines)))
#define L BOX("10", "10", "390", "30")
#define A BOX("10", "10", "120", "30")
#define B BOX("131", "8", "29", "36")

/* A paragraph in a narrow column, with a word divided. */
#define NOTICE(first, second)                                                                                         \
    LINE(BOX("10", "10", "280", "30"), STRING(BOX("10", "10", "280", "30"), "", "The council of the harbour") "\n")    \
    LINE(BOX("10", "50", "280", "30"), STRING(BOX("10", "50", "280", "30"), "", "district has decided that") "\n")     \
    LINE(BOX("10", "90", "280", "30"), STRING(BOX("10", "90", "90", "30"), "", "the") SP("9") first)                   \
    LINE(BOX("10", "130", "280", "30"), second SP("9")                                                                 \
         STRING(BOX("90", "130", "200", "30"), "", "of the port may build") "\n")                                     \
    LINE(BOX("10", "170", "190", "30"), STRING(BOX("10", "170", "190", "30"), "", "two ferries.") "\n")
#define NOTICE_TEXT                                                                                                   \
    "The council of the harbour district has decided that the government of the port may build two ferries.\n"
#define SECOND BOX("10", "130", "60", "30")
#define FIRST BOX("110", "90", "180", "30")
#define OLD(old) "><ALTERNATIVE PURPOSE=\"OCR\">" old "</ALTERNATIVE></String>"

static const struct {
    const char *name, *document, *text, *same;
} rows[] = {
    {"Chinese Strings become one: boxes united, mean of confidence, one CC digit a character, no SP",
     DOCUMENT(LINE(L, STRING(A, "WC=\"0.95\" CC=\"01\"", "湖滨") SP("1") STRING(B, "WC=\"0.80\" CC=\"9\"", "公") "\n")),
     "湖滨公\n",
     DOCUMENT(LINE(L, STRING(BOX("10", "8", "150", "36"), "WC=\"0.90\" CC=\"019\"", "湖滨公") "\n"))},
    {"Latin Strings keep their SP, and what needs nothing stays byte for byte",
     DOCUMENT(LINE(L, STRING(A, "WC='0.95'", "Harbour") SP("9") STRING(B, "CS=\"true\"", "bridge") "\n")),
     "Harbour bridge\n",
     DOCUMENT(LINE(L, STRING(A, "WC='0.95'", "Harbour") SP("9") STRING(B, "CS=\"true\"", "bridge") "\n"))},
    {"without any SP in the line there is one between any two words",
     DOCUMENT(LINE(L, STRING(A, "", "Harbour") STRING(B, "", "bridge"))), "Harbour bridge\n",
     DOCUMENT(LINE(L, STRING(A, "", "Harbour") STRING(B, "", "bridge")))},
    {"a corrected String keeps what the engine read; CC goes, it no longer fits",
     DOCUMENT(LINE(L, STRING(A, "CC=\"00000\"", "渡口,改造") "\n")), "渡口，改造\n",
     DOCUMENT(LINE(L, "  <String " A " CONTENT=\"渡口，改造\"" OLD("渡口,改造") "\n"))},
    {"a merged and corrected one keeps all that was read",
     DOCUMENT(LINE(L, STRING(A, "", "渡口,") SP("1") STRING(B, "", "改造") "\n")), "渡口，改造\n",
     DOCUMENT(LINE(L, "  <String " BOX("10", "8", "150", "36") "  CONTENT=\"渡口，改造\"" OLD("渡口,改造") "\n"))},
    {"children stay in order: Shape, ALTERNATIVE, Glyph",
     DOCUMENT(LINE(L, "<String CONTENT='渡口,'><Shape><Polygon POINTS='1,1 2,2'/></Shape><ALTERNATIVE>度口</ALTERNATIVE>"
                      "<Glyph CONTENT='渡'/></String>")), "渡口，\n",
     DOCUMENT(LINE(L, "<String CONTENT='渡口，'><Shape><Polygon POINTS='1,1 2,2'/></Shape><ALTERNATIVE>度口</ALTERNATIVE>"
                      "<ALTERNATIVE PURPOSE=\"OCR\">渡口,</ALTERNATIVE><Glyph CONTENT='渡'/></String>"))},
    {"the first reading of the engine is kept, not a later one",
     DOCUMENT(LINE(L, "<String CONTENT='渡口,'><ALTERNATIVE PURPOSE='OCR'>渡囗,</ALTERNATIVE></String>")), "渡口，\n",
     DOCUMENT(LINE(L, "<String CONTENT='渡口，'><ALTERNATIVE PURPOSE='OCR'>渡囗,</ALTERNATIVE></String>"))},
    {"Glyphs of merged Strings are kept, shapes and alternatives of a part are not",
     DOCUMENT(LINE(L, "<String CONTENT='湖'><Shape/><ALTERNATIVE>胡</ALTERNATIVE><Glyph CONTENT='湖'/></String><SP/>"
                      "<String CONTENT='滨'><Shape/><Glyph CONTENT='滨'><Variant CONTENT='宾'/></Glyph></String>")),
                      "湖滨\n",
     DOCUMENT(LINE(L, "<String CONTENT='湖滨'><Glyph CONTENT='湖'/><Glyph CONTENT='滨'>"
                      "<Variant CONTENT='宾'/></Glyph></String>"))},
    {"Glyphs of a later String only",
     DOCUMENT(LINE(L, "<String CONTENT='湖'/><String CONTENT='滨'><Glyph CONTENT='滨'/></String>")), "湖滨\n",
     DOCUMENT(LINE(L, "<String CONTENT='湖滨'><Glyph CONTENT='滨'/></String>"))},
    {"a divided word is told of: HypPart1, HYP, HypPart2",
     DOCUMENT(NOTICE(STRING(FIRST, "", "govern-") "\n", STRING(SECOND, "", "ment"))), NOTICE_TEXT,
     DOCUMENT(NOTICE("  <String " FIRST "  CONTENT=\"govern\" SUBS_TYPE=\"HypPart1\" SUBS_CONTENT=\"government\"/>"
                                        "<HYP CONTENT=\"-\"/>\n",
                     "  <String " SECOND "  CONTENT=\"ment\" SUBS_TYPE=\"HypPart2\" SUBS_CONTENT=\"government\"/>"))},
    {"HYP is behind an SP that ends the line",
     DOCUMENT(NOTICE(STRING(FIRST, "", "govern-") SP("1"), STRING(SECOND, "", "ment"))), NOTICE_TEXT,
     DOCUMENT(NOTICE("  <String " FIRST "  CONTENT=\"govern\" SUBS_TYPE=\"HypPart1\" SUBS_CONTENT=\"government\"/>"
                     "<SP WIDTH=\"1\"/><HYP CONTENT=\"-\"/>\n",
                     "  <String " SECOND "  CONTENT=\"ment\" SUBS_TYPE=\"HypPart2\" SUBS_CONTENT=\"government\"/>"))},
    {"a word that is told of already stays",
     DOCUMENT(NOTICE(STRING(FIRST, "SUBS_TYPE='HypPart1' SUBS_CONTENT='government'", "govern")
                     "<HYP CONTENT='&#xAD;'/>\n",
                     STRING(SECOND, "SUBS_TYPE='HypPart2' SUBS_CONTENT='government'", "ment"))), NOTICE_TEXT,
     DOCUMENT(NOTICE(STRING(FIRST, "SUBS_TYPE='HypPart1' SUBS_CONTENT='government'", "govern")
                     "<HYP CONTENT='&#xAD;'/>\n",
                     STRING(SECOND, "SUBS_TYPE='HypPart2' SUBS_CONTENT='government'", "ment")))},
    {"HYP without SUBS_TYPE",
     DOCUMENT(NOTICE(STRING(FIRST, "", "govern") "<HYP CONTENT='-'/>\n", STRING(SECOND, "", "ment"))), NOTICE_TEXT,
     DOCUMENT(NOTICE("  <String " FIRST "  CONTENT=\"govern\" SUBS_TYPE=\"HypPart1\" SUBS_CONTENT=\"government\"/>"
                                        "<HYP CONTENT='-'/>\n",
                     "  <String " SECOND "  CONTENT=\"ment\" SUBS_TYPE=\"HypPart2\" SUBS_CONTENT=\"government\"/>"))},
    {"entities and references in attributes, in either quote",
     DOCUMENT(LINE(L, "<String CONTENT='AT&amp;T'/><SP/><String CONTENT=\"&lt;R&#38;D&#x3E;\"/><SP/>"
                      "<String CONTENT='he said &quot;no&quot;'/>")),
     "AT&T <R&D> he said \"no\"\n",
     DOCUMENT(LINE(L, "<String CONTENT='AT&amp;T'/><SP/><String CONTENT=\"&lt;R&#38;D&#x3E;\"/><SP/>"
                      "<String CONTENT='he said &quot;no&quot;'/>"))},
    {"prefixes",
     "<a:alto xmlns:a='http://www.loc.gov/standards/alto/ns-v2#'><a:Layout><a:Page><a:TextLine>"
     "<a:String CONTENT='渡口,'/></a:TextLine>"
     "</a:Page></a:Layout></a:alto>", "渡口，\n",
     "<a:alto xmlns:a='http://www.loc.gov/standards/alto/ns-v2#'><a:Layout><a:Page><a:TextLine><a:String CONTENT='渡口，'>"
     "<a:ALTERNATIVE PURPOSE=\"OCR\">渡口,</a:ALTERNATIVE></a:String></a:TextLine></a:Page></a:Layout></a:alto>"},
    {"several pages, comments and instructions between",
     ALTO("<Layout><Page><TextLine><!-- <String CONTENT='x'/> --><String CONTENT='湖滨'/></TextLine></Page><?p <Page>?>"
          "<Page><TextLine><String CONTENT='公园,'/><!-- > --></TextLine></Page></Layout>"), "湖滨\n公园，\n",
     ALTO("<Layout><Page><TextLine><!-- <String CONTENT='x'/> --><String CONTENT='湖滨'/></TextLine></Page><?p <Page>?>"
          "<Page><TextLine><String CONTENT='公园，'" OLD("公园,") "<!-- > --></TextLine></Page></Layout>")},
    {"no boxes, negative ones, broken ones, confidence out of range; Strings outside a line",
     DOCUMENT(LINE("", "<String HPOS='-12.5' VPOS='-3' WIDTH='20.25' HEIGHT='1e' WC='7' CONTENT='湖滨'/>")
              "<String CONTENT='路桥,'/>"),
     "湖滨\n路桥，\n",
     DOCUMENT(LINE("", "<String HPOS='-12.5' VPOS='-3' WIDTH='20.25' HEIGHT='1e' WC='7' CONTENT='湖滨'/>")
              "<String CONTENT='路桥，'" OLD("路桥,"))},
    {"no content, empty content, white space",
     DOCUMENT(LINE(L, "<String/><SP/><String CONTENT=''/><String CONTENT=' 湖\t滨 '/>")
              LINE(L, "<String CONTENT='  '/>")), "湖滨\n",
     DOCUMENT(LINE(L, "<String/><SP/><String CONTENT=''/><String CONTENT='湖滨'" OLD(" 湖\t滨 "))
              LINE(L, "<String CONTENT='  '/>"))},
    {"nothing at all", ALTO(""), "", ALTO("")},
    {"the step of processing is told of, after the others",
     ALTO("<Description>\n\t<MeasurementUnit>pixel</MeasurementUnit>\n\t<OCRProcessing ID=\"o\">\n"
          "\t\t<ocrProcessingStep/>\n\t</OCRProcessing>\n"
          "</Description>" LAYOUT(BLOCK(LINE(L, "<String CONTENT='渡口,'/>")))), "渡口，\n",
     ALTO("<Description>\n\t<MeasurementUnit>pixel</MeasurementUnit>\n\t<OCRProcessing ID=\"o\">\n"
          "\t\t<ocrProcessingStep/>\n\t\t"
          "<postProcessingStep><processingSoftware><softwareName>ocrmend</softwareName>"
          "<softwareVersion>" PACKAGE_VERSION "</softwareVersion></processingSoftware></postProcessingStep>\n\t"
          "</OCRProcessing>\n"
          "</Description>" LAYOUT(BLOCK(LINE(L, "<String CONTENT='渡口，'" OLD("渡口,")))))},
    {"... where there was no other",
     ALTO("<Description>\n\t<MeasurementUnit>pixel</MeasurementUnit>\n</Description>"
          LAYOUT(BLOCK(LINE(L, "<String CONTENT='渡口,'/>")))),
     "渡口，\n",
     ALTO("<Description>\n\t<MeasurementUnit>pixel</MeasurementUnit>\n<OCRProcessing ID=\"ocrmend-"
          PACKAGE_VERSION "\"><ocrProcessingStep/>"
          "<postProcessingStep><processingSoftware><softwareName>ocrmend</softwareName>"
          "<softwareVersion>" PACKAGE_VERSION "</softwareVersion></processingSoftware></postProcessingStep>"
          "</OCRProcessing>\n</Description>"
          LAYOUT(BLOCK(LINE(L, "<String CONTENT='渡口，'" OLD("渡口,")))))},
    {"... in ALTO 4",
     "<alto xmlns='http://www.loc.gov/standards/alto/ns-v4#'><Description>"
     "<MeasurementUnit>pixel</MeasurementUnit></Description>"
     LAYOUT(BLOCK(LINE(L, "<String CONTENT='渡口,'/>"))) "</alto>", "渡口，\n",
     "<alto xmlns='http://www.loc.gov/standards/alto/ns-v4#'><Description><MeasurementUnit>pixel</MeasurementUnit>"
     "<Processing ID=\"ocrmend-" PACKAGE_VERSION "\">"
     "<processingSoftware><softwareName>ocrmend</softwareName><softwareVersion>"
     PACKAGE_VERSION "</softwareVersion></processingSoftware></Processing></Description>"
     LAYOUT(BLOCK(LINE(L, "<String CONTENT='渡口，'" OLD("渡口,")))) "</alto>"},
    {"... and once is enough",
     ALTO("<Description><MeasurementUnit>pixel</MeasurementUnit><OCRProcessing ID='o'><ocrProcessingStep/>"
          "<postProcessingStep>"
          "<processingSoftware><softwareName>ocrmend</softwareName><softwareVersion>" PACKAGE_VERSION
          "</softwareVersion></processingSoftware></postProcessingStep></OCRProcessing></Description>"
          LAYOUT(BLOCK(LINE(L, "<String CONTENT='渡口,'/>")))), "渡口，\n",
     ALTO("<Description><MeasurementUnit>pixel</MeasurementUnit><OCRProcessing ID='o'><ocrProcessingStep/>"
          "<postProcessingStep>"
          "<processingSoftware><softwareName>ocrmend</softwareName><softwareVersion>" PACKAGE_VERSION
          "</softwareVersion></processingSoftware></postProcessingStep></OCRProcessing></Description>"
          LAYOUT(BLOCK(LINE(L, "<String CONTENT='渡口，'" OLD("渡口,")))))},
};

START_TEST(row)
{
    document_gives(rows[_i].document, rows[_i].text, rows[_i].same);
    if (!strstr(rows[_i].name, "no content") && !strstr(rows[_i].name, "outside"))
        alto_valid(rows[_i].same);
}
END_TEST

/* What was written is written the same again. */
START_TEST(settled)
{
    char *once = document_clean(rows[_i].same, strlen(rows[_i].same), OCRMEND_TO_SAME, NULL);

    ck_assert_str_eq(once, rows[_i].same);
    free(once);
}
END_TEST

/* --- words that are dropped --------------------------------------------------------------------------------------- */

static const struct {
    const char *name, *line, *texts[3], *same;
} dropped[] = {
    {"the first", "<String CONTENT='a'/><SP/><String CONTENT='b'/><SP/><String CONTENT='c'/>", {"", "b", "c"},
     "<String CONTENT='b'/><SP/><String CONTENT='c'/>"},
    {"one in the middle", "<String CONTENT='a'/><SP/><String CONTENT='b'/><SP/><String CONTENT='c'/>", {"a", "", "c"},
     "<String CONTENT='a'/><SP/><String CONTENT='c'/>"},
    {"the last, with its hyphen", "<String CONTENT='a'/><SP/><String CONTENT='b'/><SP/><String CONTENT='c'/>"
                                  "<HYP CONTENT='-'/>",
     {"a", "b", ""}, "<String CONTENT='a'/><SP/><String CONTENT='b'/>"},
    {"all but one", "<String CONTENT='a'/>\n<SP/><String CONTENT='b'><Glyph CONTENT='b'/></String><SP/>"
                    "<String CONTENT='c'/>",
     {"", "", "c"}, "<String CONTENT='c'/>"},
    {"a hyphen that is none any more", "<String CONTENT='a'/><String CONTENT='b'/><String CONTENT='c'/>"
                                       "<HYP CONTENT='-'/>",
     {"a", "b", "c"}, "<String CONTENT='a'/><String CONTENT='b'/><String CONTENT='c'/>"},
};

START_TEST(drop)
{
    om_buf document = {0}, want = {0};
    char *got;

    buf_string(&document, "<alto><Layout><Page><TextBlock><TextLine>");
    om_buf_add(&want, document.data, document.len);
    buf_string(&document, dropped[_i].line);
    buf_string(&want, dropped[_i].same);
    buf_string(&document, "</TextLine></TextBlock></Page></Layout></alto>");
    buf_string(&want, "</TextLine></TextBlock></Page></Layout></alto>");
    om_buf_add(&document, "", 1);
    om_buf_add(&want, "", 1);
    got = write_words(&om_format_alto, (char *)document.data, dropped[_i].texts, 3);
    alto_valid(got);
    ck_assert_str_eq(got, (char *)want.data);
    free(got);
    om_buf_free(&document);
    om_buf_free(&want);
}
END_TEST

static const struct {
    const char *name, *document;
    unsigned line;
    const char *message;
} bad[] = {
    {"cut off", "<alto>\n<Layout>\n<Page><TextLine><String CONTENT='a", 3, "unclosed token"},
    {"an entity bomb", "<!DOCTYPE alto [\n<!ENTITY a 'aaaaaaaa'>]>\n<alto><String CONTENT='&a;'/></alto>", 2,
     "entities"},
};

/* Asked for as ALTO, and something else. */
START_TEST(alien)
{
    static const char document[] = "<?xml version='1.0'?>\n <html><p>湖滨</p></html>";
    ocrmend_options options;
    om_buf out = {0};
    ocrmend *run;

    ocrmend_profile(&options, NULL);
    options.format = "alto";
    run = ocrmend_new(&options, (ocrmend_sink){memory_write, &out}, NULL);
    ck_assert_int_eq(ocrmend_feed(run, document, sizeof document - 1), OCRMEND_OK);
    ck_assert_int_eq(ocrmend_finish(run), OCRMEND_BAD_DOCUMENT);
    ck_assert_str_eq(ocrmend_last_error(run)->message, "the document does not begin with <alto>");
    ck_assert_uint_eq(ocrmend_last_error(run)->line, 2);
    ck_assert_uint_eq(ocrmend_last_error(run)->column, 2);
    ck_assert_uint_eq(out.len, 0);
    ocrmend_free(run);
}
END_TEST

START_TEST(refused)
{
    document_refused(bad[_i].document, strlen(bad[_i].document), bad[_i].line, bad[_i].message);
}
END_TEST

/* Tesseract writes 8 percent as 0.8; from others that is 80.  Merged words tell their mean. */
START_TEST(tesseract)
{
    static const struct {
        const char *software, *mean;
    } engines[] = {{"tesseract 5.3.0", "WC=\"0.49\""}, {"Transkribus", "WC=\"0.85\""}};

    for (size_t i = 0; i < sizeof engines / sizeof *engines; i++) {
        char document[2000];
        char *same;

        snprintf(document, sizeof document,
                 "<alto><Description><OCRProcessing><ocrProcessingStep><processingSoftware>"
                 "<softwareName>%s</softwareName>"
                 "</processingSoftware></ocrProcessingStep></OCRProcessing></Description>"
                 LAYOUT(BLOCK(LINE(L, STRING(A, "WC=\"0.90\"", "湖") SP("1") STRING(B, "WC=\"0.8\"", "滨")))) "</alto>",
                 engines[i].software);
        same = document_clean(document, strlen(document), OCRMEND_TO_SAME, NULL);
        ck_assert_msg(strstr(same, engines[i].mean) != NULL, "%s", same);
        free(same);
    }
}
END_TEST

/* A million words on a page, in one line and in many: linear time. */
START_TEST(large)
{
    om_buf b = {0};

    buf_string(&b, "<alto><Layout><Page><TextLine>");
    buf_repeat(&b, 500000, "<String CONTENT='湖'/><SP/>");
    buf_string(&b, "</TextLine>");
    buf_repeat(&b, 250000, "<TextLine><String CONTENT='渡口'/><SP/><String CONTENT='。'/></TextLine>");
    buf_string(&b, "</Page></Layout></alto>");
    document_large(&b, "湖湖湖湖", "<TextLine><String CONTENT='渡口。'/></TextLine></Page>");
}
END_TEST

START_TEST(mutated)
{
    document_mutated("alto", rows[_i % (sizeof rows / sizeof *rows)].document, (uint64_t)_i);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("alto");
    TCase *t = tests_case(s, "alto", 60);

    tcase_add_loop_test(t, row, 0, sizeof rows / sizeof *rows);
    tcase_add_loop_test(t, settled, 0, sizeof rows / sizeof *rows);
    tcase_add_loop_test(t, drop, 0, sizeof dropped / sizeof *dropped);
    tcase_add_loop_test(t, refused, 0, sizeof bad / sizeof *bad);
    tcase_add_test(t, alien);
    tcase_add_test(t, tesseract);
    tcase_add_test(t, large);
    tcase_add_loop_test(t, mutated, 0, 300);
    return tests_run(s);
}
