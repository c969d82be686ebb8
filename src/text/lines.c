#include "text/lines.h"

#include <stdbool.h>

#include "text/vector.h"

/* Whether the line end that may be at text[i] wants a closer look. */
static bool odd_at(const uint8_t *text, size_t i)
{
    uint8_t b = text[i], before = i ? text[i - 1] : 0, before2 = i > 1 ? text[i - 2] : 0;

    switch (b) {
    case '\n':
        return before == ' ' || before == '\t' || (before == 0x80 && before2 == 0x80) ||
               (before == 0xA0 && before2 == 0xC2);
    case '\r':
    case '\v':
        return true;
    case 0x85:
        return before == 0xC2; /* NEL */
    case 0xA8: /* LS */
    case 0xA9: /* PS */
        return before == 0x80 && before2 == 0xE2;
    default:
        return false;
    }
}

size_t om_odd_line_end(const uint8_t *text, size_t len, size_t at)
{
    const om_vector_passes *vector = om_vector_best();

    for (; at < len && at < 2; at++)
        if (odd_at(text, at))
            return at;
    if (vector)
        at = vector->odd_line_end(text, len, at);
    while (at < len && !odd_at(text, at))
        at++;
    return at;
}

/* The mark of which text[i] is the last byte, as one of OM_MARKS_...; 0: none of those. */
static unsigned mark_at(const uint8_t *text, size_t i)
{
    uint8_t last = text[i];

    if (last == '(' || last == ')')
        return OM_MARKS_PAIR;
    if (i < 2 || last < 0x80)
        return 0;
    switch (text[i - 2] << 8 | text[i - 1]) {
    case 0xE280:
        return last == 0x9C || last == 0x9D ? OM_MARKS_PAIR : 0;
    case 0xE380:
        return last == 0x81 || last == 0x82 ? OM_MARKS_PAUSE : last >= 0x88 && last <= 0x95 ? OM_MARKS_PAIR : 0;
    case 0xEFBC:
        return last == 0x8C || last == 0x9B ? OM_MARKS_PAUSE : last == 0x88 || last == 0x89 ? OM_MARKS_PAIR : 0;
    default:
        return 0;
    }
}

unsigned om_marks_in(const uint8_t *text, size_t from, size_t to)
{
    const om_vector_passes *vector = om_vector_best();
    unsigned marks = 0;

    if (vector && from >= 2 && to >= OM_MARKS_VECTOR)
        return vector->marks(text, from, to);
    for (size_t i = from; i < to; i++)
        marks |= mark_at(text, i);
    return marks;
}

/* Half em that text[i] adds to its line: one for ASCII, and one for each byte that goes on with a character, which
 * makes one of characters of two bytes and two of those of three; of those of four the second adds none. */
static uint32_t em2_at(const uint8_t *text, size_t i)
{
    return text[i] > ' ' && text[i] < 0xC0 && (i == 0 || text[i - 1] < 0xF0);
}

size_t om_scan_lines(om_line_scan *s, om_line_span *out, size_t cap)
{
    const om_vector_passes *vector = om_vector_best();
    om_line_sink sink = {out, 0, cap - OM_SPANS_MIN, s->em2, s->blanks};
    const uint8_t *text = s->text;
    size_t len = s->len, at = vector ? vector->lines(text, len, s->at, &sink) : s->at;

    for (; at < len && sink.n <= sink.most; at++) {
        if (text[at] == '\n' || text[at] == '\f')
            om_line_sink_end(&sink, at);
        else if (text[at] == ' ' || text[at] == '\t')
            sink.blanks++;
        else
            sink.em2 += em2_at(text, at);
        if (text[at] == 0xE3 && len - at > 2 && text[at + 1] == 0x80 && text[at + 2] == 0x80)
            sink.blanks++;
    }
    if (at == len && !s->ended) {
        om_line_sink_end(&sink, len);
        s->ended = true;
    }
    s->at = at;
    s->em2 = sink.em2;
    s->blanks = sink.blanks;
    return sink.n;
}
