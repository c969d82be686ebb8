/* lists.c - the 、 lost between two items of a list. */
#include "stage/correct/correct.h"

#include "dict/language.h"

enum {
    LETTER = 3,         /* bytes of a Han character, as of 、 */
    LIST_REACH = 360,   /* bytes of a sentence looked at for a list */
    COMMON = 73,        /* cost of a surname of class 4 (dict/surnames.tsv), to about the 250th */
    ITEM_MAX = 12,      /* characters of an item of a list */
    ITEMS = 6,          /* looked at on either side */
    TWO_NAMES_MIN = 5,  /* characters of two names without a 、: with fewer there is no telling */
    TWO_NAMES_MAX = 6
};

/* --- quotations and titles ---------------------------------------------------------------------------------------- */

static bool ends_sentence(const om_correct *s, size_t at)
{
    uint8_t lead = s->p[at];

    return lead == '\n' || (lead == 0xE3 && has_at(s, at, "。")) || (lead == 0xEF && is_of(s, at, "！？"));
}

/* Whether `joint`, such as ”、“, stands in the sentence around p[at]. */
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

bool om_correct_titles(const om_correct *s, om_out *out)
{
    size_t at = out->next;

    if (!has_at(s, at, "》《") || !is_han(char_at(s, at + 2 * LETTER)) || !is_listed(s, at, "》、《"))
        return false;
    om_keep(out, LETTER);
    om_replace(out, 0, "、", 3, OM_RULE_LIST_COMMA, 0);
    return true;
}

/* ”“: two short phrases. */
bool om_correct_phrases(const om_correct *s, om_out *out)
{
    size_t close = out->next, open = close, stop = close > OM_PHRASE_MAX ? close - OM_PHRASE_MAX : 0;

    if (!has_at(s, close, "”“"))
        return false;
    while (open > stop && !is_before(s, open, "“”"))
        open = om_utf8_back(s->p, open);
    if (!is_before(s, open, "“") || !om_correct_phrase(s, open - LETTER) || !om_correct_phrase(s, close + LETTER) ||
        !is_listed(s, close + LETTER, "”、“"))
        return false;
    om_keep(out, LETTER);
    om_replace(out, 0, "、", 3, OM_RULE_LIST_COMMA, 0);
    return true;
}

/* --- names of persons --------------------------------------------------------------------------------------------- */

typedef struct {
    size_t from, to;
} item;

/* Han of three bytes, U+4000 to U+9FFF, at p[at] and before it, told by the first. */
static bool letter_at(const om_correct *s, size_t at)
{
    return at < s->len && s->p[at] >= 0xE4 && s->p[at] <= 0xE9;
}

static bool letter_before(const om_correct *s, size_t at)
{
    return at >= LETTER && letter_at(s, at - LETTER);
}

/* The letters from p[at] on, or before it: no more than ITEM_MAX. */
static item item_at(const om_correct *s, size_t at)
{
    item i = {at, at};

    while (i.to - at < ITEM_MAX * LETTER && letter_at(s, i.to))
        i.to += LETTER;
    return i;
}

static item item_before(const om_correct *s, size_t at)
{
    item i = {at, at};

    while (at - i.from < ITEM_MAX * LETTER && letter_before(s, i.from))
        i.from -= LETTER;
    return i;
}

/* Whether they may be a person's name of two or three characters, one at least such as given names have, and are no
 * word. */
static bool is_person(const om_correct *s, size_t from, size_t to)
{
    unsigned surname = om_language_of(char_at(s, from)).surname;
    uint64_t sum = 0;
    bool given = false;

    if (surname == 0 || surname > COMMON || (to - from != 2 * LETTER && to - from != 3 * LETTER) ||
        is_of(s, from, "任于时向应和"))
        return false;
    for (size_t at = from; at < to; at += LETTER) {
        uint32_t c;
        if (!letter_at(s, at))
            return false;
        c = char_at(s, at);
        given |= at > from && om_language_of(c).given;
        sum = om_key_push(sum, om_key_char(c));
    }
    return given && !om_word_ordinary(om_language(OM_WORD, sum));
}

/* The place, the only one, where p[from, to) parts into two names; 0: there is none, or more than one. */
static size_t parts_at(const om_correct *s, size_t from, size_t to)
{
    size_t found = 0;

    for (size_t at = from + 2 * LETTER; at + 2 * LETTER <= to; at += LETTER)
        if (is_person(s, from, at) && is_person(s, at, to)) {
            if (found)
                return 0;
            found = at;
        }
    return found;
}

