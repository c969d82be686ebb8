/* Joining lines, the stage as a whole: pages as columns of lines, through the public interface. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "main.h"
#include "ocrmend.h"
#include "stage/stage.h"
#include "text/buf.h"
#include "text/utf8.h"

/* --- running ------------------------------------------------------------------------------------------------------ */

static int take(void *user, const void *bytes, size_t n)
{
    om_buf_add(user, bytes, n);
    return 0;
}

/* Clean with stage join alone; feed in parts of `part` bytes. */
static void clean(om_buf *out, const void *text, size_t len, bool keep_lines, size_t part)
{
    ocrmend_options options;
    ocrmend *run;

    ck_assert_int_eq(ocrmend_profile(&options, "news"), OCRMEND_OK);
    options.from = "UTF-8";
    options.stages = "join";
    options.keep_lines = keep_lines;
    out->len = 0;
    run = ocrmend_new(&options, (ocrmend_sink){take, out}, NULL);
    ck_assert_ptr_nonnull(run);
    for (size_t at = 0; at < len; at += part)
        ck_assert_int_eq(ocrmend_feed(run, (const uint8_t *)text + at, len - at < part ? len - at : part), OCRMEND_OK);
    ck_assert_int_eq(ocrmend_finish(run), OCRMEND_OK);
    ck_assert(!out->failed);
    ocrmend_free(run);
}

static void expect_bytes(const om_buf *got, const void *want, size_t len)
{
    size_t same = 0;

    while (same < got->len && same < len && got->data[same] == ((const uint8_t *)want)[same])
        same++;
    ck_assert_msg(same == got->len && same == len, "%zu bytes, not %zu; from %zu: '%.*s', not '%.*s'", got->len, len,
                  same, (int)(got->len - same < 120 ? got->len - same : 120), (const char *)got->data + same,
                  (int)(len - same < 120 ? len - same : 120), (const char *)want + same);
}

/* The text becomes `after`, and that stays as it is. */
static void expect(const char *before, const char *after)
{
    om_buf out = {0};

    clean(&out, before, strlen(before), false, strlen(before) + 1);
    expect_bytes(&out, after, strlen(after));
    clean(&out, after, strlen(after), false, strlen(after) + 1);
    expect_bytes(&out, after, strlen(after));
    om_buf_free(&out);
}

/* --- setting type ------------------------------------------------------------------------------------------------- */

static void add(om_buf *to, const char *text)
{
    om_buf_add(to, text, strlen(text));
}

/* Set full-width text in lines of em em, the first of them shorter by `dropped` and after `indent`; a mark that may not
 * begin a line hangs at the end of the line above. */
static void set(om_buf *to, const char *text, unsigned em, unsigned dropped, const char *indent)
{
    unsigned room = em - dropped;

    add(to, indent);
    while (*text) {
        unsigned n = om_utf8_len((uint8_t)*text);
        bool hangs = strstr("。，、！？：；”）》", (char[5]){text[0], text[1], text[2], 0}) != NULL;

        if (room == 0 && !hangs) {
            add(to, "\n");
            room = em;
        }
        om_buf_add(to, text, n);
        room -= room > 0;
        text += n;
    }
    add(to, "\n");
}

static const char *const story[] = {
    "本报讯昨天清晨六点，云溪渡口的两排新灯一起亮了起来，对岸赶早集的人们第一次不用打着手电筒过江。守了渡口三十多年的老"
    "船工说，从前起雾的日子，他只能靠听水声来认方向。",
    "这批路灯由镇里筹钱安装，白天靠太阳能板充电，夜里能够一直照到天亮。施工队利用枯水季节把灯杆立在石阶两侧，前后只用了不"
    "到三个星期的时间。",
    "渡口旁边还搭起了一座候船的小亭子，里面摆着长椅和开水桶。来往的乡亲可以坐下来歇歇脚，等船的孩子们也有了一个写作业的地"
    "方。",
    "下一步，镇里准备把通往渡口的土路铺成石板路，再在路口立一块指路牌。等到明年开春，外地来的游客沿着江边走，就能够顺着灯"
    "光一路找到渡口。",
};

enum { PARAGRAPHS = sizeof story / sizeof *story };

