/* page_xml.c - reading PAGE-XML: TextRegion, TextLine and Word each have a place (Coords) and what they say (TextEquiv,
 * in its Unicode).  Source: the PAGE schemas of PRImA, 2010 to 2019.
 *
 * Words are read where there are any, else lines, each as one word, else regions, each line of their text as one.  Of
 * several TextEquivs the one with the lowest index counts.  Regions are taken in the order of a plain ReadingOrder (one
 * OrderedGroup), else in that of the document. */
#include <config.h>

#include <stdlib.h>

#include "format/page_xml.h"
#include "format/page_xml_order.h"

/* What an element says, as the document spells it. */
typedef struct {
    bool there;
    long index;
    uint8_t confidence;
    om_range text;
} equiv;

/* An element that has a place and says something. */
typedef struct {
    unsigned depth;             /* 0: none is open */
    size_t at;                  /* where its element begins */
    om_box box;
    equiv says;
} piece;

typedef struct {
    om_xml_reader x;
    unsigned depth;
    piece word, line;
    piece regions[OM_XML_DEPTH]; /* that are open, each inside the one before */
    size_t lines[OM_XML_DEPTH];  /* of the page where each began */
    uint32_t ranks[OM_XML_DEPTH]; /* of each, or the one around it, in the order of reading */
    unsigned n_regions;
    om_page_xml_order order;
    piece *of;                  /* what the TextEquiv or Coords that is open is of */
    unsigned of_depth;          /* of that TextEquiv or Coords; 0: none is open */
    equiv equiv;                /* the TextEquiv */
    bool line_told;             /* the page has the line */
} reader;

/* --- places ------------------------------------------------------------------------------------------------------- */

static void extend(om_box *box, bool *begun, double x, double y)
{
    int32_t left, top;

    if (!(x > -1e8 && x < 1e8 && y > -1e8 && y < 1e8))
        return;
    left = (int32_t)x;
    top = (int32_t)y;
    if (!*begun)
        *box = (om_box){left, top, left, top};
    *begun = true;
    box->left = left < box->left ? left : box->left;
    box->top = top < box->top ? top : box->top;
    box->right = left > box->right ? left : box->right;
    box->bottom = top > box->bottom ? top : box->bottom;
}

/* The box round "x,y x,y ..."; not known where that is something else. */
static om_box box_of(const char *points)
{
    om_box box = {0, 0, 0, 0};
    bool begun = false;

    while (points && *points) {
        const char *end;
        double x = om_xml_number(points, &end), y;

        if (end == points || *end != ',')
            return (om_box){0, 0, 0, 0};
        y = om_xml_number(end + 1, &points);
        if (points == end + 1)
            return (om_box){0, 0, 0, 0};
        extend(&box, &begun, x, y);
        while (om_is_white((uint8_t)*points))
            points++;
    }
    return box;
}

/* A corner of an old Coords, one element each. */
static void add_point(om_box *box, const char **attributes)
{
    const char *x = om_xml_attribute(attributes, "x"), *y = om_xml_attribute(attributes, "y"), *x_end = x, *y_end = y;
    bool begun = box->left || box->top || box->right || box->bottom;

    if (x && y) {
        double left = om_xml_number(x, &x_end), top = om_xml_number(y, &y_end);
        if (x_end > x && y_end > y)
            extend(box, &begun, left, top);
    }
}

static uint8_t confidence_of(const char *conf)
{
    const char *end = conf;
    double value = conf ? om_xml_number(conf, &end) : 0;

    return end > conf && value >= 0 && value <= 1 ? (uint8_t)(value * 100 + 1e-6) : OM_NOT_TOLD;
}

long om_page_xml_index(const char *value)
{
    long index = value ? strtol(value, NULL, 10) : 0;

    return index > 0 ? index : 0;
}

/* --- handing over ------------------------------------------------------------------------------------------------- */

