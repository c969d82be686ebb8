/* mojibake.c - text that was once read in the wrong charset becomes what it was.
 *
 * A stretch is written back in the charset that it was read in and read in the one it should have been.  That is done
 * only where every byte fits and the result is what somebody would write and the text at hand is not; a character whose
 * bytes are not all there stays as it is.  What cannot be helped is reported. */
#include "stage/stage.h"

#include <stdlib.h>

#include "charset/codec.h"
#include "charset/common.h"
#include "text/compose.h"
#include "text/scan.h"
#include "text/utf8.h"

/* Bytes of a line that are looked at together; and how often a text is gone through, for what was misread one time over
 * the other. */
enum { SEGMENT = 4096, PASSES = 16 };

/* A stretch of a line as the bytes that Latin-1 or windows-1252 would write it in. */
typedef struct {
    uint8_t byte[SEGMENT];
    uint32_t at[SEGMENT + 1];  /* where each stands in the source */
    uint16_t end[SEGMENT];     /* of the characters of UTF-8 that begin here: where they end; 0: none that may be */
    size_t n;
} segment;

typedef struct {
    om_decoder *gb18030;
    const om_charset *gb, *utf8;
    om_buf scratch;
    uint16_t pair[0x10000];    /* of each character in GBK; 0: not asked for yet, 1: none */
    segment segment;
} state;

static ocrmend_status init(const ocrmend_options *options, void **out, ocrmend_error *error)
{
    state *s = calloc(1, sizeof *s); /* pages that no text touches take no memory */

    (void)options;
    if (!s)
        return om_fail(error, OCRMEND_NOMEM, 0, "out of memory");
    s->gb = om_charset_named("GB18030");
    s->utf8 = om_charset_at(0);
    *out = s;
    return OCRMEND_OK;
}

static void end(void *state_)
{
    state *s = state_;

    if (!s)
        return;
    om_decoder_free(s->gb18030);
    om_buf_free(&s->scratch);
    free(s);
}

/* --- what a repaired character may be ----------------------------------------------------------------------------- */

typedef struct {
    size_t chars, letters, common; /* letters: Han, kana, Hangul; common: of these, and all kana */
} tally;

/* Count the character at p; false: nothing that East Asian text in UTF-8 would have. */
static bool count_wide(const uint8_t *p, tally *t)
{
    unsigned len;
    uint32_t c = om_utf8_get(p, &len);
    bool han = c >= 0x4E00 && c <= 0x9FFF, kana = c >= 0x3041 && c <= 0x30FF, hangul = c >= 0xAC00 && c <= 0xD7A3;
    bool mark = (c >= 0x3000 && c <= 0x301F) || (c >= 0xFF01 && c <= 0xFF5E) || (c >= 0x2010 && c <= 0x2030) ||
                c == 0xB7 || c == 0xD7 || c == 0xB0 || c == 0x2103 || (c >= 0x2160 && c <= 0x216B) ||
                (c >= 0x2460 && c <= 0x2473) || (c >= 0x25A0 && c <= 0x25CF);

    t->chars++;
    t->letters += han || kana || hangul;
    t->common += kana || (han && om_common_han(p)) || (hangul && om_common_hangul(p));
    return han || kana || hangul || mark;
}

static bool looks_written(const tally *t)
{
    return t->common > 0 && t->common * (t->letters < 3 ? 1 : t->letters < 4 ? 2 : 3) >= t->letters;
}

/* --- UTF-8 read as GBK -------------------------------------------------------------------------------------------- */

/* The two bytes of c in GBK (GB 18030 with its private-use areas), 0: none. */
static unsigned pair_of(state *s, uint32_t c)
{
    uint8_t utf8[4];

    if (c < 0x80 || c > 0xFFFF)
        return 0;
    if (!s->pair[c]) {
        s->scratch.len = 0;
        s->pair[c] = 1;
        if (om_charset_encode(s->gb, utf8, om_utf8_put(utf8, c), &s->scratch) && s->scratch.len == 2)
            s->pair[c] = (uint16_t)(s->scratch.data[0] << 8 | s->scratch.data[1]);
    }
    return s->pair[c] == 1 ? 0 : s->pair[c];
}

