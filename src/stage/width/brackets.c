/* brackets.c - which brackets belong together.
 *
 * The partner of a bracket is looked for step by step within reach, which is a few steps in any text that people write.
 * Where it gets to be more, as in a file full of brackets that nothing closes, all partners of the block are found in
 * one walk from its start: the brackets that are open form two lists, one a kind, which run through the array of
 * partners. */
#include "stage/width/width.h"

#include <stdlib.h>

enum {
    REACH = 480,   /* bytes: how far the other half of a pair may be */
    AROUND = 96    /* bytes: how far om_width_left looks through marks at most */
};

enum { NONE = UINT32_MAX };

struct om_brackets {
    const uint8_t *p;   /* the block ... */
    size_t len;
    size_t steps;       /* ... characters passed over in it so far */
    uint32_t *partner;  /* of each byte where a round bracket begins: the other half, or NONE */
    size_t cap;
    bool all;           /* `partner` is filled in */
    size_t ascii_to;    /* up to here it was looked for characters beyond ASCII: */
    size_t ascii_from;  /* from here on there are none */
};

om_brackets *om_brackets_new(void)
{
    return calloc(1, sizeof(om_brackets));
}

void om_brackets_free(om_brackets *b)
{
    if (b)
        free(b->partner);
    free(b);
}

void om_brackets_block(om_brackets *b, const uint8_t *p, size_t len)
{
    b->p = p;
    b->len = len;
    b->steps = b->ascii_to = b->ascii_from = 0;
    b->all = false;
}

enum om_bracket om_bracket_at(const uint8_t *p)
{
    switch (p[0]) {
    case '(':
        return OM_ROUND_OPEN;
    case ')':
        return OM_ROUND_CLOSE;
    case 0xE3:
        if (p[1] != 0x80)
            return OM_NO_BRACKET;
        switch (p[2]) {
        case 0x88: /* 〈 */
        case 0x8A: /* 《 */
        case 0x90: /* 【 */
        case 0x94: /* 〔 */
            return OM_ANGLE_OPEN;
        case 0x89:
        case 0x8B:
        case 0x91:
        case 0x95:
            return OM_ANGLE_CLOSE;
        }
        return OM_NO_BRACKET;
    case 0xEF:
        if (p[1] == 0xBC && p[2] == 0x88)
            return OM_ROUND_OPEN;
        if (p[1] == 0xBC && p[2] == 0x89)
            return OM_ROUND_CLOSE;
    }
    return OM_NO_BRACKET;
}

/* Whether a Han character of three bytes, as most are, begins with this one; and whether one stands before p[at]. */
static bool is_letter(uint8_t lead)
{
    return lead >= 0xE4 && lead <= 0xE9;
}

static bool is_letter_before(const om_brackets *b, size_t at)
{
    return at >= 3 && is_letter(b->p[at - 3]);
}

/* --- step by step ------------------------------------------------------------------------------------------------- */

static size_t seek_opener(om_brackets *b, size_t at)
{
    size_t stop = at > REACH ? at - REACH : 0;
    int round = 0, angle = 0;

    while (at > stop) {
        b->steps++;
        if (is_letter_before(b, at)) {
            at -= 3;
            continue;
        }
        at = om_utf8_back(b->p, at);
        switch (om_bracket_at(b->p + at)) {
        case OM_ROUND_CLOSE:
            round++;
            break;
        case OM_ROUND_OPEN:
            if (round-- == 0)
                return at;
            break;
        case OM_ANGLE_CLOSE:
            angle++;
            break;
        case OM_ANGLE_OPEN:
            if (angle > 0)
                angle--;
            else if (round == 0)
                return at;
            else
                return SIZE_MAX; /* crossed: nothing is certain */
            break;
        case OM_NO_BRACKET:
            break;
        }
    }
    return SIZE_MAX;
}

