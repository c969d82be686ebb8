/* join.h - what the parts of stage join share: the lines at hand, and what comes of them. */
#ifndef OM_STAGE_JOIN_H
#define OM_STAGE_JOIN_H

#include "stage/join/around.h"
#include "stage/join/evidence.h"
#include "stage/join/layout.h"
#include "stage/join/seam.h"
#include "stage/stage.h"
#include "text/lines.h"

typedef struct {
    om_seam_style seam;
    om_line *lines;        /* lines with text, those carried over first */
    size_t n, cap;
    om_place *places;      /* of a document's lines, else NULL */
    size_t places_cap;
    om_line *whole;        /* lines as they come out */
    size_t whole_cap;
    uint8_t *widths;       /* for om_line_columns */
    size_t widths_cap;
    bool bare;             /* the block has nothing but lines: no blank one, no page, no indent, no space in any */
    bool clauses;          /* paragraphs of the block end with commas, as those of charters do: see om_lost_is_list */
    bool open;             /* the block before ended inside a line */
    bool ended;            /* the line end of the last line is out already */
    om_buf tail;           /* the end of the last line of the block before */
} om_join;

/* Room for `want` records of `size` bytes in a growable array; false: out of memory. */
bool om_join_grow(void **at, size_t want, size_t *cap, size_t size);

/* Gather the block's lines after the carried ones.  false: out of memory. */
bool om_join_gather(om_join *s, const om_block *block);

/* Write the edits of the block; where its last line ends. */
size_t om_join_write(om_join *s, const om_block *block, om_out *out);

/* A width as far as it is told apart. */
static inline uint16_t om_em2_cap(uint32_t em2)
{
    return (uint16_t)(em2 < OM_EM2_MAX ? em2 : OM_EM2_MAX);
}

#endif
