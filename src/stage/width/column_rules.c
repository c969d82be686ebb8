/* column_rules.c - rules printed between columns and the sides of frames, which engines read as | at the ends of
 * lines, with much confidence.
 *
 * What someone typed has its | on every line of a table, of a frame or of a quotation; what was printed is read on some
 * lines and not on others.
 */
#include "stage/width/width.h"

enum {
    REACH = 8,         /* lines looked at above and below */
    BYTES = 2048,      /* and not farther off than this */
    MARGIN = 32,       /* bytes before a | at the start of a line */
    LEAST = 3,         /* lines with one, and changes between lines with and without */
    INNER = 2          /* characters on either side that make a | a divider of cells */
};

/* What a line has of |. */
typedef struct {
    size_t to;              /* its end */
    bool left, right;       /* at its ends; nothing but spaces and one speck is beside it */
    bool inner;             /* between cells */
    bool drawn;             /* no letters, but a line made of - = + _ */
    bool chinese;           /* more Han than other letters */
    bool blank;
} shape;

static bool is_pause(const om_width *w, size_t at)
{
    if (w->p[at] < 0x80)
        return w->p[at] && strchr(",.:;", w->p[at]);
    return om_width_has(w, at, "，", 3) || om_width_has(w, at, "。", 3) || om_width_has(w, at, "、", 3);
}

static bool is_speck(const om_width *w, size_t at)
{
    return is_pause(w, at) || (w->p[at] && w->p[at] < 0x80 && strchr("-_'`", w->p[at]));
}

static shape shape_of(const om_width *w, size_t at)
{
    shape s = {.to = at};
    unsigned wide = 0, narrow = 0, strokes = 0;
    unsigned signs = 0, left = 0, inner = 0, last = 0; /* characters; how many there are before the bars */
    bool speck = false;

    for (; s.to < w->len && w->p[s.to] != '\n' && w->p[s.to] != '\f'; s.to += om_utf8_len(w->p[s.to])) {
        enum om_script c = om_width_is_han(w, s.to) ? OM_HAN : om_script(om_width_char(w, s.to));

        if (c == OM_SPACE)
            continue;
        if (w->p[s.to] != '|') {
            speck = is_speck(w, s.to);
            signs++;
            wide += om_is_wide_letter(c);
            narrow += c == OM_LATIN || c == OM_DIGIT;
            strokes += w->p[s.to] < 0x80 && strchr("-=+_", w->p[s.to]) != NULL;
            continue;
        }
        s.right = true;
        last = signs;
        if (signs == 0 || (signs == 1 && speck))
            s.left = true, left = signs;
        else if (!inner && (s.left ? signs > left : signs >= INNER))
            inner = signs;
    }
    s.right = s.right && (signs == last || (signs == last + 1 && speck));
    s.inner = inner && signs - inner >= INNER;
    s.drawn = wide + narrow == 0 && strokes >= LEAST;
    s.chinese = wide > narrow;
    s.blank = signs == 0 && !s.left;
    return s;
}

static size_t line_start(const om_width *w, size_t at, size_t stop)
{
    while (at > stop && w->p[at - 1] != '\n' && w->p[at - 1] != '\f')
        at--;
    return at;
}

/* Whether the | at the ends of the line around p[at] are read from a printed rule. */
static bool is_read_from_rule(const om_width *w, size_t at)
{
    size_t stop = at > BYTES ? at - BYTES : 0, end = w->len - at > BYTES ? at + BYTES : w->len;
    size_t from = line_start(w, at, stop), above = from;
    shape l, last = {0};
    unsigned with = 0, cells = 0, changes = 0, lines = 0;

    if (stop && from == stop)
        return false;
    l = shape_of(w, from);
    if (l.inner || !l.chinese)
        return false;
    for (int up = 0; up < REACH && above > stop; up++) {
        above = line_start(w, from - 1, stop);
        from = stop && above == stop ? from : above;
    }
    for (; lines <= 2 * REACH && from < end; from = l.to + 1) {
        l = shape_of(w, from);
        if (l.drawn)
            return false;
        if (l.blank)
            continue;
        changes += lines && (l.left != last.left || l.right != last.right);
        with += l.left || l.right;
        cells += l.inner;
        lines++;
        last = l;
    }
    return with >= LEAST && changes >= LEAST && 4 * cells < with;
}

/* Behind the | and spaces at p[at]; *bar: whether a | was among them. */
static size_t behind_bars(const om_width *w, size_t at, bool *bar)
{
    for (; at < w->len && (w->p[at] == ' ' || w->p[at] == '|'); at++)
        *bar |= w->p[at] == '|';
    return at;
}

static bool ends_line(const om_width *w, size_t at)
{
    return at == w->len || om_script(om_width_char(w, at)) == OM_LINE_END;
}

size_t om_width_rule_before(const om_width *w, size_t at)
{
    bool bar = false;
    size_t to;

    if (at >= w->len || !memchr(w->p + at, '|', w->len - at > MARGIN ? MARGIN : w->len - at))
        return 0;
    to = behind_bars(w, at, &bar);
    if (!bar && to < w->len && is_speck(w, to))
        to = behind_bars(w, to + om_utf8_len(w->p[to]), &bar);
    while (bar && to < w->len && is_pause(w, to)) /* no line begins with one */
        to = behind_bars(w, to + om_utf8_len(w->p[to]), &bar);
    return bar && !ends_line(w, to) && is_read_from_rule(w, at) ? to - at : 0;
}

size_t om_width_rule_after(const om_width *w, size_t at)
{
    bool bar = false;
    size_t to = w->width == OCRMEND_WIDTH_KEEP ? at : behind_bars(w, at, &bar);

    if (bar && !ends_line(w, to) && is_speck(w, to))
        to = behind_bars(w, to + om_utf8_len(w->p[to]), &bar);
    return bar && ends_line(w, to) && is_read_from_rule(w, at) ? to - at : 0;
}
