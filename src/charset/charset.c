#include "charset/charset.h"

#include <string.h>

/* --- length of a character as its first bytes tell it ---------------------------------------------------------- */

static bool in(uint8_t b, uint8_t from, uint8_t to)
{
    return b >= from && b <= to;
}

static size_t one(const uint8_t *p, size_t n)
{
    (void)p;
    (void)n;
    return 1;
}

/* A maximal subpart of an ill-formed sequence counts as one character, as Unicode (3.9, table 3-8) has it. */
static size_t utf8_len(const uint8_t *p, size_t n)
{
    static const uint8_t low[4] = {0xA0, 0x80, 0x90, 0x80}, high[4] = {0xBF, 0x9F, 0xBF, 0x8F};
    size_t want, at = 1;
    int odd = p[0] == 0xE0 ? 0 : p[0] == 0xED ? 1 : p[0] == 0xF0 ? 2 : p[0] == 0xF4 ? 3 : -1;

    if (!in(p[0], 0xC2, 0xF4))
        return 1;
    want = 2 + (p[0] >= 0xE0) + (p[0] >= 0xF0);
    if (n > 1 && odd >= 0 && !in(p[1], low[odd], high[odd]))
        return 1;
    while (at < want && at < n && (p[at] & 0xC0) == 0x80)
        at++;
    return at;
}

static size_t utf16le_len(const uint8_t *p, size_t n)
{
    if (n < 2)
        return n;
    if ((p[1] & 0xFC) != 0xD8)
        return 2;
    if (n < 4)
        return n;
    return (p[3] & 0xFC) == 0xDC ? 4 : 2;
}

static size_t utf16be_len(const uint8_t *p, size_t n)
{
    if (n < 2)
        return n;
    if ((p[0] & 0xFC) != 0xD8)
        return 2;
    if (n < 3)
        return n;
    return (p[2] & 0xFC) != 0xDC ? 2 : n < 4 ? n : 4;
}

static size_t utf32_len(const uint8_t *p, size_t n)
{
    (void)p;
    return n < 4 ? n : 4;
}

static size_t gb18030_len(const uint8_t *p, size_t n)
{
    if (!in(p[0], 0x81, 0xFE) || n < 2)
        return 1;
    if (p[1] >= 0x40)
        return p[1] != 0x7F && p[1] != 0xFF ? 2 : 1;
    if (!in(p[1], '0', '9'))
        return 1;
    if (n > 2 && !in(p[2], 0x81, 0xFE))
        return 1;
    if (n > 3 && !in(p[3], '0', '9'))
        return 1;
    return n < 4 ? n : 4;
}

static size_t big5_len(const uint8_t *p, size_t n)
{
    return in(p[0], 0x81, 0xFE) && n > 1 && (in(p[1], 0x40, 0x7E) || in(p[1], 0xA1, 0xFE)) ? 2 : 1;
}

static size_t sjis_len(const uint8_t *p, size_t n)
{
    bool lead = in(p[0], 0x81, 0x9F) || in(p[0], 0xE0, 0xFC);

    return lead && n > 1 && (in(p[1], 0x40, 0x7E) || in(p[1], 0x80, 0xFC)) ? 2 : 1;
}

static size_t eucjp_len(const uint8_t *p, size_t n)
{
    if (n < 2 || !in(p[1], 0xA1, 0xFE))
        return 1;
    if (p[0] == 0x8F)
        return n > 2 && !in(p[2], 0xA1, 0xFE) ? 1 : n < 3 ? n : 3;
    return p[0] == 0x8E || in(p[0], 0xA1, 0xFE) ? 2 : 1;
}

static size_t euckr_len(const uint8_t *p, size_t n)
{
    return in(p[0], 0x81, 0xFE) && n > 1 &&
           (in(p[1], 0x41, 0x5A) || in(p[1], 0x61, 0x7A) || in(p[1], 0x81, 0xFE)) ? 2 : 1;
}

/* --- table ----------------------------------------------------------------------------------------------------- */

