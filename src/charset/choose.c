/* choose.c - which charset is it?  A byte order mark or valid UTF-8 settles it.  Else the beginning is read in each
 * charset of East Asia and in UTF-16 and UTF-32, and taken for the one in which it looks most like what somebody wrote
 * (common.h); uchardet tells those of one byte a character apart. */
#include "charset/charset.h"

#include <strings.h>
#include <uchardet.h>

#include "charset/codec.h"
#include "charset/common.h"
#include "text/utf8.h"

/* How much is looked at: enough for every text, and little beside what cleaning costs. */
enum { SAMPLE = 16 * 1024 };

typedef struct {
    const uint8_t *p;
    size_t n;
    bool all;        /* nothing comes after it */
} sample;

/* --- what a text looks like in a charset ------------------------------------------------------------------------- */

enum { KANA = 1, HANGUL = 2, UNITS = 4 };

static const struct {
    const char *name;
    unsigned writes;   /* beside Han */
    double prior;
} candidates[] = {
    {"GB18030", 0, 0.05}, {"Big5", 0, 0.01}, {"Big5-HKSCS", 0, 0}, {"CP932", KANA, 0}, {"EUC-JP", KANA, 0},
    {"CP949", HANGUL, 0}, {"UTF-16LE", KANA | HANGUL | UNITS, -0.1}, {"UTF-16BE", KANA | HANGUL | UNITS, -0.1},
    {"UTF-32LE", KANA | HANGUL | UNITS, 0}, {"UTF-32BE", KANA | HANGUL | UNITS, 0},
};
enum { CANDIDATES = sizeof candidates / sizeof *candidates };

/* What a character (three bytes of UTF-8) speaks for the charset that it was read in: 1 for a common one of the
 * language, 0 for any, less for what text hardly has. */
static double look_of_three(const uint8_t *p, unsigned writes)
{
    uint32_t c;
    unsigned len;

    c = om_utf8_get(p, &len);
    if (c >= 0x4E00 && c <= 0x9FFF)
        return om_common_han(p) ? 1 : 0;
    if (c >= 0x3041 && c <= 0x30FF)
        return writes & KANA ? 0.6 : -0.3;
    if (c >= 0xAC00 && c <= 0xD7A3)
        return writes & HANGUL && om_common_hangul(p) ? 1 : 0;
    if (c >= 0x3000 && c <= 0x301F)
        return 0.5;
    if (c >= 0x2010 && c <= 0x2026)
        return 0.3;
    if (c >= 0xFF01 && c <= 0xFF5E)
        return 0.3;
    if (c >= 0xFF61 && c <= 0xFF9F)
        return writes & KANA ? 0.25 : -1;
    if (c >= 0xE000 && c <= 0xF8FF)
        return -1;
    return c >= 0x3400 ? -0.5 : -0.1;
}

static double look_of(const om_decoded *c, unsigned writes)
{
    if (c->len == 0)
        return -4;
    if (c->len == 3)
        return look_of_three(c->utf8, writes);
    if (c->len > 3)
        return -1;
    if (c->len == 2 && c->utf8[0] == 0xC2 && c->utf8[1] < 0xA0)
        return -1;
    if (c->len == 2)
        return writes & UNITS && c->utf8[0] < 0xD8 ? 0.4 : -0.1;
    if (c->utf8[0] >= ' ' || (c->utf8[0] >= '\t' && c->utf8[0] <= '\r'))
        return 0.4;
    return -1;
}

/* The mean look of the characters beyond ASCII (in UTF-16 and UTF-32 of all); a very low figure when there are none or
 * the charset cannot be had. */
static double look(const char *name, unsigned writes, sample s)
{
    ocrmend_error error = {0};
    const om_charset *cs = om_charset_named(name);
    om_decoder *d;
    double sum = 0;
    size_t chars = 0;

    if (s.all && s.n % cs->unit)
        return -10;
    d = om_decoder_new(cs, &error);
    if (!d)
        return -10;
    for (size_t at = 0; at < s.n;) {
        om_decoded c = om_decode(d, s.p + at, s.n - at);
        if (!s.all && s.n - at < 4) /* may be cut off */
            break;
        at += c.raw_len;
        if (c.len == 1 && !(writes & UNITS) && c.utf8[0] >= '\t')
            continue;
        chars++;
        sum += look_of(&c, writes);
    }
    om_decoder_free(d);
    return chars ? sum / (double)chars : -10;
}

