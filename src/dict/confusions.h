/* confusions.h - how often an engine has read one character for another: counts, and the tables they are kept in.
 *
 * The form of a table is described in ocrmend-dict(5).
 */
#ifndef OM_CONFUSIONS_H
#define OM_CONFUSIONS_H

#include "text/status.h"

/* read: 0 where what was meant was dropped; meant: 0 where something was added. */
typedef struct {
    uint32_t read, meant;
    uint64_t count;        /* how often; never 0 */
    uint64_t of;           /* how often `meant` stood there, read right or not; where something was added: characters in all */
} om_confusion;

struct ocrmend_confusions {
    struct om_confusion_slot *slots; /* a hash table, a power of two large */
    size_t room, used;
    uint64_t texts;                  /* learnt from */
};

/* `read` was read where `meant` stood, n times; `meant` (0: any character) stood there n times.  false: out of
 * memory. */
bool om_confusions_count(ocrmend_confusions *c, uint32_t read, uint32_t meant, uint64_t n);
bool om_confusions_stood(ocrmend_confusions *c, uint32_t meant, uint64_t n);

/* Add what `from` has counted, which may be taken away from it.  false: out of memory. */
bool om_confusions_add_all(ocrmend_confusions *to, ocrmend_confusions *from);

/* See to it that each character stood there at least as often as it was misread.  false: out of memory. */
bool om_confusions_settle(ocrmend_confusions *c);

/* How often characters were misread or dropped, and how many there were in all; 0: nobody has told. */
uint64_t om_confusions_misread(const ocrmend_confusions *c);
uint64_t om_confusions_characters(const ocrmend_confusions *c);

/* Whether a table can have the character: it is no white space, no control and can be seen. */
bool om_confusions_takes(uint32_t c);

/* The confusions, in no order; their number in *n.  NULL: out of memory.  To be freed. */
om_confusion *om_confusions_list(const ocrmend_confusions *c, size_t *n);

#endif
