/* json.h - places in JSON.  jansson reads the values but does not say where they stand; this finds them in bytes that
 * jansson has accepted, and in none else. */
#ifndef OM_JSON_H
#define OM_JSON_H

#include "format/format.h"

/* The first place in doc[at, n) that is not white space. */
size_t om_json_skip(const uint8_t *doc, size_t n, size_t at);

/* The value that begins at doc[at]. */
om_range om_json_value(const uint8_t *doc, size_t n, size_t at);

/* The first element of the array, the first key of the object that is doc[whole.from, whole.to); the one after
 * `element` (of an object: the value after its key, the key after that value).  Empty: there is none. */
om_range om_json_first(const uint8_t *doc, om_range whole);
om_range om_json_next(const uint8_t *doc, om_range whole, om_range element);

/* The value of a member of the object doc[whole.from, whole.to), the last one of that name as jansson has it.  Empty:
 * none is spelled so. */
om_range om_json_member(const uint8_t *doc, om_range whole, const char *name);

/* Add utf8[0, len) to `to` as the inside of a JSON string; `ascii`: characters beyond it as \uXXXX. */
void om_json_spell(om_buf *to, const uint8_t *utf8, size_t len, bool ascii);

#endif