/* The story in a column of em em; `gap` between its paragraphs. */
static void set_story(om_buf *to, unsigned em, unsigned dropped, const char *indent, const char *gap)
{
    for (int i = 0; i < PARAGRAPHS; i++) {
        if (i)
            add(to, gap);
        set(to, story[i], em, dropped, indent);
    }
}

static void joined_story(om_buf *to)
{
    for (int i = 0; i < PARAGRAPHS; i++) {
        add(to, story[i]);
        add(to, "\n");
    }
}

/* --- pages -------------------------------------------------------------------------------------------------------- */

static const struct {
    unsigned em, dropped;
    const char *indent, *gap;
} layouts[] = {
    {16, 2, "", ""},                    /* indents dropped by the extractor */
    {16, 2, "\u3000\u3000", ""},        /* indents as they were set */
    {16, 2, "    ", ""},
    {16, 2, "\u3000\u3000", "\n"},
    {16, 2, "", "\n"},
    {16, 2, "", "\n\n\n"},
    {16, 0, "", "\n"},                  /* blank lines for indents */
    {20, 2, "", ""},
    {12, 2, "", ""},
    {25, 2, "", ""},
    {16, 2, "\u3000\u3000", "\f"},      /* each on a page of its own */
};

START_TEST(stories)
{
    om_buf page = {0}, want = {0};

    set_story(&page, layouts[_i].em, layouts[_i].dropped, layouts[_i].indent, layouts[_i].gap);
    joined_story(&want);
    om_buf_add(&page, "", 1);
    om_buf_add(&want, "", 1);
    expect((const char *)page.data, (const char *)want.data);
    om_buf_free(&page);
    om_buf_free(&want);
}
END_TEST

