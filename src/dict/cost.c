#include "dict/cost.h"

uint8_t om_cost(uint32_t read, uint32_t meant)
{
    return read == meant ? 0 : OM_COST_FAR;
}
