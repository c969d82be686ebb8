#include "format/xml_edit.h"

void om_xml_drop(om_out *out, size_t from, size_t to)
{
    while (from > out->next && om_is_white(out->src[from - 1]))
        from--;
    if (from < out->next)
        from = out->next;
    if (to > from) {
        om_keep_to(out, from);
        om_delete(out, to - from, OM_RULE_DOCUMENT_WORD);
    }
}

void om_xml_put(om_out *out, om_range at, const uint8_t *utf8, size_t len)
{
    om_buf spelled = {0};

    om_xml_spell(&spelled, utf8, len);
    if (spelled.failed) {
        out->failed = true;
    } else if (at.to - at.from != spelled.len ||
               (spelled.len && memcmp(out->src + at.from, spelled.data, spelled.len))) {
        om_keep_to(out, at.from);
        om_replace(out, at.to - at.from, spelled.len ? (const char *)spelled.data : "", spelled.len,
                   OM_RULE_DOCUMENT_WORD, 0);
    }
    om_buf_free(&spelled);
}

void om_xml_insert(om_out *out, size_t at, const om_buf *xml)
{
    out->failed = out->failed || xml->failed;
    if (xml->len && at >= out->next) {
        om_keep_to(out, at);
        om_replace(out, 0, xml->data, xml->len, OM_RULE_DOCUMENT_WORD, 0);
    }
}

void om_xml_change_tag(om_out *out, const om_tag *tag, const om_xml_change *changes, size_t n)
{
    const uint8_t *doc = out->src;
    om_xml_named a = {.all = {tag->at.from, tag->name.to}};
    om_buf news = {0};
    unsigned found = 0; /* bit set over changes */

    for (size_t at = tag->at.from; om_xml_next_attribute(doc, tag->at, at, &a); at = a.all.to)
        for (size_t i = 0; i < n; i++) {
            const om_xml_change *c = &changes[i];

            if (strlen(c->name) != a.name.to - a.name.from || memcmp(doc + a.name.from, c->name, strlen(c->name)) != 0)
                continue;
            found |= 1U << i;
            if (c->value)
                om_xml_put(out, a.value, c->value, c->len);
            else
                om_xml_drop(out, a.all.from, a.all.to);
            break;
        }
    for (size_t i = 0; i < n; i++)
        if (changes[i].add && !(found & 1U << i)) {
            om_buf_add(&news, " ", 1);
            om_buf_add(&news, changes[i].name, strlen(changes[i].name));
            om_buf_add(&news, "=\"", 2);
            om_xml_spell(&news, changes[i].value, changes[i].len);
            om_buf_add(&news, "\"", 1);
        }
    om_xml_insert(out, a.all.to, &news);
    om_buf_free(&news);
}
