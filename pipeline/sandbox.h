/* sandbox.h - least power: what a run never needs is taken from the process before a stranger's bytes are read. */
#ifndef GRIPE_SANDBOX_H
#define GRIPE_SANDBOX_H

#include <stdbool.h>
#include <stddef.h>

#include "err.h"

/* sandbox_enter - from now on the process, with all its threads to come, opens no connection, starts no program, looks
 * into no other process and leaves no core file. Where the system has no seccomp, or gripe was built without it, only
 * the last holds. GRIPE_IO: the filter was refused by a system that should take it. It cannot be left again. */
GRIPE_MUST_USE int sandbox_enter(struct err *err);

struct sandbox_place {
	const char *path;
	bool names_only; /* folders may be made, renamed and removed beneath it, files neither made nor written */
};

/* sandbox_write_only - from now on files are made, written, moved and removed beneath these folders alone (a place that
 * is a file: it is written). places[count]; one that is not there grants nothing. Called while the process has one
 * thread. Where the system has no Landlock (Linux before 5.19, other systems) nothing changes. GRIPE_IO: a place cannot
 * be looked at, or the system refused. */
GRIPE_MUST_USE int sandbox_write_only(const struct sandbox_place *places, size_t count, struct err *err);

#endif
