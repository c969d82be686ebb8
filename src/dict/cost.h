/* cost.h - what it costs to believe that one character was read for another.
 *
 * The scale is logarithmic: 30 points less say that ten times fewer pairs of characters look as much alike.  What is known
 * of looks comes from dict/shape.tsv; how it was measured stands in dict/SOURCES.md.
 */
#ifndef OM_COST_H
#define OM_COST_H

#include <stddef.h>
#include <stdint.h>

enum {
    OM_COST_DOT = 60,         /* a · lost, doubled, or read as another mark */
    OM_COST_CONFUSABLE = 150, /* up to here characters count as easily taken for each other: one pair in 3,200 */
    OM_COST_SKIP = 220,       /* a character lost or added */
    OM_COST_FAR = 255,        /* any other two characters */
    OM_COST_ANY = 255
};

/* Cost of reading `read` where `meant` stood; 0 as the character that was lost or added.  Symmetric. */
uint8_t om_cost(uint32_t read, uint32_t meant);

/* --- the table, made from dict/shape.tsv by dict/shape.awk -------------------------------------------------------- */

#define OM_SHAPE_FROM UINT32_C(0x4E00)
#define OM_SHAPE_COUNT 0x5200

extern const uint32_t om_shape_first[OM_SHAPE_COUNT + 1]; /* where the neighbours of each character begin */
extern const uint16_t om_shape_near[];                    /* characters, sorted for each */
extern const uint8_t om_shape_cost[];

#endif
