/* What the ALTO schemas ask of the elements that ocrmend writes in or round: the order of their children, the
 * attributes they must have, confidences in their range, IDs that are there once.  Written from the schemas 2.1 to 4.2;
 * the schemas themselves are not shipped with anything that Debian has. */
#ifndef ALTO_SCHEMA_H
#define ALTO_SCHEMA_H

#include <check.h>
#include <regex.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "format/xml.h"

#define STEP                                                                                                          \
    "(processingCategory )?(processingDateTime )?(processingAgency )?(processingStepDescription )*"                    \
    "(processingStepSettings )?(processingSoftware )?"

static const struct {
    const char *name, *children, *required; /* children: a regular expression over their names */
} alto_elements[] = {
    {"Description", "MeasurementUnit (sourceImageInformation )?(OCRProcessing )*(Processing )*", NULL},
    {"OCRProcessing", "(preProcessingStep )*ocrProcessingStep (postProcessingStep )*", "ID"},
    {"Processing", STEP, "ID"},
    {"ocrProcessingStep", STEP, NULL},
    {"postProcessingStep", STEP, NULL},
    {"processingSoftware", "(softwareCreator )?(softwareName )?(softwareVersion )?(applicationDescription )?", NULL},
    {"TextBlock", "(Shape )?(TextLine )*", NULL},
    {"TextLine", "(Shape )?(String (SP )?)+(HYP )?", NULL},
    {"String", "(Shape )?(ALTERNATIVE )*(Glyph )*", "CONTENT"},
    {"HYP", "", "CONTENT"},
    {"SP", "", NULL},
};

static inline void alto_value(const char *doc, const om_tag *tag, const char *name, om_buf *value)
{
    value->len = 0;
    om_xml_text(value, (const uint8_t *)doc, om_xml_find((const uint8_t *)doc, tag->at, name));
    om_buf_add(value, "", 1);
}

/* The names of the element's children, each with a space after it. */
static inline void alto_children(const char *doc, const om_tag *element, om_buf *names)
{
    const uint8_t *d = (const uint8_t *)doc;
    size_t end, inner_end, ignored, at = element->at.to;
    om_tag child;

    end = om_xml_element_end(d, element, strlen(doc), &inner_end);
    names->len = 0;
    for (; at < end && om_xml_next(d, at, inner_end, &child); at = om_xml_element_end(d, &child, inner_end, &ignored)) {
        om_buf_add(names, d + child.name.from, child.name.to - child.name.from);
        om_buf_add(names, " ", 1);
    }
    om_buf_add(names, "", 1);
}

static inline void alto_one(const char *doc, const om_tag *tag, size_t row, om_buf *scratch)
{
    char expression[600];
    regex_t regex;
    om_range at;

    alto_children(doc, tag, scratch);
    snprintf(expression, sizeof expression, "^%s$", alto_elements[row].children);
    ck_assert_int_eq(regcomp(&regex, expression, REG_EXTENDED | REG_NOSUB), 0);
    ck_assert_msg(regexec(&regex, (char *)scratch->data, 0, NULL, 0) == 0, "%s has %s in\n%s", alto_elements[row].name,
                  (char *)scratch->data, doc);
    regfree(&regex);
    if (alto_elements[row].required) {
        at = om_xml_find((const uint8_t *)doc, tag->at, alto_elements[row].required);
        ck_assert_msg(at.from != 0, "%s without %s in\n%s", alto_elements[row].name, alto_elements[row].required, doc);
    }
}

/* A String's own attributes agree with each other. */
static inline void alto_string(const char *doc, const om_tag *tag, om_buf *scratch)
{
    size_t characters = 0;

    alto_value(doc, tag, "CONTENT", scratch);
    for (const uint8_t *p = scratch->data; *p; p++)
        characters += (*p & 0xC0) != 0x80;
    alto_value(doc, tag, "CC", scratch);
    ck_assert_msg(scratch->len == 1 || scratch->len - 1 == characters, "CC %s for %zu characters in\n%s",
                  (char *)scratch->data, characters, doc);
    alto_value(doc, tag, "WC", scratch);
    ck_assert(atof((char *)scratch->data) >= 0 && atof((char *)scratch->data) <= 1);
}

/* The document is what the schema allows. */
static inline void alto_valid(const char *doc)
{
    om_buf scratch = {0};
    om_tag tag;

    for (size_t at = 0; om_xml_next((const uint8_t *)doc, at, strlen(doc), &tag); at = tag.at.to) {
        char id[100];

        for (size_t i = 0; i < sizeof alto_elements / sizeof *alto_elements && !tag.closes; i++)
            if (om_tag_is((const uint8_t *)doc, &tag, alto_elements[i].name))
                alto_one(doc, &tag, i, &scratch);
        if (tag.closes)
            continue;
        if (om_tag_is((const uint8_t *)doc, &tag, "String"))
            alto_string(doc, &tag, &scratch);
        alto_value(doc, &tag, "ID", &scratch);
        snprintf(id, sizeof id, " ID=\"%s\"", (char *)scratch.data);
        ck_assert_msg(scratch.len == 1 || !strstr(doc + tag.at.to, id), "%s twice in\n%s", id, doc);
    }
    om_buf_free(&scratch);
}

#endif
