/* language_make.c - make the table of language.h: language_make WORDS SURNAMES TITLES > language_table.c
 *
 * Runs in the build only. */
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "dict/language.h"
#include "text/utf8.h"

enum { SLOTS = 1 << OM_LANGUAGE_LOG2, CHARS = 0x10000, LINE = 400, COLUMNS = 3 };
enum { SOUNDS = 3 }; /* so often a character transliterates in the list of words at least */
enum { LISTED = 6 }; /* frequency from which a word tagged as a person is taken for one: see dict/SOURCES.md */

static unsigned char table[SLOTS][4];
static om_language_char chars[OM_CHARS];
static unsigned char pairs[OM_RANKS * OM_RANKS / 4], triples[OM_TRIPLE_SLOTS / 8];
static uint16_t ranks[OM_CHARS];
static bool is_surname[CHARS];
static unsigned given[CHARS], sound[CHARS], given_sum, sound_sum, entries;

static void fail(const char *what, const char *name)
{
    fprintf(stderr, "language_make: %s: %s\n", name, what);
    exit(1);
}

/* 10 times the negative logarithm of a share, as a byte that is not 0. */
static unsigned cost(double share)
{
    double c = -10 * log(share);

    return c < 1 ? 1 : c > 255 ? 255 : (unsigned)(c + 0.5);
}

static uint64_t sum_of(const char *text)
{
    uint64_t sum = 0;
    unsigned len;

    for (const uint8_t *p = (const uint8_t *)text; *p; p += len)
        sum = om_key_push(sum, om_key_char(om_utf8_get(p, &len)));
    return sum;
}

/* The record of a character; of those that have none, one that nobody reads. */
static om_language_char *record(uint32_t c)
{
    static om_language_char none;

    return c - OM_CHARS_FROM < OM_CHARS ? &chars[c - OM_CHARS_FROM] : &none;
}

/* A word has only characters that have a rank. */
static unsigned rank(uint32_t c)
{
    if (c - OM_CHARS_FROM >= OM_CHARS)
        fail("a word with a character that is no Han of the BMP", "words");
    return ranks[c - OM_CHARS_FROM];
}

/* Note an entry of one character, and the first two and three of a longer word. */
static void note(enum om_language_kind kind, const char *text, unsigned number)
{
    unsigned len, more = 0;
    uint32_t c = om_utf8_get((const uint8_t *)text, &len), second;
    uint64_t sum;
    size_t slot;

    if (!text[len]) {
        *(kind == OM_WORD ? &record(c)->word : &record(c)->surname) = (unsigned char)number;
        return;
    }
    if (kind == OM_SURNAME) {
        record(c)->begins |= OM_BEGINS_SURNAME;
        return;
    }
    text += len;
    second = om_utf8_get((const uint8_t *)text, &more);
    sum = om_key_push(om_key_char(c), om_key_char(second));
    text += more;
    if ((rank(c) | rank(second)) < OM_RANKS) {
        slot = (size_t)rank(c) * OM_RANKS + rank(second);
        pairs[slot / 4] |= (unsigned char)((*text ? OM_BEGINS_WORD : OM_IS_WORD) << slot % 4 * 2);
    }
    if (!*text)
        return;
    slot = om_triple_slot(om_key_push(sum, om_key_char(om_utf8_get((const uint8_t *)text, &more))));
    triples[slot / 8] |= (unsigned char)(1 << slot % 8);
}

static void put(enum om_language_kind kind, uint64_t sum, unsigned number)
{
    uint64_t key = om_language_key(kind, sum);
    size_t i = om_key_slot(key, OM_LANGUAGE_LOG2);

    if (++entries > SLOTS / 4 * 3)
        fail("too many entries for the table", "words");
    for (; table[i][0]; i = (i + 1) % SLOTS)
        ;
    table[i][0] = (unsigned char)number;
    table[i][1] = (unsigned char)(key >> 40);
    table[i][2] = (unsigned char)(key >> 48);
    table[i][3] = (unsigned char)(key >> 56);
}

/* Call `row` with the columns of each line but the first. */
static void each_row(const char *name, void (*row)(char **column))
{
    FILE *f = fopen(name, "r");
    char line[LINE];

    if (!f || !fgets(line, sizeof line, f))
        fail("cannot be read", name);
    while (fgets(line, sizeof line, f)) {
        char *column[COLUMNS] = {line, line + strlen(line), line + strlen(line)};

        line[strcspn(line, "\n")] = '\0';
        for (int i = 1; i < COLUMNS && (column[i] = strchr(column[i - 1], '\t')); i++)
            *column[i]++ = '\0';
        row(column);
    }
    if (ferror(f))
        fail("cannot be read", name);
    fclose(f);
}

static double total;

/* How often each character stands in words of several. */
static struct weight {
    double sum;
    uint32_t c;
} weights[OM_CHARS];

static void add_up(char **column)
{
    const uint8_t *p = (const uint8_t *)column[0];
    unsigned len, n = 0;

    total += atof(column[1]);
    for (; *p; p += len, n++) {
        uint32_t c = om_utf8_get(p, &len);

        if (c - OM_CHARS_FROM < OM_CHARS && (n || p[len]))
            weights[c - OM_CHARS_FROM].sum += atof(column[1]) + 1;
    }
}

static int by_sum(const void *a, const void *b)
{
    const struct weight *x = a, *y = b;

    return x->sum != y->sum ? (x->sum < y->sum ? 1 : -1) : x->c < y->c ? -1 : 1;
}

