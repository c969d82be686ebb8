/* vector_passes.h - the passes of vector.h, for vector_avx2.c and vector_avx512.c, which say before they include it:
 *
 * vec, flags       64 bytes; a yes or no for each of them
 * at(p)            the bytes p[0..64)
 * is, in, from     which are c; lo <= byte < lo + n; >= lo
 * both, either, but   and, or, and not
 * bits_of, high    flags as bits; those of the bytes >= 0x80
 * kinds(v, low, high)   bits of each byte: those of its low half in one table that those of its high half in the other
 *                  have too.  So a bit is a kind of byte, or of character where its first bytes have it in common
 * kinds_ascii, kinds_beyond   the same where only ASCII, or no ASCII, has any; of other bytes 0
 * kinds_inside             the same where all bytes that matter are beyond ASCII; of ASCII anything
 * kinds_by_high(v, high)   the same by the high half alone
 * common           the bits that two vectors share
 * all(c)           64 times c
 * less, plus       v - w, v + w, byte by byte
 * sixteen(p)       p[0..16) in each quarter
 * each_of_four(v)  of sixteen(p): the first quarter full of p[8], the second of p[9], and so on
 * of(f, v)         v where f is set, else 0
 * four_sums        of the bytes of each quarter
 * have, lack       which bytes have any, and none, of the bits
 */
#include <string.h>

#include "text/bitmap_word.h"
#include "text/columns.h"

#define PASS __attribute__((target(TARGET))) static

/* --- UTF-8 -------------------------------------------------------------------------------------------------------- */

/* The end of block `end`, or the start of the character that it cuts; all before is valid. */
static size_t character_start(const uint8_t *p, size_t end)
{
    for (size_t k = 1; k <= 3 && k <= end; k++) {
        uint8_t b = p[end - k];
        if (b < 0x80)
            break;
        if (b >= 0xC0)
            return k < 2U + (b >= 0xE0) + (b >= 0xF0) ? end - k : end;
    }
    return end;
}

/* Errors of UTF-8 that a byte and the one before it show, after J. Keiser and D. Lemire, "Validating UTF-8 in less than
 * one instruction per byte" (Software: Practice and Experience 51, 2021).  Three tables of 16 rows, by the high and the
 * low half of the first byte and the high half of the second, are combined; what is left set in all is an error, save
 * TWO_CONTS, which is right where a third or fourth byte is due. */
enum {
    TOO_SHORT = 1,       /* lead, then no continuation */
    TOO_LONG = 2,        /* ASCII, then a continuation */
    OVERLONG_3 = 4,      /* E0 80..9F */
    TOO_LARGE = 8,       /* F4 90 and above */
    SURROGATE = 16,      /* ED A0..BF */
    OVERLONG_2 = 32,     /* C0, C1 */
    OVERLONG_4 = 64,     /* F0 80..8F; also F5 and above with 80..8F */
    TWO_CONTS = 128,     /* continuation, then another */
    CARRY = TOO_SHORT | TOO_LONG | TWO_CONTS /* not decided by the low half of the first byte */
};

