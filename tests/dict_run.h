/* dict_run.h - dictionaries compiled in memory, for the tests. */
#ifndef DICT_RUN_H
#define DICT_RUN_H

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "dict/build.h"
#include "dict/dict.h"
#include "text/utf8.h"

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

/* Add n characters, out of so many kinds; odd: a few of no Han of the BMP among them. */
static inline void add_chars(om_buf *b, uint64_t *random, unsigned n, unsigned alphabet, bool odd)
{
    static const uint32_t others[] = {0xB7, 0x3042, 0x20000, 0x2FFFE};
    uint8_t utf8[4];

    while (n--) {
        uint32_t c = 0x4E00 + (uint32_t)(next_random(random) % alphabet) * 7;

        if (odd && next_random(random) % 16 == 0)
            c = others[next_random(random) % 4];
        om_buf_add(b, utf8, om_utf8_put(utf8, c));
    }
}

/* A dictionary of n names, `first` and random ones of `least` to `longest` characters.  Free with om_buf_free. */
static inline om_buf random_names(uint64_t *random, unsigned n, const char *first, unsigned least, unsigned longest,
                                  unsigned alphabet, bool odd)
{
    om_buf tsv = {NULL, 0, 0, false}, out;

    om_buf_add(&tsv, "name\ttype\n", 10);
    om_buf_add(&tsv, first, strlen(first));
    om_buf_add(&tsv, "\tplace\n", 7);
    for (unsigned i = 1; i < n; i++) {
        add_chars(&tsv, random, least + (unsigned)(next_random(random) % (longest - least + 1)), alphabet, odd);
        om_buf_add(&tsv, "\tplace\n", 7);
    }
    out = compile_source((const char *)tsv.data, tsv.len, NULL);
    om_buf_free(&tsv);
    return out;
}

#endif
