/* Stage noise: what an engine read where nothing is printed goes, told by confidence and boxes; and what looks like it
 * and is text stays. */
#include <stdarg.h>

#include "document_run.h"

#include "main.h"
#include "mutate.h"
#include "stage_run.h"

/* Pages are built of words with places.  A column of type: every character a word, EM wide, on lines HIGH apart. */
enum { EM = 30, TYPE = 26, HIGH = 50, LEFT = 100 };

static void add(om_buf *b, const char *format, ...) __attribute__((format(printf, 2, 3)));
static void add(om_buf *b, const char *format, ...)
{
    char text[400];
    va_list args;

    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    om_buf_add(b, text, strlen(text));
}

static void open_line(om_buf *b, int left, int top, int right, int bottom)
{
    add(b, "<span class='ocr_line' title='bbox %d %d %d %d'>", left, top, right, bottom);
}

static void close_line(om_buf *b)
{
    add(b, "</span>\n");
}

static void word(om_buf *b, const char *text, int confidence, int left, int top, int right, int bottom)
{
    add(b, "<span class='ocrx_word' title='bbox %d %d %d %d; x_wconf %d'>%s</span> ", left, top, right, bottom,
        confidence, text);
}

/* Characters side by side from LEFT on; `at` counts in half em.  Returns where the next would stand. */
static int type(om_buf *b, int at, int top, const char *text, int confidence)
{
    for (; *text; text += om_utf8_len((uint8_t)*text)) {
        char c[5] = {0};
        bool narrow = (uint8_t)*text < 0x80;

        memcpy(c, text, om_utf8_len((uint8_t)*text));
        word(b, c, confidence, LEFT + at * EM / 2 + 2, top, LEFT + (narrow ? at + 1 : at + 2) * EM / 2 - 2, top + TYPE);
        at += narrow ? 1 : 2;
    }
    return at;
}

/* Width in half em. */
static int width_of(const char *text)
{
    int width = 0;

    for (; *text; text += om_utf8_len((uint8_t)*text))
        width += (uint8_t)*text < 0x80 ? 1 : 2;
    return width;
}

static void line_of_type(om_buf *b, int top, const char *text, int confidence)
{
    open_line(b, LEFT, top, LEFT + width_of(text) * EM / 2, top + TYPE);
    type(b, 0, top, text, confidence);
    close_line(b);
}

static void open_page(om_buf *b)
{
    add(b, "<html><body><div class='ocr_page' title='bbox 0 0 2000 2000'><p class='ocr_par'>\n");
    line_of_type(b, 1000, "新建的渡口昨天开放两岸居民", 95);
    line_of_type(b, 1000 + HIGH, "乘船过江只要六分钟票价两元", 95);
}

static const char body[] = "新建的渡口昨天开放两岸居民\n乘船过江只要六分钟票价两元\n";

/* Where words stand apart is not the subject here. */
static void drop_spaces(char *text)
{
    char *to = text;

    for (; *text; text++)
        if (*text != ' ')
            *to++ = *text;
    *to = '\0';
}

/* The page gives the body and then `wanted`, spaces apart. */
static void gives(om_buf *b, const char *wanted)
{
    char *got;

    add(b, "</p></div></body></html>\n");
    got = document_clean((const char *)b->data, b->len, OCRMEND_TO_TEXT, "noise");
    drop_spaces(got);
    ck_assert_msg(strncmp(got, body, sizeof body - 1) == 0 && strcmp(got + sizeof body - 1, wanted) == 0,
                  "'%s' is not '%s'", got, wanted);
    free(got);
    om_buf_free(b);
}

/* --- lines -------------------------------------------------------------------------------------------------------- */

