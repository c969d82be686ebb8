/* format.h - the compiled dictionary as it lies in its file.
 *
 * One header, a checksum for each block of the rest, then sections, each on a 64-byte border, in the byte order of the
 * machine that made it.  The file is mapped and used as it is; a machine of another byte order refuses it.
 *
 *   OM_PAIRS     a byte for each slot of the hash of two characters: OM_PAIR_* bits
 *   OM_SKIPS     a bit for each slot: first and third character of a name of three
 *   OM_TRIPLES   two bits for each slot: OM_TRIPLE_*
 *   OM_ANCHORS   uint32_t for each slot: how long the names are that begin (low half) or end (high half) with three
 *                characters; bit i is length i + 4, bit 15 all lengths from 19 up
 *   OM_LONGS     uint64_t words: two bits for each key of four characters and more
 *   OM_FARS      a bit for each slot: the key of a part of a name of OM_FAR_CHARS and more, and its first two characters
 *   OM_BUCKETS   uint32_t: where the postings of each bucket of keys begin, and one more: their number
 *   OM_POSTINGS  uint64_t, sorted in their bucket: for each name its own key (place OM_WHOLE), for each of its
 *                characters the key of what is left without it, and for long ones the keys of its parts (OM_FAR_PLACE)
 *   OM_OFFSETS   uint32_t: where each name begins in OM_NAMES, and one more: its size
 *   OM_NAMES     names in UTF-8, sorted bytewise, unique
 *   OM_FIRSTS    uint32_t: the first row of each name in OM_ROWS, and one more: their number
 *   OM_ROWS      om_dict_row
 *   OM_FIELDS    the columns of rows: column (a byte, enum om_column), length (two bytes, low byte first), text in
 *                UTF-8; a byte 0 ends the row.  Offset 0 is the row without columns.
 *
 * What is checked when: om_dict_open checks the header, the list of checksums, and the sections up to OM_FARS, which
 * are addressed by hash alone.  Of the others each block is checked against its checksum before it is read for the
 * first time; offsets in them are checked at each use, for a checksum says nothing of who made a file.
 */
#ifndef OM_DICT_FORMAT_H
#define OM_DICT_FORMAT_H

#include <stddef.h>
#include <stdint.h>

#define OM_DICT_MAGIC "\x89OMD\r\n\x1A\n" /* as PNG's: shows what a transfer as text has done to it */
#define OM_DICT_VERSION 2
#define OM_DICT_ORDER UINT32_C(0x01020304)
#define OM_DICT_BLOCK_LOG2 16

#define OM_NAME_MIN 2  /* characters of a name */
#define OM_NAME_MAX 48

enum om_section {
    OM_PAIRS,
    OM_SKIPS,
    OM_TRIPLES,
    OM_ANCHORS,
    OM_LONGS,
    OM_FARS,
    OM_BUCKETS,
    OM_POSTINGS,
    OM_OFFSETS,
    OM_NAMES,
    OM_FIRSTS,
    OM_ROWS,
    OM_FIELDS,
    OM_SECTIONS
};

enum { OM_FILTERS = OM_FARS + 1 }; /* sections checked at opening */

typedef struct {
    char magic[8];
    uint32_t order, version;
    uint64_t size;                /* of the file */
    uint32_t names, rows;
    uint64_t lengths;             /* bit n: there are names of n characters */
    uint8_t log2[OM_BUCKETS + 1]; /* slots of the sections that are addressed by hash */
    uint8_t types;                /* bit t: there are rows of type t (source.h); 0: not told, as in files of before */
    uint8_t highest;              /* the least level of rows (source.h); 0: some row has none, or not told */
    uint8_t zero[7];
    struct {
        uint64_t at, size;        /* bytes */
    } section[OM_SECTIONS];
    uint64_t sums;                /* XXH3 of the list of checksums, which follows the header */
    uint64_t sum;                 /* XXH3 of the header before this member */
} om_dict_header;

typedef struct {
    uint32_t fields;              /* offset in OM_FIELDS */
    uint8_t type, level, flags, zero;
} om_dict_row;

/* OM_PAIRS */
enum {
    OM_PAIR_NAME = 1,        /* is a name */
    OM_PAIR_HEAD3 = 2,       /* begins a name of three */
    OM_PAIR_TAIL3 = 4,       /* ends a name of three */
    OM_PAIR_HEAD4 = 8,
    OM_PAIR_TAIL4 = 16,
    OM_PAIR_HEAD5 = 32,
    OM_PAIR_TAIL5 = 64,
    OM_PAIR_TRIPLE = 128     /* begins three characters that OM_TRIPLES has */
};

/* OM_TRIPLES */
enum {
    OM_TRIPLE_KEY = 1,       /* is the key of postings */
    OM_TRIPLE_ANCHOR = 2     /* is in OM_ANCHORS */
};

/* Names of so many characters have parts, by which they are found where two characters are others (far.h); of so many
 * the parts have three.  Parts that more names have say nothing, and would take time: they are left out.  Of 642,000
 * places of China 24,000 are so long; in no more than 700 of them is a part the same. */
enum { OM_FAR_CHARS = 6, OM_FAR_TRIPLES = 9, OM_FAR_MOST = 1024 };

/* A posting: print of the key (16 bits), place of the character left out (6), that character (16; OM_BEYOND: beyond the
 * BMP), number of the name (26). */
#define OM_WHOLE 63 /* nothing is left out */
#define OM_BEYOND 0xFFFF
#define OM_FAR_PLACE 60 /* and two more: a part of a name, from character 0, 1, 2 on; for the character om_far_bits */
#define OM_DICT_NAMES_MAX (UINT32_C(1) << 26)

static inline uint64_t om_posting(uint64_t print, unsigned place, uint32_t c, uint32_t name)
{
    return print << 48 | (uint64_t)place << 42 | (uint64_t)(c < OM_BEYOND ? c : OM_BEYOND) << 26 | name;
}

static inline unsigned om_posting_place(uint64_t posting)
{
    return posting >> 42 & 63;
}

static inline uint32_t om_posting_char(uint64_t posting)
{
    return (uint32_t)(posting >> 26 & 0xFFFF);
}

static inline uint32_t om_posting_name(uint64_t posting)
{
    return (uint32_t)(posting & (OM_DICT_NAMES_MAX - 1));
}

/* The bit of a name's length, in characters (>= 4), in one half of OM_ANCHORS. */
static inline uint32_t om_anchor_bit(unsigned n)
{
    return UINT32_C(1) << (n < 19 ? n - 4 : 15);
}

#endif
