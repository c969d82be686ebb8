/* Hyphens at line ends: the word list, the document's words, the decision. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "main.h"
#include "stage/join/hyphen.h"
#include "text/words.h"

static bool known(const char *word)
{
    return om_word_known((const uint8_t *)word, strlen(word));
}

START_TEST(every_word_of_the_list_is_found)
{
    size_t at = 0, words = 0;

    while (at < om_english_len) {
        size_t n = strcspn(om_english + at, "\n");

        ck_assert(om_word_known((const uint8_t *)om_english + at, n));
        at += n + 1;
        words++;
    }
    ck_assert_uint_eq(at, om_english_len);
    ck_assert_uint_gt(words, 80000);
}
END_TEST

START_TEST(nothing_else_is_found)
{
    ck_assert(known("colour") && known("color") && known("realise") && known("realize") && known("Paris"));
    ck_assert(!known("paris") && !known("neighbour\n") && !known("neighbou") && !known("\n") && !known("") &&
              !known("A") && !known("zzzz") && !known("\xFF"));
}
END_TEST

/* Decide about "left-" and "right" as the lines of a document with that text. */
static enum om_hyphen decide(const char *document, const char *left, const char *right, bool soft, unsigned *confidence)
{
    om_words *words = om_words_new();
    enum om_hyphen what;

    om_words_read(words, (const uint8_t *)document, strlen(document));
    what = om_hyphen_decide(words, (const uint8_t *)left, strlen(left), (const uint8_t *)right, strlen(right), soft,
                            confidence);
    om_words_free(words);
    return what;
}

static const struct {
    const char *left, *right;
    enum om_hyphen what;
} cases[] = {
    /* listed in one word */
    {"the schoolchil", "dren and", OM_HYPHEN_DROP},
    {"Neigh", "bour", OM_HYPHEN_DROP},
    {"THE GOVERN", "MENT", OM_HYPHEN_DROP},
    {"the ferry Con", "stance in", OM_HYPHEN_DROP},
    {"WASH", "INGTON", OM_HYPHEN_DROP},
    {"hus", "band", OM_HYPHEN_DROP},
    {"isl", "and", OM_HYPHEN_DROP},
    {"“be", "cause”", OM_HYPHEN_DROP},
    {"be\xC2\xADtwe", "en", OM_HYPHEN_DROP},
    /* not listed, and not two words */
    {"in Xiao", "shan", OM_HYPHEN_DROP},
    {"in Yong", "ping", OM_HYPHEN_DROP},
    {"Gesell", "schaft", OM_HYPHEN_DROP},
    {"la pr\xC3\xA9", "f\xC3\xA9rence", OM_HYPHEN_DROP},
    {"Hill", "dale", OM_HYPHEN_DROP},
    /* two words */
    {"a well", "known man", OM_HYPHEN_KEEP},
    {"a ninety", "year-old ferry", OM_HYPHEN_KEEP},
    {"state-of-the", "art", OM_HYPHEN_KEEP},
    {"bread", "and-butter", OM_HYPHEN_KEEP},
    {"Beijing", "based", OM_HYPHEN_KEEP},
    {"Long", "running", OM_HYPHEN_KEEP},
    {"non", "profit", OM_HYPHEN_KEEP},
    {"non", "sense", OM_HYPHEN_DROP},
    {"an e", "mail", OM_HYPHEN_KEEP},
    {"the self", "employed", OM_HYPHEN_KEEP},
    {"self", "ish", OM_HYPHEN_DROP},
    /* capitals */
    {"Anglo", "American", OM_HYPHEN_KEEP},
    {"NATO", "led", OM_HYPHEN_KEEP},
    {"an X", "ray", OM_HYPHEN_KEEP},
    {"the U.S.", "led", OM_HYPHEN_KEEP},
    {"vitamin", "C", OM_HYPHEN_KEEP},
    /* numbers */
    {"2024", "25", OM_HYPHEN_KEEP},
    {"COVID", "19", OM_HYPHEN_KEEP},
    {"a 90", "year-old", OM_HYPHEN_KEEP},
    {"10%", "owned", OM_HYPHEN_KEEP},
    /* no word is cut */
    {"pre", "and post-war", OM_HYPHEN_NONE},
    {"two", "or three-year", OM_HYPHEN_NONE},
    {"the 50", "to 60-year-olds", OM_HYPHEN_NONE},
    {"March 3 ", "After", OM_HYPHEN_NONE},
    {"a dash -", "after", OM_HYPHEN_NONE},
    {"a quote", "“after”", OM_HYPHEN_NONE},
    {"he left.", "Then", OM_HYPHEN_NONE},
    {"新华社", "记者", OM_HYPHEN_NONE},
    {"2024", "年", OM_HYPHEN_NONE},
    {"", "word", OM_HYPHEN_NONE},
    {"word", "", OM_HYPHEN_NONE},
    {"", "", OM_HYPHEN_NONE},
};

