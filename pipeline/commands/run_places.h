/* run_places.h - where a run writes. */
#ifndef GRIPE_RUN_PLACES_H
#define GRIPE_RUN_PLACES_H

#include "fused.h"
#include "run_folder.h"

/* run_places_only - the process can write where this run does, and nowhere else (sandbox.h): the folder that is being
 * filled, the one that it replaces, and the folders of what options name. f: its plan with all paths in. anchor: a
 * folder that the run has made for a time, or "". GRIPE_IO as sandbox_write_only. */
GRIPE_MUST_USE int run_places_only(const struct fused *f, const struct run_folder *folder, const char *anchor,
                                   struct err *err);

#endif
