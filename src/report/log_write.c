#include "report/log_write.h"

struct om_log {
    int stub;
};
om_log *om_log_new(ocrmend_sink sink, const char *name) { (void)sink; (void)name; return NULL; }
void om_log_free(om_log *log) { (void)log; }
int om_log_begin(om_log *log, const char *charset) { (void)log; (void)charset; return 0; }
int om_log_edit(void *log, const ocrmend_edit *edit) { (void)log; (void)edit; return 0; }
int om_log_block(om_log *log, const void *raw, size_t raw_len, const void *clean, size_t clean_len) { (void)log; (void)raw; (void)raw_len; (void)clean; (void)clean_len; return 0; }
int om_log_end(om_log *log, const ocrmend_stats *stats) { (void)log; (void)stats; return 0; }
