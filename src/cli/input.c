#include "cli/input.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/cli.h"

/* Whether what is written to `out` comes after what is read from the same file: it would be read in turn. */
static bool feeds_itself(int fd, const struct stat *in, int out)
{
    struct stat to;
    off_t at;

    if (out < 0 || !S_ISREG(in->st_mode) || fstat(out, &to) != 0 || to.st_dev != in->st_dev ||
        to.st_ino != in->st_ino)
        return false;
    at = lseek(fd, 0, SEEK_CUR);
    return fcntl(out, F_GETFL) & O_APPEND || lseek(out, 0, SEEK_CUR) >= at;
}

bool cli_input_open(cli_input *in, const char *path, int out)
{
    struct stat st;
    bool standard = strcmp(path, "-") == 0;

    *in = (cli_input){standard ? "standard input" : path, standard ? STDIN_FILENO : -1, 0, 0};
    if (!standard)
        in->fd = open(path, O_RDONLY | O_CLOEXEC);
    if (in->fd < 0 || fstat(in->fd, &st) != 0) {
        cli_message("%s: %s", in->name, strerror(errno));
        return false;
    }
    if (S_ISDIR(st.st_mode))
        cli_message("%s: is a directory; name the files in it", in->name);
    else if (feeds_itself(in->fd, &st, out))
        cli_message("%s: is the output as well; write to another file, or use -o, which can replace it", in->name);
    else {
        in->size = S_ISREG(st.st_mode) ? (uint64_t)st.st_size : 0;
        return true;
    }
    cli_input_close(in);
    return false;
}

ptrdiff_t cli_input_read(void *in_, void *buf, size_t n)
{
    cli_input *in = in_;
    ssize_t got;

    do
        got = read(in->fd, buf, n);
    while (got < 0 && errno == EINTR);
    if (got < 0)
        in->error = errno;
    return got;
}

int cli_input_failed(const cli_input *in)
{
    cli_message("%s: %s", in->name, in->error == EBADF ? "is closed" : strerror(in->error));
    return CLI_IO;
}

void cli_input_close(cli_input *in)
{
    if (in->fd > STDIN_FILENO)
        close(in->fd);
    in->fd = -1;
}
