#include "format/json.h"

#include <stdio.h>

#include "text/utf8.h"

size_t om_json_skip(const uint8_t *doc, size_t n, size_t at)
{
    while (at < n && om_is_white(doc[at]))
        at++;
    return at;
}

/* The end of the string that begins at doc[at], quotes inside. */
static size_t string_end(const uint8_t *doc, size_t n, size_t at)
{
    for (at++; at < n && doc[at] != '"'; at++)
        at += doc[at] == '\\';
    return at < n ? at + 1 : n;
}

om_range om_json_value(const uint8_t *doc, size_t n, size_t at)
{
    om_range value = {at, at};
    size_t depth = 0;

    while (value.to < n) {
        uint8_t c = doc[value.to];

        if (c == '"') {
            value.to = string_end(doc, n, value.to);
        } else if (c == '[' || c == '{') {
            depth++;
            value.to++;
        } else if (c == ']' || c == '}') {
            if (!depth)
                return value; /* of what the value is in */
            depth--;
            value.to++;
        } else if (depth) {
            value.to++;
            continue;
        } else {
            while (value.to < n && !memchr(",:]} \t\n\r", doc[value.to], 8))
                value.to++;
        }
        if (!depth)
            return value;
    }
    return value;
}

om_range om_json_first(const uint8_t *doc, om_range whole)
{
    size_t at = om_json_skip(doc, whole.to, whole.from + 1);

    return at < whole.to ? om_json_value(doc, whole.to, at) : (om_range){whole.to, whole.to};
}

om_range om_json_next(const uint8_t *doc, om_range whole, om_range element)
{
    size_t at = om_json_skip(doc, whole.to, element.to);

    if (at >= whole.to || (doc[at] != ',' && doc[at] != ':'))
        return (om_range){whole.to, whole.to};
    at = om_json_skip(doc, whole.to, at + 1);
    return om_json_value(doc, whole.to, at);
}

om_range om_json_member(const uint8_t *doc, om_range whole, const char *name)
{
    om_range found = {whole.to, whole.to};
    size_t len = strlen(name);

    for (om_range key = om_json_first(doc, whole), value; key.to > key.from; key = om_json_next(doc, whole, value)) {
        value = om_json_next(doc, whole, key);
        if (key.to - key.from == len + 2 && memcmp(doc + key.from + 1, name, len) == 0)
            found = value;
    }
    return found;
}

void om_json_spell(om_buf *to, const uint8_t *utf8, size_t len, bool ascii)
{
    char escape[16];

    for (size_t i = 0; i < len;) {
        unsigned n;
        uint32_t c = om_utf8_get(utf8 + i, &n);

        if (c == '"' || c == '\\')
            om_buf_add(to, escape, (size_t)snprintf(escape, sizeof escape, "\\%c", (char)c));
        else if (c >= ' ' && (c < 0x7F || !ascii))
            om_buf_add(to, utf8 + i, n);
        else if (c < 0x10000)
            om_buf_add(to, escape, (size_t)snprintf(escape, sizeof escape, "\\u%04x", c));
        else
            om_buf_add(to, escape, (size_t)snprintf(escape, sizeof escape, "\\u%04x\\u%04x",
                                                    0xD800 + ((c - 0x10000) >> 10), 0xDC00 + (c & 0x3FF)));
        i += n;
    }
}
