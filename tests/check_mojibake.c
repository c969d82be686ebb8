/* Stage mojibake: what it repairs, what it leaves, and that nothing ordinary is touched. */
#include "main.h"
#include "stage_run.h"
#include "text/scan.h"
#include "text/vector.h"

static void mend(stage_result *r, const void *text, size_t len)
{
    stage_run(r, &om_stage_mojibake, "UTF-8", text, len, OCRMEND_INVALID_REPLACE);
    ck_assert_int_eq(r->status, OCRMEND_OK);
    stage_sound(r);
}

static void gives(const char *text, const char *wanted)
{
    stage_result r, again;

    mend(&r, text, strlen(text));
    ck_assert_msg(r.len == strlen(wanted) && memcmp(r.text, wanted, r.len) == 0, "%s gives %.*s, not %s", text,
                  (int)r.len, (const char *)r.text, wanted);
    mend(&again, r.text, r.len);
    ck_assert_uint_eq(again.out.edits.n, 0);
    stage_done(&again);
    stage_done(&r);
}

/* `text`, written as UTF-8 or in `written`, and read in the charset `read`. */
static void misread(om_buf *out, const char *text, const char *written, const char *read)
{
    om_buf raw = {0};
    stage_result r;

    ck_assert(om_charset_encode(om_charset_named(written), (const uint8_t *)text, strlen(text), &raw));
    stage_run(&r, &om_stage_decode, read, raw.data, raw.len, OCRMEND_INVALID_REPLACE);
    om_buf_add(out, r.text, r.len);
    stage_done(&r);
    om_buf_free(&raw);
}

static void comes_back(const char *text, const char *written, const char *read)
{
    om_buf wrong = {0};
    stage_result r;

    misread(&wrong, text, written, read);
    mend(&r, wrong.data, wrong.len);
    ck_assert_msg(r.len == strlen(text) && memcmp(r.text, text, r.len) == 0, "%s as %s: %.*s from %.*s", written, read,
                  (int)r.len, (const char *)r.text, (int)wrong.len, (const char *)wrong.data);
    stage_done(&r);
    om_buf_free(&wrong);
}

START_TEST(utf8_as_gbk)
{
    gives("浣犲ソ", "你好");
    gives("标题：浣犲ソ\n下一行", "标题：你好\n下一行");
    comes_back("市里召开春季造林工作会议", "UTF-8", "GB18030");
    gives("鍏遍€犳灄鑻ュ共浜", "共造林若干浜"); /* 0x80 as windows-936 has it */
    comes_back("据了解，去年全市种树若干亩，成活率较好些\n会后，大家到山坡上看了新种的果树", "UTF-8", "GB18030");
    comes_back("我们的老师", "UTF-8", "UTF-8");
}
END_TEST

START_TEST(gbk_as_latin1)
{
    gives("ÖÐ¹úÈËÃñ", "中国人民");
    gives("标题 ÖÐ¹úÈËÃñ\n", "标题 中国人民\n");
    comes_back("市里召开春季造林工作会议。\n2024年3月，全市共造林3.2万亩。", "GB18030", "ISO-8859-1");
    comes_back("我们的老师来了，大家很高兴。", "GB18030", "ISO-8859-1");
    comes_back("镕先生的老师来了，大家很高兴，镕x", "GB18030", "ISO-8859-1"); /* 镕: its second byte is ASCII */
}
END_TEST

START_TEST(utf8_as_latin1)
{
    gives("cafÃ© Ã©tÃ©", "café été");
    gives("itâ€™s â€œfineâ€\xC2\x9D", "it’s “fine”");
    gives("25Â°C", "25°C");
    gives("dÃƒÂ©tour", "détour"); /* twice */
}
END_TEST

START_TEST(utf8_as_latin1_pages)
{
    comes_back("市里召开春季造林工作会议。\n2024年3月，全市共造林3.2万亩。", "UTF-8", "ISO-8859-1");
    comes_back("昨日、新しい図書館が開きました。", "UTF-8", "ISO-8859-1");
    comes_back("많은 시민들이 가족과 함께 나와 노래를 들었다.", "UTF-8", "ISO-8859-1");
    comes_back("Les élèves de l'école étaient fiers de leur forêt.", "UTF-8", "ISO-8859-1");
}
END_TEST

