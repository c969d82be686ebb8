#include "report/protect.h"

#include <stdlib.h>
#include <string.h>

#include "report/provenance.h"
#include "text/bisect.h"

typedef struct {
    uint64_t from, to;            /* of the raw text */
    const om_decision *decision;
} rejected;

struct om_protect {
    size_t n;
    uint64_t longest;             /* of the ranges */
    rejected at[];                /* by from */
};

static int by_from(const void *x, const void *y)
{
    const rejected *a = x, *b = y;

    return (a->from > b->from) - (a->from < b->from);
}

om_protect *om_protect_new(const ocrmend_decisions *decisions)
{
    om_protect *p = calloc(1, sizeof *p + decisions->n * sizeof *p->at);

    for (size_t i = 0; p && i < decisions->n; i++) {
        const om_decision *d = &decisions->at[i];
        const json_t *raw = json_object_get(d->json, "raw");
        json_int_t from = json_integer_value(json_array_get(raw, 0)), to = json_integer_value(json_array_get(raw, 1));

        /* without its place a change cannot be known again; a decision on decode has no old text */
        if (d->verb != OM_REJECT || json_array_size(raw) != 2 || from < 0 || to < from ||
            !json_is_string(json_object_get(d->json, "old")) || !json_is_string(json_object_get(d->json, "new")))
            continue;
        p->at[p->n++] = (rejected){(uint64_t)from, (uint64_t)to, d};
        if ((uint64_t)(to - from) > p->longest)
            p->longest = (uint64_t)(to - from);
    }
    if (p && p->n)
        qsort(p->at, p->n, sizeof *p->at, by_from);
    return p;
}

void om_protect_free(om_protect *protect)
{
    free(protect);
}

static bool is_rejected(const om_protect *p, const om_out *out, const om_edit *e, uint64_t from, uint64_t to)
{
    size_t i = 0;

    /* the first that begins after the edit */
    OM_BISECT(i, p->n, p->at[i].from <= from);
    while (i-- > 0 && p->at[i].from + p->longest >= to)
        if (p->at[i].to >= to && om_decision_fits(p->at[i].decision, NULL, out->src + e->src, e->src_len,
                                                   out->text.data + e->dst, e->dst_len))
            return true;
    return false;
}

bool om_protect_stage(const om_protect *protect, om_out *out, int s, const om_document *doc, const uint64_t *at)
{
    om_out kept = {0};
    om_out *made = &out[s];

    om_out_begin(&kept, made->src, made->src_len);
    for (size_t i = 0; i < made->edits.n; i++) {
        const om_edit *e = &made->edits.at[i];
        om_range raw = om_to_raw(out, doc, s, (om_range){e->src, (size_t)e->src + e->src_len});

        if (is_rejected(protect, made, e, at[0] + raw.from, at[0] + raw.to))
            continue;
        om_keep_to(&kept, e->src);
        om_replace(&kept, e->src_len, made->text.data + e->dst, e->dst_len, e->rule, e->confidence);
        if (kept.failed)
            break;
        kept.edits.at[kept.edits.n - 1].unit_src = e->unit_src;
        kept.edits.at[kept.edits.n - 1].unit_dst = e->unit_dst;
    }
    if (!om_out_end(&kept)) {
        om_out_free(&kept);
        return false;
    }
    if (kept.edits.n < made->edits.n) {
        om_buf text = made->text;
        om_edits edits = made->edits;

        made->text = kept.text;
        made->edits = kept.edits;
        kept.text = text;
        kept.edits = edits;
    }
    om_out_free(&kept);
    return true;
}
