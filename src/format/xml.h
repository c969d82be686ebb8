/* xml.h - what the XML formats share: expat with safe settings, places in the document, spelling. */
#ifndef OM_XML_H
#define OM_XML_H

#include <expat.h>

#include "format/format.h"

typedef struct om_xml om_xml;

/* What a reader wants to be told; `reader` is its first argument.  Places are in the block.  The text of an element
 * comes in pieces: utf8[0, len) is spelled by the document's bytes [at, at + spelled), which are the same when spelled
 * == len and `literal`; text may be NULL. */
typedef struct {
    void (*start)(void *reader, const char *name, const char **attributes, size_t at, size_t len);
    void (*end)(void *reader, const char *name, size_t at, size_t len);
    void (*text)(void *reader, const char *utf8, size_t len, size_t at, size_t spelled, bool literal);
} om_xml_events;

/* Names come without their namespace prefix.  NULL: out of memory. */
om_xml *om_xml_new(const om_xml_events *events, void *reader);
void om_xml_free(om_xml *xml);

/* Parse the next block.  A document that is not well-formed, declares entities (never needed for OCR, and how XML bombs
 * are made) or nests deeper than OM_XML_DEPTH is refused with OCRMEND_BAD_DOCUMENT, line and column. */
enum { OM_XML_DEPTH = 256 };
ocrmend_status om_xml_parse(om_xml *xml, const om_block *block, ocrmend_error *error);

/* Refuse a document whose root element, at block->data[at], is not the format's. */
ocrmend_status om_xml_alien(const om_block *block, size_t at, const char *root, ocrmend_error *error);

/* The value of an attribute, NULL when it is not there. */
const char *om_xml_attribute(const char **attributes, const char *name);

/* A decimal number at s, in any locale (no exponent: none of the formats has one); *end behind it, s itself where there
 * is none. */
double om_xml_number(const char *s, const char **end);

/* --- in a document that is known to be well-formed -------------------------------------------------------------- */

/* The start tag that begins at doc[at], '<' and '>' included. */
om_range om_xml_tag(const uint8_t *doc, size_t at, size_t end);

/* An attribute: all of it, its name without its prefix, its value without its quotes. */
typedef struct {
    om_range all, name, value;
} om_xml_named;

/* The first attribute of the start tag at or after `from` (tag.from: the first of all); false: none. */
bool om_xml_next_attribute(const uint8_t *doc, om_range tag, size_t from, om_xml_named *found);

/* Where the value of an attribute is spelled in the start tag doc[tag.from, tag.to), quotes outside; empty at 0 when it
 * is not there. */
om_range om_xml_find(const uint8_t *doc, om_range tag, const char *name);

/* A tag: `<p:name ...>`, `</p:name>` or `<p:name ... />`. */
typedef struct {
    om_range at, name;      /* from '<' to behind '>'; the name without its prefix */
    size_t prefix;          /* where the prefix begins (name.from where there is none) */
    bool closes, empty;
} om_tag;

/* The first tag in doc[from, end); comments, CDATA sections and instructions are passed over.  false: none. */
bool om_xml_next(const uint8_t *doc, size_t from, size_t end, om_tag *tag);
bool om_tag_is(const uint8_t *doc, const om_tag *tag, const char *name);

/* Where the element ends that the start tag begins; its content ends at *inner_end. */
size_t om_xml_element_end(const uint8_t *doc, const om_tag *tag, size_t end, size_t *inner_end);

/* Add the text that doc[at.from, at.to) spells, content or the value of an attribute, to `to`.  false: it is not
 * spelled literally. */
bool om_xml_text(om_buf *to, const uint8_t *doc, om_range at);

/* Add utf8[0, len) to `to` as XML text that may stand in content and in attributes with either quote. */
void om_xml_spell(om_buf *to, const uint8_t *utf8, size_t len);

/* Whether an element named `root` (prefix apart) is the first of the document that begins with these bytes; its start
 * tag contains `hint` unless that is NULL. */
bool om_xml_root_is(const uint8_t *head, size_t n, const char *root, const char *hint);

/* om_format.border of documents whose pages are elements named Page. */
size_t om_xml_page_border(const uint8_t *doc, size_t n, size_t from);

#endif
