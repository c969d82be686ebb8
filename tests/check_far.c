/* Names of which two characters were misread: what is found is what comparing every window with every name finds. */
#include <check.h>
#include <stdlib.h>

#include "dict/match.h"
#include "dict_run.h"
#include "main.h"
#include "text/buf.h"
#include "text/utf8.h"

enum { MAX_FOUND = 100000 };

static om_far by_index[MAX_FOUND], by_hand[MAX_FOUND];
static size_t indexed, hands;

static void note(om_far *found, size_t *n, const om_far *far)
{
    if (*n == MAX_FOUND)
        ck_abort_msg("too much is found");
    found[(*n)++] = *far;
}

static void find(const om_dict *d, const uint8_t *text, size_t len, const uint64_t *right)
{
    om_matcher *m = om_match_new();
    om_far_finder *s = om_far_new();
    const om_hit *hits;
    om_far far;
    bool more;
    size_t n;

    ck_assert(m && s);
    indexed = 0;
    om_match_begin(m, d, text, len);
    om_match_right(m, right);
    om_match_far(m, s);
    do {
        more = om_match_next(m, &hits, &n);
        while (om_far_next(s, &far))
            note(by_index, &indexed, &far);
    } while (more);
    ck_assert(!om_far_failed(s) && !om_match_failed(m) && !om_dict_damaged(d));
    om_match_free(m);
    om_far_free(s);
}

static bool divides(uint32_t c)
{
    return c <= ' ' || c == 0x3000;
}

/* Compare the window that begins at text[from] with a name. */
static void window(const uint8_t *text, size_t len, size_t from, const uint8_t *name, size_t name_len, uint32_t id,
                   const uint64_t *right)
{
    om_far far = {.from = (uint32_t)from, .name = id};
    unsigned others = 0, chars = 0, unit, name_unit;
    size_t at = from;

    for (size_t k = 0; k < name_len; k += name_unit, at += unit, chars++) {
        uint32_t meant = om_utf8_get(name + k, &name_unit), read = at < len ? om_utf8_get(text + at, &unit) : ' ';

        if (divides(read))
            return;
        if (read == meant)
            continue;
        if (others == 2 || (right && right[at / 64] >> at % 64 & 1))
            return;
        far.other[others].at = (uint32_t)at;
        far.other[others].read = read;
        far.other[others++].meant = meant;
    }
    far.len = (uint32_t)(at - from);
    if (others == 2 && chars >= 6)
        note(by_hand, &hands, &far);
}

/* Names in the order of their numbers: as om_far_next has them. */
static void compare(const om_dict *d, const uint8_t *text, size_t len, const uint64_t *right)
{
    hands = 0;
    for (size_t from = 0; from < len; from += om_utf8_len(text[from]))
        for (uint32_t id = 0; id < d->header->names; id++) {
            size_t size;
            const uint8_t *name = om_dict_name(d, id, &size);

            window(text, len, from, name, size, id, right);
        }
    find(d, text, len, right);
    for (size_t i = 0; i < hands || i < indexed; i++)
        if (i >= hands || i >= indexed || memcmp(&by_hand[i], &by_index[i], sizeof by_hand[i]) != 0)
            ck_abort_msg("%zu of %zu by hand, %zu: not the same", i, hands, indexed);
}

/* --- random names and texts --------------------------------------------------------------------------------------- */

/* Names with up to three errors, and anything between them. */
static void random_text(const om_dict *d, om_buf *text, uint64_t *random, unsigned pieces, unsigned alphabet)
{
    for (unsigned i = 0; i < pieces; i++) {
        size_t len, chars = 0, place = 0, wrong[3];
        const uint8_t *name = om_dict_name(d, (uint32_t)(next_random(random) % d->header->names), &len);

        for (size_t at = 0; at < len; at += om_utf8_len(name[at]))
            chars++;
        for (int k = 0; k < 3; k++)
            wrong[k] = next_random(random) % (k < 2 ? chars : 2 * chars);
        for (size_t at = 0; at < len; at += om_utf8_len(name[at]), place++)
            if (place == wrong[0] || place == wrong[1] || place == wrong[2])
                add_chars(text, random, 1, alphabet, true);
            else
                om_buf_add(text, name + at, om_utf8_len(name[at]));
        if (next_random(random) % 4 == 0)
            add_chars(text, random, (unsigned)(next_random(random) % 5), alphabet, true);
        if (next_random(random) % 8 == 0)
            om_buf_add(text, i % 2 ? "　" : "\n", i % 2 ? 3 : 1);
    }
}

static const struct {
    unsigned names, longest, alphabet, pieces, rounds;
} kinds[] = {
    {20, 6, 3, 20, 200},    /* everything is near everything */
    {60, 9, 4, 30, 50},     {100, 12, 40, 60, 100}, {250, 8, 400, 100, 50},
    {60, 48, 30, 40, 60},   /* long names */
    {40, 24, 2, 20, 60},    /* names that repeat themselves */
    {200, 30, 3000, 900, 3} /* a text of several chunks */
};

