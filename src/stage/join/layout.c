#include "stage/join/layout.h"

#include <stdlib.h>

#include "text/script.h"
#include "text/utf8.h"

/* A line of type as measured, in the units of the document. */
typedef struct {
    const om_type_line *type;  /* NULL: no box */
    double left, right;        /* edges */
    double y;                  /* of its middle */
    double height;
    double em;                 /* its type size: width by characters; 0: too short to tell */
    double body;               /* type size of most lines around */
    uint16_t em2;
    uint8_t confidence;        /* of its last word */
} measured;

enum {
    REACH = 12,        /* lines before and after that tell of a line's column */
    AROUND = 2 * REACH + 1,
    SURE = 60,         /* percent: marks and digits read with less can be specks */
    EM2_TELLS = 8,     /* half em: lines as long as that tell the type size */
    SLOPE_NEAR = 3,    /* lines apart of which the slope of the edges is measured */
    SLOPE_FAR = 5,
    INDENT_MIN = 10,   /* of a first line: an em or two, ... */
    FIRST_MIN = 22,    /* two, ... */
    FIRST_MAX = 56,    /* ... and a letter that was not read */
    BODY_MIN = 48,     /* of OM_SIZE: type of the size of most lines */
    BODY_MAX = 78
};

static const double same_size = 1.25; /* type sizes within this ratio are one */
static const double same_edge = 0.6;  /* em: edges so near each other are one */
static const double edge_share = 0.3; /* of the lines around make an edge */
static const double beyond = 0.6;     /* em: what stands so far outside the column is a speck */

static int by_value(const void *a_, const void *b_)
{
    double a = *(const double *)a_, b = *(const double *)b_;

    return (a > b) - (a < b);
}

/* Most lists are of a few lines around one; there qsort with its calls took a twelfth of the time of cleaning hOCR. */
static void sort(double *values, size_t n)
{
    enum { FEW = 32 };

    if (n > FEW) {
        qsort(values, n, sizeof *values, by_value);
        return;
    }
    for (size_t i = 1; i < n; i++) {
        double v = values[i];
        size_t k = i;

        for (; k && values[k - 1] > v; k--)
            values[k] = values[k - 1];
        values[k] = v;
    }
}

static double median(double *values, size_t n)
{
    sort(values, n);
    return n ? values[n / 2] : 0;
}

/* --- a line ------------------------------------------------------------------------------------------------------- */

/* Whether the stages before left something of it. */
static bool is_left(const om_word *word)
{
    return word->to > word->from;
}

/* Whether an edge of the line can be taken from the word: it is no speck that was read as a mark or a digit. */
static bool tells_edge(const om_word *word, const uint8_t *text)
{
    unsigned n;

    if (word->confidence >= SURE) /* also: not told */
        return true;
    for (size_t at = word->from; at < word->to; at += n)
        if (om_is_wide_letter(om_script(om_utf8_get(text + at, &n))))
            return true;
    return false;
}

/* Take the edges from the words that stand between two borders. */
static void take_edges(measured *m, const om_page *page, const uint8_t *text, double from, double to)
{
    const om_type_line *type = m->type;
    bool left = false, right = false;

    for (size_t k = type->word; k < (size_t)type->word + type->words; k++) {
        const om_word *w = &page->words[k];
        if (!is_left(w) || !om_box_known(w->box) || !tells_edge(w, text))
            continue;
        if (w->box.left >= from && w->box.left < to && (!left || w->box.left < m->left)) {
            m->left = w->box.left;
            left = true;
        }
        if (w->box.right <= to && w->box.right > from && (!right || w->box.right > m->right)) {
            m->right = w->box.right;
            right = true;
        }
    }
}

static uint8_t confidence_at_end(const om_type_line *type, const om_page *page)
{
    for (size_t k = type->words; k-- > 0;)
        if (is_left(&page->words[type->word + k]))
            return page->words[type->word + k].confidence;
    return OM_NOT_TOLD;
}

