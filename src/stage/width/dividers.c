/* dividers.c - spaces that an editor put there: between the clauses of a headline, in a byline.
 *
 * Lengths are in half em: a full-width character is 2, any other 1.
 */
#include "stage/width/width.h"
#include "text/utf8.h"

enum {
    BYLINE_MIN = 6,   /* of two neighbouring parts: a name of two characters and a task of one */
    NAME_MIN = 4,
    BYLINE_PART = 12  /* a name, an office, a task */
};

typedef struct {
    size_t from, to;
} span;

typedef om_width_phrase word;

#define W(text) OM_WIDTH_PHRASE(text)

static const word offices[] = {W("记者"), W("通讯员"), W("实习生"), W("摄"), W("摄影"), W("文"), W("图"), W("编辑"), W("责编"),
                               W("美编"), W("校对"), W("版式"), W("整理"), W("作者"), W("报道"),
                               W("記者"), W("通訊員"), W("攝"), W("攝影"), W("編輯"), W("報導"), W("報道")};
/* Those that a name follows without a space. */
static const word before_name[] = {W("记者"), W("通讯员"), W("实习生"), W("责任编辑"), W("美术编辑"), W("責任編輯"), W("記者"),
                                   W("通訊員")};

#define COUNT(a) (sizeof(a) / sizeof *(a))

static bool is_blank(uint8_t c)
{
    return c == '\n' || c == ' ';
}

bool om_width_ends_with(const om_width *w, size_t from, size_t to, const om_width_phrase *words, size_t n)
{
    while (to > from && is_blank(w->p[to - 1]))
        to--;
    for (size_t i = 0; i < n && to > from; i++) {
        size_t left = words[i].n;

        if (w->p[to - 1] != (uint8_t)words[i].text[left - 1])
            continue;
        for (size_t at = to; left && at > from; at--) {
            if (is_blank(w->p[at - 1]))
                continue;
            if (w->p[at - 1] != (uint8_t)words[i].text[left - 1])
                break;
            left--;
        }
        if (left == 0)
            return true;
    }
    return false;
}

/* Whether one of the words, of two characters and more, begins the span and more follows: 记者林小. */
static bool begins_with(const om_width *w, span s, const word *words, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        size_t done = 0, at = s.from;

        for (; at < s.to && done < words[i].n && (w->p[at] == '\n' || w->p[at] == (uint8_t)words[i].text[done]); at++)
            done += w->p[at] != '\n';
        if (words[i].n >= 6 && done == words[i].n && at < s.to)
            return true;
    }
    return false;
}

/* Whether p[at] is no part of a clause or a name: a line end, a wide mark, a half-width pause but in a number. */
static bool is_break(const om_width *w, size_t at)
{
    enum om_script s;

    if (om_width_is_han(w, at))
        return false;
    s = om_script(om_width_char(w, at));
    if (s == OM_MARK && strchr(",.:;?!", w->p[at]))
        return at + 1 >= w->len || om_script(w->p[at + 1]) != OM_DIGIT;
    return s == OM_LINE_END || s == OM_MARK_CJK;
}

/* What the space at p[from, to) could be a divider of: the stretch around it up to a mark or the end of the line. */
static span stretch(const om_width *w, size_t from, size_t to, bool through_quotes)
{
    span s = {from, to};
    size_t stop = from > OM_DIVIDER_REACH ? from - OM_DIVIDER_REACH : 0;

    while (s.from > stop) {
        size_t at = om_width_back(w, s.from);
        if (is_break(w, at) || (!through_quotes && om_script(om_width_char(w, at)) == OM_MARK_BOTH))
            break;
        s.from = at;
    }
    stop = w->len - to > OM_DIVIDER_REACH ? to + OM_DIVIDER_REACH : w->len;
    while (s.to < stop) {
        if (is_break(w, s.to) || (!through_quotes && om_script(om_width_char(w, s.to)) == OM_MARK_BOTH))
            break;
        s.to += om_utf8_len(w->p[s.to]);
    }
    return s;
}

