/* points.c - dots and colons where another character was printed, and two marks where one stands. */
#include "dict/language.h"
#include "stage/correct/correct.h"

/* --- 一 read as a dot or hyphen ------------------------------------------------------------------------------------ */

/* After these 一 is at home before any measure word, ... */
static const char ordinals[] = "第这那每另某";
static const char after_ordinals[] = "个次台部曲支项种名位批条件家座篇首张片份辆艘架些定步场届年天级般切度系方";
/* ... and after these before one that nothing else begins with. */
static const char verbs[] = "了是成有";
static const char after_verbs[] = "个次台部曲支项种位批条件座篇首份辆艘架些";

bool om_correct_one(const om_correct *s, om_out *out)
{
    size_t at = out->next, to = at + om_utf8_len(s->p[at]);

    if (has_at(s, at, "··") && !has_at(s, to, "··"))
        to += 2;
    if (!(is_before(s, at, ordinals) && is_of(s, to, after_ordinals)) &&
        !(is_before(s, at, verbs) && is_of(s, to, after_verbs)) && !(is_before(s, at, "进") && is_of(s, to, "步")))
        return false;
    om_replace(out, to - at, "一", 3, OM_RULE_ONE_MISREAD, 0);
    return true;
}

/* --- a stop or comma read as a dot -------------------------------------------------------------------------------- */

enum {
    CLAUSE = 4, /* Han before a dot that may end a sentence: fewer are part of a name or a heading */
    MAYBE = 60  /* percent */
};

static bool after_clause(const om_correct *s, size_t at)
{
    for (int n = 0; n < CLAUSE; n++) {
        if (!is_han(char_before(s, at)))
            return n > 0 && is_before(s, at, "“”《》");
        at = om_utf8_back(s->p, at);
    }
    return true;
}

/* A dot in running text, neither in a foreign name nor in a title: not sure, as 中国·青川 is written too. */
static bool may_be_stop(const om_correct *s, size_t at)
{
    return is_of(s, at, "·") && after_clause(s, at) && is_han(char_at(s, at + 2)) &&
           !is_sound(s, char_before(s, at)) && !is_sound(s, char_at(s, at + 2)) && !om_correct_in_title(s, at) &&
           !om_correct_in_quotes(s, at);
}

/* 一二·九: a day. */
static bool in_date(const om_correct *s, size_t at)
{
    static const char numerals[] = "〇一二三四五六七八九十";

    return is_before(s, at, numerals) || is_of(s, at + 2, numerals);
}

/* 首届中国·青川, 在四川·成都: whether a name of a place ends at p[at]. */
static bool after_place(const om_correct *s, size_t at)
{
    size_t from = at;

    for (int n = 1; n <= CLAUSE && is_han(char_before(s, from)); n++) {
        uint64_t sum = 0;
        unsigned word;

        from = om_utf8_back(s->p, from);
        for (size_t next = from; next < at; next += om_utf8_len(s->p[next]))
            sum = om_key_push(sum, om_key_char(char_at(s, next)));
        word = n > 1 ? om_language(OM_WORD, sum) : 0;
        if (word && !om_word_ordinary(word))
            return true;
    }
    return false;
}

/* Whether a run of n Han and no fewer stands before p[at], and one from there on. */
static bool has_run_before(const om_correct *s, size_t at, int n)
{
    for (; n > 0 && is_han(char_before(s, at)); n--)
        at = om_utf8_back(s->p, at);
    return n == 0;
}

static bool has_run_at(const om_correct *s, size_t at, int n)
{
    for (; n > 0 && is_han(char_at(s, at)); n--)
        at += om_utf8_len(s->p[at]);
    return n == 0;
}

/* 培训人员·他 or 灯火通明·从前这里: a sentence begins after it with a word that no name has for its second part, or two
 * clauses meet there that are too long for a name and what it is called. */
static bool stop(const om_correct *s, size_t at)
{
    if (is_of(s, at, "·") && is_of(s, at + 2, "他她它这此该但据由因如"))
        return after_clause(s, at) && !om_correct_in_title(s, at) && !om_correct_in_quotes(s, at);
    return may_be_stop(s, at) && has_run_before(s, at, CLAUSE) && has_run_at(s, at + 2, CLAUSE) && !in_date(s, at) &&
           !after_place(s, at);
}

/* Whether the sentence that p[at] stands in ends with 。, and has no other full-width point before it: some texts have
 * that point for their full stop. */
static bool ends_with_stop(const om_correct *s, size_t at)
{
    enum { REACH = 300 }; /* bytes */
    size_t end = s->len - at > REACH ? at + REACH : s->len;

    for (; at < end && s->p[at] != '\n'; at += om_utf8_len(s->p[at])) {
        if (is_of(s, at, "。"))
            return true;
        if (is_of(s, at, "．"))
            return false;
    }
    return false;
}

/* 此后．他: between letters, and neither of a name nor of the number of a heading. */
static bool comma(const om_correct *s, size_t at)
{
    uint32_t l = char_before(s, at), r;

    if (!is_of(s, at, "．") || !is_han(l) || !is_han(char_before(s, om_utf8_back(s->p, at))))
        return false;
    r = char_at(s, at + 3);
    return (is_han(r) || is_of(s, at + 3, "《“")) && !is_sound(s, l) && !is_sound(s, r) &&
           !is_before(s, at, "一二三四五六七八九十") && ends_with_stop(s, at + 3);
}

