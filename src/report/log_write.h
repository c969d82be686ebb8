/* log_write.h - the edit log as JSON Lines; its form is documented in ocrmend-log(5).
 *
 * The lines are put together here by hand and not through jansson: a 100 MB text has some millions of edits, and a tree
 * of objects for each costs twenty times what the line itself does.  The tests read every kind of line with jansson.
 */
#ifndef OM_LOG_WRITE_H
#define OM_LOG_WRITE_H

#include "ocrmend.h"
#include "report/settings.h"

#define OM_LOG_FORMAT 1 /* number of the format in the first line; raised when old readers could not undo a new log */

typedef struct om_log om_log;

/* NULL: out of memory.  `name` (copied; may be NULL) is told in the first line. */
om_log *om_log_new(ocrmend_sink sink, const char *name);
void om_log_free(om_log *log);

/* Each returns 0, or non-zero when the sink failed or memory ran out.  Lines are handed to the sink many at a time; all
 * are there when om_log_end has returned. */
/* first line; same: the clean text is a document */
int om_log_begin(om_log *log, const ocrmend_stats *stats, bool same, const om_settings *settings);
int om_log_edit(void *log, const ocrmend_edit *edit);                /* a line an edit or note */
int om_log_block(om_log *log, const void *raw, size_t raw_len, const void *clean, size_t clean_len); /* block end */
int om_log_end(om_log *log, const ocrmend_stats *stats);             /* last line: totals and checksums */

#endif
