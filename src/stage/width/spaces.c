/* spaces.c - which spaces go, which stay, and what the odd kinds of space and control become. */
#include "stage/width/width.h"
#include "text/bitmap.h"
#include "text/utf8.h"

enum plan { KEEP, DROP, ONE };

static uint32_t char_at(const om_width *w, size_t at)
{
    unsigned n;

    return om_utf8_get(w->p + at, &n);
}

static bool is_gap(enum om_script s)
{
    return s == OM_SPACE || s == OM_CONTROL;
}

/* Bytes of the blank that p[at] begins with, 0 when it is none; its width in half em is added to *width. */
static size_t blank_at(const om_width *w, size_t at, unsigned *width)
{
    if (w->p[at] == ' ')
        return *width += 1, 1;
    if (w->p[at] == '\t')
        return *width += 2, 1;
    if (w->p[at] == 0xE3 && w->p[at + 1] == 0x80 && w->p[at + 2] == 0x80)
        return *width += 2, 3;
    return 0;
}

/* Whether the line has two or more wide gaps from p[at] on, its first space: a table, whose columns stay aligned. */
static bool is_table(om_width *w, size_t at)
{
    const uint8_t *end;
    unsigned gaps = 0;

    if (at < w->line_to)
        return w->table;
    end = memchr(w->p + at, '\n', w->len - at);
    w->line_to = end ? (size_t)(end - w->p) : w->len;
    while (at < w->line_to && gaps < 2) {
        unsigned width = 0;

        for (size_t n; at < w->line_to && (n = blank_at(w, at, &width)); at += n)
            ;
        gaps += width >= 2 && at < w->line_to;
        at = om_bitmap_next(w->bits, w->line_to, at + 1);
    }
    w->table = gaps >= 2;
    return w->table;
}

/* An ideographic space between two Latin words is their space. */
static bool is_between_words(const om_width *w, size_t from, size_t to)
{
    return from > 0 && to < w->len && om_script(char_at(w, om_utf8_back(w->p, from))) == OM_LATIN &&
           om_script(char_at(w, to)) == OM_LATIN;
}

/* What stands next to a run of spaces, as far as spacing cares. */
enum beside { WIDE, WIDE_MARK, DIGITS, WORD, SIGN, PERCENT, ELSE, NOTHING };

static bool is_unit_sign(uint32_t c)
{
    return (c >= 0x2100 && c < 0x2190) || (c >= 0x3300 && c < 0x3400); /* ℃ № Ⅴ; ㎡ ㎏ */
}

static enum beside beside_of(const om_width *w, size_t at, bool left)
{
    uint32_t c;

    if (om_width_is_han(w, at)) /* most of all */
        return WIDE;
    c = char_at(w, at);
    switch (om_script(c)) {
    case OM_HAN:
    case OM_KANA:
        return WIDE;
    case OM_MARK_CJK:
        return WIDE_MARK;
    case OM_DIGIT:
        return DIGITS;
    case OM_LATIN:
        return WORD;
    case OM_MARK_BOTH: {
        enum om_side in = left ? om_width_left(w, at) : om_width_right(w, at), out;
        out = left ? om_width_right(w, at + om_utf8_len(w->p[at])) : om_width_left(w, at);
        if (in == OM_SIDE_WORD)
            return WORD;
        if (in != OM_SIDE_WIDE && out != OM_SIDE_WIDE)
            in = om_width_far_left(w, at);
        return in == OM_SIDE_WIDE || out == OM_SIDE_WIDE ? WIDE_MARK : ELSE;
    }
    case OM_MARK:
        return c == '%' ? PERCENT : ELSE;
    case OM_OTHER:
        return is_unit_sign(c) ? SIGN : ELSE;
    case OM_LINE_END:
        return NOTHING;
    default:
        return ELSE;
    }
}

/* Whether a half-width pause behind a full-width one ends at p[to]: stage correct takes it out, and the full-width one
 * is what stands there. */
