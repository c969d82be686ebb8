#include "format/page_xml_order.h"

#include <stdlib.h>

/* A region that has a place. */
struct om_region_ref {
    uint32_t at, len;           /* of its ID in order->ids */
    uint32_t rank;
    const om_buf *ids;          /* for qsort */
};

void om_page_xml_order_clear(om_page_xml_order *order, const om_page *page)
{
    order->n_refs = order->ids.len = order->ranks.len = 0;
    order->groups = 0;
    order->sorted = false;
    order->first = page->n_lines;
}

void om_page_xml_order_free(om_page_xml_order *order)
{
    free(order->refs);
    om_buf_free(&order->ids);
    om_buf_free(&order->ranks);
}

void om_page_xml_order_add(om_page_xml_order *order, const char *id, uint32_t rank)
{
    size_t len = strlen(id);

    if (!om_more((void **)&order->refs, order->n_refs, &order->refs_cap, sizeof *order->refs)) {
        order->failed = true;
        return;
    }
    order->refs[order->n_refs++] =
        (struct om_region_ref){.at = (uint32_t)order->ids.len, .len = (uint32_t)len, .rank = rank, .ids = &order->ids};
    om_buf_add(&order->ids, id, len);
    order->failed = order->failed || order->ids.failed;
}

static int by_id(const void *a, const void *b)
{
    const struct om_region_ref *x = a, *y = b;
    uint32_t len = x->len < y->len ? x->len : y->len;
    int less = len ? memcmp(x->ids->data + x->at, y->ids->data + y->at, len) : 0;

    return less ? less : (x->len > y->len) - (x->len < y->len);
}

uint32_t om_page_xml_order_rank(om_page_xml_order *order, const char *id)
{
    size_t lo = 0, hi = order->n_refs, len = id ? strlen(id) : 0;

    if (!id || order->groups != 1 || order->failed)
        return OM_NO_RANK;
    if (!order->sorted)
        qsort(order->refs, order->n_refs, sizeof *order->refs, by_id);
    order->sorted = true;
    while (lo < hi) {
        size_t mid = lo + (hi - lo) / 2;
        const struct om_region_ref *ref = &order->refs[mid];
        int less = memcmp(id, order->ids.data + ref->at, len < ref->len ? len : ref->len);

        if (less == 0 && len == ref->len)
            return ref->rank;
        if (less < 0 || (less == 0 && len < ref->len))
            hi = mid;
        else
            lo = mid + 1;
    }
    return OM_NO_RANK;
}

void om_page_xml_order_line(om_page_xml_order *order, uint32_t rank)
{
    om_buf_add(&order->ranks, &rank, sizeof rank);
    order->failed = order->failed || order->ranks.failed;
}

typedef struct {
    uint32_t rank, line;
} ranked;

static int by_rank(const void *a, const void *b)
{
    const ranked *x = a, *y = b;

    if (x->rank != y->rank)
        return x->rank < y->rank ? -1 : 1;
    return x->line < y->line ? -1 : x->line > y->line;
}

/* Move lines and their words to where they belong. */
static void move(om_page *page, const ranked *to, size_t first, om_type_line *lines, om_word *words)
{
    size_t n = page->n_lines - first, first_word = page->lines[first].word, put = 0;

    memcpy(lines, page->lines + first, n * sizeof *lines);
    if (page->n_words > first_word)
        memcpy(words, page->words + first_word, (page->n_words - first_word) * sizeof *words);
    for (size_t i = 0; i < n; i++) {
        om_type_line *line = &page->lines[first + i];
        const om_word *from;

        *line = lines[to[i].line];
        from = words + (line->word - first_word);
        line->word = (uint32_t)(first_word + put);
        for (size_t k = 0; k < line->words; k++) {
            page->words[first_word + put] = from[k];
            page->words[first_word + put++].line = (uint32_t)(first + i);
        }
    }
}

void om_page_xml_order_apply(om_page_xml_order *order, om_page *page)
{
    size_t n = order->ranks.len / sizeof(uint32_t);
    bool ordered = true;
    ranked *to;
    om_type_line *lines;
    om_word *words;

    if (order->failed || page->failed || n != page->n_lines - order->first || !n)
        return;
    to = malloc(n * sizeof *to);
    lines = malloc(n * sizeof *lines);
    words = malloc((page->n_words + 1) * sizeof *words);
    if (to && lines && words) {
        for (size_t i = 0; i < n; i++) {
            to[i].line = (uint32_t)i;
            memcpy(&to[i].rank, order->ranks.data + i * sizeof(uint32_t), sizeof(uint32_t));
            ordered = ordered && (!i || to[i - 1].rank <= to[i].rank);
        }
        if (!ordered) {
            qsort(to, n, sizeof *to, by_rank);
            move(page, to, order->first, lines, words);
        }
    } else {
        order->failed = true;
    }
    free(to);
    free(lines);
    free(words);
}
