/* credit.h - lines that end inside a dateline, or before the name in a credit: what follows belongs to them. */
#ifndef OM_JOIN_CREDIT_H
#define OM_JOIN_CREDIT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Whether om_credit_stop has to be asked of a line whose last byte this is: of 电 讯 员 者 报 社 摄. */
static inline bool om_credit_may_end(uint8_t last)
{
    static const uint64_t lasts = 1ull << 0x35 | 1ull << 0x2F | 1ull << 0x18 | 1ull << 0x05 | 1ull << 0x25 |
                                  1ull << 0x3E | 1ull << 0x04;

    return lasts >> (last & 63) & 1;
}

/* How text[from, to), which ends with a Han character, ends: OM_STOP_CREDIT after 摄, OM_STOP_COMMA where a dateline
 * goes on or a name must follow, else OM_STOP_TEXT (enum om_line_stop; line.h includes this). */
unsigned om_credit_stop(const uint8_t *text, size_t from, size_t to);

/* Whether the closing bracket at text[at] of a line from text[from] ends a dateline: 3月5日电（记者林文）. */
bool om_credit_ends_dateline(const uint8_t *text, size_t from, size_t at);

/* Whether text[from, to), the paragraph so far or the end of it, line ends and all, ends where a dateline or credit must
 * go on: after the bracket of the one, 本报讯（记者林⏎文）, or after the first character of a name, 通讯员林, or 文/. */
bool om_credit_goes_on(const uint8_t *text, size_t from, size_t to);

#endif
