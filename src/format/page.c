#include "format/page.h"

#include <stdlib.h>

#include "text/bisect.h"
#include "text/script.h"
#include "text/utf8.h"

om_box om_box_join(om_box a, om_box b)
{
    if (!om_box_known(a))
        return b;
    if (om_box_known(b)) {
        a.left = b.left < a.left ? b.left : a.left;
        a.top = b.top < a.top ? b.top : a.top;
        a.right = b.right > a.right ? b.right : a.right;
        a.bottom = b.bottom > a.bottom ? b.bottom : a.bottom;
    }
    return a;
}

void om_page_clear(om_page *page)
{
    page->n_words = page->n_lines = 0;
    page->text.len = 0;
}

void om_page_free(om_page *page)
{
    free(page->words);
    free(page->lines);
    om_buf_free(&page->text);
    *page = (om_page){0};
}

/* Room for one more. */
static bool more(om_page *page, void **at, size_t n, size_t *cap, size_t size)
{
    page->failed = page->failed || !om_more(at, n, cap, size);
    return !page->failed;
}

void om_page_new_page(om_page *page)
{
    page->page += page->paged;
    page->paged = true;
    page->region++;
}

void om_page_new_region(om_page *page)
{
    page->region++;
}

void om_page_new_line(om_page *page, om_box box)
{
    if (more(page, (void **)&page->lines, page->n_lines, &page->lines_cap, sizeof *page->lines))
        page->lines[page->n_lines++] = (om_type_line){
            .word = (uint32_t)page->n_words, .region = page->region, .page = page->page, .box = box};
}

void om_page_line_part(om_page *page, uint32_t from, uint32_t to)
{
    if (page->n_lines) {
        page->lines[page->n_lines - 1].part = from;
        page->lines[page->n_lines - 1].part_len = to - from;
    }
}

/* Bytes of the line end at p[0, left), 0: none is there. */
static size_t line_end(const uint8_t *p, size_t left)
{
    if (*p >= '\n' && *p <= '\r')
        return 1;
    if (*p == 0xC2 && left > 1 && p[1] == 0x85) /* NEL */
        return 2;
    return *p == 0xE2 && left > 2 && p[1] == 0x80 && (p[2] == 0xA8 || p[2] == 0xA9) ? 3 : 0; /* LS, PS */
}

/* A word that was just added is on one line. */
static void take_out_line_ends(om_page *page, om_word *w)
{
    uint8_t *text = page->text.data + w->text;
    size_t to = 0;

    for (size_t i = 0, n; i < w->text_len; i += n ? n : 1) {
        n = line_end(text + i, w->text_len - i);
        w->literal = w->literal && n <= 1;
        text[to++] = n ? ' ' : text[i];
    }
    page->text.len = w->text + to;
    w->text_len = (uint32_t)to;
}

void om_page_add(om_page *page, const void *utf8, size_t len, const om_word *word)
{
    om_word *w;

    if (!len || !page->n_lines || !more(page, (void **)&page->words, page->n_words, &page->words_cap, sizeof *w))
        return;
    w = &page->words[page->n_words++];
    *w = *word;
    w->text = (uint32_t)page->text.len; /* until om_page_write_text: in page->text */
    w->text_len = (uint32_t)len;
    w->line = (uint32_t)page->n_lines - 1;
    page->lines[w->line].words++;
    om_buf_add(&page->text, utf8, len);
    page->failed = page->failed || page->text.failed;
    if (!page->failed)
        take_out_line_ends(page, w);
}

/* --- the text ----------------------------------------------------------------------------------------------------- */

static bool is_wide(uint32_t c)
{
    enum om_script s = om_script(c);

    return om_is_wide_letter(s) || s == OM_MARK_CJK || s == OM_MARK_BOTH;
}

/* Whether a space stands between two words of a line.  Engines part Chinese into words where none is printed, and
 * their boxes are up to three quarters of an em short of the glyph; so beside a wide character only the page itself
 * counts: a gap as wide as the line is high. */
static bool is_spaced(const om_page *page, const om_word *before, const om_word *word)
{
    const uint8_t *text = page->text.data;
    const om_box *line = &page->lines[word->line].box;
    unsigned n;
    uint32_t last = om_utf8_get(text + om_utf8_back(text, before->text + before->text_len), &n);
    uint32_t first = om_utf8_get(text + word->text, &n);

    if (!is_wide(last) && !is_wide(first))
        return word->space;
    if (!om_box_known(before->box) || !om_box_known(word->box))
        return false;
    return (int64_t)word->box.left - before->box.right >= (int64_t)line->bottom - line->top;
}

/* Whether no word before words[i] stands after it in the document, and none after it before: the text up to here is
 * the document up to here. */
static uint32_t *least_after(const om_page *page)
{
    uint32_t *least = malloc((page->n_words + 1) * sizeof *least), min = UINT32_MAX;

    if (least)
        for (size_t i = page->n_words + 1; i-- > 0;) {
            least[i] = min;
            if (i && page->words[i - 1].doc < min)
                min = page->words[i - 1].doc;
        }
    return least;
}