/* The round bracket that closes the one at p[at], whatever angles stand between. */
static size_t seek_closer(om_brackets *b, size_t at)
{
    size_t stop = b->len - at > REACH ? at + REACH : b->len;
    int round = 0;

    for (size_t to = at + om_utf8_len(b->p[at]); to < stop; to += om_utf8_len(b->p[to])) {
        enum om_bracket bracket;

        b->steps++;
        if (is_letter(b->p[to]))
            continue;
        bracket = om_bracket_at(b->p + to);
        round += bracket == OM_ROUND_OPEN;
        if (bracket == OM_ROUND_CLOSE && round-- == 0)
            return to;
    }
    return SIZE_MAX;
}

/* --- all at once -------------------------------------------------------------------------------------------------- */

/* Fill in `partner` as the walks above would find it, but for the reach.  An open bracket has the one that was open
 * before it there.  An angle has it in the first of its three places, in the second how many round ones were closed
 * before it, less those opened, and in the third the round one that closes it.  false: out of memory. */
static bool find_all(om_brackets *b)
{
    uint32_t round = NONE, angle = NONE, before, closed = 0; /* may wrap round: only differences count */

    if (b->len > b->cap) {
        uint32_t *partner = realloc(b->partner, b->len * sizeof *partner);
        if (!partner)
            return false;
        b->partner = partner;
        b->cap = b->len;
    }
    for (uint32_t at = 0; at < b->len; at += om_utf8_len(b->p[at]))
        switch (om_bracket_at(b->p + at)) {
        case OM_ROUND_OPEN:
            b->partner[at] = round;
            round = at;
            closed--;
            break;
        case OM_ROUND_CLOSE:
            b->partner[at] = round;
            if (angle != NONE && (round == NONE || angle > round)) {
                bool crossed = closed != b->partner[angle + 1];
                b->partner[at] = crossed ? NONE : angle;
                if (!crossed)
                    b->partner[angle + 2] = at;
            }
            if (round != NONE) {
                before = b->partner[round];
                b->partner[round] = at;
                round = before;
            }
            closed++;
            break;
        case OM_ANGLE_OPEN:
            b->partner[at] = angle;
            b->partner[at + 1] = closed;
            b->partner[at + 2] = NONE;
            angle = at;
            break;
        case OM_ANGLE_CLOSE:
            angle = angle == NONE ? NONE : b->partner[angle];
            break;
        case OM_NO_BRACKET:
            break;
        }
    for (; round != NONE; round = before) { /* what is still open */
        before = b->partner[round];
        b->partner[round] = NONE;
    }
    return true;
}

/* Whether the block has more brackets than are to be looked for one by one. */
static bool has_all(om_brackets *b)
{
    enum { FEW = 4096 };

    if (!b->all && b->steps > b->len + FEW) {
        b->all = find_all(b);
        b->steps = 0; /* without memory for it: on as before */
    }
    return b->all;
}

/* --- what is asked ------------------------------------------------------------------------------------------------ */

size_t om_bracket_opener(om_brackets *b, size_t at)
{
    size_t stop = at > REACH ? at - REACH : 0, open;

    if (!has_all(b))
        return seek_opener(b, at);
    open = b->partner[at];
    return open != NONE && open + om_utf8_len(b->p[open]) > stop ? open : SIZE_MAX;
}

size_t om_bracket_closer(om_brackets *b, size_t at)
{
    size_t stop = b->len - at > REACH ? at + REACH : b->len, close;

    if (has_all(b)) {
        close = b->partner[om_bracket_at(b->p + at) == OM_ANGLE_OPEN ? at + 2 : at];
        if (close >= stop) /* NONE is beyond any block */
            return SIZE_MAX;
    } else {
        close = seek_closer(b, at);
    }
    return close != SIZE_MAX && om_bracket_opener(b, close) == at ? close : SIZE_MAX;
}

bool om_bracket_after_ascii(om_brackets *b, size_t at)
{
    size_t from = at > AROUND ? at - AROUND : 0;

    if (from < b->ascii_to)
        from = b->ascii_to;
    else
        b->ascii_from = from;
    for (; from < at; from++)
        if (b->p[from] >= 0x80)
            b->ascii_from = from + 1;
    b->ascii_to = at > b->ascii_to ? at : b->ascii_to;
    return b->ascii_from + AROUND <= at;
}
