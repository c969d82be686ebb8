/* protect.h - changes that a person has rejected do not come again. */
#ifndef OM_PROTECT_H
#define OM_PROTECT_H

#include "format/format.h"
#include "report/decisions.h"

typedef struct om_protect om_protect;

/* The rejected changes among the decisions, which must outlive it.  NULL: out of memory. */
om_protect *om_protect_new(const ocrmend_decisions *decisions);
void om_protect_free(om_protect *protect);

/* Take back those edits of out[s], just made and ended, that were rejected: what they replaced is the same, at the same
 * place of the raw text, and so is what they write.  The rule may be another.  doc and at: as for om_tell_edits.
 * false: out of memory. */
bool om_protect_stage(const om_protect *protect, om_out *out, int s, const om_document *doc, const uint64_t *at);

#endif
