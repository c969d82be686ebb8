/* main.c - the table of commands. */
#include "cli/cli.h"

#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const cli_command *const commands[] = {&cli_clean, &cli_revert,       &cli_explain,
                                             &cli_diff,  &cli_dict_command, &cli_score,
                                             &cli_review, &cli_apply,        &cli_learn};

enum { COMMANDS = sizeof commands / sizeof *commands };

bool cli_more(void **at, size_t n, size_t *cap, size_t size)
{
    size_t want = *cap ? 2 * *cap : 64;
    void *more;

    if (n < *cap)
        return true;
    if (want > SIZE_MAX / size || !(more = realloc(*at, want * size)))
        return false;
    *at = more;
    *cap = want;
    return true;
}

void cli_message(const char *format, ...)
{
    char text[2048];
    va_list args;

    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    fprintf(stderr, "ocrmend: %s\n", text);
}

int cli_bad_option(const char *command, char **argv, int found)
{
    const char *given = argv[optind - 1];

    if (found == ':')
        cli_message("%s: option '%s' needs a value; see 'ocrmend %s --help'", command, given, command);
    else if (optopt > ' ' && optopt < 127 && strncmp(given, "--", 2) != 0)
        cli_message("%s: no option '-%c'; see 'ocrmend %s --help'", command, optopt, command);
    else
        cli_message("%s: option '%s' is unknown, not clear or takes no value; see 'ocrmend %s --help'", command, given,
                    command);
    return CLI_USAGE;
}

int cli_library_error(const char *file, const ocrmend_error *error)
{
    unsigned long long offset = error->offset, line = error->line;

    switch (error->status) {
    case OCRMEND_INVALID:
        cli_message("%s: byte %llu: %s; name the charset with --from, or let --invalid=replace go on", file, offset,
                    error->message);
        return CLI_TEXT;
    case OCRMEND_BAD_LOG:
    case OCRMEND_BAD_DECISIONS:
    case OCRMEND_BAD_CONFUSIONS:
        cli_message("%s: line %llu: %s", file, line, error->message);
        return CLI_TEXT;
    case OCRMEND_BAD_DOCUMENT:
        if (error->column)
            cli_message("%s:%llu:%llu: %s", file, line, (unsigned long long)error->column, error->message);
        else
            cli_message("%s: byte %llu: %s", file, offset, error->message);
        return CLI_TEXT;
    case OCRMEND_MISMATCH:
        cli_message("%s: byte %llu: %s", file, offset, error->message);
        return CLI_TEXT;
    case OCRMEND_USAGE:
        cli_message("%s; see 'ocrmend clean --help'", error->message);
        return CLI_USAGE;
    default:
        cli_message("%s: %s", file, error->message);
        return CLI_IO;
    }
}

static void usage(void)
{
    puts("Usage: ocrmend COMMAND [OPTION...] [FILE...]\n"
         "Turn the raw text of scanned or extracted pages into clean UTF-8, every change on record and reversible.\n");
    for (size_t i = 0; i < COMMANDS; i++)
        printf("  %-10s %s\n", commands[i]->name, commands[i]->summary);
    puts("  help       say more about a command\n"
         "\n"
         "'ocrmend COMMAND --help' says what a command takes; 'ocrmend --version' tells the version.");
}

static const cli_command *command_named(const char *name)
{
    for (size_t i = 0; i < COMMANDS; i++)
        if (strcmp(commands[i]->name, name) == 0)
            return commands[i];
    return NULL;
}

static int help(int argc, char **argv)
{
    const cli_command *command = argc > 1 ? command_named(argv[1]) : NULL;

    if (argc > 1 && !command) {
        cli_message("no command '%s'; see 'ocrmend --help'", argv[1]);
        return CLI_USAGE;
    }
    if (command)
        command->help();
    else
        usage();
    return CLI_OK;
}

static int run(int argc, char **argv)
{
    const char *name = argc > 1 ? argv[1] : NULL;
    const cli_command *command = name ? command_named(name) : NULL;

    if (command)
        return command->run(argc - 1, argv + 1);
    if (!name) {
        cli_message("which command? See 'ocrmend --help'; to clean standard input: 'ocrmend clean'");
        return CLI_USAGE;
    }
    if (strcmp(name, "help") == 0 || strcmp(name, "--help") == 0 || strcmp(name, "-h") == 0)
        return help(argc - 1, argv + 1);
    if (strcmp(name, "--version") == 0 || strcmp(name, "-V") == 0) {
        printf("ocrmend %s\n", ocrmend_version());
        return CLI_OK;
    }
    cli_message("no command '%s'; see 'ocrmend --help'", name);
    return CLI_USAGE;
}

/* Whoever started us may have closed a standard stream.  A file opened later would then take its number, and text meant
 * for the stream would go into that file.  So each gets a descriptor that fails when it is used. */
static void hold_standard_streams(void)
{
    for (int fd = 0; fd <= 2; fd++)
        if (fcntl(fd, F_GETFD) < 0 && errno == EBADF && open("/dev/null", fd == 0 ? O_WRONLY : O_RDONLY) != fd)
            _exit(CLI_IO);
}

int main(int argc, char **argv)
{
    int status;

    hold_standard_streams();
    status = run(argc, argv);
    if (fflush(stdout) != 0 || ferror(stdout)) {
        if (errno == EPIPE)
            return CLI_PIPE;
        cli_message("standard output: %s", errno == EBADF ? "is closed" : strerror(errno));
        return status > CLI_IO ? status : CLI_IO;
    }
    return status;
}
