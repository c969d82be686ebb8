/* Stage width: what each of its rules does, what it leaves alone, and that clean text stays as it is. */
#include <stdio.h>

#include "main.h"
#include "stage_run.h"
#include "stage/width/width.h"
#include "text/bitmap.h"
#include "text/vector.h"
#include "text/script.h"

static void widen(stage_result *r, const void *text, size_t len)
{
    stage_run(r, &om_stage_width, "UTF-8", text, len, OCRMEND_INVALID_REPLACE);
    ck_assert_int_eq(r->status, OCRMEND_OK);
    stage_sound(r);
}

/* The text becomes what is wanted, and that stays what it is. */
static void gives(const char *text, const char *wanted)
{
    stage_result r, again;

    widen(&r, text, strlen(text));
    ck_assert_msg(r.len == strlen(wanted) && memcmp(r.text, wanted, r.len) == 0, "'%s' gives '%.*s', not '%s'", text,
                  (int)r.len, (const char *)r.text, wanted);
    widen(&again, r.text, r.len);
    ck_assert_msg(again.out.edits.n == 0, "'%s' is not clean: '%.*s'", wanted,
                  (int)again.len, (const char *)again.text);
    stage_done(&again);
    stage_done(&r);
}

static void stays(const char *text)
{
    gives(text, text);
}

START_TEST(marks)
{
    gives("他说,今天开会;好!", "他说，今天开会；好！");
    gives("增长5.8%,其中1,800人到会", "增长5.8%，其中1,800人到会");
    gives("比分3:2,时间:12:30", "比分3:2，时间：12:30");
    gives("用DeepSeek,然后", "用DeepSeek，然后");
    gives("见http://example.org/a?b=1,再看a.b@example.org", "见http://example.org/a?b=1，再看a.b@example.org");
    stays("Beijing, the capital: one, two; three.");
    stays("Mr. Li (李明), who came from Beijing, said: no.");
    gives("第一行,\n第二行", "第一行，\n第二行");
    gives("今天\n,天气", "今天\n天气");
    stays("甲&amp;乙");
    stays("没有,.定论"); /* of two together one is a speck */
    gives("没有，, 定论", "没有，,定论"); /* and where it goes no space stays */
    stays("Li said，, then left for Beijing.");
}
END_TEST

START_TEST(waves)
{
    gives("降雨20~30毫米", "降雨20～30毫米");
    gives("3.5~8℃，增长5%~7%", "3.5～8℃，增长5%～7%");
    stays("见~/notes和~5页");
    stays("版本2.0~rc1、1:2.0~3升级");
    stays("lib-1.0~2包");
    stays("从10~20 to 30");
}
END_TEST

START_TEST(brackets)
{
    gives("世贸组织(WTO)成立", "世贸组织（WTO）成立");
    gives("AI(人工智能)技术", "AI（人工智能）技术");
    gives("本报讯《记者林小明)今天", "本报讯（记者林小明）今天");
    gives("〈四月在海口)", "（四月在海口）");
    gives("（见图)", "（见图）");
    gives("(见图）", "（见图）");
    gives("(甲(乙)丙)", "（甲（乙）丙）");
    stays("读《海上钢琴师)》有感"); /* the ） is one too many, or lacks its partner */
    stays("《海上钢琴师》上映");
    gives("读《论语》(1)", "读《论语》（1）");
    stays("f(x) = g(y)");
    stays("1)加强管理");
}
END_TEST

START_TEST(quotes)
{
    gives("他说:\"好\"。", "他说：“好”。");
    gives("\"一村一策\",\"一户一档\"", "“一村一策”，“一户一档”");
    gives("“新征程\"座谈会", "“新征程”座谈会");
    gives("建设'海绵城市'项目", "建设‘海绵城市’项目");
    stays("He said \"yes\" and don't ask.");
    stays("他说\"好");
    stays("「山」と『川』");
}
END_TEST

