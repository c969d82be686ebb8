#include "format/format.h"

#include <stdarg.h>
#include <stdio.h>

const om_format *const om_formats[] = {
    &om_format_hocr, &om_format_alto, &om_format_page_xml, &om_format_tsv, &om_format_paddle,
};
const size_t om_formats_n = sizeof om_formats / sizeof *om_formats;

const char *ocrmend_format_at(size_t i, const char **title)
{
    if (i > om_formats_n)
        return NULL;
    if (title)
        *title = i ? om_formats[i - 1]->title : "plain text";
    return i ? om_formats[i - 1]->name : "txt";
}

ocrmend_status om_format_choose(const char *name, const uint8_t *head, size_t n, const om_format **format,
                                ocrmend_error *error)
{
    bool guess = !name || strcmp(name, "auto") == 0;

    *format = NULL;
    if (!n)
        head = (const uint8_t *)""; /* so that no format is handed NULL */
    if (n >= 3 && memcmp(head, "\xEF\xBB\xBF", 3) == 0) {
        head += 3;
        n -= 3;
    }
    for (size_t i = 0; i < om_formats_n; i++)
        if (guess ? om_formats[i]->recognise(head, n) : strcmp(om_formats[i]->name, name) == 0) {
            *format = om_formats[i];
            return OCRMEND_OK;
        }
    if (guess || strcmp(name, "txt") == 0)
        return OCRMEND_OK;
    return om_fail(error, OCRMEND_USAGE, 0, "no such format: '%.40s'", name);
}

ocrmend_status om_format_bad(ocrmend_error *error, uint64_t offset, uint64_t line, uint64_t column, const char *format,
                             ...)
{
    va_list args;

    if (error && error->status == OCRMEND_OK) {
        va_start(args, format);
        error->status = OCRMEND_BAD_DOCUMENT;
        error->offset = offset;
        error->line = line;
        error->column = column;
        vsnprintf(error->message, sizeof error->message, format, args);
        va_end(args);
    }
    return OCRMEND_BAD_DOCUMENT;
}
