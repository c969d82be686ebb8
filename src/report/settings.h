/* settings.h - the options that a text was cleaned with, as the first line of its edit log tells them: what a run that
 * replays the log has to do alike, and what a person may want to know.  Those that are the default are not told. */
#ifndef OM_SETTINGS_H
#define OM_SETTINGS_H

#include <jansson.h>

#include "ocrmend.h"
#include "text/buf.h"

typedef struct {
    const char *stages;      /* as in ocrmend_options; NULL: all */
    ocrmend_width width;
    ocrmend_spacing spacing;
    bool keep_lines;
    ocrmend_level level;
} om_settings;

/* Append the members to a JSON object that has some. */
void om_settings_put(om_buf *json, const om_settings *settings);

/* Read them; stages stays the object's.  false: a member has a value that is none. */
bool om_settings_get(const json_t *json, om_settings *settings);

#endif
