/* What misreading costs: the compiled table says what dict/shape.tsv says, both ways, and nothing else. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>

#include "dict/cost.h"
#include "text/utf8.h"

START_TEST(as_the_table)
{
    const char *dir = getenv("SRCDIR");
    char path[4096], line[100];
    uint32_t n = 0;
    FILE *f;

    snprintf(path, sizeof path, "%s/dict/shape.tsv", dir ? dir : ".");
    f = fopen(path, "r");
    ck_assert_ptr_nonnull(f);
    while (fgets(line, sizeof line, f)) {
        unsigned len;
        uint32_t a = om_utf8_get((uint8_t *)line, &len), b = om_utf8_get((uint8_t *)line + 4, &len);
        int cost = atoi(line + 8);

        if (om_cost(a, b) != cost || om_cost(b, a) != cost)
            ck_abort_msg("%s", line);
        n++;
    }
    fclose(f);
    ck_assert_uint_eq(om_shape_first[OM_SHAPE_COUNT], 2 * n);
}
END_TEST

START_TEST(sorted)
{
    for (uint32_t c = 0; c < OM_SHAPE_COUNT; c++) {
        ck_assert_uint_le(om_shape_first[c], om_shape_first[c + 1]);
        for (uint32_t i = om_shape_first[c]; i < om_shape_first[c + 1]; i++) {
            if (i > om_shape_first[c] && om_shape_near[i - 1] >= om_shape_near[i])
                ck_abort_msg("U+%04X", c + OM_SHAPE_FROM);
            if (om_shape_near[i] == c + OM_SHAPE_FROM)
                ck_abort_msg("U+%04X beside itself", c + OM_SHAPE_FROM);
        }
    }
}
END_TEST

static const struct {
    uint32_t read, meant;
    unsigned least, most;
} cases[] = {
    {0x5DF2, 0x5DF1, 1, OM_COST_CONFUSABLE},  /* 已 己 */
    {0x672A, 0x672B, 1, OM_COST_CONFUSABLE},  /* 未 末 */
    {0x4FA8, 0x6865, 1, OM_COST_CONFUSABLE},  /* 侨 桥 */
    {0x4E00, 0x9F98, OM_COST_FAR, OM_COST_FAR}, /* 一 龘 */
    {0x9053, 0x9053, 0, 0},
    {0, 0xB7, OM_COST_DOT, OM_COST_DOT},
    {0xB7, 0, OM_COST_DOT, OM_COST_DOT},
    {',', 0xB7, OM_COST_DOT, OM_COST_DOT},
    {'a', 0xB7, OM_COST_FAR, OM_COST_FAR},
    {0, 0x9053, OM_COST_SKIP, OM_COST_SKIP},
    {0x20000, 0x9053, OM_COST_FAR, OM_COST_FAR},
    {0x10FFFF, 0x4DFF, OM_COST_FAR, OM_COST_FAR},
};

START_TEST(single_cases)
{
    unsigned cost = om_cost(cases[_i].read, cases[_i].meant);

    ck_assert_uint_ge(cost, cases[_i].least);
    ck_assert_uint_le(cost, cases[_i].most);
    ck_assert_uint_eq(cost, om_cost(cases[_i].meant, cases[_i].read));
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("cost");
    TCase *tc = tcase_create("cost");
    SRunner *runner = srunner_create(suite);
    int failed;

    tcase_add_test(tc, as_the_table);
    tcase_add_test(tc, sorted);
    tcase_add_loop_test(tc, single_cases, 0, sizeof cases / sizeof *cases);
    suite_add_tcase(suite, tc);
    srunner_run_all(runner, CK_NORMAL);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
