/* The tables made from Unicode's data: sorted, and the same as utf8proc and (where they are installed) Unicode's own
 * files say. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "main.h"
#include "text/fold.h"
#include "text/script.h"
#include "text/utf8.h"

static const char equivalents[] = "/usr/share/unicode/EquivalentUnifiedIdeograph.txt";

START_TEST(sorted)
{
    const om_fold *f;
    uint32_t last = 0;

    for (size_t i = 0; (f = om_fold_at(i)) != NULL; i++) {
        ck_assert_uint_gt(f->from, last);
        ck_assert_ptr_eq(om_fold_of(f->from), f);
        ck_assert_uint_eq(om_utf8_valid((const uint8_t *)f->to, f->len), f->len);
        last = f->from;
    }
    ck_assert_ptr_null(om_fold_of(0x4E00));
    ck_assert_ptr_null(om_fold_of(0x10FFFF));
}
END_TEST

static bool is_radical(uint32_t c)
{
    return c >= 0x2E80 && c < 0x2FE0;
}

/* Radicals of the supplement have no decomposition, sound marks standing alone and half-width Hangul one of their own
 * kind; all else folds as NFKC has it. */
START_TEST(as_utf8proc)
{
    const om_fold *f;

    for (size_t i = 0; (f = om_fold_at(i)) != NULL; i++) {
        uint8_t one[5] = {0};
        uint8_t *nfkc;

        if (f->from < 0x2F00 || f->from == 0xFF9E || f->from == 0xFF9F || (f->from >= 0xFFA0 && f->from <= 0xFFDC))
            continue;
        om_utf8_put(one, f->from);
        nfkc = utf8proc_NFKC(one);
        ck_assert_ptr_nonnull(nfkc);
        ck_assert_msg(strlen((char *)nfkc) == f->len && memcmp(nfkc, f->to, f->len) == 0, "U+%04X", f->from);
        free(nfkc);
    }
    for (uint32_t c = 0xF900; c < 0xFB00; c++)
        ck_assert_int_eq(om_fold_of(c) != NULL,
                         utf8proc_get_property((utf8proc_int32_t)c)->decomp_seqindex != UINT16_MAX);
}
END_TEST

/* カ and a sound mark make what NFKC makes of them. */
START_TEST(voiced_kana)
{
    for (uint32_t c = 0xFF66; c <= 0xFF9D; c++)
        for (uint32_t mark = 0xFF9E; mark <= 0xFF9F; mark++) {
            uint8_t two[9] = {0};
            unsigned n = om_utf8_put(two, c), got_len;
            uint8_t *nfkc;
            uint32_t got, voiced = om_fold_voiced(om_utf8_get((const uint8_t *)om_fold_of(c)->to, &got_len), mark);

            om_utf8_put(two + n, mark);
            nfkc = utf8proc_NFKC(two);
            ck_assert_ptr_nonnull(nfkc);
            got = om_utf8_get(nfkc, &got_len);
            ck_assert_msg(voiced == (nfkc[got_len] ? 0 : got), "U+%04X U+%04X: U+%04X", c, mark, voiced);
            free(nfkc);
        }
}
END_TEST

START_TEST(radicals)
{
    FILE *in = fopen(equivalents, "r");
    char line[200];

    if (!in)
        return; /* unicode-data is not installed */
    while (fgets(line, sizeof line, in)) {
        unsigned from, to, ideograph, n;

        if (sscanf(line, "%x..%x ; %x", &from, &to, &ideograph) != 3) {
            if (sscanf(line, "%x ; %x", &from, &ideograph) != 2)
                continue;
            to = from;
        }
        for (; from <= to; from++) {
            const om_fold *f = om_fold_of(from);
            if (!is_radical(from))
                continue;
            ck_assert_ptr_nonnull(f);
            ck_assert_uint_eq(om_utf8_get((const uint8_t *)f->to, &n), ideograph);
        }
    }
    fclose(in);
}
END_TEST

/* A fold changes no character's class: decisions made by classes hold when the text comes again. */
START_TEST(classes)
{
    const om_fold *f;

    for (size_t i = 0; (f = om_fold_at(i)) != NULL; i++) {
        unsigned n;
        ck_assert_msg(om_script(f->from) == om_script(om_utf8_get((const uint8_t *)f->to, &n)), "U+%04X", f->from);
    }
    for (uint32_t c = 0; c <= 0x10FFFF; c++) {
        utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)c);
        enum om_script s = om_script(c);

        if (category == UTF8PROC_CATEGORY_LU || category == UTF8PROC_CATEGORY_LL)
            ck_assert_msg(s == OM_LATIN, "U+%04X", c);
        if (category == UTF8PROC_CATEGORY_ZS)
            ck_assert_msg(s == OM_SPACE, "U+%04X", c);
        if (category == UTF8PROC_CATEGORY_CC)
            ck_assert_msg(s == OM_CONTROL || s == OM_LINE_END || s == OM_SPACE, "U+%04X", c);
        if ((c >= 0x3400 && c < 0x4DC0) || (c >= 0x4E00 && c < 0x9FFD) || (c >= 0x20000 && c < 0x2A6DE))
            ck_assert_msg(s == OM_HAN, "U+%04X", c);
        if (c >= 0xAC00 && c <= 0xD7A3)
            ck_assert_msg(s == OM_HANGUL, "U+%04X", c);
    }
}
END_TEST

int main(void)
{
    Suite *s = suite_create("fold");
    TCase *t = tests_case(s, "tables", 60);

    tcase_add_test(t, sorted);
    tcase_add_test(t, as_utf8proc);
    tcase_add_test(t, voiced_kana);
    tcase_add_test(t, radicals);
    tcase_add_test(t, classes);
    return tests_run(s);
}
