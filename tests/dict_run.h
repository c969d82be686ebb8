/* dict_run.h - dictionaries compiled in memory, for the tests. */
#ifndef DICT_RUN_H
#define DICT_RUN_H

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "dict/build.h"
#include "dict/dict.h"

/* What om_say is told: how many rows were refused and how many only spoken of, and of the last its line and message. */
typedef struct {
    int refused, told;
    uint32_t line;
    char message[300];
} notes_seen;

static inline void see_note(void *user, uint32_t source, uint32_t line, bool refused, const char *message)
{
    notes_seen *seen = user;

    (void)source;
    seen->refused += refused;
    seen->told += !refused;
    seen->line = line;
    snprintf(seen->message, sizeof seen->message, "%s", message);
}

/* The source compiled; must succeed.  Free with om_buf_free. */
static inline om_buf compile_source(const char *tsv, size_t n, notes_seen *seen)
{
    om_rows rows = {NULL, 0, 0, {NULL, 0, 0, false}, 0, false};
    om_buf out = {NULL, 0, 0, false};
    om_say say = {seen ? see_note : NULL, seen};

    ck_assert_int_eq(om_rows_add(&rows, (const uint8_t *)tsv, n, say, NULL), OCRMEND_OK);
    ck_assert_int_eq(om_rows_settle(&rows, say, NULL), OCRMEND_OK);
    ck_assert_int_eq(om_dict_compile(&rows, &out, NULL), OCRMEND_OK);
    om_rows_free(&rows);
    return out;
}

static inline uint64_t next_random(uint64_t *state)
{
    *state = *state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return *state >> 33;
}

#endif
