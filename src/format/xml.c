#include <config.h>

#include "format/xml.h"

#include <stdio.h>
#include <stdlib.h>

#include "text/utf8.h"

struct om_xml {
    XML_Parser parser;
    om_xml_events events;
    void *reader;
    const om_block *block;
    ocrmend_error *error;
    unsigned depth;
    bool refused;        /* error is told already */
};

/* Entities of HTML that OCR writers use in documents without a document type that declares them. */
static const struct {
    const char *name, *text;
} html_entities[] = {
    {"nbsp", "\xC2\xA0"}, {"shy", "\xC2\xAD"},   {"middot", "·"}, {"mdash", "—"},  {"ndash", "–"}, {"hellip", "…"},
    {"ldquo", "“"},       {"rdquo", "”"},        {"lsquo", "‘"},  {"rsquo", "’"},  {"bull", "•"},  {"times", "×"},
    {"deg", "°"},         {"yen", "¥"},          {"copy", "©"},   {"reg", "®"},    {"laquo", "«"}, {"raquo", "»"},
};

static const char *html_entity(const char *name, size_t len)
{
    for (size_t i = 0; i < sizeof html_entities / sizeof *html_entities; i++)
        if (strlen(html_entities[i].name) == len && memcmp(html_entities[i].name, name, len) == 0)
            return html_entities[i].text;
    return NULL;
}

static size_t here(const om_xml *xml)
{
    return (size_t)((uint64_t)XML_GetCurrentByteIndex(xml->parser) - xml->block->raw_at);
}

static void refuse(om_xml *xml, const char *why)
{
    if (!xml->refused)
        om_format_bad(xml->error, xml->block->raw_at + here(xml), XML_GetCurrentLineNumber(xml->parser),
                      XML_GetCurrentColumnNumber(xml->parser) + 1, "%s", why);
    xml->refused = true;
    XML_StopParser(xml->parser, XML_FALSE);
}

static const char *local(const char *name)
{
    const char *colon = strrchr(name, ':');

    return colon ? colon + 1 : name;
}

static void XMLCALL on_start(void *user, const XML_Char *name, const XML_Char **attributes)
{
    om_xml *xml = user;

    if (++xml->depth > OM_XML_DEPTH)
        refuse(xml, "elements are nested deeper than in any OCR document");
    else
        xml->events.start(xml->reader, local(name), attributes, here(xml),
                          (size_t)XML_GetCurrentByteCount(xml->parser));
}

static void XMLCALL on_end(void *user, const XML_Char *name)
{
    om_xml *xml = user;

    xml->depth--;
    xml->events.end(xml->reader, local(name), here(xml), (size_t)XML_GetCurrentByteCount(xml->parser));
}

static void XMLCALL on_text(void *user, const XML_Char *s, int len)
{
    om_xml *xml = user;
    size_t at = here(xml), spelled = (size_t)XML_GetCurrentByteCount(xml->parser);
    bool literal = spelled == (size_t)len && at + spelled <= xml->block->len &&
                   memcmp(xml->block->data + at, s, spelled) == 0;

    xml->events.text(xml->reader, s, (size_t)len, at, spelled, literal);
}

/* An entity that nothing declares: known to HTML, or its own name. */
static void XMLCALL on_unknown_entity(void *user, const XML_Char *name, int is_parameter)
{
    om_xml *xml = user;
    size_t spelled = (size_t)XML_GetCurrentByteCount(xml->parser);
    const char *known = html_entity(name, strlen(name));
    char as_is[80];

    if (is_parameter || !xml->events.text)
        return;
    if (!known)
        snprintf(as_is, sizeof as_is, "&%.70s;", name);
    known = known ? known : as_is;
    xml->events.text(xml->reader, known, strlen(known), here(xml), spelled, false);
}

static void XMLCALL on_entity_declaration(void *user, const XML_Char *name, int is_parameter, const XML_Char *value,
                                          int value_len, const XML_Char *base, const XML_Char *system_id,
                                          const XML_Char *public_id, const XML_Char *notation)
{
    (void)name, (void)is_parameter, (void)value, (void)value_len, (void)base, (void)system_id, (void)public_id;
    (void)notation;
    refuse(user, "the document declares entities; OCR documents need none, and they are not trusted");
}

