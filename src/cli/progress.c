#include "cli/progress.h"

#include <stdio.h>
#include <unistd.h>

void cli_progress_begin(cli_progress *p, const char *name, uint64_t size, bool wanted)
{
    *p = (cli_progress){.name = name, .size = size, .wanted = wanted && isatty(STDERR_FILENO)};
    clock_gettime(CLOCK_MONOTONIC, &p->begun);
}

void cli_progress_show(cli_progress *p, uint64_t done)
{
    struct timespec now;

    if (!p->wanted)
        return;
    clock_gettime(CLOCK_MONOTONIC, &now);
    if (now.tv_sec - p->begun.tv_sec < 1 || (now.tv_sec == p->begun.tv_sec + 1 && now.tv_nsec < p->begun.tv_nsec))
        return;
    p->begun = now; /* from now on once a second */
    if (p->size)
        p->width = fprintf(stderr, "\r%.60s: %d %%", p->name, (int)(100.0 * (double)done / (double)p->size));
    else
        p->width = fprintf(stderr, "\r%.60s: %llu MB", p->name, (unsigned long long)(done / 1000000));
}

void cli_progress_end(cli_progress *p)
{
    if (p->width > 0)
        fprintf(stderr, "\r%*s\r", p->width, "");
    p->width = 0;
}
