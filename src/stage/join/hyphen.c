#include "stage/join/hyphen.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>
#define XXH_INLINE_ALL /* the keys are short: a call would cost more than the hash */
#include <xxhash.h>

#include "text/script.h"
#include "text/utf8.h"
#include "text/words.h"

enum {
    WORD_MAX = 64, /* bytes; a longer run of letters is no word */
    BUCKETS = 8192,
    WAYS = 8,      /* a bucket is a cache line */
    COUNT = 0xFF   /* an entry is a fingerprint whose low byte is how often the word was seen */
};

struct om_words {
    uint64_t (*table)[WAYS];
};

/* A run of letters. */
typedef struct {
    uint8_t text[WORD_MAX + 4]; /* in lower case */
    size_t len;                 /* bytes of text; 0: none, or too long to be a word */
    unsigned letters, capitals;
    bool capital;               /* the first letter is one */
} word;

om_words *om_words_new(void)
{
    return calloc(1, sizeof(om_words));
}

void om_words_free(om_words *words)
{
    if (words)
        free(words->table);
    free(words);
}

/* --- words ------------------------------------------------------------------------------------------------------- */

static bool is_ascii_letter(uint32_t c)
{
    return (c | 0x20) - 'a' < 26;
}

static bool is_letter(uint32_t c)
{
    return c < 0x80 ? is_ascii_letter(c) : om_script(c) == OM_LATIN;
}

/* U+00AD, which shows nothing inside a word. */
static bool is_soft(uint32_t c)
{
    return c == 0xAD;
}

/* The signs that only hyphenation uses. */
static bool is_sign(uint32_t c)
{
    return is_soft(c) || c == 0xAC;
}

/* The hyphens that stand inside compounds: - U+2010 U+2011. */
static bool is_hyphen(uint32_t c)
{
    return c == '-' || c == 0x2010 || c == 0x2011;
}

/* The character at `at`, 0 at the end; *next: the offset after it. */
static uint32_t char_at(const uint8_t *text, size_t len, size_t at, size_t *next)
{
    unsigned n = 0;
    uint32_t c = at < len ? om_utf8_get(text + at, &n) : 0;

    *next = at + n;
    return c;
}

static void add_letter(word *w, uint32_t c)
{
    uint32_t small = c < 0x80 ? c | 0x20 : (uint32_t)utf8proc_tolower((utf8proc_int32_t)c);

    w->capital |= w->letters == 0 && small != c;
    w->capitals += small != c;
    w->letters++;
    if (w->len < WORD_MAX)
        w->len += om_utf8_put(w->text + w->len, small);
}

/* Read letters of ASCII as far as they go, which is what nearly all words are made of: text and len of *w. */
static size_t read_ascii(const uint8_t *text, size_t len, size_t at, word *w)
{
    size_t n = 0, most = len - at < WORD_MAX ? len - at : WORD_MAX;

    for (; n < most && is_ascii_letter(text[at + n]); n++)
        w->text[n] = text[at + n] | 0x20;
    w->len = n;
    return at + n;
}

/* Read the word that begins at `at`; the offset of what follows it. */
static size_t read_word(const uint8_t *text, size_t len, size_t at, word *w)
{
    size_t from = at, next, after;

    at = read_ascii(text, len, at, w);
    w->letters = (unsigned)w->len;
    w->capital = w->len && !(text[from] & 0x20);
    w->capitals = 0;
    for (next = from; next < at; next++)
        w->capitals += !(text[next] & 0x20);
    while (at < len && (text[at] >= 0x80 || is_ascii_letter(text[at]))) {
        uint32_t c = char_at(text, len, at, &next);

        if (is_letter(c))
            add_letter(w, c);
        else if (!is_soft(c) || !w->letters || !is_letter(char_at(text, len, next, &after)))
            break;
        at = next;
    }
    if (w->len >= WORD_MAX)
        w->len = 0;
    return at;
}

