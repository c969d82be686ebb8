#include "stage/join/credit.h"

#include <string.h>

#include "stage/join/line.h"
#include "text/utf8.h"

enum { HAN = 3 }; /* bytes of a Han character, and of a full-width mark */

/* What no paragraph ends with: 新华社北京3月5日电⏎（记者林文）, 本报⏎记者林文, 本报记者⏎林文.  Where it can end one as well
 * (总理看望记者), it is meant only after one of `after`, after a mark, and at the beginning of the line. */
typedef struct {
    uint8_t n; /* bytes */
    char text[10];
    char after[16]; /* "": after anything */
} unfinished;

#define UNFINISHED(text, after) {sizeof text - 1, text, after}

/* By the low six bits of the last byte, which are those of om_credit_may_end. */
static const unfinished by_last[64] = {
    [0x35] = UNFINISHED("日电", ""),         [0x2F] = UNFINISHED("本报讯", ""), [0x18] = UNFINISHED("通讯员", "、和"),
    [0x05] = UNFINISHED("记者", "报社约席、"), [0x25] = UNFINISHED("本报", "据"), [0x3E] = UNFINISHED("新华社", "据"),
};

/* Whether text[from, to) ends with one of the characters of `set`, or with none of Han. */
static bool ends_with_one_of(const uint8_t *text, size_t from, size_t to, const char *set)
{
    if (to - from < HAN || text[to - HAN] < 0xE4 || text[to - HAN] > 0xE9)
        return true;
    for (; *set; set += HAN)
        if (memcmp(text + to - HAN, set, HAN) == 0)
            return true;
    return false;
}

unsigned om_credit_stop(const uint8_t *text, size_t from, size_t to)
{
    const unfinished *u = &by_last[text[to - 1] & 63];

    if (!u->n)
        return to - from >= HAN && memcmp(text + to - HAN, "摄", HAN) == 0 ? OM_STOP_CREDIT : OM_STOP_TEXT;
    if (to - from < u->n || memcmp(text + to - u->n, u->text, u->n) != 0)
        return OM_STOP_TEXT;
    return !*u->after || ends_with_one_of(text, from, to - u->n, u->after) ? OM_STOP_COMMA : OM_STOP_TEXT;
}

bool om_credit_ends_dateline(const uint8_t *text, size_t from, size_t at)
{
    enum { LONGEST = 90 }; /* bytes: a few names */
    size_t stop = at - from > LONGEST ? at - LONGEST : from;

    while (at >= stop + HAN) {
        at = om_utf8_back(text, at);
        if (memcmp(text + at, "（", HAN) != 0)
            continue;
        while (at > from && text[at - 1] == ' ')
            at--;
        return at - from >= HAN && (memcmp(text + at - HAN, "电", HAN) == 0 || memcmp(text + at - HAN, "讯", HAN) == 0);
    }
    return false;
}

bool om_credit_goes_on(const uint8_t *text, size_t from, size_t to)
{
    static const char words[] = "们节站会证团部席室"; /* 记者站: no name */

    if (om_line_ends_with(text, from, to, "）"))
        return om_credit_ends_dateline(text, from, to - HAN);
    if (om_line_ends_with(text, from, to, "文/") || om_line_ends_with(text, from, to, "图/"))
        return true;
    if (to - from <= HAN || !om_line_is_han(text + to - HAN) || ends_with_one_of(text, from, to, words))
        return false;
    to -= HAN;
    while (to > from && text[to - 1] == ' ')
        to--;
    return om_line_ends_with(text, from, to, "记者") || om_line_ends_with(text, from, to, "通讯员");
}
