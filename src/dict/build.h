/* build.h - rows become a compiled dictionary. */
#ifndef OM_DICT_BUILD_H
#define OM_DICT_BUILD_H

#include "dict/source.h"

/* Sort rows by name; of rows that say the same (name, type, full form, title, org, place, code) only the first stays: the
 * one of the source that was added first, there the one that stands first.  `say` is told of each that is dropped.
 * Returns OCRMEND_NOMEM or OK. */
ocrmend_status om_rows_settle(om_rows *rows, om_say say, ocrmend_error *error);

/* Compile settled rows into *out, empty: the bytes of a file.  The same rows give the same bytes. */
ocrmend_status om_dict_compile(const om_rows *rows, om_buf *out, ocrmend_error *error);

#endif
