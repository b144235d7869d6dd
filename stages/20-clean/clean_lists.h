/* clean_lists.h - the word lists that cleaning reads, and what is said when one is not there. */
#ifndef GRIPE_CLEAN_LISTS_H
#define GRIPE_CLEAN_LISTS_H

#include "stage.h"

/* clean_lists_missing - a line in run->said for each list that no folder under run->lexicons has, once a run: it is
 * named wrongly, or the folder is not the one that was meant. Nothing stops. A look into one folder a list, when all is
 * well.
 */
void clean_lists_missing(struct stage_run *run);

#endif
