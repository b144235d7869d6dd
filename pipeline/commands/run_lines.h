/* run_lines.h - the lines of a file of a run, one by one. */
#ifndef GRIPE_RUN_LINES_H
#define GRIPE_RUN_LINES_H

#include <stdint.h>

#include "err.h"
#include "str.h"

struct run_lines {
	/* line - lives until this returns; number: from 1. Returns 0, or negative to stop. */
	int (*line)(void *to, struct str line, uint64_t number, struct err *err);
	void *to;
};
/* run_lines - of path. What `line` returns, with file and line; GRIPE_IO, GRIPE_DATA: it cannot be read.
 * run_lines_of - of RUN/NAME; 0 too where there is no such file. */
GRIPE_MUST_USE int run_lines(const char *path, const struct run_lines *lines, struct err *err);
GRIPE_MUST_USE int run_lines_of(const char *run, const char *name, const struct run_lines *lines, struct err *err);

#endif
