/* page_xml_order.h - the order of reading that a PAGE document tells beside its regions. */
#ifndef OM_PAGE_XML_ORDER_H
#define OM_PAGE_XML_ORDER_H

#include "format/page.h"

enum { OM_NO_RANK = UINT32_MAX };

/* Places of regions in the order of reading, by their IDs; and those of the page's lines.  A zeroed one is empty. */
typedef struct {
    struct om_region_ref *refs;
    size_t n_refs, refs_cap;
    om_buf ids;
    unsigned groups;            /* that it is told in: more than one is no simple order, and not followed */
    bool sorted;
    om_buf ranks;               /* uint32_t, of the page's lines from `first` on */
    size_t first;
    bool failed;
} om_page_xml_order;

/* A new page. */
void om_page_xml_order_clear(om_page_xml_order *order, const om_page *page);
void om_page_xml_order_free(om_page_xml_order *order);

/* The region of that ID comes at that place. */
void om_page_xml_order_add(om_page_xml_order *order, const char *id, uint32_t rank);

/* The place of a region, OM_NO_RANK where none is told. */
uint32_t om_page_xml_order_rank(om_page_xml_order *order, const char *id);

/* The page's last line is in a region of that place. */
void om_page_xml_order_line(om_page_xml_order *order, uint32_t rank);

/* Put the page's lines in order: regions with a place first, each region's lines as they were. */
void om_page_xml_order_apply(om_page_xml_order *order, om_page *page);

#endif
