/* confusions.h - the tables of confusions of a command line. */
#ifndef CLI_CONFUSIONS_H
#define CLI_CONFUSIONS_H

#include "ocrmend.h"

/* Row i of the tables that come with the command; NULL past the end. */
const char *cli_confusions_at(size_t i);

/* The one that is used where none is given: what most engines' pages gain by, and none was seen to lose. */
#define CLI_CONFUSIONS_DEFAULT "tesseract-chi_sim"

/* --confusions WHICH was given: add to *confusions (NULL: it is made) the table of that file or, where it has neither .
 * nor /, the one of that name that comes with the command; none for "none".  Returns the exit status, after a
 * message. */
int cli_confusions_add(ocrmend_confusions **confusions, const char *which);

#endif
