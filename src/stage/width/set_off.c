/* set_off.c - what a space sets off from the text behind it: a dateline, the number of an article, a date. */
#include "stage/width/width.h"
#include "text/utf8.h"

#define W(text) OM_WIDTH_PHRASE(text)
#define COUNT(a) (sizeof(a) / sizeof *(a))

static const om_width_phrase sources[] = {
    W("本报"),   W("本報"),   W("本刊"),   W("本台"),   W("本网"),   W("新华社"), W("新華社"), W("据新华社"), W("新华网"),
    W("中新社"), W("中新网"), W("中央社"), W("人民网"), W("央视网"), W("法新社"), W("路透社"), W("美联社"),   W("塔斯社")};
static const om_width_phrase dispatches[] = {W("讯"), W("訊"), W("电"), W("電"), W("消息")}; /* as in om_width_is_set_off */

/* Whether p[at] begins with the word, with or without spaces between its characters: 本_报. */
static bool has_word(const om_width *w, size_t at, om_width_phrase x)
{
    size_t done = 0;

    for (; done < x.n && at < w->len && (w->p[at] == (uint8_t)x.text[done] || (done && w->p[at] == ' ')); at++)
        done += w->p[at] != ' ';
    return done == x.n;
}

bool om_width_opens_story(const om_width *w, size_t at)
{
    for (size_t i = 0; i < COUNT(sources); i++)
        if (om_width_has(w, at, sources[i].text, 3) && has_word(w, at, sources[i]))
            return true;
    return false;
}

/* Whether the line begins at `at`, or with spaces only before it. */
static bool begins_line(const om_width *w, size_t at)
{
    while (!om_width_is_line_start(w, at)) {
        if (at == 0)
            return false;
        at = om_utf8_back(w->p, at);
        if (om_script(om_width_char(w, at)) != OM_SPACE)
            return false;
    }
    return true;
}

/* 本报讯_, 新华社某地3月5日电_: from the source's name at the start of a paragraph up to here, no mark between. */
static bool after_dateline(const om_width *w, size_t at)
{
    size_t from = at, stop = at > 96 ? at - 96 : 0;

    if (!om_width_ends_with(w, 0, at, dispatches, COUNT(dispatches)))
        return false;
    while (from > stop) {
        uint32_t c;

        from = om_utf8_back(w->p, from);
        c = om_width_char(w, from);
        if (om_script(c) == OM_MARK_CJK && c != 0x3001)
            return false;
        if (om_script(c) != OM_HAN || !begins_line(w, from))
            continue;
        if (om_width_opens_story(w, from))
            return true;
    }
    return false;
}

/* 3月5日_星期五, behind 日 */
static bool before_weekday(const om_width *w, size_t from, size_t to)
{
    return from >= 4 && w->p[from - 4] < 0x80 && om_width_has(w, to, "星期", 6);
}

/* 星期五_责编 */
static bool after_weekday(const om_width *w, size_t from)
{
    return from >= 9 && om_width_has(w, from - 9, "星期", 6);
}

static bool is_numeral(const om_width *w, size_t at)
{
    static const char numerals[] = "〇零一二三四五六七八九十百千";

    for (size_t i = 0; i + 3 < sizeof numerals; i += 3)
        if (om_width_has(w, at, numerals + i, 3))
            return true;
    return false;
}

/* 第十二条_, 第三章_ at the beginning of a line, at a unit: the number of an article stands apart from what it says. */
static bool after_article(const om_width *w, size_t at)
{
    enum { NUMERALS = 8 }; /* 一百二十三, with spaces beside digits */
    size_t from = at - 3;

    for (int n = 0; n < NUMERALS && from > 0; n++) {
        enum om_script s;

        from = om_utf8_back(w->p, from);
        if (om_width_has(w, from, "第", 3))
            return n > 0 && begins_line(w, from);
        s = om_script(om_width_char(w, from));
        if (s != OM_DIGIT && s != OM_SPACE && !is_numeral(w, from))
            return false;
    }
    return false;
}

bool om_width_is_set_off(const om_width *w, size_t from, size_t to)
{
    switch (om_width_char_before(w, from)) { /* which tells nearly always that nothing does */
    case 0x8BAF: /* 讯 */
    case 0x8A0A: /* 訊 */
    case 0x7535: /* 电 */
    case 0x96FB: /* 電 */
    case 0x606F: /* 息 */
        return after_dateline(w, from);
    case 0x6761: /* 条 */
    case 0x689D: /* 條 */
    case 0x7AE0: /* 章 */
    case 0x8282: /* 节 */
    case 0x7BC0: /* 節 */
    case 0x7F16: /* 编 */
    case 0x7DE8: /* 編 */
    case 0x7BC7: /* 篇 */
    case 0x6B3E: /* 款 */
        return after_article(w, from);
    case 0x65E5: /* 日 */
    case 0x2F47: /* ⽇ */
        return before_weekday(w, from, to) || after_weekday(w, from);
    case 0x4E00: /* 一 */
    case 0x4E8C: /* 二 */
    case 0x4E09: /* 三 */
    case 0x56DB: /* 四 */
    case 0x4E94: /* 五 */
    case 0x516D: /* 六 */
        return after_weekday(w, from);
    }
    return false;
}
