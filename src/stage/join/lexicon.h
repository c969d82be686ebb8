/* lexicon.h - what the list of words and names (dict/language.h) says of lines: asked only where widths and marks leave a
 * doubt, as it costs more than they do. */
#ifndef OM_JOIN_LEXICON_H
#define OM_JOIN_LEXICON_H

#include "stage/join/line.h"

/* Whether nothing is in the line but names of persons, one to three, divided by spaces, and what they did: 舟小渡, 舟 渡,
 * 舟小渡 林江, 舟小渡/文.  A word that could be a name is none. */
bool om_lexicon_is_names(const om_line *line, const uint8_t *text);

/* Whether a word of the language begins at the end of the line above and ends in the line below, so that the two are far
 * likelier to be one than to end and begin there.  Both are Han beside the gap. */
bool om_lexicon_cuts_word(const om_line *above, const om_line *below, const uint8_t *text);

#endif