static void measure(measured *m, const om_line *line, const om_type_line *type, const om_page *page,
                    const uint8_t *text)
{
    om_box box = type->box;

    *m = (measured){.em2 = line->em2};
    if (!om_box_known(box))
        for (size_t k = type->word; k < (size_t)type->word + type->words; k++)
            if (is_left(&page->words[k]))
                box = om_box_join(box, page->words[k].box);
    if (!om_box_known(box))
        return;
    m->type = type;
    m->left = box.left;
    m->right = box.right;
    m->y = (box.top + (double)box.bottom) / 2;
    m->height = (double)box.bottom - box.top;
    m->confidence = confidence_at_end(type, page);
    take_edges(m, page, text, box.left, box.right);
    if (line->em2 >= EM2_TELLS && m->right > m->left)
        m->em = (m->right - m->left) * 2 / line->em2;
}

/* --- its column --------------------------------------------------------------------------------------------------- */

/* Whether b stands above or below a, not beside it. */
static bool is_in_line(const measured *a, const measured *b)
{
    double left = a->left > b->left ? a->left : b->left, right = a->right < b->right ? a->right : b->right;
    double narrow = a->right - a->left < b->right - b->left ? a->right - a->left : b->right - b->left;

    return a->type && b->type && a->type->page == b->type->page && right - left >= narrow / 2;
}

static bool is_same_size(double a, double b)
{
    return a == 0 || b == 0 || (a < b * same_size && b < a * same_size);
}

/* The lines round lines[i] that share its column, itself among them. */
static size_t around(const measured *lines, size_t n, size_t i, const measured *found[AROUND])
{
    size_t from = i > REACH ? i - REACH : 0, to = i + REACH < n ? i + REACH + 1 : n, count = 0;

    for (size_t k = from; k < to; k++)
        if (is_in_line(&lines[i], &lines[k]))
            found[count++] = &lines[k];
    return count;
}

/* Type size of most characters round lines[i]. */
static double body_size(const measured *lines, size_t n, size_t i)
{
    const measured *near[AROUND];
    double sizes[AROUND];
    size_t count = around(lines, n, i, near), told = 0;

    for (size_t k = 0; k < count; k++)
        if (near[k]->em > 0)
            sizes[told++] = near[k]->em;
    if (told)
        return median(sizes, told);
    return lines[i].em > 0 ? lines[i].em : lines[i].height;
}

/* How far the edges move to the right for each unit down the page, on a page that is skewed. */
static double slope(const measured *lines, size_t n, double *values)
{
    size_t count = 0;

    for (size_t i = 0; i < n; i++)
        for (size_t k = i + SLOPE_NEAR; k <= i + SLOPE_FAR && k < n; k++) {
            double down = lines[k].y - lines[i].y;
            if (!is_in_line(&lines[i], &lines[k]) || down <= lines[i].height)
                continue;
            values[count++] = (lines[k].left - lines[i].left) / down;
            values[count++] = (lines[k].right - lines[i].right) / down;
        }
    return median(values, count);
}

/* The outermost place where `enough` of the sorted values lie together: the middle of those. */
static double outermost(const double *values, size_t n, size_t enough, double together)
{
    for (size_t i = 0; i + enough <= n; i++) {
        size_t k = i + enough;
        if (values[k - 1] - values[i] > together)
            continue;
        while (k < n && values[k] - values[i] <= together)
            k++;
        return values[(i + k) / 2];
    }
    return values[0];
}

typedef struct {
    double left, right;
} column;

static column column_at(const measured *lines, size_t n, size_t i, double slant)
{
    const measured *near[AROUND], *at = &lines[i];
    double lefts[AROUND], rights[AROUND];
    size_t count = around(lines, n, i, near), sized = 0, enough;

    for (size_t k = 0; k < count; k++) {
        if (!is_same_size(near[k]->em, at->body))
            continue;
        lefts[sized] = near[k]->left - slant * (near[k]->y - at->y);
        rights[sized++] = -(near[k]->right - slant * (near[k]->y - at->y));
    }
    if (!sized)
        return (column){at->left, at->right};
    sort(lefts, sized);
    sort(rights, sized);
    enough = (size_t)((double)sized * edge_share + 0.5);
    enough = enough < 2 ? (sized < 2 ? sized : 2) : enough;
    return (column){outermost(lefts, sized, enough, same_edge * at->body),
                    -outermost(rights, sized, enough, same_edge * at->body)};
}

/* --- places ------------------------------------------------------------------------------------------------------- */

static int16_t in_em(double length, double em)
{
    double units = length / em * OM_EM;

    return (int16_t)(units < -9999 ? -9999 : units > 9999 ? 9999 : units < 0 ? units - 0.5 : units + 0.5);
}

