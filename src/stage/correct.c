/* correct.c - misread characters that what stands around them gives away, without a dictionary.
 *
 * Works on joined lines: numbers and dashes that a line end had cut are whole here.
 */
#include "stage/correct/correct.h"

#include <stdlib.h>

#include "dict/language.h"
#include "text/bitmap.h"
#include "text/sounds.h"

typedef om_correct state;

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

    if (s) {
        free(s->bits);
        free(s->fixes);
        free(s->phrases);
    }
    free(s);
}

static bool is_alnum(uint32_t c)
{
    return c < 0x80 && (om_script(c) == OM_DIGIT || om_script(c) == OM_LATIN);
}

static bool is_letter(uint32_t c)
{
    return om_script(c) == OM_LATIN;
}

/* --- dashes read as 一 -------------------------------------------------------------------------------------------- */

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

/* 一字一—名, 一—举一动: the run of 一 and dashes at p[at, to) stands in a phrase of two 一 where one was read double. */
static bool is_paired_one(const state *s, size_t at, size_t to)
{
    return (at >= 6 && is_of(s, at - 6, "一")) || is_of(s, to + 3, "一");
}

/* The character that two 一 come before, if it begins what no adverb comes before: a pronoun, a question, the last
 * character once more (你是一一是), or the name of a place. */
static bool begins_after_dash(const state *s, size_t at, size_t to)
{
    enum { NAME = 3, LONGEST = 5 }; /* characters of a name of a place with what it is: 河北省 */
    uint64_t sum = 0;
    size_t next = to;

    if (is_of(s, to, "我你您他她它这那怎谁难多是") || char_at(s, to) == char_before(s, at))
        return true;
    for (unsigned n = 1; n <= LONGEST && is_han(char_at(s, next)); n++) {
        unsigned word;
        sum = om_key_push(sum, om_key_char(char_at(s, next)));
        next += om_utf8_len(s->p[next]);
        if (n < NAME || !(word = om_language(OM_WORD, sum)))
            continue;
        return !om_word_ordinary(word);
    }
    return false;
}

/* 一 stands for a dash: three together; two beside a quotation mark, in a title, before a subtitle or before what no
 * adverb stands before; some with a single dash among them; one between two digits.  Never beside a Chinese numeral. */
