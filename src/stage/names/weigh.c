/* weigh.c - what speaks for a guess: a noisy channel.
 *
 * score = cost of the text as it reads - cost of the text with the name - cost of the misreading + what the engine's
 * confidence tells.  The costs of both texts are those of their cheapest division over the guess and CONTEXT characters
 * on either side, in which names that are known, and persons nobody knows, have their say too. */
#include "stage/names/names.h"

#include "dict/cost.h"
#include "dict/language.h"
#include "text/script.h"
#include "text/utf8.h"
#include "text/variant.h"

enum { CONTEXT = 8 };         /* characters */
enum { MIDDLE_DOT = 0xB7 };

enum {
    MISREAD = 30,             /* a character was misread: 5 of 100 */
    MISREAD_DOT = 10,         /* a dot for another mark */
    MISREAD_NEAR = 25,        /* for one that looks like it; more the less it does ... */
    MISREAD_FAR = 80,         /* ... for any other */
    DROPPED = 60,             /* a character was lost ... */
    DROPPED_RARE = 25,        /* ... that engines may not know */
    ADDED = 55,               /* something was read where nothing is ... */
    ADDED_HAN = 87, ADDED_MARK = 30,
    IN_WORD = 40,             /* the character makes sense where it stands */
    GIVEN_WORD = 20,          /* only the surname would be another, and the given name is a word */
    OTHER_SURNAME = 60,       /* only the surname would be another, and it looks quite different: another person */
    OTHER_SUFFIX = 40,        /* only what comes after a name or word would be another: 广州都 is not 广州市 */
    PAUSE = 40,               /* a pause that may well stand there */
    REPEATED = 20,            /* the text reads like this again, and never like the name */
    UNDOUBTED = 20,           /* a character that the engine does not doubt ... */
    UNDOUBTED_FAR = 25,       /* ... and that looks quite different ... */
    CERTAIN_FAR = 45,         /* ... where the engine says so of the character, or says nothing */
    NEVER = 1000,
    HOPELESS = 100,           /* below it no place that belongs to it would help */
    VOTES_MAX = 12,
    VOTE = 10,                /* another reading that may be the same name */
    FOLLOWS = 50,             /* the place that it lies in stands just before it */
    ASTRAY = 40,              /* a higher place stands there that it does not lie in */
    IN_BATCH = 10,            /* it stands in another text of the batch */
    IN_OFFICE = 30,           /* a person's title, organisation or place is told beside the name */
    DATELINE = 25,            /* a place between a news agency and a date; nothing else stands there */
    SIBLING = 25,             /* a place beside it in a list is a part of the same one, or both are countries */
    PERSON_ITEM = 25,         /* an item beside a person in a list is a person too */
    OTHER_ITEM = 25,          /* an item beside it is of another kind */
    PLACED = 25               /* a place that it lies in, or that lies in it, is named beside it */
};

/* Costs of names of lists, where they are named the first time and where the text has them elsewhere. */
enum { LIST_LEAST = 84, SEEN = 30, PLACE_SEEN = 60, OBSCURE = 20, FREQUENT = 160, COMMON = 60 };

/* A place of tables that tell levels: there are few countries and many villages.  0: no level. */
static unsigned level_cost(unsigned level)
{
    static const uint8_t costs[] = {0, 85, 90, 95, 90, 105, 125, 145, 160, 145};

    if (!level || level >= sizeof costs)
        return 0;
    return costs[level];
}

/* Much is written about a name that is a frequent word of the language, little about one that is none. */
static int prominence(const om_passage *text, unsigned from, unsigned to)
{
    int cost = (int)om_word_cost(om_language(OM_WORD, om_passage_key(text, from, to)));

    return !cost || cost > FREQUENT || to - from < 3 ? 0 : (FREQUENT - cost) / 2;
}

/* One of the names of a list: the more it has, the less is said by being in it.  Being in a short one says no more than
 * in one of a thousand: there are other people. */
static unsigned list_cost(const om_dict *d)
{
    unsigned cost = 0;

    for (uint32_t n = d->header->names; n; n >>= 1)
        cost += 7;
    return cost < LIST_LEAST ? LIST_LEAST : cost;
}

