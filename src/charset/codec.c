#include "charset/codec.h"

#include <iconv.h>
#include <stdlib.h>

#include "text/utf8.h"

/* What became of a byte or a pair of bytes: not asked for yet, or the answer of iconv. */
typedef struct {
    uint8_t utf8[6];
    uint8_t len;
    uint8_t known; /* 0: not yet; 1: asked; 2: asked, and the way back is exact */
} known_char;

struct om_decoder {
    const om_charset *charset;
    iconv_t read, write;
    known_char one[256], two[256][256]; /* by first and second byte */
};

static iconv_t open_iconv(const om_charset *cs, bool read)
{
    iconv_t cd = read ? iconv_open("UTF-8", cs->iconv) : iconv_open(cs->iconv, "UTF-8");

    if (cd == (iconv_t)-1)
        cd = read ? iconv_open("UTF-8", cs->name) : iconv_open(cs->name, "UTF-8");
    return cd;
}

om_decoder *om_decoder_new(const om_charset *charset, ocrmend_error *error)
{
    om_decoder *d = calloc(1, sizeof *d); /* pages of `two` that no text touches take no memory */

    if (!d) {
        om_fail(error, OCRMEND_NOMEM, 0, "out of memory");
        return NULL;
    }
    d->charset = charset;
    d->read = d->write = (iconv_t)-1;
    if (charset->unit > 1) /* no table and no iconv */
        return d;
    d->read = open_iconv(charset, true);
    d->write = open_iconv(charset, false);
    if (d->read == (iconv_t)-1 || d->write == (iconv_t)-1) {
        om_fail(error, OCRMEND_USAGE, 0, "this system's iconv does not know the charset %s", charset->name);
        om_decoder_free(d);
        return NULL;
    }
    return d;
}

void om_decoder_free(om_decoder *d)
{
    if (!d)
        return;
    if (d->read != (iconv_t)-1)
        iconv_close(d->read);
    if (d->write != (iconv_t)-1)
        iconv_close(d->write);
    free(d);
}

/* Convert all of `from` by itself; the bytes written, 0 when that cannot be done. */
static size_t convert(iconv_t cd, const uint8_t *from, size_t n, uint8_t *to, size_t room)
{
    char *in = (char *)from, *out = (char *)to; /* iconv does not write to its input */
    size_t left = room;
    bool done;

    iconv(cd, NULL, NULL, NULL, NULL);
    done = iconv(cd, &in, &n, &out, &left) == 0 && n == 0 && iconv(cd, NULL, NULL, &out, &left) == 0;
    return done ? room - left : 0;
}

static void ask(om_decoder *d, const uint8_t *p, size_t n, known_char *k)
{
    uint8_t back[8];

    k->len = (uint8_t)convert(d->read, p, n, k->utf8, sizeof k->utf8);
    k->known = 1;
    /* one character that is two in Unicode would be fused with its neighbours on the way back: never exact */
    if (k->len && om_utf8_valid(k->utf8, k->len) == k->len && om_utf8_len(k->utf8[0]) == k->len &&
        convert(d->write, k->utf8, k->len, back, sizeof back) == n && memcmp(back, p, n) == 0)
        k->known = 2;
    else if (om_utf8_valid(k->utf8, k->len) != k->len)
        k->len = 0;
}

static om_decoded answer(const known_char *k, size_t n)
{
    om_decoded c;

    memcpy(c.utf8, k->utf8, sizeof c.utf8);
    c.len = k->len;
    c.exact = k->known == 2;
    c.raw_len = (uint8_t)n;
    return c;
}

/* --- UTF-16 and UTF-32 ----------------------------------------------------------------------------------------- */

static uint32_t unit_at(const om_charset *cs, const uint8_t *p)
{
    uint32_t u = 0;

    for (unsigned i = 0; i < cs->unit; i++)
        u = u << 8 | p[cs->big_endian ? i : cs->unit - 1 - i];
    return u;
}

