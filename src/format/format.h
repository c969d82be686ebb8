/* format.h - the documents that are read beside plain text, one record each.
 *
 * A reader turns the bytes of a document into words with their places (page.h); a writer puts what those words read now
 * back into the document and leaves every other byte as it was.  Documents are UTF-8.
 */
#ifndef OM_FORMAT_H
#define OM_FORMAT_H

#include "format/page.h"
#include "stage/stage.h"

/* Words of a line that stand together in the clean text, without a space between them: one word of the document from
 * now on. */
typedef struct {
    const om_word *words;       /* the first of them; in the document they follow each other */
    size_t n;                   /* at least 1 */
    const uint8_t *text;        /* what they read now, UTF-8; empty: they were dropped */
    size_t len;
    size_t from;                /* where that is in the clean text */
    size_t hyphen;              /* the last bytes of text are a hyphen that divides a word at the line's end ... */
    const uint8_t *whole;       /* ... and this is that word; so it is told for the line's last and the next line's */
    size_t whole_len;           /* first reading (hyphen is 0 there).  NULL: not divided */
    om_box box;                 /* of all of them */
    uint8_t confidence;         /* their mean by length, OM_NOT_TOLD when none says */
    bool changed;               /* anything is otherwise than in the document */
    bool corrected;             /* characters are: not only words merged */
    bool space;                 /* a space stands before it in its line */
} om_reading;

typedef struct {
    const om_page *page;
    om_reading *at;             /* in the order of the document */
    size_t n, cap;
    om_buf text;                /* of the readings */
} om_reading_list;

typedef struct om_format {
    const char *name;           /* in ocrmend_options.format */
    const char *title;          /* what it is, for help */

    /* Whether a document that begins with these bytes is of this format.  A byte order mark is passed over. */
    bool (*recognise)(const uint8_t *head, size_t n);

    /* The last place in doc[from, n) where a page of the document begins or has ended, so that a block may end there;
     * 0: none.  A wrong one (in a comment) does no harm but to cut a page in two. */
    size_t (*border)(const uint8_t *doc, size_t n, size_t from);

    /* Make a reader; a document is read block after block.  NULL: out of memory. */
    void *(*open)(void);
    ocrmend_status (*read)(void *reader, const om_block *block, om_page *page, ocrmend_error *error);
    void (*close)(void *reader);

    /* Write over the document's block what its words read now, in the order of the document: keep and replace. */
    void (*write)(const om_reading_list *readings, om_out *out);
} om_format;

/* White space of XML and of JSON. */
static inline bool om_is_white(uint8_t c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* A document on its way through the stages. */
typedef struct om_document {
    const om_format *format;
    void *reader;
    size_t searched;            /* bytes in which no page border is left to find */
    om_page page;               /* of the block; its anchors are kept up from stage to stage */
    om_reading_list readings;   /* after stage write */
    bool same;                  /* the document is written again, not its text */
    bool merge;                 /* words without a space between them become one */
    const uint8_t *read;        /* for stage write: the output of stage read ... */
    const uint8_t *clean;       /* ... and the clean text, UTF-8 */
    size_t clean_len;
} om_document;

/* All formats but plain text, in the order in which they are asked. */
extern const om_format *const om_formats[];
extern const size_t om_formats_n;

extern const om_format om_format_hocr, om_format_alto, om_format_page_xml, om_format_tsv, om_format_paddle;

/* The format by name ("auto" and NULL: by the first bytes), NULL in *format for plain text.  OCRMEND_USAGE: no such
 * format.  OCRMEND_BAD_DOCUMENT: the first bytes are those of a document, but in UTF-16. */
ocrmend_status om_format_choose(const char *name, const uint8_t *head, size_t n, const om_format **format,
                                ocrmend_error *error);

/* Choose the format of the input that begins with these bytes (om_format_choose), and begin to read it where it is a
 * document: one of the charset, which has to be UTF-8.  To be closed after a failure too. */
ocrmend_status om_document_open(om_document *doc, const char *format, const om_charset *charset, const uint8_t *head,
                                size_t n, ocrmend_error *error);

/* Where a block of the document may end of which these n bytes, from raw_at on, are here: behind a page.  0 in *at:
 * more has to be read.  OCRMEND_BAD_DOCUMENT: a page larger than a block may be. */
ocrmend_status om_document_cut(om_document *doc, const uint8_t *bytes, size_t n, uint64_t raw_at, size_t *at,
                               ocrmend_error *error);
void om_document_close(om_document *doc);

/* Report a document that cannot be read: offset in the whole input, line and column from 1. */
ocrmend_status om_format_bad(ocrmend_error *error, uint64_t offset, uint64_t line, uint64_t column, const char *format,
                             ...) __attribute__((format(printf, 5, 6)));

#endif