START_TEST(as_by_hand)
{
    uint64_t random = (uint64_t)_i + 1;

    for (unsigned round = 0; round < kinds[_i].rounds; round++) {
        om_buf b = random_names(&random, kinds[_i].names, "山山山山山山山", 4, kinds[_i].longest,
                                kinds[_i].alphabet, true);
        om_buf text = {NULL, 0, 0, false};
        uint64_t *right;
        om_dict d;

        ck_assert_int_eq(om_dict_open(&d, b.data, b.len, NULL), OCRMEND_OK);
        random_text(&d, &text, &random, kinds[_i].pieces, kinds[_i].alphabet);
        ck_assert_uint_eq(om_utf8_valid(text.data, text.len), text.len);
        compare(&d, text.data, text.len, NULL);
        right = calloc(text.len / 64 + 1, sizeof *right);
        for (size_t i = 0; i < text.len; i++)
            right[i / 64] |= (uint64_t)(next_random(&random) % 2) << i % 64;
        compare(&d, text.data, text.len, right);
        free(right);
        om_dict_close(&d);
        om_buf_free(&b);
        om_buf_free(&text);
    }
}
END_TEST

/* --- single cases ------------------------------------------------------------------------------------------------- */

static const char source[] = "name\ttype\n云溪县人民政府\torg\n柳河镇渔业协会\torg\n安德烈·托巴耶夫\tperson\n云溪县渔村\tplace\n";

static const struct {
    const char *text, *name, *read, *meant; /* name NULL: nothing is found */
} cases[] = {
    {"到了云漠县人民攻府。", "云溪县人民政府", "漠攻", "溪政"},
    {"云漠具人民政府", "云溪县人民政府", "漠具", "溪县"},
    {"去溪县人民政付", "云溪县人民政府", "去付", "云府"},
    {"柳河真渔亚协会说", "柳河镇渔业协会", "真亚", "镇业"},
    {"安得烈.托巴耶夫来了", "安德烈·托巴耶夫", "得.", "德·"},
    {"云溪县人民政府", NULL, "", ""},
    {"云漠县人民政府", NULL, "", ""},    /* one error */
    {"云漠具人民攻府", NULL, "", ""},    /* three */
    {"云漠县人民府", NULL, "", ""},      /* one, and one is missing */
    {"云漠县人民 攻府", NULL, "", ""},
    {"云漠县人民\n府", NULL, "", ""},
    {"云漠县鱼村", NULL, "", ""},        /* of five */
    {"云漠县人民", NULL, "", ""},
    {"", NULL, "", ""},
};

START_TEST(single_cases)
{
    om_buf b = compile_source(source, sizeof source - 1, NULL);
    const uint8_t *text = (const uint8_t *)cases[_i].text;
    unsigned unit;
    size_t len;
    om_dict d;

    ck_assert_int_eq(om_dict_open(&d, b.data, b.len, NULL), OCRMEND_OK);
    find(&d, text, strlen(cases[_i].text), NULL);
    ck_assert_uint_eq(indexed, cases[_i].name != NULL);
    if (indexed) {
        const uint8_t *name = om_dict_name(&d, by_index[0].name, &len), *read = (const uint8_t *)cases[_i].read,
                      *meant = (const uint8_t *)cases[_i].meant;

        ck_assert_uint_eq(len, strlen(cases[_i].name));
        ck_assert_int_eq(memcmp(name, cases[_i].name, len), 0);
        for (int i = 0; i < 2; i++) {
            ck_assert_uint_eq(by_index[0].other[i].read, om_utf8_get(read, &unit));
            ck_assert_uint_eq(om_utf8_get(text + by_index[0].other[i].at, &unit), by_index[0].other[i].read);
            read += unit;
            ck_assert_uint_eq(by_index[0].other[i].meant, om_utf8_get(meant, &unit));
            meant += unit;
        }
    }
    om_dict_close(&d);
    om_buf_free(&b);
}
END_TEST

/* A part that very many names have says nothing: they are found by the others, and only by them. */
START_TEST(common_parts)
{
    om_buf tsv = {NULL, 0, 0, false}, b;
    uint8_t text[18];
    uint64_t random = 3;
    size_t len, met = 0;
    const uint8_t *name;
    om_dict d;

    om_buf_add(&tsv, "name\ttype\n", 10);
    for (unsigned i = 0; i < 3 * OM_FAR_MOST; i++) { /* 社 and 区 at places 2 and 5 */
        memcpy(text, "名名社名名区", sizeof text);
        for (unsigned k = 0; k < 5; k += k == 1 ? 2 : 1)
            om_utf8_put(text + 3 * k, 0x4E00 + (uint32_t)(next_random(&random) % 4000));
        om_buf_add(&tsv, text, sizeof text);
        om_buf_add(&tsv, "\tplace\n", 7);
    }
    b = compile_source((const char *)tsv.data, tsv.len, NULL);
    ck_assert_int_eq(om_dict_open(&d, b.data, b.len, NULL), OCRMEND_OK);
    for (uint32_t i = 0; i < d.header->names; i++) {
        name = om_dict_name(&d, i, &len);
        memcpy(text, name, len);
        memcpy(text + 3, "错", 3);
        memcpy(text + 12, "误", 3); /* places 1 and 4 */
        find(&d, text, len, NULL);
        for (size_t k = 0; k < indexed; k++)
            met += by_index[k].name == i;
        memcpy(text, "错", 3);
        memcpy(text + 3, name + 3, 3); /* places 0 and 4: of places 2 and 5 nobody is told */
        find(&d, text, len, NULL);
        ck_assert_uint_eq(indexed, 0);
    }
    ck_assert_uint_gt(met, OM_FAR_MOST);
    om_dict_close(&d);
    om_buf_free(&b);
    om_buf_free(&tsv);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("far");
    TCase *tc = tests_case(suite, "far", 120);

    tcase_add_loop_test(tc, as_by_hand, 0, sizeof kinds / sizeof *kinds);
    tcase_add_loop_test(tc, single_cases, 0, sizeof cases / sizeof *cases);
    tcase_add_test(tc, common_parts);
    return tests_run(suite);
}
