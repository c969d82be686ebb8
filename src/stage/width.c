/* width.c - widths, marks and spaces as a Chinese newspaper sets them, and characters in the coat of another.
 *
 * A bitmap says where something may have to be done; at each such place one rule decides by what stands around it
 * (width/context.c).  Line ends, page ends and the indents of lines are evidence for stage join and pass untouched.
 */
#include "stage/width/width.h"

#include <stdlib.h>

#include "text/bitmap.h"
#include "text/fold.h"
#include "text/utf8.h"

typedef struct {
    om_width w;
    size_t words;           /* room in w.bits */
} state;

static ocrmend_status init(const ocrmend_options *options, void **out, ocrmend_error *error)
{
    state *s = calloc(1, sizeof *s);

    if (!s)
        return om_fail(error, OCRMEND_NOMEM, 0, "out of memory");
    s->w.brackets = om_brackets_new();
    if (!s->w.brackets) {
        free(s);
        return om_fail(error, OCRMEND_NOMEM, 0, "out of memory");
    }
    s->w.width = options->width;
    s->w.spacing = options->spacing;
    s->w.before = OM_LINE_END;
    s->w.at_line_start = true;
    *out = s;
    return OCRMEND_OK;
}

static void end(void *state_)
{
    state *s = state_;

    if (s) {
        om_brackets_free(s->w.brackets);
        free(s->w.bits);
    }
    free(s);
}

static void change(om_out *out, om_change c)
{
    if (c.n)
        om_replace(out, c.n, c.to, strlen(c.to), c.rule, 0);
}

static void mark(om_width *w, om_out *out)
{
    size_t at = out->next;
    om_change c = om_width_mark(w, at);

    change(out, c);
    if (w->p[at] != '"')
        return;
    if (at == w->quote_close)
        w->quote_close = SIZE_MAX;
    else if (c.partner != SIZE_MAX && w->p[c.partner] == '"')
        w->quote_close = c.partner, w->quote_wide = c.n != 0;
    else if (c.n == 0 && c.partner == SIZE_MAX && w->width == OCRMEND_WIDTH_NEWS)
        om_report(out, at, 1, OM_RULE_QUOTE_UNPAIRED);
    w->quote_seen = at + 1;
}

/* --- one space between Han and Latin ------------------------------------------------------------------------------ */

static enum om_script script_at(const om_width *w, size_t at)
{
    unsigned n;

    return at < w->len ? om_script(om_utf8_get(w->p + at, &n)) : OM_LINE_END;
}

static bool is_word(enum om_script s)
{
    return s == OM_LATIN || s == OM_DIGIT;
}

/* Put a space before p[out->next] where Han and a word meet there. */
static void divide(const om_width *w, om_out *out)
{
    size_t at = out->next;
    enum om_script l, r;

    if (w->spacing != OCRMEND_SPACING_PANGU || at == 0 || at == w->len)
        return;
    l = script_at(w, om_utf8_back(w->p, at));
    r = script_at(w, at);
    if ((om_is_wide_letter(l) && is_word(r)) || (is_word(l) && om_is_wide_letter(r)))
        om_replace(out, 0, " ", 1, OM_RULE_SPACE_PANGU, 0);
}

/* ASCII letters and digits, of which only the edges are of interest. */
static void word(const om_width *w, om_out *out)
{
    divide(w, out);
    om_keep(out, 1);
    divide(w, out);
}

/* --- full-width and half-width forms ------------------------------------------------------------------------------ */

/* ０-９ Ａ-Ｚ ａ-ｚ: the ASCII character, 0 for anything else. */
static uint8_t ascii_of(const om_width *w, size_t at)
{
    uint32_t c;
    unsigned n;

    if (at >= w->len || w->p[at] != 0xEF)
        return 0;
    c = om_utf8_get(w->p + at, &n);
    return c >= 0xFF10 && c <= 0xFF5A && is_word(om_script(c)) ? (uint8_t)(c - 0xFEE0) : 0;
}

/* A run of full-width letters and digits, and the marks within. */
static void fullwidth(const om_width *w, om_out *out)
{
    size_t from = out->next;

    if (w->width == OCRMEND_WIDTH_KEEP)
        return;
    if (ascii_of(w, from))
        divide(w, out);
    for (;;) {
        uint8_t c = ascii_of(w, out->next);
        if (c) {
            om_replace_units(out, 3, 3, &c, 1, 1, OM_RULE_FULLWIDTH_ALNUM);
        } else {
            om_change m = {0};
            if (out->next + 3 <= w->len && w->p[out->next] == 0xEF)
                m = om_width_fullwidth_mark(w, out->next);
            if (m.n == 0)
                break;
            change(out, m);
        }
    }
    if (out->next == from)
        change(out, om_width_mark(w, from));
    else
        divide(w, out);
}

static enum om_rule fold_rule(uint32_t c)
{
    if (c < 0x2F00)
        return OM_RULE_CJK_RADICAL;
    if (c < 0x2FE0)
        return OM_RULE_KANGXI_RADICAL;
    if (c >= 0xFB00 && c <= 0xFB06)
        return OM_RULE_LIGATURE;
    if (c >= 0xFFA0 && c <= 0xFFDC)
        return OM_RULE_HALFWIDTH_HANGUL;
    if (c >= 0xFF61 && c <= 0xFF9F)
        return OM_RULE_HALFWIDTH_KANA;
    return OM_RULE_COMPATIBILITY_IDEOGRAPH;
}

