/* readings.h - what the words of a document read now, from the clean text. */
#ifndef OM_READINGS_H
#define OM_READINGS_H

#include "format/format.h"

/* Fill the list, whatever was in it.  clean: the clean text of the block, which page's anchors have followed; read: the
 * output of stage read.  merge: words without a space between them in the clean text become one.  false: out of
 * memory. */
bool om_readings_find(om_reading_list *list, om_page *page, const uint8_t *read, const uint8_t *clean, size_t len,
                      bool merge);
void om_readings_free(om_reading_list *list);

/* How many readings from list->at[i] on, the first of a line, are of that line; *dropped: none of them reads
 * anything. */
size_t om_readings_of_line(const om_reading_list *list, size_t i, bool *dropped);

/* Where in the document, as stage write wrote it, a range of the clean text stands. */
om_range om_readings_place(const om_reading_list *list, const om_edits *written, om_range clean);

#endif