static bool is_pause_too_many(const om_width *w, size_t to)
{
    if (to < 4 || !memchr(",.:;", w->p[to - 1], 4))
        return false;
    for (const char *wide = "，。、；："; *wide; wide += 3)
        if (om_width_has(w, to - 4, wide, 3))
            return true;
    return false;
}

/* A mark that a rule just made wide ends here. */
static bool was_widened(const om_out *out)
{
    const om_edit *e = out->edits.n ? &out->edits.at[out->edits.n - 1] : NULL;

    return e && e->src + e->src_len == out->next && e->dst_len >= 3 && e->rule >= OM_RULE_MARK_WIDTH &&
           e->rule <= OM_RULE_ELLIPSIS;
}

/* Whether Han stands before (left) or from p[at] on, with nothing between but a few digits and spaces. */
static bool is_han_beyond_digits(const om_width *w, size_t at, bool left)
{
    enum { FEW = 24 };

    for (int n = 0; n < FEW && (left ? at > 0 : at < w->len); n++) {
        uint8_t c = w->p[left ? at - 1 : at];

        if (left ? om_width_is_han_before(w, at) : om_width_is_han(w, at))
            return true;
        if (c != ' ' && (uint8_t)(c - '0') >= 10)
            return false;
        at = left ? at - 1 : at + 1;
    }
    return false;
}

/* A few Han inside Latin text: their spaces are the Latin text's. */
static bool is_latin_text(const om_width *w, size_t from, size_t to, bool wide_left)
{
    enum { FEW = 8 };
    size_t at = wide_left ? from : to;
    int n = 0;

    if (is_han_beyond_digits(w, wide_left ? to : from, !wide_left)) /* 共_14_个, most of all */
        return false;
    for (; wide_left && n < FEW && om_width_is_han_before(w, at); n++)
        at -= 3;
    for (; !wide_left && n < FEW && at < w->len && om_width_is_han(w, at); n++)
        at += 3;
    for (; n < FEW; n++) {
        size_t next;

        if (wide_left ? at == 0 : at >= w->len)
            return false;
        next = wide_left ? om_width_back(w, at) : at + om_utf8_len(w->p[at]);
        if (!om_is_wide_letter(om_script(char_at(w, wide_left ? next : at))))
            break;
        at = next;
    }
    if (wide_left)
        return om_width_left(w, at) == OM_SIDE_WORD && om_width_far_left(w, at) != OM_SIDE_WIDE &&
               om_width_far_right(w, to) == OM_SIDE_WORD;
    return om_width_right(w, at) == OM_SIDE_WORD && om_width_far_right(w, at) != OM_SIDE_WIDE &&
           om_width_far_left(w, from) == OM_SIDE_WORD;
}

/* Quotation marks, beside which a clause may end or begin. */
static bool is_closing(const om_width *w, size_t at)
{
    uint32_t c = at >= 3 ? char_at(w, at - 3) : 0;

    return c == 0x201D || c == 0x300B || c == 0x300D || c == 0x300F; /* ” 》 」 』 */
}

static bool is_opening(const om_width *w, size_t at)
{
    uint32_t c = char_at(w, at);

    return c == 0x201C || c == 0x300A || c == 0x300C || c == 0x300E; /* “ 《 「 『 */
}

static bool is_dash(uint32_t c)
{
    return c == '-' || (c >= 0x2010 && c <= 0x2015) || c == 0xB7 || c == 0x2500 || c == 0xFF0D;
}

/* Whether the line around p[at] is a page number between dashes: — 3 — */
static bool is_page_number(const om_width *w, size_t at)
{
    enum { LONGEST = 40 }; /* bytes */
    unsigned dashes = 0;
    size_t from = at;

    while (at - from < LONGEST && !om_width_is_line_start(w, from) && from > 0)
        from = om_utf8_back(w->p, from);
    for (at = from; at - from < LONGEST; at += om_utf8_len(w->p[at])) {
        uint32_t c = at < w->len ? char_at(w, at) : '\n';
        if (om_script(c) == OM_LINE_END)
            return dashes >= 2;
        if (om_script(c) != OM_DIGIT && om_script(c) != OM_SPACE && !is_dash(c))
            return false;
        dashes += is_dash(c);
    }
    return false;
}

