#include "dict/check.h"

#include <string.h>

#include "dict/cost.h"
#include "dict/key.h"
#include "dict/match.h"
#include "text/utf8.h"

/* The characters of a name, at most OM_NAME_MAX + 1. */
static unsigned characters(const uint8_t *name, size_t len, uint32_t *c)
{
    unsigned n = 0, unit;

    for (size_t at = 0; at < len && n <= OM_NAME_MAX; at += unit)
        c[n++] = om_utf8_get(name + at, &unit);
    return n;
}

/* The key of n characters without the one at place w (OM_WHOLE: of all). */
static uint64_t key_of(const uint32_t *c, unsigned n, unsigned w)
{
    uint64_t sum = 0;

    for (unsigned k = 0; k < n; k++)
        if (k != w)
            sum = om_key_push(sum, om_key_char(c[k]));
    return om_key_end(sum);
}

uint32_t om_dict_find(const om_dict *d, const uint8_t *name, size_t len)
{
    uint32_t c[OM_NAME_MAX + 1], i, to;
    unsigned n = characters(name, len, c);
    size_t found_len;

    if (n < OM_NAME_MIN || n > OM_NAME_MAX || !om_dict_postings(d, key_of(c, n, OM_WHOLE), &i, &to))
        return UINT32_MAX;
    for (; i < to; i++) {
        uint64_t posting = om_dict_posting(d, i);
        const uint8_t *found = om_posting_place(posting) == OM_WHOLE
                                   ? om_dict_name(d, om_posting_name(posting), &found_len)
                                   : NULL;

        if (found && found_len == len && memcmp(found, name, len) == 0)
            return om_posting_name(posting);
    }
    return UINT32_MAX;
}

/* What a finding is told with. */
typedef struct {
    const om_dict *d;
    int (*see)(void *user, const ocrmend_dict_finding *finding);
    void *user;
} teller;

static bool tell(const teller *t, ocrmend_dict_doubt kind, uint32_t id, uint32_t other, unsigned cost)
{
    ocrmend_dict_finding f = {.kind = kind, .id = id, .cost = cost};
    uint32_t from, to;

    f.name = (const char *)om_dict_name(t->d, id, &f.name_len);
    if (other != UINT32_MAX)
        f.other = (const char *)om_dict_name(t->d, other, &f.other_len);
    if (!f.name || (other != UINT32_MAX && !f.other) || !om_dict_rows(t->d, id, &from, &to))
        return true; /* damaged: told at the end */
    f.rows = to - from;
    return t->see(t->user, &f) == 0;
}

static bool tell_ambiguous(const teller *t)
{
    uint32_t from, to;

    for (uint32_t id = 0; id < t->d->header->names; id++)
        if (om_dict_rows(t->d, id, &from, &to) && to - from > 1 && !tell(t, OCRMEND_DICT_AMBIGUOUS, id, UINT32_MAX, 0))
            return false;
    return true;
}

/* Pairs of names that differ in one character that is easily misread; each pair once. */
static bool tell_confusable(const teller *t)
{
    om_hit hits[OM_NAME_MAX];
    uint32_t c[OM_NAME_MAX + 1];
    size_t len;

    for (uint32_t id = 0; id < t->d->header->names; id++) {
        const uint8_t *name = om_dict_name(t->d, id, &len);
        size_t n = name ? om_match_near(t->d, name, len, 0, characters(name, len, c), hits) : 0;

        for (size_t i = 0; i < n; i++) {
            om_candidate other;

            for (uint32_t at = 0; om_candidate_next(t->d, NULL, name, &hits[i], OM_COST_CONFUSABLE, &at, &other);)
                if (other.name > id && !tell(t, OCRMEND_DICT_CONFUSABLE, id, other.name, other.cost))
                    return false;
        }
    }
    return true;
}

static bool tell_words(const teller *t, const uint8_t *words, size_t n)
{
    for (size_t at = 0; at < n;) {
        const uint8_t *end = memchr(words + at, '\n', n - at);
        size_t line = end ? (size_t)(end - words) - at : n - at, len = 0;
        uint32_t id;

        while (len < line && words[at + len] > ' ')
            len++;
        id = om_dict_find(t->d, words + at, len);
        if (id != UINT32_MAX && !tell(t, OCRMEND_DICT_WORD, id, UINT32_MAX, 0))
            return false;
        at += line + 1;
    }
    return true;
}

ocrmend_status om_dict_check(const om_dict *d, const uint8_t *words, size_t n,
                             int (*see)(void *user, const ocrmend_dict_finding *finding), void *user,
                             ocrmend_error *error)
{
    teller t = {d, see, user};

    if (!tell_ambiguous(&t) || !tell_confusable(&t) || !tell_words(&t, words, n))
        return om_fail(error, OCRMEND_SINK, 0, "stopped");
    return om_dict_damaged(d) ? om_fail(error, OCRMEND_BAD_DICT, 0, "damaged") : OCRMEND_OK;
}
