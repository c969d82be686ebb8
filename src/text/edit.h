/* edit.h - the one way by which a stage writes: keep what it was given, or replace it and say by which rule.
 *
 * A stage gets a flat, immutable source and an om_out.  It walks through the source once with keep() and replace();
 * the output text and the list of edits come from the same calls, so they cannot disagree.  Where nothing was replaced
 * there is no output buffer at all: the text *is* the source (om_out_text).
 *
 * Offsets are bytes within the block (32 bits; a block is at most OM_BLOCK_MAX).
 */
#ifndef OM_EDIT_H
#define OM_EDIT_H

#include "ocrmend.h"
#include "rule.h"
#include "text/buf.h"

#define OM_BLOCK_MAX (UINT32_C(1) << 28) /* of any stage's text; blocks as the pipeline cuts them are far smaller */

typedef struct {
    uint32_t src, src_len;       /* in the source */
    uint32_t dst, dst_len;       /* in the output */
    uint16_t rule;               /* enum om_rule */
    uint8_t confidence;          /* percent */
    uint8_t unit_src, unit_dst;  /* a run record: src_len / unit_src units, each unit_src bytes that became unit_dst;
                                    0: the edit is one whole */
} om_edit;

/* Something about a range of the source that is not a change: a suggestion or a report. */
typedef struct {
    uint32_t src, src_len;
    uint32_t text, text_len;     /* suggested text, in om_out.pool */
    uint16_t rule;
    uint8_t confidence;
    uint8_t outcome;             /* OCRMEND_SUGGESTED or OCRMEND_REPORTED */
} om_note;

/* Why an edit or a note was made, where the rule's name does not tell. */
typedef struct {
    uint32_t of;                 /* its number in edits or notes */
    uint32_t text, len;          /* in om_out.pool: UTF-8 */
} om_reason;

typedef struct {
    om_reason *at;               /* sorted */
    size_t n, cap;
} om_reasons;

typedef struct {
    om_edit *at;
    size_t n, cap;
} om_edits;

typedef struct {
    const uint8_t *src;
    size_t src_len;
    size_t next;                 /* first source byte neither kept nor replaced yet */
    size_t copied;               /* source bytes before this are in `text` (or replaced) */
    om_buf text;
    om_edits edits;              /* sorted by src and by dst, not overlapping */
    struct {
        om_note *at;
        size_t n, cap;
    } notes;                     /* in the order given */
    om_reasons edit_reasons, note_reasons;
    om_buf pool;
    bool failed;                 /* out of memory: sticky */
} om_out;

/* Begin a block.  The buffers of the block before are used again; src must outlive the om_out's use. */
void om_out_begin(om_out *out, const void *src, size_t len);

/* Keep the next n bytes, or all bytes up to source offset `to` (>= next).  Costs nothing per byte. */
static inline void om_keep(om_out *out, size_t n)
{
    out->next += n;
}

static inline void om_keep_to(om_out *out, size_t to)
{
    out->next = to;
}

/* Replace the next n source bytes (0: insert) by len bytes.  The rule's own confidence is taken when confidence is
 * 0. */
void om_replace(om_out *out, size_t n, const void *bytes, size_t len, enum om_rule rule, unsigned confidence);

/* What is kept between two edits is short nearly always.  So many bytes are copied at once; those beyond are written
 * over later.  So much room is left at the end of the text. */
enum { OM_KEPT_SHORT = 96 };

/* What of an om_out many short edits in a row need, to be kept in registers between them: begin, add as long as that
 * succeeds, end; nothing else may be done with the om_out in between. */
typedef struct {
    const uint8_t *src;
    uint8_t *text;
    om_edit *edits;
    size_t next, len, n;               /* of the source, of the text, of the edits */
    size_t next_most, len_most, n_most; /* up to which there is room */
} om_cuts;