static const struct {
    const char *before, *after;
} pages[] = {
    {"", ""},
    {"\n\n", ""},
    {"渡口", "渡口\n"},
    {"渡口\n", "渡口\n"},
    {"\u3000\u3000渡口\n\n", "渡口\n"},
    /* a blank line before an opening quote, in mid-sentence */
    {"镇里去年冬天就提出了要让\n沿江八个村子的老人和孩子\n都能走上平路坐上新船过上\n\n“出门有路走、过江有灯照”\n"
     "的好日子，如今第一批工程\n已经完成。\n",
     "镇里去年冬天就提出了要让沿江八个村子的老人和孩子都能走上平路坐上新船过上“出门有路走、过江有灯照”的好日子，"
     "如今第一批工程已经完成。\n"},
    /* a headline in clauses after its story */
    {"渡口旁边搭起了一座候船的\n亭子，里面摆着长椅和开水\n桶，来往乡亲可以坐下来歇\n脚，等船的孩子们也有了写\n作业的地方。\n"
     "渡口亮起两排新灯 乡亲过江不再摸黑\n",
     "渡口旁边搭起了一座候船的亭子，里面摆着长椅和开水桶，来往乡亲可以坐下来歇脚，等船的孩子们也有了写作业的地方。\n"
     "渡口亮起两排新灯 乡亲过江不再摸黑\n"},
    /* a dateline, a credit and a byline that go on over blank lines */
    {"渡口旁边搭起了一座候船\n的亭子，里面摆着长椅和\n开水桶，来往乡亲可以坐\n下来歇脚。\n\n"
     "据新华社云溪镇3月\n\n5日电（记者舟小渡）\n\n今天，渡口两岸的新灯都\n亮了，来往的乡亲们再也\n不用摸黑过江，学生上学\n"
     "也方便了许多。（据\n\n新华社电）\n",
     "渡口旁边搭起了一座候船的亭子，里面摆着长椅和开水桶，来往乡亲可以坐下来歇脚。\n"
     "据新华社云溪镇3月5日电（记者舟小渡）今天，渡口两岸的新灯都亮了，来往的乡亲们再也不用摸黑过江，学生上学也方便了许多。"
     "（据新华社电）\n"},
    {"渡口旁边搭起了一座候船\n的亭子，里面摆着长椅和\n开水桶，来往乡亲可以坐\n下来歇脚。\n\n"
     "图为乡亲们在新亭子里\n等船过江。本报\n\n记者舟小渡 摄\n\n渡口亮灯了\n□ 本报记者\n\n舟小渡\n\n"
     "今天，渡口两岸的新灯都\n亮了，来往的乡亲们再也\n不用摸黑过江，学生上学\n也方便了许多。\n",
     "渡口旁边搭起了一座候船的亭子，里面摆着长椅和开水桶，来往乡亲可以坐下来歇脚。\n"
     "图为乡亲们在新亭子里等船过江。本报记者舟小渡 摄\n渡口亮灯了\n□ 本报记者舟小渡\n"
     "今天，渡口两岸的新灯都亮了，来往的乡亲们再也不用摸黑过江，学生上学也方便了许多。\n"},
    /* a dateline cut in its date, a reporter announced, a picture whose credit is cut */
    {"渡口亮灯了\n新华社云溪镇12\n月5日电（记者舟小渡）今天\n，渡口两岸的新灯都亮了，\n来往的乡亲们再也不用摸黑\n过江。\n"
     "渡口亮灯了\n本报记者舟小渡报道：\n“今天的灯亮了，我一夜没\n睡，过江来看了三回，孩子\n们也都来了。”船公说。\n"
     "渡口亮灯了\n记者 舟小渡 文/\n图\n",
     "渡口亮灯了\n新华社云溪镇12月5日电（记者舟小渡）今天，渡口两岸的新灯都亮了，来往的乡亲们再也不用摸黑过江。\n"
     "渡口亮灯了\n本报记者舟小渡报道：“今天的灯亮了，我一夜没睡，过江来看了三回，孩子们也都来了。”船公说。\n"
     "渡口亮灯了\n记者 舟小渡 文/图\n"},
    /* names alone under a headline */
    {"江边的春天\n林小舟\n春天总是先到江边的。雪还\n没有化尽，岸上的柳条已经\n软了，远远看去像是蒙了一\n层淡淡的烟，走近了却什么\n也看不见。\n"
     "母亲的灯\n吴 越\n母亲的房里有一盏旧台灯，\n灯罩是绿色的，边上磕掉了\n一小块，亮起来却一点也不\n碍事。\n",
     "江边的春天\n林小舟\n春天总是先到江边的。雪还没有化尽，岸上的柳条已经软了，远远看去像是蒙了一层淡淡的烟，走近了却什么也看不见。\n"
     "母亲的灯\n吴 越\n母亲的房里有一盏旧台灯，灯罩是绿色的，边上磕掉了一小块，亮起来却一点也不碍事。\n"},
    /* list items */
    {"镇里准备在年内办好沿江的\n三件事，请乡亲们多提意见\n，办得好不好由大家说了算\n。\n"
     "一、修好渡口的石阶和亭子\n。\n二、把土路铺成石板路，再\n立一块指路牌。\n三、给渡船换上新发动机。\n",
     "镇里准备在年内办好沿江的三件事，请乡亲们多提意见，办得好不好由大家说了算。\n"
     "一、修好渡口的石阶和亭子。\n二、把土路铺成石板路，再立一块指路牌。\n三、给渡船换上新发动机。\n"},
    /* a line end inside brackets, in a line that lost its end; no item */
    {"渡口建设公告\n一、项目名称：东岸渡口的\n石阶和候船亭修建工程，共两期\n，今年先做一期。\n"
     "二、建设规模：石阶一百二\n十级，每级宽三米，高十五厘米\n，做法照《乡镇渡口的石阶修\n建标准》（CJ18918一\n"
     "2031）一级做，用本地\n青石。\n三、投标的人：有修过三座\n以上渡口的经验，资料要真实完\n整，过期不收。\n",
     "渡口建设公告\n一、项目名称：东岸渡口的石阶和候船亭修建工程，共两期，今年先做一期。\n"
     "二、建设规模：石阶一百二十级，每级宽三米，高十五厘米，做法照《乡镇渡口的石阶修建标准》（CJ18918一2031）一"
     "级做，用本地青石。\n三、投标的人：有修过三座以上渡口的经验，资料要真实完整，过期不收。\n"},
    /* letters, short news */
    {"乡亲来信\n问：东岸渡口的石阶什么时候能修好？\n编辑同志，我家住在东岸，每天都要坐船过江去上班，石阶上长了青\n"
     "苔，下雨天走着滑，老人和孩子都摔过跤，大家盼着早一点修好它呢\n，请问有没有日子。\n答：下个月\n"
     "来信收到了。镇里说石阶的修缮已经排进了今年的工程，料也备好了\n"
     "，等江水退下去就动工，前后要用二十天，这段时间渡船改靠西边的\n码头，请乡亲们多走几步路。\n"
     "【公交】自四月起，渡口的公交车改为每二十分钟一班，头班车早上\n五点半开，末班车晚上九点半开，票价不变。\n"
     "【供水】东岸二村的自来水管今晚检修。\n",
     "乡亲来信\n问：东岸渡口的石阶什么时候能修好？\n"
     "编辑同志，我家住在东岸，每天都要坐船过江去上班，石阶上长了青苔，下雨天走着滑，老人和孩子都摔过跤，大家盼"
     "着早一点修好它呢，请问有没有日子。\n答：下个月\n"
     "来信收到了。镇里说石阶的修缮已经排进了今年的工程，料也备好了，等江水退下去就动工，前后要用二十天，这段时"
     "间渡船改靠西边的码头，请乡亲们多走几步路。\n"
     "【公交】自四月起，渡口的公交车改为每二十分钟一班，头班车早上五点半开，末班车晚上九点半开，票价不变。\n"
     "【供水】东岸二村的自来水管今晚检修。\n"},
    /* a headline of one line, whose type is as wide as that of the text */
    {"东岸渡口的新灯前天夜里亮了\n船公老谢今年七十一岁了，论起点灯，他在东岸的渡口点了三十\n"
     "多年，点过的灯有几万盏，从前的灯是用油的，风一吹就灭，雨一\n"
     "下也灭，来坐船的人要自己提着马灯走，现在的灯是用电的，他就\n"
     "在灯下搭起一座草棚，烧水给来往的人喝，人们都叫他灯爷爷。\n",
     "东岸渡口的新灯前天夜里亮了\n"
     "船公老谢今年七十一岁了，论起点灯，他在东岸的渡口点了三十多年，点过的灯有几万盏，从前的灯是用油的，风一吹"
     "就灭，雨一下也灭，来坐船的人要自己提着马灯走，现在的灯是用电的，他就在灯下搭起一座草棚，烧水给来往的人喝"
     "，人们都叫他灯爷爷。\n"},
    /* the first line of a paragraph, narrower for its dateline */
    {"两岸渡口三比一\n夜航开进第九年\n本报东岸12月9日电两岸渡口夜航赛四分之一决\n"
     "赛第三回合今晚在东岸的码头上结束，东岸的船公们用一\n个小时把三船石料运过了江，比分是3比1，\n"
     "领先西岸的船公们，赢得了下一回合的比赛。\n第一程东岸的船公出发晚了，在江心被人赶上，落\n"
     "后有半个船身，到了西岸装石料的时候又慢了。\n",
     "两岸渡口三比一夜航开进第九年\n"
     "本报东岸12月9日电两岸渡口夜航赛四分之一决赛第三回合今晚在东岸的码头上结束，东岸的船公们用一个小时把三船石"
     "料运过了江，比分是3比1，领先西岸的船公们，赢得了下一回合的比赛。第一程东岸的船公出发晚了，在江心被人赶上"
     "，落后有半个船身，到了西岸装石料的时候又慢了。\n"},
    /* table rows and page numbers between the lines */
    {"东岸  12  30\n西岸  14  28\n南岸  15  26\n", "东岸  12  30\n西岸  14  28\n南岸  15  26\n"},
    /* words, Hangul */
    {"The lamps at the ferry were lit\nlast night for the first time,\nand people from both banks of\nthe river "
     "came to see them.\n",
     "The lamps at the ferry were lit last night for the first time, and people from both banks of the river came to "
     "see them.\n"},
};

