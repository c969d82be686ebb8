/* cli.h - what the commands share: their table, exit statuses and messages.
 *
 * The commands know the library by ocrmend.h alone.  Only they print, and only main exits.
 */
#ifndef CLI_H
#define CLI_H

#include "ocrmend.h"

/* Exit statuses, as ocrmend(1) has them.  Of several that apply to a command the highest is taken. */
enum {
    CLI_OK = 0,
    CLI_TEXT = 1,   /* a text or an edit log could not be worked on */
    CLI_USAGE = 2,
    CLI_IO = 3,     /* something could not be read or written, or memory ran out */
    CLI_PIPE = 141  /* the reader of the output went away and SIGPIPE is ignored: what the signal would have given */
};

typedef struct {
    const char *name;
    const char *summary;            /* for the list of commands */
    void (*help)(void);             /* print on standard output */
    int (*run)(int argc, char **argv); /* argv[0] is the command's name; returns the exit status */
} cli_command;

extern const cli_command cli_clean, cli_revert, cli_explain, cli_dict_command, cli_diff, cli_score,
    cli_review, cli_apply, cli_learn;

/* Make room for one more record of `size` bytes in a growable array *at that has n of them and room for *cap; false
 * where memory cannot be had, and the array is as it was. */
bool cli_more(void **at, size_t n, size_t *cap, size_t size);

/* One line on standard error: "ocrmend: ", the message, a line end. */
void cli_message(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* Say that getopt_long met something it does not know (`found` is '?' or ':', with an optstring that begins with ':').
 * Returns CLI_USAGE. */
int cli_bad_option(const char *command, char **argv, int found);

/* Say what the library said of the file: "ocrmend: FILE: byte N: ...".  Returns the exit status. */
int cli_library_error(const char *file, const ocrmend_error *error);

#endif
