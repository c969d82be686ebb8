/* Writing a document whose words read as a test wants it, whatever the stages make of them. */
#ifndef READINGS_RUN_H
#define READINGS_RUN_H

#include <check.h>
#include <stdlib.h>

#include "format/format.h"

/* The document with its n words (8 at most) reading as told, "": dropped.  To be freed. */
static inline char *write_words(const om_format *f, const char *document, const char *const *texts, size_t n)
{
    om_block block = {(const uint8_t *)document, strlen(document), true, true, false, 0, NULL, NULL};
    void *reader = f->open();
    om_reading readings[8] = {{0}};
    om_page page = {0};
    om_reading_list list = {.page = &page, .at = readings, .n = n};
    ocrmend_error error = {OCRMEND_OK};
    om_out out = {0};
    size_t len;
    char *got;

    ck_assert_int_eq(f->read(reader, &block, &page, &error), OCRMEND_OK);
    ck_assert_uint_eq(page.n_words, n);
    for (size_t i = 0; i < n; i++)
        readings[i] = (om_reading){.words = &page.words[i], .n = 1, .text = (const uint8_t *)texts[i],
                                   .len = strlen(texts[i]), .confidence = page.words[i].confidence,
                                   .box = page.words[i].box};
    for (size_t i = 0; i < n; i++)
        readings[i].changed = readings[i].corrected =
            strlen(texts[i]) != page.words[i].text_len ||
            memcmp(texts[i], page.text.data + page.words[i].text, strlen(texts[i]));
    om_out_begin(&out, document, strlen(document));
    f->write(&list, &out);
    ck_assert(om_out_end(&out));
    got = (char *)om_out_text(&out, &len);
    got = strndup(got, len);
    om_out_free(&out);
    om_page_free(&page);
    f->close(reader);
    return got;
}

#endif
