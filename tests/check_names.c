/* Stage names: misread names that are put right, and, above all, what must be left alone.  All names are invented, but
 * for those of well-known places. */
#include "log_run.h"

#include <stdio.h>

#include "main.h"
#include "text/utf8.h"

static const char persons[] = "name\ttype\n陈石桥\tperson\n秦若谷\tperson\n林小渝\tperson\n卡里姆·托巴\tperson\n鲍尔绍夫斯基\tperson\n"
                              "李焱\tperson\n云溪县人民政府\torg\n柳河镇\tplace\n赵镕闸\tperson\n";
static const char places[] = "name\tshort\tlevel\tcode\tparent\n"
                             "福建省\t福建\tprovince\t35\t\n漳州市\t漳州\tcity\t3506\t35\n天峨县\t天峨\tcounty\t451222\t4512\n"
                             "天峻县\t天峻\tcounty\t632823\t6328\n广州市\t广州\tcity\t4401\t44\n合作市\t合作\tcity\t623001\t6230\n"
                             "石狮市\t石狮\tcity\t350581\t3505\n晋江市\t晋江\tcounty\t350582\t3505\n";

/* What became of a text. */
typedef struct {
    char text[2000];
    int changed, suggested;  /* by stage names */
    char why[600];           /* of the last of these */
    double confidence;
} outcome;

static int see(void *user, const ocrmend_edit *edit)
{
    outcome *o = user;

    if (strcmp(edit->rule->stage, "names") != 0)
        return 0;
    o->changed += edit->outcome == OCRMEND_CHANGED;
    o->suggested += edit->outcome == OCRMEND_SUGGESTED;
    o->confidence = edit->confidence;
    ck_assert_ptr_nonnull(edit->why);
    snprintf(o->why, sizeof o->why, "%.*s", (int)edit->why_len, edit->why);
    return 0;
}

static ocrmend_dict *dictionary(const char *source)
{
    ocrmend_dict_builder *builder = ocrmend_dict_builder_new(NULL, NULL);
    ocrmend_dict *dict;

    ck_assert_int_eq(ocrmend_dict_add(builder, "source", NULL, source, strlen(source), NULL), OCRMEND_OK);
    dict = ocrmend_dict_compile(builder, NULL);
    ck_assert_ptr_nonnull(dict);
    ocrmend_dict_builder_free(builder);
    return dict;
}

static ocrmend_batch *batch; /* of the next run; NULL: it is on its own */

/* Clean a text or document with the dictionaries of two sources; undoing must give it back. */
static outcome run_with(const char *first, const char *second, const char *raw, ocrmend_level level)
{
    ocrmend_dict *dicts[] = {dictionary(first), dictionary(second)};
    ocrmend_options options;
    om_buf clean = {0}, log = {0}, back = {0};
    outcome o = {.changed = 0};
    ocrmend_error error;
    ocrmend *run;

    ocrmend_profile(&options, NULL);
    options.dicts = dicts;
    options.n_dicts = 2;
    options.level = level;
    options.to = OCRMEND_TO_TEXT;
    options.batch = batch;
    run = ocrmend_new(&options, (ocrmend_sink){memory_write, &clean}, NULL);
    ck_assert_ptr_nonnull(run);
    ocrmend_log(run, (ocrmend_sink){memory_write, &log}, NULL);
    ocrmend_watch(run, see, &o);
    ck_assert_int_eq(ocrmend_feed(run, raw, strlen(raw)), OCRMEND_OK);
    ck_assert_int_eq(ocrmend_finish(run), OCRMEND_OK);
    ocrmend_free(run);
    ck_assert_int_eq(run_revert(&clean, &log, 3, &back, &error), OCRMEND_OK);
    ck_assert(back.len == strlen(raw) && memcmp(back.data, raw, back.len) == 0);
    snprintf(o.text, sizeof o.text, "%.*s", (int)clean.len, (const char *)clean.data);
    o.text[strcspn(o.text, "\n")] = '\0';
    om_buf_free(&clean);
    om_buf_free(&log);
    om_buf_free(&back);
    ocrmend_dict_close(dicts[0]);
    ocrmend_dict_close(dicts[1]);
    return o;
}

