/* alto.h - the two halves of ALTO: alto.c reads, alto_write.c writes. */
#ifndef OM_ALTO_H
#define OM_ALTO_H

#include "format/xml.h"

void om_alto_write(const om_reading_list *readings, om_out *out);

#endif