/* --- guesses ----------------------------------------------------------------------------------------------------- */

/* uchardet's guess, when it is a charset of the table; not UTF-8, which is settled before. */
static const om_charset *ask_uchardet(sample s)
{
    uchardet_t detector = uchardet_new();
    const om_charset *cs = NULL;

    if (!detector)
        return NULL;
    if (uchardet_handle_data(detector, (const char *)s.p, s.n) == 0) {
        uchardet_data_end(detector);
        cs = om_charset_named(uchardet_get_charset(detector));
    }
    uchardet_delete(detector);
    return cs == om_charset_at(0) ? NULL : cs;
}

/* Whether more of the bytes beyond ASCII are characters of UTF-8 than not: UTF-8 with faults. */
static bool mostly_utf8(sample s)
{
    const om_charset *utf8 = om_charset_at(0);
    size_t good = 0, bad = 0;

    for (size_t at = 0, n; at < s.n; at += n) {
        n = utf8->char_len(s.p + at, s.n - at);
        if (s.p[at] < 0x80)
            continue;
        if (om_utf8_valid(s.p + at, n) == n)
            good += n;
        else if (s.all || at + n < s.n)
            bad += n;
    }
    return good > 0 && good >= bad + bad / 2;
}

/* Whether half the bytes beyond ASCII or more stand alone beside ASCII letters, as accented letters do; how many do. */
static bool looks_latin(sample s, size_t *letters)
{
    size_t high = 0, alone = 0;

    for (size_t i = 0; i < s.n; i++) {
        bool before = i && s.p[i - 1] >= 0x80, after = i + 1 < s.n && s.p[i + 1] >= 0x80;
        bool letter = (i && (s.p[i - 1] | 0x20) >= 'a' && (s.p[i - 1] | 0x20) <= 'z') ||
                      (i + 1 < s.n && (s.p[i + 1] | 0x20) >= 'a' && (s.p[i + 1] | 0x20) <= 'z');
        high += s.p[i] >= 0x80;
        alone += s.p[i] >= 0xA0 && !before && !after && letter;
    }
    *letters = alone;
    return alone * 2 >= high;
}

/* Whether it is text at all: hardly any control characters. */
static bool looks_text(sample s)
{
    size_t controls = 0;

    for (size_t i = 0; i < s.n; i++)
        controls += s.p[i] < ' ' && !(s.p[i] >= '\t' && s.p[i] <= '\r') && s.p[i] != 0x1B;
    return controls * 20 <= s.n;
}

/* Short or unusual text, no common characters to go by: Chinese when all of it is ordinary GB 2312. */
static bool looks_gb2312(sample s)
{
    ocrmend_error error = {0};
    om_decoder *d = om_decoder_new(om_charset_named("GB18030"), &error);
    om_gbk_look l = {0};

    while (!s.all && s.n && s.p[s.n - 1] >= 0x80) /* the last run may be cut off */
        s.n--;
    if (d)
        l = om_look_gbk(d, s.p, s.n);
    om_decoder_free(d);
    return l.whole && l.han && l.rare * 4 <= l.chars;
}

static const om_charset *best_look(sample s, unsigned only, const om_charset *guess, double *best)
{
    const om_charset *found = NULL;

    for (int i = 0; i < CANDIDATES; i++) {
        const om_charset *cs = om_charset_named(candidates[i].name);
        double l;

        if ((candidates[i].writes & only) != only)
            continue;
        l = look(candidates[i].name, candidates[i].writes, s) + candidates[i].prior + (cs == guess ? 0.1 : 0);
        if (!found || l > *best) {
            found = cs;
            *best = l;
        }
    }
    return found;
}

static const om_charset *guess_charset(sample s)
{
    const om_charset *uchardet = ask_uchardet(s), *found;
    size_t letters;
    double best;

    found = best_look(s, 0, uchardet, &best);
    if (best >= 0.3)
        return found;
    if (!looks_text(s))
        return om_charset_at(0);
    if (looks_latin(s, &letters)) { /* a few letters tell uchardet nothing; windows-1252 has all of ISO-8859-1 */
        const om_charset *latin = om_charset_named("windows-1252");
        bool known = uchardet && uchardet->char_len == latin->char_len && strcmp(uchardet->name, "ISO-8859-1") != 0;
        return known && letters >= 8 ? uchardet : latin;
    }
    if (looks_gb2312(s))
        return om_charset_named("GB18030");
    if (uchardet && uchardet->iconv && look(uchardet->name, KANA | HANGUL, s) > -0.5)
        return uchardet;
    return best > -0.1 ? found : om_charset_at(0);
}

