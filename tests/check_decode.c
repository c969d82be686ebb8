/* Stage decode: what it reads, and that its edits give the raw bytes back whatever they were. */
#include "main.h"
#include "stage_run.h"

static void decode(stage_result *r, const char *charset, const void *data, size_t len)
{
    stage_run(r, &om_stage_decode, charset, data, len, OCRMEND_INVALID_REPLACE);
    ck_assert_int_eq(r->status, OCRMEND_OK);
    stage_sound(r);
}

/* Undo as revert does: edits of their own give their raw bytes, what lies between is written in the charset. */
static void comes_back(const stage_result *r, const char *charset, const void *raw, size_t len)
{
    const om_charset *cs = om_charset_named(charset);
    om_buf back = {0};
    size_t dst = 0;

    for (size_t i = 0; i < r->out.edits.n; i++) {
        const om_edit *e = &r->out.edits.at[i];
        if (e->rule == OM_RULE_CHARSET)
            continue;
        must(om_charset_encode(cs, r->text + dst, e->dst - dst, &back));
        om_buf_add(&back, r->out.src + e->src, e->src_len);
        dst = (size_t)e->dst + e->dst_len;
    }
    ck_assert(om_charset_encode(cs, r->text + dst, r->len - dst, &back));
    ck_assert_uint_eq(back.len, len);
    ck_assert(len == 0 || memcmp(back.data, raw, len) == 0);
    om_buf_free(&back);
}

static void round_trip(const char *charset, const void *raw, size_t len)
{
    stage_result r;

    decode(&r, charset, raw, len);
    comes_back(&r, charset, raw, len);
    stage_done(&r);
}

static void gives(const char *charset, const void *raw, size_t len, const char *text)
{
    stage_result r;

    decode(&r, charset, raw, len);
    ck_assert_uint_eq(r.len, strlen(text));
    ck_assert(memcmp(r.text, text, r.len) == 0);
    comes_back(&r, charset, raw, len);
    stage_done(&r);
}

#define GIVES(charset, raw, text) gives(charset, raw, sizeof(raw) - 1, text)

START_TEST(texts)
{
    GIVES("UTF-8", "", "");
    GIVES("UTF-8", "中文 text\n", "中文 text\n");
    GIVES("UTF-8", "\xEF\xBB\xBF中文", "中文");
    GIVES("UTF-8", "\xEF\xBB\xBF", "");
    GIVES("GB18030", "\xD6\xD0\xB9\xFA 3\xD4\xC2\n", "中国 3月\n");
    GIVES("gbk", "\x84\x31\x95\x33\xD6\xD0", "中");
    GIVES("GB18030", "\x81\x30\x81\x30\x90\x30\x81\x30", "\xC2\x80\xF0\x90\x80\x80");
    GIVES("big5", "\xA4\xA4\xB0\xEA\r\n", "中國\r\n");
    GIVES("Big5-HKSCS", "\x88\x62\x88\x66", "Ê̄Ê");
    GIVES("Shift_JIS", "\x93\xFA\x96{\x82\xCC\xC3\xDE\xBA", "日本のﾃﾞｺ");
    GIVES("EUC-JP", "\xC6\xFC\xCB\xDC\x8E\xC3", "日本ﾃ");
    GIVES("EUC-KR", "\xB4\xEB\xC7\xD1\xB9\xCE\xB1\xB9", "대한민국");
    GIVES("latin1", "caf\xE9", "café");
    GIVES("windows-1252", "\x93" "caf\xE9\x94", "“café”");
    GIVES("windows-1251", "\xCF\xF0\xE8", "При");
    GIVES("UTF-16LE", "\xFF\xFE\x2D\x4E" "a\0\n\0", "中a\n");
    GIVES("UTF-16BE", "\xFE\xFF\x4E\x2D\0a\xD8\x40\xDC\x00", "中a𠀀");
    GIVES("UTF-32LE", "\x2D\x4E\0\0a\0\0\0", "中a");
    GIVES("UTF-32BE", "\0\0\xFE\xFF\0\0\x4E\x2D", "中");
}
END_TEST

START_TEST(invalid_replaced)
{
    /* one U+FFFD for each maximal subpart: the example of Unicode 3.9, and cut-off characters */
    GIVES("UTF-8", "a\xF1\x80\x80\xE1\x80\xC2" "b\x80" "c\x80\xBF" "d",
          "a\uFFFD\uFFFD\uFFFD" "b\uFFFD" "c\uFFFD\uFFFD" "d");
    GIVES("UTF-8", "中\xE4\xB8", "中\uFFFD");
    GIVES("UTF-8", "\xE4", "\uFFFD");
    GIVES("UTF-8", "\xED\xA0\x80", "\uFFFD\uFFFD\uFFFD");
    GIVES("GB18030", "\xD6\n\xD6", "\uFFFD\n\uFFFD");
    GIVES("GB18030", "\xFF" "a", "\uFFFD" "a");
    GIVES("UTF-16LE", "\x00\xD8" "a\0\x00\xDC" "b", "\uFFFD" "a\uFFFD\uFFFD");
    GIVES("UTF-32BE", "\0\x11\0\0\0\0\xD8\0\0\0", "\uFFFD\uFFFD\uFFFD");
    GIVES("windows-1252", "\x81", "\uFFFD");
}
END_TEST

