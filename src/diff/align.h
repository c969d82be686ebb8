/* align.h - two texts of any size as stretches that are the same and stretches that differ.
 *
 * Where what is left after equal beginnings and ends is no more than OM_ALIGN_EXACT cells (32,768 units against
 * 32,768), the alignment is the best there is: no other has fewer edits (exact.h).  Longer texts are walked through:
 *   - equal bytes are passed over at memory speed;
 *   - from the first difference a window of 512 units of each is aligned exactly with a free end, and the first half to
 *     three quarters of it, up to a run of equal units, are taken;
 *   - where the window has more that differs than not, the texts are out of step.  The nearest place is looked for at
 *     which both have the same 12 letters (Han, kana, Hangul, Latin, digits: what line breaking, width and marks leave
 *     alone), in 16 KiB, 128 KiB, 1 MiB ... up to all of what is left, of which ever fewer are tried (1 in 1, 8, 64
 *     ...: chosen by their hash, so that both texts try the same);
 *   - what lies between is aligned exactly where it is small enough, else in pieces: both sides are cut into the same
 *     number of parts, and part is aligned with part.
 * So time is linear and memory bounded (some 30 MiB beside the texts), and what long texts lose is the guarantee, not
 * the sense: an edit count a little above the best where the texts differ much.
 */
#ifndef OM_ALIGN_H
#define OM_ALIGN_H

#include "diff/exact.h"
#include "diff/text.h"

#define OM_ALIGN_EXACT (UINT64_C(1) << 30)

typedef struct {
    bool equal;
    size_t a, a_end, b, b_end;  /* bytes */
    uint64_t edits;             /* insertions, deletions and substitutions of units */
} om_stretch;

typedef struct om_align om_align;

/* Align a[0, n) with b[0, m), valid UTF-8 that stays the caller's and must outlive the om_align.  NULL: out of
 * memory. */
om_align *om_align_new(const uint8_t *a, size_t n, const uint8_t *b, size_t m);
void om_align_free(om_align *al);

/* The next stretch; equal and differing ones take turns.  false: at the end, or out of memory (*failed). */
bool om_align_next(om_align *al, om_stretch *stretch, bool *failed);

#endif