/* Read the word that ends at the end of the text. */
static void read_last_word(const uint8_t *text, size_t len, word *w)
{
    size_t from = len, next;

    for (size_t at = len; at && len - at < 2 * WORD_MAX;) {
        uint32_t c;

        at = om_utf8_back(text, at);
        c = char_at(text, len, at, &next);
        if (is_letter(c))
            from = at;
        else if (!is_soft(c))
            break;
    }
    read_word(text, len, from, w);
}

/* --- the document's words ---------------------------------------------------------------------------------------- */

/* Fingerprint of a word, and of two with something between them. */
static uint64_t fingerprint(const word *w)
{
    return XXH3_64bits(w->text, w->len) & ~(uint64_t)COUNT;
}

static uint64_t fingerprint_of_two(const word *a, const char *between, const word *b)
{
    uint8_t key[2 * WORD_MAX + 1];
    size_t n = strlen(between);

    memcpy(key, a->text, a->len);
    memcpy(key + a->len, between, n);
    memcpy(key + a->len + n, b->text, b->len);
    return XXH3_64bits(key, a->len + n + b->len) & ~(uint64_t)COUNT;
}

static unsigned times_seen(const om_words *words, uint64_t print)
{
    if (words && words->table)
        for (int i = 0; i < WAYS; i++)
            if ((words->table[print >> 51][i] & ~(uint64_t)COUNT) == print)
                return words->table[print >> 51][i] & COUNT;
    return 0;
}

static void learn(om_words *words, uint64_t print)
{
    uint64_t *bucket = words->table[print >> 51];
    int rarest = 0;

    for (int i = 0; i < WAYS; i++)
        if ((bucket[i] & ~(uint64_t)COUNT) == print) {
            bucket[i] += (bucket[i] & COUNT) < COUNT;
            return;
        }
    for (int i = 1; i < WAYS; i++)
        if ((bucket[i] & COUNT) < (bucket[rarest] & COUNT))
            rarest = i;
    bucket[rarest] = print | 1;
}

/* Whether a hyphen stands at `at`, with only spaces between it and the line end. */
static bool cut_at(const uint8_t *text, size_t len, size_t at)
{
    size_t next;
    uint32_t c = char_at(text, len, at, &next);

    if (!is_hyphen(c) && !is_sign(c))
        return false;
    while (next < len && text[next] == ' ')
        next++;
    return next == len || text[next] == '\n';
}

void om_words_read(om_words *words, const uint8_t *text, size_t len)
{
    word pair[2], *w = &pair[0];
    const word *first = NULL; /* of a compound that w goes on */
    bool rest = false;        /* the next word is the rest of one that a line end cut */

    if (!words->table && !(words->table = calloc(BUCKETS, sizeof *words->table)))
        return;
    for (size_t at = 0, next; at < len; at = next) {
        bool hyphen, cut;

        if (!(text[at] < 0x80 ? is_ascii_letter(text[at]) : is_letter(char_at(text, len, at, &next)))) {
            next = at + om_utf8_len(text[at]);
            first = NULL;
            continue;
        }
        next = read_ascii(text, len, at, w);
        if (w->len == WORD_MAX || (next < len && text[next] >= 0x80))
            next = read_word(text, len, at, w);
        hyphen = next < len && (text[next] == '-' || text[next] >= 0x80);
        cut = hyphen && cut_at(text, len, next);
        if (w->len && !rest && !cut) {
            learn(words, fingerprint(w));
            if (first)
                learn(words, fingerprint_of_two(first, "-", w));
        }
        first = NULL;
        rest = cut;
        if (hyphen && w->len && !cut && is_hyphen(char_at(text, len, next, &at))) {
            first = w;
            w = &pair[w == pair];
            next = at;
        }
    }
}

/* --- the decision ------------------------------------------------------------------------------------------------ */

size_t om_hyphen_at_end(const uint8_t *text, size_t len, bool *soft)
{
    size_t at = len ? om_utf8_back(text, len) : 0, next;
    uint32_t c = char_at(text, len, at, &next);

    *soft = is_sign(c);
    return is_hyphen(c) || is_sign(c) ? len - at : 0;
}

