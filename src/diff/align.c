#include "diff/align.h"

#include <stdlib.h>
#include <string.h>

#include "diff/anchor.h"
#include "text/buf.h"
#include "text/utf8.h"

enum {
    WINDOW = 512,              /* units aligned at a time in a long text */
    PIECE = 2048,              /* units of a part, where a long stretch is aligned in parts */
    GAP_UNITS = 1 << 18        /* more units of one side are never aligned exactly */
};

/* Cells of a gap in a long text that is aligned exactly: bounds the work on it. */
#define GAP_CELLS (UINT64_C(1) << 24)

typedef struct {
    const uint8_t *p;
    size_t at, end;            /* what is not aligned yet; after `end` both are the same */
    uint32_t *units, *from;    /* of the part read last */
    size_t n, cap;
} side;

struct om_align {
    side a, b;
    size_t tail;               /* bytes of the equal end of both, which is not told yet */
    om_exact exact;
    om_ops ops;
    om_anchor *anchors;
    size_t pieces;             /* parts that are left of what is aligned part by part, */
    size_t a_units, b_units;   /* which has so many units */
    size_t a_to, b_to;         /* and ends here */
    bool begun, failed;
    om_stretch *queue;
    size_t n, next, cap;
    om_stretch held;           /* not handed out yet: the next may belong to it */
    bool holding;
};

om_align *om_align_new(const uint8_t *a, size_t n, const uint8_t *b, size_t m)
{
    om_align *al = calloc(1, sizeof *al);

    if (!al)
        return NULL;
    al->a = (side){.p = a, .end = n};
    al->b = (side){.p = b, .end = m};
    return al;
}

void om_align_free(om_align *al)
{
    if (!al)
        return;
    free(al->a.units);
    free(al->a.from);
    free(al->b.units);
    free(al->b.from);
    om_exact_free(&al->exact);
    om_ops_free(&al->ops);
    om_anchor_free(al->anchors);
    free(al->queue);
    free(al);
}

/* --- stretches ---------------------------------------------------------------------------------------------------- */

static void put(om_align *al, om_stretch s)
{
    om_stretch *last = al->n ? &al->queue[al->n - 1] : NULL;

    if (s.a == s.a_end && s.b == s.b_end)
        return;
    if (last && last->equal == s.equal) {
        last->a_end = s.a_end;
        last->b_end = s.b_end;
        last->edits += s.edits;
        return;
    }
    if (!om_more((void **)&al->queue, al->n, &al->cap, sizeof *al->queue)) {
        al->failed = true;
        return;
    }
    al->queue[al->n++] = s;
}

/* Put the first `a_units` and `b_units` of what the ops tell of (all that lie before both), and step over them. */
static void put_ops(om_align *al, size_t a_units, size_t b_units)
{
    size_t i = 0, j = 0;

    for (size_t k = 0; k < al->ops.n && i <= a_units && j <= b_units; k++) {
        enum om_op op = (enum om_op)al->ops.at[k].op;
        size_t n = al->ops.at[k].n;
        om_stretch s = {.equal = op == OM_EQUAL, .a = al->a.at + al->a.from[i], .b = al->b.at + al->b.from[j]};

        if (op != OM_INSERT && n > a_units - i)
            n = a_units - i;
        if (op != OM_DELETE && n > b_units - j)
            n = b_units - j;
        i += op != OM_INSERT ? n : 0;
        j += op != OM_DELETE ? n : 0;
        s.a_end = al->a.at + al->a.from[i];
        s.b_end = al->b.at + al->b.from[j];
        s.edits = s.equal ? 0 : n;
        put(al, s);
    }
    al->a.at += al->a.from[i];
    al->b.at += al->b.from[j];
}

/* --- reading units ------------------------------------------------------------------------------------------------ */

/* Read up to `max` units before offset `end`. */
static bool read_units(side *s, size_t end, size_t max)
{
    if (max > end - s->at)
        max = end - s->at;
    if (max + 1 > s->cap) {
        free(s->units);
        free(s->from);
        s->cap = max + 1;
        s->units = malloc(s->cap * sizeof *s->units);
        s->from = malloc(s->cap * sizeof *s->from);
        if (!s->units || !s->from) {
            s->cap = 0;
            return false;
        }
    }
    s->n = om_units_read(s->p + s->at, end - s->at, max, s->units, s->from);
    return true;
}

static bool read_both(om_align *al, size_t a_end, size_t b_end, size_t max)
{
    if (!read_units(&al->a, a_end, max) || !read_units(&al->b, b_end, max))
        al->failed = true;
    return !al->failed;
}

static bool align_units(om_align *al, bool free_end)
{
    if (!om_exact_align(&al->exact, al->a.units, al->a.n, al->b.units, al->b.n, free_end, &al->ops))
        al->failed = true;
    return !al->failed;
}