/* One or two bytes are lost: what is certain is repaired, the rest stays. */
START_TEST(partly_lost)
{
    gives("浣犲ソ浜?", "你好浜?");
    gives("浣犲ソ浜\uFFFD", "你好浜\uFFFD");
    gives("æˆ‘ä»¬çš„ä¸\uFFFDå›½", "我们的ä¸\uFFFDå›½");
}
END_TEST

static void reports(const char *text, enum om_rule rule, size_t n)
{
    stage_result r;

    mend(&r, text, strlen(text));
    ck_assert_uint_eq(r.out.edits.n, 0);
    ck_assert_uint_eq(stage_count(&r, rule), n);
    ck_assert_uint_eq(r.out.notes.n, n);
    stage_done(&r);
}

START_TEST(beyond_repair)
{
    reports("前锟斤拷锟斤拷后 锟斤拷", OM_RULE_MOJIBAKE_LOST, 2);
    reports("烫烫烫烫", OM_RULE_MOJIBAKE_LOST, 1);
    reports("ï¿½ï¿½", OM_RULE_MOJIBAKE_LOST, 1);
    reports("水很烫，烫手", OM_RULE_MOJIBAKE_LOST, 0);
    reports("中\uFFFD\uFFFD国\uFFFD", OM_RULE_REPLACEMENT_CHARACTER, 2);
    reports("第\uE000\uE001版\U000F0000\U0010FFFD", OM_RULE_PRIVATE_USE, 2);
}
END_TEST

/* Nothing that somebody wrote is mojibake. */
START_TEST(ordinary)
{
    static const char *const text[] = {
        "浏览器浣熊涓埃之力，鏖战正酣；琉璃瓦下，涵洞口旁，游人如织。浙江测绘局的同志到了。",
        "錢鍾書與楊絳在鎮江的鐵路旁開會，鑑於環境關係，門間閒聊，鋼鐵與銀鏡。",
        "「ガラス」の鏡と鉄道、璃々子さん。ｶﾞﾗｽ。東京の環境は関係ない。",
        "대한민국 서울특별시 광장에서 음악회가 열렸다.",
        "Les élèves étaient là, «très» fiers… « Été »… à l’école, où ç’était prêt. Noël, naïf, cœur.",
        "ÄÖÜ äöüß „Größe“ – Übermaß, Straße. „Ä“ und „Ö“, ß“ ä“",
        "ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖ×ØÙÚÛÜÝÞßàáâãäåæçèéêëìíîïðñòóôõö÷øùúûüýþÿ",
        "São João, AÇÃO… IRMÃ… maçã, coração; «IRMÃ» não é PÃO.",
        "¿Qué? ¡Sí! Año 1º, n.º 2ª. ½ de ¾ ± 3 µm ©® §5 ¶",
        "Привет, мир. Ελληνικά. ěščřžýáíé ďťň ĀĒĪ",
        "Ⅴ类水质，①②③，㎡，25℃，3×4，“好”——他说……",
    };

    for (size_t i = 0; i < sizeof text / sizeof *text; i++) {
        stage_result r;
        mend(&r, text[i], strlen(text[i]));
        ck_assert_msg(r.out.edits.n == 0, "%s becomes %.*s", text[i], (int)r.len, (const char *)r.text);
        ck_assert_uint_eq(r.out.notes.n, 0);
        stage_done(&r);
    }
}
END_TEST