/* A page as an engine tells it: characters in { } it is not sure of. */
static const char *page(const char *text)
{
    static char out[20000];
    int n = snprintf(out, sizeof out, "<html><body><div class='ocr_page'>"
                                      "<span class='ocr_line' title='bbox 0 0 4000 40'>");
    int left = 0, sure = 96;

    for (const char *p = text; *p; p += om_utf8_len((uint8_t)*p)) {
        if (*p == '{' || *p == '}') {
            sure = *p == '{' ? 10 : 96;
            continue;
        }
        n += snprintf(out + n, sizeof out - (size_t)n,
                      "<span class='ocrx_word' title='bbox %d 0 %d 40; x_wconf %d'>%.*s</span>",
                      left, left + 40, sure, (int)om_utf8_len((uint8_t)*p), p);
        left += 40;
    }
    snprintf(out + n, sizeof out - (size_t)n, "</span></div></body></html>\n");
    return out;
}

static void gives(const char *raw, const char *wanted)
{
    outcome o = run_with(persons, places, raw, OCRMEND_LEVEL_NORMAL);

    ck_assert_msg(strcmp(o.text, wanted) == 0, "'%s', not '%s' (%s)", o.text, wanted, o.why);
}

static void page_gives(const char *text, const char *wanted)
{
    gives(page(text), wanted);
}

START_TEST(persons_put_right)
{
    page_gives("县长陈石{侨}昨天到渔村调研。", "县长陈石桥昨天到渔村调研。");
    page_gives("民政局副局长{泰}若谷说，改造已经完成。", "民政局副局长秦若谷说，改造已经完成。");
    page_gives("本报讯（记者林{水}渝）昨天大会开幕。", "本报讯（记者林小渝）昨天大会开幕。");
    /* looks alike: the text alone will do */
    gives("县长陈石侨昨天到渔村调研。", "县长陈石桥昨天到渔村调研。");
    /* across what was a line end */
    gives("昨天上午，县长陈石\n侨到渔村调研，看望了\n大家。", "昨天上午，县长陈石桥到渔村调研，看望了大家。");
}
END_TEST

/* A person of whom nobody told us is no misreading. */
START_TEST(other_persons)
{
    page_gives("县长陈石海昨天到渔村调研。", "县长陈石海昨天到渔村调研。");
    gives("记者王若谷报道", "记者王若谷报道");
    gives("林小明、林小红和林小军", "林小明、林小红和林小军");
    gives("陈石匠昨天到渔村调研。", "陈石匠昨天到渔村调研。");
    /* the same given names, and a surname that nobody takes for the other */
    page_gives("民政局副局长{马}若谷昨天到渔村调研。", "民政局副局长马若谷昨天到渔村调研。");
}
END_TEST

/* A text in which nobody of the list stands as he should speaks of others, unless the name is long or looks alike. */
START_TEST(strangers)
{
    page_gives("县长{康}若谷昨天到渔村调研。", "县长康若谷昨天到渔村调研。");
    page_gives("县长{泰}若谷昨天到渔村调研。", "县长秦若谷昨天到渔村调研。");
    page_gives("县长{康}若谷和林小渝昨天到渔村调研。", "县长秦若谷和林小渝昨天到渔村调研。");
    page_gives("专家鲍尔{沼}夫斯基昨天抵达。", "专家鲍尔绍夫斯基昨天抵达。");
}
END_TEST

/* One that is named again and again is not either, though it looks alike. */
START_TEST(repeated)
{
    const char *text = "张副县长和陈万侨一起调研。陈万侨说，渔村变了。随后，陈万侨看望了大家，陈万侨还说，渔村会更好。";
    outcome o = run_with("name\ttype\n陈万桥\tperson\n", places, text, OCRMEND_LEVEL_NORMAL);

    ck_assert_str_eq(o.text, text);
}
END_TEST

START_TEST(known_names)
{
    outcome o = run_with("name\ttype\n陈石桥\tperson\n陈石侨\tperson\n", places, page("县长陈石{侨}到渔村调研。"),
                         OCRMEND_LEVEL_BOLD);

    ck_assert_str_eq(o.text, "县长陈石侨到渔村调研。");
    ck_assert_int_eq(o.changed, 0);
    /* a part of a longer name that is known */
    o = run_with("name\ttype\n新云溪桥\tplace\n云溪村\tplace\n", places, page("在新云溪{桥}上"), OCRMEND_LEVEL_BOLD);
    ck_assert_str_eq(o.text, "在新云溪桥上");
}
END_TEST

