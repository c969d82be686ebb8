/* join.c - lines become paragraphs.
 *
 * The lines of a block are gathered (join/gather.c), the gaps between them decided, which is done here, and the edits
 * written (join/write.c).  What is seen of a line is in join/line.c, the column it was set in in join/column.c, the
 * evidence for the end of a paragraph in join/evidence.c, and what takes the place of a line end inside a paragraph in
 * join/seam.c.  What brackets and the like say, however wide the lines are, is in join/signs.c.  Lines that were cut at
 * their marks join/pieces.c puts together before.  Of a document join/layout.c sees where the lines stand,
 * join/layout_evidence.c weighs it, and join/lost.c tells marks that were not read.  What the list of words and names says
 * is in join/lexicon.c. */
#include "stage/join/join.h"

#include <stdlib.h>
#include <string.h>

#include "format/format.h"
#include "stage/join/dateline.h"
#include "stage/join/lexicon.h"
#include "stage/join/pieces.h"
#include "stage/join/signs.h"

enum {
    CARRY = 8,        /* lines of the block before that go on voting for the column */
    TAIL = 256,       /* bytes of its last line that a seam may want to see */
    WRAPS = 2,        /* pairs of lines that make a text a wrapped one (om_line.wraps) ... */
    FEW = 4,          /* ... if it has more lines than these */
    ROUNDS = 8,       /* of settle: two are rare, more come only from texts made for it */
    PLAIN_WRAPS = 4,  /* what is_plain asks for ... */
    PLAIN_SCORE = 50, /* ... and gives */
    MAY_ECHO = 30,    /* what the text around a gap may make less of ... */
    MAY_CUT = 60,     /* ... and a word that it cuts */
    SIGNS_SCORE = 30  /* of a gap that signs decide: brackets round it, or an entry after it */
};

static ocrmend_status init(const ocrmend_options *options, void **out, ocrmend_error *error)
{
    om_join *s;

    *out = NULL;
    if (options->keep_lines)
        return OCRMEND_OK;
    s = calloc(1, sizeof *s);
    if (!s)
        return om_fail(error, OCRMEND_NOMEM, 0, "out of memory");
    s->seam.space_beside_han = options->spacing == OCRMEND_SPACING_PANGU;
    *out = s;
    return OCRMEND_OK;
}

static void end(void *state_)
{
    om_join *s = state_;

    if (s) {
        free(s->lines);
        free(s->places);
        free(s->whole);
        free(s->widths);
        om_seam_free(&s->seam);
        om_buf_free(&s->tail);
        free(s);
    }
}

/* Find the places of a document's lines after those carried over. */
static bool place(om_join *s, size_t carried, const om_block *block)
{
    return om_join_grow((void **)&s->places, s->n + 1, &s->places_cap, sizeof *s->places) &&
           om_places_find(s->places, s->lines, s->n, carried, &block->document->page, block->data);
}

/* Whether a box told anything of any line: then the text that comes out is not what a text of its own would be. */
static bool has_places(const om_join *s)
{
    for (size_t i = 0; s->places && i < s->n; i++)
        if (s->places[i].known)
            return true;
    return false;
}

/* Whether the line above is indented, as the first of a paragraph, and goes on in one that is not: where paragraphs are
 * short, as those of an order, few other lines tell of columns. */
static bool hangs(const om_line *above, const om_line *below)
{
    return (above->indent || above->flags & OM_LINE_JOINED) && !below->indent && !below->blanks &&
           above->stop >= OM_STOP_COMMA && above->em2 >= below->em2;
}

/* Whether the first line of a paragraph, cut in mid-sentence, has no other like it near: its figures or its dateline
 * left it narrower than what the lines below make of the column. */
