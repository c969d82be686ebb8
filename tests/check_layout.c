/* Paragraphs by the boxes of a document's lines: where a line stands, what ends a paragraph, and what was lost
 * there. */
#include <stdarg.h>
#include <stdio.h>

#include "document_run.h"

#include "main.h"
#include "stage/join/lost.h"

enum { EM = 32 };

/* A line of type: where it begins and on which row of the grid, in em; its type size in percent of the body's. */
typedef struct {
    double x, y;
    int size;
    const char *text;
    const char *speck; /* read at the margin where nothing is printed, or NULL */
} row;

#define MOST_ROWS 24

typedef struct {
    const char *name;
    row rows[MOST_ROWS];
    double skew;      /* em to the right for each row */
    bool no_boxes;
    int confidence;   /* of all words, 0: 90 */
    const char *text; /* NULL: a speck is in it that other stages see to, only the lines count */
    int lines;
} test_page;

static void put(om_buf *to, const char *format, ...)
{
    char s[1024];
    va_list args;

    va_start(args, format);
    vsnprintf(s, sizeof s, format, args);
    va_end(args);
    om_buf_add(to, s, strlen(s));
}

/* Characters of full width, as all of the pages here are. */
static int characters(const char *text)
{
    int n = 0;

    for (; *text; text++)
        n += ((uint8_t)*text & 0xC0) != 0x80;
    return n;
}

static void put_word(om_buf *to, const test_page *p, double x, double y, double em, const char *text, int confidence)
{
    put(to, "<span class='ocrx_word'");
    if (!p->no_boxes)
        put(to, " title='bbox %d %d %d %d; x_wconf %d'", (int)x, (int)y, (int)(x + em * characters(text)),
            (int)(y + em), confidence);
    put(to, ">%s</span>", text);
}

/* The page as hOCR: a word a line, but for specks. */
static om_buf hocr_of(const test_page *p)
{
    om_buf d = {0};

    put(&d, "<html><body><div class='ocr_page'>\n");
    for (const row *r = p->rows; r < p->rows + MOST_ROWS && r->text; r++) {
        double em = EM * (r->size ? r->size : 100) / 100.0;
        double x = EM * (2 + r->x + p->skew * r->y), y = EM * (2 + 1.5 * r->y);
        put(&d, "<span class='ocr_line'");
        if (!p->no_boxes)
            put(&d, " title='bbox %d %d %d %d'", (int)(r->speck ? EM * 1.5 : x), (int)y,
                (int)(x + em * characters(r->text)), (int)(y + em));
        put(&d, ">");
        if (r->speck)
            put_word(&d, p, EM * 1.5, y, EM / 4.0, r->speck, 12);
        put_word(&d, p, x, y, em, r->text, p->confidence ? p->confidence : 90);
        put(&d, "</span>\n");
    }
    put(&d, "</div></body></html>\n");
    return d;
}