typedef struct {
    size_t end;      /* in the source: behind the last character with which a repaired one ends too */
    tally repaired;
    size_t odd;      /* characters at hand that GB 2312 does not have or that are signs: no Chinese word */
} gbk_stretch;

/* Read source[at, to) as GBK that is UTF-8, as far as that goes; the text to *text unless it is NULL. */
static gbk_stretch read_as_gbk(state *s, const uint8_t *p, size_t at, size_t to, om_buf *text)
{
    gbk_stretch sure = {at, {0}, 0}, now = sure;
    uint8_t held[4]; /* of a character not yet complete */
    size_t n = 0, sure_len = text ? text->len : 0;
    bool go_on = true;

    while (go_on && now.end < to) {
        unsigned len, pair, bytes = 2;
        uint32_t c = om_utf8_get(p + now.end, &len);

        pair = pair_of(s, c);
        if (c == 0x20AC && n) { /* as windows-936 reads the byte 80, which begins no pair */
            pair = 0x80;
            bytes = 1;
        }
        if (!pair)
            break;
        now.odd += (pair & 0xFF) < 0xA1 || pair < 0xA100 || (pair >= 0xA400 && pair < 0xB000) || pair >= 0xF800;
        while (bytes-- && go_on) {
            held[n++] = (uint8_t)(pair >> 8 * bytes);
            if (n == 1 && held[0] < 0x80) { /* ASCII that the byte before it drew in */
                go_on = held[0] > ' ';
            } else if (om_utf8_valid(held, n) == n) {
                go_on = count_wide(held, &now.repaired);
            } else {
                go_on = n < 4 && s->utf8->char_len(held, n) == n;
                continue;
            }
            if (text)
                om_buf_add(text, held, n);
            n = 0;
        }
        now.end += len;
        if (go_on && n == 0) {
            sure = now;
            sure_len = text ? text->len : 0;
        }
    }
    if (text)
        text->len = sure_len;
    return sure;
}

/* How many characters of p[at, to) are common Han. */
static size_t common_in(const uint8_t *p, size_t at, size_t to)
{
    size_t n = 0;

    for (; at < to; at += om_utf8_len(p[at]))
        n += om_utf8_len(p[at]) == 3 && om_common_han(p + at);
    return n;
}

/* Whether the stretch, which begins at p[at], was UTF-8. */
static bool was_utf8(const gbk_stretch *g, const uint8_t *p, size_t at)
{
    return g->repaired.chars >= 2 && g->odd > 0 && looks_written(&g->repaired) &&
           g->repaired.common > common_in(p, at, g->end);
}

/* Whether two bytes side by side may be of UTF-8, whatever stands around them. */
static bool may_be_utf8(unsigned pair)
{
    uint8_t first = (uint8_t)(pair >> 8), second = (uint8_t)pair;
    bool continues = (second & 0xC0) == 0x80;

    return first >= 0xC2 ? first <= 0xF4 && continues : first < 0xC0 && (continues || second < 0x80 || second >= 0xC2);
}

/* The stretch around the character at `hit` (not before `floor`) that was UTF-8; empty when there is none. */
static om_range find_gbk(state *s, const uint8_t *p, size_t len, size_t floor, size_t hit)
{
    size_t from = hit;
    unsigned n;

    if (!may_be_utf8(pair_of(s, om_utf8_get(p + hit, &n)))) /* nearly always */
        return (om_range){hit, hit};
    for (int back = 0; back < 3; back++) {
        gbk_stretch g = read_as_gbk(s, p, from, len - from > 150 ? from + 150 : len, NULL);
        if (g.end > hit && was_utf8(&g, p, from))
            goto found;
        if (from == floor || p[from - 1] < 0x80)
            break;
        from = om_utf8_back(p, from);
    }
    return (om_range){hit, hit};
found:
    /* it may begin earlier, with characters that are not so odd */
    for (size_t at = from, i = 0; i < 64 && at > floor && p[at - 1] >= 0x80; i++) {
        at = om_utf8_back(p, at);
        if (read_as_gbk(s, p, at, from, NULL).end == from)
            from = at;
    }
    return (om_range){from, len};
}