/* The errors in q[0..64), where q[-3..0) can be read. */
WORD uint64_t errors(const uint8_t *q)
{
    static const uint8_t first_high[16] = {
        TOO_LONG, TOO_LONG, TOO_LONG, TOO_LONG, TOO_LONG, TOO_LONG, TOO_LONG, TOO_LONG,
        TWO_CONTS, TWO_CONTS, TWO_CONTS, TWO_CONTS,
        TOO_SHORT | OVERLONG_2, TOO_SHORT, TOO_SHORT | OVERLONG_3 | SURROGATE,
        TOO_SHORT | TOO_LARGE | OVERLONG_4,
    };
    static const uint8_t first_low[16] = {
        CARRY | OVERLONG_2 | OVERLONG_3 | OVERLONG_4, CARRY | OVERLONG_2, CARRY, CARRY,
        CARRY | TOO_LARGE, CARRY | TOO_LARGE | OVERLONG_4, CARRY | TOO_LARGE | OVERLONG_4,
        CARRY | TOO_LARGE | OVERLONG_4, CARRY | TOO_LARGE | OVERLONG_4, CARRY | TOO_LARGE | OVERLONG_4,
        CARRY | TOO_LARGE | OVERLONG_4, CARRY | TOO_LARGE | OVERLONG_4, CARRY | TOO_LARGE | OVERLONG_4,
        CARRY | TOO_LARGE | OVERLONG_4 | SURROGATE, CARRY | TOO_LARGE | OVERLONG_4,
        CARRY | TOO_LARGE | OVERLONG_4,
    };
    static const uint8_t second_high[16] = {
        TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT,
        TOO_LONG | OVERLONG_2 | TWO_CONTS | OVERLONG_3 | OVERLONG_4,
        TOO_LONG | OVERLONG_2 | TWO_CONTS | OVERLONG_3 | TOO_LARGE,
        TOO_LONG | OVERLONG_2 | TWO_CONTS | SURROGATE | TOO_LARGE,
        TOO_LONG | OVERLONG_2 | TWO_CONTS | SURROGATE | TOO_LARGE,
        TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT,
    };
    vec special = common(kinds(at(q - 1), first_low, first_high), kinds_by_high(at(q), second_high));
    flags due = either(from(at(q - 2), 0xE0), from(at(q - 3), 0xF0));

    return ~bits_of(lack(special, (uint8_t)~TWO_CONTS)) | (high(special) ^ bits_of(due));
}

PASS size_t utf8(const uint8_t *p, size_t len)
{
    uint8_t start[3 + 64] = {0}; /* the first block, with something before it */
    uint64_t before = 0, now;
    size_t i = 0;

    if (len >= 64)
        memcpy(start + 3, p, 64);
    for (; len - i >= 64; i += 64, before = now) {
        const uint8_t *q = i ? p + i : start + 3;

        now = high(at(q));
        if ((now | before >> 61) && errors(q))
            break;
    }
    return character_start(p, i);
}

/* --- what stage mojibake looks at --------------------------------------------------------------------------------- */

/* The same as is_odd() of scan.c. */
PASS size_t odd(const uint8_t *p, size_t len, size_t i)
{
    enum { E9_8A = 1, E9_90 = 2, E9_94_9F = 4, E7_83_AB = 8, E6_B5_A3 = 16, E7_92 = 32, E6_B6 = 64, E5_A8 = 128 };
    enum { TWO = E9_8A | E9_90 | E7_92 | E6_B6 | E5_A8 }; /* of which two bytes tell: any third will do */
    static const uint8_t low0[16] = {[5] = E5_A8, [6] = E6_B5_A3 | E6_B6, [7] = E7_83_AB | E7_92,
                                     [9] = E9_8A | E9_90 | E9_94_9F};
    static const uint8_t high0[16] = {[14] = 255};
    static const uint8_t low1[16] = {E9_90, E9_90, E7_92, E7_83_AB, E9_94_9F, E6_B5_A3, E9_90 | E6_B6, 0,
                                     E5_A8, E5_A8, E9_8A, E9_8A, E9_8A, E9_8A, E9_8A, E9_8A};
    static const uint8_t high1[16] = {[8] = E9_8A | E7_83_AB, [9] = E9_90 | E9_94_9F | E7_92, [10] = E5_A8,
                                      [11] = E6_B5_A3 | E6_B6};
    static const uint8_t low2[16] = {TWO, TWO, TWO, TWO | E6_B5_A3, TWO, TWO, TWO, TWO,
                                     TWO, TWO, TWO, TWO | E7_83_AB, TWO, TWO, TWO, TWO | E9_94_9F};
    static const uint8_t high2[16] = {[8] = TWO, [9] = TWO | E9_94_9F, [10] = TWO | E7_83_AB | E6_B5_A3, [11] = TWO};

    for (; len - i >= 64 + 2; i += 64) {
        vec v = at(p + i), v1 = at(p + i + 1), v2 = at(p + i + 2);
        vec kind = common(common(kinds_beyond(v, low0, high0), kinds_inside(v1, low1, high1)),
                          kinds_inside(v2, low2, high2));
        flags wide = both(is(v, 0xEF), in(v1, 0xA4, 0xBF - 0xA4)), rare = either(but(from(v, 0xEE), wide), is(v, 0xC3));
        uint64_t found = bits_of(either(have(kind, 255), rare));

        if (found) /* rare still has U+10000-BFFFF, and U+00C0-00FF anywhere */
            found &= ~bits_of(either(in(v, 0xF0, 3), but(is(v, 0xC3), from(v2, 0x80))));
        if (found)
            return i + (size_t)__builtin_ctzll(found);
    }
    return i;
}