om_xml *om_xml_new(const om_xml_events *events, void *reader)
{
    om_xml *xml = calloc(1, sizeof *xml);

    if (!xml)
        return NULL;
    /* the bytes have been looked at and are UTF-8, whatever the document says of itself */
    xml->parser = XML_ParserCreate("UTF-8");
    if (!xml->parser) {
        free(xml);
        return NULL;
    }
    xml->events = *events;
    xml->reader = reader;
    XML_SetUserData(xml->parser, xml);
    XML_SetElementHandler(xml->parser, on_start, on_end);
    if (events->text)
        XML_SetCharacterDataHandler(xml->parser, on_text);
    XML_SetSkippedEntityHandler(xml->parser, on_unknown_entity);
    XML_SetEntityDeclHandler(xml->parser, on_entity_declaration);
    XML_UseForeignDTD(xml->parser, XML_TRUE); /* so that &nbsp; is told to on_unknown_entity and is no error */
    return xml;
}

void om_xml_free(om_xml *xml)
{
    if (!xml)
        return;
    XML_ParserFree(xml->parser);
    free(xml);
}

ocrmend_status om_xml_parse(om_xml *xml, const om_block *block, ocrmend_error *error)
{
    xml->block = block;
    xml->error = error;
    if (XML_Parse(xml->parser, (const char *)block->data, (int)block->len, block->last) == XML_STATUS_OK)
        return OCRMEND_OK;
    if (XML_GetErrorCode(xml->parser) == XML_ERROR_NO_MEMORY)
        return om_fail(error, OCRMEND_NOMEM, block->raw_at, "out of memory");
    refuse(xml, XML_ErrorString(XML_GetErrorCode(xml->parser)));
    return OCRMEND_BAD_DOCUMENT;
}

ocrmend_status om_xml_alien(const om_block *block, size_t at, const char *root, ocrmend_error *error)
{
    uint64_t line = 1;
    size_t column = 1;

    for (size_t i = 0; i < at; i++, column++)
        if (block->data[i] == '\n') {
            line++;
            column = 0;
        }
    return om_format_bad(error, block->raw_at + at, line, column, "the document does not begin with <%s>", root);
}

/* --- spelling ----------------------------------------------------------------------------------------------------- */

const char *om_xml_attribute(const char **attributes, const char *name)
{
    for (; *attributes; attributes += 2)
        if (strcmp(local(attributes[0]), name) == 0)
            return attributes[1];
    return NULL;
}

bool om_xml_next_attribute(const uint8_t *doc, om_range tag, size_t from, om_xml_named *found)
{
    size_t at = from;
    const uint8_t *close;

    if (at == tag.from)
        while (at < tag.to && !om_is_white(doc[at]))
            at++; /* the element's name */
    while (at < tag.to && om_is_white(doc[at]))
        at++;
    found->all.from = found->name.from = at;
    while (at < tag.to && doc[at] != '=' && !om_is_white(doc[at])) {
        if (doc[at++] == ':')
            found->name.from = at;
    }
    found->name.to = at;
    while (at < tag.to && doc[at] != '"' && doc[at] != '\'')
        at++;
    close = at < tag.to ? memchr(doc + at + 1, doc[at], tag.to - at - 1) : NULL;
    if (!close)
        return false;
    found->value = (om_range){at + 1, (size_t)(close - doc)};
    found->all.to = found->value.to + 1;
    return true;
}

om_range om_xml_find(const uint8_t *doc, om_range tag, const char *name)
{
    om_xml_named a = {.all = tag};
    size_t len = strlen(name);

    for (size_t at = tag.from; om_xml_next_attribute(doc, tag, at, &a); at = a.all.to)
        if (a.name.to - a.name.from == len && memcmp(doc + a.name.from, name, len) == 0)
            return a.value;
    return (om_range){0, 0};
}

om_range om_xml_tag(const uint8_t *doc, size_t at, size_t end)
{
    uint8_t quote = 0;

    for (size_t k = at; k < end; k++) {
        if (quote)
            quote = doc[k] == quote ? 0 : quote;
        else if (doc[k] == '"' || doc[k] == '\'')
            quote = doc[k];
        else if (doc[k] == '>')
            return (om_range){at, k + 1};
    }
    return (om_range){at, end};
}

