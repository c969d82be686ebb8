/* bench.c - how fast a compiled dictionary is opened and matched, and what it finds: called by bench/dict.sh.
 *
 * usage: bench_dict speed FILE.dict TEXT [ROUNDS]    open and match; one line "what figure" each
 *        bench_dict recall FILE.dict [SEED]          one wrong character in each of 20,000 names, and two in each of as
 *                                                    many long ones: how many are found
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "dict/cost.h"
#include "dict/key.h"
#include "dict/match.h"
#include "text/utf8.h"

static double seconds(clockid_t clock)
{
    struct timespec t;

    clock_gettime(clock, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void die(const char *what)
{
    fprintf(stderr, "bench_dict: %s\n", what);
    exit(1);
}

static const uint8_t *map(const char *path, size_t *len)
{
    struct stat st;
    int fd = open(path, O_RDONLY);
    void *p;

    if (fd < 0 || fstat(fd, &st) != 0)
        die(path);
    p = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
    if (p == MAP_FAILED)
        die(path);
    close(fd);
    *len = (size_t)st.st_size;
    return p;
}

static void open_dict(om_dict *d, const uint8_t *bytes, size_t len)
{
    ocrmend_error error = {OCRMEND_OK};

    if (om_dict_open(d, bytes, len, &error) != OCRMEND_OK)
        die(error.message);
}

/* Match the text `rounds` times and tell all candidates that cost at most `most` (-1: none).  MB a second of CPU. */
static double match(const om_dict *d, const uint8_t *text, size_t len, int rounds, int most, size_t *hits,
                    size_t *candidates)
{
    om_matcher *m = om_match_new();
    double begun = seconds(CLOCK_PROCESS_CPUTIME_ID);
    const om_hit *h;
    size_t n;

    if (!m)
        die("out of memory");
    *hits = *candidates = 0;
    for (int i = 0; i < rounds; i++)
        for (om_match_begin(m, d, text, len); om_match_next(m, &h, &n);) {
            *hits += n;
            for (size_t k = 0; k < n && most >= 0; k++) {
                om_candidate c;

                for (uint32_t at = 0; om_candidate_next(d, NULL, text, &h[k], (unsigned)most, &at, &c);)
                    ++*candidates;
            }
        }
    om_match_free(m);
    return (double)len * rounds / 1e6 / (seconds(CLOCK_PROCESS_CPUTIME_ID) - begun);
}

static void speed(const char *path, const char *text_path, int rounds)
{
    enum { LIKELY = 195 }; /* one pair of characters in a hundred costs no more */
    size_t len, text_len, hits, candidates;
    double start = seconds(CLOCK_MONOTONIC), cpu = seconds(CLOCK_PROCESS_CPUTIME_ID), kb;
    const uint8_t *bytes = map(path, &len), *text;
    struct rusage usage;
    om_dict d;

    open_dict(&d, bytes, len);
    printf("names %u\nfile_mib %.1f\nopen_ms %.2f\nopen_cpu_ms %.2f\n", d.header->names, (double)len / 1048576,
           (seconds(CLOCK_MONOTONIC) - start) * 1e3, (seconds(CLOCK_PROCESS_CPUTIME_ID) - cpu) * 1e3);
    text = map(text_path, &text_len);
    if (om_utf8_valid(text, text_len) != text_len)
        die("text: not UTF-8");
    kb = (double)text_len * rounds / 1e3;
    match(&d, text, text_len, 1, OM_COST_ANY, &hits, &candidates); /* every block is checked once */
    printf("match_mb_s %.1f\n", match(&d, text, text_len, rounds, -1, &hits, &candidates));
    printf("likely_candidates_mb_s %.1f\n", match(&d, text, text_len, rounds, LIKELY, &hits, &candidates));
    printf("likely_candidates_per_kb %.1f\n", (double)candidates / kb);
    printf("all_candidates_mb_s %.1f\n", match(&d, text, text_len, rounds, OM_COST_ANY, &hits, &candidates));
    getrusage(RUSAGE_SELF, &usage);
    printf("hits_per_kb %.1f\nall_candidates_per_kb %.1f\npeak_mib %.1f\n", (double)hits / kb, (double)candidates / kb,
           (double)usage.ru_maxrss / 1024);
    if (om_dict_damaged(&d))
        die("damaged");
    om_dict_close(&d);
}

