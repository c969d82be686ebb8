#include "mine/name.h"

#include "stage/names/segment.h"

/* Costs as segment.c has them. */
enum {
    UNLISTED = 10,          /* nobody that we know */
    GIVEN_UNKNOWN = 95,     /* a character that given names are not known to have */
    GIVEN_ONE = 12,         /* the given name has one character ... */
    GIVEN_TWO = 4,          /* ... or two */
    FOREIGN = 30,           /* the person is a foreigner */
    SOUND_UNKNOWN = 95,
    LIKELY = 240            /* all its characters are those of names: 东北局 costs more */
};
enum { PART_CHARS = 7 };    /* between two dots */

static bool is_in(uint32_t c, const uint16_t *list, unsigned n)
{
    for (unsigned i = 0; i < n; i++)
        if (list[i] == c)
            return true;
    return false;
}

bool om_name_is_followed_by(uint32_t c)
{
    static const uint16_t words[] = {0x8BF4 /* 说 */, 0x79F0 /* 称 */, 0x5728 /* 在 */, 0x7B49 /* 等 */, 0x7684 /* 的 */,
                                     0x5411 /* 向 */, 0x5C31 /* 就 */, 0x4ECE /* 从 */, 0x5219 /* 则 */, 0x4E5F /* 也 */,
                                     0x8FD8 /* 还 */, 0x6444 /* 摄 */, 0x5230 /* 到 */, 0x662F /* 是 */, 0x88AB /* 被 */,
                                     0x628A /* 把 */};

    return is_in(c, words, sizeof words / sizeof *words);
}

/* Surnames, but far more often words that stand after a title. */
static bool hardly_begins(uint32_t c)
{
    return c == 0x65F6 /* 时 */ || c == 0x90FD /* 都 */;
}

/* Words that join names: given names may have them, transliterated ones have not. */
static bool joins_names(uint32_t c)
{
    static const uint16_t words[] = {0x548C /* 和 */, 0x4E0E /* 与 */, 0x53CA /* 及 */, 0x540C /* 同 */, 0x5E76 /* 并 */,
                                     0x8DDF /* 跟 */, 0x5BF9 /* 对 */, 0x7531 /* 由 */};

    return is_in(c, words, sizeof words / sizeof *words);
}

/* Particles that no given name has; transliterated ones do. */
static bool follows_verbs(uint32_t c)
{
    return c == 0x4E86 /* 了 */ || c == 0x5730 /* 地 */ || c == 0x7740 /* 着 */ || c == 0x8FC7 /* 过 */;
}

static int given_cost(const om_mine_line *line, unsigned i)
{
    unsigned cost = om_mine_known(line, OM_GIVEN, i, i + 1);

    if (om_name_is_followed_by(line->c[i]) || follows_verbs(line->c[i]))
        return OM_NEVER;
    return cost ? (int)cost : GIVEN_UNKNOWN;
}

/* A surname of one or two characters, and a given name of one or two. */
static int chinese_cost(const om_mine_line *line, unsigned from, unsigned to)
{
    int best = OM_NEVER;

    for (unsigned n = 1; n <= 2 && from + n < to; n++) {
        unsigned surname = om_mine_known(line, OM_SURNAME, from, from + n);
        int cost = UNLISTED + (int)surname + (to - from - n == 1 ? GIVEN_ONE : GIVEN_TWO);

        if (!surname || to - from - n > 2)
            continue;
        for (unsigned i = from + n; i < to; i++)
            cost += given_cost(line, i);
        if (cost < best)
            best = cost;
    }
    return best;
}

/* Characters that transliterate, dots between parts of the name. */
static int foreign_cost(const om_mine_line *line, unsigned from, unsigned to, unsigned parts)
{
    int cost = FOREIGN;

    for (unsigned i = from; i < to; i++) {
        unsigned sound = line->c[i] == OM_MIDDLE_DOT ? 1 : om_mine_known(line, OM_SOUND, i, i + 1);

        if (om_name_is_followed_by(line->c[i]) || joins_names(line->c[i]) || (!sound && parts == 1))
            return OM_NEVER;
        cost += sound ? (int)sound : SOUND_UNKNOWN;
    }
    return cost;
}

/* Whether both sides of each dot have characters, few enough; *parts: how many there are. */
static bool has_parts(const om_mine_line *line, unsigned from, unsigned to, unsigned *parts)
{
    unsigned chars = 0;

    *parts = 0;
    for (unsigned i = from; i <= to; i++) {
        if (i < to && line->c[i] != OM_MIDDLE_DOT) {
            chars++;
            continue;
        }
        if (chars == 0 || chars > PART_CHARS)
            return false;
        chars = 0;
        ++*parts;
    }
    return true;
}

bool om_name_is_word(const om_mine_line *line, unsigned from, unsigned to)
{
    return to - from <= OM_WORD_CHARS && om_word_ordinary(om_mine_known(line, OM_WORD, from, to));
}

int om_name_cost(const om_mine_line *line, unsigned from, unsigned to)
{
    int chinese = OM_NEVER, foreign, cost;
    unsigned parts, word;

    if (to - from < 2 || !has_parts(line, from, to, &parts) || om_name_is_followed_by(line->c[from]) ||
        joins_names(line->c[from]) || hardly_begins(line->c[from]) || om_name_is_word(line, from, to))
        return OM_NEVER;
    if (parts == 1)
        chinese = chinese_cost(line, from, to);
    foreign = foreign_cost(line, from, to, parts);
    cost = chinese < foreign ? chinese : foreign;
    word = om_mine_known(line, OM_WORD, from, to < from + OM_WORD_CHARS ? to : from + OM_WORD_CHARS);
    if (cost < LIKELY && word && to - from <= OM_WORD_CHARS && (int)om_word_cost(word) < cost)
        cost = (int)om_word_cost(word); /* the list of words has it as a name */
    return cost;
}

int om_text_cost(const om_mine_line *line, unsigned from, unsigned to)
{
    om_passage text;

    text.n = 0;
    for (unsigned i = from; i < to; i++)
        om_passage_add(&text, line->c[i]);
    return text.n ? (int)om_passage_cost(&text, NULL, 0, 0, NULL) : 0;
}

/* Whether characters that transliterate lead from i, in steps of `step`, to a dot. */
static bool leads_to_dot(const om_mine_line *line, unsigned i, unsigned step)
{
    for (unsigned n = 0; n < PART_CHARS && i < line->n; n++, i += step) /* below 0 it wraps beyond n */
        if (line->c[i] == OM_MIDDLE_DOT)
            return true;
        else if (!om_language_of(line->c[i]).sound)
            return false;
    return false;
}

bool om_name_is_part(const om_mine_line *line, unsigned from, unsigned to)
{
    return leads_to_dot(line, to, 1) || leads_to_dot(line, from - 1, -1U);
}

bool om_name_may_begin(const om_mine_line *line, unsigned i)
{
    om_language_char c = om_language_of(line->c[i]);

    return c.surname || c.sound || c.begins & OM_BEGINS_SURNAME;
}
