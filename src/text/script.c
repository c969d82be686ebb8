#include "text/script.h"

#include "text/utf8.h"

#include "text/script_table.h"

static bool transparent(enum om_script s)
{
    return s == OM_SPACE || s == OM_LINE_END || s == OM_CONTROL;
}

om_neighbour om_neighbour_before(const uint8_t *text, size_t at)
{
    while (at) {
        unsigned n;
        om_neighbour found;

        at = om_utf8_back(text, at);
        found.c = om_utf8_get(text + at, &n);
        found.script = om_script(found.c);
        found.at = at;
        if (!transparent(found.script))
            return found;
    }
    return (om_neighbour){OM_LINE_END, 0, 0};
}

om_neighbour om_neighbour_after(const uint8_t *text, size_t len, size_t at)
{
    while (at < len) {
        unsigned n;
        om_neighbour found;

        found.c = om_utf8_get(text + at, &n);
        found.script = om_script(found.c);
        found.at = at;
        if (!transparent(found.script))
            return found;
        at += n;
    }
    return (om_neighbour){OM_LINE_END, 0, len};
}