/* Cost of characters [from, to) as a name of this type that stands elsewhere too (`seen`) or not. */
static unsigned name_cost(const om_dict *d, const om_passage *text, unsigned from, unsigned to, unsigned type,
                          unsigned level, bool seen)
{
    unsigned cost = level_cost(level), less = (unsigned)prominence(text, from, to);

    if (!cost)
        cost = list_cost(d);
    else
        cost += OBSCURE;
    cost -= less < cost / 2 ? less : cost / 2;
    if (type == OM_TYPE_PERSON)
        return om_person_cost(text, from, to) + (seen ? SEEN : cost - 10);
    return seen && cost > PLACE_SEEN ? PLACE_SEEN : cost;
}

/* --- the two texts ------------------------------------------------------------------------------------------------ */

enum { SPANS = 48 };

/* A guess and its surroundings. */
typedef struct {
    const om_names *s;
    const om_guess *g;
    om_passage read, meant;
    uint32_t offset[OM_PASSAGE_CHARS + 1]; /* of the characters of `read` */
    unsigned from, to, at;    /* the guess in `read` */
    unsigned name;            /* characters of the name */
    unsigned part;            /* cost of the characters in its place, at most */
} stretch;

static void take(stretch *w)
{
    const uint8_t *p = w->s->p;
    size_t from = w->g->from, to = w->g->to;
    unsigned unit;

    for (unsigned i = 0; i < CONTEXT && from; i++) {
        size_t back = om_utf8_back(p, from);

        if (p[back] == '\n')
            break;
        from = back;
    }
    for (unsigned i = 0; i < CONTEXT && to < w->s->len && p[to] != '\n'; i++)
        to += om_utf8_len(p[to]);
    for (size_t at = from; at < to; at += unit) {
        uint32_t c = om_utf8_get(p + at, &unit);

        w->offset[w->read.n] = (uint32_t)at;
        if (at == w->g->from)
            w->from = w->read.n;
        if (at == w->g->at)
            w->at = w->read.n;
        if (!om_passage_add(&w->read, c))
            break;
        if (at + unit == w->g->to)
            w->to = w->read.n;
    }
    w->offset[w->read.n] = (uint32_t)to;
}

static uint32_t in_simplified(const om_names *s, uint32_t c)
{
    return s->p == s->text ? c : om_simplified(c);
}

static void put_name(stretch *w)
{
    size_t len;
    unsigned unit;
    const uint8_t *name = om_dict_name(w->s->dicts[w->g->dict], w->g->name, &len);

    for (unsigned i = 0; i < w->from; i++)
        om_passage_add(&w->meant, w->read.c[i]);
    for (; name && len; name += unit, len -= unit) {
        om_passage_add(&w->meant, in_simplified(w->s, om_utf8_get(name, &unit)));
        w->name++;
    }
    for (unsigned i = w->to; i < w->read.n; i++)
        om_passage_add(&w->meant, w->read.c[i]);
}

/* The character of `read` that begins at an offset. */
static unsigned index_of(const stretch *w, uint32_t offset)
{
    unsigned i = 0;

    while (i < w->read.n && w->offset[i] < offset)
        i++;
    return i;
}

/* Known names of the stretch as spans of the text as it reads, and of the text as it was meant. */
static void spans(stretch *w, om_span *read, unsigned *n_read, om_span *meant, unsigned *n_meant)
{
    bool missing = w->g->kind == OM_HIT_MISSING;
    unsigned more = w->name, less = w->to - w->from;
    unsigned last = w->g->kind == OM_HIT_TWO ? index_of(w, w->g->second.at) : w->at;

    *n_read = *n_meant = 0;
    for (size_t i = om_names_first(w->s, w->offset[0]); i < w->s->known.n && *n_read < SPANS; i++) {
        const om_known *k = &w->s->known.at[i];
        unsigned from, to, seen, cost;

        if (k->from >= w->offset[w->read.n])
            break;
        if (k->to > w->offset[w->read.n])
            continue;
        from = index_of(w, k->from);
        to = index_of(w, k->to);
        seen = om_seen_count(&w->s->seen, k->key);
        cost = name_cost(w->s->dicts[k->dict], &w->read, from, to, k->type, k->level, seen > 1);
        read[(*n_read)++] = (om_span){from, to, cost};
        if (to <= w->at || (from > w->at && to <= last))
            meant[(*n_meant)++] = (om_span){from, to, cost};
        else if (from > last || (missing && from == last))
            meant[(*n_meant)++] = (om_span){from + more - less, to + more - less, cost};
    }
}

