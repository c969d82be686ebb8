/* read.c - a document becomes the text of its words; plain text is text already. */
#include "format/format.h"

static ocrmend_status run(void *state, const om_block *block, om_out *out, ocrmend_error *error)
{
    om_document *doc = block->document;
    ocrmend_status status;

    (void)state;
    om_page_clear(&doc->page);
    status = doc->format->read(doc->reader, block, &doc->page, error);
    if (status != OCRMEND_OK)
        return status;
    om_page_write_text(&doc->page, out, OM_RULE_DOCUMENT);
    return doc->page.failed ? om_fail(error, OCRMEND_NOMEM, block->raw_at, "out of memory") : OCRMEND_OK;
}

const om_stage om_stage_read = {"read", NULL, false, NULL, run, NULL};