/* Add a word that the document spells in doc[text]; part: the element that it is. */
static void add_word(reader *r, om_range text, const piece *p, om_range part)
{
    const uint8_t *doc = r->x.block->data;
    om_word w = {.part = (uint32_t)part.from, .part_len = (uint32_t)(part.to - part.from), .box = p->box,
                 .confidence = p->says.confidence, .space = true};
    size_t from = 0;

    while (text.from < text.to && om_is_white(doc[text.from]))
        text.from++;
    while (text.from < text.to && om_is_white(doc[text.to - 1]))
        text.to--;
    r->x.text.len = 0;
    w.literal = om_xml_text(&r->x.text, doc, text);
    for (size_t i = 0; i < r->x.text.len; i++)
        if (om_is_white(r->x.text.data[i])) {
            w.literal = w.literal && r->x.text.data[i] == ' ';
            r->x.text.data[i] = ' ';
        }
    /* spelled by references or in a CDATA section */
    while (r->x.text.len && r->x.text.data[r->x.text.len - 1] == ' ')
        r->x.text.len--;
    while (from < r->x.text.len && r->x.text.data[from] == ' ')
        from++;
    w.doc = (uint32_t)text.from;
    w.doc_len = (uint32_t)(text.to - text.from);
    if (r->x.text.len > from && !r->line_told) {
        om_page_new_line(r->x.page, r->line.depth ? r->line.box : p->box);
        om_page_xml_order_line(&r->order, r->n_regions ? r->ranks[r->n_regions - 1] : OM_NO_RANK);
        r->line_told = true;
    }
    if (r->x.text.len > from)
        om_page_add(r->x.page, r->x.text.data + from, r->x.text.len - from, &w);
}

static void end_word(reader *r, size_t to)
{
    if (r->word.says.there)
        add_word(r, r->word.says.text, &r->word, (om_range){r->word.at, to});
    r->word.depth = 0;
}

static void end_line(reader *r, size_t to)
{
    if (!r->line_told && r->line.says.there)
        add_word(r, r->line.says.text, &r->line, (om_range){r->line.at, to});
    if (r->line_told)
        om_page_line_part(r->x.page, (uint32_t)r->line.at, (uint32_t)to);
    r->line.depth = 0;
    r->line_told = false;
}

static void end_region(reader *r)
{
    piece *p = &r->regions[r->n_regions - 1];
    const uint8_t *doc = r->x.block->data;
    om_range text = p->says.text;

    if (p->says.there && r->lines[r->n_regions - 1] == r->x.page->n_lines) {
        p->box = (om_box){0, 0, 0, 0}; /* no line has the region's box */
        while (text.from < text.to) {
            const uint8_t *end = memchr(doc + text.from, '\n', text.to - text.from);
            om_range line = {text.from, end ? (size_t)(end - doc) : text.to};

            r->line_told = false;
            add_word(r, line, p, line);
            text.from = line.to + 1;
        }
        r->line_told = false;
    }
    r->n_regions--;
    om_page_new_region(r->x.page); /* of the region around */
}

/* --- events ------------------------------------------------------------------------------------------------------- */

static piece *parent(reader *r)
{
    piece *region = r->n_regions ? &r->regions[r->n_regions - 1] : NULL;
    unsigned depth = r->depth - 1;

    if (depth && r->word.depth == depth)
        return &r->word;
    if (depth && r->line.depth == depth)
        return &r->line;
    return region && region->depth == depth ? region : NULL;
}

static void start_region(reader *r, const char *id, piece news)
{
    uint32_t rank = om_page_xml_order_rank(&r->order, id);

    om_page_new_region(r->x.page);
    r->ranks[r->n_regions] = rank == OM_NO_RANK && r->n_regions ? r->ranks[r->n_regions - 1] : rank;
    r->lines[r->n_regions] = r->x.page->n_lines;
    r->regions[r->n_regions++] = news; /* no deeper than elements are */
}

