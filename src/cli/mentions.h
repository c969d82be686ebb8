/* mentions.h - where names stand in a text, from a table of names. */
#ifndef CLI_MENTIONS_H
#define CLI_MENTIONS_H

#include <stdbool.h>
#include <stddef.h>

#include "ocrmend.h"

/* Names of types, in the order in which they were met. */
typedef struct {
    char *name[OCRMEND_SCORE_TYPES];
    unsigned n;
} mention_types;

typedef struct {
    ocrmend_mention *at;
    size_t n, cap;
} mentions;

/* Read the table `file` (n bytes of UTF-8, tab-separated), of either form:
 *   name TAB type [TAB ...]      a list; every place of the text where a name stands is a mention, of several that
 *                                begin at one place the longest; a header line "name TAB type" is passed over
 *   type TAB name TAB offset     one mention a line: the name stands after so many characters of the text (CR LF is
 *                                one)
 * The form is told by the first line.  false: a message was given. */
bool mentions_read(mentions *m, mention_types *types, const char *name, const char *file, size_t n, const char *text,
                   size_t len);

#endif