/* --- places in a text --------------------------------------------------------------------------------------------- */

/* See om_scan_two.  The last bytes of both characters, which differ most, tell nearly all places. */
PASS size_t two(const uint8_t *p, size_t from, size_t to, const uint8_t word[6])
{
    for (; to - from >= 64 + 5; from += 64) {
        uint64_t found = bits_of(both(is(at(p + from + 2), word[2]), is(at(p + from + 5), word[5])));

        for (; found; found &= found - 1)
            if (memcmp(p + from + (size_t)__builtin_ctzll(found), word, 6) == 0)
                return from + (size_t)__builtin_ctzll(found);
    }
    return from;
}

/* See om_scan_blank. */
PASS size_t blank(const uint8_t *p, size_t from, size_t to)
{
    for (; to > from && to - from >= 64; to -= 64) {
        vec v = at(p + to - 65);
        flags before = either(in(v, '\t', 2), either(is(v, '\r'), is(v, ' ')));
        uint64_t found = bits_of(both(is(at(p + to - 64), '\n'), before));

        if (found)
            return to - (size_t)__builtin_clzll(found);
    }
    return to;
}

/* --- lines -------------------------------------------------------------------------------------------------------- */

/* The same as odd_at() of lines.c. */
PASS size_t odd_line_end(const uint8_t *text, size_t len, size_t i)
{
    enum { SPACE_LF = 1, TAB_LF = 2, WIDE_LF = 4, NBSP_LF = 8, LF = SPACE_LF | TAB_LF | WIDE_LF | NBSP_LF };
    enum { ALONE = 16, NEL = 32, SEPARATOR = 64, ANY = SPACE_LF | TAB_LF | ALONE | NEL }; /* of which two bytes tell */
    static const uint8_t low0[16] = {[5] = NEL, [8] = SEPARATOR, [9] = SEPARATOR, [10] = LF, [11] = ALONE,
                                     [13] = ALONE};
    static const uint8_t high0[16] = {[0] = LF | ALONE, [8] = NEL, [10] = SEPARATOR};
    static const uint8_t low1[16] = {ALONE | SPACE_LF | WIDE_LF | NBSP_LF | SEPARATOR, ALONE, ALONE | NEL, ALONE, ALONE,
                                     ALONE, ALONE, ALONE, ALONE, ALONE | TAB_LF, ALONE, ALONE, ALONE, ALONE, ALONE,
                                     ALONE};
    static const uint8_t high1[16] = {ALONE | TAB_LF, ALONE, ALONE | SPACE_LF, ALONE, ALONE, ALONE, ALONE, ALONE,
                                      ALONE | WIDE_LF | SEPARATOR, ALONE, ALONE | NBSP_LF, ALONE, ALONE | NEL, ALONE,
                                      ALONE, ALONE};
    static const uint8_t low2[16] = {ANY | WIDE_LF, ANY, ANY | NBSP_LF | SEPARATOR, ANY, ANY, ANY, ANY, ANY,
                                     ANY, ANY, ANY, ANY, ANY, ANY, ANY, ANY};
    static const uint8_t high2[16] = {ANY, ANY, ANY, ANY, ANY, ANY, ANY, ANY, ANY | WIDE_LF, ANY, ANY, ANY,
                                      ANY | NBSP_LF, ANY, ANY | SEPARATOR, ANY};

    for (; i >= 2 && len - i >= 64; i += 64) {
        vec kind = common(common(kinds(at(text + i), low0, high0), kinds(at(text + i - 1), low1, high1)),
                          kinds_inside(at(text + i - 2), low2, high2));
        uint64_t found = ~bits_of(lack(kind, 255));

        if (found)
            return i + (size_t)__builtin_ctzll(found);
    }
    return i;
}

