#include "stage/names/segment.h"

#include "dict/language.h"
#include "text/script.h"

enum {
    RARE = 118,           /* a character that occurs less than seven times in a million */
    UNKNOWN = 175,        /* a Han character that no list has */
    MARK = 20,            /* any other character */
    PERSON = 70,          /* a person is named ... */
    PERSON_LISTED = 55,   /* ... in a list of any things */
    PERSON_TITLED = 30,   /* ... beside a title */
    UNLISTED = 10,        /* ... who is in no list */
    GIVEN_UNKNOWN = 95,   /* a character that given names are not known to have */
    GIVEN_ONE = 12,       /* the given name has one character ... */
    GIVEN_TWO = 4,        /* ... or two */
    FOREIGNER = 90,
    SOUND_UNKNOWN = 95,
    VILLAGE = 85,         /* a small place that no list has */
    STEM = 75,            /* a character of its name */
    TITLE_CHARS = 6
};

enum { LIST_COMMA = 0x3001 };

bool om_line_add(om_line *line, uint32_t c)
{
    if (line->n == OM_LINE_CHARS)
        return false;
    line->sum[0] = 0;
    line->c[line->n] = c;
    line->mixed[line->n] = om_key_char(c);
    line->sum[line->n + 1] = om_key_push(line->sum[line->n], line->mixed[line->n]);
    line->n++;
    return true;
}

uint64_t om_line_key(const om_line *line, unsigned from, unsigned to)
{
    uint64_t sum = 0;

    for (unsigned i = from; i < to; i++)
        sum = om_key_push(sum, line->mixed[i]);
    return sum;
}

bool om_is_rare(uint32_t c)
{
    unsigned cost = om_word_cost(om_language_of(c).word);

    return !cost || cost >= RARE;
}

/* --- titles ------------------------------------------------------------------------------------------------------- */

static bool is_title(unsigned part)
{
    return part == OM_TITLE_HEAD || part == OM_TITLE_PERSON;
}

bool om_title_before(const om_line *line, unsigned i)
{
    if (i < 2 || !(om_language_of(line->c[i - 1]).begins & OM_ENDS_TITLE))
        return false;
    for (unsigned n = 2; n <= TITLE_CHARS && n <= i; n++)
        if (is_title(om_language(OM_TITLE, om_line_key(line, i - n, i))))
            return true;
    return false;
}

bool om_title_after(const om_line *line, unsigned i)
{
    uint64_t sum = 0;

    if (i + 2 > line->n || !(om_language_of(line->c[i]).begins & OM_BEGINS_TITLE))
        return false;
    for (unsigned n = 1; n <= TITLE_CHARS && i + n <= line->n; n++) {
        sum = om_key_push(sum, line->mixed[i + n - 1]);
        if (n >= 2 && is_title(om_language(OM_TITLE, sum)))
            return true;
    }
    return false;
}

static bool is_listed(const om_line *line, unsigned from, unsigned to)
{
    return (from && line->c[from - 1] == LIST_COMMA) || (to < line->n && line->c[to] == LIST_COMMA);
}

unsigned om_person_cost(const om_line *line, unsigned from, unsigned to)
{
    if (om_title_before(line, from) || om_title_after(line, to))
        return PERSON_TITLED;
    return is_listed(line, from, to) ? PERSON_LISTED : PERSON;
}

/* --- division ----------------------------------------------------------------------------------------------------- */

/* best[i]: cost of the characters before i; back[i]: where the last piece of them begins; word[i]: it is a word. */
typedef struct {
    unsigned best[OM_LINE_CHARS + 1];
    uint8_t back[OM_LINE_CHARS + 1];
    bool word[OM_LINE_CHARS + 1];
} division;

static void step(division *d, unsigned from, unsigned to, unsigned cost, bool word)
{
    if (d->best[from] + cost < d->best[to]) {
        d->best[to] = d->best[from] + cost;
        d->back[to] = (uint8_t)from;
        d->word[to] = word;
    }
}

static unsigned given_cost(const om_line *line, unsigned i)
{
    unsigned cost = om_language_of(line->c[i]).given;

    return cost ? cost : GIVEN_UNKNOWN;
}