/* What is usual round lines[i]: the median over the lines of body size. */
static double usual_of(const measured *lines, size_t n, size_t i,
                       double (*of)(const measured *before, const measured *at))
{
    const measured *near[AROUND];
    double values[AROUND];
    size_t count = around(lines, n, i, near), told = 0;

    for (size_t k = 1; k < count; k++)
        if (is_same_size(near[k]->em, lines[i].body) && of(near[k - 1], near[k]) > 0)
            values[told++] = of(near[k - 1], near[k]);
    return told ? median(values, told) : 0;
}

static double pitch(const measured *before, const measured *at)
{
    return at->y - before->y;
}

static double height(const measured *before, const measured *at)
{
    (void)before;
    return at->height;
}

/* Its type size against that of most lines around, the mean of what width and height say; of a line too short to tell
 * the width, what its height says. */
static uint16_t size_of(const measured *m, double usual_height)
{
    double high = usual_height > 0 ? m->height / usual_height : 1, wide = m->em > 0 ? m->em / m->body : high;
    double units = (high + wide) / 2 * OM_SIZE + 0.5;

    return (uint16_t)(units < 9999 ? units : 9999);
}

static void find_place(om_place *place, measured *lines, size_t n, size_t i, double slant, const om_page *page,
                       const uint8_t *text)
{
    measured *m = &lines[i];
    column c = column_at(lines, n, i, slant);
    double usual;

    *place = (om_place){.known = true, .confidence = m->confidence};
    take_edges(m, page, text, c.left - beyond * m->body, c.right + beyond * m->body);
    place->indent = in_em(m->left - c.left, m->body);
    place->room = in_em(c.right - m->right, m->body);
    place->top = i == 0 || !is_in_line(&lines[i - 1], m) || m->y <= lines[i - 1].y;
    place->pitch = place->top ? 0 : in_em(m->y - lines[i - 1].y, m->body);
    usual = usual_of(lines, n, i, pitch);
    place->usual = in_em(usual > 0 ? usual : m->y - (i ? lines[i - 1].y : 0), m->body);
    place->size = size_of(m, usual_of(lines, n, i, height));
}

bool om_place_is_body(const om_place *p)
{
    return p->known && p->size >= BODY_MIN && p->size < BODY_MAX;
}

bool om_place_is_first(const om_place *p)
{
    return om_place_is_body(p) && p->indent >= FIRST_MIN && p->indent < FIRST_MAX;
}

/* Tell all places whether first lines have indents around them. */
static void look_for_indents(om_place *places, size_t n)
{
    size_t first = n + REACH + 1; /* the last such line so far, none yet */

    for (size_t i = 0; i < n + REACH; i++) {
        if (i < n && om_place_is_body(&places[i]) && places[i].indent >= INDENT_MIN && places[i].indent < FIRST_MAX)
            first = i;
        if (i >= REACH)
            places[i - REACH].indents = first <= i && i - first <= 2 * REACH;
    }
}

bool om_places_find(om_place *places, const om_line *lines, size_t n, size_t from, const om_page *page,
                    const uint8_t *text)
{
    measured *m = malloc((n - from + 1) * sizeof *m);
    double *values = malloc(((n - from) * 2 * (SLOPE_FAR - SLOPE_NEAR + 1) + 1) * sizeof *values), slant;
    size_t type = 0, count = n - from;

    if (m && values) {
        for (size_t i = 0; i < count; i++) {
            while (type < page->n_lines && page->lines[type].to <= lines[from + i].from)
                type++;
            if (type < page->n_lines && page->lines[type].from < lines[from + i].to)
                measure(&m[i], &lines[from + i], &page->lines[type], page, text);
            else
                m[i] = (measured){.em2 = lines[from + i].em2};
        }
        slant = slope(m, count, values);
        for (size_t i = 0; i < count; i++)
            m[i].body = m[i].type ? body_size(m, count, i) : 0;
        for (size_t i = 0; i < count; i++) {
            places[from + i] = (om_place){0};
            if (m[i].type && m[i].body > 0)
                find_place(&places[from + i], m, count, i, slant, page, text);
        }
    }
    if (m && values)
        look_for_indents(places + from, count);
    free(values);
    free(m);
    return m && values;
}
