/* xml_reader.h - what the readers of the XML formats have in common. */
#ifndef OM_XML_READER_H
#define OM_XML_READER_H

#include "format/xml.h"

/* Each reader begins with it. */
typedef struct {
    om_xml *xml;
    om_page *page;          /* of the block being read */
    const om_block *block;
    om_buf text;            /* what the open element says so far */
    const char *root;       /* the format's root element; NULL: any will do */
    size_t root_at;         /* where the document's begins ... */
    bool alien;             /* ... which is another one */
} om_xml_reader;

/* A reader of `size` bytes, all of them 0 but for its beginning.  NULL: out of memory. */
void *om_xml_reader_open(size_t size, const om_xml_events *events, const char *root);
void om_xml_reader_close(om_xml_reader *x);

/* The start of an element at depth 0: is it the root that the format has? */
void om_xml_reader_root(om_xml_reader *x, const char *name, size_t at);

/* Parse a block into a page. */
ocrmend_status om_xml_reader_parse(om_xml_reader *x, const om_block *block, om_page *page, ocrmend_error *error);

#endif
