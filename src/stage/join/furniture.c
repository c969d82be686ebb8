#include "stage/join/furniture.h"

#include "stage/join/begin.h"

/* How a line goes on after the word that it begins with.  (line.c looks at the first two characters of a line before it
 * asks: a new word needs both there.) */
enum after {
    ANYHOW,    /* nothing else begins with the word */
    BY_COLON,  /* with ： : or a space */
    BY_NUMBER, /* the same or not, and then with a digit */
    BY_NAME,   /* with ： : or a space, and a name or two: the line is short */
    NOHOW      /* it is the whole line */
};

static const struct {
    word word;
    uint8_t after;
} beginnings[] = {
    {WORD("国内统一连续出版"), ANYHOW},     {WORD("国内统一刊号"), ANYHOW},   {WORD("国内刊号"), BY_COLON},
    {WORD("邮发代号"), BY_NUMBER},          {WORD("零售"), BY_NUMBER},        {WORD("零售价"), BY_NUMBER},
    {WORD("零售每份"), BY_NUMBER},          {WORD("每份零售"), BY_NUMBER},    {WORD("新闻热线"), BY_NUMBER},
    {WORD("广告热线"), BY_NUMBER},          {WORD("报料热线"), BY_NUMBER},    {WORD("爆料热线"), BY_NUMBER},
    {WORD("发行热线"), BY_NUMBER},          {WORD("订阅热线"), BY_NUMBER},    {WORD("投稿邮箱"), BY_COLON},
    {WORD("电子邮箱"), BY_COLON},           {WORD("网址"), BY_COLON},         {WORD("今日天气"), BY_COLON},
    {WORD("今日天气"), NOHOW},              {WORD("总编辑"), BY_NAME},        {WORD("值班总编"), BY_NAME},
    {WORD("值班编委"), BY_NAME},            {WORD("值班编辑"), BY_NAME},      {WORD("值班主任"), BY_NAME},
    {WORD("本版编辑"), BY_NAME},            {WORD("本版责编"), BY_NAME},      {WORD("责任编辑"), BY_NAME},
    {WORD("责编"), BY_NAME},
};

enum { NAMES = 60, LUNAR_DAY = 26, RUN_BY = 44 }; /* half em at most */

static bool skip_colon(span *s)
{
    return skip_all_of(s, "：: \u3000");
}

static bool skip_number(span *s)
{
    return skip_all_of(s, "0123456789一二三四五六七八九十百千〇零");
}

static bool is_beginning(span s, unsigned em2)
{
    for (size_t i = 0; i < sizeof beginnings / sizeof *beginnings; i++) {
        span rest = s;

        if (!begins(s, &beginnings[i].word))
            continue;
        rest.at += beginnings[i].word.n;
        switch (beginnings[i].after) {
        case ANYHOW:
            return true;
        case BY_COLON:
        case BY_NAME:
            if (skip_colon(&rest) && rest.at < rest.end && (beginnings[i].after == BY_COLON || em2 <= NAMES))
                return true;
            break;
        case BY_NUMBER:
            skip_colon(&rest);
            if (rest.at < rest.end && *rest.at >= '0' && *rest.at <= '9')
                return true;
            break;
        default:
            if (rest.at == rest.end)
                return true;
        }
    }
    return false;
}

/* 第12345期, 总第6789期, also one with the other in brackets. */
static bool is_issue(span s)
{
    const uint8_t *from;

    skip_one_of(&s, "总");
    if (!skip_one_of(&s, "第"))
        return false;
    for (from = s.at; s.at < s.end && *s.at >= '0' && *s.at <= '9'; s.at++)
        ;
    return s.at > from && skip_one_of(&s, "期号") && (s.at == s.end || skip_one_of(&s, "（( "));
}

/* 今日八版, 本期12版, 今日12版（A版8版 B版4版） */
static bool is_pages(span s)
{
    static const word days[] = {WORD("今日"), WORD("本期"), WORD("今天")};
    const word *day = FIRST_OF(s, days);

    if (!day)
        return false;
    s.at += day->n;
    skip_one_of(&s, "共");
    return skip_number(&s) && skip_one_of(&s, "版") && (s.at == s.end || skip_one_of(&s, "（( "));
}

/* 农历八月初一, 甲辰年八月初一, 农历甲辰年闰四月十五 */
static bool is_lunar_day(span s, unsigned em2)
{
    static const word lunar = WORD("农历");
    bool named = begins(s, &lunar);

    if (em2 > LUNAR_DAY)
        return false;
    if (named)
        s.at += lunar.n;
    if (skip_one_of(&s, "甲乙丙丁戊己庚辛壬癸")) {
        if (!skip_one_of(&s, "子丑寅卯辰巳午未申酉戌亥") || !skip_one_of(&s, "年"))
            return false;
        named = true;
    }
    skip_all_of(&s, " ");
    skip_one_of(&s, "闰");
    return named && skip_all_of(&s, "一二三四五六七八九十正冬腊") && skip_one_of(&s, "月") &&
           skip_all_of(&s, "初一二三四五六七八九十廿卅") && s.at == s.end;
}

/* 中共青樟县委主管主办 */
static bool is_run_by(span s, unsigned em2)
{
    static const word party = WORD("中共");
    static const char *const ends[] = {"主管", "主办", "机关报", "主管主办"};

    if (em2 > RUN_BY || !begins(s, &party))
        return false;
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        size_t n = strlen(ends[i]);
        if ((size_t)(s.end - s.at) > n && memcmp(s.end - n, ends[i], n) == 0)
            return true;
    }
    return false;
}

/* （下转第二版）, ▶▶▶下转A4版, ◀上接第1版 */
static bool is_turn(span s)
{
    static const word turns[] = {WORD("下转"), WORD("上接"), WORD("紧接")};
    const word *turn;

    skip_all_of(&s, "（(▶►▲◀◄▼ ");
    turn = FIRST_OF(s, turns);
    if (!turn)
        return false;
    s.at += turn->n;
    skip_all_of(&s, " 第ABCDEF");
    if (!skip_number(&s) || !skip_one_of(&s, "版"))
        return false;
    skip_all_of(&s, "）)▶►◀◄ ");
    return s.at == s.end;
}

bool om_is_furniture(const uint8_t *text, size_t len, unsigned em2)
{
    span s = {text, text + len};
    unsigned n;

    switch (om_utf8_get(text, &n)) {
    case 0x7B2C: /* 第 */
        return is_issue(s);
    case 0x603B: /* 总 */
        return is_issue(s) || is_beginning(s, em2);
    case 0x4ECA: case 0x672C: /* 今 本 */
        return is_pages(s) || is_beginning(s, em2);
    case 0x4E2D: /* 中 */
        return is_run_by(s, em2);
    case 0x519C: case 0x7532: case 0x4E59: case 0x4E19: case 0x4E01: /* 农 甲 乙 丙 丁 */
    case 0x620A: case 0x5DF1: case 0x5E9A: case 0x8F9B: case 0x58EC: case 0x7678: /* 戊 己 庚 辛 壬 癸 */
        return is_lunar_day(s, em2);
    default:
        return *text >= 0xE4 && *text <= 0xE9 ? is_beginning(s, em2) : is_turn(s);
    }
}
