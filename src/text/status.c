#include "text/status.h"

#include <stdarg.h>
#include <stdio.h>

ocrmend_status om_fail(ocrmend_error *error, ocrmend_status status, uint64_t offset, const char *format, ...)
{
    if (error && error->status == OCRMEND_OK) {
        va_list args;
        error->status = status;
        error->offset = offset;
        error->line = 0;
        va_start(args, format);
        vsnprintf(error->message, sizeof error->message, format, args);
        va_end(args);
    }
    return status;
}
