/* correct.h - what the parts of stage correct share: the text being worked on, and what stands around a place.
 *
 * A bitmap says where a rule may begin (om_bitmap_correct); at each such place the rules are asked in turn.  Each is
 * given the block and its output, with out->next at the place, and tells whether it was its own: then it has written
 * its edit. */
#ifndef OM_STAGE_CORRECT_H
#define OM_STAGE_CORRECT_H

#include <string.h>

#include "stage/stage.h"
#include "text/script.h"
#include "text/utf8.h"

/* A mark that goes in. */
typedef struct {
    size_t at;
    const char *mark;
    enum om_rule rule;
} om_correct_fix;

typedef struct {
    const uint8_t *p;              /* of the block */
    size_t len;
    bool begins, ends;             /* the block begins with the start of a paragraph, ends with the end of one */
    uint64_t *bits;
    size_t words;                  /* room in bits */
    om_correct_fix *fixes;         /* of quotes.c, by rising place */
    size_t fixes_n, fixes_cap, fix; /* `fix`: the first that is not made yet */
    uint32_t *phrases;             /* hash table of what stands between quotation marks: place of the “ + 1 */
    size_t phrases_cap;
    uint64_t sounds[0x10000 / 64]; /* bit set of the characters that write foreign names */
} om_correct;

/* Whether p[at] stands in a title of a work, 《 》, or between quotation marks, that its line opened just before. */
bool om_correct_in_title(const om_correct *s, size_t at);
bool om_correct_in_quotes(const om_correct *s, size_t at);

/* Whether a sentence stands before p[at] on its line: it is too long for a headline, or long for one and has a comma. */
bool om_correct_after_sentence(const om_correct *s, size_t at);

/* points.c: a dot or hyphen at out->next; and the first of two pauses, where one stands. */
bool om_correct_one(const om_correct *s, om_out *out);
bool om_correct_point(const om_correct *s, om_out *out);
bool om_correct_two_pauses(const om_correct *s, om_out *out);

/* captions.c: a pause at out->next, and 图.  The last two are told that a paragraph ends at out->next, or begins at
 * p[at]. */
bool om_correct_dateline(const om_correct *s, om_out *out);
bool om_correct_credit(const om_correct *s, om_out *out);
bool om_correct_caption(const om_correct *s, om_out *out);
void om_correct_end(const om_correct *s, om_out *out);
void om_correct_begin(const om_correct *s, om_out *out, size_t at);

/* quotes.c.  The first notes what the quotation marks of the block lack and sets a bit at each such place (false: out
 * of memory); the second writes what lacks at out->next.  The third puts a 、 between two titles. */
bool om_correct_find_quotes(om_correct *s);
void om_correct_fix_quote(om_correct *s, om_out *out);
bool om_correct_titles(const om_correct *s, om_out *out);

/* The end of the run of pauses, full-width or half, that stands from p[at] on. */
size_t om_correct_pauses(const om_correct *s, size_t at);

/* The character at p[at], 0 at the end, and the one before it, 0 at the start. */
static inline uint32_t char_at(const om_correct *s, size_t at)
{
    unsigned n;

    return at < s->len ? om_utf8_get(s->p + at, &n) : 0;
}

static inline uint32_t char_before(const om_correct *s, size_t at)
{
    return at ? char_at(s, om_utf8_back(s->p, at)) : 0;
}

/* Whether the text from p[at] on begins with this one, and whether that before p[at] ends with it. */
static inline bool has_at(const om_correct *s, size_t at, const char *text)
{
    size_t n = strlen(text);

    return at <= s->len && s->len - at >= n && memcmp(s->p + at, text, n) == 0;
}

static inline bool has_before(const om_correct *s, size_t at, const char *text)
{
    size_t n = strlen(text);

    return at >= n && memcmp(s->p + at - n, text, n) == 0;
}

/* Whether the character at p[at], and the one before it, is one of `set` (UTF-8). */
static inline bool is_of(const om_correct *s, size_t at, const char *set)
{
    unsigned n;

    if (at >= s->len)
        return false;
    n = om_utf8_len(s->p[at]);
    for (; *set; set += om_utf8_len((uint8_t)*set))
        if (om_utf8_len((uint8_t)*set) == n && memcmp(set, s->p + at, n) == 0)
            return true;
    return false;
}

static inline bool is_before(const om_correct *s, size_t at, const char *set)
{
    return at && is_of(s, om_utf8_back(s->p, at), set);
}

/* Whether c writes sounds of foreign names. */
static inline bool is_sound(const om_correct *s, uint32_t c)
{
    return c < 0x10000 && (s->sounds[c / 64] >> c % 64 & 1);
}

static inline bool is_han(uint32_t c)
{
    return om_script(c) == OM_HAN;
}

#endif
