/* Joining lines, part by part: how lines begin and end, their columns, and what takes the place of a line end. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "main.h"
#include "stage/join/clause.h"
#include "stage/join/dateline.h"
#include "stage/join/evidence.h"
#include "stage/join/lexicon.h"
#include "stage/join/lost.h"
#include "stage/join/seam.h"
#include "stage/join/signs.h"
#include "text/lines.h"

#define COUNT(table) (sizeof(table) / sizeof *(table))

/* --- lines -------------------------------------------------------------------------------------------------------- */

static om_line look(const char *text)
{
    om_line_span spans[OM_SPANS_MIN];
    om_line_scan scan = {.text = (const uint8_t *)text, .len = strlen(text)};
    om_line line = {.to = (uint32_t)strlen(text)};

    ck_assert_uint_eq(om_scan_lines(&scan, spans, OM_SPANS_MIN), 1);
    line.em2 = (uint16_t)spans[0].em2;
    om_line_look(&line, scan.text, spans[0].blanks);
    return line;
}

static const struct {
    const char *text;
    enum om_line_start start;
} starts[] = {
    {"渡口的灯亮了", OM_START_HAN},
    {"ひらがな", OM_START_HAN},
    {"カタカナ", OM_START_HAN},
    {"2031年的春天", OM_START_DIGIT},
    {"1.5米深的水", OM_START_DIGIT},
    {"3", OM_START_DIGIT},
    {"3.", OM_START_DIGIT},
    {"Ferry across the bay", OM_START_WORD},
    {"École", OM_START_WORD},
    {"나룻배가 온다", OM_START_WORD},
    {"“渡口的灯亮了”", OM_START_OPEN},
    {"《渡口》", OM_START_OPEN},
    {"（渡口）", OM_START_OPEN},
    {"\"ferry\"", OM_START_OPEN},
    {"。渡口", OM_START_CLOSE},
    {"，渡口", OM_START_CLOSE},
    {"”渡口", OM_START_CLOSE},
    {"）渡口", OM_START_CLOSE},
    {"·渡口", OM_START_CLOSE},
    /* items */
    {"一、修好渡口", OM_START_ITEM},
    {"十二、修好渡口", OM_START_ITEM},
    {"（二）修好渡口", OM_START_ITEM},
    {"(3)修好渡口", OM_START_ITEM},
    {"1.修好渡口", OM_START_ITEM},
    {"12、修好渡口", OM_START_ITEM},
    {"3）修好渡口", OM_START_ITEM},
    {"①修好渡口", OM_START_ITEM},
    {"■修好渡口", OM_START_ITEM},
    {"第四条 渡口归村里管", OM_START_ITEM},
    {"2031）渡口", OM_START_DIGIT},
    {"（2031）渡口", OM_START_OPEN},
    {"一个渡口", OM_START_HAN},
    {"第四天", OM_START_HAN},
    /* who, where from, what of */
    {"本报讯 渡口昨天修好了", OM_START_DATELINE},
    {"本报云溪3月5日讯 渡口昨天修好了", OM_START_DATELINE},
    {"新华社云溪3月5日电 渡口", OM_START_DATELINE},
    {"本报今年开了一个栏目，讯息很多", OM_START_HAN},
    {"新华社云溪3月5日电）", OM_START_HAN}, /* the end of （据⏎ */
    {"本来渡口就有灯", OM_START_HAN},
    {"本报记者 舟小渡", OM_START_BYLINE},
    {"□记者 舟小渡", OM_START_BYLINE},
    {"（记者 舟小渡）", OM_START_BYLINE},
    {"记者 舟小渡）", OM_START_HAN},
    {"本报记者舟小渡通讯员柳青青", OM_START_BYLINE},
    {"本报驻西岸记者舟小渡", OM_START_BYLINE},
    {"文/舟小渡 图/柳青青", OM_START_BYLINE},
    {"图/柳青青", OM_START_BYLINE},
    {"责任编辑：舟小渡", OM_START_BYLINE},
    {"（本报记者舟小渡摄）", OM_START_OPEN},
    {"本报驻西岸的同事们都说记者来过渡口", OM_START_HAN},
    {"记者从市通讯员协会获悉", OM_START_HAN},
    {"图/文并茂的书，渡口有卖", OM_START_HAN},
    {"记者在渡口看到，新装的灯都已经亮了", OM_START_HAN},
    {"By Ferry Waters", OM_START_BYLINE},
    {"By the river they waited.", OM_START_WORD},
    {"图为修好的渡口", OM_START_CAPTION},
    {"图①修好的渡口", OM_START_CAPTION},
    {"图书馆开门了", OM_START_HAN},
    /* dashes */
    {"——写在渡口修好的时候", OM_START_DASH},
    {"一一写在渡口修好的时候", OM_START_DASH},
    /* a printed rule; a row of a table */
    {"| 渡口的灯亮了", OM_START_HAN},
    {"|“渡口的灯亮了”", OM_START_OPEN},
    {"| 东岸 | 12 |", OM_START_OTHER},
    {"|", OM_START_OTHER},
};

START_TEST(how_a_line_begins)
{
    om_line line = look(starts[_i].text);

    ck_assert_msg(line.start == starts[_i].start, "'%s' is %d, not %d", starts[_i].text, line.start, starts[_i].start);
}
END_TEST

/* Each word that a byline or a dateline begins with: line.c looks at the second character of a line before it looks for
 * them. */