PASS size_t lines(const uint8_t *text, size_t len, size_t i, om_line_sink *sink)
{
    om_line_sink s = *sink;
    uint64_t carry = i && text[i - 1] >= 0xF0; /* 1: a character of four bytes began with the last byte before */

    for (; len - i >= 64 + 2 && s.n <= s.most; i += 64) {
        vec v = at(text + i);
        flags ideographic = both(is(v, 0xE3), both(is(at(text + i + 1), 0x80), is(at(text + i + 2), 0x80)));
        uint64_t end = bits_of(either(is(v, '\n'), is(v, '\f'))), four = bits_of(from(v, 0xF0));
        uint64_t em2 = bits_of(in(v, 0x21, 0x9F)) & ~(four << 1 | carry); /* as em2_at() of lines.c */
        uint64_t blank = bits_of(either(either(is(v, ' '), is(v, '\t')), ideographic));

        carry = four >> 63;
        while (end) {
            uint64_t upto = end ^ (end - 1); /* bits up to and with the line end */
            s.em2 += (uint32_t)__builtin_popcountll(em2 & upto);
            s.blanks += (uint32_t)__builtin_popcountll(blank & upto);
            om_line_sink_end(&s, i + (size_t)__builtin_ctzll(end));
            em2 &= ~upto;
            blank &= ~upto;
            end &= end - 1;
        }
        s.em2 += (uint32_t)__builtin_popcountll(em2);
        s.blanks += (uint32_t)__builtin_popcountll(blank);
    }
    *sink = s;
    return i;
}

/* The same as mark_at() of lines.c, from the end on; bytes that are before `from` as well do not count. */
PASS unsigned marks(const uint8_t *text, size_t from, size_t to)
{
    enum { STOP = 1, COMMA = 2, SEMICOLON = 4, QUOTE = 8, ANGLE = 16, LENS = 32, ROUND = 64 }; /* 、 。 ， ； “ ” 〈 to 』 */
    enum { E3 = STOP | ANGLE | LENS, EF = COMMA | SEMICOLON | ROUND, A = ANGLE, L = LENS };    /* 【 to 〕 （ ） */
    static const uint8_t low0[16] = {[2] = QUOTE, [3] = E3, [15] = EF};
    static const uint8_t high0[16] = {[14] = QUOTE | E3 | EF};
    static const uint8_t low1[16] = {[0] = QUOTE | E3, [12] = EF};
    static const uint8_t high1[16] = {[8] = QUOTE | E3, [11] = EF};
    static const uint8_t low2[16] = {L, STOP | L, STOP | L, L, L, L, 0, 0, ROUND | A, ROUND | A, A, SEMICOLON | A,
                                     QUOTE | COMMA | A, QUOTE | A, A, A};
    static const uint8_t high2[16] = {[8] = STOP | COMMA | ROUND | A, [9] = QUOTE | SEMICOLON | L};
    unsigned found = 0;

    for (size_t end = to; end > from; end -= 64) {
        size_t i = end >= OM_MARKS_VECTOR ? end - 64 : 2; /* of the first bytes of a block some are looked at twice */
        uint64_t inside = i >= from ? UINT64_MAX : UINT64_MAX << (from - i);
        vec last = at(text + i);
        vec kind = common(common(kinds(at(text + i - 2), low0, high0), kinds_inside(at(text + i - 1), low1, high1)),
                          kinds_inside(last, low2, high2));
        flags pair = either(have(kind, QUOTE | ANGLE | LENS | ROUND), in(last, '(', 2));

        found |= bits_of(have(kind, STOP | COMMA | SEMICOLON)) & inside ? OM_MARKS_PAUSE : 0;
        found |= bits_of(pair) & inside ? OM_MARKS_PAIR : 0;
        if (i == 2)
            break;
    }
    return found;
}

/* --- bitmaps ------------------------------------------------------------------------------------------------------ */

/* Kinds of ASCII character. */
enum { UPPER_ROW = 1, LOWER_ROW = 2, DIGIT = 4, NEWLINE = 8, WITHIN_2 = 16, WITHIN_3 = 32, CONTROL = 64, SPACE = 128 };
enum { ALNUM = UPPER_ROW | LOWER_ROW | DIGIT, WITHIN = WITHIN_2 | WITHIN_3, BLANK = CONTROL | SPACE };

