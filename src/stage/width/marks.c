/* marks.c - which width a mark has, and marks that come in pairs or runs. */
#include "stage/width/width.h"
#include "text/utf8.h"

/* How far the other quote of a pair may be, in bytes. */
enum { QUOTE_REACH = 900, SINGLE_REACH = 120 };

static const om_change stays = {0, "", 0, SIZE_MAX};

static om_change becomes(size_t n, const char *to, enum om_rule rule)
{
    return (om_change){n, to, rule, SIZE_MAX};
}

static enum om_script script_at(const om_width *w, size_t at)
{
    unsigned n;

    return at < w->len ? om_script(om_utf8_get(w->p + at, &n)) : OM_LINE_END;
}

static enum om_script script_before(const om_width *w, size_t at)
{
    return at ? script_at(w, om_utf8_back(w->p, at)) : OM_LINE_END;
}

static bool has_wide_letter(const om_width *w, size_t from, size_t to)
{
    while (from < to) {
        if (om_is_wide_letter(script_at(w, from)))
            return true;
        from += om_utf8_len(w->p[from]);
    }
    return false;
}

/* --- brackets ----------------------------------------------------------------------------------------------------- */

/* 《春江(上)》 with one of the round ones lost: whether the angle that seems to go with the round one at p[close] has its
 * own partner right after it. */
static bool closes_angle(const om_width *w, size_t close)
{
    size_t next = close + om_utf8_len(w->p[close]);

    return next < w->len && om_bracket_at(w->p + next) == OM_ANGLE_CLOSE;
}

static bool pair_is_wide(const om_width *w, size_t open, size_t close)
{
    size_t in = open + om_utf8_len(w->p[open]), end = close + om_utf8_len(w->p[close]);
    enum om_side l, r;

    if (w->p[open] != '(' || w->p[close] != ')' || om_width_in_wide_text(w, open, end))
        return true;
    if (!has_wide_letter(w, in, close))
        return false;
    l = om_width_left(w, open);
    r = om_width_right(w, end);
    if (l == OM_SIDE_EDGE && r == OM_SIDE_EDGE)
        return true;
    return om_width_far_left(w, open) != OM_SIDE_WORD && om_width_far_right(w, end) != OM_SIDE_WORD;
}

static om_change bracket(const om_width *w, size_t at)
{
    bool opens = w->p[at] != ')';
    size_t other = opens ? om_bracket_closer(w->brackets, at) : om_bracket_opener(w->brackets, at);
    size_t n = om_utf8_len(w->p[at]);
    size_t open = opens ? at : other, close = opens ? other : at;
    const char *to = opens ? "（" : "）";

    if (other == SIZE_MAX) {
        bool both = n == 1 && !om_bracket_after_ascii(w->brackets, at) && om_width_left(w, at) == OM_SIDE_WIDE &&
                    om_width_right(w, at + 1) == OM_SIDE_WIDE;
        return both ? becomes(1, to, OM_RULE_BRACKET_WIDTH) : stays;
    }
    if (om_bracket_at(w->p + open) == OM_ANGLE_OPEN)
        return has_wide_letter(w, open + 3, close) && !closes_angle(w, close) ? becomes(n, to, OM_RULE_BRACKET_PAIR) : stays;
    if (n == 1 && pair_is_wide(w, open, close))
        return becomes(n, to, w->p[other] == '(' || w->p[other] == ')' ? OM_RULE_BRACKET_WIDTH : OM_RULE_BRACKET_PAIR);
    return stays;
}

/* --- quotes ------------------------------------------------------------------------------------------------------- */

/* “ or ” at p[at], 0 for anything else. */
static uint8_t quote_at(const om_width *w, size_t at)
{
    if (w->p[at] != 0xE2 || w->p[at + 1] != 0x80)
        return 0;
    return w->p[at + 2] == 0x9C || w->p[at + 2] == 0x9D ? w->p[at + 2] : 0;
}

enum { OPENING = 0x9C, CLOSING = 0x9D };

/* The curly quote nearest before p[at], as far as no straight one was dealt with since. */
static uint8_t quote_before(const om_width *w, size_t at)
{
    size_t stop = at > QUOTE_REACH ? at - QUOTE_REACH : 0;

    if (stop < w->quote_seen)
        stop = w->quote_seen;
    stop = stop > 2 ? stop - 2 : 0; /* also one that reaches beyond it */
    while (at-- > stop)
        if (quote_at(w, at))
            return quote_at(w, at);
    return 0;
}

