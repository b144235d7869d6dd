/* lexicon.h - `gripe lexicon`: for people who tend the word lists. check: which rows are wrong, or never fire; suggest:
 * which rows a corpus would have, as rows to look at and to paste. */
#ifndef GRIPE_LEXICON_H
#define GRIPE_LEXICON_H

#include "command_frame.h"

extern const struct option_spec lexicon_options[]; /* ends with a zeroed entry */
int lexicon_main(int argc, char **argv, const char *lexicons);

struct lexicon_asked { /* the command's options */
	bool trouble, json;
	const char *lang;
	int64_t least, most;
	double precision;
};
struct lexicon_job { /* what a part of the command is given */
	struct lexicon_asked asked;
	const char *lexicons; /* those of --lexicons, or those that came with the program */
	char *const *paths;
	size_t path_count;
	bool columns; /* the output is a terminal's: a table for people */
	bool quiet;
	struct stage_run *run;
};

/* lexicon_check - paths: a folder of lists, then folders of runs and files of mentions. What there is to say into *out,
 * a line for standard error into *said. Returns how many findings are wrong. GRIPE_USAGE, GRIPE_IO; GRIPE_DATA: the
 * classes of trouble, or a mention, cannot be read. */
GRIPE_MUST_USE int lexicon_check(const struct lexicon_job *job, struct buf *out, struct buf *said, struct err *err);
/* lexicon_suggest - paths: folders of runs and files of mentions. Rows into *out. As above. */
GRIPE_MUST_USE int lexicon_suggest(const struct lexicon_job *job, struct buf *out, struct buf *said, struct err *err);

#endif
