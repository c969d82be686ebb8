/* clause.h - which mark parts two lines of one paragraph, as the words beside their gap tell. */
#ifndef OM_JOIN_CLAUSE_H
#define OM_JOIN_CLAUSE_H

#include "stage/join/line.h"

/* The comma or full stop that nearly always stands between a line that ends so and one that begins so: after 他说 or
 * 因此, before 而且 or 据悉, before the words that the clause above began with.  UTF-8; NULL: the words tell nothing, or
 * that none stands there.  Both lines are of the block `text` and meet Han to Han. */
const char *om_clause_mark(const om_line *above, const om_line *below, const uint8_t *text);

#endif
