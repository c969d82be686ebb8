/* lines.c - one kind of line end.  Form feeds stay: they are page borders, which stage join wants to see. */
#include "stage/stage.h"
#include "text/lines.h"

/* Offset where the spaces begin that end just before text[end]; nothing before `from` is looked at. */
static size_t spaces_before(const uint8_t *text, size_t from, size_t end)
{
    for (;;) {
        if (end > from && (text[end - 1] == ' ' || text[end - 1] == '\t'))
            end -= 1;
        else if (end >= from + 2 && text[end - 1] == 0xA0 && text[end - 2] == 0xC2)
            end -= 2; /* U+00A0 */
        else if (end >= from + 3 && text[end - 1] == 0x80 && text[end - 2] == 0x80 && text[end - 3] == 0xE3)
            end -= 3; /* U+3000 */
        else
            return end;
    }
}

/* Length of the line end whose last byte is text[i]; 0: none there. */
static size_t line_end_len(const uint8_t *text, size_t i)
{
    switch (text[i]) {
    case '\n':
    case '\r':
    case '\v':
        return 1;
    case 0x85:
        return 2;
    default:
        return 3;
    }
}

static ocrmend_status run(void *state, const om_block *block, om_out *out, ocrmend_error *error)
{
    const uint8_t *text = block->data;

    (void)state;
    (void)error;
    for (size_t i = 0; (i = om_odd_line_end(text, block->len, i)) < block->len;) {
        size_t start = i + 1 - line_end_len(text, i), spaces = spaces_before(text, out->next, start);

        if (spaces < start) {
            om_keep_to(out, spaces);
            om_delete(out, start - spaces, OM_RULE_TRAILING_SPACE);
        }
        om_keep_to(out, start);
        if (text[i] == '\r' && i + 1 < block->len && text[i + 1] == '\n')
            i++; /* the two are one line end */
        if (text[i] != '\n' || i > start)
            om_replace(out, i + 1 - start, "\n", 1, OM_RULE_LINE_END, 0);
        i++;
        if (out->next < i)
            om_keep_to(out, i);
    }
    if (!block->cut_inside) {
        size_t spaces = spaces_before(text, out->next, block->len);
        om_keep_to(out, spaces);
        if (spaces < block->len)
            om_delete(out, block->len - spaces, OM_RULE_TRAILING_SPACE);
    }
    return OCRMEND_OK;
}

const om_stage om_stage_lines = {"lines", NULL, false, NULL, run, NULL};
