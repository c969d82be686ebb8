#include "stage/join/seam.h"

#include <string.h>

#include "text/script.h"
#include "text/utf8.h"

typedef struct {
    const uint8_t *text;
    size_t len;
    uint32_t c;             /* the character beside the line end */
    enum om_script script;
} beside;

static beside end_of(const uint8_t *text, size_t len)
{
    beside b = {text, len, 0, OM_LINE_END};
    unsigned n;

    if (len) {
        b.c = om_utf8_get(text + om_utf8_back(text, len), &n);
        b.script = om_script(b.c);
    }
    return b;
}

static beside start_of(const uint8_t *text, size_t len)
{
    beside b = {text, len, 0, OM_LINE_END};
    unsigned n;

    if (len) {
        b.c = om_utf8_get(text, &n);
        b.script = om_script(b.c);
    }
    return b;
}

/* Bytes of the run of half-width characters other than spaces at the end (the last word), and whether something
 * full-width stands before it. */
static size_t last_word(const beside *above, bool *cjk)
{
    size_t n = 0;

    while (n < above->len && above->text[above->len - n - 1] > ' ' && above->text[above->len - n - 1] < 0x80)
        n++;
    *cjk = n < above->len && above->text[above->len - n - 1] >= 0x80;
    return n;
}

static bool full_width_after_word(const beside *below)
{
    size_t n = 0;

    while (n < below->len && below->text[n] > ' ' && below->text[n] < 0x80)
        n++;
    return n < below->len && below->text[n] >= 0xE0;
}

static bool has(const uint8_t *text, size_t len, const char *what)
{
    size_t n = strlen(what);

    for (size_t i = 0; i + n <= len; i++)
        if (memcmp(text + i, what, n) == 0)
            return true;
    return false;
}

/* A URL or e-mail address cut by the line end: the last word has the look of one, and either a sign at the cut or
 * inside what follows says that it goes on.  A plain word goes on with it only where Han stands around it. */
static bool address_goes_on(const beside *above, size_t word, const beside *below, bool cjk)
{
    static const char signs[] = "/.-_=?&%@#~+0123456789";
    static const char suffixes[][6] = {".html", ".htm", ".pdf", ".php", ".com", ".cn"};
    const uint8_t *at = above->text + above->len - word;

    if (below->c <= ' ' || below->c >= 0x80 || !word)
        return false;
    if (!has(at, word, "://") && !has(at, word, "www.") && !(has(at, word, "@") && word > 1))
        return false;
    if (strchr(",;!)", (int)above->c) || (below->c >= 'A' && below->c <= 'Z'))
        return false;
    if (strchr("/-_=?&%@", (int)above->c))
        return true;
    for (size_t i = 0; i < sizeof suffixes / sizeof *suffixes; i++) {
        size_t n = strlen(suffixes[i]);
        if (word >= n && memcmp(above->text + above->len - n, suffixes[i], n) == 0)
            return strchr("/?", (int)below->c) != NULL;
    }
    for (size_t i = 0; i < below->len && below->text[i] > ' ' && below->text[i] < 0x80; i++)
        if (strchr(signs, below->text[i]) && i + 1 < below->len && below->text[i + 1] > ' ')
            return true;
    return cjk;
}

void om_seam_block(om_seam_style *style, const uint8_t *text, size_t len)
{
    style->block = text;
    style->block_len = len;
    style->block_read = false;
}

void om_seam_free(om_seam_style *style)
{
    om_words_free(style->words);
}

/* A hyphen at the end of the line above; false: it cuts no word. */
static bool find_hyphen(om_seam_style *style, const beside *above, const beside *below, om_seam *seam)
{
    bool soft;
    size_t hyphen = om_hyphen_at_end(above->text, above->len, &soft);
    unsigned confidence;

    if (!hyphen || hyphen == above->len || (below->script != OM_LATIN && below->script != OM_DIGIT))
        return false;
    if (!style->words)
        style->words = om_words_new(); /* without memory for it the look of the halves decides */
    if (style->words && !style->block_read) {
        om_words_read(style->words, style->block, style->block_len);
        style->block_read = true;
    }
    switch (om_hyphen_decide(style->words, above->text, above->len - hyphen, below->text, below->len, soft, &confidence)) {
    case OM_HYPHEN_DROP:
        *seam = (om_seam){OM_RULE_HYPHEN_DROP, hyphen, "", confidence};
        return true;
    case OM_HYPHEN_KEEP:
        *seam = (om_seam){OM_RULE_HYPHEN_KEEP, hyphen, "-", confidence};
        return true;
    case OM_HYPHEN_NONE:
        break;
    }
    return false;
}

om_seam om_seam_find(om_seam_style *style, const uint8_t *above_text, size_t above_len, const uint8_t *below_text,
                     size_t below_len)
{
    static const om_seam nothing = {OM_RULE_JOIN_LINE, 0, "", 0}, space = {OM_RULE_JOIN_WORDS, 0, " ", 0};
    beside above = end_of(above_text, above_len), below = start_of(below_text, below_len);
    bool cjk, word_above = above.script == OM_LATIN || above.script == OM_DIGIT,
              word_below = below.script == OM_LATIN || below.script == OM_DIGIT;
    size_t word;
    om_seam hyphen;

    if (above.script == OM_HANGUL && (below.script == OM_HANGUL || word_below))
        return space;
    if (below.script == OM_HANGUL && (above.c < 0x80 || above.script == OM_HANGUL))
        return space;
    if (om_is_wide_letter(above.script) || om_is_wide_letter(below.script)) {
        bool beside_han = om_is_wide_letter(above.script) ? word_below : word_above;
        return beside_han && style->space_beside_han ? space : nothing;
    }
    word = last_word(&above, &cjk);
    cjk = cjk || full_width_after_word(&below);
    if (address_goes_on(&above, word, &below, cjk))
        return (om_seam){OM_RULE_JOIN_ADDRESS, 0, "", 0};
    if (find_hyphen(style, &above, &below, &hyphen))
        return hyphen;
    if (above.script == OM_DIGIT && below.script == OM_DIGIT)
        return cjk ? (om_seam){OM_RULE_JOIN_NUMBER, 0, "", 0} : space;
    if (cjk && word_above && word_below && (above.script == OM_DIGIT || below.script == OM_DIGIT))
        return nothing;
    if (above.script >= OM_MARK_CJK && above.c >= 0x80)
        return above.c == 0x2019 || above.c == 0x201D ? (cjk || !word_below ? nothing : space) : nothing;
    if (below.script == OM_MARK_CJK)
        return nothing;
    if (above.c == '-' || above.c == '/' || above.c == '(' || above.c == '[' || below.c == ')' || below.c == ',' ||
        below.c == '.')
        return nothing;
    return cjk && !(word_above && word_below) ? nothing : space;
}

bool om_seam_must_stay(const uint8_t *above_text, size_t above_len, const uint8_t *below_text, size_t below_len)
{
    static const char runs[] = ".-_=*~";
    uint32_t a = end_of(above_text, above_len).c, b = start_of(below_text, below_len).c;

    if (a < 0x80)
        return a && a == b && strchr(runs, (int)a);
    return a == b && (a == 0x3002 || a == 0xFF0E || a == 0x2014 || a == 0x2500 || a == 0xFF0D || a == 0x2026);
}
