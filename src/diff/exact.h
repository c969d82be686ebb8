/* exact.h - the best alignment of two sequences: fewest insertions, deletions and substitutions (Levenshtein).
 *
 * Bit-parallel by columns, 64 rows a machine word: G. Myers, "A fast bit-vector algorithm for approximate string
 * matching based on dynamic programming", JACM 46 (1999), in the form of H. Hyyrö, "A bit-vector algorithm for
 * computing Levenshtein and Damerau edit distances", Nordic J. of Computing 10 (2003).  The way back is found from the
 * columns' bits; of long sequences only some columns are kept and those between them are worked out again.
 *
 * Time: (n x m) / 64 steps, twice for long sequences; memory: about 8 MiB and 4 (n + m) words.
 */
#ifndef OM_EXACT_H
#define OM_EXACT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum om_op { OM_EQUAL, OM_REPLACE, OM_DELETE, OM_INSERT }; /* DELETE: in a only; INSERT: in b only */

typedef struct {
    uint32_t n;        /* units */
    uint32_t op;       /* enum om_op */
} om_op_run;

/* Runs of one kind in text order; neighbours differ in kind.  A zeroed om_ops is empty and valid. */
typedef struct {
    om_op_run *at;
    size_t n, cap;
} om_ops;

void om_ops_free(om_ops *ops);

/* Memory that alignments use one after the other.  A zeroed om_exact is valid. */
typedef struct om_exact {
    void *block;
    size_t size;
} om_exact;

void om_exact_free(om_exact *x);

/* Align a[0, n) with b[0, m) and write the runs to ops (what was there before is forgotten).
 *
 * `free_end` false: all of both.  true: from the beginning of both to the end of one of them, whichever end gives
 * fewest edits (of those the one that takes most of both).
 *
 * Where several alignments are best one is always taken by the same rules: common beginnings and ends are matched;
 * then, from the end: an insertion or deletion goes on as long as it can; a match before a substitution before an
 * insertion before a deletion.  (Those are the rules of python-Levenshtein 0.12, with which score agrees for it.)
 *
 * n and m < 2^31.  false: out of memory. */
bool om_exact_align(om_exact *x, const uint32_t *a, size_t n, const uint32_t *b, size_t m, bool free_end, om_ops *ops);

#endif
