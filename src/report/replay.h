/* replay.h - from the raw text and its edit log to the clean text again, block by block, without any rule.
 *
 * Stages decode and read are run, for they do the same with the same bytes; what all stages after them did is taken
 * from the log.  So a log of any options and dictionaries can be replayed by whoever has the raw text.
 */
#ifndef OM_REPLAY_H
#define OM_REPLAY_H

#include "report/decisions.h"
#include "report/log_read.h"

/* A line of the log about an edit of the block. */
typedef struct {
    uint64_t id, line, at;
    uint64_t raw_from;
    size_t text;                 /* in om_replay.pool: the old text and, right behind, the new one, and what decided */
    uint32_t old_len, new_len, why_len;
    uint16_t rule;               /* enum om_rule */
    uint8_t stage, confidence;   /* place in om_stages; percent */
    uint8_t outcome;             /* ocrmend_outcome */
    const om_decision *decision; /* NULL: none */
} om_replay_edit;

typedef struct {
    om_log_reader *log;
    const ocrmend_decisions *decisions; /* NULL: none */
    size_t decided;                     /* decisions whose line of the log was met */
    om_replay_edit *at;                 /* of the block, in the order of the log */
    size_t n, cap;
    om_buf pool;
    om_log_range raw;                   /* the block's */
    uint64_t raw_xxh3, clean_xxh3;
    bool ended;                         /* the last line was read: there is no block */
} om_replay;

/* Read the log's first line into *begin (valid until the next call).  decisions may be NULL and stay the caller's.
 * To be freed, whatever this returns. */
ocrmend_status om_replay_begin(om_replay *replay, ocrmend_source log, const ocrmend_decisions *decisions,
                               om_log_line *begin, ocrmend_error *error);
void om_replay_free(om_replay *replay);

/* Read the lines of the next block. */
ocrmend_status om_replay_block(om_replay *replay, ocrmend_error *error);

/* Do in `out` (begun) what stage `stage` did; its input begins at `from` and its output at `to`, of the whole text. */
ocrmend_status om_replay_stage(const om_replay *replay, int stage, uint64_t from, uint64_t to, om_out *out,
                               ocrmend_error *error);

/* Whether the log holds a human's decisions already. */
bool om_replay_is_reviewed(const om_replay *replay);

#endif
