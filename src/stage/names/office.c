/* office.c - what a list tells of who somebody is: the title, the organisation, the place of a row. */
#include <config.h>

#include "stage/names/names.h"

#include <string.h>


enum { BEFORE = 90, AFTER = 60 }; /* bytes: how far beside a name its office is told, most often before it */
enum { ROWS = 8 };                /* of one name: people of the same name */

static bool has(const om_names *s, size_t from, size_t to, const char *what, size_t len)
{
    return len && memmem(s->p + from, to - from, what, len);
}

bool om_names_in_office(const om_names *s, const om_guess *g)
{
    static const uint8_t columns[] = {OM_COLUMN_TITLE, OM_COLUMN_ORG, OM_COLUMN_PLACE};
    size_t before = g->from > BEFORE ? g->from - BEFORE : 0;
    size_t after = s->len - g->to > AFTER ? g->to + AFTER : s->len;
    const om_dict *d = s->dicts[g->dict];
    uint32_t from, to;

    if (g->type != OM_TYPE_PERSON || !om_dict_rows(d, g->name, &from, &to))
        return false;
    for (uint32_t i = from; i < to && i < from + ROWS; i++) {
        const om_dict_row *row = om_dict_row_at(d, i);

        for (size_t k = 0; row && k < sizeof columns; k++) {
            size_t len;
            const char *what = om_dict_field(d, row, columns[k], &len);

            if (what && (has(s, before, g->from, what, len) || has(s, g->to, after, what, len)))
                return true;
        }
    }
    return false;
}