static void fold(const om_width *w, om_out *out, uint32_t c, unsigned n)
{
    const om_fold *f = om_fold_of(c);
    enum om_rule rule = fold_rule(c);

    if (!f || (w->width == OCRMEND_WIDTH_KEEP && c >= 0xFF61 && c <= 0xFFDC))
        return;
    if (rule == OM_RULE_HALFWIDTH_KANA && om_width_has(w, out->next + n, "\xEF\xBE", 2) && out->next + n + 2 < w->len) {
        unsigned m;
        uint32_t kana = om_utf8_get((const uint8_t *)f->to, &m);
        uint32_t voiced = om_fold_voiced(kana, om_utf8_get(w->p + out->next + n, &m));
        if (voiced) {
            uint8_t to[4];
            om_replace(out, n + m, to, om_utf8_put(to, voiced), rule, 0);
            return;
        }
    }
    if (rule == OM_RULE_LIGATURE)
        divide(w, out);
    om_replace(out, n, f->to, f->len, rule, 0);
    if (rule == OM_RULE_LIGATURE)
        divide(w, out);
}

/* Whether p[at] is one of U+2E80-2FFF: CJK and Kangxi radicals. */
static bool is_radical(const om_width *w, size_t at)
{
    return w->p[at] == 0xE2 && w->p[at + 1] >= 0xBA;
}

/* Radicals, of which some extractors make a tenth of a text, from the place at p[at] on: the first place that is something
 * else. */
static size_t radicals(const om_width *w, om_out *out, size_t at)
{
    om_cuts cuts = om_cuts_begin(out);

    for (; at < w->len && is_radical(w, at); at = om_bitmap_next(w->bits, w->len, at + 3)) {
        uint32_t c = om_width_char(w, at);
        const om_fold *f = om_fold_of(c);
        enum om_rule rule = fold_rule(c);

        if (f && !om_cuts_put(&cuts, at, 3, f->to, f->len, rule, om_rule_confidence[rule]))
            break;
    }
    om_cuts_end(&cuts, out);
    return at;
}

static void beyond_ascii(om_width *w, om_out *out)
{
    unsigned n;
    uint32_t c = om_utf8_get(w->p + out->next, &n);
    enum om_script s = om_script(c);

    if (s == OM_SPACE || s == OM_CONTROL)
        om_width_spaces(w, out);
    else if (c >= 0xFF01 && c <= 0xFF5E)
        fullwidth(w, out);
    else if (c >= 0x2E80 && (c < 0x2FE0 || c >= 0xF900))
        fold(w, out, c, n);
    else
        mark(w, out);
}

/* --- the walk ----------------------------------------------------------------------------------------------------- */

static bool map(state *s)
{
    size_t words = OM_BITMAP_WORDS(s->w.len);

    if (words > s->words) {
        uint64_t *bits = realloc(s->w.bits, 2 * words * sizeof *bits);
        if (!bits)
            return false;
        s->w.bits = bits;
        s->words = words;
    }
    om_bitmap_width(s->w.p, s->w.len, s->w.spacing == OCRMEND_SPACING_PANGU, s->w.bits);
    return true;
}

/* Brackets that are closed by another kind are no places of interest by themselves: make them so. */
static void map_openers(state *s)
{
    const om_width *w = &s->w;
    const uint8_t *close = w->p, *end = w->p + w->len;

    for (; (close = memchr(close, ')', (size_t)(end - close))); close++) {
        size_t at = (size_t)(close - w->p), open;

        if (!(w->bits[at / 64] >> at % 64 & 1))
            continue;
        open = om_bracket_opener(w->brackets, at);
        if (open != SIZE_MAX)
            w->bits[open / 64] |= UINT64_C(1) << open % 64;
    }
}

static void finish_block(om_width *w)
{
    om_neighbour last = om_neighbour_before(w->p, w->len);

    if (last.script != OM_LINE_END)
        w->before = last.script;
    if (w->len)
        w->at_line_start = w->p[w->len - 1] == '\n' || w->p[w->len - 1] == '\f';
}

/* Something may have to be done at p[out->next]. */
static void place(om_width *w, om_out *out)
{
    uint8_t c = w->p[out->next];
    size_t n;

    if (c >= 0x80)
        beyond_ascii(w, out);
    else if (om_width_may_be_rule(w, out->next) && (n = om_width_rule_after(w, out->next)) != 0)
        om_delete(out, n, OM_RULE_COLUMN_RULE);
    else if (om_script(c) == OM_SPACE || om_script(c) == OM_CONTROL)
        om_width_spaces(w, out);
    else if (om_script(c) == OM_MARK)
        mark(w, out);
    else if (om_script(c) != OM_LINE_END)
        word(w, out);
}

static ocrmend_status run(void *state_, const om_block *block, om_out *out, ocrmend_error *error)
{
    state *s = state_;
    om_width *w = &s->w;

    w->p = block->data;
    w->len = block->len;
    om_brackets_block(w->brackets, w->p, w->len);
    w->quote_close = SIZE_MAX;
    w->quote_seen = w->line_to = 0;
    if (!map(s))
        return om_fail(error, OCRMEND_NOMEM, block->raw_at, "out of memory");
    if (w->width == OCRMEND_WIDTH_NEWS)
        map_openers(s);
    for (size_t at = om_bitmap_next(s->w.bits, w->len, 0); at < w->len;) {
        if (is_radical(w, at) && (at = radicals(w, out, at)) == w->len)
            break;
        om_keep_to(out, at);
        if (at ? w->p[at - 1] == '\n' : w->at_line_start)
            om_width_speck(w, out);
        if (out->next == at)
            place(w, out);
        at = om_bitmap_next(s->w.bits, w->len, out->next > at ? out->next : at + 1);
    }
    finish_block(w);
    return OCRMEND_OK;
}

const om_stage om_stage_width = {"width", "width", false, init, run, end};
