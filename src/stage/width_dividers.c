/* width_dividers.c - spaces that an editor put there: after a dateline, between the clauses of a headline, in a byline.
 *
 * Lengths are in half em: a full-width character is 2, any other 1.
 */
#include "stage/width.h"
#include "text/utf8.h"

enum {
    REACH = 240,      /* bytes looked at on either side of the space */
    CLAUSE_MIN = 8,   /* of a headline */
    CLAUSE_CUT_MIN = 4,
    CLAUSES_MAX = 4,
    HEADLINE_MAX = 96,
    LINE_MAX = 200,
    STEP_MIN = 6,     /* by which lines of different type differ; a lost indent is 4 */
    UP_MAX = 5,       /* lines without an end mark between a headline and the story before it */
    BYLINE_MIN = 6,   /* of two neighbouring parts: a name of two characters and a task of one */
    NAME_MIN = 4,
    BYLINE_PART = 12  /* a name, an office, a task */
};

typedef struct {
    size_t from, to;
} span;

typedef struct {
    size_t n;
    const char *text;
} word;

#define W(text) {sizeof(text) - 1, text}

static const word sources[] = {W("本报"), W("本報"), W("本刊"), W("本台"), W("本网"), W("新华社"), W("新華社"), W("据新华社"), W("新华网"), W("中新社"),
                               W("中新网"), W("中央社"), W("人民网"), W("央视网"), W("法新社"), W("路透社"), W("美联社"),
                               W("塔斯社")};
static const word dispatches[] = {W("讯"), W("訊"), W("电"), W("電"), W("消息")};
static const word offices[] = {W("记者"), W("通讯员"), W("实习生"), W("摄"), W("摄影"), W("文"), W("图"), W("编辑"), W("责编"),
                               W("美编"), W("校对"), W("版式"), W("整理"), W("作者"), W("报道"),
                               W("記者"), W("通訊員"), W("攝"), W("攝影"), W("編輯"), W("報導"), W("報道")};

static const word credits[] = {W("摄"), W("攝"), W("供图"), W("新华社发"), W("本报资料")};
/* What a line begins with that is no continuation of the one above. */
static const word openings[] = {W("记者"), W("記者"), W("通讯员"), W("图为"), W("圖為"), W("□"), W("■"), W("——")};

#define COUNT(a) (sizeof(a) / sizeof *(a))

