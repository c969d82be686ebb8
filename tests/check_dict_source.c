/* Sources of dictionaries: what a row becomes, what is refused, which of two rows counts. */
#include <check.h>
#include <stdlib.h>

#include "dict_run.h"
#include "main.h"
#include "ocrmend.h"

static om_buf bytes;
static om_dict d;
static notes_seen seen;

static void compile(const char *tsv)
{
    memset(&seen, 0, sizeof seen);
    bytes = compile_source(tsv, strlen(tsv), &seen);
    ck_assert_int_eq(om_dict_open(&d, bytes.data, bytes.len, NULL), OCRMEND_OK);
}

static void done(void)
{
    om_dict_close(&d);
    om_buf_free(&bytes);
}

/* Name i and column of its row k, as one string: "name=text". */
static const char *column(uint32_t i, uint32_t k, unsigned c)
{
    static char out[300];
    size_t name_len, len = 0;
    const uint8_t *name = om_dict_name(&d, i, &name_len);
    uint32_t from, to;
    const char *text;

    ck_assert_ptr_nonnull(name);
    ck_assert(om_dict_rows(&d, i, &from, &to));
    ck_assert_uint_lt(k, to - from);
    text = om_dict_field(&d, om_dict_row_at(&d, from + k), c, &len);
    snprintf(out, sizeof out, "%.*s=%.*s", (int)name_len, (const char *)name, (int)len, text ? text : "");
    return out;
}

START_TEST(columns)
{
    compile("\n# a list\ntype\tname\torg\ttitle\tcolour\r\nperson\t陈石桥\t云溪县人民政府\t县长\tred\r\n"
            "person\t 柳 \t\t\nplace\t云溪县\t\t\n");
    ck_assert_uint_eq(d.header->names, 2);
    ck_assert_str_eq(column(1, 0, OM_COLUMN_ORG), "陈石桥=云溪县人民政府");
    ck_assert_str_eq(column(1, 0, OM_COLUMN_TITLE), "陈石桥=县长");
    ck_assert_str_eq(column(1, 0, OM_COLUMN_NOTE), "陈石桥=");
    ck_assert_str_eq(column(0, 0, OM_COLUMN_ORG), "云溪县=");
    ck_assert_int_eq(seen.refused, 1); /* a name of one character */
    ck_assert_int_eq(seen.told, 1);    /* colour */
    done();
}
END_TEST

START_TEST(two_columns_without_header)
{
    compile("陈石桥\tperson\n云溪县\tplace\n");
    ck_assert_uint_eq(d.header->names, 2);
    done();
}
END_TEST

START_TEST(short_forms)
{
    compile("name\tshort\tlevel\tcode\tparent\n云溪县\t云溪\tcounty\t990101\t9901\n");
    ck_assert_uint_eq(d.header->names, 2);
    ck_assert_str_eq(column(0, 0, OM_COLUMN_FULL), "云溪=云溪县");
    ck_assert_str_eq(column(0, 0, OM_COLUMN_CODE), "云溪=990101");
    ck_assert_int_eq(om_dict_row_at(&d, 0)->flags, OM_ROW_SHORT);
    ck_assert_str_eq(om_type_name(om_dict_row_at(&d, 1)->type), "place");
    ck_assert_str_eq(om_level_name(om_dict_row_at(&d, 1)->level), "county");
    ck_assert_str_eq(column(1, 0, OM_COLUMN_FULL), "云溪县=");
    done();
}
END_TEST

/* Names are written as stage width writes them: no radicals, one kind of dot. */
START_TEST(folded)
{
    compile("name\ttype\n⼤石桥\tplace\n安娜•李\tperson\n安德・王\tperson\n");
    ck_assert_str_eq(column(0, 0, OM_COLUMN_NOTE), "大石桥=");
    ck_assert_str_eq(column(1, 0, OM_COLUMN_NOTE), "安娜·李=");
    ck_assert_str_eq(column(2, 0, OM_COLUMN_NOTE), "安德·王=");
    done();
}
END_TEST

static const struct {
    const char *row, *says;
} refused[] = {
    {"王\tperson", "one character"},       {"\tperson", "no name"},          {"John\tperson", "has 'J'"},
    {"陈 石桥\tperson", "has ' '"},        {"陈石桥1\tperson", "has '1'"},   {"陈，石桥\tperson", "has '，'"},
    {"·陈石桥\tperson", "between two"},    {"陈石桥·\tperson", "between two"}, {"陈··石\tperson", "between two"},
    {"陈石桥\tbird", "'bird': no type"},   {"陈石桥\t", "'': no type"},      {"陈石桥", "'': no type"},
};