static om_decoded decode_units(const om_charset *cs, const uint8_t *p, size_t n)
{
    size_t len = cs->char_len(p, n);
    om_decoded c = {{0}, 0, 1, (uint8_t)len};
    uint32_t u;

    if (len < cs->unit || (cs->unit == 2 && len == 3)) /* cut off by the end of the text */
        return c;
    u = unit_at(cs, p);
    if (cs->unit == 2 && len == 4)
        u = 0x10000 + ((u & 0x3FF) << 10) + (unit_at(cs, p + 2) & 0x3FF);
    if (u > 0x10FFFF || (u >= 0xD800 && u <= 0xDFFF))
        return c;
    c.len = (uint8_t)om_utf8_put(c.utf8, u);
    return c;
}

static void add_unit(const om_charset *cs, uint32_t u, om_buf *out)
{
    uint8_t bytes[4];

    for (unsigned i = 0; i < cs->unit; i++, u >>= 8)
        bytes[cs->big_endian ? cs->unit - 1 - i : i] = (uint8_t)u;
    om_buf_add(out, bytes, cs->unit);
}

static bool encode_units(const om_charset *cs, const uint8_t *utf8, size_t n, om_buf *out)
{
    unsigned len;

    for (size_t at = 0; at < n; at += len) {
        uint32_t u = om_utf8_get(utf8 + at, &len);
        if (cs->unit == 2 && u >= 0x10000) {
            add_unit(cs, 0xD800 + ((u - 0x10000) >> 10), out);
            u = 0xDC00 + (u & 0x3FF);
        }
        add_unit(cs, u, out);
    }
    return !out->failed;
}

/* --- both ways -------------------------------------------------------------------------------------------------- */

om_decoded om_decode(om_decoder *d, const uint8_t *p, size_t n)
{
    const om_charset *cs = d->charset;
    size_t len;
    known_char *k, rare = {{0}, 0, 0};

    if (cs->unit > 1)
        return decode_units(cs, p, n);
    len = cs->char_len(p, n);
    k = len == 1 ? &d->one[p[0]] : len == 2 ? &d->two[p[0]][p[1]] : &rare;
    if (!k->known)
        ask(d, p, len, k);
    if (!k->len && len > 1 && len < 4 && p[1] < 0x80) /* a second byte that is ASCII is not lost with the first */
        return answer(k, 1);
    return answer(k, len);
}

size_t om_decode_pairs(const om_decoder *d, const uint8_t *p, size_t n, uint8_t *to, size_t most)
{
    size_t chars = 0;

    most = most < n / 2 ? most : n / 2;
    for (; chars < most; chars++, p += 2, to += 3) {
        const known_char *k = &d->two[p[0]][p[1]];

        if (k->known != 2 || k->len != 3)
            break;
        memcpy(to, k->utf8, 4); /* at once; the fourth is written over */
    }
    return chars;
}

bool om_charset_encode(const om_charset *cs, const uint8_t *utf8, size_t n, om_buf *out)
{
    iconv_t cd;
    char *in = (char *)utf8;
    bool done = false;

    if (cs->unit > 1)
        return encode_units(cs, utf8, n, out);
    if (!cs->iconv) {
        om_buf_add(out, utf8, n);
        return !out->failed;
    }
    cd = open_iconv(cs, false);
    if (cd == (iconv_t)-1)
        return false;
    while (!done && om_buf_reserve(out, n + 16)) {
        char *to = (char *)out->data + out->len;
        size_t left = out->cap - out->len, before = n;
        size_t lossy = iconv(cd, n ? &in : NULL, n ? &n : NULL, &to, &left);

        out->len = out->cap - left;
        if (lossy != 0 && (lossy != (size_t)-1 || n == before)) /* one that was written as something like it, or none */
            break;
        done = before == 0;
    }
    iconv_close(cd);
    return done;
}
