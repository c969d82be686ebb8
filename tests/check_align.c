/* Alignment: exact.h and align.h. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "diff/align.h"
#include "main.h"
#include "text/utf8.h"

/* Assert in a loop: ck_assert writes to a file each time it holds. */
#define must(condition)                \
    do {                               \
        if (!(condition))              \
            ck_abort_msg(#condition);  \
    } while (0)

static uint64_t seed;

static uint32_t rnd(uint32_t n)
{
    seed = seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)(seed >> 33) % n;
}

/* --- a plain dynamic programme ------------------------------------------------------------------------------------ */

static uint32_t at_most(uint32_t x, uint32_t y)
{
    return x < y ? x : y;
}

/* D(i, j) at [i * (m + 1) + j]. */
static uint32_t *plain(const uint32_t *a, size_t n, const uint32_t *b, size_t m)
{
    uint32_t *d = malloc((n + 1) * (m + 1) * sizeof *d);

    for (size_t i = 0; i <= n; i++)
        for (size_t j = 0; j <= m; j++) {
            uint32_t *here = d + i * (m + 1) + j;

            if (i == 0 || j == 0)
                *here = (uint32_t)(i + j);
            else
                *here = at_most(here[-(ptrdiff_t)m - 2] + (a[i - 1] != b[j - 1]),
                                at_most(here[-1], here[-(ptrdiff_t)m - 1]) + 1);
        }
    return d;
}

/* Walk along the ops: every unit is accounted for and equal ones are.  Returns the edits; *i and *j are where it
 * ends. */
static uint64_t walk(const om_ops *ops, const uint32_t *a, size_t n, const uint32_t *b, size_t m, size_t *i, size_t *j)
{
    uint64_t edits = 0;

    *i = *j = 0;
    for (size_t k = 0; k < ops->n; k++) {
        must(ops->at[k].n > 0);
        must(k == 0 || ops->at[k].op != ops->at[k - 1].op);
        for (uint32_t u = 0; u < ops->at[k].n; u++) {
            if (ops->at[k].op == OM_EQUAL)
                must(*i < n && *j < m && a[*i] == b[*j]);
            edits += ops->at[k].op != OM_EQUAL;
            *i += ops->at[k].op != OM_INSERT;
            *j += ops->at[k].op != OM_DELETE;
        }
    }
    must(*i <= n && *j <= m);
    return edits;
}

static void random_units(uint32_t *a, size_t n, uint32_t alphabet)
{
    for (size_t i = 0; i < n; i++)
        a[i] = 0x4E00 + rnd(alphabet);
}

/* A copy with about one change in `every` units; returns its length (at most 2 n). */
static size_t mutate(const uint32_t *a, size_t n, uint32_t *b, uint32_t alphabet, uint32_t every)
{
    size_t m = 0;

    for (size_t i = 0; i < n; i++) {
        switch (rnd(every * 3)) {
        case 0:
            b[m++] = 0x4E00 + rnd(alphabet);
            break;
        case 1:
            b[m++] = a[i];
            b[m++] = 0x4E00 + rnd(alphabet);
            break;
        case 2:
            break;
        default:
            b[m++] = a[i];
        }
    }
    return m;
}

enum { N = 700 };

/* No alignment has fewer edits, and the free end is the best of all ends. */
START_TEST(exact_as_plain)
{
    static const uint32_t alphabets[] = {1, 2, 4, 30, 3000};
    uint32_t a[N], b[2 * N];
    om_exact x = {0};
    om_ops ops = {0};

    for (seed = 1; seed < 400 * 31; seed += 31) {
        uint64_t begun = seed;
        uint32_t alphabet = alphabets[rnd(5)];
        size_t n = rnd(rnd(8) ? 90 : N), m, i, j;
        uint32_t *d, best = UINT32_MAX;

        random_units(a, n, alphabet);
        m = rnd(2) ? mutate(a, n, b, alphabet, 1 + rnd(12)) : (random_units(b, m = rnd(200), alphabet), m);
        d = plain(a, n, b, m);
        ck_assert(om_exact_align(&x, a, n, b, m, false, &ops));
        ck_assert_uint_eq(walk(&ops, a, n, b, m, &i, &j), d[n * (m + 1) + m]);
        ck_assert(i == n && j == m);
        ck_assert(om_exact_align(&x, a, n, b, m, true, &ops));
        for (size_t k = 0; k <= n; k++)
            best = at_most(best, d[k * (m + 1) + m]);
        for (size_t k = 0; k <= m; k++)
            best = at_most(best, d[n * (m + 1) + k]);
        ck_assert_uint_eq(walk(&ops, a, n, b, m, &i, &j), best);
        ck_assert(i == n || j == m);
        free(d);
        seed = begun;
    }
    om_ops_free(&ops);
    om_exact_free(&x);
}
END_TEST

