/* shipped.h - data files that come with the command. */
#ifndef CLI_SHIPPED_H
#define CLI_SHIPPED_H

#include <stddef.h>

/* Where the file of this name is: beside the command where that was built but not installed (libtool puts the program
 * itself one directory deeper), else where `make install` puts it.  The path is in `room`. */
const char *cli_shipped_path(const char *name, char *room, size_t size);

#endif