START_TEST(dashes_and_dots)
{
    gives("目标--创新", "目标——创新");
    gives("目标──创新", "目标——创新");
    gives("目标－－创新", "目标——创新");
    stays("word -- word, 2020--2021");
    stays("----------");
    stays("├──┤");
    gives("等等...他说", "等等……他说");
    gives("等等。。。", "等等……");
    gives("歌声······一首", "歌声……一首");
    stays("wait... what");
    stays("第一章......5");
    stays("第一章..............5");
    gives("大会开幕. 代表到齐.\n", "大会开幕。代表到齐。\n");
    stays("里查德.斯博");
}
END_TEST

START_TEST(full_width)
{
    gives("２０２４年６．５％", "2024年6.5%");
    gives("１２：３０，３：２", "12:30，3:2");
    gives("１，８００元", "1,800元");
    stays("分别为100，200和300");
    gives("Ｇｏｏｇｌｅ公司", "Google公司");
    stays("Ⅴ类①㎡℃№㈱，5～7级");
}
END_TEST

START_TEST(folds)
{
    gives("⼈⺠", "人民");
    gives("ｶﾞｷﾞﾊﾟｳﾞｱ", "ガギパヴア");
    gives("ﾃｽﾄ｡", "テスト。");
    gives("ﬁnd", "find");
    stays("人民ー々〇");
}
END_TEST

START_TEST(controls)
{
    gives("中\u200B国\uFEFF人\u200E民\x01。", "中国人民。");
    stays("sam\u00ADple");
    stays("👨\u200D👩");
    stays("页\f页\u2029段");
    gives("a\u00A0b", "a b");
    gives("中\u00A0国", "中国");
    gives("中 \u200B 国", "中国");
}
END_TEST

START_TEST(spaces)
{
    gives("2024 年 用 AI 技术", "2024年用AI技术");
    gives("大会 ， 开幕 。 随后", "大会，开幕。随后");
    gives("“ 六个 100% ”", "“六个100%”");
    gives("达Ⅴ 类水 质", "达Ⅴ类水质");
    gives("采用“公司 + 渡口 +农户”模式", "采用“公司+渡口+农户”模式");
    stays("1 + 1 = 2");
    gives("时速80km/h ，每天四班", "时速80km/h，每天四班");
    gives("公司IT主管 Kevin Lau介绍", "公司IT主管Kevin Lau介绍");
    gives("升降機（LIFT　TOWER）", "升降機（LIFT TOWER）");
    stays("　　Indent of two em and words");
    stays("前文。\n“双碳”战略落地生根 绿色发展提速增效\n");
    gives("１２：３０到１：1", "12:30到1:1");
    stays("图1：3月5日，船工在渡口等候。");
    stays("立夏：5月5日");
    stays(" 缩进\n\n  缩进 \n");
    stays("The new 北京 office opened in May");
    stays("대한 민국 만세");
    stays("甲区  12  34\n乙区  56  78");
    gives("東京 タワー へ 行く", "東京タワーへ行く");
}
END_TEST

