#include <config.h>

#include "stage/join/lost.h"

#include <string.h>

#include "stage/join/clause.h"
#include "stage/join/signs.h"

enum {
    CELL = 14,          /* sixteenths of an em: room for a mark */
    ONE_CELL_MIN = 10,  /* room for no more than one, */
    ONE_CELL_MAX = 22,  /* as boxes are measured */
    FLUSH = 8,          /* less is no indent */
    PARAGRAPH = 120,    /* half em: no headline is so long; 802 of 814 such paragraphs of news end with a full stop */
    SHORT = 40,         /* half em: shorter ones are headlines and credits more often than not */
    SURE = 60           /* percent: else the last letters of the line may themselves be noise */
};

/* Percent, counted on 128 pages read by two engines: bench/README.md. */
enum { CERTAIN = 97, LIKELY = 70, COMMA = 55, WORDS = 90, BRACKET = 97, BARE = 90 };

static bool is_flush(const om_place *p)
{
    return om_place_is_body(p) && p->indent > -ONE_CELL_MIN && p->indent < FLUSH;
}

/* Whether the line ends with a Han letter: 摄, the end of a credit, is OM_STOP_CREDIT. */
static bool ends_with_han(const om_line *line, const uint8_t *text)
{
    return line->stop == OM_STOP_TEXT && line->to - line->from >= 3 && text[line->to - 3] >= 0xE4 &&
           text[line->to - 3] <= 0xE9;
}

om_lost om_lost_inside(const om_place *places, const om_line *lines, size_t at, const uint8_t *text)
{
    static const om_lost nothing, comma = {OM_RULE_LOST_MARK, "，", COMMA, false, 0};
    const om_place *above = &places[at], *below = &places[at + 1];
    om_lost lost = {OM_RULE_LOST_MARK, NULL, WORDS, true, 0};

    if (!om_place_is_body(above) || above->room < ONE_CELL_MIN || above->room >= ONE_CELL_MAX || above->confidence < SURE ||
        !is_flush(below) || lines[at + 1].start != OM_START_HAN || !ends_with_han(&lines[at], text))
        return nothing;
    lost.mark = om_clause_mark(&lines[at], &lines[at + 1], text);
    return lost.mark ? lost : comma;
}

enum { MARK = 2, INDENT = 4 }; /* half em: a mark, and the indent of a first line, which engines drop */

/* The width of the column around lines[at], in half em: the widest that two lines have, or nearly. */
static unsigned column_around(const om_line *lines, size_t n, size_t at)
{
    enum { AROUND = 6 };
    size_t from = at > AROUND ? at - AROUND : 0, to = n - at > AROUND ? at + AROUND + 1 : n;
    unsigned column = 0;

    for (size_t i = from; i < to; i++)
        for (size_t j = from; j < to; j++)
            if (i != j && lines[i].em2 > column && lines[j].em2 <= lines[i].em2 && lines[j].em2 + 1 >= lines[i].em2)
                column = lines[i].em2;
    return column;
}

/* Whether a line lacks that much of a width: a mark, or as the first of a paragraph its indent as well. */
static bool lacks_mark(const om_line *line, int width)
{
    int lacks = width - line->em2;

    return lacks == MARK || (lacks == MARK + INDENT && !(line->flags & OM_LINE_JOINED));
}

/* The same, told by the widest of the lines beside lines[at], which may be wider than most by half an em. */
static bool may_lack_mark(const om_line *lines, size_t n, size_t at)
{
    enum { BESIDE = 3 };
    size_t to = n - at > BESIDE ? at + BESIDE + 1 : n;
    int widest = 0;

    for (size_t i = at > BESIDE ? at - BESIDE : 0; i < to; i++)
        widest = lines[i].em2 > widest ? lines[i].em2 : widest;
    return lacks_mark(&lines[at], widest) || lacks_mark(&lines[at], widest - 1);
}

