/* log_read.h - reading an edit log line by line.
 *
 * A log is untrusted: each line is checked for its form, all numbers for being non-negative and all ranges for running
 * forwards, a line for its length.  That lines fit each other and the text is for the reader's user to see to.
 */
#ifndef OM_LOG_READ_H
#define OM_LOG_READ_H

#include "report/settings.h"
#include "text/buf.h"
#include "text/edit.h"

typedef enum {
    OM_LOG_NONE,  /* the log is at its end */
    OM_LOG_BEGIN, /* first line of a text's section */
    OM_LOG_EDIT,
    OM_LOG_BLOCK, /* a block's edits are complete */
    OM_LOG_END    /* last line of a text's section */
} om_log_kind;

typedef struct {
    uint64_t from, to;
} om_log_range;

typedef struct {
    om_log_kind kind;
    uint64_t line;                   /* 1-based, in the log */
    om_log_range raw, clean;         /* EDIT, BLOCK, END */
    union {
        struct {
            const char *charset;
            const char *format;      /* NULL: plain text */
            bool document;           /* the raw text is a document ... */
            bool same;               /* ... and so is the clean text */
            om_settings settings;    /* they only matter to who cleans again: */
            bool strange;            /* ... some are none of this ocrmend */
        } begin;
        struct {
            uint64_t id, at;
            const char *stage, *rule;
            double confidence;
            const char *why;         /* what decided; NULL: the log does not say */
            size_t why_len;
            bool changed;            /* not a suggestion or report */
            ocrmend_outcome outcome;
            const uint8_t *old_text, *new_text;
            size_t old_len, new_len;
        } edit;
        struct {                     /* BLOCK and END */
            uint64_t number;         /* of the block; END: how many */
            uint64_t edits, notes;   /* END only */
            uint64_t raw_xxh3, clean_xxh3;
        } sum;
    };
} om_log_line;

typedef struct om_log_reader om_log_reader;

/* NULL: out of memory.  Free with om_log_reader_free. */
om_log_reader *om_log_reader_new(ocrmend_source source);
void om_log_reader_free(om_log_reader *reader);

/* Read the next line; its pointers are valid until the next call.  OCRMEND_BAD_LOG (with error->line), OCRMEND_SINK
 * when the source failed, OCRMEND_NOMEM. */
ocrmend_status om_log_next(om_log_reader *reader, om_log_line *line, ocrmend_error *error);

/* Report a log that is wrong in this line. */
ocrmend_status om_log_bad(ocrmend_error *error, uint64_t line, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

#endif
