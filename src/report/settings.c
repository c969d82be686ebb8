#include "report/settings.h"

#include <string.h>

static const char *const widths[] = {"news", "keep", NULL};
static const char *const spacings[] = {"none", "pangu", "keep", NULL};
static const char *const levels[] = {"normal", "safe", "bold", NULL};

static void put_member(om_buf *json, const char *key, const char *value)
{
    om_buf_add(json, ",\"", 2);
    om_buf_add(json, key, strlen(key));
    om_buf_add(json, "\":", 2);
    om_buf_add(json, value, strlen(value));
}

static void put_choice(om_buf *json, const char *key, const char *const *values, unsigned value)
{
    if (value == 0)
        return;
    put_member(json, key, "\"");
    om_buf_add(json, values[value], strlen(values[value]));
    om_buf_add(json, "\"", 1);
}

void om_settings_put(om_buf *json, const om_settings *s)
{
    if (s->stages) { /* names of stages: letters and commas */
        put_member(json, "stages", "\"");
        om_buf_add(json, s->stages, strlen(s->stages));
        om_buf_add(json, "\"", 1);
    }
    put_choice(json, "width", widths, s->width);
    put_choice(json, "spacing", spacings, s->spacing);
    if (s->keep_lines)
        put_member(json, "keep_lines", "true");
    put_choice(json, "level", levels, s->level);
}

/* The place of the member's value among the names; 0 where it is not there, -1 where it is none of them. */
static int get_choice(const json_t *json, const char *key, const char *const *values)
{
    const json_t *member = json_object_get(json, key);
    const char *value = json_string_value(member);

    if (!member)
        return 0;
    for (int i = 0; value && values[i]; i++)
        if (strcmp(values[i], value) == 0)
            return i;
    return -1;
}

bool om_settings_get(const json_t *json, om_settings *s)
{
    const json_t *stages = json_object_get(json, "stages"), *keep_lines = json_object_get(json, "keep_lines");
    int width = get_choice(json, "width", widths), spacing = get_choice(json, "spacing", spacings);
    int level = get_choice(json, "level", levels);

    *s = (om_settings){.stages = json_string_value(stages), .keep_lines = json_is_true(keep_lines)};
    if (width < 0 || spacing < 0 || level < 0 || (stages && !s->stages) || (keep_lines && !json_is_boolean(keep_lines)))
        return false;
    s->width = (ocrmend_width)width;
    s->spacing = (ocrmend_spacing)spacing;
    s->level = (ocrmend_level)level;
    return true;
}
