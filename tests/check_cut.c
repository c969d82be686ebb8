/* Cutting raw text into blocks: where a page or a paragraph ends, never inside a character. */
#include <check.h>
#include <stdlib.h>

#include "cut.h"
#include "main.h"
#include "text/scan.h"
#include "text/utf8.h"
#include "text/vector.h"

static om_cut cut(const char *raw, size_t len, const char *charset)
{
    om_cut c = om_cut_find((const uint8_t *)raw, len, om_charset_named(charset));

    ck_assert_uint_gt(c.at, 0);
    ck_assert_uint_le(c.at, len);
    return c;
}

#define CUTS(raw, charset, where, in)                     \
    do {                                                  \
        om_cut c_ = cut(raw, sizeof(raw) - 1, charset);   \
        ck_assert_uint_eq(c_.at, where);                  \
        ck_assert_int_eq(c_.inside, in);                  \
    } while (0)

START_TEST(places)
{
    CUTS("aaaaaaaa\nbb\n\ncc\fdd\n\nee", "UTF-8", 15, false);     /* before the form feed */
    CUTS("aaaaaaaaaa\nbb\n\ncc\ndd", "UTF-8", 13, false);         /* before the blank line */
    CUTS("aaaaaaaaaa\nbb\r\n \t\r\ncc", "UTF-8", 13, false);      /* blank with spaces, CR LF whole */
    CUTS("aaaaaaaaaa\nbb\ncc", "UTF-8", 13, false);               /* before the last line end */
    CUTS("aaaaaaaaaa\r\nb", "UTF-8", 10, false);
    CUTS("\n\naaaaaaaaaaaaaa", "UTF-8", 15, true);                /* line ends of the first half do not count */
    CUTS("中国人民大会abc", "UTF-8", 15, true);                   /* between two Han */
    CUTS("abcdefgh中\xE5\x9B", "UTF-8", 11, true);
    CUTS("\xD6\xD0\xB9\xFA\xC8", "GB18030", 4, true);
    CUTS("a\0b\0\n\0c\0", "UTF-16LE", 4, false);
    CUTS("\0a\0b\x0A\x0A\0\n\0c", "UTF-16BE", 6, false);          /* U+0A0A is no line end */
    CUTS("\x2D\x4E\x40\xD8\x00\xDC", "UTF-16LE", 2, true);        /* before a surrogate pair */
    CUTS("a", "UTF-8", 1, true);
    CUTS("\xE4\xB8\xAD", "UTF-8", 3, true);
}
END_TEST

/* The last line end that may end a blank line, and the first of two characters, with each kind of vector as byte by byte. */
START_TEST(looked_for_by_vectors)
{
    static const char bytes[] = "\n\n \t\rabbb\xE4\xB8\xAD\xE5\x9B\xBD";
    const uint8_t *two = (const uint8_t *)"中国";

    srand(9);
    for (int round = 0; round < 3000; round++) {
        size_t len = 1 + (size_t)rand() % 300, last = SIZE_MAX, first = len;
        uint8_t *text = malloc(len); /* a sanitizer sees what is read beyond */

        ck_assert_ptr_nonnull(text);
        for (size_t i = 0; i < len; i++)
            text[i] = (uint8_t)(rand() % 8 ? 'x' : bytes[(size_t)rand() % (sizeof bytes - 1)]);
        if (len > 9)
            memcpy(text + (size_t)rand() % (len - 6), two, OM_SCAN_TWO);
        for (size_t i = 1; i < len; i++)
            last = text[i] == '\n' && strchr(" \t\r\n", text[i - 1]) ? i : last;
        for (size_t i = len; i-- > 0;)
            first = len - i >= OM_SCAN_TWO && memcmp(text + i, two, OM_SCAN_TWO) == 0 ? i : first;
        for (size_t i = 0; i < 3; i++) {
            om_vector_leave_out(i);
            ck_assert_uint_eq(om_scan_blank(text, 1, len), last);
            ck_assert_uint_eq(om_scan_two(text, 0, len, two), first);
        }
        free(text);
    }
    om_vector_leave_out(0);
}
END_TEST

/* A cut in valid text leaves both sides valid. */
START_TEST(never_inside_a_character)
{
    uint8_t text[1200];

    srand(4);
    for (int round = 0; round < 4000; round++) {
        size_t len = 0;
        om_cut c;

        while (len < 1000) {
            uint32_t u = (uint32_t)rand() % (rand() % 3 ? 0x5000 : 0x110000) + 0x20;
            if (rand() % 400 == 0)
                u = '\n';
            if ((u < 0xD800 || u > 0xDFFF) && u < 0x110000)
                len += om_utf8_put(text + len, u);
        }
        c = cut((const char *)text, len, "UTF-8");
        ck_assert_uint_eq(om_utf8_valid(text, c.at), c.at);
        ck_assert_uint_eq(om_utf8_valid(text + c.at, len - c.at), len - c.at);
        ck_assert(c.inside || text[c.at] == '\n');
    }
}
END_TEST

/* Any bytes, any length, any charset: a cut inside the text, on a whole unit. */
START_TEST(random_bytes)
{
    uint8_t *raw;

    srand(6);
    for (size_t i = 0; om_charset_at(i); i++) {
        for (int round = 0; round < 2000; round++) {
            size_t len = 1 + (size_t)rand() % (round % 2 ? 12 : 700);
            om_cut c;

            raw = malloc(len); /* of just this size, for the sanitizer */
            ck_assert_ptr_nonnull(raw);
            for (size_t k = 0; k < len; k++)
                raw[k] = (uint8_t)(rand() % 4 ? 0x80 | rand() : rand() % 0x30);
            c = om_cut_find(raw, len, om_charset_at(i));
            ck_assert_uint_gt(c.at, 0);
            ck_assert_uint_le(c.at, len);
            ck_assert(c.at == len || c.at % om_charset_at(i)->unit == 0);
            free(raw);
        }
    }
}
END_TEST

int main(void)
{
    Suite *s = suite_create("cut");
    TCase *t = tests_case(s, "cut", 0);

    tcase_add_test(t, places);
    tcase_add_test(t, looked_for_by_vectors);
    tcase_add_test(t, never_inside_a_character);
    tcase_add_test(t, random_bytes);
    return tests_run(s);
}
