/* cost.h - what it costs to believe that one character was read for another.
 *
 * The scale is logarithmic: 30 points less say that ten times fewer pairs of characters look as much alike.  What is
 * known of looks comes from dict/shape.tsv; how it was measured stands in dict/SOURCES.md.
 */
#ifndef OM_COST_H
#define OM_COST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    OM_COST_DOT = 60,         /* a · lost, doubled, or read as another mark */
    OM_COST_CONFUSABLE = 160, /* up to here characters count as easily taken for each other: one pair in 1,500 */
    OM_COST_SKIP = 220,       /* a character lost or added */
    OM_COST_FAR = 255,        /* any other two characters */
    OM_COST_ANY = 255
};

/* Cost of reading `read` where `meant` stood; 0 as the character that was lost or added.  Symmetric. */
uint8_t om_cost(uint32_t read, uint32_t meant);

/* Whether om_cost is more than `most`; quicker. */
bool om_cost_exceeds(uint32_t read, uint32_t meant, unsigned most);

/* Cost of reading one character where another stood, which costs `shape` by its looks, when an engine was seen to do so
 * `count` of the `of` times that the other stood there (of >= count > 0), and misread of all characters the share
 * `level`.  At most `shape`; the formula is that of cost.c. */
uint8_t om_cost_learned(uint8_t shape, uint64_t count, uint64_t of, double level);

/* --- the table, made from dict/shape.tsv by dict/shape.awk -------------------------------------------------------- */

#define OM_SHAPE_FROM UINT32_C(0x4E00)
#define OM_SHAPE_COUNT 0x5200
#define OM_SHAPE_DIMENSIONS 64
#define OM_SHAPE_ZERO 'P'

extern const int32_t om_shape_least[OM_COST_FAR];  /* the least likeness that costs at most as much as its index */
extern const char om_shape_vectors[OM_SHAPE_COUNT * OM_SHAPE_DIMENSIONS + 1]; /* of each character, OM_SHAPE_ZERO is 0 */

#endif
