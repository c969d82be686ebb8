/* bitmap_word.h - one word of a bitmap (bitmap.h): the masks that its bits are made of.  Plain C and vectors fill the
 * masks in, the rest is shared. */
#ifndef OM_BITMAP_WORD_H
#define OM_BITMAP_WORD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A bit for each of 64 bytes. */
typedef struct {
    uint64_t high;    /* not ASCII */
    uint64_t alnum;   /* ASCII letters and digits */
    uint64_t digit;
    uint64_t newline;
    uint64_t within;  /* space , - . / : ; = marks that are at home between two letters or digits */
    uint64_t width;   /* ASCII that stage width looks at: all but letters, digits and line ends */
    uint64_t correct; /* ASCII that stage correct looks at: all but digits, space and controls */
    uint64_t lead;    /* characters beyond ASCII that the stage looks at */
} om_masks;

/* A word is computed from 64 bytes, and some before and after them. */
enum { OM_WORD_BEFORE = 12, OM_WORD_AFTER = 6 };

static inline uint64_t om_width_word(const om_masks *m, bool edges)
{
    uint64_t odd = m->width;

    if (odd) /* in few words of Chinese */
        odd &= ~(m->within & m->alnum << 1 & m->alnum >> 1);
    if (edges)
        odd |= m->alnum & (m->high << 1 | m->high >> 1 | 1 | UINT64_C(1) << 63);
    return m->lead | odd;
}

/* Plain ASCII far from any other character is nothing to stage width, which changes what stands near Han.  Of a word of
 * letters, digits and what is between them: the bits that go if many words on both sides are such too; 0 of any other
 * word.  What counts on its own stays: ", controls, and spaces that are not single (they make a table).  printable:
 * ASCII from space on; space, quote: the one and ". */
enum { OM_CALM_LETTERS = 16, OM_CALM_WORDS = 8 }; /* at least in a word; words on either side */

static inline uint64_t om_width_calm(const om_masks *m, uint64_t printable, uint64_t space, uint64_t quote)
{
    uint64_t beside_space = space << 1 | space >> 1 | 1 | UINT64_C(1) << 63;
    bool calm = (printable | m->newline) == UINT64_MAX && __builtin_popcountll(m->alnum) >= OM_CALM_LETTERS;

    return calm ? printable & ~quote & ~(space & beside_space) : 0;
}

/* Quotation marks from the start of a text on, word by word: whether a “ is open, and a bit for each word in which they
 * did not come by turns, as far as the numbers of both and the last of them show.  Other characters that begin and end
 * with the same bytes count too. */
typedef struct {
    uint64_t *odd;
    int open;
} om_quotes;

static inline void om_quotes_word(om_quotes *q, size_t w, uint64_t opening, uint64_t closing)
{
    int last = opening > closing;

    q->open += __builtin_popcountll(opening) - __builtin_popcountll(closing);
    if (((opening | closing) != 0) & (q->open != last)) {
        q->odd[w / 64] |= UINT64_C(1) << w % 64;
        q->open = last;
    }
}

static inline uint64_t om_correct_word(const om_masks *m)
{
    uint64_t odd = m->correct;

    if (odd) { /* in few words of Chinese: marks, and letters beside digits */
        uint64_t ends = 1 | UINT64_C(1) << 63, by_digit = m->digit << 1 | m->digit >> 1;

        odd &= ~(m->within & m->alnum << 1 & m->alnum >> 1) & (~m->alnum | by_digit | ends);
    }
    return m->lead | odd;
}

#endif