/* Where a standard and its Windows extension share a name in use, the row reads the extension. */
static const om_charset table[] = {
    {"UTF-8", NULL, "cp65001", 1, false, utf8_len},
    {"UTF-16LE", "UTF-16LE", "", 2, false, utf16le_len},
    {"UTF-16BE", "UTF-16BE", "", 2, true, utf16be_len},
    {"UTF-32LE", "UTF-32LE", "ucs4le", 4, false, utf32_len},
    {"UTF-32BE", "UTF-32BE", "ucs4be ucs4", 4, true, utf32_len},
    {"GB18030", "GB18030", "gbk gb2312 cp936 ms936 windows936 euccn gb", 1, false, gb18030_len},
    {"Big5", "BIG5", "bigfive cnbig5 cp950 ms950 windows950", 1, false, big5_len},
    {"Big5-HKSCS", "BIG5-HKSCS", "big5hk hkscs cp951", 1, false, big5_len},
    {"CP932", "CP932", "shiftjis sjis ms932 windows932 windows31j mskanji csshiftjis", 1, false, sjis_len},
    {"EUC-JP", "EUC-JP-MS", "eucjpms eucjpwin cp51932 ujis", 1, false, eucjp_len},
    {"CP949", "CP949", "euckr uhc ms949 windows949 ksc5601 ksc56011987 ksx1001 korean", 1, false, euckr_len},
    {"ISO-8859-1", "ISO-8859-1", "latin1 l1 cp819", 1, false, one},
    {"ISO-8859-2", "ISO-8859-2", "latin2 l2", 1, false, one},
    {"ISO-8859-3", "ISO-8859-3", "latin3 l3", 1, false, one},
    {"ISO-8859-4", "ISO-8859-4", "latin4 l4", 1, false, one},
    {"ISO-8859-5", "ISO-8859-5", "cyrillic", 1, false, one},
    {"ISO-8859-6", "ISO-8859-6", "arabic", 1, false, one},
    {"ISO-8859-7", "ISO-8859-7", "greek", 1, false, one},
    {"ISO-8859-8", "ISO-8859-8", "hebrew", 1, false, one},
    {"ISO-8859-9", "ISO-8859-9", "latin5 l5", 1, false, one},
    {"ISO-8859-10", "ISO-8859-10", "latin6 l6", 1, false, one},
    {"ISO-8859-11", "ISO-8859-11", "tis620", 1, false, one},
    {"ISO-8859-13", "ISO-8859-13", "latin7 l7", 1, false, one},
    {"ISO-8859-14", "ISO-8859-14", "latin8 l8", 1, false, one},
    {"ISO-8859-15", "ISO-8859-15", "latin9 l9", 1, false, one},
    {"ISO-8859-16", "ISO-8859-16", "latin10 l10", 1, false, one},
    {"windows-1250", "CP1250", "cp1250", 1, false, one},
    {"windows-1251", "CP1251", "cp1251", 1, false, one},
    {"windows-1252", "CP1252", "cp1252 ansi", 1, false, one},
    {"windows-1253", "CP1253", "cp1253", 1, false, one},
    {"windows-1254", "CP1254", "cp1254", 1, false, one},
    {"windows-1255", "CP1255", "cp1255", 1, false, one},
    {"windows-1256", "CP1256", "cp1256", 1, false, one},
    {"windows-1257", "CP1257", "cp1257", 1, false, one},
    {"windows-1258", "CP1258", "cp1258", 1, false, one},
    {"KOI8-R", "KOI8-R", "koi8", 1, false, one},
    {"KOI8-U", "KOI8-U", "", 1, false, one},
};

const om_charset *om_charset_at(size_t i)
{
    return i < sizeof table / sizeof *table ? &table[i] : NULL;
}

/* Copy the letters and digits of a name in lower case; false when they do not fit. */
static bool plain(const char *name, char *out, size_t room)
{
    size_t n = 0;

    for (; *name; name++) {
        char c = *name >= 'A' && *name <= 'Z' ? (char)(*name | 0x20) : *name;
        if (!(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9'))
            continue;
        if (n + 1 >= room)
            return false;
        out[n++] = c;
    }
    out[n] = 0;
    return n > 0;
}

static bool listed(const char *list, const char *word)
{
    size_t n = strlen(word);

    while (*list) {
        size_t len = strcspn(list, " ");
        if (len == n && memcmp(list, word, n) == 0)
            return true;
        list += len + (list[len] == ' ');
    }
    return false;
}

const om_charset *om_charset_named(const char *name)
{
    char want[32], have[32];

    if (!plain(name, want, sizeof want))
        return NULL;
    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        if ((plain(table[i].name, have, sizeof have) && strcmp(have, want) == 0) || listed(table[i].aliases, want))
            return &table[i];
    return NULL;
}

const char *ocrmend_charset_at(size_t i)
{
    const om_charset *cs = om_charset_at(i);

    return cs ? cs->name : NULL;
}