static bool is_first_of_wider(const om_line *above, const om_line *below)
{
    enum { WIDE = 30 }; /* half em: headlines are narrower */

    if (below->blanks || below->indent)
        return false;
    if (above->start == OM_START_DATELINE)
        return above->stop == OM_STOP_TEXT || above->stop == OM_STOP_COMMA;
    return above->stop == OM_STOP_TEXT && above->em2 >= WIDE && below->em2 <= above->em2 + above->em2 / 4;
}

/* Whether the line above is a headline of one line: the first of a paragraph that no mark ends, and far shorter than
 * the full line below, in one column with it (beside a picture a paragraph begins in short lines). */
static bool is_headline(const om_line *above, const om_line *below)
{
    enum { HEADLINE = 8, NAME = 4, SAME = 4 }; /* half em: less is noise, if no name; columns of one width */
    bool name = above->em2 >= NAME && above->start == OM_START_HAN && above->to - above->from == above->em2 / 2U * 3;

    if (above->column > below->column + SAME)
        return false;
    return !(above->flags & (OM_LINE_JOINED | OM_LINE_DONE)) && above->stop == OM_STOP_TEXT &&
           above->fill == OM_FILL_TINY && (above->em2 >= HEADLINE || name) && below->fill <= OM_FILL_ONE &&
           below->start <= OM_START_OPEN;
}

/* Whether the line above begins a dateline that the line below ends: then no width of the two parts them. */
static bool cuts_dateline(const om_line *above, const om_line *below, const uint8_t *text)
{
    enum { WIDE = 36 }; /* half em: an agency, a place, a month */

    return above->em2 <= WIDE && (above->start == OM_START_DATELINE || above->start == OM_START_HAN) &&
           below->start <= OM_START_DIGIT && !(above->flags & (OM_LINE_JOINED | OM_LINE_DONE)) &&
           om_dateline_is_cut(text, above->from, above->to, below->from, below->to);
}

/* Whether a paragraph ends there without weighing evidence.  (A headline with all its clauses is complete.) */
static bool is_certain(const om_line *lines, size_t n, size_t i)
{
    const om_line *above = &lines[i - 1], *below = &lines[i];

    if (n > FEW && above->wraps < WRAPS && !hangs(above, below))
        return true; /* its lines are paragraphs already */
    if ((above->flags | below->flags) & (OM_LINE_ALONE | OM_LINE_CLAUSES))
        return true;
    if (above->em2 > OM_COLUMN_MAX || above->column == 0)
        return true;
    /* wider than the column above: not in it, unless the column widens under a running sentence (below a picture) */
    return below->em2 > above->column + OM_COLUMN_SLACK &&
           (!(above->flags & OM_LINE_JOINED) || below->blanks || above->stop <= OM_STOP_BRACKET) &&
           !is_first_of_wider(above, below);
}

/* Whether a gap cuts a sentence between two Han characters, and nothing else is there to see but widths. */
static inline bool is_bare(const om_line *above, const om_line *below)
{
    unsigned other = (above->stop ^ OM_STOP_TEXT) | (below->start ^ OM_START_HAN); /* 0 as long as it does */

    other |= above->indent | below->indent | below->blanks;
    other |= (above->flags & (OM_LINE_ALONE | OM_LINE_CLAUSES)) | (below->flags & ~OM_LINE_JOINED);
    return other == 0;
}

/* Whether such a gap is one of the many in the middle of a paragraph: full lines on all sides.  What evidence.c would
 * make of them is far below 0. */
static inline bool is_plain(const om_line *lines, size_t n, size_t i)
{
    const om_line *above = &lines[i - 1], *below = &lines[i];

    return above->fill == OM_FILL_FULL && below->fill == OM_FILL_FULL && above->column == below->column && i > 1 &&
           i + 1 < n && above->em2 <= OM_COLUMN_MAX && above->wraps >= PLAIN_WRAPS &&
           lines[i - 2].fill <= OM_FILL_TWO && above->em2 + 2 >= below->em2;
}

/* Whether a paragraph whose last line is short and ends with a comma is followed by one that begins as it did: the
 * clauses of a charter or an order, 鉴于...，鉴于... */
