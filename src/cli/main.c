#include <stdio.h>
#include "ocrmend.h"

static int put(void *user, const void *bytes, size_t n) { return fwrite(bytes, 1, n, user) != n; }

int main(void)
{
    static char buf[65536];
    size_t n;
    ocrmend *run = ocrmend_new(NULL, (ocrmend_sink){put, stdout}, NULL);
    while ((n = fread(buf, 1, sizeof buf, stdin)) > 0)
        ocrmend_feed(run, buf, n);
    ocrmend_finish(run);
    ocrmend_free(run);
    return 0;
}
