/* byline.h - lines that name who wrote, photographed or edited. */
#ifndef OM_JOIN_BYLINE_H
#define OM_JOIN_BYLINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Whether the line text[0..len), em2 half em wide, is one: short, and no sentence.  本报记者 舟小渡, 文/舟小渡, 责编 */
bool om_is_byline(const uint8_t *text, size_t len, unsigned em2);

/* By Jane Doe */
bool om_is_by_line(const uint8_t *text, size_t len, unsigned em2);

#endif
