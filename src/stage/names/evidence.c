/* evidence.c - what else is known about the place of a guess. */
#include "stage/names/names.h"

#include "text/bisect.h"

unsigned om_names_confidence(const om_names *s, uint32_t at, bool missing, bool *wide)
{
    size_t i = 0;
    unsigned worst = OM_NOT_TOLD;

    *wide = false;
    OM_BISECT(i, s->page ? s->page->n_words : 0, s->page->words[i].to <= at);
    if (!s->page || i == s->page->n_words)
        return worst;
    if (s->page->words[i].from <= at) {
        worst = s->page->words[i].confidence;
        *wide = s->page->words[i].text_len > 12;
    }
    if (missing && i && s->page->words[i - 1].confidence < worst)
        worst = s->page->words[i - 1].confidence;
    return worst;
}

bool om_names_doubt(unsigned confidence, bool wide)
{
    return confidence < (wide ? 90 : 80);
}

static bool covered_at(const om_names *s, const om_guess *g, uint32_t at)
{
    uint32_t back = at > 4 * OM_NAME_MAX ? at - 4 * OM_NAME_MAX : 0;

    for (size_t i = om_names_first(s, back); i < s->known.n && s->known.at[i].from <= at; i++) {
        const om_known *k = &s->known.at[i];

        if (k->to <= at || (g->kind == OM_HIT_MISSING && k->from == at))
            continue;
        if (g->kind == OM_HIT_TWO)
            return true;
        if (k->chars >= 3 && (k->from < g->from || k->to > g->to || k->to - k->from == g->to - g->from))
            return true;
    }
    return false;
}

bool om_names_covered(const om_names *s, const om_guess *g)
{
    return covered_at(s, g, g->at) || (g->kind == OM_HIT_TWO && covered_at(s, g, g->second.at));
}
