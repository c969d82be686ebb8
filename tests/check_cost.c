/* What misreading costs: the scale is what it is said to be, and well-known pairs are where they should be. */
#include <check.h>
#include <math.h>
#include <stdlib.h>

#include "dict/cost.h"
#include "main.h"

/* The cost is 255 + 30 lg of the share of pairs that cost no more. */
START_TEST(scale)
{
    enum { PAIRS = 300000 };
    size_t share[256] = {0}, sum = 0;
    uint64_t random = 1;

    for (size_t i = 0; i < PAIRS; i++) {
        uint32_t a, b;

        random = random * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
        a = OM_SHAPE_FROM + (uint32_t)((random >> 33) % OM_SHAPE_COUNT);
        b = OM_SHAPE_FROM + (uint32_t)((random >> 13 & 0xFFFFF) % OM_SHAPE_COUNT);
        if (om_cost(a, b) != om_cost(b, a))
            ck_abort_msg("U+%04X U+%04X", a, b);
        share[a == b ? 255 : om_cost(a, b)]++;
    }
    for (int cost = 0; cost < 255; cost++) {
        sum += share[cost];
        if (cost == 165 || cost == 180 || cost == 210 || cost == 240)
            ck_assert_double_eq_tol(255 + 30 * log10((double)sum / PAIRS), cost, 2.5);
    }
}
END_TEST

START_TEST(likeness_falls)
{
    for (unsigned cost = 1; cost < OM_COST_FAR; cost++)
        ck_assert_int_le(om_shape_least[cost], om_shape_least[cost - 1]);
}
END_TEST

static const struct {
    uint32_t read, meant;
    unsigned least, most;
} cases[] = {
    {0x5DF2, 0x5DF1, 1, OM_COST_CONFUSABLE},  /* 已 己 */
    {0x672A, 0x672B, 1, OM_COST_CONFUSABLE},  /* 未 末 */
    {0x4FA8, 0x6865, 1, OM_COST_CONFUSABLE},  /* 侨 桥 */
    {0x6A1F, 0x6F33, 1, 210},                 /* 樟 漳 */
    {0x5CE8, 0x5CFB, 1, 200},                 /* 峨 峻 */
    {0x4E00, 0x9F98, 230, OM_COST_FAR},       /* 一 龘 */
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
    for (unsigned most = 0; most < 256; most++)
        ck_assert_int_eq(om_cost_exceeds(cases[_i].read, cases[_i].meant, most), cost > most);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("cost");
    TCase *tc = tests_case(suite, "cost", 60);

    tcase_add_test(tc, scale);
    tcase_add_test(tc, likeness_falls);
    tcase_add_loop_test(tc, single_cases, 0, sizeof cases / sizeof *cases);
    return tests_run(suite);
}