static bool is_digit(uint32_t c)
{
    return c - '0' < 10;
}

/* The word list's answer for a word that is `named` (begins with a capital) or not. */
static bool listed(const uint8_t *text, size_t len, bool named)
{
    uint8_t name[2 * WORD_MAX];

    if (om_word_known(text, len))
        return true;
    if (!named || text[0] < 'a' || text[0] > 'z')
        return false;
    memcpy(name, text, len);
    name[0] &= 0xDF;
    return om_word_known(name, len);
}

static bool is_one_of(const uint8_t *text, size_t len, const char *const *list)
{
    for (; *list; list++)
        if (strlen(*list) == len && memcmp(*list, text, len) == 0)
            return true;
    return false;
}

static bool one_of(const word *w, const char *const *list)
{
    return is_one_of(w->text, w->len, list);
}

/* Words of two letters that compounds have; the list has many more that are syllables: re, er, ad, ma. */
static const char *const short_words[] = {"at", "be", "by", "co", "do", "ex", "go", "in",
                                          "no", "of", "on", "so", "to", "up", NULL};

/* Prefixes that take a hyphen, though they are no words. */
static const char *const hyphened_prefixes[] = {"non", "pre", "quasi", NULL};

/* Words that as a part of another have no hyphen beside them. */
static const char *const closed_prefixes[] = {"be", "com", "con", "dis", "fore", "hydro", "hyper", "inter", "micro",
                                              "mis", "mono", "over", "par", "per", "photo", "poly", "sub", "trans",
                                              "under", NULL};
static const char *const closed_suffixes[] = {"ability", "able", "ably", "age", "ages", "ally", "dom", "hood", "ism",
                                              "isms", "less", "ness", "shire", "ship", "ships", "some", "ton", NULL};

/* What names of places and persons end with. */
static const char *const name_suffixes[] = {"berg", "borough", "bridge", "brook", "burg", "bury", "by", "dale", "field",
                                            "ford", "ham", "land", "man", "more", "port", "son", "stone", "town",
                                            "vale", "well", "wick", "wood", "worth", NULL};

/* Words that begin with non but are not the contrary of what follows it. */
static const char *const after_non[] = {"descript", "entities", "entity", "plus", "plussed", "sense", NULL};

/* Whether the half is a word of its own: listed, or seen in the document. */
static bool is_word(const om_words *words, const word *w)
{
    if (w->letters <= 2)
        return w->letters == 2 && one_of(w, short_words);
    return listed(w->text, w->len, w->capital) || times_seen(words, fingerprint(w)) > 0;
}

/* Whether the word is a syllable of pinyin. */
static bool is_pinyin(const word *w)
{
    static const char *const finals[] = {"a", "ai", "an", "ang", "ao", "e", "ei", "en", "eng", "er", "i",
                                         "ia", "ian", "iang", "iao", "ie", "in", "ing", "iong", "iu", "o", "ong",
                                         "ou", "u", "ua", "uai", "uan", "uang", "ue", "ui", "un", "uo", NULL};
    size_t initial = w->len && memchr("bpmfdtnlgkhjqxzcsryw", w->text[0], 20) ? 1 : 0;

    if (initial && w->len > 1 && w->text[1] == 'h' && memchr("zcs", w->text[0], 3))
        initial = 2;
    return is_one_of(w->text + initial, w->len - initial, finals);
}

/* Whether the two, the first with a capital, look like a name that is written in one word. */
static bool is_name(const word *a, const word *b)
{
    return a->capital && !b->capital && (one_of(b, name_suffixes) || (is_pinyin(a) && is_pinyin(b)));
}

/* Whether the halves are such that a compound with a hyphen is made of them: `well-known`. */
static bool is_compound(const om_words *words, const word *a, const word *b)
{
    return is_word(words, b) && (is_word(words, a) || one_of(a, hyphened_prefixes)) && !one_of(a, closed_prefixes) &&
           !one_of(b, closed_suffixes) && !is_name(a, b);
}

