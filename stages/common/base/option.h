/* option.h - options of a stage: a table in its descriptor that says of each what it is - its name, type, range,
 * default and where its value goes. Parsed by getopt_long, printed by -h, compared with its manual page, and read by
 * one call:
 *
 * struct asked { double near; const char *groups; bool fine; };
 * static const struct option_spec specs[] = {
 *         { "near", 0, "SHARE", "how alike (default 0.9)", OPTION_NUMBER(struct asked, near, 0.5, 1, 0.9) },
 *         { "groups", 0, "FILE", "write the groups to FILE", OPTION_TEXT(struct asked, groups, NULL) },
 *         { "fine", 0, NULL, "small groups", OPTION_FLAG(struct asked, fine) },
 *         { 0 },
 * };
 * result = options_fill(options, specs, &asked, err); */
#ifndef GRIPE_OPTION_H
#define GRIPE_OPTION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "buf.h"
#include "err.h"

/* What an option's value is, and the type of its target. NOWHERE: it has none, option_given alone is asked. */
enum option_type {
	OPTION_TYPE_NOWHERE,
	OPTION_TYPE_FLAG,   /* bool: was it given */
	OPTION_TYPE_TEXT,   /* const char * */
	OPTION_TYPE_NUMBER, /* double */
	OPTION_TYPE_WHOLE,  /* int64_t */
	OPTION_TYPE_CHOICE  /* int: index into the choices */
};

struct option_spec {
	const char *name;     /* long, without dashes: "near" */
	char letter;          /* short, or 0 */
	const char *argument; /* "SHARE", or NULL for a flag */
	const char *help;     /* one line, says the default */
	/* the rest is written by one of the macros below */
	enum option_type type;
	size_t target; /* offset in the struct that options_fill fills */
	union {
		const char *text;
		double number;
		int64_t whole;
		int choice;
	} fallback; /* when it is not given */
	double low, high;
	int64_t whole_low, whole_high;
	const char *const *choices; /* NULL-terminated */
};

/* clang-format off */
/* The sum adds nothing: it makes the compiler compare the member's type with the option's. */
#define OPTION_TARGET(record, member, its_type) \
	.target = offsetof(record, member) + 0 * sizeof(1 ? &((record *)0)->member : (its_type *)0)
#define OPTION_NOWHERE .type = OPTION_TYPE_NOWHERE
#define OPTION_FLAG(record, member) \
	.type = OPTION_TYPE_FLAG, OPTION_TARGET(record, member, bool)
#define OPTION_TEXT(record, member, or_else) \
	.type = OPTION_TYPE_TEXT, OPTION_TARGET(record, member, const char *), .fallback.text = (or_else)
#define OPTION_NUMBER(record, member, least, most, or_else) \
	.type = OPTION_TYPE_NUMBER, OPTION_TARGET(record, member, double), .fallback.number = (or_else), \
	.low = (least), .high = (most)
#define OPTION_WHOLE(record, member, least, most, or_else) \
	.type = OPTION_TYPE_WHOLE, OPTION_TARGET(record, member, int64_t), .fallback.whole = (or_else), \
	.whole_low = (least), .whole_high = (most)
#define OPTION_CHOICE(record, member, names, or_else) \
	.type = OPTION_TYPE_CHOICE, OPTION_TARGET(record, member, int), .fallback.choice = (or_else), .choices = (names)
/* clang-format on */

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
/* options_fill - every option of specs that has a target into *target: the last value given, or its default.
 * GRIPE_USAGE names the option and what it takes. options may be NULL: all defaults. */
GRIPE_MUST_USE int options_fill(const struct options *options, const struct option_spec *specs, void *target,
                                struct err *err);
/* options_help - what -h prints of a table: a line an option. */
void options_help(struct buf *out, const struct option_spec *specs);

/* number_parse - the whole of text as a finite decimal number, no locale, no hexadecimal. */
bool number_parse(struct str text, double *out);
bool integer_parse(struct str text, int64_t *out);

#endif
