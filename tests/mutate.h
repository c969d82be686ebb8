/* Input for tests of properties: random bytes and mutated pages of the corpus, the same for the same seed. */
#ifndef MUTATE_H
#define MUTATE_H

#include <glob.h>
#include <stdio.h>
#include <stdlib.h>

#include "text/buf.h"

/* splitmix64 */
static inline uint64_t rnd(uint64_t *state)
{
    uint64_t z = *state += UINT64_C(0x9E3779B97F4A7C15);

    z = (z ^ z >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ z >> 27) * UINT64_C(0x94D049BB133111EB);
    return z ^ z >> 31;
}

/* A number below n; n must not be 0. */
static inline size_t rnd_below(uint64_t *state, size_t n)
{
    return (size_t)(rnd(state) % n);
}

enum { PAGES_MAX = 64 };
static om_buf pages[PAGES_MAX];
static size_t page_count;

/* Load raw.txt and clean.txt of all of SRCDIR/corpus.  false: there is none. */
static inline bool pages_load(void)
{
    const char *source = getenv("SRCDIR");
    char pattern[4096];
    glob_t found;

    snprintf(pattern, sizeof pattern, "%s/corpus/*/*.txt", source ? source : ".");
    if (glob(pattern, 0, NULL, &found) != 0)
        return false;
    for (size_t i = 0; i < found.gl_pathc && page_count < PAGES_MAX; i++) {
        FILE *f = fopen(found.gl_pathv[i], "rb");
        char bytes[4096];
        size_t n;

        if (!f)
            continue;
        while ((n = fread(bytes, 1, sizeof bytes, f)) > 0)
            om_buf_add(&pages[page_count], bytes, n);
        fclose(f);
        page_count += pages[page_count].len > 0;
    }
    globfree(&found);
    return page_count > 0;
}

/* What gets put into a page: what rules look for, and what breaks them. */
static const char *const crumbs[] = {
    "\n", "\n\n", "\r\n", "\r", "\f", "\v", " ", "  ", "\t", "\u3000", "\u3000\u3000", "\u2028", "\xC2\x85", "-", "--",
    "\u00AD", "\u2010", "\u00AC", "——", "一一", "一", "──", "...", "。。。", "……", "·", "•", ",", ".", "，", "。", "、", "：",
    ":", ";", "！", "?", "(", ")", "（", "）", "《", "》", "〈", "\"", "'", "“", "”", "‘", "’", "「", "」", "【", "】", "２", "Ａ",
    "％", "2024", "1800", "O", "l", "http://a.cn/b-c", "a@b.cn", "well-", "known", "ﬁ", "⼈", "⻓", "豈", "ｶ", "ﾞ", "が",
    "한", "Ⅲ", "①", "㎡", "\u200B", "\uFEFF", "\u202E", "\uFFFD", "\uE000", "锟斤拷", "浣犲ソ", "ÖÐ¹ú", "â€œ",
    "\xC4\xE3\xBA\xC3", "\xFF", "\xE4\xB8", "\xC0\x80", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\x80", "本报讯", "记者", "第",
    "年", "𠀀", "é", "e\u0301",
};

/* Bytes [from, to) of the page are taken out and `len` bytes put there. */
static inline void splice(om_buf *page, size_t from, size_t to, const void *bytes, size_t len)
{
    om_buf rest = {0};

    om_buf_add(&rest, page->data + to, page->len - to);
    page->len = from;
    om_buf_add(page, bytes, len);
    om_buf_add(page, rest.data, rest.len);
    om_buf_free(&rest);
}

/* A line of the page moves somewhere else, to where a line begins or not. */
static inline void move_line(uint64_t *seed, om_buf *page)
{
    size_t from = rnd_below(seed, page->len), to = from;
    om_buf line = {0};

    while (from > 0 && page->data[from - 1] != '\n')
        from--;
    while (to < page->len && page->data[to++] != '\n')
        ;
    om_buf_add(&line, page->data + from, to - from);
    splice(page, from, to, "", 0);
    to = rnd_below(seed, page->len + 1);
    splice(page, to, to, line.data, line.len);
    om_buf_free(&line);
}

/* One change somewhere in a page that is not empty. */
static inline void mutate_once(uint64_t *seed, om_buf *page)
{
    size_t at = rnd_below(seed, page->len), n = rnd_below(seed, 12);
    const char *crumb = crumbs[rnd_below(seed, sizeof crumbs / sizeof *crumbs)];

    n = n < page->len - at ? n : page->len - at;
    switch (rnd_below(seed, 7)) {
    case 0:
        page->data[at] ^= (uint8_t)(1U << rnd_below(seed, 8));
        break;
    case 1:
        splice(page, at, at + n, "", 0);
        break;
    case 2:
        move_line(seed, page);
        break;
    default: { /* at the start of a character, so that not all is broken bytes */
        while (at < page->len && (page->data[at] & 0xC0) == 0x80)
            at++;
        splice(page, at, at, crumb, strlen(crumb));
    }
    }
}

/* The input of a seed: one in four random (bytes, or crumbs and Han one after the other), else a page, or a stretch of
 * one, with some changes; a few times longer than a block. */
static inline void make_input(uint64_t *seed, om_buf *raw)
{
    size_t kind = rnd_below(seed, 8);

    raw->len = 0;
    if (kind == 0) {
        for (size_t n = rnd_below(seed, 300); n > 0; n--) {
            uint8_t byte = (uint8_t)rnd(seed);
            om_buf_add(raw, &byte, 1);
        }
    } else if (kind == 1) {
        for (size_t n = rnd_below(seed, 200); n > 0; n--) {
            const char *crumb = crumbs[rnd_below(seed, sizeof crumbs / sizeof *crumbs)];
            for (size_t han = rnd_below(seed, 4); han > 0; han--) {
                size_t c = 0x4E00 + rnd_below(seed, 0x5000);
                uint8_t utf8[3] = {(uint8_t)(0xE0 | c >> 12), (uint8_t)(0x80 | (c >> 6 & 63)),
                                   (uint8_t)(0x80 | (c & 63))};
                om_buf_add(raw, utf8, 3);
            }
            om_buf_add(raw, crumb, strlen(crumb));
        }
    } else {
        const om_buf *page = &pages[rnd_below(seed, page_count)];
        size_t from = rnd_below(seed, 2) ? 0 : rnd_below(seed, page->len), n = page->len - from;

        if (rnd_below(seed, 2))
            n = rnd_below(seed, n + 1);
        om_buf_add(raw, page->data + from, n);
        for (size_t i = rnd_below(seed, 16); i > 0 && raw->len; i--)
            mutate_once(seed, raw);
        if (rnd_below(seed, 32) == 0)
            while (raw->len && raw->len < 600 * 1024)
                om_buf_add(raw, page->data, page->len);
    }
}

#endif
