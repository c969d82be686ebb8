/* script.h - what kind of character this is, as far as width, spaces and joining care.
 *
 * No rule of ocrmend changes a character's class except by an edit that is about just that (a full-width Ａ is a letter
 * as A is, a Kangxi radical is Han), so that what was decided by classes is decided alike when the text comes again.
 */
#ifndef OM_SCRIPT_H
#define OM_SCRIPT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum om_script {
    OM_OTHER,     /* signs (① Ⅲ ㎡ ℃ ■ emoji), soft hyphen, private use, unassigned */
    OM_HAN,       /* also radicals, 々 〇 */
    OM_KANA,      /* also half-width; ー */
    OM_HANGUL,
    OM_LATIN,     /* letters and combining marks of any other script: words with spaces between them; also Ａ-Ｚ ａ-ｚ */
    OM_DIGIT,     /* 0-9 and ０-９ */
    OM_SPACE,     /* tab, space, no-break space, U+2000-200A, ideographic space */
    OM_LINE_END,  /* LF VT FF CR NEL LS PS */
    OM_MARK_CJK,  /* wide marks: 、 。 《 》 「 」 ・ and the full-width ASCII marks */
    OM_MARK_BOTH, /* marks that are wide beside Han and narrow beside Latin: “ ” ‘ ’ — … · ‰ */
    OM_MARK,      /* every other mark or mathematical or currency sign, all of ASCII's among them */
    OM_CONTROL    /* what stage width takes out: C0 and C1, zero-width, bidi (not U+00AD, which is a hyphen) */
};

/* Planes 0 and 1: the page of 256 code points that stands for each, and the classes on it. */
extern const uint8_t om_script_page_of[512];
extern const uint8_t om_script_pages[][256];

/* The class of any code point. */
static inline enum om_script om_script(uint32_t c)
{
    if (c < 0x20000)
        return (enum om_script)om_script_pages[om_script_page_of[c >> 8]][c & 0xFF];
    return c < 0x40000 ? OM_HAN : OM_OTHER;
}

/* Han or kana: written without spaces between words. */
static inline bool om_is_wide_letter(enum om_script s)
{
    return s == OM_HAN || s == OM_KANA;
}

/* What stands beside text[at] on one side, looked for through spaces, line ends and controls: its class and its offset.
 * OM_LINE_END: nothing but the end of the text is there. */
typedef struct {
    enum om_script script;
    uint32_t c;
    size_t at;
} om_neighbour;

om_neighbour om_neighbour_before(const uint8_t *text, size_t at);
om_neighbour om_neighbour_after(const uint8_t *text, size_t len, size_t at);

#endif
