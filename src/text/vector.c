#include "text/vector.h"

static size_t left_out;

const om_vector_passes *om_vector_at(size_t i)
{
#if OM_VECTORS
    if (__builtin_cpu_supports("avx512vbmi") && i-- == 0)
        return &om_vector_avx512;
    if (__builtin_cpu_supports("avx2") && i-- == 0)
        return &om_vector_avx2;
#else
    (void)i;
#endif
    return NULL;
}

const om_vector_passes *om_vector_best(void)
{
    return om_vector_at(left_out);
}

void om_vector_leave_out(size_t n)
{
    left_out = n;
}
