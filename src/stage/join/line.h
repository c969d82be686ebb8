/* line.h - what stage join sees of a line of text. */
#ifndef OM_JOIN_LINE_H
#define OM_JOIN_LINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "stage/join/credit.h"
#include "text/columns.h"

/* How a line begins. */
enum om_line_start {
    OM_START_HAN,      /* Han or kana */
    OM_START_DIGIT,
    OM_START_WORD,     /* a letter of a script with spaces between words */
    OM_START_OPEN,     /* an opening quote or bracket */
    OM_START_CLOSE,    /* a mark that no line of type begins with: 。 ， ” ） */
    OM_START_ITEM,     /* number or bullet of a list item or heading: 一、 （二） 3. ① ■ 第四条 */
    OM_START_DATELINE, /* 本报讯, 新华社…电: what only a story begins with */
    OM_START_BYLINE,   /* 本报记者, □记者 */
    OM_START_CAPTION,  /* 图为, 图① */
    OM_START_DASH,     /* ——: of a subtitle, or of a sentence that goes on */
    OM_START_OTHER,
    OM_STARTS
};

/* How a line ends. */
enum om_line_stop {
    OM_STOP_SENTENCE,  /* 。 ！ ？ …, also with a closing quote or bracket after it */
    OM_STOP_CREDIT,    /* 摄: the end of a caption */
    OM_STOP_BRACKET,   /* ） ” 》 after something else */
    OM_STOP_COLON,     /* ： ； */
    OM_STOP_COMMA,     /* ， 、 — and an opening bracket: the sentence goes on; so it does after a dateline, and after 记者
                          where the name is still to come */
    OM_STOP_TEXT,      /* Han, kana, digit */
    OM_STOP_WORD,      /* a letter of a script with spaces between words */
    OM_STOP_OTHER,
    OM_STOPS
};

enum {
    OM_LINE_PAGE = 1,  /* first line of a page */
    OM_LINE_ALONE = 2, /* a table row, page number or the like: nothing is joined to it on either side */
    OM_LINE_ROW = 64,  /* has gaps like a table row; alone when a neighbour is one as well */
    OM_LINE_NUMBER = 128, /* a bare number; alone at the top or foot of a page */
    OM_LINE_DONE = 4,  /* of the block before: its text is out */
    OM_LINE_OPEN = 8,  /* of the block before, but goes on in this one */
    OM_LINE_JOINED = 16, /* to the line above */
    OM_LINE_CLAUSES = 32, /* a space divides it into clauses, as in a headline, and no sentence mark is in it */
};

typedef struct {
    uint32_t from, to; /* bytes of the line, indent and line end outside */
    uint16_t em2;      /* width in half em without indent and spaces; at most OM_EM2_MAX */
    uint8_t column;    /* width in half em of the column it was set in, 0: none */
    uint8_t fill;      /* enum om_fill: how it fills that */
    uint8_t wraps;     /* pairs of neighbouring lines around it that look like lines of one column in mid-sentence */
    uint8_t indent;    /* half em */
    uint8_t blanks;    /* blank lines before it, at most 255 */
    uint8_t start;     /* enum om_line_start */
    uint8_t stop;      /* enum om_line_stop */
    uint8_t flags;
    int16_t score;     /* evidence that it begins a paragraph, see evidence.h */
} om_line;

enum {
    OM_EM2_MAX = 2000,
    OM_NUMBER_MAX = 16, /* half em: the widest a page number may be ... */
    OM_TURN_MAX = 24,   /* ... and where a story goes on */
    OM_COLUMN_SLACK = 7, /* half em.  What noise and squeezed marks can add to a line, and more: a line that is so much
                            wider than a column is not in it */
    OM_COLUMN_MAX = 160 /* half em.  No column is wider: a longer line is a paragraph already */
};

/* For om_line_look: all of it, of a line that is not plain text; its end, where that is no Han; and what spaces say. */
void om_line_look_closely(om_line *line, const uint8_t *text, size_t blanks);
void om_line_look_at_end(om_line *line, const uint8_t *text);
void om_line_look_at_blanks(om_line *line, const uint8_t *text, size_t blanks);

/* What else but text may begin with a Han character, by the low bits of its code point: 0 of most. */
enum { OM_LOW_BITS = 4095 };
extern const uint8_t om_line_may_begin[OM_LOW_BITS + 1];

