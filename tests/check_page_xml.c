/* PAGE-XML in, text and PAGE-XML out. */
#include "document_run.h"
#include "main.h"
#include "readings_run.h"

#define PAGE_OF(year, inside)                                                                                          \
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"                                                                     \
    "<PcGts xmlns=\"http://schema.primaresearch.org/PAGE/gts/pagecontent/" year "\">"                                  \
    "<Page imageFilename=\"p.png\">\n" inside "</Page></PcGts>\n"
#define PAGE(inside) PAGE_OF("2019-07-15", inside)
#define REGION(inside) "<TextRegion id=\"r\">" COORDS("0,0 9,0 9,9 0,9") "\n" inside "</TextRegion>\n"
#define LINE(inside) " <TextLine id=\"l\">" COORDS("10,10 400,10 400,40 10,40") "\n" inside " </TextLine>\n"
#define WORD(points, inside) "  <Word id=\"w\">" COORDS(points) inside "</Word>\n"
#define COORDS(points) "<Coords points=\"" points "\"/>"
#define SAYS(attributes, text) "<TextEquiv" attributes "><Unicode>" text "</Unicode></TextEquiv>"
#define W(text) "<Word>" SAYS("", text) "</Word>"
#define A "10,10 130,10 130,40 10,40"
#define B "131,8 160,8 160,44 131,44"
#define AB "10,8 160,8 160,44 10,44"

