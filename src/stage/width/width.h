/* width.h - what the parts of stage width share: the text being worked on, and what its rules find around a place.
 *
 * All decisions look at letters only, through marks, spaces and line ends: what kind of letter stands somewhere is
 * changed by none of the rules, so that a text that was cleaned is found clean, joined or not.
 */
#ifndef OM_STAGE_WIDTH_H
#define OM_STAGE_WIDTH_H

#include "stage/stage.h"
#include "text/script.h"
#include "text/utf8.h"

/* Which brackets of a block belong together. */
typedef struct om_brackets om_brackets;

typedef struct {
    const uint8_t *p;
    size_t len;
    om_brackets *brackets;
    uint64_t *bits;         /* of om_bitmap_width: every wide space or tab has one, and every space but a single one
                               between two letters or digits, or in ASCII text far from any other */
    ocrmend_width width;
    ocrmend_spacing spacing;
    enum om_script before;  /* of the last letter before the block; OM_LINE_END: there is none */
    bool at_line_start;     /* the block begins at the start of a line */
    size_t quote_close;     /* place of the straight quote that closes the pair begun last; SIZE_MAX: none */
    bool quote_wide;        /* what was decided for that pair */
    size_t quote_seen;      /* straight quotes before this were dealt with */
    size_t line_to;         /* end of the line that `table` speaks of */
    bool table;             /* the line has aligned columns */
} om_width;

/* What a place becomes: n source bytes turn into `to`.  n == 0: it stays. */
typedef struct {
    size_t n;
    const char *to;
    enum om_rule rule;
    size_t partner;         /* the other straight quote of the pair; SIZE_MAX: none */
} om_change;

/* On which side of the border between wide and narrow writing something stands. */
enum om_side {
    OM_SIDE_EDGE,   /* nothing there */
    OM_SIDE_WIDE,   /* Han, kana */
    OM_SIDE_NARROW, /* letters and digits with spaces between words */
    OM_SIDE_WORD    /* as NARROW, and it is not digits alone */
};

/* The next letter before p[at] and from p[at] on. */
enum om_side om_width_left(const om_width *w, size_t at);
enum om_side om_width_right(const om_width *w, size_t at);
/* The same, where one word and any digits next to the place are passed over. */
enum om_side om_width_far_left(const om_width *w, size_t at);
enum om_side om_width_far_right(const om_width *w, size_t at);
/* Whether what stands on p[from, to) is set in Chinese or Japanese text. */
bool om_width_in_wide_text(const om_width *w, size_t from, size_t to);

/* What the mark at p[at] becomes (ASCII marks, runs of dots and dashes, brackets). */
om_change om_width_mark(const om_width *w, size_t at);
/* A mark that no line begins with, at p[out->next], where a line begins, or after its indent: it goes, with the spaces
 * after it.  So does a printed rule that was read there. */
void om_width_speck(const om_width *w, om_out *out);
/* Bytes of the | that a printed rule was read as, at the start of a line (p[at]) or at the end of one, with the spaces
 * on both sides; 0: none is there, or it was typed. */
size_t om_width_rule_before(const om_width *w, size_t at);
size_t om_width_rule_after(const om_width *w, size_t at);

/* false where om_width_rule_after has nothing to find. */
static inline bool om_width_may_be_rule(const om_width *w, size_t at)
{
    return w->p[at] == '|' || (w->p[at] == ' ' && at + 1 < w->len && (w->p[at + 1] == '|' || w->p[at + 1] == ' '));
}

/* What the full-width mark at p[at] becomes inside numbers and Latin words. */
om_change om_width_fullwidth_mark(const om_width *w, size_t at);

/* The bracket that begins at p.  Angle: the kinds of bracket that OCR takes a round one for. */
enum om_bracket { OM_NO_BRACKET, OM_ROUND_OPEN, OM_ROUND_CLOSE, OM_ANGLE_OPEN, OM_ANGLE_CLOSE };
enum om_bracket om_bracket_at(const uint8_t *p);
/* NULL: out of memory.  om_brackets_block begins a block, which must outlive what is asked of it. */
om_brackets *om_brackets_new(void);
void om_brackets_free(om_brackets *b);
void om_brackets_block(om_brackets *b, const uint8_t *p, size_t len);
/* Where the opening bracket of the round one closing at p[at] stands, and the closing one of the round or angle one
 * opening there; SIZE_MAX: none, too far off, or crossed by another pair. */