START_TEST(small_pages)
{
    expect(pages[_i].before, pages[_i].after);
}
END_TEST

START_TEST(a_caption_in_a_narrow_column)
{
    static const char caption[] = "图为渡口新装的路灯照亮了石阶和亭子。舟小渡摄";
    om_buf page = {0}, want = {0};

    set_story(&page, 24, 2, "", "");
    set(&page, caption, 10, 0, "");
    om_buf_add(&page, "", 1);
    joined_story(&want);
    add(&want, caption);
    om_buf_add(&want, "\n", 2);
    expect((const char *)page.data, (const char *)want.data);
    om_buf_free(&page);
    om_buf_free(&want);
}
END_TEST

START_TEST(a_sentence_across_pages)
{
    om_buf page = {0}, want = {0};
    char *middle;

    set(&page, story[0], 16, 2, "");
    middle = memchr(page.data + 48, '\n', page.len - 48); /* between two full lines */
    ck_assert_ptr_nonnull(middle);
    *middle = '\f';
    om_buf_add(&page, "", 1);
    add(&want, story[0]);
    om_buf_add(&want, "\n", 2);
    expect((const char *)page.data, (const char *)want.data);
    om_buf_free(&page);
    om_buf_free(&want);
}
END_TEST

START_TEST(kept_lines_stay)
{
    om_buf page = {0}, out = {0};

    add(&page, "\n\n");
    set_story(&page, 16, 2, "\u3000\u3000", "\n\f\n");
    add(&page, "the neigh-\nbour\n\n");
    clean(&out, page.data, page.len, true, page.len);
    expect_bytes(&out, page.data, page.len);
    om_buf_free(&page);
    om_buf_free(&out);
}
END_TEST

