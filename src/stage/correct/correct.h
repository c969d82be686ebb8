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

/* Half a pair of quotation marks that goes in. */
typedef struct {
    size_t at;
    const char *mark;
} om_correct_fix;

typedef struct {
    const uint8_t *p;              /* of the block */
    size_t len;
    bool begins, ends;             /* the block begins with the start of a paragraph, ends with the end of one */
    uint64_t *bits;
    size_t words;                  /* room in bits, without that for `odd` of om_bitmap_correct */
    om_correct_fix *fixes;         /* of quotes.c, by rising place */
    size_t fixes_n, fixes_cap, fix; /* `fix`: the first that is not made yet */
    uint32_t *phrases;             /* hash table of what stands between quotation marks: place of the “ + 1 */
    size_t phrases_cap;
    uint64_t sounds[0x10000 / 64]; /* bit set of the characters that write foreign names */
} om_correct;

/* Whether p[at] stands in a title of a work, 《 》, or between quotation marks, that its line opened just before. */
bool om_correct_in_title(const om_correct *s, size_t at);
bool om_correct_in_quotes(const om_correct *s, size_t at);

/* Whether a sentence stands before p[at] on its line: too long for a headline, or long for one and with a comma. */
bool om_correct_after_sentence(const om_correct *s, size_t at);

/* points.c: a dot, hyphen or colon at out->next; and the first of two pauses, where one stands. */
bool om_correct_one(const om_correct *s, om_out *out);
bool om_correct_point(const om_correct *s, om_out *out);
bool om_correct_colon(const om_correct *s, om_out *out);
bool om_correct_two_pauses(const om_correct *s, om_out *out);

/* captions.c: a pause or dot at out->next, and 图.  The last is for a paragraph that ends with a bracket, at p[end]. */
bool om_correct_dateline(const om_correct *s, om_out *out);
bool om_correct_after_dateline(const om_correct *s, om_out *out);
bool om_correct_credit(const om_correct *s, om_out *out);
bool om_correct_caption(const om_correct *s, om_out *out);
void om_correct_last_credit(const om_correct *s, om_out *out, size_t end);

/* quotes.c.  The first notes what the quotation marks of the block lack, where they do not come by turns (`odd` and
 * `open` of om_bitmap_correct), and sets a bit at each such place; false: out of memory.  The second writes what lacks
 * at out->next. */
bool om_correct_find_quotes(om_correct *s, const uint64_t *odd, size_t words, bool open);
void om_correct_fix_quote(om_correct *s, om_out *out);

/* lists.c: two titles or quotations with nothing between them, the first ending at out->next; and a name of a list, its
 * 、 there. */
bool om_correct_titles(const om_correct *s, om_out *out);
bool om_correct_phrases(const om_correct *s, om_out *out);
bool om_correct_names(const om_correct *s, om_out *out);

/* Bytes of the phrase between the “ at p[quote] and a ” on its line; 0: none, or a sentence. */
enum { OM_PHRASE_MAX = 48 };
size_t om_correct_phrase(const om_correct *s, size_t quote);

/* The end of the run of a few pauses, full-width or half, that stands from p[at] on. */
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
    const uint8_t *p;
    unsigned n, len;

    if (at >= s->len)
        return false;
    p = s->p + at;
    n = om_utf8_len(*p);
    for (; *set; set += len) {
        len = om_utf8_len((uint8_t)*set);
        if (len == n && p[n - 1] == (uint8_t)set[n - 1] && memcmp(p, set, n - 1) == 0) /* the last byte tells most */
            return true;
    }
    return false;
}

static inline bool is_before(const om_correct *s, size_t at, const char *set)
{
    return at && is_of(s, om_utf8_back(s->p, at), set);
}

/* Whether a pause or opening bracket may stand at p[at], told by a byte: no letter does. */
static inline bool om_correct_beside(const om_correct *s, size_t at)
{
    return at < s->len && (s->p[at] < 0x80 || s->p[at] == 0xEF || s->p[at] == 0xE3);
}

/* Whether c writes sounds of foreign names. */
static inline bool is_sound(const om_correct *s, uint32_t c)
{
    return c < 0x10000 && (s->sounds[c / 64] >> c % 64 & 1);
}

static inline bool is_digit(uint32_t c)
{
    return c >= '0' && c <= '9';
}

static inline bool is_han(uint32_t c)
{
    return om_script(c) == OM_HAN;
}

#endif