START_TEST(every_byline)
{
    static const char *const writers[] = {
        "本报记者", "本报通讯员", "本报特约记者", "本报首席记者", "记者",  "通讯员", "见习记者",
        "实习生",   "文/",        "图/",          "文图/",        "图文/", "摄影/",  "责编",
        "责任编辑", "编辑：",     "本版编辑",     "本版责编",     "版式",  "美编",   "校对",
        "新华社记者", "中新社记者", "本刊记者", "本报评论员", "评论员", "特约评论员", "本报特约评论员", "特约撰稿",
        "作者：", "主持人："};
    static const char *const agencies[] = {"本报", "新华社", "中新社", "中新网",  "本刊",
                                           "本台", "人民网", "央视网", "据新华社"};
    char text[100];

    for (size_t i = 0; i < sizeof writers / sizeof *writers; i++) {
        snprintf(text, sizeof text, "%s舟小渡", writers[i]);
        ck_assert_msg(look(text).start == OM_START_BYLINE, "%s", text);
    }
    ck_assert_int_eq(look("新华社记者舟小渡摄").start, OM_START_HAN); /* of a caption */
    ck_assert_int_ne(look("（新华社记者舟小渡摄）").start, OM_START_BYLINE);
    for (size_t i = 0; i < sizeof agencies / sizeof *agencies; i++) {
        snprintf(text, sizeof text, "%s云溪3月5日电 渡口", agencies[i]);
        ck_assert_msg(look(text).start == OM_START_DATELINE, "%s", text);
    }
}
END_TEST

/* Whether a dateline with a day is cut by the end of a line. */
static const struct {
    const char *above, *below;
    bool cut;
} datelines[] = {
    {"新华社云溪", "3月5日电（记者舟小渡）渡口", true},
    {"新华社云溪3月", "5日电 渡口", true},
    {"新华社云溪3月5日", "电 渡口", true},
    {"据新华社", "云溪3月5日电", true},
    {"本报讯", "3月5日电", false},                                            /* it has ended already */
    {"新华社云溪", "供电 渡口", false},                                       /* no day */
    {"本报记者舟小渡", "渡口的新灯3月5日亮了", false},                        /* no 讯, no 电 */
    {"新华社，云溪", "3月5日电", false},                                      /* a clause */
    {"渡口亮灯了", "新华社3月5日电", false},                                  /* begins with no agency */
    {"新华社云溪", "", false},                                                /* nothing follows */
    {"新华社云溪", "渡口的新灯亮了，乡亲们都来看3月5日的灯", false},          /* too far */
    {"新华社云溪东岸西岸南岸北岸的大渡口小渡口老渡口新渡口", "3月5日电", false}, /* too long */
};

START_TEST(datelines_cut)
{
    size_t above = strlen(datelines[_i].above), end = above + strlen(datelines[_i].below);
    uint8_t both[200];

    memcpy(both, datelines[_i].above, above);
    memcpy(both + above, datelines[_i].below, end - above);
    ck_assert_int_eq(om_dateline_is_cut(both, 0, above, above, end), datelines[_i].cut);
}
END_TEST

static const struct {
    const char *text;
    enum om_line_stop stop;
} stops[] = {
    {"灯亮了。", OM_STOP_SENTENCE},
    {"灯亮了！", OM_STOP_SENTENCE},
    {"灯亮了？", OM_STOP_SENTENCE},
    {"灯亮了……", OM_STOP_SENTENCE},
    {"“灯亮了。”", OM_STOP_SENTENCE},
    {"（“灯亮了！”）", OM_STOP_SENTENCE},
    {"The lamp is lit.", OM_STOP_SENTENCE},
    {"\"Is it lit?\"", OM_STOP_SENTENCE},
    {"舟小渡 摄", OM_STOP_CREDIT},
    {"叫做“灯亮了”", OM_STOP_BRACKET},
    {"灯亮了（东岸）", OM_STOP_BRACKET},
    {"《灯亮了》", OM_STOP_BRACKET},
    {"他说：", OM_STOP_COLON},
    {"灯亮了；", OM_STOP_COLON},
    {"灯亮了，", OM_STOP_COMMA},
    {"新华社云溪3月5日电", OM_STOP_COMMA},
    {"3月5日电（记者舟小渡）", OM_STOP_COMMA},
    {"本报讯 （记者 舟小渡）", OM_STOP_COMMA},
    {"灯亮了。（云溪社供电）", OM_STOP_BRACKET},
    {"（记者舟小渡）", OM_STOP_BRACKET},
    {"本报讯", OM_STOP_COMMA},
    {"本报记者", OM_STOP_COMMA},
    {"□ 记者", OM_STOP_COMMA},
    {"舟小渡 通讯员", OM_STOP_COMMA},
    {"灯亮了。本报", OM_STOP_COMMA},
    {"灯亮了。新华社", OM_STOP_COMMA},
    {"大家都来看望记者", OM_STOP_TEXT},
    {"大家都来看望新华社", OM_STOP_TEXT},
    {"大家都来看日本报", OM_STOP_TEXT},
    {"灯、", OM_STOP_COMMA},
    {"灯亮了“", OM_STOP_COMMA},
    {"灯亮了（", OM_STOP_COMMA},
    {"灯亮了", OM_STOP_TEXT},
    {"渡し", OM_STOP_TEXT},
    {"灯有30", OM_STOP_TEXT},
    {"摄", OM_STOP_CREDIT},
    {"the lamp", OM_STOP_WORD},
    {"나룻배", OM_STOP_WORD},
    {"灯亮了——", OM_STOP_COMMA},
    {"灯共3.", OM_STOP_COMMA},
    {"30 lamps in 1998.", OM_STOP_SENTENCE},
    {"灯亮了/", OM_STOP_OTHER},
    {"灯亮了 |", OM_STOP_TEXT},
    {"灯亮了。|", OM_STOP_SENTENCE},
    {"| 东岸 | 12 |", OM_STOP_OTHER},
    {"| |", OM_STOP_OTHER},
};

