/* The second look at gaps that the tables leave in doubt: what it sees, and that its trees are sound. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "main.h"
#include "stage/join/around.h"
#include "text/vector.h"

enum { ABOVE = OM_AROUND_OF_GAP + (OM_AROUND_BEFORE - 1) * OM_AROUND_OF_LINE, BELOW = ABOVE + OM_AROUND_OF_LINE };

static const om_line lines[] = {
    {.em2 = 26, .column = 26, .fill = OM_FILL_FULL, .wraps = 5, .stop = OM_STOP_TEXT, .flags = OM_LINE_DONE},
    {.em2 = 200, .column = 26, .fill = OM_FILL_OVER, .wraps = 6, .stop = OM_STOP_SENTENCE, .flags = OM_LINE_JOINED},
    {.em2 = 14, .column = 26, .fill = OM_FILL_SHORT, .blanks = 9, .indent = 12, .start = OM_START_OPEN,
     .flags = OM_LINE_CLAUSES},
};

static const uint8_t text[] = "";

START_TEST(what_it_sees)
{
    om_gap gap = {.above = OM_FILL_FULL, .bare = OM_FILL_OVER};
    int16_t seen[OM_AROUND_SEEN];

    om_around_look(lines, 3, 2, text, &gap, (om_habit){10, 4, 3, 7, 5}, -7, seen);
    ck_assert_int_eq(seen[OM_AROUND_SCORE], -7);
    ck_assert_int_eq(seen[OM_AROUND_ABOVE], OM_FILL_FULL);
    ck_assert_int_eq(seen[OM_AROUND_BARE], OM_FILL_OVER);
    ck_assert_int_eq(seen[OM_AROUND_ECHO], 0);
    ck_assert_int_eq(seen[OM_AROUND_MARKS], 2); /* so wide a line has some */
    ck_assert_int_eq(seen[OM_AROUND_ROWS_ABOVE], 0);
    ck_assert_int_eq(seen[OM_AROUND_ROWS_BELOW], 0);
    ck_assert_int_eq(seen[OM_AROUND_SPACED], 6);
    ck_assert_int_eq(seen[OM_AROUND_WRAPS], 6);
    ck_assert_int_eq(seen[OM_AROUND_RUN], 2);
    ck_assert_int_eq(seen[OM_AROUND_BLANK], 10);
    ck_assert_int_eq(seen[OM_AROUND_INDENTED], 4);
    ck_assert_int_eq(seen[OM_AROUND_INSIDE], 3);
    ck_assert_int_eq(seen[OM_AROUND_AT_FULL], 7);
    ck_assert_int_eq(seen[OM_AROUND_AT_ROWS], 5);
    ck_assert_int_eq(seen[OM_AROUND_GREW], OM_AROUND_WIDE - 26);
    ck_assert_int_eq(seen[OM_AROUND_GROWS], 14 - OM_AROUND_WIDE);
    ck_assert_int_eq(seen[OM_AROUND_GOES_ON], 0);
    ck_assert_int_eq(seen[OM_AROUND_BOTH], 14 + OM_AROUND_WIDE);
    ck_assert_int_eq(seen[ABOVE + OM_AROUND_STOP], OM_STOP_SENTENCE);
    ck_assert_int_eq(seen[ABOVE + OM_AROUND_EM2], OM_AROUND_WIDE);
    ck_assert_int_eq(seen[BELOW + OM_AROUND_START], OM_START_OPEN);
    ck_assert_int_eq(seen[BELOW + OM_AROUND_BLANKS], 2);
    ck_assert_int_eq(seen[BELOW + OM_AROUND_ALONE], 1);
    for (int k = BELOW + OM_AROUND_OF_LINE; k < OM_AROUND_SEEN; k++) /* nothing follows */
        ck_assert_int_eq(seen[k], -1);
}
END_TEST

START_TEST(at_the_beginning)
{
    om_gap gap = {0};
    int16_t seen[OM_AROUND_SEEN];

    om_around_look(lines, 3, 1, text, &gap, (om_habit){-1, -1, -1, -1, -1}, 0, seen);
    ck_assert_int_eq(seen[OM_AROUND_RUN], 1);
    for (int k = OM_AROUND_OF_GAP; k < ABOVE; k++)
        ck_assert_int_eq(seen[k], -1);
    ck_assert_int_eq(seen[ABOVE + OM_AROUND_EM2], 26);
}
END_TEST

/* Brackets and quotes that are open between two lines. */
static const struct {
    const char *above, *below;
    int pairs, quotes;
} open[] = {
    {"渡口修好了。（据", "云溪晚报）", 3, 0}, {"叫做《渡", "口》的书", 3, 0},     {"叫做《渡口》", "（的）书", 0, 0},
    {"渡口）的（书", "有三本", 2, 0},         {"三本（", "（新）书）", 3, 0},     {"他说：“渡口", "修好了。", 0, 2},
    {"他说：“渡口", "修好了。”他又", 0, 3},  {"渡口", "修好了”的消息", 0, 1},   {"", "", 0, 0},
};

START_TEST(open_pairs)
{
    uint8_t both[200];
    size_t above = strlen(open[_i].above), below = strlen(open[_i].below);
    om_line pair[] = {{.to = (uint32_t)above}, {.from = (uint32_t)above, .to = (uint32_t)(above + below)}};
    om_gap gap = {0};
    int16_t seen[OM_AROUND_SEEN];

    memcpy(both, open[_i].above, above);
    memcpy(both + above, open[_i].below, below);
    om_around_look(pair, 2, 1, both, &gap, (om_habit){0, 0, 0, 0, 0}, 0, seen);
    ck_assert_int_eq(seen[OM_AROUND_PAIRS], open[_i].pairs);
    ck_assert_int_eq(seen[OM_AROUND_QUOTES], open[_i].quotes);
}
END_TEST

