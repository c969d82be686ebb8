/* dicts.h - the dictionaries of a command line: those given with -d, and the built-in one after them. */
#ifndef CLI_DICTS_H
#define CLI_DICTS_H

#include "cli/dictfile.h"

typedef struct {
    const char *paths[OCRMEND_DICTS_MAX];
    size_t given;
    bool builtin_only;                       /* -d builtin, which is no path, was given */
    cli_dict open[OCRMEND_DICTS_MAX];
    ocrmend_dict *dicts[OCRMEND_DICTS_MAX];  /* for ocrmend_options */
    size_t n;
} cli_dicts;

/* -d PATH was given.  false: too many; a message has told so. */
bool cli_dicts_add(cli_dicts *dicts, const char *path);

/* Open them, the built-in one last, if any was given.  Returns the exit status; messages have told of failures, and
 * unless `quiet` of rows that cannot be used. */
int cli_dicts_open(cli_dicts *dicts, bool quiet);
void cli_dicts_close(cli_dicts *dicts);

#endif