START_TEST(how_a_line_ends)
{
    om_line line = look(stops[_i].text);

    ck_assert_msg(line.stop == stops[_i].stop, "'%s' is %d, not %d", stops[_i].text, line.stop, stops[_i].stop);
}
END_TEST

static const struct {
    const char *text;
    unsigned flags; /* of those that om_line_look sets */
} flags[] = {
    {"— 3 —", OM_LINE_ALONE},
    {"- 12 -", OM_LINE_ALONE},
    {"第3页", OM_LINE_ALONE},
    {"第12版", OM_LINE_ALONE},
    {"A2版", OM_LINE_ALONE},
    {"17", OM_LINE_NUMBER},
    {"17岁", 0},
    {"— 3", 0},
    {"第三天", 0},
    {"第十五条", OM_LINE_ALONE},
    {"第十五条渡口", 0},
    {"2031年4月2日 星期三", OM_LINE_ALONE},
    {"2031年4月2日", OM_LINE_ALONE},
    {"2031年4月2日他到了渡口", 0},
    {"A04民生2031年4月2日 责编 宁小舟", OM_LINE_ALONE},
    {"03版：要闻 2031年4月2日 星期三 责编：宁小舟 版式：林渡", OM_LINE_ALONE},
    {"B12 副刊 2031年4月2日", OM_LINE_ALONE},
    {"10万名船工2031年4月2日", 0}, /* goes on */
    {"10万名船工2031年4月2日到了渡口", 0},
    {"A4纸2031年4月2日他到了渡口", 0},
    /* what a newspaper prints of itself, and sentences that begin alike */
    {"第21345期", OM_LINE_ALONE},
    {"总第21345期（第12期）", OM_LINE_ALONE},
    {"第21345期杂志", 0},
    {"今日八版", OM_LINE_ALONE},
    {"今日12版（A版8版 B版4版）", OM_LINE_ALONE},
    {"今日八版都是渡口", 0},
    {"国内统一连续出版物号 CN 00-0000", OM_LINE_ALONE},
    {"邮发代号 00-0", OM_LINE_ALONE},
    {"零售每份1.5元", OM_LINE_ALONE},
    {"零售业的渡口", 0},
    {"新闻热线：00000", OM_LINE_ALONE},
    {"新闻热线接到电话", 0},
    {"网址：www.example.com", OM_LINE_ALONE},
    {"今日天气：多云", OM_LINE_ALONE},
    {"今日天气", OM_LINE_ALONE},
    {"今日天气晴好，渡口", 0},
    {"今日天气：多云。", 0},
    {"总编辑 舟小渡", OM_LINE_ALONE},
    {"总编辑舟小渡说", 0},
    {"责编：舟小渡 版式：林渡", OM_LINE_ALONE},
    {"责编舟小渡说", 0},
    {"农历闰四月十五", OM_LINE_ALONE},
    {"甲辰年八月初一", OM_LINE_ALONE},
    {"农历八月的渡口", 0},
    {"中共青樟县委主管主办", OM_LINE_ALONE},
    {"中共青樟县委机关", 0},
    {"（下转第二版）", OM_LINE_ALONE},
    {"▶▶▶下转A4版", OM_LINE_ALONE},
    {"◀上接第1版", OM_LINE_ALONE},
    {"（上接的版面）", 0},
    {"东岸  12  30", OM_LINE_ROW},
    {"东岸\t12\t30", OM_LINE_ROW},
    {"东岸  12", 0},
    {"东岸 12 30", OM_LINE_ROW},
    {"东岸12.5 +3.0%", OM_LINE_ROW},
    {"东岸 12 30人", 0},
    {"东岸修好12", 0},
    {"东岸修好 12", 0},
    {"东岸修 12 30 个", 0},
    {"东岸修好渡口 西岸亮起新灯", OM_LINE_CLAUSES},
    {"东岸修好渡口\u3000西岸亮起新灯", OM_LINE_CLAUSES},
    {"东岸修好渡口，西岸 亮起新灯", 0},
    {"东岸修好渡口 新灯", 0},
    {"“东岸修好渡口 西岸亮起新灯”", 0},
    {"本报记者 舟小渡水上飞", 0},
};

START_TEST(what_a_line_looks_like)
{
    om_line line = look(flags[_i].text);

    ck_assert_msg(line.flags == flags[_i].flags, "'%s' has flags %d, not %u", flags[_i].text, line.flags,
                  flags[_i].flags);
}
END_TEST

/* A line as look() sees it, put at the end of a block that has *len bytes. */
static om_line put(const char *text, uint8_t *block, size_t *len)
{
    om_line line = look(text);

    memcpy(block + *len, text, line.to);
    line.from += (uint32_t)*len;
    line.to += (uint32_t)*len;
    *len = line.to;
    return line;
}

/* Whether the middle one of three lines (of two, where `below` is empty) stands alone. */
static bool alone(const char *above, const char *text, const char *below, unsigned text_is, unsigned below_is,
                  bool ends)
{
    uint8_t block[400];
    size_t len = 0;
    om_line lines[3] = {0};

    lines[0] = put(above, block, &len);
    lines[1] = put(text, block, &len);
    if (*below)
        lines[2] = put(below, block, &len);
    lines[1].flags |= (uint8_t)text_is;
    lines[2].flags |= (uint8_t)below_is;
    om_line_stand_alone(lines, *below ? 3 : 2, block, ends);
    return lines[1].flags & OM_LINE_ALONE;
}