/* Whether a Han character of three bytes (U+4000-9FFF, but for signs of the I Ching) begins at p. */
static inline bool om_line_is_han(const uint8_t *p)
{
    return (uint8_t)(*p - 0xE4) <= 0xE9 - 0xE4;
}

/* Whether text[from, to) ends with the word: its last byte tells most. */
static inline bool om_line_ends_with(const uint8_t *text, size_t from, size_t to, const char *word)
{
    size_t n = strlen(word);

    return to - from >= n && text[to - 1] == (uint8_t)word[n - 1] && memcmp(text + to - n, word, n) == 0;
}

/* How text[from, to), which ends with Han, ends. */
static inline unsigned om_line_stop_of_han(const uint8_t *text, size_t from, size_t to)
{
    return om_credit_may_end(text[to - 1]) ? om_credit_stop(text, from, to) : OM_STOP_TEXT;
}

/* Whether a Han character that nothing but text begins with stands at `first`, as in most lines. */
static inline bool om_line_begins_plain(const uint8_t *first)
{
    enum { FIRST = 0xE4B8, LAST = 0xE9BF }; /* the first two bytes of U+4E00-9FFF */
    unsigned row = (unsigned)first[0] << 8 | first[1], low = (first[1] & 0x3Fu) << 6 | (first[2] & 0x3Fu);

    return row - FIRST <= LAST - FIRST && !om_line_may_begin[low];
}

/* Fill in start, stop and flags of a line whose from, to and em2 are set.  text is the block; blanks: how many spaces
 * and tabs are in the line. */
static inline void om_line_look(om_line *line, const uint8_t *text, size_t blanks)
{
    const uint8_t *last;

    if (line->to - line->from < 3 || !om_line_begins_plain(text + line->from)) {
        om_line_look_closely(line, text, blanks);
        return;
    }
    line->start = OM_START_HAN;
    last = text + line->to - 3;
    if (om_line_is_han(last))
        line->stop = (uint8_t)om_line_stop_of_han(text, line->from, line->to);
    else if (memcmp(last, "，", 3) == 0)
        line->stop = OM_STOP_COMMA;
    else if (memcmp(last, "。", 3) == 0)
        line->stop = OM_STOP_SENTENCE;
    else
        om_line_look_at_end(line, text);
    if (blanks)
        om_line_look_at_blanks(line, text, blanks);
}

/* Set OM_LINE_ALONE where it takes the neighbours to tell.  text: the block; ends: lines[n - 1] is the last of all. */
void om_line_stand_alone(om_line *lines, size_t n, const uint8_t *text, bool ends);

/* Width in half em of what cannot be broken at the beginning of the line: a word, a number, a dash. */
unsigned om_line_first_word(const om_line *line, const uint8_t *text);

/* How a line fills its column. */
enum om_fill {
    OM_FILL_OVER,  /* 1.5 em or more wider */
    OM_FILL_FULL,
    OM_FILL_ONE,   /* 1 em short: a mark pushed over, or lost by the reader */
    OM_FILL_TWO,   /* 1.5 to 2.5 em short: an indent of two em that was dropped */
    OM_FILL_FEW,   /* 3 to 4.5 em short */
    OM_FILL_SHORT, /* 5 to 8.5 em short */
    OM_FILL_TINY,
    OM_FILLS,
    OM_FILL_NONE = OM_FILLS /* no line there */
};

/* By how many half em a line is shorter than its column: classes[0] from 1.5 em over, the last from 9 em short. */
enum { OM_FILL_CLASSES = 22, OM_FILL_LONGEST = 3 };
extern const uint8_t om_fill_classes[OM_FILL_CLASSES];

static inline uint8_t om_fill_of(int column, int em2)
{
    int i = column - em2 + OM_FILL_LONGEST;

    return om_fill_classes[i < 0 ? 0 : i < OM_FILL_CLASSES ? i : OM_FILL_CLASSES - 1];
}

/* Set `wraps` of lines[0..n); the most that any of them has.  widths: room for n + 16 bytes, which om_line_columns wants
 * to have. */
unsigned om_line_wraps(om_line *lines, size_t n, uint8_t *widths);

/* Set `wraps` and `column` of lines[0..n), that of the lines around them, also where they are wider. */
void om_line_around(om_line *lines, size_t n, uint8_t *widths);

/* Set `column` and `fill` of lines[0..n).  widths: from om_line_wraps; written over. */
void om_line_columns(om_line *lines, size_t n, uint8_t *widths);

#endif
