/* settle.c - the rows of sources in order, each once. */
#include "dict/build.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A row with what it is sorted by. */
typedef struct {
    const uint8_t *text;
    om_source_row row;
} keyed;

static int compare_bytes(const uint8_t *a, size_t a_len, const uint8_t *b, size_t b_len)
{
    size_t n = a_len < b_len ? a_len : b_len;
    int order = n ? memcmp(a, b, n) : 0;

    return order ? order : (a_len > b_len) - (a_len < b_len);
}

static int compare_names(const keyed *a, const keyed *b)
{
    return compare_bytes(a->text + a->row.name, a->row.name_len, b->text + b->row.name, b->row.name_len);
}

static int compare_places(const keyed *a, const keyed *b)
{
    if (a->row.source != b->row.source)
        return a->row.source < b->row.source ? -1 : 1;
    if (a->row.line != b->row.line)
        return a->row.line < b->row.line ? -1 : 1;
    return (int)a->row.flags - (int)b->row.flags;
}

/* 0: both say who or what the same name is in the same words. */
static int compare_who(const keyed *a, const keyed *b)
{
    int order = (int)a->row.type - (int)b->row.type;

    if (!order)
        order = (int)a->row.flags - (int)b->row.flags;
    if (order)
        return order;
    return compare_bytes(a->text + a->row.fields, a->row.who_len, b->text + b->row.fields, b->row.who_len);
}

static int by_name_and_who(const void *a, const void *b)
{
    int order = compare_names(a, b);

    if (!order)
        order = compare_who(a, b);
    return order ? order : compare_places(a, b);
}

static int by_place(const void *a, const void *b)
{
    return compare_places(a, b);
}

static void tell_dropped(om_say say, const keyed *stays, const keyed *goes)
{
    bool same = stays->row.level == goes->row.level &&
                compare_bytes(stays->text + stays->row.fields, stays->row.fields_len, goes->text + goes->row.fields,
                              goes->row.fields_len) == 0;
    char message[160];

    if (!say.say)
        return;
    snprintf(message, sizeof message, "%s line %u%s", same ? "the same as" : "disagrees with", stays->row.line,
             stays->row.source != goes->row.source ? " of a source named before, which counts"
             : same                                ? ""
                                                   : ", which counts");
    say.say(say.user, goes->row.source, goes->row.line, false, message);
}

ocrmend_status om_rows_settle(om_rows *rows, om_say say, ocrmend_error *error)
{
    keyed *k = malloc((rows->n ? rows->n : 1) * sizeof *k);
    size_t n = 0, first = 0;

    if (!k)
        return om_fail(error, OCRMEND_NOMEM, 0, "out of memory");
    for (size_t i = 0; i < rows->n; i++)
        k[i] = (keyed){rows->text.data, rows->at[i]};
    qsort(k, rows->n, sizeof *k, by_name_and_who);
    for (size_t i = 0; i < rows->n; i++) {
        if (n && compare_names(&k[n - 1], &k[i]) == 0 && compare_who(&k[n - 1], &k[i]) == 0)
            tell_dropped(say, &k[n - 1], &k[i]);
        else
            k[n++] = k[i];
    }
    for (size_t i = 1; i <= n; i++)
        if (i == n || compare_names(&k[first], &k[i]) != 0) {
            qsort(k + first, i - first, sizeof *k, by_place);
            first = i;
        }
    for (size_t i = 0; i < n; i++)
        rows->at[i] = k[i].row;
    rows->n = n;
    free(k);
    return OCRMEND_OK;
}
