/* quotes.c - quotation marks of which one half was lost, and the 、 lost between two of them.
 *
 * One walk over the block's quotation marks finds where they do not come by turns.  Only a paragraph with one such place
 * is looked at further: with two, either may be the wrong one. */
#include <config.h>

#include "stage/correct/correct.h"

#include <stdlib.h>
#include <xxhash.h>

enum {
    MARK = 3,           /* bytes of a quotation mark, and of any other mark here */
    PHRASE_MAX = 48,    /* bytes: 16 characters */
    SPEECH_MAX = 900,   /* bytes from 说： to the ” that has no partner: as far as stage width looks for one */
    LIST_REACH = 360    /* bytes of a sentence looked at for a list */
};

/* The first “ or ” in p[at, to), `to` when there is none. */
static size_t next_quote(const om_correct *s, size_t at, size_t to)
{
    while (at < to) {
        const uint8_t *lead = memchr(s->p + at, 0xE2, to - at);
        if (!lead)
            return to;
        at = (size_t)(lead - s->p);
        if (lead[1] == 0x80 && (lead[2] == 0x9C || lead[2] == 0x9D))
            return at;
        at += MARK;
    }
    return to;
}

static bool opens(const om_correct *s, size_t quote)
{
    return s->p[quote + 2] == 0x9C;
}

/* The mark goes in at p[at].  false: out of memory. */
static bool add_fix(om_correct *s, size_t at, const char *mark, enum om_rule rule)
{
    if (s->fixes_n == s->fixes_cap) {
        size_t cap = 2 * s->fixes_cap + 64;
        om_correct_fix *fixes = realloc(s->fixes, cap * sizeof *fixes);
        if (!fixes)
            return false;
        s->fixes = fixes;
        s->fixes_cap = cap;
    }
    s->fixes[s->fixes_n++] = (om_correct_fix){at, mark, rule};
    if (at < s->len)
        s->bits[at / 64] |= UINT64_C(1) << at % 64;
    return true;
}

/* --- phrases that stand whole in the block --------------------------------------------------------------------------- */

static size_t slot_of(const om_correct *s, const uint8_t *phrase, size_t n)
{
    return XXH3_64bits(phrase, n) & (s->phrases_cap - 1);
}

/* Bytes of the phrase that stands between the “ at p[quote] and a ” on its line; 0: none, or a sentence. */
static size_t phrase_at(const om_correct *s, size_t quote)
{
    size_t from = quote + MARK, at = from;

    while (at < s->len && at - from <= PHRASE_MAX && !is_of(s, at, "“”，。！？：；\n"))
        at += om_utf8_len(s->p[at]);
    return at - from <= PHRASE_MAX && is_of(s, at, "”") ? at - from : 0;
}

/* Whether p[at, at + n) stands between quotation marks somewhere in the block. */
static bool is_phrase(const om_correct *s, size_t at, size_t n)
{
    for (size_t slot = slot_of(s, s->p + at, n); s->phrases[slot]; slot = (slot + 1) & (s->phrases_cap - 1)) {
        size_t from = s->phrases[slot] - 1 + MARK;
        if (s->len - from > n && memcmp(s->p + from, s->p + at, n) == 0 && is_of(s, from + n, "”"))
            return true;
    }
    return false;
}

/* Note all phrases of the block.  false: out of memory. */
static bool note_phrases(om_correct *s)
{
    size_t n = 0, cap = 64;

    for (size_t at = next_quote(s, 0, s->len); at < s->len; at = next_quote(s, at + MARK, s->len))
        n++;
    while (cap < 2 * n)
        cap *= 2;
    free(s->phrases);
    s->phrases = calloc(cap, sizeof *s->phrases);
    s->phrases_cap = s->phrases ? cap : 0;
    if (!s->phrases)
        return false;
    for (size_t at = next_quote(s, 0, s->len); at < s->len; at = next_quote(s, at + MARK, s->len)) {
        size_t len = opens(s, at) ? phrase_at(s, at) : 0, slot;

        if (!len || !is_han(char_at(s, at + MARK)) || !is_han(char_before(s, at + MARK + len)) ||
            is_phrase(s, at + MARK, len))
            continue; /* a word of another script may as well be the start of a path or a longer word */
        for (slot = slot_of(s, s->p + at + MARK, len); s->phrases[slot]; slot = (slot + 1) & (cap - 1))
            ;
        s->phrases[slot] = (uint32_t)at + 1;
    }
    return true;
}

/* --- a paragraph with one half too few ------------------------------------------------------------------------------ */

/* “私房钱 without its ”: the end of the longest phrase that begins after it; 0: none.  Of one character it must be set off
 * by what follows. */
static size_t phrase_after(const om_correct *s, size_t quote, size_t to)
{
    size_t from = quote + MARK, end = 0;

    for (size_t at = from; at < to && at - from < PHRASE_MAX && !is_of(s, at, "“”，。！？：；");) {
        bool one = at == from;
        at += om_utf8_len(s->p[at]);
        if (is_phrase(s, from, at - from) && (!one || is_of(s, at, "的、，。")))
            end = at;
    }
    return end;
}

/* 私房钱” without its “: the start of the longest phrase that ends before it; 0: none. */
static size_t phrase_before(const om_correct *s, size_t quote, size_t from)
{
    size_t start = 0;

    for (size_t at = quote; at > from && quote - at < PHRASE_MAX && !is_before(s, at, "“”，。！？：；");) {
        bool one = at == quote;
        at = om_utf8_back(s->p, at);
        if (!one && is_phrase(s, at, quote - at))
            start = at;
    }
    return start;
}

/* 说：我们来了。”: the start of the speech that ends at the ” of p[quote]; 0: none, more than one could be it, or no
 * sentence. */
