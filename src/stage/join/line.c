#include "stage/join/line.h"

#include <string.h>

#include "stage/join/begin.h"
#include "stage/join/byline.h"
#include "stage/join/dateline.h"
#include "stage/join/furniture.h"
#include "stage/join/mark.h"
#include "text/script.h"
#include "text/utf8.h"

/* --- ends ---------------------------------------------------------------------------------------------------------- */

static uint32_t char_before(const uint8_t *text, size_t from, size_t *at)
{
    unsigned n;

    if (*at <= from)
        return 0;
    *at = om_utf8_back(text, *at);
    return om_utf8_get(text + *at, &n);
}

/* Whether the full stop at text[at] is the point of a number among Han, cut by the line end: 达3.⏎5亿元. */
static bool is_point(const uint8_t *text, size_t from, size_t at)
{
    size_t digits = at;

    while (digits > from && text[digits - 1] >= '0' && text[digits - 1] <= '9')
        digits--;
    return digits < at && digits > from && text[digits - 1] >= 0x80;
}

/* Of a line that does not end with Han. */
static enum om_line_stop stop_of_other(const uint8_t *text, size_t from, size_t to)
{
    size_t at = to;
    uint32_t c = char_before(text, from, &at);
    enum mark mark = mark_of(c);

    if (c == 0xFF09 && om_credit_ends_dateline(text, from, at))
        return OM_STOP_COMMA;
    if (mark == CLOSING || c == '"' || c == '\'') {
        size_t before = at;
        while (mark_of(c = char_before(text, from, &before)) == CLOSING || c == '"')
            ;
        return mark_of(c) == SENTENCE ? OM_STOP_SENTENCE : OM_STOP_BRACKET;
    }
    switch (mark) {
    case SENTENCE:
        return c == '.' && is_point(text, from, at) ? OM_STOP_COMMA : OM_STOP_SENTENCE;
    case COLON:
        return OM_STOP_COLON;
    case COMMA:
    case OPENING:
        return OM_STOP_COMMA;
    default:
        break;
    }
    if (c == 0x2014) /* —: more is to come */
        return OM_STOP_COMMA;
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

static inline bool ends_with_han(const uint8_t *text, const om_line *line)
{
    return line->to - line->from > 2 && om_line_is_han(text + line->to - 3);
}

/* --- beginnings --------------------------------------------------------------------------------------------------- */

static bool is_han_digit(uint32_t c)
{
    switch (c) {
    case 0x3007: case 0x96F6:                                                                     /* 〇 零 */
    case 0x4E00: case 0x4E8C: case 0x4E09: case 0x56DB: case 0x4E94: case 0x516D:                 /* 一 二 三 四 五 六 */
    case 0x4E03: case 0x516B: case 0x4E5D: case 0x5341: case 0x767E:                              /* 七 八 九 十 百 */
        return true;
    default:
        return false;
    }
}

/* Skip a number written in Han, in digits, or in both; false: s does not begin with one. */
static bool skip_number(span *s, bool han, bool digits)
{
    const uint8_t *from = s->at;
    unsigned n;

    for (; s->at < s->end; s->at += n) {
        uint32_t c = om_utf8_get(s->at, &n);
        if (!(digits && c - '0' < 10) && !(han && is_han_digit(c)))
            break;
    }
    return s->at > from;
}

/* Skip the number of an item in digits: not that of a year or a house. */
static bool skip_index(span *s)
{
    enum { DIGITS = 3 };
    const uint8_t *from = s->at;

    return skip_number(s, false, true) && s->at - from <= DIGITS;
}

static bool is_item(span s)
{
    span rest = s;

    if (*s.at >= '0' && *s.at <= '9') {
        /* 1. 2、 3） but not 1.5, nor 1. 5, which is what some extractors make of it */
        if (!skip_index(&rest) || !skip_one_of(&rest, ".．、)）"))
            return false;
        if (rest.at[-1] == '.')
            skip_all_of(&rest, " ");
        return rest.at < rest.end && !(*rest.at >= '0' && *rest.at <= '9');
    }
    if (*s.at == 0xE2)
        return skip_one_of(&rest, "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳●○■□◆◇▲△★☆▶►◎•※");
    if (!om_line_is_han(s.at) && skip_one_of(&rest, "（("))
        return (skip_number(&rest, true, false) || skip_index(&rest)) && skip_one_of(&rest, "）)");
    if (skip_one_of(&rest, "第"))
        return skip_number(&rest, true, true) && skip_one_of(&rest, "条章节款");
    return skip_number(&rest, true, false) && skip_one_of(&rest, "、");
}

/* 图为…, 图①…, 图1： */
static bool is_caption(span s)
{
    return skip_one_of(&s, "图圖") && skip_one_of(&s, "为為①②③④⑤⑥⑦⑧⑨123456789");
}

enum { BYLINE = 1, DATELINE = 2, CAPTION = 4, ITEM = 8, FURNITURE = 16 };
#define AT(c) [(c) & OM_LOW_BITS]
const uint8_t om_line_may_begin[OM_LOW_BITS + 1] = { /* 一 may be a dash as well */
    AT(0x672C) = BYLINE | DATELINE | FURNITURE,                                         /* 本 */
    AT(0x8BB0) = BYLINE, AT(0x901A) = BYLINE, AT(0x89C1) = BYLINE, AT(0x5B9E) = BYLINE, /* 记 通 见 实 */
    AT(0x8D23) = BYLINE | FURNITURE, AT(0x7F16) = BYLINE, AT(0x7248) = BYLINE,          /* 责 编 版 */
    AT(0x7F8E) = BYLINE, AT(0x6821) = BYLINE, AT(0x6587) = BYLINE, AT(0x6444) = BYLINE, /* 美 校 文 摄 */
    AT(0x8BC4) = BYLINE, AT(0x7279) = BYLINE, AT(0x4F5C) = BYLINE, AT(0x4E3B) = BYLINE, /* 评 特 作 主 */
    AT(0x65B0) = BYLINE | DATELINE | FURNITURE, AT(0x4E2D) = BYLINE | DATELINE | FURNITURE, /* 新 中 */
    AT(0x636E) = DATELINE,                                                              /* 据 */
    AT(0x4EBA) = DATELINE, AT(0x592E) = DATELINE,                                       /* 人 央 */
    AT(0x56FE) = CAPTION | BYLINE, AT(0x5716) = CAPTION,                                         /* 图 圖 */
    AT(0x4E00) = ITEM, AT(0x4E8C) = ITEM, AT(0x4E09) = ITEM, AT(0x56DB) = ITEM,         /* 一 二 三 四 */
    AT(0x4E94) = ITEM, AT(0x516D) = ITEM, AT(0x4E03) = ITEM, AT(0x516B) = ITEM,         /* 五 六 七 八 */
    AT(0x4E5D) = ITEM, AT(0x5341) = ITEM, AT(0x7B2C) = ITEM | FURNITURE,                /* 九 十 第 */
    AT(0x56FD) = FURNITURE, AT(0x90AE) = FURNITURE, AT(0x96F6) = FURNITURE, AT(0x519C) = FURNITURE, /* 国 邮 零 农 */
    AT(0x603B) = FURNITURE, AT(0x503C) = FURNITURE, AT(0x4ECA) = FURNITURE, AT(0x7F51) = FURNITURE, /* 总 值 今 网 */
    AT(0x6295) = FURNITURE, AT(0x62A5) = FURNITURE, AT(0x5E7F) = FURNITURE, AT(0x8BA2) = FURNITURE, /* 投 报 广 订 */
    AT(0x7532) = FURNITURE, AT(0x4E59) = FURNITURE, AT(0x4E19) = FURNITURE, AT(0x4E01) = FURNITURE, /* 甲 乙 丙 丁 */
    AT(0x620A) = FURNITURE, AT(0x5DF1) = FURNITURE, AT(0x5E9A) = FURNITURE, AT(0x8F9B) = FURNITURE, /* 戊 己 庚 辛 */
    AT(0x58EC) = FURNITURE, AT(0x7678) = FURNITURE,                                                 /* 壬 癸 */
};
#undef AT

/* Whether a byline or dateline may have this second character. */
static bool may_follow(const uint8_t *second)
{
    unsigned n;

    switch (om_utf8_get(second, &n)) {
    case 0x62A5: case 0x7248: case 0x8005: case 0x8BAF: case 0x4E60: case 0x7F16: case 0x4EFB: /* 报 版 者 讯 习 编 任 */
    case 0x8F91: case 0x5F0F: case 0x5BF9: case 0x534E: case 0x65B0: case 0x520A: case 0x53F0: /* 辑 式 对 华 新 刊 台 */
    case 0x8BBA: case 0x7EA6: case 0x6301:                                                     /* 论 约 持 */
    case 0x6C11: case 0x89C6: case '/': case 0x56FE: case 0x6587: case 0x5F71:                 /* 民 视 / 图 文 影 */
        return true;
    default:
        return false;
    }
}

/* Whether what a newspaper prints of itself may have this second character. */
static bool may_follow_in_furniture(const uint8_t *second)
{
    unsigned n;

    switch (om_utf8_get(second, &n)) {
    case 0x5185: case 0x53D1: case 0x552E: case 0x5386: case 0x7F16: case 0x7B2C: case 0x73ED: /* 内 发 售 历 编 第 班 */
    case 0x65E5: case 0x5740: case 0x7A3F: case 0x6599: case 0x544A: case 0x9605: case 0x95FB: /* 日 址 稿 料 告 阅 闻 */
    case 0x7248: case 0x671F: case 0x4EFB: case 0x5171:                                        /* 版 期 任 共 */
    case 0x5B50: case 0x4E11: case 0x5BC5: case 0x536F: case 0x8FB0: case 0x5DF3:              /* 子 丑 寅 卯 辰 巳 */
    case 0x5348: case 0x672A: case 0x7533: case 0x9149: case 0x620C: case 0x4EA5:              /* 午 未 申 酉 戌 亥 */
        return true;
    default:
        return is_han_digit(om_utf8_get(second, &n)) || (*second >= '0' && *second <= '9');
    }
}

static bool is_furniture(const uint8_t *text, const om_line *line)
{
    const uint8_t *first = text + line->from;
    size_t len = line->to - line->from;
    unsigned n;

    if (len < 6)
        return false;
    if (*first >= 0xE4 && *first <= 0xE9)
        return om_line_may_begin[om_utf8_get(first, &n) & OM_LOW_BITS] & FURNITURE &&
               may_follow_in_furniture(first + 3) && om_is_furniture(first, len, line->em2);
    /* a triangle or a bracket before where a story goes on */
    return ((first[0] == 0xE2 && first[1] >= 0x96) || (first[0] == 0xEF && first[1] == 0xBC && first[2] == 0x88) ||
            first[0] == '(') && line->em2 <= OM_TURN_MAX && om_is_furniture(first, len, line->em2);
}

static enum om_line_start start_of_han(const uint8_t *text, const om_line *line, unsigned may)
{
    span s = {text + line->from, text + line->to};