START_TEST(the_halves_decide)
{
    unsigned confidence = 0;

    ck_assert_msg(decide("", cases[_i].left, cases[_i].right, false, &confidence) == cases[_i].what, "%s-|%s",
                  cases[_i].left, cases[_i].right);
    ck_assert(confidence > 0 && confidence <= 100);
}
END_TEST

START_TEST(the_document_decides_first)
{
    unsigned c;

    /* against the word list, whatever the case, by majority */
    ck_assert_int_eq(decide("", "co", "operate", false, &c), OM_HYPHEN_DROP);
    ck_assert_int_eq(decide("They co-operate.", "co", "operate", false, &c), OM_HYPHEN_KEEP);
    ck_assert_int_eq(decide("Co\xE2\x80\x90Operate cooperate COOPERATE", "co", "operate", false, &c), OM_HYPHEN_DROP);
    ck_assert_int_eq(decide("", "real", "time", false, &c), OM_HYPHEN_KEEP);
    ck_assert_int_eq(decide("in Realtime", "real", "time", false, &c), OM_HYPHEN_DROP);
    /* inside longer compounds, and beyond ASCII */
    ck_assert_int_eq(decide("a three-year-olds' game", "year", "olds", false, &c), OM_HYPHEN_KEEP);
    ck_assert_int_eq(decide("Vis-\xC3\x80-vis", "vis-\xC3\xA0", "vis", false, &c), OM_HYPHEN_KEEP);
    ck_assert_int_eq(decide("\xC3\x89t\xC3\xA9s", "\xC3\xA9", "t\xC3\xA9s", false, &c), OM_HYPHEN_DROP);
    ck_assert_int_eq(decide("John MacDonald", "Mac", "Donald", false, &c), OM_HYPHEN_DROP);
    /* halves that are words in the document */
    ck_assert_int_eq(decide("", "Xiaoshan", "based", false, &c), OM_HYPHEN_DROP);
    ck_assert_int_eq(decide("in Xiaoshan", "Xiaoshan", "based", false, &c), OM_HYPHEN_KEEP);
}
END_TEST

START_TEST(cut_words_are_no_evidence)
{
    static const char *const documents[] = {"so co-\noperate so", "co-operate-\n", "so co-  \n  operate",
                                            "co\xC2\xAC\noperate", "co\xC2\xAD\noperate", "co--operate",
                                            "co- operate", "co -operate", "co-"};
    unsigned c;

    for (size_t i = 0; i < sizeof documents / sizeof *documents; i++)
        ck_assert_msg(decide(documents[i], "co", "operate", false, &c) == OM_HYPHEN_DROP, "%s", documents[i]);
    /* the halves are not words either */
    ck_assert_int_eq(decide("vxyz-\nabcde", "vxyz", "abcde", false, &c), OM_HYPHEN_DROP);
    ck_assert_int_eq(decide("vxyz abcde", "vxyz", "abcde", false, &c), OM_HYPHEN_KEEP);
}
END_TEST

START_TEST(soft_hyphens_go)
{
    unsigned c;

    ck_assert_int_eq(decide("", "real", "time", true, &c), OM_HYPHEN_DROP);
    ck_assert_int_eq(decide("", "non", "profit", true, &c), OM_HYPHEN_DROP);
    ck_assert_int_eq(decide("in real-time", "real", "time", true, &c), OM_HYPHEN_KEEP);
}
END_TEST

