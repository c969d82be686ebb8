#include "mine/mention.h"

#include <string.h>

#include "mine/name.h"

/* Tenths of a nat. */
enum {
    TITLED = 30,            /* a person is named beside a title ... */
    LISTED = 55,            /* ... or in a list of persons */
    FIRM = 30,              /* a sure end speaks for a reading */
    NEAR = 60               /* a reading that is so much worse than the best is none */
};

/* The least margin at which a person is taken to be named: by the kind of title, and whether it stands before the
 * name.  Of what lies above, on texts whose names are known, 49 of 50 were names (bench/mine.py with --min=1). */
static const int least_margin[][2] = {
    [OM_BYLINE] = {60, -130}, [OM_OFFICE] = {-60, -100}, [OM_BEARER] = {0, -20}
};

enum { CONTEXT = 8, NAME_CHARS = 16, LIST = 128 }; /* characters; names of a list */
enum { LIST_COMMA = 0x3001, COLON = 0xFF1A };

/* --- titles ------------------------------------------------------------------------------------------------------- */

static bool ends_with(const om_mine_line *line, unsigned to, const char *word)
{
    size_t len = strlen(word);

    return line->at[to] >= len && memcmp(line->p + line->at[to] - len, word, len) == 0;
}

/* What lists of persons begin with, and no title of one: 市领导王某某、李某某. */
enum { LEAD_CHARS = 3, LEAD_SECOND = 0x9886 /* 领 */ };

static bool is_lead(const om_mine_line *line, unsigned to)
{
    static const char *const leads[] = {"省领导", "市领导", "州领导", "县领导", "区领导", "镇领导"};

    for (unsigned i = 0; i < sizeof leads / sizeof *leads; i++)
        if (ends_with(line, to, leads[i]))
            return true;
    return false;
}

static enum om_title_kind kind_of(const om_mine_line *line, unsigned to)
{
    unsigned from = om_mine_title_begin(line, to);

    if (is_lead(line, to))
        return OM_OFFICE;
    if (ends_with(line, to, "记者") || ends_with(line, to, "通讯员") || ends_with(line, to, "摄影"))
        return OM_BYLINE;
    if (ends_with(line, to, "代表")) /* also: to stand for */
        return OM_BEARER;
    return om_mine_known(line, OM_TITLE, from, to) == OM_TITLE_HEAD ? OM_OFFICE : OM_BEARER;
}

/* Surnames of classes 1 and 2 of dict/surnames.tsv: 局长|孙立 is likelier than 长孙. */
enum { COMMON = 48, RARE = 150 /* a word of three in ten millions: 长夏 is none to reckon with */ };

static bool is_common_surname(const om_mine_line *line, unsigned i)
{
    unsigned cost = om_mine_known(line, OM_SURNAME, i, i + 1);

    return cost && cost <= COMMON;
}

/* Whether characters [from, to) are a word or an organisation that the title, which ends inside, may be a part of. */
static bool may_cut(const om_mine_line *line, unsigned from, unsigned title_to, unsigned to)
{
    unsigned word = om_mine_known(line, OM_WORD, from, to);

    if (om_mine_known(line, OM_TITLE, from, to) == OM_TITLE_BODY)
        return true;
    return word && om_word_cost(word) <= RARE && !(to == from + 2 && is_common_surname(line, title_to));
}

/* Whether a word begins within the title [from, to) and ends beyond it: 省|长葛, 政|委员会. */
static bool is_cut(const om_mine_line *line, unsigned from, unsigned to)
{
    for (unsigned i = from + 1; i < to; i++)
        for (unsigned end = to + 1; end <= i + OM_WORD_CHARS && om_mine_is_han(line, end - 1); end++)
            if (may_cut(line, i, to, end))
                return true;
    return false;
}

/* Where the title that begins at i ends; i: none does. */
static unsigned title_end(const om_mine_line *line, unsigned i)
{
    unsigned to = om_mine_title_end(line, i);

    for (unsigned k = i + 1; k < to; k++) { /* 国务|秘书长 */
        unsigned end = om_mine_title_end(line, k);

        to = end > to ? end : to;
    }
    if (to == i && i + LEAD_CHARS <= line->n && line->c[i + 1] == LEAD_SECOND && is_lead(line, i + LEAD_CHARS))
        to = i + LEAD_CHARS;
    return to > i && is_cut(line, i, to) ? i : to;
}

/* --- readings ----------------------------------------------------------------------------------------------------- */

/* Words of two characters that follow a person's name, and no name ends with the first of which and goes on so. */
static bool follows_names(const om_mine_line *line, unsigned i)
{
    static const char words[][7] = {"报道", "摄影", "表示", "指出", "强调", "认为", "介绍", "宣布", "主持", "出席", "会见", "参加",
                                    "率领", "一行", "今天", "昨天", "昨日", "近日", "日前"};

    if (i + 2 > line->n || line->at[i + 2] - line->at[i] != sizeof *words - 1)
        return false;
    for (unsigned k = 0; k < sizeof words / sizeof *words; k++)
        if (memcmp(line->p + line->at[i], words[k], sizeof *words - 1) == 0)
            return true;
    return false;
}

bool om_name_ends(const om_mine_line *line, unsigned i)
{
    return !om_name_has(line, i) || om_name_is_followed_by(line->c[i]) || follows_names(line, i) ||
           om_mine_title_end(line, i) > i;
}

bool om_name_begins(const om_mine_line *line, unsigned i)
{
    return i == 0 || !om_name_has(line, i - 1) || om_mine_title_begin(line, i) < i;
}

