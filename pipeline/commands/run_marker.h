/* run_marker.h - the file by which a run folder is known to be gripe's own: `.gripe-run`. Its first line says what it
 * is and the version of its form; then a line for each file and folder that gripe put there, a folder's ends in "/".
 * Only what it names is ever replaced or removed. */
#ifndef GRIPE_RUN_MARKER_H
#define GRIPE_RUN_MARKER_H

#include "buf.h"
#include "err.h"
#include "str.h"

#define RUN_MARKER ".gripe-run"

enum run_marker_state {
	MARKER_NONE,    /* no marker: not gripe's */
	MARKER_FILLING, /* the temporary folder of a run that is not done: all in it is gripe's */
	MARKER_WHOLE,   /* a run's folder */
	MARKER_LATER    /* of a version that this gripe does not know: not to be touched */
};

struct run_marker {
	enum run_marker_state state;
	struct buf text;
	struct str *names; /* names[count], in the order of their bytes, borrowed from text */
	size_t count;
};

/* run_marker_begin - marks a new folder as one that is being filled. */
GRIPE_MUST_USE int run_marker_begin(const char *folder, struct err *err);
/* run_marker_finish - writes the list of all that is in the folder now: it is whole. GRIPE_IO. */
GRIPE_MUST_USE int run_marker_finish(const char *folder, struct err *err);
/* run_marker_read - what the marker of the folder says; MARKER_NONE when there is none, or when it is no regular file.
 * Release it in any case. GRIPE_IO: it is there and cannot be read. */
GRIPE_MUST_USE int run_marker_read(struct run_marker *marker, const char *folder, struct err *err);
void run_marker_release(struct run_marker *marker);
/* run_marker_names - is path (relative to the folder; a folder's ends in "/") one that gripe put there? */
bool run_marker_names(const struct run_marker *marker, struct str path);

#endif