/* --- blocks ------------------------------------------------------------------------------------------------------- */

/* What the stage makes of two blocks, the first of which begins with lines that show it the column. */
static void expect_blocks(const char *first, const char *second, bool inside, const char *after)
{
    om_buf blocks[2] = {0}, want = {0}, got = {0};
    ocrmend_options options;
    ocrmend_error error = {0};
    void *state;

    set(&blocks[0], story[0], 12, 2, "");
    add(&blocks[0], first);
    add(&blocks[1], second);
    add(&want, story[0]);
    add(&want, "\n");
    add(&want, after);
    ck_assert_int_eq(ocrmend_profile(&options, "web"), OCRMEND_OK); /* a space between Han and digits */
    ck_assert_int_eq(om_stage_join.init(&options, &state, &error), OCRMEND_OK);
    for (int i = 0; i < 2; i++) {
        om_block block = {.data = blocks[i].data, .len = blocks[i].len, .first = i == 0, .last = i == 1,
                          .cut_inside = i == 0 && inside};
        om_out out = {0};
        const uint8_t *text;
        size_t len;

        om_out_begin(&out, block.data, block.len);
        ck_assert_int_eq(om_stage_join.run(state, &block, &out, &error), OCRMEND_OK);
        ck_assert(om_out_end(&out));
        text = om_out_text(&out, &len);
        om_buf_add(&got, text, len);
        om_out_free(&out);
        om_buf_free(&blocks[i]);
    }
    om_stage_join.end(state);
    expect_bytes(&got, want.data, want.len);
    om_buf_free(&got);
    om_buf_free(&want);
}

