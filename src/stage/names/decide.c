/* decide.c - of the guesses at a place the best is made, told, or neither. */
#include "stage/names/names.h"

#include <stdio.h>
#include <stdlib.h>

#include "dict/cost.h"
#include "text/utf8.h"
#include "text/variant.h"

/* Scores from which a guess is written: by its looks alone, and where the name stands elsewhere, a place that belongs
 * to it is named, or the characters look alike.  There are so many names of places that something would fit nearly
 * anywhere. */
enum kind { PERSON, PLACE, OTHER, PERSON_OF_TWO, PLACE_OF_TWO, KINDS };
static const struct {
    int alone, supported, unrivalled; /* the last: of places of a list of the user's */
} least[KINDS] = {
    [PERSON] = {2, -15, 0}, [PLACE] = {60, 15, 25}, [OTHER] = {15, 5, 0}, [PERSON_OF_TWO] = {25, -5, 0},
    [PLACE_OF_TWO] = {40, 28, 0},
};

/* What each level adds to them, and the score from which a guess is told. */
static const struct {
    int more, tell;
} levels[] = {
    [OCRMEND_LEVEL_NORMAL] = {0, -15}, [OCRMEND_LEVEL_SAFE] = {40, 0}, [OCRMEND_LEVEL_BOLD] = {-12, -30},
};

enum { UNRIVALLED = 50 }; /* nothing else in any dictionary is nearly as good */
enum { MARGIN = 20 }; /* the best guess must be better than the next by so much */

static int by_place(const void *a_, const void *b_)
{
    const om_guess *a = a_, *b = b_;

    if (a->from != b->from)
        return a->from < b->from ? -1 : 1;
    if (a->score != b->score)
        return a->score > b->score ? -1 : 1;
    if (a->dict != b->dict)
        return (int)a->dict - (int)b->dict;
    return a->name < b->name ? -1 : a->name > b->name;
}

/* Whether `two` changes one of its two characters as `one` does. */
static bool is_half(const om_guess *one, const om_guess *two)
{
    return one->kind == OM_HIT_SUBSTITUTED && two->kind == OM_HIT_TWO &&
           ((one->at == two->at && one->meant == two->meant) ||
            (one->at == two->second.at && one->meant == two->second.meant));
}

/* Whether both change the text in the same way, or one as far as it goes. */
static bool agree(const om_guess *a, const om_guess *b)
{
    if (is_half(a, b) || is_half(b, a))
        return true;
    return a->at == b->at && a->kind == b->kind && a->meant == b->meant &&
           (a->kind != OM_HIT_TWO || (a->second.at == b->second.at && a->second.meant == b->second.meant));
}

static bool overlap(const om_guess *a, const om_guess *b)
{
    return a->from < b->to && b->from < a->to;
}

/* Each guess gets its best rival: another that overlaps it. */
static void find_rivals(om_names *s)
{
    uint32_t longest = 0;

    for (size_t i = 0; i < s->guesses.n; i++) {
        om_guess *g = &s->guesses.at[i];

        if (g->to - g->from > longest)
            longest = g->to - g->from;
        for (size_t k = i; k-- && s->guesses.at[k].from + longest > g->from;) {
            om_guess *h = &s->guesses.at[k];

            if (!overlap(g, h) || agree(g, h))
                continue;
            if (h->score > g->rival) {
                g->rival = h->score;
                g->rival_name = h->name;
                g->rival_dict = h->dict;
            }
            if (g->score > h->rival) {
                h->rival = g->score;
                h->rival_name = g->name;
                h->rival_dict = g->dict;
            }
        }
    }
}

static enum om_rule rule_of(const om_guess *g)
{
    if (g->seen)
        return OM_RULE_NAME_SEEN;
    return g->type == OM_TYPE_PERSON ? OM_RULE_NAME_PERSON : g->type == OM_TYPE_PLACE ? OM_RULE_NAME_PLACE
                                                                                      : OM_RULE_NAME_ORG;
}

