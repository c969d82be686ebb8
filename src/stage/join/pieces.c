#include "stage/join/pieces.h"

#include "stage/join/evidence.h"

enum {
    AROUND = 2,    /* lines on each side that a comma's line is compared with */
    LEAST = 6,     /* short lines with a comma that make a text one of pieces: three of five that have one, and so many */
    NEAR = 3,      /* half em: what a line may be wider or narrower than its column */
    INDENT = 4,    /* half em: of a paragraph's first line, not told by extractors */
    GLUED = -OM_SCORE_SURE
};

static bool is_single(const om_line *line)
{
    return line->flags & (OM_LINE_ALONE | OM_LINE_DONE | OM_LINE_OPEN) || line->em2 > OM_COLUMN_MAX;
}

/* Whether a line is by far shorter than one of those around it. */
static bool is_short(const om_line *lines, size_t n, size_t i)
{
    size_t from = i > AROUND ? i - AROUND : 0, to = i + AROUND + 1 < n ? i + AROUND + 1 : n;

    for (size_t k = from; k < to; k++)
        if (!is_single(&lines[k]) && lines[i].em2 * 10 < lines[k].em2 * 7)
            return true;
    return false;
}

bool om_pieces_are(const om_line *lines, size_t n)
{
    size_t commas = 0, shorts = 0;

    for (size_t i = 0; i + 1 < n; i++) {
        if (lines[i].stop != OM_STOP_COMMA || is_single(&lines[i]) || lines[i + 1].blanks)
            continue;
        commas++;
        shorts += is_short(lines, n, i);
    }
    return shorts >= LEAST && 5 * shorts >= 3 * commas;
}

/* Whether an extractor may have cut a line between these two: beside a mark. */
static bool may_be_cut(const om_line *above, const om_line *below)
{
    bool mark = above->stop == OM_STOP_SENTENCE || above->stop == OM_STOP_BRACKET || above->stop == OM_STOP_COLON ||
                above->stop == OM_STOP_COMMA || below->start == OM_START_OPEN || below->start == OM_START_CLOSE;

    return mark && !below->blanks && !(below->flags & OM_LINE_PAGE) && !is_single(above) && !is_single(below) &&
           (below->start < OM_START_ITEM || below->start > OM_START_CAPTION ||
            (below->start == OM_START_BYLINE && above->start == OM_START_DATELINE));
}

/* Whether lines[k] may begin a paragraph. */
static bool may_be_first(const om_line *lines, size_t k)
{
    return k == 0 || lines[k - 1].stop == OM_STOP_SENTENCE || lines[k].blanks || lines[k].start == OM_START_DATELINE;
}

void om_pieces_join(om_line *lines, size_t n)
{
    for (size_t i = 1; i < n; i++)
        if (may_be_cut(&lines[i - 1], &lines[i])) {
            lines[i].flags |= OM_LINE_JOINED;
            lines[i].score = GLUED;
        }
}

static int distance(int a, int b)
{
    return a < b ? b - a : a - b;
}

/* The piece with which the line of type that ends before lines[end] begins: of all from `first` on that with which it
 * fits its column best, as it is or as a paragraph's first.  `end`: none fits. */
static size_t begins_with(const om_line *lines, size_t first, size_t end, int column)
{
    int sum = 0, best = NEAR + 1;
    size_t begin = end;

    for (size_t k = end; k-- > first && sum <= column + NEAR;) {
        int off;

        sum += lines[k].em2;
        off = distance(sum, column);
        if (distance(sum, column - INDENT) < off && may_be_first(lines, k))
            off = distance(sum, column - INDENT);
        if (off < best) {
            best = off;
            begin = k;
        }
    }
    return begin;
}

/* Of lines that make no line of type: those stay joined that a sentence goes on with anyway. */
static void part_all(om_line *lines, size_t first, size_t end)
{
    for (size_t k = first + 1; k < end; k++)
        if (lines[k - 1].stop != OM_STOP_COMMA && lines[k].start != OM_START_CLOSE)
            lines[k].flags &= (uint8_t)~OM_LINE_JOINED;
}

/* The last line of a paragraph: a sentence may end in it, but what comes then is one too. */
static void part_last(om_line *lines, size_t first, size_t end)
{
    for (size_t k = first + 1; k < end; k++)
        if (lines[k - 1].stop == OM_STOP_SENTENCE && lines[k].stop != OM_STOP_SENTENCE)
            lines[k].flags &= (uint8_t)~OM_LINE_JOINED;
}

/* Part lines[first..end), which were joined, into lines of type, the last first: it ends in mid-word, so it is a full
 * one.  Whether it is. */
static bool part(om_line *lines, size_t first, size_t end, int column)
{
    bool fits = false;

    if (!column) {
        part_all(lines, first, end);
        return false;
    }
    while (end > first) {
        size_t begin = begins_with(lines, first, end, column);
        int sum = 0;

        if (begin == end) {
            for (size_t k = first; k < end; k++)
                sum += lines[k].em2;
            if (sum <= column + NEAR && (fits || lines[end - 1].stop < OM_STOP_COLON))
                part_last(lines, first, end);
            else
                part_all(lines, first, end);
            return fits;
        }
        fits = true;
        if (begin > first)
            lines[begin].flags &= (uint8_t)~OM_LINE_JOINED;
        end = begin;
    }
    return fits;
}

void om_pieces_part(om_line *lines, size_t n, const om_line *whole)
{
    size_t end, fit = 0, parted = 0;

    for (size_t i = 0; i < n; i = end, whole++) {
        for (end = i + 1; end < n && lines[end].flags & OM_LINE_JOINED && !(lines[end].flags & OM_LINE_DONE); end++)
            ;
        if (end - i == 1)
            continue;
        fit += part(lines, i, end, whole->column);
        parted++;
    }
    for (size_t i = 0; 2 * fit <= parted && i < n; i++)
        if (!(lines[i].flags & OM_LINE_DONE))
            lines[i].flags &= (uint8_t)~OM_LINE_JOINED;
}