/* Sequences whose columns are worked out twice. */
START_TEST(exact_long)
{
    enum { LONG = 9000 };
    uint32_t *a = malloc(LONG * sizeof *a), *b = malloc(2 * LONG * sizeof *b), *d;
    size_t m, i, j;
    om_exact x = {0};
    om_ops ops = {0};

    seed = 7;
    random_units(a, LONG, 500);
    m = mutate(a, LONG, b, 500, 4);
    ck_assert_uint_gt(m, 8000);
    d = plain(a, LONG, b, m);
    ck_assert(om_exact_align(&x, a, LONG, b, m, false, &ops));
    ck_assert_uint_eq(walk(&ops, a, LONG, b, m, &i, &j), d[(size_t)LONG * (m + 1) + m]);
    ck_assert(i == LONG && j == m);
    free(d);
    free(a);
    free(b);
    om_ops_free(&ops);
    om_exact_free(&x);
}
END_TEST

/* Of several best alignments the one that exact.h names. */
START_TEST(exact_choice)
{
    static const struct {
        const char *a, *b, *ops; /* = equal, ! replace, - delete, + insert */
    } cases[] = {
        {"", "", ""},           {"ab", "", "--"},       {"", "ab", "++"},       {"aa", "a", "=-"},
        {"a", "aa", "=+"},      {"abc", "axc", "=!="},  {"ab", "ba", "!!"},    {"xay", "yax", "!=!"},
        {"banana", "ana", "---==="}, {"kitten", "sitting", "!===!=+"}, {"abcdef", "badcfe", "-=!=!=+"},
        {"aabb", "bbaa", "!!!!"}, {"xabcy", "zbcabw", "-!==++!"},
    };
    om_exact x = {0};
    om_ops ops = {0};

    for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
        uint32_t a[16], b[16];
        size_t n = strlen(cases[k].a), m = strlen(cases[k].b), at = 0;
        char got[32] = "";

        for (size_t i = 0; i < n; i++)
            a[i] = (unsigned char)cases[k].a[i];
        for (size_t i = 0; i < m; i++)
            b[i] = (unsigned char)cases[k].b[i];
        ck_assert(om_exact_align(&x, a, n, b, m, false, &ops));
        for (size_t i = 0; i < ops.n; i++)
            for (uint32_t u = 0; u < ops.at[i].n; u++)
                got[at++] = "=!-+"[ops.at[i].op];
        got[at] = 0;
        ck_assert_msg(strcmp(got, cases[k].ops) == 0, "%s, %s: %s", cases[k].a, cases[k].b, got);
    }
    om_ops_free(&ops);
    om_exact_free(&x);
}
END_TEST

/* --- whole texts -------------------------------------------------------------------------------------------------- */

typedef struct {
    uint8_t *p;
    size_t n, cap;
} text;

static void add(text *t, uint32_t c)
{
    if (t->n + 4 > t->cap) {
        t->cap = t->cap ? t->cap * 2 : 1024;
        t->p = realloc(t->p, t->cap);
        must(t->p);
    }
    if (c < 0x80) {
        t->p[t->n++] = (uint8_t)c;
    } else {
        t->p[t->n++] = (uint8_t)(0xE0 | c >> 12);
        t->p[t->n++] = (uint8_t)(0x80 | (c >> 6 & 0x3F));
        t->p[t->n++] = (uint8_t)(0x80 | (c & 0x3F));
    }
}

