/* Matching: what it finds is what comparing every window with every name finds. */
#include <check.h>
#include <stdlib.h>

#include "dict/cost.h"
#include "dict/match.h"
#include "dict_run.h"
#include "main.h"
#include "ocrmend.h"
#include "text/utf8.h"

enum { MAX_FOUND = 200000, MAX_NAMES = 300 };

typedef struct {
    uint32_t from, to, name;
    uint8_t kind;
} found;

static found by_match[MAX_FOUND], by_hand[MAX_FOUND];
static size_t matches, hands;

static int compare(const void *a, const void *b)
{
    return memcmp(a, b, sizeof(found));
}

/* Sorted, each once: by hand, one of two equal characters too few or too many is found at both. */
static size_t settle(found *f, size_t n)
{
    size_t kept = 0;

    qsort(f, n, sizeof *f, compare);
    for (size_t i = 0; i < n; i++)
        if (!kept || compare(&f[kept - 1], &f[i]) != 0)
            f[kept++] = f[i];
    return kept;
}

static void note(found *f, size_t *n, size_t from, size_t to, uint32_t name, unsigned kind)
{
    found *at = &f[*n];

    if (*n == MAX_FOUND)
        ck_abort_msg("too much is found");
    memset(at, 0, sizeof *at);
    at->from = (uint32_t)from;
    at->to = (uint32_t)to;
    at->name = name;
    at->kind = (uint8_t)kind;
    ++*n;
}

static void match(const om_dict *d, const uint8_t *text, size_t len)
{
    om_matcher *m = om_match_new();
    const om_hit *hits;
    size_t n, last = 0;

    matches = 0;
    for (om_match_begin(m, d, text, len); om_match_next(m, &hits, &n);)
        for (size_t i = 0; i < n; i++) {
            om_candidate c;

            if (hits[i].from < last)
                ck_abort_msg("hits are not in order");
            last = hits[i].from;
            for (uint32_t at = 0; om_candidate_next(d, NULL, text, &hits[i], OM_COST_ANY, &at, &c);)
                note(by_match, &matches, hits[i].from, hits[i].from + hits[i].len, c.name, hits[i].kind);
        }
    ck_assert(!om_match_failed(m) && !om_dict_damaged(d));
    om_match_free(m);
    if (settle(by_match, matches) != matches)
        ck_abort_msg("something is found twice");
}

/* All hits of a text; `right` as om_match_right takes it. */
static om_hit *all_hits(const om_dict *d, const uint8_t *text, size_t len, const uint64_t *right, size_t *count)
{
    om_matcher *m = om_match_new();
    om_hit *all = NULL;
    const om_hit *hits;
    size_t n;

    *count = 0;
    om_match_begin(m, d, text, len);
    om_match_right(m, right);
    while (om_match_next(m, &hits, &n)) {
        all = realloc(all, (*count + n) * sizeof *all);
        memcpy(all + *count, hits, n * sizeof *all);
        *count += n;
    }
    om_match_free(m);
    return all;
}

/* Characters that are right: what is one away there may be left out in short windows, all else is told as ever. */
static void match_right(const om_dict *d, const uint8_t *text, size_t len, uint64_t marks)
{
    uint64_t *right = calloc(len / 64 + 1, sizeof *right);
    om_hit *all, *some;
    size_t n, n_some, k = 0;

    for (size_t i = 0; i < len; i++)
        right[i / 64] |= (marks >> i * 7 % 61 & 1) << i % 64;
    all = all_hits(d, text, len, NULL, &n);
    some = all_hits(d, text, len, right, &n_some);
    for (size_t i = 0; i < n; i++) {
        const om_hit *h = &all[i];

        if (k < n_some && some[k].from == h->from && some[k].len == h->len && some[k].at == h->at &&
            some[k].kind == h->kind && some[k].first == h->first && some[k].n == h->n)
            k++;
        else
            ck_assert((h->kind == OM_HIT_SUBSTITUTED || h->kind == OM_HIT_EXTRA) && h->len <= OM_RIGHT_BYTES &&
                      right[h->at / 64] >> h->at % 64 & 1);
    }
    ck_assert_uint_eq(k, n_some);
    free(right);
    free(all);
    free(some);
}

