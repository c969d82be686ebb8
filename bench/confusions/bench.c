/* bench_confusions LEARNT OTHER: whether what was learnt of an engine (a table) foretells what it misreads elsewhere
 * (another table).  Of each misreading of OTHER all characters that either table has are put in order by what it costs
 * to have meant them, once by looks alone and once with LEARNT; told is where the one that was meant stands. */
#include <stdio.h>
#include <stdlib.h>

#include "dict/learned.h"

enum { BYTES = 1 << 26 };

static ocrmend_confusions *read_table(const char *path)
{
    static char bytes[BYTES];
    ocrmend_confusions *c = ocrmend_confusions_new();
    ocrmend_error error = {OCRMEND_OK};
    FILE *f = fopen(path, "rb");
    size_t n = f ? fread(bytes, 1, BYTES, f) : 0;

    if (!f || !c || ocrmend_confusions_add(c, bytes, n, &error) != OCRMEND_OK) {
        fprintf(stderr, "%s: line %llu: %s\n", path, (unsigned long long)error.line, error.message);
        exit(1);
    }
    fclose(f);
    return c;
}

/* Han characters that the table knows as read or meant are set in `has`. */
static void mark(const om_confusion *list, size_t n, bool *has)
{
    for (size_t i = 0; i < n; i++) {
        if (list[i].read - OM_SHAPE_FROM < OM_SHAPE_COUNT)
            has[list[i].read - OM_SHAPE_FROM] = true;
        if (list[i].meant - OM_SHAPE_FROM < OM_SHAPE_COUNT)
            has[list[i].meant - OM_SHAPE_FROM] = true;
    }
}

/* Where `meant` stands among the characters, from 0; those that cost as much as it are half before it. */
static double place_of(const om_learned *learned, const bool *has, uint32_t read, uint32_t meant)
{
    unsigned own = om_learned_cost(learned, read, meant), before = 0, beside = 0;

    for (uint32_t c = OM_SHAPE_FROM; c < OM_SHAPE_FROM + OM_SHAPE_COUNT; c++) {
        unsigned cost;

        if (!has[c - OM_SHAPE_FROM] || c == read || c == meant)
            continue;
        cost = om_learned_cost(learned, read, c);
        before += cost < own;
        beside += cost == own;
    }
    return before + beside / 2.0;
}

static void tell(const char *by, const om_learned *learned, const om_confusion *list, size_t n, const bool *has)
{
    uint64_t all = 0, first = 0, ten = 0;
    double cost = 0;

    for (size_t i = 0; i < n; i++) {
        double place;

        if (list[i].read - OM_SHAPE_FROM >= OM_SHAPE_COUNT || list[i].meant - OM_SHAPE_FROM >= OM_SHAPE_COUNT)
            continue;
        place = place_of(learned, has, list[i].read, list[i].meant);
        all += list[i].count;
        first += place < 1 ? list[i].count : 0;
        ten += place < 10 ? list[i].count : 0;
        cost += (double)list[i].count * om_learned_cost(learned, list[i].read, list[i].meant);
    }
    printf("%-10s %llu misread: meant was the likeliest %.1f %%, one of the ten likeliest %.1f %%, cost %.0f\n", by,
           (unsigned long long)all, 100.0 * (double)first / (double)all, 100.0 * (double)ten / (double)all,
           cost / (double)all);
}

int main(int argc, char **argv)
{
    static bool has[OM_SHAPE_COUNT];
    size_t n, m;
    om_confusion *list, *other;
    om_learned *learned;

    if (argc != 3) {
        fprintf(stderr, "usage: %s LEARNT OTHER\n", argv[0]);
        return 2;
    }
    ocrmend_confusions *a = read_table(argv[1]), *b = read_table(argv[2]);
    list = om_confusions_list(a, &n);
    other = om_confusions_list(b, &m);
    learned = om_learned_new(a);
    if (!list || !other || !learned)
        return 3;
    mark(list, n, has);
    mark(other, m, has);
    tell("by looks", NULL, other, m, has);
    tell("learnt", learned, other, m, has);
    om_learned_free(learned);
    free(list);
    free(other);
    ocrmend_confusions_free(a);
    ocrmend_confusions_free(b);
    return 0;
}
