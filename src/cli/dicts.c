#include "cli/dicts.h"

#include <string.h>

#include "cli/cli.h"
#include "cli/shipped.h"

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

int cli_dicts_open(cli_dicts *dicts, bool quiet)
{
    cli_dict_notes notes = {.quiet = quiet};
    char room[4096];
    int status = 0;

    if (!dicts->given && !dicts->builtin_only)
        return CLI_OK;
    dicts->paths[dicts->given] = cli_shipped_path("builtin.dict", room, sizeof room);
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