static void start(void *reader_, const char *name, const char **attributes, size_t at, size_t len)
{
    reader *r = reader_;
    piece news = {.depth = ++r->depth, .at = at};

    if (r->depth == 1)
        om_xml_reader_root(&r->x, name, at);
    if (strcmp(name, "Word") == 0 && r->line.depth && r->line.depth == r->depth - 1) {
        r->word = news;
    } else if (strcmp(name, "TextLine") == 0) {
        r->line = news;
        r->line_told = false;
    } else if (strcmp(name, "TextRegion") == 0) {
        start_region(r, om_xml_attribute(attributes, "id"), news);
    } else if (strcmp(name, "Page") == 0) {
        om_page_new_page(r->x.page);
        om_page_xml_order_clear(&r->order, r->x.page);
    } else if (strcmp(name, "OrderedGroup") == 0 || strcmp(name, "OrderedGroupIndexed") == 0 ||
               strcmp(name, "UnorderedGroup") == 0 || strcmp(name, "UnorderedGroupIndexed") == 0) {
        r->order.groups += *name == 'O' ? 1 : 2;
    } else if (strcmp(name, "RegionRefIndexed") == 0 && om_xml_attribute(attributes, "regionRef")) {
        om_page_xml_order_add(&r->order, om_xml_attribute(attributes, "regionRef"),
                              (uint32_t)om_page_xml_index(om_xml_attribute(attributes, "index")));
    } else if (!r->of_depth && (strcmp(name, "Coords") == 0 || strcmp(name, "TextEquiv") == 0) && parent(r)) {
        r->of = parent(r);
        r->of_depth = r->depth;
        if (*name == 'C')
            r->of->box = box_of(om_xml_attribute(attributes, "points"));
        r->equiv = (equiv){.index = om_page_xml_index(om_xml_attribute(attributes, "index")),
                           .confidence = confidence_of(om_xml_attribute(attributes, "conf"))};
    } else if (r->of_depth && r->depth == r->of_depth + 1 && strcmp(name, "Point") == 0) {
        add_point(&r->of->box, attributes);
    } else if (r->of_depth && r->depth == r->of_depth + 1 && strcmp(name, "Unicode") == 0) {
        r->equiv.text.from = at + len;
    }
}

static void end(void *reader_, const char *name, size_t at, size_t len)
{
    reader *r = reader_;

    if (r->of_depth && r->depth == r->of_depth + 1 && strcmp(name, "Unicode") == 0) {
        r->equiv.text.to = at;
        r->equiv.there = true;
    } else if (r->of_depth && r->depth == r->of_depth) {
        if (r->equiv.there && (!r->of->says.there || r->equiv.index < r->of->says.index))
            r->of->says = r->equiv;
        r->of_depth = 0;
    } else if (r->word.depth == r->depth) {
        end_word(r, at + len);
    } else if (r->line.depth == r->depth) {
        end_line(r, at + len);
    } else if (r->n_regions && r->regions[r->n_regions - 1].depth == r->depth) {
        end_region(r);
    } else if (strcmp(name, "Page") == 0) {
        om_page_xml_order_apply(&r->order, r->x.page);
        om_page_xml_order_clear(&r->order, r->x.page);
    }
    r->depth--;
}

static void close_reader(void *reader_)
{
    reader *r = reader_;

    if (r) {
        om_page_xml_order_free(&r->order);
        om_xml_reader_close(&r->x);
    }
}

static void *open_reader(void)
{
    static const om_xml_events events = {start, end, NULL};

    return om_xml_reader_open(sizeof(reader), &events, "PcGts");
}

static ocrmend_status read_block(void *reader_, const om_block *block, om_page *page, ocrmend_error *error)
{
    reader *r = reader_;
    ocrmend_status status;

    /* a page is in one block; what is open still is the rest of one that was cut in two */
    r->word.depth = r->line.depth = r->n_regions = r->of_depth = 0;
    r->line_told = false;
    om_page_xml_order_clear(&r->order, page);
    status = om_xml_reader_parse(&r->x, block, page, error);
    return status == OCRMEND_OK && r->order.failed ? om_fail(error, OCRMEND_NOMEM, block->raw_at, "out of memory")
                                                   : status;
}

static bool recognise(const uint8_t *head, size_t n)
{
    return om_xml_root_is(head, n, "PcGts", NULL);
}

const om_format om_format_page_xml = {"page",      "PAGE-XML", recognise,    om_xml_page_border,
                                      open_reader, read_block, close_reader, om_page_xml_write};