static const struct {
    const char *name, *document, *text, *same;
} rows[] = {
    {"Chinese words become one, its box round both, confidence their mean; line and region agree already",
     PAGE(REGION(LINE(WORD(A, SAYS(" conf=\"0.95\"", "湖滨")) WORD(B, SAYS(" conf=\"0.80\"", "公")) SAYS("", "湖滨 公"))
                 SAYS("", "湖滨公"))), "湖滨公\n",
     PAGE(REGION(LINE(WORD(AB, SAYS(" conf=\"0.90\"", "湖滨公")) SAYS("", "湖滨公")) SAYS("", "湖滨公")))},
    {"Latin words keep their spaces, and what needs nothing stays byte for byte",
     PAGE(REGION(LINE(WORD(A, SAYS("", "Harbour")) WORD(B, SAYS(" index='0'", "bridge")) SAYS("", "Harbour bridge")))),
     "Harbour bridge\n",
     PAGE(REGION(LINE(WORD(A, SAYS("", "Harbour")) WORD(B, SAYS(" index='0'", "bridge")) SAYS("", "Harbour bridge"))))},
    {"a correction: Word, TextLine and TextRegion in step, what the engine read is second",
     PAGE(REGION(LINE(WORD(A, SAYS(" conf='0.9'", "渡口,改造")) SAYS("", "渡口,改造")) LINE(SAYS("", "春和景明。"))
                 SAYS("", "渡口,改造\n春和景明。"))), "渡口，改造春和景明。\n",
     PAGE(REGION(LINE(WORD(A, SAYS(" conf='0.9' index=\"0\"", "渡口，改造") SAYS(" index=\"1\" conf=\"0.9\"", "渡口,改造"))
                      SAYS(" index=\"0\"", "渡口，改造") "\n" SAYS(" index=\"1\"", "渡口,改造")) LINE(SAYS("", "春和景明。"))
                 SAYS(" index=\"0\"", "渡口，改造\n春和景明。") "\n" SAYS(" index=\"1\"", "渡口,改造\n春和景明。")))},
    {"PAGE 2013 has one TextEquiv only",
     PAGE_OF("2013-07-15", REGION(LINE(WORD(A, SAYS("", "渡口,改造")) SAYS("", "渡口,改造")) SAYS("", "渡口,改造"))),
     "渡口，改造\n",
     PAGE_OF("2013-07-15", REGION(LINE(WORD(A, SAYS("", "渡口，改造")) SAYS("", "渡口，改造")) SAYS("", "渡口，改造")))},
    {"merged and corrected: all that was read, other readings of a part go",
     PAGE(REGION(LINE(WORD(A, SAYS(" index='0'", "渡口,") SAYS(" index='1'", "度口,")) WORD(B, SAYS("", "改造"))))),
     "渡口，改造\n",
     PAGE(REGION(LINE(WORD(AB, SAYS(" index='0'", "渡口，改造") SAYS(" index=\"1\"", "渡口,改造")))))},
    {"of several the one with the lowest index counts; the others move on",
     PAGE(REGION(LINE(SAYS(" index='3'", "二") SAYS(" index='1'", "渡口,改造") SAYS(" index='7'", "三")))), "渡口，改造\n",
     PAGE(REGION(LINE(SAYS(" index='2'", "二") SAYS(" index='0'", "渡口，改造") SAYS(" index=\"1\"", "渡口,改造")
                      SAYS(" index='3'", "三"))))},
    {"without words the line is one, spaces inside",
     PAGE(REGION(LINE(SAYS("", "The harbour bridge")) LINE(SAYS("", "渡 口 改造,")))), "The harbour bridge渡口改造，\n",
     PAGE(REGION(LINE(SAYS("", "The harbour bridge"))
                 LINE(SAYS(" index=\"0\"", "渡口改造，") "\n" SAYS(" index=\"1\"", "渡 口 改造,"))))},
    {"without lines the region's text is read line by line",
     PAGE(REGION(SAYS("", "渡口,改造\n\n 春和景明。"))), "渡口，改造春和景明。\n",
     PAGE(REGION(SAYS(" index=\"0\"", "渡口，改造\n\n 春和景明。") "\n" SAYS(" index=\"1\"", "渡口,改造\n\n 春和景明。")))},
    {"a line that says something else than its words is left alone",
     PAGE(REGION(LINE(WORD(A, SAYS("", "渡口,改造")) SAYS("", "渡口的改造")) SAYS("", "渡口的改造"))), "渡口，改造\n",
     PAGE(REGION(LINE(WORD(A, SAYS(" index=\"0\"", "渡口，改造") SAYS(" index=\"1\"", "渡口,改造")) SAYS("", "渡口的改造"))
                 SAYS("", "渡口的改造")))},
    {"regions inside regions",
     PAGE(REGION(REGION(LINE(SAYS("", "渡口。")) SAYS("", "渡口。")) LINE(SAYS("", "改造,")) SAYS("", "渡口。\n改造,"))), "渡口。改造，\n",
     PAGE(REGION(REGION(LINE(SAYS("", "渡口。")) SAYS("", "渡口。"))
                 LINE(SAYS(" index=\"0\"", "改造，") "\n" SAYS(" index=\"1\"", "改造,"))
                 SAYS(" index=\"0\"", "渡口。\n改造，") "\n" SAYS(" index=\"1\"", "渡口。\n改造,")))},
    {"Glyphs of merged words are kept, what they say is not the words'",
     PAGE(REGION(LINE(WORD(A, "<Glyph id='a'>" COORDS("1,1 2,2") SAYS("", "湖") "</Glyph>" SAYS("", "湖"))
                      WORD(B, "<Glyph id='b'>" COORDS("1,1 2,2") SAYS("", "宾") "</Glyph>" SAYS("", "滨"))))), "湖滨\n",
     PAGE(REGION(LINE(WORD(AB, "<Glyph id='a'>" COORDS("1,1 2,2") SAYS("", "湖") "</Glyph><Glyph id='b'>"
                           COORDS("1,1 2,2")
                           SAYS("", "宾") "</Glyph>" SAYS("", "湖滨")))))},
    {"Point elements",
     "<PcGts><Page><TextRegion><TextLine><Word><Coords><Point x='1' y='2'/><Point x='9' y='2'/>"
     "<Point x='9' y='8'/></Coords>"
     SAYS("", "湖") "</Word><Word><Coords><Point x='10' y='1'/><Point x='19' y='8'/></Coords>" SAYS("", "滨")
     "</Word></TextLine></TextRegion></Page></PcGts>", "湖滨\n",
     "<PcGts><Page><TextRegion><TextLine><Word><Coords><Point x=\"1\" y=\"1\"/><Point x=\"19\" y=\"1\"/>"
     "<Point x=\"19\" y=\"8\"/>"
     "<Point x=\"1\" y=\"8\"/></Coords>" SAYS("", "湖滨") "</Word></TextLine></TextRegion></Page></PcGts>"},
    {"entities, CDATA, comments, white space",
     PAGE(REGION(LINE(SAYS("", "AT&amp;T &lt;R&#38;D&#x3E;")) LINE(SAYS("", "<![CDATA[渡口,<改>造]]>"))
                 LINE(SAYS("", "\n  湖<!-- , -->滨,\n ")))),
     "AT&T <R&D>渡口，<改>造湖滨，\n",
     PAGE(REGION(LINE(SAYS("", "AT&amp;T &lt;R&#38;D&#x3E;"))
                 LINE(SAYS(" index=\"0\"", "渡口，&lt;改&gt;造") "\n" SAYS(" index=\"1\"", "<![CDATA[渡口,<改>造]]>"))
                 LINE("<TextEquiv index=\"0\"><Unicode>\n  湖滨，\n </Unicode></TextEquiv>\n"
                      SAYS(" index=\"1\"", "湖<!-- , -->滨,"))))},
    {"prefixes, PlainText",
     "<p:PcGts xmlns:p='http://schema.primaresearch.org/PAGE/gts/pagecontent/2017-07-15'><p:Page><p:TextRegion>"
     "<p:TextLine><p:TextEquiv>"
     "<p:PlainText>dukou</p:PlainText><p:Unicode>渡口,</p:Unicode></p:TextEquiv></p:TextLine>"
     "</p:TextRegion></p:Page></p:PcGts>",
     "渡口，\n",
     "<p:PcGts xmlns:p='http://schema.primaresearch.org/PAGE/gts/pagecontent/2017-07-15'><p:Page><p:TextRegion>"
     "<p:TextLine><p:TextEquiv index=\"0\">"
     "<p:Unicode>渡口，</p:Unicode></p:TextEquiv><p:TextEquiv index=\"1\"><p:Unicode>渡口,</p:Unicode></p:TextEquiv>"
     "</p:TextLine></p:TextRegion></p:Page></p:PcGts>"},
    {"in the region, too, a line that stays keeps its spaces",
     PAGE(REGION(LINE(W("the") W("bridge") SAYS("", "the  bridge")) LINE(SAYS("", "二,")) SAYS("", "the  bridge\n二,"))),
     "the bridge二，\n",
     PAGE(REGION(LINE(W("the") W("bridge") SAYS("", "the  bridge"))
                 LINE(SAYS(" index=\"0\"", "二，") "\n" SAYS(" index=\"1\"", "二,"))
                 SAYS(" index=\"0\"", "the  bridge\n二，") "\n" SAYS(" index=\"1\"", "the  bridge\n二,")))},
    {"a plain order of reading is followed",
     PAGE("<ReadingOrder><OrderedGroup id='g'><RegionRefIndexed index='1' regionRef='b'/>"
          "<RegionRefIndexed index='0' regionRef='c'/>"
          "</OrderedGroup></ReadingOrder><TextRegion id='a'><TextLine>" SAYS("", "三。") "</TextLine></TextRegion>"
          "<TextRegion id='b'><TextLine>" SAYS("", "二,") "</TextLine><TextRegion id='d'><TextLine>" SAYS("", "又二。")
          "</TextLine></TextRegion></TextRegion><TextRegion id='c'><TextLine>" SAYS("", "一。")
          "</TextLine></TextRegion>"),
     "一。\n二，\n又二。\n三。\n",
     PAGE("<ReadingOrder><OrderedGroup id='g'><RegionRefIndexed index='1' regionRef='b'/>"
          "<RegionRefIndexed index='0' regionRef='c'/>"
          "</OrderedGroup></ReadingOrder><TextRegion id='a'><TextLine>" SAYS("", "三。") "</TextLine></TextRegion>"
          "<TextRegion id='b'><TextLine>" SAYS(" index=\"0\"", "二，") SAYS(" index=\"1\"", "二,")
          "</TextLine><TextRegion id='d'><TextLine>" SAYS("", "又二。")
          "</TextLine></TextRegion></TextRegion><TextRegion id='c'><TextLine>" SAYS("", "一。")
          "</TextLine></TextRegion>")},
    {"one of several groups is not",
     PAGE("<ReadingOrder><OrderedGroup id='g'><UnorderedGroupIndexed index='0'/>"
          "<RegionRefIndexed index='1' regionRef='a'/>"
          "<RegionRefIndexed index='0' regionRef='b'/></OrderedGroup></ReadingOrder>"
          "<TextRegion id='a'><TextLine>" SAYS("", "一。") "</TextLine></TextRegion>"
          "<TextRegion id='b'><TextLine>" SAYS("", "二。") "</TextLine></TextRegion>"), "一。\n二。\n",
     PAGE("<ReadingOrder><OrderedGroup id='g'><UnorderedGroupIndexed index='0'/>"
          "<RegionRefIndexed index='1' regionRef='a'/>"
          "<RegionRefIndexed index='0' regionRef='b'/></OrderedGroup></ReadingOrder>"
          "<TextRegion id='a'><TextLine>" SAYS("", "一。") "</TextLine></TextRegion>"
          "<TextRegion id='b'><TextLine>" SAYS("", "二。") "</TextLine></TextRegion>")},
    {"a divided word keeps its hyphen",
     PAGE(REGION(LINE(SAYS("", "the council of the harbour")) LINE(SAYS("", "has decided that the govern-"))
                 LINE(SAYS("", "ment of the port may build")) LINE(SAYS("", "two ferries.")))),
     "the council of the harbour has decided that the government of the port may build two ferries.\n",
     PAGE(REGION(LINE(SAYS("", "the council of the harbour")) LINE(SAYS("", "has decided that the govern-"))
                 LINE(SAYS("", "ment of the port may build")) LINE(SAYS("", "two ferries."))))},
    {"words that say nothing, no places, odd ones",
     PAGE(REGION("<TextLine><Coords points='x'/><Word/><Word><TextEquiv><Unicode/></TextEquiv></Word>"
                 "<Word><Coords points='-5,-5 3.5,9 '/>" SAYS(" conf='7' index='x'", "湖") "</Word><Word><TextEquiv/>"
                 SAYS("", "滨,")
                 "</Word></TextLine>")), "湖滨，\n",
     PAGE(REGION("<TextLine><Coords points='x'/><Word/><Word><TextEquiv><Unicode/></TextEquiv></Word>"
                 "<Word><Coords points='-5,-5 3.5,9 '/>" SAYS(" conf='7' index='0'", "湖滨，")
                 SAYS(" index=\"1\" conf=\"7\"", "湖滨,")
                 "</Word></TextLine>"))},
    {"nothing at all", PAGE(""), "", PAGE("")},
};

