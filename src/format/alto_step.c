/* alto_step.c - ALTO names the steps of its making: the engine, and from now on this program and its version.
 *
 * In ALTO 2 and 3 that is a postProcessingStep after the ocrProcessingStep of OCRProcessing; ALTO 4 has an element
 * Processing for each step, and still allows the old ones. */
#include <config.h>

#include <stdio.h>

#include "format/alto.h"
#include "format/xml_edit.h"

/* Whether an element has this text. */
static bool says(const uint8_t *doc, const om_tag *tag, size_t end, const char *text)
{
    size_t inner_end;

    om_xml_element_end(doc, tag, end, &inner_end);
    return inner_end - tag->at.to == strlen(text) && memcmp(doc + tag->at.to, text, strlen(text)) == 0;
}

/* Where the description of the making stands. */
typedef struct {
    om_tag step;                         /* last of ocrProcessingStep, postProcessingStep, Processing */
    size_t end;                          /* where it ends; 0: there is none */
    om_tag description, description_end; /* around it */
    bool told;                           /* this program and version are named already */
    bool v4;
} making;

/* false: the document does not describe itself. */
static bool find_making(const om_out *out, making *m)
{
    const uint8_t *doc = out->src;
    size_t end = out->src_len;
    om_tag tag;
    bool in = false, ours = false;

    *m = (making){0};
    for (size_t at = 0; om_xml_next(doc, at, end, &tag); at = tag.at.to) {
        if (om_tag_is(doc, &tag, "alto") && memmem(doc + tag.at.from, tag.at.to - tag.at.from, "/ns-v4#", 7))
            m->v4 = true;
        if (om_tag_is(doc, &tag, "Layout") || om_tag_is(doc, &tag, "Page"))
            return false;
        if (om_tag_is(doc, &tag, "Description")) {
            if (tag.closes) {
                m->description_end = tag;
                return true;
            }
            m->description = tag;
            in = true;
        } else if (in && !tag.closes) {
            size_t inner_end;

            if (om_tag_is(doc, &tag, "softwareName")) {
                ours = says(doc, &tag, end, "ocrmend");
            } else if (om_tag_is(doc, &tag, "softwareVersion")) {
                m->told = m->told || (ours && says(doc, &tag, end, ocrmend_version()));
            } else if (om_tag_is(doc, &tag, "ocrProcessingStep") || om_tag_is(doc, &tag, "postProcessingStep") ||
                       om_tag_is(doc, &tag, "Processing")) {
                m->step = tag;
                m->end = om_xml_element_end(doc, &tag, end, &inner_end);
            }
        }
    }
    return false;
}

static void add_tag(om_buf *to, const uint8_t *doc, const om_tag *like, const char *open, const char *name)
{
    om_buf_add(to, open, strlen(open));
    om_buf_add(to, doc + like->prefix, like->name.from - like->prefix);
    om_buf_add(to, name, strlen(name));
}

/* Name this program as a step of processing. */
void om_alto_tell_step(om_out *out)
{
    const uint8_t *doc = out->src;
    const char *version = ocrmend_version();
    char id[64];
    making m;
    om_buf x = {0};
    const om_tag *like = &m.description;
    bool alone, processing;
    size_t space, at;

    if (!find_making(out, &m) || m.told)
        return;
    alone = m.end == 0;
    processing = alone ? m.v4 : om_tag_is(doc, &m.step, "Processing");
    at = space = alone ? m.description_end.at.from : m.step.at.from;
    while (space && om_is_white(doc[space - 1]))
        space--;
    om_buf_add(&x, doc + space, at - space); /* a line of its own, indented like the step before */
    snprintf(id, sizeof id, " ID=\"ocrmend-%.40s\">", version);
    if (processing) {
        add_tag(&x, doc, like, "<", "Processing");
        om_buf_add(&x, id, strlen(id));
    } else {
        if (alone) {
            add_tag(&x, doc, like, "<", "OCRProcessing");
            om_buf_add(&x, id, strlen(id));
            add_tag(&x, doc, like, "<", "ocrProcessingStep/>");
        }
        add_tag(&x, doc, like, "<", "postProcessingStep>");
    }
    add_tag(&x, doc, like, "<", "processingSoftware>");
    add_tag(&x, doc, like, "<", "softwareName>ocrmend");
    add_tag(&x, doc, like, "</", "softwareName>");
    add_tag(&x, doc, like, "<", "softwareVersion>");
    om_xml_spell(&x, (const uint8_t *)version, strlen(version));
    add_tag(&x, doc, like, "</", "softwareVersion>");
    add_tag(&x, doc, like, "</", "processingSoftware>");
    add_tag(&x, doc, like, "</", processing ? "Processing>" : "postProcessingStep>");
    if (alone && !processing)
        add_tag(&x, doc, like, "</", "OCRProcessing>");
    om_xml_insert(out, alone ? space : m.end, &x);
    om_buf_free(&x);
}