START_TEST(dividing_spaces)
{
    stays("本报讯 3月26日，开会");
    stays("　　新华社南京3月5日电 记者今天获悉");
    stays("前文结束。\n聚力攻坚促项目 担当实干开新局\n");
    gives("船工又问:\"票价多少?\"\nThe old ferry (1931)", "船工又问：“票价多少？”\nThe old ferry (1931)");
    stays("前文结束。\n水清岸绿 老渡口变成新公园\n清早，船工老秦来到渡口，把缆绳一根一根理好，又擦了一遍船舷。");
    stays("渡口先行 “三张清单”管到底\n清早，船工老秦来到渡口，把缆绳一根一根理好，又擦了一遍船舷。");
    stays("前文結束。\n老戲院重新點燈 「月光放映」場場滿座\n記者 林小明／溪口報導");
    stays("前文结束。\n把好事办实 把船只管好 清河镇\n为摆渡人办实事");
    stays("前文结束。\n船工在理缆绳。林小明 摄");
    stays("2024年3月5日 星期二 责编：林小明 版式：王大海");
    stays("03要闻2024年3月5日 星期二 责任编辑 林小明 美术编辑 王大海");
    stays("A05要闻2024年3月5日 责编 林小明");
    stays("清晨，船工在理缆绳。本报记者林小明 摄\n");
    stays("游客登上渡船。本报记者林小明 通讯员王大海 摄\n");
    gives("看桥的人都知道船工林小明 摄\n", "看桥的人都知道船工林小明摄\n");
    stays("本报讯（记者 林小明 通讯\n员 王大海）");
    stays("— 3 —\n- 12 -\n· 4 ·");
    gives("前文结束。\n船工老秦今天 从清早忙到傍晚也没有\n歇过，大家都说他辛苦。",
          "前文结束。\n船工老秦今天从清早忙到傍晚也没有\n歇过，大家都说他辛苦。");
    gives("本报讯 清河镇认\n真总结了“渡口” 的经\n验，", "本报讯 清河镇认\n真总结了“渡口”的经\n验，");
    stays("以“四链协同聚能 双轮驱动畅通”为主题");
    stays("记者 林小明 通讯员 王大海 摄");
    stays("本报讯（记者林小明 王大海）大会开幕");
    stays("（通讯员林小明 记者王大海 周小海）");
    gives("前文结束。\n渡口首趟早班客轮 5日清晨准点开出\n", "前文结束。\n渡口首趟早班客轮5日清晨准点开出\n");
    gives("前文结束。\n记者登船走访的 3个沿江渡口小镇\n", "前文结束。\n记者登船走访的3个沿江渡口小镇\n");
    stays("前文结束。\n投资六千万元 12个渡口年内建成\n");
    stays("渡口新闻 2024年3月5日\n");
    gives("他在报告 中说，本报讯 很好", "他在报告中说，本报讯很好");
    gives("新华社南京消息来源很多 不用", "新华社南京消息来源很多不用");
}
END_TEST

#define SPACED "渡口 的 船工 老 秦 说 ， 今年 来 看 桥 的 人 比 往年 多 了 三 成 。\n"
#define CLOSED "渡口的船工老秦说，今年来看桥的人比往年多了三成。\n"

/* Where all words have spaces between them none of them divides. */
START_TEST(word_spaced)
{
    gives(SPACED SPACED "图为 渔民 记者 正在 修 船 。\n" SPACED, CLOSED CLOSED "图为渔民记者正在修船。\n" CLOSED);
    stays(CLOSED CLOSED "图为 渔民记者 林小明 摄\n" CLOSED);
    gives(SPACED SPACED "以 3 : 1 胜出 的 是 快 船 + 队\n" SPACED, CLOSED CLOSED "以3:1胜出的是快船+队\n" CLOSED);
    stays(CLOSED CLOSED "比分 > 3 : 1\n" CLOSED);
    gives(SPACED SPACED "- 甲 项\n- 乙 项\n", CLOSED CLOSED "- 甲项\n- 乙项\n");
    gives(SPACED SPACED "本 报讯 今天 开 渡 。\n" SPACED, CLOSED CLOSED "本报讯 今天开渡。\n" CLOSED);
    stays(CLOSED CLOSED "记者 林小 通讯员 王大 周海 秦明 何田 陈江 摄\n记者 林小 通讯员 王大 周海 秦明 何田 陈江 摄");
}
END_TEST

START_TEST(wide_spaces)
{
    stays("编者按　截至去年底，老渡口共有船工三十名。");
    stays("渡口改成公园　为何“一家不同意”？");
    gives("目　录", "目录"); /* letters set wide */
    gives("船工老秦说，渡口今　年要改。", "船工老秦说，渡口今年要改。");
    gives("船工老秦说，渡口　今年要改。", "船工老秦说，渡口今年要改。");
    gives("编者按　　截至去年底", "编者按截至去年底");
    gives(SPACED "船工　老秦 也 说 好 。\n" SPACED, CLOSED "船工老秦也说好。\n" CLOSED);
}
END_TEST

