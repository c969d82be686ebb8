#include "dict/far.h"

#include <stdlib.h>

#include "dict/match.h"
#include "text/buf.h"
#include "text/utf8.h"

/* Characters looked at together.  Windows that begin in the last REACH of them are found with the next. */
enum { REACH = OM_NAME_MAX, CHUNK = 512 + REACH };

/* A part that may be of a name: its key, and its first character's place in the chunk. */
typedef struct {
    uint64_t key;
    unsigned at;
} ask;

struct om_far_finder {
    const om_dict *d;
    const uint8_t *text;
    const uint64_t *right;
    size_t len, next;            /* of the text; the first byte that is not looked at yet */
    unsigned n, owned;           /* characters of the chunk; those that windows are found for that begin there */
    uint32_t offset[CHUNK + 1];  /* in the text, of each character and of the end */
    uint32_t c[CHUNK];           /* 0: it is in no window */
    uint64_t mixed[CHUNK];
    ask asks[2 * CHUNK];
    unsigned asked;
    om_far *found;
    size_t count, room, told;
    bool failed;
};

om_far_finder *om_far_new(void)
{
    return calloc(1, sizeof(om_far_finder));
}

void om_far_free(om_far_finder *s)
{
    if (s)
        free(s->found);
    free(s);
}

void om_far_begin(om_far_finder *s, const om_dict *d, const uint8_t *text, size_t len, const uint64_t *right)
{
    s->d = d;
    s->text = text;
    s->right = right;
    s->len = len;
    s->next = d->header->lengths >> OM_FAR_CHARS ? 0 : len;
    s->count = s->told = 0;
    s->failed = false;
}

bool om_far_failed(const om_far_finder *s)
{
    return s->failed;
}

/* Whether the character at this byte is known to be right. */
static bool is_right(const om_far_finder *s, uint32_t at)
{
    return s->right && s->right[at / 64] >> at % 64 & 1;
}

/* Compare the name with the text from character `from` of the chunk on. */
static void compare(om_far_finder *s, unsigned from, uint32_t number)
{
    size_t len;
    const uint8_t *name = om_dict_name(s->d, number, &len);
    om_far far = {.from = s->offset[from], .name = number};
    unsigned others = 0, unit, at = from;

    for (; name && len; name += unit, len -= unit, at++) {
        uint32_t c = om_utf8_get(name, &unit);

        if (at == s->n)
            return;
        if (c == s->c[at])
            continue;
        if (others == 2 || !s->c[at] || is_right(s, s->offset[at]))
            return;
        far.other[others].at = s->offset[at];
        far.other[others].read = s->c[at];
        far.other[others++].meant = c;
    }
    if (others < 2)
        return;
    far.len = s->offset[at] - far.from;
    if (om_more((void **)&s->found, s->count, &s->room, sizeof *s->found))
        s->found[s->count++] = far;
    else
        s->failed = true;
}

/* Whether of the bits of four characters two fit. */
static bool may_fit(uint32_t a, uint32_t b)
{
    uint32_t differ = a ^ b;

    differ |= differ >> 2;
    differ = (differ | differ >> 1) & 0x1111;
    return (differ * 0x1111 >> 12 & 7) <= 2; /* their sum */
}

/* The names that have the part. */
static void answer(om_far_finder *s, const ask *a)
{
    uint32_t i, to, next, bits[3];

    if (!om_dict_postings(s->d, a->key, &i, &to))
        return;
    for (unsigned part = 0; part < 3; part++)
        bits[part] = a->at >= part && a->at - part + OM_FAR_CHARS <= s->n ? om_far_bits(s->mixed + a->at - part, part) : 0;
    for (; i < to; i = next) {
        unsigned part = om_posting_place(om_dict_posting(s->d, i)) - OM_FAR_PLACE;

        next = om_dict_same_place(s->d, i, to);
        if (part > 2 || part > a->at || a->at - part >= s->owned || a->at - part + OM_FAR_CHARS > s->n)
            continue;
        for (; i < next; i++)
            if (may_fit(om_posting_char(om_dict_posting(s->d, i)), bits[part]))
                compare(s, a->at - part, om_posting_name(om_dict_posting(s->d, i)));
    }
}

static void answer_all(om_far_finder *s)
{
    const unsigned ahead = 4; /* each look-up waits twice for memory: others are under way meanwhile */

    for (unsigned k = 0; k < s->asked + 2 * ahead; k++) {
        if (k < s->asked)
            om_dict_fetch_bucket(s->d, s->asks[k].key);
        if (k >= ahead && k - ahead < s->asked)
            om_dict_fetch_postings(s->d, s->asks[k - ahead].key);
        if (k >= 2 * ahead)
            answer(s, &s->asks[k - 2 * ahead]);
    }
    s->asked = 0;
}

/* Ask the filter about all characters. */
static void ask_filter(om_far_finder *s)
{
    for (unsigned i = 0; i + 3 < s->n; i++) {
        uint64_t key = om_far_key(s->mixed + i, 2);
        unsigned is = om_dict_far(s->d, key);

        if (is & OM_FAR_PAIR)
            s->asks[s->asked++] = (ask){key, i};
        if (is & OM_FAR_TRIPLE && i + 6 < s->n)
            s->asks[s->asked++] = (ask){om_far_key(s->mixed + i, 3), i};
    }
}

/* Take the next characters; false: there are none. */
static bool take_chunk(om_far_finder *s)
{
    unsigned n, len;
    size_t at = s->next;

    for (n = 0; at < s->len && n < CHUNK; at += len, n++) {
        uint32_t c = om_utf8_get(s->text + at, &len);

        s->offset[n] = (uint32_t)at;
        s->c[n] = om_divides(c) ? 0 : c;
        s->mixed[n] = om_key_char(c);
    }
    s->offset[n] = (uint32_t)at;
    s->n = n;
    s->owned = at == s->len ? n : CHUNK - REACH;
    s->next = s->offset[s->owned];
    return n > 0;
}

static int by_from(const void *a_, const void *b_)
{
    const om_far *a = a_, *b = b_;

    return a->from != b->from ? (a->from > b->from) - (a->from < b->from) : (a->name > b->name) - (a->name < b->name);
}

/* Sort what was found; names of which two parts are whole were found twice. */
static void settle(om_far_finder *s)
{
    size_t n = 0;

    if (s->count)
        qsort(s->found, s->count, sizeof *s->found, by_from);
    for (size_t i = 0; i < s->count; i++)
        if (!n || by_from(&s->found[n - 1], &s->found[i]) != 0)
            s->found[n++] = s->found[i];
    s->count = n;
}

bool om_far_next(om_far_finder *s, om_far *far)
{
    while (s->told == s->count) {
        s->told = s->count = 0;
        if (s->failed || !take_chunk(s))
            return false;
        ask_filter(s);
        answer_all(s);
        settle(s);
    }
    *far = s->found[s->told++];
    return true;
}
