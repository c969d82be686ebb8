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

/* How a width stands among the 16 around a line: its votes and a third of itself, a premium on width; of equals the
 * wider stands higher.  A width too small for a column stands at 0.
 *
 * A line votes in full within half an em (proportional digits), with half its weight within one em (a mark lost or
 * squeezed) and from two em below, which is what a first line whose indent was dropped looks like.  So there are two
 * ranges of widths, the narrow one within the broad one, and half a vote in each.  No step depends on what comes out of
 * the one before: which of the widths wins cannot be foreseen, and guessing wrong costs more than the whole of it. */
enum { BROAD = 2 + CLOSE + INDENT, NARROW = 2 * CLOSE }; /* how far the ranges reach from their lower ends */
enum { BELOW = INDENT + CLOSE };                         /* where the broad one begins; the narrow one: an indent on */

static unsigned standing(unsigned votes, uint8_t em2)
{
    return em2 < OM_COLUMN_MIN ? 0 : (votes + em2 / 3) << 8 | em2;
}

#ifdef __SSE2__
/* The weights of those of the 16 widths that vote for em2 (16 times the same), in two sums. */
static __m128i votes(__m128i widths, __m128i em2)
{
    __m128i by = _mm_loadu_si128((const __m128i *)weight);
    __m128i broad = _mm_sub_epi8(_mm_add_epi8(widths, _mm_set1_epi8(BELOW)), em2);
    __m128i narrow = _mm_sub_epi8(broad, _mm_set1_epi8(INDENT));
    __m128i in_broad = _mm_cmpeq_epi8(_mm_min_epu8(broad, _mm_set1_epi8(BROAD)), broad);
    __m128i in_narrow = _mm_cmpeq_epi8(_mm_min_epu8(narrow, _mm_set1_epi8(NARROW)), narrow);

    return _mm_sad_epu8(_mm_add_epi8(_mm_and_si128(by, in_broad), _mm_and_si128(by, in_narrow)), _mm_setzero_si128());
}

static unsigned standing_of(const uint8_t around[16], uint8_t em2)
{
    __m128i sums = votes(_mm_loadu_si128((const __m128i *)around), _mm_set1_epi8((char)em2));

    return standing((unsigned)_mm_cvtsi128_si32(sums) + (unsigned)_mm_extract_epi16(sums, 4), em2);
}

static __m128i higher(__m128i a, __m128i b)
{
    __m128i is_a = _mm_cmpgt_epi32(a, b);

    return _mm_or_si128(_mm_and_si128(is_a, a), _mm_andnot_si128(is_a, b));
}

/* The highest standing of around[8..12), all four of them reckoned at once. */
static unsigned best_of_four(const uint8_t around[16])
{
    __m128i widths = _mm_loadu_si128((const __m128i *)around), four = _mm_srli_si128(widths, 8), zero = _mm_setzero_si128();
    __m128i twice = _mm_unpacklo_epi8(four, four), each = _mm_unpacklo_epi16(twice, twice); /* four times each */
    __m128i em2 = _mm_unpacklo_epi16(_mm_unpacklo_epi8(four, zero), zero);
    __m128i third = _mm_srli_epi32(_mm_mullo_epi16(em2, _mm_set1_epi32(171)), 9); /* right up to 255 */
    __m128i a = votes(widths, _mm_shuffle_epi32(each, 0x00)), b = votes(widths, _mm_shuffle_epi32(each, 0x55));
    __m128i c = votes(widths, _mm_shuffle_epi32(each, 0xAA)), d = votes(widths, _mm_shuffle_epi32(each, 0xFF));
    __m128i ab = _mm_or_si128(a, _mm_slli_epi64(b, 32)), cd = _mm_or_si128(c, _mm_slli_epi64(d, 32));
    __m128i sums = _mm_add_epi32(_mm_unpacklo_epi64(ab, cd), _mm_unpackhi_epi64(ab, cd));
    __m128i best = _mm_or_si128(_mm_slli_epi32(_mm_add_epi32(sums, third), 8), em2);

    best = _mm_and_si128(best, _mm_cmpgt_epi32(em2, _mm_set1_epi32(OM_COLUMN_MIN - 1)));
    best = higher(best, _mm_shuffle_epi32(best, 0x4E));
    best = higher(best, _mm_shuffle_epi32(best, 0xB1));
    return (unsigned)_mm_cvtsi128_si32(best);
}
#else
static unsigned standing_of(const uint8_t around[16], uint8_t em2)
{
    unsigned votes = 0;

    for (int k = 0; k < 16; k++) {
        uint8_t broad = (uint8_t)(around[k] + BELOW - em2); /* what is below wraps round to a large number */
        votes += (unsigned)weight[k] * ((broad <= BROAD) + ((uint8_t)(broad - INDENT) <= NARROW));
    }
    return standing(votes, em2);
}

