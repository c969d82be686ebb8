/* Reading order from boxes: columns, headlines over them, and what must stay as it came. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>

#include "format/page.h"
#include "main.h"

/* Assert in a loop: ck_assert writes to a file each time it holds. */
#define must(condition)                \
    do {                               \
        if (!(condition))              \
            ck_abort_msg(#condition);  \
    } while (0)

static void add(om_page *page, const char *text, int32_t left, int32_t top, int32_t right, int32_t bottom)
{
    om_word word = {.box = {left, top, right, bottom}, .doc = (uint32_t)page->n_words, .doc_len = 1};

    om_page_new_line(page, word.box);
    om_page_add(page, text, strlen(text), &word);
}

/* The texts in reading order: words of a line after each other, lines and regions parted by , and ; */
static const char *ordered(om_page *page)
{
    static char text[4096];
    size_t n = 0;

    text[0] = 0;
    om_page_order(page);
    must(!page->failed);
    for (size_t i = 0; i < page->n_lines; i++) {
        const om_type_line *l = &page->lines[i];

        n += (size_t)snprintf(text + n, sizeof text - n, "%s", !i ? "" : l->region != l[-1].region ? "; " : ", ");
        for (size_t k = l->word; k < l->word + l->words; k++)
            n += (size_t)snprintf(text + n, sizeof text - n, "%.*s", (int)page->words[k].text_len,
                                  (char *)page->text.data + page->words[k].text);
    }
    om_page_free(page);
    return text;
}

/* Row `row` of column `column`: full lines of 300 by 30, 40 from one to the next, gutters of 36. */
static void add_at(om_page *page, int column, int row)
{
    char text[16];

    snprintf(text, sizeof text, "%c%d", 'a' + column, row);
    add(page, text, 336 * column, 40 * row, 336 * column + 300 - row % 4, 40 * row + 30);
}

static void add_rows(om_page *page, int columns, int from, int to)
{
    for (int row = from; row < to; row++)
        for (int c = 0; c < columns; c++)
            add_at(page, c, row);
}

START_TEST(columns)
{
    om_page page = {0};

    add_rows(&page, 2, 0, 5);
    ck_assert_str_eq(ordered(&page), "a0, a1, a2, a3, a4; b0, b1, b2, b3, b4");
    add_rows(&page, 3, 0, 4);
    ck_assert_str_eq(ordered(&page), "a0, a1, a2, a3; b0, b1, b2, b3; c0, c1, c2, c3");
}
END_TEST

/* A headline over all columns comes before them, wherever the engine put it, also where it is no wider than the column
 * under it. */
START_TEST(headline)
{
    om_page page = {0};

    add_rows(&page, 2, 0, 5);
    add(&page, "H", 150, -100, 500, -40);
    ck_assert_str_eq(ordered(&page), "H; a0, a1, a2, a3, a4; b0, b1, b2, b3, b4");
    add_rows(&page, 3, 0, 4);
    add(&page, "H", 360, -100, 600, -40);
    add(&page, "I", 360, -200, 600, -140);
    ck_assert_str_eq(ordered(&page), "H, I; a0, a1, a2, a3; b0, b1, b2, b3; c0, c1, c2, c3");
}
END_TEST

/* Two stories, one under the other. */
START_TEST(stories)
{
    om_page page = {0};

    add_rows(&page, 2, 0, 4);
    add(&page, "H", 100, 170, 580, 230);
    add_rows(&page, 2, 6, 10);
    ck_assert_str_eq(ordered(&page), "a0, a1, a2, a3; b0, b1, b2, b3; H; a6, a7, a8, a9; b6, b7, b8, b9");
}
END_TEST

/* A headline over two of three columns leaves the third whole. */
START_TEST(beside_a_story)
{
    om_page page = {0};

    for (int row = 0; row < 10; row++) {
        add_at(&page, 0, row);
        if (row < 4 || row > 5)
            add_at(&page, 1, row), add_at(&page, 2, row);
    }
    add(&page, "H", 400, 170, 900, 230);
    ck_assert_str_eq(ordered(&page), "a0, a1, a2, a3, a4, a5, a6, a7, a8, a9; b0, b1, b2, b3; c0, c1, c2, c3; H; "
                                     "b6, b7, b8, b9; c6, c7, c8, c9");
}
END_TEST

/* Headlines of their own over columns side by side stay with them. */
START_TEST(side_by_side)
{
    om_page page = {0};

    add(&page, "H", 0, -100, 280, -40);
    add(&page, "I", 340, -100, 620, -40);
    add_rows(&page, 2, 0, 4);
    ck_assert_str_eq(ordered(&page), "H, a0, a1, a2, a3; I, b0, b1, b2, b3");
}
END_TEST

/* Cells of a table are short, or few of them fill their column. */
START_TEST(table)
{
    om_page page = {0};

    for (int row = 0; row < 6; row++)
        for (int c = 0; c < 3; c++) {
            char text[16];
            snprintf(text, sizeof text, "%c%d", 'a' + c, row);
            add(&page, text, 200 * c, 40 * row, 200 * c + 100, 40 * row + 30);
        }
    ck_assert_str_eq(ordered(&page), "a0, b0, c0, a1, b1, c1, a2, b2, c2, a3, b3, c3, a4, b4, c4, a5, b5, c5");
    for (int row = 0; row < 6; row++) {
        add_at(&page, 0, row);
        add(&page, "n", 400, 40 * row, 430 + 50 * row, 40 * row + 30);
    }
    ck_assert_str_eq(ordered(&page), "a0, n, a1, n, a2, n, a3, n, a4, n, a5, n");
}
END_TEST

/* One column stays as it came, even if lines of it stand higher; parts of a line become one. */
START_TEST(one_column)
{
    om_page page = {0};

    add_rows(&page, 1, 1, 5);
    add_at(&page, 0, 0);
    add(&page, "x", 310, 2, 340, 28);
    add_rows(&page, 1, 5, 9);
    ck_assert_str_eq(ordered(&page), "a1, a2, a3, a4, a0x, a5, a6, a7, a8");
}
END_TEST

START_TEST(split_line)
{
    om_page page = {0};

    add_rows(&page, 2, 0, 4);
    add(&page, "a4", 0, 160, 150, 190);
    add(&page, "x", 180, 162, 290, 188);
    add_at(&page, 1, 4);
    ck_assert_str_eq(ordered(&page), "a0, a1, a2, a3, a4x; b0, b1, b2, b3, b4");
}
END_TEST

/* A line that the engine read across the gutter is parted where the gutter is, and each part goes to its column. */
START_TEST(across_a_gutter)
{
    om_page page = {0};
    om_word word = {.box = {0, 160, 636, 190}, .literal = true};

    for (int row = 0; row < 8; row++)
        for (int c = 0; c < 2 && row != 4; c++)
            add(&page, "十个字的一行报纸文字", 336 * c, 40 * row, 336 * c + 300, 40 * row + 30);
    om_page_new_line(&page, word.box);
    om_page_add(&page, "左栏一行共有十个字啊右栏一行也有十个字呀", strlen("左栏一行共有十个字啊右栏一行也有十个字呀"), &word);
    om_page_order(&page);
    ck_assert_uint_eq(page.n_lines, 16);
    ck_assert_int_eq(page.words[page.lines[7].word].box.right, 300);
    ck_assert_int_eq(page.words[page.lines[12].word].box.left, 336);
    ck_assert_int_eq(page.lines[12].box.left, 336);
    ck_assert_uint_eq(page.words[page.lines[7].word].doc_len, 30);
    ck_assert_uint_eq(page.words[page.lines[12].word].doc, 30);
    ck_assert_uint_eq(page.words[page.lines[12].word].doc_len, 30);
    om_page_free(&page);
}
END_TEST

/* One that lost a character is not: where would it go. */
START_TEST(across_uncertain)
{
    om_page page = {0};
    om_word word = {.box = {0, 160, 636, 190}, .literal = true};

    for (int row = 0; row < 8; row++)
        for (int c = 0; c < 2 && row != 4; c++)
            add(&page, "十个字的一行报纸文字", 336 * c, 40 * row, 336 * c + 300, 40 * row + 30);
    om_page_new_line(&page, word.box);
    om_page_add(&page, "左栏一行有十个字啊右栏一行也有十个字呀", strlen("左栏一行有十个字啊右栏一行也有十个字呀"), &word);
    om_page_order(&page);
    ck_assert_uint_eq(page.n_lines, 15);
    ck_assert_int_eq(page.lines[7].box.right, 636);
    om_page_free(&page);
}
END_TEST

START_TEST(no_boxes)
{
    om_page page = {0};

    add_rows(&page, 2, 0, 2);
    add(&page, "x", 0, 0, 0, 0);
    add_rows(&page, 2, 2, 4);
    ck_assert_str_eq(ordered(&page), "a0, b0, a1, b1, x, a2, b2, a3, b3");
    ck_assert_str_eq(ordered(&page), "");
}
END_TEST

/* Each page for itself. */
START_TEST(pages)
{
    om_page page = {0};

    om_page_new_page(&page);
    add_rows(&page, 2, 0, 4);
    om_page_new_page(&page);
    add_rows(&page, 2, 4, 8);
    ck_assert_str_eq(ordered(&page), "a0, a1, a2, a3; b0, b1, b2, b3; a4, a5, a6, a7; b4, b5, b6, b7");
}
END_TEST

/* Whatever the boxes, all of every word is there once, in a line that knows it. */
START_TEST(any_boxes)
{
    static const char text[] = "一行报纸的文字";
    om_page page = {0};
    size_t n, k = 0;
    int32_t wide;
    uint32_t seen[300] = {0};

    srand((unsigned)_i); /* each may run in a process of its own */
    n = 1 + (size_t)rand() % 300;
    wide = 20 + rand() % 400;
    for (size_t i = 0; i < n; i++) {
        int32_t big = rand() % 50 ? 1 : 50000, left = rand() % 8 ? rand() % 3 * (wide + 30) : rand() % 2000 - 100;
        int32_t top = rand() % 2000, width = rand() % 8 ? wide * (1 + rand() % 9 / 8) + 30 : 1 + rand() % 900;
        om_word word = {.doc = (uint32_t)i * 100, .doc_len = strlen(text), .literal = rand() % 8 > 0};

        word.box = (om_box){left * big, top * big, (left + width) * big, (top + 20 + rand() % (_i % 7 ? 5 : 60)) * big};
        om_page_new_line(&page, word.box);
        om_page_add(&page, text, strlen(text), &word);
    }
    om_page_order(&page);
    must(!page.failed && page.n_words >= n && page.n_words <= page.words_cap && page.n_lines <= page.lines_cap);
    for (size_t i = 0; i < page.n_lines; i++) {
        must(page.lines[i].word == k);
        must(page.lines[i].words > 0);
        must(i == 0 || page.lines[i].region >= page.lines[i - 1].region);
        for (k = page.lines[i].word; k < page.lines[i].word + page.lines[i].words; k++) {
            const om_word *w = &page.words[k];
            const char *part = text + w->doc % 100;

            must(w->line == i);
            must(w->doc_len == w->text_len);
            must(memcmp(page.text.data + w->text, part, w->text_len) == 0);
            seen[w->doc / 100] += w->doc_len;
        }
    }
    must(k == page.n_words);
    for (size_t i = 0; i < n; i++)
        must(seen[i] == strlen(text));
    om_page_free(&page);
}
END_TEST

/* Many lines that all are, or look like, headlines over columns take no more than linear time. */
START_TEST(many)
{
    om_page page = {0};

    for (int i = 0; i < 200000; i++)
        add(&page, "x", 336 * (i % 2), 40 * i, 336 * (i % 2) + 300 * (1 + i % 3), 40 * i + (i % 5 < 3 ? 30 : 60));
    om_page_order(&page);
    ck_assert(!page.failed);
    ck_assert_uint_eq(page.n_words, 200000);
    om_page_free(&page);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("order");
    TCase *tcase = tests_case(suite, "order", 0);

    tcase_add_test(tcase, columns);
    tcase_add_test(tcase, headline);
    tcase_add_test(tcase, stories);
    tcase_add_test(tcase, beside_a_story);
    tcase_add_test(tcase, side_by_side);
    tcase_add_test(tcase, table);
    tcase_add_test(tcase, one_column);
    tcase_add_test(tcase, split_line);
    tcase_add_test(tcase, across_a_gutter);
    tcase_add_test(tcase, across_uncertain);
    tcase_add_test(tcase, no_boxes);
    tcase_add_test(tcase, pages);
    tcase_add_loop_test(tcase, any_boxes, 0, 500);
    tcase_add_test(tcase, many);
    return tests_run(suite);
}
