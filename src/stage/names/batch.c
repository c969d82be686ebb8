/* batch.c - what the texts of a batch tell the next one: the names that stood in them. */
#include "stage/names/names.h"

#include <stdlib.h>

struct ocrmend_batch {
    om_seen seen;
};

ocrmend_batch *ocrmend_batch_new(void)
{
    ocrmend_batch *batch = calloc(1, sizeof *batch);

    if (batch && !om_seen_init(&batch->seen)) {
        free(batch);
        return NULL;
    }
    return batch;
}

void ocrmend_batch_free(ocrmend_batch *batch)
{
    if (batch)
        om_seen_free(&batch->seen);
    free(batch);
}

unsigned om_batch_count(const ocrmend_batch *batch, uint64_t key)
{
    return batch ? om_seen_count(&batch->seen, key) : 0;
}

void om_batch_take(ocrmend_batch *batch, const om_seen *seen)
{
    if (batch)
        om_seen_take(&batch->seen, seen);
}
