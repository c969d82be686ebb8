/* blanks.c - what the spaces in a line say: that it is a headline in clauses, or a row of a table. */
#include "stage/join/line.h"

#include "stage/join/mark.h"
#include "text/utf8.h"

/* Two gaps of two spaces or more (or a tab): a row of a table. */
static bool is_table_row(const uint8_t *text, const om_line *line)
{
    unsigned gaps = 0;
    const uint8_t *from = text + line->from, *end = text + line->to;

    /* of two spaces side by side one has an odd place */
    for (const uint8_t *at = from + 1; at < end; at += 2) {
        if (*at != ' ' || (at[-1] != ' ' && (at + 1 == end || at[1] != ' ')))
            continue;
        gaps++;
        while (at < end && *at == ' ')
            at++;
        at -= (at - from) % 2 == 0; /* goes on at an odd place after the gap */
    }
    for (const uint8_t *at = from; (at = memchr(at, '\t', (size_t)(end - at))); at++)
        gaps++;
    return gaps >= 2;
}

/* 豆油8.04 -0.3%: a row of a table whose columns one space divides, which is gone after Han; figures from the second on. */
static bool is_row_of_figures(const uint8_t *text, const om_line *line)
{
    unsigned figures = 0;
    bool digits = false;
    size_t at = line->to;

    while (at > line->from && memchr("0123456789.,%+-: ", text[at - 1], 17)) {
        at--;
        digits = digits || (text[at] >= '0' && text[at] <= '9');
        if (text[at] == ' ' && digits) {
            figures++;
            digits = false;
        }
    }
    return figures > 0 && figures + digits >= 2;
}

/* Whether a space divides the line into clauses, as in a headline, and no sentence mark is in it. */
static bool has_clauses(const uint8_t *text, const om_line *line)
{
    enum { CLAUSE = 8 }; /* half em at least */
    unsigned clauses = 1, em2 = 0;
    int quoted = 0; /* brackets and quotes open */

    if (line->start == OM_START_DATELINE || line->start == OM_START_BYLINE)
        return false;
    for (size_t at = line->from; at < line->to;) {
        unsigned n;
        uint32_t c;
        enum mark mark;

        if (om_line_is_han(text + at)) {
            em2 += 2;
            at += 3;
            continue;
        }
        c = om_utf8_get(text + at, &n);
        mark = mark_of(c);
        /* but the point of 6.58, and 、, which headlines have */
        if (n > 1 && c != 0x3001 && (mark == SENTENCE || mark == COMMA || mark == COLON))
            return false;
        quoted += (mark == OPENING) - (mark == CLOSING);
        if ((c == ' ' || c == 0x3000) && at + n < line->to && text[at - 1] >= 0x80 && text[at + n] >= 0x80) {
            if (em2 < CLAUSE || quoted > 0)
                return false;
            clauses++;
            em2 = 0;
        } else {
            em2 += n == 1 ? 1 : 2;
        }
        at += n;
    }
    return clauses > 1 && em2 >= CLAUSE;
}

void om_line_look_at_blanks(om_line *line, const uint8_t *text, size_t blanks)
{
    if ((line->stop == OM_STOP_TEXT || line->stop == OM_STOP_BRACKET) && has_clauses(text, line))
        line->flags |= OM_LINE_CLAUSES;
    if ((blanks >= 2 && is_table_row(text, line)) || is_row_of_figures(text, line))
        line->flags |= OM_LINE_ROW;
}
