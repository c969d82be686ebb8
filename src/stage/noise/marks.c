/* marks.c - misread marks of which the engine was not sure, where the characters beside them tell what they were. */
#include "stage/noise/noise.h"

#include "text/sounds.h"

enum { LOW = 80 };

static void becomes(om_glyph *g, const char *to, enum om_rule rule)
{
    g->to = to;
    g->rule = rule;
}

/* A point between two parts of a foreign name, two characters of such names on either side. */
static void name_point(om_glyphs *g, size_t i)
{
    om_glyph *m = &g->at[i];

    if (m->confidence >= LOW || !om_is_of(m->c, ".:：'") || i < 2 || i + 2 >= g->n)
        return;
    for (int k = -2; k <= 2; k++)
        if (k && !om_is_of(m[k].c, om_sounds))
            return;
    becomes(m, "·", OM_RULE_NAME_POINT);
}

/* I月28日, ]月28日: the first month, after a place or a mark. */
static void first_month(om_glyphs *g, size_t i)
{
    om_glyph *m = &g->at[i];
    size_t day = i + 2;

    if (m->confidence >= LOW || !om_is_of(m->c, "Il|]!") || i + 3 >= g->n || m[1].c != 0x6708 /* 月 */)
        return;
    if (i > 0 && !om_is_wide_letter(m[-1].script) && m[-1].script != OM_MARK_CJK)
        return;
    while (day < g->n && g->at[day].script == OM_DIGIT)
        day++;
    if (day > i + 2 && day < g->n && g->at[day].c == 0x65E5 /* 日 */)
        becomes(m, "1", OM_RULE_FIRST_MONTH);
}

void om_noise_marks(om_glyphs *g)
{
    for (size_t i = 0; i < g->n; i++) {
        name_point(g, i);
        first_month(g, i);
    }
}
