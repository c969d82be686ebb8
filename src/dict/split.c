#include "dict/split.h"

#include "dict/split_table.h"

enum { SPLITS = sizeof splits / sizeof *splits };

const om_split *om_split_at(size_t i)
{
    return i < SPLITS ? &splits[i] : NULL;
}

uint32_t om_split_whole(uint32_t left, uint32_t right)
{
    size_t from = 0, to = SPLITS;

    while (from < to) {
        size_t middle = from + (to - from) / 2;
        const om_split *split = &splits[middle];

        if (split->left == left && split->right == right)
            return split->whole;
        if (split->left < left || (split->left == left && split->right < right))
            from = middle + 1;
        else
            to = middle;
    }
    return 0;
}
