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

bool om_passage_add(om_passage *text, uint32_t c)
{
    if (text->n == OM_PASSAGE_CHARS)
        return false;
    text->c[text->n] = c;
    text->mixed[text->n] = om_key_char(c);
    text->n++;
    return true;
}

uint32_t om_passage_put(om_passage *text, unsigned at, uint32_t c)
{
    uint32_t before = text->c[at];

    text->c[at] = c;
    text->mixed[at] = om_key_char(c);
    return before;
}

uint64_t om_passage_key(const om_passage *text, unsigned from, unsigned to)
{
    uint64_t sum = 0;

    for (unsigned i = from; i < to; i++)
        sum = om_key_push(sum, text->mixed[i]);
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

bool om_title_before(const om_passage *text, unsigned i)
{
    if (i < 2 || !(om_language_of(text->c[i - 1]).begins & OM_ENDS_TITLE))
        return false;
    for (unsigned n = 2; n <= TITLE_CHARS && n <= i; n++)
        if (is_title(om_language(OM_TITLE, om_passage_key(text, i - n, i))))
            return true;
    return false;
}

bool om_title_after(const om_passage *text, unsigned i)
{
    uint64_t sum = 0;

    if (i + 2 > text->n || !(om_language_of(text->c[i]).begins & OM_BEGINS_TITLE))
        return false;
    for (unsigned n = 1; n <= TITLE_CHARS && i + n <= text->n; n++) {
        sum = om_key_push(sum, text->mixed[i + n - 1]);
        if (n >= 2 && is_title(om_language(OM_TITLE, sum)))
            return true;
    }
    return false;
}

static bool is_listed(const om_passage *text, unsigned from, unsigned to)
{
    return (from && text->c[from - 1] == LIST_COMMA) || (to < text->n && text->c[to] == LIST_COMMA);
}

unsigned om_person_cost(const om_passage *text, unsigned from, unsigned to)
{
    if (om_title_before(text, from) || om_title_after(text, to))
        return PERSON_TITLED;
    return is_listed(text, from, to) ? PERSON_LISTED : PERSON;
}

/* --- words -------------------------------------------------------------------------------------------------------- */

/* Words of the language: where each ends, and what it costs. */
typedef struct {
    unsigned n, to[OM_WORD_CHARS], cost[OM_WORD_CHARS];
} found_words;

static void found(found_words *words, uint64_t sum, unsigned to)
{
    unsigned cost = om_word_cost(om_language(OM_WORD, sum));

    words->to[words->n] = to;
    words->cost[words->n] = cost;
    words->n += cost > 0;
}

/* Those of two characters and more that begin at place i of n characters, and end behind place `behind`. */
static found_words find_words(const uint32_t *c, const uint64_t *mixed, unsigned n, unsigned i, unsigned behind)
{
    found_words words;
    uint64_t sum = om_key_push(mixed[i], mixed[i + 1]);
    unsigned pair = om_language_pair(c[i], c[i + 1]);

    words.n = 0;
    if (i + 2 > behind && pair & OM_IS_WORD)
        found(&words, sum, i + 2);
    if (!(pair & OM_BEGINS_WORD))
        return words;
    for (unsigned to = i + 2; to < n && to < i + OM_WORD_CHARS && om_script(c[to]) == OM_HAN; to++) {
        sum = om_key_push(sum, mixed[to]);
        if (to == i + 2 && !om_language_triple(sum))
            break;
        if (to >= behind)
            found(&words, sum, to + 1);
    }
    return words;
}

/* --- division ----------------------------------------------------------------------------------------------------- */

/* best[i]: cost of the characters before i; back[i]: where the last piece of them begins; word[i]: it is a word. */
typedef struct {
    unsigned best[OM_PASSAGE_CHARS + 1];
    uint8_t back[OM_PASSAGE_CHARS + 1];
    bool word[OM_PASSAGE_CHARS + 1];
} division;

static void step(division *d, unsigned from, unsigned to, unsigned cost, bool word)
{
    if (d->best[from] + cost < d->best[to]) {
        d->best[to] = d->best[from] + cost;
        d->back[to] = (uint8_t)from;
        d->word[to] = word;
    }
}

static unsigned given_cost(const om_passage *text, unsigned i)
{
    unsigned cost = om_language_of(text->c[i]).given;

    return cost ? cost : GIVEN_UNKNOWN;
}

/* A person named at [from, to): what is beside the name is looked at only where that can matter. */
static void person(division *d, const om_passage *text, unsigned from, unsigned to, unsigned cost)
{
    if (d->best[from] + PERSON_TITLED + cost < d->best[to])
        step(d, from, to, om_person_cost(text, from, to) + cost, false);
}

/* A surname at i of n characters that costs so much, 0: that is none; and after it a given name. */
static void persons(division *d, const om_passage *text, unsigned i, unsigned n, unsigned surname)
{
    unsigned at = i + n, cost;

    if (!surname || at >= text->n || om_script(text->c[at]) != OM_HAN)
        return;
    cost = UNLISTED + surname + given_cost(text, at);
    person(d, text, i, at + 1, cost + GIVEN_ONE);
    if (at + 1 < text->n && om_script(text->c[at + 1]) == OM_HAN)
        person(d, text, i, at + 2, cost + given_cost(text, at + 1) + GIVEN_TWO);
}

unsigned om_unlisted_cost(const om_passage *text, unsigned from, unsigned to)
{
    unsigned best = 0;

    for (unsigned n = 1; n <= 2 && from + n < to; n++) {
        unsigned cost = om_language(OM_SURNAME, om_passage_key(text, from, from + n));

        if (!cost || to - from - n > 2)
            continue;
        cost += UNLISTED + (to - from - n == 1 ? GIVEN_ONE : GIVEN_TWO);
        for (unsigned i = from + n; i < to; i++)
            cost += given_cost(text, i);
        if (!best || cost < best)
            best = cost;
    }
    return best;
}

/* Characters from i on that transliterate, a foreigner's name. */
static void foreigners(division *d, const om_passage *text, unsigned i)
{
    unsigned cost = FOREIGNER;

    for (unsigned to = i; to < text->n && to < i + OM_WORD_CHARS; to++) {
        unsigned sound = om_language_of(text->c[to]).sound;

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

static void villages(division *d, const om_passage *text, unsigned i)
{
    if (i + 2 < text->n && ends_village(text->c[i + 2]))
        step(d, i, i + 3, VILLAGE + 2 * STEM, false);
    if (i + 3 < text->n && ends_village(text->c[i + 3]))
        step(d, i, i + 4, VILLAGE + 3 * STEM, false);
}

static void pieces(division *d, const om_passage *text, unsigned i)
{
    om_language_char first;
    found_words words;

    if (om_script(text->c[i]) != OM_HAN) {
        step(d, i, i + 1, MARK, false);
        return;
    }
    first = om_language_of(text->c[i]);
    step(d, i, i + 1, om_word_cost(first.word) ? om_word_cost(first.word) : UNKNOWN, false);
    persons(d, text, i, 1, first.surname);
    foreigners(d, text, i);
    villages(d, text, i);
    if (i + 1 == text->n || om_script(text->c[i + 1]) != OM_HAN)
        return;
    if (first.begins & OM_BEGINS_SURNAME)
        persons(d, text, i, 2, om_language(OM_SURNAME, om_key_push(text->mixed[i], text->mixed[i + 1])));
    words = find_words(text->c, text->mixed, text->n, i, i);
    for (unsigned k = 0; k < words.n; k++)
        step(d, i, words.to[k], words.cost[k], true);
}

unsigned om_passage_cost(const om_passage *text, const om_span *spans, unsigned n, unsigned at, bool *word)
{
    division d;

    d.best[0] = 0;
    for (unsigned i = 1; i <= text->n; i++)
        d.best[i] = UINT16_MAX;
    for (unsigned i = 0; i < text->n; i++) {
        pieces(&d, text, i);
        for (unsigned k = 0; k < n; k++)
            if (spans[k].from == i)
                step(&d, i, spans[k].to, spans[k].cost, false);
    }
    if (word) {
        unsigned i = text->n;

        while (i && d.back[i] > at)
            i = d.back[i];
        *word = i && d.word[i];
    }
    return d.best[text->n];
}

/* --- bounds ------------------------------------------------------------------------------------------------------- */

static unsigned unit_cost(uint32_t c)
{
    unsigned cost;

    if (om_script(c) != OM_HAN)
        return MARK;
    cost = om_word_cost(om_language_of(c).word);
    return cost ? cost : UNKNOWN;
}

/* A passage with another character at `at`, as far from it as pieces reach, and what its characters cost as they were. */
typedef struct {
    unsigned n, at;
    uint32_t c[2 * OM_WORD_CHARS];
    uint64_t mixed[2 * OM_WORD_CHARS];
    om_language_char known[2 * OM_WORD_CHARS];
    int sum[2 * OM_WORD_CHARS + 1]; /* of the costs of single characters, as the text reads */
    int gain;
} patch;

static void patch_init(patch *p, const om_passage *text, unsigned at, uint32_t other)
{
    unsigned from = at < OM_WORD_CHARS ? 0 : at - OM_WORD_CHARS;

    p->at = at - from;
    p->sum[0] = 0;
    for (p->n = 0; p->n < 2 * OM_WORD_CHARS && from + p->n < text->n; p->n++) {
        unsigned i = p->n;

        p->c[i] = i == p->at ? other : text->c[from + i];
        p->mixed[i] = i == p->at ? om_key_char(other) : text->mixed[from + i];
        p->known[i] = om_language_of(p->c[i]);
        p->sum[i + 1] = p->sum[i] + (int)unit_cost(text->c[from + i]);
    }
    p->gain = (int)unit_cost(text->c[at]) - (int)unit_cost(other);
}

/* A piece [from, to) that covers the character and costs so much. */
static void patch_piece(patch *p, unsigned from, unsigned to, int cost)
{
    if (to > p->at && to <= p->n && p->sum[to] - p->sum[from] - cost > p->gain)
        p->gain = p->sum[to] - p->sum[from] - cost;
}

/* Words from i on. */
static void patch_words(patch *p, unsigned i)
{
    found_words words = find_words(p->c, p->mixed, p->n, i, p->at);

    for (unsigned k = 0; k < words.n; k++)
        patch_piece(p, i, words.to[k], (int)words.cost[k]);
}

/* A surname of n characters at i, and a given name. */
static void patch_persons(patch *p, unsigned i, unsigned n, unsigned surname)
{
    unsigned cost = PERSON_TITLED + UNLISTED + surname;

    if (i + n >= p->n)
        return;
    cost += p->known[i + n].given ? p->known[i + n].given : GIVEN_UNKNOWN;
    patch_piece(p, i, i + n + 1, (int)(cost + GIVEN_ONE));
    if (i + n + 1 < p->n)
        patch_piece(p, i, i + n + 2, (int)(cost + GIVEN_TWO + (p->known[i + n + 1].given ? p->known[i + n + 1].given
                                                                                        : GIVEN_UNKNOWN)));
}

/* The characters of a foreigner's name around: each side as far as it gains. */
static void patch_foreigner(patch *p)
{
    int gain = p->sum[p->at + 1] - p->sum[p->at] - p->known[p->at].sound - FOREIGNER, more = 0, most = 0;

    if (!p->known[p->at].sound)
        return;
    for (unsigned i = p->at; i-- && p->known[i].sound;) {
        more += p->sum[i + 1] - p->sum[i] - p->known[i].sound;
        most = more > most ? more : most;
    }
    gain += most;
    more = most = 0;
    for (unsigned i = p->at + 1; i < p->n && p->known[i].sound; i++) {
        more += p->sum[i + 1] - p->sum[i] - p->known[i].sound;
        most = more > most ? more : most;
    }
    if (gain + most > p->gain)
        p->gain = gain + most;
}

/* Whether the character is in a title of a head or a person. */
static bool makes_title(const patch *p)
{
    for (unsigned from = p->at < TITLE_CHARS ? 0 : p->at + 1 - TITLE_CHARS; from <= p->at; from++) {
        uint64_t sum = 0;

        if (!(p->known[from].begins & OM_BEGINS_TITLE))
            continue;
        for (unsigned to = from; to < p->n && to < from + TITLE_CHARS; to++) {
            sum = om_key_push(sum, p->mixed[to]);
            if (to > from && to >= p->at && p->known[to].begins & OM_ENDS_TITLE && is_title(om_language(OM_TITLE, sum)))
                return true;
        }
    }
    return false;
}

int om_passage_gain_most(const om_passage *text, unsigned at, uint32_t other)
{
    patch p;

    patch_init(&p, text, at, other);
    if (other == LIST_COMMA || makes_title(&p))
        return OM_GAIN_UNKNOWN;
    patch_foreigner(&p);
    for (unsigned i = p.at < 3 ? 0 : p.at - 3; i <= p.at; i++) {
        if (i + 2 < p.n && ends_village(p.c[i + 2]))
            patch_piece(&p, i, i + 3, VILLAGE + 2 * STEM);
        if (i + 3 < p.n && ends_village(p.c[i + 3]))
            patch_piece(&p, i, i + 4, VILLAGE + 3 * STEM);
        if (p.known[i].surname)
            patch_persons(&p, i, 1, p.known[i].surname);
        if (p.known[i].begins & OM_BEGINS_SURNAME)
            patch_persons(&p, i, 2, 0);
    }
    for (unsigned i = p.at + 1; i-- && om_script(p.c[i]) == OM_HAN;)
        if (i + 1 < p.n && om_script(p.c[i + 1]) == OM_HAN)
            patch_words(&p, i);
    return p.gain;
}

unsigned om_passage_part_most(const om_passage *text, unsigned from, unsigned to)
{
    unsigned before = 0, cost = 0;

    for (unsigned i = from; i < to; i++) {
        unsigned best = cost + unit_cost(text->c[i]);

        if (i > from && om_script(text->c[i - 1]) == OM_HAN && om_script(text->c[i]) == OM_HAN) {
            bool is_word = om_language_pair(text->c[i - 1], text->c[i]) & OM_IS_WORD;
            uint64_t sum = om_key_push(text->mixed[i - 1], text->mixed[i]);
            unsigned word = is_word ? om_word_cost(om_language(OM_WORD, sum)) : 0;

            if (word && before + word < best)
                best = before + word;
        }
        before = cost;
        cost = best;
    }
    return cost;
}
