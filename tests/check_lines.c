/* Lines: found at vector speed as byte by byte, and one kind of line end. */
#include "main.h"
#include "stage_run.h"
#include "text/columns.h"
#include "text/lines.h"
#include "text/vector.h"

enum { MOST = 200 };

#define NEL "\xC2\x85"

/* --- the plain way ------------------------------------------------------------------------------------------------ */

static bool is_at(const uint8_t *text, size_t len, size_t at, const char *what)
{
    size_t n = strlen(what);

    return at + n <= len && memcmp(text + at, what, n) == 0;
}

/* The line end whose last byte is text[i] ends one, and is not a plain LF after plain text. */
static bool plain_odd_at(const uint8_t *text, size_t i)
{
    uint8_t before = i > 0 ? text[i - 1] : 0;

    if (text[i] == '\n')
        return before == ' ' || before == '\t' ||
               (i >= 2 && (is_at(text, i, i - 2, "\x80\x80") || is_at(text, i, i - 2, "\xC2\xA0")));
    if (text[i] == '\r' || text[i] == '\v')
        return true;
    if (i >= 1 && is_at(text, i + 1, i - 1, "\xC2\x85"))
        return true;
    return i >= 2 && (is_at(text, i + 1, i - 2, "\xE2\x80\xA8") || is_at(text, i + 1, i - 2, "\xE2\x80\xA9"));
}

static size_t plain_scan(const uint8_t *text, size_t len, om_line_span *out)
{
    om_line_span line = {0};
    size_t n = 0;

    for (size_t i = 0; i < len; i++) {
        uint8_t b = text[i];
        if (b == '\n' || b == '\f') {
            line.end = (uint32_t)i;
            out[n++] = line;
            line = (om_line_span){0};
            continue;
        }
        if (b > ' ' && b < 0xC0 && !(i > 0 && text[i - 1] >= 0xF0)) /* 1, 2 and 2 of two, three and four bytes */
            line.em2++;
        line.blanks += b == ' ' || b == '\t' || is_at(text, len, i, "\u3000");
    }
    line.end = (uint32_t)len;
    out[n++] = line;
    return n;
}

/* The same spans, whatever room there is for them at a time. */
static void compare_spans(const uint8_t *text, size_t len, const om_line_span *plain, size_t n, size_t cap)
{
    om_line_span *fast = malloc(cap * sizeof *fast);
    om_line_scan scan = {.text = text, .len = len};
    size_t at = 0, some;

    must(fast);
    while ((some = om_scan_lines(&scan, fast, cap))) {
        must(some <= cap && some <= n - at);
        for (size_t i = 0; i < some; i++, at++)
            if (fast[i].end != plain[at].end || fast[i].em2 != plain[at].em2 || fast[i].blanks != plain[at].blanks)
                ck_abort_msg("length %zu, line %zu: %u %u %u, not %u %u %u", len, at, fast[i].end, fast[i].em2,
                             fast[i].blanks, plain[at].end, plain[at].em2, plain[at].blanks);
    }
    must(at == n);
    free(fast);
}

/* Compare the two on a text, copied to memory of just its size so that a sanitizer sees a read past its end. */
static void compare_one(const void *bytes, size_t len)
{
    uint8_t *text = calloc(len ? len : 1, 1);
    om_line_span *plain = malloc((len + 1) * sizeof *plain);
    size_t n, at = 0;

    must(text && plain);
    if (len)
        memcpy(text, bytes, len);

    n = plain_scan(text, len, plain);
    compare_spans(text, len, plain, n, OM_SPANS_MIN);
    compare_spans(text, len, plain, n, OM_SPANS_MIN + 7);
    compare_spans(text, len, plain, n, len + OM_SPANS_MIN);

    /* each odd line end, and from each place the next */
    for (size_t from = 0; from <= len; from++) {
        while (at < len && (at < from || !plain_odd_at(text, at)))
            at++;
        if (om_odd_line_end(text, len, from) != at)
            ck_abort_msg("length %zu, from %zu: odd line end at %zu, not %zu", len, from,
                         om_odd_line_end(text, len, from), at);
    }
    free(text);
    free(plain);
}

