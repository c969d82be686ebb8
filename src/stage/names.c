/* names.c - misread names of the dictionaries given: places, persons, organisations. */
#include "stage/stage.h"

#include <stdlib.h>

#include "dictionary.h"
#include "format/format.h"
#include "stage/names/names.h"
#include "text/variant.h"

static void end(void *state)
{
    om_names *s = state;

    if (!s)
        return;
    if (s->seen.slots)
        om_batch_take(s->batch, &s->seen);
    om_match_free(s->matcher);
    om_far_free(s->finder);
    om_learned_free(s->learned);
    om_seen_free(&s->seen);
    om_seen_free(&s->readings);
    om_seen_free(&s->votes);
    free(s->in_word);
    free(s->known.at);
    free(s->guesses.at);
    om_buf_free(&s->simplified);
    free(s);
}

static ocrmend_status init(const ocrmend_options *options, void **state, ocrmend_error *error)
{
    om_names *s;

    if (!options->n_dicts)
        return OCRMEND_OK;
    if (options->n_dicts > OCRMEND_DICTS_MAX)
        return om_fail(error, OCRMEND_USAGE, 0, "more than %d dictionaries", OCRMEND_DICTS_MAX);
    s = calloc(1, sizeof *s);
    *state = s;
    if (!s || !(s->matcher = om_match_new()) || !(s->finder = om_far_new()) ||
        !om_seen_init(&s->seen) || !om_seen_init(&s->readings) ||
        !om_seen_init(&s->votes) ||
        (options->confusions && !(s->learned = om_learned_new(options->confusions))))
        return om_fail(error, OCRMEND_NOMEM, 0, "out of memory");
    s->level = options->level;
    om_splits_init(s->splits);
    s->batch = options->batch;
    s->n_dicts = (unsigned)options->n_dicts;
    for (unsigned i = 0; i < s->n_dicts; i++) {
        const om_dict_row *row;

        s->dicts[i] = om_dictionary(options->dicts[i]);
        row = om_dict_row_at(s->dicts[i], 0);
        s->is_table[i] = row && row->level;
    }
    return OCRMEND_OK;
}

/* The words of the language and most tables of names are in simplified characters: a traditional text is read as
 * such. */
static bool simplify(om_names *s)
{
    s->simplified.len = 0;
    if (!om_buf_reserve(&s->simplified, s->len))
        return false;
    om_simplify(s->simplified.data, s->text, s->len);
    s->p = s->simplified.data;
    return true;
}

static ocrmend_status run(void *state, const om_block *block, om_out *out, ocrmend_error *error)
{
    om_names *s = state;

    if (!s)
        return OCRMEND_OK;
    s->p = s->text = block->data;
    s->len = block->len;
    if (om_is_traditional(s->text, s->len) && !simplify(s))
        return om_fail(error, OCRMEND_NOMEM, block->raw_at, "out of memory");
    s->page = block->document ? &block->document->page : NULL;
    s->failed = false;
    om_names_gather(s);
    om_names_decide(s, out);
    for (unsigned i = 0; i < s->n_dicts; i++)
        if (om_dict_damaged(s->dicts[i]))
            return om_fail(error, OCRMEND_BAD_DICT, 0, "a dictionary is damaged: a block does not match its checksum");
    return s->failed ? om_fail(error, OCRMEND_NOMEM, block->raw_at, "out of memory") : OCRMEND_OK;
}

const om_stage om_stage_names = {"names", "correct", false, init, run, end};