/* --- the same, window by window ----------------------------------------------------------------------------------- */

static unsigned chars_of(const uint8_t *p, size_t len, uint32_t *c, uint32_t *offset, unsigned max)
{
    unsigned n = 0, unit;

    for (size_t at = 0; at < len && n < max; at += unit) {
        offset[n] = (uint32_t)at;
        c[n++] = om_utf8_get(p + at, &unit);
    }
    offset[n] = (uint32_t)len;
    return n;
}

/* Whether a without its character w is b. */
static bool is_without(const uint32_t *a, unsigned n, unsigned w, const uint32_t *b)
{
    return memcmp(a, b, w * sizeof *a) == 0 && memcmp(a + w + 1, b + w, (n - w - 1) * sizeof *a) == 0;
}

static void window(const uint32_t *t, const uint32_t *offset, unsigned from, unsigned left, const uint32_t *name,
                   unsigned n, uint32_t id)
{
    unsigned wrong = 0;

    if (n <= left) {
        for (unsigned k = 0; k < n; k++)
            wrong += t[from + k] != name[k];
        if (wrong == 0 || (wrong == 1 && n >= 3))
            note(by_hand, &hands, offset[from], offset[from + n], id, wrong ? OM_HIT_SUBSTITUTED : OM_HIT_EXACT);
    }
    for (unsigned w = 1; n >= 4 && w + 1 < n && n - 1 <= left; w++)
        if (is_without(name, n, w, t + from))
            note(by_hand, &hands, offset[from], offset[from + n - 1], id, OM_HIT_MISSING);
    for (unsigned w = 1; n >= 4 && w < n && n + 1 <= left; w++)
        if (is_without(t + from, n + 1, w, name))
            note(by_hand, &hands, offset[from], offset[from + n + 1], id, OM_HIT_EXTRA);
}

static bool divides(uint32_t c)
{
    return c <= ' ' || c == 0x3000;
}

static void compare_by_hand(const om_dict *d, const uint8_t *text, size_t len)
{
    static uint32_t t[20000], offset[20001], name[MAX_NAMES][OM_NAME_MAX], at[OM_NAME_MAX + 1];
    static unsigned length[MAX_NAMES];
    unsigned n = chars_of(text, len, t, offset, 20000), end = 0;

    ck_assert_uint_le(d->header->names, MAX_NAMES);
    for (uint32_t id = 0; id < d->header->names; id++) {
        size_t size;
        const uint8_t *p = om_dict_name(d, id, &size);

        length[id] = chars_of(p, size, name[id], at, OM_NAME_MAX);
    }
    hands = 0;
    for (unsigned from = 0; from < n; from++) {
        if (end < from)
            end = from;
        while (end < n && !divides(t[end]))
            end++;
        for (uint32_t id = 0; id < d->header->names && end > from; id++)
            window(t, offset, from, end - from, name[id], length[id], id);
    }
    hands = settle(by_hand, hands);
    match(d, text, len);
    match_right(d, text, len, UINT64_C(0x5A5A3C3C96969669));
    for (size_t i = 0; i < hands || i < matches; i++)
        if (i >= hands || i >= matches || compare(&by_hand[i], &by_match[i]) != 0) {
            const found *f = i < hands && (i >= matches || compare(&by_hand[i], &by_match[i]) < 0) ? &by_hand[i]
                                                                                                  : &by_match[i];
            size_t size;
            const uint8_t *p = om_dict_name(d, f->name, &size);

            ck_abort_msg("%s: %.*s at '%.*s', kind %d", f >= by_hand && f < by_hand + MAX_FOUND ? "missed" : "wrong",
                         (int)size, (const char *)p, (int)(f->to - f->from), (const char *)text + f->from, f->kind);
        }
}

