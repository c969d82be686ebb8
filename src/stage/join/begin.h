/* begin.h - to look at how a line begins, for line.c and byline.c: a span of text that is eaten from its beginning. */
#ifndef OM_JOIN_BEGIN_H
#define OM_JOIN_BEGIN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "text/utf8.h"

typedef struct {
    const uint8_t *at, *end;
} span;

/* A word of full-width characters. */
typedef struct {
    uint8_t n;
    char text[27];
} word;

#define WORD(text) {sizeof text - 1, text}

/* The bytes that tell words apart best are compared first: the last of the first character, and of all. */
static inline bool begins(span s, const word *with)
{
    return (size_t)(s.end - s.at) >= with->n && s.at[2] == (uint8_t)with->text[2] &&
           s.at[with->n - 1] == (uint8_t)with->text[with->n - 1] && memcmp(s.at, with->text, with->n) == 0;
}

static inline const word *first_of(span s, const word *words, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (begins(s, &words[i]))
            return &words[i];
    return NULL;
}

#define FIRST_OF(s, words) first_of(s, words, sizeof(words) / sizeof *(words))

/* Skip one of the characters in `set` (a string of UTF-8 characters); false: s does not begin with one. */
static inline bool skip_one_of(span *s, const char *set)
{
    size_t len = (size_t)(s->end - s->at);

    for (unsigned n; *set; set += n) {
        n = om_utf8_len((uint8_t)*set);
        if (len >= n && *s->at == (uint8_t)*set && s->at[n - 1] == (uint8_t)set[n - 1] && memcmp(s->at, set, n) == 0) {
            s->at += n;
            return true;
        }
    }
    return false;
}

static inline bool skip_all_of(span *s, const char *set)
{
    bool any = false;

    while (s->at < s->end && skip_one_of(s, set))
        any = true;
    return any;
}

#endif
