/* bisect.h - to find a place in what is sorted and of any type. */
#ifndef OM_BISECT_H
#define OM_BISECT_H

/* Set i, an integer that holds where to look from, to the first of [i, to) of which `before`, an expression in i, is not
 * true; to `to` where there is none.  It must be true of nothing behind the first of which it is not:
 *
 *     size_t i = 0;
 *
 *     OM_BISECT(i, n, words[i].from < at); // words[i]: the first that begins at `at` or after it */
#define OM_BISECT(i, to, before)                           \
    do {                                                   \
        __typeof__(i) om_low = (i), om_high = (to);        \
        while (om_low < om_high) {                         \
            (i) = om_low + (om_high - om_low) / 2;         \
            if (before)                                    \
                om_low = (i) + 1;                          \
            else                                           \
                om_high = (i);                             \
        }                                                  \
        (i) = om_low;                                      \
    } while (0)

#endif
