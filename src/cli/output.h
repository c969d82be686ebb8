/* output.h - a file that is written.
 *
 * A regular file is written under another, unique name in the same directory and takes its own name when all has gone
 * well (cli_output_commit); until then what stood there stays.  Whatever ends the command before that, an error or a
 * signal, removes the file with the other name.  Standard output, devices and pipes are written to directly.
 *
 * Order of calls: open, write..., finish, then commit or discard; discard may be called at any time after open.
 */
#ifndef CLI_OUTPUT_H
#define CLI_OUTPUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct {
    const char *name;   /* for messages */
    int fd;             /* -1: not open */
    char *target;       /* the name it gets at last; NULL: written to directly */
    int temp;           /* slot of the temporary name while there is one, else -1 */
    int error;          /* errno of what failed first, else 0 */
    uint8_t *buf;
    size_t len;
} cli_output;

enum { CLI_OUTPUTS = 2 }; /* that may be open at a time */

/* An output that is not open: may be discarded. */
#define CLI_OUTPUT_NONE ((cli_output){NULL, -1, NULL, -1, 0, NULL, 0})

/* Open; NULL or "-" is standard output.  A message tells of a failure. */
bool cli_output_open(cli_output *out, const char *path);

/* An ocrmend_write. */
int cli_output_write(void *out, const void *bytes, size_t n);

/* Write what is left, see that it has reached the disk, and close. */
bool cli_output_finish(cli_output *out);

/* Give the file its name. */
bool cli_output_commit(cli_output *out);

/* Close and leave nothing behind. */
void cli_output_discard(cli_output *out);

/* Say what failed and return the exit status: CLI_PIPE, without a word, when the reader went away. */
int cli_output_failed(const cli_output *out);

/* Whether both would write the same file. */
bool cli_output_same(const cli_output *a, const cli_output *b);

#endif
