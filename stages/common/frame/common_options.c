/* common_options.c - see common_options.h. The environment is read here and nowhere else: a stage is told what it says.
 */
#include "common_options.h"

#include <stdio.h>
#include <stdlib.h>

#include "timestamp.h"

enum { THREADS_MOST = 256 /* more is a slip of the key on any machine that there is */ };
#define MAX_REJECTS 0.01 /* share of bad records: more is a file of another kind, not a file with faults */

/* clang-format off */
const struct option_spec common_options[] = {
	{ "help", 'h', NULL, "show this help", OPTION_NOWHERE },
	{ "version", 0, NULL, "show the version", OPTION_NOWHERE },
	{ "output", 'o', "FILE", "write to FILE, whole or not at all (default: standard output)",
	  OPTION_TEXT(struct common_asked, output, NULL) },
	{ "quiet", 'q', NULL, "no summary on standard error", OPTION_FLAG(struct common_asked, quiet) },
	{ "verbose", 'v', NULL, "say more on standard error", OPTION_FLAG(struct common_asked, verbose) },
	{ "rejects", 0, "FILE", "write bad records to FILE with place and reason",
	  OPTION_TEXT(struct common_asked, rejects, NULL) },
	{ "rejects-raw", 0, NULL, "write bad records as they were read, with words and names (default: their shape)",
	  OPTION_FLAG(struct common_asked, rejects_raw) },
	{ "max-rejects", 0, "SHARE", "fail when more than SHARE of the records are bad (default 0.01)",
	  OPTION_NUMBER(struct common_asked, max_rejects, 0, 1, MAX_REJECTS) },
	{ "books", 0, "FILE", "write the counts of this stage to FILE as JSON",
	  OPTION_TEXT(struct common_asked, books, NULL) },
	{ "lexicons", 0, "DIR", "word lists and tables (default: those that came with gripe)",
	  OPTION_TEXT(struct common_asked, lexicons, NULL) },
	{ "threads", 0, "N", "use N threads; the result does not depend on it (default 1)",
	  OPTION_WHOLE(struct common_asked, threads, 1, THREADS_MOST, 1) },
	{ "now", 0, "TIME", "take TIME (RFC 3339) as the present (default: the newest time in the data)",
	  OPTION_TEXT(struct common_asked, now, NULL) },
	{ "seed", 0, "N", "seed of everything that is drawn (default 0)",
	  OPTION_WHOLE(struct common_asked, seed, 0, INT64_MAX, 0) },
	{ "line-buffered", 0, NULL, "write each record at once", OPTION_FLAG(struct common_asked, line_buffered) },
	{ 0 },
};
/* clang-format on */

const char *shape_name(enum shape shape)
{
	static const char *const names[] = { "nothing", "contacts", "mentions", "alerts", "themes", "text" };
	return names[shape];
}

void stage_help(const struct stage *stage, struct buf *out)
{
	buf_printf(out, "gripe %s - %s\n\nusage: gripe %s [OPTION]... [FILE]...\n", stage->name, stage->summary,
	           stage->name);
	buf_printf(out, "reads %s, writes %s, holds %s; without FILE, or with -, reads standard input\n\n",
	           stage->produce != NULL ? "files" : shape_name(stage->reads),
	           stage->writes == SHAPE_NOTHING ? "files" : shape_name(stage->writes), stage->holds);
	options_help(out, stage->options);
	if (stage->options != NULL && stage->options[0].name != NULL) {
		buf_byte(out, '\n');
	}
	options_help(out, common_options);
}

/* $XDG_CONFIG_HOME/gripe/person.key, else ~/.config/gripe/person.key: looked up here, so that no stage asks the
 * environment. */
static void default_key(struct stage_run *run)
{
	const char *config = getenv("XDG_CONFIG_HOME"), *home = getenv("HOME");
	int len = 0;
	if (config != NULL && config[0] == '/') {
		len = snprintf(run->key_file, sizeof run->key_file, "%s/gripe/person.key", config);
	} else if (home != NULL && home[0] == '/') {
		len = snprintf(run->key_file, sizeof run->key_file, "%s/.config/gripe/person.key", home);
	}
	if (len <= 0 || (size_t)len >= sizeof run->key_file) {
		run->key_file[0] = '\0';
	}
}

int run_from_options(struct stage_run *run, struct common_asked *asked, const struct options *options,
                     const char *lexicons, struct err *err)
{
	int64_t seconds;
	int result = options_fill(options, common_options, asked, err);
	if (result < 0) {
		return result;
	}
	run->options = options;
	run->threads = (int)asked->threads;
	run->seed = (uint64_t)asked->seed;
	run->now = asked->now;
	if (run->now != NULL && !timestamp_parse(str_from(run->now), &seconds)) {
		return err_set(err, GRIPE_USAGE, "--now takes a time like 2025-03-01T09:00:00Z, not \"%.40s\"",
		               run->now);
	}
	run->lexicons = asked->lexicons != NULL ? asked->lexicons : lexicons;
	default_key(run);
	run->output = asked->output;
	run->temporary = getenv("TMPDIR");
	if (run->temporary == NULL || run->temporary[0] == '\0') {
		run->temporary = "/tmp";
	}
	run->verbose = asked->quiet ? -1 : asked->verbose ? 1 : 0;
	return 0;
}
