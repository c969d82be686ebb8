/* noise.h - what the parts of stage noise share: the characters of a line of type with their boxes and confidence.
 *
 * Lengths are in the document's own measure (pixels), or in em where a name says so: the distance from one Han to the
 * next.  A word of several characters is taken to have them side by side, all of one width.
 */
#ifndef OM_STAGE_NOISE_H
#define OM_STAGE_NOISE_H

#include "format/page.h"
#include "text/script.h"

/* Confidence, percent.  A document that does not tell it is sure of everything. */
enum { OM_SURE = 80 };

typedef struct {
    uint32_t c;
    uint32_t at, len;           /* in the text */
    uint32_t word;              /* in the page */
    enum om_script script;
    uint8_t confidence;
    bool alone;                 /* its word is this character */
    enum om_rule rule;          /* by which it goes, or becomes `to`; OM_RULE_COUNT: it stays */
    const char *to;
    float left, right, top, bottom;
} om_glyph;

typedef struct {
    om_glyph *at;
    size_t n, cap;
    float em;                   /* of this line; 0: not known */
    om_box box;
    uint32_t before;            /* what the line before ends with; 0: there is none */
} om_glyphs;

/* What is known of a line as a whole. */
typedef struct {
    om_box box;
    uint32_t glyphs, unsure;    /* how many, and how many of them the engine is not sure of */
    uint32_t sure;              /* of the others those that count: not 一 */
    uint32_t em;                /* width of its text in half em */
    uint8_t mean, most;         /* confidence */
    float pitch;                /* om_glyphs_pitch */
    bool pause;                 /* one of those is a 。 or ， */
    bool marks;                 /* nothing but marks */
    uint32_t last;              /* what it ends with; 0: nothing */
    bool stops;                 /* it has a 。 after a Han, however sure of either the engine is */
    bool noise;
} om_line_facts;

/* What is known of a page. */
typedef struct {
    size_t line, lines;         /* in om_page.lines */
    float em;                   /* 0: not known */
    bool chinese;               /* more Han than letters */
} om_page_facts;

static inline bool om_is_mark(enum om_script s)
{
    return s == OM_MARK || s == OM_MARK_CJK || s == OM_MARK_BOTH;
}

/* Whether a line that ends with c ends in a letter, not in a mark. */
static inline bool om_goes_on(uint32_t c)
{
    return c && !om_is_mark(om_script(c));
}

/* Whether c is one of `set` (UTF-8). */
bool om_is_of(uint32_t c, const char *set);

/* The characters of line `i` but spaces, all to stay.  false: out of memory. */
bool om_glyphs_of(om_glyphs *glyphs, const om_page *page, size_t i, const uint8_t *text);

/* The median distance between neighbouring Han that the engine is sure of, if there are three; 0: not known. */
float om_glyphs_pitch(const om_glyphs *glyphs);

/* Mark the lines that are noise.  facts: of all lines of the block. */
void om_noise_lines(om_line_facts *facts, const om_page_facts *page);

/* Mark the marks of a line that were misread: rule and `to`. */
void om_noise_marks(om_glyphs *glyphs);

/* Mark the characters of a line that are noise: rule, with `to` empty.  text, len: of the block. */
void om_noise_specks(om_glyphs *glyphs, const uint8_t *text, size_t len);

#endif
