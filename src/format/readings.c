#include "format/readings.h"

#include <stdlib.h>

#include "text/bisect.h"
#include "text/script.h"
#include "text/utf8.h"

typedef struct {
    om_reading_list *list;
    om_page *page;
    const uint8_t *read, *clean;
    size_t len;
    bool merge;
} finding;

void om_readings_free(om_reading_list *list)
{
    free(list->at);
    om_buf_free(&list->text);
}

static bool parts_words(uint8_t c)
{
    return c == ' ' || c == '\n' || c == '\t' || c == '\f';
}

/* The clean text between words[k - 1] and words[k], and where the first of its spaces is and the last one ends.  None:
 * both at its end, so that what was inserted there is the word's before. */
typedef struct {
    size_t first, after;
    bool spaced;
} gap;

static gap gap_before(const finding *f, size_t k)
{
    const om_page *page = f->page;
    size_t from = k ? page->words[k - 1].to : 0, to = k < page->n_words ? page->words[k].from : f->len;
    gap g = {to, k ? to : 0, false};

    for (size_t i = from; i < to; i++)
        if (parts_words(f->clean[i])) {
            g.first = g.spaced ? g.first : i;
            g.after = i + 1;
            g.spaced = true;
        }
    return g;
}

/* Bytes of the hyphen that a line's last word had, and join took out to make one word of it and the next line's first;
 * 0: none. */
static size_t divided(const finding *f, const om_type_line *line)
{
    static const char *const hyphens[] = {"-", "\xE2\x80\x90", "\xC2\xAD", "\xC2\xAC"};
    size_t k = line->words ? line->word + line->words - 1 : f->page->n_words;
    const om_word *w = &f->page->words[k];

    if (k + 1 >= f->page->n_words || w[1].from != w->to || w[1].from == w[1].to)
        return 0;
    for (size_t i = 0; i < sizeof hyphens / sizeof *hyphens; i++) {
        size_t n = strlen(hyphens[i]);
        if (w->text_len > n && memcmp(f->read + w->text + w->text_len - n, hyphens[i], n) == 0 &&
            (w->to < n || w->to - n < w->from || memcmp(f->clean + w->to - n, hyphens[i], n) != 0))
            return n;
    }
    return 0;
}

/* The word that stands around clean[at], where a line divided it. */
static om_range word_around(const finding *f, size_t at)
{
    om_range word = {at, at};
    unsigned n;

    while (word.from) {
        size_t back = om_utf8_back(f->clean, word.from);
        if (om_script(om_utf8_get(f->clean + back, &n)) != OM_LATIN)
            break;
        word.from = back;
    }
    while (word.to < f->len && om_script(om_utf8_get(f->clean + word.to, &n)) == OM_LATIN)
        word.to += n;
    return word;
}

/* Room is there: om_readings_find made it. */
static const uint8_t *put(om_buf *text, const uint8_t *bytes, size_t n)
{
    uint8_t *at = text->data + text->len;

    memcpy(at, bytes, n);
    text->len += n;
    return at;
}

/* Whether the words' characters, spaces apart, are others than in the document. */
static bool is_corrected(const finding *f, const om_reading *r)
{
    size_t at = 0;

    for (size_t i = 0; i < r->n; i++) {
        const om_word *w = &r->words[i];
        if (w->text_len > r->len - at || memcmp(f->read + w->text, r->text + at, w->text_len) != 0)
            return true;
        at += w->text_len;
    }
    return at != r->len;
}

