/* source.h - the rows of a dictionary as its sources have them: tab-separated text with a header line. */
#ifndef OM_SOURCE_H
#define OM_SOURCE_H

#include "text/buf.h"
#include "text/status.h"

/* Columns of a source.  From OM_COLUMN_FULL on they are kept as text. */
enum om_column {
    OM_COLUMN_NONE,
    OM_COLUMN_NAME,
    OM_COLUMN_TYPE,
    OM_COLUMN_LEVEL,
    OM_COLUMN_SHORT,  /* another name of the same: becomes a row of its own, flagged OM_ROW_SHORT */
    OM_COLUMN_FULL,   /* of such a row: the name that it is short for (never read from a source) */
    OM_COLUMN_TITLE,
    OM_COLUMN_ORG,
    OM_COLUMN_PLACE,
    OM_COLUMN_CODE,
    OM_COLUMN_PARENT,
    OM_COLUMN_FROM,   /* columns up to here say who or what it is, those from here on more about it */
    OM_COLUMN_TO,     /* "until" is the same */
    OM_COLUMN_NOW,    /* of a former name: the present one */
    OM_COLUMN_NOW_CODE,
    OM_COLUMN_NOTE,
    OM_COLUMN_COUNT,  /* how often the name was met */
    OM_COLUMNS
};

/* The name of a column or a type or a level; NULL past the end. */
const char *om_column_name(unsigned column);
const char *om_type_name(unsigned type);
const char *om_level_name(unsigned level);

enum { OM_TYPE_PERSON = 1, OM_TYPE_PLACE, OM_TYPE_ORG, OM_TYPE_TITLE };
enum { OM_LEVEL_TOWN = 7, OM_LEVEL_VILLAGE }; /* as om_level_name has them */

enum { OM_ROW_SHORT = 1 }; /* om_dict_row.flags */

/* One row, all strings in om_rows.text. */
typedef struct {
    uint32_t name, name_len;     /* bytes */
    uint32_t fields, fields_len; /* as in OM_FIELDS, without the final 0; fields_len 0: none */
    uint32_t who_len;            /* of these, what stands before OM_COLUMN_FROM */
    uint32_t source, line;       /* which source, from 0; its line, from 1 */
    uint8_t type, level, flags, chars;
} om_source_row;

/* What is wrong with a row, or worth knowing; the row is left out where `refused`. */
typedef struct {
    void (*say)(void *user, uint32_t source, uint32_t line, bool refused, const char *message);
    void *user;
} om_say;

typedef struct {
    om_source_row *at;
    size_t n, cap;
    om_buf text;
    uint32_t sources;
    bool failed;                 /* out of memory: sticky */
} om_rows;

/* Add the rows of a source, n bytes of valid UTF-8 without a byte order mark.  OCRMEND_BAD_DICT (error->line tells
 * where) when the whole cannot be used: empty, no column `name`, a header that nothing follows. */
ocrmend_status om_rows_add(om_rows *rows, const uint8_t *utf8, size_t n, om_say say, ocrmend_error *error);
void om_rows_free(om_rows *rows);

#endif
