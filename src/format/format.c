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

static const om_format *recognise(const uint8_t *head, size_t n)
{
    for (size_t i = 0; i < om_formats_n; i++)
        if (om_formats[i]->recognise(head, n))
            return om_formats[i];
    return NULL;
}

/* The format of a document in UTF-16, whose first bytes are ASCII with a zero beside each.  NULL: it is none. */
static const om_format *recognise_utf16(const uint8_t *head, size_t n)
{
    uint8_t narrow[2048];
    size_t len = 0, first;

    if (n < 2 || !((head[0] == 0xFF && head[1] == 0xFE) || (head[0] == 0xFE && head[1] == 0xFF)))
        return NULL;
    first = head[0] == 0xFF ? 2 : 3;
    for (size_t i = first; i < n && len < sizeof narrow; i += 2)
        narrow[len++] = head[i];
    return recognise(narrow, len);
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
    if (guess) {
        const om_format *wide = recognise_utf16(head, n);

        *format = recognise(head, n);
        return wide ? om_format_bad(error, 0, 0, 0, "this is %s in UTF-16, which a document must not be: iconv -f "
                                    "UTF-16 -t UTF-8, and take the encoding out of its first line", wide->title)
                    : OCRMEND_OK;
    }
    for (size_t i = 0; i < om_formats_n; i++)
        if (strcmp(om_formats[i]->name, name) == 0)
            *format = om_formats[i];
    if (*format || strcmp(name, "txt") == 0)
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
