/* sounds.h - the characters that write foreign names in Chinese. */
#ifndef OM_SOUNDS_H
#define OM_SOUNDS_H

/* One after the other, UTF-8, three bytes each. */
extern const char om_sounds[];

#endif
