#include "text/fold.h"

#include "text/fold_table.h"

enum { FOLDS = sizeof folds / sizeof *folds };

const om_fold *om_fold_at(size_t i)
{
    return i < FOLDS ? &folds[i] : NULL;
}

/* Nearly each code point from the first of a page to its last has a row: the row of c is where it would be if all had, or
 * a few before that. */
const om_fold *om_fold_of(uint32_t c)
{
    size_t page = 0, row, end;

    while (fold_pages[page].page < c >> 8)
        page++;
    row = fold_pages[page].row;
    if (fold_pages[page].page != c >> 8 || c < folds[row].from)
        return NULL;
    end = fold_pages[page + 1].row - 1;
    row += c - folds[row].from;
    for (row = row < end ? row : end; folds[row].from > c; row--)
        ;
    return folds[row].from == c ? &folds[row] : NULL;
}

uint32_t om_fold_voiced(uint32_t c, uint32_t mark)
{
    if (mark == 0xFF9E) {
        if (c == 0x30A6)
            return 0x30F4;              /* ウ -> ヴ */
        if (c == 0x30EF || c == 0x30F2)
            return c + 8;               /* ワ ヲ -> ヷ ヺ */
        if (c >= 0x30AB && c <= 0x30C2 && (c & 1))
            return c + 1;               /* カ to チ */
        if (c == 0x30C4 || c == 0x30C6 || c == 0x30C8)
            return c + 1;               /* ツ テ ト */
    }
    if (c >= 0x30CF && c <= 0x30DB && (c - 0x30CF) % 3 == 0)
        return c + (mark == 0xFF9E ? 1 : 2); /* ハ to ホ */
    return 0;
}
