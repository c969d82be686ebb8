#include "report/provenance.h"

/* A range of the input of stage s, taken back to the raw bytes. */
static om_range to_raw(const om_out *out, int s, om_range r)
{
    while (s-- > 0)
        r = om_to_src(&out[s].edits, r);
    return r;
}

/* A range of the output of stage s, taken on to the clean text. */
static om_range to_clean(const om_out *out, int s, om_range r)
{
    while (++s < OM_STAGES)
        r = om_to_dst(&out[s].edits, r);
    return r;
}

static int tell(const om_out *out, int s, const uint64_t *at, const om_watch *watch, om_range in, om_range made,
                ocrmend_edit *edit)
{
    om_range raw = to_raw(out, s, in), clean = to_clean(out, s, made);

    edit->raw_from = at[0] + raw.from;
    edit->raw_to = at[0] + raw.to;
    edit->clean_from = at[OM_STAGES] + clean.from;
    edit->clean_to = at[OM_STAGES] + clean.to;
    edit->old_text = (const char *)out[s].src + in.from;
    edit->old_len = in.to - in.from;
    return watch->see(watch->user, edit);
}

static int tell_edit(const om_out *out, int s, const uint64_t *at, const om_watch *watch, const om_edit *e)
{
    ocrmend_edit edit = {ocrmend_rule_at(e->rule), OCRMEND_CHANGED, e->confidence / 100.0, 0, 0, 0, 0, 0, 0, 0, 0, 0};

    edit.stage_at = at[s + 1] + e->dst;
    edit.new_text = (const char *)out[s].text.data + e->dst;
    edit.new_len = e->dst_len;
    return tell(out, s, at, watch, (om_range){e->src, (size_t)e->src + e->src_len},
                (om_range){e->dst, (size_t)e->dst + e->dst_len}, &edit);
}

static int tell_note(const om_out *out, int s, const uint64_t *at, const om_watch *watch, const om_note *o)
{
    om_range in = {o->src, (size_t)o->src + o->src_len};
    ocrmend_edit edit = {ocrmend_rule_at(o->rule), (ocrmend_outcome)o->outcome, o->confidence / 100.0,
                         0, 0, 0, 0, 0, 0, 0, 0, 0};

    edit.stage_at = at[s] + o->src;
    edit.new_text = (const char *)out[s].pool.data + o->text;
    edit.new_len = o->text_len;
    return tell(out, s, at, watch, in, om_to_dst(&out[s].edits, in), &edit);
}

int om_tell_edits(const om_out *out, const uint64_t *at, const om_watch *watch)
{
    for (int s = 0; s < OM_STAGES; s++) {
        for (size_t i = 0; i < out[s].edits.n; i++) {
            const om_edit *e = &out[s].edits.at[i];
            /* the plain conversion of a charset is told once, by the charset's name in the log's first line */
            int stop = e->rule == OM_RULE_CHARSET ? 0 : tell_edit(out, s, at, watch, e);
            if (stop)
                return stop;
        }
        for (size_t i = 0; i < out[s].notes.n; i++) {
            int stop = tell_note(out, s, at, watch, &out[s].notes.at[i]);
            if (stop)
                return stop;
        }
    }
    return 0;
}
