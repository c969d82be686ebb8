/* human.h - what a person decided, done to the clean text.
 *
 * The decisions are on edits of all stages, the text is that after the last of them.  A place in the output of a stage
 * is followed on to the clean text, over all edits of later stages that touch it; what stands there is then made anew
 * from what the stages had, without the edits that were rejected.
 */
#ifndef OM_HUMAN_H
#define OM_HUMAN_H

#include "report/replay.h"

/* There are decisions.  out: the outputs of all stages of the block, replayed up to stage review, whose output has been
 * begun. */
ocrmend_status om_human_decide(om_out *out, const om_replay *replay, ocrmend_error *error);

#endif
