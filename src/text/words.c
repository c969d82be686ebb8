#include "text/words.h"

#include <string.h>

/* Order of the word against the line of the list at p, as of bytes. */
static int compare(const uint8_t *word, size_t len, const char *p)
{
    size_t n = (size_t)((const char *)memchr(p, '\n', (size_t)(om_english + om_english_len - p)) - p);
    int order = memcmp(word, p, len < n ? len : n);

    return order ? order : (len > n) - (len < n);
}

bool om_word_known(const uint8_t *word, size_t len)
{
    size_t from = 0, to = om_english_len; /* both where a line begins */

    while (from < to) {
        size_t mid = from + (to - from) / 2;
        int order;

        while (mid > from && om_english[mid - 1] != '\n')
            mid--;
        order = compare(word, len, om_english + mid);
        if (order == 0)
            return true;
        if (order < 0)
            to = mid;
        else
            from = (size_t)((const char *)memchr(om_english + mid, '\n', om_english_len - mid) + 1 - om_english);
    }
    return false;
}