static void add_reading(om_mention *m, om_name_reading r)
{
    unsigned i;

    if (m->n < OM_READINGS)
        m->n++;
    else if (m->reading[m->n - 1].margin >= r.margin)
        return;
    for (i = m->n - 1; i && m->reading[i - 1].margin < r.margin; i--)
        m->reading[i] = m->reading[i - 1];
    m->reading[i] = r;
}

/* Drop what is too far behind the best, and all where no name is likely.  Whether there is one. */
static bool choose(om_mention *m)
{
    while (m->n && (m->reading[m->n - 1].margin < m->reading[0].margin - NEAR ||
                    m->reading[0].margin < least_margin[m->kind][m->before]))
        m->n--;
    return m->n;
}

/* Before a title a surname may stand alone: 向王书记, 纪念王书记 name nobody. */
static bool is_surname_alone(const om_mine_line *line, unsigned from, unsigned to)
{
    return om_mine_known(line, OM_SURNAME, to - 1, to) && (to - from == 2 || om_name_is_word(line, from, to - 1));
}

/* Whether what would be a name before the title ends with a title itself, or with what the title is of: 王大使|代表,
 * 唐山站|站长. */
static bool is_office(const om_mine_line *line, unsigned from, unsigned to, unsigned title_to)
{
    unsigned begin = om_mine_title_begin(line, to), head = om_mine_title_begin(line, title_to);

    return (begin < to && begin > from) || (head < title_to && line->c[to - 1] == line->c[head]);
}

/* The stretch that readings of a mention are compared over: a name on one side of i, and what it stands in. */
typedef struct {
    unsigned from, to;
    int cost;               /* as ordinary text; -1: not asked for yet */
} setting;

/* Read characters [from, to) as a name, which leaves [rest_from, rest_to) of the setting. */
static void read_name(const om_mine_line *line, om_mention *m, setting *s, unsigned from, unsigned to,
                      unsigned rest_from, unsigned rest_to, bool firm)
{
    int name = om_name_cost(line, from, to), beside = (m->listed ? LISTED : TITLED) - (firm ? FIRM : 0), margin;

    /* the setting costs at most as much as the two parts of it */
    if (name >= OM_NEVER || om_name_is_part(line, from, to) ||
        om_text_cost(line, from, to) - name - beside < least_margin[m->kind][m->before])
        return;
    if (s->cost < 0)
        s->cost = om_text_cost(line, s->from, s->to);
    margin = s->cost - name - beside - om_text_cost(line, rest_from, rest_to);
    add_reading(m, (om_name_reading){from, to, margin, firm});
}

/* The name begins at i, after a title or a name of a list. */
static bool read_after(const om_mine_line *line, unsigned i, om_mention *m)
{
    setting s = {.from = i, .cost = -1};
    unsigned run = i;

    m->n = 0;
    m->before = true;
    if (i >= line->n || !om_name_may_begin(line, i))
        return false;
    while (run < i + NAME_CHARS && om_name_has(line, run))
        run++;
    s.to = run + CONTEXT < line->n ? run + CONTEXT : line->n;
    for (unsigned to = i + 2; to <= run; to++)
        read_name(line, m, &s, i, to, to, s.to, om_name_ends(line, to));
    return choose(m);
}

/* The name ends at i, before a title. */
static bool read_before(const om_mine_line *line, unsigned i, om_mention *m)
{
    setting s = {.to = i, .cost = -1};
    unsigned run = i;

    m->n = 0;
    m->before = m->listed = false;
    while (run && i - run < NAME_CHARS && om_name_has(line, run - 1))
        run--;
    s.from = run > CONTEXT ? run - CONTEXT : 0;
    for (unsigned from = i; from-- > run;)
        if (om_name_may_begin(line, from) && !is_surname_alone(line, from, i) && !is_office(line, from, i, m->title_to))
            read_name(line, m, &s, from, i, s.from, from, om_name_begins(line, from));
    return choose(m);
}

/* --- mentions ----------------------------------------------------------------------------------------------------- */

/* What may stand between a title and a name (`in_list`: between the names of a list). */
static bool is_gap(uint32_t c, bool in_list)
{
    return c == ' ' || c == 0x3000 || (in_list ? c == LIST_COMMA : c == COLON || c == ':');
}

/* The names after the title: where the last of them ends. */
static unsigned names_after(const om_mine_line *line, om_mention *m, om_mention_see see)
{
    unsigned to = m->title_to, i = to < line->n && is_gap(line->c[to], false) ? to + 1 : to;

    m->listed = false;
    for (unsigned k = 0; k < LIST && read_after(line, i, m); k++) {
        see.mention(see.user, line, m);
        to = m->reading[0].to;
        if (to >= line->n || !is_gap(line->c[to], true))
            break;
        i = to + 1;
        m->listed = true;
    }
    return to;
}

void om_mentions(const om_mine_line *line, om_mention_see see)
{
    for (unsigned i = 0; i < line->n;) {
        unsigned to = title_end(line, i), from;
        om_mention m;

        if (to == i) {
            if (om_name_may_begin(line, i))
                see.other(see.user, line, i);
            i++;
            continue;
        }
        from = om_mine_ranks_begin(line, i);
        m.title_from = from;
        m.title_to = to;
        m.kind = kind_of(line, to);
        if (om_mine_bodies_begin(line, from) == from && read_before(line, from, &m))
            see.mention(see.user, line, &m);
        i = names_after(line, &m, see);
    }
}