/* --- random names and texts --------------------------------------------------------------------------------------- */

/* Names with errors of every kind, and anything between them. */
static void random_text(const om_dict *d, om_buf *text, uint64_t *random, unsigned pieces, unsigned alphabet)
{
    for (unsigned i = 0; i < pieces; i++) {
        size_t len, at = 0, wrong;
        const uint8_t *name = om_dict_name(d, (uint32_t)(next_random(random) % d->header->names), &len);

        wrong = next_random(random) % 3 ? next_random(random) % len : len;
        for (; at < len; at += om_utf8_len(name[at])) {
            bool here = at <= wrong && wrong < at + om_utf8_len(name[at]);
            unsigned how = here ? (unsigned)(next_random(random) % 3) : 3;

            if (how == 0 || how == 1) /* substituted, or one too many */
                add_chars(text, random, 1, alphabet, alphabet > 8);
            if (how == 1 || how == 3)
                om_buf_add(text, name + at, om_utf8_len(name[at]));
        }
        if (next_random(random) % 4 == 0)
            add_chars(text, random, (unsigned)(next_random(random) % 5), alphabet, alphabet > 8);
        if (next_random(random) % 8 == 0)
            om_buf_add(text, "\n　" + i % 2, i % 2 ? 3 : 1);
        if (next_random(random) % 8 == 0)
            om_buf_add(text, "，", 3);
    }
}

static const struct {
    unsigned names, longest, alphabet, pieces, rounds;
} kinds[] = {
    {20, 4, 3, 20, 300},    /* everything is near everything */
    {60, 9, 4, 30, 100},   {100, 12, 40, 60, 100}, {250, 8, 400, 100, 50},
    {60, 48, 30, 40, 60},   /* long names */
    {40, 24, 2, 20, 60},    /* names that repeat themselves */
    {200, 30, 3000, 900, 3} /* a text of several chunks */
};

START_TEST(as_by_hand)
{
    uint64_t random = (uint64_t)_i + 1;

    for (unsigned round = 0; round < kinds[_i].rounds; round++) {
        om_buf b = random_names(&random, kinds[_i].names, "山山山", 2, kinds[_i].longest,
                                kinds[_i].alphabet, kinds[_i].alphabet > 8);
        om_buf text = {NULL, 0, 0, false};
        om_dict d;

        ck_assert_int_eq(om_dict_open(&d, b.data, b.len, NULL), OCRMEND_OK);
        random_text(&d, &text, &random, kinds[_i].pieces, kinds[_i].alphabet);
        ck_assert_uint_eq(om_utf8_valid(text.data, text.len), text.len);
        compare_by_hand(&d, text.data, text.len);
        om_dict_close(&d);
        om_buf_free(&b);
        om_buf_free(&text);
    }
}
END_TEST

/* --- single cases ------------------------------------------------------------------------------------------------- */

static const char source[] = "name\ttype\n陈石桥\tperson\n云溪县\tplace\n云溪\tplace\n安娜·李维奇\tperson\n柳河镇政府\torg\n";

static const struct {
    const char *text, *name; /* NULL: nothing of three and more */
    ocrmend_dict_fit fit;
    const char *read, *meant;
} cases[] = {
    {"县长陈石桥说", "陈石桥", OCRMEND_DICT_EXACT, "", ""},
    {"县长陈石侨说", "陈石桥", OCRMEND_DICT_SUBSTITUTED, "侨", "桥"},
    {"阵石桥", "陈石桥", OCRMEND_DICT_SUBSTITUTED, "阵", "陈"},
    {"陈右桥", "陈石桥", OCRMEND_DICT_SUBSTITUTED, "右", "石"},
    {"安娜李维奇来访", "安娜·李维奇", OCRMEND_DICT_MISSING, "", "·"},
    {"安娜··李维奇来访", "安娜·李维奇", OCRMEND_DICT_EXTRA, "·", ""},
    {"柳河真政府", "柳河镇政府", OCRMEND_DICT_SUBSTITUTED, "真", "镇"},
    {"柳河镇改政府", "柳河镇政府", OCRMEND_DICT_EXTRA, "改", ""},
    {"柳河政府", "柳河镇政府", OCRMEND_DICT_MISSING, "", "镇"},
    {"陈石 桥", NULL, 0, "", ""},
    {"陈石\n桥", NULL, 0, "", ""},
    {"陈桥", NULL, 0, "", ""},       /* of three, one missing */
    {"河镇政府", NULL, 0, "", ""},   /* the first is missing */
    {"阵石侨", NULL, 0, "", ""},     /* two errors */
    {"", NULL, 0, "", ""},
};

