/* sandbox.h - least power: what a run never needs is taken from the process before a stranger's bytes are read. */
#ifndef GRIPE_SANDBOX_H
#define GRIPE_SANDBOX_H

#include "err.h"

/* sandbox_enter - from now on the process, with all its threads to come, opens no connection, starts no program, looks
 * into no other process and leaves no core file. Where the system has no seccomp, or gripe was built without it, only
 * the last holds. GRIPE_IO: the filter was refused by a system that should take it. It cannot be left again. */
GRIPE_MUST_USE int sandbox_enter(struct err *err);

#endif