/* How many units p[0, n) has. */
static size_t count_units(const uint8_t *p, size_t n)
{
    size_t units = 0;

    for (size_t i = 0; i < n; i++)
        units += (p[i] & 0xC0) != 0x80 && (p[i] != '\n' || i == 0 || p[i - 1] != '\r');
    return units;
}

/* --- equal beginnings and ends ------------------------------------------------------------------------------------ */

static size_t common_prefix(const uint8_t *a, const uint8_t *b, size_t n)
{
    size_t i = 0;

    while (n - i >= 64 && memcmp(a + i, b + i, 64) == 0)
        i += 64;
    while (i < n && a[i] == b[i])
        i++;
    return i;
}

static size_t common_suffix(const uint8_t *a, const uint8_t *b, size_t n)
{
    size_t i = 0;

    while (n - i >= 64 && memcmp(a - i - 64, b - i - 64, 64) == 0)
        i += 64;
    while (i < n && a[-1 - (ptrdiff_t)i] == b[-1 - (ptrdiff_t)i])
        i++;
    return i;
}

/* Pass over what is the same in both from where they stand. */
static void skip_equal(om_align *al)
{
    const uint8_t *a = al->a.p + al->a.at, *b = al->b.p + al->b.at;
    size_t n = al->a.end - al->a.at, m = al->b.end - al->b.at;
    size_t same = common_prefix(a, b, n < m ? n : m);

    /* back to the beginning of a unit */
    while (same && ((same < n && (a[same] & 0xC0) == 0x80) || (same < m && (b[same] & 0xC0) == 0x80)))
        same--;
    if (same && a[same - 1] == '\r' && ((same < n && a[same] == '\n') || (same < m && b[same] == '\n')))
        same--;
    put(al, (om_stretch){true, al->a.at, al->a.at + same, al->b.at, al->b.at + same, 0});
    al->a.at += same;
    al->b.at += same;
}

/* Leave out of the work what is the same at the end of both. */
static void cut_tail(om_align *al)
{
    side *a = &al->a, *b = &al->b;
    size_t n = a->end - a->at, m = b->end - b->at, same;

    same = common_suffix(a->p + a->end, b->p + b->end, n < m ? n : m);
    /* forward to the beginning of a character, and never between CR and LF */
    while (same && (a->p[a->end - same] & 0xC0) == 0x80)
        same--;
    if (same && a->p[a->end - same] == '\n')
        same--;
    al->tail = same;
    a->end -= same;
    b->end -= same;
}

/* --- what is not equal -------------------------------------------------------------------------------------------- */

/* Align the next part of what is aligned part by part. */
static void align_piece(om_align *al)
{
    size_t take_a = al->pieces == 1 ? SIZE_MAX : al->a_units / al->pieces;
    size_t take_b = al->pieces == 1 ? SIZE_MAX : al->b_units / al->pieces;

    al->pieces--;
    al->a_units -= take_a;
    al->b_units -= take_b;
    if (!read_units(&al->a, al->a_to, take_a) || !read_units(&al->b, al->b_to, take_b))
        al->failed = true;
    else if (align_units(al, false))
        put_ops(al, al->a.n, al->b.n);
}

/* Align up to these ends part by part. */
static void align_pieces(om_align *al, size_t a_to, size_t b_to, size_t a_units, size_t b_units)
{
    al->pieces = (a_units > b_units ? a_units : b_units) / PIECE + 1;
    al->a_units = a_units;
    al->b_units = b_units;
    al->a_to = a_to;
    al->b_to = b_to;
}

/* Align all up to these ends, exactly where that is no more than `cells` work. */
static void align_gap(om_align *al, size_t a_end, size_t b_end, uint64_t cells)
{
    size_t n = a_end - al->a.at, m = b_end - al->b.at;

    if (n && m && (n > GAP_UNITS || m > GAP_UNITS || (uint64_t)n * m > cells)) {
        /* bytes are too many; are characters? */
        size_t a_units = count_units(al->a.p + al->a.at, n), b_units = count_units(al->b.p + al->b.at, m);

        if (a_units > GAP_UNITS || b_units > GAP_UNITS || (uint64_t)a_units * b_units > cells) {
            align_pieces(al, a_end, b_end, a_units, b_units);
            return;
        }
    }
    if (n == 0 || m == 0) {
        put(al, (om_stretch){false, al->a.at, a_end, al->b.at, b_end,
                             count_units(al->a.p + al->a.at, n) + count_units(al->b.p + al->b.at, m)});
        al->a.at = a_end;
        al->b.at = b_end;
    } else if (read_both(al, a_end, b_end, SIZE_MAX) && align_units(al, false)) {
        put_ops(al, al->a.n, al->b.n);
    }
}