START_TEST(places_put_right)
{
    page_gives("福建省漳{洲}市昨天下了大雨。", "福建省漳州市昨天下了大雨。");
    page_gives("工程在柳{问}镇开工，柳河镇的渔民都来了。", "工程在柳河镇开工，柳河镇的渔民都来了。");
    page_gives("云溪县人民{攻}府昨天公布了名单。", "云溪县人民政府昨天公布了名单。");
}
END_TEST

/* The stem is put right, never the suffix; and what fits several names is told, not written. */
START_TEST(stems_and_rivals)
{
    outcome o;

    page_gives("他们到广州{都}会去。", "他们到广州都会去。");
    page_gives("他们到广州{都}。", "他们到广州都。");
    o = run_with(persons, places, page("货车开往天{俄}县。"), OCRMEND_LEVEL_NORMAL);
    ck_assert_str_eq(o.text, "货车开往天俄县。");
    ck_assert_int_eq(o.changed, 0);
    ck_assert_int_eq(o.suggested, 1);
    ck_assert_ptr_nonnull(strstr(o.why, "next"));
}
END_TEST

/* A surname before a title is another person; a word in place of a suffix is no suffix. */
START_TEST(titles_and_suffixes)
{
    outcome o = run_with("name\ttype\n汪太太\tperson\n", places, page("汪太太来了，{沈}太太没有来。"), OCRMEND_LEVEL_BOLD);

    ck_assert_str_eq(o.text, "汪太太来了，沈太太没有来。");
    o = run_with("name\ttype\n云溪县\tplace\n云溪\tplace\n", places, page("云溪县在山里，云溪{的}茶很好。"), OCRMEND_LEVEL_BOLD);
    ck_assert_str_eq(o.text, "云溪县在山里，云溪的茶很好。");
    /* the office of a person whose name follows */
    o = run_with("name\ttype\n中国驻海角大使馆\torg\n", places, page("中国驻海角大使馆昨天开放。中国驻海角大使{李}小红说。"),
                 OCRMEND_LEVEL_NORMAL);
    ck_assert_str_eq(o.text, "中国驻海角大使馆昨天开放。中国驻海角大使李小红说。");
}
END_TEST

/* The short forms of towns are any two characters: they are nobody's misreading. */
START_TEST(short_towns)
{
    static const char towns[] = "name\tshort\tlevel\tcode\tparent\n阳光镇\t阳光\ttown\t350581101\t350581\n"
                                "石狮市\t石狮\tcity\t350581\t3505\n";
    outcome o = run_with(persons, towns, page("早晨的阳光照着，{晓}光照着。石狮不远，石{狐}不远。"), OCRMEND_LEVEL_NORMAL);

    ck_assert_str_eq(o.text, "早晨的阳光照着，晓光照着。石狮不远，石狮不远。");
}
END_TEST

/* Where the engine says nothing, or has no doubt, a place of a table must look alike. */
START_TEST(undoubted)
{
    gives("货车开往石狐市。", "货车开往石狐市。");
    page_gives("货车开往石狐市。", "货车开往石狐市。");
}
END_TEST

/* Two characters: only with a title, the name elsewhere, or a place that belongs to it; never to an ordinary word. */
START_TEST(names_of_two)
{
    page_gives("李焱来了。大家欢迎李{淼}。", "李焱来了。大家欢迎李焱。");
    page_gives("今天的李{淼}很大。", "今天的李淼很大。");
    page_gives("我们的合作市不大。这里的合{仵}很多。", "我们的合作市不大。这里的合仵很多。");
}
END_TEST

/* The items of a list are of one kind, and no list names the same twice. */
START_TEST(lists)
{
    page_gives("出席的有陈石桥、李{火}、秦若谷等。", "出席的有陈石桥、李焱、秦若谷等。");
    page_gives("那里有树林、李{火}、石头等。", "那里有树林、李火、石头等。");
    page_gives("出席的有陈石桥、陈石{匠}、秦若谷等。", "出席的有陈石桥、陈石匠、秦若谷等。");
    /* parts of the same city */
    page_gives("调研组到了石狮市、{席}江市等地。", "调研组到了石狮市、晋江市等地。");
    page_gives("调研组到了广州市、{席}江市等地。", "调研组到了广州市、席江市等地。");
}
END_TEST