static bool is_next_of_charter(const om_line *lines, size_t i, const uint8_t *text)
{
    enum { ALIKE = 6 }; /* bytes: two Han */
    const om_line *above = &lines[i - 1], *below = &lines[i], *first = above;

    if (above->stop < OM_STOP_COLON || above->stop > OM_STOP_COMMA || above->fill < OM_FILL_FEW ||
        above->fill == OM_FILL_NONE || below->start != OM_START_HAN)
        return false;
    while (first > lines && first->flags & OM_LINE_JOINED)
        first--;
    return !(first->flags & OM_LINE_DONE) && first->to - first->from >= ALIKE && below->to - below->from >= ALIKE &&
           memcmp(text + first->from, text + below->from, ALIKE) == 0;
}

/* Whether the line above ends with a colon or semicolon where more would have had room: what it announces, or the next
 * item of a list, begins a line of its own; not the story after 本报北京3月5日电 记者林文报道： */
static bool announces(const om_line *above, const om_line *below, const uint8_t *text)
{
    if (above->stop != OM_STOP_COLON)
        return false;
    return below->start == OM_START_ITEM ||
           ((above->fill == OM_FILL_SHORT || above->fill == OM_FILL_TINY) && below->start <= OM_START_DIGIT &&
            !om_line_ends_with(text, above->from, above->to, "报道："));
}

/* Whether something at the gap would be lost without the line end. */
static bool must_stay(const om_line *above, const om_line *below, const uint8_t *text)
{
    return above->stop != OM_STOP_TEXT && below->start != OM_START_HAN && !(above->flags & OM_LINE_DONE) &&
           om_seam_must_stay(text + above->from, above->to - above->from, text + below->from, below->to - below->from);
}

/* Whether what the two lines beside the gap say ends a paragraph there, whatever is around. */
static bool ends_for_certain(const om_line *lines, size_t i, const uint8_t *text)
{
    return announces(&lines[i - 1], &lines[i], text) || is_next_of_charter(lines, i, text) ||
           must_stay(&lines[i - 1], &lines[i], text);
}

/* Whether the line below begins nothing of its own. */
static bool may_go_on(const om_line *below)
{
    return !below->blanks && !below->indent && (below->start < OM_START_ITEM || below->start > OM_START_CAPTION);
}

/* Whether the line below is an entry, after a sentence, an address or a line that is not full. */
static bool is_entry(const om_line *above, const om_line *below, const uint8_t *text, bool is_short)
{
    return (is_short || above->stop <= OM_STOP_BRACKET || above->stop == OM_STOP_WORD) && om_signs_entry(below, text);
}

/* Whether the line above ends inside a credit, and the line below is none of its own. */
static bool cuts_credit(const om_line *above, const om_line *below, const uint8_t *text)
{
    const om_line *first = above;

    if (above->flags & OM_LINE_DONE || below->indent || (below->start >= OM_START_ITEM && below->start <= OM_START_CAPTION))
        return false;
    if (above->flags & OM_LINE_JOINED && !(first[-1].flags & OM_LINE_DONE))
        first--;
    return om_credit_goes_on(text, first->from, above->to);
}

/* Whether a gap that looks like the end of a paragraph, but not for certain, cuts a word. */
static bool cuts_word(int score, const om_line *above, const om_line *below, const uint8_t *text)
{
    return score < MAY_CUT && above->stop == OM_STOP_TEXT && below->start == OM_START_HAN && !below->indent &&
           !((above->flags | below->flags) & (OM_LINE_ALONE | OM_LINE_CLAUSES | OM_LINE_DONE)) &&
           om_lexicon_cuts_word(above, below, text);
}

/* The score of the evidence, where signs do not tell better.  may_join: nothing but signs is asked for to join the two;
 * parts: they are a headline and its story; is_short: the line above is. */
