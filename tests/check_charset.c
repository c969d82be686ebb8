/* The charset table, and the choice of a charset from bytes. */
#include <check.h>
#include <stdlib.h>

#include "charset/charset.h"
#include "charset/common.h"
#include "main.h"
#include "text/utf8.h"

static const char simplified[] =
    "本报讯 昨天上午，市里召开了全市春季造林工作会议。会议要求各县、各部门抓住时机，认真组织群众上山种树，"
    "确保今年的任务按时完成。据了解，去年全市共造林3.2万亩，成活率达到九成以上。\n"
    "会后，与会人员到城东的山坡上看了新种的果树，听取了当地农民的意见。";
static const char traditional[] =
    "本報訊　昨日上午，市政府召開會議，討論明年的教育經費。與會人士認為，學校的設備應當儘快更新，"
    "教師的待遇也要提高。會議將於下週繼續進行，並邀請家長代表出席，聽取他們對學生課業的意見。\n";
static const char japanese[] =
    "昨日の午後、市内の小学校で新しい図書館の完成を祝う式が行われました。子どもたちは大きな窓のある部屋で、"
    "さっそく好きな本を手に取って読んでいました。校長先生は「たくさん読んでください」と話しました。\n";
static const char korean[] =
    "어제 오후 시청 앞 광장에서 가을 음악회가 열렸다. 많은 시민들이 가족과 함께 나와 아름다운 노래를 들으며 "
    "즐거운 시간을 보냈다. 다음 공연은 내년 봄에 있을 것이라고 한다.\n";
static const char french[] =
    "Hier après-midi, les élèves de l'école ont planté des arbres près de la forêt. La maîtresse était très fière "
    "et a préparé un goûter pour fêter cette journée réussie.\n";
static const char german[] =
    "Gestern haben die Schüler im Garten hinter der Schule Bäume gepflanzt. Die Lehrerin war sehr stolz und hat "
    "für alle Kuchen gebacken; das größte Stück bekam der Kleinste.\n";
static const char russian[] =
    "Вчера после обеда ученики посадили деревья возле школы. Учительница была очень довольна и приготовила для всех "
    "чай с пирогами. На следующей неделе они снова придут сюда.\n";

/* The charset taken for a text written in `charset`; the first `n` bytes of it, 0: all. */
static const char *taken(const char *charset, const char *text, size_t n, const char **why)
{
    om_buf raw = {0};
    om_charset_choice choice;
    ocrmend_error error = {0};

    ck_assert(om_charset_encode(om_charset_named(charset), (const uint8_t *)text, strlen(text), &raw));
    if (n == 0 || n > raw.len)
        n = raw.len;
    ck_assert_int_eq(om_charset_choose(NULL, raw.data, n, n == raw.len, &choice, &error), OCRMEND_OK);
    om_buf_free(&raw);
    if (why)
        *why = choice.why;
    return choice.charset->name;
}

static void is_taken_for(const char *charset, const char *text, const char *wanted)
{
    const char *why;

    ck_assert_msg(strcmp(taken(charset, text, 0, NULL), wanted) == 0, "%s taken for %s: %.30s", charset,
                  taken(charset, text, 0, &why), text);
}

START_TEST(pages)
{
    static const char *const wide[] = {"UTF-8", "UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE"};
    static const char *const all[] = {simplified, traditional, japanese, korean, french, german, russian};

    for (size_t i = 0; i < sizeof wide / sizeof *wide; i++)
        for (size_t k = 0; k < sizeof all / sizeof *all; k++)
            is_taken_for(wide[i], all[k], wide[i]);
    is_taken_for("GB18030", simplified, "GB18030");
    is_taken_for("GB18030", traditional, "GB18030");
    is_taken_for("Big5", traditional, "Big5");
    is_taken_for("CP932", japanese, "CP932");
    is_taken_for("EUC-JP", japanese, "EUC-JP");
    is_taken_for("CP949", korean, "CP949");
    is_taken_for("windows-1252", french, "windows-1252");
    is_taken_for("windows-1252", german, "windows-1252");
    is_taken_for("windows-1251", russian, "windows-1251");
    is_taken_for("KOI8-R", russian, "KOI8-R");
}
END_TEST

/* The beginnings of a page, from a dozen characters on: wherever they are cut the charset is the same. */
START_TEST(beginnings)
{
    static const struct {
        const char *charset, *text;
    } page[] = {{"GB18030", simplified}, {"Big5", traditional}, {"CP932", japanese}, {"EUC-JP", japanese},
                {"CP949", korean}, {"UTF-8", simplified}, {"UTF-8", japanese}};

    for (size_t i = 0; i < sizeof page / sizeof *page; i++) {
        for (size_t n = 24; n < 120; n++) {
            const char *name = taken(page[i].charset, page[i].text, n, NULL);
            ck_assert_msg(strcmp(name, page[i].charset) == 0, "%zu bytes of %s taken for %s", n, page[i].charset, name);
        }
    }
}
END_TEST