static const test_page test_pages[] = {
    {.name = "an indent begins a paragraph though the line before it is full",
     .rows = {{2, 0, 0, "县里的老船厂上月停了工", NULL}, {0, 1, 0, "厂房改成一座小小的博物馆，", NULL},
              {0, 2, 0, "陈列着百年来的船模和工具。", NULL}, {2, 3, 0, "参观的人沿着船台往下走", NULL},
              {0, 4, 0, "能看到从前下水用的滑道，还", NULL}, {0, 5, 0, "能摸一摸铁锚。", NULL}},
     .text = "县里的老船厂上月停了工厂房改成一座小小的博物馆，陈列着百年来的船模和工具。\n"
             "参观的人沿着船台往下走能看到从前下水用的滑道，还能摸一摸铁锚。\n"},
    {.name = "and a short line without one does not end it, when the sentence goes on",
     .rows = {{2, 0, 0, "县里的老船厂上月停了工", NULL}, {0, 1, 0, "厂房改成一座小小的", NULL},
              {0, 2, 0, "博物馆，陈列着百年来的船模", NULL}, {0, 3, 0, "和工具，还有当年的图纸，都", NULL},
              {0, 4, 0, "是老师傅们捐的。", NULL}},
     .text = "县里的老船厂上月停了工厂房改成一座小小的博物馆，陈列着百年来的船模和工具，还有当年的图纸，都是老师傅们捐的。\n"},
    {.name = "a headline in two lines is one, and ends where the type gets smaller",
     .rows = {{2, 0, 180, "老船厂改建", NULL}, {2, 1.4, 180, "成了博物馆", NULL},
              {2, 3.4, 0, "县里的老船厂上月停了工", NULL}, {0, 4.4, 0, "厂房改成一座小小的博物馆，", NULL},
              {0, 5.4, 0, "陈列着百年来的船模和工具，", NULL}, {0, 6.4, 0, "还有当年的图纸。", NULL},
              {2, 7.4, 0, "参观的人沿着船台往下走", NULL}, {0, 8.4, 0, "能看到从前下水用的滑道。", NULL}},
     .text = "老船厂改建成了博物馆\n"
             "县里的老船厂上月停了工厂房改成一座小小的博物馆，陈列着百年来的船模和工具，还有当年的图纸。\n"
             "参观的人沿着船台往下走能看到从前下水用的滑道。\n"},
    {.name = "a paragraph goes on at the top of the next column",
     .rows = {{2, 0, 0, "县里的老船厂上月停了工", NULL}, {0, 1, 0, "厂房改成一座小小的博物馆，", NULL},
              {0, 2, 0, "陈列着百年来的船模。", NULL}, {2, 3, 0, "参观的人沿着船台往下走", NULL},
              {0, 4, 0, "能看到从前下水用的滑道，还", NULL}, {15, 0, 0, "能摸一摸铁锚，敲一敲铜钟，", NULL},
              {15, 1, 0, "听老人说从前的事。", NULL}, {17, 2, 0, "博物馆每天早上八点开门", NULL},
              {15, 3, 0, "不收门票，也不用预约，周一", NULL}, {15, 4, 0, "闭馆。", NULL}},
     .text = "县里的老船厂上月停了工厂房改成一座小小的博物馆，陈列着百年来的船模。\n"
             "参观的人沿着船台往下走能看到从前下水用的滑道，还能摸一摸铁锚，敲一敲铜钟，听老人说从前的事。\n"
             "博物馆每天早上八点开门不收门票，也不用预约，周一闭馆。\n"},
    {.name = "the edges of a skewed page drift",
     .skew = 0.12,
     .rows = {{2, 0, 0, "县里的老船厂上月停了工", NULL}, {0, 1, 0, "厂房改成一座小小的博物馆，", NULL},
              {0, 2, 0, "陈列着百年来的船模和工具，", NULL}, {0, 3, 0, "还有当年的图纸和账本，都是", NULL},
              {0, 4, 0, "从前的老师傅们捐出来的，一", NULL}, {0, 5, 0, "件一件擦得干干净净，摆在玻", NULL},
              {0, 6, 0, "璃柜子里，旁边写着谁捐的。", NULL}, {2, 7, 0, "参观的人沿着船台往下走", NULL},
              {0, 8, 0, "能看到从前下水用的滑道，还", NULL}, {0, 9, 0, "能摸一摸铁锚，敲一敲铜钟。", NULL},
              {2, 10, 0, "博物馆每天早上八点开门", NULL}, {0, 11, 0, "不收门票，也不用预约，周一", NULL},
              {0, 12, 0, "闭馆。", NULL}},
     .text = "县里的老船厂上月停了工厂房改成一座小小的博物馆，陈列着百年来的船模和工具，还有当年的图纸和账本，都是从前的老师傅们"
             "捐出来的，一件一件擦得干干净净，摆在玻璃柜子里，旁边写着谁捐的。\n"
             "参观的人沿着船台往下走能看到从前下水用的滑道，还能摸一摸铁锚，敲一敲铜钟。\n"
             "博物馆每天早上八点开门不收门票，也不用预约，周一闭馆。\n"},
    {.name = "where no first line has an indent, a sentence that ends in a short line ends the paragraph",
     .rows = {{0, 0, 0, "县里的老船厂上月停了工厂房", NULL}, {0, 1, 0, "改成一座小小的博物馆，陈列", NULL},
              {0, 2, 0, "着百年来的船模。", NULL}, {0, 3, 0, "参观的人沿着船台往下走就能", NULL},
              {0, 4, 0, "看到从前下水用的滑道。还能", NULL}, {0, 5, 0, "摸一摸铁锚。", NULL},
              {0, 6, 0, "博物馆每天早上八点开门。不", NULL}, {0, 7, 0, "收门票。", NULL}},
     .text = "县里的老船厂上月停了工厂房改成一座小小的博物馆，陈列着百年来的船模。\n"
             "参观的人沿着船台往下走就能看到从前下水用的滑道。还能摸一摸铁锚。\n"
             "博物馆每天早上八点开门。不收门票。\n"},
    {.name = "space between paragraphs ends them as well",
     .rows = {{0, 0, 0, "县里的老船厂上月停了工厂房", NULL}, {0, 1, 0, "改成一座小小的博物馆，陈列", NULL},
              {0, 2, 0, "着百年来的船模和船上的用具", NULL}, {0, 3, 0, "从前的图纸和账本也都还在。", NULL},
              {0, 4.7, 0, "参观的人沿着船台往下走就能", NULL}, {0, 5.7, 0, "看到从前下水用的滑道。还能", NULL},
              {0, 6.7, 0, "摸一摸铁锚，敲一敲铜钟，听", NULL}, {0, 7.7, 0, "老人说从前的事。", NULL}},
     .text = "县里的老船厂上月停了工厂房改成一座小小的博物馆，陈列着百年来的船模和船上的用具从前的图纸和账本也都还在。\n"
             "参观的人沿着船台往下走就能看到从前下水用的滑道。还能摸一摸铁锚，敲一敲铜钟，听老人说从前的事。\n"},
    {.name = "a byline in the middle is a line of its own, a name alone as well",
     .rows = {{8, 0, 180, "老船厂改建", NULL}, {9, 1.8, 0, "本报记者舟小渡", NULL},
              {2, 3, 0, "县里的老船厂上月停了工，厂房从今年起改成一座小小", NULL},
              {0, 4, 0, "的博物馆，馆里陈列着1953年造的船模和1955年画的图", NULL},
              {0, 5, 0, "纸，都擦得干干净净，摆在柜子里。", NULL},
              {11.5, 6.2, 0, "舟小渡", NULL},
              {2, 7.3, 0, "参观的人沿着当年用过的船台一级一级往下走，能看到", NULL},
              {0, 8.3, 0, "1953年用的滑道，能摸一摸1955年铸的铁锚，敲一敲铜钟", NULL},
              {0, 9.3, 0, "，听老人说从前的事。", NULL}},
     .text = "老船厂改建\n"
             "本报记者舟小渡\n"
             "县里的老船厂上月停了工，厂房从今年起改成一座小小的博物馆，馆里陈列着1953年造的船模和1955年画的图纸，都擦"
             "得干干净净，摆在柜子里。\n"
             "舟小渡\n"
             "参观的人沿着当年用过的船台一级一级往下走，能看到1953年用的滑道，能摸一摸1955年铸的铁锚，敲一敲铜钟，听老人说"
             "从前的事。\n"},
    {.name = "a headline that fills its column ends where the type gets smaller",
     .rows = {{0, 0, 185, "增开渡口夜航船", NULL}, {2, 2.3, 0, "增开渡口的夜航船，不但", NULL},
              {0, 3.3, 0, "是为了2031年新来的人，", NULL}, {0, 4.3, 0, "也是为了1953年就在的人", NULL},
              {0, 5.3, 0, "和看夜景的人。", NULL}, {2, 6.3, 0, "参观的人沿着船台往下走", NULL},
              {0, 7.3, 0, "能看到1953年用的滑道。", NULL}},
     .text = "增开渡口夜航船\n"
             "增开渡口的夜航船，不但是为了2031年新来的人，也是为了1953年就在的人和看夜景的人。\n"
             "参观的人沿着船台往下走能看到1953年用的滑道。\n"},
    {.name = "one em in after a colon is where a quote was not read",
     .rows = {{2, 0, 0, "县里的老船厂上月停了工", NULL}, {0, 1, 0, "厂房改成一座小小的博物馆。", NULL},
              {2, 2, 0, "守馆的老师傅他说过：", NULL}, {0.8, 3, 0, "百年来的船模和工具", NULL},
              {0, 4, 0, "都是老师傅们捐出来的。”", NULL}, {2, 5, 0, "参观的人沿着船台往下走", NULL},
              {0, 6, 0, "能看到从前下水用的滑道。", NULL}},
     .text = "县里的老船厂上月停了工厂房改成一座小小的博物馆。\n"
             "守馆的老师傅他说过：百年来的船模和工具都是老师傅们捐出来的。”\n"
             "参观的人沿着船台往下走能看到从前下水用的滑道。\n"},
    {.name = "what stands outside the column has no indent",
     .rows = {{2, 0, 0, "县里的老船厂上月停了工", NULL}, {0, 1, 0, "厂房改成一座小小的博物馆，", NULL},
              {0, 2, 0, "陈列着百年来的船模和工具。", NULL}, {-1, 3, 0, "一图纸和账本也都还在", NULL},
              {0, 4, 0, "是老师傅们捐的，一件一件擦", NULL}, {0, 5, 0, "得干干净净，摆在柜子里。", NULL},
              {2, 6, 0, "参观的人沿着船台往下走", NULL}, {0, 7, 0, "能看到从前下水用的滑道。", NULL}},
     .text = "县里的老船厂上月停了工厂房改成一座小小的博物馆，陈列着百年来的船模和工具。一图纸和账本也都还在是老师傅们捐的，"
             "一件一件擦得干干净净，摆在柜子里。\n"
             "参观的人沿着船台往下走能看到从前下水用的滑道。\n"},
    {.name = "no paragraph ends inside brackets",
     .rows = {{2, 0, 0, "县里的老船厂上月停了工", NULL}, {0, 1, 0, "厂房改成博物馆（建筑面", NULL},
              {0, 2, 0, "3500）陈列着百年来的船模", NULL}, {0, 3, 0, "和工具，还有当年的图纸和账", NULL},
              {0, 4, 0, "本，都是老师傅们捐的。", NULL}, {2, 5, 0, "参观的人沿着船台往下走", NULL},
              {0, 6, 0, "能看到从前下水用的滑道。", NULL}},
     .lines = 2},
    {.name = "entries of short news begin paragraphs",
     .rows = {{0, 0, 0, "【公交】自四月起，渡口的公", NULL}, {0, 1, 0, "交车改为每二十分钟开一班。", NULL},
              {0, 2, 0, "【供水】今晚检修东岸的水管", NULL}, {0, 3, 0, "停水到明天早上六点为止。", NULL},
              {0, 4, 0, "【航运】渡口增开夜航船一班", NULL}, {0, 5, 0, "晚上九点开，票价不变。", NULL}},
     .text = "【公交】自四月起，渡口的公交车改为每二十分钟开一班。\n"
             "【供水】今晚检修东岸的水管停水到明天早上六点为止。\n"
             "【航运】渡口增开夜航船一班晚上九点开，票价不变。\n"},
    {.name = "specks in the margin hide no indent",
     .rows = {{2, 0, 0, "县里的老船厂上月停了工", NULL}, {0, 1, 0, "厂房改成一座小小的博物馆，", NULL},
              {0, 2, 0, "陈列着百年来的船模和工具。", NULL}, {2, 3, 0, "参观的人沿着船台往下走", "."},
              {0, 4, 0, "能看到从前下水用的滑道，还", NULL}, {0, 5, 0, "能摸一摸铁锚。", NULL}},
     .lines = 2},
    {.name = "without boxes the text decides",
     .no_boxes = true,
     .rows = {{2, 0, 0, "县里的老船厂上月停了工，", NULL}, {0, 1, 0, "厂房改成一座小小的博物馆，", NULL},
              {0, 2, 0, "陈列着百年来的船模和工具，", NULL}, {0, 3, 0, "还有当年的图纸和账本，都是", NULL},
              {0, 4, 0, "老师傅们捐的。", NULL}, {2, 5, 0, "参观的人沿着船台往下走，", NULL},
              {0, 6, 0, "能看到从前下水用的滑道。", NULL}},
     .text = "县里的老船厂上月停了工，厂房改成一座小小的博物馆，陈列着百年来的船模和工具，还有当年的图纸和账本，都是老师傅们捐的。\n"
             "参观的人沿着船台往下走，能看到从前下水用的滑道。\n"},
    {.name = "a full stop lost at the end of a paragraph comes back",
     .rows = {{2, 0, 0, "县里的老船厂上月停了工", NULL}, {0, 1, 0, "厂房改成一座小小的博物馆，", NULL},
              {0, 2, 0, "陈列着百年来的船模和工具，", NULL}, {0, 3, 0, "还有当年的图纸和账本，都是", NULL},
              {0, 4, 0, "从前的老师傅们捐出来的，擦", NULL}, {0, 5, 0, "得干干净净", NULL},
              {2, 6, 0, "参观的人沿着船台往下走", NULL}, {0, 7, 0, "能看到从前下水用的滑道。", NULL}},
     .text = "县里的老船厂上月停了工厂房改成一座小小的博物馆，陈列着百年来的船模和工具，还有当年的图纸和账本，都是从前的老师傅们"
             "捐出来的，擦得干干净净。\n"
             "参观的人沿着船台往下走能看到从前下水用的滑道。\n"},
    {.name = "but not where the engine was not sure of the end",
     .confidence = 40,
     .rows = {{2, 0, 0, "县里的老船厂上月停了工", NULL}, {0, 1, 0, "厂房改成一座小小的博物馆，", NULL},
              {0, 2, 0, "陈列着百年来的船模和工具，", NULL}, {0, 3, 0, "还有当年的图纸和账本，都是", NULL},
              {0, 4, 0, "从前的老师傅们捐出来的，擦", NULL}, {0, 5, 0, "得干干净净", NULL},
              {2, 6, 0, "参观的人沿着船台往下走", NULL}, {0, 7, 0, "能看到从前下水用的滑道。", NULL}},
     .text = "县里的老船厂上月停了工厂房改成一座小小的博物馆，陈列着百年来的船模和工具，还有当年的图纸和账本，都是从前的老师傅们"
             "捐出来的，擦得干干净净\n"
             "参观的人沿着船台往下走能看到从前下水用的滑道。\n"},
    {.name = "nor inside brackets",
     .rows = {{2, 0, 0, "县里的老船厂上月停了工", NULL}, {0, 1, 0, "厂房改成一座小小的博物馆，", NULL},
              {0, 2, 0, "陈列着百年来的船模和工具，", NULL}, {0, 3, 0, "还有当年的图纸和账本，都是", NULL},
              {0, 4, 0, "从前的老师傅们（船厂的人捐", NULL}, {0, 5, 0, "得干干净净", NULL},
              {2, 6, 0, "参观的人沿着船台往下走", NULL}, {0, 7, 0, "能看到从前下水用的滑道。", NULL}},
     .text = "县里的老船厂上月停了工厂房改成一座小小的博物馆，陈列着百年来的船模和工具，还有当年的图纸和账本，都是从前的老师傅们"
             "（船厂的人捐得干干净净\n"
             "参观的人沿着船台往下走能看到从前下水用的滑道。\n"},
    {.name = "nor where the last line is full: a line may be missing",
     .rows = {{2, 0, 0, "县里的老船厂上月停了工", NULL}, {0, 1, 0, "厂房改成一座小小的博物馆，", NULL},
              {0, 2, 0, "陈列着百年来的船模和工具，", NULL}, {0, 3, 0, "还有当年的图纸和账本，都是", NULL},
              {0, 4, 0, "从前的老师傅们捐出来的，擦", NULL}, {0, 5, 0, "得干干净净，再摆进玻璃柜子", NULL},
              {2, 6, 0, "参观的人沿着船台往下走", NULL}, {0, 7, 0, "能看到从前下水用的滑道。", NULL}},
     .text = "县里的老船厂上月停了工厂房改成一座小小的博物馆，陈列着百年来的船模和工具，还有当年的图纸和账本，都是从前的老师傅们"
             "捐出来的，擦得干干净净，再摆进玻璃柜子\n"
             "参观的人沿着船台往下走能看到从前下水用的滑道。\n"},
};

