/* trees.h - the sum of what many decision trees say.  As in scan.h, vectors where the processor has them, plain C
 * elsewhere, the same results. */
#ifndef OM_TREES_H
#define OM_TREES_H

#include <stddef.h>
#include <stdint.h>

enum {
    OM_TREE_DEPTH = 5,
    OM_TREE_ASKED = (1 << OM_TREE_DEPTH) - 1,
    OM_TREE_SEEN = 64 /* numbers that may be asked for, at most */
};

/* A tree: questions, each whether seen[of] is more than `most`, level by level, the two that follow question i at
 * 2i + 1 (no) and 2i + 2; and what each way through them adds.  All trees ask equally often, so that they can be asked
 * side by side: none has to wait for what another finds. */
typedef struct {
    uint8_t of[OM_TREE_ASKED];
    int16_t most[OM_TREE_ASKED];
    int16_t answer[OM_TREE_ASKED + 1];
} om_tree;

/* What all n trees add, n being a multiple of four up to 64, having seen seen[0, numbers). */
int om_trees_sum(const om_tree *trees, size_t n, const int16_t *seen, size_t numbers);

#endif