static unsigned plain_marks_in(const char *text, size_t from, size_t to)
{
    static const char *const pauses[] = {"、", "。", "，", "；"};
    static const char *const pairs[] = {"(", ")", "（", "）", "“", "”", "〈", "〉", "《", "》", "「", "」",
                                        "『", "』", "【", "】", "〒", "〓", "〔", "〕"};
    unsigned marks = 0;

    for (size_t i = from; i < to; i++) {
        for (size_t k = 0; k < sizeof pauses / sizeof *pauses; k++)
            marks |= is_at((const uint8_t *)text, to, i, pauses[k]) ? OM_MARKS_PAUSE : 0;
        for (size_t k = 0; k < sizeof pairs / sizeof *pairs; k++)
            marks |= is_at((const uint8_t *)text, to, i, pairs[k]) ? OM_MARKS_PAIR : 0;
    }
    return marks;
}

/* With each kind of vector, and without. */
static void compare(const void *bytes, size_t len)
{
    for (size_t i = 0; i < 3; i++) {
        om_vector_leave_out(i);
        compare_one(bytes, len);
    }
}

/* --- the same results --------------------------------------------------------------------------------------------- */

static const char *const parts[] = {"\n", "\f", "\r", "\r\n", "\v", "\xC2\x85", "\u2028", "\u2029", " ", "\t", "\u3000",
                                    "\u00A0", " \n", "\t\n", "\u3000\n", "\u00A0\n", "a", "Z", "9", "~", "\x7F", "\x01",
                                    "\u00E9", "\u0416", "\u7530", "\u3001", "\uFF0C", "\U00020000", "\U0001F30A",
                                    "\u4E00\n", "\u5340\n", "\u2027", "\u202A", NEL "\n"};

enum { PARTS = sizeof parts / sizeof *parts };

START_TEST(borders)
{
    char text[MOST];

    /* a part at every place of a text of one kind of filling, of every length up to beyond it */
    for (size_t p = 0; p < PARTS; p++) {
        size_t n = strlen(parts[p]);
        for (size_t at = 0; at + n <= 130; at++) {
            memset(text, 'x', sizeof text);
            memcpy(text + at, parts[p], n);
            compare(text, at + n);
            compare(text, 130);
            if (at < 66)
                compare(text, at + n + 33);
        }
    }
    for (size_t len = 0; len <= 130; len++) {
        memset(text, '\n', sizeof text);
        compare(text, len);
        memset(text, ' ', sizeof text);
        compare(text, len);
        memset(text, 0, sizeof text);
        compare(text, len);
    }
    /* one kind of character all along: it meets each vector border in each of its bytes */
    for (size_t p = 0; p < PARTS; p++) {
        size_t n = strlen(parts[p]);
        for (size_t shift = 0; shift < 4; shift++) {
            size_t len = shift;
            memset(text, 'x', shift);
            while (len + n <= MOST - 8) {
                memcpy(text + len, parts[p], n);
                len += n;
                compare(text, len);
            }
        }
    }
}
END_TEST

/* Half em, of characters of one to four bytes. */
START_TEST(half_em)
{
    static const struct {
        const char *text;
        unsigned em2;
    } cases[] = {{"a", 1}, {"~ 9", 2}, {"\u00E9", 1}, {"\u0416\t", 1}, {"\u7530", 2}, {"\u3000", 2}, {"\U00020000", 2}};

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        for (size_t before = 0; before < 70; before++) {
            char text[MOST];
            om_line_span spans[OM_SPANS_MIN];
            om_line_scan scan = {.text = (const uint8_t *)text, .len = before + strlen(cases[i].text)};

            memset(text, ' ', before);
            strcpy(text + before, cases[i].text);
            ck_assert_uint_eq(om_scan_lines(&scan, spans, OM_SPANS_MIN), 1);
            ck_assert_uint_eq(spans[0].em2, cases[i].em2);
        }
}
END_TEST

