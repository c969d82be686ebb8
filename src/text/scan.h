/* scan.h - whole blocks of bytes at vector speed.  Each function gives the same on every machine: vectors (vector.h)
 * where the processor has them, plain C elsewhere. */
#ifndef OM_SCAN_H
#define OM_SCAN_H

#include <stddef.h>
#include <stdint.h>

/* A length <= len such that all bytes before it are valid UTF-8 and it is a character start: the part of the text that
 * vectors could vouch for (0 where there are none).  The caller looks at the rest byte by byte. */
size_t om_scan_utf8(const uint8_t *p, size_t len);

/* Offset of the first character at or after `from` (a character start) that stage mojibake has to look at, len when
 * there is none.  Text is valid UTF-8.  Looked at are U+5A00-5A7F, U+6D80-6DBF, U+7480-74BF, U+9280-947F,
 * U+9580-95BF, 浣 锟 烫 (in which text read as GBK abounds and simplified Chinese does not), private use
 * and U+FFC0-FFFF, all beyond U+BFFFF, and U+00C0-00FF before another character that is not ASCII. */
size_t om_scan_odd(const uint8_t *p, size_t len, size_t from);

/* Offset of the last LF in p[from, to), from > 0, that a space, a tab, a CR or another LF stands before: no other ends a
 * blank line.  SIZE_MAX when there is none. */
size_t om_scan_blank(const uint8_t *p, size_t from, size_t to);

/* Offset of the first place in p[from, to) where these two Han characters stand, whole; `to` when there is none. */
enum { OM_SCAN_TWO = 6 };
size_t om_scan_two(const uint8_t *p, size_t from, size_t to, const uint8_t two[OM_SCAN_TWO]);

#endif
