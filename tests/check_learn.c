/* What an engine takes for what: learnt from texts and from corrections, kept in tables, and what it costs.  All
 * sentences and names are invented. */
#include "dict/learned.h"
#include "log_run.h"
#include "main.h"
#include "mutate.h"

static ocrmend_text *text_of(const char *s)
{
    memory m = {(const uint8_t *)s, strlen(s), 1};
    ocrmend_text *text = ocrmend_text_read((ocrmend_source){memory_read, &m}, "UTF-8", NULL, NULL);

    ck_assert_ptr_nonnull(text);
    return text;
}

/* The table without its comments. */
static const char *table_of(const ocrmend_confusions *c)
{
    static om_buf out;

    out.len = 0;
    ck_assert_int_eq(ocrmend_confusions_write(c, NULL, (ocrmend_sink){memory_write, &out}, NULL), OCRMEND_OK);
    om_buf_add(&out, "", 1);
    return (const char *)out.data;
}

static ocrmend_status learn(ocrmend_confusions *c, const char *read, const char *truth)
{
    ocrmend_text *a = text_of(read), *b = text_of(truth);
    ocrmend_status status = ocrmend_confusions_learn(c, a, b, NULL);

    ocrmend_text_free(a);
    ocrmend_text_free(b);
    return status;
}

#define HEADER "read\tmeant\tcount\tof\n"

/* --- learning ----------------------------------------------------------------------------------------------------- */

static const struct {
    const char *read, *truth, *rows;
} pairs[] = {
    {"石侨镇的桥", "石桥镇的桥", "\t\t1\t3\n侨\t桥\t1\t2\n"},
    /* dropped and added; a wrong or added neighbour leaves a character out of the count */
    {"石镇的桥", "石桥镇的桥", "\t\t1\t3\n\t桥\t1\t2\n"},
    {"石桥镇一的桥", "石桥镇的桥", "一\t\t1\t3\n"},
    /* the ends of the text are as good as a right neighbour */
    {"右桥镇的侨", "石桥镇的桥", "\t\t2\t3\n侨\t桥\t1\t1\n右\t石\t1\t1\n"},
    /* two side by side: which was taken for which cannot be told */
    {"石侨真的桥", "石桥镇的桥", ""},
    {"石女子镇的桥", "石好镇的桥", ""},
    /* lines and spaces do not count, nor does another width; a mark for another does */
    {"石 桥\n镇,1 2", "石桥镇，１２", ""},
    {"石桥镇;的桥", "石桥镇，的桥", "\t\t1\t4\n;\t，\t1\t1\n"},
    {"石\xEF\xBF\xBD镇的桥", "石桥镇的桥", ""},
};

START_TEST(from_truth)
{
    ocrmend_confusions *c = ocrmend_confusions_new();

    ck_assert_int_eq(learn(c, pairs[_i].read, pairs[_i].truth), OCRMEND_OK);
    ck_assert_str_eq(table_of(c) + strlen(HEADER), pairs[_i].rows);
    ck_assert_uint_eq(ocrmend_confusions_about(c).texts, 1);
    ocrmend_confusions_free(c);
}
END_TEST

/* Another text teaches nothing: it is refused, and nothing is added. */
START_TEST(another_text)
{
    ocrmend_confusions *c = ocrmend_confusions_new();

    ck_assert_int_eq(learn(c, "县里的新桥昨天通车了。", "渔民从海上回来，满船都是鱼。"), OCRMEND_MISMATCH);
    ck_assert_int_eq(learn(c, "县里的新桥昨天通车了。", ""), OCRMEND_MISMATCH);
    ck_assert_int_eq(learn(c, "", "县里的新桥昨天通车了。"), OCRMEND_MISMATCH);
    ck_assert_str_eq(table_of(c), HEADER);
    ck_assert_uint_eq(ocrmend_confusions_about(c).texts, 0);
    ocrmend_confusions_free(c);
}
END_TEST