WORD om_masks ascii(vec v)
{
    enum { U = UPPER_ROW, L = LOWER_ROW, D = DIGIT, N = NEWLINE, W = WITHIN_2, X = WITHIN_3, C = CONTROL, S = SPACE };
    static const uint8_t low[16] = {C | L | D | W | S, C | U | L | D, C | U | L | D, C | U | L | D, C | U | L | D,
                                    C | U | L | D, C | U | L | D, C | U | L | D, C | U | L | D, C | U | L | D,
                                    C | U | L | N | X, C | U | X, C | U | W, C | U | W, C | U | W, C | U | W};
    static const uint8_t high_half[16] = {C | N, C, W | S, D | X, U, L, U, L};
    vec kind = kinds_ascii(v, low, high_half);
    uint64_t beyond = high(v);

    return (om_masks){beyond, ~bits_of(lack(kind, ALNUM)), ~bits_of(lack(kind, DIGIT)), ~bits_of(lack(kind, NEWLINE)),
                      ~bits_of(lack(kind, WITHIN)), bits_of(lack(kind, ALNUM | NEWLINE)) & ~beyond,
                      bits_of(lack(kind, DIGIT | BLANK)) & ~beyond, 0};
}

/* The same as width_lead() of bitmap.c. */
WORD uint64_t width_lead(const uint8_t *q)
{
    enum { A = 1, B = 2 };           /* usual marks U+FF01, 08, 09, 0C; U+FF1A, 1B, 1F */
    enum { S = 4, C = 8, R = 16 };   /* U+2000-200F; U+2028-202F; other rows of E2 */
    enum { I = 32, P = 64 };         /* ideographic space, 〈; 。 */
    enum { D = 128 };                /* C2 and D8; C8 and D2 as well */
    enum { M = A | B, N = S | C | R, K = I | P, T = S | C | I | P, L = S | R };
    static const uint8_t low0[16] = {[2] = N | D, [3] = K, [8] = D, [15] = M};
    static const uint8_t high0[16] = {[12] = D, [13] = D, [14] = M | N | K};
    static const uint8_t low1[16] = {D | T, D | R, D, D, D | R, D, D, D, D, D, D | R, D | R, D | R | M, D | R, D | R,
                                     D | R};
    static const uint8_t high1[16] = {D, D, D, D, D, D, D, D, D | T | R, D | R, D, D | R | M, D, D, D, D};
    static const uint8_t low2[16] = {D | L | I, D | L | A, D | L | P, D | L, D | L, D | L, D | L, D | L,
                                     D | L | A | C | I, D | L | A | C, D | L | B | C, D | L | B | C, D | L | A | C,
                                     D | L | C, D | L | C, D | L | B | C};
    static const uint8_t high2[16] = {D, D, D, D, D, D, D, D, D | A | S | R | I | P, D | B | R, D | C | R, D | R,
                                      D, D, D, D};
    vec v = at(q), v3 = at(q + 3);
    vec kind = common(common(kinds_beyond(v, low0, high0), kinds_inside(at(q + 1), low1, high1)),
                      kinds_inside(at(q + 2), low2, high2));
    vec before = at(q - 1);
    flags other = both(lack(kind, M), from(v, 0xEE)), pairs = both(have(kind, P), is(v3, 0xE3));
    flags first = both(is(before, '\n'), in(v, 0xE2, 2)), usual = but(have(kind, M), from(before, 0x80));
    uint64_t bits = bits_of(either(either(have(kind, N | I | D), is(v, 0xE1)), either(other, either(pairs, first))));

    if (bits_of(usual)) /* after ASCII, in few words */
        bits |= bits_of(usual) & (bits_of(either(is(before, '\n'), is(v3, 0xEF))) | ~high(v3));
    return bits;
}

