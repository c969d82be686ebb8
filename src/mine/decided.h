/* decided.h - names that a person accepted, typed or rejected on the page of `ocrmend review`. */
#ifndef OM_MINE_DECIDED_H
#define OM_MINE_DECIDED_H

#include "mine/table.h"
#include "ocrmend.h"

/* Add what `decisions` decide on the names that `log` tells of, a log of one text.  OCRMEND_BAD_LOG,
 * OCRMEND_BAD_DECISIONS, OCRMEND_SINK, OCRMEND_NOMEM. */
ocrmend_status om_decided_add(om_table *table, ocrmend_source log, ocrmend_source decisions, ocrmend_error *error);

#endif