static size_t speech_before(const om_correct *s, size_t quote, size_t from)
{
    size_t found = 0, stop = quote - from > SPEECH_MAX ? quote - SPEECH_MAX : from;
    bool sentence = false;

    for (size_t at = quote; at > stop; at = om_utf8_back(s->p, at)) {
        sentence = sentence || is_before(s, at, "，。！？");
        if (!has_before(s, at, "：") ||
            !(has_before(s, at, "说：") || has_before(s, at, "问：") || has_before(s, at, "答：") ||
              (has_before(s, at, "道：") && !has_before(s, at, "报道："))))
            continue;
        if (found || !sentence)
            return 0;
        found = at;
    }
    return found;
}

/* The quotation marks of p[from, to), a paragraph, do not come by turns.  false: out of memory. */
static bool mend(om_correct *s, size_t from, size_t to)
{
    size_t odd = to, after = from, last = from, open = to, at;
    unsigned n = 0;

    for (at = next_quote(s, from, to); at < to; last = at + MARK, at = next_quote(s, last, to)) {
        if (opens(s, at) == (open == to)) {
            open = opens(s, at) ? at : to;
            continue;
        }
        n++;
        odd = opens(s, at) ? open : at; /* the “ that nothing closes, or the ” that nothing opened */
        after = last;
        open = opens(s, at) ? at : to;
    }
    if (open != to)
        n++, odd = open;
    if (n != 1 || (from == 0 && !s->begins) || (to == s->len && !s->ends))
        return true;
    if (!s->phrases_cap && !note_phrases(s))
        return false;
    if (opens(s, odd)) {
        bool speech = odd == from || is_before(s, odd, "：");
        at = speech ? 0 : phrase_after(s, odd, to);
        return !at || add_fix(s, at, "”", OM_RULE_LOST_QUOTE);
    }
    at = phrase_before(s, odd, after);
    if (!at)
        at = speech_before(s, odd, after);
    return !at || add_fix(s, at, "“", OM_RULE_LOST_QUOTE);
}

/* --- lists ---------------------------------------------------------------------------------------------------------- */

static bool ends_sentence(const om_correct *s, size_t at)
{
    uint8_t lead = s->p[at];

    return lead == '\n' || (lead == 0xE3 && has_at(s, at, "。")) || (lead == 0xEF && is_of(s, at, "！？"));
}

/* Whether `joint` stands in the sentence around p[at]. */
static bool is_listed(const om_correct *s, size_t at, const char *joint)
{
    size_t from = at > LIST_REACH ? at - LIST_REACH : 0, to = s->len - at > LIST_REACH ? at + LIST_REACH : s->len;

    for (size_t i = at; i > from && !ends_sentence(s, i - 1); i--)
        if (s->p[i - 1] == (uint8_t)*joint && has_at(s, i - 1, joint))
            return true;
    for (size_t i = at; i < to && !ends_sentence(s, i); i++)
        if (s->p[i] == (uint8_t)*joint && has_at(s, i, joint))
            return true;
    return false;
}

/* ”“ at p[at]: two short phrases with nothing between them. */
static bool lacks_comma(const om_correct *s, size_t open, size_t at)
{
    return at - MARK - (open + MARK) <= PHRASE_MAX && phrase_at(s, open) == at - MARK - (open + MARK) &&
           phrase_at(s, at) && is_listed(s, at, "”、“");
}

bool om_correct_titles(const om_correct *s, om_out *out)
{
    size_t at = out->next;

    if (!has_at(s, at, "》《") || !is_han(char_at(s, at + 2 * MARK)) || !is_listed(s, at, "》、《"))
        return false;
    om_keep(out, MARK);
    om_replace(out, 0, "、", 3, OM_RULE_LIST_COMMA, 0);
    return true;
}

/* --- the walk ------------------------------------------------------------------------------------------------------- */

/* Look at the paragraph of p[at], where quotation marks do not come by turns.  *done: all before it was looked at.
 * false: out of memory. */
static bool look(om_correct *s, size_t at, size_t *done)
{
    const uint8_t *before, *after;

    if (at < *done)
        return true;
    before = memrchr(s->p, '\n', at);
    after = memchr(s->p + at, '\n', s->len - at);
    *done = after ? (size_t)(after - s->p) : s->len;
    return mend(s, before ? (size_t)(before - s->p) + 1 : 0, *done);
}

bool om_correct_find_quotes(om_correct *s)
{
    enum { NONE = SIZE_MAX };
    size_t open = NONE, pair = NONE, closed = NONE, done = 0; /* pair: the “ of the ” that ended before `closed` */

    s->fixes_n = s->fix = s->phrases_cap = 0;
    for (size_t at = next_quote(s, 0, s->len); at < s->len; at = next_quote(s, at + MARK, s->len)) {
        bool opening = opens(s, at);

        if (opening != (open == NONE) && !look(s, opening ? open : at, &done))
            return false;
        if (opening && at == closed && lacks_comma(s, pair, at) && !add_fix(s, at, "、", OM_RULE_LIST_COMMA))
            return false;
        pair = opening ? pair : open;
        closed = opening || open == NONE ? NONE : at + MARK;
        open = opening ? at : NONE;
    }
    return open == NONE || look(s, open, &done);
}

void om_correct_fix_quote(om_correct *s, om_out *out)
{
    while (s->fix < s->fixes_n && s->fixes[s->fix].at < out->next)
        s->fix++;
    if (s->fix < s->fixes_n && s->fixes[s->fix].at == out->next) {
        const om_correct_fix *fix = &s->fixes[s->fix++];
        om_replace(out, 0, fix->mark, strlen(fix->mark), fix->rule, 0);
    }
}
