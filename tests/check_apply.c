/* Replaying a log, and decisions on it: alone, where stages changed one place after the other, and at random. */
#include <check.h>
#include <stdio.h>
#include <string.h>

#include "log_run.h"
#include "main.h"

/* A log made by hand: stages width and join of a text without the rules that would write it. */
typedef struct {
    const char *raw, *edits, *clean;
} page;

static ocrmend_decisions *decisions_of(const char *raw, const char *lines, ocrmend_error *error)
{
    char all[2048];
    memory m = {(const uint8_t *)all, 0, 1};

    m.left = (size_t)snprintf(all, sizeof all, "{\"ocrmend\":\"0\",\"decisions\":1,\"raw_xxh3\":\"%016llx\"}\n%s",
                              (unsigned long long)ocrmend_checksum(raw, strlen(raw)), lines);
    return ocrmend_decisions_read((ocrmend_source){memory_read, &m}, ocrmend_checksum(raw, strlen(raw)), error);
}

static void log_of(const page *p, om_buf *log)
{
    static const char sums[] = "\"raw\":[0,%zu],\"clean\":[0,%zu],"
                               "\"raw_xxh3\":\"%016llx\",\"clean_xxh3\":\"%016llx\"}\n";
    unsigned long long raw = ocrmend_checksum(p->raw, strlen(p->raw)), clean = ocrmend_checksum(p->clean,
        strlen(p->clean));
    char line[512];
    int notes = 0, edits = 0;

    for (const char *at = p->edits; (at = strstr(at, "\"id\"")); at++)
        edits++;
    om_buf_add(log, line, (size_t)sprintf(line, "{\"ocrmend\":\"0\",\"log\":1,\"charset\":\"UTF-8\"}\n"));
    om_buf_add(log, p->edits, strlen(p->edits));
    om_buf_add(log, "{\"block\":1,", 11);
    om_buf_add(log, line, (size_t)sprintf(line, sums, strlen(p->raw), strlen(p->clean), raw, clean));
    om_buf_add(log, line, (size_t)sprintf(line, "{\"end\":true,\"blocks\":1,\"edits\":%d,\"notes\":%d,", edits, notes));
    om_buf_add(log, line, (size_t)sprintf(line, sums, strlen(p->raw), strlen(p->clean), raw, clean));
}

/* Apply the decisions; the text that comes out, or what is said. */
static const char *apply(const page *p, const char *lines)
{
    static char got[512];
    ocrmend_error error = {OCRMEND_OK};
    ocrmend_decisions *decisions = decisions_of(p->raw, lines, &error);
    om_buf log = {0}, clean = {0}, log2 = {0}, raw = {0};
    ocrmend *run = ocrmend_new(NULL, (ocrmend_sink){memory_write, &clean}, &error);
    memory m;

    ck_assert_msg(decisions != NULL, "%s", error.message);
    log_of(p, &log);
    m = (memory){log.data, log.len, 3};
    if (ocrmend_replay(run, (ocrmend_source){memory_read, &m}, decisions) == OCRMEND_OK &&
        ocrmend_log(run, (ocrmend_sink){memory_write, &log2}, NULL) == OCRMEND_OK &&
        ocrmend_feed(run, p->raw, strlen(p->raw)) == OCRMEND_OK && ocrmend_finish(run) == OCRMEND_OK) {
        memory c = {clean.data, clean.len, 1}, l = {log2.data, log2.len, 1};

        snprintf(got, sizeof got, "%.*s", (int)clean.len, clean.data ? (const char *)clean.data : "");
        ck_assert_int_eq(ocrmend_revert((ocrmend_source){memory_read, &c}, (ocrmend_source){memory_read, &l},
                                        (ocrmend_sink){memory_write, &raw}, NULL), OCRMEND_OK);
        ck_assert(raw.len == strlen(p->raw) && memcmp(raw.data, p->raw, raw.len) == 0);
    } else {
        snprintf(got, sizeof got, "line %d: %s", (int)ocrmend_last_error(run)->line, ocrmend_last_error(run)->message);
    }
    ocrmend_free(run);
    ocrmend_decisions_free(decisions);
    om_buf_free(&log);
    om_buf_free(&clean);
    om_buf_free(&log2);
    om_buf_free(&raw);
    return got;
}

#define EDIT(id, stage, rule, at, old, new)                                                                            \
    "{\"id\":" #id ",\"stage\":\"" stage "\",\"rule\":\"" rule "\",\"raw\":[0,0],\"clean\":[0,0],\"at\":" #at          \
    ",\"old\":\"" old "\",\"new\":\"" new "\",\"confidence\":0.9}\n"