/* --- read as Latin-1 or windows-1252 ------------------------------------------------------------------------------ */

/* The byte that c was in windows-1252, or in Latin-1; -1: in neither. */
static int latin_byte(uint32_t c)
{
    static const uint16_t high[32] = {0x20AC, 0, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
                                      0x2039, 0x0152, 0, 0x017D, 0, 0, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013,
                                      0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0, 0x017E, 0x0178};

    if (c < 0x100)
        return (int)c;
    for (int i = 0; i < 32 && c >= 0x0152 && c <= 0x2122; i++)
        if (high[i] == c)
            return 0x80 + i;
    return -1;
}

/* The stretch of a line around `hit` that Latin-1 or windows-1252 can write. */
static void take_segment(segment *g, const uint8_t *p, size_t len, size_t floor, size_t hit)
{
    size_t at = hit;
    unsigned n;

    while (at > floor && hit - at < SEGMENT / 2) {
        size_t before = om_utf8_back(p, at);
        if (p[before] == '\n' || p[before] == '\r' || latin_byte(om_utf8_get(p + before, &n)) < 0)
            break;
        at = before;
    }
    for (g->n = 0; g->n < SEGMENT && at < len && p[at] != '\n' && p[at] != '\r'; at += n) {
        int byte = latin_byte(om_utf8_get(p + at, &n));
        if (byte < 0)
            break;
        g->at[g->n] = (uint32_t)at;
        g->byte[g->n++] = (uint8_t)byte;
    }
    g->at[g->n] = (uint32_t)at;
}

static bool is_lower(uint8_t b)
{
    return b >= 'a' && b <= 'z';
}

/* Whether two characters, the bytes b[i] and b[i + 1], were one Latin letter or sign: only where no writer would put
 * them, as a capital Ã and a sign inside a word. */
static bool was_letter(const uint8_t *b, size_t i, size_t n)
{
    uint8_t before = i ? b[i - 1] : ' ', after = i + 2 < n ? b[i + 2] : ' ', second = b[i + 1];
    bool quote = second == 0x82 || second == 0x84 || second == 0x85 || (second >= 0x91 && second <= 0x97);

    if (b[i] == 0xC2)
        return second >= 0xA0 && !(before >= 'A' && before <= 'Z') && before < 0x80;
    if (b[i] < 0xC3 || b[i] > 0xC5)
        return false;
    return is_lower(before) || (is_lower(after) && !quote && !(before >= 'A' && before <= 'Z'));
}

/* How surely the whole characters of UTF-8 in b[from, to) of n bytes are what somebody wrote: SURE by themselves,
 * LIKELY where such stand in the same line. */
static enum { NO, LIKELY, SURE } was_utf8_in_latin(const uint8_t *b, size_t from, size_t to, size_t n)
{
    tally t = {0};
    size_t two = 0, three = 0, letters = 0, alphabet = 0;
    bool sign = false, alone = (from == 0 || b[from - 1] < 0x80) && (to == n || b[to] < 0x80);

    for (size_t i = from, len; i < to; i += len) {
        len = om_utf8_len(b[i]);
        if (len == 2) {
            letters += was_letter(b, i, n) || (two && letters == two);
            two++;
            alphabet += b[i] >= 0xCE && b[i] <= 0xD1;
        } else {
            three++;
            if (!count_wide(b + i, &t))
                return NO;
            sign |= b[i] == 0xE2 || b[i] == 0xEF || (b[i] == 0xE3 && b[i + 1] == 0x80);
            sign |= len == 3 && om_common_han(b + i) && b[i + 1] >= 0xA0 && b[i + 2] >= 0xA0 && alone;
        }
    }
    if (three)
        return three >= 2 || sign ? SURE : LIKELY;
    return two && (letters == two || (alphabet == two && two >= 3)) ? SURE : NO;
}

