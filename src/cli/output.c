#include "config.h"
#include "cli/output.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/cli.h"

enum { PAGE = 4096, BUFFER = 256 * 1024 }; /* the kernel copies whole pages fastest */

/* --- temporary files, and the signals that must not leave one behind ---------------------------------------------- */

static char *volatile temps[CLI_OUTPUTS]; /* names of temporary files there are */
static const int deadly[] = {SIGHUP, SIGINT, SIGQUIT, SIGPIPE, SIGTERM, SIGXCPU, SIGXFSZ};

enum { DEADLY = sizeof deadly / sizeof *deadly };

static void remove_and_die(int sig)
{
    for (int i = 0; i < CLI_OUTPUTS; i++)
        if (temps[i])
            unlink(temps[i]);
    signal(sig, SIG_DFL);
    raise(sig);
}

static void set_of_deadly(sigset_t *set)
{
    sigemptyset(set);
    for (int i = 0; i < DEADLY; i++)
        sigaddset(set, deadly[i]);
}

/* Those that whoever started us has us ignore stay ignored. */
static void catch_signals(void)
{
    static bool caught;
    struct sigaction act = {.sa_handler = remove_and_die}, old;

    if (caught)
        return;
    caught = true;
    set_of_deadly(&act.sa_mask);
    for (int i = 0; i < DEADLY; i++)
        if (sigaction(deadly[i], NULL, &old) == 0 && old.sa_handler != SIG_IGN)
            sigaction(deadly[i], &act, NULL);
}

static void hold_signals(bool hold)
{
    static sigset_t before;
    sigset_t set;

    set_of_deadly(&set);
    if (hold)
        sigprocmask(SIG_BLOCK, &set, &before);
    else
        sigprocmask(SIG_SETMASK, &before, NULL);
}

/* Make a file of a unique name beside the target.  No signal comes between its making and its being known. */
static bool make_temp(cli_output *out)
{
    int dir = (int)(strrchr(out->target, '/') - out->target), slot = 0;
    char *name;

    while (slot < CLI_OUTPUTS && temps[slot])
        slot++;
    if (slot == CLI_OUTPUTS || asprintf(&name, "%.*s/.ocrmend-XXXXXX", dir, out->target) < 0) {
        errno = ENOMEM;
        return false;
    }
    catch_signals();
    hold_signals(true);
    out->fd = mkostemp(name, O_CLOEXEC);
    if (out->fd >= 0) {
        out->temp = slot;
        temps[slot] = name;
    }
    hold_signals(false);
    if (out->fd < 0)
        free(name);
    return out->fd >= 0;
}

/* The temporary name is gone or has become another. */
static void forget_temp(cli_output *out)
{
    char *name = temps[out->temp];

    temps[out->temp] = NULL;
    free(name);
    out->temp = -1;
}

/* --- opening --------------------------------------------------------------------------------------------------- */

/* Rights and, as far as we may, owner of the file that will be replaced; those of any new file where there is none. */
static void take_mode(int fd, const struct stat *old)
{
    mode_t mask;

    if (old) {
        if (fchown(fd, old->st_uid, old->st_gid) == 0 || old->st_uid == geteuid())
            fchmod(fd, old->st_mode & 07777);
        else
            fchmod(fd, old->st_mode & 0777);
        return;
    }
    mask = umask(0);
    umask(mask);
    fchmod(fd, 0666 & ~mask);
}

/* The whole path of what `path` names: through symbolic links where it exists, else that of its directory and the name.
 * NULL (errno) on failure. */
static char *whole_path(const char *path, bool there)
{
    const char *slash = strrchr(path, '/');
    char *dir, *name, *whole = NULL;

    if (there)
        return realpath(path, NULL);
    dir = slash ? strndup(path, (size_t)(slash - path) + 1) : strdup(".");
    name = dir ? realpath(dir, NULL) : NULL;
    free(dir);
    if (name && asprintf(&whole, "%s/%s", name, slash ? slash + 1 : path) < 0)
        whole = NULL;
    free(name);
    return whole;
}

