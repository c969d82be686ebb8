/* provenance.h - telling a block's edits with their places in the raw and in the clean text. */
#ifndef OM_PROVENANCE_H
#define OM_PROVENANCE_H

#include "format/format.h"
#include "pipeline.h"

typedef struct {
    int (*see)(void *user, const ocrmend_edit *edit);
    void *user;
} om_watch;

/* A range of the input of stage s, taken back to the raw bytes of the block. */
om_range om_to_raw(const om_out *out, const om_document *doc, int s, om_range r);

/* Tell `watch` each edit and note of the block, stage by stage, in each stage in text order.  out: the OM_STAGES
 * outputs of the block (a stage that was not run has none); doc: the document, or NULL; at: where the block begins in
 * the raw text (at[0]) and in the output of stage i (at[i + 1]).  Non-zero when `watch` stopped it. */
int om_tell_edits(const om_out *out, const om_document *doc, const uint64_t *at, const om_watch *watch);

#endif
