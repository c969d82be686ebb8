/* Every rule's example, as `ocrmend explain` shows it, through the stage that owns the rule. */
#include "main.h"
#include "pipeline.h"
#include "stage_run.h"

static const om_stage *stage_named(const char *name)
{
    for (int i = 0; i < OM_STAGES; i++)
        if (strcmp(om_stages[i]->name, name) == 0)
            return om_stages[i];
    return NULL;
}

START_TEST(example)
{
    const ocrmend_rule *rule = ocrmend_rule_at((size_t)_i);
    const om_stage *stage = stage_named(rule->stage);
    stage_result r;

    ck_assert_msg(stage != NULL, "%s: no stage %s", rule->name, rule->stage);
    ck_assert_msg(!rule->before == !rule->after, "%s has half an example", rule->name);
    if (!rule->before)
        return;
    stage_run(&r, stage, "UTF-8", rule->before, strlen(rule->before), OCRMEND_INVALID_REPLACE);
    ck_assert_int_eq(r.status, OCRMEND_OK);
    stage_sound(&r);
    ck_assert_msg(r.len == strlen(rule->after) && memcmp(r.text, rule->after, r.len) == 0, 
                  "%s: '%s' gives '%.*s', not '%s'", rule->name, rule->before, (int)r.len, (const char *)r.text,
                  rule->after);
    ck_assert_msg(stage_count(&r, (enum om_rule)_i) > 0, "%s has an example that it does nothing in", rule->name);
    stage_done(&r);
}
END_TEST

/* Names are kebab-case and each is there once; a summary is one sentence. */
START_TEST(row)
{
    const ocrmend_rule *rule = ocrmend_rule_at((size_t)_i);

    ck_assert_ptr_eq(ocrmend_rule_named(rule->name), rule);
    ck_assert_uint_eq(strspn(rule->name, "abcdefghijklmnopqrstuvwxyz0123456789-"), strlen(rule->name));
    ck_assert(rule->confidence > 0 && rule->confidence <= 1);
    ck_assert_int_eq(rule->summary[strlen(rule->summary) - 1], '.');
    ck_assert_msg(ocrmend_rule_in_chinese(rule), "%s: no row in src/rules/chinese.def", rule->name);
    ck_assert_str_eq(ocrmend_rule_in_chinese(rule) + strlen(ocrmend_rule_in_chinese(rule)) - strlen("。"), "。");
}
END_TEST

int main(void)
{
    Suite *s = suite_create("rules");
    TCase *t = tests_case(s, "table", 0);

    tcase_add_loop_test(t, example, 0, OM_RULE_COUNT);
    tcase_add_loop_test(t, row, 0, OM_RULE_COUNT);
    return tests_run(s);
}
