/* Compiled dictionaries: what was put in is there, and a file that is not whole is refused, never trusted. */
#include <check.h>
#include <stdlib.h>
#include <xxhash.h>

#include "dict/check.h"
#include "dict/cost.h"
#include "dict/match.h"
#include "dict_run.h"
#include "main.h"
#include "text/utf8.h"

static const char source[] = "name\ttype\ttitle\tnote\n"
                             "陈石桥\tperson\t县长\t一九九〇年生\n柳河镇\tplace\t\t\n柳河\tplace\t\t\n"
                             "云溪县人民政府\torg\t\t\n云溪县人民代表大会常务委员会\torg\t\t\n安娜·李\tperson\t\t\n";
static const char text[] = "云溪县人民政府县长陈石侨和柳河镇的安娜李一同到云溪县人民代表大曾常务委员会，柳汩镇也有人来，云漠县人民攻府开"
                           "了会，云溪县八民代表大会常务姿员会也开了会。";

/* Everything that can be asked of an open dictionary; what comes of it is added up. */
static size_t use(om_dict *d)
{
    om_matcher *m = om_match_new();
    const om_hit *hits;
    om_hit near[OM_NAME_MAX];
    om_far_finder *finder = om_far_new();
    om_far far;
    size_t n, len, sum = 0;

    for (uint32_t i = 0; i < d->header->names && i < 100; i++) {
        const uint8_t *name = om_dict_name(d, i, &len);
        uint32_t from = 0, to = 0;

        sum += name ? name[len - 1] : 0;
        if (om_dict_rows(d, i, &from, &to) && from < to) {
            const om_dict_row *row = om_dict_row_at(d, from);
            const char *note = row ? om_dict_field(d, row, OM_COLUMN_NOTE, &len) : NULL;

            sum += note && len ? (size_t)(uint8_t)note[len - 1] : 0;
        }
    }
    om_match_begin(m, d, (const uint8_t *)text, sizeof text - 1);
    om_match_far(m, finder);
    while (om_match_next(m, &hits, &n))
        for (size_t i = 0; i < n; i++) {
            om_candidate c;

            for (uint32_t at = 0; om_candidate_next(d, NULL, (const uint8_t *)text, &hits[i], OM_COST_ANY, &at, &c);)
                sum += 1000;
        }
    while (om_far_next(finder, &far))
        sum += far.len;
    om_far_free(finder);
    sum += om_match_near(d, (const uint8_t *)text, sizeof text - 1, 27, 3, near);
    om_match_free(m);
    return sum;
}

START_TEST(round_trip)
{
    om_buf b = compile_source(source, sizeof source - 1, NULL), again = compile_source(source, sizeof source - 1, NULL);
    static const char *const names[] = {"云溪县人民代表大会常务委员会", "云溪县人民政府", "安娜·李", "柳河", "柳河镇", "陈石桥"};
    om_dict d;

    ck_assert_uint_eq(b.len, again.len);
    ck_assert_int_eq(memcmp(b.data, again.data, b.len), 0);
    ck_assert_int_eq(om_dict_open(&d, b.data, b.len, NULL), OCRMEND_OK);
    ck_assert_int_eq(om_dict_verify(&d, NULL), OCRMEND_OK);
    ck_assert_uint_eq(d.header->names, sizeof names / sizeof *names);
    for (uint32_t i = 0; i < d.header->names; i++) {
        size_t len;
        const uint8_t *name = om_dict_name(&d, i, &len);

        ck_assert_uint_eq(len, strlen(names[i]));
        ck_assert_int_eq(memcmp(name, names[i], len), 0);
        ck_assert_uint_eq(om_dict_find(&d, name, len), i);
    }
    ck_assert_uint_eq(om_dict_find(&d, (const uint8_t *)"柳河县", 9), UINT32_MAX);
    ck_assert_uint_eq(om_dict_find(&d, (const uint8_t *)"柳", 3), UINT32_MAX);
    ck_assert(!om_dict_damaged(&d));
    om_dict_close(&d);
    om_buf_free(&b);
    om_buf_free(&again);
}
END_TEST

/* A copy of exactly n bytes, so that a byte read past them is seen. */
static uint8_t *copy_of(const om_buf *b, size_t n)
{
    uint8_t *p = malloc(n ? n : 1);

    ck_assert_ptr_nonnull(p);
    memcpy(p, b->data, n);
    return p;
}

static void refuse(const uint8_t *bytes, size_t n, const char *what)
{
    ocrmend_error error = {OCRMEND_OK};
    om_dict d;

    if (om_dict_open(&d, bytes, n, &error) == OCRMEND_OK)
        ck_abort_msg("%s: opened", what);
    if (error.status != OCRMEND_BAD_DICT || !*error.message)
        ck_abort_msg("%s: status %d", what, error.status);
}

START_TEST(cut_at_every_length)
{
    om_buf b = compile_source(source, sizeof source - 1, NULL);

    for (size_t n = 0; n < b.len; n++) {
        uint8_t *p = copy_of(&b, n);

        refuse(p, n, "cut");
        free(p);
    }
    om_buf_add(&b, "x", 1);
    refuse(b.data, b.len, "longer");
    om_buf_free(&b);
}
END_TEST

