/* check.h - what in a dictionary may be taken for something else. */
#ifndef OM_DICT_CHECK_H
#define OM_DICT_CHECK_H

#include "dict/dict.h"

/* Number of the name that these bytes are; UINT32_MAX: none. */
uint32_t om_dict_find(const om_dict *d, const uint8_t *name, size_t len);

/* As ocrmend_dict_check; `words` valid UTF-8. */
ocrmend_status om_dict_check(const om_dict *d, const uint8_t *words, size_t n,
                             int (*see)(void *user, const ocrmend_dict_finding *finding), void *user,
                             ocrmend_error *error);

#endif