/* The part of the text to look at: from the line with the first byte that is not ASCII. */
static sample take_sample(const uint8_t *bytes, size_t n, bool all)
{
    size_t at = 0, from;

    while (at < n && bytes[at] && bytes[at] < 0x80)
        at++;
    for (from = at; from && bytes[from - 1] != '\n'; from--)
        ;
    if (at - from > SAMPLE / 2)
        from = at;
    from -= from % 4; /* for the sake of UTF-16 and UTF-32; what is before `at` is ASCII in any other charset */
    if (n - from > SAMPLE)
        return (sample){bytes + from, SAMPLE, false};
    return (sample){bytes + from, n - from, all};
}

static const om_charset *by_mark(const uint8_t *p, size_t n)
{
    static const struct {
        const char *mark;
        uint8_t len;
        const char *name;
    } marks[] = { /* UTF-32LE before UTF-16LE, whose mark it begins with */
        {"\xEF\xBB\xBF", 3, "UTF-8"},
        {"\xFF\xFE\0", 4, "UTF-32LE"},
        {"\0\0\xFE\xFF", 4, "UTF-32BE"},
        {"\xFF\xFE", 2, "UTF-16LE"},
        {"\xFE\xFF", 2, "UTF-16BE"},
        {"\x84\x31\x95\x33", 4, "GB18030"},
    };

    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (n >= marks[i].len && memcmp(p, marks[i].mark, marks[i].len) == 0)
            return om_charset_named(marks[i].name);
    return NULL;
}

/* Valid UTF-8, but for a character that the end of the first bytes cuts off. */
static bool valid_utf8(const uint8_t *p, size_t n, bool all)
{
    size_t valid = om_utf8_valid(p, n);

    return valid == n || (!all && n - valid < 4 && om_charset_at(0)->char_len(p + valid, n - valid) == n - valid);
}

static om_charset_choice find_out(const uint8_t *p, size_t n, bool all)
{
    const om_charset *marked = n ? by_mark(p, n) : NULL;
    sample s = take_sample(p, n, all);
    double best = 0;
    bool valid;

    if (marked)
        return (om_charset_choice){marked, "byte order mark"};
    valid = valid_utf8(p, n, all);
    if (!looks_text(s)) { /* alphabets in UTF-16 are valid UTF-8, half of it controls */
        const om_charset *wide = best_look(s, UNITS, NULL, &best);
        if (best > 0.2)
            return (om_charset_choice){wide, "guess"};
    }
    if (valid)
        return (om_charset_choice){om_charset_at(0), "valid UTF-8"};
    if (mostly_utf8(s))
        return (om_charset_choice){om_charset_at(0), "guess"};
    return (om_charset_choice){guess_charset(s), "guess"};
}

/* Byte order of a text that is said to be UTF-16 or UTF-32. */
static const om_charset *by_order(const char *little, const char *big, const uint8_t *p, size_t n)
{
    const om_charset *marked = n ? by_mark(p, n) : NULL, *le = om_charset_named(little), *be = om_charset_named(big);
    sample s = {p, (n < SAMPLE ? n : SAMPLE) / le->unit * le->unit, true};

    if (marked == le || marked == be)
        return marked;
    if (n == 0)
        return le;
    return look(big, KANA | HANGUL | UNITS, s) > look(little, KANA | HANGUL | UNITS, s) ? be : le;
}

ocrmend_status om_charset_choose(const char *from, const uint8_t *bytes, size_t n, bool all, om_charset_choice *choice,
                                 ocrmend_error *error)
{
    const om_charset *given;

    if (!from || strcasecmp(from, "auto") == 0) {
        *choice = find_out(bytes, n, all);
        return OCRMEND_OK;
    }
    if (strcasecmp(from, "UTF-16") == 0 || strcasecmp(from, "UTF16") == 0)
        given = by_order("UTF-16LE", "UTF-16BE", bytes, n);
    else if (strcasecmp(from, "UTF-32") == 0 || strcasecmp(from, "UTF32") == 0)
        given = by_order("UTF-32LE", "UTF-32BE", bytes, n);
    else
        given = om_charset_named(from);
    if (!given)
        return om_fail(error, OCRMEND_USAGE, 0, "no such charset: '%.40s'", from);
    *choice = (om_charset_choice){given, "given"};
    return OCRMEND_OK;
}
