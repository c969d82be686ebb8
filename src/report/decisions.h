/* decisions.h - what a person decided on the changes and suggestions of one text; the file's form is documented in
 * ocrmend-log(5).
 *
 * A decision names a line of the edit log by its id, and says of what that line had, so that decisions on another log
 * of the same text are found out.
 */
#ifndef OM_DECISIONS_H
#define OM_DECISIONS_H

#include <jansson.h>

#include "ocrmend.h"

typedef enum { OM_ACCEPT, OM_REJECT, OM_RETYPE } om_verb;

typedef struct {
    uint64_t id;           /* in the edit log */
    uint64_t line;         /* of the file of decisions, for messages */
    om_verb verb;
    const char *text;      /* for OM_RETYPE: UTF-8 */
    size_t len;
    json_t *json;          /* the line; owns text */
} om_decision;

/* Sorted by id, each id once. */
struct ocrmend_decisions {
    om_decision *at;
    size_t n, cap;
};

/* The decision on the change of this id; NULL: there is none, or `all` is NULL. */
const om_decision *om_decision_on(const ocrmend_decisions *all, uint64_t id);

/* Whether the decision's rule (unless rule is NULL), old and new text, where it has them, are these. */
bool om_decision_fits(const om_decision *decision, const char *rule, const void *old_text, size_t old_len,
                      const void *new_text, size_t new_len);

/* Report decisions that are wrong in this line. */
ocrmend_status om_decision_bad(ocrmend_error *error, uint64_t line, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

#endif