START_TEST(paragraphs)
{
    const test_page *p = &test_pages[_i];
    om_buf document = hocr_of(p);
    char *got = document_clean((const char *)document.data, document.len, OCRMEND_TO_TEXT, NULL);

    if (p->text) {
        ck_assert_msg(strcmp(got, p->text) == 0, "%s:\n%s", p->name, got);
    } else {
        int lines = 0;
        for (const char *at = got; (at = strchr(at, '\n')); at++)
            lines++;
        ck_assert_msg(lines == p->lines, "%s:\n%s", p->name, got);
    }
    free(got);
    free(document_clean((const char *)document.data, document.len, OCRMEND_TO_SAME, NULL));
    om_buf_free(&document);
}
END_TEST

/* The column of lines that tests of places and of lost marks look at. */
static const test_page column = {
    .rows = {{2, 0, 0, "县里的老船厂上月停了工", NULL}, {0, 1, 0, "厂房改成一座小小的博物馆，", NULL},
             {0, 2, 0, "陈列着百年来的船模和工具", NULL}, {0, 3, 0, "还有当年的图纸和账本，都是", NULL},
             {2, 4, 0, "参观的人沿着船台往下走", "."}, {0, 5, 0, "能看到下水的滑道", NULL}}};

static const struct {
    int indent, room;   /* em */
    bool top;
} stands[] = {{2, 0, true}, {0, 0, false}, {0, 1, false}, {0, 0, false}, {2, 0, false}, {0, 5, false}};