/* A person named at [from, to): what is beside the name is looked at only where that can matter. */
static void person(division *d, const om_line *line, unsigned from, unsigned to, unsigned cost)
{
    if (d->best[from] + PERSON_TITLED + cost < d->best[to])
        step(d, from, to, om_person_cost(line, from, to) + cost, false);
}

/* A surname at i of n characters that costs so much, 0: that is none; and after it a given name. */
static void persons(division *d, const om_line *line, unsigned i, unsigned n, unsigned surname)
{
    unsigned at = i + n, cost;

    if (!surname || at >= line->n || om_script(line->c[at]) != OM_HAN)
        return;
    cost = UNLISTED + surname + given_cost(line, at);
    person(d, line, i, at + 1, cost + GIVEN_ONE);
    if (at + 1 < line->n && om_script(line->c[at + 1]) == OM_HAN)
        person(d, line, i, at + 2, cost + given_cost(line, at + 1) + GIVEN_TWO);
}

/* Characters from i on that transliterate, a foreigner's name. */
static void foreigners(division *d, const om_line *line, unsigned i)
{
    unsigned cost = FOREIGNER;

    for (unsigned to = i; to < line->n && to < i + OM_WORD_CHARS; to++) {
        unsigned sound = om_language_of(line->c[to]).sound;

        if (!sound)
            return;
        cost += sound;
        if (to > i)
            step(d, i, to + 1, cost, false);
    }
}

static bool ends_village(uint32_t c)
{
    return c == 0x6751 /* 村 */ || c == 0x5E84 /* 庄 */ || c == 0x8DEF /* 路 */ || c == 0x8857 /* 街 */ || c == 0x5C71 /* 山 */;
}

static void villages(division *d, const om_line *line, unsigned i)
{
    if (i + 2 < line->n && ends_village(line->c[i + 2]))
        step(d, i, i + 3, VILLAGE + 2 * STEM, false);
    if (i + 3 < line->n && ends_village(line->c[i + 3]))
        step(d, i, i + 4, VILLAGE + 3 * STEM, false);
}

/* Words of the language that begin at i and have two characters and more. */
static void words(division *d, const om_line *line, unsigned i)
{
    uint64_t sum = om_key_push(line->mixed[i], line->mixed[i + 1]);
    unsigned pair = om_language_pair(sum), cost;

    if (pair & OM_IS_WORD && (cost = om_word_cost(om_language(OM_WORD, sum))))
        step(d, i, i + 2, cost, true);
    if (!(pair & OM_BEGINS_WORD))
        return;
    for (unsigned to = i + 2; to < line->n && to < i + OM_WORD_CHARS && om_script(line->c[to]) == OM_HAN; to++) {
        sum = om_key_push(sum, line->mixed[to]);
        if ((cost = om_word_cost(om_language(OM_WORD, sum))))
            step(d, i, to + 1, cost, true);
    }
}

static void pieces(division *d, const om_line *line, unsigned i)
{
    om_language_char first;

    if (om_script(line->c[i]) != OM_HAN) {
        step(d, i, i + 1, MARK, false);
        return;
    }
    first = om_language_of(line->c[i]);
    step(d, i, i + 1, om_word_cost(first.word) ? om_word_cost(first.word) : UNKNOWN, false);
    persons(d, line, i, 1, first.surname);
    foreigners(d, line, i);
    villages(d, line, i);
    if (i + 1 == line->n || om_script(line->c[i + 1]) != OM_HAN)
        return;
    if (first.begins & OM_BEGINS_SURNAME)
        persons(d, line, i, 2, om_language(OM_SURNAME, om_key_push(line->mixed[i], line->mixed[i + 1])));
    words(d, line, i);
}

unsigned om_line_cost(const om_line *line, const om_span *spans, unsigned n, unsigned at, bool *word)
{
    division d;

    d.best[0] = 0;
    for (unsigned i = 1; i <= line->n; i++)
        d.best[i] = UINT16_MAX;
    for (unsigned i = 0; i < line->n; i++) {
        pieces(&d, line, i);
        for (unsigned k = 0; k < n; k++)
            if (spans[k].from == i)
                step(&d, i, spans[k].to, spans[k].cost, false);
    }
    if (word) {
        unsigned i = line->n;

        while (i && d.back[i] > at)
            i = d.back[i];
        *word = i && d.word[i];
    }
    return d.best[line->n];
}
