/* hyphen.h - a hyphen at a line end: part of the word, or there only because the line was full?
 *
 * The document itself is the best witness: a word that is elsewhere written in one piece, or with the hyphen, is
 * written so here.  Next comes the shipped word list, last the look of the two halves.
 */
#ifndef OM_JOIN_HYPHEN_H
#define OM_JOIN_HYPHEN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum om_hyphen {
    OM_HYPHEN_NONE, /* no word is cut here (a dash, `pre- and post-war`): the hyphen stays, and the line end becomes
                       what it would be after any other character (between Latin words a space) */
    OM_HYPHEN_DROP, /* the word is written in one piece: `schoolchil-⏎dren` */
    OM_HYPHEN_KEEP  /* the word has a hyphen (write `-` whatever sign stood there), no space: `well-⏎known` */
};

/* The words of the document so far, by their fingerprints, in a table of 512 KiB that forgets rare words when it is
 * full.  Used by one thread at a time. */
typedef struct om_words om_words;

/* NULL when memory cannot be had.  The table itself is got with the first word.  Free with om_words_free (NULL is
 * allowed). */
om_words *om_words_new(void);
void om_words_free(om_words *words);

/* Learn the Latin words and hyphenated compounds of a block of valid UTF-8; words that a line end cuts are no evidence
 * and are left out.  Where memory cannot be had nothing is learned. */
void om_words_read(om_words *words, const uint8_t *text, size_t len);

/* Bytes of the hyphen that text[0, len) ends with (- ‐ U+00AD ¬), 0 when there is none.  *soft: it is a sign that only
 * hyphenation uses (U+00AD ¬). */
size_t om_hyphen_at_end(const uint8_t *text, size_t len, bool *soft);

/* What becomes of a hyphen between a line and the next.  left: the line (or at least its last word) without the hyphen;
 * right: the next line (or at least its first word) without its indent; both valid UTF-8.  words may be NULL.
 * *confidence: percent. */
enum om_hyphen om_hyphen_decide(const om_words *words, const uint8_t *left, size_t left_len, const uint8_t *right,
                                size_t right_len, bool soft, unsigned *confidence);

#endif
