/* xml_edit.h - what the writers of XML formats share: changing a tag and dropping an element, every other byte left.
 *
 * The output stands at or before the place that is changed (out->next), and behind it afterwards. */
#ifndef OM_XML_EDIT_H
#define OM_XML_EDIT_H

#include "format/xml.h"

/* A change to an attribute of a tag. */
typedef struct {
    const char *name;
    const uint8_t *value; /* UTF-8, not yet spelled as XML; NULL: the attribute goes */
    size_t len;
    bool add;             /* where the tag has no such attribute it gets one */
} om_xml_change;

/* Change attributes of a tag, each where it stands; new ones come last.  The output stands behind the last attribute
 * then. */
void om_xml_change_tag(om_out *out, const om_tag *tag, const om_xml_change *changes, size_t n);

/* Delete doc[from, to), unless the output is past it, with the white space before it. */
void om_xml_drop(om_out *out, size_t from, size_t to);

/* Put text in the place of doc[at.from, at.to), spelled as XML; nothing when it is spelled so already. */
void om_xml_put(om_out *out, om_range at, const uint8_t *utf8, size_t len);

/* Insert XML before doc[at]. */
void om_xml_insert(om_out *out, size_t at, const om_buf *xml);

#endif
