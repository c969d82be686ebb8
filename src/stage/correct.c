/* correct.c - misread characters that what stands around them gives away, without a dictionary.
 *
 * Works on joined lines: numbers and dashes that a line end had cut are whole here.
 */
#include "stage/stage.h"

#include <stdlib.h>

#include "text/bitmap.h"
#include "text/script.h"
#include "text/sounds.h"
#include "text/utf8.h"

typedef struct {
    const uint8_t *p;       /* of the block */
    size_t len;
    uint64_t *bits;
    size_t words;           /* room in bits */
    uint64_t sounds[0x10000 / 64]; /* bit set of the characters that write foreign names */
} state;

static ocrmend_status init(const ocrmend_options *options, void **out, ocrmend_error *error)
{
    state *s = calloc(1, sizeof *s);

    (void)options;
    if (!s)
        return om_fail(error, OCRMEND_NOMEM, 0, "out of memory");
    for (const char *p = om_sounds; *p; p += 3) {
        unsigned n;
        uint32_t c = om_utf8_get((const uint8_t *)p, &n);
        s->sounds[c / 64] |= UINT64_C(1) << c % 64;
    }
    *out = s;
    return OCRMEND_OK;
}

static void end(void *state_)
{
    state *s = state_;

    if (s)
        free(s->bits);
    free(s);
}

/* The character at p[at], 0 at the end. */
static uint32_t char_at(const state *s, size_t at)
{
    unsigned n;

    return at < s->len ? om_utf8_get(s->p + at, &n) : 0;
}

static uint32_t char_before(const state *s, size_t at)
{
    return at ? char_at(s, om_utf8_back(s->p, at)) : 0;
}

static bool is_digit(uint32_t c)
{
    return c >= '0' && c <= '9';
}

static bool is_alnum(uint32_t c)
{
    return c < 0x80 && (om_script(c) == OM_DIGIT || om_script(c) == OM_LATIN);
}

static bool is_letter(uint32_t c)
{
    return om_script(c) == OM_LATIN;
}

static bool is_sound(const state *s, uint32_t c)
{
    return c < 0x10000 && (s->sounds[c / 64] >> c % 64 & 1);
}

/* Whether the character at p[at] is one of `set` (UTF-8). */
static bool is_of(const state *s, size_t at, const char *set)
{
    unsigned n;

    if (at >= s->len)
        return false;
    n = om_utf8_len(s->p[at]);
    for (; *set; set += om_utf8_len((uint8_t)*set))
        if (om_utf8_len((uint8_t)*set) == n && memcmp(set, s->p + at, n) == 0)
            return true;
    return false;
}

static bool is_before(const state *s, size_t at, const char *set)
{
    return at && is_of(s, om_utf8_back(s->p, at), set);
}

/* --- dashes read as 一 -------------------------------------------------------------------------------------------- */

enum { TITLE_REACH = 60 }; /* bytes */
enum { ONE = 0x4E00, EM_DASH = 0x2014, WIDE_HYPHEN = 0xFF0D };

static const char numerals[] = "〇零一二三四五六七八九十百千万亿第○Ｏ";

/* What the run of 一 and dashes that begins at p[at] holds, and where it ends. */
typedef struct {
    size_t to;
    unsigned ones, dashes;
} dash_run;

static dash_run dash_run_at(const state *s, size_t at)
{
    dash_run r = {at, 0, 0};

    for (;; r.to += 3) {
        uint32_t c = char_at(s, r.to);
        if (c == ONE)
            r.ones++;
        else if (c == EM_DASH || c == WIDE_HYPHEN)
            r.dashes++;
        else
            return r;
    }
}

/* Whether p[at] begins a line, or spaces only are before it there. */
static bool begins_line(const state *s, size_t at)
{
    while (at > 0 && (s->p[at - 1] == ' ' || is_before(s, at, "　")))
        at = om_utf8_back(s->p, at);
    return at == 0 || s->p[at - 1] == '\n' || s->p[at - 1] == '\f';
}

