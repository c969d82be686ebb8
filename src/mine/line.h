/* line.h - a line of text as mining sees it: its characters, and what the list of titles knows of stretches of them.
 *
 * Places in a line are counted in characters, ranges end before `to`.
 */
#ifndef OM_MINE_LINE_H
#define OM_MINE_LINE_H

#include <stdbool.h>
#include <stdint.h>

#include "dict/language.h"
#include "text/script.h"

enum { OM_MINE_CHARS = 16 * 1024 }; /* of a line; longer ones are cut */

typedef struct {
    const uint8_t *p;       /* UTF-8 */
    unsigned n;
    uint32_t *c;            /* the characters; OM_MINE_CHARS of them have room */
    uint32_t *at;           /* where each begins in p, and where the last ends */
    uint64_t *sum;          /* of the keys of the characters before each, and of all */
} om_mine_line;

/* false: out of memory. */
bool om_mine_line_init(om_mine_line *line);
void om_mine_line_free(om_mine_line *line);

/* Take the line of `len` bytes of valid UTF-8, or as much of it as there is room for; the bytes taken.  The line does
 * not own the text. */
size_t om_mine_line_set(om_mine_line *line, const uint8_t *utf8, size_t len);

/* What language.h has of the stretch, which is of at most OM_STRETCH characters. */
enum { OM_STRETCH = 16 };
unsigned om_mine_known(const om_mine_line *line, enum om_language_kind kind, unsigned from, unsigned to);

/* Where the longest head of a title or word like 记者 that begins (ends) at i ends (begins); i: none does. */
unsigned om_mine_title_end(const om_mine_line *line, unsigned i);
unsigned om_mine_title_begin(const om_mine_line *line, unsigned i);

/* Where the ranks (副, 常务, 前 ...) and the organisations (市委, 组织部 ...) that end at i begin; i: there are none. */
unsigned om_mine_ranks_begin(const om_mine_line *line, unsigned i);
unsigned om_mine_bodies_begin(const om_mine_line *line, unsigned i);

static inline bool om_mine_is_han(const om_mine_line *line, unsigned i)
{
    return i < line->n && om_script(line->c[i]) == OM_HAN;
}

#endif
