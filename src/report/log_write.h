/* log_write.h - the edit log as JSON Lines; its form is documented in ocrmend-log(5). */
#ifndef OM_LOG_WRITE_H
#define OM_LOG_WRITE_H

#include "ocrmend.h"

typedef struct om_log om_log;

/* NULL: out of memory.  `name` may be NULL. */
om_log *om_log_new(ocrmend_sink sink, const char *name);
void om_log_free(om_log *log);

/* Each returns 0, or non-zero when the sink failed or memory ran out. */
int om_log_begin(om_log *log, const char *charset);                  /* first line */
int om_log_edit(void *log, const ocrmend_edit *edit);                /* a line an edit or note */
int om_log_block(om_log *log, const void *raw, size_t raw_len, const void *clean, size_t clean_len); /* block end */
int om_log_end(om_log *log, const ocrmend_stats *stats);             /* last line: totals and checksums */

#endif
