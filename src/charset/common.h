/* common.h - does this look like what somebody wrote?  In running text the commonest characters are most of it (three
 * in four of a Chinese newspaper's Han are in this list of 930); in bytes read in the wrong charset they are few. */
#ifndef OM_COMMON_H
#define OM_COMMON_H

#include "charset/codec.h"

/* How many there are of each kind. */
enum { OM_COMMON_HAN = 930, OM_COMMON_HANGUL = 106 };

/* Whether the character at p (valid UTF-8, three bytes) is one of the commonest Han or Hangul. */
bool om_common_han(const uint8_t *p);
bool om_common_hangul(const uint8_t *p);

/* What bytes look like when they are read as GBK. */
typedef struct {
    bool whole;     /* all that is not ASCII is pairs of bytes, each a character; else the rest is of no use */
    size_t chars;   /* not ASCII */
    size_t han;     /* of these: Han of GB 2312 */
    size_t common;  /* of han: om_common_han */
    size_t rare;    /* of chars: neither level 1 Han nor a mark */
} om_gbk_look;
om_gbk_look om_look_gbk(om_decoder *gb18030, const uint8_t *p, size_t n);

#endif
