/* option.c - see option.h. getopt_long does the parsing; it is told through a table of its own made from the specs.
 * getopt's global state (optind, optarg) is reset here and nowhere else; programs parse once, before any thread starts.
 */
#define _GNU_SOURCE /* getopt_long */
#include "option.h"

#include <getopt.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "array.h"
#include "suggestion.h"

enum { GIVEN_FIRST = 16 }; /* options that there is room for at first */
enum { WORD_MOST = 80 };   /* bytes of a word that a message repeats */

struct given {
	const char *name;
	const char *value; /* "" for a flag */
};

struct options {
	struct given *given;
	size_t count, cap;
};

static size_t spec_count(const struct option_spec *specs)
{
	size_t n = 0;
	while (specs != NULL && specs[n].name != NULL) {
		n++;
	}
	return n;
}

static void add_specs(struct option *longs, const struct option_spec **order, size_t *count, char *shorts,
                      const struct option_spec *specs)
{
	for (size_t i = 0; i < spec_count(specs); i++) {
		const struct option_spec *spec = &specs[i];
		longs[*count] = (struct option){ spec->name, spec->argument != NULL ? required_argument : no_argument,
			                         NULL, 256 + (int)*count };
		order[(*count)++] = spec;
		if (spec->letter != 0) {
			size_t n = strlen(shorts);
			shorts[n++] = spec->letter;
			if (spec->argument != NULL) {
				shorts[n++] = ':';
			}
			shorts[n] = '\0';
		}
	}
}

/* word: "--nearr" or "--nearr=0.9", of no option in longs[], which ends with a zeroed entry. */
static int unknown_option(const char *word, const struct option *longs, struct err *err)
{
	size_t dashes = strspn(word, "-"), len = strcspn(word, "=");
	struct suggestion near = suggestion_for(str_slice(str_from(word), dashes < len ? dashes : len, len));
	struct buf text;
	int result;
	for (; longs->name != NULL; longs++) {
		suggestion_offer(&near, longs->name);
	}
	buf_init(&text, SIZE_MAX);
	suggestion_say(&near, &text, "--", "-h lists them");
	result =
	    err_set(err, GRIPE_USAGE, "unknown option %.*s%s", (int)(len < WORD_MOST ? len : WORD_MOST), word, text.at);
	buf_release(&text);
	return result;
}

static int bad_option(int c, char **argv, const struct option *longs, struct err *err)
{
	const char *word = optind > 0 ? argv[optind - 1] : "";
	if (optopt != 0 && optopt < 256) {
		return err_set(err, GRIPE_USAGE,
		               c == ':' ? "option -%c needs a value" : "unknown option -%c; -h lists them", optopt);
	}
	if (c != ':' && optopt == 0) {
		return unknown_option(word, longs, err);
	}
	return err_set(err, GRIPE_USAGE, c == ':' ? "option %s needs a value" : "option %s takes no value", word);
}

/* '?' and ':' are what getopt says of options that are none, or lack their argument. */
static const struct option_spec *by_letter(const struct option_spec **order, size_t count, int c)
{
	for (size_t i = 0; i < count && c != '?' && c != ':'; i++) {
		if (order[i]->letter == c) {
			return order[i];
		}
	}
	return NULL;
}

int options_parse(struct options **out, const struct option_spec *specs, const struct option_spec *common, int argc,
                  char **argv, char ***paths, size_t *path_count, struct err *err)
{
	size_t most = spec_count(specs) + spec_count(common), count = 0;
	struct option *longs = memory_array(most + 1, sizeof *longs);
	const struct option_spec **order = memory_array(most + 1, sizeof *order);
	char *shorts = memory_alloc(2 * most + 2);
	struct options *options = memory_alloc(sizeof *options);
	int result = 0, c;
	shorts[0] = ':';
	add_specs(longs, order, &count, shorts, specs);
	add_specs(longs, order, &count, shorts, common);
	optind = 0;
	opterr = 0;
	while (result == 0 && (c = getopt_long(argc, argv, shorts, longs, NULL)) != -1) {
		const struct option_spec *spec = c >= 256 ? order[c - 256] : by_letter(order, count, c);
		if (spec == NULL) {
			result = bad_option(c, argv, longs, err);
		} else {
			/* a clustered short option may make more entries than there are words */
			options->given = array_room(options->given, options->count, &options->cap,
			                            sizeof *options->given, GIVEN_FIRST);
			options->given[options->count++] =
			    (struct given){ spec->name, spec->argument != NULL ? optarg : "" };
		}
	}
	free(longs);
	free(order);
	free(shorts);
	if (result < 0) {
		options_free(options);
		return result;
	}
	*paths = argv + optind;
	*path_count = (size_t)(argc - optind);
	*out = options;
	return 0;
}

void options_free(struct options *options)
{
	if (options != NULL) {
		free(options->given);
		free(options);
	}
}

bool option_given(const struct options *options, const char *name)
{
	return option_nth(options, name, 0) != NULL;
}

const char *option_text(const struct options *options, const char *name, const char *fallback)
{
	for (size_t i = options == NULL ? 0 : options->count; i > 0; i--) {
		if (strcmp(options->given[i - 1].name, name) == 0) {
			return options->given[i - 1].value;
		}
	}
	return fallback;
}

