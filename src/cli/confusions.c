#include "cli/confusions.h"

#include <stdio.h>
#include <string.h>

#include "cli/cli.h"
#include "cli/dictfile.h"
#include "cli/shipped.h"

static const char *const shipped[] = {"paddle", CLI_CONFUSIONS_DEFAULT};

enum { SHIPPED = sizeof shipped / sizeof *shipped };

const char *cli_confusions_at(size_t i)
{
    return i < SHIPPED ? shipped[i] : NULL;
}

static bool is_shipped(const char *name)
{
    for (size_t i = 0; i < SHIPPED; i++)
        if (strcmp(shipped[i], name) == 0)
            return true;
    return false;
}

static int add_file(ocrmend_confusions *confusions, const char *path)
{
    ocrmend_error error = {OCRMEND_OK};
    cli_file file;
    int status = CLI_OK;

    if (!cli_file_open(&file, path))
        return CLI_IO;
    if (ocrmend_confusions_add(confusions, file.bytes, file.len, &error) != OCRMEND_OK)
        status = cli_library_error(file.name, &error);
    cli_file_close(&file);
    return status;
}

int cli_confusions_add(ocrmend_confusions **confusions, const char *which)
{
    char name[64], room[4096];

    if (!*confusions && !(*confusions = ocrmend_confusions_new())) {
        cli_message("out of memory");
        return CLI_IO;
    }
    if (strcmp(which, "none") == 0)
        return CLI_OK;
    if (strpbrk(which, "./") || strcmp(which, "-") == 0)
        return add_file(*confusions, which);
    if (!is_shipped(which)) {
        cli_message("clean: no table of confusions '%s'; see 'ocrmend clean --help' (a file in this directory: ./%s)",
                    which, which);
        return CLI_USAGE;
    }
    snprintf(name, sizeof name, "confusions-%s.tsv", which);
    return add_file(*confusions, cli_shipped_path(name, room, sizeof room));
}