/* Any text at all: valid output, and what was mended needs no mending. */
START_TEST(random_mixture)
{
    static const char *const piece[] = {
        "浣犲ソ", "ÖÐ¹ú", "ÈËÃñ", "ä¸\xC2\xADå›½", "Ã©", "Â", "â€œ", "中国", "的", "a", " ", "\n", "\uFFFD", "\uE123", "锟斤拷",
        "烫", "é", "…", "”", "鐨", "勫", "?", "涓", "ÃƒÂ©", "璇", "\xC2\x9D", "\U0010FFFF", "銆", "傚", "œ", "³", "\uFFFF",
        "鍥"};
    srand(21);
    for (int round = 0; round < 20000; round++) {
        char text[1000];
        size_t len = 0;
        stage_result r, again;

        for (int k = rand() % (round % 100 ? 12 : 120); k > 0; k--) {
            const char *p = piece[(unsigned)rand() % (sizeof piece / sizeof *piece)];
            memcpy(text + len, p, strlen(p));
            len += strlen(p);
        }
        mend(&r, text, len);
        mend(&again, r.text, r.len);
        ck_assert_msg(again.out.edits.n == 0, "%.*s gives %.*s gives %.*s", (int)len, text, (int)r.len,
                      (const char *)r.text, (int)again.len, (const char *)again.text);
        stage_done(&again);
        stage_done(&r);
    }
}
END_TEST

/* Lines without end: linear. */
START_TEST(long_lines)
{
    static const char *const piece[] = {"浣犲ソ", "ÖÐ¹ú", "Ã", "Ã©", "鐨", "éé", "烫", "涓浗"};
    enum { LEN = 1 << 20 };
    char *text = malloc(LEN + 16);

    ck_assert_ptr_nonnull(text);
    for (size_t i = 0; i < sizeof piece / sizeof *piece; i++) {
        size_t len = 0;
        stage_result r;

        for (; len < LEN; len += strlen(piece[i]))
            memcpy(text + len, piece[i], strlen(piece[i]));
        mend(&r, text, len);
        stage_done(&r);
    }
    free(text);
}
END_TEST

/* What scan.h says that the stage looks at. */
static bool is_looked_at(uint32_t c, bool before_ascii)
{
    if (c >= 0xC0 && c <= 0xFF)
        return !before_ascii;
    return (c >= 0x5A00 && c <= 0x5A7F) || (c >= 0x6D80 && c <= 0x6DBF) || (c >= 0x7480 && c <= 0x74BF) ||
           (c >= 0x9280 && c <= 0x947F) || (c >= 0x9580 && c <= 0x95BF) || c == 0x6D63 || c == 0x951F || c == 0x70EB ||
           (c >= 0xE000 && c <= 0xF8FF) || (c >= 0xFFC0 && c <= 0xFFFF) || c >= 0xC0000;
}

START_TEST(odd_characters_are_found)
{
    uint8_t text[256];

    for (uint32_t c = 0x80; c < 0x110000; c += c < 0x20000 ? 1 : 61) {
        size_t at = 20 + c % 64;
        unsigned n = om_utf8_put(text + at, c);

        if (c >= 0xD800 && c < 0xE000)
            continue;
        memset(text, 'a', at);
        memset(text + at + n, 'b', sizeof text - at - n);
        if (c % 3)
            memcpy(text + at + n, "\u7530", 3);
        for (size_t i = 0; i < 3; i++) {
            size_t found;

            om_vector_leave_out(i);
            found = om_scan_odd(text, sizeof text, 0);
            if (found != (is_looked_at(c, c % 3 == 0) ? at : sizeof text))
                ck_abort_msg("U+%04X at %zu: %zu, without the %zu best vectors", (unsigned)c, at, found, i);
        }
    }
}
END_TEST

int main(void)
{
    Suite *s = suite_create("mojibake");
    TCase *t = tests_case(s, "mojibake", 120);

    tcase_add_test(t, utf8_as_gbk);
    tcase_add_test(t, gbk_as_latin1);
    tcase_add_test(t, utf8_as_latin1);
    tcase_add_test(t, utf8_as_latin1_pages);
    tcase_add_test(t, partly_lost);
    tcase_add_test(t, beyond_repair);
    tcase_add_test(t, ordinary);
    tcase_add_test(t, random_mixture);
    tcase_add_test(t, long_lines);
    tcase_add_test(t, odd_characters_are_found);
    return tests_run(s);
}
