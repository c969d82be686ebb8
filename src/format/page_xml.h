/* page_xml.h - the parts of PAGE-XML: page_xml.c reads, page_xml_write.c and page_xml_equiv.c write. */
#ifndef OM_PAGE_XML_H
#define OM_PAGE_XML_H

#include "format/xml_reader.h"

void om_page_xml_write(const om_reading_list *readings, om_out *out);

/* What a group of TextEquivs is to say from now on: all those of a Word, TextLine or TextRegion. */
typedef struct {
    const uint8_t *text;        /* UTF-8 */
    size_t len;
    const om_buf *was;          /* what its words said, white space apart; a group that says something else stays */
    const om_buf *original;     /* what the engine read, where that is not what the main one says; NULL: it is */
    bool keep;                  /* keep what the engine read, as the second of the group */
    bool alone;                 /* the others are of a part only: they go */
    int confidence;             /* percent, of the main one where it tells any; -1: stays */
} om_equiv;

/* Write over the group that begins with the tag, within doc[..., end), and return where it ends.  The main one, that
 * with the lowest index, gets the text. */
size_t om_page_xml_equivs(om_out *out, const om_tag *first, size_t end, const om_equiv *says);

/* What the element says whose content is doc[inner): where the main one of its TextEquivs spells it.  false: nothing,
 * or something else than `was`. */
bool om_page_xml_says(const uint8_t *doc, om_range inner, const om_buf *was, om_range *text);

/* The index of a TextEquiv; one that has none comes first. */
long om_page_xml_index(const char *value);

#endif
