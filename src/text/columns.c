#include "text/columns.h"

#include "text/vector.h"

static unsigned standing_of(const uint8_t around[16], uint8_t em2)
{
    static const uint8_t weight[16] = OM_COLUMN_WEIGHTS;
    unsigned votes = 0;

    for (int k = 0; k < 16; k++) {
        uint8_t broad = (uint8_t)(around[k] + OM_COLUMN_BELOW - em2); /* what is below wraps round to a large number */
        uint8_t narrow = (uint8_t)(broad - OM_COLUMN_INDENT);
        votes += (unsigned)weight[k] * ((broad <= OM_COLUMN_BROAD) + (narrow <= OM_COLUMN_NARROW));
    }
    return om_column_standing(votes, em2);
}

/* The column at a line when the line before was in `column`. */
static uint8_t column_at(const uint8_t around[16], uint8_t column)
{
    unsigned best = standing_of(around, column);

    for (int k = 8; k < 12; k++) {
        unsigned one = standing_of(around, around[k]);
        best = one > best ? one : best;
    }
    return (uint8_t)best;
}

void om_columns(const uint8_t *widths, size_t n, uint8_t *columns)
{
    const om_vector_passes *vector = om_vector_best();
    uint8_t column = 0;

    if (vector) {
        vector->columns(widths, n, columns);
        return;
    }
    for (size_t i = 0; i < n; i++) {
        if (om_column_may_change(column, widths[i + OM_COLUMN_AROUND]))
            column = column_at(widths + i, column);
        columns[i] = column;
    }
}