/* What a subtitle begins with after its dash, and what follows where it is a verb after the adverb 一一. */
static const struct {
    const char *word, *not_before;
} subtitles[] = {{"记", "录下在住得了着入"}, {"访", "问谈查"}, {"评", "价估选比审"}, {"写在", ""}, {"献给", "了"},
                 {"来自", ""}, {"读《", ""}, {"评《", ""}, {"观《", ""}, {"纪念", ""}};

static bool is_subtitle(const state *s, size_t at)
{
    for (size_t i = 0; i < sizeof subtitles / sizeof *subtitles; i++) {
        size_t n = strlen(subtitles[i].word);
        if (s->len - at > n && memcmp(s->p + at, subtitles[i].word, n) == 0)
            return !is_of(s, at + n, subtitles[i].not_before);
    }
    return false;
}

/* Whether p[at] stands in a title of a work, 《 》, on its line. */
static bool in_title(const state *s, size_t at)
{
    size_t stop = at > TITLE_REACH ? at - TITLE_REACH : 0;

    while (at > stop && !is_before(s, at, "《》\n"))
        at = om_utf8_back(s->p, at);
    return is_before(s, at, "《");
}

/* 一 stands for a dash: three together; two beside a quotation mark, in a title or before a subtitle; some with a single
 * dash among them; one between two digits.  Never beside a Chinese numeral. */
static void dash(const state *s, om_out *out)
{
    size_t at = out->next;
    dash_run r;
    bool quoted, sure, leads;

    if (is_before(s, at, "一—－"))
        return;
    r = dash_run_at(s, at);
    quoted = is_before(s, at, "”》’」") || is_of(s, r.to, "“《‘「");
    leads = r.ones == 2 && ((is_subtitle(s, r.to) && begins_line(s, at)) || in_title(s, at));
    if (is_before(s, at, numerals) || is_of(s, r.to, numerals) || is_of(s, r.to, "号团师营年"))
        return;
    if (r.dashes == 0)
        sure = r.ones == 3 || (r.ones == 2 && (quoted || leads)) ||
               (r.ones == 1 && is_alnum(char_before(s, at)) && is_alnum(char_at(s, r.to)));
    else
        sure = r.ones > 0 && r.dashes == 1 && r.ones <= 2;
    if (!sure) {
        if (r.ones == 2 && r.dashes == 0)
            om_suggest(out, at, r.to - at, "——", 6, OM_RULE_DASH_MISREAD, 50);
        return;
    }
    while (out->next < r.to)
        if (char_at(s, out->next) == EM_DASH)
            om_keep(out, 3);
        else
            om_replace_units(out, 3, 3, "—", 3, 3, OM_RULE_DASH_MISREAD);
}

/* --- letters read for digits -------------------------------------------------------------------------------------- */

static const char units[] = "公年月日时分秒元人个岁万亿千百号点度米吨台家户名次件辆斤亩倍届期%％";

static uint8_t digit_for(uint8_t c)
{
    switch (c) {
    case 'O':
    case 'o':
        return '0';
    case 'l':
    case 'I':
    case '|':
        return '1';
    default:
        return 0;
    }
}

/* A number with O o l I among its digits, before a word that counts or dates: 2O24年, l7日, 1O0%. */
static bool number(const state *s, om_out *out)
{
    size_t at = out->next, from = at, to = at;
    unsigned digits = 0, letters = 0;

    if (!digit_for(s->p[at]))
        return false;
    while (from && (is_digit(s->p[from - 1]) || digit_for(s->p[from - 1])))
        from--;
    for (to = from; to < s->len && (is_digit(s->p[to]) || digit_for(s->p[to])); to++)
        if (is_digit(s->p[to]))
            digits++;
        else
            letters++;
    if (digits == 0 || letters > (is_digit(s->p[from]) ? 2 * digits : digits) ||
        !is_of(s, to, units) || is_letter(char_before(s, from)) ||
        is_before(s, from, "-_/.|"))
        return false;
    while (out->next < to) {
        uint8_t digit = digit_for(s->p[out->next]);
        if (digit)
            om_replace(out, 1, &digit, 1, OM_RULE_DIGIT_MISREAD, 0);
        else
            om_keep(out, 1);
    }
    return true;
}