START_TEST(line_start_marks)
{
    gives("开展活\n-动以来", "开展活\n动以来");
    gives("大会闭幕。\n。代表离开", "大会闭幕。\n代表离开");
    gives("年轻一\n”代的人", "年轻一\n代的人");
    stays("“年轻一\n”代的人");
    stays("甲\n- 乙\n- 丙");
    stays("箫、\n。埙");
    gives("大会闭幕。\n ”代表离开", "大会闭幕。\n 代表离开"); /* after an indent too */
    gives("大会闭幕。\n　　， 代表离开", "大会闭幕。\n　　代表离开");
    stays("“大会闭幕。\n　　”代表离开");
    stays("有三项\n  -甲项\n  -乙项");
    stays("大会闭幕。\n　　");
}
END_TEST

START_TEST(column_rules)
{
    gives("| 图书馆今天开门，来的\n人很多 |\n| ，孩子们也来看书，馆里\n坐满了人，|\n|“我也来了。”",
          "图书馆今天开门，来的\n人很多\n孩子们也来看书，馆里\n坐满了人，\n“我也来了。”");
    gives(".| 图书馆今天开门，来的 |\n人很多\n孩子们也来看书，馆里。 | ，\n，都\n坐满了人 ||", /* a speck beside the rule */
          "图书馆今天开门，来的\n人很多\n孩子们也来看书，馆里。\n都\n坐满了人");
    stays("图书馆今天开门，来的|\n人很多\n孩子们也来看书"); /* one may be anything */
    stays("他在信里写道：\n| 昨天我们去看书\n| 回来已经很晚了\n就是这样。"); /* a quotation */
    stays("表一\n\n| 姓名 | 年龄 |\n| 林小 | 二十 |\n说明\n| 周明 | 三十 |\n|合计|五十\n说明");
    stays("表二\n|-d      |不显示说明\n|一|大小写不论|\n说明\n|-q|少说几句|\n说明");
    stays("说明\n+------+\n| 注意 |\n+------+\n说明\n| 当心 |\n说明\n| 小心 |\n");
    stays("用下面的命令：\ncat names.txt |\n再用\n  grep -v 1 |\n最后\n  sort -u |\n就好。");
    stays("甲|乙\n丙\n甲|乙\n丙\n甲|乙");
}
END_TEST

typedef struct {
    char text[4096];
    size_t len;
} page;

static int put(void *user, const void *bytes, size_t n)
{
    page *p = user;

    ck_assert_uint_le(p->len + n, sizeof p->text);
    memcpy(p->text + p->len, bytes, n);
    p->len += n;
    return 0;
}

static void gives_with(ocrmend_spacing spacing, ocrmend_width width, const char *text, const char *wanted)
{
    ocrmend_options options;
    page p = {.len = 0};
    ocrmend *run;

    ocrmend_profile(&options, NULL);
    options.spacing = spacing;
    options.width = width;
    options.stages = "width";
    options.from = "UTF-8";
    run = ocrmend_new(&options, (ocrmend_sink){put, &p}, NULL);
    ck_assert_ptr_nonnull(run);
    ck_assert_int_eq(ocrmend_feed(run, text, strlen(text)), OCRMEND_OK);
    ck_assert_int_eq(ocrmend_finish(run), OCRMEND_OK);
    ocrmend_free(run);
    ck_assert_msg(p.len == strlen(wanted) && memcmp(p.text, wanted, p.len) == 0, "'%s' gives '%.*s'", text, (int)p.len,
                  p.text);
}