/* A line of one word, after a headline that covers 100 to 400 by 1200 to 1280. */
static const struct {
    const char *what, *text;
    int confidence, left, top, right, bottom;
    bool goes;
} lines[] = {
    {"a piece of a large letter, inside the headline", "AN", 30, 120, 1210, 133, 1225, true},
    {"as wide as text", "士挟上", 18, 120, 1210, 210, 1240, true},
    {"of which the engine is sure", "渡口", 92, 120, 1210, 180, 1240, false},
    {"beside the headline", "士挟上", 55, 500, 1210, 590, 1236, false},
    {"far too low", "忆三", 20, 500, 1210, 560, 1222, true},
    {"low, but read well enough", "忆三", 60, 500, 1210, 560, 1222, false},
    {"one character as wide as ten", "后", 8, 500, 1210, 800, 1236, true},
    {"a line read badly, with all its characters", "后去卢产六下和从土旋", 8, 500, 1210, 800, 1236, false},
    {"a section's number, low as it is", "一", 96, 500, 1210, 526, 1215, false},
    {"a box turned round", "后", 8, 800, 1236, 500, 1210, false},
};

START_TEST(noise_line)
{
    om_buf b = {0};
    char wanted[200] = "湖滨新桥\n";

    open_page(&b);
    open_line(&b, 100, 1200, 400, 1280);
    word(&b, "湖滨新桥", 93, 100, 1200, 400, 1280);
    close_line(&b);
    open_line(&b, lines[_i].left, lines[_i].top, lines[_i].right, lines[_i].bottom);
    word(&b, lines[_i].text, lines[_i].confidence, lines[_i].left, lines[_i].top, lines[_i].right, lines[_i].bottom);
    close_line(&b);
    if (!lines[_i].goes)
        strcat(strcat(wanted, lines[_i].text), "\n");
    gives(&b, wanted);
}
END_TEST

/* A line that a sure pause ends is text, wherever its box lies. */
START_TEST(line_with_a_pause)
{
    om_buf b = {0};

    open_page(&b);
    line_of_type(&b, 1200, "渡船每天二十班", 93);
    open_line(&b, 105, 1205, 160, 1220);
    word(&b, "司", 10, 105, 1205, 125, 1220);
    word(&b, "。", 90, 130, 1205, 140, 1220);
    close_line(&b);
    gives(&b, "渡船每天二十班\n司。\n");
}
END_TEST

/* Under the beginning of a line that goes on, with a full stop: the end of a paragraph, however badly it was read.  The
 * same elsewhere is noise. */
START_TEST(end_of_paragraph)
{
    om_buf b = {0};
    int left = _i ? LEFT + 5 * EM : LEFT;

    open_page(&b);
    line_of_type(&b, 1200, "渡船每天二十班老人和孩子一律", 93);
    open_line(&b, left, 1200 + HIGH, left + 2 * EM, 1220 + HIGH);
    word(&b, "肌", 5, left, 1200 + HIGH, left + EM, 1220 + HIGH);
    word(&b, "。", 5, left + EM, 1200 + HIGH, left + 2 * EM, 1220 + HIGH);
    close_line(&b);
    gives(&b, _i ? "渡船每天二十班老人和孩子一律\n" : "渡船每天二十班老人和孩子一律\n肌。\n");
}
END_TEST

/* The last line of a page goes with the line end before it; the page's end stays. */
START_TEST(last_of_page)
{
    om_buf b = {0};
    char *got;

    open_page(&b);
    open_line(&b, 500, 1210, 560, 1222);
    word(&b, "忆三", 20, 500, 1210, 560, 1222);
    close_line(&b);
    add(&b, "</p></div><div class='ocr_page'><p>");
    line_of_type(&b, 10, "第二页的文字", 95);
    add(&b, "</p></div></body></html>\n");
    got = document_clean((const char *)b.data, b.len, OCRMEND_TO_TEXT, "noise");
    ck_assert_str_eq(got, "新建的渡口昨天开放两岸居民\n乘船过江只要六分钟票价两元\f第二页的文字\n");
    free(got);
    om_buf_free(&b);
}
END_TEST

/* --- characters --------------------------------------------------------------------------------------------------- */

