/* mark.h - what the marks that a line begins or ends with say. */
#ifndef OM_JOIN_MARK_H
#define OM_JOIN_MARK_H

#include <stdint.h>

enum mark { NO_MARK, SENTENCE, CLOSING, COLON, COMMA, OPENING };

/* By the low six bits, for the rows of 64 that have any. */
static const uint8_t ascii_marks[128] = {
    ['.'] = SENTENCE, ['!'] = SENTENCE, ['?'] = SENTENCE, [')'] = CLOSING, [']'] = CLOSING, ['}'] = CLOSING,
    [':'] = COLON,    [';'] = COLON,    [','] = COMMA,    ['('] = OPENING, ['['] = OPENING, ['{'] = OPENING,
};
static const uint8_t marks_2000[64] = {
    [0x26] = SENTENCE, [0x1D] = CLOSING, [0x19] = CLOSING, [0x1C] = OPENING, [0x18] = OPENING, /* … ” ’ “ ‘ */
};
static const uint8_t marks_3000[64] = {
    [0x02] = SENTENCE, [0x01] = COMMA,                                                         /* 。 、 */
    [0x0D] = CLOSING,  [0x0F] = CLOSING, [0x0B] = CLOSING, [0x09] = CLOSING, [0x11] = CLOSING, /* 」 』 》 〉 】 */
    [0x15] = CLOSING,                                                                          /* 〕 */
    [0x0C] = OPENING,  [0x0E] = OPENING, [0x0A] = OPENING, [0x08] = OPENING, [0x10] = OPENING, /* 「 『 《 〈 【 */
    [0x14] = OPENING,                                                                          /* 〔 */
};
static const uint8_t marks_ff00[64] = {
    [0x01] = SENTENCE, [0x1F] = SENTENCE, [0x0E] = SENTENCE, [0x09] = CLOSING, [0x08] = OPENING, /* ！ ？ ． ） （ */
    [0x1A] = COLON,    [0x1B] = COLON,    [0x0C] = COMMA,                                        /* ： ； ， */
};

static inline enum mark mark_of(uint32_t c)
{
    switch (c >> 6) {
    case 0:
    case 1:
        return ascii_marks[c];
    case 0x2000 >> 6:
        return marks_2000[c & 63];
    case 0x3000 >> 6:
        return marks_3000[c & 63];
    case 0xFF00 >> 6:
        return marks_ff00[c & 63];
    default:
        return NO_MARK;
    }
}

#endif
