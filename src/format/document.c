/* document.c - a document from its first bytes to its last page. */
#include "format/format.h"

#include "format/readings.h"
#include "text/utf8.h"

/* A document in another charset.  The place is that of its first byte that is not UTF-8. */
static ocrmend_status not_utf8(const om_charset *charset, const uint8_t *bytes, size_t n, ocrmend_error *error)
{
    size_t at = om_utf8_valid(bytes, n), column = 1;
    uint64_t line = 1;

    for (size_t i = 0; i < at; i++, column++)
        if (bytes[i] == '\n') {
            line++;
            column = 0;
        }
    return om_format_bad(error, at, line, column,
                         "not UTF-8, which a document must be; if it is %s: iconv -f %s -t UTF-8", charset->name,
                         charset->name);
}

ocrmend_status om_document_open(om_document *doc, const char *format, const om_charset *charset, const uint8_t *head,
                                size_t n, ocrmend_error *error)
{
    ocrmend_status status = om_format_choose(format, head, n, &doc->format, error);

    if (status != OCRMEND_OK || !doc->format)
        return status;
    if (charset->iconv)
        return not_utf8(charset, head, n, error);
    doc->reader = doc->format->open();
    return doc->reader ? OCRMEND_OK : om_fail(error, OCRMEND_NOMEM, 0, "out of memory");
}

ocrmend_status om_document_cut(om_document *doc, const uint8_t *bytes, size_t n, uint64_t raw_at, size_t *at,
                               ocrmend_error *error)
{
    enum { TAG = 256 }; /* a border may be half there at the end of what was searched */

    *at = doc->format->border(bytes, n, doc->searched);
    doc->searched = *at || n <= TAG ? 0 : n - TAG;
    if (!*at && n >= OM_BLOCK_MAX)
        return om_format_bad(error, raw_at, 0, 0, "a page of more than %u MiB", OM_BLOCK_MAX >> 20);
    return OCRMEND_OK;
}

void om_document_close(om_document *doc)
{
    if (doc->format)
        doc->format->close(doc->reader);
    om_page_free(&doc->page);
    om_readings_free(&doc->readings);
}
