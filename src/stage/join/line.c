#include "stage/join/line.h"

#include <string.h>

#include "text/script.h"
#include "text/utf8.h"

/* --- marks ---------------------------------------------------------------------------------------------------------- */

enum mark { NO_MARK, SENTENCE, CLOSING, COLON, COMMA, OPENING };

static enum mark mark_of(uint32_t c)
{
    switch (c) {
    case 0x3002: case 0xFF01: case 0xFF1F: case 0x2026: case 0xFF0E: case '.': case '!': case '?':
        return SENTENCE; /* 。 ！ ？ … ． */
    case 0x201D: case 0x2019: case 0x300D: case 0x300F: case 0xFF09: case 0x300B: case 0x3009: case 0x3011:
    case 0x3015: case ')': case ']': case '}':
        return CLOSING; /* ” ’ 」 』 ） 》 〉 】 〕 */
    case 0xFF1A: case 0xFF1B: case ':': case ';':
        return COLON;
    case 0xFF0C: case 0x3001: case ',':
        return COMMA;
    case 0x201C: case 0x2018: case 0x300C: case 0x300E: case 0xFF08: case 0x300A: case 0x3008: case 0x3010:
    case 0x3014: case '(': case '[': case '{':
        return OPENING;
    default:
        return NO_MARK;
    }
}

static uint32_t char_before(const uint8_t *text, size_t from, size_t *at)
{
    unsigned n;

    if (*at <= from)
        return 0;
    *at = om_utf8_back(text, *at);
    return om_utf8_get(text + *at, &n);
}

static enum om_line_stop stop_of(const uint8_t *text, size_t from, size_t to)
{
    size_t at = to;
    uint32_t c;
    enum mark mark;

    if (to > from + 2 && text[to - 3] >= 0xE4 && text[to - 3] <= 0xE9)
        return OM_STOP_TEXT; /* Han, nearly all of them */
    c = char_before(text, from, &at);
    mark = mark_of(c);
    if (mark == CLOSING || c == '"' || c == '\'') {
        size_t before = at;
        while (mark_of(c = char_before(text, from, &before)) == CLOSING || c == '"')
            ;
        return mark_of(c) == SENTENCE ? OM_STOP_SENTENCE : OM_STOP_BRACKET;
    }
    switch (mark) {
    case SENTENCE:
        return OM_STOP_SENTENCE;
    case COLON:
        return OM_STOP_COLON;
    case COMMA:
    case OPENING:
        return OM_STOP_COMMA;
    default:
        break;
    }
    switch (om_script(c)) {
    case OM_HAN:
    case OM_KANA:
    case OM_DIGIT:
        return OM_STOP_TEXT;
    case OM_LATIN:
    case OM_HANGUL:
        return OM_STOP_WORD;
    default:
        return OM_STOP_OTHER;
    }
}

/* --- beginnings ----------------------------------------------------------------------------------------------------- */

typedef struct {
    const uint8_t *at, *end;
} span;

static bool begins(span s, const char *with)
{
    size_t n = strlen(with);

    return (size_t)(s.end - s.at) >= n && memcmp(s.at, with, n) == 0;
}

/* Skip one of the characters in `set` (a string of UTF-8 characters); false: s does not begin with one. */
static bool skip_one_of(span *s, const char *set)
{
    for (unsigned n; *set; set += n) {
        n = om_utf8_len((uint8_t)*set);
        if ((size_t)(s->end - s->at) >= n && memcmp(s->at, set, n) == 0) {
            s->at += n;
            return true;
        }
    }
    return false;
}

static bool skip_all_of(span *s, const char *set)
{
    bool any = false;

    while (s->at < s->end && skip_one_of(s, set))
        any = true;
    return any;
}

#define HAN_NUMBER "一二三四五六七八九十百零〇"
#define NUMBER "0123456789"

static bool is_item(span s)
{
    span rest = s;

    if (skip_one_of(&rest, "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳●○■□◆◇▲△★☆▶►•◎※"))
        return true;
    if (skip_one_of(&rest, "（("))
        return (skip_all_of(&rest, HAN_NUMBER) || skip_all_of(&rest, NUMBER)) && skip_one_of(&rest, "）)");
    if (skip_one_of(&rest, "第"))
        return skip_all_of(&rest, HAN_NUMBER NUMBER) && skip_one_of(&rest, "条章节款");
    if (skip_all_of(&rest, HAN_NUMBER))
        return skip_one_of(&rest, "、");
    if (skip_all_of(&rest, NUMBER)) {
        /* 1. 2、 3） but not 1.5 */
        if (!skip_one_of(&rest, ".．、)）") || rest.at == rest.end)
            return false;
        return !skip_one_of(&rest, NUMBER);
    }
    return false;
}

/* A dateline: an agency or "this paper", then 讯 or 电 within a dozen characters. */
static bool is_dateline(span s)
{
    static const char *const agencies[] = {"本报", "新华社", "中新社", "中新网", "本刊", "本台", "人民网", "央视网", "据新华社"};

    for (size_t i = 0; i < sizeof agencies / sizeof *agencies; i++) {
        span rest = s;
        if (!begins(s, agencies[i]))
            continue;
        rest.at += strlen(agencies[i]);
        for (int k = 0; k < 14 && rest.at < rest.end; k++) {
            if (skip_one_of(&rest, "讯电"))
                return true;
            if (skip_one_of(&rest, "，。、：；"))
                break;
            rest.at += om_utf8_len(*rest.at);
        }
    }
    return false;
}

