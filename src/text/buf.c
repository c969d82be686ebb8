#include "text/buf.h"

#include <stdlib.h>

bool om_buf_reserve(om_buf *b, size_t more)
{
    size_t cap = b->cap ? b->cap : 256;
    uint8_t *data;

    if (b->failed)
        return false;
    if (b->cap - b->len >= more)
        return true;
    if (more > SIZE_MAX / 2 - b->len) {
        b->failed = true;
        return false;
    }
    while (cap - b->len < more)
        cap *= 2;
    data = realloc(b->data, cap);
    if (!data) {
        b->failed = true;
        return false;
    }
    b->data = data;
    b->cap = cap;
    return true;
}

void om_buf_free(om_buf *b)
{
    free(b->data);
    memset(b, 0, sizeof *b);
}

bool om_more(void **at, size_t n, size_t *cap, size_t size)
{
    void *p;
    size_t want = *cap ? *cap * 2 : 64;

    if (n < *cap)
        return true;
    if (want > SIZE_MAX / size || !(p = realloc(*at, want * size)))
        return false;
    *at = p;
    *cap = want;
    return true;
}
