#include "cli/feed.h"

#include "cli/progress.h"

ocrmend_status cli_feed(cli_input *in, ocrmend *run, bool quiet)
{
    cli_progress progress;
    ocrmend_status status = OCRMEND_OK;
    uint64_t done = 0;
    ptrdiff_t n = 0;

    cli_progress_begin(&progress, in->name, in->size, !quiet);
    while (status == OCRMEND_OK) {
        size_t room;
        void *bytes = ocrmend_room(run, &room);

        if (bytes && (n = cli_input_read(in, bytes, room)) <= 0)
            break;
        status = bytes ? ocrmend_feed(run, bytes, (size_t)n) : OCRMEND_NOMEM;
        done += (uint64_t)n;
        cli_progress_show(&progress, done);
    }
    if (status == OCRMEND_OK && n == 0)
        status = ocrmend_finish(run);
    cli_progress_end(&progress);
    return status;
}
