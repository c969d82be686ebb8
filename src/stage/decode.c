/* decode.c - bytes in any charset to UTF-8.
 *
 * UTF-8 is checked at vector speed and kept as it stands.  Other charsets are read character by character (codec.h);
 * what the charset itself gives back (text/edit.h: runs of rule charset) is told apart from what it would not: bytes
 * that are no character, and characters with two ways to be written.  Those are edits of their own, so that writing the
 * rest in the charset gives the raw bytes again, whatever they were. */
#include "stage/stage.h"

#include <stdio.h>
#include <stdlib.h>

#include "charset/codec.h"
#include "charset/common.h"
#include "text/utf8.h"

typedef struct {
    ocrmend_invalid invalid;
    om_decoder *decoder;    /* of the text's charset; NULL before the first block, and for UTF-8 */
    om_decoder *gb18030;    /* for GBK inside UTF-8; NULL before it was needed */
} state;

static ocrmend_status init(const ocrmend_options *options, void **out, ocrmend_error *error)
{
    state *s = calloc(1, sizeof *s);

    if (!s)
        return om_fail(error, OCRMEND_NOMEM, 0, "out of memory");
    s->invalid = options->invalid;
    *out = s;
    return OCRMEND_OK;
}

static void end(void *state_)
{
    state *s = state_;

    if (!s)
        return;
    om_decoder_free(s->decoder);
    om_decoder_free(s->gb18030);
    free(s);
}

static ocrmend_status invalid(const om_block *block, size_t at, size_t n, ocrmend_error *error)
{
    char hex[3 * 8 + 1] = "";

    for (size_t i = 0; i < n && i < 8; i++)
        snprintf(hex + 3 * i, 4, " %02X", block->data[at + i]);
    return om_fail(error, OCRMEND_INVALID, block->raw_at + at, "byte%s%s %s not valid %s", n > 1 ? "s" : "", hex,
                   n > 1 ? "are" : "is", block->charset->name);
}

static void replace_invalid(om_out *out, size_t n)
{
    om_replace(out, n, "\xEF\xBF\xBD", 3, OM_RULE_INVALID_BYTES, 0);
}

/* --- UTF-8 ------------------------------------------------------------------------------------------------------- */

/* How far around a byte that is not UTF-8 is looked for GBK: bounds the work on a line without end. */
enum { AROUND = 4096 };

/* Whether [from, to) is GBK rather than UTF-8 with a fault: common characters as GBK, and as UTF-8 hardly any character
 * of three bytes, as Chinese would be. */
static bool is_gbk(om_decoder *gb18030, const uint8_t *p, size_t from, size_t to)
{
    const om_charset *utf8 = om_charset_at(0);
    om_gbk_look look = om_look_gbk(gb18030, p + from, to - from);
    size_t three = 0;

    if (!look.whole || look.chars < 2 || look.rare * 4 > look.chars || look.common == 0 || look.common * 3 < look.han)
        return false;
    for (size_t at = from, n; at < to; at += n) {
        n = utf8->char_len(p + at, to - at);
        three += n >= 3 ? n : 0;
    }
    return three < look.chars;
}

/* Replace each run of [from, to) that is not ASCII by what it is in GBK. */
static void replace_gbk(om_decoder *gb18030, const uint8_t *p, size_t from, size_t to, om_out *out)
{
    om_buf text = {0};

    for (size_t at = from; at < to && !text.failed;) {
        size_t begin = at;

        text.len = 0;
        while (at < to && p[at] >= 0x80) {
            om_decoded c = om_decode(gb18030, p + at, to - at);
            om_buf_add(&text, c.utf8, c.len);
            at += c.raw_len;
        }
        if (at > begin) {
            om_keep_to(out, begin);
            om_replace(out, at - begin, text.data, text.len, OM_RULE_GBK_IN_UTF8, 0);
        } else {
            at++;
        }
    }
    out->failed |= text.failed;
    om_buf_free(&text);
}

/* Widen from `at` as far as stop(byte) is false, at most AROUND bytes each way and not before `floor`.  *whole: both
 * ends were found. */
static om_range widen(const uint8_t *p, size_t len, size_t at, size_t floor, bool (*stop)(uint8_t), bool *whole)
{
    om_range r = {at, at};
    size_t low = at - floor > AROUND ? at - AROUND : floor, high = len - at > AROUND ? at + AROUND : len;

    while (r.from > low && !stop(p[r.from - 1]))
        r.from--;
    while (r.to < high && !stop(p[r.to]))
        r.to++;
    *whole = (r.from > low || low == floor) && (r.to < high || high == len);
    return r;
}

static bool is_line_end(uint8_t b)
{
    return b == '\n' || b == '\r' || b == '\f';
}

static bool is_ascii(uint8_t b)
{
    return b < 0x80;
}

