/* issue_forget.h - a model's tables of issues without the things that only some people spoke of. */
#ifndef GRIPE_ISSUE_FORGET_H
#define GRIPE_ISSUE_FORGET_H

#include "err.h"
#include "forgotten.h"

/* issue_tables_forget - takes the corpus' own things whose name has a word that gone alone said out of issue_things.tsv
 * and issue_pairs.tsv in folder, where these are. What is an issue by itself stays: figures are kept under its id. Each
 * table is replaced as a whole. GRIPE_IO, GRIPE_DATA. */
GRIPE_MUST_USE int issue_tables_forget(const char *folder, const struct forgotten *gone, struct err *err);

#endif