    if (s.end - s.at < 6 || !may_follow(s.at + 3))
        may &= ~(unsigned)(BYLINE | DATELINE);
    if (may & BYLINE && om_is_byline(s.at, (size_t)(s.end - s.at), line->em2))
        return OM_START_BYLINE;
    if (may & DATELINE && om_is_dateline(s.at, (size_t)(s.end - s.at)))
        return OM_START_DATELINE;
    if (may & CAPTION && is_caption(s))
        return OM_START_CAPTION;
    if (may & ITEM && is_item(s))
        return OM_START_ITEM;
    return begins(s, &(word)WORD("一一")) ? OM_START_DASH : OM_START_HAN; /* what OCR makes of a dash */
}

__attribute__((noinline)) static enum om_line_start start_of(const uint8_t *text, const om_line *line)
{
    const uint8_t *first = text + line->from;
    unsigned n;
    uint32_t c = om_utf8_get(first, &n);
    enum mark mark;
    span s;

    if (c >= 0x4E00 && c <= 0x9FFF) {
        unsigned may = om_line_may_begin[c & OM_LOW_BITS];

        return may ? start_of_han(text, line, may) : OM_START_HAN;
    }
    s = (span){first, text + line->to};
    switch (c) {
    case 0x2014: /* — */
        return OM_START_DASH;
    case 0xB7: /* ·, inside a name */
        return OM_START_CLOSE;
    case 0x201C: case 0x2018: case 0x300A: case 0x300C: case 0x300E: /* “ ‘ 《 「 『 */
        return OM_START_OPEN;
    case '0': case '1': case '2': case '3': case '4': case '5': case '6': case '7': case '8': case '9':
        return is_item(s) ? OM_START_ITEM : OM_START_DIGIT;
    default:
        break;
    }
    if ((c | 0x20) - 'a' < 26)
        return om_is_by_line(s.at, (size_t)(s.end - s.at), line->em2) ? OM_START_BYLINE : OM_START_WORD;
    if (om_is_byline(s.at, (size_t)(s.end - s.at), line->em2))
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

/* --- what a line is by itself ------------------------------------------------------------------------------------- */

static bool skip_date(span *s)
{
    return skip_number(s, false, true) && skip_one_of(s, "年") && skip_number(s, false, true) && skip_one_of(s, "月") &&
           skip_number(s, false, true) && skip_one_of(s, "日");
}

/* Skip the page and its subject in a running head, A04 民生, 03版：要闻.  sure: its number counts nothing in a text. */
static bool skip_page(span *s, bool *sure)
{
    enum { DIGITS = 2, SUBJECT = 18 }; /* bytes at most */
    const uint8_t *from, *end = s->end;

    *sure = skip_one_of(s, "ABCDEF") || (s->at < s->end && *s->at == '0');
    from = s->at;
    if (!skip_number(s, false, true) || s->at - from > DIGITS)
        return false;
    skip_one_of(s, "版");
    skip_all_of(s, "： \u3000");
    for (from = s->at; end - s->at >= 3 && om_line_is_han(s->at); s->at += 3)
        if (s->at - from == SUBJECT)
            return false;
    skip_all_of(s, " \u3000");
    return s->at > from;
}

/* 2024年3月26日 星期二, 03 要闻 2024年3月26日 责编 林文 and the like: the running head of a page. */
static bool is_running_head(const uint8_t *text, const om_line *line)
{
    static const word follow[] = {WORD("星期"), WORD("农历"), WORD("第"), WORD("责")};
    enum { DATE = 40, PAGE = 100 }; /* half em at most */
    span s = {text + line->from, text + line->to}, page = s;
    bool sure = true, paged = skip_page(&page, &sure);

    if (paged)
        s = page;
    if (line->em2 > (paged ? PAGE : DATE) || !skip_date(&s))
        return false;
    skip_all_of(&s, " \u3000");
    if (s.at == s.end)
        return sure || !paged;
    return FIRST_OF(s, follow) != NULL;
}

/* 第十五条 and nothing else: the heading of what follows. */
static bool is_number_of_article(const uint8_t *text, const om_line *line)
{
    span s = {text + line->from, text + line->to};

    return skip_one_of(&s, "第") && skip_number(&s, true, true) && skip_one_of(&s, "条章节") && s.at == s.end;
}

/* — 3 —  - 12 -  第3页  A2版: OM_LINE_ALONE; 3: OM_LINE_NUMBER; else 0. */
static unsigned page_number(const uint8_t *text, const om_line *line)
{
    span s = {text + line->from, text + line->to};
    bool marked;

    if (line->em2 > OM_NUMBER_MAX || (*s.at >= 0xE4 && memcmp(s.at, "第", 3) != 0)) /* Han but 第, most of all */
        return 0;
    marked = skip_all_of(&s, "—-–·•－ ") || skip_one_of(&s, "第");
    skip_one_of(&s, "ABCD");
    if (!skip_number(&s, false, true))
        return 0;
    skip_all_of(&s, " ");
    if (s.at == s.end)
        return marked ? 0 : OM_LINE_NUMBER; /* a mark must be on both sides */
    if (!skip_all_of(&s, marked ? "—-–·•－ 页頁版" : "页頁版"))
        return 0;
    return s.at == s.end ? OM_LINE_ALONE : 0;
}

/* Take off the printed rule beside the line's column that was read as | at one of its ends.  Rows of a table have more
 * of them. */
static void take_off_rule(om_line *line, const uint8_t *text)
{
    const uint8_t *from = text + line->from, *to = text + line->to;

    if (to - from < 2 || (*from == '|') == (to[-1] == '|'))
        return;
    from += *from == '|';
    to -= to[-1] == '|';
    if (memchr(from, '|', (size_t)(to - from)))
        return;
    while (from < to && *from == ' ')
        from++;
    while (to > from && to[-1] == ' ')
        to--;
    if (from < to) {
        line->from = (uint32_t)(from - text);
        line->to = (uint32_t)(to - text);
    }
}

static unsigned stop_of(const om_line *line, const uint8_t *text)
{
    return ends_with_han(text, line) ? om_line_stop_of_han(text, line->from, line->to)
                                     : stop_of_other(text, line->from, line->to);
}

void om_line_look_closely(om_line *line, const uint8_t *text, size_t blanks)
{
    uint32_t from = line->from, to = line->to;

    take_off_rule(line, text);
    line->stop = (uint8_t)stop_of(line, text);
    line->start = (uint8_t)start_of(text, line);
    line->from = from;
    line->to = to;
    if (blanks)
        om_line_look_at_blanks(line, text, blanks);
    if ((line->start == OM_START_DIGIT || line->start == OM_START_WORD) && is_running_head(text, line))
        line->flags |= OM_LINE_ALONE;
    if (line->em2 <= OM_NUMBER_MAX)
        line->flags |= page_number(text, line);
    if (line->em2 <= OM_NUMBER_MAX && line->start == OM_START_ITEM && is_number_of_article(text, line))
        line->flags |= OM_LINE_ALONE;
    if (line->stop != OM_STOP_SENTENCE && is_furniture(text, line))
        line->flags |= OM_LINE_ALONE;
}

void om_line_look_at_end(om_line *line, const uint8_t *text)
{
    uint32_t to = line->to;

    take_off_rule(line, text);
    line->stop = (uint8_t)stop_of(line, text);
    line->to = to;
}

unsigned om_line_first_word(const om_line *line, const uint8_t *text)
{
    size_t at = line->from;
    unsigned em2 = 0;

    while (line->to - at >= 3 && memcmp(text + at, "—", 3) == 0) {
        at += 3;
        em2 += 2;
    }
    while (at < line->to && text[at] > ' ' && text[at] < 0x80) {
        at++;
        em2++;
    }
    return em2;
}