/* A line that names who wrote or photographed: short, and no sentence. */
static bool is_byline(span s, unsigned em2)
{
    static const char *const first[] = {"本报记者", "本报通讯员", "本报特约记者", "记者", "通讯员", "□", "■", "◎", "○", "见习记者", "实习生"};

    if (em2 > 50)
        return false;
    for (size_t i = 0; i < sizeof first / sizeof *first; i++) {
        span rest = s;
        if (!begins(s, first[i]))
            continue;
        rest.at += strlen(first[i]);
        skip_all_of(&rest, " \u3000");
        if (i >= 5 && i <= 8 && !begins(rest, "记者") && !begins(rest, "本报") && !begins(rest, "通讯员"))
            continue;
        while (rest.at < rest.end && !skip_one_of(&rest, "，。：；！？“（"))
            rest.at += om_utf8_len(*rest.at);
        return rest.at >= rest.end;
    }
    return false;
}

static enum om_line_start start_of(const uint8_t *text, const om_line *line)
{
    span s = {text + line->from, text + line->to};
    unsigned n;
    uint32_t c;
    enum mark mark;

    c = om_utf8_get(s.at, &n);
    switch (c) {
    case 0x672C: case 0x65B0: case 0x4E2D: case 0x636E: case 0x4EBA: case 0x592E: /* 本 新 中 据 人 央 */
        if (is_dateline(s))
            return OM_START_DATELINE;
        return is_byline(s, line->em2) ? OM_START_BYLINE : OM_START_HAN;
    case 0x8BB0: case 0x901A: case 0x89C1: case 0x5B9E: /* 记 通 见 实 */
        return is_byline(s, line->em2) ? OM_START_BYLINE : OM_START_HAN;
    case 0x4E00: case 0x4E8C: case 0x4E09: case 0x56DB: case 0x4E94: case 0x516D: case 0x4E03: case 0x516B:
    case 0x4E5D: case 0x5341: case 0x7B2C: /* 一 … 十 第 */
        return is_item(s) ? OM_START_ITEM : OM_START_HAN;
    default:
        if (c >= 0x4E00 && c <= 0x9FFF)
            return OM_START_HAN;
    }
    if (is_byline(s, line->em2))
        return OM_START_BYLINE;
    if (is_item(s))
        return OM_START_ITEM;
    mark = mark_of(c);
    if (mark == OPENING || c == '"' || c == '\'')
        return OM_START_OPEN;
    if (mark != NO_MARK)
        return OM_START_CLOSE;
    switch (om_script(c)) {
    case OM_HAN:
    case OM_KANA:
        return OM_START_HAN;
    case OM_DIGIT:
        return OM_START_DIGIT;
    case OM_LATIN:
    case OM_HANGUL:
        return OM_START_WORD;
    default:
        return OM_START_OTHER;
    }
}

/* --- lines that stand alone ------------------------------------------------------------------------------------------ */

/* Two gaps of two spaces or more (or a tab): a row of a table. */
static bool is_table_row(const uint8_t *text, const om_line *line)
{
    unsigned gaps = 0;
    const uint8_t *at = text + line->from, *end = text + line->to;

    while ((at = memchr(at, ' ', (size_t)(end - at)))) {
        const uint8_t *from = at;
        while (at < end && *at == ' ')
            at++;
        gaps += at - from >= 2;
    }
    for (at = text + line->from; (at = memchr(at, '\t', (size_t)(end - at))); at++)
        gaps++;
    return gaps >= 2;
}

/* — 3 —  - 12 -  第3页  A2 版 */
static bool is_page_number(const uint8_t *text, const om_line *line)
{
    span s = {text + line->from, text + line->to};
    bool dash, any;

    if (line->em2 > 16)
        return false;
    dash = skip_all_of(&s, "—-–·•－ ");
    if (!dash)
        dash = skip_one_of(&s, "第");
    skip_one_of(&s, "ABCD");
    any = skip_all_of(&s, NUMBER) && s.at > text + line->from;
    skip_all_of(&s, " ");
    if (s.at == s.end)
        return any && !dash; /* a bare number; a dash must be on both sides */
    if (!skip_all_of(&s, "—-–·•－ "))
        dash = skip_one_of(&s, "页頁版") || dash;
    else
        dash = true;
    return any && dash && s.at == s.end;
}

void om_line_look(om_line *line, const uint8_t *text, size_t blanks)
{
    line->stop = (uint8_t)stop_of(text, line->from, line->to);
    line->start = (uint8_t)start_of(text, line);
    if ((blanks >= 2 && is_table_row(text, line)) || is_page_number(text, line))
        line->flags |= OM_LINE_ALONE;
}

bool om_line_has_clauses(const om_line *line, const uint8_t *text)
{
    bool space = false;

    for (size_t at = line->from; at < line->to;) {
        unsigned n;
        uint32_t c = om_utf8_get(text + at, &n);
        enum mark mark = mark_of(c);

        if (mark == SENTENCE || mark == COMMA || mark == COLON)
            return false;
        if ((c == ' ' || c == 0x3000) && at > line->from && text[at - 1] >= 0x80 && at + n < line->to && text[at + n] >= 0x80)
            space = true;
        at += n;
    }
    return space;
}

unsigned om_line_first_word(const om_line *line, const uint8_t *text)
{
    size_t at = line->from;

    while (at < line->to && text[at] > ' ' && text[at] < 0x80)
        at++;
    return (unsigned)(at - line->from);
}
