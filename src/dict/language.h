/* language.h - what is known of ordinary Chinese text: words and how frequent they are, surnames, the characters of given
 * names and of transliterated ones, the parts of titles.
 *
 * One constant table, made by the build from dict/words.tsv, surnames.tsv and titles.tsv (language_make.c); nothing is made
 * of it at start-up.  An entry is found by the key of its characters (key.h) and is one number: mostly a cost, in tenths of
 * a nat (10 times the negative natural logarithm of a probability).  A sequence that is in no list is found by chance once
 * in ten million times.
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

enum { OM_LANGUAGE_LOG2 = 19, OM_WORD_CHARS = 8 };

/* What an entry is found by; `sum` as om_key_push makes it. */
static inline uint64_t om_language_key(enum om_language_kind kind, uint64_t sum)
{
    return om_key_end(om_key_push(sum, om_key_char(0x110000 + (uint32_t)kind)));
}

/* The number of an entry, 1 to 255; 0: there is none. */
unsigned om_language(enum om_language_kind kind, uint64_t sum);

/* Of the number of a word: its cost, 0 for none; and whether it is an ordinary word, not tagged as a name of any kind. */
static inline unsigned om_word_cost(unsigned number)
{
    return 2 * (number & 0x7F);
}

static inline bool om_word_ordinary(unsigned number)
{
    return number & 0x80;
}

/* Bit set: characters that titles of two characters begin with. */
extern const unsigned char om_language_titles[];

static inline bool om_begins_title(uint32_t c)
{
    return c < 0x10000 && (om_language_titles[c / 8] >> c % 8 & 1);
}

/* Of each character: what it begins, or is; and bit n, from 2 to OM_TITLE_CHARS: a title of n characters begins with it, a
 * head or a word like 记者. */
enum { OM_BEGINS_SURNAME = 1, OM_IS_SOUND = 2, OM_TITLE_CHARS = 7 };
extern const unsigned char om_language_flags[0x10000];

static inline unsigned om_language_flags_of(uint32_t c)
{
    return c < 0x10000 ? om_language_flags[c] : 0;
}

/* Slots of four bytes, low byte first: the number, and 24 bits of the key. */
extern const unsigned char om_language_table[];

#endif