START_TEST(several_texts)
{
    ocrmend_confusions *c = ocrmend_confusions_new();
    ocrmend_confusions_facts facts;

    learn(c, "石侨镇的桥", "石桥镇的桥");
    learn(c, "石侨镇的桥下", "石桥镇的桥下");
    learn(c, "石桥镇的侨、下", "石桥镇的桥下");
    ck_assert_str_eq(table_of(c) + strlen(HEADER), "\t\t2\t10\n侨\t桥\t2\t5\n");
    facts = ocrmend_confusions_about(c);
    ck_assert_uint_eq(facts.texts, 3);
    ck_assert_uint_eq(facts.characters, 10);
    ck_assert_uint_eq(facts.misread, 2);
    ck_assert_uint_eq(facts.dropped + facts.added, 0);
    ck_assert_uint_eq(facts.kinds, 1);
    ocrmend_confusions_free(c);
}
END_TEST

/* --- corrections -------------------------------------------------------------------------------------------------- */

#define BEGIN "{\"ocrmend\":\"0\",\"log\":1,\"charset\":\"UTF-8\"}\n"
#define EDIT(id, stage, rule, raw, old, new, changed)                                                                  \
    "{\"id\":" #id ",\"stage\":\"" stage "\",\"rule\":\"" rule "\",\"raw\":" raw ",\"clean\":[0,0],\"at\":0,"          \
    "\"old\":\"" old "\",\"new\":\"" new "\",\"confidence\":0.9" changed "}\n"
#define SUGGESTED ",\"outcome\":\"suggested\""

static const struct {
    const char *edits, *decisions, *rows;
} reviews[] = {
    /* what a stage did alone says nothing, nor what was rejected */
    {EDIT(1, "names", "name-person", "[3,6]", "侨", "桥", ""), NULL, ""},
    {EDIT(1, "names", "name-person", "[3,6]", "侨", "桥", ""), "{\"id\":1,\"decision\":\"reject\"}\n", ""},
    {EDIT(1, "names", "name-person", "[3,6]", "侨", "桥", ""), "{\"id\":1,\"decision\":\"accept\"}\n",
     "\t\t1\t5\n侨\t桥\t1\t2\n"},
    {EDIT(1, "names", "name-person", "[3,6]", "侨", "娇", ""), "{\"id\":1,\"decision\":\"retype\",\"text\":\"桥\"}\n",
     "\t\t1\t5\n侨\t桥\t1\t2\n"},
    /* a name as a whole; two characters side by side are left out */
    {EDIT(1, "names", "name-person", "[0,9]", "石侨镇", "石桥镇", ""), "{\"id\":1,\"decision\":\"accept\"}\n",
     "\t\t1\t5\n侨\t桥\t1\t2\n"},
    {EDIT(1, "names", "name-person", "[0,9]", "石侨真", "石桥镇", ""), "{\"id\":1,\"decision\":\"accept\"}\n", ""},
    /* a log with decisions in it: not what puts right a stage's own reading */
    {EDIT(1, "review", "human", "[3,6]", "侨", "桥", ""), NULL, "\t\t1\t5\n侨\t桥\t1\t2\n"},
    {EDIT(1, "names", "name-person", "[3,6]", "侨", "娇", "") EDIT(2, "review", "human", "[3,6]", "娇", "桥", ""), NULL,
     ""},
    {EDIT(1, "names", "name-person", "[0,3]", "右", "石", "") EDIT(2, "review", "human", "[3,6]", "侨", "桥", ""), NULL,
     "\t\t1\t5\n侨\t桥\t1\t2\n"},
    /* a character that the text has no more: it stood there as often as it was misread */
    {EDIT(1, "review", "human", "[3,6]", "侨", "荞", ""), NULL, "\t\t1\t5\n侨\t荞\t1\t1\n"},
};

static ocrmend_decisions *decisions_of(const char *lines)
{
    char all[1000];
    memory m = {(const uint8_t *)all, 0, 1};
    ocrmend_decisions *d;

    m.left = (size_t)snprintf(all, sizeof all, "{\"ocrmend\":\"0\",\"decisions\":1,\"raw_xxh3\":\"%016x\"}\n%s", 7,
                              lines);
    d = ocrmend_decisions_read((ocrmend_source){memory_read, &m}, 7, NULL);
    ck_assert_ptr_nonnull(d);
    return d;
}