START_TEST(short_texts)
{
    is_taken_for("GB18030", "中国", "GB18030");
    is_taken_for("GB18030", "第3版 要闻", "GB18030");
    is_taken_for("GB18030", "张三丰\n", "GB18030");
    is_taken_for("Big5", "中國人民", "Big5");
    is_taken_for("windows-1252", "café", "windows-1252");
    is_taken_for("CP932", "これは本です", "CP932");
    is_taken_for("UTF-8", "é", "UTF-8");
    is_taken_for("UTF-8", "abc\n", "UTF-8");
    is_taken_for("UTF-8", "", "UTF-8");
}
END_TEST

static const char *choose(const char *from, const char *bytes, size_t n, bool all, const char **why)
{
    om_charset_choice choice;
    ocrmend_error error = {0};

    ck_assert_int_eq(om_charset_choose(from, (const uint8_t *)bytes, n, all, &choice, &error), OCRMEND_OK);
    if (why)
        *why = choice.why;
    return choice.charset->name;
}

START_TEST(marks_and_reasons)
{
    const char *why;

    ck_assert_str_eq(choose(NULL, "\xFF\xFE" "a\0", 4, true, &why), "UTF-16LE");
    ck_assert_str_eq(why, "byte order mark");
    ck_assert_str_eq(choose("AUTO", "\xFF\xFE\0\0", 4, true, &why), "UTF-32LE");
    ck_assert_str_eq(choose(NULL, "\xFE\xFF", 2, true, &why), "UTF-16BE");
    ck_assert_str_eq(choose(NULL, "\x84\x31\x95\x33\xD6\xD0", 6, true, &why), "GB18030");
    ck_assert_str_eq(choose(NULL, "\xEF\xBB\xBF\xD6", 4, true, &why), "UTF-8");
    ck_assert_str_eq(choose(NULL, "中\xE5\x9B", 5, false, &why), "UTF-8");
    ck_assert_str_eq(why, "valid UTF-8");
    ck_assert_str_eq(choose("gb2312", "a", 1, true, &why), "GB18030");
    ck_assert_str_eq(why, "given");
    ck_assert_str_eq(choose("utf16", "\0a", 2, true, &why), "UTF-16BE");
    ck_assert_str_eq(choose("UTF-16", "a\0", 2, true, &why), "UTF-16LE");
    ck_assert_str_eq(choose("UTF-16", "\xFE\xFF", 2, true, &why), "UTF-16BE");
    ck_assert_str_eq(choose("UTF-32", "\0\0\0a", 4, true, &why), "UTF-32BE");
    ck_assert_str_eq(choose("UTF-32", NULL, 0, true, &why), "UTF-32LE");
    taken("GB18030", simplified, 0, &why);
    ck_assert_str_eq(why, "guess");
}
END_TEST

/* UTF-8 with faults stays UTF-8, at every byte of the page; binary is no reason to give up. */
START_TEST(faulty)
{
    char page[sizeof simplified];
    char binary[4096];

    for (size_t i = 0; i + 1 < sizeof simplified; i += 7) {
        memcpy(page, simplified, sizeof page);
        page[i] = (char)0xFF;
        ck_assert_str_eq(choose(NULL, page, sizeof page - 1, true, NULL), "UTF-8");
    }
    srand(3);
    for (int round = 0; round < 300; round++) {
        for (size_t i = 0; i < sizeof binary; i++)
            binary[i] = (char)(rand() % (round % 3 ? 256 : 4));
        ck_assert_ptr_nonnull(choose(NULL, binary, (size_t)rand() % sizeof binary, round % 2, NULL));
    }
    memset(binary, 0, sizeof binary);
    ck_assert_str_eq(choose(NULL, binary, 100, true, NULL), "UTF-8");
    ck_assert_str_eq(choose(NULL, "a\0b c d e", 9, true, NULL), "UTF-8");
}
END_TEST

