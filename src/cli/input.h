/* input.h - a file that is read. */
#ifndef CLI_INPUT_H
#define CLI_INPUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct {
    const char *name;  /* for messages */
    int fd;
    uint64_t size;     /* of a regular file; else 0 */
    int error;         /* errno of the read that failed, else 0 */
} cli_input;

/* Open the file; "-" is standard input.  A message tells of a failure.  `out` is a descriptor that is written to (-1:
 * none): a file that grows while it is read would never end. */
bool cli_input_open(cli_input *in, const char *path, int out);

/* An ocrmend_read: up to n bytes; 0 at the end; -1 after a failure (in->error). */
ptrdiff_t cli_input_read(void *in, void *buf, size_t n);

/* Say that a read failed and return the exit status. */
int cli_input_failed(const cli_input *in);

void cli_input_close(cli_input *in);

#endif