/* Between a news agency and a date stands a place. */
START_TEST(datelines)
{
    page_gives("新华社漳{洲}5月8日电（记者林小渝）", "新华社漳州5月8日电（记者林小渝）");
}
END_TEST

/* Of two that are like a misread name the one whose office is told. */
START_TEST(offices)
{
    static const char officials[] = "name\ttype\ttitle\torg\n陈石桥\tperson\t市长\t海角市政府\n陈万侨\tperson\t校长\t\n"
                                    "陈石林\tperson\t秘书\t渔业协会\n";
    const char *with = page("渔业协会的陈石{本}说，改造已经完成。"), *wanted = "渔业协会的陈石林说，改造已经完成。";
    outcome o = run_with(officials, places, with, OCRMEND_LEVEL_NORMAL);

    ck_assert_msg(strcmp(o.text, wanted) == 0, "%s (%s)", o.text, o.why);
    ck_assert_ptr_nonnull(strstr(o.why, "its office beside it"));
    o = run_with(officials, places, page("我们的陈石{本}说，改造已经完成。"), OCRMEND_LEVEL_NORMAL);
    ck_assert_str_eq(o.text, "我们的陈石本说，改造已经完成。");
}
END_TEST

/* A place that does not lie in the one named just before it. */
START_TEST(astray)
{
    page_gives("福建省天{峨}县昨天下了大雨。", "福建省天峨县昨天下了大雨。");
    page_gives("福建省石{狐}市昨天下了大雨。", "福建省石狮市昨天下了大雨。");
}
END_TEST

/* A traditional page: names are found in either spelling, and written as the page is. */
START_TEST(traditional)
{
    static const char old[] = "name\ttype\n陳鐵橋\tperson\n";
    outcome o;

    page_gives("記者林小渝報導：縣長陳石{橘}昨天視察了漁村。", "記者林小渝報導：縣長陳石橋昨天視察了漁村。");
    page_gives("記者報導：福建省漳{洲}市昨天下了大雨，廣州市沒有。", "記者報導：福建省漳州市昨天下了大雨，廣州市沒有。");
    o = run_with(old, places, page("記者報導：縣長陳鐵{橘}昨天視察了漁村。"), OCRMEND_LEVEL_NORMAL);
    ck_assert_str_eq(o.text, "記者報導：縣長陳鐵橋昨天視察了漁村。");
    /* 后 may be 后 or 後 */
    o = run_with("name\ttype\n陈后山\tperson\n", places, page("記者報導：縣長陳{石}山昨天視察了漁村。"), OCRMEND_LEVEL_BOLD);
    ck_assert_str_eq(o.text, "記者報導：縣長陳石山昨天視察了漁村。");
    ck_assert_int_eq(o.suggested, 1);
}
END_TEST

/* A character read as its two halves. */
START_TEST(splits)
{
    static const char split[] = "name\ttype\n林好英\tperson\n新桥头村\tplace\n";
    outcome o = run_with(split, places, page("县长林{女子}英昨天到渔村调研。"), OCRMEND_LEVEL_NORMAL);

    ck_assert_str_eq(o.text, "县长林好英昨天到渔村调研。");
    o = run_with(split, places, "记者林女子英报道", OCRMEND_LEVEL_NORMAL);
    ck_assert_str_eq(o.text, "记者林好英报道");
    o = run_with(split, places, page("昨天，新桥头{木寸}的船开了。"), OCRMEND_LEVEL_NORMAL);
    ck_assert_str_eq(o.text, "昨天，新桥头村的船开了。");
    o = run_with(split, places, page("树林里的{女子}英勇得很。"), OCRMEND_LEVEL_BOLD);
    ck_assert_str_eq(o.text, "树林里的女子英勇得很。");
}
END_TEST