/* --- the misreading ----------------------------------------------------------------------------------------------- */

/* How much likelier a confidence is for a wrong character than for a right one, in tenths of a nat: measured on pages
 * of many kinds, of words with Tesseract, of lines with PaddleOCR, whose confidence says little about one character.
 * It says nothing about what was not read. */
static int confidence_score(unsigned confidence, bool wide, bool missing)
{
    static const struct {
        uint8_t below;
        int8_t word, line;
    } steps[] = {{1, 33, 28}, {20, 28, 28}, {40, 23, 28}, {60, 16, 28}, {70, 7, 25}, {80, 1, 18}, {85, -6, 12}, {90, -15, 7},
                 {93, -30, 0}, {95, -40, -3}, {101, -40, -5}};
    size_t i = 0;

    if (confidence == OM_NOT_TOLD || missing)
        return 0;
    while (i + 1 < sizeof steps / sizeof *steps && confidence >= steps[i].below)
        i++;
    return wide ? steps[i].line : steps[i].word;
}

static int misread(uint32_t read, uint32_t meant, uint8_t cost)
{
    if (meant == MIDDLE_DOT && om_script(read) != OM_HAN)
        return MISREAD + MISREAD_DOT;
    return MISREAD + (cost >= OM_NAMES_FAR ? MISREAD_FAR : MISREAD_NEAR + cost * 30 / 168);
}

static int misreading(const om_guess *g)
{
    if (g->kind == OM_HIT_MISSING)
        return g->meant == MIDDLE_DOT ? MISREAD + MISREAD_DOT : om_is_rare(g->meant) ? DROPPED_RARE : DROPPED;
    if (g->kind == OM_HIT_EXTRA)
        return ADDED + (om_script(g->read) == OM_HAN ? ADDED_HAN : ADDED_MARK);
    return misread(g->read, g->meant, g->cost) +
           (g->kind == OM_HIT_TWO ? misread(g->second.read, g->second.meant, g->second.cost) : 0);
}

/* Whether a character is often a word of its own: 的, 是, 和. */
static bool is_common(uint32_t c)
{
    unsigned cost = om_word_cost(om_language_of(c).word);

    return cost && cost < COMMON;
}

/* A surname before a word says little: 沈太太 is another lady than 汪太太, and 方帽子 nobody. */
static int rest_is_word(const stretch *w)
{
    uint64_t rest = om_passage_key(&w->meant, w->from + 1, w->from + w->name);
    unsigned title = om_language(OM_TITLE, rest);

    return title == OM_TITLE_PERSON || title == OM_TITLE_HEAD ? NEVER
           : om_word_ordinary(om_language(OM_WORD, rest))     ? GIVEN_WORD
                                                              : 0;
}

/* What makes a guess harmful, where its score alone would let it pass, by what is known of it alone. */
static int doubts(const om_guess *g)
{
    int less = 0;

    if (!g->doubted && g->kind == OM_HIT_TWO)
        less += UNDOUBTED; /* what does not look alike is not told at all: far.c */
    else if (!g->doubted && (g->chars == 2 || g->level))
        less += g->cost <= OM_NAMES_ALIKE ? UNDOUBTED : g->placed.follows ? CERTAIN_FAR : NEVER;
    else if (!g->doubted && g->cost >= OM_NAMES_FAR)
        less += g->wide || (g->kind == OM_HIT_MISSING && om_is_rare(g->meant)) ? UNDOUBTED_FAR : CERTAIN_FAR;
    else if (g->wide && g->chars == 2 && g->cost >= OM_NAMES_FAR && !g->placed.follows)
        less += NEVER; /* the line is doubted, not the character */
    if (g->listed.twice)
        less += NEVER;
    if (g->repeated > 1 && g->seen < g->repeated)
        less += !g->doubted && g->repeated > 2 ? NEVER : (g->repeated < 4 ? (int)g->repeated - 1 : 3) * REPEATED;
    if (g->kind == OM_HIT_EXTRA && om_script(g->read) == OM_MARK_CJK)
        less += g->doubted ? PAUSE : NEVER;
    return less;
}

