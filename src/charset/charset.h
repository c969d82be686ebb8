/* charset.h - the charsets that raw bytes can be in, and how the one of a text is found out. */
#ifndef OM_CHARSET_H
#define OM_CHARSET_H

#include "text/buf.h"
#include "text/status.h"

typedef struct {
    const char *name;    /* as --from takes it and the log tells it */
    const char *iconv;   /* as iconv_open takes it (failing that: name); NULL: UTF-8, which needs none */
    const char *aliases; /* other names, divided by spaces, in lower case without punctuation */
    uint8_t unit;        /* bytes of a code unit: 1, 2 or 4.  A line feed is one unit of that value and, with unit 1,
                            never part of a longer character; with unit 1 a character that begins with a byte of
                            ASCII is that of ASCII */
    bool big_endian;     /* order of the bytes in a unit of 2 or 4 */
    /* Length in bytes (1..n) of the character at p with n > 0 bytes left, as its first bytes tell it; a byte that
     * begins no character counts as one (unit bytes where there are so many).  A character that the end cuts off is
     * all n bytes. */
    size_t (*char_len)(const uint8_t *p, size_t n);
} om_charset;

/* Row i of the table; NULL past the end.  Row 0 is UTF-8. */
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

/* Write n bytes of valid UTF-8 in the charset, appended to out.  No byte order mark is added.  false: a character has
 * no place in the charset, or memory ran out (out->failed tells which); what was appended is then not to be used.  Any
 * text may be given piece by piece, cut between characters: no state is carried over. */
bool om_charset_encode(const om_charset *charset, const uint8_t *utf8, size_t n, om_buf *out);

#endif
