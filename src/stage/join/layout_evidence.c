/* layout_evidence.c - the evidence of the boxes for the end of a paragraph.  The weights are in layout_table.h. */
#include "stage/join/layout.h"
#include "stage/join/layout_table.h"

/* How many of the rising borders are not above x. */
#define CLASS(x, borders) class_of(x, borders, sizeof(borders) / sizeof *(borders))

static uint8_t class_of(int x, const int *borders, size_t n)
{
    uint8_t class = 0;

    while (class < n && borders[class] <= x)
        class++;
    return class;
}

om_place_gap om_place_gap_look(const om_place *above, const om_place *below)
{
    /* in sixteenths of an em */
    static const int indents[OM_INDENTS - 1] = {-10, 8, 22, 56}, rooms[OM_ROOMS - 1] = {-10, 8, 24, 56, 144};
    /* in 64ths */
    static const int sizes[OM_SIZES - 1] = {48, 78, 96}, changes[OM_CHANGES - 1] = {40, 50, 56, 73, 82, 102};
    /* off the usual, in 32nds of it */
    static const int pitches[OM_PITCHES - 2] = {-10, -5, 5, 10, 26};
    int change = below->size * OM_SIZE / (above->size ? above->size : 1);
    int usual = below->usual * (above->size < below->size ? above->size : below->size) / OM_SIZE;
    int off = (below->pitch - usual) * 32 / (usual < OM_EM / 2 ? OM_EM / 2 : usual);

    return (om_place_gap){
        .indent_above = CLASS(above->indent, indents),
        /* what stands outside is a line without indent that a speck or a printed rule begins */
        .indent = below->indent < indents[0] ? OM_INDENT_NONE : CLASS(below->indent, indents),
        .room = CLASS(above->room, rooms),
        .size_above = CLASS(above->size, sizes),
        .size = CLASS(below->size, sizes),
        .change = CLASS(change, changes),
        .indents = above->indents || below->indents,
        .pitch = below->top ? OM_PITCHES - 1 : CLASS(off, pitches),
    };
}

/* What is said by hand. */
static int by_hand(const om_place_gap *place, const om_gap *gap)
{
    enum { SPACED = 4 }; /* class of pitch */
    bool body = place->size_above == OM_SIZE_BODY && place->size == OM_SIZE_BODY, no_mark = gap->kind == OM_NO_MARK;
    bool centred = body && no_mark && place->indent_above == OM_INDENT_MORE && place->room >= OM_ROOM_SHORT;
    bool headline = centred || (place->size_above == OM_SIZE_LARGER && place->size <= OM_SIZE_BODY);
    bool letter = gap->start == OM_START_HAN || gap->start == OM_START_DIGIT;
    int score = 0;

    if (!place->indents && gap->kind == OM_ENDS && place->room >= OM_ROOM_FEW && gap->start != OM_START_WORD)
        score += NO_INDENTS;
    if (place->pitch == SPACED && gap->kind == OM_ENDS)
        score += SPACE;
    if (gap->over == OM_START_BYLINE && no_mark)
        score += AFTER_BYLINE;
    if (headline && place->indent == OM_INDENT_TWO && gap->start != OM_START_CLOSE)
        score += AFTER_HEADLINE;
    if (place->indent == OM_INDENT_ONE && body && letter && (gap->stop == OM_STOP_COLON || gap->stop == OM_STOP_COMMA))
        score += LOST_QUOTE;
    return score;
}

int om_place_gap_score(const om_place_gap *place, const om_gap *gap, bool cuts_word)
{
    static const uint8_t ways[OM_CHANGES] = {0, 0, 1, 1, 1, 2, 2}; /* smaller, the same, larger */
    static const uint8_t fills[OM_ROOMS] = {0, 0, 1, 1, 2, 2};     /* full, nearly, short */
    int score = BEFORE;

    score += by_kind_indent_fill[gap->kind][place->indent][fills[place->room]];
    score += by_indents[place->indent_above][place->indent];
    score += by_stop_room[gap->stop][place->room];
    score += by_start_kind[gap->start][gap->kind];
    score += by_start_indent[gap->start][place->indent];
    score += by_ends_below[gap->below_ends][gap->below];
    score += by_large_change[place->size_above >= 2][place->change];
    score += by_sizes[place->size_above][place->size];
    score += by_pitch_change[place->pitch][ways[place->change]];
    if (gap->stop == OM_STOP_TEXT && gap->start == OM_START_HAN)
        score += by_word_room[cuts_word][place->room];
    return score + by_hand(place, gap);
}