static bool is_line_start(const om_width *w, size_t at)
{
    uint32_t c;

    if (at == 0)
        return w->at_line_start;
    c = char_at(w, om_utf8_back(w->p, at));
    return om_script(c) == OM_LINE_END;
}

/* Whether a half-width mark stands between the space before p[to] and Chinese or figures, not as the sign of a list. */
static bool is_beside_mark(const om_width *w, size_t from, enum beside l, enum beside r)
{
    if (l == ELSE)
        return (r == WIDE || r == DIGITS) && !is_line_start(w, om_utf8_back(w->p, from)) &&
               om_width_far_left(w, from) == OM_SIDE_WIDE;
    return r == ELSE && (l == WIDE || (l == DIGITS && om_width_far_left(w, from) == OM_SIDE_WIDE));
}

/* 公司_+_农户: a plus between Han, before or behind the space p[from, to). */
static bool is_beside_plus(const om_width *w, size_t from, size_t to, bool behind)
{
    size_t left = behind ? from - 1 : from, right = behind ? to : to + 1;

    if (w->p[behind ? left : to] != '+')
        return false;
    while (left > 0 && w->p[left - 1] == ' ')
        left--;
    while (right < w->len && w->p[right] == ' ')
        right++;
    return om_width_is_han_before(w, left) && right < w->len && om_width_is_han(w, right);
}

/* A pause at p[at], which no space stands before whatever is written before that. */
static bool is_wide_pause(const om_width *w, size_t at)
{
    uint32_t c = at < w->len ? char_at(w, at) : 0;

    return c == 0xFF0C || c == 0x3001 || c == 0x3002 || c == 0xFF1B || c == 0xFF1A; /* ， 、 。 ； ： */
}

static enum plan plan_of(om_width *w, size_t from, size_t to, bool widened, enum om_rule *rule)
{
    enum beside l = widened ? WIDE_MARK
                    : om_width_is_han_before(w, from) ? WIDE : beside_of(w, om_utf8_back(w->p, from), true);
    enum beside r = to < w->len ? beside_of(w, to, false) : NOTHING;
    bool narrow_l = l == DIGITS || l == WORD, narrow_r = r == DIGITS || r == WORD;

    if (w->spacing == OCRMEND_SPACING_KEEP || r == NOTHING || l == NOTHING || is_table(w, from))
        return KEEP;
    if (r == ELSE && om_width_mark(w, to).n)
        r = WIDE_MARK;
    if (l == ELSE && is_pause_too_many(w, from))
        l = WIDE_MARK;
    *rule = OM_RULE_SPACE_HAN;
    if (l == WIDE_MARK || r == WIDE_MARK) {
        enum beside other = l == WIDE_MARK ? r : l;
        *rule = OM_RULE_SPACE_MARK;
        if (other == ELSE || (other == DIGITS && is_page_number(w, from)))
            return KEEP;
        if (other == WORD && !is_wide_pause(w, to) &&
            (l == WIDE_MARK ? om_width_far_right(w, to) : om_width_far_left(w, from)) == OM_SIDE_WORD)
            return KEEP;
        return (is_closing(w, from) || is_opening(w, to)) && om_width_space_divides(w, from, to) ? KEEP : DROP;
    }
    if (l == WIDE && r == WIDE)
        return om_width_space_divides(w, from, to) ? KEEP : DROP;
    if ((l == WIDE && narrow_r) || (r == WIDE && narrow_l)) {
        *rule = OM_RULE_SPACE_LATIN;
        if (is_latin_text(w, from, to, l == WIDE) || om_width_space_divides(w, from, to))
            return KEEP;
        return w->spacing == OCRMEND_SPACING_PANGU ? ONE : DROP;
    }
    if ((l == WIDE && r == SIGN) || (r == WIDE && (l == SIGN || l == PERCENT)) || (l == DIGITS && r == SIGN)) {
        *rule = OM_RULE_SPACE_LATIN;
        return om_width_space_divides(w, from, to) || w->spacing == OCRMEND_SPACING_PANGU ? KEEP : DROP;
    }
    if (l == DIGITS && r == PERCENT && om_width_far_left(w, from) == OM_SIDE_WIDE) {
        *rule = OM_RULE_SPACE_LATIN;
        return DROP;
    }
    *rule = OM_RULE_SPACE_MARK;
    if ((l == WIDE && r == ELSE && is_beside_plus(w, from, to, false)) ||
        (l == ELSE && r == WIDE && is_beside_plus(w, from, to, true)))
        return DROP;
    return is_beside_mark(w, from, l, r) && om_width_is_word_spaced(w, from, to) ? DROP : KEEP;
}