/* A line: `before` and `after` are sure, `speck` is one word of that confidence, right after `before`. */
static const struct {
    const char *what, *before, *speck;
    int confidence;
    const char *after, *wanted;
} specks[] = {
    {"a pause at the start", "", "，", 40, "渡船每天二十班", "渡船每天二十班\n"},
    {"a full stop after a line without one", "", "。", 40, "渡船每天二十班", "。渡船每天二十班\n"},
    {"two marks at the start", "", "，”", 40, "渡船每天二十班", "渡船每天二十班\n"},
    {"a pause at the start that the engine is sure of", "", "，", 90, "渡船每天二十班", "，渡船每天二十班\n"},
    {"an opening bracket begins a line", "", "（", 40, "渡船每天二十班", "（渡船每天二十班\n"},
    {"so does a decimal point", "", ".", 40, "5公里", ".5公里\n"},
    {"and a dash", "", "—", 40, "渡船每天二十班", "—渡船每天二十班\n"},
    {"a line of marks only", "", "。”", 40, "", "。”\n"},

    {"a second pause at the end", "渡船每天二十班。", "，", 40, "", "渡船每天二十班。\n"},
    {"a quotation ends after a pause", "渡船每天二十班。", "”", 40, "", "渡船每天二十班。”\n"},
    {"one pause at the end", "渡船每天二十班", "。", 40, "", "渡船每天二十班。\n"},

    {"a pause beside another", "渡船每天二十班，", "：", 40, "票价两元", "渡船每天二十班，票价两元\n"},
    {"two in one word, one half-width", "渡船每天二十班", ",，", 40, "票价两元", "渡船每天二十班，票价两元\n"},
    {"two in one word, a full stop", "渡船每天二十班", "，。", 40, "票价两元", "渡船每天二十班。票价两元\n"},
    {"two in one word, and nothing tells which", "渡船每天二十班", "、，", 40, "票价两元", "渡船每天二十班、，票价两元\n"},
    {"both sure", "渡船每天二十班，", "：", 90, "票价两元", "渡船每天二十班，：票价两元\n"},
    {"an ellipsis", "渡船每天二十班", "。。。", 40, "票价两元", "渡船每天二十班。。。票价两元\n"},

    {"a quotation mark at the start, never closed", "", "“", 40, "渡船每天二十班", "渡船每天二十班\n"},
    {"one that is closed", "", "“", 40, "渡船每天”二十班", "“渡船每天”二十班\n"},
    {"one that the engine is sure of", "", "“", 80, "渡船每天二十班", "“渡船每天二十班\n"},
    {"after a dateline", "本报讯", "”", 40, "渡船每天二十班", "本报讯渡船每天二十班\n"},
    {"after a dateline a quotation", "本报讯", "“", 40, "渡船”每天二十班", "本报讯“渡船”每天二十班\n"},
    {"inside a line", "渡船每天", "“", 40, "二十班", "渡船每天“二十班\n"},

    {"two brackets for one", "渡船", "《〈", 40, "记者林小明）", "渡船〈记者林小明）\n"},
    {"sure of both", "渡船", "《〈", 90, "记者林小明）", "渡船《〈记者林小明）\n"},
    {"a title in quotation marks", "渡船", "“《", 40, "江》”", "渡船“《江》”\n"},
    {"the point of a foreign name", "外长苏莱曼", ":", 40, "卡里姆昨天到达", "外长苏莱曼·卡里姆昨天到达\n"},
    {"a speaker, and the engine is sure of the colon", "外长苏莱曼", ":", 90, "卡里姆昨天到达", "外长苏莱曼:卡里姆昨天到达\n"},
    {"no foreign name", "渡船时刻", ":", 40, "每天二十班", "渡船时刻:每天二十班\n"},
    {"the first month", "新华社湖滨", "I", 40, "月8日电", "新华社湖滨1月8日电\n"},
    {"the eleventh", "新华社湖滨1", "I", 40, "月8日电", "新华社湖滨1I月8日电\n"},
    {"months without a day", "新华社湖滨", "I", 40, "月来消息", "新华社湖滨I月来消息\n"},
    {"two quotation marks for one", "渡船", "\"“", 40, "江”", "渡船“江”\n"},
};

START_TEST(speck)
{
    om_buf b = {0};
    int at;

    open_page(&b);
    at = width_of(specks[_i].before) + 2 + width_of(specks[_i].after);
    open_line(&b, LEFT, 1200, LEFT + at * EM / 2, 1200 + TYPE);
    at = type(&b, 0, 1200, specks[_i].before, 93);
    word(&b, specks[_i].speck, specks[_i].confidence, LEFT + at * EM / 2 + 2, 1215, LEFT + at * EM / 2 + 20, 1226);
    type(&b, at + 2, 1200, specks[_i].after, 93);
    close_line(&b);
    gives(&b, specks[_i].wanted);
}
END_TEST

