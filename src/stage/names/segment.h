/* segment.h - how likely a passage of text is: the cheapest way to divide it into words, names and single characters.
 *
 * Costs are in tenths of a nat (language.h).  Beside the words of the language a division may use: names that the
 * caller says stand there, and names that no list has - of persons (a surname and one or two characters), of foreigners
 * (characters that transliterate), of villages and streets - for a name unknown to us is no misreading of one that is
 * known.
 */
#ifndef OM_SEGMENT_H
#define OM_SEGMENT_H

#include <stdbool.h>
#include <stdint.h>

enum { OM_PASSAGE_CHARS = 96 }; /* at most */

/* A passage of text: its characters, and what keys are made of. */
typedef struct {
    unsigned n;
    uint32_t c[OM_PASSAGE_CHARS];
    uint64_t mixed[OM_PASSAGE_CHARS];
} om_passage;

/* Characters [from, to) of it are a name that costs so much. */
typedef struct {
    unsigned from, to, cost;
} om_span;

/* Take the next character; false: the passage is full. */
bool om_passage_add(om_passage *text, uint32_t c);

/* Put another character at place `at`: the one that was there. */
uint32_t om_passage_put(om_passage *text, unsigned at, uint32_t c);

/* Key of characters [from, to). */
uint64_t om_passage_key(const om_passage *text, unsigned from, unsigned to);

/* Whether a title, or a word like 记者, ends before the character at i, or begins at i; of two characters and more. */
bool om_title_before(const om_passage *text, unsigned i);
bool om_title_after(const om_passage *text, unsigned i);

/* What it costs that a person is named at [from, to), whoever it is: less beside a title, or in a list of persons. */
unsigned om_person_cost(const om_passage *text, unsigned from, unsigned to);

/* What characters [from, to), of a line that names nobody else, cost as a surname and a given name of somebody who is in
 * no list; 0: they are none. */
unsigned om_unlisted_cost(const om_passage *text, unsigned from, unsigned to);

/* Whether a character is so rare that an engine may not know it, and leave it out. */
bool om_is_rare(uint32_t c);

/* Cost of the cheapest division.  *word (unless NULL): whether the character at `at` is, in that division, in a word of
 * the language of two characters and more. */
unsigned om_passage_cost(const om_passage *text, const om_span *spans, unsigned n, unsigned at, bool *word);

/* What the cheapest division may be cheaper by, at most, were the character at `at` another one, but for the names that
 * are given as spans: found at a fraction of the price of dividing, by the pieces that cover it alone.
 * OM_GAIN_UNKNOWN: it makes a title or a list, which tells on persons beside it. */
enum { OM_GAIN_UNKNOWN = 1 << 20 };
int om_passage_gain_most(const om_passage *text, unsigned at, uint32_t other);

/* What characters [from, to) cost at most. */
unsigned om_passage_part_most(const om_passage *text, unsigned from, unsigned to);

#endif
