/* progress.h - how far a long run is, on standard error when that is a terminal. */
#ifndef CLI_PROGRESS_H
#define CLI_PROGRESS_H

#include <stdbool.h>
#include <stdint.h>
#include <time.h>

typedef struct {
    const char *name;       /* of the file */
    uint64_t size;          /* 0: not known */
    struct timespec begun;
    int width;              /* of the line shown; 0: none yet */
    bool wanted;
} cli_progress;

/* `wanted`: unless this is set and standard error is a terminal, nothing will be shown. */
void cli_progress_begin(cli_progress *progress, const char *name, uint64_t size, bool wanted);

/* `done` bytes were read.  Nothing is shown in the first second. */
void cli_progress_show(cli_progress *progress, uint64_t done);

/* Take the line away. */
void cli_progress_end(cli_progress *progress);

#endif