START_TEST(lines_that_stand_alone)
{
    /* a row needs another beside it */
    ck_assert(!alone("渡口的灯", "东岸  12  30", "亮了一夜", 0, 0, false));
    ck_assert(alone("渡口的灯", "东岸  12  30", "西岸  14  28", 0, 0, false));
    ck_assert(alone("东岸  12  30", "西岸  14  28", "亮了一夜", 0, 0, false));
    /* a bare number, only where a page begins or ends */
    ck_assert(!alone("渡口的灯有", "17", "盏", 0, 0, false));
    ck_assert(alone("渡口的灯有", "17", "盏", OM_LINE_PAGE, 0, false));
    ck_assert(alone("渡口的灯有", "17", "盏", 0, OM_LINE_PAGE, false));
    ck_assert(!alone("渡口的灯有", "17", "盏", 0, 0, true));
    ck_assert(alone("渡口的灯有", "17", "", 0, 0, true));
    ck_assert(!alone("渡口的灯有", "17", "", 0, 0, false));
    /* rows of figures */
    ck_assert(alone("东岸 12 30", "西岸 14 28", "亮了一夜", 0, 0, false));
    ck_assert(!alone("渡口的灯", "西岸 14 28", "亮了一夜", 0, 0, false));
    /* one that has its marks stands alone anywhere */
    ck_assert(alone("渡口的灯有", "— 17 —", "盏", 0, 0, false));
}
END_TEST

/* Names alone, between a headline and its story. */
START_TEST(names_that_stand_alone)
{
    const char *headline = "江边的春天", *story = "春天总是先到江边的。雪还没有化尽";

    ck_assert(alone(headline, "林小舟", story, 0, 0, false));
    ck_assert(alone(headline, "吴 越", story, 0, 0, false));
    ck_assert(alone(headline, "林小舟 贺兰", story, 0, 0, false));
    ck_assert(alone(headline, "林小舟/文", story, 0, 0, false));
    ck_assert(alone(headline, "林小舟 口述", story, 0, 0, false));
    ck_assert(!alone(headline, "林小舟/画", story, 0, 0, false));
    ck_assert(alone("走近了却什么也看不见。", "林小舟", story, 0, 0, false));
    ck_assert(!alone(headline, "渡口亮", story, 0, 0, false));   /* no surname */
    ck_assert(!alone(headline, "高水平", story, 0, 0, false));   /* words */
    ck_assert(!alone(headline, "方向", story, 0, 0, false));     /* a word */
    ck_assert(!alone(headline, "林小舟", "亮灯了", 0, 0, false)); /* no story */
    ck_assert(!alone("来往的有，", "林小舟", story, 0, 0, false));
    ck_assert(!alone("本报通讯员", "林小舟", story, 0, 0, false));
    ck_assert(!alone("坐船来的有李明、王小红", "林小舟", story, 0, 0, false));
    ck_assert(!alone("雪还没有化尽而岸上的柳条已经软了", "林小舟", story, 0, 0, false)); /* lines of one column */
}
END_TEST

/* Whether a word is cut between two lines. */
static const struct {
    const char *above, *below;
    bool cut;
} words[] = {
    {"县里请来的水利专", "家说渡口要修", true},
    {"沿江的村庄都已恢", "复了生产", true},
    {"渡口两岸的新灯投入使", "用，来往方便", false}, /* 使 and 用 are words as well */
    {"渡口两岸亮起新灯", "乡亲过江方便", false},
    {"江边修好了公路", "上海来的船到了", false}, /* 路上, but 公路 and 上海 */
    {"新灯已投入使", "“用来往", false},           /* no Han beside the gap */
    {"新灯已投入12", "使用", false},
};

START_TEST(words_cut)
{
    uint8_t block[200];
    size_t len = 0;
    om_line above = put(words[_i].above, block, &len), below = put(words[_i].below, block, &len);

    ck_assert_int_eq(om_lexicon_cuts_word(&above, &below, block), words[_i].cut);
}
END_TEST

/* Lists: how many of the lines stand alone. */
START_TEST(lists_that_stand_alone)
{
    static const struct {
        const char *lines[6];
        int alone;
    } lists[] = {
        {{"舟小渡", "水上飞", "江流", "林远舟", "岸上青", "渡口的灯亮了一夜"}, 5},
        {{"舟小渡", "水上飞", "江流", "林远舟", "渡口的灯亮了一夜", "岸上青"}, 0},
        {{"渡口的灯", "亮了一夜", "岸上的人", "等到天亮", "船来了又", "去了"},
         0}, /* as wide as a column beside a picture */
        {{"东岸", "12", "西岸", "14", "南岸", "渡口的灯亮了一夜"}, 5},
    };
    om_line lines[6];

    for (int i = 0; i < 4; i++) {
        uint8_t block[400];
        size_t len = 0;
        int n = 0;

        for (int k = 0; k < 6; k++)
            lines[k] = put(lists[i].lines[k], block, &len);
        om_line_stand_alone(lines, 6, block, false);
        for (int k = 0; k < 6; k++)
            n += (lines[k].flags & OM_LINE_ALONE) != 0;
        ck_assert_msg(n == lists[i].alone, "%s: %d", lists[i].lines[0], n);
    }
}
END_TEST

START_TEST(first_words)
{
    static const struct {
        const char *text;
        unsigned em2;
    } cases[] = {{"渡口", 0}, {"ferry across", 5}, {"1,800米", 5}, {"——渡口", 4}, {"—12 ", 4}, {"x", 1}};

    for (size_t i = 0; i < COUNT(cases); i++) {
        om_line line = look(cases[i].text);
        ck_assert_uint_eq(om_line_first_word(&line, (const uint8_t *)cases[i].text), cases[i].em2);
    }
}
END_TEST

/* --- columns ------------------------------------------------------------------------------------------------------ */

enum { LINES = 64 };

static void columns(om_line *lines, size_t n)
{
    uint8_t widths[LINES + 16];

    ck_assert_uint_le(n, LINES);
    om_line_wraps(lines, n, widths);
    om_line_columns(lines, n, widths);
}