/* The same as correct_lead() of bitmap.c. */
WORD uint64_t correct_lead(const uint8_t *q)
{
    enum { ONE = 1, ONE_ONE = 2, DASH = 4, COLON = 8, ROW = 16, TWICE = 32, HYPHEN = 64, DOT = 128 };
    enum { TWO = COLON | ROW, THREE = ROW | TWICE | HYPHEN | DOT, FOUR = COLON | HYPHEN | DOT }; /* any at that place */
    static const uint8_t low0[16] = {[2] = DASH | HYPHEN | DOT, [3] = TWICE, [4] = ONE | ONE_ONE, [5] = ONE_ONE,
                                     [15] = COLON | ROW};
    static const uint8_t high0[16] = {[12] = HYPHEN | DOT, [14] = ONE | ONE_ONE | DASH | COLON | ROW | TWICE};
    static const uint8_t low1[16] = {TWO | DASH | TWICE, TWO, TWO, TWO, TWO, TWO, TWO, TWO | DOT,
                                     TWO | ONE | ONE_ONE, TWO, TWO, TWO | ONE_ONE, TWO, TWO | HYPHEN, TWO, TWO};
    static const uint8_t high1[16] = {[8] = TWO | DASH | TWICE, [9] = TWO | ONE_ONE, [10] = TWO | HYPHEN,
                                      [11] = TWO | ONE | ONE_ONE | DOT};
    static const uint8_t low2[16] = {THREE | ONE | ONE_ONE, THREE, THREE, THREE, THREE | DASH, THREE, THREE, THREE,
                                     THREE, THREE, THREE | COLON, THREE, THREE, THREE | COLON | DASH,
                                     THREE | COLON | ONE_ONE, THREE};
    static const uint8_t high2[16] = {THREE, THREE, THREE, THREE, THREE, THREE, THREE, THREE,
                                      THREE | ONE | ONE_ONE | COLON, THREE | DASH | COLON, THREE, THREE | ONE_ONE,
                                      THREE, THREE, THREE, THREE};
    static const uint8_t low3[16] = {FOUR, FOUR, FOUR | ONE | DASH, FOUR | TWICE | ROW, FOUR | ONE_ONE | DASH, FOUR,
                                     FOUR, FOUR, FOUR, FOUR, FOUR | ROW, FOUR, FOUR, FOUR, FOUR, FOUR | ROW | TWICE};
    static const uint8_t high3[16] = {FOUR | ROW, FOUR, FOUR, FOUR, FOUR, FOUR, FOUR, FOUR, FOUR, FOUR, FOUR, FOUR,
                                      FOUR, FOUR, FOUR | ONE | TWICE | ONE_ONE | DASH | ROW, FOUR};
    vec v3 = at(q + 3);
    vec three = common(common(kinds_beyond(at(q), low0, high0), kinds_inside(at(q + 1), low1, high1)),
                       kinds_inside(at(q + 2), low2, high2));
    vec four = common(three, kinds(v3, low3, high3));
    flags one_ascii = both(have(three, ONE), in(v3, '0', 0x80 - '0'));
    uint64_t bits = bits_of(either(one_ascii, have(four, ONE | DASH | COLON | ROW | HYPHEN | DOT)));

    if (bits_of(have(four, ONE_ONE | TWICE))) { /* in few words */
        vec v4 = at(q + 4), v5 = at(q + 5);
        flags one_one = both(is(v4, 0xB8), either(is(v5, 0x80), is(v5, 0xBA)));

        bits |= bits_of(both(have(four, ONE_ONE), one_one));
        bits |= bits_of(both(have(four, TWICE), either(is(v4, 0x80), is(v4, 0xBC))));
    }
    return bits;
}

PASS bool width(const uint8_t *p, size_t end, bool edges, uint64_t *bits, uint64_t *calm)
{
    bool any = false;

    for (size_t w = 1; w < end; w++) {
        vec v = at(p + w * 64);
        om_masks m = ascii(v);

        m.lead = width_lead(p + w * 64);
        bits[w] = om_width_word(&m, edges);
        calm[w] = 0;
        if (!m.high) {
            calm[w] = om_width_calm(&m, bits_of(in(v, ' ', 0x5F)), bits_of(is(v, ' ')), bits_of(is(v, '"')));
            any |= calm[w] != 0;
        }
    }
    return any;
}

PASS void correct(const uint8_t *p, size_t end, uint64_t *bits, om_quotes *quotes)
{
    uint64_t before = end > 1 ? bits_of(is(at(p), 0xE3)) : 0; /* row U+3000, of the word before */

    for (size_t w = 1; w < end; w++) {
        const uint8_t *q = p + w * 64;
        vec v = at(q);
        uint64_t row = bits_of(is(v, 0xE3)), e2 = bits_of(is(v, 0xE2));
        uint64_t near = row & (row << 9 | before >> 55 | row << 12 | before >> 52);
        om_masks m = ascii(v);

        m.lead = correct_lead(q);
        if (near | e2) { /* in few words */
            vec v2 = at(q + 2);

            m.lead |= near & bits_of(is(v2, 0x81));
            om_quotes_word(quotes, w, e2 & bits_of(is(v2, 0x9C)), e2 & bits_of(is(v2, 0x9D)));
        }
        bits[w] = om_correct_word(&m);
        before = row;
    }
}

