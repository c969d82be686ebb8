#include "dict/language.h"

unsigned om_language(enum om_language_kind kind, uint64_t sum)
{
    uint64_t key = om_language_key(kind, sum);
    size_t mask = ((size_t)1 << OM_LANGUAGE_LOG2) - 1;

    for (size_t i = om_key_slot(key, OM_LANGUAGE_LOG2);; i = (i + 1) & mask) {
        const unsigned char *slot = om_language_table + 4 * i;

        if (!slot[0])
            return 0;
        if (slot[1] == (key >> 40 & 0xFF) && slot[2] == (key >> 48 & 0xFF) && slot[3] == key >> 56)
            return slot[0];
    }
}

om_language_char om_language_of_other(uint32_t c)
{
    uint64_t sum = om_key_push(0, om_key_char(c));

    return (om_language_char){(uint8_t)om_language(OM_WORD, sum), (uint8_t)om_language(OM_SURNAME, sum),
                              (uint8_t)om_language(OM_GIVEN, sum), (uint8_t)om_language(OM_SOUND, sum), 0xFF, 0xFF};
}
