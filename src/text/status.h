/* status.h - how the library's own files report errors: the public status, and one way to fill an error. */
#ifndef OM_STATUS_H
#define OM_STATUS_H

#include "ocrmend.h"

/* Fill *error (unless NULL, or already filled: the first failure wins) and return the status.  printf-like. */
ocrmend_status om_fail(ocrmend_error *error, ocrmend_status status, uint64_t offset, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

#endif