static enum om_rule control_rule(uint32_t c)
{
    if ((c >= 0x200E && c <= 0x200F) || c == 0x061C || (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069))
        return OM_RULE_BIDI_CONTROL;
    return c < 0xA0 || c >= 0xFFF9 ? OM_RULE_CONTROL : OM_RULE_ZERO_WIDTH;
}

/* Joiners are spelling in the scripts that have them and hold emoji together. */
static bool is_spelling(const om_width *w, size_t at, uint32_t c)
{
    enum om_script before;

    if ((c != 0x200C && c != 0x200D) || at == 0)
        return false;
    at = om_utf8_back(w->p, at);
    before = om_script(char_at(w, at));
    return before == OM_OTHER || (before == OM_LATIN && w->p[at] >= 0xC2);
}

/* Whether p[at] is a single space of ASCII inside a line, between Han or characters of ASCII, as most are. */
static bool is_single(const om_width *w, size_t at)
{
    if (w->p[at] != ' ' || at == 0 || at + 1 >= w->len)
        return false;
    return ((uint8_t)(w->p[at + 1] - '!') <= '~' - '!' || om_width_is_han(w, at + 1)) &&
           ((uint8_t)(w->p[at - 1] - '!') <= '~' - '!' || om_width_is_han_before(w, at));
}

void om_width_spaces(om_width *w, om_out *out)
{
    size_t from = out->next, to = from;
    bool spaces = false, one = false, words;
    enum plan plan = KEEP;
    enum om_rule rule = OM_RULE_SPACE_HAN;

    if (is_single(w, from)) {
        if (plan_of(w, from, from + 1, was_widened(out), &rule) == DROP)
            om_delete(out, 1, rule);
        else
            om_keep(out, 1);
        return;
    }
    for (; to < w->len && is_gap(om_script(char_at(w, to))); to += om_utf8_len(w->p[to]))
        spaces |= om_script(char_at(w, to)) == OM_SPACE;
    if (spaces && from > 0 && !is_line_start(w, from))
        plan = plan_of(w, from, to, was_widened(out), &rule);
    words = plan == ONE || (to - from == 3 && is_between_words(w, from, to));
    while (out->next < to) {
        size_t at = out->next;
        unsigned n = om_utf8_len(w->p[at]);
        uint32_t c = char_at(w, at);

        if (om_script(c) == OM_CONTROL) {
            if (is_spelling(w, at, c))
                om_keep(out, n);
            else
                om_delete(out, n, control_rule(c));
        } else if (plan == DROP || (plan == ONE && one)) {
            om_delete(out, n, rule);
        } else {
            if (c == ' ' || c == '\t' || (c == 0x3000 && !words) || w->spacing == OCRMEND_SPACING_KEEP)
                om_keep(out, n);
            else
                om_replace(out, n, " ", 1, OM_RULE_UNICODE_SPACE, 0);
            one = true;
        }
    }
}
