/* gaps.c - prints what stage join sees at each gap between two lines of the text on standard input, for fit.py.
 *
 * argv[1]: a string with a '1' for each line (but the last) after which a paragraph really ends, else '0': what is seen
 * of a line depends on whether the line begins a paragraph. */
#include <stdio.h>

#include "stage/join.c"

int main(int argc, char **argv)
{
    static uint8_t text[1 << 24];
    size_t n = fread(text, 1, sizeof text, stdin), labels = argc > 1 ? strlen(argv[1]) : 0;
    om_block block = {.data = text, .len = n, .first = true, .last = true};
    state *s = calloc(1, sizeof *s);

    if (!s || !gather(s, &block) || !grow((void **)&s->widths, s->n + 16, &s->widths_cap, 1))
        return 1;
    om_line_stand_alone(s->lines, s->n, true);
    om_line_columns(s->lines, s->n, s->widths);
    for (size_t i = 1; i < s->n; i++)
        if (i - 1 < labels && argv[1][i - 1] == '0')
            s->lines[i].flags |= OM_LINE_JOINED;
    for (size_t i = 1; i < s->n; i++) {
        om_gap g = om_gap_look(s->lines, s->n, i, text);
        printf("%d %d %d %d %d %d %d %d %d %d %d %d %d %d %d %d %d %d %d\n", g.stop, g.kind, g.start, g.over, g.above,
               g.bare, g.below, g.before, g.after, g.width, g.growth, g.column, g.below_ends, g.blank,
               g.page, g.indent, g.first, om_gap_cuts_word(&s->lines[i - 1], &s->lines[i], text, n),
               is_certain(s->lines, s->n, i));
    }
    end(s);
    return 0;
}
