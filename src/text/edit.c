#include "text/edit.h"

#include <stdlib.h>

#include "text/bisect.h"

void om_out_begin(om_out *out, const void *src, size_t len)
{
    out->src = src;
    out->src_len = len;
    out->next = out->copied = 0;
    out->text.len = out->pool.len = 0;
    out->edits.n = out->notes.n = 0;
    out->edit_reasons.n = out->note_reasons.n = 0;
}

/* Room for `more` bytes of text.  The first takes room for the whole source: kept bytes never make the buffer grow
 * twice. */
static bool room(om_out *out, size_t more)
{
    size_t whole = out->src_len + out->src_len / 16;

    return om_buf_reserve(&out->text, (out->text.len == 0 && whole > more ? whole : more) + OM_KEPT_SHORT);
}

/* Copy what was kept since the last edit, if it is short and there is room for it, `len` bytes after it, and an edit;
 * *at gets where it ends in the text. */
static bool keep_short(om_out *out, size_t len, size_t *at)
{
    size_t kept = out->next - out->copied;

    *at = out->text.len + kept;
    if (kept > OM_KEPT_SHORT || out->copied + OM_KEPT_SHORT > out->src_len || out->edits.n == out->edits.cap ||
        *at + len + OM_KEPT_SHORT > out->text.cap || *at + len > OM_BLOCK_MAX)
        return false;
    memcpy(out->text.data + out->text.len, out->src + out->copied, OM_KEPT_SHORT);
    return true;
}

/* Record an edit whose place in the text is `at`, where the kept bytes before it end. */
static void record(om_out *out, size_t n, size_t at, size_t len, enum om_rule rule, unsigned confidence)
{
    out->edits.at[out->edits.n++] = (om_edit){
        (uint32_t)out->next, (uint32_t)n, (uint32_t)at, (uint32_t)len, (uint16_t)rule, (uint8_t)confidence, 0, 0};
    out->text.len = at + len;
    out->next += n;
    out->copied = out->next;
}

/* om_replace where there is no room yet, or more to copy than usual. */
__attribute__((noinline)) static void replace_long(om_out *out, size_t n, const void *bytes, size_t len,
                                                   enum om_rule rule, unsigned confidence)
{
    size_t kept = out->next - out->copied, at = out->text.len + kept;
    om_edits *edits = &out->edits;

    if (at + len > OM_BLOCK_MAX || !room(out, kept + len) ||
        (edits->n == edits->cap && !om_more((void **)&edits->at, edits->n, &edits->cap, sizeof *edits->at))) {
        out->failed = true;
        return;
    }
    memcpy(out->text.data + out->text.len, out->src + out->copied, kept);
    record(out, n, at, len, rule, confidence);
    if (len)
        memcpy(out->text.data + at, bytes, len);
}

void om_replace(om_out *out, size_t n, const void *bytes, size_t len, enum om_rule rule, unsigned confidence)
{
    size_t at;

    if (!confidence)
        confidence = om_rule_confidence[rule];
    if (!keep_short(out, len, &at)) {
        replace_long(out, n, bytes, len, rule, confidence);
        return;
    }
    record(out, n, at, len, rule, confidence);
    if (len == 3) /* a character of Chinese: as most are that go in */
        memcpy(out->text.data + at, bytes, 3);
    else if (len)
        memcpy(out->text.data + at, bytes, len);
}

void om_replace_units(om_out *out, size_t n, unsigned unit_src, const void *bytes, size_t len, unsigned unit_dst,
                      enum om_rule rule)
{
    size_t before = out->edits.n;
    om_edit *e = before ? &out->edits.at[before - 1] : NULL;

    if (e && e->rule == rule && e->unit_src == unit_src && e->unit_dst == unit_dst && e->src + e->src_len == out->next &&
        out->text.len + len <= OM_BLOCK_MAX) {
        om_buf_add(&out->text, bytes, len);
        e->src_len += (uint32_t)n;
        e->dst_len += (uint32_t)len;
        out->next += n;
        out->copied = out->next;
        return;
    }
    om_replace(out, n, bytes, len, rule, 0);
    if (out->edits.n > before) {
        e = &out->edits.at[before];
        e->unit_src = (uint8_t)unit_src;
        e->unit_dst = (uint8_t)unit_dst;
    }
}