/* "a b,c" -> width "ab;c" -> join makes "b;" one "x" -> "axc" */
static const page chain = {"a b,c",
                           EDIT(1, "width", "space-han", 1, " ", "") EDIT(2, "width", "full-stop", 2, ",", ";")
                               EDIT(3, "correct", "dash-misread", 1, "b;", "x"),
                           "axc"};

#define REJECT(id) "{\"id\":" #id ",\"decision\":\"reject\"}\n"
#define ACCEPT(id) "{\"id\":" #id ",\"decision\":\"accept\"}\n"
#define RETYPE(id, text) "{\"id\":" #id ",\"decision\":\"retype\",\"text\":\"" text "\"}\n"

START_TEST(later_changes)
{
    static const struct {
        const char *decisions, *want;
    } cases[] = {
        {"", "axc"},
        {ACCEPT(1) ACCEPT(2) ACCEPT(3), "axc"},
        {REJECT(3), "ab;c"},                       /* the last change alone */
        {REJECT(1), "a xc"},                       /* beside it */
        {REJECT(2), "ab,c"},                       /* under it: both are undone, what else it took in stays */
        {REJECT(1) REJECT(2), "a b,c"},
        {REJECT(1) REJECT(2) REJECT(3), "a b,c"},
        {REJECT(1) REJECT(3), "a b;c"},
        {REJECT(2) ACCEPT(3), "ab,c"},
        {RETYPE(3, "yz"), "ayzc"},
        {RETYPE(1, "-"), "a-xc"},
        {RETYPE(1, "-") REJECT(3), "a-b;c"},
        {RETYPE(3, "y") REJECT(2), "ayc"},         /* the reading covers what was rejected in it */
        {RETYPE(2, "y"), "line 2: a later change reaches beyond the place of change 2; decide on that one"},
        {RETYPE(3, ""), "ac"},
        {RETYPE(3, "x"), "axc"},
        {REJECT(3) RETYPE(3, "q"), "aqc"},         /* the last decision counts */
        {REJECT(4), "line 2: there is no change 4: the edit log ends with 3"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        ck_assert_str_eq(apply(&chain, cases[i].decisions), cases[i].want);
}
END_TEST

/* Things taken out at one place by several stages come back in their order. */
START_TEST(one_place)
{
    const page p = {"a \n b", EDIT(1, "lines", "trailing-space", 1, " ", "") EDIT(2, "join", "join-line", 1, "\\n", "")
                              EDIT(3, "correct", "dash-misread", 1, " ", ""), "ab"};

    ck_assert_str_eq(apply(&p, REJECT(1)), "a b");
    ck_assert_str_eq(apply(&p, REJECT(2)), "a\nb");
    ck_assert_str_eq(apply(&p, REJECT(1) REJECT(2)), "a \nb");
    ck_assert_str_eq(apply(&p, REJECT(1) REJECT(3)), "a  b");
    ck_assert_str_eq(apply(&p, REJECT(1) REJECT(2) REJECT(3)), p.raw);
    ck_assert_str_eq(apply(&p, RETYPE(2, "-") REJECT(3)), "a- b");
}
END_TEST

/* A log that does not fit is told, whatever it says. */
START_TEST(bad_logs)
{
    const page wrong_old = {"ab", EDIT(1, "width", "space-han", 0, "x", ""), "ab"};
    const page far = {"ab", EDIT(1, "width", "space-han", 9, "a", ""), "b"};
    const page inside = {"\xE4\xB8\xAD", EDIT(1, "width", "space-han", 1, "", " "), "x"};
    const page other = {"ab", EDIT(1, "width", "space-han", 0, "a", ""), "x"};
    const page order = {"ab", EDIT(1, "join", "join-line", 0, "a", "") EDIT(2, "width", "space-han", 0, "b", ""), ""};

    ck_assert_str_eq(apply(&wrong_old, ""), "line 2: the edit does not fit the text");
    ck_assert_str_eq(apply(&far, ""), "line 2: the edit does not fit the text");
    ck_assert_str_eq(apply(&inside, ""), "line 2: the edit does not fit the text");
    ck_assert_str_eq(apply(&other, ""),
                     "line 0: the edits of this block do not give the clean text that the edit log tells of");
    ck_assert_str_eq(apply(&order, ""), "line 3: the edit's stage comes before that of the edit above");
}
END_TEST

int main(void)
{
    Suite *s = suite_create("apply");
    TCase *t = tests_case(s, "decisions", 0);

    tcase_add_test(t, later_changes);
    tcase_add_test(t, one_place);
    tcase_add_test(t, bad_logs);
    return tests_run(s);
}