/* n lines of em em, the last of them `last` em with a full stop. */
static size_t paragraph(om_line *lines, size_t n, unsigned em, unsigned last)
{
    for (size_t i = 0; i < n; i++)
        lines[i] = (om_line){.to = em * 3, .em2 = (uint16_t)(em * 2), .start = OM_START_HAN, .stop = OM_STOP_TEXT};
    lines[n - 1].em2 = (uint16_t)(last * 2);
    lines[n - 1].stop = OM_STOP_SENTENCE;
    return n;
}

START_TEST(a_column_of_one_width)
{
    om_line lines[LINES];
    size_t n = paragraph(lines, 8, 16, 7);

    n += paragraph(lines + n, 8, 16, 11);
    lines[8].em2 = 28; /* its indent was dropped */
    lines[3].em2 = 30; /* a mark was lost */
    columns(lines, n);
    for (size_t i = 0; i < n; i++)
        ck_assert_uint_eq(lines[i].column, 32);
    ck_assert_uint_eq(lines[0].fill, OM_FILL_FULL);
    ck_assert_uint_eq(lines[3].fill, OM_FILL_ONE);
    ck_assert_uint_eq(lines[7].fill, OM_FILL_TINY);
    ck_assert_uint_eq(lines[8].fill, OM_FILL_TWO);
    ck_assert_uint_eq(lines[15].fill, OM_FILL_SHORT);
    ck_assert_uint_gt(lines[4].wraps, 4);
}
END_TEST

START_TEST(a_column_that_changes)
{
    om_line lines[LINES];
    size_t n = paragraph(lines, 12, 16, 9);

    n += paragraph(lines + n, 12, 25, 18);
    columns(lines, n);
    for (size_t i = 0; i < 11; i++)
        ck_assert_uint_eq(lines[i].column, 32);
    for (size_t i = 12; i < n; i++)
        ck_assert_uint_eq(lines[i].column, 50);

    /* and back */
    n = paragraph(lines, 12, 25, 18);
    n += paragraph(lines + n, 12, 16, 9);
    n += paragraph(lines + n, 12, 20, 15);
    columns(lines, n);
    for (size_t i = 0; i < 11; i++)
        ck_assert_uint_eq(lines[i].column, 50);
    for (size_t i = 12; i < 23; i++)
        ck_assert_uint_eq(lines[i].column, 32);
    for (size_t i = 24; i < n; i++)
        ck_assert_uint_eq(lines[i].column, 40);
}
END_TEST

START_TEST(no_column)
{
    om_line lines[LINES];

    /* one long paragraph is no column */
    paragraph(lines, 1, 200, 200);
    columns(lines, 1);
    ck_assert_uint_eq(lines[0].column, 0);
    ck_assert_uint_eq(lines[0].wraps, 0);
    /* nor are lines that each end a sentence */
    for (size_t i = 0; i < 6; i++)
        paragraph(lines + i, 1, 20, 20);
    columns(lines, 6);
    for (size_t i = 0; i < 6; i++) {
        ck_assert_uint_eq(lines[i].column, 0);
        ck_assert_uint_eq(lines[i].wraps, 0);
    }
    columns(lines, 0);
}
END_TEST

START_TEST(fills)
{
    ck_assert_uint_eq(om_fill_of(32, 35), OM_FILL_OVER);
    ck_assert_uint_eq(om_fill_of(32, 34), OM_FILL_FULL);
    ck_assert_uint_eq(om_fill_of(32, 32), OM_FILL_FULL);
    ck_assert_uint_eq(om_fill_of(32, 30), OM_FILL_ONE);
    ck_assert_uint_eq(om_fill_of(32, 28), OM_FILL_TWO);
    ck_assert_uint_eq(om_fill_of(32, 25), OM_FILL_FEW);
    ck_assert_uint_eq(om_fill_of(32, 20), OM_FILL_SHORT);
    ck_assert_uint_eq(om_fill_of(32, 8), OM_FILL_TINY);
    ck_assert_uint_eq(om_fill_of(0, 2000), OM_FILL_OVER);
    ck_assert_uint_eq(om_fill_of(160, 0), OM_FILL_TINY);
}
END_TEST

/* --- seams -------------------------------------------------------------------------------------------------------- */

static const struct {
    const char *above, *below, *joined, *pangu; /* pangu: NULL: the same */
    enum om_rule rule;                          /* of both */
} seams[] = {
    {"渡口的", "灯亮了", "渡口的灯亮了", NULL, OM_RULE_JOIN_LINE},
    {"渡口，", "灯亮了", "渡口，灯亮了", NULL, OM_RULE_JOIN_LINE},
    {"渡し船", "が来た", "渡し船が来た", NULL, OM_RULE_JOIN_LINE},
    {"the old", "ferry", "the old ferry", NULL, OM_RULE_JOIN_WORDS},
    {"the ferry,", "which", "the ferry, which", NULL, OM_RULE_JOIN_WORDS},
    {"the lamp.", "Then", "the lamp. Then", NULL, OM_RULE_JOIN_WORDS},
    {"나룻배가", "온다", "나룻배가 온다", NULL, OM_RULE_JOIN_WORDS},
    {"나룻배", "12", "나룻배 12", NULL, OM_RULE_JOIN_WORDS},
    {"ferry", "나룻배", "ferry 나룻배", NULL, OM_RULE_JOIN_WORDS},
    /* numbers */
    {"共有18", "00盏灯", "共有1800盏灯", NULL, OM_RULE_JOIN_NUMBER},
    {"route 18", "20 boats", "route 18 20 boats", NULL, OM_RULE_JOIN_WORDS},
    /* between Han and what is half-width */
    {"渡口有", "30盏灯", "渡口有30盏灯", "渡口有 30盏灯", 0},
    {"渡口有30", "盏灯", "渡口有30盏灯", "渡口有30 盏灯", 0},
    {"他用", "GPS定位", "他用GPS定位", "他用 GPS定位", 0},
    {"渡口有，", "30盏灯", "渡口有，30盏灯", NULL, OM_RULE_JOIN_LINE},
    /* addresses */
    {"见http://ferry.example/", "lamps", "见http://ferry.example/lamps", NULL, OM_RULE_JOIN_ADDRESS},
    {"写信到lamp@ferry.", "example", "写信到lamp@ferry.example", NULL, OM_RULE_JOIN_ADDRESS},
    {"at http://ferry.example/lamp-", "list.html", "at http://ferry.example/lamp-list.html", NULL,
     OM_RULE_JOIN_ADDRESS},
    {"see www.ferry.com", "Then go", "see www.ferry.com Then go", NULL, OM_RULE_JOIN_WORDS},
    /* hyphens */
    {"the neigh-", "bour", "the neighbour", NULL, OM_RULE_HYPHEN_DROP},
    {"a well-", "known man", "a well-known man", NULL, OM_RULE_HYPHEN_KEEP},
    {"the neigh\u00AD", "bour", "the neighbour", NULL, OM_RULE_HYPHEN_DROP},
    {"the neigh\u2010", "bour", "the neighbour", NULL, OM_RULE_HYPHEN_DROP},
    {"and/", "or", "and/or", NULL, OM_RULE_JOIN_LINE},
};

