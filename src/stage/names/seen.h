/* seen.h - how often each name stood in the text so far, a table of bounded size; and what such names begin and end
 * with. */
#ifndef OM_SEEN_H
#define OM_SEEN_H

#include <stdbool.h>
#include <stdint.h>

#include "dict/learned.h"

typedef uint64_t om_char_set[0x10000 / 64]; /* a bit for each character of the BMP */

typedef struct {
    struct om_seen_slot *slots;
    unsigned used;
} om_seen;

/* Characters that names begin and end with; the first so many of them also as a list, to ask what looks like one. */
enum { OM_ENDS_LISTED = 256, OM_ENDS_PAIRS = 1 << 17 };

typedef struct {
    om_char_set heads, tails;
    uint64_t both[OM_ENDS_PAIRS / 64]; /* a bit for each slot of the hash of head and tail */
    uint16_t head[OM_ENDS_LISTED], tail[OM_ENDS_LISTED];
    unsigned n_heads, n_tails;
} om_ends;

/* false: out of memory. */
bool om_seen_init(om_seen *seen);
void om_seen_free(om_seen *seen);

/* The name of this key stands there once more: how often now.  Names beyond the room of the table are not counted:
 * 0. */
unsigned om_seen_add(om_seen *seen, uint64_t key);
unsigned om_seen_count(const om_seen *seen, uint64_t key);

/* Count all that another table has. */
void om_seen_take(om_seen *seen, const om_seen *other);

/* A name begins with `head` and ends with `tail`. */
void om_ends_add(om_ends *ends, uint32_t head, uint32_t tail);

static inline unsigned om_ends_slot(uint32_t head, uint32_t tail)
{
    return (head * UINT32_C(0x9E3779B1) ^ tail * UINT32_C(0x85EBCA6B)) >> 15;
}

static inline bool om_set_has(const om_char_set set, uint32_t c)
{
    return c < 0x10000 && (set[c / 64] >> c % 64 & 1);
}

/* Whether a name may begin with `head`; and whether one may begin with it and end with `tail`. */
static inline bool om_ends_begin(const om_ends *ends, uint32_t head)
{
    return head >= 0x10000 || om_set_has(ends->heads, head);
}

static inline bool om_ends_have(const om_ends *ends, uint32_t head, uint32_t tail)
{
    unsigned slot = om_ends_slot(head, tail);

    return ends->both[slot / 64] >> slot % 64 & 1;
}

/* Names of two characters, each once, found by either of them; at most as many as om_seen has room for. */
enum { OM_TWOS = 3 << 12, OM_TWOS_SLOTS = 1 << 12 };

typedef struct {
    unsigned n;
    struct {
        uint32_t c[2];
        uint16_t next[2];        /* number + 1 of the next one whose first, whose second character has the same slot */
    } name[OM_TWOS];
    uint16_t with[2][OM_TWOS_SLOTS]; /* number + 1 of the last one whose first, whose second character has this slot */
} om_twos;

void om_twos_add(om_twos *twos, uint32_t first, uint32_t second);

/* The next of them that has the character `kept` at place 1 - w and at place w another one than `read`, for which that
 * is read at a cost of up to `most`: this other one.  *i from 0 on; 0: there are no more. */
uint32_t om_twos_next(const om_twos *twos, const om_learned *learned, unsigned w, uint32_t read, uint32_t kept, unsigned most,
                      unsigned *i);

/* Whether c looks like another of the n characters of the list, at a cost of up to `most`. */
bool om_ends_like(const uint16_t *list, unsigned n, uint32_t c, unsigned most);

/* Which characters were found to look like one of a list, and which not, while the list had n of them. */
typedef struct {
    om_char_set asked, like;
    unsigned n;
} om_like;

/* As om_ends_like, remembered. */
bool om_like_any(om_like *memory, const uint16_t *list, unsigned n, uint32_t c, unsigned most);

#endif