/* A quotation mark that is never closed, at the start of a line. */
START_TEST(quotation_begins)
{
    static const char *const above[] = {"渡船每天二十班", "渡船每天二十班。"};
    static const char *const wanted[] = {"渡船每天二十班\n票价两元\n", "渡船每天二十班。\n“票价两元\n"};
    om_buf b = {0};

    open_page(&b);
    open_line(&b, LEFT, 1200, LEFT + 8 * EM, 1200 + TYPE);
    type(&b, 0, 1200, above[_i], 93);
    close_line(&b);
    open_line(&b, LEFT, 1240, LEFT + 5 * EM, 1240 + TYPE);
    word(&b, "“", 40, LEFT, 1240, LEFT + 10, 1250);
    type(&b, 2, 1240, "票价两元", 93);
    close_line(&b);
    gives(&b, wanted[_i]);
}
END_TEST

/* A line of seven characters; after the third a speck of that width between its neighbours' edges, which are `room`
 * apart; the line's box is full. */
static const struct {
    const char *what, *speck;
    int confidence, room, width;
    bool goes;
} between[] = {
    {"half a character where none has room", "人", 40, 15, 12, true},
    {"the same, sure", "人", 85, 15, 12, false},
    {"the same with room for it", "人", 40, 34, 12, false},
    {"as wide as a character", "人", 40, 15, 26, false},
    {"no half of another", "湖", 40, 15, 12, false},
    {"a stroke", "|", 40, 8, 4, true},
    {"a sign that is printed", "+", 40, 8, 4, false},
    {"a stroke for a character lost", "|", 40, 40, 20, false},
    {"a sure stroke", "|", 95, 8, 4, false},
};

START_TEST(squeezed)
{
    om_buf b = {0};
    char wanted[100];
    int right = LEFT + 3 * EM - 2, to = right + between[_i].room;

    open_page(&b);
    open_line(&b, LEFT, 1200, LEFT + 7 * EM + between[_i].room, 1200 + TYPE);
    type(&b, 0, 1200, "渡船每", 93);
    word(&b, between[_i].speck, between[_i].confidence, right + 1, 1200, right + 1 + between[_i].width, 1200 + TYPE);
    for (int i = 0; i < 4; i++) {
        static const char *const rest[] = {"天", "二", "十", "班"};
        word(&b, rest[i], 93, to + i * EM, 1200, to + i * EM + TYPE, 1200 + TYPE);
    }
    close_line(&b);
    snprintf(wanted, sizeof wanted, "渡船每%s天二十班\n", between[_i].goes ? "" : between[_i].speck);
    gives(&b, wanted);
}
END_TEST

/* A bracket as thin as a stroke stays where its partner is in the line. */
START_TEST(thin_bracket)
{
    static const char *const before[] = {"【渡船】每天", "【渡船", "渡船每"};
    static const char *const wanted[] = {"【渡船】每天二十班\n", "【渡船】二十班\n", "渡船每二十班\n"};
    om_buf b = {0};
    int right = LEFT + width_of(before[_i]) * EM / 2 - 2;

    open_page(&b);
    open_line(&b, LEFT, 1200, right + 8 + 3 * EM, 1200 + TYPE);
    type(&b, 0, 1200, before[_i], 93);
    word(&b, "】", 40, right + 1, 1200, right + 5, 1200 + TYPE);
    for (int i = 0; i < 3; i++) {
        static const char *const rest[] = {"二", "十", "班"};
        word(&b, rest[i], 93, right + 8 + i * EM, 1200, right + 8 + i * EM + TYPE, 1200 + TYPE);
    }
    close_line(&b);
    gives(&b, wanted[_i]);
}
END_TEST

/* Two halves side by side: either may be the true one. */
START_TEST(two_halves)
{
    om_buf b = {0};

    open_page(&b);
    open_line(&b, LEFT, 1200, LEFT + 4 * EM, 1200 + TYPE);
    type(&b, 0, 1200, "土地换", 93);
    word(&b, "和", 44, 190, 1200, 200, 1226);
    word(&b, "有", 37, 200, 1200, 216, 1226);
    word(&b, "平", 93, 220, 1200, 246, 1226);
    close_line(&b);
    gives(&b, "土地换和有平\n");
}
END_TEST

