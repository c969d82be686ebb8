#include "dict/cost.h"

#include <math.h>

#include "text/script.h"

enum { MIDDLE_DOT = 0xB7 };

/* The inner product of the vectors of two characters. */
static int32_t likeness(uint32_t a, uint32_t b)
{
    const char *x = om_shape_vectors + (a - OM_SHAPE_FROM) * OM_SHAPE_DIMENSIONS;
    const char *y = om_shape_vectors + (b - OM_SHAPE_FROM) * OM_SHAPE_DIMENSIONS;
    int32_t sum = 0;

    for (int i = 0; i < OM_SHAPE_DIMENSIONS; i++)
        sum += (int16_t)(x[i] - OM_SHAPE_ZERO) * (int16_t)(y[i] - OM_SHAPE_ZERO);
    return sum;
}

static bool have_shapes(uint32_t a, uint32_t b)
{
    return a - OM_SHAPE_FROM < OM_SHAPE_COUNT && b - OM_SHAPE_FROM < OM_SHAPE_COUNT;
}

static uint8_t shape_cost(uint32_t a, uint32_t b)
{
    unsigned low = 1, high = OM_COST_FAR;
    int32_t alike;

    if (!have_shapes(a, b))
        return OM_COST_FAR;
    alike = likeness(a, b);
    while (low < high) { /* the least cost whose likeness is reached */
        unsigned middle = (low + high) / 2;

        if (om_shape_least[middle] <= alike)
            high = middle;
        else
            low = middle + 1;
    }
    return (uint8_t)low;
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

bool om_cost_exceeds(uint32_t read, uint32_t meant, unsigned most)
{
    if (most >= OM_COST_FAR)
        return false;
    if (read != meant && most && have_shapes(read, meant))
        return likeness(read, meant) < om_shape_least[most];
    return om_cost(read, meant) > most;
}

/* How often characters are taken for each other that cost c by their looks, of all times that the one stood there,
 * where the share `level` of all characters is misread: level x MOST x 10^(-c / DECADE).  Fitted to Tesseract, costs
 * from 110 to 240; PaddleOCR differs by less than three times from 110 to 210, and takes what is less alike more seldom
 * (dict/SOURCES.md). */
#define MOST 16.0
#define DECADE 45.0

/* What was seen once will mostly not be seen again.  A count is worth so much less when it foretells another text
 * (absolute discounting: H. Ney, U. Essen, R. Kneser, "On structuring probabilistic dependences in stochastic language
 * modelling", Computer Speech and Language 8, 1994). */
#define DISCOUNT 0.95

/* The rate that was seen, less the discount, and beside it the rate by looks; and then the cost of which this is the
 * rate by looks.  So what was seen never makes a confusion cost more, and what was seen once of many times makes it
 * hardly less. */
uint8_t om_cost_learned(uint8_t shape, uint64_t count, uint64_t of, double level)
{
    double rate = ((double)count - DISCOUNT) / (double)of / (level * MOST) + pow(10, -shape / DECADE);
    double cost = -DECADE * log10(rate);

    return cost < 1 ? 1 : cost > shape ? shape : (uint8_t)(cost + 0.5);
}