const char *option_nth(const struct options *options, const char *name, size_t nth)
{
	for (size_t i = 0; options != NULL && i < options->count; i++) {
		if (strcmp(options->given[i].name, name) == 0 && nth-- == 0) {
			return options->given[i].value;
		}
	}
	return NULL;
}

bool number_parse(struct str text, double *out)
{
	char copy[64];
	char *end;
	if (text.len == 0 || text.len >= sizeof copy) {
		return false;
	}
	for (size_t i = 0; i < text.len; i++) { /* strtod would also take spaces, "inf", "nan" and hexadecimal */
		if (!ascii_is_digit(text.at[i]) && strchr("+-.eE", text.at[i]) == NULL) {
			return false;
		}
	}
	memcpy(copy, text.at, text.len);
	copy[text.len] = '\0';
	*out = strtod(copy, &end); /* no program of ours calls setlocale: the point is '.' */
	return *end == '\0' && isfinite(*out);
}

bool integer_parse(struct str text, int64_t *out)
{
	bool negative = str_starts(text, STR("-"));
	int64_t value = 0;
	size_t i = negative || str_starts(text, STR("+")) ? 1 : 0;
	if (i == text.len) {
		return false;
	}
	for (; i < text.len; i++) {
		int digit = text.at[i] - '0';
		if (!ascii_is_digit(text.at[i]) || __builtin_mul_overflow(value, 10, &value) ||
		    __builtin_add_overflow(value, negative ? -digit : digit, &value)) {
			return false;
		}
	}
	*out = value;
	return true;
}

static int number_of(const char *text, const struct option_spec *spec, double *out, struct err *err)
{
	if (!number_parse(str_from(text), out) || *out < spec->low || *out > spec->high) {
		return err_set(err, GRIPE_USAGE, "--%s takes a number from %g to %g, not \"%.40s\"", spec->name,
		               spec->low, spec->high, text);
	}
	return 0;
}

static int whole_of(const char *text, const struct option_spec *spec, int64_t *out, struct err *err)
{
	if (!integer_parse(str_from(text), out) || *out < spec->whole_low || *out > spec->whole_high) {
		return err_set(err, GRIPE_USAGE, "--%s takes a whole number from %lld to %lld, not \"%.40s\"",
		               spec->name, (long long)spec->whole_low, (long long)spec->whole_high, text);
	}
	return 0;
}

static int choice_of(const char *text, const struct option_spec *spec, int *out, struct err *err)
{
	struct suggestion near = suggestion_for(str_from(text));
	struct buf list;
	int result;
	for (int i = 0; spec->choices[i] != NULL; i++) {
		if (strcmp(spec->choices[i], text) == 0) {
			*out = i;
			return 0;
		}
		suggestion_offer(&near, spec->choices[i]);
	}
	buf_init(&list, SIZE_MAX);
	for (int i = 0; spec->choices[i] != NULL; i++) {
		buf_printf(&list, "%s%s", i > 0 ? ", " : "", spec->choices[i]);
	}
	buf_printf(&list, ", not \"%.40s\"", text);
	if (near.best != NULL) {
		suggestion_say(&near, &list, "", "");
	}
	result = err_set(err, GRIPE_USAGE, "--%s takes one of %s", spec->name, list.at);
	buf_release(&list);
	return result;
}

/* text: the value given, or NULL. The target has the type that the spec's macro has checked. */
static int fill_one(const char *text, const struct option_spec *spec, void *target, struct err *err)
{
	union {
		void *any;
		bool *flag;
		const char **text;
		double *number;
		int64_t *whole;
		int *choice;
	} to = { .any = (char *)target + spec->target };
	switch (spec->type) {
	case OPTION_TYPE_NOWHERE: return 0;
	case OPTION_TYPE_FLAG: *to.flag = text != NULL; return 0;
	case OPTION_TYPE_TEXT: *to.text = text != NULL ? text : spec->fallback.text; return 0;
	case OPTION_TYPE_NUMBER:
		*to.number = spec->fallback.number;
		return text == NULL ? 0 : number_of(text, spec, to.number, err);
	case OPTION_TYPE_WHOLE:
		*to.whole = spec->fallback.whole;
		return text == NULL ? 0 : whole_of(text, spec, to.whole, err);
	case OPTION_TYPE_CHOICE:
		*to.choice = spec->fallback.choice;
		return text == NULL ? 0 : choice_of(text, spec, to.choice, err);
	}
	return 0;
}

int options_fill(const struct options *options, const struct option_spec *specs, void *target, struct err *err)
{
	int result = 0;
	for (; result == 0 && specs != NULL && specs->name != NULL; specs++) {
		result = fill_one(option_text(options, specs->name, NULL), specs, target, err);
	}
	return result;
}

void options_help(struct buf *out, const struct option_spec *specs)
{
	for (; specs != NULL && specs->name != NULL; specs++) {
		struct buf left;
		buf_init(&left, SIZE_MAX);
		if (specs->letter != 0) {
			buf_printf(&left, "-%c, ", specs->letter);
		}
		buf_printf(&left, "--%s%s%s", specs->name, specs->argument != NULL ? " " : "",
		           specs->argument != NULL ? specs->argument : "");
		buf_printf(out, "  %-28s %s\n", left.at, specs->help);
		buf_release(&left);
	}
}