void om_xml_spell(om_buf *to, const uint8_t *utf8, size_t len)
{
    size_t plain = 0; /* utf8[plain, i) needs no escape */

    for (size_t i = 0; i < len; i++) {
        const char *escape;

        switch (utf8[i]) {
        case '&': escape = "&amp;"; break;
        case '<': escape = "&lt;"; break;
        case '>': escape = "&gt;"; break;
        case '"': escape = "&quot;"; break;
        case '\'': escape = "&#39;"; break;
        default: continue;
        }
        om_buf_add(to, utf8 + plain, i - plain);
        om_buf_add(to, escape, strlen(escape));
        plain = i + 1;
    }
    om_buf_add(to, utf8 + plain, len - plain);
}

/* The character that a reference spells, doc[at] being its '&': its UTF-8 in `to`, its length in *n, that of the
 * reference in *spelled.  What is no reference is taken as it is. */
static void refer(const uint8_t *doc, size_t at, size_t end, uint8_t to[8], unsigned *n, size_t *spelled)
{
    static const struct {
        const char *name;
        uint8_t c;
    } own[] = {{"amp", '&'}, {"lt", '<'}, {"gt", '>'}, {"quot", '"'}, {"apos", '\''}};
    const char *name = (const char *)doc + at + 1;
    const uint8_t *close = memchr(doc + at, ';', end - at < 40 ? end - at : 40);
    size_t len = close ? (size_t)(close - doc) - at - 1 : 0;
    const char *known;

    to[0] = '&';
    *n = 1;
    *spelled = 1;
    if (len > 1 && name[0] == '#') {
        unsigned long c = name[1] == 'x' ? strtoul(name + 2, NULL, 16) : strtoul(name + 1, NULL, 10);
        if (c && c < 0x110000 && (c < 0xD800 || c > 0xDFFF)) {
            *n = om_utf8_put(to, (uint32_t)c);
            *spelled = len + 2;
        }
        return;
    }
    for (size_t i = 0; i < sizeof own / sizeof *own; i++)
        if (strlen(own[i].name) == len && memcmp(own[i].name, name, len) == 0) {
            to[0] = own[i].c;
            *spelled = len + 2;
            return;
        }
    if ((known = html_entity(name, len))) {
        *n = (unsigned)strlen(known);
        memcpy(to, known, *n);
        *spelled = len + 2;
    }
}

/* Where a piece of markup ends that begins at doc[at]; of a CDATA section *text is what stands in it. */
static size_t markup_end(const uint8_t *doc, size_t at, size_t end, om_range *text)
{
    static const struct {
        const char *open, *close;
    } kinds[] = {{"<!--", "-->"}, {"<![CDATA[", "]]>"}, {"<?", "?>"}};

    *text = (om_range){0, 0};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        size_t open = strlen(kinds[i].open), close = strlen(kinds[i].close);
        const uint8_t *p;

        if (end - at < open || memcmp(doc + at, kinds[i].open, open) != 0)
            continue;
        p = memmem(doc + at + open, end - at - open, kinds[i].close, close);
        if (i == 1)
            *text = (om_range){at + open, p ? (size_t)(p - doc) : end};
        return p ? (size_t)(p - doc) + close : end;
    }
    return om_xml_tag(doc, at, end).to;
}

bool om_xml_text(om_buf *to, const uint8_t *doc, om_range at)
{
    bool literal = true;
    size_t i = at.from;

    while (i < at.to) {
        size_t plain = i, spelled;
        uint8_t c[8];
        unsigned n;

        while (i < at.to && doc[i] != '&' && doc[i] != '<' && doc[i] != '\r')
            i++;
        om_buf_add(to, doc + plain, i - plain);
        if (i == at.to)
            break;
        literal = false;
        if (doc[i] == '<') {
            om_range cdata;
            i = markup_end(doc, i, at.to, &cdata);
            om_buf_add(to, doc + cdata.from, cdata.to - cdata.from);
        } else if (doc[i] == '\r') {
            om_buf_add(to, "\n", i + 1 == at.to || doc[i + 1] != '\n');
            i++;
        } else {
            refer(doc, i, at.to, c, &n, &spelled);
            om_buf_add(to, c, n);
            i += spelled;
        }
    }
    return literal;
}