static unsigned best_of_four(const uint8_t around[16])
{
    unsigned best = 0;

    for (int k = 8; k < 12; k++) {
        unsigned one = standing_of(around, around[k]);
        best = one > best ? one : best;
    }
    return best;
}
#endif

/* Whether lines[k] fills the column of `width` and goes on: only that makes it a column. */
static bool fills(const om_line *line, int width)
{
    return (unsigned)(line->em2 - width + 2) <= 4 && line->stop > OM_STOP_CREDIT;
}

/* Whether one of the lines from 8 before lines[i] to 7 after it does; the nearest are the likeliest. */
static bool has_wrapped_line(const om_line *lines, size_t n, size_t i)
{
    size_t from = i > 8 ? i - 8 : 0, to = i + 8 < n ? i + 8 : n;

    for (size_t k = i; k-- > from;)
        if (fills(&lines[k], lines[i].column))
            return true;
    for (size_t k = i; k < to; k++)
        if (fills(&lines[k], lines[i].column))
            return true;
    return false;
}

/* Whether a line and the next look like lines of one column in mid-sentence.  (Told without branches, as above.) */
static inline unsigned is_wrap(const om_line *line, const om_line *next)
{
    int more = next->em2 - line->em2, near = WRAP_NEAR + line->em2 / 8; /* mixed text fills a wide column less evenly */
    unsigned together = ((line->flags | next->flags) & OM_LINE_ALONE) == 0;
    unsigned goes_on = line->stop > OM_STOP_COLON;
    unsigned of_column = (unsigned)(line->em2 - OM_COLUMN_MIN) <= OM_COLUMN_MAX - OM_COLUMN_MIN;
    unsigned new_start = (unsigned)(next->start - OM_START_ITEM) <= OM_START_CAPTION - OM_START_ITEM;
    unsigned ends = (more <= 0) & (next->stop == OM_STOP_SENTENCE); /* the end of the sentence */
    unsigned alike = (unsigned)(more + near) <= 2u * (unsigned)near;

    return together & goes_on & of_column & (new_start ^ 1) & (ends | alike);
}

unsigned om_line_wraps(om_line *lines, size_t n)
{
    uint32_t window = 0; /* bit k: whether lines[i - k] wraps */
    unsigned wraps = 0, most = 0;

    for (size_t i = 0; i < n + WRAP_REACH; i++) {
        unsigned wrap = i + 1 < n ? is_wrap(&lines[i], &lines[i + 1]) : 0;
        wraps += wrap - (window >> 2 * WRAP_REACH & 1);
        window = window << 1 | wrap;
        most = wraps > most ? wraps : most;
        if (i >= WRAP_REACH)
            lines[i - WRAP_REACH].wraps = (uint8_t)wraps;
    }
    return most;
}

/* The column at a line when the line before was in `column`. */
static uint8_t column_at(const uint8_t around[16], uint8_t column)
{
    unsigned stays = standing_of(around, column), best = best_of_four(around);

    return (uint8_t)(stays > best ? stays : best);
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
            column = column_at(widths + i, column);
        lines[i].column = em2 > column + OM_COLUMN_SLACK ? em2 : column; /* so wide: the first line of a wider column */
        if (lines[i].stop <= OM_STOP_CREDIT && lines[i].column && !has_wrapped_line(lines, n, i))
            lines[i].column = 0;
        lines[i].fill = om_fill_of(lines[i].column, lines[i].em2);
    }
    om_line_wraps(lines, n);
}