START_TEST(how_paragraphs_are_set_off)
{
    om_line page[8];
    om_habit habit;

    for (int i = 0; i < 8; i++)
        page[i] = (om_line){.fill = i % 2 ? OM_FILL_TINY : OM_FILL_TWO, .stop = OM_STOP_SENTENCE};
    ck_assert_int_eq(om_habit_look(page, 6).blank, -1); /* two ends are too few */
    page[2].blanks = page[4].blanks = 1;
    page[6].fill = OM_FILL_FULL;
    habit = om_habit_look(page, 8);
    ck_assert_int_eq(habit.blank, 6);
    ck_assert_int_eq(habit.indented, 6);
    page[6].indent = 4;
    ck_assert_int_eq(om_habit_look(page, 8).indented, 10);
}
END_TEST

/* Where else blank lines stand tells whether they mean anything. */
START_TEST(where_blank_lines_stand)
{
    om_line page[10];
    om_habit habit;

    for (int i = 0; i < 10; i++) /* a column without paragraphs, then rows */
        page[i] = (om_line){.fill = i < 5 ? OM_FILL_FULL : OM_FILL_SHORT, .stop = OM_STOP_TEXT, .blanks = i == 2 || i > 7};
    habit = om_habit_look(page, 10);
    ck_assert_int_eq(habit.inside, 2);
    ck_assert_int_eq(habit.at_rows, 5);
    ck_assert_int_eq(habit.at_full, -1);
    ck_assert_int_eq(habit.blank, -1);
    for (int i = 0; i < 10; i++)
        page[i] = (om_line){.fill = OM_FILL_FULL, .stop = OM_STOP_SENTENCE, .blanks = i == 4};
    page[9].start = OM_START_DATELINE; /* which tells by itself */
    habit = om_habit_look(page, 10);
    ck_assert_int_eq(habit.at_full, 1);
    ck_assert_int_eq(habit.inside, -1);
    ck_assert_int_eq(habit.at_rows, -1);
}
END_TEST

/* A page of lines, each ending in \n, as the second look is given them. */
static size_t page_of(const char *lines_of, om_line *page)
{
    size_t n = 0, from = 0;

    for (size_t at = 0; lines_of[at]; at++)
        if (lines_of[at] == '\n') {
            page[n] = (om_line){.from = (uint32_t)from, .to = (uint32_t)at, .em2 = (uint16_t)((at - from) / 3 * 2)};
            page[n].stop = at - from > 3 && memcmp(lines_of + at - 3, "。", 3) == 0 ? OM_STOP_SENTENCE : OM_STOP_TEXT;
            from = at + 1;
            n++;
        }
    return n;
}

START_TEST(the_head_of_a_story)
{
    static const char head[] = "上一篇到这里为止。\n云溪渡口\n修好老桥\n迎来新客\n村民进城少走十里路\n五月的渡口，细雨如丝\n";
    om_line page[8];
    om_gap gap = {0};
    int16_t seen[OM_AROUND_SEEN];
    size_t n = page_of(head, page);

    page[2].blanks = 1;
    om_around_look(page, n, 3, (const uint8_t *)head, &gap, (om_habit){0, 0, 0, 0, 0}, 0, seen);
    ck_assert_int_eq(seen[OM_AROUND_MARKS], 0);
    ck_assert_int_eq(seen[OM_AROUND_ROWS_ABOVE], 1); /* not the story before */
    ck_assert_int_eq(seen[OM_AROUND_ROWS_BELOW], 1); /* nor its own */
    ck_assert_int_eq(seen[OM_AROUND_SPACED], 2 + 3 + 9);
    om_around_look(page, n, 5, (const uint8_t *)head, &gap, (om_habit){0, 0, 0, 0, 0}, 0, seen);
    ck_assert_int_eq(seen[OM_AROUND_MARKS], 1);
    ck_assert_int_eq(seen[OM_AROUND_ROWS_ABOVE], 0);
    ck_assert_int_eq(seen[OM_AROUND_SPACED], 3);
}
END_TEST

START_TEST(what_is_doubtful)
{
    static const char rows[] = "云溪渡口\n修好老桥\n五月的渡口，细雨如丝\n";
    const uint8_t *at = (const uint8_t *)rows;
    om_line head[4];

    ck_assert_uint_eq(page_of(rows, head), 3);
    ck_assert(om_around_is_doubtful(head, 3, 1, at, OM_SCORE_DOUBT)); /* rows without marks */
    ck_assert(!om_around_is_doubtful(head, 3, 2, at, OM_SCORE_DOUBT));
    ck_assert(om_around_is_doubtful(head, 3, 2, at, 1 - OM_SCORE_DOUBT));
    head[0].wraps = 12; /* in a column */
    ck_assert(!om_around_is_doubtful(head, 3, 1, at, OM_SCORE_DOUBT));
    head[2].start = OM_START_DATELINE;
    ck_assert(om_around_is_doubtful(head, 3, 1, at, OM_SCORE_DOUBT)); /* but above a story */
    ck_assert(!om_around_is_doubtful(head, 3, 1, at, -OM_SCORE_DOUBT_HEAD));
    head[0].stop = OM_STOP_SENTENCE;
    ck_assert(!om_around_is_doubtful(head, 3, 1, at, OM_SCORE_DOUBT));
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
    tcase_add_loop_test(tests, open_pairs, 0, sizeof open / sizeof *open);
    tcase_add_test(tests, how_paragraphs_are_set_off);
    tcase_add_test(tests, where_blank_lines_stand);
    tcase_add_test(tests, the_head_of_a_story);
    tcase_add_test(tests, what_is_doubtful);
    tcase_add_test(tests, any_answer);
    return tests_run(suite);
}