/* `non-profit`, `e-mail`: the list has many of them in one word, newspapers have not. */
static bool is_always_hyphened(const om_words *words, const word *a, const word *b)
{
    static const char *const prefixes[] = {"e", "non", NULL};

    return one_of(a, prefixes) && is_word(words, b) && !one_of(b, after_non);
}

/* Whether the second half only links the first, a word or a part of one, to a compound that follows:
 * `pre- and post-war`. */
static bool is_suspended(bool part, const word *b)
{
    static const char *const any[] = {"and", "und", NULL}; /* English words that end so are listed */
    static const char *const some[] = {"or", "to", "oder", "bis", NULL};

    return one_of(b, any) || (part && one_of(b, some));
}

/* Whether what stands before the hyphen goes with the word b all the same, though no letter is there: `U.S.-led`,
 * `10%-owned`. */
static bool is_mark_before_word(const uint8_t *left, size_t len, uint32_t before, const word *b)
{
    if (b->len == 0)
        return false;
    if (before == '.')
        return len > 1 && left[len - 2] >= 'A' && left[len - 2] <= 'Z';
    return (before == ')' || before == '%' || before == '"' || before == 0x201D || before == 0x2019) && !b->capital;
}

enum om_hyphen om_hyphen_decide(const om_words *words, const uint8_t *left, size_t left_len, const uint8_t *right,
                                size_t right_len, bool soft, unsigned *confidence)
{
    size_t next;
    uint32_t before = left_len ? char_at(left, left_len, om_utf8_back(left, left_len), &next) : 0;
    uint32_t after = char_at(right, right_len, 0, &next);
    word a, b;
    uint8_t joined[2 * WORD_MAX];
    bool in_capitals, goes_on, compound, known;
    unsigned in_one, with_hyphen;

    read_last_word(left, left_len, &a);
    next = read_word(right, right_len, 0, &b);
    goes_on = is_hyphen(char_at(right, right_len, next, &next));

    *confidence = 90;
    if (is_digit(before) || (is_digit(after) && a.len)) /* 2024-25, COVID-19, 90-year-old, not 50- to 60-year-olds */
        return (b.len || is_digit(after)) && (goes_on || !is_suspended(true, &b)) ? OM_HYPHEN_KEEP : OM_HYPHEN_NONE;
    if (!a.len || !b.len)
        return is_mark_before_word(left, left_len, before, &b) ? OM_HYPHEN_KEEP : OM_HYPHEN_NONE;

    in_one = times_seen(words, fingerprint_of_two(&a, "", &b));
    with_hyphen = times_seen(words, fingerprint_of_two(&a, "-", &b));
    *confidence = 98;
    if (in_one != with_hyphen)
        return in_one > with_hyphen ? OM_HYPHEN_DROP : OM_HYPHEN_KEEP;

    in_capitals = a.letters == a.capitals && b.letters == b.capitals && a.letters + b.letters > 2;
    *confidence = 90;
    if (!in_capitals && (b.capital || (a.capitals > 1 && a.capitals == a.letters))) /* Anglo-American, NATO-led */
        return OM_HYPHEN_KEEP;
    if (!soft && is_always_hyphened(words, &a, &b))
        return OM_HYPHEN_KEEP;

    memcpy(joined, a.text, a.len);
    memcpy(joined + a.len, b.text, b.len);
    known = listed(joined, a.len + b.len, a.capital);
    compound = is_compound(words, &a, &b);
    *confidence = compound ? 95 : 99;
    if (known || soft)
        return OM_HYPHEN_DROP;
    *confidence = 80;
    if (!goes_on && is_suspended(is_word(words, &a) || one_of(&a, hyphened_prefixes), &b))
        return OM_HYPHEN_NONE;
    /* nobody divides a word after its first letter or before its last */
    return compound || a.letters == 1 || b.letters == 1 ? OM_HYPHEN_KEEP : OM_HYPHEN_DROP;
}