START_TEST(from_corrections)
{
    ocrmend_confusions *c = ocrmend_confusions_new();
    ocrmend_decisions *d = reviews[_i].decisions ? decisions_of(reviews[_i].decisions) : NULL;
    ocrmend_text *proofread = text_of("石桥镇的桥");
    ocrmend_error error = {OCRMEND_OK};
    om_buf log = {0};
    memory m;

    buf_string(&log, BEGIN);
    buf_string(&log, reviews[_i].edits);
    m = (memory){log.data, log.len, 1};
    ck_assert_msg(ocrmend_confusions_review(c, (ocrmend_source){memory_read, &m}, d, proofread, &error) == OCRMEND_OK,
                  "%s", error.message);
    ck_assert_str_eq(table_of(c) + strlen(HEADER), reviews[_i].rows);
    om_buf_free(&log);
    ocrmend_text_free(proofread);
    ocrmend_decisions_free(d);
    ocrmend_confusions_free(c);
}
END_TEST

START_TEST(damaged_log)
{
    static const char log[] = BEGIN "{\"id\":1,\"stage\":\"review\"}\n";
    ocrmend_confusions *c = ocrmend_confusions_new();
    ocrmend_text *proofread = text_of("石桥镇的桥");
    ocrmend_error error = {OCRMEND_OK};
    memory m = {(const uint8_t *)log, strlen(log), 1};

    ck_assert_int_eq(ocrmend_confusions_review(c, (ocrmend_source){memory_read, &m}, NULL, proofread, &error),
                     OCRMEND_BAD_LOG);
    ck_assert_uint_eq(error.line, 2);
    ck_assert_str_eq(table_of(c), HEADER);
    ocrmend_text_free(proofread);
    ocrmend_confusions_free(c);
}
END_TEST

/* --- tables ------------------------------------------------------------------------------------------------------- */

static const struct {
    const char *table;
    uint64_t line;       /* that is wrong; 0: none */
} tables[] = {
    {HEADER, 0},
    {"\xEF\xBB\xBF# made by hand\r\n" HEADER "侨\t桥\t1\t2\r\n\n#\t井\t1\t1", 0},
    {HEADER "\t\t3\t90\n\t桥\t1\t20\n侨\t桥\t2\t20\n·\t\t7\t90\n", 0},
    {"", 1},
    {"# nothing\n", 2},
    {"侨\t桥\t1\t2\n", 1},
    {HEADER "侨\t桥\t1\n", 2},
    {HEADER "侨\t桥\t1\t2\t3\n", 2},
    {HEADER "侨桥\t桥\t1\t2\n", 2},
    {HEADER " \t桥\t1\t2\n", 2},
    {HEADER "\xEF\xBF\xBD\t桥\t1\t2\n", 2},
    {HEADER "\xFF\t桥\t1\t2\n", 2},
    {HEADER "桥\t桥\t1\t2\n", 2},
    {HEADER "侨\t桥\t0\t2\n", 2},
    {HEADER "侨\t桥\t3\t2\n", 2},
    {HEADER "侨\t桥\t1\t-2\n", 2},
    {HEADER "侨\t桥\t1\t2x\n", 2},
    {HEADER "侨\t桥\t1\t1000000000000000\n", 2},
    {HEADER "侨\t桥\t1\t\n", 2},
    {HEADER "侨\t桥\t1\t2\n桥\t侨\t1\t2\n侨\t桥\t1\t2\n", 4},
    {HEADER "侨\t桥\t1\t2\n娇\t桥\t1\t3\n", 3},
    {HEADER "\t\t1\t9\n\t\t1\t9\n", 3},
    {HEADER "\t\t3\t9\n侨\t桥\t1\t2\n", 3}, /* cut short */
};

START_TEST(read_tables)
{
    ocrmend_confusions *c = ocrmend_confusions_new();
    ocrmend_error error = {OCRMEND_OK};
    ocrmend_status status = ocrmend_confusions_add(c, tables[_i].table, strlen(tables[_i].table), &error);

    ck_assert_int_eq(status, tables[_i].line ? OCRMEND_BAD_CONFUSIONS : OCRMEND_OK);
    ck_assert_int_eq(error.status, status);
    ck_assert_uint_eq(error.line, tables[_i].line);
    if (tables[_i].line)
        ck_assert_str_eq(table_of(c), HEADER);
    ocrmend_confusions_free(c);
}
END_TEST