/* What has to hold of any two texts; returns the edits. */
static uint64_t edits_of(const uint8_t *a, size_t n, const uint8_t *b, size_t m)
{
    om_align *al = om_align_new(a, n, b, m);
    om_stretch s, last = {0};
    uint64_t edits = 0;
    bool failed;

    for (bool first = true; om_align_next(al, &s, &failed); first = false, last = s) {
        must(s.a == last.a_end && s.b == last.b_end);
        must(first || s.equal != last.equal);
        must(s.a < s.a_end || s.b < s.b_end);
        must(s.a_end == n || (a[s.a_end] & 0xC0) != 0x80);
        must(s.b_end == m || (b[s.b_end] & 0xC0) != 0x80);
        must(s.equal == (s.edits == 0));
        if (s.equal && s.a_end - s.a == s.b_end - s.b && !memchr(a + s.a, '\r', s.a_end - s.a))
            must(memcmp(a + s.a, b + s.b, s.a_end - s.a) == 0 || memchr(b + s.b, '\r', s.b_end - s.b));
        edits += s.edits;
    }
    must(!failed);
    must(last.a_end == n && last.b_end == m);
    om_align_free(al);
    return edits;
}

/* Lines of `width` Han; one character in `every` is another, one line end in three is not there. */
static void page(text *t, uint64_t from_seed, size_t chars, uint32_t width, uint32_t every)
{
    uint64_t other = from_seed * 77 + width;

    seed = from_seed;
    for (size_t i = 0; i < chars; i++) {
        uint32_t c = 0x4E00 + rnd(3000);
        uint64_t kept = seed;

        seed = other;
        add(t, every && rnd(every) == 0 ? 0x9000 + rnd(50) : c);
        if (i % width == width - 1 && rnd(3))
            add(t, '\n');
        other = seed;
        seed = kept;
    }
}

START_TEST(texts_small)
{
    static const char *const some[] = {"", "\n", "\r\n", "\r", "a\r\nb", "a\nb", "a\rb\n", "甲乙\n丙", "甲乙丙\n",
                                       "一\u2028二", "é", "e\u0301", "\r\r\n\n", "\r\n\r\n", "𠀀", "𠀁"};
    enum { SOME = sizeof some / sizeof *some };

    for (size_t i = 0; i < SOME; i++)
        for (size_t j = 0; j < SOME; j++) {
            const uint8_t *a = (const uint8_t *)some[i], *b = (const uint8_t *)some[j];
            size_t n = strlen(some[i]), m = strlen(some[j]);
            uint32_t x[16], y[16], at[17];
            size_t units = om_units_read(a, n, 16, x, at), others = om_units_read(b, m, 16, y, at);
            uint32_t *d = plain(x, units, y, others);

            if (edits_of(a, n, b, m) != d[units * (others + 1) + others])
                ck_abort_msg("text %zu and text %zu", i, j);
            free(d);
        }
}
END_TEST

START_TEST(texts_line_ends_are_equal)
{
    static const char a[] = "一\r\n二\r三\f四\n", b[] = "一\n二\n三\n四\u2029";

    ck_assert_uint_eq(edits_of((const uint8_t *)a, sizeof a - 1, (const uint8_t *)b, sizeof b - 1), 0);
}
END_TEST

