#include <config.h>

#include "format/xml.h"

#include <stdio.h>
#include <stdlib.h>

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
    char as_is[80];

    if (is_parameter)
        return;
    for (size_t i = 0; i < sizeof html_entities / sizeof *html_entities; i++)
        if (strcmp(html_entities[i].name, name) == 0) {
            xml->events.text(xml->reader, html_entities[i].text, strlen(html_entities[i].text), here(xml), spelled,
                             false);
            return;
        }
    snprintf(as_is, sizeof as_is, "&%.70s;", name);
    xml->events.text(xml->reader, as_is, strlen(as_is), here(xml), spelled, false);
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

/* --- spelling ------------------------------------------------------------------------------------------------------ */

const char *om_xml_attribute(const char **attributes, const char *name)
{
    for (; *attributes; attributes += 2)
        if (strcmp(local(attributes[0]), name) == 0)
            return attributes[1];
    return NULL;
}

static bool is_space(uint8_t c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

om_range om_xml_find(const uint8_t *doc, om_range tag, const char *name)
{
    size_t at = tag.from, len = strlen(name);

    while (at < tag.to && !is_space(doc[at]))
        at++; /* the element's name */
    for (;;) {
        size_t from, end;
        uint8_t quote;

        while (at < tag.to && is_space(doc[at]))
            at++;
        from = at;
        while (at < tag.to && doc[at] != '=' && !is_space(doc[at]))
            at++;
        end = at;
        while (at < tag.to && doc[at] != '"' && doc[at] != '\'')
            at++;
        if (at >= tag.to)
            return (om_range){0, 0};
        quote = doc[at++];
        for (size_t k = from; k < end; k++)
            if (doc[k] == ':')
                from = k + 1;
        if (end - from == len && memcmp(doc + from, name, len) == 0) {
            const uint8_t *close = memchr(doc + at, quote, tag.to - at);
            return close ? (om_range){at, (size_t)(close - doc)} : (om_range){0, 0};
        }
        while (at < tag.to && doc[at] != quote)
            at++;
        at++;
    }
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

bool om_xml_root_is(const uint8_t *head, size_t n, const char *root, const char *hint)
{
    const char *p = (const char *)head, *end = p + n;

    while (p < end && is_space((uint8_t)*p))
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

            for (close = name; close < end && !is_space((uint8_t)*close) && *close != '>' && *close != '/'; close++)
                if (*close == ':')
                    name = close + 1;
            len = (size_t)(close - name);
            return len == strlen(root) && memcmp(name, root, len) == 0 &&
                   (!hint || memmem(p, tag.to - tag.from, hint, strlen(hint)));
        }
        while (p < end && is_space((uint8_t)*p))
            p++;
    }
    return false;
}