static ocrmend_status run_utf8(state *s, const om_block *block, om_out *out, ocrmend_error *error)
{
    const uint8_t *p = block->data;
    size_t at = om_utf8_valid(p, block->len), line_tried = 0, run_tried = 0;

    if (block->first && block->len >= 3 && memcmp(p, "\xEF\xBB\xBF", 3) == 0)
        om_delete(out, 3, OM_RULE_BOM);
    for (; at < block->len; at += om_utf8_valid(p + at, block->len - at)) {
        size_t n = block->charset->char_len(p + at, block->len - at);
        om_range gbk = {0, 0};
        bool whole;

        if (s->invalid == OCRMEND_INVALID_FAIL)
            return invalid(block, at, n, error);
        if (!s->gb18030 && !(s->gb18030 = om_decoder_new(om_charset_named("GB18030"), error)))
            return error->status;
        if (at >= line_tried) {
            om_range r = widen(p, block->len, at, out->next, is_line_end, &whole);
            line_tried = r.to;
            if (whole && is_gbk(s->gb18030, p, r.from, r.to))
                gbk = r;
        }
        if (!gbk.to && at >= run_tried) {
            om_range r = widen(p, block->len, at, out->next, is_ascii, &whole);
            run_tried = r.to;
            if (whole && is_gbk(s->gb18030, p, r.from, r.to))
                gbk = r;
        }
        if (gbk.to) {
            replace_gbk(s->gb18030, p, gbk.from, gbk.to, out);
            at = gbk.to;
        } else {
            om_keep_to(out, at);
            replace_invalid(out, n);
            at += n;
        }
    }
    om_keep_to(out, block->len);
    return OCRMEND_OK;
}

/* --- other charsets ---------------------------------------------------------------------------------------------- */

/* Characters that are written in the same numbers of bytes, gathered before they become one run record. */
typedef struct {
    uint8_t bytes[4096 + 1]; /* a byte beyond what is used, for om_decode_pairs */
    size_t len, raw;
    unsigned unit_raw, unit;
} run_of_chars;

static void put_run(run_of_chars *r, om_out *out)
{
    if (r->raw)
        om_replace_units(out, r->raw, r->unit_raw, r->bytes, r->len, r->unit, OM_RULE_CHARSET);
    r->len = r->raw = 0;
}

static void add_char(run_of_chars *r, const om_decoded *c, om_out *out)
{
    if (r->raw && (r->unit_raw != c->raw_len || r->unit != c->len || r->len + c->len >= sizeof r->bytes))
        put_run(r, out);
    r->unit_raw = c->raw_len;
    r->unit = c->len;
    memcpy(r->bytes + r->len, c->utf8, c->len);
    r->len += c->len;
    r->raw += c->raw_len;
}

/* Gather characters of two bytes that become three as far as that goes; the bytes read. */
static size_t add_pairs(run_of_chars *r, const om_decoder *d, const uint8_t *p, size_t n, om_out *out)
{
    size_t chars;

    if (r->raw && (r->unit_raw != 2 || r->unit != 3 || r->len + 3 >= sizeof r->bytes))
        put_run(r, out);
    chars = om_decode_pairs(d, p, n, r->bytes + r->len, (sizeof r->bytes - 1 - r->len) / 3);
    if (chars) {
        r->unit_raw = 2;
        r->unit = 3;
        r->len += 3 * chars;
        r->raw += 2 * chars;
    }
    return 2 * chars;
}

static ocrmend_status run_other(state *s, const om_block *block, om_out *out, ocrmend_error *error)
{
    const uint8_t *p = block->data;
    bool ascii_stays = block->charset->unit == 1;
    run_of_chars r;

    r.len = r.raw = 0;
    for (size_t at = 0; at < block->len;) {
        om_decoded c;
        size_t pairs;

        if (ascii_stays && p[at] < 0x80) {
            put_run(&r, out);
            do
                at++;
            while (at < block->len && p[at] < 0x80);
            om_keep_to(out, at);
            continue;
        }
        pairs = at ? add_pairs(&r, s->decoder, p + at, block->len - at, out) : 0;
        if (pairs) {
            at += pairs;
            continue;
        }
        c = om_decode(s->decoder, p + at, block->len - at);
        if (c.len && c.exact && !(at == 0 && block->first && memcmp(c.utf8, "\xEF\xBB\xBF", 3) == 0)) {
            add_char(&r, &c, out);
        } else {
            put_run(&r, out);
            if (!c.len && s->invalid == OCRMEND_INVALID_FAIL)
                return invalid(block, at, c.raw_len, error);
            if (!c.len)
                replace_invalid(out, c.raw_len);
            else if (c.exact)
                om_delete(out, c.raw_len, OM_RULE_BOM);
            else
                om_replace(out, c.raw_len, c.utf8, c.len, OM_RULE_CHARSET_ALIAS, 0);
        }
        at += c.raw_len;
    }
    put_run(&r, out);
    return OCRMEND_OK;
}

static ocrmend_status run(void *state_, const om_block *block, om_out *out, ocrmend_error *error)
{
    state *s = state_;

    if (block->charset == om_charset_at(0))
        return run_utf8(s, block, out, error);
    if (!s->decoder && !(s->decoder = om_decoder_new(block->charset, error)))
        return error->status;
    return run_other(s, block, out, error);
}

const om_stage om_stage_decode = {"decode", NULL, false, init, run, end};
