#include "text/trees.h"

#include "text/vector.h"

/* The question after question i. */
static inline unsigned next(const om_tree *t, unsigned i, const int16_t *seen)
{
    return 2 * i + 1 + (seen[t->of[i]] > t->most[i]);
}

int om_trees_sum(const om_tree *trees, size_t n, const int16_t *seen, size_t numbers)
{
    const om_vector_passes *vector = om_vector_best();
    int sum = 0;

    if (vector && vector->trees)
        return vector->trees(trees, n, seen, numbers);
    for (const om_tree *t = trees; t < trees + n; t += 4) {
        unsigned a = 0, b = 0, c = 0, d = 0;

        for (int level = 0; level < OM_TREE_DEPTH; level++) {
            a = next(t, a, seen);
            b = next(t + 1, b, seen);
            c = next(t + 2, c, seen);
            d = next(t + 3, d, seen);
        }
        sum += t[0].answer[a - OM_TREE_ASKED] + t[1].answer[b - OM_TREE_ASKED] + t[2].answer[c - OM_TREE_ASKED] +
               t[3].answer[d - OM_TREE_ASKED];
    }
    return sum;
}
