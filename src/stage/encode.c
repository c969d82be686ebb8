/* encode.c - the last stage: what leaves ends with a line end.  (It is UTF-8 already: every stage after decode is given
 * valid UTF-8 and writes only valid UTF-8.) */
#include "stage/stage.h"

#include <stdlib.h>

/* Whether the text so far ended with a line end (an empty text counts as such). */
typedef struct {
    bool ended;
} state;

static ocrmend_status init(const ocrmend_options *options, void **out, ocrmend_error *error)
{
    state *s = malloc(sizeof *s);

    (void)options;
    if (!s)
        return om_fail(error, OCRMEND_NOMEM, 0, "out of memory");
    s->ended = true;
    *out = s;
    return OCRMEND_OK;
}

static ocrmend_status run(void *state_, const om_block *block, om_out *out, ocrmend_error *error)
{
    state *s = state_;

    (void)error;
    if (block->len)
        s->ended = block->data[block->len - 1] == '\n';
    om_keep_to(out, block->len);
    if (block->last && !s->ended)
        om_replace(out, 0, "\n", 1, OM_RULE_FINAL_NEWLINE, 0);
    return OCRMEND_OK;
}

const om_stage om_stage_encode = {"encode", NULL, false, init, run, free};
