#include "dict/far.h"

#include <stdlib.h>

#include "text/buf.h"
#include "text/utf8.h"

/* A part that may be of a name: its key, and its first character's place in the stretch. */
typedef struct {
    uint64_t key;
    unsigned at;
} ask;

enum { ASKS = 128 };

struct om_far_finder {
    ask asks[ASKS];
    unsigned asked;
    om_far *found;
    size_t count, room, told;
    size_t first;                /* of what was found in the stretch */
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

void om_far_begin(om_far_finder *s)
{
    s->count = s->told = 0;
    s->failed = false;
}

bool om_far_failed(const om_far_finder *s)
{
    return s->failed;
}

/* Compare the name with the text from character `from` of the stretch on. */
static void compare(om_far_finder *s, const om_far_stretch *t, unsigned from, uint32_t number)
{
    size_t len;
    const uint8_t *name = om_dict_name(t->d, number, &len);
    om_far far = {.from = t->offset[from], .name = number};
    unsigned others = 0, unit, at = from;

    for (; name && len; name += unit, len -= unit, at++) {
        uint32_t meant = om_utf8_get(name, &unit), read;

        if (at == t->n)
            return;
        read = om_utf8_get(t->text + t->offset[at], &(unsigned){0});
        if (read == meant)
            continue;
        if (others == 2 || t->sure[at])
            return;
        far.other[others].at = t->offset[at];
        far.other[others].read = read;
        far.other[others++].meant = meant;
    }
    if (others < 2 || s->count == OM_FAR_FOUND)
        return;
    far.len = t->offset[at] - far.from;
    if (om_more((void **)&s->found, s->count, &s->room, sizeof *s->found))
        s->found[s->count++] = far;
    else
        s->failed = true;
}

/* Whether of the bits of four characters those of two are the same. */
static bool may_fit(uint32_t a, uint32_t b)
{
    uint32_t differ = a ^ b;

    differ |= differ >> 2;
    differ = (differ | differ >> 1) & 0x1111;
    return (differ * 0x1111 >> 12 & 7) <= 2; /* their sum */
}

/* The names that have the part. */
static void answer(om_far_finder *s, const om_far_stretch *t, const ask *a)
{
    uint32_t i, to, next;

    if (!om_dict_postings(t->d, a->key, &i, &to))
        return;
    for (; i < to; i = next) {
        unsigned part = om_posting_place(om_dict_posting(t->d, i)) - OM_FAR_PLACE, from = a->at - part;
        uint32_t bits;

        next = om_dict_same_place(t->d, i, to);
        if (part > 2 || part > a->at || from >= t->owned || from + OM_FAR_CHARS > t->n)
            continue;
        bits = om_far_bits(t->mixed + from, part);
        for (; i < next; i++)
            if (may_fit(om_posting_char(om_dict_posting(t->d, i)), bits))
                compare(s, t, from, om_posting_name(om_dict_posting(t->d, i)));
    }
}

/* Answer what was asked.  Each look-up waits twice for memory: others are under way meanwhile. */
static void answer_all(om_far_finder *s, const om_far_stretch *t)
{
    for (unsigned k = 0; k < s->asked; k++)
        om_dict_fetch_postings(t->d, s->asks[k].key);
    for (unsigned k = 0; k < s->asked; k++)
        answer(s, t, &s->asks[k]);
    s->asked = 0;
}

static void add_ask(om_far_finder *s, const om_far_stretch *t, uint64_t key, unsigned i)
{
    if (s->asked == ASKS)
        answer_all(s, t);
    s->asks[s->asked++] = (ask){key, i};
    om_dict_fetch_bucket(t->d, key);
}

/* Whether in names of less than OM_FAR_TRIPLES of which characters i and i + 3 are a part two others may be wrong. */
static bool may_be_wrong(const om_far_stretch *t, unsigned i)
{
    unsigned from = i < 2 ? 0 : i - 2, to = i + OM_FAR_TRIPLES - 1 < t->n ? i + OM_FAR_TRIPLES - 1 : t->n, wrong = 0;

    for (unsigned k = from; k < to && wrong < 2; k++)
        wrong += k != i && k != i + 3 && !t->sure[k];
    return wrong == 2;
}

static inline bool is_set(const uint64_t *bits, size_t i)
{
    return bits[i / 64] >> i % 64 & 1;
}

/* Characters i and i + 3 may begin a part. */
static void add_asks(om_far_finder *s, const om_far_stretch *t, unsigned i)
{
    const uint64_t *filter = t->d->at[OM_FARS];
    unsigned log2 = t->d->header->log2[OM_FARS];
    uint64_t key = om_far_pair(t->mixed + i);

    if (is_set(filter, om_key_slot(key, log2)) && may_be_wrong(t, i))
        add_ask(s, t, key, i);
    if (i + 6 >= t->n)
        return;
    key = om_far_triple(t->mixed + i);
    if (is_set(filter, om_key_slot(key, log2)))
        add_ask(s, t, key, i);
}

static int by_from(const void *a_, const void *b_)
{
    const om_far *a = a_, *b = b_;

    return a->from != b->from ? (a->from > b->from) - (a->from < b->from) : (a->name > b->name) - (a->name < b->name);
}

/* Sort what was found from number `first` on; names of which two parts are whole were found twice. */
static void settle(om_far_finder *s, size_t first)
{
    size_t n = first;

    qsort(s->found + first, s->count - first, sizeof *s->found, by_from);
    for (size_t i = first; i < s->count; i++)
        if (n == first || by_from(&s->found[n - 1], &s->found[i]) != 0)
            s->found[n++] = s->found[i];
    s->count = n;
}

void om_far_begin_stretch(om_far_finder *s, const om_far_stretch *t)
{
    const uint64_t *filter = t->d->at[OM_FARS], *mixed = t->mixed;
    unsigned log2 = t->d->header->log2[OM_FARS], n = t->n;

    s->first = s->count;
    if (!(t->d->header->lengths >> OM_FAR_CHARS))
        return;
    for (unsigned i = 0; i + 3 < n; i++)
        if (is_set(filter, om_far_slot(mixed + i, log2)))
            add_asks(s, t, i);
}

void om_far_end_stretch(om_far_finder *s, const om_far_stretch *t)
{
    if (s->asked)
        answer_all(s, t);
    if (s->first < s->count)
        settle(s, s->first);
}

bool om_far_next(om_far_finder *s, om_far *far)
{
    if (s->told == s->count) {
        s->told = s->count = 0;
        return false;
    }
    *far = s->found[s->told++];
    return true;
}
