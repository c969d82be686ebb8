#include "report/provenance.h"

#include "format/readings.h"

/* Everything about a block that is needed to find places in it. */
typedef struct {
    const om_out *out;
    const om_document *doc;   /* NULL: plain text */
    const uint64_t *at;
    const om_watch *watch;
} telling;

om_range om_to_raw(const om_out *out, const om_document *doc, int s, om_range r)
{
    if (om_stages[s]->over_document)
        return r;
    while (s-- > 0) {
        if (doc && s == OM_READ)
            return om_page_to_doc(&doc->page, r);
        r = om_to_src(&out[s].edits, r);
    }
    return r;
}

/* A range of the output of stage s, taken on to the clean text or document. */
static om_range to_clean(const telling *t, int s, om_range r)
{
    bool same = t->doc && t->doc->same && s != OM_WRITE;

    while (++s < (same ? OM_WRITE : OM_STAGES))
        r = om_to_dst(&t->out[s].edits, r);
    return same ? om_readings_place(&t->doc->readings, &t->out[OM_WRITE].edits, r) : r;
}

/* Where it is in the clean text, and on which line of type. */
static void tell_place(const telling *t, int s, om_range in, om_range made, ocrmend_edit *edit)
{
    const om_type_line *line;

    if (s >= OM_WRITE)
        return;
    edit->text = (const char *)om_out_text(&t->out[OM_REVIEW], &edit->text_len);
    for (int k = s + 1; k <= OM_REVIEW; k++)
        made = om_to_dst(&t->out[k].edits, made);
    edit->text_from = made.from;
    edit->text_to = made.to;
    if (!t->doc || s <= OM_READ)
        return;
    while (--s > OM_READ)
        in = om_to_src(&t->out[s].edits, in);
    line = om_page_line_at(&t->doc->page, in.from);
    if (!line)
        return;
    edit->line = line->box;
    edit->page = line->page + 1;
}

static int tell(const telling *t, int s, om_range in, om_range made, ocrmend_edit *edit)
{
    om_range raw = om_to_raw(t->out, t->doc, s, in), clean = to_clean(t, s, made);

    edit->raw_from = t->at[0] + raw.from;
    edit->raw_to = t->at[0] + raw.to;
    edit->clean_from = t->at[OM_STAGES] + clean.from;
    edit->clean_to = t->at[OM_STAGES] + clean.to;
    edit->old_text = (const char *)t->out[s].src + in.from;
    edit->old_len = in.to - in.from;
    tell_place(t, s, in, made, edit);
    return t->watch->see(t->watch->user, edit);
}

static int tell_edit(const telling *t, int s, const om_edit *e)
{
    ocrmend_edit edit = {.rule = ocrmend_rule_at(e->rule), .outcome = OCRMEND_CHANGED,
                         .confidence = e->confidence / 100.0};

    edit.stage_at = t->at[s + 1] + e->dst;
    edit.new_text = (const char *)t->out[s].text.data + e->dst;
    edit.new_len = e->dst_len;
    edit.why = om_reason_of(&t->out[s], &t->out[s].edit_reasons, (size_t)(e - t->out[s].edits.at), &edit.why_len);
    return tell(t, s, (om_range){e->src, (size_t)e->src + e->src_len},
                (om_range){e->dst, (size_t)e->dst + e->dst_len}, &edit);
}

static int tell_note(const telling *t, int s, const om_note *o)
{
    om_range in = {o->src, (size_t)o->src + o->src_len};
    ocrmend_edit edit = {.rule = ocrmend_rule_at(o->rule), .outcome = (ocrmend_outcome)o->outcome,
                         .confidence = o->confidence / 100.0};

    edit.stage_at = t->at[s] + o->src;
    edit.new_text = (const char *)t->out[s].pool.data + o->text;
    edit.new_len = o->text_len;
    edit.why = om_reason_of(&t->out[s], &t->out[s].note_reasons, (size_t)(o - t->out[s].notes.at), &edit.why_len);
    return tell(t, s, in, om_to_dst(&t->out[s].edits, in), &edit);
}

/* Whether an edit of stage s is to be told.  The plain conversion of a charset is told once, by the charset's name in
 * the log's first line; a document that is written again is undone by the edits of stage write alone. */
static bool is_told(const telling *t, int s, const om_edit *e)
{
    return e->rule != OM_RULE_CHARSET && !(s == OM_READ && t->doc && t->doc->same);
}

int om_tell_edits(const om_out *out, const om_document *doc, const uint64_t *at, const om_watch *watch)
{
    telling t = {out, doc, at, watch};

    for (int s = 0; s < OM_STAGES; s++) {
        for (size_t i = 0; i < out[s].edits.n; i++) {
            const om_edit *e = &out[s].edits.at[i];
            int stop = is_told(&t, s, e) ? tell_edit(&t, s, e) : 0;
            if (stop)
                return stop;
        }
        for (size_t i = 0; i < out[s].notes.n; i++) {
            int stop = tell_note(&t, s, &out[s].notes.at[i]);
            if (stop)
                return stop;
        }
    }
    return 0;
}