/* "喜锦林: 袁锦林 (person), cost 187, gain 12.3, engine 43 %, titled, elsewhere 2; next 袁锦森 -1.2" */
static size_t explain(const om_names *s, const om_guess *g, char *why, size_t size)
{
    size_t len, rival_len;
    const char *name = (const char *)om_dict_name(s->dicts[g->dict], g->name, &len);
    const char *rival = g->rival == OM_NO_RIVAL ? NULL
                        : (const char *)om_dict_name(s->dicts[g->rival_dict], g->rival_name, &rival_len);
    const char *type = om_type_name(g->type);
    int n = snprintf(why, size, "%.*s: %.*s%s%s%s, cost %u, gain %d, score %d.%d", (int)(g->to - g->from),
                     (const char *)s->text + g->from, name ? (int)len : 0, name ? name : "", type ? " (" : "",
                     type ? type : "", type ? ")" : "", g->cost + (g->kind == OM_HIT_TWO ? g->second.cost : 0U),
                     g->gain / 10, g->score / 10, abs(g->score % 10));

    if (g->confidence != OM_NOT_TOLD)
        n += snprintf(why + n, size - (size_t)n, ", engine %u %%", g->confidence);
    if (g->kind == OM_HIT_TWO && g->second.confidence != OM_NOT_TOLD)
        n += snprintf(why + n, size - (size_t)n, " and %u %%", g->second.confidence);
    if (g->titled)
        n += snprintf(why + n, size - (size_t)n, ", beside a title");
    if (g->dateline)
        n += snprintf(why + n, size - (size_t)n, ", in a dateline");
    if (g->in_office)
        n += snprintf(why + n, size - (size_t)n, ", its office beside it");
    if (g->placed.follows)
        n += snprintf(why + n, size - (size_t)n, ", after the place it lies in");
    else if (g->placed.near)
        n += snprintf(why + n, size - (size_t)n, ", its place named");
    if (g->placed.sibling)
        n += snprintf(why + n, size - (size_t)n, ", beside one of the same place");
    if (g->listed.alike)
        n += snprintf(why + n, size - (size_t)n, ", in a list of such");
    if (g->seen)
        n += snprintf(why + n, size - (size_t)n, ", elsewhere %u", g->seen);
    if (g->in_batch)
        n += snprintf(why + n, size - (size_t)n, ", in another text");
    if (g->votes > 1)
        n += snprintf(why + n, size - (size_t)n, ", other readings %u", g->votes - 1);
    if (g->in_word)
        n += snprintf(why + n, size - (size_t)n, ", inside a word");
    if (rival)
        n += snprintf(why + n, size - (size_t)n, "; next %.*s, score %d", (int)rival_len, rival, g->rival / 10);
    return (size_t)n;
}

static enum kind kind_of(const om_guess *g)
{
    switch (g->type) {
    case OM_TYPE_PERSON:
        return g->chars == 2 ? PERSON_OF_TWO : PERSON;
    case OM_TYPE_PLACE:
        return g->chars == 2 ? PLACE_OF_TWO : PLACE;
    default:
        return OTHER;
    }
}

/* Whether the name stands elsewhere: of a place of two characters that does not look alike, once is not enough. */
static bool stands_elsewhere(const om_guess *g)
{
    unsigned enough = kind_of(g) == PLACE_OF_TWO && g->cost >= OM_NAMES_UNLIKE ? 2 : 1;

    return g->seen >= enough;
}

/* Whether more than looks and likelihood speaks for the guess. */
static bool is_supported(const om_guess *g)
{
    if (stands_elsewhere(g) || g->in_office || g->placed.near || g->placed.sibling)
        return true;
    if (g->type == OM_TYPE_PERSON && (g->listed.alike || g->votes > 1))
        return true;
    return (g->type == OM_TYPE_PLACE && g->dateline) || (g->chars > 2 && g->cost < OM_NAMES_FAR);
}

/* Whether nothing tells that the text speaks of those whom the list has: no name of it stands there as it should.  Then
 * a list mostly invents short names, unless the characters look alike: on 26 such texts 3 guesses were right and 27
 * wrong, on others 391 and 47. */
static bool is_stranger(const om_names *s, const om_guess *g)
{
    return !s->met && !g->seen && !g->in_batch && !g->in_office && !s->is_table[g->dict] &&
           s->level != OCRMEND_LEVEL_BOLD && g->kind == OM_HIT_SUBSTITUTED && g->chars <= 3 &&
           g->cost >= OM_NAMES_UNLIKE;
}

/* Whether the guess is better than all others, and good enough.  A name of two characters needs more than its looks. */
static bool is_sure(const om_names *s, const om_guess *g)
{
    bool supported = is_supported(g);
    enum kind kind = kind_of(g);
    int need = supported ? least[kind].supported : least[kind].alone;

    if (!supported && kind == PLACE && !g->level && g->doubted && g->score - g->rival >= UNRIVALLED)
        need = least[kind].unrivalled;

    return g->score >= need + levels[s->level].more && g->score - g->rival >= MARGIN &&
           (g->chars > 2 || supported || g->titled) && !is_stranger(s, g);
}

/* The character to be written for `meant`; 0: nothing is, or it could be one of several, where the text is traditional
 * and the name is not. */
static uint32_t spelled(const om_names *s, const om_guess *g, uint32_t meant)
{
    unsigned unit;
    size_t len;
    const uint8_t *name = om_dict_name(s->dicts[g->dict], g->name, &len);

    if (s->p == s->text)
        return meant;
    for (; name && len; name += unit, len -= unit) {
        uint32_t c = om_utf8_get(name, &unit);

        if (om_simplified(c) != c)
            return meant;
    }
    return om_traditional(meant);
}

/* A character of the source that becomes another: where, its length, and its UTF-8. */
typedef struct {
    uint32_t at, len;
    uint8_t meant[4];
    unsigned meant_len;
    bool known;          /* how it is spelled */
} change;

