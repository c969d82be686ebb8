#include <config.h>

#include "stage/join/byline.h"

#include "stage/join/begin.h"

#define NO_NAME "，。：；！？“（" /* is in no line of names */

/* Nor does it end with a ） that opened on the line before. */
static bool is_no_sentence(span s)
{
    if (s.end - s.at >= 3 && memcmp(s.end - 3, "）", 3) == 0)
        return false;
    while (s.at < s.end && !skip_one_of(&s, NO_NAME))
        s.at += om_utf8_len(*s.at);
    return s.at >= s.end;
}

/* Skip 本报驻西岸记者. */
static bool skip_correspondent(span *s)
{
    static const word paper = WORD("本报驻"), title = WORD("记者");
    enum { PLACE = 18 }; /* bytes at most, of where */
    const uint8_t *found;

    if (!begins(*s, &paper))
        return false;
    found = memmem(s->at + paper.n, (size_t)(s->end - s->at) - paper.n, title.text, title.n);
    if (!found || found - s->at - paper.n > PLACE)
        return false;
    s->at = found + title.n;
    return true;
}

static bool skip_writer(span *s)
{
    static const word writers[] = {WORD("本报记者"),     WORD("本报通讯员"), WORD("本报特约记者"),
                                   WORD("本报首席记者"), WORD("记者"),       WORD("通讯员"),
                                   WORD("见习记者"),     WORD("实习生"),     WORD("新华社记者"),
                                   WORD("中新社记者"),   WORD("本刊记者"),   WORD("本报评论员"),
                                   WORD("评论员"),       WORD("特约评论员"), WORD("本报特约评论员"),
                                   WORD("特约撰稿"),     WORD("作者："),     WORD("主持人：")};
    const word *writer = FIRST_OF(*s, writers);

    if (!writer)
        return skip_correspondent(s);
    s->at += writer->n;
    return true;
}

enum { NAME = 3, NAME_AND = 5 }; /* characters: of a name; of one and a word of what was done */

/* Whether names follow a title and nothing else, each set off by a space or the next title, or in a line that has room
 * for little else: not 记者在现场看到... */
static bool is_names(span s, unsigned most)
{
    unsigned n = 0;

    while (s.at < s.end && *s.at != ' ') {
        span title = s;

        if (n > 1 && n <= NAME && skip_writer(&title)) {
            s = title;
            n = 0;
            most = NAME;
            continue;
        }
        if (skip_one_of(&title, NO_NAME) || ++n > most)
            return false;
        s.at += om_utf8_len(*s.at);
    }
    return is_no_sentence(s);
}

/* 新华社记者舟小渡摄: the credit of a picture, which belongs to its caption. */
static bool is_credit(span s)
{
    static const word agencies[] = {WORD("新华社记者"), WORD("中新社记者")}, taken = WORD("摄");

    return FIRST_OF(s, agencies) && memcmp(s.end - taken.n, taken.text, taken.n) == 0;
}

/* 文/, 图/: nothing but a name is so short. */
static bool is_share(span s, unsigned em2)
{
    static const word shares[] = {WORD("文/"), WORD("图/"), WORD("文图/"), WORD("图文/"), WORD("摄影/")};
    enum { SHORT = 26 }; /* half em: of two names and what they did */

    return em2 <= SHORT && FIRST_OF(s, shares) && is_no_sentence(s);
}

bool om_is_byline(const uint8_t *text, size_t len, unsigned em2)
{
    static const word editors[] = {WORD("责编"),     WORD("责任编辑"), WORD("编辑："), WORD("本版编辑"),
                                   WORD("本版责编"), WORD("版式"),     WORD("美编"),   WORD("校对")};
    span s = {text, text + len};
    unsigned most = NAME_AND;

    if (em2 > 50)
        return false;
    if (FIRST_OF(s, editors))
        return true;
    if (*s.at == 0xE2 && skip_one_of(&s, "□■◎○●"))
        skip_all_of(&s, " \u3000");
    if (s.end - s.at > 6 && memcmp(s.at, "（", 3) == 0 && memcmp(s.end - 3, "）", 3) == 0) {
        s.at += 3;
        s.end -= 3;
        most = NAME; /* （本报记者舟小渡摄） is the end of a caption */
    }
    return is_share(s, em2) || (!is_credit(s) && skip_writer(&s) && is_names(s, most));
}

bool om_is_by_line(const uint8_t *text, size_t len, unsigned em2)
{
    span s = {text, text + len};

    if (em2 > 60 || s.end - s.at < 5 || (memcmp(s.at, "By ", 3) != 0 && memcmp(s.at, "BY ", 3) != 0))
        return false;
    return s.at[3] >= 'A' && s.at[3] <= 'Z' && s.end[-1] != '.' && s.end[-1] != ',';
}
