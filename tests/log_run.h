/* Running the public interface over bytes in memory: cleaning with an edit log, and undoing it. */
#ifndef LOG_RUN_H
#define LOG_RUN_H

#include <check.h>
#include <stdlib.h>

#include "ocrmend.h"
#include "text/buf.h"

/* Bytes read in pieces of odd sizes. */
typedef struct {
    const uint8_t *at;
    size_t left;
    unsigned step; /* 0: all at once */
} memory;

static inline ptrdiff_t memory_read(void *user, void *buf, size_t n)
{
    memory *m = user;
    size_t most = m->step ? 1 + m->step * 7919U % 1021 : n;

    if (m->step)
        m->step = m->step * 5 + 1;
    n = n < most ? n : most;
    n = n < m->left ? n : m->left;
    if (n)
        memcpy(buf, m->at, n);
    m->at += n;
    m->left -= n;
    return (ptrdiff_t)n;
}

static inline int memory_write(void *user, const void *bytes, size_t n)
{
    om_buf_add(user, bytes, n);
    return 0;
}

/* Clean n bytes, the first third of them fed as they are, the rest put where there is room; what comes out and its log
 * (NULL: none) are appended. */
static inline void run_clean(const ocrmend_options *options, const void *raw, size_t n, om_buf *clean, om_buf *log)
{
    ocrmend_error error = {OCRMEND_OK};
    ocrmend *run = ocrmend_new(options, (ocrmend_sink){memory_write, clean}, &error);
    size_t half = n / 3;

    ck_assert_msg(run != NULL, "%s", error.message);
    if (log)
        ck_assert_int_eq(ocrmend_log(run, (ocrmend_sink){memory_write, log}, "a \"name\"\xFF"), OCRMEND_OK);
    ck_assert_msg(ocrmend_feed(run, raw, half) == OCRMEND_OK, "%s", ocrmend_last_error(run)->message);
    for (size_t at = half, room, take; at < n; at += take) {
        void *to = ocrmend_room(run, &room);

        ck_assert_ptr_nonnull(to);
        ck_assert_uint_gt(room, 0);
        take = n - at < room ? n - at : room;
        memcpy(to, (const uint8_t *)raw + at, take);
        ck_assert_msg(ocrmend_feed(run, to, take) == OCRMEND_OK, "%s", ocrmend_last_error(run)->message);
    }
    ck_assert_msg(ocrmend_finish(run) == OCRMEND_OK, "%s", ocrmend_last_error(run)->message);
    ocrmend_free(run);
}

static inline ocrmend_status run_revert(const om_buf *clean, const om_buf *log, unsigned step, om_buf *raw,
                                        ocrmend_error *error)
{
    memory c = {clean->data, clean->len, step}, l = {log->data, log->len, step};

    memset(error, 0, sizeof *error);
    return ocrmend_revert((ocrmend_source){memory_read, &c}, (ocrmend_source){memory_read, &l},
                          (ocrmend_sink){memory_write, raw}, error);
}

static inline void buf_string(om_buf *b, const char *s)
{
    om_buf_add(b, s, strlen(s));
}

/* n times the same. */
static inline void buf_repeat(om_buf *b, size_t n, const char *s)
{
    for (size_t len = strlen(s); n > 0; n--)
        om_buf_add(b, s, len);
}

#endif