static void expect_seam(const char *above, const char *below, bool pangu, const char *joined, enum om_rule rule)
{
    om_seam_style style = {.space_beside_han = pangu};
    char text[200];
    om_seam seam;

    om_seam_block(&style, (const uint8_t *)"", 0);
    seam = om_seam_find(&style, (const uint8_t *)above, strlen(above), (const uint8_t *)below, strlen(below));
    ck_assert_uint_le(seam.cut, strlen(above));
    ck_assert_uint_le(seam.confidence, 100);
    snprintf(text, sizeof text, "%.*s%s%s", (int)(strlen(above) - seam.cut), above, seam.with, below);
    ck_assert_msg(strcmp(text, joined) == 0, "'%s' not '%s'", text, joined);
    ck_assert_msg(rule == 0 || seam.rule == rule, "'%s': rule %d, not %d", text, seam.rule, rule);
    om_seam_free(&style);
}

START_TEST(what_takes_the_place_of_a_line_end)
{
    const char *pangu = seams[_i].pangu ? seams[_i].pangu : seams[_i].joined;

    expect_seam(seams[_i].above, seams[_i].below, false, seams[_i].joined, seams[_i].rule);
    expect_seam(seams[_i].above, seams[_i].below, true, pangu, seams[_i].rule);
}
END_TEST

/* What signs say of the gap after the first line: the two last are what 摄 says. */
enum { INSIDE = 1, ENTRY = 2, CREDIT = 4, CUT = 8 };

START_TEST(signs)
{
    static const struct {
        const char *above, *below, *after;
        int say;
    } cases[] = {
        {"按照《小型渡口修建标准》（城", "建部门2031年印发）重新铺设", "", INSIDE},
        {"按照《小型渡口", "修建标准》重新铺设", "", INSIDE},
        {"新书的名字叫《我们怎样修好渡口", "怎样点亮了灯又怎样把石阶", "一级一级铺好》，已经印出来了", INSIDE},
        {"他说：“渡口的灯已经", "亮了。”", "", INSIDE},
        {"按照标准（城建部门印发）", "重新铺设（共两次）。", "", 0},
        {"按照标准（城建部门印发。", "去年已经重新铺设）", "", 0},
        {"按照标准（城建部门印发", "去年已经重新铺设。他们说）", "", 0},
        {"他说：“渡口的灯已经", "他又说：“灯亮了。”", "", 0},
        {"渡口开了。", "【公交】渡口通车", "", ENTRY},
        {"渡口开了。", "问：渡口什么时候通车", "", ENTRY},
        {"渡口开了。", "答：下月", "", ENTRY},
        {"渡口开了。", "特此通告。", "", ENTRY},
        {"渡口开了。", "【公交】", "", 0},
        {"渡口开了。", "问渡口什么时候通车", "", 0},
        {"这部影片由两家渡口联合摄", "制，讲的是渡口的灯", "", CUT},
        {"渡口办了一次摄", "影展览", "", CUT},
        {"由 两 家 渡 口 联 合 摄", "制，讲的是", "", CUT},
        {"渡口的灯亮了。记者宁小舟摄", "影院明天开门", "", 0},
        {"渡口的灯亮了。宁小舟 摄", "影院明天开门", "", CREDIT},
        {"渡口的灯是他们拍摄", "下来的", "", 0},
    };
    static const struct {
        const char *text;
        bool goes_on;
    } credits[] = {
        {"本报讯（记者宁小舟）", true},
        {"本报讯（记者宁小\n\n舟 通讯员林渡）", true},
        {"本报记者 宁小舟 通讯员 林", true},
        {"□本报记者宁", true},
        {"县长看望渡口的记者们", false},
        {"县长看望渡口的记者", false},
        {"渡口开了（记者宁小舟）", false},
        {"本报记者 宁小舟", false},
        {"", false},
    };

    for (size_t i = 0; i < COUNT(cases); i++) {
        om_line lines[3] = {{0}};
        char text[256];

        ck_assert_int_lt(snprintf(text, sizeof text, "%s%s%s", cases[i].above, cases[i].below, cases[i].after),
                         (int)sizeof text);
        lines[0].to = lines[1].from = (uint32_t)strlen(cases[i].above);
        lines[1].to = lines[2].from = lines[1].from + (uint32_t)strlen(cases[i].below);
        lines[2].to = (uint32_t)strlen(text);
        lines[0].stop = lines[0].to >= 3 && memcmp(text + lines[0].to - 3, "摄", 3) == 0 ? OM_STOP_CREDIT : 0;
        ck_assert_msg(om_signs_credit(&lines[0], (const uint8_t *)text) == !!(cases[i].say & CREDIT), "%s", text);
        ck_assert_msg(om_signs_cut(&lines[0], &lines[1], (const uint8_t *)text) == !!(cases[i].say & CUT), "%s", text);
        ck_assert_msg(om_signs_inside(lines, *cases[i].after ? 3 : 2, 1, (const uint8_t *)text) ==
                          !!(cases[i].say & INSIDE),
                      "%s", text);
        ck_assert_msg(om_signs_entry(&lines[1], (const uint8_t *)text) == !!(cases[i].say & ENTRY), "%s", text);
        lines[0].flags = OM_LINE_DONE; /* its text is not at hand */
        ck_assert(!om_signs_inside(lines, 2, 1, (const uint8_t *)text));
    }
    for (size_t i = 0; i < COUNT(credits); i++)
        ck_assert_msg(om_credit_goes_on((const uint8_t *)credits[i].text, 0, strlen(credits[i].text)) ==
                          credits[i].goes_on,
                      "%s", credits[i].text);
    ck_assert(om_signs_open((const uint8_t *)"灯（渡口", 0, strlen("灯（渡口")));
    ck_assert(!om_signs_open((const uint8_t *)"灯（渡口）", 0, strlen("灯（渡口）")));
    ck_assert(!om_signs_open((const uint8_t *)"灯“渡口", 0, strlen("灯“渡口")));
}
END_TEST