/* A mark, or what is not quite one, at every place of a text, looked for in text around it and beside it. */
START_TEST(marks_of_a_line)
{
    static const char *const marks[] = {"(",      ")",      "*",      "'",      "\u3000", "\u3001", "\u3002", "\u3003",
                                        "\u3007", "\u3008", "\u300F", "\u3010", "\u3015", "\u3016", "\uFF08", "\uFF09",
                                        "\uFF0A", "\uFF0B", "\uFF0C", "\uFF1B", "\uFF1C", "\u201B", "\u201C", "\u201D",
                                        "\u201E", "\uFF5B", "\u4E00", "\u00A0", "\U00020001"};
    static const size_t lengths[] = {30, 64, 66, 67, 130, MOST};

    for (size_t m = 0; m < sizeof marks / sizeof *marks; m++)
        for (size_t l = 0; l < sizeof lengths / sizeof *lengths; l++)
            for (size_t n = strlen(marks[m]), at = 0, len = lengths[l]; at + n <= len; at++) {
                char *text = malloc(len); /* a sanitizer sees what is read beyond */

                must(text);
                memset(text, 'x', len);
                memcpy(text + at, marks[m], n);
                for (size_t from = 0; from <= at; from += from < 4 ? 1 : 13)
                    for (size_t i = 0; i < 3; i++) {
                        om_vector_leave_out(i);
                        ck_assert_uint_eq(om_marks_in((uint8_t *)text, from, len), plain_marks_in(text, from, len));
                        ck_assert_uint_eq(om_marks_in((uint8_t *)text, from, at), 0);
                        ck_assert_uint_eq(om_marks_in((uint8_t *)text, at + n, len), 0);
                    }
                free(text);
            }
    om_vector_leave_out(0);
}
END_TEST

START_TEST(line_ends_at_vector_borders)
{
    static const size_t places[] = {0, 1, 30, 31, 32, 33, 34, 62, 63, 64, 65, 66, 95, 96, 97};
    char text[MOST];

    for (size_t i = 0; i < sizeof places / sizeof *places; i++)
        for (size_t k = i; k < sizeof places / sizeof *places; k++)
            for (size_t len = places[k] + 1; len <= 130; len += 7) {
                memset(text, 'y', sizeof text);
                text[places[i]] = '\n';
                text[places[k]] = '\f';
                compare(text, len);
            }
}
END_TEST

START_TEST(random_texts)
{
    srand(5);
    for (int round = 0; round < 6000; round++) {
        char text[MOST];
        size_t len = 0, most = (size_t)rand() % 131;

        for (;;) {
            const char *part = parts[(size_t)rand() % (rand() % 2 ? PARTS : 16)];
            if (len + strlen(part) > most)
                break;
            memcpy(text + len, part, strlen(part));
            len += strlen(part);
        }
        compare(text, len);
    }
}
END_TEST

/* Not UTF-8 either: the same results all the same. */
START_TEST(random_bytes)
{
    static const uint8_t likely[] = {'\n', '\f', '\r', ' ', 0x80, 0xA0, 0xA8, 0xA9, 0xE2, 0xE3, 0xC2, 0x85};

    srand(8);
    for (int round = 0; round < 6000; round++) {
        uint8_t text[MOST];
        size_t len = (size_t)rand() % 131;

        for (size_t i = 0; i < len; i++)
            text[i] = rand() % 2 ? (uint8_t)rand() : likely[(size_t)rand() % sizeof likely];
        compare(text, len);
    }
}
END_TEST

/* --- the stage ---------------------------------------------------------------------------------------------------- */

static void expect(const char *before, size_t len, const char *after)
{
    stage_result r;

    stage_run(&r, &om_stage_lines, "UTF-8", before, len, OCRMEND_INVALID_REPLACE);
    ck_assert_int_eq(r.status, OCRMEND_OK);
    stage_sound(&r);
    ck_assert_msg(r.len == strlen(after) && memcmp(r.text, after, r.len) == 0, "'%.*s' gives '%.*s', not '%s'",
                  (int)len, before, (int)r.len, (const char *)r.text, after);
    stage_done(&r);
}