static inline om_cuts om_cuts_begin(const om_out *out)
{
    bool room = out->src_len >= OM_KEPT_SHORT && out->text.cap >= OM_KEPT_SHORT && out->text.cap <= OM_BLOCK_MAX;

    return (om_cuts){.src = out->src,
                     .text = out->text.data,
                     .edits = out->edits.at,
                     .next = out->copied,
                     .len = out->text.len,
                     .n = out->edits.n,
                     .next_most = room ? out->src_len - OM_KEPT_SHORT : 0,
                     .len_most = room ? out->text.cap - OM_KEPT_SHORT : 0,
                     .n_most = room ? out->edits.cap : 0};
}

/* Keep what is before source offset `at` and put len bytes of `by`, which has room for OM_CUT_MOST, in place of the n
 * bytes there.  false: it has to be done by om_replace, which makes room. */
enum { OM_CUT_MOST = 4 };

static inline bool om_cuts_put(om_cuts *c, size_t at, size_t n, const char *by, size_t len,
                               enum om_rule rule, unsigned confidence)
{
    const uint8_t *from = c->src + c->next;
    uint8_t *to = c->text + c->len;
    size_t kept = at - c->next;

    if (c->next > c->next_most || c->len + kept > c->len_most || c->n >= c->n_most)
        return false;
    memcpy(to, from, OM_KEPT_SHORT);
    if (kept > OM_KEPT_SHORT)
        memcpy(to + OM_KEPT_SHORT, from + OM_KEPT_SHORT, kept - OM_KEPT_SHORT);
    if (len)
        memcpy(to + kept, by, OM_CUT_MOST);
    c->edits[c->n++] = (om_edit){
        (uint32_t)at, (uint32_t)n, (uint32_t)(c->len + kept), (uint32_t)len, (uint16_t)rule, (uint8_t)confidence, 0, 0};
    c->len += kept + len;
    c->next = at + n;
    return true;
}

/* The same, where nothing takes their place. */
static inline bool om_cuts_add(om_cuts *c, size_t at, size_t n, enum om_rule rule, unsigned confidence)
{
    return om_cuts_put(c, at, n, NULL, 0, rule, confidence);
}

static inline void om_cuts_end(const om_cuts *c, om_out *out)
{
    out->next = out->copied = c->next;
    out->text.len = c->len;
    out->edits.n = c->n;
}

/* Delete the next n source bytes. */
static inline void om_delete(om_out *out, size_t n, enum om_rule rule)
{
    om_replace(out, n, "", 0, rule, 0);
}

/* Replace the next n source bytes by len bytes, unit for unit: n / unit_src == len / unit_dst units.  A run that
 * continues the edit before it (same rule and units, no gap) is added to it. */
void om_replace_units(om_out *out, size_t n, unsigned unit_src, const void *bytes, size_t len, unsigned unit_dst,
                      enum om_rule rule);

/* Say something about source[from, from + n) without changing it. */
void om_report(om_out *out, size_t from, size_t n, enum om_rule rule);
void om_suggest(om_out *out, size_t from, size_t n, const void *bytes, size_t len, enum om_rule rule,
                unsigned confidence);

/* Say why, of the edit or note made last: n bytes of UTF-8. */
void om_why_edit(om_out *out, const char *utf8, size_t n);
void om_why_note(om_out *out, const char *utf8, size_t n);

/* What was said of edit or note i; NULL: nothing.  Its length goes to *len. */
const char *om_reason_of(const om_out *out, const om_reasons *reasons, size_t i, size_t *len);

/* Keep what is left and close the block.  false: out of memory. */
bool om_out_end(om_out *out);

/* The output after om_out_end: the source itself when there was no edit. */
static inline const uint8_t *om_out_text(const om_out *out, size_t *len)
{
    if (out->edits.n == 0) {
        *len = out->src_len;
        return out->src;
    }
    *len = out->text.len;
    return out->text.data;
}

void om_out_free(om_out *out);

/* --- from output back to source and on ---------------------------------------------------------------------------- */

typedef struct {
    size_t from, to;
} om_range;

/* The source range that an output range came from, and the output range that a source range became.  A range that cuts
 * an edit takes all of it (run records: all units it touches).  Deletions at its edges stay outside, an empty range
 * stays empty. */
om_range om_to_src(const om_edits *edits, om_range dst);
om_range om_to_dst(const om_edits *edits, om_range src);

#endif