START_TEST(options)
{
    gives_with(OCRMEND_SPACING_PANGU, OCRMEND_WIDTH_NEWS, "2024年用AI技 术,５Ｇ 网\n", "2024 年用 AI 技术，5G 网\n");
    gives_with(OCRMEND_SPACING_PANGU, OCRMEND_WIDTH_NEWS, "位ﬁ于\n", "位 fi 于\n");
    gives_with(OCRMEND_SPACING_PANGU, OCRMEND_WIDTH_NEWS, "2024 年用 AI 技术，5G 网\n", "2024 年用 AI 技术，5G 网\n");
    gives_with(OCRMEND_SPACING_KEEP, OCRMEND_WIDTH_NEWS, "2024 年用 AI技 术,好\n", "2024 年用 AI技 术，好\n");
    gives_with(OCRMEND_SPACING_NONE, OCRMEND_WIDTH_KEEP, "２０ 年,(好)ｶﾞ⼈\n", "２０年,(好)ｶﾞ人\n");
}
END_TEST

/* --- properties --------------------------------------------------------------------------------------------------- */

static uint32_t seed;

static uint32_t rnd(uint32_t n)
{
    seed = seed * 1664525 + 1013904223;
    return (uint32_t)((uint64_t)(seed >> 8) * n >> 24);
}

static const char *const pieces[] = {
    "中", "国", "报", "讯", "一", "本报讯", "记者", "摄", "，", "。", "、", "：", "；", "（", "）", "《", "》", "〈", "“", "”",
    ",", ".", ":", ";", "?", "!", "(", ")", "\"", "'", "-", "--", "...", "%", "/", " ", "  ", "　", "\t", "\n", "\n\n",
    "12", "3", "AI", "word", "é", "１", "Ａ", "．", "：", "％", "－－", "──", "···", "。。。", "⼈", "ｶ", "ﾞ", "ﬁ", "カ",
    "한국", "①", "Ⅴ", "\u200B", "\u00A0", "\u00AD", "\x02", "\f", "😀", "豈", "·", "——", "……",
    "\u2009", "[", "]", "&", ";"};

static const char *const phrases[] = {"今天", "大会开幕", "代表们", "他说", "生产总值增长", "林小明", "本报", "昨日在海口举行",
                                      "the new office", "AI", "2024", "6.5"};

/* Heaps of pieces, or (prose) phrases with a piece between. */
static size_t random_page(uint8_t *out, size_t room, bool prose)
{
    size_t len = 0, want = rnd((uint32_t)room - 40);

    while (len < want) {
        const char *piece = pieces[rnd(sizeof pieces / sizeof *pieces)];
        memcpy(out + len, piece, strlen(piece));
        len += strlen(piece);
        if (prose) {
            piece = phrases[rnd(sizeof phrases / sizeof *phrases)];
            memcpy(out + len, piece, strlen(piece));
            len += strlen(piece);
        }
    }
    return len;
}

/* Whether the text, made clean, is found clean. */
static bool is_stable(const uint8_t *text, size_t len)
{
    stage_result r, again;
    bool stable;

    widen(&r, text, len);
    widen(&again, r.text, r.len);
    stable = again.out.edits.n == 0;
    stage_done(&again);
    stage_done(&r);
    return stable;
}

START_TEST(random_pages)
{
    uint8_t text[700];
    int unstable = 0;

    seed = (uint32_t)_i + 1;
    for (int n = 0; n < 400; n++)
        unstable += !is_stable(text, random_page(text, sizeof text, true));
    ck_assert_int_le(unstable, 8);
    /* in a heap of nothing but marks one mended pair may make another */
    unstable = 0;
    for (int n = 0; n < 400; n++)
        unstable += !is_stable(text, random_page(text, sizeof text, false));
    ck_assert_int_le(unstable, 60);
}
END_TEST

/* Whatever bytes there are, as long as they are UTF-8 (stage decode sees to that). */
START_TEST(mutated_pages)
{
    uint8_t text[700];

    seed = (uint32_t)_i + 1000;
    for (int n = 0; n < 1000; n++) {
        size_t len = random_page(text, sizeof text, n & 1);
        stage_result decoded, r;

        for (uint32_t k = rnd(8); k && len; k--)
            text[rnd((uint32_t)len)] = (uint8_t)rnd(256);
        stage_run(&decoded, &om_stage_decode, "UTF-8", text, len, OCRMEND_INVALID_REPLACE);
        widen(&r, decoded.text, decoded.len);
        stage_done(&r);
        stage_done(&decoded);
    }
}
END_TEST