/* What stood in another text of the batch speaks for a name, not for a place that any table has. */
START_TEST(batches)
{
    const char *text = page("王{鼎}桥到渔村调研。");
    outcome alone = run_with("name\ttype\n王石桥\tperson\n", places, text, OCRMEND_LEVEL_BOLD), after;

    batch = ocrmend_batch_new();
    ck_assert_ptr_nonnull(batch);
    run_with("name\ttype\n王石桥\tperson\n", places, "王石桥和大家说了话。", OCRMEND_LEVEL_BOLD);
    after = run_with("name\ttype\n王石桥\tperson\n", places, text, OCRMEND_LEVEL_BOLD);
    ck_assert_ptr_null(strstr(alone.why, "in another text"));
    ck_assert_ptr_nonnull(strstr(after.why, "in another text"));
    ck_assert(after.confidence > alone.confidence);
    ocrmend_batch_free(batch);
    batch = NULL;
}
END_TEST

/* 大会 makes sense. */
START_TEST(words)
{
    outcome o = run_with("name\ttype\n人民大街\tplace\n", places, "人民大会昨天开幕", OCRMEND_LEVEL_BOLD);

    ck_assert_str_eq(o.text, "人民大会昨天开幕");
    ck_assert_int_eq(o.changed, 0);
}
END_TEST

START_TEST(transliterated)
{
    gives("总统卡里姆'托巴昨天抵达。", "总统卡里姆·托巴昨天抵达。");
    page_gives("总统卡里姆{，}托巴昨天抵达。", "总统卡里姆·托巴昨天抵达。");
    page_gives("总统卡里姆托巴昨天抵达。", "总统卡里姆·托巴昨天抵达。");
    page_gives("专家鲍尔{沼}夫斯基昨天抵达。", "专家鲍尔绍夫斯基昨天抵达。");
    /* too long by one, or too short */
    page_gives("专家鲍尔绍{上}夫斯基昨天抵达。", "专家鲍尔绍夫斯基昨天抵达。");
    page_gives("专家鲍尔夫斯基昨天抵达。", "专家鲍尔绍夫斯基昨天抵达。");
}
END_TEST

/* Two characters of a long name. */
START_TEST(two_characters)
{
    static const char orgs[] = "name\ttype\n云溪县人民政府\torg\n云溪县\tplace\n石狮市人民政府\torg\n";
    outcome o;

    page_gives("云{漠}县人民{攻}府昨天公布了名单。", "云溪县人民政府昨天公布了名单。");
    page_gives("总统卡里姆{，拖}巴昨天抵达。", "总统卡里姆·托巴昨天抵达。");
    page_gives("記者報導：雲{漠}縣人民{攻}府昨天公布了名單。", "記者報導：雲溪縣人民政府昨天公布了名單。");
    /* alike: the text alone will do */
    gives("云漠县人民攻府昨天公布了名单。", "云溪县人民政府昨天公布了名单。");
    gives("云海县人民医府昨天公布了名单。", "云海县人民医府昨天公布了名单。");
    /* of which one is in a shorter name as well */
    o = run_with(orgs, places, page("云{漠}县人民{攻}府昨天公布了名单。"), OCRMEND_LEVEL_NORMAL);
    ck_assert_str_eq(o.text, "云溪县人民政府昨天公布了名单。");
    ck_assert_int_eq(o.changed, 2);
    ck_assert_ptr_nonnull(strstr(o.why, "云漠县人民攻府: 云溪县人民政府 (org), cost 308"));
    ck_assert_ptr_nonnull(strstr(o.why, "engine 10 % and 10 %"));
    /* the engine is sure of one, which looks different; a known name */
    o = run_with(orgs, places, page("云{漠}县人民中府昨天公布了名单。"), OCRMEND_LEVEL_BOLD);
    ck_assert_str_eq(o.text, "云溪县人民中府昨天公布了名单。");
    o = run_with(orgs, places, page("{晋江}市人民政府昨天公布了名单。"), OCRMEND_LEVEL_BOLD);
    ck_assert_str_eq(o.text, "晋江市人民政府昨天公布了名单。");
    ck_assert_int_eq(o.suggested, 0);
}
END_TEST

/* What could be one of two names is told, all of it, or not at all. */
START_TEST(two_characters_and_rivals)
{
    static const char orgs[] = "name\ttype\n云溪县人民政府\torg\n云漫县人民政府\torg\n";
    outcome o = run_with(orgs, places, page("云{漠}县人民{攻}府昨天公布了名单。"), OCRMEND_LEVEL_NORMAL);

    ck_assert_str_eq(o.text, "云漠县人民攻府昨天公布了名单。");
    ck_assert_int_eq(o.changed, 0);
    ck_assert_int_eq(o.suggested, 1);
    ck_assert_ptr_nonnull(strstr(o.why, "next 云"));
}
END_TEST