START_TEST(signs)
{
    static const struct {
        const char *text;
        size_t len;
        bool soft;
    } ends[] = {{"a-", 1, false}, {"a\xE2\x80\x90", 3, false}, {"a\xE2\x80\x91", 3, false}, {"a\xC2\xAD", 2, true},
                {"a\xC2\xAC", 2, true}, {"a\xC3\xAD", 0, false}, {"a", 0, false}, {"", 0, false}, {"-", 1, false},
                {"a\xE2\x80\x94", 0, false}};
    bool soft;

    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        ck_assert_uint_eq(om_hyphen_at_end((const uint8_t *)ends[i].text, strlen(ends[i].text), &soft), ends[i].len);
        ck_assert_int_eq(soft, ends[i].soft);
    }
}
END_TEST

START_TEST(long_runs_of_letters_are_no_words)
{
    char run[1000], document[2100];
    unsigned c;

    for (size_t n = 55; n < sizeof run; n += n < 140 ? 1 : 100) {
        memset(run, 'x', n);
        run[n] = 0;
        snprintf(document, sizeof document, "%s-%s", run, run);
        ck_assert_int_eq(decide(document, run, run, false, &c), n < 64 ? OM_HYPHEN_KEEP : OM_HYPHEN_NONE);
    }
}
END_TEST

START_TEST(a_full_table_forgets_rare_words)
{
    om_words *words = om_words_new();
    char word[32];
    unsigned c;

    for (int i = 0; i < 9; i++)
        om_words_read(words, (const uint8_t *)"co-operate ", 11);
    for (unsigned i = 0; i < 300000; i++) {
        size_t n = 0;

        for (unsigned k = i + 1; k; k /= 26)
            word[n++] = (char)('a' + k % 26);
        word[n++] = ' ';
        om_words_read(words, (const uint8_t *)word, n);
    }
    ck_assert_int_eq(om_hyphen_decide(words, (const uint8_t *)"co", 2, (const uint8_t *)"operate", 7, false, &c),
                     OM_HYPHEN_KEEP);
    om_words_free(words);
    om_words_free(NULL);
}
END_TEST

/* Any text: nothing outside it is read (the sanitizers watch), and only the signs are taken for hyphens. */
START_TEST(any_text)
{
    static const char *const parts[] = {"a", "B", "and", "1", ".", "-", " ", "\n", "中", "\xC2\xAD", "\xC2\xAC",
                                        "\xE2\x80\x90", "\xC3\xA9", "\xCC\x81", "\xC4\xB0", "\xF0\x90\x90\x80",
                                        "\xF0\x9F\x98\x80"};
    om_words *words = om_words_new();

    srand(3);
    for (int round = 0; round < 20000; round++) {
        char text[400] = "";
        size_t len, cut = 0;
        uint8_t *left, *right;
        unsigned confidence = 0;
        bool soft;

        for (int i = rand() % 90; i; i--) {
            strcat(text, parts[(size_t)rand() % (sizeof parts / sizeof *parts)]);
            if (rand() % 8 == 0)
                cut = strlen(text);
        }
        len = strlen(text);
        left = malloc(cut + !cut);
        right = malloc(len - cut + (len == cut));
        memcpy(left, text, cut);
        memcpy(right, text + cut, len - cut);
        om_words_read(words, left, cut);
        om_words_read(words, right, len - cut);
        ck_assert_uint_le(om_hyphen_at_end(left, cut, &soft), cut);
        om_hyphen_decide(words, left, cut, right, len - cut, soft, &confidence);
        ck_assert(confidence > 0 && confidence <= 100);
        free(left);
        free(right);
    }
    om_words_free(words);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("hyphen");
    TCase *tests = tests_case(suite, "hyphen", 0);

    tcase_add_test(tests, every_word_of_the_list_is_found);
    tcase_add_test(tests, nothing_else_is_found);
    tcase_add_loop_test(tests, the_halves_decide, 0, sizeof cases / sizeof *cases);
    tcase_add_test(tests, the_document_decides_first);
    tcase_add_test(tests, cut_words_are_no_evidence);
    tcase_add_test(tests, soft_hyphens_go);
    tcase_add_test(tests, signs);
    tcase_add_test(tests, long_runs_of_letters_are_no_words);
    tcase_add_test(tests, a_full_table_forgets_rare_words);
    tcase_add_test(tests, any_text);
    return tests_run(suite);
}
