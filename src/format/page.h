/* page.h - what a reader of a document finds beside its text: anchors.
 *
 * A document (hOCR, ALTO, PAGE, TSV, PaddleOCR's JSON) is a text with places: words in lines in regions on pages, with
 * boxes and with the engine's confidence.  Its reader hands the words over in the order of the document; the text that
 * the stages work on is made of them, a line of type a line.
 *
 * An anchor has its place three times: in the document (doc), in the text that stage read made of it (text), and in
 * the text as it is now, after the stages so far (from, to): om_page_follow keeps that up.
 *
 * Offsets are bytes within the block.
 */
#ifndef OM_PAGE_H
#define OM_PAGE_H

#include "text/edit.h"

typedef ocrmend_box om_box;

static inline bool om_box_known(om_box b)
{
    return b.right > b.left && b.bottom > b.top;
}

om_box om_box_join(om_box a, om_box b);

enum { OM_NOT_TOLD = 255 };     /* confidence: the document does not say */

/* The least piece of text with a box of its own: a word, for Chinese often one character; where the document has only
 * lines, a line. */
typedef struct {
    uint32_t from, to;          /* in the text as it is now */
    uint32_t text, text_len;    /* in the output of stage read */
    uint32_t doc, doc_len;      /* what stands for its text in the document, in the document's own spelling */
    uint32_t part, part_len;    /* the part of the document that is this word: an element, a row */
    uint32_t line;              /* in lines */
    uint32_t reading;           /* the reading it became part of; for stage write */
    om_box box;
    uint8_t confidence;         /* percent, cut off to a whole number, or OM_NOT_TOLD */
    bool literal;               /* doc spells the text byte for byte: no entity, escape or markup is in it */
    bool space;                 /* the document has a space before it, where its words say so themselves */
} om_word;

/* A line of type. */
typedef struct {
    uint32_t from, to;          /* in the text as it is now, line end outside */
    uint32_t word, words;       /* words[word, word + words) */
    uint32_t part, part_len;    /* in the document; part_len 0: not told */
    uint32_t region;            /* number of its region (paragraph, block); lines of a region follow each other */
    uint32_t page;              /* number of its page, from 0 for the first of the document */
    om_box box;
} om_type_line;

typedef struct {
    om_word *words;             /* in reading order */
    size_t n_words, words_cap;
    om_type_line *lines;        /* in reading order */
    size_t n_lines, lines_cap;
    om_buf text;                /* of the words, one after the other, as handed over */
    uint32_t region, page;      /* numbers of the last */
    uint32_t text_page;         /* number of the page that the text of the blocks before ended on ... */
    bool begun;                 /* ... if there was any */
    bool paged;                 /* the first page has begun */
    const void *reader;         /* what a reader has to tell its writer; the reader's own */
    bool apart;                 /* its words are lines or parts of them: they stay what they are, none is merged */
    bool failed;                /* out of memory: sticky */
} om_page;

/* --- for readers -------------------------------------------------------------------------------------------------- */

/* Forget the words of the block before; numbers of pages go on. */
void om_page_clear(om_page *page);
void om_page_free(om_page *page);

void om_page_new_page(om_page *page);
void om_page_new_region(om_page *page);
/* A new line; what follows is in it. */
void om_page_new_line(om_page *page, om_box box);
/* A word of the last line (there is one): utf8[0, len) is its text, valid; a line end in it becomes a space.  `word`
 * tells all but line, text and from; what has no text is left out. */
void om_page_add(om_page *page, const void *utf8, size_t len, const om_word *word);
/* The last line's part of the document. */
void om_page_line_part(om_page *page, uint32_t from, uint32_t to);

/* --- for stage read ----------------------------------------------------------------------------------------------- */

/* Put the lines of the block into reading order (needed where the document has rows across columns: order.c). */
void om_page_order(om_page *page);

/* Write the text of the block's words, a line a line, over the document in `out`: edits of the given rule.  As in plain
 * text the line end after a block's last line begins the next block; between pages it is a form feed. */
void om_page_write_text(om_page *page, om_out *out, enum om_rule rule);

/* --- for the pipeline --------------------------------------------------------------------------------------------- */

/* A stage has made edits: take from and to of all anchors on into its output. */
void om_page_follow(om_page *page, const om_edits *edits);

/* The line of type that the byte `text` of stage read's output is on; NULL: there is none. */
const om_type_line *om_page_line_at(const om_page *page, size_t text);

/* The range of the document that a range of stage read's output came from. */
om_range om_page_to_doc(const om_page *page, om_range text);

#endif
