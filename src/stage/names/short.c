/* short.c - misread names that are too short for the matcher.
 *
 * The matcher finds names of three characters and more that are one character away.  Where something speaks for a name,
 * a title, a list, a dateline, or the same name elsewhere in the text, more is looked for: names of two characters of
 * which one is another, names of three that lack the middle one or have one too many. */
#include "stage/names/names.h"

#include <string.h>

#include "dict/key.h"
#include "dict/language.h"
#include "text/bisect.h"
#include "text/script.h"
#include "text/utf8.h"

enum { AROUND = 8 };   /* characters that are looked at together */

/* The first of postings [i, to) of one key that is not before `posting`, whatever their print. */
static uint32_t first_posting(const om_dict *d, uint32_t i, uint32_t to, uint64_t posting)
{
    OM_BISECT(i, to, om_dict_posting(d, i) << 16 >> 16 < posting);
    return i;
}

/* Names that have this key without the character at `place`; `meant`, unless it is 0, is this character. */
static void try_key(om_names *s, unsigned dict, om_hit hit, uint64_t sum, unsigned place, uint32_t meant, enum om_names_wanted wanted)
{
    const om_dict *d = s->dicts[dict];
    uint32_t i, to, c = meant < OM_BEYOND ? meant : OM_BEYOND;
    uint64_t last = om_posting(0, place, meant ? c : OM_BEYOND, OM_DICT_NAMES_MAX - 1);

    if (!om_dict_postings(d, om_key_end(sum), &i, &to))
        return;
    hit.first = first_posting(d, i, to, om_posting(0, place, c, 0));
    hit.n = first_posting(d, hit.first, to, last + 1) - hit.first;
    if (hit.n)
        om_names_add_guesses(s, dict, &hit, wanted);
}

/* A character of the text and what is asked of it again and again; c is 0 for a line end or space. */
enum {
    HAN = 1,
    DIGIT = 2,
    COMMA = 4,
    TITLE = 8,           /* with the next one a title of two characters */
    IN_WORD = 16,
    TWO_HEAD = 32,       /* names of two characters that stand elsewhere begin, end with it */
    TWO_TAIL = 64,
    THREE_HEAD = 128     /* names of three do */
};

typedef struct {
    uint64_t mixed;
    uint32_t c, offset;
    unsigned is;
} place;

/* c[2], c[3] as a name of two characters of which that at place w, 0 or 1, was misread. */
static om_hit hit_of_two(const place *a, unsigned w)
{
    return (om_hit){a[2].offset, a[4].offset - a[2].offset, a[2 + w].offset, OM_HIT_SUBSTITUTED, (uint8_t)w, 0, 0};
}

static void look_two(om_names *s, unsigned dict, const place *a, unsigned w, enum om_names_wanted wanted)
{
    try_key(s, dict, hit_of_two(a, w), a[3 - w].mixed, w, 0, wanted);
}

/* The same, of names that stand elsewhere. */
static void look_seen(om_names *s, unsigned dict, const place *a, unsigned w)
{
    om_hit hit = hit_of_two(a, w);
    unsigned most, i = 0;
    uint32_t meant;

    om_names_is_doubted(s, &hit, false, &most);
    while ((meant = om_twos_next(&s->twos, s->learned, w, a[2 + w].c, a[3 - w].c, most, &i)))
        try_key(s, dict, hit, a[3 - w].mixed, w, meant, OM_SEEN_ELSEWHERE);
}

/* c[2], c[3] as a name of three without its middle character. */
static void look_middle(om_names *s, unsigned dict, const place *a, enum om_names_wanted wanted)
{
    om_hit hit = {a[2].offset, a[4].offset - a[2].offset, a[3].offset, OM_HIT_MISSING, 1, 0, 0};
    uint64_t sum = om_key_push(a[2].mixed, a[3].mixed);

    if (om_dict_skips(s->dicts[dict], om_key_end(sum)))
        try_key(s, dict, hit, sum, 1, 0, wanted);
}

/* c[2] to c[5] as a name of three that has one too many, c[3] or c[4]. */
static void look_extra(om_names *s, unsigned dict, const place *a, unsigned extra)
{
    om_hit hit = {a[2].offset, a[6].offset - a[2].offset, a[extra].offset, OM_HIT_EXTRA, (uint8_t)(extra - 2), 0, 0};
    uint64_t sum = om_key_push(om_key_push(a[2].mixed, a[7 - extra].mixed), a[5].mixed);

    if (om_seen_count(&s->seen, sum) && om_dict_triple(s->dicts[dict], om_key_end(sum)) & OM_TRIPLE_KEY)
        try_key(s, dict, hit, sum, OM_WHOLE, 0, OM_SEEN_ELSEWHERE);
}

static bool is_title(const place *a)
{
    unsigned part = 0;

    if (a[0].is & a[1].is & HAN && om_language_of(a[0].c).begins & OM_BEGINS_TITLE_OF_TWO &&
        om_language_of(a[1].c).begins & OM_ENDS_TITLE)
        part = om_language(OM_TITLE, om_key_push(a[0].mixed, a[1].mixed));
    return part == OM_TITLE_HEAD || part == OM_TITLE_PERSON;
}

