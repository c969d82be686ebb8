/* replay.h - running a text again by its edit log. */
#ifndef CLI_REPLAY_H
#define CLI_REPLAY_H

#include "cli/dictfile.h"
#include "cli/input.h"

/* The files of a text that is run again. */
typedef struct {
    cli_file raw;
    cli_input log, decisions;          /* .fd -1: none */
    ocrmend_decisions *decided;        /* NULL: none */
} cli_replay;

/* Nothing is open: may be closed. */
#define CLI_REPLAY_NONE ((cli_replay){.log = {NULL, -1, 0, 0}, .decisions = {NULL, -1, 0, 0}})

/* Open the files; `log` and `decisions` may be NULL.  Returns the exit status, after a message. */
int cli_replay_open(cli_replay *replay, const char *raw, const char *log, const char *decisions);
void cli_replay_close(cli_replay *replay);

/* Feed the raw text to the run, on which ocrmend_log and ocrmend_watch may have been called, with the log replayed
 * where there is one.  What went wrong is told, but for a failed output of the caller (*sink). */
int cli_replay_run(cli_replay *replay, ocrmend *run, bool *sink);

#endif
