/* column.c - the width of the column a line was set in.
 *
 * Columns change from story to story and round a picture within one, so the estimate is local: the lines around a line
 * vote for their own width, the nearer the more, and the width with most votes wins, the wider on a tie.  Candidates
 * are the column of the line before and the lines that begin here: a column that changes, changes to one of those. */
#include "stage/join/line.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

enum {
    CLOSE = 1,      /* half em: what proportional digits make of a full line */
    INDENT = 4,     /* half em */
    WRAP_NEAR = 3,  /* half em */
    WRAP_REACH = 8  /* lines */
};

/* Weight of the vote of the line k - 8 lines away: 16 / (1 + 0.19 * distance), the line itself 16. */
static const uint8_t weight[16] = {0, 7, 7, 8, 9, 10, 11, 13, 16, 13, 11, 10, 9, 8, 7, 7};

/* Votes for em2 (at least OM_COLUMN_MIN) among the 16 widths around a line: in full within half an em (proportional
 * digits), half within one em (a mark lost or squeezed), and half from a line two em shorter, which is what a first line
 * whose indent was dropped looks like.  So there are two ranges of widths, the narrow one within the broad one, that
 * give half a vote each. */
static inline unsigned votes(const uint8_t around[16], uint8_t em2)
{
    enum { BROAD = 2 + CLOSE + INDENT, NARROW = 2 * CLOSE }; /* how far the ranges reach from their lower end */
    const uint8_t from = (uint8_t)(em2 - INDENT - CLOSE);    /* of the broad one; the narrow one begins an indent on */
#ifdef __SSE2__
    __m128i w = _mm_loadu_si128((const __m128i *)around), by = _mm_loadu_si128((const __m128i *)weight);
    __m128i broad = _mm_sub_epi8(w, _mm_set1_epi8((char)from)), narrow = _mm_sub_epi8(broad, _mm_set1_epi8(INDENT));
    __m128i in_broad = _mm_cmpeq_epi8(_mm_min_epu8(broad, _mm_set1_epi8(BROAD)), broad);
    __m128i in_narrow = _mm_cmpeq_epi8(_mm_min_epu8(narrow, _mm_set1_epi8(NARROW)), narrow);
    __m128i sum = _mm_add_epi8(_mm_and_si128(by, in_broad), _mm_and_si128(by, in_narrow));

    sum = _mm_sad_epu8(sum, _mm_setzero_si128());
    return (unsigned)_mm_cvtsi128_si32(sum) + (unsigned)_mm_extract_epi16(sum, 4);
#else
    unsigned sum = 0;

    for (int k = 0; k < 16; k++) {
        uint8_t far = (uint8_t)(around[k] - from); /* what is below wraps round to a large number */
        sum += (unsigned)weight[k] * ((far <= BROAD) + ((uint8_t)(far - INDENT) <= NARROW));
    }
    return sum;
#endif
}

/* Whether a line around lines[i] fills the column and goes on: only that makes it a column. */
static bool has_wrapped_line(const om_line *lines, size_t n, size_t i)
{
    size_t from = i > 8 ? i - 8 : 0, to = i + 8 < n ? i + 8 : n;

    for (size_t k = from; k < to; k++) {
        int far = lines[k].em2 - lines[i].column;
        if (far >= -2 && far <= 2 && lines[k].stop > OM_STOP_CREDIT)
            return true;
    }
    return false;
}

/* Whether lines[i] and the next look like lines of one column in mid-sentence. */
static bool is_wrap(const om_line *lines, size_t n, size_t i)
{
    int more, near;

    if (i + 1 >= n || (lines[i].flags | lines[i + 1].flags) & OM_LINE_ALONE)
        return false;
    if (lines[i].stop <= OM_STOP_COLON || lines[i].em2 < OM_COLUMN_MIN || lines[i].em2 > OM_COLUMN_MAX)
        return false;
    if (lines[i + 1].start >= OM_START_ITEM && lines[i + 1].start <= OM_START_CAPTION)
        return false;
    more = lines[i + 1].em2 - lines[i].em2;
    if (more <= 0 && lines[i + 1].stop == OM_STOP_SENTENCE)
        return true; /* the end of the sentence */
    near = WRAP_NEAR + lines[i].em2 / 8; /* mixed text fills a wide column less evenly */
    return more >= -near && more <= near;
}

/* Count the wraps around each line, in a register that slides along. */
static void count_wraps(om_line *lines, size_t n)
{
    uint32_t window = 0; /* bit k: whether lines[i - k] wraps */
    uint8_t wraps = 0;

    for (size_t i = 0; i < n + WRAP_REACH; i++) {
        window = window << 1 | is_wrap(lines, n, i);
        wraps += (window & 1) - (window >> (2 * WRAP_REACH + 1) & 1);
        if (i >= WRAP_REACH)
            lines[i - WRAP_REACH].wraps = wraps;
    }
}

/* The column at lines[i] when the line before was in `column`. */
static uint8_t column_at(const uint8_t *widths, size_t i, uint8_t column)
{
    uint8_t best = column;
    unsigned most = column ? votes(widths + i, column) + column / 3 : 0;

    for (size_t k = i + 8; k < i + 12; k++) {
        uint8_t em2 = widths[k];
        unsigned got;

        if (em2 < OM_COLUMN_MIN || em2 == column || em2 == best || (k > i + 8 && em2 == widths[k - 1]))
            continue;
        got = votes(widths + i, em2) + em2 / 3;
        if (got > most || (got == most && em2 > best)) {
            most = got;
            best = em2;
        }
    }
    return best;
}

void om_line_columns(om_line *lines, size_t n, uint8_t *widths)
{
    uint8_t column = 0;

    for (size_t i = 0; i < 8; i++)
        widths[i] = widths[n + 8 + i] = 0;
    for (size_t i = 0; i < n; i++)
        widths[i + 8] = lines[i].em2 <= OM_COLUMN_MAX && !(lines[i].flags & OM_LINE_ALONE) ? (uint8_t)lines[i].em2 : 0;
    for (size_t i = 0; i < n; i++) {
        uint8_t em2 = widths[i + 8];

        if (column == 0 || em2 + CLOSE < column || em2 > column + CLOSE) /* else in the middle of it */
            column = column_at(widths, i, column);
        lines[i].column = em2 > column + OM_COLUMN_SLACK ? em2 : column; /* so wide: the first line of a wider column */
        if (lines[i].stop <= OM_STOP_CREDIT && lines[i].column && !has_wrapped_line(lines, n, i))
            lines[i].column = 0;
        lines[i].fill = om_fill_of(lines[i].column, lines[i].em2);
    }
    count_wraps(lines, n);
}