/* Open what `path` names, as the header says; false with errno. */
static bool open_path(cli_output *out, const char *path)
{
    struct stat st;
    bool there = stat(path, &st) == 0;

    if (there && S_ISDIR(st.st_mode)) {
        errno = EISDIR;
        return false;
    }
    if (there && !S_ISREG(st.st_mode)) {
        out->fd = open(path, O_WRONLY | O_CLOEXEC);
        return out->fd >= 0;
    }
    if (there && access(path, W_OK) != 0)
        return false; /* what may not be written is not replaced either */
    out->target = whole_path(path, there);
    if (!out->target || !make_temp(out))
        return false;
    take_mode(out->fd, there ? &st : NULL);
    return true;
}

bool cli_output_open(cli_output *out, const char *path)
{
    *out = CLI_OUTPUT_NONE;
    out->name = path;
    out->buf = aligned_alloc(PAGE, BUFFER);
    if (!out->buf) {
        cli_message("out of memory");
        return false;
    }
    if (!path || strcmp(path, "-") == 0) {
        out->name = "standard output";
        out->fd = STDOUT_FILENO;
    } else if (!open_path(out, path)) {
        cli_message("%s: %s", path, errno == EISDIR ? "is a directory; name a file in it" : strerror(errno));
        cli_output_discard(out);
        return false;
    }
    return true;
}

bool cli_output_same(const cli_output *a, const cli_output *b)
{
    struct stat x, y;

    if (a->target && b->target)
        return strcmp(a->target, b->target) == 0;
    /* both may go to one terminal or to /dev/null */
    return !a->target && !b->target && fstat(a->fd, &x) == 0 && fstat(b->fd, &y) == 0 && x.st_dev == y.st_dev &&
           x.st_ino == y.st_ino && !S_ISCHR(x.st_mode);
}

/* --- writing --------------------------------------------------------------------------------------------------- */

static void flush(cli_output *out)
{
    const uint8_t *bytes = out->buf;

    while (out->len && !out->error) {
        ssize_t put = write(out->fd, bytes, out->len);

        if (put >= 0) {
            bytes += put;
            out->len -= (size_t)put;
        } else if (errno != EINTR) {
            out->error = errno;
        }
    }
}

/* All is gathered and written in whole BUFFERs: in parts of no round size a file costs more than the copying here. */
int cli_output_write(void *out_, const void *bytes_, size_t n)
{
    cli_output *out = out_;

    for (const uint8_t *bytes = bytes_; n && !out->error;) {
        size_t take = n < BUFFER - out->len ? n : BUFFER - out->len;

        memcpy(out->buf + out->len, bytes, take);
        out->len += take;
        bytes += take;
        n -= take;
        if (out->len == BUFFER)
            flush(out);
    }
    return out->error ? -1 : 0;
}

bool cli_output_finish(cli_output *out)
{
    flush(out);
    if (!out->error && out->target && fsync(out->fd) != 0 && errno != EINVAL)
        out->error = errno;
    if (close(out->fd) != 0 && !out->error && errno != EINTR)
        out->error = errno;
    out->fd = -1;
    return !out->error;
}

bool cli_output_commit(cli_output *out)
{
    if (out->target) {
        hold_signals(true);
        if (rename(temps[out->temp], out->target) == 0)
            forget_temp(out);
        else
            out->error = errno;
        hold_signals(false);
    }
    return !out->error;
}

void cli_output_discard(cli_output *out)
{
    if (out->fd >= 0)
        close(out->fd);
    out->fd = -1;
    if (out->temp >= 0) {
        hold_signals(true);
        unlink(temps[out->temp]);
        forget_temp(out);
        hold_signals(false);
    }
    free(out->target);
    free(out->buf);
    out->target = NULL;
    out->buf = NULL;
}

int cli_output_failed(const cli_output *out)
{
    if (out->error == EPIPE)
        return CLI_PIPE;
    cli_message("%s: %s", out->name, out->error == EBADF ? "is closed" : strerror(out->error));
    return CLI_IO;
}