bool om_correct_point(const om_correct *s, om_out *out)
{
    size_t at = out->next;
    bool ends = stop(s, at) && om_correct_after_sentence(s, at);

    if (!ends && !comma(s, at)) {
        if (may_be_stop(s, at) && om_correct_after_sentence(s, at))
            om_suggest(out, at, strlen("·"), "。", 3, OM_RULE_POINT_MISREAD, MAYBE);
        return false;
    }
    om_replace(out, om_utf8_len(s->p[at]), ends ? "。" : "，", 3, OM_RULE_POINT_MISREAD, 0);
    return true;
}

/* --- a comma read as a colon -------------------------------------------------------------------------------------- */

/* Words that go on with a sentence, and begin neither what is said nor a list. */
static bool goes_on(const om_correct *s, size_t at)
{
    static const char *const words[] = {"却",   "但",   "从而", "以及", "而且",   "因此",  "因而",
                                        "然而", "甚至", "才能", "才算", "有利于", "标志着"};

    if (!is_of(s, at, "却但从以而因然甚才有标并"))
        return false;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (has_at(s, at, words[i]))
            return true;
    return has_at(s, at, "并") && is_of(s, at + 3, "且将向对与及在于为要由使被以给从把已");
}

/* 下降3.8%：出口 or 长期有效：（2）: clauses of one sentence, the first of figures or the last of a numbered list. */
static bool parts_clauses(const om_correct *s, size_t at)
{
    size_t next = at + 3 + has_at(s, at + 3, "\n"), number = next + strlen("（");

    if (has_at(s, next, "（"))
        return is_of(s, number, "23456789二三四五六七八九十") && has_at(s, number + om_utf8_len(s->p[number]), "）");
    return is_before(s, at, "%") && is_digit(char_before(s, at - 1)) && is_han(char_at(s, at + 3)) &&
           !has_at(s, at + 3, "一是") && !has_at(s, at + 3, "其中");
}

static bool is_comma(const om_correct *s, size_t at)
{
    return has_before(s, at, "之际") || (goes_on(s, at + 3) && !is_before(s, at, "说道示出调为问答是下导如称"));
}

bool om_correct_colon(const om_correct *s, om_out *out)
{
    size_t at = out->next;
    bool parts;

    if (at + 3 >= s->len || (s->p[at + 3] < 0xE4 && s->p[at + 3] != '\n')) /* “, as nearly everywhere, or figures */
        return false;
    parts = parts_clauses(s, at);
    if (!parts && !(is_comma(s, at) && is_han(char_before(s, at)) && is_han(char_at(s, at + 3))))
        return false;
    if (s->p[at + 3] != '\n' && !om_correct_after_sentence(s, at))
        return false;
    om_replace(out, 3, parts ? "；" : "，", 3, OM_RULE_COLON_MISREAD, 0);
    return true;
}

/* --- two marks ---------------------------------------------------------------------------------------------------- */

size_t om_correct_pauses(const om_correct *s, size_t at)
{
    enum { REACH = 12 }; /* bytes: four marks together are noise */
    size_t end = s->len - at > REACH ? at + REACH : s->len;

    while (at < end && is_of(s, at, "，、；：。．,.;:"))
        at += om_utf8_len(s->p[at]);
    return at;
}

/* Whether the item of a list ends at p[at]: its 、 stands a few characters before. */
static bool after_item(const om_correct *s, size_t at)
{
    enum { REACH = 60 }; /* bytes */
    size_t stop = at > REACH ? at - REACH : 0;

    while (at > stop && !is_before(s, at, "，、；：。！？\n"))
        at = om_utf8_back(s->p, at);
    return is_before(s, at, "、");
}

/* Bytes of the one or two marks at p[at] that are alike. */
static size_t alike(const om_correct *s, size_t at)
{
    return char_at(s, at + 3) == char_at(s, at) ? 6 : 3;
}

/* 。， or ，、 or 、。。: marks of two kinds, one of which the reader saw in a speck.  A full stop is hard to see in one: it
 * stays; 、 stays in a list only; else the first does. */
bool om_correct_two_pauses(const om_correct *s, om_out *out)
{
    static const char marks[] = "，、；。", more[] = "，、；：。．！？·…,.;:!?";
    size_t at = out->next, second = at + alike(s, at), end;
    bool first_goes;

    if (!is_of(s, second, marks) || char_at(s, second) == char_at(s, at) || is_before(s, at, more) ||
        (is_of(s, at, "，") && is_of(s, second, "。"))) /* either may be right */
        return false;
    end = second + alike(s, second);
    if (is_of(s, end, more) || end - at > 9)
        return false;
    if (is_of(s, at, "。") || is_of(s, second, "。"))
        first_goes = is_of(s, second, "。");
    else if (is_of(s, at, "、") && !after_item(s, at))
        return false; /* 、， after a number or a lost item: there is no telling */
    else
        first_goes = is_of(s, second, "、") && after_item(s, at);
    if (first_goes)
        om_delete(out, second - at, OM_RULE_DOUBLED_MARK);
    om_keep(out, 3);
    if (end > out->next)
        om_delete(out, end - out->next, OM_RULE_DOUBLED_MARK);
    return true;
}
