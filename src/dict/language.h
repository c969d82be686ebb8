/* language.h - what is known of ordinary Chinese text: words and how frequent they are, surnames, the characters of
 * given names and of transliterated ones, the parts of titles.
 *
 * One constant table, made by the build from dict/words.tsv, surnames.tsv and titles.tsv (language_make.c); nothing is
 * made of it at start-up.  An entry is found by the key of its characters (key.h) and is one number: mostly a cost, in
 * tenths of a nat (10 times the negative natural logarithm of a probability).  A sequence that is in no list is found
 * by chance once in ten million times.
 */
#ifndef OM_LANGUAGE_H
#define OM_LANGUAGE_H

#include <stdbool.h>

#include "dict/key.h"

enum om_language_kind {
    OM_WORD,     /* of words.tsv: see om_word_cost */
    OM_SURNAME,  /* cost of its class */
    OM_GIVEN,    /* one character of a given name: cost */
    OM_SOUND,    /* one character of a transliterated name: cost */
    OM_TITLE     /* a part of titles: OM_TITLE_* */
};

enum { OM_TITLE_HEAD = 1, OM_TITLE_PERSON = 2, OM_TITLE_BODY = 3, OM_TITLE_RANK = 4 };

enum { OM_LANGUAGE_LOG2 = 20, OM_WORD_CHARS = 8 };

/* What an entry is found by; `sum` as om_key_push makes it. */
static inline uint64_t om_language_key(enum om_language_kind kind, uint64_t sum)
{
    return om_key_end(om_key_push(sum, om_key_char(0x110000 + (uint32_t)kind)));
}

/* The number of an entry, 1 to 255; 0: there is none. */
unsigned om_language(enum om_language_kind kind, uint64_t sum);

/* Slots of four bytes, low byte first: the number, and 24 bits of the key. */
extern const unsigned char om_language_table[];

/* Have the processor fetch what om_language will read. */
static inline void om_language_fetch(enum om_language_kind kind, uint64_t sum)
{
    __builtin_prefetch(om_language_table + 4 * om_key_slot(om_language_key(kind, sum), OM_LANGUAGE_LOG2));
}

/* Of the number of a word: its cost, 0 for none; and whether it is an ordinary word, not tagged as a name of any
 * kind. */
static inline unsigned om_word_cost(unsigned number)
{
    return 2 * (number & 0x7F);
}

static inline bool om_word_ordinary(unsigned number)
{
    return number & 0x80;
}

/* --- what is told at once, without a look into the table ---------------------------------------------------------- */

enum { OM_BEGINS_TITLE = 1, OM_BEGINS_TITLE_OF_TWO = 2, OM_ENDS_TITLE = 4, OM_BEGINS_SURNAME = 8 };

/* Of one character: the numbers of its entries; whether a title of a head or a person, or a surname of several
 * characters, may begin or end with it: OM_BEGINS_...; and how long the titles are that begin with it: bit n, from 2 to
 * OM_TITLE_CHARS, n characters. */
enum { OM_TITLE_CHARS = 7 };

typedef struct {
    uint8_t word, surname, given, sound, begins, titles;
} om_language_char;

/* Characters that have a record made by the build.  Of others it is put together. */
#define OM_CHARS_FROM UINT32_C(0x4E00)
#define OM_CHARS 0x5200

om_language_char om_language_of_other(uint32_t c);

extern const unsigned char om_language_chars[]; /* om_language_char[OM_CHARS] */

static inline om_language_char om_language_of(uint32_t c)
{
    return c - OM_CHARS_FROM < OM_CHARS ? ((const om_language_char *)om_language_chars)[c - OM_CHARS_FROM]
                                        : om_language_of_other(c);
}

/* The place of a character among those of words, the most frequent first; OM_NO_RANK: it is in no word; OM_RANKS: it is
 * in some, but not among the first so many. */
enum { OM_RANKS = 1 << 12, OM_NO_RANK = OM_RANKS - 1 };

extern const uint16_t om_language_ranks[]; /* of OM_CHARS */

static inline unsigned om_language_rank(uint32_t c)
{
    return c - OM_CHARS_FROM < OM_CHARS ? om_language_ranks[c - OM_CHARS_FROM] : OM_NO_RANK;
}

/* Two characters of these ranks, neither OM_RANKS: whether they are a word, and begin a longer one. */
enum { OM_IS_WORD = 1, OM_BEGINS_WORD = 2 };

extern const unsigned char om_language_pairs[]; /* a row for each first character: two bits for each second one */

static inline unsigned om_language_pair_of(unsigned first, unsigned second)
{
    size_t slot = (size_t)first * OM_RANKS + second;

    return om_language_pairs[slot / 4] >> slot % 4 * 2 & 3;
}

/* The same of any two characters; of rare ones OM_BEGINS_WORD is always told. */
static inline unsigned om_language_pair(uint32_t a, uint32_t b)
{
    unsigned first = om_language_rank(a), second = om_language_rank(b);

    if ((first | second) < OM_RANKS)
        return om_language_pair_of(first, second);
    return om_language(OM_WORD, om_key_push(om_key_char(a), om_key_char(b))) ? OM_IS_WORD | OM_BEGINS_WORD : OM_BEGINS_WORD;
}

/* Three characters: whether they may be a word, or begin a longer one. */
enum { OM_TRIPLE_SLOTS = 1 << 21 };

static inline size_t om_triple_slot(uint64_t sum)
{
    return (size_t)((sum ^ sum >> 32) * UINT64_C(0x9E3779B97F4A7C15) >> 43);
}

extern const unsigned char om_language_triples[]; /* a bit for each slot */

static inline bool om_language_triple(uint64_t sum)
{
    size_t slot = om_triple_slot(sum);

    return om_language_triples[slot / 8] >> slot % 8 & 1;
}

#endif
