/* specks.c - which characters of a line are noise: dirt read as marks, and one glyph read as two. */
#include "stage/noise/noise.h"

#include "text/utf8.h"

static bool is_pause(uint32_t c)
{
    return om_is_of(c, "，。、；：,.;:");
}

static bool is_narrow(enum om_script s)
{
    return s == OM_LATIN || s == OM_DIGIT;
}

static void drop(om_glyph *g, enum om_rule rule)
{
    if (g->rule == OM_RULE_COUNT)
        g->rule = rule;
}

/* The room between the neighbours of g->at[i], in em; much at the ends of the line, and where boxes are not known. */
static float room_em(const om_glyphs *g, size_t i)
{
    if (i == 0 || i + 1 == g->n || !(g->em > 0))
        return 9;
    return (g->at[i + 1].left - g->at[i - 1].right) / g->em;
}

/* --- the ends of the line ----------------------------------------------------------------------------------------- */

/* Marks that no line of Chinese begins with (GB/T 15834), unless they are all of it; a full stop may be the one that
 * the line before lacks.  Returns the first character that stays. */
static size_t start_of_line(om_glyphs *g)
{
    enum { LOW = 80, FULL_STOP = 0x3002 };
    size_t i = 0, letters = 0;

    if (!g->n || g->at[0].confidence >= LOW)
        return 0;
    for (size_t k = 0; k < g->n; k++)
        letters += om_is_wide_letter(g->at[k].script) || is_narrow(g->at[k].script);
    for (; letters && i + 1 < g->n; i++) {
        const om_glyph *m = &g->at[i];

        if (m->confidence >= LOW || !om_is_of(m->c, "，。、；：！？”’）》〉」』】,.;:!?)`'_") ||
            (m->c < 0x80 && is_narrow(m[1].script)) || (m->c == FULL_STOP && om_goes_on(g->before)))
            break;
        drop(&g->at[i], OM_RULE_EDGE_MARK);
    }
    return i;
}

/* Whether a mark of hardly any width stands where none is set: more than half an em behind the text, and a pause, which
 * sits low, not low or still farther off. */
static bool stands_apart(const om_glyphs *g, const om_glyph *m, float gap)
{
    float high = (float)g->box.bottom - (float)g->box.top;

    if (m->right - m->left >= 0.15F * g->em || gap <= 0.5F)
        return false;
    return !is_pause(m->c) || gap > 0.75F || m->top < (float)g->box.top + 0.65F * high;
}

/* The first character of the word of g->at[i]. */
static size_t word_of(const om_glyphs *g, size_t i)
{
    while (i > 0 && g->at[i - 1].word == g->at[i].word)
        i--;
    return i;
}

/* After the last pause another mark; or what stands apart from the text.  word: the first character of its word. */
static bool is_speck_at_end(const om_glyphs *g, size_t i, size_t word)
{
    enum { LOW = 80, VERY_LOW = 60, LEAST = 50, FEW = 3 };
    const om_glyph *m = &g->at[i], *before = &g->at[i - 1];
    float gap = g->em > 0 ? (m->left - before->right) / g->em : 0;

    if (m->confidence < LOW && is_pause(before->c) && om_is_of(m->c, "，。、；：,.;:-_|`'·") && m->c != before->c)
        return true;
    if (m->script == OM_DIGIT || word == 0)
        return false;
    if (om_is_mark(m->script) && m->alone && m->confidence < VERY_LOW && stands_apart(g, m, gap))
        return true;
    gap = g->at[word].left - g->at[word - 1].right;
    return m->confidence < LEAST && g->n - word <= FEW && g->em > 0 && gap > 2 * g->em;
}

static void end_of_line(om_glyphs *g, size_t from)
{
    size_t word = g->n;

    for (size_t i = g->n; i-- > from + 1;) {
        if (i < word)
            word = word_of(g, i);
        if (!is_speck_at_end(g, i, word))
            return;
        drop(&g->at[i], OM_RULE_EDGE_MARK);
    }
}

/* --- marks inside ------------------------------------------------------------------------------------------------- */

static void doubled_pause(om_glyphs *g, size_t i)
{
    enum { LOW = 80, FULL_STOP = 0x3002 };
    om_glyph *a = &g->at[i], *b = a + 1, *goes;

    if ((a->confidence >= LOW && b->confidence >= LOW) || !is_pause(a->c) || !is_pause(b->c) ||
        a->rule != OM_RULE_COUNT || b->rule != OM_RULE_COUNT)
        return;
    if ((i && is_pause(a[-1].c)) || (i + 2 < g->n && is_pause(b[1].c)))
        return; /* leaders, an ellipsis */
    if ((a->c < 0x80) != (b->c < 0x80))
        goes = a->c < 0x80 ? a : b;
    else if (a->confidence != b->confidence)
        goes = a->confidence < b->confidence ? a : b;
    else if (a->c == b->c || a->c == FULL_STOP || b->c == FULL_STOP)
        goes = b->c == FULL_STOP ? a : b;
    else
        return; /* nothing tells which */
    drop(goes, OM_RULE_DOUBLED_PAUSE);
}