/* What the pipeline would make of `column` up to stage join. */
static size_t read_column(om_page *page, om_line *lines, om_out *out)
{
    size_t n = 0;

    om_page_new_page(page);
    for (const row *r = column.rows; r->text; r++) {
        om_word word = {.doc = (uint32_t)n, .confidence = 90};
        om_box box = {(int)(EM * r->x), (int)(EM * 1.5 * r->y), (int)(EM * (r->x + characters(r->text))),
                      (int)(EM * (1.5 * r->y + 1))};

        word.box = (om_box){-EM / 2, box.top, -EM / 4, box.bottom};
        om_page_new_line(page, r->speck ? om_box_join(box, word.box) : box);
        word.confidence = 12;
        om_page_add(page, r->speck, r->speck ? strlen(r->speck) : 0, &word);
        word.box = box;
        word.confidence = 90;
        om_page_add(page, r->text, strlen(r->text), &word);
        lines[n++].em2 = (uint16_t)(2 * characters(r->text));
    }
    om_out_begin(out, "", 0);
    om_page_write_text(page, out, OM_RULE_DOCUMENT);
    ck_assert(om_out_end(out));
    for (size_t i = 0; i < n; i++) {
        size_t len;
        lines[i].from = page->lines[i].from;
        lines[i].to = page->lines[i].to;
        om_line_look(&lines[i], om_out_text(out, &len), 0);
    }
    return n;
}

