/* layout.h - where the lines of a document stand in their column: what the boxes say of the end of a paragraph.
 *
 * A column is found anew round each line, from the lines near it that stand above and below it, so that columns side by
 * side, a picture, a headline or a skewed page need no knowledge of the whole page.  All measures are relative to the
 * type size, so that resolution and font do not matter. */
#ifndef OM_JOIN_LAYOUT_H
#define OM_JOIN_LAYOUT_H

#include "format/page.h"
#include "stage/join/evidence.h"

enum { OM_EM = 16, OM_SIZE = 64 }; /* units of the measures below in an em, and in the usual type size */

/* Where a line stands. */
typedef struct {
    bool known;       /* false: it has no box, and the rest says nothing */
    bool top;         /* first line of a column: the line before it does not stand above it */
    bool indents;     /* a line near it, or itself, has the indent of a first line */
    int16_t indent;   /* from the left edge of the column, positive inside */
    int16_t room;     /* up to the right edge of the column, positive inside */
    int16_t pitch;    /* from the line before down to it; 0 with top */
    int16_t usual;    /* what that is for most lines around */
    uint16_t size;    /* of its type, in 64ths of that of most lines around */
    uint8_t confidence; /* percent, of its last word; OM_NOT_TOLD */
} om_place;

/* Find the places of lines[0..n), whose text the anchors of page have followed; places has room for n.  Lines before
 * `from` are of the block before and left as they are.  false: out of memory. */
bool om_places_find(om_place *places, const om_line *lines, size_t n, size_t from, const om_page *page,
                    const uint8_t *text);

/* Whether the line is of the type size of most lines around; and whether it has the indent of two em besides. */
bool om_place_is_body(const om_place *p);
bool om_place_is_first(const om_place *p);

/* What the places of two lines one after the other show: classes for the tables of layout_evidence.c. */
enum { OM_INDENTS = 5, OM_ROOMS = 6, OM_SIZES = 4, OM_CHANGES = 7, OM_PITCHES = 7 };
enum { OM_INDENT_NONE = 1, OM_INDENT_ONE, OM_INDENT_TWO, OM_INDENT_MORE };
enum { OM_ROOM_FEW = 3, OM_ROOM_SHORT };
enum { OM_SIZE_BODY = 1, OM_SIZE_LARGER = 3 };

typedef struct {
    uint8_t indent_above, indent; /* outside (of the line below it is none), none, one em, two, more (centred, or a far
                                     shorter line) */
    uint8_t room;                 /* of the line above: outside, none, one em, two or three, up to nine, more */
    uint8_t size_above, size;     /* small print, body, large, larger */
    uint8_t change;               /* of size from the line above to this: three classes of less, the same, three of more */
    bool indents;                 /* first lines have indents here */
    uint8_t pitch;                /* two classes of nearer than usual, as usual, three of farther; the top of a column */
} om_place_gap;

/* Both are known. */
om_place_gap om_place_gap_look(const om_place *above, const om_place *below);

/* Evidence that a paragraph ends between the two lines, as om_gap_score has it, from the places and what of the text
 * still tells something beside them. */
int om_place_gap_score(const om_place_gap *place, const om_gap *gap, bool cuts_word);

#endif
