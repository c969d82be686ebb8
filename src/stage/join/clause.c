#include "stage/join/clause.h"

#include <string.h>

#include "text/utf8.h"

enum { HAN = 3 }; /* bytes of a Han character, and of a full-width mark */

/* A word at the gap: what may not stand before it, and what not after it, where it would be another word. */
typedef struct {
    size_t n; /* bytes of the word */
    const char *word, *not_after, *not_before;
} sign;

#define SIGN(word, not_after, not_before) {sizeof word - 1, word, not_after, not_before}

/* After these a pronoun is what is done to someone, or is part of another word, and a word of time is spoken of. */
#define OBJECTS \
    "其吉利马排给对为和与跟同让使是向请把将被送看在当到从叫要由比替帮问说告诉此以及但而且若如等据怕见听像令派因凭按随靠任连管的有出了着过"
#define NOT_FREE "的了在是到从于至自对比和与跟及将把有为以由使让给据按过我你他她它们、"

/* A clause ends with these, ... */
static const sign ends[] = {
    SIGN("说", "小传学解诉述听游劝难胡", "明法服话到起出过不是的得了道谎理我你他她它"),
    SIGN("指出", "", "的了"),
    SIGN("认为", "被不", "是的"),
    SIGN("因此", "", ""),
    SIGN("此外", "", ""),
    SIGN("实际上", "", "的"),
    SIGN("事实上", "", "的"),
    SIGN("据悉", "", ""),
    SIGN("据介绍", "", ""),
    SIGN("据了解", "", ""),
    SIGN("据统计", "", ""),
    SIGN("之际", "", ""),
    SIGN("以来", "", "的"),
    SIGN("之后", "", "的"),
    SIGN("情况下", "", "的"),
    SIGN("基础上", "", "的"),
    SIGN("年来", "", "的"),
    SIGN("来说", "", ""),
};

/* ... and one begins with these. */
static const sign begins[] = {
    SIGN("但", "不非岂", ""),
    SIGN("而且", "", ""),
    SIGN("从而", "", ""),
    SIGN("因此", "", ""),
    SIGN("然而", "", ""),
    SIGN("可是", "许", ""),
    SIGN("如果", "", ""),
    SIGN("其中", "", ""),
    SIGN("尽管", "", ""),
    SIGN("并且", "", ""),
    SIGN("并将", "", ""),
    SIGN("并向", "", ""),
    SIGN("并对", "", ""),
    SIGN("并先后", "", ""),
    SIGN("致使", "", ""),
    SIGN("今年", NOT_FREE, ""),
    SIGN("现在", NOT_FREE, ""),
    SIGN("目前", NOT_FREE, ""),
    SIGN("近期", NOT_FREE, ""),
    SIGN("他", OBJECTS, "乡人国都"),
    SIGN("她", OBJECTS, "都"),
    SIGN("它", OBJECTS, "都"),
};

/* Whether word[0, n) stands at p: the last byte of its last character tells most. */
static bool is_word(const uint8_t *p, const char *word, size_t n)
{
    return p[n - 1] == (uint8_t)word[n - 1] && memcmp(p, word, n) == 0;
}

/* Whether text[from, to) ends with one of n words. */
static bool ends_with_one(const uint8_t *text, size_t from, size_t to, const char *const *words, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (om_line_ends_with(text, from, to, words[i]))
            return true;
    return false;
}

/* Whether the Han character of three bytes at p is one of `set`. */
static bool is_one_of(const uint8_t *p, const char *set)
{
    for (; *set; set += HAN)
        if (memcmp(p, set, HAN) == 0)
            return true;
    return false;
}

/* Whether the character of text[at, to) at `at` is one of `set`. */
static bool goes_on_with(const uint8_t *text, size_t at, size_t to, const char *set)
{
    return to - at >= HAN && is_one_of(text + at, set);
}

/* 他在致词中表示: what is said follows, where nobody is thanked or greeted in the clause, 对…表示⏎感谢. */
static bool ends_with_saying(const om_line *above, const om_line *below, const uint8_t *text)
{
    size_t from = above->from, at;

    if (!om_line_ends_with(text, from, above->to, "表示") || is_one_of(text + below->from, "将要愿欢感祝同支反赞满高关慰遗不的"))
        return false;
    at = above->to - strlen("表示");
    for (; at >= from + HAN && !is_one_of(text + at - HAN, "，。；"); at = om_utf8_back(text, at))
        if (is_one_of(text + at - HAN, "对向"))
            return false;
    return at >= from + HAN; /* else the clause began in a line above */
}

