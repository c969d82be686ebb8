#include <config.h>

#include "stage/join/lexicon.h"

#include "dict/language.h"
#include "stage/join/begin.h"
#include "stage/names/segment.h"

enum { HAN = 3 }; /* bytes of a character */

/* Whether characters [0, n) of the passage are likelier a name than words.  spaced: a space divides the name, as only
 * names of two characters are set. */
static bool is_name(const om_passage *name, bool spaced)
{
    enum { LIKELY = 215 }; /* tenths of a nat: all its characters are those of names */
    unsigned cost = om_unlisted_cost(name, 0, name->n);

    if (!cost || cost > LIKELY)
        return false;
    return spaced || (!om_word_ordinary(om_language(OM_WORD, om_passage_key(name, 0, name->n))) &&
                      om_passage_cost(name, NULL, 0, 0, NULL) >= cost);
}

bool om_lexicon_is_names(const om_line *line, const uint8_t *text)
{
    enum { NAMES = 3, LONGEST = 4 }; /* in a line; characters of a name */
    static const char *const shares[] = {"/文", "/图", " 文", " 图", " 口述", " 整理"};
    span s = {text + line->from, text + line->to};
    om_passage name = {.n = 0};
    unsigned names = 1;
    bool spaced = false;

    for (size_t k = 0; k < sizeof shares / sizeof *shares; k++)
        if (om_line_ends_with(text, line->from, line->to, shares[k]))
            s.end = text + line->to - strlen(shares[k]);
    for (; s.at < s.end; s.at += HAN) {
        bool divided = skip_all_of(&s, " \u3000");

        if (s.end - s.at < HAN || !om_line_is_han(s.at))
            return false;
        if (divided && name.n == 1) {
            spaced = true;
        } else if (divided) {
            if (names++ == NAMES || !is_name(&name, false))
                return false;
            name.n = 0;
        }
        if (name.n == LONGEST)
            return false;
        om_passage_add(&name, om_utf8_get(s.at, &(unsigned){0}));
    }
    return is_name(&name, spaced && names == 1 && name.n == 2);
}

/* Take the Han of text[from, to), which are nothing else. */
static void take(om_passage *passage, const uint8_t *from, const uint8_t *to)
{
    for (; from < to; from += HAN)
        om_passage_add(passage, om_utf8_get(from, &(unsigned){0}));
}

/* Whether the list has a word of two to four characters with the gap at `cut` inside. */
static bool is_inside_word(const om_passage *both, unsigned cut)
{
    enum { LONGEST = 4 };

    for (unsigned before = 1; before < LONGEST && before <= cut; before++)
        for (unsigned after = 1; before + after <= LONGEST && cut + after <= both->n; after++)
            if (om_language(OM_WORD, om_passage_key(both, cut - before, cut + after)))
                return true;
    return false;
}

bool om_lexicon_cuts_word(const om_line *above, const om_line *below, const uint8_t *text)
{
    enum { FAR = 8 * HAN, SURE = 70 }; /* tenths of a nat */
    const uint8_t *cut = text + above->to, *from = cut, *next = text + below->from, *to = next;
    om_passage both = {.n = 0}, part = {.n = 0};
    unsigned cost, n;
    bool in_word;

    while (from - text >= (ptrdiff_t)above->from + HAN && cut - from < FAR && om_line_is_han(from - HAN))
        from -= HAN;
    while (text + below->to - to >= HAN && to - next < FAR && om_line_is_han(to))
        to += HAN;
    take(&both, from, cut);
    n = both.n;
    take(&both, next, to);
    if (n == 0 || n == both.n || !is_inside_word(&both, n))
        return false;
    cost = om_passage_cost(&both, NULL, 0, n, &in_word);
    if (!in_word)
        return false;
    take(&part, from, cut);
    cost += SURE;
    n = om_passage_cost(&part, NULL, 0, 0, NULL);
    part.n = 0;
    take(&part, next, to);
    return n + om_passage_cost(&part, NULL, 0, 0, NULL) >= cost;
}