/* Whether a first item ends with a name, and a last one begins with it. */
static bool ends_with_person(const om_correct *s, item i)
{
    size_t n = i.to - i.from;

    return (n >= 3 * LETTER && is_person(s, i.to - 3 * LETTER, i.to)) ||
           (n >= 2 * LETTER && is_person(s, i.to - 2 * LETTER, i.to));
}

static bool begins_with_person(const om_correct *s, item i)
{
    size_t n = i.to - i.from;

    return (n >= 3 * LETTER && is_person(s, i.from, i.from + 3 * LETTER)) ||
           (n >= 2 * LETTER && is_person(s, i.from, i.from + 2 * LETTER));
}

/* Whether the list around the item is one of persons: how many there are at least, and no more than a third being
 * something else. */
static bool among_persons(const om_correct *s, item i, unsigned least)
{
    unsigned persons = 0, others = 0;
    item next;

    for (size_t n = 0, at = i.from; n < ITEMS && has_before(s, at, "、"); n++, at = next.from) {
        next = item_before(s, at - LETTER);
        if (is_person(s, next.from, next.to))
            persons++;
        else if (has_before(s, next.from, "、"))
            others++;
        else
            persons += ends_with_person(s, next);
    }
    for (size_t n = 0, at = i.to; n < ITEMS && has_at(s, at, "、"); n++, at = next.to) {
        next = item_at(s, at + LETTER);
        if (is_person(s, next.from, next.to))
            persons++;
        else if (has_at(s, next.to, "、"))
            others++;
        else
            persons += begins_with_person(s, next);
    }
    return persons >= least && persons >= 2 * others;
}

/* Where the item parts into two names, if it is as long as two; 0: it does not. */
static size_t two_names(const om_correct *s, item i)
{
    bool fits = i.to - i.from >= TWO_NAMES_MIN * LETTER && i.to - i.from <= TWO_NAMES_MAX * LETTER;

    return fits ? parts_at(s, i.from, i.to) : 0;
}

/* Put a 、 into it there.  The one before in the list may have been told of it already. */
static bool part(const om_correct *s, om_out *out, item i, size_t at)
{
    if (at <= out->copied || !among_persons(s, i, i.to - i.from == TWO_NAMES_MAX * LETTER ? 2 : 3))
        return false;
    om_keep_to(out, at);
    om_replace(out, 0, "、", 3, OM_RULE_LIST_COMMA, 0);
    return true;
}

/* 图为林小明周文: a first item, whose names come after a word that persons are told with. */
static item first_of(const om_correct *s, item i)
{
    for (unsigned n = TWO_NAMES_MAX; n >= TWO_NAMES_MIN; n--) {
        size_t from = i.to - n * LETTER;
        if (i.to - i.from > n * LETTER && is_before(s, from, "为有括如是及与"))
            return (item){from, i.to};
    }
    return i;
}

/* A last item, before 等 or 和. */
static item last_of(const om_correct *s, item i)
{
    for (size_t at = i.from + TWO_NAMES_MIN * LETTER; at < i.to && at <= i.from + TWO_NAMES_MAX * LETTER; at += LETTER)
        if (is_of(s, at, "等和及与"))
            return (item){i.from, at};
    return i;
}

bool om_correct_names(const om_correct *s, om_out *out)
{
    size_t close = out->next, from, in_left, in_right;
    item left, right;
    bool parted;

    if (close >= 3 * LETTER && has_before(s, close - 2 * LETTER, "、"))
        from = close - 2 * LETTER;
    else if (close >= 4 * LETTER && has_before(s, close - 3 * LETTER, "、"))
        from = close - 3 * LETTER;
    else
        return false;
    if (!om_language_of(char_at(s, from)).surname) /* as of most lists, which are of things */
        return false;
    left = item_before(s, from - LETTER);
    right = item_at(s, close + LETTER);
    if (left.to - left.from < TWO_NAMES_MIN * LETTER && right.to - right.from < TWO_NAMES_MIN * LETTER)
        return false;
    left = first_of(s, left);
    right = last_of(s, right);
    in_left = two_names(s, left);
    in_right = two_names(s, right);
    if ((!in_left && !in_right) || !is_person(s, from, close))
        return false;
    parted = part(s, out, left, in_left);
    return part(s, out, right, in_right) || parted;
}
