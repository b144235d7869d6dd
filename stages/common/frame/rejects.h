/* rejects.h - where bad records go: counted, written to --rejects as NDJSON {source, line, offset, reason, bytes}, the
 * first few told on stderr. What is written shows nobody's words: of source, reason and bytes the shape alone, letters
 * as x and digits as 9, so that places and lengths are the original's; with --rejects-raw all as it was read. */
#ifndef GRIPE_REJECTS_H
#define GRIPE_REJECTS_H

#include "outfile.h"
#include "stage.h"

enum { REJECTS_TOLD = 3 }; /* examples kept for the summary */

struct rejects {
	struct outfile *file; /* NULL: not asked for */
	double max_share;     /* of the records read */
	bool raw;             /* as it was read */
	uint64_t count;
	uint64_t files, bad_files; /* of folders and archives: seen, and broken */
	char told[REJECTS_TOLD][320];
};

/* rejects_open - path may be NULL; the file is its owner's alone. */
GRIPE_MUST_USE int rejects_open(struct rejects *rejects, const char *path, double max_share, struct err *err);
/* reject_shape - appends text with each letter as x, digit as 9, byte beyond ASCII as x. reject_shape_name - the same
 * of a file's name, without the folders before it; endings that say what is in it stay ("xxxxx_9999.csv.gz").
 * reject_names_file - does a word look like a file's name or path? */
void reject_shape(struct buf *out, struct str text);
void reject_shape_name(struct buf *out, struct str name);
bool reject_names_file(struct str word);
/* rejects_close - commits the file; GRIPE_DATA when count is over max_share of seen. */
GRIPE_MUST_USE int rejects_close(struct rejects *rejects, uint64_t seen, struct err *err);
/* rejects_files - GRIPE_DATA when more than max_share of the files were broken. Asked when all is written: what the
 * others gave is good. */
GRIPE_MUST_USE int rejects_files(const struct rejects *rejects, struct err *err);
void rejects_abort(struct rejects *rejects);

#endif