void om_page_write_text(om_page *page, om_out *out, enum om_rule rule)
{
    uint32_t *least = least_after(page), furthest = 0;
    om_buf line = {0};
    size_t at = 0; /* in the output */

    if (!least) {
        page->failed = true;
        return;
    }
    for (size_t i = 0; i < page->n_lines; i++) {
        om_type_line *l = &page->lines[i];
        bool ends = i + 1 < page->n_lines;

        if (page->begun)
            om_buf_add(&line, l->page == page->text_page ? "\n" : "\f", 1);
        page->begun = true;
        page->text_page = l->page;
        l->from = (uint32_t)(at + line.len);
        for (size_t k = l->word; k < l->word + l->words; k++) {
            om_word *w = &page->words[k];
            if (k > l->word && is_spaced(page, w - 1, w))
                om_buf_add(&line, " ", 1);
            om_buf_add(&line, page->text.data + w->text, w->text_len);
            w->from = (uint32_t)(at + line.len) - w->text_len;
            w->to = w->from + w->text_len;
            if (w->doc + w->doc_len > furthest)
                furthest = w->doc + w->doc_len;
        }
        l->to = (uint32_t)(at + line.len);
        /* an edit a line, or for as many lines as the document has in another order */
        if (!ends || (furthest >= out->next && furthest <= least[l->word + l->words])) {
            size_t to = ends ? furthest : out->src_len;
            om_replace(out, to - out->next, line.data, line.len, rule, 0);
            at += line.len;
            line.len = 0;
        }
    }
    if (out->next < out->src_len)
        om_delete(out, out->src_len - out->next, rule); /* nothing but markup */
    for (size_t k = 0; k < page->n_words; k++)
        page->words[k].text = page->words[k].from;
    page->failed = page->failed || line.failed;
    om_buf_free(&line);
    free(least);
}

/* --- following ---------------------------------------------------------------------------------------------------- */

/* A walk over the edits of a stage, for places that come in order. */
typedef struct {
    const om_edits *edits;
    size_t next;      /* first edit that ends after the last place asked for */
} walk;

/* om_to_dst for ranges that come in order and do not overlap: the same answer, in linear time over all. */
static om_range follow(walk *w, om_range r)
{
    const om_edit *e = w->edits->at;

    while (w->next < w->edits->n && (size_t)e[w->next].src + e[w->next].src_len < r.from)
        w->next++;
    if (w->next == w->edits->n || e[w->next].src > r.to) {
        /* between two edits */
        int64_t shift = w->next ? (int64_t)e[w->next - 1].dst + e[w->next - 1].dst_len -
                                      ((int64_t)e[w->next - 1].src + e[w->next - 1].src_len)
                                : 0;
        return (om_range){(size_t)((int64_t)r.from + shift), (size_t)((int64_t)r.to + shift)};
    }
    return om_to_dst(w->edits, r);
}

void om_page_follow(om_page *page, const om_edits *edits)
{
    walk words = {edits, 0}, lines = {edits, 0};
    uint32_t last = 0;

    if (!edits->n)
        return;
    for (size_t i = 0; i < page->n_words; i++) {
        om_word *w = &page->words[i];
        om_range r = follow(&words, (om_range){w->from, w->to});

        /* an edit over several words is the first one's */
        w->from = (uint32_t)(r.from > last ? r.from : last);
        w->to = (uint32_t)(r.to > w->from ? r.to : w->from);
        last = w->to;
    }
    for (size_t i = 0; i < page->n_lines; i++) {
        om_type_line *l = &page->lines[i];
        om_range r = follow(&lines, (om_range){l->from, l->to});

        l->from = (uint32_t)r.from;
        l->to = (uint32_t)r.to;
    }
}

/* Place in the document of a place in stage read's output.  `end`: of the end of a range. */
static size_t doc_of(const om_page *page, size_t at, bool end)
{
    size_t after = 0;
    const om_word *w;

    /* behind the last word that begins at or before it (for an end: before it) */
    OM_BISECT(after, page->n_words, end ? page->words[after].text < at : page->words[after].text <= at);
    if (after == 0)
        return page->n_words ? page->words[0].doc : 0;
    w = &page->words[after - 1];
    if (at >= (size_t)w->text + w->text_len)
        return (size_t)w->doc + w->doc_len;
    if (w->literal)
        return w->doc + (at - w->text);
    return (size_t)w->doc + (end ? w->doc_len : 0);
}

om_range om_page_to_doc(const om_page *page, om_range text)
{
    om_range doc = {doc_of(page, text.from, false), 0};

    doc.to = text.to > text.from ? doc_of(page, text.to, true) : doc.from;
    if (doc.to < doc.from) /* lines in another order than the document's */
        doc = (om_range){doc.to, doc.from};
    return doc;
}

const om_type_line *om_page_line_at(const om_page *page, size_t text)
{
    size_t after = 0;

    OM_BISECT(after, page->n_words, page->words[after].text <= text);
    return page->n_words ? &page->lines[page->words[after ? after - 1 : 0].line] : NULL;
}