/* Whether c[2], c[3] may be a name that stands elsewhere, of which that at place w is another character. */
static bool may_be_seen(om_names *s, const place *a, unsigned w)
{
    if (!(w ? a[2].is & TWO_HEAD : a[3].is & TWO_TAIL))
        return false;
    return s->page || (w ? om_like_any(&s->like_tails, s->two.tail, s->two.n_tails, a[3].c, OM_NAMES_ALIKE)
                         : om_like_any(&s->like_heads, s->two.head, s->two.n_heads, a[2].c, OM_NAMES_ALIKE));
}

/* Whether c[2], c[3] are all of an item of a list, beside one that is a name of this type. */
static bool is_item(const om_names *s, const place *a, uint8_t type)
{
    return !(a[1].is & HAN) && om_names_ends_item(a[4].c) && om_names_beside(s, a[2].offset, a[4].offset, type);
}

/* Whether there is anything that look() may find: all that it asks first, with no branch. */
static unsigned is_worth_it(const place *a)
{
    unsigned titled = (a[0].is | a[4].is) & TITLE, listed = (a[1].is | a[4].is) & COMMA, dated = a[4].is & DIGIT;
    unsigned seen = (a[2].is & TWO_HEAD && !(a[3].is & IN_WORD)) | (a[3].is & TWO_TAIL && !(a[2].is & IN_WORD));

    return (titled | listed | dated | seen | (a[2].is & THREE_HEAD)) && a[2].c && a[3].c;
}

static void look(om_names *s, const place *a)
{
    bool han = a[2].is & a[3].is & HAN;
    bool titled = han && (a[0].is | a[4].is) & TITLE;
    bool listed = han && (a[1].is | a[4].is) & COMMA;
    bool person_item = listed && is_item(s, a, OM_TYPE_PERSON);
    bool place_item = (listed && is_item(s, a, OM_TYPE_PLACE)) ||
                      (a[4].is & DIGIT && om_names_dateline(s, a[2].offset, a[4].offset));
    bool item = titled || person_item || place_item;
    unsigned type = titled || person_item ? OM_TYPE_PERSON : OM_TYPE_PLACE;
    bool person = titled || person_item || (listed && om_language_of(a[2].c).surname);
    bool three = a[2].is & THREE_HEAD;
    bool middle = three && om_ends_have(&s->three, a[2].c, a[3].c);
    bool extra = three && a[4].c && a[5].c && om_ends_have(&s->three, a[2].c, a[5].c);

    for (unsigned w = 0; w < 2; w++) {
        if (om_names_in_word(s, a[2 + w].offset) || !(item || may_be_seen(s, a, w)))
            continue;
        for (unsigned dict = 0; dict < s->n_dicts; dict++)
            if (item && om_dict_has_type(s->dicts[dict], type))
                look_two(s, dict, a, w, type == OM_TYPE_PERSON ? OM_SHORT_PERSONS : OM_SHORT_PLACES);
            else
                look_seen(s, dict, a, w);
    }
    for (unsigned dict = 0; (person || middle || extra) && dict < s->n_dicts; dict++) {
        if (person && om_dict_has_type(s->dicts[dict], OM_TYPE_PERSON))
            look_middle(s, dict, a, OM_RARE_MIDDLE);
        if (middle)
            look_middle(s, dict, a, OM_SEEN_ELSEWHERE);
        if (extra) {
            look_extra(s, dict, a, 3);
            look_extra(s, dict, a, 4);
        }
    }
}

/* The next character of the text, at *at; past its end: none. */
static place next_place(const om_names *s, size_t *at)
{
    unsigned unit = 0;
    uint32_t c = *at < s->len ? om_utf8_get(s->p + *at, &unit) : 0;
    place a = {.c = c <= ' ' || c == 0x3000 ? 0 : c, .offset = (uint32_t)*at};
    enum om_script script = om_script(a.c);

    a.mixed = om_key_char(a.c);
    a.is = (script == OM_HAN) * HAN | (script == OM_DIGIT) * DIGIT | (c == LIST_COMMA) * COMMA |
           (unsigned)om_names_in_word(s, a.offset) * IN_WORD | om_set_has(s->two.heads, c) * TWO_HEAD |
           om_set_has(s->two.tails, c) * TWO_TAIL | om_ends_begin(&s->three, c) * THREE_HEAD;
    *at += unit;
    return a;
}

/* a[0], a[1] are the two characters before the window, a[2] to a[7] it and those after it. */
void om_names_short(om_names *s)
{
    enum { ROW = 512 };
    place row[ROW + AROUND] = {{0}};
    uint16_t worth[ROW + 1];
    unsigned n = 2;
    size_t at = 0;

    for (;;) {
        unsigned n_worth = 0;

        for (; n < ROW + AROUND; n++) {
            row[n] = next_place(s, &at);
            row[n - 1].is |= is_title(&row[n - 1]) * TITLE;
        }
        for (unsigned i = 0; i < ROW; i++) {
            worth[n_worth] = (uint16_t)i;
            n_worth += is_worth_it(&row[i]);
        }
        for (unsigned k = 0; k < n_worth; k++)
            look(s, &row[worth[k]]);
        if (row[ROW + 2].offset == s->len)
            return;
        memcpy(row, row + ROW, AROUND * sizeof *row);
        n = AROUND;
    }
}