static int with_signs(int score, bool may_join, bool parts, bool is_short, const om_line *lines, size_t n, size_t i,
                      const uint8_t *text)
{
    const om_line *above = &lines[i - 1], *below = &lines[i];

    if (score >= 0 && ((may_join && may_go_on(below) && om_signs_inside(lines, n, i, text)) ||
                       om_signs_cut(above, below, text) || cuts_credit(above, below, text) ||
                       cuts_dateline(above, below, text) || cuts_word(score, above, below, text)))
        return -SIGNS_SCORE;
    if (score < 0 && (parts || is_entry(above, below, text, is_short) || om_signs_credit(above, text) ||
                      om_signs_byline(below, text)))
        return SIGNS_SCORE;
    return score;
}

/* What belongs() says where boxes tell what the lines are. */
__attribute__((noinline)) static bool belongs_by_place(const om_place *places, om_line *lines, size_t n, size_t i,
                                                       const om_block *block)
{
    om_line *above = &lines[i - 1], *below = &lines[i];
    om_place_gap place = om_place_gap_look(&places[i - 1], &places[i]);
    om_gap gap = om_gap_look(lines, n, i, block->data);
    int score = OM_SCORE_MAX;

    if (!((above->flags | below->flags) & OM_LINE_ALONE) && !must_stay(above, below, block->data)) {
        score = om_place_gap_score(&place, &gap, om_gap_echo(above, below, block->data, block->len) > 0);
        score = with_signs(score, place.indent <= OM_INDENT_NONE && place.size == place.size_above, false,
                           place.room >= OM_ROOM_FEW, lines, n, i, block->data);
    }
    below->score = (int16_t)score;
    return score < 0;
}

/* What is seen around a gap with such a score, but for OM_AROUND_ECHO. */
static void see_around(const om_line *lines, size_t n, size_t i, om_habit habit, int score, const om_block *block,
                       int16_t seen[OM_AROUND_SEEN])
{
    om_gap gap = om_gap_look(lines, n, i, block->data);

    om_around_look(lines, n, i, block->data, &gap, habit, score, seen);
}

/* The score of a gap whose own leaves a doubt: by the lines around it, and where those tell of an end, by whether the text
 * says in one what would be parted, which costs more than all the rest. */
__attribute__((noinline)) static int look_around(const om_line *lines, size_t n, size_t i, om_habit habit, int score,
                                                 const om_block *block)
{
    int16_t seen[OM_AROUND_SEEN];

    see_around(lines, n, i, habit, score, block, seen);
    score = om_around_score(seen);
    if (score >= 0 && score < MAY_ECHO) {
        seen[OM_AROUND_ECHO] = (int16_t)om_gap_echo(&lines[i - 1], &lines[i], block->data, block->len);
        score = seen[OM_AROUND_ECHO] ? om_around_score(seen) : score;
    }
    return score;
}

/* Whether lines[i] belongs to the paragraph of the line above; its score is set.  places: NULL for plain text. */
static bool belongs(const om_place *places, om_line *lines, size_t n, size_t i, om_habit habit, const om_block *block)
{
    om_line *above = &lines[i - 1], *below = &lines[i];
    bool bare;
    int score;

    if (places && places[i - 1].known && places[i].known)
        return belongs_by_place(places, lines, n, i, block);
    bare = is_bare(above, below);
    if (bare && is_plain(lines, n, i)) {
        below->score = -PLAIN_SCORE;
        return true;
    }
    if (is_certain(lines, n, i) || (!bare && ends_for_certain(lines, i, block->data))) {
        bool cut = cuts_dateline(above, below, block->data);

        below->score = cut ? -SIGNS_SCORE : OM_SCORE_MAX;
        return cut;
    }
    score = om_gap_score(lines, n, i, block->data);
    if (om_around_is_doubtful(lines, n, i, block->data, score))
        score = look_around(lines, n, i, habit, score, block);
    if (score >= 0 || !bare || above->fill >= OM_FILL_FEW) /* else no sign tells anything */
        score = with_signs(score, true, score < 0 && is_headline(above, below), above->fill >= OM_FILL_FEW, lines, n, i,
                           block->data);
    below->score = (int16_t)score;
    return score < 0;
}

