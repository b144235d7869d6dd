/* outfile.h - output that is whole or not there: written beside, synced, renamed; or standard output, checked at the
 * end. */
#ifndef GRIPE_OUTFILE_H
#define GRIPE_OUTFILE_H

#include "err.h"
#include "str.h"

struct outfile;

/* outfile_open - path NULL or "-": standard output. Otherwise a temporary file beside path; gzip when path ends in .gz,
 * zstd when in .zst. A path that exists and is no regular file (/dev/full, a fifo) is written directly. */
GRIPE_MUST_USE int outfile_open(struct outfile **file, const char *path, struct err *err);
/* outfile_open_private - the same; a file that is made is its owner's alone (0600). */
GRIPE_MUST_USE int outfile_open_private(struct outfile **file, const char *path, struct err *err);
GRIPE_MUST_USE int outfile_write(struct outfile *file, struct str bytes, struct err *err);
GRIPE_MUST_USE int outfile_flush(struct outfile *file, struct err *err);
/* outfile_commit - flush, fsync, rename over path, fsync the folder; frees file, also on failure (then path is as it
 * was). */
GRIPE_MUST_USE int outfile_commit(struct outfile *file, struct err *err);
/* outfile_abort - removes the temporary file; NULL allowed. */
void outfile_abort(struct outfile *file);
/* outfile_save - open, write, commit. */
GRIPE_MUST_USE int outfile_save(const char *path, struct str bytes, struct err *err);

#endif