/* Long texts are walked through, and little is lost against the best. */
START_TEST(texts_long)
{
    static const uint32_t every[] = {0, 1000, 50, 10, 4};

    for (size_t k = 0; k < sizeof every / sizeof *every; k++) {
        text a = {0}, b = {0};
        uint32_t *x, *y, *at;
        size_t n, m, i, j;
        om_exact exact = {0};
        om_ops ops = {0};
        uint64_t got, best;

        page(&a, 11, 60000, 17, 0);
        page(&b, 11, 60000, 29, every[k]);
        x = malloc((a.n + 1) * sizeof *x);
        y = malloc((b.n + 1) * sizeof *y);
        at = malloc((a.n + b.n) * sizeof *at);
        n = om_units_read(a.p, a.n, a.n, x, at);
        m = om_units_read(b.p, b.n, b.n, y, at);
        ck_assert_uint_gt((uint64_t)n * m, OM_ALIGN_EXACT);
        ck_assert(om_exact_align(&exact, x, n, y, m, false, &ops));
        best = walk(&ops, x, n, y, m, &i, &j);
        got = edits_of(a.p, a.n, b.p, b.n);
        ck_assert_uint_ge(got, best);
        ck_assert_msg(got <= best + best / 200, "every %u: %llu edits, best %llu", every[k], (unsigned long long)got,
                      (unsigned long long)best);
        free(x);
        free(y);
        free(at);
        free(a.p);
        free(b.p);
        om_ops_free(&ops);
        om_exact_free(&exact);
    }
}
END_TEST

/* A page that one text has and the other has not, near and far: the rest is found again. */
START_TEST(texts_missing_page)
{
    static const size_t lengths[] = {300, 3000, 60000, 400000};

    for (size_t k = 0; k < 4; k++)
        for (int swap = 0; swap < 2; swap++) {
            text a = {0}, b = {0};
            uint64_t edits;

            page(&a, 5, 50000, 20, 0);
            page(&b, 5, 50000, 20, 100);
            edits = edits_of(a.p, a.n, b.p, b.n);
            page(&b, 6, lengths[k], 20, 0);
            page(&a, 7, 50000, 20, 0);
            page(&b, 7, 50000, 20, 0);
            edits = swap ? edits_of(b.p, b.n, a.p, a.n) - edits : edits_of(a.p, a.n, b.p, b.n) - edits;
            ck_assert_msg(edits < lengths[k] * 11 / 10 + 100 && edits >= lengths[k], "%zu more: %llu edits", lengths[k],
                          (unsigned long long)edits);
            free(a.p);
            free(b.p);
        }
}
END_TEST

/* One page again and again, and once left out. */
START_TEST(texts_repeated)
{
    text a = {0}, b = {0};

    for (int i = 0; i < 60; i++) {
        page(&a, 3, 2000, 20, 0);
        if (i != 30)
            page(&b, 3, 2000, 20, 0);
    }
    ck_assert_uint_le(edits_of(a.p, a.n, b.p, b.n), 2200);
    free(a.p);
    free(b.p);
}
END_TEST

/* Texts that have nothing in common, spaces between all characters, the same character over and over: bounded work. */
START_TEST(texts_unlike)
{
    text a = {0}, b = {0}, spaced = {0}, same = {0};

    page(&a, 1, 300000, 20, 0);
    page(&b, 2, 300000, 20, 0);
    ck_assert_uint_le(edits_of(a.p, a.n, b.p, b.n), 330000);
    for (size_t i = 0; i < a.n; i += a.p[i] < 0x80 ? 1 : 3) {
        unsigned len;

        add(&spaced, om_utf8_get(a.p + i, &len));
        add(&spaced, ' ');
    }
    ck_assert_uint_le(edits_of(a.p, a.n, spaced.p, spaced.n), 320000);
    for (int i = 0; i < 400000; i++)
        add(&same, '-');
    edits_of(a.p, a.n, same.p, same.n);
    edits_of(same.p, same.n, same.p, same.n - 1);
    free(a.p);
    free(b.p);
    free(spaced.p);
    free(same.p);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("align");
    TCase *exact = tests_case(suite, "exact", 120), *texts = tests_case(suite, "texts", 240);

    tcase_add_test(exact, exact_as_plain);
    tcase_add_test(exact, exact_long);
    tcase_add_test(exact, exact_choice);
    tcase_add_test(texts, texts_small);
    tcase_add_test(texts, texts_line_ends_are_equal);
    tcase_add_test(texts, texts_long);
    tcase_add_test(texts, texts_missing_page);
    tcase_add_test(texts, texts_repeated);
    tcase_add_test(texts, texts_unlike);
    return tests_run(suite);
}