START_TEST(places)
{
    om_page page = {0};
    om_out out = {0};
    om_line lines[MOST_ROWS] = {0};
    om_place found[MOST_ROWS];
    size_t len, n = read_column(&page, lines, &out);

    ck_assert(om_places_find(found, lines, n, 0, &page, om_out_text(&out, &len)));
    ck_assert_uint_eq(n, sizeof stands / sizeof *stands);
    for (size_t i = 0; i < n; i++) {
        ck_assert(found[i].known);
        ck_assert_int_eq(found[i].indent, stands[i].indent * OM_EM);
        ck_assert_int_eq(found[i].room, stands[i].room * OM_EM);
        ck_assert_int_eq(found[i].top, stands[i].top);
        ck_assert_int_eq(found[i].usual, OM_EM * 3 / 2);
        ck_assert_int_eq(found[i].size, OM_SIZE);
        ck_assert_uint_eq(found[i].confidence, 90);
    }
    page.lines[2].box = page.words[page.lines[2].word].box = (om_box){0, 0, 0, 0};
    ck_assert(om_places_find(found, lines, n, 0, &page, om_out_text(&out, &len)));
    ck_assert(found[1].known && !found[2].known && found[3].known);
    om_page_free(&page);
    om_out_free(&out);
}
END_TEST

