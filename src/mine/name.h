/* name.h - how likely a stretch of a line is a person's name.  Costs are in tenths of a nat, as language.h has them. */
#ifndef OM_MINE_NAME_H
#define OM_MINE_NAME_H

#include "mine/line.h"

enum { OM_NEVER = 10000 };
enum { OM_MIDDLE_DOT = 0xB7 };

/* Cost of characters [from, to) as the name of a person: a surname with a given name, or characters that transliterate,
 * in parts with · between.  OM_NEVER: it is none. */
int om_name_cost(const om_mine_line *line, unsigned from, unsigned to);

/* Cost of characters [from, to) as ordinary text. */
int om_text_cost(const om_mine_line *line, unsigned from, unsigned to);

/* Whether characters [from, to) are an ordinary word of the language. */
bool om_name_is_word(const om_mine_line *line, unsigned from, unsigned to);

/* Whether characters [from, to) are a part of a longer transliterated name: what is beside them leads to a dot. */
bool om_name_is_part(const om_mine_line *line, unsigned from, unsigned to);

/* Whether a name may begin at i, which is in the line. */
bool om_name_may_begin(const om_mine_line *line, unsigned i);

/* Words of one character that follow a person's name, and hardly ever are in one: 说, 在, 等. */
bool om_name_is_followed_by(uint32_t c);

static inline bool om_name_has(const om_mine_line *line, unsigned i)
{
    return om_mine_is_han(line, i) || (i < line->n && line->c[i] == OM_MIDDLE_DOT);
}

#endif
