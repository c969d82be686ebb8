#include "stage/join/hyphen.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>
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

static bool is_letter(uint32_t c)
{
    return c < 0x80 ? (c | 0x20) - 'a' < 26 : om_script(c) == OM_LATIN;
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

/* Read the word that begins at `at`; the offset of what follows it. */
static size_t read_word(const uint8_t *text, size_t len, size_t at, word *w)
{
    size_t next, after;
    uint32_t c;

    w->len = 0;
    w->letters = w->capitals = 0;
    w->capital = false;
    while (c = char_at(text, len, at, &next),
           is_letter(c) || (is_soft(c) && w->letters && is_letter(char_at(text, len, next, &after)))) {
        uint32_t small = c < 0x80 ? c | 0x20 : (uint32_t)utf8proc_tolower((utf8proc_int32_t)c);

        at = next;
        if (is_soft(c))
            continue;
        if (small != c) {
            w->capitals++;
            w->capital |= w->letters == 0;
        }
        w->letters++;
        if (w->len < WORD_MAX)
            w->len += om_utf8_put(w->text + w->len, small);
    }
    if (w->len >= WORD_MAX)
        w->len = 0;
    return at;
}

/* Read the word that ends at the end of the text. */
static void read_last_word(const uint8_t *text, size_t len, word *w)
{
    size_t at = len;

    while (at && len - at < 2 * WORD_MAX) {
        size_t before = om_utf8_back(text, at), next;
        uint32_t c = char_at(text, len, before, &next);

        if (!is_letter(c) && !is_soft(c))
            break;
        at = before;
    }
    read_word(text, len, at, w);
}

/* --- the document's words ---------------------------------------------------------------------------------------- */

/* Fingerprint of the word a, or of a and b with something between them. */
static uint64_t fingerprint(const word *a, const char *between, const word *b)
{
    uint8_t key[2 * WORD_MAX + 1];
    size_t n = strlen(between);

    memcpy(key, a->text, a->len);
    memcpy(key + a->len, between, n);
    if (b)
        memcpy(key + a->len + n, b->text, b->len);
    return XXH3_64bits(key, a->len + n + (b ? b->len : 0)) & ~(uint64_t)COUNT;
}

static unsigned times_seen(const om_words *words, uint64_t print)
{
    if (words && words->table)
        for (int i = 0; i < WAYS; i++)
            if (((words->table[print >> 51][i] ^ print) & ~(uint64_t)COUNT) == 0)
                return words->table[print >> 51][i] & COUNT;
    return 0;
}

static void learn(om_words *words, uint64_t print)
{
    uint64_t *bucket = words->table[print >> 51];
    int rarest = 0;

    for (int i = 0; i < WAYS; i++) {
        if (((bucket[i] ^ print) & ~(uint64_t)COUNT) == 0 && (bucket[i] & COUNT)) {
            bucket[i] += (bucket[i] & COUNT) < COUNT;
            return;
        }
        if ((bucket[i] & COUNT) < (bucket[rarest] & COUNT))
            rarest = i;
    }
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
        bool cut;

        if (!is_letter(char_at(text, len, at, &next))) {
            first = NULL;
            continue;
        }
        next = read_word(text, len, at, w);
        cut = cut_at(text, len, next);
        if (w->len && !rest && !cut) {
            learn(words, fingerprint(w, "", NULL));
            if (first)
                learn(words, fingerprint(first, "-", w));
        }
        first = NULL;
        rest = cut;
        if (w->len && !cut && is_hyphen(char_at(text, len, next, &at))) {
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

static bool one_of(const word *w, const char *const *list)
{
    for (; *list; list++)
        if (strlen(*list) == w->len && memcmp(*list, w->text, w->len) == 0)
            return true;
    return false;
}

/* Whether the half is a word of its own: listed, or seen in the document. */
static bool is_word(const om_words *words, const word *w)
{
    return w->letters > 1 && (listed(w->text, w->len, w->capital) || times_seen(words, fingerprint(w, "", NULL)));
}

/* Words that go before a hyphen whose second word comes later: `pre- and post-war`. */
static const char *const linking[] = {"and", "or", "to", "und", "oder", "bis", NULL};

/* Prefixes that take a hyphen where the list does not have them in one word. */
static const char *const hyphened[] = {"all", "co", "cross", "ex", "half", "non", "quasi", "self", "vice", "well", NULL};

/* Prefixes that do not, words as they may be. */
static const char *const closed[] = {"dis", "fore", "inter", "mis", "over", "re", "sub", "trans", "un", "under", NULL};

enum om_hyphen om_hyphen_decide(const om_words *words, const uint8_t *left, size_t left_len, const uint8_t *right,
                                size_t right_len, bool soft, unsigned *confidence)
{
    size_t next, last = left_len ? om_utf8_back(left, left_len) : 0;
    uint32_t before = char_at(left, left_len, last, &next), after = char_at(right, right_len, 0, &next);
    word a, b;
    uint8_t joined[2 * WORD_MAX];
    bool in_capitals, known, compound;
    unsigned once, twice;

    *confidence = 95;
    if (!is_letter(after) && !is_digit(after))
        return OM_HYPHEN_NONE;
    read_last_word(left, left_len, &a);
    next = read_word(right, right_len, 0, &b);
    if (is_digit(before) || is_digit(after)) /* 2024-25, COVID-19, 90-year-old, but: 50- to 60-year-olds */
        return one_of(&b, linking) && !is_hyphen(char_at(right, right_len, next, &next)) ? OM_HYPHEN_NONE
               : is_letter(before) || is_digit(before)                                   ? OM_HYPHEN_KEEP
                                                                                         : OM_HYPHEN_NONE;
    if (!a.len || !b.len)
        return OM_HYPHEN_NONE;

    once = times_seen(words, fingerprint(&a, "", &b));
    twice = times_seen(words, fingerprint(&a, "-", &b));
    *confidence = 98;
    if (once != twice)
        return once > twice ? OM_HYPHEN_DROP : OM_HYPHEN_KEEP;

    memcpy(joined, a.text, a.len);
    memcpy(joined + a.len, b.text, b.len);
    in_capitals = a.letters == a.capitals && b.letters == b.capitals && a.letters + b.letters > 2;
    *confidence = 95;
    if (!in_capitals && (b.capital || (a.capitals > 1 && a.capitals == a.letters))) /* Anglo-American, NATO-led */
        return OM_HYPHEN_KEEP;
    known = listed(joined, a.len + b.len, a.capital);
    compound = is_word(words, &a) && is_word(words, &b);
    *confidence = compound ? 90 : 98;
    if (known || soft)
        return OM_HYPHEN_DROP;
    if (one_of(&b, linking) && !is_hyphen(char_at(right, right_len, next, &next)))
        return OM_HYPHEN_NONE;
    *confidence = 80;
    if (one_of(&a, hyphened) || a.letters == 1 || (compound && !one_of(&a, closed)))
        return OM_HYPHEN_KEEP;
    *confidence = 75;
    return OM_HYPHEN_DROP;
}
