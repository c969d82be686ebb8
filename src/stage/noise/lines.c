/* lines.c - which lines of a page are noise: dirt, rules, halftones and pieces of large letters, read as text. */
#include "stage/noise/noise.h"

/* A piece of a letter is read beside the line that the letter is in, so few lines have to be looked at. */
enum { REACH = 8 };

/* The share of box a that lies in box b. */
static float share_inside(om_box a, om_box b)
{
    float left = (float)(a.left > b.left ? a.left : b.left), right = (float)(a.right < b.right ? a.right : b.right);
    float top = (float)(a.top > b.top ? a.top : b.top), bottom = (float)(a.bottom < b.bottom ? a.bottom : b.bottom);

    if (right <= left || bottom <= top)
        return 0;
    return (right - left) * (bottom - top) / (((float)a.right - (float)a.left) * ((float)a.bottom - (float)a.top));
}

static float height(om_box b)
{
    return (float)b.bottom - (float)b.top;
}

/* Inside the box of a line that is no lower and that the engine is surer of. */
static bool is_inside_another(const om_line_facts *facts, const om_page_facts *page, size_t i)
{
    size_t from = i > page->line + REACH ? i - REACH : page->line;

    for (size_t k = from; k < page->line + page->lines && k <= i + REACH; k++)
        if (k != i && om_box_known(facts[k].box) && facts[k].mean > facts[i].mean &&
            height(facts[k].box) >= height(facts[i].box) && share_inside(facts[i].box, facts[k].box) >= 0.6F)
            return true;
    return false;
}

/* Far lower than the page's type is high (marks are), or with a few characters where far more have room. */
static bool is_no_type(const om_line_facts *l, float em)
{
    enum { A_FEW = 4, HARDLY_READ = 45 };
    float high = height(l->box), wide = (float)l->box.right - (float)l->box.left;

    if (high < 0.75F * em && !l->marks && l->mean < HARDLY_READ)
        return true;
    return l->glyphs <= A_FEW && (float)l->em / 2 * (high > em ? high : em) < 0.5F * wide;
}

/* Whether line i may be the short last line of a paragraph, however badly it was read: under the beginning of a line
 * that goes on, and it has the full stop. */
static bool ends_paragraph(const om_line_facts *facts, const om_page_facts *page, size_t i)
{
    const om_line_facts *l = &facts[i], *above = l - 1;

    return i > page->line && l->stops && om_goes_on(above->last) && om_box_known(above->box) &&
           l->box.top > above->box.top && l->box.left > above->box.left - page->em &&
           l->box.left < above->box.left + page->em && height(l->box) > page->em / 2;
}

void om_noise_lines(om_line_facts *facts, const om_page_facts *page)
{
    enum { LOW = 70, LOW_OF_MANY = 50, VERY_LOW = 50, FEW = 2, MANY = 6 };

    if (!page->chinese || !(page->em > 0))
        return;
    for (size_t i = page->line; i < page->line + page->lines; i++) {
        om_line_facts *l = &facts[i];

        if (!l->glyphs || !om_box_known(l->box) || ends_paragraph(facts, page, i))
            continue;
        if (l->mean < (l->glyphs > MANY ? LOW_OF_MANY : LOW) && l->sure <= FEW && 2 * l->sure <= l->glyphs &&
            !l->pause && is_inside_another(facts, page, i))
            l->noise = true;
        else if (l->mean < VERY_LOW && l->most < VERY_LOW && is_no_type(l, page->em))
            l->noise = true;
    }
}
