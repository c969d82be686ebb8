/* dictionary.h - what stages see of an ocrmend_dict. */
#ifndef OM_DICTIONARY_H
#define OM_DICTIONARY_H

#include "dict/dict.h"

const om_dict *om_dictionary(const ocrmend_dict *dict);

#endif
