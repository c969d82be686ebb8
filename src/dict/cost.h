/* cost.h - what it costs to believe that one character was read for another. */
#ifndef OM_COST_H
#define OM_COST_H

#include <stdint.h>

enum {
    OM_COST_CONFUSABLE = 100, /* up to here two characters are easily taken for each other */
    OM_COST_FAR = 255,
    OM_COST_ANY = 255
};

/* Cost of reading `read` where `meant` stood; 0 as the character that was lost or added.  Symmetric. */
uint8_t om_cost(uint32_t read, uint32_t meant);

#endif
