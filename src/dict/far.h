/* far.h - names in a text of which two characters were misread.
 *
 * Found are names of OM_FAR_CHARS characters and more where just two characters of the text are others; what is one
 * character away is for match.h to find, and one other character together with one too many or too few is not looked for.
 * Nothing else is left out but what the dictionary leaves out: see OM_FAR_MOST in format.h.  Line ends, spaces and controls
 * are never part of a name.  Time is linear in the text.
 *
 * How it works.  A name has three parts: characters 0 and 3, 1 and 4, 2 and 5; in names of OM_FAR_TRIPLES and more also 6,
 * 7, 8.  Two errors leave one part whole.  Names end alike (社区, 委员会) and begin alike: characters that stand apart are
 * seldom all of them what many names have.  So at each place of the text a filter (OM_FARS) is asked for its character and
 * the third after it; few go on to the postings of this part, each of which has some bits of other characters of its name,
 * of which half must fit; and few of these to the comparison with the name.
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

typedef struct om_far_finder om_far_finder;

/* Room for work on any number of texts, one after the other.  NULL: out of memory. */
om_far_finder *om_far_new(void);
void om_far_free(om_far_finder *s);

/* Begin a text, valid UTF-8 of at most UINT32_MAX bytes; it must stay until the last om_far_next.  `right` (NULL: none is
 * known to be) has a bit for each byte of the text: where that of a character's first byte is set the character is right,
 * and is not told as another one. */
void om_far_begin(om_far_finder *s, const om_dict *d, const uint8_t *text, size_t len, const uint64_t *right);

/* The next name, sorted by `from`, each once.  false: there are no more (om_far_failed: out of memory). */
bool om_far_next(om_far_finder *s, om_far *far);
bool om_far_failed(const om_far_finder *s);

#endif
