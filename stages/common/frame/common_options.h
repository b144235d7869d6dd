/* common_options.h - the options that every stage and command takes, and what they mean once parsed. */
#ifndef GRIPE_COMMON_OPTIONS_H
#define GRIPE_COMMON_OPTIONS_H

#include "option.h"
#include "stage.h"

#define GRIPE_VERSION "0.1.0"

extern const struct option_spec common_options[]; /* ends with a zeroed entry */

struct common_asked { /* what they were given; help and version are looked for before anything else is read */
	const char *output, *rejects, *books, *lexicons, *now;
	bool quiet, verbose, line_buffered, rejects_raw;
	double max_rejects; /* share */
	int64_t threads, seed;
};

/* run_from_options - fills *asked, and of *run: options, now, seed, threads, verbose, lexicons, output. GRIPE_USAGE.
 * lexicons: used without --lexicons. */
GRIPE_MUST_USE int run_from_options(struct stage_run *run, struct common_asked *asked, const struct options *options,
                                    const char *lexicons, struct err *err);

/* stage_help - what -h prints. */
void stage_help(const struct stage *stage, struct buf *out);
const char *shape_name(enum shape shape); /* "contacts" … */

#endif