START_TEST(the_block_tells_of_hyphens)
{
    static const char block[] = "The two must co-operate, and co-operate they will.";
    om_seam_style style = {0};
    om_seam seam;

    om_seam_block(&style, (const uint8_t *)block, strlen(block));
    seam = om_seam_find(&style, (const uint8_t *)"must co-", 8, (const uint8_t *)"operate", 7);
    ck_assert_int_eq(seam.rule, OM_RULE_HYPHEN_KEEP);
    ck_assert_uint_eq(seam.cut, 1);
    ck_assert_str_eq(seam.with, "-");
    om_seam_free(&style);
}
END_TEST

START_TEST(line_ends_that_must_stay)
{
    static const struct {
        const char *above, *below;
        bool stays;
    } cases[] = {
        {"渡口.", "..灯", true},   {"渡口-", "-灯", true},    {"渡口—", "—灯", true},  {"渡口。", "。灯", true},
        {"渡口…", "…灯", true},    {"ferry_", "_lamp", true}, {"渡口.", "灯", false},  {"渡口-", "—灯", false},
        {"渡口，", "，灯", false}, {"渡口灯", "灯", false},   {"book", "keep", false}, {"", "", false},
    };

    for (size_t i = 0; i < COUNT(cases); i++)
        ck_assert_msg(om_seam_must_stay((const uint8_t *)cases[i].above, strlen(cases[i].above),
                                        (const uint8_t *)cases[i].below, strlen(cases[i].below)) == cases[i].stays,
                      "'%s' and '%s'", cases[i].above, cases[i].below);
}
END_TEST

/* Which mark the words at a gap tell. */
static const struct {
    const char *above, *below, *mark;
} clauses[] = {
    {"渡口的老船工对他说", "往后不用再等船", "，"},
    {"渡口的老船工听他说", "明了来意才放心", NULL},
    {"图书室里新到了小说", "孩子们都来借阅", NULL},
    {"河上修了新桥。因此", "渡船上月停开了", "，"},
    {"。县长在致词中表示", "要把渡口改公园", NULL},
    {"。县长在致词中表示", "渡口往后是公园", "，"},
    {"，县长对船工们表示", "衷心感谢和慰问", NULL},
    {"致词的县长再次表示", "渡口往后是公园", NULL}, /* whether to someone is in a line above */
    {"，在说到旧渡口时", "老船工落了眼泪", "，"},
    {"，在说到旧渡口时", "间已过了八点钟", NULL},
    {"渡船开了三百多年", "而且从来不误点", "，"},
    {"渡船开了三百多年", "但从来没有误点", "，"},
    {"等船的人不但不急", "不但帮着推船还", NULL},
    {"渡船走得很慢，不", "但从来没有误点", NULL},
    {"老船工看着新桥笑", "他说往后不用撑", "，"},
    {"老船工把渡船交给", "他的大儿子看管", NULL},
    {"渡船之外，还有其", "他的船在河上走", NULL},
    {"老船工年轻时离开", "他乡回到渡口边", NULL},
    {"，说起旧船，只说", "他从来没有误点", NULL}, /* 他说他来: as often as not no comma stands there */
    {"渡口的每一块石头", "他都叫得出名字", NULL},
    {"渡船停开后的河边", "今年栽了许多树", "，"},
    {"渡船停开了，可是", "今年又开了起来", NULL}, /* what comes after 可是 is another thing */
    {"河边的老人们到了", "今年才不再等船", NULL},
    {"人们把这里叫渡口", "据当地人介绍，", "。"},
    {"人们把这里叫渡口", "据当地人的想法", NULL},
    {"人们把这里叫渡口", "他告诉记者说，", "。"},
    {"，敢于把旧船换掉", "敢于修起新桥来", "，"},
    {"，渡口的船换掉了", "敢于修起新桥来", NULL},
    {"渡口的灯早就亮了", "孩子们还在等船", NULL},
};