START_TEST(names)
{
    static const char *const same[][2] = {
        {"utf8", "UTF-8"}, {"Utf_8", "UTF-8"}, {"GBK", "GB18030"}, {"gb-2312", "GB18030"}, {"CP936", "GB18030"},
        {"shift-jis", "CP932"}, {"Shift_JIS", "CP932"}, {"sjis", "CP932"}, {"euc_kr", "CP949"}, {"UHC", "CP949"},
        {"EUCJP", "EUC-JP"}, {"big5hkscs", "Big5-HKSCS"}, {"Latin1", "ISO-8859-1"}, {"iso8859-15", "ISO-8859-15"},
        {"CP1252", "windows-1252"}, {"Windows1252", "windows-1252"}, {"koi8r", "KOI8-R"}, {"UTF-16le", "UTF-16LE"},
    };
    ocrmend_error error = {0};
    om_charset_choice choice;

    for (size_t i = 0; i < sizeof same / sizeof *same; i++)
        ck_assert_str_eq(om_charset_named(same[i][0])->name, same[i][1]);
    for (size_t i = 0; ocrmend_charset_at(i); i++)
        ck_assert_str_eq(om_charset_named(ocrmend_charset_at(i))->name, ocrmend_charset_at(i));
    ck_assert_ptr_null(om_charset_named(""));
    ck_assert_ptr_null(om_charset_named("-"));
    ck_assert_ptr_null(om_charset_named("utf-9"));
    ck_assert_ptr_null(om_charset_named("a name that is much longer than any charset has"));
    ck_assert_int_eq(om_charset_choose("utf-9", NULL, 0, true, &choice, &error), OCRMEND_USAGE);
    ck_assert_str_eq(error.message, "no such charset: 'utf-9'");
}
END_TEST

/* The length of a character is told alike by its first bytes and by the whole, and never passes the end. */
START_TEST(lengths)
{
    srand(9);
    for (size_t i = 0; ocrmend_charset_at(i); i++) {
        const om_charset *cs = om_charset_at(i);
        for (int round = 0; round < 20000; round++) {
            uint8_t p[8];
            size_t whole;

            for (size_t k = 0; k < sizeof p; k++)
                p[k] = (uint8_t)(rand() % 3 ? 0x80 | rand() : rand());
            whole = cs->char_len(p, sizeof p);
            ck_assert(whole >= 1 && whole <= 4);
            for (size_t n = 1; n < sizeof p; n++) {
                size_t len = cs->char_len(p, n);
                if (len < 1 || len > n || (n >= whole && len != whole && len != n)) /* n: it may be cut off */
                    ck_abort_msg("%s: %zu of %zu", cs->name, len, n);
            }
            p[0] = '\n';
            if (cs->unit == 1)
                ck_assert_uint_eq(cs->char_len(p, 1), 1);
            p[1] = '\n';
            if (cs->unit == 1)
                ck_assert_uint_eq(cs->char_len(p, 2), 1);
        }
        for (unsigned lead = 0; lead < 256 && cs->unit == 1; lead++) {
            uint8_t p[4] = {(uint8_t)lead, '\n', '\n', '\n'};
            ck_assert_uint_eq(cs->char_len(p, 4), 1);
        }
    }
}
END_TEST

/* In charsets of bytes, ASCII is ASCII. */
START_TEST(ascii)
{
    for (size_t i = 0; ocrmend_charset_at(i); i++) {
        om_buf out = {0};
        uint8_t all[128];

        for (unsigned c = 0; c < 128; c++)
            all[c] = (uint8_t)c;
        ck_assert(om_charset_encode(om_charset_at(i), all, sizeof all, &out));
        ck_assert_uint_eq(out.len, sizeof all * om_charset_at(i)->unit);
        if (om_charset_at(i)->unit == 1)
            ck_assert(memcmp(out.data, all, sizeof all) == 0);
        ck_assert_int_eq(om_charset_encode(om_charset_named("ISO-8859-1"), (const uint8_t *)"a中", 4, &out), false);
        om_buf_free(&out);
    }
}
END_TEST

/* The lists of common characters are sorted and without doubles: every one is found. */
START_TEST(common)
{
    size_t han = 0, hangul = 0;
    uint8_t p[4];

    for (uint32_t c = 0x800; c < 0x10000; c++) {
        if (c >= 0xD800 && c < 0xE000)
            continue;
        om_utf8_put(p, c);
        han += om_common_han(p);
        hangul += om_common_hangul(p);
    }
    ck_assert_uint_eq(han, OM_COMMON_HAN);
    ck_assert_uint_eq(hangul, OM_COMMON_HANGUL);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("charset");
    TCase *t = tests_case(s, "charset", 120);

    tcase_add_test(t, pages);
    tcase_add_test(t, beginnings);
    tcase_add_test(t, short_texts);
    tcase_add_test(t, marks_and_reasons);
    tcase_add_test(t, faulty);
    tcase_add_test(t, names);
    tcase_add_test(t, lengths);
    tcase_add_test(t, ascii);
    tcase_add_test(t, common);
    return tests_run(s);
}
