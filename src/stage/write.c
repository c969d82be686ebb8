/* write.c - the document again, each word as it reads now. */
#include "format/readings.h"

static ocrmend_status run(void *state, const om_block *block, om_out *out, ocrmend_error *error)
{
    om_document *doc = block->document;

    (void)state;
    if (!om_readings_find(&doc->readings, &doc->page, doc->read, doc->clean, doc->clean_len,
                          doc->merge && !doc->page.apart))
        return om_fail(error, OCRMEND_NOMEM, block->raw_at, "out of memory");
    doc->format->write(&doc->readings, out);
    return OCRMEND_OK;
}

const om_stage om_stage_write = {"write", NULL, true, NULL, run, NULL};
