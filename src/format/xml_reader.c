#include <config.h>

#include "format/xml_reader.h"

#include <stdlib.h>
#include <string.h>

void *om_xml_reader_open(size_t size, const om_xml_events *events, const char *root)
{
    om_xml_reader *x = calloc(1, size);

    if (x && !(x->xml = om_xml_new(events, x))) {
        free(x);
        return NULL;
    }
    if (x)
        x->root = root;
    return x;
}

void om_xml_reader_close(om_xml_reader *x)
{
    om_xml_free(x->xml);
    om_buf_free(&x->text);
    free(x);
}

void om_xml_reader_root(om_xml_reader *x, const char *name, size_t at)
{
    x->alien = strcmp(name, x->root) != 0;
    x->root_at = at;
}

ocrmend_status om_xml_reader_parse(om_xml_reader *x, const om_block *block, om_page *page, ocrmend_error *error)
{
    ocrmend_status status;

    x->page = page;
    x->block = block;
    status = om_xml_parse(x->xml, block, error);
    if (status == OCRMEND_OK && x->alien)
        return om_xml_alien(block, x->root_at, x->root, error);
    return status == OCRMEND_OK && x->text.failed ? om_fail(error, OCRMEND_NOMEM, block->raw_at, "out of memory")
                                                  : status;
}