size_t om_bracket_opener(om_brackets *b, size_t at);
size_t om_bracket_closer(om_brackets *b, size_t at);
/* Whether nothing but ASCII stands before p[at] as far as om_width_left looks through marks, nor the start of the
 * block: then it finds nothing wide.  Asked with rising `at`, it costs nothing to speak of. */
bool om_bracket_after_ascii(om_brackets *b, size_t at);

/* Deal with the run of spaces and controls at p[out->next]. */
void om_width_spaces(om_width *w, om_out *out);
/* Whether the space p[from, to) between two parts of a line is there on purpose: after a dateline, between the clauses
 * of a headline, in a byline. */
bool om_width_space_divides(const om_width *w, size_t from, size_t to);

/* Whether the text around the space p[from, to) has one between all its words, as some engines write them. */
bool om_width_is_word_spaced(const om_width *w, size_t from, size_t to);

/* Of those, the parts that know headlines; lengths in half em: a full-width character is 2, any other 1. */
enum {
    OM_DIVIDER_REACH = 240, /* bytes looked at on either side of the space */
    OM_CLAUSE_MIN = 8,
    OM_CLAUSE_CUT_MIN = 4,  /* of a last clause that goes on in the next line */
    OM_CLAUSES_MAX = 4,
    OM_PART_LONG = 14,      /* longer than any part is asked to be, or not to be */
    OM_HEADLINE_MAX = 96
};
/* left and right: of the parts beside the space, as om_width_part_beside tells without headline. */
bool om_width_in_headline(const om_width *w, size_t from, size_t to, unsigned left, unsigned right);
/* Whether p[from, to) is two to four parts of about one length, none a word only. */
bool om_width_is_parallel(const om_width *w, size_t from, size_t to);
/* Length of the part that ends (left) or begins at p[at]; see the definition. */
unsigned om_width_part_beside(const om_width *w, size_t at, bool left, bool headline, bool *line_end);
/* Whether a story begins at p[at]: the name of a newspaper or agency. */
bool om_width_opens_story(const om_width *w, size_t at);
/* Whether what stands before the space p[from, to) is set off by it: 本报讯_, 第三条_, 星期五_ */
bool om_width_is_set_off(const om_width *w, size_t from, size_t to);

/* A word, of n bytes. */
typedef struct {
    size_t n;
    const char *text;
} om_width_phrase;
#define OM_WIDTH_PHRASE(text) {sizeof(text) - 1, text}
/* Whether one of n words ends p[from, to); a line end may cut it, and so may a space. */
bool om_width_ends_with(const om_width *w, size_t from, size_t to, const om_width_phrase *words, size_t n);

static inline bool om_width_has(const om_width *w, size_t at, const char *text, size_t n)
{
    return at <= w->len && w->len - at >= n && memcmp(w->p + at, text, n) == 0;
}

/* The character at p[at] (at < len), and the one before p[at], 0 at the start of the block. */
static inline uint32_t om_width_char(const om_width *w, size_t at)
{
    unsigned n;

    return om_utf8_get(w->p + at, &n);
}

static inline uint32_t om_width_char_before(const om_width *w, size_t at)
{
    return at ? om_width_char(w, om_utf8_back(w->p, at)) : 0;
}

/* Whether the character at p[at] is one of U+4E00-9FFF, three bytes: Han, told without a look at the tables. */
static inline bool om_width_is_han(const om_width *w, size_t at)
{
    uint8_t lead = w->p[at];

    return lead >= 0xE4 && lead <= 0xE9 && (lead > 0xE4 || w->p[at + 1] >= 0xB8);
}

/* Whether such a character stands before p[at]. */
static inline bool om_width_is_han_before(const om_width *w, size_t at)
{
    return at >= 3 && om_width_is_han(w, at - 3);
}

/* Offset of the character before p[at] (at > 0). */
static inline size_t om_width_back(const om_width *w, size_t at)
{
    return om_width_is_han_before(w, at) ? at - 3 : om_utf8_back(w->p, at);
}

static inline bool om_width_is_line_start(const om_width *w, size_t at)
{
    if (at == 0)
        return w->at_line_start;
    return w->p[at - 1] == '\n' || w->p[at - 1] == '\f' || (at >= 3 && memcmp(w->p + at - 3, "\xE2\x80\xA9", 3) == 0);
}

#endif
