/* pipeline.h - what the run's own files share: the stages of a run and their outputs of the current block. */
#ifndef OM_PIPELINE_H
#define OM_PIPELINE_H

#include "stage/stage.h"

enum { OM_STAGES = 7 };

extern const om_stage *const om_stages[OM_STAGES];

/* Choose stages by a comma-separated list of names (NULL: all) as a bit set over om_stages.  OCRMEND_USAGE names the
 * first that does not exist. */
ocrmend_status om_choose_stages(const char *list, unsigned *chosen, ocrmend_error *error);

#endif
