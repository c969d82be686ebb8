#include "stage/join/around.h"

#include "text/trees.h"

typedef om_tree tree; /* answers in thousandths of a nat */

#include "stage/join/around_table.h"

enum { TREES = sizeof trees / sizeof *trees };

_Static_assert(TREES % 4 == 0 && TREES <= 64 && (int)OM_AROUND_SEEN <= (int)OM_TREE_SEEN, "what om_trees_sum asks for");

static int16_t least(unsigned x, unsigned most)
{
    return (int16_t)(x < most ? x : most);
}

static void look_at(const om_line *line, int16_t *seen)
{
    seen[OM_AROUND_STOP] = line->stop;
    seen[OM_AROUND_START] = line->start;
    seen[OM_AROUND_FILL] = line->fill;
    seen[OM_AROUND_EM2] = least(line->em2, OM_AROUND_WIDE);
    seen[OM_AROUND_COLUMN] = line->column;
    seen[OM_AROUND_BLANKS] = least(line->blanks, 2);
    seen[OM_AROUND_INDENT] = least(line->indent, 8);
    seen[OM_AROUND_ALONE] = (line->flags & (OM_LINE_ALONE | OM_LINE_CLAUSES)) != 0;
}

static int16_t run_above(const om_line *lines, size_t i)
{
    int16_t run = 1;

    while (run < 3 && lines[i - (size_t)run].flags & OM_LINE_JOINED && i > (size_t)run)
        run++;
    return run;
}

void om_around_look(const om_line *lines, size_t n, size_t i, const om_gap *gap, int score, bool cuts,
                    int16_t seen[OM_AROUND_SEEN])
{
    int16_t *of_line = seen + OM_AROUND_OF_GAP;

    seen[OM_AROUND_SCORE] = (int16_t)score;
    seen[OM_AROUND_ABOVE] = gap->above;
    seen[OM_AROUND_BARE] = gap->bare;
    seen[OM_AROUND_CUTS] = cuts;
    seen[OM_AROUND_FIRST] = gap->first;
    seen[OM_AROUND_PAGE] = gap->page;
    seen[OM_AROUND_WRAPS] = lines[i - 1].wraps;
    seen[OM_AROUND_RUN] = run_above(lines, i);
    for (size_t k = 0; k <= OM_AROUND_BEFORE + OM_AROUND_AFTER; k++, of_line += OM_AROUND_OF_LINE) {
        size_t at = i + k - OM_AROUND_BEFORE; /* wraps round to a large number before the first */

        if (at < n)
            look_at(&lines[at], of_line);
        else
            for (int j = 0; j < OM_AROUND_OF_LINE; j++)
                of_line[j] = -1;
    }
}

int om_around_score(const int16_t seen[OM_AROUND_SEEN])
{
    return (BEFORE + om_trees_sum(trees, TREES, seen, OM_AROUND_SEEN)) / 100;
}