START_TEST(refused_rows)
{
    char tsv[200];

    snprintf(tsv, sizeof tsv, "name\ttype\n柳河镇\tplace\n%s\n", refused[_i].row);
    compile(tsv);
    ck_assert_uint_eq(d.header->names, 1);
    ck_assert_int_eq(seen.refused, 1);
    ck_assert_uint_eq(seen.line, 3);
    ck_assert_msg(strstr(seen.message, refused[_i].says) != NULL, "%s", seen.message);
    done();
}
END_TEST

START_TEST(long_names)
{
    char tsv[600] = "name\ttype\n柳河\tplace\n";

    for (int i = 0; i < 48; i++)
        strcat(tsv, "山");
    strcat(tsv, "\tplace\n");
    for (int i = 0; i < 49; i++)
        strcat(tsv, "山");
    strcat(tsv, "\tplace\n");
    compile(tsv);
    ck_assert_uint_eq(d.header->names, 2);
    ck_assert_int_eq(seen.refused, 1);
    ck_assert_uint_eq(seen.line, 4);
    done();
}
END_TEST

static const struct {
    const char *tsv;
    unsigned line;
    const char *says;
} useless[] = {
    {"", 0, "empty"},
    {"# nothing\n\n", 0, "empty"},
    {"name\ttype\n", 0, "not one name"},
    {"name\ttype\n王\tperson\n", 0, "not one name"},
    {"陈石桥\t县长\n", 1, "no header line"},
    {"name\tcolour\n陈石桥\tred\n", 1, "no header line"},
};

START_TEST(useless_sources)
{
    om_rows rows = {NULL, 0, 0, {NULL, 0, 0, false}, 0, false};
    ocrmend_error error = {OCRMEND_OK};
    const char *tsv = useless[_i].tsv;

    ck_assert_int_eq(om_rows_add(&rows, (const uint8_t *)tsv, strlen(tsv), (om_say){NULL, NULL}, &error),
                     OCRMEND_BAD_DICT);
    ck_assert_uint_eq(error.line, useless[_i].line);
    ck_assert_msg(strstr(error.message, useless[_i].says) != NULL, "%s", error.message);
    om_rows_free(&rows);
}
END_TEST

/* The row that stands first counts; two offices of one person are two rows. */
START_TEST(rows_that_disagree)
{
    compile("name\ttype\ttitle\tnote\n陈石桥\tperson\t县长\tone\n陈石桥\tperson\t县长\ttwo\n陈石桥\tperson\t书记\t\n"
            "陈石桥\tperson\t县长\tone\n陈石桥\tplace\t\t\n");
    ck_assert_uint_eq(d.header->names, 1);
    ck_assert_uint_eq(d.header->rows, 3);
    ck_assert_int_eq(seen.told, 2);
    ck_assert_str_eq(column(0, 0, OM_COLUMN_NOTE), "陈石桥=one");
    ck_assert_str_eq(column(0, 1, OM_COLUMN_TITLE), "陈石桥=书记");
    ck_assert_str_eq(om_type_name(om_dict_row_at(&d, 2)->type), "place");
    done();
}
END_TEST

/* Whatever stands in a source, it is read or refused. */
START_TEST(random_sources)
{
    static const char *const pieces[] = {"\t",    "\n",     "\r\n",  "name", "type", "short", "level", "full",
                                         "person", "place", "county", "#",    " ",    "\"",    "陈",    "石桥",
                                         "·",      "・",    "⼤",     "a",    "，",   "𠀀"};
    uint64_t random = 5;

    for (int round = 0; round < 20000; round++) {
        om_rows rows = {NULL, 0, 0, {NULL, 0, 0, false}, 0, false};
        om_buf tsv = {NULL, 0, 0, false}, out = {NULL, 0, 0, false};

        if (round % 2)
            om_buf_add(&tsv, "name\ttype\tshort\ttitle\n", 22);
        for (uint64_t n = next_random(&random) % 60; n; n--) {
            const char *piece = pieces[next_random(&random) % (sizeof pieces / sizeof *pieces)];

            om_buf_add(&tsv, piece, strlen(piece));
        }
        if (om_rows_add(&rows, tsv.data, tsv.len, (om_say){see_note, &seen}, NULL) == OCRMEND_OK) {
            if (om_rows_settle(&rows, (om_say){see_note, &seen}, NULL) != OCRMEND_OK ||
                om_dict_compile(&rows, &out, NULL) != OCRMEND_OK ||
                om_dict_open(&d, out.data, out.len, NULL) != OCRMEND_OK || om_dict_verify(&d, NULL) != OCRMEND_OK)
                ck_abort_msg("'%.*s'", (int)tsv.len, (const char *)tsv.data);
            om_dict_close(&d);
        }
        om_rows_free(&rows);
        om_buf_free(&tsv);
        om_buf_free(&out);
    }
}
END_TEST