static bool was_gbk(state *s, const uint8_t *b, size_t n, size_t least)
{
    om_gbk_look look = om_look_gbk(s->gb18030, b, n);

    return look.whole && look.han >= least && look.rare * 4 <= look.chars &&
           look.common * (look.han < 8 ? 2 : 3) >= look.han;
}

/* --- the stage ---------------------------------------------------------------------------------------------------- */

static void put(om_out *out, om_range r, const om_buf *text, enum om_rule rule)
{
    om_keep_to(out, r.from);
    om_replace(out, r.to - r.from, text->data, text->len, rule, 0);
    out->failed |= text->failed;
}

/* Find the stretches of UTF-8 in the segment. */
static void mark_utf8(segment *g)
{
    bool sure = false;

    memset(g->end, 0, g->n * sizeof *g->end);
    for (size_t i = 0, j; i < g->n; i = j > i ? j : i + 1) {
        unsigned n = 0;
        int was;

        for (j = i; j < g->n && g->byte[j] >= 0xC2; j += n) {
            n = om_utf8_len(g->byte[j]);
            if (n > g->n - j || om_utf8_valid(g->byte + j, n) != n)
                break;
        }
        was = j > i ? was_utf8_in_latin(g->byte, i, j, g->n) : NO;
        sure |= was == SURE;
        if (was != NO)
            g->end[i] = (uint16_t)j;
    }
    if (!sure)
        memset(g->end, 0, g->n * sizeof *g->end);
}

static void put_gbk(state *s, const segment *g, size_t from, size_t to, om_out *out)
{
    om_buf text = {0};

    for (size_t i = from; i < to; i += om_decode(s->gb18030, g->byte + i, to - i).raw_len) {
        om_decoded c = om_decode(s->gb18030, g->byte + i, to - i);
        om_buf_add(&text, c.utf8, c.len);
    }
    put(out, (om_range){g->at[from], g->at[to]}, &text, OM_RULE_GBK_AS_LATIN1);
    om_buf_free(&text);
}

/* Repair g->byte[from, to), which holds no UTF-8: GBK, all of it or single runs; report what was U+FFFD once. */
static void mend_between(state *s, const segment *g, size_t from, size_t to, om_out *out)
{
    bool all = was_gbk(s, g->byte + from, to - from, 2);

    for (size_t i = from, j; i < to; i = j) {
        size_t lost = 0;

        for (j = i; j < to && g->byte[j] >= 0x80; j++)
            if (j - i >= 2 && memcmp(g->byte + j - 2, "\xEF\xBF\xBD", 3) == 0)
                lost = j + 1;
        for (size_t k = i; all && k < to && g->byte[k] >= 0x80; j = k) /* the last may end with a byte of ASCII */
            k += om_decode(s->gb18030, g->byte + k, to - k).raw_len;
        if (j == i)
            j++;
        else if (all || was_gbk(s, g->byte + i, j - i, 3))
            put_gbk(s, g, i, j, out);
        else if (lost)
            om_report(out, g->at[i], g->at[lost] - g->at[i], OM_RULE_MOJIBAKE_LOST);
    }
}

/* Repair what was read as Latin-1 in the line around `hit` (not before `floor`); the offset from which to go on. */
static size_t mend_latin(state *s, const uint8_t *p, size_t len, size_t floor, size_t hit, om_out *out)
{
    segment *g = &s->segment;
    size_t from = 0;

    take_segment(g, p, len, floor, hit);
    if (was_gbk(s, g->byte, g->n, 4)) /* GBK may hold what looks like a character of UTF-8, hardly the reverse */
        memset(g->end, 0, sizeof g->end);
    else
        mark_utf8(g);
    for (size_t i = 0; i < g->n; i++) {
        om_buf text = {0};
        size_t to = g->end[i];

        if (!to)
            continue;
        mend_between(s, g, from, i, out);
        om_buf_add(&text, g->byte + i, to - i);
        put(out, (om_range){g->at[i], g->at[to]}, &text, OM_RULE_UTF8_AS_LATIN1);
        om_buf_free(&text);
        from = to;
        i = to - 1;
    }
    mend_between(s, g, from, g->n, out);
    return g->at[g->n];
}

