/* compose.h - the edits of two passes over a text as those of one. */
#ifndef OM_COMPOSE_H
#define OM_COMPOSE_H

#include "text/edit.h"

/* `second` was written over the output of `first`: make `first` say what both did.  Both are ended here (and may be
 * already); neither has run records, insertions or deletions.  Edits that overlap become one, under the rule of the
 * first of them.  Notes of `first` stay, those of `second` are left.  Failures are told by first->failed. */
void om_compose(om_out *first, om_out *second);

#endif
