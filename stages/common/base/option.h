/* option.h - options of a stage: a table in its descriptor, parsed by getopt_long, printed by -h, compared with its
 * manual page. */
#ifndef GRIPE_OPTION_H
#define GRIPE_OPTION_H

#include <stdbool.h>
#include <stdint.h>

#include "buf.h"
#include "err.h"

struct option_spec {
	const char *name;     /* long, without dashes: "near" */
	char letter;          /* short, or 0 */
	const char *argument; /* "SHARE", or NULL for a flag */
	const char *help;     /* one line, says the default */
};

struct options; /* what was given, in order */

/* options_parse - argv[0] is skipped; specs and common (either may be NULL) end with zeroed entries. Options and file
 * names may be mixed, "--" ends options. *paths gets the rest, in argv's order (argv is permuted). GRIPE_USAGE: unknown
 * option, missing or unwanted argument. */
GRIPE_MUST_USE int options_parse(struct options **options, const struct option_spec *specs,
                                 const struct option_spec *common, int argc, char **argv, char ***paths,
                                 size_t *path_count, struct err *err);
void options_free(struct options *options);

bool option_given(const struct options *options, const char *name);
/* option_text - the last value given, or fallback. */
const char *option_text(const struct options *options, const char *name, const char *fallback);
/* option_nth - the nth value of a repeatable option (from 0), or NULL. */
const char *option_nth(const struct options *options, const char *name, size_t nth);
/* option_number, option_integer - the value in [low, high]; GRIPE_USAGE names the option and its range otherwise. Not
 * given: *out = fallback. */
GRIPE_MUST_USE int option_number(const struct options *options, const char *name, double fallback, double low,
                                 double high, double *out, struct err *err);
GRIPE_MUST_USE int option_integer(const struct options *options, const char *name, int64_t fallback, int64_t low,
                                  int64_t high, int64_t *out, struct err *err);
/* option_choice - index into choices (NULL-terminated); GRIPE_USAGE lists them otherwise. */
GRIPE_MUST_USE int option_choice(const struct options *options, const char *name, const char *const *choices,
                                 int fallback, int *out, struct err *err);

/* number_parse - the whole of text as a finite decimal number, no locale, no hexadecimal. */
bool number_parse(struct str text, double *out);
bool integer_parse(struct str text, int64_t *out);

#endif