/* --- the dot of a foreign name ----------------------------------------------------------------------------------*/

/* Whether the foreign name that ends at p[at] follows other Han (an office) or a middle dot, so that it is no speaker
 * whose words follow. */
static bool is_titled(const state *s, size_t at)
{
    while (is_sound(s, char_before(s, at)))
        at -= 3;
    return char_before(s, at) == 0xB7 || char_before(s, at) == '.' || om_script(char_before(s, at)) == OM_HAN;
}

/* 里查德.斯博: a full stop, or a colon, with two characters of foreign names on either side. */
static bool name_dot(const state *s, om_out *out, const char *dot)
{
    size_t at = out->next, n = strlen(dot), to = at + n;
    
    if (!is_of(s, at, dot) || !is_sound(s, char_at(s, to)) || !is_sound(s, char_at(s, to + 3)) ||
        !is_sound(s, char_before(s, at)) || !is_sound(s, char_before(s, at - 3)))
        return false;
    if (*dot != '.' && !is_titled(s, at))
        return false;
    om_replace(out, n, "·", 2, OM_RULE_NAME_DOT, 0);
    return true;
}

/* 增长16. 9%: a space behind the point of a number in full-width text, which some extractors put there. */
static bool point_space(const state *s, om_out *out)
{
    size_t at = out->next, from = at, to = at + 2;

    if (s->p[at] != '.' || char_at(s, at + 1) != ' ' || !is_digit(char_at(s, to)))
        return false;
    while (from && is_digit(s->p[from - 1]))
        from--;
    while (to < s->len && is_digit(s->p[to]))
        to++;
    if (from == at || char_before(s, from) < 0x80 || (char_at(s, to) < 0x80 && char_at(s, to) != '%'))
        return false;
    om_keep(out, 1);
    om_delete(out, 1, OM_RULE_POINT_SPACE);
    return true;
}

/* --- marks too many ----------------------------------------------------------------------------------------------- */

static const char wide_pauses[] = "，。、；：";

/* ，，: the second goes (between two 、 a character was lost). */
static bool doubled(const state *s, om_out *out)
{
    size_t at = out->next;

    if (!is_of(s, at, "，。；：") || char_at(s, at + 3) != char_at(s, at) || char_at(s, at + 6) == char_at(s, at) ||
        char_before(s, at) == char_at(s, at))
        return false;
    om_keep(out, 3);
    om_delete(out, 3, OM_RULE_DOUBLED_MARK);
    return true;
}

/* A half-width pause beside a full-width one (the width rules left it for that). */
static bool pause_too_many(const state *s, om_out *out)
{
    size_t at = out->next;

    if (!strchr(",.;:", s->p[at]))
        return false;
    if (!(is_before(s, at, wide_pauses) && om_script(char_at(s, at + 1)) != OM_MARK) &&
        !(is_of(s, at + 1, wide_pauses) &&
          (om_is_wide_letter(om_script(char_before(s, at))) || is_before(s, at, "”’》）」"))))
        return false;
    om_delete(out, 1, OM_RULE_DOUBLED_MARK);
    return true;
}

/* Whether a square bracket at p[at] has a partner on its line. */
static bool has_partner(const state *s, size_t at)
{
    bool opens = s->p[at] == '[';
    uint8_t other = opens ? ']' : '[';

    for (int n = 0; n < 160; n++) {
        if (opens ? ++at >= s->len : at-- == 0)
            return false;
        if (s->p[at] == other)
            return true;
        if (s->p[at] == '\n')
            return false;
    }
    return false;
}