/* A character that engines do not know is left out; one that they know is not. */
START_TEST(rare_characters)
{
    page_gives("县长赵闸昨天到渔村调研。", "县长赵镕闸昨天到渔村调研。");
    page_gives("县长秦谷昨天到渔村调研。", "县长秦谷昨天到渔村调研。");
}
END_TEST

/* A pause between two names stays a pause. */
START_TEST(pauses)
{
    outcome o = run_with("name\ttype\n渔村工作委员会海湾办公室\torg\n", places,
                         "渔村工作委员会、海湾办公室昨天开会。", OCRMEND_LEVEL_BOLD);

    ck_assert_str_eq(o.text, "渔村工作委员会、海湾办公室昨天开会。");
}
END_TEST

/* What one level tells another writes. */
START_TEST(by_level)
{
    const char *text = page("王{鼎}桥到渔村调研。");
    outcome safe = run_with("name\ttype\n王石桥\tperson\n", places, text, OCRMEND_LEVEL_SAFE);
    outcome bold = run_with("name\ttype\n王石桥\tperson\n", places, text, OCRMEND_LEVEL_BOLD);

    ck_assert_int_eq(safe.changed, 0);
    ck_assert_int_eq(bold.changed, 1);
    ck_assert_str_eq(bold.text, "王石桥到渔村调研。");
    ck_assert_ptr_nonnull(strstr(bold.why, "王鼎桥: 王石桥 (person)"));
    ck_assert_ptr_nonnull(strstr(bold.why, "engine 10 %"));
}
END_TEST

START_TEST(without_dictionary)
{
    ocrmend_options options;
    ocrmend_error error = {OCRMEND_OK};
    ocrmend_dict *dict = dictionary(persons), *many[OCRMEND_DICTS_MAX + 1];
    om_buf clean = {0};
    ocrmend *run;

    ocrmend_profile(&options, NULL);
    run = ocrmend_new(&options, (ocrmend_sink){memory_write, &clean}, NULL);
    ocrmend_feed(run, "县长陈石侨", strlen("县长陈石侨"));
    ck_assert_int_eq(ocrmend_finish(run), OCRMEND_OK);
    ck_assert(memcmp(clean.data, "县长陈石侨\n", clean.len) == 0);
    ocrmend_free(run);
    for (int i = 0; i <= OCRMEND_DICTS_MAX; i++)
        many[i] = dict;
    options.dicts = many;
    options.n_dicts = OCRMEND_DICTS_MAX + 1;
    ck_assert_ptr_null(ocrmend_new(&options, (ocrmend_sink){memory_write, &clean}, &error));
    ck_assert_int_eq(error.status, OCRMEND_USAGE);
    ocrmend_dict_close(dict);
    om_buf_free(&clean);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("names");
    TCase *tc = tests_case(suite, "names", 0);

    tcase_add_test(tc, persons_put_right);
    tcase_add_test(tc, other_persons);
    tcase_add_test(tc, strangers);
    tcase_add_test(tc, repeated);
    tcase_add_test(tc, known_names);
    tcase_add_test(tc, places_put_right);
    tcase_add_test(tc, stems_and_rivals);
    tcase_add_test(tc, titles_and_suffixes);
    tcase_add_test(tc, short_towns);
    tcase_add_test(tc, undoubted);
    tcase_add_test(tc, names_of_two);
    tcase_add_test(tc, lists);
    tcase_add_test(tc, datelines);
    tcase_add_test(tc, offices);
    tcase_add_test(tc, astray);
    tcase_add_test(tc, traditional);
    tcase_add_test(tc, splits);
    tcase_add_test(tc, batches);
    tcase_add_test(tc, words);
    tcase_add_test(tc, transliterated);
    tcase_add_test(tc, two_characters);
    tcase_add_test(tc, two_characters_and_rivals);
    tcase_add_test(tc, rare_characters);
    tcase_add_test(tc, pauses);
    tcase_add_test(tc, by_level);
    tcase_add_test(tc, without_dictionary);
    return tests_run(suite);
}
