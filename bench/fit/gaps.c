/* gaps.c - prints what stage join sees, for fit.py and its like.
 *
 * Standard input is a text or document.  Without an argument: the lines as they come to the stage.  With one, a string
 * with a '1' for each line (but the last) after which a paragraph really ends, else '0' (what is seen of a line depends
 * on whether the line begins a paragraph): what is seen at each gap between two lines.  With a second one, "around":
 * 0 where the tables leave a doubt, 1 where the gap is decided without evidence, 2 where it is by the tables, and what is
 * seen by the second look.  The input is one block. */
#include <stdio.h>

#define om_stage_join the_real_stage
#include "stage/join.c"
#undef om_stage_join

static const char *labels; /* NULL: print the lines */
static bool around;

static void print_gap(const om_join *s, size_t i, const om_block *block)
{
    const om_line *above = &s->lines[i - 1], *below = &s->lines[i];
    om_gap g = om_gap_look(s->lines, s->n, i, block->data);

    printf("%d %d %d %d %d %d %d %d %d %d %d %d %d %d %d %d %d %d %d", g.stop, g.kind, g.start, g.over, g.above, g.bare,
           g.below, g.before, g.after, g.width, g.growth, g.column, g.below_ends, g.blank, g.page, g.indent, g.first,
           om_gap_echo(above, below, block->data, block->len) > 0, is_certain(s->lines, s->n, i));
    if (s->places && s->places[i - 1].known && s->places[i].known) {
        om_place_gap q = om_place_gap_look(&s->places[i - 1], &s->places[i]);
        printf(" %d %d %d %d %d %d %d", q.indent_above, q.indent, q.room, q.size_above, q.size, q.change, q.pitch);
    }
    putchar('\n');
}

static void print_around(const om_join *s, size_t i, const om_block *block)
{
    const om_line *above = &s->lines[i - 1], *below = &s->lines[i];
    int16_t seen[OM_AROUND_SEEN];
    int score = om_gap_score(s->lines, s->n, i, block->data);
    bool decided = is_plain(s->lines, s->n, i) || is_certain(s->lines, s->n, i) || ends_for_certain(s->lines, i, block->data);

    see_around(s->lines, s->n, i, om_habit_look(s->lines, s->n), score, block, seen);
    seen[OM_AROUND_ECHO] = (int16_t)om_gap_echo(above, below, block->data, block->len);
    printf("%d", decided ? 1 : om_around_is_doubtful(s->lines, s->n, i, block->data, score) ? 0 : 2);
    for (int k = 0; k < OM_AROUND_SEEN; k++)
        printf(" %d", seen[k]);
    putchar('\n');
}

static ocrmend_status show(void *state_, const om_block *block, om_out *out, ocrmend_error *error)
{
    om_join *s = state_;

    (void)out;
    s->n = 0;
    if (!om_join_gather(s, block) || !om_join_grow((void **)&s->widths, s->n + 16, &s->widths_cap, 1) ||
        (block->document && !place(s, 0, block)))
        return om_fail(error, OCRMEND_NOMEM, 0, "out of memory");
    if (!labels) {
        for (size_t i = 0; i < s->n; i++)
            printf("%.*s\n", (int)(s->lines[i].to - s->lines[i].from), block->data + s->lines[i].from);
        return OCRMEND_OK;
    }
    om_line_stand_alone(s->lines, s->n, block->data, true);
    om_line_wraps(s->lines, s->n, s->widths);
    om_line_columns(s->lines, s->n, s->widths);
    for (size_t i = 1; i < s->n; i++)
        if (i - 1 < strlen(labels) && labels[i - 1] == '0')
            s->lines[i].flags |= OM_LINE_JOINED;
    for (size_t i = 1; i < s->n; i++)
        (around ? print_around : print_gap)(s, i, block);
    return OCRMEND_OK;
}

const om_stage om_stage_join = {"join", "join", false, init, show, end};

static int nowhere(void *user, const void *bytes, size_t n)
{
    (void)user;
    (void)bytes;
    (void)n;
    return 0;
}

int main(int argc, char **argv)
{
    static char text[1 << 24];
    size_t n = fread(text, 1, sizeof text, stdin);
    ocrmend_options options;

    labels = argc > 1 ? argv[1] : NULL;
    around = argc > 2;
    ocrmend_profile(&options, NULL);
    options.to = OCRMEND_TO_TEXT;
    ocrmend *run = ocrmend_new(&options, (ocrmend_sink){nowhere, NULL}, NULL);
    if (!run || ocrmend_feed(run, text, n) != OCRMEND_OK || ocrmend_finish(run) != OCRMEND_OK) {
        fprintf(stderr, "gaps: %s\n", run ? ocrmend_last_error(run)->message : "cannot start");
        return 1;
    }
    ocrmend_free(run);
    return 0;
}
