/* Stage correct: misreadings that the context settles, and what looks like them and is none. */
#include "main.h"
#include "stage_run.h"

static void mend(stage_result *r, const void *text, size_t len)
{
    stage_run(r, &om_stage_correct, "UTF-8", text, len, OCRMEND_INVALID_REPLACE);
    ck_assert_int_eq(r->status, OCRMEND_OK);
    stage_sound(r);
}

static void gives(const char *text, const char *wanted)
{
    stage_result r, again;

    mend(&r, text, strlen(text));
    ck_assert_msg(r.len == strlen(wanted) && memcmp(r.text, wanted, r.len) == 0, "'%s' gives '%.*s', not '%s'", text,
                  (int)r.len, (const char *)r.text, wanted);
    mend(&again, r.text, r.len);
    ck_assert_uint_eq(again.out.edits.n, 0);
    stage_done(&again);
    stage_done(&r);
}

static void stays(const char *text)
{
    gives(text, text);
}

START_TEST(dashes)
{
    gives("传统手艺一一一竹编", "传统手艺———竹编");
    gives("主题“海洋一一家园”一一“绿色”", "主题“海洋一一家园”——“绿色”");
    gives("最西的岛－一一画一圆", "最西的岛———画一圆");
    gives("风力5一7级", "风力5—7级");
    gives("一一记县医院护士林小明", "——记县医院护士林小明");
    gives("前文结束。\n一一访老船工", "前文结束。\n——访老船工");
    gives("故事片《林小明一一老船工》", "故事片《林小明——老船工》");
    gives("EIM一601型", "EIM—601型");
    stays("一一记录在案");
    stays("他一一记在心里");
    stays("一一列举如下");
    stays("大家一一对应，逐项落实");
    stays("二〇一一年，一九一一年，第一一一团");
    stays("世界第一——他说");
    stays("他——一个工人");
    stays("一");
}
END_TEST

START_TEST(suggested_dash)
{
    stage_result r;

    mend(&r, "领袖一一公仆", strlen("领袖一一公仆"));
    ck_assert_uint_eq(r.out.edits.n, 0);
    ck_assert_uint_eq(stage_count(&r, OM_RULE_DASH_MISREAD), 1);
    stage_done(&r);
}
END_TEST

START_TEST(digits)
{
    gives("2O24年3月l7日", "2024年3月17日");
    gives("增长1O0%", "增长100%");
    gives("共5OO元", "共500元");
    stays("O2O模式，H2O，5G，I5芯片");
    stays("型号A1O号");
    stays("Windows 10 or l0");
}
END_TEST

START_TEST(names)
{
    gives("总统苏莱曼.卡里姆", "总统苏莱曼·卡里姆");
    gives("副主席铁木尔：达瓦买提出席", "副主席铁木尔·达瓦买提出席");
    stays("克里木：阿里山很美");
    stays("他说：阿里山很美");
    stays("山上.天上");
}
END_TEST

START_TEST(marks)
{
    gives("近日，，大会开幕。。", "近日，大会开幕。");
    gives("大会开幕,。他说.，好", "大会开幕。他说，好");
    gives("大会\\开幕", "大会开幕");
    gives("约九百亿[（一马克", "约九百亿（一马克");
    stays("大会[一]开幕");
    stays("近日，，，大会");
    stays("C:\\temp，a.b,c");
}
END_TEST

static uint32_t seed;

static uint32_t rnd(uint32_t n)
{
    seed = seed * 1664525 + 1013904223;
    return (uint32_t)((uint64_t)(seed >> 8) * n >> 24);
}

START_TEST(random_pages)
{
    static const char *const pieces[] = {"一", "一一", "—", "——", "－", "“", "”", "，", "，，", "。", "：", ",", ".", ":", "\\",
                                         "`", "O", "l", "I", "|", "1", "20", "年", "%", "元", "斯", "里", "尔", "中", "国",
                                         "\n", " ", "é", "😀", "-", "、", "；", ";"};
    uint8_t text[300];

    seed = (uint32_t)_i + 1;
    for (int n = 0; n < 2000; n++) {
        size_t len = 0, want = rnd(sizeof text - 8);
        stage_result r;

        while (len < want) {
            const char *piece = pieces[rnd(sizeof pieces / sizeof *pieces)];
            memcpy(text + len, piece, strlen(piece));
            len += strlen(piece);
        }
        mend(&r, text, len);
        stage_done(&r);
    }
}
END_TEST

START_TEST(stray_marks)
{
    gives("on the ferry it\u00ADself", "on the ferry itself");
    stays("a line ends in a soft hy\u00AD\nphen");
    gives("林小明、·王大海", "林小明、王大海");
    stays("苏莱曼·卡里姆");
    gives("载誉归来，（本报记者林小明）", "载誉归来。（本报记者林小明）");
    stays("老船工，（见图）");
    stays("箫、、古琴");
}
END_TEST

int main(void)
{
    Suite *s = suite_create("correct");
    TCase *t = tests_case(s, "rules", 60);

    tcase_add_test(t, dashes);
    tcase_add_test(t, stray_marks);
    tcase_add_test(t, suggested_dash);
    tcase_add_test(t, digits);
    tcase_add_test(t, names);
    tcase_add_test(t, marks);
    tcase_add_loop_test(t, random_pages, 0, 4);
    return tests_run(s);
}
