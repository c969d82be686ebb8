/* feed.h - a file taken through a run of the library. */
#ifndef CLI_FEED_H
#define CLI_FEED_H

#include "cli/input.h"
#include "ocrmend.h"

/* Feed the open file to the run and finish it, with a progress line unless `quiet`.  The run's status; where the file
 * could not be read, in->error is set. */
ocrmend_status cli_feed(cli_input *in, ocrmend *run, bool quiet);

#endif