static void rank_characters(void)
{
    for (uint32_t c = 0; c < OM_CHARS; c++)
        weights[c].c = c;
    qsort(weights, OM_CHARS, sizeof *weights, by_sum);
    for (uint32_t i = 0; i < OM_CHARS; i++)
        ranks[weights[i].c] = weights[i].sum == 0 ? OM_NO_RANK : i < OM_NO_RANK ? (uint16_t)i : OM_RANKS;
}

static void surname(char **column)
{
    static const unsigned class_cost[] = {0, 32, 48, 60, 73, 90, 110};
    int class = atoi(column[1]);

    if (class < 1 || class > 6)
        fail("a class that is none", column[0]);
    put(OM_SURNAME, sum_of(column[0]), class_cost[class]);
    note(OM_SURNAME, column[0], class_cost[class]);
    if (strlen(column[0]) == 3)
        is_surname[om_utf8_get((const uint8_t *)column[0], &(unsigned){0})] = true;
}

/* Count the characters from `p` on. */
static void count(unsigned *counts, unsigned *sum, const uint8_t *p)
{
    unsigned len;

    for (; *p; p += len) {
        uint32_t c = om_utf8_get(p, &len);

        if (c < CHARS) {
            counts[c]++;
            ++*sum;
        }
    }
}

static void word(char **column)
{
    const uint8_t *p = (const uint8_t *)column[0];
    unsigned length = 0, number;
    double frequency = atof(column[1]);
    bool ordinary;

    ordinary = !(column[2][0] == 'n' && column[2][1] && strchr("rstz", column[2][1]));
    number = (cost(frequency / total) + 1) / 2 | (ordinary ? 0x80 : 0);
    put(OM_WORD, sum_of(column[0]), number);
    note(OM_WORD, column[0], number);
    for (const uint8_t *q = p; *q; q++)
        length += (*q & 0xC0) != 0x80;
    if (strcmp(column[2], "nr") == 0 && frequency >= LISTED && length >= 2 && length <= 3 && om_utf8_len(*p) == 3 &&
        is_surname[om_utf8_get(p, &(unsigned){0})])
        count(given, &given_sum, p + 3);
    if (strcmp(column[2], "nrt") == 0)
        count(sound, &sound_sum, p);
}

/* The last character of a text. */
static uint32_t last_of(const char *text)
{
    const uint8_t *p = (const uint8_t *)text;

    return om_utf8_get(p + om_utf8_back(p, strlen(text)), &(unsigned){0});
}

/* The flag of a title of so many characters. */
static unsigned char title_of(const char *form)
{
    unsigned n = 0;

    for (const char *p = form; *p; p++)
        n += (*p & 0xC0) != 0x80;
    if (n < 2 || n > OM_TITLE_CHARS)
        fail("a title of one character or too many", form);
    return (unsigned char)(1 << n);
}

static void title(char **column)
{
    static const char *const parts[] = {"head", "person-title", "body", "rank-prefix"};

    for (unsigned i = 0; i < sizeof parts / sizeof *parts; i++)
        if (strcmp(column[0], parts[i]) == 0) {
            uint32_t c = om_utf8_get((const uint8_t *)column[1], &(unsigned){0});

            put(OM_TITLE, sum_of(column[1]), i + 1);
            if (i >= 2)
                return;
            record(c)->begins |= strlen(column[1]) == 6 ? OM_BEGINS_TITLE | OM_BEGINS_TITLE_OF_TWO : OM_BEGINS_TITLE;
            record(c)->titles |= title_of(column[1]);
            record(last_of(column[1]))->begins |= OM_ENDS_TITLE;
            return;
        }
    fail("a part that is none", column[0]);
}

static void put_characters(enum om_language_kind kind, const unsigned *counts, unsigned sum, unsigned least)
{
    for (uint32_t c = 0; c < CHARS; c++)
        if (counts[c] >= least) {
            unsigned number = cost((double)counts[c] / sum);

            put(kind, om_key_push(0, om_key_char(c)), number);
            *(kind == OM_GIVEN ? &record(c)->given : &record(c)->sound) = (unsigned char)number;
        }
}

static void print_bytes(const char *name, const unsigned char *bytes, size_t n)
{
    printf("const unsigned char %s[] =", name);
    for (size_t i = 0; i < n; i++)
        printf("%s\\%o%s", i % 32 ? "" : "\n\"", bytes[i], i % 32 == 31 ? "\"" : "");
    puts(";");
}

int main(int argc, char **argv)
{
    if (argc != 4)
        fail("usage: language_make WORDS SURNAMES TITLES", "arguments");
    each_row(argv[2], surname);
    each_row(argv[3], title);
    each_row(argv[1], add_up);
    rank_characters();
    each_row(argv[1], word);
    put_characters(OM_GIVEN, given, given_sum, 1);
    put_characters(OM_SOUND, sound, sound_sum, SOUNDS);
    puts("/* Made by language_make from dict/; do not edit. */\n#include \"dict/language.h\"");
    print_bytes("om_language_table", &table[0][0], sizeof table);
    print_bytes("om_language_chars", (const unsigned char *)chars, sizeof chars);
    puts("const uint16_t om_language_ranks[] = {");
    for (size_t i = 0; i < OM_CHARS; i++)
        printf("%u,%s", ranks[i], i % 16 == 15 ? "\n" : "");
    puts("};");
    print_bytes("om_language_pairs", pairs, sizeof pairs);
    print_bytes("om_language_triples", triples, sizeof triples);
    return fflush(stdout) || ferror(stdout);
}
