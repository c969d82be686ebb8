/* charset.h - the charsets that raw bytes can be in, and how the one of a text is found out. */
#ifndef OM_CHARSET_H
#define OM_CHARSET_H

#include "text/status.h"

typedef struct {
    const char *name;    /* as --from takes it and the log tells it */
    const char *iconv;   /* as iconv_open takes it; NULL: UTF-8, which needs none */
    uint8_t unit;        /* bytes of a code unit: 1, 2 or 4.  A line feed is one unit of that value and, with unit 1,
                            never part of a longer character */
    bool big_endian;     /* order of the bytes in a unit of 2 or 4 */
    /* Length in bytes (1..n) of the character at p with n > 0 bytes left, as its first bytes tell it; a byte that
     * begins no character counts as one (unit bytes where there are so many). */
    size_t (*char_len)(const uint8_t *p, size_t n);
} om_charset;

/* Row i of the table; NULL past the end. */
const om_charset *om_charset_at(size_t i);

/* By name or alias, case and punctuation aside; NULL: none. */
const om_charset *om_charset_named(const char *name);

typedef struct {
    const om_charset *charset;
    const char *why;     /* "given", "byte order mark", "valid UTF-8", "guess" */
} om_charset_choice;

/* Choose the charset of a text that begins with these n bytes (`all`: they are all of it).  `from`: a name or "auto" or
 * NULL.  A given "UTF-16" or "UTF-32" takes its byte order from the mark or the bytes.  OCRMEND_USAGE: no such name. */
ocrmend_status om_charset_choose(const char *from, const uint8_t *bytes, size_t n, bool all, om_charset_choice *choice,
                                 ocrmend_error *error);

#endif
