/* text.h - a whole text that is compared, read from a file. */
#ifndef CLI_TEXT_H
#define CLI_TEXT_H

#include "ocrmend.h"

/* Read the file, "-" standard input, a text or a document; from, format: as in ocrmend_options.  Returns the exit
 * status after a message; *text is set for CLI_OK and else NULL.  Free with ocrmend_text_free. */
int cli_text_read(const char *path, const char *from, const char *format, ocrmend_text **text);

#endif