/* Where the window's alignment may be cut: in its third quarter, in the longest run of equal units there.  Nothing is
 * set where a text ends before.  false: nothing was set, or more differs up to there than not. */
static bool find_cut(const om_align *al, size_t *a_units, size_t *b_units)
{
    const size_t low = WINDOW / 2, high = WINDOW / 4 * 3;
    size_t i = 0, j = 0, edits = 0, best = 0, edits_there = 0;

    for (size_t k = 0; k < al->ops.n; k++) {
        enum om_op op = (enum om_op)al->ops.at[k].op;
        size_t n = al->ops.at[k].n, far = i > j ? i : j, from, to;

        /* the part of the run that is in the zone */
        from = far < low ? low - far : 0;
        to = far < high ? high - far : 0;
        to = to < n ? to : n;
        if (from < to && (best == 0 || (op == OM_EQUAL && to - from > best))) {
            best = op == OM_EQUAL ? to - from : 1;
            *a_units = i + (op != OM_INSERT ? to : 0);
            *b_units = j + (op != OM_DELETE ? to : 0);
            edits_there = edits + (op != OM_EQUAL ? to : 0);
        }
        edits += op != OM_EQUAL ? n : 0;
        i += op != OM_INSERT ? n : 0;
        j += op != OM_DELETE ? n : 0;
    }
    return best && edits_there * 10 <= (*a_units > *b_units ? *a_units : *b_units) * 6;
}

/* The texts are out of step: go where they are in step again. */
static void find_step(om_align *al, size_t a_units, size_t b_units)
{
    size_t a_to = al->a.end, b_to = al->b.end;
    bool found;

    if (!al->anchors && !(al->anchors = om_anchor_new())) {
        al->failed = true;
        return;
    }
    found = om_anchor_find(al->anchors, al->a.p, al->a.at, &a_to, al->b.p, al->b.at, &b_to);
    if (found && a_to == al->a.at && b_to == al->b.at && a_units + b_units)
        put_ops(al, a_units, b_units); /* the letters are the same: only marks and spaces are many */
    else
        align_gap(al, a_to, b_to, GAP_CELLS);
}

/* One step through a long text, from a place at which the texts differ. */
static void step(om_align *al)
{
    size_t a_units = 0, b_units = 0;
    bool last;

    if (!read_both(al, al->a.end, al->b.end, WINDOW))
        return;
    last = al->a.at + al->a.from[al->a.n] == al->a.end && al->b.at + al->b.from[al->b.n] == al->b.end;
    if (!align_units(al, !last))
        return;
    if (last) {
        put_ops(al, al->a.n, al->b.n);
    } else if (find_cut(al, &a_units, &b_units)) {
        put_ops(al, a_units, b_units);
    } else {
        find_step(al, a_units, b_units);
    }
}

static void begin(om_align *al)
{
    uint64_t n, m;

    al->begun = true;
    skip_equal(al);
    cut_tail(al);
    n = count_units(al->a.p + al->a.at, al->a.end - al->a.at);
    m = count_units(al->b.p + al->b.at, al->b.end - al->b.at);
    if (n <= GAP_UNITS && m <= GAP_UNITS && n * m <= OM_ALIGN_EXACT)
        align_gap(al, al->a.end, al->b.end, OM_ALIGN_EXACT);
}

/* Fill the queue.  false: nothing is left. */
static bool fill(om_align *al)
{
    al->n = al->next = 0;
    while (al->n == 0 && !al->failed) {
        if (!al->begun) {
            begin(al);
        } else if (al->pieces) {
            align_piece(al);
        } else if (al->a.at < al->a.end || al->b.at < al->b.end) {
            skip_equal(al);
            if (al->a.at == al->a.end || al->b.at == al->b.end)
                align_gap(al, al->a.end, al->b.end, GAP_CELLS);
            else
                step(al);
        } else if (al->tail) {
            put(al, (om_stretch){true, al->a.at, al->a.at + al->tail, al->b.at, al->b.at + al->tail, 0});
            al->tail = 0;
        } else {
            return false;
        }
    }
    return !al->failed;
}

bool om_align_next(om_align *al, om_stretch *stretch, bool *failed)
{
    bool more = true;

    while (more) {
        const om_stretch *s;

        if (al->next == al->n && !fill(al)) {
            more = false;
            break;
        }
        s = &al->queue[al->next];
        if (al->holding && al->held.equal != s->equal)
            break;
        al->next++;
        if (al->holding) {
            al->held.a_end = s->a_end;
            al->held.b_end = s->b_end;
            al->held.edits += s->edits;
        } else {
            al->held = *s;
            al->holding = true;
        }
    }
    *failed = al->failed;
    if (!al->holding || al->failed)
        return false;
    *stretch = al->held;
    al->holding = more;
    if (more)
        al->held = al->queue[al->next++];
    return true;
}