START_TEST(same_bits_without_vectors)
{
    enum { LEN = 3000, WORDS = OM_BITMAP_WORDS(LEN) };
    uint8_t text[LEN];
    uint64_t width[3][2 * WORDS], correct[3][WORDS], odd[3][OM_BITMAP_WORDS(WORDS)];
    bool open[3];

    seed = 99;
    for (int n = 0; n < 3000; n++) {
        size_t len = random_page(text, sizeof text, n & 2), size = OM_BITMAP_WORDS(len) * sizeof **width;

        for (size_t i = 0; n % 4 == 3 && i < len; i++) /* ASCII text, with something else once in a while */
            text[i] = (uint8_t)(rnd(900) ? "plain text, \"and\" more  of it.\n"[rnd(30)] : text[i]);
        for (size_t i = 0; i < 3; i++) {
            om_vector_leave_out(i);
            om_bitmap_width(text, len, n & 1, width[i]);
            open[i] = om_bitmap_correct(text, len, correct[i], odd[i]);
            must(memcmp(width[i], width[0], size) == 0);
            must(memcmp(correct[i], correct[0], size) == 0 && open[i] == open[0]);
            must(memcmp(odd[i], odd[0], OM_BITMAP_WORDS(OM_BITMAP_WORDS(len)) * sizeof **odd) == 0);
        }
    }
}
END_TEST

/* However many brackets a block has, the partner of each is the one that is found step by step. */
START_TEST(partners)
{
    static const char *const units[] = {"(", ")", "（", "）", "〈", "》", "【", "字", "a", "。"};
    enum { LEN = 1200, TIMES = 200 };
    char text[LEN + 4];
    size_t stepwise[LEN];
    om_brackets *b = om_brackets_new();

    seed = 7;
    for (int n = 0; n < 40; n++) {
        uint32_t kinds = 3 + rnd(sizeof units / sizeof *units - 2);
        size_t len = 0;

        while (len < LEN)
            len += (size_t)sprintf(text + len, "%s", units[rnd(kinds)]);
        for (int time = 0; time < TIMES; time++) /* after some of them, all partners are known */
            for (size_t at = 0; at < LEN; at += om_utf8_len((uint8_t)text[at])) {
                enum om_bracket bracket = om_bracket_at((uint8_t *)text + at);
                size_t other;

                if (bracket == OM_NO_BRACKET || bracket == OM_ANGLE_CLOSE)
                    continue;
                if (time == 0)
                    om_brackets_block(b, (uint8_t *)text, len);
                other = bracket == OM_ROUND_CLOSE ? om_bracket_opener(b, at) : om_bracket_closer(b, at);
                stepwise[at] = time ? stepwise[at] : other;
                must(other == stepwise[at]);
            }
    }
    om_brackets_free(b);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("width");
    TCase *t = tests_case(s, "rules", 0), *p = tests_case(s, "properties", 120);

    tcase_add_test(t, marks);
    tcase_add_test(t, waves);
    tcase_add_test(t, brackets);
    tcase_add_test(t, quotes);
    tcase_add_test(t, dashes_and_dots);
    tcase_add_test(t, full_width);
    tcase_add_test(t, folds);
    tcase_add_test(t, controls);
    tcase_add_test(t, spaces);
    tcase_add_test(t, dividing_spaces);
    tcase_add_test(t, word_spaced);
    tcase_add_test(t, wide_spaces);
    tcase_add_test(t, line_start_marks);
    tcase_add_test(t, column_rules);
    tcase_add_test(t, options);
    tcase_add_loop_test(p, random_pages, 0, 8);
    tcase_add_loop_test(p, mutated_pages, 0, 4);
    tcase_add_test(p, same_bits_without_vectors);
    tcase_add_test(p, partners);
    return tests_run(s);
}
