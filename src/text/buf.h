/* buf.h - a growable run of bytes, and growable arrays.  A zeroed om_buf is empty and valid.
 *
 * A failure to get memory is sticky: the buffer stays as it was, `failed` is set and every later append does nothing,
 * so that a caller may check once at the end.
 */
#ifndef OM_BUF_H
#define OM_BUF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

typedef struct {
    uint8_t *data;
    size_t len, cap;
    bool failed;
} om_buf;

/* Room for `more` bytes past len; false (and failed set) when memory cannot be had. */
bool om_buf_reserve(om_buf *b, size_t more);
void om_buf_free(om_buf *b);

static inline void om_buf_add(om_buf *b, const void *bytes, size_t n)
{
    if (n && (b->cap - b->len >= n || om_buf_reserve(b, n))) {
        memcpy(b->data + b->len, bytes, n);
        b->len += n;
    }
}

/* Drop the first n bytes. */
static inline void om_buf_drop(om_buf *b, size_t n)
{
    b->len -= n;
    if (b->len)
        memmove(b->data, b->data + n, b->len);
}

/* Make room for one more record of `size` bytes in a growable array *at that has n of them and room for *cap; false
 * where memory cannot be had, and the array is as it was. */
bool om_more(void **at, size_t n, size_t *cap, size_t size);

#endif
