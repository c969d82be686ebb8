#include "rule.h"

#include <string.h>

#include "ocrmend.h"

const uint8_t om_rule_confidence[OM_RULE_COUNT] = {
#define RULE(id, name, stage, confidence, summary, before, after) confidence,
#include "rules.def"
#undef RULE
};

/* Of each rule; NULL where the row is missing, which tests/check_rules.c finds. */
static const char *const chinese[OM_RULE_COUNT] = {
#define CHINESE(id, summary) [OM_RULE_##id] = summary,
#include "rules/chinese.def"
#undef CHINESE
};

static const ocrmend_rule rules[OM_RULE_COUNT] = {
#define RULE(id, name, stage, confidence, summary, before, after) \
    {name, stage, (confidence) / 100.0, summary, before, after},
#include "rules.def"
#undef RULE
};

const char *ocrmend_rule_in_chinese(const ocrmend_rule *rule)
{
    return chinese[rule - rules];
}

const ocrmend_rule *ocrmend_rule_at(size_t i)
{
    return i < OM_RULE_COUNT ? &rules[i] : NULL;
}

const ocrmend_rule *ocrmend_rule_named(const char *name)
{
    for (size_t i = 0; i < OM_RULE_COUNT; i++)
        if (strcmp(rules[i].name, name) == 0)
            return &rules[i];
    return NULL;
}