/* Whether a line ends inside a sentence without a mark and the next is not wider: so nearly every line of type does.
 * Verses and the clauses of charters end with commas, all of them, and are not lines of one column. */
static bool breaks_sentences(const om_line *lines, size_t n)
{
    for (size_t i = 1; i < n; i++) {
        const om_line *above = &lines[i - 1], *below = &lines[i];

        if (above->stop >= OM_STOP_TEXT && below->start <= OM_START_CLOSE &&
            below->em2 <= above->em2 + OM_COLUMN_SLACK && above->em2 >= OM_COLUMN_MIN)
            return true;
    }
    return false;
}

/* Whether a line is wider than any column: then none of the few lines was wrapped. */
static bool has_paragraph(const om_line *lines, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (lines[i].em2 > OM_COLUMN_MAX)
            return true;
    return false;
}

/* See what it takes their neighbours to tell of lines[0..n), but the columns; the most that one of them has of `wraps`. */
static unsigned see(om_join *s, om_line *lines, size_t n, const om_block *block)
{
    om_line_stand_alone(lines, n, block->data, block->last);
    return om_line_wraps(lines, n, s->widths);
}

/* Decide all gaps between lines[0..n), which were seen; whether any was closed. */
static bool decide(om_join *s, const om_place *places, om_line *lines, size_t n, const om_block *block)
{
    bool any = false, whole; /* the lines are paragraphs already */
    om_habit habit;
    size_t i = 1; /* the first gap that is not over: those above lines of the block before are */

    om_line_columns(lines, n, s->widths);
    habit = om_habit_look(lines, n);
    while (i < n && (lines[i].flags & OM_LINE_DONE || (s->ended && lines[i - 1].flags & OM_LINE_DONE)))
        i++;
    whole = !places && (n > FEW ? !breaks_sentences(lines, n) : has_paragraph(lines, n));
    for (; i < n; i++)
        if (whole) {
            lines[i].score = OM_SCORE_MAX;
        } else if (belongs(places, lines, n, i, habit, block)) {
            lines[i].flags |= OM_LINE_JOINED;
            any = true;
        }
    return any;
}

/* The lines as they will be when those joined so far are one: s->whole; how many. */
static size_t fold(om_join *s)
{
    const om_line *line = s->lines, *end = line + s->n;
    om_line *whole = s->whole;

    while (line < end) {
        const om_line *first = line++;
        uint32_t em2 = first->em2;

        while (line < end && (line->flags & (OM_LINE_JOINED | OM_LINE_DONE)) == OM_LINE_JOINED)
            em2 += line++->em2;
        *whole = *first;
        if (line - first > 1) {
            whole->em2 = om_em2_cap(em2);
            whole->to = line[-1].to;
            whole->stop = line[-1].stop;
            whole->flags &= (uint8_t)~OM_LINE_CLAUSES;
        }
        whole++;
    }
    return (size_t)(whole - s->whole);
}

/* Join the lines that those they were folded into were joined to. */
static void unfold(om_join *s)
{
    size_t at = 0;

    for (size_t i = 0; i < s->n; i++) {
        om_line *line = &s->lines[i];

        if (i && line->flags & OM_LINE_JOINED && !(line->flags & OM_LINE_DONE))
            continue;
        if (s->whole[at].flags & OM_LINE_JOINED && !(line->flags & OM_LINE_DONE)) {
            line->flags |= OM_LINE_JOINED;
            line->score = s->whole[at].score;
        }
        at++;
    }
}

/* Lines that were cut at their marks are put together again; what is decided then is decided of lines of type. */
static void decide_pieces(om_join *s, const om_block *block)
{
    size_t n;

    om_pieces_join(s->lines, s->n);
    om_line_around(s->whole, fold(s), s->widths);
    om_pieces_part(s->lines, s->n, s->whole);
    n = fold(s);
    see(s, s->whole, n, block);
    decide(s, NULL, s->whole, n, block);
    unfold(s);
}