/* 在谈到这个问题时: the clause that ends there began with 在 or 当. */
static bool ends_with_time(const om_line *above, const om_line *below, const uint8_t *text)
{
    size_t from = above->from, at = above->to - HAN; /* before 时 */

    if (!om_line_ends_with(text, from, above->to, "时") || om_line_ends_with(text, from, at, "小") ||
        is_one_of(text + below->from, "间候代期光而常刻分时节尚装局机针任速事隔差的"))
        return false;
    while (at >= from + HAN && !is_one_of(text + at - HAN, "，。；：、"))
        at = om_utf8_back(text, at);
    return is_one_of(text + at, "在当") && (at >= from + HAN || !(above->flags & OM_LINE_JOINED));
}

static bool ends_clause(const om_line *above, const om_line *below, const uint8_t *text)
{
    const uint8_t *to = text + above->to;
    size_t len = above->to - above->from;

    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        const sign *s = &ends[i];

        if (len >= s->n && is_word(to - s->n, s->word, s->n))
            return !is_one_of(text + below->from, s->not_before) &&
                   (len < s->n + HAN || !is_one_of(to - s->n - HAN, s->not_after));
    }
    return ends_with_saying(above, below, text) || ends_with_time(above, below, text);
}

static bool begins_clause(const om_line *above, const om_line *below, const uint8_t *text)
{
    const uint8_t *last = text + above->to - HAN;

    for (size_t i = 0; i < sizeof begins / sizeof *begins; i++) {
        const sign *s = &begins[i];

        if (below->to - below->from >= s->n && is_word(text + below->from, s->word, s->n))
            return !is_one_of(last, s->not_after) && !goes_on_with(text, below->from + s->n, below->to, s->not_before);
    }
    return false;
}

/* 敢于面对失败⏎敢于战胜自己: the clause above, which began after a comma, and the one below begin with the same two
 * characters. */
static bool repeats_beginning(const om_line *above, const om_line *below, const uint8_t *text)
{
    for (size_t at = above->to; at >= above->from + HAN; at = om_utf8_back(text, at)) {
        if (text[at - HAN] != 0xEF || memcmp(text + at - HAN, "，", HAN) != 0)
            continue;
        return above->to - at > 2 * HAN && below->to - below->from > 2 * HAN && om_line_is_han(text + at + HAN) &&
               memcmp(text + at, text + below->from, 2 * HAN) == 0;
    }
    return false;
}

/* Where text[from, to) has its first ， or ：, if that is near; 0: nowhere. */
static size_t first_pause(const uint8_t *text, size_t from, size_t to)
{
    enum { NEAR = 13 * HAN }; /* bytes: 据 and the long name of an agency */
    size_t end = to - from > NEAR ? from + NEAR : to;

    for (size_t at = from; at + HAN <= end; at += HAN) {
        if (memcmp(text + at, "，", HAN) == 0 || memcmp(text + at, "：", HAN) == 0)
            return at;
        if (!om_line_is_han(text + at))
            return 0;
    }
    return 0;
}

/* 据新华社报道，他表示，此外，: a new sentence begins with where it is from, or with what it is about. */
static bool begins_sentence(const om_line *below, const uint8_t *text)
{
    static const char *const leads[] = {"此外", "另外", "目前", "对此", "为此", "会上", "会后", "最后", "据悉"};
    static const char *const sources[] = {"报道", "称", "悉", "了解", "介绍", "统计", "透露", "记载", "分析"};
    static const char *const verbs[] = {"说", "表示", "指出", "强调", "认为"};
    size_t from = below->from, pause = first_pause(text, from, below->to);

    if (!pause)
        return false;
    for (size_t i = 0; i < sizeof leads / sizeof *leads; i++)
        if (pause - from == strlen(leads[i]) && is_word(text + from, leads[i], pause - from))
            return true;
    if (is_one_of(text + from, "据"))
        return ends_with_one(text, from, pause, sources, sizeof sources / sizeof *sources);
    return is_one_of(text + from, "他她") &&
           ends_with_one(text, from, pause, verbs, sizeof verbs / sizeof *verbs);
}

const char *om_clause_mark(const om_line *above, const om_line *below, const uint8_t *text)
{
    if (begins_sentence(below, text))
        return is_one_of(text + above->to - HAN, OBJECTS) ? NULL : "。";
    if (ends_clause(above, below, text) || begins_clause(above, below, text) || repeats_beginning(above, below, text))
        return "，";
    return NULL;
}
