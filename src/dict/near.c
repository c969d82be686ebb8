/* near.c - the names one character away from one window, also of two characters: see om_match_near. */
#include "dict/match.h"

#include "text/utf8.h"

size_t om_match_near(const om_dict *d, const uint8_t *text, size_t len, size_t from, unsigned chars, om_hit *hits)
{
    uint64_t mixed[OM_NAME_MAX];
    size_t offset[OM_NAME_MAX + 1], count = 0, at = from;
    unsigned unit;

    if (chars < OM_NAME_MIN || chars > OM_NAME_MAX)
        return 0;
    for (unsigned i = 0; i < chars; i++, at += unit) {
        uint32_t c = at < len ? om_utf8_get(text + at, &unit) : 0;

        if (om_match_divides(c))
            return 0;
        mixed[i] = om_key_char(c);
        offset[i] = at;
    }
    offset[chars] = at;
    for (unsigned w = 0; w < chars; w++) {
        uint64_t sum = 0;
        uint32_t i, to;

        for (unsigned k = 0; k < chars; k++)
            if (k != w)
                sum = om_key_push(sum, mixed[k]);
        if (!om_dict_postings(d, om_key_end(sum), &i, &to))
            continue;
        while (i < to && om_posting_place(om_dict_posting(d, i)) < w)
            i = om_dict_same_place(d, i, to);
        if (i < to && om_posting_place(om_dict_posting(d, i)) == w)
            hits[count++] = (om_hit){(uint32_t)from, (uint32_t)(at - from), (uint32_t)offset[w], OM_HIT_SUBSTITUTED,
                                     (uint8_t)w, i, om_dict_same_place(d, i, to) - i};
    }
    return count;
}
