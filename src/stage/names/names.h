/* names.h - what the parts of stage names share: the names that stand in a block's text, and the guesses at misread
 * ones.
 *
 * Costs and scores are in tenths of a nat (dict/language.h); offsets are bytes in the stage's input.
 */
#ifndef OM_NAMES_H
#define OM_NAMES_H

#include "dict/far.h"
#include "dict/language.h"
#include "dict/match.h"
#include "dict/source.h"
#include "format/page.h"
#include "stage/names/seen.h"
#include "stage/names/segment.h"
#include "text/buf.h"

/* A name that stands in the text as it is. */
typedef struct {
    uint32_t from, to;
    uint32_t name;         /* its number in dictionary `dict` */
    uint8_t dict, type, level, chars;
    uint64_t key;          /* of its characters: the same in all dictionaries */
    uint32_t head, tail;   /* the first and last of them */
} om_known;

/* What places named beside a guessed one say of it; nothing where they or it have no codes. */
typedef struct {
    bool near;     /* one that it lies in, or that lies in it */
    bool follows;  /* one that it lies in, just before it */
    bool astray;   /* just before it a higher one that it does not lie in */
    bool sibling;  /* the next or last item of a list is a part of the same place, or both are countries */
} om_placed;

/* What known names beside a guessed one in a list say of it. */
typedef struct {
    unsigned alike;  /* how many are of its type ... */
    unsigned unlike; /* ... and of another */
    bool twice;      /* one is the guessed name itself: no list names the same twice */
} om_listed;

/* A name that may stand in the text but for one character, or two. */
typedef struct {
    uint32_t from, to, at; /* as in om_hit */
    uint32_t name, read, meant;
    uint64_t key;
    uint8_t kind, dict, type, level, chars, cost;
    struct {
        uint32_t at, read, meant;
        uint8_t cost, confidence;
        bool wide;
        bool unlikely;     /* never told, but others have to be better by far */
    } second;              /* OM_HIT_TWO: the other character that differs, after the one at `at` */
    bool in_word;          /* the character that differs is in an ordinary word */
    bool covered;          /* ... or in a name of three characters and more that stands there */
    uint8_t confidence;    /* the engine's, or OM_NOT_TOLD */
    bool wide;             /* ... of the whole line */
    bool doubted;          /* by the engine; OM_HIT_TWO: both are */
    bool titled;           /* a title beside it */
    om_placed placed;
    bool dateline;         /* between a news agency and a date */
    bool in_office;        /* a person's title, organisation or place, as a list has it, beside it */
    om_listed listed;
    unsigned seen;         /* how often the name stands elsewhere in the text */
    bool in_batch;         /* ... or in another of the batch */
    uint64_t reading;      /* key of what stands there */
    unsigned votes;        /* how many different readings may be this name */
    unsigned repeated;     /* how often it stands there as if it were this name, this place with it */
    int gain;              /* what is more likely about the text with the name */
    int score;             /* all in all */
    bool weighed;          /* gain and score are known */
    int rival;             /* score of the best other guess here, OM_NO_RIVAL: there is none */
    uint32_t rival_name;
    uint8_t rival_dict;
} om_guess;

#define OM_NO_RIVAL (-10000)

typedef struct {
    const om_dict *dicts[OCRMEND_DICTS_MAX];
    unsigned n_dicts;
    bool is_table[OCRMEND_DICTS_MAX]; /* of places, with their levels */
    om_matcher *matcher;
    om_far_finder *finder;
    om_learned *learned;   /* confusions of the engine; NULL: not known */
    ocrmend_batch *batch;  /* NULL: the text is on its own */
    om_seen seen;          /* names of the text so far */
    unsigned met;          /* how many different ones, of three characters and more, are of a list of the user's */
    om_twos twos;          /* those of two characters */
    om_ends two, three;    /* ends of those of two and of three characters */
    om_like like_heads, like_tails; /* of `two` */
    om_seen votes;         /* of how many different readings a name was guessed */
    om_seen readings;      /* what was guessed to be a misread name so far: keys of reading and name together */
    ocrmend_level level;
    om_char_set splits;    /* characters that are the left half of others */

    /* of the block */
    const uint8_t *text;
    const uint8_t *p;      /* the same, in simplified characters where it is traditional */
    size_t len;
    om_buf simplified;     /* room for it */
    const om_page *page;   /* NULL: plain text */
    uint64_t *in_word, *beyond_doubt; /* a bit for each byte, that of a character's first: whether it stands in an ordinary
                              word (words.c); and whether, besides, the engine does not doubt it */
    uint64_t *told;        /* bytes that guesses that are told cover */
    uint64_t *place_ends;  /* where known places end that are no villages */
    size_t bits_room;      /* of each of the four, in 64 bits */
    struct {
        om_known *at;
        size_t n, cap;
    } known;               /* sorted by from, longer ones first; each stretch once */
    struct {
        om_guess *at;
        size_t n, cap;
    } guesses;
    struct {
        uint32_t from, to, at;
        uint8_t kind;
        bool in_word;
        unsigned cost;
    } read;                /* of the guess weighed last: what the text costs as it reads; to 0: there was none */
    bool failed;           /* out of memory */
} om_names;

