/* unseen.h - characters that a reader would not see, or not see which they are: what is printed says their code. */
#ifndef CLI_UNSEEN_H
#define CLI_UNSEEN_H

#include <stdbool.h>
#include <stddef.h>

/* The character at s, valid UTF-8 of n > 0 bytes, and its length. */
unsigned long cli_character(const char *s, size_t n, size_t *len);

/* Controls, what hides text or changes its direction, spaces other than U+0020, private use.  (U+0020 is seen.) */
bool cli_is_unseen(unsigned long c);

#endif