/* ... and by what stands around. */
static int reservations(const stretch *w)
{
    const om_guess *g = w->g;
    int less = g->in_word && g->kind != OM_HIT_SPLIT ? IN_WORD : 0; /* halves are often a word: 女子 */
    uint64_t stem = om_passage_key(&w->meant, w->from, w->from + w->name - 1);
    bool suffix = g->kind == OM_HIT_SUBSTITUTED && g->type != OM_TYPE_PERSON && /* only the last character differs */
                  g->to - om_utf8_len(w->s->p[g->at]) == g->at;

    if (g->kind == OM_HIT_TWO && om_names_in_word(w->s, g->second.at))
        less += IN_WORD;
    if (suffix && g->chars > 2 && (om_language(OM_WORD, stem) || om_seen_count(&w->s->seen, stem)))
        less += is_common(g->read) ? NEVER : OTHER_SUFFIX;
    if (suffix && g->cost >= OM_NAMES_FAR && om_language_of(g->read).surname &&
        om_title_before(&w->meant, w->from + w->name - 1))
        less += NEVER; /* 大使李小红 is not 大使馆小红 */
    if (g->kind == OM_HIT_SUBSTITUTED && g->type == OM_TYPE_PERSON && g->at == g->from && g->chars == 3)
        less += rest_is_word(w) + (g->cost >= OM_NAMES_FAR && om_language_of(g->read).surname ? OTHER_SURNAME : 0);
    if (g->chars == 2 &&
        !om_stands_alone(om_language(OM_WORD, om_passage_key(&w->meant, w->from, w->from + 2)), g->level))
        less += NEVER;
    return less + doubts(g);
}

/* Cost of the text as it reads; the guesses at one place come one after the other. */
static unsigned read_cost(om_names *s, const stretch *w, const om_span *spans, unsigned n)
{
    const om_guess *g = w->g;

    if (s->read.to != g->to || s->read.from != g->from || s->read.at != g->at || s->read.kind != g->kind) {
        s->read.from = g->from;
        s->read.to = g->to;
        s->read.at = g->at;
        s->read.kind = g->kind;
        s->read.cost = om_passage_cost(&w->read, spans, n, w->at, &s->read.in_word);
    }
    return s->read.cost;
}

/* Some different readings may all be the same name; so many are none. */
static int vote_score(unsigned votes)
{
    return votes < 2 || votes > VOTES_MAX ? 0 : (votes < 4 ? (int)votes - 1 : 3) * VOTE;
}

/* Of the place of a guess in its sentence. */
static int slot_score(const om_guess *g)
{
    return (g->dateline ? g->type == OM_TYPE_PLACE ? DATELINE : -DATELINE : 0) +
           (g->type == OM_TYPE_PERSON ? (int)g->listed.alike * PERSON_ITEM : 0) - (int)g->listed.unlike * OTHER_ITEM;
}

/* Of the places named near it. */
static int near_score(const om_guess *g)
{
    return (g->placed.follows ? FOLLOWS : g->placed.near ? PLACED : 0) - (g->placed.astray ? ASTRAY : 0) +
           (g->placed.sibling ? SIBLING : 0);
}

/* What is known of a guess without a look at what stands around. */
static void look_up(const om_names *s, om_guess *g)
{
    g->seen = om_seen_count(&s->seen, g->key);
    g->in_batch = !g->seen && g->chars > 2 && !g->level && om_batch_count(s->batch, g->key);
    g->confidence = (uint8_t)om_names_confidence(s, g->at, g->kind == OM_HIT_MISSING, &g->wide);
    g->doubted = om_names_doubt(g->confidence, g->wide);
    if (g->kind == OM_HIT_TWO) {
        g->second.confidence = (uint8_t)om_names_confidence(s, g->second.at, false, &g->second.wide);
        g->doubted &= om_names_doubt(g->second.confidence, g->second.wide);
    }
    g->repeated = om_seen_count(&s->readings, g->reading);
    g->votes = om_seen_count(&s->votes, g->key);
    g->dateline = om_names_dateline(s, g->from, g->to);
    g->listed = om_names_listed(s, g);
}

