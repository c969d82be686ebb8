/* Edits: text and list agree, and positions are found from one side to the other. */
#include <check.h>
#include <stdlib.h>

#include "main.h"
#include "text/edit.h"

/* Assert in a loop: ck_assert writes to a file each time it holds. */
#define must(condition)                \
    do {                               \
        if (!(condition))              \
            ck_abort_msg(#condition);  \
    } while (0)

static void expect_text(const om_out *out, const char *want)
{
    size_t len;
    const uint8_t *text = om_out_text(out, &len);

    ck_assert_uint_eq(len, strlen(want));
    ck_assert(memcmp(text, want, len) == 0);
}

static void expect_edit(const om_out *out, size_t i, om_edit want)
{
    const om_edit *e = &out->edits.at[i];

    ck_assert_uint_lt(i, out->edits.n);
    ck_assert_uint_eq(e->src, want.src);
    ck_assert_uint_eq(e->src_len, want.src_len);
    ck_assert_uint_eq(e->dst, want.dst);
    ck_assert_uint_eq(e->dst_len, want.dst_len);
    ck_assert_uint_eq(e->rule, want.rule);
    ck_assert_uint_eq(e->confidence, want.confidence);
    ck_assert_uint_eq(e->unit_src, want.unit_src);
    ck_assert_uint_eq(e->unit_dst, want.unit_dst);
}

START_TEST(text_and_list_agree)
{
    const uint8_t own = om_rule_confidence[OM_RULE_LINE_END];
    om_out out = {0};

    om_out_begin(&out, "one two three", 13);
    om_replace(&out, 0, "<", 1, OM_RULE_LINE_END, 7); /* insert */
    om_keep(&out, 4);
    om_replace(&out, 3, "2", 1, OM_RULE_LINE_END, 50);
    om_keep_to(&out, 8);
    om_delete(&out, 2, OM_RULE_LINE_END);
    om_replace(&out, 3, "REE!", 4, OM_RULE_LINE_END, 0);
    ck_assert(om_out_end(&out));
    expect_text(&out, "<one 2 REE!");
    ck_assert_uint_eq(out.edits.n, 4);
    expect_edit(&out, 0, (om_edit){0, 0, 0, 1, OM_RULE_LINE_END, 7, 0, 0});
    expect_edit(&out, 1, (om_edit){4, 3, 5, 1, OM_RULE_LINE_END, 50, 0, 0});
    expect_edit(&out, 2, (om_edit){8, 2, 7, 0, OM_RULE_LINE_END, own, 0, 0});
    expect_edit(&out, 3, (om_edit){10, 3, 7, 4, OM_RULE_LINE_END, own, 0, 0});

    /* the next block starts afresh; what is left is kept */
    om_out_begin(&out, "tail", 4);
    om_delete(&out, 1, OM_RULE_INDENT);
    ck_assert(om_out_end(&out));
    expect_text(&out, "ail");
    ck_assert_uint_eq(out.edits.n, 1);
    expect_edit(&out, 0, (om_edit){0, 1, 0, 0, OM_RULE_INDENT, om_rule_confidence[OM_RULE_INDENT], 0, 0});

    /* everything gone; something out of nothing */
    om_out_begin(&out, "all", 3);
    om_delete(&out, 3, OM_RULE_INDENT);
    ck_assert(om_out_end(&out));
    expect_text(&out, "");
    om_out_begin(&out, "", 0);
    om_replace(&out, 0, "new", 3, OM_RULE_FINAL_NEWLINE, 0);
    ck_assert(om_out_end(&out));
    expect_text(&out, "new");
    om_out_free(&out);
    om_out_free(&out); /* a freed one is empty */
}
END_TEST

START_TEST(without_an_edit_the_text_is_the_source)
{
    static const char source[] = "nothing to do";
    om_out out = {0};
    size_t len;

    for (int round = 0; round < 2; round++) {
        om_out_begin(&out, source, sizeof source - 1);
        om_keep(&out, 3);
        om_keep_to(&out, 9);
        ck_assert(om_out_end(&out));
        ck_assert_ptr_eq(om_out_text(&out, &len), (const uint8_t *)source);
        ck_assert_uint_eq(len, sizeof source - 1);
        ck_assert_uint_eq(out.edits.n, 0);
        ck_assert_uint_eq(out.text.cap, 0);
    }
    om_out_begin(&out, source, 0);
    ck_assert(om_out_end(&out));
    om_out_text(&out, &len);
    ck_assert_uint_eq(len, 0);
    om_out_free(&out);
}
END_TEST

START_TEST(units_merge)
{
    om_out out = {0};

    om_out_begin(&out, "aaabbbcccdddeeefff--", 20);
    om_replace_units(&out, 6, 3, "AB", 2, 1, OM_RULE_LINE_END);
    om_replace_units(&out, 3, 3, "C", 1, 1, OM_RULE_LINE_END);  /* goes on */
    om_replace_units(&out, 3, 3, "D", 1, 1, OM_RULE_INDENT);    /* another rule */
    om_replace_units(&out, 3, 3, "EE", 2, 2, OM_RULE_INDENT);   /* another unit */
    om_replace(&out, 3, "FF", 2, OM_RULE_INDENT, 0);            /* a whole one joins no run */
    om_replace_units(&out, 1, 1, "x", 1, 1, OM_RULE_INDENT);    /* nor a run a whole one */
    ck_assert(om_out_end(&out));
    expect_text(&out, "ABCDEEFFx-");
    ck_assert_uint_eq(out.edits.n, 5);
    expect_edit(&out, 0, (om_edit){0, 9, 0, 3, OM_RULE_LINE_END, om_rule_confidence[OM_RULE_LINE_END], 3, 1});
    expect_edit(&out, 1, (om_edit){9, 3, 3, 1, OM_RULE_INDENT, om_rule_confidence[OM_RULE_INDENT], 3, 1});
    expect_edit(&out, 2, (om_edit){12, 3, 4, 2, OM_RULE_INDENT, om_rule_confidence[OM_RULE_INDENT], 3, 2});
    expect_edit(&out, 3, (om_edit){15, 3, 6, 2, OM_RULE_INDENT, om_rule_confidence[OM_RULE_INDENT], 0, 0});
    expect_edit(&out, 4, (om_edit){18, 1, 8, 1, OM_RULE_INDENT, om_rule_confidence[OM_RULE_INDENT], 1, 1});

    /* a gap parts them */
    om_out_begin(&out, "aaa-bbb", 7);
    om_replace_units(&out, 3, 3, "A", 1, 1, OM_RULE_LINE_END);
    om_keep(&out, 1);
    om_replace_units(&out, 3, 3, "B", 1, 1, OM_RULE_LINE_END);
    ck_assert(om_out_end(&out));
    expect_text(&out, "A-B");
    ck_assert_uint_eq(out.edits.n, 2);
    om_out_free(&out);
}
END_TEST

START_TEST(notes_leave_the_text)
{
    static const char source[] = "left as it is";
    om_out out = {0};
    size_t len;

    om_out_begin(&out, source, sizeof source - 1);
    om_suggest(&out, 5, 2, "like", 4, OM_RULE_LINE_END, 33);
    om_report(&out, 0, 4, OM_RULE_INDENT);
    om_suggest(&out, 8, 0, "?", 1, OM_RULE_INDENT, 0);
    ck_assert(om_out_end(&out));
    ck_assert_ptr_eq(om_out_text(&out, &len), (const uint8_t *)source);
    ck_assert_uint_eq(out.edits.n, 0);
    ck_assert_uint_eq(out.notes.n, 3);
    ck_assert_uint_eq(out.notes.at[0].src, 5);
    ck_assert_uint_eq(out.notes.at[0].src_len, 2);
    ck_assert_uint_eq(out.notes.at[0].confidence, 33);
    ck_assert_int_eq(out.notes.at[0].outcome, OCRMEND_SUGGESTED);
    ck_assert_uint_eq(out.notes.at[0].text_len, 4);
    ck_assert(memcmp(out.pool.data + out.notes.at[0].text, "like", 4) == 0);
    ck_assert_int_eq(out.notes.at[1].outcome, OCRMEND_REPORTED);
    ck_assert_uint_eq(out.notes.at[1].text_len, 0);
    ck_assert_uint_eq(out.notes.at[1].confidence, om_rule_confidence[OM_RULE_INDENT]);
    ck_assert(out.pool.data[out.notes.at[2].text] == '?');
    om_out_begin(&out, source, 4);
    ck_assert(om_out_end(&out));
    ck_assert_uint_eq(out.notes.n, 0);
    om_out_free(&out);
}
END_TEST

/* source  a b [c d] e f g [h h h i i i] j k      (c d -> XYZ, inserted + before f, g deleted, h and i units 3 -> 1)
 * offset  0 1  2 3  4 5 6  7            13 14
 * output  a b [X Y Z] e + f [H I] j k
 * offset  0 1  2 3 4  5 6 7  8 9  10 11 */
static void make_mixed(om_out *out)
{
    om_out_begin(out, "abcdefghhhiiijk", 15);
    om_keep(out, 2);
    om_replace(out, 2, "XYZ", 3, OM_RULE_LINE_END, 0);
    om_keep(out, 1);
    om_replace(out, 0, "+", 1, OM_RULE_LINE_END, 0);
    om_keep(out, 1);
    om_delete(out, 1, OM_RULE_LINE_END);
    om_replace_units(out, 6, 3, "HI", 2, 1, OM_RULE_LINE_END);
    ck_assert(om_out_end(out));
    expect_text(out, "abXYZe+fHIjk");
}

static const struct {
    om_range src, dst;
} forth[] = {
    {{0, 2}, {0, 2}},     /* before every edit */
    {{1, 3}, {1, 5}},     /* cuts the replaced one: all of it */
    {{2, 4}, {2, 5}},     /* just it */
    {{3, 4}, {2, 5}},
    {{3, 5}, {2, 6}},
    {{0, 15}, {0, 12}},   /* all */
    {{4, 5}, {5, 6}},     /* between two: the insertion after it stays outside */
    {{4, 6}, {5, 8}},     /* over the insertion */
    {{5, 6}, {7, 8}},
    {{5, 7}, {7, 8}},     /* over the deletion */
    {{7, 10}, {8, 9}},    /* one unit */
    {{8, 9}, {8, 9}},     /* inside a unit */
    {{10, 13}, {9, 10}},
    {{9, 11}, {8, 10}},   /* touches both units */
    {{13, 15}, {10, 12}}, /* after every edit */
    {{0, 0}, {0, 0}},
    {{15, 15}, {12, 12}},
}, back[] = {
    {{0, 2}, {0, 2}},
    {{1, 4}, {1, 3}},     /* cuts the replaced one: all of it */
    {{2, 4}, {2, 5}},
    {{2, 4}, {3, 4}},
    {{2, 4}, {4, 5}},
    {{2, 5}, {4, 6}},
    {{5, 5}, {6, 7}},     /* what was inserted came from nothing */
    {{4, 6}, {5, 8}},
    {{5, 6}, {7, 8}},     /* the deletion at the edge stays outside */
    {{7, 10}, {8, 9}},
    {{7, 13}, {8, 10}},
    {{5, 10}, {7, 9}},    /* the deletion inside */
    {{10, 14}, {9, 11}},
    {{13, 15}, {10, 12}},
    {{0, 15}, {0, 12}},
    {{15, 15}, {12, 12}},
};

START_TEST(ranges)
{
    om_out out = {0};

    make_mixed(&out);
    for (size_t i = 0; i < sizeof forth / sizeof *forth; i++) {
        om_range r = om_to_dst(&out.edits, forth[i].src);
        ck_assert_msg(r.from == forth[i].dst.from && r.to == forth[i].dst.to, "source %zu..%zu became %zu..%zu",
                      forth[i].src.from, forth[i].src.to, r.from, r.to);
    }
    for (size_t i = 0; i < sizeof back / sizeof *back; i++) {
        om_range r = om_to_src(&out.edits, back[i].dst);
        ck_assert_msg(r.from == back[i].src.from && r.to == back[i].src.to, "output %zu..%zu came from %zu..%zu",
                      back[i].dst.from, back[i].dst.to, r.from, r.to);
    }
    /* an empty range stays empty */
    for (size_t i = 0; i <= 15; i++) {
        om_range r = om_to_dst(&out.edits, (om_range){i, i});
        ck_assert(r.from == r.to && r.to <= 12);
    }
    for (size_t i = 0; i <= 12; i++) {
        om_range r = om_to_src(&out.edits, (om_range){i, i});
        ck_assert(r.from == r.to && r.to <= 15);
    }
    om_out_free(&out);

    /* no edits: the same on both sides */
    om_out_begin(&out, "abc", 3);
    ck_assert(om_out_end(&out));
    ck_assert_uint_eq(om_to_dst(&out.edits, (om_range){1, 3}).to, 3);
    ck_assert_uint_eq(om_to_src(&out.edits, (om_range){1, 3}).from, 1);
    om_out_free(&out);
}
END_TEST

/* --- any edits ---------------------------------------------------------------------------------------------------- */

enum { MOST = 300 };

/* Walk through `source` with random calls; kept[i] gets the place in the output
 * at which byte i of the source was kept, or -1. */
static void edit_at_random(om_out *out, const uint8_t *source, size_t len, int kept[MOST])
{
    static const enum om_rule rules[] = {OM_RULE_LINE_END, OM_RULE_INDENT, OM_RULE_JOIN_LINE};
    size_t at = 0;
    int dst = 0;

    om_out_begin(out, source, len);
    for (size_t i = 0; i < len; i++)
        kept[i] = -1;
    while (at < len) {
        size_t left = len - at, n = (size_t)rand() % (left < 12 ? left + 1 : 12);
        enum om_rule rule = rules[rand() % 3];
        uint8_t bytes[32];
        size_t units = n / 3, new_len = (size_t)rand() % 9;

        for (size_t i = 0; i < sizeof bytes; i++)
            bytes[i] = (uint8_t)rand();
        switch (rand() % 4) {
        case 0:
            if (n || new_len) /* nothing for nothing is no edit */
                om_replace(out, n, bytes, new_len, rule, (unsigned)rand() % 100);
            break;
        case 1:
            n = units * 3;
            new_len = units * 2;
            if (units)
                om_replace_units(out, n, 3, bytes, new_len, 2, rule);
            break;
        default:
            om_keep(out, n);
            new_len = n;
            for (size_t i = 0; i < n; i++)
                kept[at + i] = dst + (int)i;
        }
        at += n;
        dst += (int)new_len;
    }
    ck_assert(om_out_end(out));
}

/* Undo the list, last edit first. */
static void undo(const om_out *out, const uint8_t *source, size_t len)
{
    uint8_t text[MOST * 12];
    size_t n;
    const uint8_t *output = om_out_text(out, &n);

    must(n <= sizeof text);
    memcpy(text, output, n);
    for (size_t i = out->edits.n; i-- > 0;) {
        const om_edit *e = &out->edits.at[i];
        must((size_t)e->dst + e->dst_len <= n && n + e->src_len <= sizeof text);
        memmove(text + e->dst + e->src_len, text + e->dst + e->dst_len, n - e->dst - e->dst_len);
        memcpy(text + e->dst, source + e->src, e->src_len);
        n = n + e->src_len - e->dst_len;
    }
    must(n == len);
    must(memcmp(text, source, len) == 0);
}

START_TEST(random_edits)
{
    om_out out = {0};
    uint8_t source[MOST];
    int kept[MOST];

    srand(11);
    for (int round = 0; round < 3000; round++) {
        size_t len = (size_t)rand() % MOST, out_len;
        const uint8_t *text;

        for (size_t i = 0; i < len; i++)
            source[i] = (uint8_t)rand();
        edit_at_random(&out, source, len, kept);
        text = om_out_text(&out, &out_len);
        undo(&out, source, len);

        /* kept ranges are the same text, and found both ways */
        for (size_t from = 0, to; from < len; from = to) {
            om_range there, again;
            for (to = from + 1; to < len && kept[from] >= 0 && kept[to] == kept[from] + (int)(to - from); to++)
                ;
            if (kept[from] < 0)
                continue;
            there = om_to_dst(&out.edits, (om_range){from, to});
            must(there.from == (size_t)kept[from] && there.to - there.from == to - from);
            must(memcmp(text + there.from, source + from, to - from) == 0);
            again = om_to_src(&out.edits, there);
            must(again.from == from && again.to == to);
        }

        /* any range: in order, inside the text, and there and back takes in what it was made of */
        for (int k = 0; k < 20 && out_len; k++) {
            size_t a = (size_t)rand() % (out_len + 1), b = (size_t)rand() % (out_len + 1);
            om_range r = {a < b ? a : b, a < b ? b : a}, there = om_to_src(&out.edits, r), again;
            must(there.from <= there.to && there.to <= len);
            if (there.from == there.to)
                continue; /* out of nothing */
            again = om_to_dst(&out.edits, there);
            must(again.from <= again.to && again.to <= out_len);
        }
    }
    om_out_free(&out);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("edit");
    TCase *tests = tests_case(suite, "edit", 0);

    tcase_add_test(tests, text_and_list_agree);
    tcase_add_test(tests, without_an_edit_the_text_is_the_source);
    tcase_add_test(tests, units_merge);
    tcase_add_test(tests, notes_leave_the_text);
    tcase_add_test(tests, ranges);
    tcase_add_test(tests, random_edits);
    return tests_run(suite);
}