/* The next part of a stretch at *at, parts being divided by spaces; its length in half em, 0 at the end. */
static unsigned next_part(const om_width *w, span s, size_t *at, span *part)
{
    unsigned length = 0;

    part->from = part->to = *at;
    while (*at < s.to) {
        bool han = om_width_is_han(w, *at);
        enum om_script c = han ? OM_HAN : om_script(om_width_char(w, *at));
        unsigned n = han ? 3 : om_utf8_len(w->p[*at]);
        if (c == OM_SPACE) {
            *at += n;
            if (length)
                break;
            part->from = part->to = *at;
            continue;
        }
        if (c != OM_LINE_END && c != OM_CONTROL)
            length += n >= 3 ? 2 : 1;
        *at += n;
        part->to = *at;
    }
    return length;
}

/* Two to four parts of about one length, none a word only (of three the last may be cut by the line end). */
bool om_width_is_parallel(const om_width *w, size_t from, size_t to)
{
    span s = {from, to};
    unsigned parts = 0, least = OM_HEADLINE_MAX, most = 0, all = 0, length;
    size_t at = s.from;
    span part;

    while ((length = next_part(w, s, &at, &part)) != 0) {
        parts++;
        all += length;
        if (at >= s.to && parts >= 3 && length >= OM_CLAUSE_CUT_MIN)
            break;
        least = length < least ? length : least;
        most = length > most ? length : most;
    }
    return parts >= 2 && parts <= OM_CLAUSES_MAX && least >= OM_CLAUSE_MIN && all <= OM_HEADLINE_MAX &&
           most * 2 <= least * 3;
}

static bool is_date_unit(const om_width *w, size_t at)
{
    static const char *const units[] = {"年", "月", "⽉", "日", "⽇", "时"};

    for (size_t i = 0; i < COUNT(units); i++)
        if (om_width_has(w, at, units[i], 3))
            return true;
    return false;
}

/* A04要闻2024年6月6日: a part that ends with a date. */
static bool ends_with_date(const om_width *w, span part)
{
    return part.to - part.from > 3 && is_date_unit(w, part.to - 3) && (uint8_t)(w->p[part.to - 4] - '0') < 10;
}

/* Offset behind the last office that Han at p[from, to) name, where a name follows: 本报记者|林小 */
static size_t behind_office(const om_width *w, size_t from, size_t to)
{
    size_t behind = from;

    for (size_t at = from; at + 3 < to && om_width_is_han(w, at); at += 3)
        for (size_t i = 0; i < COUNT(before_name); i++)
            if (w->p[at + 2] == (uint8_t)before_name[i].text[2] && /* tells most */
                om_width_has(w, at, before_name[i].text, before_name[i].n) && at + before_name[i].n < to)
                behind = at + before_name[i].n;
    return behind;
}

/* Length in half em of the part that ends at p[at], of `length` half em, as part of a byline: without what it begins with
 * up to an office; a date is as good as none. */
static unsigned name_before(const om_width *w, size_t at, unsigned length)
{
    enum { MOST = 3 * OM_PART_LONG / 2 + 18 }; /* bytes: and 据新华社记者 */
    size_t from = at;
    unsigned han;

    if (ends_with_date(w, (span){0, at}))
        return 0;
    while (at - from < MOST && om_width_is_han_before(w, from))
        from -= 3;
    han = (unsigned)(at - from) / 3 * 2;
    return han < length ? length : (unsigned)(at - behind_office(w, from, at)) / 3 * 2;
}

/* attached: a name may follow its office without a space. */
static bool in_byline(const om_width *w, span s, bool attached)
{
    size_t at = s.from;
    span part;
    unsigned length, parts = 0;
    bool office = false;

    while ((length = next_part(w, s, &at, &part)) != 0) {
        parts++;
        length -= (unsigned)(behind_office(w, part.from, part.to) - part.from) / 3 * 2;
        if (parts > 12 || (length > BYLINE_PART && !ends_with_date(w, part)))
            return false;
        office |= om_width_ends_with(w, part.from, part.to, offices, COUNT(offices)) ||
                  (attached && begins_with(w, part, offices, COUNT(offices)));
    }
    return office && parts >= 2;
}

/* What no name or office has in it, line ends apart. */
static bool is_break_of_name(uint32_t c)
{
    return om_script(c) == OM_MARK_CJK || om_script(c) == OM_MARK;
}

