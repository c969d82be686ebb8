/* words.h - the shipped English word list (dict/english.txt, see dict/SOURCES.md).
 *
 * The list is one constant, sorted; nothing is made of it at start-up and nothing is allocated.
 */
#ifndef OM_WORDS_H
#define OM_WORDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Whether the list has these bytes: a word in lower case (`member`), or a name with its capital (`Paris`).  A name that
 * is also a word is in the list as a word. */
bool om_word_known(const uint8_t *word, size_t len);

/* The list itself, each word with an LF after it (english.c, made from dict/english.txt by the build). */
extern const char om_english[];
extern const size_t om_english_len;

#endif