om_lost om_lost_inside_bare(const om_line *lines, size_t n, size_t at, const uint8_t *text)
{
    static const om_lost nothing;
    const om_line *above = &lines[at], *below = &lines[at + 1];
    om_lost lost = {OM_RULE_LOST_MARK, NULL, WORDS, true, 0};

    if (!may_lack_mark(lines, n, at) || below->start != OM_START_HAN || below->to - below->from < 6 ||
        !om_line_is_han(text + below->from + 3) || /* before a mark: its letter was carried over with it */
        !(ends_with_han(above, text) || om_line_ends_with(text, above->from, above->to, "”")))
        return nothing;
    lost.mark = om_clause_mark(above, below, text);
    return lost.mark && lacks_mark(above, (int)column_around(lines, n, at)) ? lost : nothing;
}

/* The width of lines[first] to lines[at] together, in half em, or PARAGRAPH where it is more. */
static unsigned width_of(const om_line *lines, size_t first, size_t at)
{
    unsigned em2 = 0;

    for (size_t i = first; i <= at && em2 < PARAGRAPH; i++)
        em2 += lines[i].em2;
    return em2;
}

om_lost om_lost_stop(const om_place *places, const om_line *lines, size_t n, size_t first, size_t at,
                     const uint8_t *text)
{
    static const om_lost nothing, likely = {OM_RULE_LOST_STOP, "。", LIKELY, false, 0};
    static const om_lost certain = {OM_RULE_LOST_STOP, "。", CERTAIN, true, 0};
    static const om_lost comma = {OM_RULE_END_COMMA, "。", CERTAIN, true, 3};
    bool at_comma = om_line_ends_with(text, lines[at].from, lines[at].to, "，");
    const om_place *last = &places[at], *next = at + 1 < n ? &places[at + 1] : NULL;
    unsigned em2;

    if (first == at || !om_place_is_first(&places[first]) || !is_flush(last) || last->room < CELL || last->confidence < SURE ||
        !(at_comma || ends_with_han(&lines[at], text)) || (next && !next->top && !om_place_is_first(next)))
        return nothing;
    em2 = width_of(lines, first, at);
    if (em2 < SHORT)
        return nothing;
    if (at_comma)
        return comma;
    if (em2 < PARAGRAPH || last->confidence > 100 || om_signs_open(text, lines[first].from, lines[at].to))
        return likely;
    return certain;
}

bool om_lost_is_list(const om_line *lines, size_t n, const uint8_t *text)
{
    enum { CLAUSES = 3 }; /* misread stops were two on one of 256 readings of pages, one on seven */
    size_t commas = 0;

    for (size_t i = 0; i < n && commas < CLAUSES; i++)
        commas += !(lines[i].flags & OM_LINE_DONE) && (i + 1 == n || !(lines[i + 1].flags & OM_LINE_JOINED)) &&
                  om_line_ends_with(text, lines[i].from, lines[i].to, "，");
    return commas >= CLAUSES;
}

/* Whether text[from, to) is of the body: it has a comma or a full stop, and does not end with a reporter's name. */
static bool is_body(const uint8_t *text, size_t from, size_t to)
{
    enum { NAMED = 48 }; /* bytes at most, of a paper, a title and a name or two */
    size_t sentence = from;
    bool marks = false;

    for (size_t at = from; at + 3 <= to; at++) {
        bool stop = memcmp(text + at, "。", 3) == 0;

        marks |= stop || memcmp(text + at, "，", 3) == 0;
        sentence = stop ? at + 3 : sentence;
    }
    return marks && (to - sentence > NAMED || !memmem(text + sentence, to - sentence, "记者", strlen("记者")));
}

/* Whether a paragraph without a mark is of the body all the same: it begins with a dateline, or is too long for a
 * headline. */
static bool is_unmarked_body(const om_line *lines, size_t first, size_t at)
{
    return lines[first].start == OM_START_DATELINE || width_of(lines, first, at) >= PARAGRAPH;
}

/* Whether what follows says that no full stop stood there: 一是 or 首先 of a list that a colon leads to,
 * or the dateline that a headline of a single sentence stands before. */
static bool is_lead(const om_line *lines, size_t first, size_t at, size_t n, const uint8_t *text)
{
    const om_line *last = &lines[at], *next = at + 1 < n ? &lines[at + 1] : NULL;

    if (!next || next->to - next->from < 6)
        return false;
    if (memcmp(text + next->from, "一是", 6) == 0 || memcmp(text + next->from, "首先", 6) == 0)
        return true;
    return next->start == OM_START_DATELINE && lines[first].start != OM_START_DATELINE &&
           !memmem(text + lines[first].from, last->to - lines[first].from, "。", 3);
}

