/* The UTF-8 check: vectors and plain C against a byte-by-byte definition. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "main.h"
#include "text/utf8.h"
#include "text/vector.h"

/* RFC 3629, section 4, written out. */
static size_t slow_valid(const uint8_t *p, size_t len)
{
    size_t at = 0;

    while (at < len) {
        uint8_t a = p[at], low = 0x80, high = 0xBF;
        size_t n = a < 0x80 ? 1 : a < 0xC2 ? 0 : a < 0xE0 ? 2 : a < 0xF0 ? 3 : a < 0xF5 ? 4 : 0;

        if (n == 0 || n > len - at)
            break;
        low = a == 0xE0 ? 0xA0 : a == 0xF0 ? 0x90 : 0x80;
        high = a == 0xED ? 0x9F : a == 0xF4 ? 0x8F : 0xBF;
        if (n > 1 && (p[at + 1] < low || p[at + 1] > high))
            break;
        if (n > 2 && (p[at + 2] & 0xC0) != 0x80)
            break;
        if (n > 3 && (p[at + 3] & 0xC0) != 0x80)
            break;
        at += n;
    }
    return at;
}

enum { VECTORS = 3 }; /* two kinds, and none */

static void same(const uint8_t *p, size_t len)
{
    size_t slow = slow_valid(p, len);

    for (size_t i = 0; i < VECTORS; i++) {
        size_t fast;

        om_vector_leave_out(i);
        fast = om_utf8_valid(p, len);
        if (fast != slow) /* not ck_assert, which writes to a file each time it holds */
            ck_abort_msg("%zu, not %zu, without the %zu best vectors", fast, slow, i);
    }
}

/* All sequences of one to four bytes (each byte from the values at which a rule changes) at every place around the
 * borders of vectors. */
START_TEST(sequences)
{
    static const uint8_t edge[] = {0x00, 0x41, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC1, 0xC2, 0xDF, 0xE0,
                                   0xE1, 0xEC, 0xED, 0xEE, 0xEF, 0xF0, 0xF1, 0xF3, 0xF4, 0xF5, 0xFF};
    static const size_t place[] = {0, 29, 30, 31, 32, 60, 61, 62, 63, 64, 93, 125, 127};
    enum { N = sizeof edge, LEN = 192 };
    uint8_t text[LEN];

    for (size_t w = 0; w < sizeof place / sizeof *place; w++) {
        for (size_t i = 0; i < (size_t)N * N * N * N; i++) {
            memset(text, 'a', LEN);
            text[place[w]] = edge[i % N];
            text[place[w] + 1] = edge[i / N % N];
            text[place[w] + 2] = edge[i / N / N % N];
            text[place[w] + 3] = edge[i / N / N / N];
            same(text, LEN);
        }
    }
}
END_TEST

/* Each pair of bytes across the border of a vector, followed by ASCII, one, two or three continuations. */
START_TEST(all_pairs)
{
    uint8_t text[128];

    for (unsigned more = 0; more < 4; more++) {
        for (unsigned i = 0; i < 0x10000; i++) {
            memset(text, 'a', sizeof text);
            text[63] = (uint8_t)(i >> 8);
            text[64] = (uint8_t)i;
            memset(text + 65, 0xBF, more);
            same(text, sizeof text);
        }
    }
}
END_TEST

START_TEST(every_character)
{
    uint8_t text[160];

    for (uint32_t c = 0; c < 0x120000; c += c < 0x11000 ? 1 : 61) {
        size_t at = 48 + c % 17;
        unsigned n = om_utf8_put(text + at, c);

        memset(text, 'a', at);
        memset(text + at + n, 'b', sizeof text - at - n);
        same(text, sizeof text);
        if (c < 0x110000 && !(c >= 0xD800 && c < 0xE000)) {
            unsigned got;
            ck_assert_uint_eq(om_utf8_valid(text, sizeof text), sizeof text);
            ck_assert_uint_eq(om_utf8_get(text + at, &got), c);
            ck_assert_uint_eq(got, n);
            ck_assert_uint_eq(om_utf8_len(text[at]), n);
            ck_assert_uint_eq(om_utf8_back(text, at + n), at);
        }
    }
}
END_TEST

/* Text of characters of 1 to 4 bytes, whole, cut off at every length, and with one byte changed. */
START_TEST(random_text)
{
    uint8_t text[300];

    srand(20240301);
    for (int round = 0; round < 3000; round++) {
        size_t len = 0;
        uint8_t kept;
        size_t at;

        while (len < 280) {
            static const uint32_t top[4] = {0x80, 0x800, 0x10000, 0x110000};
            uint32_t c = (uint32_t)rand() % top[round % 3 == 0 ? rand() % 4 : 2];
            if (c < 0xD800 || c > 0xDFFF)
                len += om_utf8_put(text + len, c);
        }
        for (size_t cut = 0; cut <= len; cut += 1 + (size_t)rand() % 7)
            same(text, cut);
        ck_assert_uint_eq(om_utf8_valid(text, len), len);
        at = (size_t)rand() % len;
        kept = text[at];
        text[at] = (uint8_t)rand();
        same(text, len);
        text[at] = kept;
    }
}
END_TEST

START_TEST(random_bytes)
{
    uint8_t text[256];

    srand(7);
    for (int round = 0; round < 20000; round++) {
        for (size_t i = 0; i < sizeof text; i++)
            text[i] = (uint8_t)(rand() % 4 ? 0xE4 + (i % 3 ? 0x90 - 0xE4 + rand() % 0x10 : 0) : rand());
        same(text, (size_t)rand() % (sizeof text + 1));
    }
}
END_TEST

int main(void)
{
    Suite *s = suite_create("utf8");
    TCase *t = tests_case(s, "utf8", 120);

    tcase_add_test(t, sequences);
    tcase_add_test(t, all_pairs);
    tcase_add_test(t, every_character);
    tcase_add_test(t, random_text);
    tcase_add_test(t, random_bytes);
    return tests_run(s);
}