/* --- columns ------------------------------------------------------------------------------------------------------ */

/* Four bytes as numbers. */
WORD __m128i next_four(const uint8_t *p)
{
    int four;

    memcpy(&four, p, sizeof four);
    return _mm_cvtepu8_epi32(_mm_cvtsi32_si128(four));
}

/* The same as standing_of() of columns.c, for four widths at once: the highest.  No step depends on what comes out of
 * the one before: which of the widths wins cannot be foreseen, and guessing wrong costs more than the whole of it. */
WORD unsigned highest_of_four(const uint8_t around[16], vec em2, __m128i em2s)
{
    static const uint8_t weights[16] = OM_COLUMN_WEIGHTS;
    vec weight = sixteen(weights), broad = less(plus(sixteen(around), all(OM_COLUMN_BELOW)), em2);
    flags in_broad = in(broad, 0, OM_COLUMN_BROAD + 1), in_narrow = in(broad, OM_COLUMN_INDENT, OM_COLUMN_NARROW + 1);
    __m128i votes = four_sums(plus(of(in_broad, weight), of(in_narrow, weight)));
    __m128i third = _mm_srli_epi32(_mm_mullo_epi16(em2s, _mm_set1_epi32(171)), 9); /* right up to 255 */
    __m128i standing = _mm_or_si128(_mm_slli_epi32(_mm_add_epi32(votes, third), 8), em2s);

    standing = _mm_and_si128(standing, _mm_cmpgt_epi32(em2s, _mm_set1_epi32(OM_COLUMN_MIN - 1)));
    standing = _mm_max_epi32(standing, _mm_shuffle_epi32(standing, 0x4E));
    standing = _mm_max_epi32(standing, _mm_shuffle_epi32(standing, 0xB1));
    return (unsigned)_mm_cvtsi128_si32(standing);
}

/* The same for one width. */
WORD unsigned standing_of_one(const uint8_t around[16], unsigned em2)
{
    static const uint8_t weights[16] = OM_COLUMN_WEIGHTS;
    __m128i weight = _mm_loadu_si128((const __m128i *)(const void *)weights);
    __m128i broad = _mm_sub_epi8(_mm_loadu_si128((const __m128i *)(const void *)around),
                                 _mm_set1_epi8((char)(em2 - OM_COLUMN_BELOW)));
    __m128i narrow = _mm_sub_epi8(broad, _mm_set1_epi8(OM_COLUMN_INDENT));
    __m128i in_broad = _mm_cmpeq_epi8(_mm_min_epu8(broad, _mm_set1_epi8(OM_COLUMN_BROAD)), broad);
    __m128i in_narrow = _mm_cmpeq_epi8(_mm_min_epu8(narrow, _mm_set1_epi8(OM_COLUMN_NARROW)), narrow);
    __m128i votes = _mm_sad_epu8(_mm_add_epi8(_mm_and_si128(in_broad, weight), _mm_and_si128(in_narrow, weight)),
                                 _mm_setzero_si128());

    return om_column_standing((unsigned)_mm_cvtsi128_si32(votes) + (unsigned)_mm_extract_epi16(votes, 4), (uint8_t)em2);
}

PASS void columns(const uint8_t *widths, size_t n, uint8_t *out)
{
    unsigned column = 0;

    for (size_t i = 0; i < n; i++) {
        if (om_column_may_change((uint8_t)column, widths[i + OM_COLUMN_AROUND])) {
            unsigned best = highest_of_four(widths + i, each_of_four(sixteen(widths + i)), next_four(widths + i + 8));
            unsigned stays = standing_of_one(widths + i, column);

            if (best > stays && (best & 255) != column) /* seldom so */
                column = best & 255;
        }
        out[i] = (uint8_t)column;
    }
}

const om_vector_passes PASSES = {utf8, odd, odd_line_end, lines, two, blank, marks, width, correct, columns, TREES};
