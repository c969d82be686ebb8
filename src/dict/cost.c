#include "dict/cost.h"

#include "text/script.h"

enum { MIDDLE_DOT = 0xB7 };

static uint8_t shape_cost(uint32_t a, uint32_t b)
{
    uint32_t i, to;

    if (a - OM_SHAPE_FROM >= OM_SHAPE_COUNT || b - OM_SHAPE_FROM >= OM_SHAPE_COUNT)
        return OM_COST_FAR;
    i = om_shape_first[a - OM_SHAPE_FROM];
    to = om_shape_first[a - OM_SHAPE_FROM + 1];
    while (i < to && om_shape_near[i] < b)
        i++;
    return i < to && om_shape_near[i] == b ? om_shape_cost[i] : OM_COST_FAR;
}

static bool is_letter(uint32_t c)
{
    enum om_script script = om_script(c);

    return script == OM_HAN || script == OM_KANA || script == OM_HANGUL || script == OM_LATIN || script == OM_DIGIT;
}

uint8_t om_cost(uint32_t read, uint32_t meant)
{
    if (read == meant)
        return 0;
    if (!read || !meant)
        return read + meant == MIDDLE_DOT ? OM_COST_DOT : OM_COST_SKIP;
    if ((read == MIDDLE_DOT && !is_letter(meant)) || (meant == MIDDLE_DOT && !is_letter(read)))
        return OM_COST_DOT;
    return shape_cost(read, meant);
}