/* --- through ocrmend.h ------------------------------------------------------------------------------------------- */

typedef struct {
    int n;
    char last[300];
} public_notes;

static void see_public(void *user, const ocrmend_dict_note *note)
{
    public_notes *p = user;

    p->n++;
    snprintf(p->last, sizeof p->last, "%s:%d: %s", note->source, (int)note->line, note->message);
}

START_TEST(precedence_of_sources)
{
    static const char first[] = "name\ttype\tnote\n陈石桥\tperson\tfirst\n", again[] = "name\ttype\tnote\n"
                                "柳河镇\tplace\t\n陈石桥\tperson\tagain\n";
    public_notes notes = {0, ""};
    ocrmend_dict_builder *b = ocrmend_dict_builder_new(see_public, &notes);
    ocrmend_dict *dict;
    size_t len;
    const char *text;

    ck_assert_int_eq(ocrmend_dict_add(b, "a.tsv", NULL, first, sizeof first - 1, NULL), OCRMEND_OK);
    ck_assert_int_eq(ocrmend_dict_add(b, "b.tsv", NULL, again, sizeof again - 1, NULL), OCRMEND_OK);
    dict = ocrmend_dict_compile(b, NULL);
    ck_assert_ptr_nonnull(dict);
    ck_assert_uint_eq(ocrmend_dict_names(dict), 2);
    ck_assert_int_eq(notes.n, 1);
    ck_assert_str_eq(notes.last, "b.tsv:3: disagrees with line 2 of a source named before, which counts");
    text = ocrmend_dict_column(dict, 1, 0, "note", &len);
    ck_assert_int_eq(len, 5);
    ck_assert_int_eq(memcmp(text, "first", 5), 0);
    ck_assert_ptr_null(ocrmend_dict_column(dict, 1, 1, "note", &len));
    ck_assert_ptr_null(ocrmend_dict_column(dict, 2, 0, "note", &len));
    ck_assert_ptr_null(ocrmend_dict_column(dict, 0, 0, "colour", &len));
    ocrmend_dict_close(dict);
    ocrmend_dict_builder_free(b);
}
END_TEST

START_TEST(charsets)
{
    static const char gb[] = "name\ttype\r\n\xB3\xC2\xCA\xAF\xC7\xC5\tperson\r\n", /* 陈石桥 */
        bom[] = "\xEF\xBB\xBFname\ttype\n陈石桥\tperson\n", bad[] = "name\ttype\n陈石桥\tperson\n\xFF\xFF\tperson\n";
    ocrmend_error error = {OCRMEND_OK};
    ocrmend_dict_builder *b = ocrmend_dict_builder_new(NULL, NULL);
    ocrmend_dict *dict;

    ck_assert_int_eq(ocrmend_dict_add(b, "gb", "GB18030", gb, sizeof gb - 1, NULL), OCRMEND_OK);
    ck_assert_int_eq(ocrmend_dict_add(b, "bom", NULL, bom, sizeof bom - 1, NULL), OCRMEND_OK);
    ck_assert_int_eq(ocrmend_dict_add(b, "bad", "UTF-8", bad, sizeof bad - 1, &error), OCRMEND_BAD_DICT);
    ck_assert_uint_eq(error.line, 3);
    ck_assert_int_eq(ocrmend_dict_add(b, "none", "EBCDIC-9", gb, sizeof gb - 1, NULL), OCRMEND_USAGE);
    dict = ocrmend_dict_compile(b, NULL);
    ck_assert_uint_eq(ocrmend_dict_names(dict), 1);
    ocrmend_dict_close(dict);
    ocrmend_dict_builder_free(b);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("dict_source");
    TCase *tc = tests_case(suite, "source", 0);

    tcase_add_test(tc, columns);
    tcase_add_test(tc, two_columns_without_header);
    tcase_add_test(tc, short_forms);
    tcase_add_test(tc, folded);
    tcase_add_loop_test(tc, refused_rows, 0, sizeof refused / sizeof *refused);
    tcase_add_test(tc, long_names);
    tcase_add_loop_test(tc, useless_sources, 0, sizeof useless / sizeof *useless);
    tcase_add_test(tc, rows_that_disagree);
    tcase_add_test(tc, random_sources);
    tcase_add_test(tc, precedence_of_sources);
    tcase_add_test(tc, charsets);
    return tests_run(suite);
}
