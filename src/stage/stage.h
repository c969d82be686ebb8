/* stage.h - what a stage is.
 *
 * A stage is a static const record.  The pipeline (pipeline.c) runs the stages of its table in order over one block
 * after the other; the output of one is the input of the next.
 *
 * Blocks: the raw text is cut just before a line end, so that a block's last line has no line end of its own and the
 * next block begins with it; decisions about that line end thus fall in the block that sees what follows it.  Only
 * where a line is longer than a block is it cut inside, between two characters that no rule joins (two Han characters
 * where there are such).  A stage that needs what stood before the block keeps it in its state.
 */
#ifndef OM_STAGE_H
#define OM_STAGE_H

#include "charset/charset.h"
#include "text/edit.h"
#include "text/status.h"

typedef struct {
    const uint8_t *data; /* raw bytes for decode, valid UTF-8 for every other stage */
    size_t len;
    bool first, last;    /* of the document */
    bool cut_inside;     /* the block ends inside a line, not before a line end */
    uint64_t raw_at;     /* offset of the block in the raw text, for messages */
    const om_charset *charset; /* of the raw text */
    struct om_document *document; /* NULL: plain text */
} om_block;

typedef struct {
    const char *name;
    const char *part_of; /* the name in ocrmend_options.stages that chooses it; NULL: always runs */
    bool over_document;  /* its input is the document, as stage read's is, not the output of the stage before */

    /* Make the state of one run in *state (NULL is a valid state).  Called once, before the first block. */
    ocrmend_status (*init)(const ocrmend_options *options, void **state, ocrmend_error *error);

    /* Work through one block: read block->data, write by keep and replace on `out` (already begun; the pipeline ends
     * it, so a trailing keep may be left out). */
    ocrmend_status (*run)(void *state, const om_block *block, om_out *out, ocrmend_error *error);

    /* Free the state.  NULL where there is none. */
    void (*end)(void *state);
} om_stage;

extern const om_stage om_stage_decode, om_stage_read, om_stage_mojibake, om_stage_lines, om_stage_noise, om_stage_width,
    om_stage_join, om_stage_correct, om_stage_names, om_stage_encode, om_stage_review, om_stage_write;

#endif
