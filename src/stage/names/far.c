/* far.c - long names of which two characters were misread.
 *
 * That much of such a name is right speaks for it, but two characters are often what tells one name from another: 海口
 * and 周口.  So each must be doubted by the engine and look not quite different, or look alike.  Names of which this is
 * not so are still there to be told apart from: a text that could as well be one of them is not changed. */
#include "stage/names/names.h"

#include "dict/cost.h"

/* Whether the character may have been misread as it was; *cost: what it costs. */
static bool may_be(const om_names *s, uint32_t at, uint32_t read, uint32_t meant, uint8_t *cost)
{
    bool wide;
    unsigned confidence = om_names_confidence(s, at, false, &wide);

    *cost = om_learned_cost(s->learned, read, meant);
    return om_names_doubt(confidence, wide) ? *cost < OM_NAMES_FAR : *cost <= OM_COST_CONFUSABLE;
}

void om_names_far(om_names *s, unsigned i)
{
    om_far far;

    while (om_far_next(s->finder, &far)) {
        om_guess g = {.from = far.from, .to = far.from + far.len, .at = far.other[0].at, .name = far.name,
                      .read = far.other[0].read, .meant = far.other[0].meant, .kind = OM_HIT_TWO, .dict = (uint8_t)i,
                      .rival = OM_NO_RIVAL};

        g.second.at = far.other[1].at;
        g.second.read = far.other[1].read;
        g.second.meant = far.other[1].meant;
        g.second.unlikely = !may_be(s, g.at, g.read, g.meant, &g.cost) |
                            !may_be(s, g.second.at, g.second.read, g.second.meant, &g.second.cost);
        om_names_add(s, &g);
    }
    s->failed |= om_far_failed(s->finder);
}