START_TEST(lost_marks)
{
    om_page page = {0};
    om_out out = {0};
    om_line lines[MOST_ROWS] = {0};
    om_place found[MOST_ROWS];
    size_t len, n = read_column(&page, lines, &out);
    const uint8_t *text = om_out_text(&out, &len);
    uint8_t comma[1000];

    ck_assert_uint_le(len, sizeof comma);
    ck_assert(om_places_find(found, lines, n, 0, &page, text));
    for (size_t i = 0; i + 1 < n; i++) {
        om_lost lost = om_lost_inside(found, lines, i, text);
        ck_assert_int_eq(lost.mark != NULL, i == 2); /* the one with an empty cell */
        ck_assert(!lost.certain);
    }
    ck_assert_ptr_null(om_lost_stop(found, lines, n, 0, 2, text).mark); /* what follows has no indent */
    found[3].indent = 2 * OM_EM; /* now it has; but the paragraph is short */
    ck_assert_str_eq(om_lost_stop(found, lines, n, 0, 2, text).mark, "。");
    ck_assert(!om_lost_stop(found, lines, n, 0, 2, text).certain);
    memcpy(comma, text, len);
    memcpy(comma + lines[2].to - 3, "，", 3); /* the stop was read as a comma */
    ck_assert_int_eq(om_lost_stop(found, lines, n, 0, 2, comma).rule, OM_RULE_END_COMMA);
    ck_assert_uint_eq(om_lost_stop(found, lines, n, 0, 2, comma).over, 3);
    ck_assert_ptr_null(om_lost_stop(found, lines, n, 0, 1, text).mark); /* the line is full */
    ck_assert_ptr_null(om_lost_stop(found, lines, n, 5, 5, text).mark); /* one line may be a credit */
    om_page_free(&page);
    om_out_free(&out);
}
END_TEST

