/* headline.c - the spaces between the clauses of a headline.
 *
 * Nothing but line ends is sure to be there: blank lines and indents lie, and a clean text has none.  So a headline is
 * known by its own shape, by what ends above it and by what cannot go on with it below.  Lengths are in half em.
 */
#include "stage/width/width.h"
#include "text/utf8.h"

enum {
    LINE_MAX = 200,
    STEP_MIN = 6, /* by which lines of different type differ; a lost indent is 4 */
    UP_MAX = 5    /* lines without an end mark between a headline and the story before it */
};

/* What the last line before a headline ends with: a credit. */
static const char *const credits[] = {"摄", "攝", "供图", "新华社发", "本报资料"};
/* What a line begins with that does not go on with the one above. */
static const char *const openings[] = {"记者", "記者", "通讯员", "图为", "圖為", "□", "■", "——"};

#define COUNT(a) (sizeof(a) / sizeof *(a))

static bool is_credit(const om_width *w, size_t to)
{
    for (size_t i = 0; i < COUNT(credits); i++) {
        size_t n = strlen(credits[i]);
        if (to >= n && om_width_has(w, to - n, credits[i], n))
            return true;
    }
    return false;
}

static bool is_opening(const om_width *w, size_t at)
{
    for (size_t i = 0; i < COUNT(openings); i++)
        if (om_width_has(w, at, openings[i], strlen(openings[i])))
            return true;
    return false;
}

/* A mark that headlines do without: a sentence goes on or ends there.  (Half-width ones may become wide yet.) */
static bool is_pause(const om_width *w, size_t at)
{
    uint32_t c;

    if (om_width_is_han(w, at))
        return false;
    c = om_width_char(w, at);
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
    size_t stop = at > 4 * OM_DIVIDER_REACH ? at - 4 * OM_DIVIDER_REACH : 0;

    for (int up = 0; up <= UP_MAX; up++) {
        enum om_script s = OM_SPACE;
        uint32_t c = 0;

        while (at > stop && (s == OM_SPACE || s == OM_LINE_END)) {
            at = om_utf8_back(w->p, at);
            c = om_width_char(w, at);
            s = om_script(c);
        }
        if (at == 0 || s == OM_SPACE || s == OM_LINE_END)
            return at == 0;
        if (ends_sentence(c) || is_credit(w, at + om_utf8_len(w->p[at])))
            return true;
        if (is_pause(w, at) || c == ':' || c == 0xFF1A || c == 0x3001)
            return false;
        while (at > stop && !om_width_is_line_start(w, at)) {
            at = om_width_back(w, at);
            if (is_pause(w, at))
                return false;
        }
        if (om_width_opens_story(w, at)) /* of the story itself */
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

/* How many Han characters stand side by side from p[at] on, at most `most`. */
static size_t han_from(const om_width *w, size_t at, size_t most)
{
    size_t n = 0;

    while (n < most && at + 3 * n < w->len && om_width_is_han(w, at + 3 * n))
        n++;
    return n;
}

/* The line that begins at `from`, its indent passed over; where pause is set, only up to a pause. */
static line line_from(const om_width *w, size_t from, bool pause)
{
    line l = {from, from, 0, 1, LINE_MAX, false, false};
    enum om_script last = OM_SPACE, s;
    unsigned clause = 0, em2;
    bool gap = false, opens = false;

    while (l.from < w->len && om_script(om_width_char(w, l.from)) == OM_SPACE)
        l.from += om_utf8_len(w->p[l.from]);
    l.to = l.from;

    while (l.to < w->len && l.width < LINE_MAX && !(pause && l.paused)) {
        bool han = om_width_is_han(w, l.to);

        s = han ? OM_HAN : om_script(om_width_char(w, l.to));
        if (s == OM_LINE_END)
            break;
        if (s == OM_SPACE) {
            gap = true;
            l.to += om_utf8_len(w->p[l.to]);
            continue;
        }
        if (gap && last != OM_DIGIT && last != OM_LATIN && s != OM_DIGIT && s != OM_LATIN && !opens) {
            l.clauses++;
            l.least = clause < l.least ? clause : l.least;
            clause = 0;
        }
        last = s;
        gap = opens = false;
        if (han) {
            size_t n = han_from(w, l.to, (LINE_MAX - l.width + 1) / 2);
            clause += 2 * (unsigned)n;
            l.width += 2 * (unsigned)n;
            l.to += 3 * n;
            continue;
        }
        em2 = w->p[l.to] >= 0xE0 ? 2 : 1;
        clause += em2;
        l.width += em2;
        l.paused |= is_pause(w, l.to);
        l.listed |= om_width_has(w, l.to, "、", 3);
        opens = om_width_has(w, l.to, "“", 3);
        l.to += om_utf8_len(w->p[l.to]);
    }
    if (l.clauses < 3 || clause < OM_CLAUSE_CUT_MIN) /* the third may go on in the next line */
        l.least = clause < l.least ? clause : l.least;
    return l;
}

static bool has_clauses(line l)
{
    return !l.paused && l.clauses >= 2 && l.clauses <= OM_CLAUSES_MAX && l.least >= OM_CLAUSE_MIN &&
           l.width <= OM_HEADLINE_MAX;
}

/* Whether the line below `above` does not go on with it: it is indented, opens a story, is another headline, or is so
 * much longer that the two are not set in one column. */
static bool is_new_below(const om_width *w, line above)
{
    size_t at = above.to;
    line below;

    for (; at < w->len; at += om_utf8_len(w->p[at])) {
        enum om_script s = om_script(om_width_char(w, at));
        if (s != OM_SPACE && s != OM_LINE_END)
            break;
    }
    if (at == w->len || (!om_width_is_line_start(w, at) && om_width_is_line_start(w, above.from)))
        return true;
    if (is_opening(w, at) || om_width_opens_story(w, at))
        return true;
    below = line_from(w, at, false);
    if (has_clauses(below) || below.width >= above.width + STEP_MIN)
        return true;
    return !above.listed && below.width + STEP_MIN <= above.width && !ends_sentence(om_width_char_before(w, below.to));
}

/* Start of the line of p[at], or SIZE_MAX where that is too far away for a headline. */
static size_t line_start(const om_width *w, size_t at)
{
    size_t stop = at > OM_DIVIDER_REACH ? at - OM_DIVIDER_REACH : 0;

    while (at > stop && !om_width_is_line_start(w, at))
        at -= om_width_is_han_before(w, at) && at - stop > 3 ? 3 : 1;
    return om_width_is_line_start(w, at) ? at : SIZE_MAX;
}

/* Clauses of a headline: a line without a comma, under the end of a story; its parts are alike, or the line below does
 * not go on with it. */
bool om_width_in_headline(const om_width *w, size_t from, size_t to, unsigned left, unsigned right)
{
    size_t start;
    line l;
    bool cut;

    if (left < OM_CLAUSE_MIN && om_width_part_beside(w, from, true, true, &cut) < OM_CLAUSE_MIN)
        return false;
    if (right < OM_CLAUSE_MIN &&
        om_width_part_beside(w, to, false, true, &cut) < (cut ? OM_CLAUSE_CUT_MIN : OM_CLAUSE_MIN))
        return false;
    start = line_start(w, from);
    if (start == SIZE_MAX)
        return false;
    l = line_from(w, start, true);
    if (l.paused || l.width > OM_HEADLINE_MAX || !ends_headline(om_width_char_before(w, l.to)))
        return false;
    if (!story_ends_above(w, start))
        return false;
    return (!l.listed && om_width_is_parallel(w, l.from, l.to)) || (has_clauses(l) && is_new_below(w, l));
}
