/* write.c - the document again, each word as it reads now. */
#include "format/readings.h"

static ocrmend_status run(void *state, const om_block *block, om_out *out, ocrmend_error *error)
{
    om_document *doc = block->document;
    om_reading_list list = {0};
    bool found = om_readings_find(&list, &doc->page, doc->read, doc->clean, doc->clean_len,
                                  doc->merge && !doc->page.apart);

    (void)state;
    if (found)
        doc->format->write(&list.list, out);
    om_readings_free(&list);
    return found ? OCRMEND_OK : om_fail(error, OCRMEND_NOMEM, block->raw_at, "out of memory");
}

const om_stage om_stage_write = {"write", NULL, true, NULL, run, NULL};
