/* pipeline.h - the stages in the order in which they run. */
#ifndef OM_PIPELINE_H
#define OM_PIPELINE_H

#include "stage/stage.h"

enum { OM_STAGES = 7 };

extern const om_stage *const om_stages[OM_STAGES];

#endif
