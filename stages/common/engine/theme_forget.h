/* theme_forget.h - a model without what some contacts said. */
#ifndef GRIPE_THEME_FORGET_H
#define GRIPE_THEME_FORGET_H

#include <stdbool.h>
#include <stdint.h>

#include "err.h"
#include "str.h"

struct theme_gone {
	bool (*is_gone)(void *with, struct str contact); /* is this contact, by its id, to be forgotten? */
	void *with;
};

/* theme_model_forget - takes text, id and content key of their mentions out of the sample in folder, and their ids out
 * of the quotes of themes.tsv; *members: how many mentions that were. Vectors, weights and themes stay, so everything
 * is assigned as before. The two files are written beside and renamed; nothing is written where nothing is to go.
 * GRIPE_IO, GRIPE_DATA. */
GRIPE_MUST_USE int theme_model_forget(const char *folder, const struct theme_gone *gone, uint64_t *members,
                                      struct err *err);

#endif