/* What is written is read again, sorted; two tables are added up. */
START_TEST(written_and_added)
{
    static const char table[] = HEADER "\t\t3\t90\n\t桥\t1\t20\n·\t\t7\t90\n侨\t桥\t2\t20\n";
    ocrmend_confusions *c = ocrmend_confusions_new();
    om_buf out = {0};

    ck_assert_int_eq(ocrmend_confusions_add(c, table, strlen(table), NULL), OCRMEND_OK);
    ck_assert_str_eq(table_of(c), table);
    ck_assert_int_eq(ocrmend_confusions_add(c, table, strlen(table), NULL), OCRMEND_OK);
    ck_assert_str_eq(table_of(c), HEADER "\t\t6\t180\n\t桥\t2\t40\n·\t\t14\t180\n侨\t桥\t4\t40\n");
    ocrmend_confusions_write(c, "by hand\nin two lines", (ocrmend_sink){memory_write, &out}, NULL);
    ck_assert_int_eq(memcmp(out.data, "# by hand\n# in two lines\n" HEADER, 25 + strlen(HEADER)), 0);
    om_buf_free(&out);
    ocrmend_confusions_free(c);
}
END_TEST

/* Whatever the bytes: a table or an error with its line, and a table is written as it can be read. */
START_TEST(mutated_tables)
{
    uint64_t seed = 4;

    for (int i = 0; i < 3000; i++) {
        ocrmend_confusions *c = ocrmend_confusions_new(), *again = ocrmend_confusions_new();
        ocrmend_error error = {OCRMEND_OK};
        om_buf table = {0};
        om_learned *learned;

        buf_string(&table, "# by hand\n" HEADER "\t\t3\t90\n\t桥\t1\t20\n·\t\t7\t90\n侨\t桥\t2\t20\n");
        for (size_t n = 1 + rnd_below(&seed, 4); n > 0 && table.len; n--)
            mutate_once(&seed, &table);
        if (ocrmend_confusions_add(c, table.data, table.len, &error) == OCRMEND_OK) {
            const char *text = table_of(c);

            ck_assert_int_eq(ocrmend_confusions_add(again, text, strlen(text), NULL), OCRMEND_OK);
            learned = om_learned_new(c);
            ck_assert_ptr_nonnull(learned);
            om_learned_free(learned);
        } else {
            ck_assert_int_eq(error.status, OCRMEND_BAD_CONFUSIONS);
            ck_assert_uint_gt(error.line, 0);
        }
        om_buf_free(&table);
        ocrmend_confusions_free(c);
        ocrmend_confusions_free(again);
    }
}
END_TEST

/* --- costs -------------------------------------------------------------------------------------------------------- */

/* What was seen more often costs less; seen once of many times it costs hardly less than by looks; never more. */
START_TEST(costs)
{
    for (unsigned shape = 0; shape <= OM_COST_ANY; shape++) {
        unsigned before = OM_COST_ANY;

        for (uint64_t count = 1; count <= 1000; count++) {
            unsigned cost = om_cost_learned((uint8_t)shape, count, 1000, 0.05);

            ck_assert_uint_le(cost, shape > 1 ? shape : 1);
            ck_assert_uint_le(cost, before);
            before = cost;
        }
    }
    ck_assert_uint_ge(om_cost_learned(120, 1, 1000, 0.05), 118);
    ck_assert_uint_le(om_cost_learned(220, 200, 1000, 0.05), 40);
    /* as often as chance on a page that is read badly */
    ck_assert_uint_gt(om_cost_learned(220, 20, 1000, 0.3), om_cost_learned(220, 20, 1000, 0.03) + 40);
}
END_TEST

