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
    gives("他要找的人一一你该认得", "他要找的人——你该认得");
    gives("送信的人是一一是老船工", "送信的人是——是老船工");
    gives("渡口修好了一一难的是修路", "渡口修好了——难的是修路");
    gives("兴修水利一一河北省的做法", "兴修水利——河北省的做法");
    stays("立秋那天初一一大清早");
    stays("旧账一一偿还");
    stays("送来的信一一照收");
    stays("一一记录在案");
    stays("他一一记在心里");
    stays("一一列举如下");
    stays("大家一一对应，逐项落实");
    stays("二〇一一年，一九一一年，第一一一团");
    stays("世界第一——他说");
    stays("时一字一—名，—一举一动");
    stays("他——一个工人");
    stays("Bison—一个新工具");
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
                                         "\n", " ", "é", "😀", "-", "、", "；", ";", "”“", "》、《",
                                         "说：", "·", "．", "第", "次", "图为", "本报讯", "日电", "（记者", "摄）"};
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

START_TEST(two_marks)
{
    gives("新桥昨天通车。，两岸居民来往方便", "新桥昨天通车。两岸居民来往方便");
    stays("新桥昨天通车，。两岸居民来往方便");
    gives("桥面很宽，、可以走汽车", "桥面很宽，可以走汽车");
    stays("通车以后、，来往方便");
    gives("演唱了《渔火》、《归帆》、，《晚潮》", "演唱了《渔火》、《归帆》、《晚潮》");
    gives("一年将尽。·他们回来了", "一年将尽。他们回来了");
    gives("新桥昨天通车、。。两岸居民来往方便", "新桥昨天通车。两岸居民来往方便");
    gives("新桥昨天通车。,。两岸居民来往方便", "新桥昨天通车。两岸居民来往方便");
    gives("新桥昨天通车，,。两岸居民来往方便", "新桥昨天通车，。两岸居民来往方便");
    stays("真的吗？，他想");
    stays("等等……，他说");
    gives("他说，“来”。，，", "他说，“来”。");
    stays("他说，“来”。，；");
}
END_TEST

START_TEST(ones)
{
    gives("这是第-次，也是另·种办法", "这是第一次，也是另一种办法");
    gives("这··次他来了", "这一次他来了");
    gives("进·步了解，写了－篇报道", "进一步了解，写了一篇报道");
    stays("第-3页，A-个，阿·个");
    stays("个-个，山·次");
    stays("这-那，那·里，进-个");
    stays("这···次");
}
END_TEST

START_TEST(points)
{
    gives("今年以来，站里先后派出二十多名蔬菜技术人员·他们走遍了全县。", "今年以来，站里先后派出二十多名蔬菜技术人员。他们走遍了全县。");
    gives("城北的新桥昨天上午全部完工，两岸的码头灯火通明·从前这里只有一条渡船。",
          "城北的新桥昨天上午全部完工，两岸的码头灯火通明。从前这里只有一条渡船。");
    stays("今年以来，站里先后派出二十多名技术人员到福建·江口镇的村里去。");
    stays("城北的新桥昨天上午全部完工，老人年轻时参加过一二·九运动。");
    gives("大桥建成以后．两岸的居民来往方便多了。", "大桥建成以后，两岸的居民来往方便多了。");
    stays("美丽乡村·这里最美");
    stays("今年以来，站里先后派出二十多名技术人员，参加《美丽的田野·他们》的拍摄。");
    stays("今年以来，站里先后派出二十多名技术人员，参加“美丽田野·这十年”活动。");
    stays("今年以来，站里先后派出二十多名技术人员到中国·青川工作。");
    stays("一．总则的要点。");
    stays("他来了．我们走了．大家很高兴．");
    stays("代表阿里．巴哈来了。");
}
END_TEST

START_TEST(suggested_stop)
{
    static const char text[] = "今年以来，站里先后派出二十多名蔬菜技术人员·全县，村庄都有人去。";
    stage_result r;

    mend(&r, text, strlen(text));
    ck_assert_uint_eq(r.out.edits.n, 0);
    ck_assert_uint_eq(stage_count(&r, OM_RULE_POINT_MISREAD), 1);
    stage_done(&r);
}
END_TEST

