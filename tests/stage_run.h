/* Running one stage over bytes, and what must hold of its output whatever they were. */
#ifndef STAGE_RUN_H
#define STAGE_RUN_H

#include <check.h>
#include <stdlib.h>

#include "charset/charset.h"
#include "stage/stage.h"
#include "text/utf8.h"

/* Assert in a loop: ck_assert writes to a file each time it holds. */
#define must(condition)                \
    do {                               \
        if (!(condition))              \
            ck_abort_msg(#condition);  \
    } while (0)

typedef struct {
    om_out out;
    const uint8_t *text;
    size_t len;
    ocrmend_status status;
    ocrmend_error error;
} stage_result;

/* Run the stage on all of a text; free with stage_done.  `data` is copied to memory of just its size, so that a
 * sanitizer sees a read past its end. */
static inline void stage_run(stage_result *r, const om_stage *stage, const char *charset, const void *data, size_t len,
                             ocrmend_invalid invalid)
{
    ocrmend_options options = {.invalid = invalid};
    uint8_t *copy = malloc(len ? len : 1);
    om_block block = {copy, len, true, true, false, 0, om_charset_named(charset), NULL};
    void *state = NULL;

    memset(r, 0, sizeof *r);
    ck_assert_ptr_nonnull(copy);
    ck_assert_ptr_nonnull(block.charset);
    if (len)
        memcpy(copy, data, len);
    if (stage->init)
        ck_assert_int_eq(stage->init(&options, &state, &r->error), OCRMEND_OK);
    om_out_begin(&r->out, copy, len);
    r->status = stage->run(state, &block, &r->out, &r->error);
    if (r->status == OCRMEND_OK) {
        ck_assert(om_out_end(&r->out));
        r->text = om_out_text(&r->out, &r->len);
    }
    if (stage->end)
        stage->end(state);
}

static inline void stage_done(stage_result *r)
{
    free((void *)r->out.src);
    om_out_free(&r->out);
}

/* The output is UTF-8, the edits lie in order side by side, and what lies between them is the same on both sides
 * (decode in another charset than UTF-8: only ASCII does). */
static inline void stage_sound(const stage_result *r)
{
    size_t src = 0, dst = 0;

    ck_assert_uint_eq(om_utf8_valid(r->text, r->len), r->len);
    for (size_t i = 0; i < r->out.edits.n; i++) {
        const om_edit *e = &r->out.edits.at[i];
        must(e->src >= src);
        must(e->src - src == e->dst - dst);
        must(memcmp(r->out.src + src, r->text + dst, e->src - src) == 0);
        must((size_t)e->src + e->src_len <= r->out.src_len);
        must((size_t)e->dst + e->dst_len <= r->len);
        must(e->rule < OM_RULE_COUNT);
        if (e->unit_src)
            must(e->src_len / e->unit_src * e->unit_dst == e->dst_len);
        src = (size_t)e->src + e->src_len;
        dst = (size_t)e->dst + e->dst_len;
    }
    ck_assert_uint_eq(r->out.src_len - src, r->len - dst);
    ck_assert(memcmp(r->out.src + src, r->text + dst, r->len - dst) == 0);
    for (size_t i = 0; i < r->out.notes.n; i++)
        must((size_t)r->out.notes.at[i].src + r->out.notes.at[i].src_len <= r->out.src_len);
}

static inline size_t stage_count(const stage_result *r, enum om_rule rule)
{
    size_t n = 0;

    for (size_t i = 0; i < r->out.edits.n; i++)
        n += r->out.edits.at[i].rule == rule;
    for (size_t i = 0; i < r->out.notes.n; i++)
        n += r->out.notes.at[i].rule == rule;
    return n;
}

#endif