/* The straight or closing quote that the straight quote at p[at] opens for; SIZE_MAX: none. */
static size_t quote_partner(const om_width *w, size_t at)
{
    size_t stop = w->len - at > QUOTE_REACH ? at + QUOTE_REACH : w->len;

    for (size_t to = at + 1; to < stop; to++) {
        if (w->p[to] == '"' || quote_at(w, to) == CLOSING)
            return to;
        if (quote_at(w, to) == OPENING)
            break;
    }
    return SIZE_MAX;
}

static om_change straight_quote(const om_width *w, size_t at)
{
    om_change open = becomes(1, "“", OM_RULE_QUOTE_PAIR), close = becomes(1, "”", OM_RULE_QUOTE_PAIR);
    size_t other;

    if (at == w->quote_close)
        return w->quote_wide ? close : stays;
    if (quote_before(w, at) == OPENING)
        return om_width_left(w, at) == OM_SIDE_WIDE || om_width_right(w, at + 1) == OM_SIDE_WIDE ? close : stays;
    other = quote_partner(w, at);
    if (other == SIZE_MAX || script_at(w, at + 1) == OM_MARK_CJK || script_at(w, at + 1) == OM_SPACE ||
        script_before(w, other) == OM_SPACE)
        return stays;
    open.partner = other;
    if (w->p[other] != '"' || om_width_in_wide_text(w, at, other + 1) ||
        (has_wide_letter(w, at, other) && om_width_far_left(w, at) != OM_SIDE_WORD &&
         om_width_far_right(w, other + 1) != OM_SIDE_WORD))
        return open;
    open.n = 0;
    return open;
}

/* 'Han': a pair within a line's length, Han right inside it on both sides. */
static om_change single_quote(const om_width *w, size_t at)
{
    size_t stop = w->len - at > SINGLE_REACH ? at + SINGLE_REACH : w->len;

    if (om_is_wide_letter(script_at(w, at + 1)) && script_before(w, at) != OM_LATIN)
        for (size_t to = at + 1; to < stop && w->p[to] != '\n'; to += om_utf8_len(w->p[to]))
            if (w->p[to] == '\'')
                return om_is_wide_letter(script_before(w, to)) && om_width_in_wide_text(w, at, to + 1)
                           ? becomes(1, "‘", OM_RULE_QUOTE_PAIR)
                           : stays;
    if (om_is_wide_letter(script_before(w, at)) && script_at(w, at + 1) != OM_LATIN) {
        stop = at > SINGLE_REACH ? at - SINGLE_REACH : 0;
        for (size_t to = at; to > stop && w->p[to] != '\n';) {
            to = om_utf8_back(w->p, to);
            if (w->p[to] == '\'')
                return om_is_wide_letter(script_at(w, to + 1)) && om_width_in_wide_text(w, to, at + 1)
                           ? becomes(1, "’", OM_RULE_QUOTE_PAIR)
                           : stays;
        }
    }
    return stays;
}

/* --- runs of dots and dashes -------------------------------------------------------------------------------------- */

/* Bytes of the run of `unit` (n bytes) around p[at]; 0 when p[at] is not its start. */
static size_t run_from(const om_width *w, size_t at, const char *unit, size_t n)
{
    size_t to = at;

    if (at >= n && om_width_has(w, at - n, unit, n))
        return 0;
    while (om_width_has(w, to, unit, n))
        to += n;
    return to - at;
}

static om_change ellipsis(const om_width *w, size_t at, const char *unit, size_t n)
{
    size_t run = run_from(w, at, unit, n), to = at + run;

    if (run < 3 * n || run > 6 * n)
        return stays;
    while (to < w->len && w->p[to] == ' ')
        to++;
    if (script_at(w, to) == OM_DIGIT) /* a line of dots before a page number */
        return stays;
    return om_width_in_wide_text(w, at, at + run) ? becomes(run, "……", OM_RULE_ELLIPSIS) : stays;
}

static om_change dashes(const om_width *w, size_t at, const char *unit, size_t n)
{
    size_t run = run_from(w, at, unit, n);

    if (run != 2 * n || !om_width_in_wide_text(w, at, at + run))
        return stays;
    return becomes(run, "——", OM_RULE_DASH);
}

