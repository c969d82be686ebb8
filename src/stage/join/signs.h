/* signs.h - what brackets and the like say of the end of a paragraph, however wide the lines are. */
#ifndef OM_JOIN_SIGNS_H
#define OM_JOIN_SIGNS_H

#include "stage/join/line.h"

/* Whether the gap above lines[i] is inside brackets or quotes: they open in the last line or two above it and close in
 * the first or second below, both in one sentence. */
bool om_signs_inside(const om_line *lines, size_t n, size_t i, const uint8_t *text);

/* Whether text[from, to) ends inside brackets, those of a sentence or a title. */
bool om_signs_open(const uint8_t *text, size_t from, size_t to);

/* Whether the line begins as an entry of a column of news or letters, 【公交】, 问：, 答：, or ends a notice, 特此通告。 */
bool om_signs_entry(const om_line *line, const uint8_t *text);

/* Whether the line is a byline that a sign sets off, □ 本报记者 舟小渡. */
static inline bool om_signs_byline(const om_line *line, const uint8_t *text)
{
    enum { SIGN = 0xE2 }; /* the first byte of □■◎○●; that of a name, a word or a bracket is another */

    return line->start == OM_START_BYLINE && text[line->from] == SIGN;
}

/* Whether the line ends a caption: its 摄 stands after a space and a name, 宁小舟 摄, so that it is no part of 拍摄. */
bool om_signs_credit(const om_line *line, const uint8_t *text);

/* Whether the gap after 摄 cuts a word in two, 联合摄⏎制, and no name is before it, 记者宁小舟摄⏎影院. */
bool om_signs_cut(const om_line *above, const om_line *below, const uint8_t *text);

#endif