START_TEST(colons)
{
    gives("城北的新桥原来打算明年完工，施工队日夜轮班：却提前了两个月。", "城北的新桥原来打算明年完工，施工队日夜轮班，却提前了两个月。");
    gives("城北的新桥昨天上午完工，施工队随即报告了情况：并向各村发出了通知。", "城北的新桥昨天上午完工，施工队随即报告了情况，并向各村发出了通知。");
    stays("城北的新桥昨天上午完工，施工队随即报告了情况：并列的两座桥都好了。");
    stays("城北的新桥昨天上午完工，施工队的队长林小明随即对记者说：却也不难。");
    gives("新春佳节即将来到，城北的新桥昨天上午全部完工之际：两岸的居民都来看桥。",
          "新春佳节即将来到，城北的新桥昨天上午全部完工之际，两岸的居民都来看桥。");
    gives("城北的新桥昨天上午完工，过桥的车比去年同期增长了3.8%：过渡的船少了一半。",
          "城北的新桥昨天上午完工，过桥的车比去年同期增长了3.8%；过渡的船少了一半。");
    gives("过桥的人应当做到：（1）不在桥上停车，也不在桥上摆摊：（2）爱护桥栏。",
          "过桥的人应当做到：（1）不在桥上停车，也不在桥上摆摊；（2）爱护桥栏。");
    gives("（一）不在桥上停车：\n（二）爱护桥栏：\n（三）慢行。", "（一）不在桥上停车；\n（二）爱护桥栏；\n（三）慢行。");
    stays("过桥的人应当做到：\n（一）不在桥上停车；");
    stays("城北的新桥昨天上午完工，过桥的车比去年同期增长了3.8%：其中客车最多。");
    stays("过桥的人都应当做到下面的这几条，不得有所违反：（1）不在桥上停车。");
    stays("过桥增长3.8%：渡船减少");
    stays("施工队：却提前了两个月");
}
END_TEST

START_TEST(datelines)
{
    gives("本报江口1月25日电：（记者林小明）新桥通车", "本报江口1月25日电（记者林小明）新桥通车");
    gives("据新华社江口1月25日电，（记者林小明）新桥通车", "据新华社江口1月25日电（记者林小明）新桥通车");
    gives("城北新桥通车\n本报讯·林小明昨天报道", "城北新桥通车\n本报讯 林小明昨天报道");
    stays("本报讯，昨天新桥通车");
    stays("本报讯 昨天新桥通车");
    stays("本报讯（记者林小明）昨天新桥通车");
    stays("据本报讯，昨天新桥通车");
    stays("他来了电：（见图）");
}
END_TEST

START_TEST(captions)
{
    gives("昨天上午，城北的新桥全部完工，比原来的计划提前了两个月图为通车仪式。",
          "昨天上午，城北的新桥全部完工，比原来的计划提前了两个月。图为通车仪式。");
    gives("昨天上午，城北的新桥全部完工，比原来的计划提前了两个月（林小明摄影报道）\n下一段",
          "昨天上午，城北的新桥全部完工，比原来的计划提前了两个月。（林小明摄影报道）\n下一段");
    gives("昨天上午，城北的新桥全部完工，比原来的计划提前了两个月：（本报记者林小明摄）",
          "昨天上午，城北的新桥全部完工，比原来的计划提前了两个月。（本报记者林小明摄）");
    stays("昨天上午，城北的新桥全部完工，比原来的计划提前了两个月，新华社记者林小明摄\n");
    stays("1、锣鼓声声庆丰收（林小明摄）");
    stays("昨天上午，城北的新桥全部完工，附近的居民赶来在桥头合影留念。新华社发（林小明摄）");
    stays("锣鼓声声，庆祝丰收（林小明摄）");
    stays("昨天上午，城北的新桥全部完工，居民领到了新印的一份沿河步道地图为过桥指路。");
    stays("昨天上午，城北的新桥全部完工，比原来的计划提前了两个月！（本报记者林小明摄）");
    stays("昨天上午，城北的新桥全部完工，沿河步道的设计出自设计院（林小明参加了拍摄）等单位。");
    stays("昨天上午，城北的新桥全部完工，比原来的计划提前了两个月\n图为通车仪式。");
    stays("新桥昨天全部完工图为通车仪式。");
}
END_TEST