typedef struct {
    int n;
    ocrmend_dict_candidate c;
} seen;

static int see(void *user, const ocrmend_dict_candidate *c)
{
    seen *s = user;

    if (c->name_len > 6 && !s->n++)
        s->c = *c;
    return 0;
}

static ocrmend_dict *compiled(void)
{
    ocrmend_dict_builder *b = ocrmend_dict_builder_new(NULL, NULL);
    ocrmend_dict *dict;

    ck_assert_int_eq(ocrmend_dict_add(b, "names", NULL, source, sizeof source - 1, NULL), OCRMEND_OK);
    dict = ocrmend_dict_compile(b, NULL);
    ck_assert_ptr_nonnull(dict);
    ocrmend_dict_builder_free(b);
    return dict;
}

START_TEST(single_cases)
{
    ocrmend_dict *dict = compiled();
    const char *text = cases[_i].text;
    seen s = {0};

    ck_assert_int_eq(ocrmend_dict_lookup(dict, text, strlen(text), 255, see, &s, NULL), OCRMEND_OK);
    ck_assert_int_eq(s.n, cases[_i].name != NULL);
    if (s.n) {
        ck_assert_uint_eq(s.c.name_len, strlen(cases[_i].name));
        ck_assert_int_eq(memcmp(s.c.name, cases[_i].name, s.c.name_len), 0);
        ck_assert_int_eq(s.c.fit, cases[_i].fit);
        ck_assert_str_eq(s.c.read, cases[_i].read);
        ck_assert_str_eq(s.c.meant, cases[_i].meant);
        ck_assert_int_eq(s.c.cost == 0, s.c.fit == OCRMEND_DICT_EXACT);
    }
    ocrmend_dict_close(dict);
}
END_TEST

static int stop(void *user, const ocrmend_dict_candidate *c)
{
    (void)c;
    return ++*(int *)user;
}

/* Names of every length that are near each other wherever one looks: slow, but not without end. */
START_TEST(everything_fits)
{
    om_buf tsv = {NULL, 0, 0, false}, text = {NULL, 0, 0, false}, b;
    om_matcher *m = om_match_new();
    const om_hit *hits;
    size_t n, sum = 0;
    om_dict d;

    om_buf_add(&tsv, "name\ttype\n", 10);
    for (unsigned i = 2; i <= OM_NAME_MAX; i++) {
        for (unsigned k = 0; k < i; k++)
            om_buf_add(&tsv, "山", 3);
        om_buf_add(&tsv, "\tplace\n", 7);
    }
    for (unsigned i = 0; i < 5000; i++)
        om_buf_add(&text, "山", 3);
    b = compile_source((const char *)tsv.data, tsv.len, NULL);
    ck_assert_int_eq(om_dict_open(&d, b.data, b.len, NULL), OCRMEND_OK);
    for (om_match_begin(m, &d, text.data, text.len); om_match_next(m, &hits, &n);)
        sum += n;
    ck_assert_uint_gt(sum, 5000 * OM_NAME_MAX);
    om_match_free(m);
    om_dict_close(&d);
    om_buf_free(&b);
    om_buf_free(&tsv);
    om_buf_free(&text);
}
END_TEST

