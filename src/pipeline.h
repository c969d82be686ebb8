/* pipeline.h - the stages in the order in which they run. */
#ifndef OM_PIPELINE_H
#define OM_PIPELINE_H

#include "stage/stage.h"

/* Where in om_stages those stand that the pipeline knows by name. */
enum {
    OM_DECODE = 0, OM_READ = 1, OM_WIDTH = 5, OM_ENCODE = 9, OM_REVIEW = 10, OM_WRITE = 11, OM_STAGES = 12
};

extern const om_stage *const om_stages[OM_STAGES];

/* The place in om_stages of the stage of this name; -1: there is none. */
int om_stage_named(const char *name);

#endif
