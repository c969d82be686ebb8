#include "stage/join/around.h"

/* A tree: questions, each whether seen[of] is more than `most`, level by level, the two that follow question i at 2i + 1
 * (no) and 2i + 2; and what each way through them adds, in thousandths of a nat.  All trees ask equally often, so that
 * they can be asked side by side: none has to wait for what another finds. */
enum { QUESTIONS = 5, ASKED = (1 << QUESTIONS) - 1 };

typedef struct {
    uint8_t of[ASKED];
    int16_t most[ASKED];
    int16_t answer[ASKED + 1];
} tree;

#include "stage/join/around_table.h"

enum { TREES = sizeof trees / sizeof *trees, BESIDE = 4 };

_Static_assert(TREES % BESIDE == 0, "trees are asked four by four");

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

/* The question after question i. */
static inline unsigned next(const tree *t, unsigned i, const int16_t *seen)
{
    return 2 * i + 1 + (seen[t->of[i]] > t->most[i]);
}

int om_around_score(const int16_t seen[OM_AROUND_SEEN])
{
    int sum = BEFORE;

    for (const tree *t = trees; t < trees + TREES; t += BESIDE) {
        unsigned a = 0, b = 0, c = 0, d = 0;

        for (int level = 0; level < QUESTIONS; level++) {
            a = next(t, a, seen);
            b = next(t + 1, b, seen);
            c = next(t + 2, c, seen);
            d = next(t + 3, d, seen);
        }
        sum += t[0].answer[a - ASKED] + t[1].answer[b - ASKED] + t[2].answer[c - ASKED] + t[3].answer[d - ASKED];
    }
    return sum / 100;
}
