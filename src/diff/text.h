/* text.h - a whole text in memory as UTF-8, be it that of a document's words, with the way back to the bytes it was
 * read from. */
#ifndef OM_DIFF_TEXT_H
#define OM_DIFF_TEXT_H

#include "charset/charset.h"
#include "format/format.h"
#include "text/edit.h"

/* Where reading did more than take the bytes over: what om_edit has, in 8 bytes, for a GBK text has one for every few
 * characters.  `same` bytes were taken over before it. */
typedef struct {
    uint16_t same, raw_len, utf8_len;
    uint8_t unit_raw, unit_utf8;  /* as in om_edit; 0: one whole */
} om_decoded;

/* Where each 64th of them begins, with the bytes before it that were taken over. */
enum { OM_DECODED = 64 };

typedef struct {
    uint64_t raw, utf8;
} om_decoded_place;

/* A word of a document: its text in the UTF-8, and what stands for it in the document. */
typedef struct {
    uint64_t utf8, raw;
    uint32_t utf8_len, raw_len;   /* the same: byte for byte */
} om_word_place;

struct ocrmend_text {
    om_buf utf8;
    uint64_t raw_len;
    uint64_t raw_xxh3;
    uint64_t invalid;             /* raw bytes that became U+FFFD */
    om_charset_choice charset;    /* .charset is NULL for an empty text */
    const om_format *format;      /* of the document whose words these are; NULL: plain text */
    struct {
        om_word_place *at;             /* sorted by utf8 */
        size_t n, cap;
    } words;                      /* of a document */
    om_decoded *reading;          /* of plain text */
    om_decoded_place *place;      /* place[i] is that of reading[i * OM_DECODED] */
    size_t n, cap;
    om_decoded_place end;         /* of the last reading */
};

/* Where in the raw bytes something may have stood that is not at byte `at` of the UTF-8: between two words of a
 * document all that is between them there; else one place. */
ocrmend_raw_range om_text_gap(const ocrmend_text *text, size_t at);

/* --- units: what is compared ---------------------------------------------------------------------------------------
 *
 * A unit is a code point, or a line end of any kind: LF, CR LF, CR, VT, FF, NEL, LS, PS are all '\n'. */

/* The unit at p with n > 0 bytes left, and its length in bytes. */
uint32_t om_unit_get(const uint8_t *p, size_t n, unsigned *len);

/* Read up to `max` units of p[0, n): units, and where each begins (at[units] is where the last ends; room for max + 1).
 * Returns how many. */
size_t om_units_read(const uint8_t *p, size_t n, size_t max, uint32_t *units, uint32_t *at);

/* Whether the character at p[at] is a combining mark or the like that belongs to the one before it, which is not before
 * p[floor].  false at the end of p[0, len). */
bool om_unit_belongs(const uint8_t *p, size_t len, size_t floor, size_t at);

/* Line ends in p[0, n). */
uint64_t om_units_lines(const uint8_t *p, size_t n);

#endif
