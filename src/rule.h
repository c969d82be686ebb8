/* rule.h - the rules as numbers.  The table itself is rules.def: one row a rule, shared by the edits, the log,
 * `ocrmend explain`, the manual and the tests. */
#ifndef OM_RULE_H
#define OM_RULE_H

#include <stdint.h>

enum om_rule {
#define RULE(id, name, stage, confidence, summary, before, after) OM_RULE_##id,
#include "rules.def"
#undef RULE
    OM_RULE_COUNT
};

/* Each rule's own confidence, percent. */
extern const uint8_t om_rule_confidence[OM_RULE_COUNT];

#endif
