#include "mine/line.h"

#include <stdlib.h>

#include "text/utf8.h"

enum { RANK_CHARS = 4, BODY_CHARS = 13, BODIES = 4 }; /* at most */

bool om_mine_line_init(om_mine_line *line)
{
    line->n = 0;
    line->c = malloc(OM_MINE_CHARS * sizeof *line->c);
    line->at = malloc((OM_MINE_CHARS + 1) * sizeof *line->at);
    line->sum = malloc((OM_MINE_CHARS + 1) * sizeof *line->sum);
    return line->c && line->at && line->sum;
}

void om_mine_line_free(om_mine_line *line)
{
    free(line->c);
    free(line->at);
    free(line->sum);
}

size_t om_mine_line_set(om_mine_line *line, const uint8_t *utf8, size_t len)
{
    size_t at = 0;
    unsigned unit;

    line->p = utf8;
    line->n = 0;
    line->sum[0] = 0;
    while (at < len && line->n < OM_MINE_CHARS) {
        uint32_t c = om_utf8_get(utf8 + at, &unit);

        line->c[line->n] = c;
        line->at[line->n] = (uint32_t)at;
        line->sum[line->n + 1] = om_key_push(line->sum[line->n], om_key_char(c));
        line->n++;
        at += unit;
    }
    line->at[line->n] = (uint32_t)at;
    return at;
}

unsigned om_mine_known(const om_mine_line *line, enum om_language_kind kind, unsigned from, unsigned to)
{
    uint64_t before = line->sum[from];

    for (unsigned i = from; i < to; i++)
        before *= OM_KEY_BASE;
    return om_language(kind, line->sum[to] - before);
}

static bool is_title(const om_mine_line *line, unsigned from, unsigned to)
{
    unsigned part = om_mine_known(line, OM_TITLE, from, to);

    return part == OM_TITLE_HEAD || part == OM_TITLE_PERSON;
}

unsigned om_mine_title_end(const om_mine_line *line, unsigned i)
{
    unsigned lengths = i < line->n ? om_language_of(line->c[i]).titles : 0u;

    for (unsigned n = OM_TITLE_CHARS; n >= 2; n--)
        if (lengths >> n & 1 && i + n <= line->n && is_title(line, i, i + n))
            return i + n;
    return i;
}

unsigned om_mine_title_begin(const om_mine_line *line, unsigned i)
{
    for (unsigned n = i < OM_TITLE_CHARS ? i : OM_TITLE_CHARS; n >= 2; n--)
        if (is_title(line, i - n, i))
            return i - n;
    return i;
}

unsigned om_mine_ranks_begin(const om_mine_line *line, unsigned i)
{
    for (unsigned n = RANK_CHARS; n; n--)
        if (n <= i && om_mine_known(line, OM_TITLE, i - n, i) == OM_TITLE_RANK) {
            i -= n;
            n = RANK_CHARS + 1; /* and before it? */
        }
    return i;
}

unsigned om_mine_bodies_begin(const om_mine_line *line, unsigned i)
{
    for (unsigned k = 0; k < BODIES; k++) {
        unsigned from = i;

        for (unsigned n = i < BODY_CHARS ? i : BODY_CHARS; n >= 2 && from == i; n--)
            if (om_mine_known(line, OM_TITLE, i - n, i) == OM_TITLE_BODY)
                from = i - n;
        if (from == i)
            break;
        i = from;
    }
    return i;
}
