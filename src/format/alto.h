/* alto.h - the parts of ALTO: alto.c reads, alto_write.c writes, alto_step.c names the program in it. */
#ifndef OM_ALTO_H
#define OM_ALTO_H

#include "format/xml_reader.h"

void om_alto_write(const om_reading_list *readings, om_out *out);

/* Add the step to the document's description of itself, if it has one that does not name this version already.  The
 * output stands before it: what the description says of the whole document is written with its first block, and so it
 * is added where a word of that block (a page or more) is written otherwise. */
void om_alto_tell_step(om_out *out);

#endif