/* Whether the line ends with the one who wrote it, 读者林小明: to four characters after the word. */
static bool ends_with_writer(const om_line *line, const uint8_t *text)
{
    static const char *const writers[] = {"读者", "记者", "作者", "通讯员"};
    enum { LEAST = 6, MOST = 12 }; /* bytes of a name */
    size_t most = line->to - line->from > MOST ? MOST : line->to - line->from;

    for (size_t i = 0; i < sizeof writers / sizeof *writers; i++)
        for (size_t name = LEAST; name <= most; name += 3)
            if (om_line_ends_with(text, line->from, line->to - name, writers[i]))
                return true;
    return false;
}

/* Whether the line ends with 6.3%: figures alone, such as those of a telephone, end lines of other kinds too. */
static bool ends_with_percent(const om_line *line, const uint8_t *text)
{
    return line->to - line->from >= 2 && text[line->to - 1] == '%' && text[line->to - 2] >= '0' &&
           text[line->to - 2] <= '9';
}

/* 第四条 or 第二十一条: whether the line begins an article of a law. */
static bool begins_article(const om_line *line, const uint8_t *text)
{
    enum { FROM = 6, TO = 15 }; /* bytes before 条 */

    if (line->to - line->from < 9 || memcmp(text + line->from, "第", 3) != 0)
        return false;
    for (size_t at = FROM; at <= TO && line->from + at + 3 <= line->to; at += 3)
        if (memcmp(text + line->from + at, "条", 3) == 0)
            return true;
    return false;
}

om_lost om_lost_bare(const om_line *lines, size_t n, size_t first, size_t at, const uint8_t *text)
{
    static const om_lost nothing, stop = {OM_RULE_LOST_STOP, "。", BARE, true, 0};
    static const om_lost comma = {OM_RULE_END_COMMA, "。", BARE, true, 3};
    const om_line *last = &lines[at];
    bool at_comma = om_line_ends_with(text, last->from, last->to, "，");
    bool article = at + 1 < n && begins_article(last + 1, text) && begins_article(&lines[first], text);

    if (((at < first + 2 || last->fill < OM_FILL_ONE) && !article) ||
        !(at_comma || ends_with_han(last, text) || ends_with_percent(last, text)))
        return nothing;
    if (om_signs_open(text, lines[first].from, last->to) ||
        om_line_ends_with(text, last->from, last->to, "社发")) /* the source of a picture */
        return nothing;
    if (width_of(lines, first, at) < SHORT || is_lead(lines, first, at, n, text) || ends_with_writer(last, text))
        return nothing;
    if (!article && !is_body(text, lines[first].from, at_comma ? last->to - 3 : last->to) && !is_unmarked_body(lines, first, at))
        return nothing;
    return at_comma ? comma : stop;
}

om_lost om_lost_bracket(const om_line *lines, size_t first, size_t at, const uint8_t *text)
{
    enum { CREDIT = 80 }; /* bytes at most, for names of three or four people and their paper */
    static const om_lost nothing, certain = {OM_RULE_LOST_BRACKET, "）", BRACKET, true, 0};
    size_t to = lines[at].to, least = to - lines[first].from > CREDIT ? to - CREDIT : lines[first].from;

    if (lines[at].stop != OM_STOP_CREDIT)
        return nothing;
    for (size_t i = to; i >= least + 3; i--) {
        if (text[i - 3] == 0xE3 && memcmp(text + i - 3, "。", 3) == 0)
            return nothing;
        if (text[i - 3] != 0xEF)
            continue;
        if (memcmp(text + i - 3, "）", 3) == 0)
            return nothing;
        if (memcmp(text + i - 3, "（", 3) == 0)
            return certain;
    }
    return nothing;
}

void om_lost_write(om_out *out, size_t at, om_lost lost)
{
    if (!lost.mark)
        return;
    om_keep_to(out, at - lost.over);
    if (lost.certain)
        om_replace(out, lost.over, lost.mark, strlen(lost.mark), lost.rule, lost.confidence);
    else
        om_suggest(out, at - lost.over, lost.over, lost.mark, strlen(lost.mark), lost.rule, lost.confidence);
}
