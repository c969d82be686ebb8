/* candidate.c - the names of a hit, one by one, compared with the text. */
#include "dict/match.h"

#include <string.h>

#include "text/utf8.h"

/* Whether the name is what the hit says; *meant is its character at the place.  The bytes of the name that are not the
 * text's are checked to be a character. */
static bool fits(const uint8_t *name, size_t name_len, const uint8_t *text, const om_hit *h, uint32_t *meant)
{
    size_t before = h->at - h->from, after, read = 0, more = 0;
    unsigned len;

    if (h->kind == OM_HIT_EXACT)
        return name_len == h->len && memcmp(name, text + h->from, name_len) == 0;
    if (h->kind != OM_HIT_MISSING)
        read = om_utf8_len(text[h->at]);
    if (h->kind != OM_HIT_EXTRA)
        more = before < name_len ? om_utf8_len(name[before]) : 1;
    after = h->len - before - read;
    if (name_len != before + more + after || memcmp(name, text + h->from, before) != 0 ||
        memcmp(name + before + more, text + h->at + read, after) != 0)
        return false;
    if (more && om_utf8_valid(name + before, more) != more)
        return false;
    if (more)
        *meant = om_utf8_get(name + before, &len);
    return true;
}

/* Of equal characters side by side one too many, or one too few, is told at the first of those inside the name. */
static bool is_told_before(const uint8_t *text, const om_hit *h, uint32_t c)
{
    unsigned unit;

    return (h->kind == OM_HIT_MISSING || h->kind == OM_HIT_EXTRA) && h->place >= 2 &&
           om_utf8_get(text + om_utf8_back(text, h->at), &unit) == c;
}

bool om_candidate_next(const om_dict *d, const om_learned *learned, const uint8_t *text, const om_hit *h,
                       unsigned most, uint32_t *i, om_candidate *candidate)
{
    unsigned unit;
    uint32_t read = h->kind == OM_HIT_SUBSTITUTED || h->kind == OM_HIT_EXTRA ? om_utf8_get(text + h->at, &unit) : 0;

    while (*i < h->n) {
        uint64_t posting = om_dict_posting(d, h->first + (*i)++);
        uint32_t meant = h->kind == OM_HIT_EXACT || h->kind == OM_HIT_EXTRA ? 0 : om_posting_char(posting);
        const uint8_t *name;
        size_t len;

        if (h->kind != OM_HIT_EXACT &&
            (meant == read || (meant != OM_BEYOND && om_learned_exceeds(learned, read, meant, most))))
            continue;
        name = om_dict_name_bytes(d, om_posting_name(posting), &len);
        if (!name || !fits(name, len, text, h, &meant) || (meant == read && h->kind != OM_HIT_EXACT) ||
            is_told_before(text, h, read ? read : meant))
            continue;
        *candidate = (om_candidate){om_posting_name(posting), read, meant, 0};
        candidate->cost = h->kind == OM_HIT_EXACT ? 0 : om_learned_cost(learned, read, meant);
        if (candidate->cost <= most)
            return true;
    }
    return false;
}