/* Whether a quotation mark at text[at] has a closing one after it (opening: before any other opening one). */
static bool is_closed(const uint8_t *text, size_t len, size_t at)
{
    enum { REACH = 900 };
    size_t stop = len - at > REACH ? at + REACH : len;
    unsigned n = om_utf8_len(text[at]);

    for (at += n; at < stop; at += n) {
        uint32_t c = om_utf8_get(text + at, &n);
        if (c == 0x201D || c == '"')
            return true;
        if (c == 0x201C)
            return false;
    }
    return false;
}

/* After the end of a sentence a line may well begin with a quotation, whose end was lost. */
static void quote(om_glyphs *g, size_t i, size_t from, const uint8_t *text, size_t len)
{
    enum { LOW = 75, VERY_LOW = 60 };
    om_glyph *q = &g->at[i];
    bool begins = g->before && om_is_of(g->before, "。！？”");
    bool leads = i == from && q->c == 0x201C && q->confidence < VERY_LOW && !begins;

    if (q->confidence >= LOW || i + 1 == g->n || !om_is_of(q->c, "“”\""))
        return;
    if (!leads && !(i > 0 && om_is_of(q[-1].c, "讯电")))
        return;
    if (q->c == 0x201D || !is_closed(text, len, q->at))
        drop(q, OM_RULE_QUOTE_SPECK);
}

/* Of "“ and of two opening brackets the first; “《 may be a title in quotation marks. */
static void doubled_bracket(om_glyphs *g, size_t i)
{
    static const struct {
        const char *first, *second;
    } pairs[] = {{"\"", "“"}, {"〈《【[", "〈《【[（("}, {"“", "〈（("}};
    enum { LOW = 80 };
    om_glyph *a = &g->at[i];

    if (a->confidence >= LOW || a->word != a[1].word)
        return;
    for (size_t k = 0; k < sizeof pairs / sizeof *pairs; k++)
        if (om_is_of(a->c, pairs[k].first) && om_is_of(a[1].c, pairs[k].second))
            drop(a, OM_RULE_DOUBLED_BRACKET);
}

/* Whether 【 or 】 has its partner in the line, not far. */
static bool has_partner(const om_glyphs *g, size_t i)
{
    enum { OPENS = 0x3010, CLOSES = 0x3011, FAR = 30 };
    uint32_t c = g->at[i].c;

    for (size_t k = 1; k < FAR; k++) {
        bool over = c == OPENS ? i + k >= g->n : c != CLOSES || k > i;
        uint32_t other = over ? c : g->at[c == OPENS ? i + k : i - k].c;

        if (other == c)
            return false;
        if (other == OPENS || other == CLOSES)
            return true;
    }
    return false;
}

static void stroke(om_glyphs *g, size_t i)
{
    enum { LOW = 80 };
    om_glyph *m = &g->at[i];
    bool inside = i > 0 && i + 1 < g->n;

    if (m->confidence >= LOW || !om_is_of(m->c, "|_`\\^~=*<>{}【】"))
        return;
    if ((i > 0 && is_narrow(m[-1].script)) || (i + 1 < g->n && is_narrow(m[1].script) && om_is_of(m->c, "~=*<>{}")))
        return;
    if (inside && room_em(g, i) < 0.9F && !has_partner(g, i))
        drop(m, OM_RULE_STROKE);
}

/* --- one glyph read as two ---------------------------------------------------------------------------------------- */

static bool is_half(const om_glyph *m)
{
    return om_is_of(m->c, "和人有上了大") && m->confidence < OM_SURE;
}

/* Of two such side by side either may be the true one: both stay. */
static void half_glyph(om_glyphs *g, size_t i, float cells)
{
    enum { LOW = 60 };
    const om_glyph *m = &g->at[i];
    float step;

    if (i == 0 || i + 1 == g->n || !m->alone || m->confidence >= LOW || !is_half(m) || is_half(m - 1) ||
        is_half(m + 1) || !(g->em > 0))
        return;
    step = (m[1].left + m[1].right - m[-1].left - m[-1].right) / 2;
    if (step < 1.4F * g->em && m->right - m->left < 0.75F * g->em && room_em(g, i) < 0.7F &&
        cells * g->em > 0.97F * ((float)g->box.right - (float)g->box.left))
        drop(&g->at[i], OM_RULE_HALF_GLYPH);
}

/* Width of the line's text as read, in em. */
static float width_em(const om_glyphs *g)
{
    float em = 0;

    for (size_t i = 0; i < g->n; i++)
        em += is_narrow(g->at[i].script) ? 0.5F : 1;
    return em;
}

void om_noise_specks(om_glyphs *g, const uint8_t *text, size_t len)
{
    float cells = width_em(g);
    size_t from = start_of_line(g);

    end_of_line(g, from);
    for (size_t i = from; i < g->n; i++) {
        quote(g, i, from, text, len);
        stroke(g, i);
        half_glyph(g, i, cells);
        if (i + 1 < g->n) {
            doubled_bracket(g, i);
            doubled_pause(g, i);
        }
    }
}
