/* quotes.c - quotation marks of which one half was lost.
 *
 * The bitmap pass tells where they do not come by turns.  Only a paragraph with one such place is looked at further:
 * with two, either may be the wrong one. */
#include <config.h>

#include "stage/correct/correct.h"

#include <stdlib.h>
#include <xxhash.h>

#include "text/bitmap.h"

enum {
    MARK = 3,           /* bytes of a quotation mark, and of any other mark here */
    SPEECH_MAX = 900    /* bytes from 说： to the ” that has no partner: as far as stage width looks for one */
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

/* The last “ or ” before p[at] and not before p[from]; `at`: there is none. */
static size_t quote_before(const om_correct *s, size_t at, size_t from)
{
    for (size_t to = at; to > from;) {
        const uint8_t *lead = memrchr(s->p + from, 0xE2, to - from);
        if (!lead)
            break;
        to = (size_t)(lead - s->p);
        if (is_of(s, to, "“”"))
            return to;
    }
    return at;
}

static bool opens(const om_correct *s, size_t quote)
{
    return s->p[quote + 2] == 0x9C;
}

/* The mark goes in at p[at].  false: out of memory. */
static bool add_fix(om_correct *s, size_t at, const char *mark)
{
    if (s->fixes_n == s->fixes_cap) {
        size_t cap = 2 * s->fixes_cap + 64;
        om_correct_fix *fixes = realloc(s->fixes, cap * sizeof *fixes);
        if (!fixes)
            return false;
        s->fixes = fixes;
        s->fixes_cap = cap;
    }
    s->fixes[s->fixes_n++] = (om_correct_fix){at, mark};
    if (at < s->len)
        s->bits[at / 64] |= UINT64_C(1) << at % 64;
    return true;
}

/* --- phrases that stand whole in the block ------------------------------------------------------------------------ */

static size_t slot_of(const om_correct *s, const uint8_t *phrase, size_t n)
{
    return XXH3_64bits(phrase, n) & (s->phrases_cap - 1);
}

/* Whether a mark or line end stands at p[at], other than brackets, dashes and points: no phrase has it inside. */
static bool ends_phrase(const om_correct *s, size_t at)
{
    const uint8_t *p = s->p + at;

    if (p[0] == 0xE2)
        return p[1] == 0x80 && (p[2] == 0x9C || p[2] == 0x9D);
    if (p[0] == 0xE3)
        return p[1] == 0x80 && p[2] == 0x82;
    if (p[0] == 0xEF)
        return is_of(s, at, "，！？：；");
    return p[0] == '\n';
}

size_t om_correct_phrase(const om_correct *s, size_t quote)
{
    size_t from = quote + MARK, at = from;

    while (at < s->len && at - from <= OM_PHRASE_MAX && !ends_phrase(s, at))
        at += om_utf8_len(s->p[at]);
    return at - from <= OM_PHRASE_MAX && has_at(s, at, "”") ? at - from : 0;
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
        size_t len = opens(s, at) ? om_correct_phrase(s, at) : 0, slot;

        if (!len || !is_han(char_at(s, at + MARK)) || !is_han(char_before(s, at + MARK + len)) ||
            is_phrase(s, at + MARK, len))
            continue; /* a word of another script may as well be the start of a path or a longer word */
        for (slot = slot_of(s, s->p + at + MARK, len); s->phrases[slot]; slot = (slot + 1) & (cap - 1))
            ;
        s->phrases[slot] = (uint32_t)at + 1;
    }
    return true;
}

/* --- a paragraph with one half too few ---------------------------------------------------------------------------- */

/* “私房钱 without its ”: the end of the longest phrase that begins after it; 0: none.  Of one character it must be set off
 * by what follows. */
