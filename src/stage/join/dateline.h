/* dateline.h - what only a story begins with: who tells, where and when, 本报北京3月5日电. */
#ifndef OM_JOIN_DATELINE_H
#define OM_JOIN_DATELINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Whether a line begins with a dateline: an agency or "this paper", then 讯 or 电 within a dozen characters, or the end of
 * the line after a day. */
bool om_is_dateline(const uint8_t *text, size_t len);

/* Whether a dateline with a day begins with the line text[from, to) and ends in text[below, end), the next one:
 * 新华社日内瓦⏎3月5日电. */
bool om_dateline_is_cut(const uint8_t *text, size_t from, size_t to, size_t below, size_t end);

#endif
