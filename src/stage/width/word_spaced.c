/* word_spaced.c - whether a text has a space between all its words, as some engines write Chinese. */
#include "stage/width/width.h"

enum {
    NEAR_PAIRS = 32,  /* of Han, on either side of a space, that tell */
    NEAR_BYTES = 480, /* and not farther off than this */
    CLOSE_PAIRS = 8   /* so many more without a space than with one need no further look */
};

/* Pairs of neighbouring Han, and between how many of them there is a space. */
typedef struct {
    int all, spaced;
} pairs;

/* Far more pairs without a space than with one. */
static bool is_close(pairs n)
{
    return n.all > 2 * n.spaced + CLOSE_PAIRS;
}

/* Count from p[at] on to one side, through line ends: NEAR_PAIRS more, or until it is plain that they are close. */
static void count_pairs(const om_width *w, size_t at, bool left, pairs *n)
{
    size_t stop = w->len - at > NEAR_BYTES ? at + NEAR_BYTES : w->len;
    int most = n->all + NEAR_PAIRS;
    bool han = false, space = false;

    if (left)
        stop = at > NEAR_BYTES ? at - NEAR_BYTES : 0;
    while ((left ? at > stop : at < stop) && n->all < most && !is_close(*n)) {
        size_t c;
        enum om_script s;

        if (left ? om_width_is_han_before(w, at) : om_width_is_han(w, at)) {
            at = left ? at - 3 : at + 3;
            n->all += han;
            n->spaced += han && space;
            han = true;
            space = false;
            continue;
        }
        c = left ? om_utf8_back(w->p, at) : at;
        s = om_script(om_width_char(w, c));
        at = left ? c : at + om_utf8_len(w->p[at]);
        space |= s == OM_SPACE;
        han = han && (s == OM_SPACE || s == OM_LINE_END);
    }
}

/* Whether p[from, to) has as many Han on both sides as clauses have, and words have not. */
static bool is_between_clauses(const om_width *w, size_t from, size_t to)
{
    for (size_t n = 0; n < OM_CLAUSE_MIN / 2; n++)
        if (from < 3 * n || !om_width_is_han_before(w, from - 3 * n) || to + 3 * n >= w->len ||
            !om_width_is_han(w, to + 3 * n))
            return false;
    return true;
}

/* More than half of the Han that stand next to each other have a space between them.  Names of two characters and more
 * never do. */
bool om_width_is_word_spaced(const om_width *w, size_t from, size_t to)
{
    pairs n = {0, 0};

    if (is_between_clauses(w, from, to))
        return false;
    count_pairs(w, from, true, &n);
    count_pairs(w, from, false, &n);
    return n.all >= NEAR_PAIRS && 2 * n.spaced > n.all;
}
