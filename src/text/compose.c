#include "text/compose.h"

void om_compose(om_out *first, om_out *second)
{
    const om_edits *a = &first->edits, *b = &second->edits;
    const uint8_t *text;
    size_t i = 0, j = 0, len;
    om_out both = {0};
    om_edits old;

    if (!om_out_end(first) || !om_out_end(second)) {
        first->failed = true;
        return;
    }
    text = om_out_text(second, &len);
    om_out_begin(&both, first->src, first->src_len);
    while (i < a->n || j < b->n) {
        /* [from, to) of the text between the passes: an edit and what overlaps it */
        const om_edit *lead = j == b->n || (i < a->n && a->at[i].dst <= b->at[j].src) ? &a->at[i] : &b->at[j];
        size_t from = lead == &b->at[j] && j < b->n ? lead->src : lead->dst, to = from + 1;
        om_range src, dst;

        for (;;) {
            if (i < a->n && a->at[i].dst < to) {
                size_t end = (size_t)a->at[i].dst + a->at[i].dst_len;
                to = end > to ? end : to;
                i++;
            } else if (j < b->n && b->at[j].src < to) {
                size_t end = (size_t)b->at[j].src + b->at[j].src_len;
                to = end > to ? end : to;
                j++;
            } else {
                break;
            }
        }
        src = om_to_src(a, (om_range){from, to});
        dst = om_to_dst(b, (om_range){from, to});
        om_keep_to(&both, src.from);
        om_replace(&both, src.to - src.from, text + dst.from, dst.to - dst.from, (enum om_rule)lead->rule,
                   lead->confidence);
    }
    om_out_end(&both);
    om_buf_free(&first->text);
    first->text = both.text;
    both.text = (om_buf){0};
    old = first->edits;
    first->edits = both.edits;
    both.edits = old;
    first->next = both.next;
    first->copied = both.copied;
    first->failed |= both.failed;
    om_out_free(&both);
}