static uint64_t next_random(uint64_t *state)
{
    *state = *state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return *state >> 33;
}

/* Whether matching `text` finds name i with one character substituted, or with two. */
static bool found(om_matcher *s, om_far_finder *finder, const om_dict *d, const uint8_t *text, size_t len, uint32_t i)
{
    const om_hit *h;
    om_far far;
    size_t n;

    om_match_begin(s, d, text, len);
    om_match_far(s, finder);
    while (om_match_next(s, &h, &n))
        for (size_t k = 0; k < n; k++) {
            om_candidate c;

            for (uint32_t at = 0; om_candidate_next(d, NULL, text, &h[k], OM_COST_ANY, &at, &c);)
                if (c.name == i && h[k].kind == OM_HIT_SUBSTITUTED)
                    return true;
        }
    while (om_far_next(finder, &far))
        if (far.name == i)
            return true;
    return false;
}

/* The name with characters a and b (which may be the same one) replaced by other Han, between two marks; its length. */
static size_t misread(const uint8_t *name, size_t name_len, size_t a, size_t b, uint64_t *seed, uint8_t *text)
{
    size_t at = 3, i = 0;
    unsigned unit;

    memcpy(text, "，", 3);
    for (size_t k = 0; k < name_len; k += unit, i++) {
        uint32_t c = om_utf8_get(name + k, &unit), other = 0x4E00 + (uint32_t)(next_random(seed) % 0x5200);

        at += om_utf8_put(text + at, i != a && i != b ? c : other == c ? c + 1 : other);
    }
    memcpy(text + at, "。", 3);
    return at + 3;
}

/* Names of `least` characters and more, each with one or two of them replaced. */
static void recall(const om_dict *d, size_t least, bool two, uint64_t seed)
{
    size_t name_len, tried = 0, met = 0;
    om_matcher *s = om_match_new();
    om_far_finder *finder = om_far_new();

    if (!s || !finder)
        die("out of memory");
    while (tried < 20000 && d->header->lengths >> least) {
        uint32_t i = (uint32_t)(next_random(&seed) % d->header->names);
        const uint8_t *name = om_dict_name(d, i, &name_len);
        uint8_t text[4 * OM_NAME_MAX + 16];
        size_t chars = 0, a, b;

        if (!name)
            die("a name is missing");
        for (size_t k = 0; k < name_len; k += om_utf8_len(name[k]))
            chars++;
        if (chars < least)
            continue;
        a = next_random(&seed) % chars;
        b = two ? (a + 1 + next_random(&seed) % (chars - 1)) % chars : a;
        tried++;
        name_len = misread(name, name_len, a, b, &seed, text);
        met += found(s, finder, d, text, name_len, i);
    }
    printf("recall%s_tried %zu\nrecall%s_percent %.3f\n", two ? "_two" : "", tried, two ? "_two" : "",
           tried ? 100.0 * (double)met / (double)tried : 100.0);
    om_match_free(s);
    om_far_free(finder);
}

static void recalls(const char *path, uint64_t seed)
{
    size_t len;
    const uint8_t *bytes = map(path, &len);
    om_dict d;

    open_dict(&d, bytes, len);
    recall(&d, 3, false, seed);
    recall(&d, OM_FAR_CHARS, true, seed);
    om_dict_close(&d);
}

int main(int argc, char **argv)
{
    if (argc >= 4 && strcmp(argv[1], "speed") == 0)
        speed(argv[2], argv[3], argc > 4 ? atoi(argv[4]) : 1);
    else if (argc >= 3 && strcmp(argv[1], "recall") == 0)
        recalls(argv[2], argc > 3 ? strtoull(argv[3], NULL, 10) : 1);
    else
        die("usage: bench_dict speed FILE.dict TEXT [ROUNDS] | match recall FILE.dict [SEED]");
    return 0;
}
