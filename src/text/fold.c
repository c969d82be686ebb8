#include "text/fold.h"

#include "text/fold_table.h"

enum { FOLDS = sizeof folds / sizeof *folds };

const om_fold *om_fold_at(size_t i)
{
    return i < FOLDS ? &folds[i] : NULL;
}

const om_fold *om_fold_of(uint32_t c)
{
    size_t lo = 0, hi = FOLDS;

    while (lo < hi) {
        size_t mid = lo + (hi - lo) / 2;
        if (folds[mid].from < c)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo < FOLDS && folds[lo].from == c ? &folds[lo] : NULL;
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