/* （记者林小 通讯员周明）: the same between brackets, also where a line ends inside. */
static bool in_bracketed_byline(const om_width *w, size_t from, size_t to)
{
    size_t stop = from > OM_DIVIDER_REACH / 2 ? from - OM_DIVIDER_REACH / 2 : 0;
    span s = {from, to};
    uint32_t c = 0;

    while (s.from > stop && (om_width_is_han_before(w, s.from) ||
                             !(c = om_width_char_before(w, s.from), is_break_of_name(c))))
        s.from = om_width_back(w, s.from);
    if (s.from <= stop || (c != 0xFF08 && c != '('))
        return false;
    stop = w->len - to > OM_DIVIDER_REACH / 2 ? to + OM_DIVIDER_REACH / 2 : w->len;
    while (s.to < stop && !(c = om_width_char(w, s.to), is_break_of_name(c)))
        s.to += om_utf8_len(w->p[s.to]);
    return s.to < stop && (c == 0xFF09 || c == ')') && in_byline(w, s, true);
}

/* A wide mark that divides parts of a line; headlines have 、 and the brackets 〈 to 』 within a part. */
static bool is_part_end(uint32_t c, bool headline)
{
    return om_script(c) == OM_MARK_CJK && !(headline && (c == 0x3001 || (c >= 0x3008 && c <= 0x300F)));
}

/* Length in half em of the part that ends (left) or begins at p[at], up to a space, a wide mark or a line end, which is
 * told in *line_end; what is longer than OM_PART_LONG is not measured out. */
unsigned om_width_part_beside(const om_width *w, size_t at, bool left, bool headline, bool *line_end)
{
    unsigned length = 0;

    *line_end = false;
    while (length < OM_PART_LONG) {
        if (left)
            for (; length < OM_PART_LONG && om_width_is_han_before(w, at); length += 2)
                at -= 3;
        else
            for (; length < OM_PART_LONG && at < w->len && om_width_is_han(w, at); length += 2)
                at += 3;
        for (; !left && length < OM_PART_LONG && at < w->len && (uint8_t)(w->p[at] - '0') < 10; length++)
            at++;
        if (length >= OM_PART_LONG || (left ? at == 0 : at >= w->len))
            break;
        size_t next = left ? om_utf8_back(w->p, at) : at + om_utf8_len(w->p[at]);
        uint32_t c = om_width_char(w, left ? next : at);
        enum om_script s = om_script(c);

        *line_end = s == OM_LINE_END;
        if (s == OM_SPACE || s == OM_LINE_END || is_part_end(c, headline))
            break;
        length += (left ? at - next : next - at) >= 3 ? 2 : 1;
        at = next;
    }
    return length;
}

/* “四字短句五字 四字短句五字”: the same between quotes, also where a line ends inside. */
static bool in_quoted_clauses(const om_width *w, size_t from, size_t to)
{
    span s = {from, to};
    size_t stop = from > OM_DIVIDER_REACH ? from - OM_DIVIDER_REACH : 0;
    enum om_script c = OM_SPACE;

    while (s.from > stop && c != OM_MARK_CJK && c != OM_MARK_BOTH && c != OM_MARK) {
        s.from = om_utf8_back(w->p, s.from);
        c = om_script(om_width_char(w, s.from));
    }
    if (!om_width_has(w, s.from, "“", 3) && !om_width_has(w, s.from, "《", 3))
        return false;
    stop = w->len - to > OM_DIVIDER_REACH ? to + OM_DIVIDER_REACH : w->len;
    while (s.to < stop) {
        c = om_script(om_width_char(w, s.to));
        if (c == OM_MARK_CJK || c == OM_MARK_BOTH || c == OM_MARK)
            break;
        s.to += om_utf8_len(w->p[s.to]);
    }
    if (!om_width_has(w, s.to, "”", 3) && !om_width_has(w, s.to, "》", 3))
        return false;
    s.from += 3;
    return om_width_is_parallel(w, s.from, s.to);
}

/* 林小_摄: a credit at the end of its line, the name cut by the line end above or whole. */
static bool before_credit(const om_width *w, unsigned name, size_t to)
{
    bool credit = om_width_has(w, to, "摄", 3) || om_width_has(w, to, "攝", 3);

    return credit && name <= BYLINE_PART / 2 &&
           (to + 3 == w->len || om_script(om_width_char(w, to + 3)) == OM_LINE_END);
}