/* --- single marks ------------------------------------------------------------------------------------------------- */

/* A ; that ends &amp; or &#12354; */
static bool ends_entity(const om_width *w, size_t at)
{
    for (size_t from = at; from && at - from < 10; from--) {
        uint8_t c = w->p[from - 1];
        if (c == '&')
            return at - from > 1;
        if (c != '#' && om_script(c) != OM_LATIN && om_script(c) != OM_DIGIT)
            return false;
    }
    return false;
}

/* A pause stands there, and not a run of dots. */
static bool is_pause(const om_width *w, om_neighbour m)
{
    uint32_t c = m.c;
    size_t n = c < 0x80 ? 1 : 3;

    if (c == '.' || c == 0x3002 || c == 0xFF0E)
        return !(m.at >= n && memcmp(w->p + m.at - n, w->p + m.at, n) == 0) &&
               !(m.at + 2 * n <= w->len && memcmp(w->p + m.at + n, w->p + m.at, n) == 0);
    return c == ',' || c == ':' || c == ';' || c == 0x3001 || c == 0xFF0C || c == 0xFF1A || c == 0xFF1B;
}

static om_change wide_mark(const om_width *w, size_t at, const char *to)
{
    if (w->p[at] == ';' && ends_entity(w, at))
        return stays;
    /* of two pauses together one is a speck: stage correct sees to it */
    if (is_pause(w, om_neighbour_before(w->p, at)) || is_pause(w, om_neighbour_after(w->p, w->len, at + 1)))
        return stays;
    return om_width_in_wide_text(w, at, at + 1) ? becomes(1, to, OM_RULE_MARK_WIDTH) : stays;
}

/* 20~30毫米: from one number to another, before a unit in Chinese or %, and after nothing that makes the first part of a
 * longer word of ASCII, as a version has it. */
static om_change wave(const om_width *w, size_t at)
{
    size_t from = at, to = at + 1;

    if (from >= 1 && (w->p[from - 1] == '%' || (from >= 3 && om_width_has(w, from - 3, "℃", 3))))
        from = om_utf8_back(w->p, from);
    if (script_before(w, from) != OM_DIGIT || script_at(w, to) != OM_DIGIT)
        return stays;
    while (from > 0 && (script_before(w, from) == OM_DIGIT || w->p[from - 1] == '.'))
        from = om_utf8_back(w->p, from);
    while (script_at(w, to) == OM_DIGIT || (to < w->len && w->p[to] == '.'))
        to += om_utf8_len(w->p[to]);
    if (from > 0 && w->p[from - 1] < 0x80 && w->p[from - 1] != '\n' && w->p[from - 1] != '(')
        return stays;
    if (!om_is_wide_letter(script_at(w, to)) && !(to < w->len && w->p[to] == '%') && !om_width_has(w, to, "℃", 3))
        return stays;
    return becomes(1, "～", OM_RULE_MARK_WIDTH);
}

/* A full stop between Han that has a space or line end beside it, as a full-width glyph has, or that closes a
 * quotation: 。 (else it may as well be the dot of a name, or a speck). */
static om_change full_stop(const om_width *w, size_t at)
{
    enum om_script l = script_before(w, at), r = script_at(w, at + 1);
    om_neighbour before = om_neighbour_before(w->p, at), after = om_neighbour_after(w->p, w->len, at + 1);

    if (l == OM_SPACE || l == OM_LINE_END || r == OM_SPACE || r == OM_LINE_END)
        if (om_is_wide_letter(before.script) && (om_is_wide_letter(after.script) || after.script == OM_LINE_END))
            return becomes(1, "。", OM_RULE_FULL_STOP);
    if (om_is_wide_letter(l) && om_width_has(w, at + 1, "”", 3))
        return becomes(1, "。", OM_RULE_FULL_STOP);
    return stays;
}

