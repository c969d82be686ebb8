/* specks.c - marks at the start of a line that no line begins with: dirt at the margin, read as a mark.
 *
 * (Chinese typesetting never begins a line with a pause or a closing mark; a text that was extracted may, so more than
 * the place must speak against the mark.)
 */
#include "stage/width/width.h"
#include "text/utf8.h"

enum { QUOTE_REACH = 900 };

static uint32_t char_at(const om_width *w, size_t at)
{
    unsigned n;

    return at < w->len ? om_utf8_get(w->p + at, &n) : 0;
}

static bool is_pause(uint32_t c)
{
    switch (c) {
    case ',':
    case ':':
    case ';':
    case 0x3001: /* 、 */
    case 0x3002: /* 。 */
    case 0xFF01: /* ！ */
    case 0xFF0C: /* ， */
    case 0xFF1A: /* ： */
    case 0xFF1B: /* ； */
    case 0xFF1F: /* ？ */
        return true;
    default:
        return false;
    }
}

/* Whether a quotation may be open before p[at]. */
static bool may_be_quoted(const om_width *w, size_t at)
{
    size_t stop = at > QUOTE_REACH ? at - QUOTE_REACH : 0;

    while (at > stop) {
        uint32_t c;

        at = om_utf8_back(w->p, at);
        c = char_at(w, at);
        if (c == '"' || c == 0x201C)
            return true;
        if (c == 0x201D)
            return false;
    }
    return at == 0 && w->before != OM_LINE_END;
}

/* Bytes of the indent at p[at]. */
static size_t indent_at(const om_width *w, size_t at)
{
    size_t to = at;

    for (size_t n = 1; n; to += n)
        n = om_width_has(w, to, " ", 1) ? 1 : om_width_has(w, to, "\u3000", 3) ? 3 : 0;
    return to - at;
}

/* What stands before p[at], a printed rule passed over, which goes. */
static om_neighbour before_line(const om_width *w, size_t at)
{
    om_neighbour n = om_neighbour_before(w->p, at);

    while (n.c == '|' && om_width_rule_after(w, n.at))
        n = om_neighbour_before(w->p, n.at);
    return n;
}

void om_width_speck(const om_width *w, om_out *out)
{
    uint32_t c;
    size_t start = out->next, at = start, indent, to;
    om_neighbour before;
    bool speck = false;

    if (w->width == OCRMEND_WIDTH_KEEP)
        return;
    to = at + om_width_rule_before(w, at);
    if (to > at)
        om_delete(out, to - at, OM_RULE_COLUMN_RULE);
    at = to;
    indent = indent_at(w, at);
    at += indent;
    if (at == w->len)
        return;
    c = char_at(w, at);
    if (c != '-' && c != '.' && c != '_' && c != 0x201D && !is_pause(c))
        return;
    to = at + om_utf8_len(w->p[at]);
    before = before_line(w, start);
    if (c != '-')
        while (to < w->len && w->p[to] == ' ')
            to++;
    if (!om_is_wide_letter(om_script(char_at(w, to))) && char_at(w, to) != 0x201C)
        return;
    if (c == 0x201D)
        speck = (om_is_wide_letter(before.script) || is_pause(before.c)) && !may_be_quoted(w, at);
    else if (c == '-' && !indent) /* with an indent it may be an item's */
        speck = om_is_wide_letter(before.script) || before.c == 0xFF0C || before.c == 0x3001;
    else if (c == '.' || c == ':' || c == ';' || c == ',' || c == '_')
        speck = om_is_wide_letter(before.script) || is_pause(before.c);
    else if (is_pause(c)) /* between two 、 a character was lost */
        speck = (before.c == c && c != 0x3001) || before.c == 0x3002 || before.c == 0xFF01 || before.c == 0xFF1F;
    if (speck) {
        om_keep_to(out, at);
        om_delete(out, to - at, OM_RULE_LINE_START_MARK);
    }
}
