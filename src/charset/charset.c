#include "charset/charset.h"

#include <string.h>

static size_t one(const uint8_t *p, size_t n)
{
    (void)p;
    (void)n;
    return 1;
}

static const om_charset table[] = {{"UTF-8", NULL, 1, false, one}};

const om_charset *om_charset_at(size_t i)
{
    return i < sizeof table / sizeof *table ? &table[i] : NULL;
}

const om_charset *om_charset_named(const char *name)
{
    return strcmp(name, "UTF-8") == 0 ? &table[0] : NULL;
}

const char *ocrmend_charset_at(size_t i)
{
    const om_charset *cs = om_charset_at(i);

    return cs ? cs->name : NULL;
}