/* Whether one of the words ends the span; a line end may cut it. */
static bool ends_with(const om_width *w, span s, const word *words, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        size_t left = words[i].n;

        for (size_t at = s.to; left && at > s.from; at--) {
            if (w->p[at - 1] == '\n')
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

static bool begins_with(const om_width *w, size_t at, const word *words, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (om_width_has(w, at, words[i].text, words[i].n))
            return true;
    return false;
}

static bool is_line_start(const om_width *w, size_t at)
{
    if (at == 0)
        return w->at_line_start;
    return w->p[at - 1] == '\n' || w->p[at - 1] == '\f' || (at >= 3 && memcmp(w->p + at - 3, "\xE2\x80\xA9", 3) == 0);
}

static uint32_t char_at(const om_width *w, size_t at)
{
    unsigned n;

    return om_utf8_get(w->p + at, &n);
}

/* Whether the line begins at `at`, or with spaces only before it. */
static bool begins_line(const om_width *w, size_t at)
{
    while (!is_line_start(w, at)) {
        if (at == 0)
            return false;
        at = om_utf8_back(w->p, at);
        if (om_script(char_at(w, at)) != OM_SPACE)
            return false;
    }
    return true;
}

/* 本报讯_, 新华社某地3月5日电_: from the source's name at the start of a paragraph up to here, no mark between. */
static bool after_dateline(const om_width *w, size_t at)
{
    size_t from = at, stop = at > 96 ? at - 96 : 0;

    if (!ends_with(w, (span){0, at}, dispatches, COUNT(dispatches)))
        return false;
    while (from > stop) {
        uint32_t c;

        from = om_utf8_back(w->p, from);
        c = char_at(w, from);
        if (om_script(c) == OM_MARK_CJK && c != 0x3001)
            return false;
        if (om_script(c) != OM_HAN || !begins_line(w, from))
            continue;
        if (begins_with(w, from, sources, COUNT(sources)))
            return true;
    }
    return false;
}

/* Whether p[at] is no part of a clause or a name: a line end, a wide mark, a half-width pause but in a number. */
static bool is_break(const om_width *w, size_t at)
{
    enum om_script s = om_script(char_at(w, at));

    if (s == OM_MARK && strchr(",.:;?!", w->p[at]))
        return at + 1 >= w->len || om_script(w->p[at + 1]) != OM_DIGIT;
    return s == OM_LINE_END || s == OM_MARK_CJK;
}

/* What the space at p[from, to) could be a divider of: the stretch around it up to a mark or the end of the line. */
static span stretch(const om_width *w, size_t from, size_t to, bool through_quotes)
{
    span s = {from, to};
    size_t stop = from > REACH ? from - REACH : 0;

    while (s.from > stop) {
        size_t at = om_utf8_back(w->p, s.from);
        if (is_break(w, at) || (!through_quotes && om_script(char_at(w, at)) == OM_MARK_BOTH))
            break;
        s.from = at;
    }
    stop = w->len - to > REACH ? to + REACH : w->len;
    while (s.to < stop) {
        if (is_break(w, s.to) || (!through_quotes && om_script(char_at(w, s.to)) == OM_MARK_BOTH))
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
        enum om_script c = om_script(char_at(w, *at));
        unsigned n = om_utf8_len(w->p[*at]);
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
static bool is_parallel(const om_width *w, span s)
{
    unsigned parts = 0, least = HEADLINE_MAX, most = 0, all = 0, length;
    size_t at = s.from;
    span part;

    while ((length = next_part(w, s, &at, &part)) != 0) {
        parts++;
        all += length;
        if (at >= s.to && parts >= 3 && length >= CLAUSE_CUT_MIN)
            break;
        least = length < least ? length : least;
        most = length > most ? length : most;
    }
    return parts >= 2 && parts <= CLAUSES_MAX && least >= CLAUSE_MIN && all <= HEADLINE_MAX && most * 2 <= least * 3;
}

static bool in_byline(const om_width *w, span s)
{
    size_t at = s.from;
    span part;
    unsigned length, parts = 0;
    bool office = false;

    while ((length = next_part(w, s, &at, &part)) != 0) {
        parts++;
        if (length > BYLINE_PART || parts > 12)
            return false;
        office |= ends_with(w, part, offices, COUNT(offices));
    }
    return office && parts >= 2;
}

static uint32_t char_before(const om_width *w, size_t at)
{
    return at ? char_at(w, om_utf8_back(w->p, at)) : 0;
}

/* What no name or office has in it, line ends apart. */
static bool is_break_of_name(uint32_t c)
{
    return om_script(c) == OM_MARK_CJK || om_script(c) == OM_MARK;
}

/* （记者 林小 通讯员 周明）: the same between brackets, also where a line ends inside. */
static bool in_bracketed_byline(const om_width *w, size_t from, size_t to)
{
    size_t stop = from > REACH / 2 ? from - REACH / 2 : 0;
    span s = {from, to};
    uint32_t c = 0;

    while (s.from > stop && !(c = char_before(w, s.from), is_break_of_name(c)))
        s.from = om_utf8_back(w->p, s.from);
    if (s.from <= stop || (c != 0xFF08 && c != '('))
        return false;
    stop = w->len - to > REACH / 2 ? to + REACH / 2 : w->len;
    while (s.to < stop && !(c = char_at(w, s.to), is_break_of_name(c)))
        s.to += om_utf8_len(w->p[s.to]);
    return s.to < stop && (c == 0xFF09 || c == ')') && in_byline(w, s);
}

/* A wide mark that divides parts of a line; headlines have 、 and the brackets 〈 to 』 within a part. */
static bool is_part_end(uint32_t c, bool headline)
{
    return om_script(c) == OM_MARK_CJK && !(headline && (c == 0x3001 || (c >= 0x3008 && c <= 0x300F)));
}

/* Length in half em of the part that ends (left) or begins at p[at], up to a space, a wide mark or a line end, which is
 * told in *line_end; what is longer than any part can be is not measured out. */
static unsigned part_beside(const om_width *w, size_t at, bool left, bool headline, bool *line_end)
{
    unsigned length = 0;

    *line_end = false;
    while (length < HEADLINE_MAX && (left ? at > 0 : at < w->len)) {
        size_t next = left ? om_utf8_back(w->p, at) : at + om_utf8_len(w->p[at]);
        uint32_t c = char_at(w, left ? next : at);
        enum om_script s = om_script(c);

        *line_end = s == OM_LINE_END;
        if (s == OM_SPACE || s == OM_LINE_END || is_part_end(c, headline))
            break;
        length += (left ? at - next : next - at) >= 3 ? 2 : 1;
        at = next;
    }
    return length;
}

/* --- headlines ---------------------------------------------------------------------------------------------------- */

/* A mark that headlines do without: a sentence goes on or ends there.  (Half-width ones may become wide yet.) */
static bool is_pause(const om_width *w, size_t at)
{
    uint32_t c = char_at(w, at);

    if (c == '.')
        return at + 1 >= w->len || om_script(w->p[at + 1]) != OM_DIGIT;
    if (c < 0x80)
        return c == ',' || c == ';';
    return c == 0x3002 || c == 0xFF0C || c == 0xFF1B || c == 0xFF61 || c == 0xFF64; /* 。 ， ； ｡ ､ */
}

static bool ends_sentence(uint32_t c)
{
    switch (c) {
    case '!':
    case '"':
    case ')':
    case '.':
    case '?':
    case 0x2026: /* … */
    case 0x201D: /* ” */
    case 0x3002: /* 。 */
    case 0x300D: /* 」 */
    case 0xFF01: /* ！ */
    case 0xFF09: /* ） */
    case 0xFF1F: /* ？ */
        return true;
    default:
        return false;
    }
}

/* Whether a headline may end with c: a letter, a digit, a closing quote or bracket. */
static bool ends_headline(uint32_t c)
{
    enum om_script s = om_script(c);

    return om_is_wide_letter(s) || s == OM_DIGIT || c == 0x201D || c == 0x300B || c == 0x300D || c == 0xFF09;
}

/* Whether the story before ends above the line at `at`: the line above ends a sentence, or there are but few headlines
 * between. */
static bool story_ends_above(const om_width *w, size_t at)
{
    size_t stop = at > 4 * REACH ? at - 4 * REACH : 0;

    for (int up = 0; up <= UP_MAX; up++) {
        enum om_script s = OM_SPACE;
        uint32_t c = 0;

        while (at > stop && (s == OM_SPACE || s == OM_LINE_END)) {
            at = om_utf8_back(w->p, at);
            c = char_at(w, at);
            s = om_script(c);
        }
        if (at == 0 || s == OM_SPACE || s == OM_LINE_END)
            return at == 0;
        if (ends_sentence(c) || ends_with(w, (span){stop, at + om_utf8_len(w->p[at])}, credits, COUNT(credits)))
            return true;
        if (is_pause(w, at) || c == ':' || c == 0xFF1A || c == 0x3001)
            return false;
        while (at > stop && !is_line_start(w, at)) {
            at = om_utf8_back(w->p, at);
            if (is_pause(w, at))
                return false;
        }
        if (begins_with(w, at, sources, COUNT(sources))) /* of the story itself */
            return false;
    }
    return false;
}

/* A line as far as it can be a headline. */
typedef struct {
    size_t from, to;
    unsigned width;         /* half em, spaces not counted; what is longer than LINE_MAX is not measured out */
    unsigned clauses;       /* parts divided by spaces, those beside digits and letters not counted */
    unsigned least;         /* width of the shortest of them */
    bool paused;            /* a sentence goes on or ends within */
    bool listed;            /* 、 in it */
} line;

/* The line that begins at `from`, its indent passed over. */
static line line_from(const om_width *w, size_t from)
{
    line l = {from, from, 0, 1, LINE_MAX, false, false};
    enum om_script last = OM_SPACE, s;
    unsigned clause = 0, em2;
    bool gap = false, opens = false;

    while (l.from < w->len && om_script(char_at(w, l.from)) == OM_SPACE)
        l.from += om_utf8_len(w->p[l.from]);
    l.to = l.from;

    for (; l.to < w->len && l.width < LINE_MAX; l.to += om_utf8_len(w->p[l.to])) {
        s = om_script(char_at(w, l.to));
        if (s == OM_LINE_END)
            break;
        if (s == OM_SPACE) {
            gap = true;
            continue;
        }
        if (gap && last != OM_DIGIT && last != OM_LATIN && s != OM_DIGIT && s != OM_LATIN && !opens) {
            l.clauses++;
            l.least = clause < l.least ? clause : l.least;
            clause = 0;
        }
        em2 = w->p[l.to] >= 0xE0 ? 2 : 1;
        clause += em2;
        l.width += em2;
        l.paused |= is_pause(w, l.to);
        l.listed |= om_width_has(w, l.to, "、", 3);
        last = s;
        opens = om_width_has(w, l.to, "“", 3);
        gap = false;
    }
    if (l.clauses < 3 || clause < CLAUSE_CUT_MIN) /* the third may go on in the next line */
        l.least = clause < l.least ? clause : l.least;
    return l;
}

static bool has_clauses(line l)
{
    return !l.paused && l.clauses >= 2 && l.clauses <= CLAUSES_MAX && l.least >= CLAUSE_MIN && l.width <= HEADLINE_MAX;
}

/* Whether the line below `above` does not go on with it: it is indented, opens a story, is another headline, or is so
 * much longer that the two are not set in one column. */
static bool is_new_below(const om_width *w, line above)
{
    size_t at = above.to;
    line below;

    while (at < w->len && (om_script(char_at(w, at)) == OM_SPACE || om_script(char_at(w, at)) == OM_LINE_END))
        at += om_utf8_len(w->p[at]);
    if (at == w->len || (!is_line_start(w, at) && is_line_start(w, above.from)))
        return true;
    if (begins_with(w, at, openings, COUNT(openings)) || begins_with(w, at, sources, COUNT(sources)))
        return true;
    below = line_from(w, at);
    if (has_clauses(below) || below.width >= above.width + STEP_MIN)
        return true;
    return !above.listed && below.width + STEP_MIN <= above.width && !ends_sentence(char_before(w, below.to));
}

/* Start of the line of p[at], or SIZE_MAX where that is too far away for a headline. */
static size_t line_start(const om_width *w, size_t at)
{
    size_t stop = at > REACH ? at - REACH : 0;

    while (at > stop && !is_line_start(w, at))
        at--;
    return is_line_start(w, at) ? at : SIZE_MAX;
}

/* Clauses of a headline: a line without a comma, under the end of a story; its parts are alike, or the line below does
 * not go on with it. */
static bool in_headline(const om_width *w, size_t from, size_t to)
{
    size_t start;
    line l;
    bool cut;

    if (part_beside(w, from, true, true, &cut) < CLAUSE_MIN ||
        part_beside(w, to, false, true, &cut) < (cut ? CLAUSE_CUT_MIN : CLAUSE_MIN))
        return false;
    start = line_start(w, from);
    if (start == SIZE_MAX)
        return false;
    l = line_from(w, start);
    if (l.paused || l.width > HEADLINE_MAX || !ends_headline(char_before(w, l.to)) || !story_ends_above(w, start))
        return false;
    return (!l.listed && is_parallel(w, (span){l.from, l.to})) || (has_clauses(l) && is_new_below(w, l));
}

/* “四字短句五字 四字短句五字”: the same between quotes, also where a line ends inside. */
static bool in_quoted_clauses(const om_width *w, size_t from, size_t to)
{
    span s = {from, to};
    size_t stop = from > REACH ? from - REACH : 0;
    enum om_script c = OM_SPACE;

    while (s.from > stop && c != OM_MARK_CJK && c != OM_MARK_BOTH && c != OM_MARK) {
        s.from = om_utf8_back(w->p, s.from);
        c = om_script(char_at(w, s.from));
    }
    if (!om_width_has(w, s.from, "“", 3) && !om_width_has(w, s.from, "《", 3))
        return false;
    stop = w->len - to > REACH ? to + REACH : w->len;
    while (s.to < stop) {
        c = om_script(char_at(w, s.to));
        if (c == OM_MARK_CJK || c == OM_MARK_BOTH || c == OM_MARK)
            break;
        s.to += om_utf8_len(w->p[s.to]);
    }
    if (!om_width_has(w, s.to, "”", 3) && !om_width_has(w, s.to, "》", 3))
        return false;
    s.from += 3;
    return is_parallel(w, s);
}

/* 3月5日_星期五 */
static bool before_weekday(const om_width *w, size_t from, size_t to)
{
    if (from < 4 || w->p[from - 4] >= 0x80 || !om_width_has(w, to, "星期", 6))
        return false;
    return om_width_has(w, from - 3, "日", 3) || om_width_has(w, from - 3, "⽇", 3);
}

/* 林小_摄: a credit at the end of its line, the name cut by the line end above or whole. */
static bool before_credit(const om_width *w, unsigned left, size_t to)
{
    bool credit = om_width_has(w, to, "摄", 3) || om_width_has(w, to, "攝", 3);

    return credit && left <= BYLINE_PART / 2 && (to + 3 == w->len || om_script(char_at(w, to + 3)) == OM_LINE_END);
}

bool om_width_space_divides(const om_width *w, size_t from, size_t to)
{
    bool cut_left, cut_right;
    unsigned left = part_beside(w, from, true, false, &cut_left), right = part_beside(w, to, false, false, &cut_right);

    if (after_dateline(w, from) || before_weekday(w, from, to) || before_credit(w, left, to))
        return true;
    if (left <= BYLINE_PART && right <= BYLINE_PART && left + right >= BYLINE_MIN)
        if (in_byline(w, stretch(w, from, to, false)))
            return true;
    if ((left >= NAME_MIN || cut_left) && (right >= NAME_MIN || cut_right) && in_bracketed_byline(w, from, to))
        return true;
    if (in_headline(w, from, to))
        return true;
    return (left >= CLAUSE_MIN || cut_left) && (right >= CLAUSE_MIN || cut_right) && in_quoted_clauses(w, from, to);
}
