/* context.c - what stands around a place. */
#include "stage/width/width.h"
#include "text/utf8.h"

/* How far is looked, in characters that are not space. */
enum { NEAR = 24, FAR = 48, MARKS = 4 };

typedef struct {
    const om_width *w;
    size_t at;          /* of the next character to the right; end of the next one to the left */
    bool left;
    enum om_script script;
    uint32_t c;
} walker;

/* Take one step; false at the end of the block. */
static bool step(walker *k)
{
    unsigned n;

    if (k->left ? k->at == 0 : k->at >= k->w->len)
        return false;
    if (k->left)
        k->at = om_utf8_back(k->w->p, k->at);
    k->c = om_utf8_get(k->w->p + k->at, &n);
    k->script = om_script(k->c);
    if (!k->left)
        k->at += n;
    return true;
}

/* Marks that are wide whatever stands beside them and that no rule changes (a run of 。 may be an ellipsis). */
static bool is_firm(const walker *k)
{
    size_t at = k->left ? k->at : k->at - 3;

    if (k->c == 0x3002)
        return !(at >= 3 && om_width_has(k->w, at - 3, "。", 3)) && !om_width_has(k->w, at + 3, "。", 3);
    return k->c == 0x3001 || (k->c >= 0x300C && k->c <= 0x300F);
}

static enum om_side side_of(enum om_script s)
{
    switch (s) {
    case OM_HAN:
    case OM_KANA:
        return OM_SIDE_WIDE;
    case OM_DIGIT:
        return OM_SIDE_NARROW;
    case OM_LATIN:
    case OM_HANGUL:
        return OM_SIDE_WORD;
    default:
        return OM_SIDE_EDGE;
    }
}

static bool is_blank(enum om_script s)
{
    return s == OM_SPACE || s == OM_LINE_END || s == OM_CONTROL;
}

static enum om_side edge(const walker *k)
{
    return k->left ? side_of(k->w->before) : OM_SIDE_EDGE;
}

static enum om_side look(const om_width *w, size_t at, bool left)
{
    walker k = {w, at, left, OM_OTHER, 0};
    int steps = 0;

    for (int seen = 0; seen < NEAR;) {
        if (left ? om_width_is_han_before(w, k.at) : k.at < w->len && om_width_is_han(w, k.at))
            return OM_SIDE_WIDE; /* nearly always, at once or after a mark */
        if (!step(&k))
            return edge(&k);
        if (is_firm(&k))
            return OM_SIDE_WIDE;
        if (side_of(k.script) != OM_SIDE_EDGE)
            return side_of(k.script);
        seen += k.script == OM_OTHER;
        if (++steps > 4 * NEAR)
            break;
    }
    return OM_SIDE_NARROW;
}

static bool is_of_word(uint8_t c)
{
    return c < 0x80 && (om_script(c) == OM_LATIN || om_script(c) == OM_DIGIT || c == '/');
}

/* Whether the character just passed divides words, whatever its width is going to be. */
static bool divides_words(const walker *k)
{
    const uint8_t *p = k->w->p;
    size_t at = k->left ? k->at : k->at - 1;

    if (is_blank(k->script) || k->script == OM_MARK_CJK || k->script == OM_MARK_BOTH)
        return true;
    if (k->script != OM_MARK || !strchr(",:;?!()\"'", (int)k->c))
        return false;
    return at == 0 || at + 1 >= k->w->len || !is_of_word(p[at - 1]) || !is_of_word(p[at + 1]);
}

static enum om_side look_far(const om_width *w, size_t at, bool left)
{
    walker k = {w, at, left, OM_OTHER, 0};
    enum { BEFORE_WORD, IN_WORD, AFTER_WORD } where = BEFORE_WORD;

    for (int seen = 0; seen < FAR;) {
        if (!step(&k))
            return edge(&k);
        if (is_firm(&k) || side_of(k.script) == OM_SIDE_WIDE)
            return OM_SIDE_WIDE;
        if (divides_words(&k)) {
            if (where == IN_WORD)
                where = AFTER_WORD;
            continue;
        }
        if (side_of(k.script) == OM_SIDE_WORD) {
            if (where == AFTER_WORD)
                return OM_SIDE_WORD;
            where = IN_WORD;
        }
        seen++;
    }
    return OM_SIDE_WORD;
}

enum om_side om_width_left(const om_width *w, size_t at)
{
    return look(w, at, true);
}

enum om_side om_width_right(const om_width *w, size_t at)
{
    return look(w, at, false);
}

enum om_side om_width_far_left(const om_width *w, size_t at)
{
    return look_far(w, at, true);
}

enum om_side om_width_far_right(const om_width *w, size_t at)
{
    return look_far(w, at, false);
}

/* Whether p[from, to) ends a line of wide text that has no letter of another script in it before. */
static bool ends_wide_line(const om_width *w, size_t from, size_t to)
{
    walker k = {w, from, true, OM_OTHER, 0}, next = {w, to, false, OM_OTHER, 0};
    unsigned wide = 0;

    for (int steps = 0; step(&next) && next.script != OM_LINE_END; steps++)
        if (steps == MARKS || (next.script != OM_MARK && next.script != OM_MARK_BOTH && next.script != OM_MARK_CJK))
            return false;
    for (int steps = 0; steps < FAR && step(&k) && k.script != OM_LINE_END; steps++) {
        if (side_of(k.script) == OM_SIDE_WORD)
            return false;
        wide += side_of(k.script) == OM_SIDE_WIDE;
    }
    return wide >= 4;
}

bool om_width_in_wide_text(const om_width *w, size_t from, size_t to)
{
    enum om_side l = om_width_left(w, from), r = om_width_right(w, to);

    if (l == OM_SIDE_WIDE && r == OM_SIDE_WORD && ends_wide_line(w, from, to))
        return true;
    if (l == OM_SIDE_WIDE)
        return r == OM_SIDE_WIDE || r == OM_SIDE_EDGE || om_width_far_right(w, to) != OM_SIDE_WORD;
    if (r == OM_SIDE_WIDE)
        return l == OM_SIDE_EDGE || om_width_far_left(w, from) != OM_SIDE_WORD;
    return false;
}
