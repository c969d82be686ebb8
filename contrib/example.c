/* Clean standard input: cc example.c $(pkg-config --cflags --libs libocrmend) */
#include <ocrmend.h>
#include <stdio.h>

static int to_file(void *file, const void *bytes, size_t n)
{
    return fwrite(bytes, 1, n, file) != n;
}

int main(void)
{
    ocrmend_error error = {OCRMEND_OK};
    ocrmend *run = ocrmend_new(NULL, (ocrmend_sink){to_file, stdout}, &error);
    char bytes[65536];
    size_t n;

    while (run && (n = fread(bytes, 1, sizeof bytes, stdin)) > 0)
        if (ocrmend_feed(run, bytes, n) != OCRMEND_OK)
            break;
    if (run && ocrmend_finish(run) != OCRMEND_OK)
        error = *ocrmend_last_error(run);
    if (error.status != OCRMEND_OK)
        fprintf(stderr, "byte %llu: %s\n", (unsigned long long)error.offset, error.message);
    ocrmend_free(run);
    return error.status != OCRMEND_OK;
}