static void dash(const state *s, om_out *out)
{
    size_t at = out->next;
    dash_run r;
    bool quoted, sure, leads;

    if (is_before(s, at, "一—－"))
        return;
    r = dash_run_at(s, at);
    if (r.ones == 0)
        return;
    quoted = is_before(s, at, "”》’」") || is_of(s, r.to, "“《‘「");
    leads = r.ones == 2 && ((is_subtitle(s, r.to) && begins_line(s, at)) || om_correct_in_title(s, at));
    if (is_before(s, at, numerals) || is_of(s, r.to, numerals) || is_of(s, r.to, "号团师营年"))
        return;
    if (r.dashes == 0)
        sure = r.ones == 3 ||
               (r.ones == 2 && (quoted || leads || (is_han(char_before(s, at)) && begins_after_dash(s, at, r.to)))) ||
               (r.ones == 1 && is_alnum(char_before(s, at)) && is_alnum(char_at(s, r.to)));
    else /* but not in Bison—一个新工具 */
        sure = r.dashes == 1 && r.ones >= 1 && r.ones <= 2 &&
               !(is_before(s, r.to, "一") && is_of(s, r.to, "个個种種位名")) &&
               !(r.ones == 1 && is_paired_one(s, at, r.to));
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

/* A half-width pause beside a full-width one (the width rules left it for that), and the second of two full-width ones
 * beside it, if that is no full stop that may be right. */
static bool pause_too_many(const state *s, om_out *out)
{
    size_t at = out->next;
    bool after = is_before(s, at, wide_pauses), before = is_of(s, at + 1, wide_pauses);

    if (!strchr(",.;:", s->p[at]))
        return false;
    if (!(after && om_script(char_at(s, at + 1)) != OM_MARK) &&
        !(before && (om_is_wide_letter(om_script(char_before(s, at))) || is_before(s, at, "”’》）」"))))
        return false;
    om_delete(out, after && before && (is_before(s, at, "。") || !is_of(s, at + 1, "。")) ? 1 + 3 : 1,
              OM_RULE_DOUBLED_MARK);
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

/* 、·王: a dot after a pause or a full stop. */
static bool dot_speck(const state *s, om_out *out)
{
    size_t at = out->next;

    if (!is_of(s, at, "·") || !is_before(s, at, "、，。") ||
        !(om_is_wide_letter(om_script(char_at(s, at + 2))) || is_of(s, at + 2, "《“")))
        return false;
    om_delete(out, 2, OM_RULE_SPECK);
    return true;
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
    bool open;

    if (words > s->words) {
        uint64_t *bits = realloc(s->bits, (words + OM_BITMAP_WORDS(words)) * sizeof *bits);
        if (!bits)
            return false;
        s->bits = bits;
        s->words = words;
    }
    open = om_bitmap_correct(s->p, s->len, s->bits, s->bits + words);
    return om_correct_find_quotes(s, s->bits + words, words, open);
}

/* A rule may begin at p[out->next], an ASCII character. */
static void ascii_place(const state *s, om_out *out)
{
    uint8_t c = s->p[out->next];

    if (c > ' ')
        (void)(number(s, out) || (c == '.' && (name_dot(s, out, ".") || point_space(s, out))) ||
               (c == '-' && om_correct_one(s, out)) || pause_too_many(s, out) || speck(s, out));
}

/* The same of any other character. */
static void place(const state *s, om_out *out)
{
    switch (char_at(s, out->next)) {
    case ONE:
    case EM_DASH:
        dash(s, out);
        break;
    case 0x201D: /* ” */
        om_correct_phrases(s, out);
        break;
    case WIDE_HYPHEN:
        if (!om_correct_one(s, out))
            dash(s, out);
        break;
    case 0xFF1A: /* ： */
        (void)(name_dot(s, out, "：") || om_correct_colon(s, out) || om_correct_dateline(s, out) ||
               doubled(s, out));
        break;
    case 0x3001: /* 、 */
    case 0x3002: /* 。 */
    case 0xFF0C: /* ， */
    case 0xFF1B: /* ； */
        if (om_correct_beside(s, out->next + 3))
            (void)(om_correct_dateline(s, out) || om_correct_credit(s, out) || om_correct_two_pauses(s, out) ||
                   doubled(s, out));
        else
            om_correct_names(s, out);
        break;
    case 0xFF09: /* ） */
        if (char_at(s, out->next + 3) == '\n')
            om_correct_last_credit(s, out, out->next + 3);
        break;
    case 0x300B: /* 》 */
        om_correct_titles(s, out);
        break;
    case 0xB7: /* · */
    case 0xFF0E: /* ． */
        (void)(dot_speck(s, out) || om_correct_after_dateline(s, out) || om_correct_one(s, out) ||
               om_correct_point(s, out));
        break;
    case 0x56FE: /* 图 */
        om_correct_caption(s, out);
        break;
    case 0xAD:
        soft_hyphen(s, out);
        break;
    }
}

static ocrmend_status run(void *state_, const om_block *block, om_out *out, ocrmend_error *error)
{
    state *s = state_;

    s->p = block->data;
    s->len = block->len;
    s->begins = block->first || (s->len && s->p[0] == '\n');
    s->ends = block->last;
    if (!map(s))
        return om_fail(error, OCRMEND_NOMEM, block->raw_at, "out of memory");
    for (size_t at = om_bitmap_next(s->bits, s->len, 0); at < s->len;) {
        om_keep_to(out, at);
        if (s->fix < s->fixes_n)
            om_correct_fix_quote(s, out);
        if (s->p[at] < 0x80)
            ascii_place(s, out);
        else
            place(s, out);
        at = om_bitmap_next(s->bits, s->len, out->next > at ? out->next : at + 1);
    }
    om_keep_to(out, s->len);
    om_correct_fix_quote(s, out);
    if (s->ends && has_before(s, s->len, "）"))
        om_correct_last_credit(s, out, s->len);
    return OCRMEND_OK;
}

const om_stage om_stage_correct = {"correct", "correct", false, init, run, end};