/* Whether a name of two characters, of this number as a word (language.h) and this level, is no ordinary word, and,
 * where it comes from a table that has thousands of them, is known as a name to the list of words and no town or
 * village: any two characters are the short form of some town. */
static inline bool om_stands_alone(unsigned word, unsigned level)
{
    return word ? !om_word_ordinary(word) && level < OM_LEVEL_TOWN : !level;
}

static inline bool om_names_in_word(const om_names *s, uint32_t at)
{
    return s->in_word[at / 64] >> at % 64 & 1;
}

/* words.c: fill in in_word and beyond_doubt.  false: out of memory. */
bool om_names_words(om_names *s);

/* batch.c: how often a name stood in the texts of a batch before this one; and take those of this one too.  NULL: no
 * batch. */
unsigned om_batch_count(const ocrmend_batch *batch, uint64_t key);
void om_batch_take(ocrmend_batch *batch, const om_seen *seen);

/* gather.c: find the names and the guesses of the block; and add a guess of which all is set but what the name
 * tells. */
void om_names_gather(om_names *s);
void om_names_add(om_names *s, om_guess *g);

/* Which of the names that a hit could be are wanted; all but the first are for what is looked for around a place. */
enum om_names_wanted { OM_ANY_NAME, OM_SEEN_ELSEWHERE, OM_SHORT_PERSONS, OM_SHORT_PLACES, OM_RARE_MIDDLE };

/* Add a guess for each name wanted that the hit could be. */
void om_names_add_guesses(om_names *s, unsigned dict, const om_hit *hit, enum om_names_wanted wanted);
/* Whether the engine doubts the character of the hit; if not, *most: the cost up to which it may be another one of a
 * name, of a table of places or not. */
bool om_names_is_doubted(const om_names *s, const om_hit *hit, bool table, unsigned *most);

/* short.c: guesses at names of two and three characters, where something speaks for them. */
void om_names_short(om_names *s);

/* split.c: guesses at names of which a character was read as two; and the characters that may be the first of those. */
void om_names_splits(om_names *s);
void om_splits_init(om_char_set lefts);

/* far.c: guesses at long names of dictionary i of which two characters were misread, as the finder has them. */
void om_names_far(om_names *s, unsigned i);

/* evidence.c: the engine's confidence in what stands at offset `at` (where something is missing: before it too), or
 * OM_NOT_TOLD; *wide: it is of a line, not of a word; and whether that makes the character doubtful. */
unsigned om_names_confidence(const om_names *s, uint32_t at, bool missing, bool *wide);
bool om_names_doubt(unsigned confidence, bool wide);
/* place.c: what places named beside a guess say of it. */
om_placed om_names_placed(const om_names *s, const om_guess *g);
/* slot.c: what the items beside a guess say of it, where it is one of a list. */
om_listed om_names_listed(const om_names *s, const om_guess *g);
/* office.c: whether the title, organisation or place that a list tells of this person stands beside the guess. */
bool om_names_in_office(const om_names *s, const om_guess *g);
/* Whether an item of a list ends before this character: a mark, 等, 和 and the like. */
bool om_names_ends_item(uint32_t c);
/* Whether it stands between a news agency and a date: 新华社北京1月3日电. */
bool om_names_dateline(const om_names *s, uint32_t from, uint32_t to);
/* Whether [from, to) is beside a known name of this type in a list. */
bool om_names_beside(const om_names *s, uint32_t from, uint32_t to, uint8_t type);
/* Whether a known name of three characters and more covers the character, and is not a part of the guessed one; or any
 * known name one of two that differ. */
bool om_names_covered(const om_names *s, const om_guess *g);

/* A character that the engine does not doubt may be another one of a name of two characters, or of a table of places,
 * if they look as much alike as this cost says. */
enum { OM_NAMES_ALIKE = 120 };

/* Cost from which two characters do not look alike: that of 99 of 100 pairs.  (With 999 of 1,000 a tenth fewer names
 * were put right, and no fewer harmed.) */
enum { OM_NAMES_FAR = 195 };

/* From this cost on a character is not told by its looks. */
enum { OM_NAMES_UNLIKE = 165 };

enum { LIST_COMMA = 0x3001, LIST_COMMA_BYTES = 3 };

/* weigh.c: fill in what speaks for and against a guess, and its score. */
void om_names_weigh(om_names *s, om_guess *g);
/* ... of all guesses of the block whose score may be `tell` and more: they are `weighed`. */
void om_names_weigh_likely(om_names *s, int tell);

/* decide.c: choose among the guesses and write. */
void om_names_decide(om_names *s, om_out *out);

/* The first known name at or after offset `from`. */
size_t om_names_first(const om_names *s, uint32_t from);

/* What is known of a name: its first row's type and level. */
void om_names_row(const om_dict *d, uint32_t name, uint8_t *type, uint8_t *level);

#endif