static const struct {
    const char *before, *after;
} cases[] = {
    {"", ""},
    {"\n", "\n"},
    {"one\ntwo\n", "one\ntwo\n"},
    {"one\r\ntwo\r\n", "one\ntwo\n"},
    {"one\rtwo\r", "one\ntwo\n"},
    {"one\n\rtwo", "one\n\ntwo"},
    {"one\r\r\ntwo", "one\n\ntwo"},
    {"one\r\n\r\ntwo", "one\n\ntwo"},
    {"one\vtwo\v", "one\ntwo\n"},
    {"one" NEL "two" NEL, "one\ntwo\n"},
    {"one\u2028two\u2028", "one\ntwo\n"},
    {"one\u2029two\u2029", "one\ntwo\n"},
    {"\r\n", "\n"},
    {"\r", "\n"},
    {"\u2028", "\n"},
    {NEL NEL, "\n\n"},
    /* spaces at the end of a line, of every kind and kind of line end */
    {"one \ntwo\t\nthree\u3000\nfour\u00A0\n", "one\ntwo\nthree\nfour\n"},
    {"one \t\u3000\u00A0 \r\ntwo", "one\ntwo"},
    {"one \rtwo \vthree " NEL "four \u2028five \u2029six ", "one\ntwo\nthree\nfour\nfive\nsix"},
    {"one  ", "one"},
    {"one\u3000\u3000", "one"},
    {"   ", ""},
    {" \n \n", "\n\n"},
    {"\u3000\r\n", "\n"},
    {"one\n \ntwo", "one\n\ntwo"},
    /* what stays: indents, spaces within, form feeds, characters that end in the same bytes */
    {"  one\n\u3000\u3000two", "  one\n\u3000\u3000two"},
    {"one  two\u3000three\n", "one  two\u3000three\n"},
    {"one\ftwo\f", "one\ftwo\f"},
    {"\u4E00\n\u5340\n", "\u4E00\n\u5340\n"},
    {"\u00E0\n\u2020\n\u0120\n", "\u00E0\n\u2020\n\u0120\n"},
    {"\u0105\u00E5\u2027\u202A\n", "\u0105\u00E5\u2027\u202A\n"},
};

START_TEST(line_ends_and_trailing_spaces)
{
    expect(cases[_i].before, strlen(cases[_i].before), cases[_i].after);
}
END_TEST

/* The same pairs behind text of every length: at every place of a vector. */
START_TEST(at_every_place)
{
    char before[300], after[300];

    for (size_t n = 0; n < 70; n++) {
        memset(before, 'x', n);
        memset(after, 'x', n);
        strcpy(before + n, cases[_i].before);
        strcpy(after + n, cases[_i].after);
        strcat(before, "|");
        strcat(after, "|");
        if (cases[_i].before[0] && strchr(" \t\xE3\xC2", cases[_i].before[strlen(cases[_i].before) - 1]))
            continue; /* trailing no more */
        if (strcmp(cases[_i].before, "one\u3000\u3000") == 0)
            continue;
        expect(before, strlen(before), after);
    }
}
END_TEST

START_TEST(rules_of_the_stage)
{
    stage_result r;

    stage_run(&r, &om_stage_lines, "UTF-8", "one \r\ntwo\n", 10, OCRMEND_INVALID_REPLACE);
    ck_assert_uint_eq(r.out.edits.n, 2);
    ck_assert_uint_eq(stage_count(&r, OM_RULE_TRAILING_SPACE), 1);
    ck_assert_uint_eq(stage_count(&r, OM_RULE_LINE_END), 1);
    stage_done(&r);
    stage_run(&r, &om_stage_lines, "UTF-8", "one\ntwo\n\fthree", 14, OCRMEND_INVALID_REPLACE);
    ck_assert_uint_eq(r.out.edits.n, 0);
    stage_done(&r);
}
END_TEST

