/* far.h - names in a text of which two characters were misread.
 *
 * Found are names of OM_FAR_CHARS characters and more where just two characters of the text are others; what is one
 * character away is for match.h to find, and one other character together with one too many or too few is not looked
 * for.  Nothing else is left out but what the dictionary leaves out: see OM_FAR_MOST in format.h.  Time is linear in
 * the text.
 *
 * How it works.  A name has three parts: characters 0 and 3, 1 and 4, 2 and 5; in names of OM_FAR_TRIPLES and more also
 * 6, 7, 8.  Two errors leave one part whole.  Names end alike (社区, 委员会) and begin alike: characters that stand apart
 * are seldom all of them what many names have.  So at each place of the text a filter (OM_FARS) is asked for its
 * character and the third after it; few go on to the postings of this part, each of which has some bits of other
 * characters of its name, of which half must fit; and few of these to the comparison with the name.
 */
#ifndef OM_FAR_H
#define OM_FAR_H

#include "dict/dict.h"

typedef struct {
    uint32_t from, len;          /* the window, bytes in the text */
    uint32_t name;               /* its number: om_dict_name, om_dict_rows */
    struct {
        uint32_t at;             /* bytes in the text */
        uint32_t read, meant;    /* the character in the text and in the name */
    } other[2];                  /* in the order of the text */
} om_far;

/* A stretch of a text, without line ends, spaces and controls. */
typedef struct {
    const om_dict *d;
    const uint8_t *text;         /* valid UTF-8 */
    const uint32_t *offset;      /* in the text, of each character of the stretch, and of its end */
    const uint64_t *mixed;       /* om_key_char of each */
    const uint8_t *sure;         /* whether it is right, and not told as another one */
    unsigned n, owned;           /* characters; those that windows are found for that begin there */
} om_far_stretch;

typedef struct om_far_finder om_far_finder;

/* What was found and not told yet: nothing.  NULL: out of memory. */
om_far_finder *om_far_new(void);
void om_far_free(om_far_finder *s);

/* Forget what was not told. */
void om_far_begin(om_far_finder *s);

/* Find what is in a stretch: ask the filter, and have fetched what is asked next; and, later, ask that.  om_matcher
 * does so with each stretch of its text (om_match_far). */
void om_far_begin_stretch(om_far_finder *s, const om_far_stretch *stretch);
void om_far_end_stretch(om_far_finder *s, const om_far_stretch *stretch);

/* The next name of those found so far, by stretches, in each sorted by `from`, each once.  false: there are no more
 * (om_far_failed: out of memory).  At most OM_FAR_FOUND are kept until they are told: where so many fit none is
 * meant. */
enum { OM_FAR_FOUND = 1 << 16 };
bool om_far_next(om_far_finder *s, om_far *far);
bool om_far_failed(const om_far_finder *s);

#endif