START_TEST(block_borders)
{
    /* before a line end, inside a paragraph and between two */
    expect_blocks("老船工记得这条江上最多的\n时候一天要摆渡八百多位乡", "\n亲，如今只有两百多位，可\n是船照开。\n", false,
                  "老船工记得这条江上最多的时候一天要摆渡八百多位乡亲，如今只有两百多位，可是船照开。\n");
    expect_blocks("老船工记得这条江上最多的\n时候一天要摆渡乡亲一共18", "\n00人，如今只有两百多位，\n可是船照开。\n", false,
                  "老船工记得这条江上最多的时候一天要摆渡乡亲一共1800人，如今只有两百多位，可是船照开。\n");
    expect_blocks("老船工记得这条江上最多的\n时候一天要摆渡乡亲一共有", "\n800人，如今只有两百多位，\n可是船照开。\n", false,
                  "老船工记得这条江上最多的时候一天要摆渡乡亲一共有 800人，如今只有两百多位，可是船照开。\n");
    expect_blocks("老船工记得这条江上的事。", "\n\n\n\u3000\u3000如今摆渡的人已经少多\n了，可是船照开。\n", false,
                  "老船工记得这条江上的事。\n如今摆渡的人已经少多了，可是船照开。\n");
    expect_blocks("老船工记得这条江上最多的\n时候一天要摆渡八百多位乡", "\f亲，如今只有两百多位，可\n是船照开。\n", false,
                  "老船工记得这条江上最多的时候一天要摆渡八百多位乡亲，如今只有两百多位，可是船照开。\n");
    /* a page begins with its number */
    expect_blocks("老船工记得这条江上的事。", "\f— 17 —\n如今摆渡的人已经少多了，\n可是船照开。\n", false,
                  "老船工记得这条江上的事。\n— 17 —\n如今摆渡的人已经少多了，可是船照开。\n");
    /* inside a line */
    expect_blocks("老船工记得这条江上最多的\n时候一天要摆", "渡八百多位乡\n亲，如今只有两百多位，可\n是船照开。\n", true,
                  "老船工记得这条江上最多的时候一天要摆渡八百多位乡亲，如今只有两百多位，可是船照开。\n");
    expect_blocks("老船工记得这", "条江上的事。\n", true, "老船工记得这条江上的事。\n");
    expect_blocks("老船工记得这条江上最多的\n时候一天要摆渡乡亲一共有", "800人，\n如今只有两百多位，可是船照\n开。\n", true,
                  "老船工记得这条江上最多的时候一天要摆渡乡亲一共有800人，如今只有两百多位，可是船照开。\n");
    expect_blocks("老船工读到了", "新华社昨天的电讯。\n", true, "老船工读到了新华社昨天的电讯。\n");
    expect_blocks("老船工记得这条江。", "", false, "老船工记得这条江。");
    expect_blocks("老船工记得这条江。", "\n\n \n\f", false, "老船工记得这条江。\n");
}
END_TEST

/* A mebibyte of the same story: wherever it is cut into blocks, each comes out as the one alone. */
START_TEST(stories_across_blocks)
{
    om_buf one = {0}, column = {0}, want = {0}, out = {0};

    set_story(&one, layouts[_i].em, layouts[_i].dropped, layouts[_i].indent, layouts[_i].gap);
    clean(&out, one.data, one.len, false, one.len);
    while (column.len < 1 << 20) {
        if (column.len)
            add(&column, layouts[_i].gap);
        om_buf_add(&column, one.data, one.len);
        om_buf_add(&want, out.data, out.len);
    }
    clean(&out, column.data, column.len, false, 65537);
    expect_bytes(&out, want.data, want.len);
    om_buf_free(&one);
    om_buf_free(&column);
    om_buf_free(&want);
    om_buf_free(&out);
}
END_TEST

/* A line longer than a block, between two stories: it stays one line, and they are joined as ever. */
START_TEST(a_line_longer_than_a_block)
{
    static const size_t sizes[] = {256 * 1024 - 1000, 256 * 1024, 300 * 1000, 700 * 1000};

    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        om_buf page = {0}, want = {0}, out = {0};
        size_t from;

        set_story(&page, 16, 2, "\u3000\u3000", "");
        from = page.len;
        while (page.len - from < sizes[i])
            add(&page, story[1]);
        add(&page, "\n");
        joined_story(&want);
        om_buf_add(&want, page.data + from, page.len - from);
        set_story(&page, 16, 2, "\u3000\u3000", "");
        joined_story(&want);
        clean(&out, page.data, page.len, false, 100003);
        expect_bytes(&out, want.data, want.len);
        om_buf_free(&page);
        om_buf_free(&want);
        om_buf_free(&out);
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("join");
    TCase *tests = tests_case(suite, "join", 120);

    tcase_add_loop_test(tests, stories, 0, sizeof layouts / sizeof *layouts);
    tcase_add_loop_test(tests, small_pages, 0, sizeof pages / sizeof *pages);
    tcase_add_test(tests, a_caption_in_a_narrow_column);
    tcase_add_test(tests, a_sentence_across_pages);
    tcase_add_test(tests, kept_lines_stay);
    tcase_add_test(tests, block_borders);
    tcase_add_loop_test(tests, stories_across_blocks, 0, sizeof layouts / sizeof *layouts);
    tcase_add_test(tests, a_line_longer_than_a_block);
    return tests_run(suite);
}