/* Paragraphs must look like paragraphs: what the decisions made of the lines is looked at again as the lines it will be
 * for whoever reads it next, without blank lines and indents, until nothing more would be joined.  So cleaning the
 * clean text changes nothing. */
static void settle(om_join *s, const om_block *block)
{
    bool again = true;

    for (int round = 0; again && round < ROUNDS; round++) {
        size_t n = fold(s);

        for (size_t i = 0; i < n; i++) {
            om_line *line = &s->whole[i];

            if (line->flags & OM_LINE_DONE) {
                line->flags |= OM_LINE_ALONE; /* not whole, and decided */
                continue;
            }
            line->blanks = line->indent = 0;
            line->flags &= (uint8_t)~(OM_LINE_PAGE | OM_LINE_JOINED);
            if (line->flags & OM_LINE_NUMBER)
                line->flags &= (uint8_t)~OM_LINE_ALONE; /* without the page border it is a number */
        }
        if (see(s, s->whole, n, block) < WRAPS && n > FEW)
            break; /* nearly always: paragraphs all of them */
        again = decide(s, NULL, s->whole, n, block);
        if (again)
            unfold(s);
    }
}

/* Keep what the next block wants to know of this one. */
static bool carry(om_join *s, const om_block *block, size_t from)
{
    om_line *last = s->n ? &s->lines[s->n - 1] : NULL;

    if (!last)
        return true;
    if ((last->flags & (OM_LINE_DONE | OM_LINE_OPEN)) != OM_LINE_DONE) {
        size_t n = last->to - last->from, start = n > TAIL ? last->to - TAIL : last->from;
        while (start > last->from && (block->data[start] & 0xC0) == 0x80)
            start--;
        s->tail.len = 0;
        om_buf_add(&s->tail, block->data + start, last->to - start);
        s->ended = false;
    }
    s->ended = s->ended || from < block->len;
    s->open = block->cut_inside;
    if (s->n > CARRY) {
        memmove(s->lines, s->lines + s->n - CARRY, CARRY * sizeof *s->lines);
        if (s->places)
            memmove(s->places, s->places + s->n - CARRY, CARRY * sizeof *s->places);
        s->n = CARRY;
    }
    for (size_t i = 0; i < s->n; i++)
        s->lines[i].flags = (uint8_t)((s->lines[i].flags | OM_LINE_DONE) & ~OM_LINE_OPEN);
    return !s->tail.failed;
}

static ocrmend_status run(void *state_, const om_block *block, om_out *out, ocrmend_error *error)
{
    om_join *s = state_;
    size_t carried, from;

    if (!s)
        return OCRMEND_OK; /* lines are kept */
    carried = s->n;
    if (!om_join_gather(s, block) || !om_join_grow((void **)&s->widths, s->n + 16, &s->widths_cap, 1) ||
        !om_join_grow((void **)&s->whole, s->n, &s->whole_cap, sizeof *s->whole))
        return om_fail(error, OCRMEND_NOMEM, block->raw_at, "out of memory");
    if (block->document && !place(s, carried, block))
        return om_fail(error, OCRMEND_NOMEM, block->raw_at, "out of memory");
    if (!s->places && om_pieces_are(s->lines, s->n)) {
        decide_pieces(s, block);
    } else {
        see(s, s->lines, s->n, block);
        decide(s, s->places, s->lines, s->n, block);
    }
    if (!has_places(s))
        settle(s, block);
    om_seam_block(&s->seam, block->data, block->len);
    from = om_join_write(s, block, out);
    if (!carry(s, block, from))
        return om_fail(error, OCRMEND_NOMEM, block->raw_at, "out of memory");
    return OCRMEND_OK;
}

const om_stage om_stage_join = {"join", "join", false, init, run, end};