START_TEST(lookup_stops)
{
    ocrmend_dict *dict = compiled();
    ocrmend_error error = {OCRMEND_OK};
    int n = 0;

    ck_assert_int_eq(ocrmend_dict_lookup(dict, "云溪县云溪县", 18, 255, stop, &n, NULL), OCRMEND_SINK);
    ck_assert_int_eq(n, 1);
    ck_assert_int_eq(ocrmend_dict_lookup(dict, "云溪\xFF", 7, 255, stop, &n, &error), OCRMEND_INVALID);
    ck_assert_uint_eq(error.offset, 6);
    ocrmend_dict_close(dict);
}
END_TEST

/* The bytes of all names that stand in the text, their lengths added up. */
static unsigned exact_bytes(om_matcher *m)
{
    const om_hit *hits;
    unsigned sum = 0;
    size_t n;

    while (om_match_next(m, &hits, &n))
        for (size_t i = 0; i < n; i++)
            sum += hits[i].kind == OM_HIT_EXACT ? hits[i].len : 0;
    return sum;
}

/* Names of two characters are told or not; the dictionary tells what rows it has. */
START_TEST(names_of_two)
{
    static const char tsv[] = "name\ttype\tlevel\n石桥\tplace\tvillage\n石桥镇\tplace\ttown\n";
    static const uint8_t text[] = "到石桥镇看石桥";
    om_buf file = compile_source(tsv, sizeof tsv - 1, NULL);
    om_matcher *m = om_match_new();
    om_dict d;

    ck_assert_int_eq(om_dict_open(&d, file.data, file.len, NULL), OCRMEND_OK);
    ck_assert_uint_eq(d.header->highest, OM_LEVEL_TOWN);
    ck_assert(om_dict_has_type(&d, OM_TYPE_PLACE) && !om_dict_has_type(&d, OM_TYPE_PERSON));
    om_match_begin(m, &d, text, sizeof text - 1);
    ck_assert_uint_eq(exact_bytes(m), 9 + 6 + 6);
    om_match_begin(m, &d, text, sizeof text - 1);
    om_match_no_twos(m);
    ck_assert_uint_eq(exact_bytes(m), 9);
    om_match_free(m);
    om_dict_close(&d);
    om_buf_free(&file);
}
END_TEST

/* Where something speaks for a name of a length, names of two characters are found one away as well. */
START_TEST(near_a_place)
{
    om_buf b = compile_source(source, sizeof source - 1, NULL);
    static const char text[] = "在云漠和";
    om_hit hits[OM_NAME_MAX];
    om_candidate c;
    uint32_t i = 0;
    size_t len;
    om_dict d;

    ck_assert_int_eq(om_dict_open(&d, b.data, b.len, NULL), OCRMEND_OK);
    ck_assert_uint_eq(om_match_near(&d, (const uint8_t *)text, sizeof text - 1, 3, 2, hits), 1);
    ck_assert_uint_eq(hits[0].at, 6);
    ck_assert(om_candidate_next(&d, NULL, (const uint8_t *)text, &hits[0], OM_COST_ANY, &i, &c));
    ck_assert_uint_eq(c.meant, 0x6EAA);
    ck_assert_int_eq(memcmp(om_dict_name(&d, c.name, &len), "云溪", 6), 0);
    ck_assert(!om_candidate_next(&d, NULL, (const uint8_t *)text, &hits[0], OM_COST_ANY, &i, &c));
    ck_assert_uint_eq(om_match_near(&d, (const uint8_t *)text, sizeof text - 1, 9, 2, hits), 0);
    om_dict_close(&d);
    om_buf_free(&b);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("dict_match");
    TCase *tc = tests_case(suite, "match", 120);

    tcase_add_loop_test(tc, as_by_hand, 0, sizeof kinds / sizeof *kinds);
    tcase_add_loop_test(tc, single_cases, 0, sizeof cases / sizeof *cases);
    tcase_add_test(tc, everything_fits);
    tcase_add_test(tc, lookup_stops);
    tcase_add_test(tc, names_of_two);
    tcase_add_test(tc, near_a_place);
    return tests_run(suite);
}