START_TEST(look_up)
{
    static const char table[] = HEADER "\t\t60\t1000\n\t桥\t10\t100\n泊\t桥\t50\t100\n";
    ocrmend_confusions *c = ocrmend_confusions_new();
    om_learned *l;

    ck_assert_int_eq(ocrmend_confusions_add(c, table, strlen(table), NULL), OCRMEND_OK);
    l = om_learned_new(c);
    ck_assert_uint_lt(om_learned_cost(l, 0x6CCA, 0x6865), om_cost(0x6CCA, 0x6865) - 100);
    ck_assert_uint_eq(om_learned_cost(l, 0, 0x6865), OM_COST_SKIP);
    ck_assert_uint_eq(om_learned_cost(l, 0x6865, 0x6CCA), om_cost(0x6865, 0x6CCA)); /* the other way round */
    ck_assert_uint_eq(om_learned_cost(l, 0x6CCA, 0x77F3), om_cost(0x6CCA, 0x77F3));
    ck_assert_uint_eq(om_learned_cost(l, 0x6CCA, 0x6CCA), 0);
    ck_assert_uint_eq(om_learned_cost(NULL, 0x6CCA, 0x6865), om_cost(0x6CCA, 0x6865));
    for (unsigned most = 0; most < 256; most++)
        ck_assert_int_eq(om_learned_exceeds(l, 0x6CCA, 0x6865, most), om_learned_cost(l, 0x6CCA, 0x6865) > most);
    om_learned_free(l);
    ocrmend_confusions_free(c);
}
END_TEST

/* --- names -------------------------------------------------------------------------------------------------------- */

/* Clean a line with one name known, and a table. */
static const char *clean(const char *name, const char *table, const char *raw)
{
    static om_buf out;
    char source[200];
    ocrmend_dict_builder *builder = ocrmend_dict_builder_new(NULL, NULL);
    ocrmend_confusions *c = ocrmend_confusions_new();
    ocrmend_options options;
    ocrmend_dict *dict;

    snprintf(source, sizeof source, "name\ttype\n%s\tperson\n", name);
    ck_assert_int_eq(ocrmend_dict_add(builder, "source", NULL, source, strlen(source), NULL), OCRMEND_OK);
    dict = ocrmend_dict_compile(builder, NULL);
    ck_assert_ptr_nonnull(dict);
    ck_assert_int_eq(ocrmend_confusions_add(c, table, strlen(table), NULL), OCRMEND_OK);
    ocrmend_profile(&options, NULL);
    options.dicts = &dict;
    options.n_dicts = 1;
    options.confusions = c;
    out.len = 0;
    run_clean(&options, raw, strlen(raw), &out, NULL);
    out.data[out.len - 1] = '\0'; /* in place of the line end */
    ocrmend_dict_builder_free(builder);
    ocrmend_dict_close(dict);
    ocrmend_confusions_free(c);
    return (const char *)out.data;
}

START_TEST(names)
{
    static const char none[] = HEADER, often[] = HEADER "\t\t50\t1000\n泊\t桥\t50\t100\n",
                      once[] = HEADER "\t\t500\t10000\n侨\t桥\t499\t5000\n泊\t桥\t1\t5000\n";

    ck_assert_str_eq(clean("陈石桥", none, "记者陈石泊昨天报道。"), "记者陈石泊昨天报道。");
    ck_assert_str_eq(clean("陈石桥", often, "记者陈石泊昨天报道。"), "记者陈石桥昨天报道。");
    ck_assert_str_eq(clean("陈石桥", once, "记者陈石泊昨天报道。"), "记者陈石泊昨天报道。");
    /* a name that is known, a word, and a name of two characters stay, however often the one was taken for the other */
    ck_assert_str_eq(clean("陈石桥\tperson\n陈石泊", often, "记者陈石泊昨天报道。"), "记者陈石泊昨天报道。");
    ck_assert_str_eq(clean("陈湖桥", often, "渔船在陈湖泊里。"), "渔船在陈湖泊里。");
    ck_assert_str_eq(clean("陈桥", often, "昨天陈泊到了。"), "昨天陈泊到了。");
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("learn");
    TCase *tc = tests_case(suite, "learn", 60);

    tcase_add_loop_test(tc, from_truth, 0, sizeof pairs / sizeof *pairs);
    tcase_add_test(tc, another_text);
    tcase_add_test(tc, several_texts);
    tcase_add_loop_test(tc, from_corrections, 0, sizeof reviews / sizeof *reviews);
    tcase_add_test(tc, damaged_log);
    tcase_add_loop_test(tc, read_tables, 0, sizeof tables / sizeof *tables);
    tcase_add_test(tc, written_and_added);
    tcase_add_test(tc, mutated_tables);
    tcase_add_test(tc, costs);
    tcase_add_test(tc, look_up);
    tcase_add_test(tc, names);
    return tests_run(suite);
}
