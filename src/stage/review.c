/* review.c - the stage of what a person decided.  Cleaning leaves it nothing to do; its edits are made when a log is
 * replayed with decisions (report/human.h). */
#include "stage/stage.h"

static ocrmend_status run(void *state, const om_block *block, om_out *out, ocrmend_error *error)
{
    (void)state;
    (void)error;
    om_keep_to(out, block->len);
    return OCRMEND_OK;
}

const om_stage om_stage_review = {"review", NULL, false, NULL, run, NULL};
