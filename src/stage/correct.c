#include "stage/stage.h"

static ocrmend_status run(void *state, const om_block *block, om_out *out, ocrmend_error *error)
{
    (void)state;
    (void)block;
    (void)out;
    (void)error;
    return OCRMEND_OK;
}

const om_stage om_stage_correct = {"correct", "correct", NULL, run, NULL};
