#include "cli/dicts.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "cli/cli.h"

static const char builtin[] = "builtin";

bool cli_dicts_add(cli_dicts *dicts, const char *path)
{
    if (strcmp(path, builtin) == 0) {
        dicts->builtin_only = true;
        return true;
    }
    if (dicts->given == OCRMEND_DICTS_MAX - 1) {
        cli_message("clean: more than %d dictionaries; compile some into one with 'ocrmend dict build'",
                    OCRMEND_DICTS_MAX - 1);
        return false;
    }
    dicts->paths[dicts->given++] = path;
    return true;
}

/* Where the built-in dictionary is: beside the command where that was built but not installed (libtool puts the program
 * itself one directory deeper), else where `make install` puts it. */
static const char *builtin_path(char *room, size_t size)
{
    static const char *const places[] = {"builtin.dict", "../builtin.dict"};
    char self[2048];
    ssize_t n = readlink("/proc/self/exe", self, sizeof self - 1);
    char *slash;

    self[n > 0 ? n : 0] = '\0';
    slash = strrchr(self, '/');
    for (size_t i = 0; slash && i < sizeof places / sizeof *places; i++) {
        snprintf(room, size, "%.*s/%s", (int)(slash - self), self, places[i]);
        if (access(room, R_OK) == 0)
            return room;
    }
    return PKGDATADIR "/builtin.dict";
}

int cli_dicts_open(cli_dicts *dicts, bool quiet)
{
    cli_dict_notes notes = {.quiet = quiet};
    char room[4096];
    int status = 0;

    if (!dicts->given && !dicts->builtin_only)
        return CLI_OK;
    dicts->paths[dicts->given] = builtin_path(room, sizeof room);
    for (; dicts->n <= dicts->given; dicts->n++) {
        if (!cli_dict_open(&dicts->open[dicts->n], dicts->paths[dicts->n], NULL, &notes, &status))
            break;
        dicts->dicts[dicts->n] = dicts->open[dicts->n].dict;
    }
    cli_dict_notes_end(&notes);
    return status;
}

void cli_dicts_close(cli_dicts *dicts)
{
    while (dicts->n)
        cli_dict_close(&dicts->open[--dicts->n]);
}