/* Length of the run at p + at of characters (of n bytes each) that are in `set`. */
static size_t run_of(const uint8_t *p, size_t len, size_t at, const char *set, unsigned n)
{
    size_t from = at;

    for (;;) {
        const char *c = set;
        while (*c && (len - at < n || memcmp(p + at, c, n) != 0))
            c += n;
        if (!*c)
            return at - from;
        at += n;
    }
}

static bool is_private(uint32_t c)
{
    return (c >= 0xE000 && c <= 0xF8FF) || c >= 0xF0000;
}

/* Report what stands at `hit` when it is beyond repair: its length, 0 when there is nothing to report. */
static size_t report(const uint8_t *p, size_t len, size_t hit, om_out *out)
{
    size_t n = run_of(p, len, hit, "锟斤拷", 3);
    enum om_rule rule = OM_RULE_MOJIBAKE_LOST;
    unsigned one;

    if (n < 9)
        n = run_of(p, len, hit, "烫", 3);
    if (n < 9)
        n = 0;
    if (n == 0) {
        rule = OM_RULE_REPLACEMENT_CHARACTER;
        n = run_of(p, len, hit, "\xEF\xBF\xBD", 3);
    }
    if (n == 0) {
        rule = OM_RULE_PRIVATE_USE;
        while (hit + n < len && is_private(om_utf8_get(p + hit + n, &one)))
            n += one;
    }
    if (n)
        om_report(out, hit, n, rule);
    return n;
}

static void mend(state *s, const uint8_t *p, size_t len, om_out *out)
{
    size_t seen = 0; /* looked at as Latin-1 up to here */

    for (size_t hit = om_scan_odd(p, len, 0), next; hit < len; hit = om_scan_odd(p, len, next)) {
        om_range r = {hit, hit};

        next = hit + om_utf8_len(p[hit]);
        if (p[hit] == 0xC3) {
            next = seen = mend_latin(s, p, len, seen > out->next ? seen : out->next, hit, out);
            continue;
        }
        if (run_of(p, len, hit, "锟斤拷", 3) < 9)
            r = find_gbk(s, p, len, out->next, hit);
        if (r.to > r.from) {
            om_buf text = {0};
            next = r.to = read_as_gbk(s, p, r.from, r.to, &text).end;
            put(out, r, &text, OM_RULE_UTF8_AS_GBK);
            om_buf_free(&text);
        } else {
            size_t n = report(p, len, hit, out);
            next = n ? hit + n : next;
        }
    }
}

static ocrmend_status run(void *state_, const om_block *block, om_out *out, ocrmend_error *error)
{
    state *s = state_;

    if (om_scan_odd(block->data, block->len, 0) == block->len)
        return OCRMEND_OK;
    if (!s->gb18030 && !(s->gb18030 = om_decoder_new(s->gb, error)))
        return error->status;
    mend(s, block->data, block->len, out);
    for (int pass = 1; pass < PASSES && out->edits.n && om_out_end(out); pass++) {
        om_out again = {0};
        size_t len;
        const uint8_t *text = om_out_text(out, &len);
        bool settled;

        om_out_begin(&again, text, len);
        mend(s, text, len, &again);
        settled = again.edits.n == 0 && om_out_end(&again);
        if (!settled)
            om_compose(out, &again);
        om_out_free(&again);
        if (settled)
            break;
    }
    return OCRMEND_OK;
}

const om_stage om_stage_mojibake = {"mojibake", "decode", false, init, run, end};
