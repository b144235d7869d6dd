/* office_part.h - a sheet or the text of an office file, as a file that is visited. */
#ifndef GRIPE_OFFICE_PART_H
#define GRIPE_OFFICE_PART_H

#include "buf.h"
#include "walk.h"
#include "zip_file.h"

struct office_file {
	struct zip_file zip;
	const char *path, *temporary;
	const struct walk_visit *visit;
};

/* A part that is made piece by piece: more appends the next piece to out (cleared), 1, or 0 at the end, negative. */
struct office_part {
	int (*more)(void *state, struct buf *out, struct err *err);
	void *state;
	struct buf out;
	size_t at;
};

/* office_part_visit - visits PATH!NAME with what part makes; what the visitor leaves is not made. */
GRIPE_MUST_USE int office_part_visit(const struct office_file *office, const char *name, struct office_part *part,
                                     struct err *err);

#endif