/* A flipped bit is found at opening or when it is read; verifying finds every one. */
START_TEST(flipped_bits)
{
    om_buf b = compile_source(source, sizeof source - 1, NULL);

    for (size_t at = 0; at < b.len; at++) {
        om_dict d;

        b.data[at] ^= (uint8_t)(1 << at % 8);
        if (om_dict_open(&d, b.data, b.len, NULL) == OCRMEND_OK) {
            size_t sum = use(&d);

            if (om_dict_verify(&d, NULL) != OCRMEND_BAD_DICT)
                ck_abort_msg("byte %zu: not seen", at);
            ck_assert_msg(om_dict_damaged(&d) || sum, "byte %zu", at);
            om_dict_close(&d);
        }
        b.data[at] ^= (uint8_t)(1 << at % 8);
    }
    om_buf_free(&b);
}
END_TEST

/* Make all checksums right again. */
static void seal(uint8_t *p)
{
    om_dict_header *h = (om_dict_header *)p;
    uint64_t *sums = (uint64_t *)(p + sizeof *h);
    size_t block = 1 << OM_DICT_BLOCK_LOG2, blocks = (h->size + block - 1) / block, body = sizeof *h + blocks * 8;

    for (size_t i = 0; i < blocks; i++) {
        size_t from = i ? i * block : body, to = (i + 1) * block < h->size ? (i + 1) * block : h->size;

        sums[i] = XXH3_64bits(p + from, to - from);
    }
    h->sums = XXH3_64bits(sums, blocks * 8);
    h->sum = XXH3_64bits(h, offsetof(om_dict_header, sum));
}

/* Checksums say nothing of who made a file: whatever stands in it, nothing outside of it is read. */
START_TEST(malicious)
{
    om_buf b = compile_source(source, sizeof source - 1, NULL);
    size_t opened = 0;

    for (uint64_t seed = 1; seed <= 20000; seed++) {
        uint64_t random = seed;
        uint8_t *p = copy_of(&b, b.len);
        om_dict_header *h = (om_dict_header *)p;
        om_dict d;

        for (unsigned i = 0; i < 1 + seed % 4; i++) {
            size_t at = next_random(&random) % (seed % 3 ? b.len : sizeof *h);

            p[at] = (uint8_t)(seed % 5 ? next_random(&random) : 0xFF);
        }
        memcpy(h->magic, OM_DICT_MAGIC, sizeof h->magic);
        h->order = OM_DICT_ORDER;
        h->version = OM_DICT_VERSION;
        h->size = b.len;
        seal(p);
        if (om_dict_open(&d, p, b.len, NULL) == OCRMEND_OK) {
            use(&d);
            om_dict_verify(&d, NULL);
            om_dict_close(&d);
            opened++;
        }
        free(p);
    }
    ck_assert_uint_gt(opened, 1000);
    om_buf_free(&b);
}
END_TEST

START_TEST(foreign_files)
{
    static uint64_t other[64];
    om_buf b = compile_source(source, sizeof source - 1, NULL);
    om_dict_header *h = (om_dict_header *)b.data;

    refuse((const uint8_t *)other, 0, "empty");
    refuse((const uint8_t *)other, sizeof other, "zeros");
    memcpy(other, "\x7F" "ELF", 4);
    refuse((const uint8_t *)other, sizeof other, "ELF");
    refuse((const uint8_t *)source, sizeof source - 1, "source");
    h->version++;
    refuse(b.data, b.len, "another version");
    h->version--;
    h->order = __builtin_bswap32(h->order);
    refuse(b.data, b.len, "another byte order");
    om_buf_free(&b);
}
END_TEST

/* A file of several blocks, one of them damaged: what does not touch it goes on. */
START_TEST(blocks_are_checked_when_read)
{
    om_buf tsv = {NULL, 0, 0, false}, b;
    uint64_t random = 7;
    ocrmend_error error = {OCRMEND_OK};
    size_t len;
    om_dict d;

    om_buf_add(&tsv, "name\ttype\n", 10);
    for (int i = 0; i < 20000; i++) {
        uint8_t name[16];
        unsigned n = 0;

        for (int k = 0; k < 4; k++)
            n += om_utf8_put(name + n, 0x4E00 + (uint32_t)(next_random(&random) % 0x5000));
        om_buf_add(&tsv, name, n);
        om_buf_add(&tsv, "\tplace\n", 7);
    }
    b = compile_source((const char *)tsv.data, tsv.len, NULL);
    ck_assert_int_eq(om_dict_open(&d, b.data, b.len, NULL), OCRMEND_OK);
    b.data[d.header->section[OM_NAMES].at + d.header->section[OM_NAMES].size - 1] ^= 1;
    ck_assert_ptr_nonnull(om_dict_name(&d, 0, &len));
    ck_assert(!om_dict_damaged(&d));
    ck_assert_ptr_null(om_dict_name(&d, d.header->names - 1, &len));
    ck_assert(om_dict_damaged(&d));
    ck_assert_int_eq(om_dict_verify(&d, &error), OCRMEND_BAD_DICT);
    om_dict_close(&d);
    om_buf_free(&b);
    om_buf_free(&tsv);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("dict_file");
    TCase *tc = tests_case(suite, "file", 120);

    tcase_add_test(tc, round_trip);
    tcase_add_test(tc, cut_at_every_length);
    tcase_add_test(tc, flipped_bits);
    tcase_add_test(tc, malicious);
    tcase_add_test(tc, foreign_files);
    tcase_add_test(tc, blocks_are_checked_when_read);
    return tests_run(suite);
}
