/* furniture.h - what a newspaper prints of itself: lines of the masthead, the foot and the edges of a page. */
#ifndef OM_JOIN_FURNITURE_H
#define OM_JOIN_FURNITURE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Whether a line, text[0, len) of at least six bytes that begin with a full-width character, is of such a kind and so
 * stands alone: its issue or registration number, the number of its pages, its price, who runs or edits it, how to reach
 * it, the day by the lunar calendar, the weather, or where a story goes on.  em2: its width in half em. */
bool om_is_furniture(const uint8_t *text, size_t len, unsigned em2);

#endif