/* Words [k, k + n) read clean[from, to). */
static void add(finding *f, size_t k, size_t n, size_t from, size_t to)
{
    om_word *words = &f->page->words[k];
    const om_type_line *line = &f->page->lines[words->line];
    om_reading *r = &f->list->at[f->list->n++];
    uint64_t told = 0, sure = 0; /* bytes with a confidence, and its sum over them */

    *r = (om_reading){.words = words, .n = n, .from = from, .len = to - from, .confidence = OM_NOT_TOLD};
    r->text = put(&f->list->text, f->clean + from, to - from);
    for (size_t i = 0; i < n; i++) {
        words[i].reading = (uint32_t)(r - f->list->at);
        r->box = om_box_join(r->box, words[i].box);
        if (words[i].confidence != OM_NOT_TOLD) {
            told += words[i].text_len;
            sure += (uint64_t)words[i].confidence * words[i].text_len;
        }
    }
    if (told)
        r->confidence = (uint8_t)(sure / told);
    if (k + n == line->word + line->words && (r->hyphen = divided(f, line))) {
        const om_word *last = &words[n - 1];
        om_range whole = word_around(f, last->to);

        put(&f->list->text, f->read + last->text + last->text_len - r->hyphen, r->hyphen);
        r->len += r->hyphen;
        r->whole = put(&f->list->text, f->clean + whole.from, whole.to - whole.from);
        r->whole_len = whole.to - whole.from;
    } else if (k == line->word && line > f->page->lines && divided(f, line - 1)) {
        om_range whole = word_around(f, words->from);

        r->whole = put(&f->list->text, f->clean + whole.from, whole.to - whole.from);
        r->whole_len = whole.to - whole.from;
    }
    r->corrected = is_corrected(f, r);
    r->changed = n > 1 || r->corrected;
}

static void add_line(finding *f, const om_type_line *line)
{
    size_t end = line->word + line->words, first = line->word;
    size_t from = gap_before(f, first).after;
    bool space = false;

    for (size_t k = first; k < end; k++) {
        gap next = gap_before(f, k + 1);

        if (k + 1 < end && !next.spaced && f->merge)
            continue;
        add(f, first, k + 1 - first, from, next.first > from ? next.first : from);
        f->list->at[f->list->n - 1].space = space;
        space = next.spaced;
        first = k + 1;
        from = next.after;
    }
}

typedef struct {
    uint32_t doc, line;
} line_place;

static int by_document(const void *a, const void *b)
{
    const line_place *x = a, *y = b;

    return x->doc < y->doc ? -1 : x->doc > y->doc;
}

bool om_readings_find(om_reading_list *list, om_page *page, const uint8_t *read, const uint8_t *clean, size_t len,
                      bool merge)
{
    finding f = {list, page, read, clean, len, merge};
    line_place *order = malloc((page->n_lines + 1) * sizeof *order);
    size_t n = 0;

    list->text.len = 0;
    /* each clean byte at most once as a reading and twice in words divided, a hyphen a line */
    if (!order || !om_buf_reserve(&list->text, 3 * len + 4 * page->n_lines + 1)) {
        free(order);
        return false;
    }
    if (list->cap < page->n_words) {
        free(list->at);
        list->cap = 0;
        list->at = malloc(page->n_words * sizeof *list->at);
        if (!list->at) {
            free(order);
            return false;
        }
        list->cap = page->n_words;
    }
    for (size_t i = 0; i < page->n_lines; i++)
        if (page->lines[i].words)
            order[n++] = (line_place){page->words[page->lines[i].word].doc, (uint32_t)i};
    qsort(order, n, sizeof *order, by_document);
    list->page = page;
    list->n = 0;
    for (size_t i = 0; i < n; i++)
        add_line(&f, &page->lines[order[i].line]);
    free(order);
    return true;
}

/* One end of a range. */
static size_t place(const om_reading_list *list, const om_edits *written, size_t at)
{
    const om_page *page = list->page;
    size_t after = 0, in;
    const om_reading *r;
    om_range text;

    OM_BISECT(after, page->n_words, page->words[after].from <= at);
    if (!page->n_words)
        return 0;
    r = &list->at[page->words[after ? after - 1 : 0].reading];
    text = om_to_dst(written, (om_range){r->words->doc, (size_t)r->words->doc + r->words->doc_len});
    in = at > r->from ? at - r->from : 0;
    return in < text.to - text.from ? text.from + in : text.to;
}

om_range om_readings_place(const om_reading_list *list, const om_edits *written, om_range clean)
{
    om_range r = {place(list, written, clean.from), 0};

    r.to = clean.to > clean.from ? place(list, written, clean.to) : r.from;
    return r.to < r.from ? (om_range){r.to, r.from} : r;
}

size_t om_readings_of_line(const om_reading_list *list, size_t i, bool *dropped)
{
    const om_type_line *line = &list->page->lines[list->at[i].words->line];
    size_t words = 0, n = 0;

    *dropped = true;
    for (; i + n < list->n && words < line->words; n++) {
        words += list->at[i + n].n;
        *dropped = *dropped && !list->at[i + n].len;
    }
    return n;
}
