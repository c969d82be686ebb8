#include "stage/noise/noise.h"

#include <stdlib.h>

#include "text/utf8.h"

bool om_is_of(uint32_t c, const char *set)
{
    unsigned n;

    for (const uint8_t *p = (const uint8_t *)set; *p; p += n)
        if (om_utf8_get(p, &n) == c)
            return true;
    return false;
}

bool om_glyphs_of(om_glyphs *g, const om_page *page, size_t i, const uint8_t *text)
{
    const om_type_line *line = &page->lines[i];

    g->n = 0;
    g->box = line->box;
    for (uint32_t k = line->word; k < line->word + line->words; k++) {
        const om_word *w = &page->words[k];
        size_t first = g->n;
        unsigned n;

        for (uint32_t at = w->from; at < w->to; at += n) {
            uint32_t c = om_utf8_get(text + at, &n);
            enum om_script s = om_script(c);

            if (s == OM_SPACE || s == OM_LINE_END || s == OM_CONTROL)
                continue;
            if (!om_more((void **)&g->at, g->n, &g->cap, sizeof *g->at))
                return false;
            g->at[g->n++] = (om_glyph){.c = c, .at = at, .len = n, .word = k, .script = s, .to = "",
                                       .rule = OM_RULE_COUNT,
                                       .confidence = w->confidence == OM_NOT_TOLD ? 100 : w->confidence};
        }
        for (size_t j = first; j < g->n; j++) {
            float width = ((float)w->box.right - (float)w->box.left) / (float)(g->n - first);

            g->at[j].alone = g->n - first == 1;
            g->at[j].left = (float)w->box.left + width * (float)(j - first);
            g->at[j].right = g->at[j].left + width;
            g->at[j].top = (float)w->box.top;
            g->at[j].bottom = (float)w->box.bottom;
        }
    }
    return true;
}

static int compare(const void *a, const void *b)
{
    float x = *(const float *)a, y = *(const float *)b;

    return (x > y) - (x < y);
}

float om_glyphs_pitch(const om_glyphs *g)
{
    enum { FEWEST = 3, MOST = 64 };
    float pitch[MOST];
    size_t n = 0;

    for (size_t i = 1; i < g->n && n < MOST; i++) {
        const om_glyph *a = &g->at[i - 1], *b = &g->at[i];
        float step = (b->left + b->right - a->left - a->right) / 2;

        if (a->alone && b->alone && a->script == OM_HAN && b->script == OM_HAN && a->confidence >= OM_SURE &&
            b->confidence >= OM_SURE && step > 0)
            pitch[n++] = step;
    }
    if (n < FEWEST)
        return 0;
    qsort(pitch, n, sizeof *pitch, compare);
    return pitch[n / 2];
}