START_TEST(invalid_fails)
{
    stage_result r;

    stage_run(&r, &om_stage_decode, "UTF-8", "abc\xE4\xB8 d", 7, OCRMEND_INVALID_FAIL);
    ck_assert_int_eq(r.status, OCRMEND_INVALID);
    ck_assert_uint_eq(r.error.offset, 3);
    ck_assert_str_eq(r.error.message, "bytes E4 B8 are not valid UTF-8");
    stage_done(&r);
    stage_run(&r, &om_stage_decode, "GB18030", "\xD6\xD0\xFF", 3, OCRMEND_INVALID_FAIL);
    ck_assert_int_eq(r.status, OCRMEND_INVALID);
    ck_assert_uint_eq(r.error.offset, 2);
    ck_assert_str_eq(r.error.message, "byte FF is not valid GB18030");
    stage_done(&r);
}
END_TEST

START_TEST(gbk_in_utf8)
{
    /* a whole line, digits between; a run between ASCII in a line of UTF-8 */
    GIVES("UTF-8", "上面是好的。\n\xD6\xD0\xB9\xFA 2024\xC4\xEA\xB4\xF3\xCA\xC2\n下面也是。\n",
          "上面是好的。\n中国 2024年大事\n下面也是。\n");
    GIVES("UTF-8", "标题 (\xD6\xD0\xB9\xFA\xC8\xCB\xC3\xF1) 完\n", "标题 (中国人民) 完\n");
    /* not GBK: UTF-8 with a fault, single Latin-1 letters, Cyrillic, too short */
    GIVES("UTF-8", "你好\xE4\xBD世界", "你好\uFFFD世界");
    GIVES("UTF-8", "好 caf\xE9 \xE0 la", "好 caf\uFFFD \uFFFD la");
    GIVES("UTF-8", "好 \xCF\xF0\xE8\xE2\xE5\xF2", "好 \uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD");
    GIVES("UTF-8", "好 \xD6\xD0", "好 \uFFFD\uFFFD");
}
END_TEST

/* Every single byte and every pair of bytes, in every charset. */
START_TEST(all_pairs)
{
    enum { LEN = 0x10000 * 4 };
    uint8_t *raw = malloc(LEN);

    ck_assert_ptr_nonnull(raw);
    for (unsigned i = 0; i < 0x10000; i++) {
        uint8_t pair[4] = {(uint8_t)(i >> 8), (uint8_t)i, '\n', '\n'};
        memcpy(raw + 4 * i, pair, 4);
    }
    for (size_t i = 0; ocrmend_charset_at(i); i++)
        round_trip(ocrmend_charset_at(i), raw, LEN);
    free(raw);
}
END_TEST

/* Random bytes, random bytes above ASCII, and text with some bytes changed, cut anywhere. */
START_TEST(random_bytes)
{
    static const uint32_t base[] = {0x20, 0x4E00, 0x3040, 0xAC00, 0xA0, 0x400, 0xFF00, 0x20000, 0xE000, 0xD7F0};
    uint8_t raw[1200], utf8[4];

    srand(11);
    for (size_t i = 0; ocrmend_charset_at(i); i++) {
        const om_charset *cs = om_charset_at(i);

        for (int round = 0; round < 40; round++) {
            size_t len = 1 + (size_t)rand() % 400;
            om_buf text = {0};

            for (size_t k = 0; k < len; k++)
                raw[k] = (uint8_t)(round % 3 == 0 ? rand() : round % 3 == 1 ? 0x80 | rand() : 0x30 + rand() % 0xD0);
            round_trip(cs->name, raw, len);
            while (text.len < 300) {
                uint32_t c = base[(unsigned)rand() % (sizeof base / sizeof *base)] + (uint32_t)rand() % 90;
                unsigned n = om_utf8_put(utf8, c);
                size_t before = text.len;
                if (om_utf8_valid(utf8, n) == n && !om_charset_encode(cs, utf8, n, &text))
                    text.len = before;
            }
            for (int k = rand() % 4; k > 0; k--)
                text.data[(size_t)rand() % text.len] = (uint8_t)rand();
            round_trip(cs->name, text.data, text.len - (size_t)rand() % 4);
            om_buf_free(&text);
        }
    }
}
END_TEST

/* GBK and UTF-8 mixed at random: the runs taken for GBK lie side by side with the rest. */
START_TEST(random_mixture)
{
    static const char *const piece[] = {"中国", "\xD6\xD0\xB9\xFA", "\xC8\xCB\xC3\xF1\xB4\xF3\xBB\xE1", "\n", " ", "a",
                                        "\xE4\xB8", "\xD6", "é", "3", "。", "\xA1\xA3", "\xFF", "\xB5\xC4"};
    srand(5);
    for (int round = 0; round < 5000; round++) {
        char raw[400];
        size_t len = 0;

        for (int k = rand() % 60; k > 0; k--) {
            const char *p = piece[(unsigned)rand() % (sizeof piece / sizeof *piece)];
            memcpy(raw + len, p, strlen(p));
            len += strlen(p);
        }
        round_trip("UTF-8", raw, len);
    }
}
END_TEST

/* A line without end of bytes that are neither: linear, and every byte told. */
START_TEST(long_garbage)
{
    enum { LEN = 1 << 20 };
    uint8_t *raw = malloc(LEN);
    stage_result r;

    ck_assert_ptr_nonnull(raw);
    memset(raw, 0xB0, LEN);
    decode(&r, "UTF-8", raw, LEN);
    ck_assert_uint_eq(r.len, 3 * (size_t)LEN);
    stage_done(&r);
    free(raw);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("decode");
    TCase *t = tests_case(s, "decode", 240);

    tcase_add_test(t, texts);
    tcase_add_test(t, invalid_replaced);
    tcase_add_test(t, invalid_fails);
    tcase_add_test(t, gbk_in_utf8);
    tcase_add_test(t, all_pairs);
    tcase_add_test(t, random_bytes);
    tcase_add_test(t, random_mixture);
    tcase_add_test(t, long_garbage);
    return tests_run(s);
}
