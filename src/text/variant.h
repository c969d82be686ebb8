/* variant.h - traditional characters and the simplified ones they became.
 *
 * Only characters of three bytes of UTF-8 are here, on both sides: a text whose characters are exchanged keeps its
 * offsets.  The table is made by dict/variants.py from the Unihan database.
 */
#ifndef OM_VARIANT_H
#define OM_VARIANT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The simplified form of a traditional character; c itself where it has none, or may be both (后, 里). */
uint32_t om_simplified(uint32_t c);

/* The traditional form of a simplified character; c itself where it has none, 0 where it has several (发: 發, 髮). */
uint32_t om_traditional(uint32_t c);

/* Whether a text (n bytes of valid UTF-8) is written in traditional characters: judged by the first of its Han
 * characters that are written in one way only. */
bool om_is_traditional(const uint8_t *text, size_t n);

/* Copy n bytes of valid UTF-8 with each character simplified. */
void om_simplify(uint8_t *to, const uint8_t *text, size_t n);

#endif