/* Far behind the text, or hardly wide: dirt. */
START_TEST(apart)
{
    static const struct {
        const char *text;
        int confidence, gap, width, top;
        bool goes;
    } rows[] = {
        {"，", 40, 20, 2, 1210, true},   {"，", 40, 20, 2, 1222, false}, {"，", 40, 26, 2, 1222, true},
        {"，", 70, 20, 2, 1210, false},  {"，", 40, 10, 2, 1210, false}, {"，", 40, 20, 12, 1210, false},
        {"三", 40, 90, 30, 1200, true},  {"Re", 10, 90, 60, 1200, true}, {"三", 40, 40, 30, 1200, false},
        {"三", 60, 90, 30, 1200, false}, {"7", 40, 90, 15, 1200, false},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        om_buf b = {0};
        char wanted[100] = "渡船每天二十班";
        int left = LEFT + 7 * EM - 2 + rows[i].gap;

        open_page(&b);
        open_line(&b, LEFT, 1200, left + rows[i].width, 1200 + TYPE);
        type(&b, 0, 1200, "渡船每天二十班", 93);
        word(&b, rows[i].text, rows[i].confidence, left, rows[i].top, left + rows[i].width, rows[i].top + 4);
        close_line(&b);
        if (!rows[i].goes)
            strcat(wanted, rows[i].text);
        gives(&b, strcat(wanted, "\n"));
    }
}
END_TEST

/* --- what is left alone ------------------------------------------------------------------------------------------- */

/* What this stage does to a document as it is. */
static void stays(const char *document, const char *text)
{
    char *got = document_clean(document, strlen(document), OCRMEND_TO_TEXT, "noise");

    ck_assert_str_eq(got, text);
    free(got);
}

START_TEST(other_pages)
{
    stays("<html><div class='ocr_page'><span class='ocr_line' title='bbox 0 0 400 30'>"
          "<span class='ocrx_word' title='bbox 0 0 400 30; x_wconf 90'>The ferry runs every day</span></span>"
          "<span class='ocr_line' title='bbox 10 5 20 12'><span class='ocrx_word' title='bbox 10 5 20 12; x_wconf 5'>,i"
          "</span></span></div></html>",
          "The ferry runs every day\n,i\n");
    stays("<html><div class='ocr_page'><span class='ocr_line' title='bbox 0 0 400 30'>"
          "<span class='ocrx_word' title='bbox 0 0 400 30'>渡船每天二十班</span></span>"
          "<span class='ocr_line' title='bbox 10 5 20 12'><span class='ocrx_word' title='bbox 10 5 20 12'>，三"
          "</span></span></div></html>",
          "渡船每天二十班\n，三\n");
    stays("<html><div class='ocr_page'><span class='ocr_line'><span class='ocrx_word' title='x_wconf 3'>三</span></span>"
          "</div></html>",
          "三\n");
}
END_TEST

START_TEST(plain_text)
{
    static const char text[] = "，渡船每天二十班。，\n后\n";
    stage_result r;

    stage_run(&r, &om_stage_noise, "UTF-8", text, strlen(text), OCRMEND_INVALID_REPLACE);
    ck_assert_int_eq(r.status, OCRMEND_OK);
    ck_assert_uint_eq(r.out.edits.n + r.out.notes.n, 0);
    stage_done(&r);
}
END_TEST

/* Written again, the document has lost the line and the mark, and nothing else. */
START_TEST(written)
{
#define HEAD "<html><div class='ocr_page'><p>"
#define LINE(box, word) "<span class='ocr_line' title='bbox " box "'>" word "</span>"
#define WORD(box, conf, text) "<span class='ocrx_word' title='bbox " box "; x_wconf " conf "'>" text "</span>"
#define TAIL "</p></div></html>\n"
    static const char document[] = HEAD LINE("0 0 390 60", WORD("0 0 390 60", "92", "湖滨新桥通车"))
        LINE("20 5 40 20", WORD("20 5 40 20", "11", "AN"))
        LINE("0 80 390 110", WORD("0 80 10 110", "20", "，") " " WORD("12 80 390 110", "90", "两岸居民昨天过江")) TAIL;
    static const char same[] = HEAD LINE("0 0 390 60", WORD("0 0 390 60", "92", "湖滨新桥通车"))
        LINE("0 80 390 110", " " WORD("12 80 390 110", "90", "两岸居民昨天过江")) TAIL;
    char *got = document_clean(document, sizeof document - 1, OCRMEND_TO_SAME, "noise");

    ck_assert_str_eq(got, same);
    free(got);
}
END_TEST