bool om_xml_next(const uint8_t *doc, size_t from, size_t end, om_tag *tag)
{
    for (const uint8_t *p; from < end && (p = memchr(doc + from, '<', end - from));) {
        size_t at = (size_t)(p - doc);
        om_range cdata;

        if (at + 1 < end && (doc[at + 1] == '!' || doc[at + 1] == '?')) {
            from = markup_end(doc, at, end, &cdata);
            continue;
        }
        tag->at = om_xml_tag(doc, at, end);
        tag->closes = at + 1 < end && doc[at + 1] == '/';
        tag->empty = !tag->closes && tag->at.to - at > 2 && doc[tag->at.to - 2] == '/';
        tag->prefix = tag->name.from = at + 1 + tag->closes;
        for (at = tag->prefix; at < tag->at.to && !om_is_white(doc[at]) && doc[at] != '/' && doc[at] != '>'; at++)
            if (doc[at] == ':')
                tag->name.from = at + 1;
        tag->name.to = at;
        return true;
    }
    return false;
}

bool om_tag_is(const uint8_t *doc, const om_tag *tag, const char *name)
{
    size_t len = strlen(name);

    return tag->name.to - tag->name.from == len && memcmp(doc + tag->name.from, name, len) == 0;
}

size_t om_xml_element_end(const uint8_t *doc, const om_tag *tag, size_t end, size_t *inner_end)
{
    om_tag t = *tag;
    size_t depth = 1;

    *inner_end = tag->at.to;
    if (tag->empty)
        return tag->at.to;
    while (depth && om_xml_next(doc, t.at.to, end, &t))
        depth += t.closes ? (size_t)-1 : !t.empty;
    *inner_end = depth ? end : t.at.from;
    return depth ? end : t.at.to;
}

double om_xml_number(const char *s, const char **end)
{
    double value = 0, scale = 1;
    bool minus = *s == '-', digits = false;

    *end = s;
    s += minus || *s == '+';
    for (; *s >= '0' && *s <= '9'; s++, digits = true)
        value = value * 10 + (*s - '0');
    if (*s == '.')
        for (s++; *s >= '0' && *s <= '9'; s++, digits = true)
            value += (*s - '0') * (scale /= 10);
    if (!digits)
        return 0;
    *end = s;
    return minus ? -value : value;
}

bool om_xml_root_is(const uint8_t *head, size_t n, const char *root, const char *hint)
{
    const char *p = (const char *)head, *end = p + n;

    while (p < end && om_is_white((uint8_t)*p))
        p++;
    while (p < end && *p == '<') {
        const char *name = p + 1, *close;

        if (end - name >= 3 && memcmp(name, "!--", 3) == 0) {
            close = memmem(name, (size_t)(end - name), "-->", 3);
            p = close ? close + 3 : end;
        } else if (name < end && (*name == '!' || *name == '?')) {
            /* a document type may have declarations of its own, between brackets */
            close = memchr(name, '>', (size_t)(end - name));
            if (close && memchr(name, '[', (size_t)(close - name)) && (close = memchr(name, ']', (size_t)(end - name))))
                close = memchr(close, '>', (size_t)(end - close));
            p = close ? close + 1 : end;
        } else {
            size_t len;
            om_range tag = om_xml_tag(head, (size_t)(p - (const char *)head), n);

            for (close = name; close < end && !om_is_white((uint8_t)*close) && *close != '>' && *close != '/'; close++)
                if (*close == ':')
                    name = close + 1;
            len = (size_t)(close - name);
            return len == strlen(root) && memcmp(name, root, len) == 0 &&
                   (!hint || memmem(p, tag.to - tag.from, hint, strlen(hint)));
        }
        while (p < end && om_is_white((uint8_t)*p))
            p++;
    }
    return false;
}

size_t om_xml_page_border(const uint8_t *doc, size_t n, size_t from)
{
    enum { NAME = 64 }; /* no prefix is longer */
    const uint8_t *p = doc + from, *last = NULL;

    while ((p = memmem(p, n - (size_t)(p - doc), "Page>", 5))) {
        size_t before = (size_t)(p - doc) - from;
        const uint8_t *open = memrchr(before > NAME ? p - NAME : doc + from, '<', before > NAME ? NAME : before);
        if (open && open[1] == '/' && (p == open + 2 || p[-1] == ':'))
            last = p + 5;
        p += 5;
    }
    return last ? (size_t)(last - doc) : 0;
}
