/* Memory does not grow with what is fed, and no text takes more than linear time: long texts of one page, of one line,
 * of one character over and over, through the public interface in pieces. */
#include <check.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include "main.h"
#include "ocrmend.h"

/* A sanitizer keeps freed memory and is slow. */
#if defined(__SANITIZE_ADDRESS__)
enum { SANITIZED = 1, MIB = 1 << 20, LINE = 8 * MIB, LONG = 4 * MIB, PATTERN = MIB / 2 };
#else
enum { SANITIZED = 0, MIB = 1 << 20, LINE = 200 * MIB, LONG = 64 * MIB, PATTERN = 2 * MIB };
#endif

static long peak_kib(void)
{
    struct rusage usage;

    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_maxrss;
}

static int count(void *user, const void *bytes, size_t n)
{
    (void)bytes;
    *(size_t *)user += n;
    return 0;
}

/* Clean `text` over and over until `size` bytes are fed, in pieces of some 64 KiB; how many came out.  All the memory
 * taken stays below 16 MiB, and what malloc keeps may grow by some more blocks in the second half, not with the
 * text. */
static size_t clean_over_and_over(const char *text, size_t size, bool logged)
{
    size_t len = strlen(text), times = len < 65536 ? 65536 / len : 1, piece = times * len, out = 0, log = 0;
    char *bytes = malloc(piece);
    ocrmend *run = ocrmend_new(NULL, (ocrmend_sink){count, &out}, NULL);
    long start = peak_kib(), half = 0;

    ck_assert(bytes != NULL && run != NULL);
    for (size_t i = 0; i < times; i++)
        memcpy(bytes + i * len, text, len);
    if (logged)
        ck_assert_int_eq(ocrmend_log(run, (ocrmend_sink){count, &log}, NULL), OCRMEND_OK);
    for (size_t fed = 0; fed < size; fed += piece) {
        ck_assert_int_eq(ocrmend_feed(run, bytes, piece), OCRMEND_OK);
        if (!half && fed >= size / 2)
            half = peak_kib();
    }
    ck_assert_int_eq(ocrmend_finish(run), OCRMEND_OK);
    if (!SANITIZED) {
        long end = peak_kib();
        ck_assert_msg(end - start <= 16 * 1024, "it took %ld KiB", end - start);
        ck_assert_msg(end - half <= 4 * 1024, "the second half took %ld KiB more", end - half);
    }
    ocrmend_free(run);
    free(bytes);
    return out;
}

static const char page[] =
    "　　本报讯 清晨，第一班渡船从南\n岸开出，船上坐着 32名赶集的人和\n两筐刚摘的枇杷。\n\n"
    "“过了桥就不用等船了。”撑船的\n老人说,再过 100天，新桥就要通\n车——他打算把船留给博物馆。\n"
    "渡口最后一个夏天 新桥年底将通车\n\n";

START_TEST(page_after_page)
{
    ck_assert_uint_gt(clean_over_and_over(page, LONG, _i), 0);
}
END_TEST

/* All of a text on one line: nothing is there to be changed, so that all of it comes out, and a line end. */
START_TEST(one_line)
{
    size_t len = strlen("一桥飞架"), piece = 65536 / len * len, fed = (LINE + piece - 1) / piece * piece;

    ck_assert_uint_eq(clean_over_and_over("一桥飞架", LINE, false), fed + 1);
}
END_TEST

/* What makes a scan go back, look ahead, or keep something open. */
static const char *const patterns[] = {
    "a", "-", "a-", "a-\n", "1", "1 ", "1,", " ", "\t", "　", "\n", " \n", "\r", "\r\n", "\f", "\xE2\x80\xA8", ".", "。",
    "，", "一", "一一", "—", "\"", "'", "“", "”", "(", ")", "（《", "》）", "「", "字\n", "字 ", "字 字\n", "字\n\n", "字, ", "记者 ",
    "本报讯 ", "1、字\n",
    "http://a.b/", "http://a.b/\n", "a@", "ｶﾞ", "ﾞ", "한 글\n", "\xEF\xBB\xBF", "\xE2\x80\x8B", "\xEF\xBF\xBD", "锟斤拷",
    "浣犲ソ", "ÖÐ¹ú", "\xFF", "\xC4\xE3", "\xE4\xB8", "\x80", "e\xCC\x81", "\xCC\x81", "2O24年", "well-\nknown ",
    "\xC2\xAD", "字  字  字\n",
};

START_TEST(pattern)
{
    clean_over_and_over(patterns[_i], PATTERN, false);
    clean_over_and_over(patterns[_i], PATTERN, true);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("memory");
    /* the slowest takes a few seconds; more than linear time takes minutes */
    TCase *tcase = tests_case(suite, "memory", 30);

    tcase_add_loop_test(tcase, page_after_page, 0, 2);
    tcase_add_test(tcase, one_line);
    tcase_add_loop_test(tcase, pattern, 0, sizeof patterns / sizeof *patterns);
    return tests_run(suite);
}