/* A credit whose bracket is open: in the line itself or the one before it, and nowhere else. */
START_TEST(lost_brackets)
{
    static const struct {
        const char *text;
        size_t cut; /* bytes of the first line; 0: there is one */
        bool lost;
    } cases[] = {
        {"图为新桥。（本报记者林小明摄", 0, true}, {"图为新桥。（本报记者林小明摄", 24, true}, {"图为新桥。林小明摄", 0, false},
        {"（图为新桥。林小明摄", 0, false},       {"图（新桥）为林小明摄", 0, false},         {"摄", 0, false},
        {"图为新桥。（本报记者林小明说", 0, false},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        om_line lines[2] = {{.to = (uint32_t)strlen(cases[i].text)}};
        size_t last = cases[i].cut > 0;

        if (last) {
            lines[1] = lines[0];
            lines[0].to = lines[1].from = (uint32_t)cases[i].cut;
        }
        lines[last].stop = strcmp(cases[i].text + strlen(cases[i].text) - 3, "摄") ? OM_STOP_TEXT : OM_STOP_CREDIT;
        ck_assert_msg((om_lost_bracket(lines, 0, last, (const uint8_t *)cases[i].text).mark != NULL) == cases[i].lost,
                      "%s", cases[i].text);
    }
}
END_TEST

int main(void)
{
    Suite *s = suite_create("layout");
    TCase *tc = tests_case(s, "layout", 0);

    tcase_add_loop_test(tc, paragraphs, 0, (int)(sizeof test_pages / sizeof *test_pages));
    tcase_add_test(tc, places);
    tcase_add_test(tc, lost_marks);
    tcase_add_test(tc, lost_brackets);
    return tests_run(s);
}