static void note(om_out *out, size_t from, size_t n, const void *bytes, size_t len, enum om_rule rule,
                 unsigned confidence, ocrmend_outcome outcome)
{
    om_note *o;

    if (!om_more((void **)&out->notes.at, out->notes.n, &out->notes.cap, sizeof *out->notes.at)) {
        out->failed = true;
        return;
    }
    o = &out->notes.at[out->notes.n++];
    o->src = (uint32_t)from;
    o->src_len = (uint32_t)n;
    o->text = (uint32_t)out->pool.len;
    o->text_len = (uint32_t)len;
    o->rule = (uint16_t)rule;
    o->confidence = (uint8_t)(confidence ? confidence : om_rule_confidence[rule]);
    o->outcome = (uint8_t)outcome;
    om_buf_add(&out->pool, bytes, len);
}

void om_report(om_out *out, size_t from, size_t n, enum om_rule rule)
{
    note(out, from, n, "", 0, rule, 0, OCRMEND_REPORTED);
}

void om_suggest(om_out *out, size_t from, size_t n, const void *bytes, size_t len, enum om_rule rule,
                unsigned confidence)
{
    note(out, from, n, bytes, len, rule, confidence, OCRMEND_SUGGESTED);
}

static void why(om_out *out, om_reasons *reasons, size_t of, const char *utf8, size_t n)
{
    if (of == 0 || !om_more((void **)&reasons->at, reasons->n, &reasons->cap, sizeof *reasons->at)) {
        out->failed = true;
        return;
    }
    reasons->at[reasons->n++] = (om_reason){(uint32_t)of - 1, (uint32_t)out->pool.len, (uint32_t)n};
    om_buf_add(&out->pool, utf8, n);
}

void om_why_edit(om_out *out, const char *utf8, size_t n)
{
    why(out, &out->edit_reasons, out->edits.n, utf8, n);
}

void om_why_note(om_out *out, const char *utf8, size_t n)
{
    why(out, &out->note_reasons, out->notes.n, utf8, n);
}

const char *om_reason_of(const om_out *out, const om_reasons *reasons, size_t i, size_t *len)
{
    size_t first = 0;

    OM_BISECT(first, reasons->n, reasons->at[first].of < i);
    if (first == reasons->n || reasons->at[first].of != i)
        return NULL;
    *len = reasons->at[first].len;
    return (const char *)out->pool.data + reasons->at[first].text;
}

bool om_out_end(om_out *out)
{
    size_t kept = out->src_len - out->copied;

    out->next = out->src_len;
    if (out->edits.n && room(out, kept)) {
        memcpy(out->text.data + out->text.len, out->src + out->copied, kept);
        out->text.len += kept;
        out->copied = out->next;
    }
    return !out->failed && !out->text.failed && !out->pool.failed;
}

void om_out_free(om_out *out)
{
    om_buf_free(&out->text);
    om_buf_free(&out->pool);
    free(out->edits.at);
    free(out->notes.at);
    free(out->edit_reasons.at);
    free(out->note_reasons.at);
    memset(out, 0, sizeof *out);
}

/* One side of the mapping; seen from the side `here`, an edit covers [here, here + here_len) and stands for
 * [there, there + there_len) on the other. */
typedef struct {
    size_t here, here_len, there, there_len, unit_here, unit_there;
} side;

static side look(const om_edit *e, bool to_src)
{
    side s = {e->src, e->src_len, e->dst, e->dst_len, e->unit_src, e->unit_dst};
    side r = {e->dst, e->dst_len, e->src, e->src_len, e->unit_dst, e->unit_src};

    return to_src ? r : s;
}

/* Map one end of a range.  `end`: the range ends here, so what begins here stays outside and a cut edit is taken up to
 * its own end. */
static size_t map(const om_edits *edits, size_t pos, bool to_src, bool end)
{
    size_t after = 0;
    side s;

    /* behind the last edit that begins before pos (for a start: at or before it) */
    OM_BISECT(after, edits->n, (to_src ? edits->at[after].dst : edits->at[after].src) + (size_t)end <= pos);
    if (after == 0)
        return pos;
    s = look(&edits->at[after - 1], to_src);
    if (pos >= s.here + s.here_len)
        return s.there + s.there_len + (pos - s.here - s.here_len);
    if (s.unit_here) {
        size_t units = (pos - s.here + (end ? s.unit_here - 1 : 0)) / s.unit_here;
        return s.there + units * s.unit_there;
    }
    return s.there + (end ? s.there_len : 0);
}

static om_range map_range(const om_edits *edits, om_range r, bool to_src)
{
    om_range out = {map(edits, r.from, to_src, false), 0};

    out.to = r.to > r.from ? map(edits, r.to, to_src, true) : out.from;
    return out;
}

om_range om_to_src(const om_edits *edits, om_range dst)
{
    return map_range(edits, dst, true);
}

om_range om_to_dst(const om_edits *edits, om_range src)
{
    return map_range(edits, src, false);
}