static size_t phrase_after(const om_correct *s, size_t quote, size_t to)
{
    size_t from = quote + MARK, end = 0;

    for (size_t at = from; at < to && at - from < OM_PHRASE_MAX && !ends_phrase(s, at);) {
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

    for (size_t at = quote; at > from && quote - at < OM_PHRASE_MAX && !is_before(s, at, "“”，。！？：；");) {
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

/* Whether a clause of saying ends at p[at], 他说，: what it parts of a speech goes on after it. */
static bool ends_saying(const om_correct *s, size_t at)
{
    return has_before(s, at, "说，") || has_before(s, at, "道，") || has_before(s, at, "问，");
}

/* Whether a clause of saying of at most `most` bytes from p[at] on says who spoke the words before it, 她说， or
 * 老站长林小明说。: words that report what others say, 有人说，, end with a comma. */
static bool names_speaker(const om_correct *s, size_t at, size_t to, size_t most)
{
    size_t end = to - at > most ? at + most : to;

    if (has_at(s, at, "他说，") || has_at(s, at, "她说，"))
        return true;
    for (; at < end && is_han(char_at(s, at)); at += om_utf8_len(s->p[at]))
        if (has_at(s, at, "说。") && at + 6 <= to)
            return !is_before(s, at, "小传学解听游劝难这么样，。！？");
    return false;
}

enum { SAYING = 42 }; /* bytes: who says it */

/* “我们来了。他说，“还不晚。: where the sentence ends after which the “ at p[next] is opened again; 0: not so. */
static size_t end_before_saying(const om_correct *s, size_t odd, size_t next)
{
    size_t stop = next - odd > SAYING + MARK ? next - SAYING : odd + MARK;

    for (size_t at = next - strlen("说，"); at > stop; at = om_utf8_back(s->p, at)) {
        if (is_before(s, at, "。！？"))
            return at;
        if (!is_han(char_before(s, at)))
            return 0;
    }
    return 0;
}

/* “我们来了。她说。 or 她说，: where the first sentence ends that such words follow; 0: nowhere in p[odd, to). */
static size_t end_before_speaker(const om_correct *s, size_t odd, size_t to)
{
    if (to - odd > SPEECH_MAX)
        to = odd + SPEECH_MAX;
    for (size_t at = odd + MARK; at < to; at += om_utf8_len(s->p[at]))
        if (is_of(s, at, "。！？") && at + MARK < to && names_speaker(s, at + MARK, to, SAYING))
            return at + MARK;
    return 0;
}

/* 说：“我们来了。: whether p[odd, to), to the end of the paragraph, is one short sentence. */
static bool is_one_sentence(const om_correct *s, size_t odd, size_t to)
{
    enum { LEAST = 12, MOST = 72 }; /* bytes: longer ones end inside as often */

    if (to - odd < MARK + LEAST + MARK || to - odd > MARK + MOST || !is_before(s, to, "。！？"))
        return false;
    for (size_t at = odd + MARK; at < to - MARK; at += om_utf8_len(s->p[at]))
        if (is_of(s, at, "。！？：；"))
            return false;
    return true;
}

/* “我们来了。他说，“还不晚。 without a ”, which is lost before 他说 or at the end of the paragraph, p[to]: its place; 0: no
 * such speech.  p[odd] is the “ that nothing closes. */
static size_t speech_end(const om_correct *s, size_t odd, size_t to)
{
    size_t next = next_quote(s, odd + MARK, to), at;

    if (next < to && ends_saying(s, next))
        return end_before_saying(s, odd, next);
    if (has_at(s, to + 1, "“")) /* a speech that goes on in the paragraph below */
        return 0;
    at = end_before_speaker(s, odd, next);
    if (at || next < to)
        return at;
    if (is_before(s, odd, "："))
        return is_one_sentence(s, odd, to) ? to : 0;
    return ends_saying(s, odd) && is_before(s, to, "。！？…") ? to : 0;
}

/* Whether what the mark at p[odd] goes with stands in the paragraph before or after its own, p[from, to): a line end
 * may have been put between them. */
static bool crosses(const om_correct *s, size_t odd, size_t from, size_t to)
{
    size_t end = s->len - odd > SPEECH_MAX ? odd + SPEECH_MAX : s->len, start = odd > SPEECH_MAX ? odd - SPEECH_MAX : 0;
    size_t other = opens(s, odd) ? next_quote(s, odd + MARK, end) : quote_before(s, odd, start);

    if (opens(s, odd))
        return other >= to && other < end && !opens(s, other);
    return other < from && opens(s, other);
}

/* The quotation marks of p[from, to), a paragraph, do not come by turns.  false: out of memory. */
static bool mend(om_correct *s, size_t from, size_t to)
{
    size_t odd = to, after = from, last = from, open = to, at;
    unsigned n = 0;

    for (at = next_quote(s, from, to); at < to; last = at + MARK, at = next_quote(s, last, to)) {
        if (opens(s, at) != (open == to)) {
            n++;
            odd = opens(s, at) ? open : at; /* the “ that nothing closes, or the ” that nothing opened */
            after = last;
        }
        open = opens(s, at) ? at : to;
    }
    if (open != to) {
        n++;
        odd = open;
    }
    if (n != 1 || (from == 0 && !s->begins) || (to == s->len && !s->ends) || crosses(s, odd, from, to))
        return true;
    if (odd == from && opens(s, odd))
        return true; /* a speech of several paragraphs */
    if (!s->phrases_cap && !note_phrases(s))
        return false;
    if (opens(s, odd)) {
        at = is_before(s, odd, "：") ? 0 : phrase_after(s, odd, to);
        if (!at)
            at = speech_end(s, odd, to);
        return !at || add_fix(s, at, "”");
    }
    at = phrase_before(s, odd, after);
    if (!at)
        at = speech_before(s, odd, after);
    return !at || add_fix(s, at, "“");
}

/* --- the block ---------------------------------------------------------------------------------------------------- */

/* Look at the paragraph of p[at], unless it is one of those before p[*done], which were looked at.  false: out of
 * memory. */
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

bool om_correct_find_quotes(om_correct *s, const uint64_t *odd, size_t words, bool open)
{
    size_t done = 0, seen = 0, last; /* seen: marks before were looked at, or those that there are before them */

    s->fixes_n = s->fix = s->phrases_cap = 0;
    for (size_t w = om_bitmap_next(odd, words, 0); w < words; w = om_bitmap_next(odd, words, w + 1)) {
        size_t from = w * 64, to = s->len - from > 64 ? from + 64 : s->len;

        /* what does not go with a mark of this word is one of those in it, or the one before them */
        if (!look(s, quote_before(s, from, seen > done ? seen : done), &done))
            return false;
        seen = from;
        for (size_t at = next_quote(s, from, to); at < to; at = next_quote(s, at + MARK, to))
            if (!look(s, at, &done))
                return false;
    }
    last = open ? quote_before(s, s->len, done) : s->len;
    return last == s->len || look(s, last, &done);
}

void om_correct_fix_quote(om_correct *s, om_out *out)
{
    while (s->fix < s->fixes_n && s->fixes[s->fix].at < out->next)
        s->fix++;
    if (s->fix < s->fixes_n && s->fixes[s->fix].at == out->next) {
        om_replace(out, 0, s->fixes[s->fix++].mark, MARK, OM_RULE_LOST_QUOTE, 0);
    }
}
