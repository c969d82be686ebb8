#include <config.h>

#include "stage/join/signs.h"

#include <string.h>

#include "text/lines.h"
#include "text/script.h"
#include "text/utf8.h"

enum { REACH = 120, PAIRS = 7, QUOTE = 0, HAN = 3 }; /* bytes: what brackets hold on one side of a gap, a character */

static const struct {
    uint32_t open, close;
} pairs[PAIRS] = {
    [QUOTE] = {0x201C, 0x201D}, {0xFF08, 0xFF09}, {0x300A, 0x300B}, {0x3010, 0x3011}, {0x3014, 0x3015}, /* “” （） 《》 */
    {'(', ')'},                 {0x300C, 0x300D},                                                     /* 【】 〔〕 「」 */
};

static bool ends_sentence(uint32_t c)
{
    return c == 0x3002 || c == 0xFF01 || c == 0xFF1F; /* 。 ！ ？ */
}

/* Which pair is open at the end of text[from, to), of those that open in its last sentence; -1: none. */
static int open_at_end(const uint8_t *text, size_t from, size_t to)
{
    unsigned closed[PAIRS] = {0}, n;
    size_t least = to - from > REACH ? to - REACH : from;

    if (!(om_marks_in(text, least, to) & OM_MARKS_PAIR))
        return -1;
    for (size_t at = to; at > least;) {
        uint32_t c;

        at = om_utf8_back(text, at);
        c = om_utf8_get(text + at, &n);
        if (om_script(c) == OM_HAN)
            continue; /* most are */
        if (ends_sentence(c))
            return -1;
        for (int i = 0; i < PAIRS; i++) {
            if (c == pairs[i].open && closed[i]-- == 0)
                return i;
            closed[i] += c == pairs[i].close;
        }
    }
    return -1;
}

/* Whether text[from, to) closes the pair before it opens one again or a sentence ends. */
static bool closes(const uint8_t *text, size_t from, size_t to, int pair)
{
    size_t most = to - from > REACH ? from + REACH : to;
    bool ended = false;
    unsigned n;

    for (size_t at = from; at < most; at += n) {
        uint32_t c = om_utf8_get(text + at, &n);

        if (c == pairs[pair].close)
            return true;
        if (c == pairs[pair].open || ended)
            return false;
        ended = ends_sentence(c);
    }
    return false;
}

bool om_signs_open(const uint8_t *text, size_t from, size_t to)
{
    return open_at_end(text, from, to) > QUOTE;
}

bool om_signs_credit(const om_line *line, const uint8_t *text)
{
    const uint8_t *last = text + line->to - HAN;

    return line->stop == OM_STOP_CREDIT && !(line->flags & OM_LINE_DONE) && line->to - line->from > 3 * HAN + 1 &&
           last[-1] == ' ' && om_line_is_han(last - 1 - HAN) && om_line_is_han(last - 1 - 2 * HAN);
}

bool om_signs_cut(const om_line *above, const om_line *below, const uint8_t *text)
{
    static const char *const seconds[] = {"影", "制", "像", "取"}, *const writers[] = {"记者", "通讯员"};
    enum { NAME = 24 }; /* bytes: 通讯员, a name of four characters, 摄 */
    size_t len = above->to - above->from < NAME ? above->to - above->from : NAME;

    if (above->stop != OM_STOP_CREDIT || above->flags & OM_LINE_DONE || om_signs_credit(above, text))
        return false;
    for (size_t k = 0; k < sizeof writers / sizeof *writers; k++)
        if (memmem(text + above->to - len, len, writers[k], strlen(writers[k])))
            return false;
    for (size_t k = 0; k < sizeof seconds / sizeof *seconds; k++)
        if (below->to - below->from > HAN && memcmp(text + below->from, seconds[k], HAN) == 0)
            return true;
    return false;
}

bool om_signs_inside(const om_line *lines, size_t n, size_t i, const uint8_t *text)
{
    const om_line *first = &lines[i - 1], *last = &lines[i];
    int pair;

    if (first->flags & OM_LINE_DONE)
        return false;
    if (first->flags & OM_LINE_JOINED && !(first[-1].flags & OM_LINE_DONE))
        first--;
    if (i + 1 < n && !(last[1].flags & OM_LINE_PAGE) && !last[1].blanks)
        last++;
    pair = open_at_end(text, first->from, lines[i - 1].to);
    if (pair == QUOTE && lines[i - 1].fill > OM_FILL_FEW) /* a misread mark in a headline, more often */
        return false;
    return pair >= 0 && closes(text, lines[i].from, last->to, pair);
}

bool om_signs_entry(const om_line *line, const uint8_t *text)
{
    enum { HEADING = 30 }; /* bytes at most between the brackets */
    static const char *const words[] = {"问：", "答：", "特此"};
    const uint8_t *at = text + line->from, *found;
    size_t len = line->to - line->from;

    if (len <= 6)
        return false;
    if (*at == 0xE3 && memcmp(at, "【", 3) == 0) {
        found = memmem(at, len < HEADING + 6 ? len : HEADING + 6, "】", 3);
        return found != NULL && found + 3 < at + len;
    }
    for (size_t k = 0; k < sizeof words / sizeof *words; k++)
        if (memcmp(at, words[k], 6) == 0)
            return true;
    return false;
}