START_TEST(words_at_a_gap)
{
    char text[100];
    om_line above, below;
    const char *mark, *want = clauses[_i].mark;
    size_t cut = strlen(clauses[_i].above);

    snprintf(text, sizeof text, "%s\n%s", clauses[_i].above, clauses[_i].below);
    above = look(clauses[_i].above);
    below = look(clauses[_i].below);
    above.flags |= OM_LINE_JOINED;
    below.from += (uint32_t)cut + 1;
    below.to += (uint32_t)cut + 1;
    mark = om_clause_mark(&above, &below, (const uint8_t *)text);
    ck_assert_msg(want ? mark && strcmp(mark, want) == 0 : !mark, "%s: %s", text, mark ? mark : "none");
}
END_TEST

/* Whether a paragraph of three lines, with the line below it, has lost its full stop. */
static const struct {
    const char *lines[4];
    bool lost;
} stops_lost[] = {
    {{"渡口的新桥昨天上午通车，两岸的", "居民都来看，老船工说等了几十年", "终于等到", "河边的路灯也亮了"}, true},
    {{"渡口的新桥昨天上午通车，两岸的", "居民都来看，老船工的办法说起来", "有三个", "一是把旧船留下来"}, false},
    {{"渡口的新桥昨天上午通车，两岸的", "居民都来看，老船工的办法说起来", "有三个", "首先把旧船留下来"}, false},
    {{"渡口的路灯不亮，夜里过河的人都", "看不见路，请有关的人来管一管", "读者林小明", "河边的路灯也亮了"}, false},
    {{"渡口的路灯不亮，夜里过河的人都", "看不见路，镇里请有关的人来看望", "多年的读者", "河边的路灯也亮了"}, true},
    {{"渡口新桥通车，", "渡船停开", "王大海", "河边的路灯也亮了"}, false}, /* a headline and who wrote it */
    {{"渡口的新桥昨天上午通车，两岸的", "居民都来看，老船工说等了几十年", "终于等到", "本报讯（记者林小明）渡口"},
     false},
    {{"第二条　渡船不收钱，桥建成以后", "停开的渡船由镇里保管，用来给学生", "参观，不得出租", "第三条　渡口的牌子不拆"},
     true},
    {{"本报讯　渡口的新桥昨天上午通车，", "居民都来看，老船工说等了几十年", "终于等到", "本报讯（记者林小明）渡口"},
     true},
};

START_TEST(full_stop_of_an_article)
{
    static const char text[] = "第二条　渡船由镇里保管，供参观\n第三条　渡口的牌子不拆不换\n渡口的牌子不拆不换\n";
    om_line lines[3];
    size_t from = 0;

    for (size_t i = 0; i < COUNT(lines); i++) {
        char line[100] = "";

        memcpy(line, text + from, strcspn(text + from, "\n"));
        lines[i] = look(line);
        lines[i].from += (uint32_t)from;
        lines[i].to += (uint32_t)from;
        from += strlen(line) + 1;
    }
    ck_assert_ptr_null(om_lost_bare(lines, 3, 0, 0, (const uint8_t *)text).mark); /* too short, as a title may be */
    lines[0].em2 = 40;
    ck_assert_str_eq(om_lost_bare(lines, 3, 0, 0, (const uint8_t *)text).mark, "。");
    lines[1].em2 = 40;
    ck_assert_ptr_null(om_lost_bare(lines, 3, 1, 1, (const uint8_t *)text).mark);
}
END_TEST

START_TEST(full_stops)
{
    char text[400] = "";
    om_line lines[4];
    om_lost lost;

    for (size_t i = 0; i < COUNT(lines); i++) {
        size_t from = strlen(text);

        strcat(text, stops_lost[_i].lines[i]);
        strcat(text, "\n");
        lines[i] = look(stops_lost[_i].lines[i]);
        lines[i].from += (uint32_t)from;
        lines[i].to += (uint32_t)from;
        lines[i].fill = i == 2 ? OM_FILL_ONE : lines[i].fill;
    }
    lost = om_lost_bare(lines, COUNT(lines), 0, 2, (const uint8_t *)text);
    ck_assert_msg(stops_lost[_i].lost ? lost.mark && strcmp(lost.mark, "。") == 0 : !lost.mark, "%s: %s", text,
                  lost.mark ? lost.mark : "none");
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("join parts");
    TCase *tests = tests_case(suite, "join parts", 0);

    tcase_add_loop_test(tests, how_a_line_begins, 0, COUNT(starts));
    tcase_add_test(tests, every_byline);
    tcase_add_loop_test(tests, datelines_cut, 0, COUNT(datelines));
    tcase_add_loop_test(tests, how_a_line_ends, 0, COUNT(stops));
    tcase_add_loop_test(tests, what_a_line_looks_like, 0, COUNT(flags));
    tcase_add_test(tests, lines_that_stand_alone);
    tcase_add_test(tests, names_that_stand_alone);
    tcase_add_loop_test(tests, words_cut, 0, COUNT(words));
    tcase_add_test(tests, lists_that_stand_alone);
    tcase_add_test(tests, first_words);
    tcase_add_test(tests, a_column_of_one_width);
    tcase_add_test(tests, a_column_that_changes);
    tcase_add_test(tests, no_column);
    tcase_add_test(tests, fills);
    tcase_add_loop_test(tests, what_takes_the_place_of_a_line_end, 0, COUNT(seams));
    tcase_add_test(tests, signs);
    tcase_add_loop_test(tests, words_at_a_gap, 0, COUNT(clauses));
    tcase_add_test(tests, full_stop_of_an_article);
    tcase_add_loop_test(tests, full_stops, 0, COUNT(stops_lost));
    tcase_add_test(tests, the_block_tells_of_hyphens);
    tcase_add_test(tests, line_ends_that_must_stay);
    return tests_run(suite);
}