/* 、·王: a dot after a pause. */
static bool dot_speck(const state *s, om_out *out)
{
    size_t at = out->next;

    if (!is_of(s, at, "·") || !is_before(s, at, "、，") ||
        !(om_is_wide_letter(om_script(char_at(s, at + 2))) || is_of(s, at + 2, "《“")))
        return false;
    om_delete(out, 2, OM_RULE_SPECK);
    return true;
}

/* ，（记者: the sentence ends before a credit. */
static bool comma_before_credit(const state *s, om_out *out)
{
    static const char *const credits[] = {"，（记者", "，（本报记者", "，（新华社记者", "，（完）"};
    size_t at = out->next;

    for (size_t i = 0; i < sizeof credits / sizeof *credits; i++) {
        size_t n = strlen(credits[i]);
        if (s->len - at < n || memcmp(s->p + at, credits[i], n) != 0)
            continue;
        om_replace(out, 3, "。", 3, OM_RULE_STOP_MISREAD, 0);
        return true;
    }
    return false;
}

/* A stray stroke between Han: a backslash, backtick, caret, or a square bracket that is not one of two. */
static bool speck(const state *s, om_out *out)
{
    size_t at = out->next;
    enum om_script l = om_script(char_before(s, at)), r = om_script(char_at(s, at + 1));
    bool bracket = s->p[at] == '[' || s->p[at] == ']';

    if (bracket ? has_partner(s, at) : !strchr("\\`^", s->p[at]))
        return false;
    if (!(om_is_wide_letter(l) || (bracket && l == OM_MARK_CJK)) ||
        !(om_is_wide_letter(r) || (bracket && (r == OM_MARK_CJK || is_before(s, at, "（")))))
        return false;
    om_delete(out, 1, OM_RULE_SPECK);
    return true;
}

/* U+00AD inside a line, between letters of one kind: an invisible hyphen (at the end of a line it is stage join's). */
static bool soft_hyphen(const state *s, om_out *out)
{
    size_t at = out->next;
    enum om_script l, r;

    if (!is_of(s, at, "\u00AD"))
        return false;
    l = om_script(char_before(s, at));
    r = om_script(char_at(s, at + 2));
    if (!(l == OM_LATIN && r == OM_LATIN) && !(om_is_wide_letter(l) && om_is_wide_letter(r)))
        return false;
    om_delete(out, 2, OM_RULE_SOFT_HYPHEN);
    return true;
}

/* --- the walk ----------------------------------------------------------------------------------------------------- */

static bool map(state *s)
{
    size_t words = OM_BITMAP_WORDS(s->len);

    if (words > s->words) {
        uint64_t *bits = realloc(s->bits, words * sizeof *bits);
        if (!bits)
            return false;
        s->bits = bits;
        s->words = words;
    }
    om_bitmap_correct(s->p, s->len, s->bits);
    return true;
}

/* A rule may begin at p[out->next]. */
static void place(const state *s, om_out *out)
{
    uint8_t c = s->p[out->next];

    if (c <= ' ')
        return;
    if (c < 0x80)
        (void)(number(s, out) || (c == '.' && (name_dot(s, out, ".") || point_space(s, out))) ||
               pause_too_many(s, out) || speck(s, out));
    else if (c == 0xE4 || c == 0xE2 || is_of(s, out->next, "－"))
        dash(s, out);
    else
        (void)(name_dot(s, out, "：") || doubled(s, out) || comma_before_credit(s, out) || dot_speck(s, out) ||
               soft_hyphen(s, out));
}

static ocrmend_status run(void *state_, const om_block *block, om_out *out, ocrmend_error *error)
{
    state *s = state_;

    s->p = block->data;
    s->len = block->len;
    if (!map(s))
        return om_fail(error, OCRMEND_NOMEM, block->raw_at, "out of memory");
    for (size_t at = om_bitmap_next(s->bits, s->len, 0); at < s->len;) {
        om_keep_to(out, at);
        place(s, out);
        at = om_bitmap_next(s->bits, s->len, out->next > at ? out->next : at + 1);
    }
    return OCRMEND_OK;
}

const om_stage om_stage_correct = {"correct", "correct", false, init, run, end};
