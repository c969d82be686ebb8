/* codec.h - one character at a time from raw bytes to UTF-8, knowing whether the way back gives the same bytes.
 *
 * iconv is asked once for each different character that a text has; the answers are kept in a table, so that the bulk
 * of a text is read by looking up.  Reading characters one by one also keeps iconv's own state (composition in
 * Big5-HKSCS, windows-1255, windows-1258) out of the play: what is read is the same wherever a text is cut. */
#ifndef OM_CODEC_H
#define OM_CODEC_H

#include "charset/charset.h"

typedef struct om_decoder om_decoder;

/* A decoder for the charset, which is not UTF-8.  NULL and *error filled: out of memory, or this system's iconv does
 * not know the charset (OCRMEND_USAGE). */
om_decoder *om_decoder_new(const om_charset *charset, ocrmend_error *error);
void om_decoder_free(om_decoder *d);

typedef struct {
    uint8_t utf8[6];
    uint8_t len;      /* of utf8; 0: these bytes are no character of the charset */
    uint8_t exact;    /* writing utf8 in the charset gives the very bytes it was read from */
    uint8_t raw_len;  /* bytes read */
} om_decoded;

/* Read the character at p, n > 0 bytes left.  Of bytes that are none, as many are read as are surely one thing: a byte
 * that may as well be ASCII is left for the next call. */
om_decoded om_decode(om_decoder *d, const uint8_t *p, size_t n);

/* The same in bulk, for characters of two bytes that become three, as Han do, as far as each was read before and is
 * exact.  At most `most` of them, from n bytes at p; how many.  Their UTF-8 goes to `to`, which has room for one byte
 * more. */
size_t om_decode_pairs(const om_decoder *d, const uint8_t *p, size_t n, uint8_t *to, size_t most);

#endif