/* The score but for what is gained, for places and offices named near it, and reservations. */
static int channel(const om_guess *g)
{
    return confidence_score(g->confidence, g->wide, g->kind == OM_HIT_MISSING) +
           (g->kind == OM_HIT_TWO ? confidence_score(g->second.confidence, g->second.wide, false) : 0) - misreading(g) +
           vote_score(g->votes) + slot_score(g) + (g->in_batch ? IN_BATCH : 0);
}

/* The surroundings of a guess, as the text reads. */
static void begin(stretch *w, const om_names *s, const om_guess *g)
{
    w->s = s;
    w->g = g;
    w->read.n = w->meant.n = w->from = w->to = w->at = w->name = 0;
    take(w);
}

/* `text`: as it was meant. */
static unsigned cost_of_name(const stretch *w, const om_passage *text)
{
    const om_guess *g = w->g;

    return name_cost(w->s->dicts[g->dict], text, w->from, w->from + g->chars, g->type, g->level, g->seen > 0);
}

static bool same_place(const om_guess *a, const om_guess *b)
{
    return a->from == b->from && a->to == b->to && a->at == b->at;
}

/* Whether the rows of persons have more columns than name and type. */
static bool may_be_in_office(const om_names *s, const om_guess *g)
{
    return g->type == OM_TYPE_PERSON && s->dicts[g->dict]->header->section[OM_FIELDS].size > 1;
}

/* What the score of a guess is at most; `w`: the surroundings of the guess before.
 *
 * Whatever the cheapest division of the text as it was meant is, one piece of it covers the character that differs: the
 * name or another.  What is before and after that piece costs the same in the text as it reads, so that no more is
 * gained than in its place. */
static int score_most(const om_names *s, om_guess *g, stretch *w)
{
    int gain, named, score, less;
    uint32_t read;

    g->titled = true; /* all this it may be */
    look_up(s, g);
    g->placed.follows = g->type == OM_TYPE_PLACE;
    g->placed.sibling = g->placed.follows && g->listed.alike;
    less = doubts(g);
    score = channel(g) - less + near_score(g) + (may_be_in_office(s, g) ? IN_OFFICE : 0);
    g->placed = (om_placed){false};
    g->titled = false;
    if (less >= NEVER)
        return -NEVER;
    if (g->kind != OM_HIT_SUBSTITUTED)
        return OM_GAIN_UNKNOWN;
    if (w->g && same_place(w->g, g)) {
        w->g = g;
    } else {
        begin(w, s, g);
        w->part = om_passage_part_most(&w->read, w->from, w->to);
    }
    gain = om_passage_gain_most(&w->read, w->at, g->meant);
    read = om_passage_put(&w->read, w->at, g->meant);
    named = (int)w->part - (int)cost_of_name(w, &w->read);
    om_passage_put(&w->read, w->at, read);
    return score + (gain > named ? gain : named);
}

void om_names_weigh_likely(om_names *s, int tell)
{
    stretch w;

    w.g = NULL;
    s->read.to = 0;
    for (size_t i = 0; i < s->guesses.n; i++) {
        om_guess *g = &s->guesses.at[i];

        g->weighed = score_most(s, g, &w) >= tell;
        if (g->weighed)
            om_names_weigh(s, g);
    }
}

void om_names_weigh(om_names *s, om_guess *g)
{
    stretch w;
    om_span read[SPANS], meant[SPANS + 1];
    unsigned n_read, n_meant;

    g->covered = om_names_covered(s, g);
    if (g->covered) {
        g->score = OM_NO_RIVAL;
        return;
    }
    begin(&w, s, g);
    put_name(&w);
    spans(&w, read, &n_read, meant, &n_meant);
    g->titled = om_title_before(&w.meant, w.from) || om_title_after(&w.meant, w.from + w.name);
    look_up(s, g);
    meant[n_meant++] = (om_span){w.from, w.from + w.name, cost_of_name(&w, &w.meant)};
    g->gain = (int)read_cost(s, &w, read, n_read) - (int)om_passage_cost(&w.meant, meant, n_meant, 0, NULL);
    g->in_word = s->read.in_word;
    g->score = g->gain + channel(g);
    if (g->score > -HOPELESS) {
        g->placed = om_names_placed(s, g);
        g->in_office = om_names_in_office(s, g);
    }
    g->score += near_score(g) + (g->in_office ? IN_OFFICE : 0) - reservations(&w);
}