/* A line that could hardly be read is told of. */
static int see(void *user, const ocrmend_edit *edit)
{
    *(int *)user += edit->outcome == OCRMEND_REPORTED && strcmp(edit->rule->name, "illegible-line") == 0;
    return 0;
}

START_TEST(illegible)
{
    om_buf b = {0}, out = {0};
    ocrmend *run = ocrmend_new(NULL, (ocrmend_sink){memory_write, &out}, NULL);
    int told = 0;

    open_page(&b);
    line_of_type(&b, 1200, "后去卢产六下和从土旋", 8);
    add(&b, "</p></div></body></html>\n");
    ck_assert_int_eq(ocrmend_watch(run, see, &told), OCRMEND_OK);
    ck_assert_int_eq(ocrmend_feed(run, b.data, b.len), OCRMEND_OK);
    ck_assert_int_eq(ocrmend_finish(run), OCRMEND_OK);
    ck_assert_int_eq(told, 1);
    ocrmend_free(run);
    om_buf_free(&b);
    om_buf_free(&out);
}
END_TEST

/* Words of any kind with boxes and confidence of any kind: what comes out can be undone (document_clean asks that). */
START_TEST(any_boxes)
{
    static const char *const texts[] = {"湖", "和", "人", "，", "。", "“", "”", "”、", "《〈", "|", "讯", "AN", "7", "一",
                                        "渡船每天", ".", "——", "…", "\"“", "，，。"};
    static const int sides[] = {-999999999, -5, 0, 7, 30, 31, 60, 400, 999999999};
    uint64_t random = (uint64_t)_i + 1;

    for (int round = 0; round < 40; round++) {
        om_buf b = {0};

        add(&b, "<html><div class='ocr_page'>");
        for (size_t lines_left = rnd_below(&random, 12); lines_left--;) {
#define ANY(of) of[rnd_below(&random, sizeof(of) / sizeof *(of))]
            open_line(&b, ANY(sides), ANY(sides), ANY(sides), ANY(sides));
            for (size_t n = rnd_below(&random, 14); n--;)
                word(&b, ANY(texts), (int)rnd_below(&random, 101), ANY(sides), ANY(sides), ANY(sides), ANY(sides));
            close_line(&b);
            if (rnd_below(&random, 6) == 0)
                add(&b, "</div><div class='ocr_page'>");
        }
        add(&b, "</div></html>");
        free(document_clean((const char *)b.data, b.len, OCRMEND_TO_TEXT, NULL));
        free(document_clean((const char *)b.data, b.len, OCRMEND_TO_SAME, NULL));
        om_buf_free(&b);
    }
}
END_TEST

int main(void)
{
    Suite *s = suite_create("noise");
    TCase *t = tests_case(s, "noise", 0);

    tcase_add_loop_test(t, end_of_paragraph, 0, 2);
    tcase_add_loop_test(t, thin_bracket, 0, 3);
    tcase_add_loop_test(t, noise_line, 0, sizeof lines / sizeof *lines);
    tcase_add_test(t, line_with_a_pause);
    tcase_add_test(t, last_of_page);
    tcase_add_loop_test(t, speck, 0, sizeof specks / sizeof *specks);
    tcase_add_loop_test(t, quotation_begins, 0, 2);
    tcase_add_loop_test(t, squeezed, 0, sizeof between / sizeof *between);
    tcase_add_test(t, two_halves);
    tcase_add_test(t, apart);
    tcase_add_test(t, other_pages);
    tcase_add_test(t, plain_text);
    tcase_add_test(t, written);
    tcase_add_test(t, illegible);
    tcase_add_loop_test(t, any_boxes, 0, 10);
    return tests_run(s);
}
