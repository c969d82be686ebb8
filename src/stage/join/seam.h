/* seam.h - what takes the place of a line end inside a paragraph. */
#ifndef OM_JOIN_SEAM_H
#define OM_JOIN_SEAM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "rule.h"
#include "stage/join/hyphen.h"

typedef struct {
    bool space_beside_han;  /* a space between Han and Latin or digits */
    om_words *words;        /* of the document; got with the first hyphen */
    const uint8_t *block;   /* the block's text, for its words ... */
    size_t block_len;
    bool block_read;        /* ... which are read when a hyphen asks */
} om_seam_style;

void om_seam_block(om_seam_style *style, const uint8_t *text, size_t len);
void om_seam_free(om_seam_style *style);

typedef struct {
    enum om_rule rule;
    size_t cut;            /* bytes that go from the end of the line above: a hyphen */
    const char *with;      /* what stands there instead: "", " ", "-" */
    unsigned confidence;   /* percent; 0: as sure as the decision to join */
} om_seam;

/* above[0, above_len): the line above, at least its last word; below: the line below. */
om_seam om_seam_find(om_seam_style *style, const uint8_t *above, size_t above_len, const uint8_t *below,
                     size_t below_len);

/* Whether a line end between the two must stay, because without it the characters beside it would make another mark
 * (. and .. an ellipsis). */
bool om_seam_must_stay(const uint8_t *above, size_t above_len, const uint8_t *below, size_t below_len);

#endif