/* 会议_23日开幕: a day or a time at p[at] begins no clause of a headline, unless nothing more follows: 综合_5月6日 */
static bool is_date(const om_width *w, size_t at)
{
    size_t unit = 0;

    for (; at < w->len; at++)
        if (is_date_unit(w, at))
            unit = at += 2;
        else if ((uint8_t)(w->p[at] - '0') >= 10 && (unit || !is_blank(w->p[at])))
            break;
    return unit && at < w->len && !is_break(w, at) && w->p[at] != ' ' && !om_width_has(w, at, "星期", 6);
}

/* 访问的_3个国家: what ends before p[at] with a word that no clause ends with. */
static bool goes_on(const om_width *w, size_t at)
{
    for (const char *last = "的于在和与及是为从向对以超约近达共有"; *last; last += 3)
        if (at >= 3 && om_width_has(w, at - 3, last, 3))
            return true;
    return false;
}

/* Whether the space p[from, to) divides parts of a byline or clauses. */
static bool divides_parts(const om_width *w, size_t from, size_t to)
{
    bool digits = om_script(w->p[to]) == OM_DIGIT && w->p[to] < 0x80, cut_left, cut_right;
    unsigned left, right, name;

    right = om_width_part_beside(w, to, false, false, &cut_right);
    if (digits && right < OM_CLAUSE_MIN && !cut_right) /* 共_14_个 */
        return false;
    if (digits && (is_date(w, to) || goes_on(w, from)))
        return false;
    left = om_width_part_beside(w, from, true, false, &cut_left);
    name = left > BYLINE_PART / 2 && !digits ? name_before(w, from, left) : left;
    if (before_credit(w, name, to))
        return true;
    if (name <= BYLINE_PART && right <= BYLINE_PART && left + right >= BYLINE_MIN && !digits)
        if (in_byline(w, stretch(w, from, to, false), false))
            return true;
    if ((left >= NAME_MIN || cut_left) && (right >= NAME_MIN || cut_right) && !digits &&
        in_bracketed_byline(w, from, to))
        return true;
    if (om_width_in_headline(w, from, to, left, right))
        return true;
    return (left >= OM_CLAUSE_MIN || cut_left) && (right >= OM_CLAUSE_MIN || cut_right) &&
           in_quoted_clauses(w, from, to);
}

/* Whether no sentence pauses or ends between the start of the line, not far, and p[at]. */
static bool in_first_clause(const om_width *w, size_t at)
{
    size_t stop = at > OM_DIVIDER_REACH / 2 ? at - OM_DIVIDER_REACH / 2 : 0;

    while (!om_width_is_line_start(w, at)) {
        if (at <= stop)
            return false;
        at = om_width_back(w, at);
        if (w->p[at] == ',' || om_width_has(w, at, "，", 3) || om_width_has(w, at, "。", 3) ||
            om_width_has(w, at, "；", 3))
            return false;
    }
    return true;
}

/* 编者按_截至, 老渡口变公园_为何: one ideographic space, which engines do not write, between two parts of two characters
 * and more (目　录 is one word set wide); within a sentence it is dirt. */
static bool is_editors(const om_width *w, size_t from, size_t to)
{
    return to - from == 3 && om_width_has(w, from, "\u3000", 3) && om_width_is_han_before(w, from) &&
           om_width_is_han_before(w, from - 3) && to + 6 <= w->len && om_width_is_han(w, to) &&
           om_width_is_han(w, to + 3) && in_first_clause(w, from);
}

bool om_width_space_divides(const om_width *w, size_t from, size_t to)
{
    if (om_script(w->p[from - 1]) == OM_DIGIT && w->p[from - 1] < 0x80) /* 2024_年 */
        return false;
    if ((om_width_has(w, to, "《", 3) || om_width_has(w, to, "〈", 3)) && om_width_mark(w, to).n)
        return false; /* it becomes a （, and none of those has a space */
    if (om_width_is_set_off(w, from, to))
        return true;
    return (is_editors(w, from, to) || divides_parts(w, from, to)) && !om_width_is_word_spaced(w, from, to);
}