static change change_of(const om_names *s, const om_guess *g, uint32_t at, uint32_t meant)
{
    uint32_t c = spelled(s, g, meant);
    change to = {.at = at, .len = om_utf8_len(s->text[at]), .known = c != 0};

    to.meant_len = om_utf8_put(to.meant, c ? c : meant);
    return to;
}

static void write_one(const om_names *s, om_out *out, const om_guess *g, unsigned confidence, const char *why, size_t why_len)
{
    uint32_t c = spelled(s, g, g->meant);
    uint8_t meant[4];
    size_t n = g->kind == OM_HIT_MISSING ? 0 : om_utf8_len(s->text[g->at]) * (g->kind == OM_HIT_SPLIT ? 2 : 1);
    size_t len = g->meant ? om_utf8_put(meant, c ? c : g->meant) : 0;

    if (is_sure(s, g) && (c || !g->meant)) {
        om_keep_to(out, g->at);
        om_replace(out, n, meant, len, rule_of(g), confidence);
        om_why_edit(out, why, why_len);
    } else {
        om_suggest(out, g->at, n, meant, len, rule_of(g), confidence < 70 ? confidence : 70);
        om_why_note(out, why, why_len);
    }
}

/* Write two characters both or not at all; what is suggested is the text from the first to the second. */
static void write_two(const om_names *s, om_out *out, const om_guess *g, unsigned confidence, const char *why, size_t why_len)
{
    change to[2] = {change_of(s, g, g->at, g->meant), change_of(s, g, g->second.at, g->second.meant)};
    uint32_t between = to[0].at + to[0].len, end = to[1].at + to[1].len;
    om_buf text = {NULL, 0, 0, false};

    if (is_sure(s, g) && to[0].known && to[1].known) {
        for (int i = 0; i < 2; i++) {
            om_keep_to(out, to[i].at);
            om_replace(out, to[i].len, to[i].meant, to[i].meant_len, rule_of(g), confidence);
            om_why_edit(out, why, why_len);
        }
        return;
    }
    om_buf_add(&text, to[0].meant, to[0].meant_len);
    om_buf_add(&text, s->text + between, to[1].at - between);
    om_buf_add(&text, to[1].meant, to[1].meant_len);
    om_suggest(out, g->at, end - g->at, text.data, text.len, rule_of(g), confidence < 70 ? confidence : 70);
    om_why_note(out, why, why_len);
    om_buf_free(&text);
}

static void write_guess(om_names *s, om_out *out, const om_guess *g)
{
    unsigned confidence = g->score <= 0 ? 50 : 60 + 38 * (unsigned)g->score / ((unsigned)g->score + 40);
    char why[700];
    size_t why_len = explain(s, g, why, sizeof why);

    if (g->kind == OM_HIT_TWO)
        write_two(s, out, g, confidence, why, why_len);
    else
        write_one(s, out, g, confidence, why, why_len);
}

/* Weigh the guesses that may be told, and those that may be rivals of one that is; the others are out. */
static void weigh_all(om_names *s)
{
    int tell = levels[s->level].tell;
    size_t n = 0;

    om_names_weigh_likely(s, tell);
    for (size_t i = 0; i < s->guesses.n; i++) {
        const om_guess *g = &s->guesses.at[i];

        if (g->weighed && g->score >= tell)
            for (uint32_t at = g->from; at < g->to; at++)
                s->told[at / 64] |= UINT64_C(1) << at % 64;
    }
    for (size_t i = 0; i < s->guesses.n; i++) {
        om_guess *g = &s->guesses.at[i];
        bool beside = false;

        for (uint32_t at = g->from; at < g->to && !beside; at++)
            beside = s->told[at / 64] >> at % 64 & 1;
        if (!beside)
            continue;
        if (!g->weighed)
            om_names_weigh(s, g);
        s->guesses.at[n++] = *g;
    }
    s->guesses.n = n;
}

/* Of the guesses that begin where guess i does, the first that does, a sure one at two characters: it goes before those
 * that would change but one of them.  NULL: there is none. */
static const om_guess *sure_two(const om_names *s, size_t i)
{
    uint32_t from = s->guesses.at[i].from;

    for (; i < s->guesses.n && s->guesses.at[i].from == from; i++)
        if (s->guesses.at[i].kind == OM_HIT_TWO && !s->guesses.at[i].second.unlikely && is_sure(s, &s->guesses.at[i]))
            return &s->guesses.at[i];
    return NULL;
}

void om_names_decide(om_names *s, om_out *out)
{
    uint32_t done = 0;

    weigh_all(s);
    if (s->guesses.n)
        qsort(s->guesses.at, s->guesses.n, sizeof *s->guesses.at, by_place);
    find_rivals(s);
    for (size_t i = 0; i < s->guesses.n; i++) {
        const om_guess *g = &s->guesses.at[i], *two = i && g[-1].from == g->from ? NULL : sure_two(s, i);

        if (two)
            g = two;
        if (g->score < levels[s->level].tell || g->rival > g->score || g->from < done || g->second.unlikely)
            continue;
        write_guess(s, out, g);
        done = g->to;
    }
}
