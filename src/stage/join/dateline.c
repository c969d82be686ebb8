#include <config.h>

#include "stage/join/dateline.h"

#include "stage/join/begin.h"

enum { LONGEST = 14, BYTES = 64 }; /* characters from the agency to 讯 or 电; bytes of them, and of the agency */

/* Where 讯 or 电 stands in what begins with an agency or "this paper", as bytes up to its end; 0: there is neither, and it
 * is no dateline, -1: neither, and it may go on on the next line.  day: whether a figure is before. */
static int end_of_dateline(span s, bool *day)
{
    static const word agencies[] = {WORD("本报"),   WORD("新华社"), WORD("中新社"), WORD("中新网"),   WORD("本刊"),
                                    WORD("本台"),   WORD("人民网"), WORD("央视网"), WORD("据新华社")};
    const word *agency = FIRST_OF(s, agencies);
    const uint8_t *first = s.at;

    *day = false;
    if (!agency)
        return 0;
    s.at += agency->n;
    for (int k = 0; k < LONGEST && s.at < s.end; k++) {
        if (skip_one_of(&s, "讯电"))
            return skip_one_of(&s, "）") ? 0 : (int)(s.at - first); /* （据⏎新华社电） */
        if (skip_one_of(&s, "，。、：；通")) /* 通讯员 is no 讯 */
            return 0;
        *day |= *s.at >= '0' && *s.at <= '9';
        s.at += om_utf8_len(*s.at);
    }
    return s.at == s.end ? -1 : 0;
}

bool om_is_dateline(const uint8_t *text, size_t len)
{
    bool day;
    int end = end_of_dateline((span){text, text + len}, &day);

    return end > 0 || (end < 0 && day);
}

bool om_dateline_is_cut(const uint8_t *text, size_t from, size_t to, size_t below, size_t end)
{
    uint8_t both[2 * BYTES];
    size_t n = to - from, more = end - below < BYTES ? end - below : BYTES;
    bool day;

    if (n > BYTES)
        return false;
    memcpy(both, text + from, n);
    memcpy(both + n, text + below, more);
    if (end_of_dateline((span){both, both + n}, &day) >= 0)
        return false;
    while (more < end - below && more > 0 && (text[below + more] & 0xC0) == 0x80)
        more--; /* whole characters */
    return end_of_dateline((span){both, both + n + more}, &day) > (int)n && day;
}
