#include "text/variant.h"

#include "text/bisect.h"
#include "text/utf8.h"

struct pair {
    uint16_t from, to;
};

#include "text/variant_table.h"

/* Characters written in one way only that are looked at, and how many of them say enough.  Three of ten characters of a
 * traditional text are such. */
enum { SAMPLE = 200, ENOUGH = 3 };

/* The pair of c, or the last one. */
static const struct pair *look_up(const struct pair *pairs, size_t n, uint32_t c)
{
    size_t i = 0;

    OM_BISECT(i, n - 1, pairs[i].from < c);
    return &pairs[i];
}

static const struct pair *find_simplified(uint32_t c)
{
    return look_up(simplified, sizeof simplified / sizeof *simplified, c);
}

static const struct pair *find_traditional(uint32_t c)
{
    return look_up(traditional, sizeof traditional / sizeof *traditional, c);
}

uint32_t om_simplified(uint32_t c)
{
    const struct pair *pair = find_simplified(c);

    return pair->from == c ? pair->to : c;
}

uint32_t om_traditional(uint32_t c)
{
    const struct pair *pair = find_traditional(c);

    return pair->from == c ? pair->to : c;
}

bool om_is_traditional(const uint8_t *text, size_t n)
{
    unsigned old = 0, new = 0, unit;

    for (size_t i = 0; i < n && old + new < SAMPLE; i += unit) {
        uint32_t c = om_utf8_get(text + i, &unit);
        const struct pair *pair;

        if (unit != 3)
            continue;
        old += find_simplified(c)->from == c;
        pair = find_traditional(c);
        new += pair->from == c && pair->to;
    }
    return old >= ENOUGH && old > 2 * new;
}

void om_simplify(uint8_t *to, const uint8_t *text, size_t n)
{
    unsigned unit;

    for (size_t i = 0; i < n; i += unit) {
        uint32_t c = om_utf8_get(text + i, &unit);

        om_utf8_put(to + i, unit == 3 ? om_simplified(c) : c);
    }
}