om_change om_width_mark(const om_width *w, size_t at)
{
    if (w->width == OCRMEND_WIDTH_KEEP)
        return stays;
    switch (w->p[at]) {
    case ',':
        return wide_mark(w, at, "，");
    case ':':
        return wide_mark(w, at, "：");
    case ';':
        return wide_mark(w, at, "；");
    case '?':
        return wide_mark(w, at, "？");
    case '!':
        return wide_mark(w, at, "！");
    case '(':
    case ')':
        return bracket(w, at);
    case '"':
        return straight_quote(w, at);
    case '\'':
        return single_quote(w, at);
    case '.':
        return run_from(w, at, ".", 1) == 1 ? full_stop(w, at) : ellipsis(w, at, ".", 1);
    case '~':
        return wave(w, at);
    case '-':
        return dashes(w, at, "-", 1);
    case 0xC2:
        return ellipsis(w, at, "·", 2);
    case 0xE2:
        return om_width_has(w, at, "─", 3) ? dashes(w, at, "─", 3) : stays;
    case 0xE3:
        if (om_bracket_at(w->p + at) == OM_ANGLE_OPEN)
            return bracket(w, at);
        return om_width_has(w, at, "。", 3) ? ellipsis(w, at, "。", 3) : stays;
    case 0xEF:
        if (om_width_has(w, at, "．", 3))
            return ellipsis(w, at, "．", 3);
        return om_width_has(w, at, "－", 3) ? dashes(w, at, "－", 3) : stays;
    default:
        return stays;
    }
}

/* --- full-width marks in numbers and words -----------------------------------------------------------------------*/

/* Digits directly before p[at] or, to the right, from p[at] on; up to four are counted. */
static int digits(const om_width *w, size_t at, bool left)
{
    int n = 0;

    while (n < 4 && (left ? script_before(w, at) : script_at(w, at)) == OM_DIGIT) {
        at = left ? om_utf8_back(w->p, at) : at + om_utf8_len(w->p[at]);
        n++;
    }
    return n;
}

/* １，８００: one or two digits before, three after (with three before it may be a list of numbers). */
static bool groups_thousands(const om_width *w, size_t at)
{
    int before = digits(w, at, true);

    return before >= 1 && before <= 2 && digits(w, at + 3, false) == 3;
}

static om_change narrow(bool yes, const char *to)
{
    return yes ? becomes(3, to, OM_RULE_FULLWIDTH_MARK) : stays;
}

/* 图1：3月5日: the colon at p[at], between digits, is behind the number of a picture, or before a date. */
static bool is_label(const om_width *w, size_t at)
{
    size_t from = at, to = at + 3;

    while (script_before(w, from) == OM_DIGIT)
        from = om_utf8_back(w->p, from);
    while (script_at(w, to) == OM_DIGIT)
        to += om_utf8_len(w->p[to]);
    return (from >= 3 && (om_width_has(w, from - 3, "图", 3) || om_width_has(w, from - 3, "表", 3))) ||
           om_width_has(w, to, "年", 3) || om_width_has(w, to, "月", 3);
}

om_change om_width_fullwidth_mark(const om_width *w, size_t at)
{
    om_neighbour l = om_neighbour_before(w->p, at), r = om_neighbour_after(w->p, w->len, at + 3);
    bool digit_l = l.script == OM_DIGIT, digit_r = r.script == OM_DIGIT;
    bool word_l = digit_l || l.script == OM_LATIN, word_r = digit_r || r.script == OM_LATIN;
    unsigned n;

    if (w->width == OCRMEND_WIDTH_KEEP)
        return stays;
    switch (om_utf8_get(w->p + at, &n)) {
    case 0xFF04:
        return narrow(digit_r, "$");
    case 0xFF05:
        return narrow(digit_l, "%");
    case 0xFF06:
        return narrow(word_l && word_r, "&");
    case 0xFF07:
        return narrow(word_l && word_r, "'");
    case 0xFF0B:
        return narrow(digit_r, "+");
    case 0xFF0C:
        return narrow(groups_thousands(w, at), ",");
    case 0xFF0D:
        return narrow(word_l && word_r, "-");
    case 0xFF0E:
        return narrow(digit_l || (word_l && word_r), ".");
    case 0xFF0F:
        return narrow(word_l && word_r, "/");
    case 0xFF1A:
        return narrow(digit_l && digit_r && !is_label(w, at), ":");
    case 0xFF1D:
        return narrow(word_l && word_r, "=");
    case 0xFF20:
        return narrow(word_l && word_r, "@");
    case 0xFF3F:
        return narrow(word_l && word_r, "_");
    default:
        return stays;
    }
}
