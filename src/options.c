/* options.c - the profiles: named sets of options. */
#include "text/status.h"

#include <string.h>

static const struct {
    const char *name, *summary;
    ocrmend_options options;
} profiles[] = {
    {"news", "Chinese newspaper or gazette page (the default)",
     {NULL, NULL, OCRMEND_INVALID_REPLACE, OCRMEND_WIDTH_NEWS, OCRMEND_SPACING_NONE, false, NULL, OCRMEND_TO_DEFAULT,
      NULL, 0, OCRMEND_LEVEL_NORMAL, NULL, NULL}},
    {"web", "Chinese for the web: one space between Han and Latin",
     {NULL, NULL, OCRMEND_INVALID_REPLACE, OCRMEND_WIDTH_NEWS, OCRMEND_SPACING_PANGU, false, NULL, OCRMEND_TO_DEFAULT,
      NULL, 0, OCRMEND_LEVEL_NORMAL, NULL, NULL}},
    {"record", "the faithful record: lines, widths and spaces stay, only damage is mended",
     {NULL, NULL, OCRMEND_INVALID_REPLACE, OCRMEND_WIDTH_KEEP, OCRMEND_SPACING_KEEP, true, NULL, OCRMEND_TO_DEFAULT,
      NULL, 0, OCRMEND_LEVEL_NORMAL, NULL, NULL}},
};

enum { PROFILES = sizeof profiles / sizeof *profiles };

ocrmend_status ocrmend_profile(ocrmend_options *options, const char *name)
{
    for (size_t i = 0; i < PROFILES; i++)
        if (strcmp(profiles[i].name, name ? name : "news") == 0) {
            *options = profiles[i].options;
            return OCRMEND_OK;
        }
    return OCRMEND_USAGE;
}

const char *ocrmend_profile_at(size_t i, const char **summary)
{
    if (i >= PROFILES)
        return NULL;
    if (summary)
        *summary = profiles[i].summary;
    return profiles[i].name;
}