START_TEST(lists)
{
    gives("办起了“东坡果园”、“河湾果园”“石桥果园”。", "办起了“东坡果园”、“河湾果园”、“石桥果园”。");
    gives("演唱了《渔火》《归帆》、《晚潮》。", "演唱了《渔火》、《归帆》、《晚潮》。");
    stays("办起了“东坡果园”“河湾果园”“石桥果园”。");
    stays("演唱了《渔火》《归帆》。他还会唱《晚潮》、《春江》。");
    stays("他说：“来了。”“真的？”大家问“东坡”、“河湾”。");
    stays("演唱了《渔火》\n《归帆》、《晚潮》");
    gives("出席会议的有周建国、陈志明李文华、王海燕、赵立新", "出席会议的有周建国、陈志明、李文华、王海燕、赵立新");
    gives("图为周建国李涛、陈志明、王海燕、赵立新在船上", "图为周建国、李涛、陈志明、王海燕、赵立新在船上");
    gives("船员如陈志明、王海燕、周建国李文华等都来了", "船员如陈志明、王海燕、周建国、李文华等都来了");
    stays("出席会议的有周建国、陈志明主任委员、王海燕、赵立新");
    stays("出席会议的有周建国、陈志明任主任、王海燕、赵立新");
    stays("有工业、农业、黄金白银石、商业、金融、江河");
    stays("陈志明、李文华江海、王海燕");
}
END_TEST

START_TEST(quotes)
{
    gives("他拿出“私房钱”。\n这笔私房钱”有四百元。", "他拿出“私房钱”。\n这笔“私房钱”有四百元。");
    gives("他拿出“私房钱”。\n这笔“私房钱有“四百元”。", "他拿出“私房钱”。\n这笔“私房钱”有“四百元”。");
    gives("他拿出“私房钱”。\n这是“私房钱", "他拿出“私房钱”。\n这是“私房钱”");
    gives("有“左”的倾向。\n由于“左的影响，“右”的也有。", "有“左”的倾向。\n由于“左”的影响，“右”的也有。");
    gives("老人说：我等这座桥，等了四十年。”", "老人说：“我等这座桥，等了四十年。”");
    gives("船工收了橹。“急什么？他说，“往后不等船了。”\n他笑了。", "船工收了橹。“急什么？”他说，“往后不等船了。”\n他笑了。");
    gives("“急什么？”他说，“往后不等船了。\n他笑了。", "“急什么？”他说，“往后不等船了。”\n他笑了。");
    gives("“急什么？”他说，“往后不等船了。", "“急什么？”他说，“往后不等船了。”");
    stays("“急什么？”他说，“往后不等船了。\n“桥也修好了。”");
    stays("“急什么？”他说，“往后不等船了");
    stays("“急什么？”他看见“渡口的牌子还在。\n他笑了。");
    stays("船工收了橹。“急什么，人们常听他说，“往后不等船了。”");
    stays("有“左”的倾向。\n由于“左翼作家的影响，“右”的也有。");
    gives("他说：“私房钱有四百元。\n他笑了。", "他说：“私房钱有四百元。”\n他笑了。");
    stays("他说：“私房钱有四百元。\n“真不少。");
    stays("他说：“私房钱有四百元。他笑了。");
    stays("他说：“私房钱有四百元\n他笑了。");
    gives("我点头。“桥修了三年。她说，往后不等船了。", "我点头。“桥修了三年。”她说，往后不等船了。");
    gives("他问：“桥稳不稳？老船工林小明说。", "他问：“桥稳不稳？”老船工林小明说。");
    stays("我点头。“桥修了三年。有人说，往后不等船了，");
    stays("我点头。“桥修了三年。她说，往后不等船了。\n“真不少。");
    stays("我点头。“桥修了三年。这是传说。");
    stays("他拿出“私房钱”。\n“私房钱有四百元。\n“真不少。”");
    stays("他拿出“私房钱”。\n私房钱”和“零花钱，都在这里。");
    stays("他说：“来了。”她说：“坐吧。”");
    stays("他拿出“私房钱”，又拿出“\n私房钱”四百元。\n这是“私房钱”");
    stays("老人说：“我等这座桥，等了四十年。\n他说：如今真的好了，走起来方便。”\n“好”“好");
    stays("他说：来了。她说：坐吧。”");
    stays("记者林小明报道：他修了四十年桥，”人们说");
    stays("路径“usr”和“usr下的文件");
    stays("这笔私房钱”有四百元。");
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
    tcase_add_test(t, two_marks);
    tcase_add_test(t, ones);
    tcase_add_test(t, points);
    tcase_add_test(t, suggested_stop);
    tcase_add_test(t, colons);
    tcase_add_test(t, datelines);
    tcase_add_test(t, captions);
    tcase_add_test(t, lists);
    tcase_add_test(t, quotes);
    tcase_add_loop_test(t, random_pages, 0, 4);
    return tests_run(s);
}