/* --- blocks ------------------------------------------------------------------------------------------------------- */

/* A text as a run of the stage over two blocks gives it. */
static void expect_blocks(const char *first, const char *second, bool inside, const char *after)
{
    char text[200];
    size_t len = 0;
    const char *blocks[] = {first, second};

    for (int i = 0; i < 2; i++) {
        om_block block = {.data = (const uint8_t *)blocks[i], .len = strlen(blocks[i]), .first = i == 0, .last = i == 1,
                          .cut_inside = i == 0 && inside, .charset = om_charset_named("UTF-8")};
        om_out out = {0};
        ocrmend_error error = {0};
        const uint8_t *part;
        size_t n;

        om_out_begin(&out, block.data, block.len);
        ck_assert_int_eq(om_stage_lines.run(NULL, &block, &out, &error), OCRMEND_OK);
        ck_assert(om_out_end(&out));
        part = om_out_text(&out, &n);
        memcpy(text + len, part, n);
        len += n;
        om_out_free(&out);
    }
    ck_assert_msg(len == strlen(after) && memcmp(text, after, len) == 0, "'%s' + '%s' gives '%.*s', not '%s'", first,
                  second, (int)len, text, after);
}

START_TEST(block_borders)
{
    expect_blocks("one", "\ntwo\n", false, "one\ntwo\n");
    expect_blocks("one", "\r\ntwo\r\n", false, "one\ntwo\n");
    expect_blocks("one", "\rtwo", false, "one\ntwo");
    expect_blocks("one", "\u2028two", false, "one\ntwo");
    expect_blocks("one", NEL "two", false, "one\ntwo");
    expect_blocks("one \t\u3000", "\ntwo", false, "one\ntwo");
    expect_blocks("one\u00A0", "\r\ntwo", false, "one\ntwo");
    expect_blocks("one\r\n \t", "\r\ntwo", false, "one\n\ntwo");
    /* cut inside a line: the spaces are in the middle of it */
    expect_blocks("one ", "two", true, "one two");
    expect_blocks("one\u3000", "two \n", true, "one\u3000two\n");
}
END_TEST

/* --- columns ------------------------------------------------------------------------------------------------------ */

START_TEST(columns_of_any_widths)
{
    enum { LINES = 300 };
    uint8_t widths[LINES + 2 * OM_COLUMN_AROUND] = {0}, columns[3][LINES];
    uint32_t state = 5;

    for (int n = 0; n < 3000; n++) {
        unsigned column = 1;

        for (size_t i = 0; i < LINES; i++) {
            state = state * 1664525 + 1013904223;
            if (state >> 28 == 0)
                column = state >> 20 & 255;
            /* about the column, or anything */
            widths[i + OM_COLUMN_AROUND] = (uint8_t)(state >> 26 & 3 ? column + (state >> 16 & 7) - 3 : state >> 16);
        }
        for (size_t i = 0; i < 3; i++) {
            om_vector_leave_out(i);
            om_columns(widths, LINES, columns[i]);
            must(memcmp(columns[i], columns[0], LINES) == 0);
        }
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("lines");
    TCase *tests = tests_case(suite, "lines", 120);

    tcase_add_test(tests, borders);
    tcase_add_test(tests, half_em);
    tcase_add_test(tests, marks_of_a_line);
    tcase_add_test(tests, line_ends_at_vector_borders);
    tcase_add_test(tests, random_texts);
    tcase_add_test(tests, random_bytes);
    tcase_add_loop_test(tests, line_ends_and_trailing_spaces, 0, sizeof cases / sizeof *cases);
    tcase_add_loop_test(tests, at_every_place, 0, sizeof cases / sizeof *cases);
    tcase_add_test(tests, rules_of_the_stage);
    tcase_add_test(tests, block_borders);
    tcase_add_test(tests, columns_of_any_widths);
    return tests_run(suite);
}
