/* The second look at gaps that the tables leave in doubt: what it sees, and that its trees are sound. */
#include <check.h>
#include <stdlib.h>

#include "main.h"
#include "stage/join/around.h"
#include "text/vector.h"

enum { ABOVE = OM_AROUND_OF_GAP + (OM_AROUND_BEFORE - 1) * OM_AROUND_OF_LINE, BELOW = ABOVE + OM_AROUND_OF_LINE };

static const om_line lines[] = {
    {.em2 = 26, .column = 26, .fill = OM_FILL_FULL, .wraps = 5, .stop = OM_STOP_TEXT},
    {.em2 = 200, .column = 26, .fill = OM_FILL_OVER, .wraps = 6, .stop = OM_STOP_SENTENCE, .flags = OM_LINE_JOINED},
    {.em2 = 14, .column = 26, .fill = OM_FILL_SHORT, .blanks = 9, .indent = 12, .start = OM_START_OPEN,
     .flags = OM_LINE_CLAUSES},
};

START_TEST(what_it_sees)
{
    om_gap gap = {.above = OM_FILL_FULL, .bare = OM_FILL_OVER, .first = true};
    int16_t seen[OM_AROUND_SEEN];

    om_around_look(lines, 3, 2, &gap, -7, true, seen);
    ck_assert_int_eq(seen[OM_AROUND_SCORE], -7);
    ck_assert_int_eq(seen[OM_AROUND_ABOVE], OM_FILL_FULL);
    ck_assert_int_eq(seen[OM_AROUND_BARE], OM_FILL_OVER);
    ck_assert_int_eq(seen[OM_AROUND_CUTS], 1);
    ck_assert_int_eq(seen[OM_AROUND_FIRST], 1);
    ck_assert_int_eq(seen[OM_AROUND_PAGE], 0);
    ck_assert_int_eq(seen[OM_AROUND_WRAPS], 6);
    ck_assert_int_eq(seen[OM_AROUND_RUN], 2);
    ck_assert_int_eq(seen[ABOVE + OM_AROUND_STOP], OM_STOP_SENTENCE);
    ck_assert_int_eq(seen[ABOVE + OM_AROUND_EM2], OM_AROUND_WIDE);
    ck_assert_int_eq(seen[BELOW + OM_AROUND_START], OM_START_OPEN);
    ck_assert_int_eq(seen[BELOW + OM_AROUND_BLANKS], 2);
    ck_assert_int_eq(seen[BELOW + OM_AROUND_INDENT], 8);
    ck_assert_int_eq(seen[BELOW + OM_AROUND_ALONE], 1);
    for (int k = BELOW + OM_AROUND_OF_LINE; k < OM_AROUND_SEEN; k++) /* nothing follows */
        ck_assert_int_eq(seen[k], -1);
}
END_TEST

START_TEST(at_the_beginning)
{
    om_gap gap = {0};
    int16_t seen[OM_AROUND_SEEN];

    om_around_look(lines, 3, 1, &gap, 0, false, seen);
    ck_assert_int_eq(seen[OM_AROUND_RUN], 1);
    for (int k = OM_AROUND_OF_GAP; k < ABOVE; k++)
        ck_assert_int_eq(seen[k], -1);
    ck_assert_int_eq(seen[ABOVE + OM_AROUND_EM2], 26);
}
END_TEST

/* Whatever is seen, the trees answer, with each kind of vector and without alike, and with a score as others are. */
START_TEST(any_answer)
{
    int16_t seen[OM_AROUND_SEEN];
    int least = 0, most = 0;

    srand(7);
    for (int round = 0; round < 100000; round++) {
        int score;

        for (int k = 0; k < OM_AROUND_SEEN; k++)
            seen[k] = (int16_t)(rand() % 8 ? rand() % 12 - 1 : rand() % 4000 - 2000);
        score = om_around_score(seen);
        for (size_t i = 1; i < 3; i++) {
            om_vector_leave_out(i);
            ck_assert_int_eq(om_around_score(seen), score);
        }
        om_vector_leave_out(0);
        least = score < least ? score : least;
        most = score > most ? score : most;
    }
    ck_assert_int_gt(least, -200);
    ck_assert_int_lt(least, -20);
    ck_assert_int_gt(most, 20);
    ck_assert_int_lt(most, 200);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("around");
    TCase *tests = tests_case(suite, "around", 0);

    tcase_add_test(tests, what_it_sees);
    tcase_add_test(tests, at_the_beginning);
    tcase_add_test(tests, any_answer);
    return tests_run(suite);
}
