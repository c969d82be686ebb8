/* match.h - what in a text is, or is one character away from, a name of a dictionary.
 *
 * Found are, for every place of the text,
 *   - each name that stands there;
 *   - each name of three characters and more of which one character is another one there;
 *   - each name of four and more of which one character, neither the first nor the last, is missing there, or inside of
 *     which there is one too many.
 * Nothing is left out for being unlikely: what it costs (cost.h) and what speaks for it is for the caller to weigh.
 * (Names of two characters one away are found by om_match_near, at places where something speaks for them; long ones
 * two away by far.h, in one go with the others.)
 *
 * A hit is a window of the text with all names that fit it in the same way; om_candidate_next tells them one by one.
 * Line ends, spaces and controls are never part of a window.  Time is linear in the text; memory holds the hits of
 * 2,048 characters.
 *
 * How it works.  For a name of n characters the dictionary has n + 1 keys: of the whole, and of what is left without
 * each character.  A window of the text whose key is that of a whole name is the name; a window without its character
 * w, with the key of a name without its own character w, differs in that character; a window with the key of a name
 * without w lacks it; a window without w with the key of a whole name has one too many.  Filters keep the windows that
 * are tried few: two characters (OM_PAIRS), first and third (OM_SKIPS), three (OM_TRIPLES), and, from four characters
 * on, the three that a name begins or ends with (OM_ANCHORS), one of which any single error leaves whole.
 */
#ifndef OM_MATCH_H
#define OM_MATCH_H

#include "dict/far.h"
#include "dict/learned.h"

enum om_hit_kind {
    OM_HIT_EXACT,
    OM_HIT_SUBSTITUTED, /* the character at `at` is another one in the name */
    OM_HIT_MISSING,     /* the name has one more before the character at `at` */
    OM_HIT_EXTRA,       /* the character at `at` is not in the name */
    /* the matcher does not tell these: */
    OM_HIT_SPLIT,       /* the two characters at `at` are the halves of one in the name */
    OM_HIT_TWO          /* the character at `at` and a later one are others in the name: see far.h */
};

typedef struct {
    uint32_t from, len;      /* the window, bytes in the text */
    uint32_t at;             /* bytes in the text; with OM_HIT_EXACT: from */
    uint8_t kind;            /* enum om_hit_kind */
    uint8_t place;           /* of the character that differs, from 0, in the name (OM_HIT_EXTRA: in the window) */
    uint32_t first, n;       /* postings: see om_candidate_next */
} om_hit;

/* Characters that are in no window: line ends, spaces, controls. */
static inline bool om_match_divides(uint32_t c)
{
    return c <= ' ' || c == 0x3000 || (c >= 0x7F && c < 0xA1);
}

typedef struct om_matcher om_matcher;

/* A matcher: room for work on any number of texts, one after the other.  NULL: out of memory. */
om_matcher *om_match_new(void);
void om_match_free(om_matcher *s);

/* Begin a text, valid UTF-8 of at most UINT32_MAX bytes; it must stay until the last om_match_next. */
void om_match_begin(om_matcher *s, const om_dict *d, const uint8_t *text, size_t len);

/* After om_match_begin: characters that are right.  `right` has a bit for each byte of the text, that of a character's
 * first byte says it, and must stay as the text.  In windows of up to OM_RIGHT_BYTES they need not be told as another
 * one of a name, nor as one too many: most of a text is not looked up at all. */
enum { OM_RIGHT_BYTES = 12 };
void om_match_right(om_matcher *s, const uint64_t *right);

/* After om_match_begin: names of two characters that stand there are not told. */
void om_match_no_twos(om_matcher *s);

/* After om_match_begin: long names of which two characters are others are looked for too.  After each om_match_next,
 * also the last, which has no hits, om_far_next tells those of the part of the text that it looked at. */
void om_match_far(om_matcher *s, om_far_finder *finder);

/* The next hits, sorted by `from` within and across calls; valid until the next call.  false: there are no more
 * (om_match_failed: out of memory). */
bool om_match_next(om_matcher *s, const om_hit **hits, size_t *n);
bool om_match_failed(const om_matcher *s);

/* As om_match_next, of the window that begins at text[from] and is of `chars` characters: each hit in which the one at
 * place w differs, w from 0 to chars - 1; names of two characters too.  For places where something speaks for a name of
 * this length.  At most OM_NAME_MAX hits are written to `hits`; their number. */
size_t om_match_near(const om_dict *d, const uint8_t *text, size_t len, size_t from, unsigned chars, om_hit *hits);

/* --- the names of a hit ------------------------------------------------------------------------------------------- */

typedef struct {
    uint32_t name;           /* its number: om_dict_name, om_dict_rows */
    uint32_t read, meant;    /* the character in the text and in the name; 0: none */
    uint8_t cost;            /* of that difference, see cost.h and learned.h */
} om_candidate;

/* The next candidate of the hit that costs at most `most`, *i from 0 on.  The name is compared with the text: what is
 * told is so.  learned: confusions of the engine that read the text, NULL: not known. */
bool om_candidate_next(const om_dict *d, const om_learned *learned, const uint8_t *text, const om_hit *hit,
                       unsigned most, uint32_t *i, om_candidate *candidate);

#endif