START_TEST(row)
{
    document_gives(rows[_i].document, rows[_i].text, rows[_i].same);
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

static const struct {
    const char *name, *document, *texts[4];
    size_t n;
    const char *same;
} dropped[] = {
    {"words", PAGE(REGION(LINE(W("a") W("b") W("c") SAYS("", "a b c")) SAYS("", "a b c"))), {"", "b", ""}, 3,
     PAGE(REGION(" <TextLine id=\"l\">" COORDS("10,10 400,10 400,40 10,40") W("b") SAYS(" index=\"0\"", "b")
                 SAYS(" index=\"1\"", "a b c") " </TextLine>\n"
                 SAYS(" index=\"0\"", "b") "\n" SAYS(" index=\"1\"", "a b c")))},
    {"a line of words", PAGE("<TextRegion>\n" LINE(W("a") W("b") SAYS("", "a b")) LINE(W("c")) SAYS("", "a b\nc")
                             "</TextRegion>"), {"", "", "c"}, 3,
     PAGE("<TextRegion>\n" LINE(W("c")) SAYS(" index=\"0\"", "c") "\n" SAYS(" index=\"1\"", "a b\nc") "</TextRegion>")},
    {"all lines of a region", PAGE("<TextRegion>" LINE(SAYS("", "a b")) LINE(SAYS("", "c")) SAYS("", "a b\nc")
                                   "</TextRegion>"), {"", ""}, 2,
     PAGE("<TextRegion>" "\n" SAYS(" index=\"0\"", "") "\n" SAYS(" index=\"1\"", "a b\nc") "</TextRegion>")},
    {"a line of a region's text", PAGE("<TextRegion>" SAYS("", "a\nb\nc") "</TextRegion>"), {"a", "", "c"}, 3,
     PAGE("<TextRegion>" SAYS(" index=\"0\"", "a\nc") SAYS(" index=\"1\"", "a\nb\nc") "</TextRegion>")},
};

START_TEST(drop)
{
    char *got = write_words(&om_format_page_xml, dropped[_i].document, dropped[_i].texts, dropped[_i].n);

    ck_assert_str_eq(got, dropped[_i].same);
    free(got);
}
END_TEST

static const struct {
    const char *name, *document;
    unsigned line;
    const char *message;
} bad[] = {
    {"cut off", "<PcGts>\n<Page>\n<TextRegion><TextLine>", 3, "no element"},
    {"an entity bomb", "<!DOCTYPE PcGts [\n<!ENTITY a 'aaaaaaaa'>]>\n<PcGts><Page>&a;</Page></PcGts>", 2, "entities"},
};

START_TEST(refused)
{
    document_refused(bad[_i].document, strlen(bad[_i].document), bad[_i].line, bad[_i].message);
}
END_TEST

/* A region with many lines, a line with many words, a word with many readings: linear time. */
START_TEST(large)
{
    om_buf b = {0};

    buf_string(&b, "<PcGts xmlns='/pagecontent/2019-'><Page><TextRegion><TextLine>");
    buf_repeat(&b, 200000, "<Word><TextEquiv><Unicode>湖</Unicode></TextEquiv></Word>");
    buf_string(&b, "</TextLine>");
    buf_repeat(&b, 100000, "<TextLine><TextEquiv><Unicode>渡口,改造。</Unicode></TextEquiv></TextLine>");
    buf_string(&b, "<TextLine><Word>");
    buf_repeat(&b, 100000, "<TextEquiv index='9'><Unicode>渡口,改造。</Unicode></TextEquiv>");
    buf_string(&b, "</Word></TextLine></TextRegion></Page></PcGts>");
    document_large(&b, "湖湖湖湖", "index='100000'");
}
END_TEST

START_TEST(mutated)
{
    document_mutated("page", rows[_i % (sizeof rows / sizeof *rows)].document, (uint64_t)_i);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("page");
    TCase *t = tests_case(s, "page", 60);

    tcase_add_loop_test(t, row, 0, sizeof rows / sizeof *rows);
    tcase_add_loop_test(t, settled, 0, sizeof rows / sizeof *rows);
    tcase_add_loop_test(t, drop, 0, sizeof dropped / sizeof *dropped);
    tcase_add_loop_test(t, refused, 0, sizeof bad / sizeof *bad);
    tcase_add_test(t, large);
    tcase_add_loop_test(t, mutated, 0, 300);
    return tests_run(s);
}
