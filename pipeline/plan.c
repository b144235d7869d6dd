/* plan.c - see plan.h. */
#include "plan.h"

#include <string.h>

#include "common_options.h"
#include "infile.h"

const char plan_default[] = "read\n"
                            "clean\n"
                            "dedupe\n"
                            "split\n"
                            "stem\n"
                            "tag\n"
                            "alert\n"
                            "learn\n"
                            "assign\n"
                            "rank\n"
                            "report\n";

enum {
	PLAN_BYTES = 1 << 20, /* a plan is a page of text */
	LINE_WORDS = 1000     /* of a line: the longest command line that anybody typed */
};

static size_t place_in_flow(const struct stage *stage)
{
	size_t i = 0;
	while (i < STAGE_COUNT && stage_table[i] != stage) {
		i++;
	}
	return i;
}

/* Next word of *line: blanks separate, '…' and "…" keep them, # starts a comment. 1 a word, 0 none left, -1 an open
 * quote. */
static int next_word(struct arena *arena, struct str *line, char **word)
{
	struct buf out;
	char quote = 0;
	size_t i = 0;
	while (i < line->len && ascii_is_space(line->at[i])) {
		i++;
	}
	if (i == line->len || line->at[i] == '#') {
		return 0;
	}
	buf_init(&out, SIZE_MAX);
	for (; i < line->len && (quote != 0 || !ascii_is_space(line->at[i])); i++) {
		char c = line->at[i];
		if (quote != 0 && c == quote) {
			quote = 0;
		} else if (quote == 0 && (c == '\'' || c == '"')) {
			quote = c;
		} else {
			buf_byte(&out, c);
		}
	}
	*word = arena_alloc(arena, out.len + 1);
	memcpy(*word, out.at, out.len);
	buf_release(&out);
	*line = str_slice(*line, i, line->len);
	return quote != 0 ? -1 : 1;
}

static void add_word(struct plan *plan, struct plan_line *line, char *word)
{
	char **argv = arena_array(&plan->arena, (size_t)line->argc + 2, sizeof *argv);
	if (line->argc > 0) {
		memcpy(argv, line->argv, (size_t)line->argc * sizeof *argv);
	}
	argv[line->argc++] = word;
	line->argv = argv;
}

static char *copy_text(struct plan *plan, const char *text)
{
	size_t n = strlen(text);
	char *copy = arena_alloc(&plan->arena, n + 1);
	memcpy(copy, text, n + 1);
	return copy;
}

static int line_options(struct plan *plan, const struct plan_line *line, struct options **options, char ***paths,
                        struct err *err)
{
	size_t path_count = 0;
	char **argv = arena_array(&plan->arena, (size_t)line->argc + 1, sizeof *argv);
	memcpy(argv, line->argv, (size_t)line->argc * sizeof *argv); /* parsing changes their order */
	int result =
	    options_parse(options, line->stage->options, common_options, line->argc, argv, paths, &path_count, err);
	return result < 0 ? result : (int)path_count;
}

/* Options are parsed once here, so that a wrong plan fails before any work is done. */
static int check_line(struct plan *plan, const struct plan_line *line, struct err *err)
{
	struct options *options = NULL;
	char **paths;
	int result = line_options(plan, line, &options, &paths, err), path_count = result;
	if (result >= 0) {
		options_free(options);
		if (path_count > 0) {
			result = err_set(err, GRIPE_DATA, "\"%s\" is no option; files are named on the command line",
			                 paths[0]);
		}
	}
	return result < 0 ? GRIPE_DATA : 0;
}

static int parse_line(struct plan *plan, struct str text, struct err *err)
{
	struct plan_line line = { .stage = NULL };
	char *word;
	int more;
	while ((more = next_word(&plan->arena, &text, &word)) == 1) {
		if (line.argc == LINE_WORDS) {
			return err_set(err, GRIPE_DATA, "more than %d words in a line", LINE_WORDS);
		}
		add_word(plan, &line, word);
	}
	if (more < 0) {
		return err_set(err, GRIPE_DATA, "quote not closed");
	}
	if (line.argc == 0) {
		return 0;
	}
	line.stage = stage_find(line.argv[0]);
	if (line.stage == NULL) {
		return err_set(err, GRIPE_DATA, "no stage is called \"%.40s\"", line.argv[0]);
	}
	if (plan->count > 0 && place_in_flow(plan->lines[plan->count - 1].stage) >= place_in_flow(line.stage)) {
		return err_set(err, GRIPE_DATA, "%s cannot come after %s", line.stage->name,
		               plan->lines[plan->count - 1].stage->name);
	}
	plan->lines[plan->count++] = line;
	return check_line(plan, &line, err);
}

static int parse_plan(struct plan *plan, struct str text, const char *path, struct err *err)
{
	uint64_t number = 0;
	while (text.at != NULL && text.len > 0) {
		struct str rest, line = str_cut(text, '\n', &rest);
		number++;
		if (parse_line(plan, line, err) < 0) {
			err->line = 0;
			err->source[0] = '\0';
			err_at(err, path, number, 0);
			return GRIPE_DATA;
		}
		text = rest;
	}
	if (plan->count == 0 || strcmp(plan->lines[0].stage->name, "read") != 0) {
		err_set(err, GRIPE_DATA, "a plan begins with \"read\"");
		err_at(err, path, 0, 0);
		return GRIPE_DATA;
	}
	return 0;
}

int plan_load(struct plan *plan, const char *path, struct err *err)
{
	struct infile *file = NULL;
	struct buf text;
	int result;
	*plan = (struct plan){ .arena = ARENA_INIT };
	if (path == NULL) {
		return parse_plan(plan, str_from(plan_default), "default plan", err);
	}
	result = infile_open(&file, path, err);
	if (result < 0) {
		return result;
	}
	buf_init(&text, PLAN_BYTES);
	result = infile_all(file, &text, err);
	infile_close(file);
	if (result == 0) {
		result = parse_plan(plan, buf_str(&text), path, err);
	}
	buf_release(&text);
	return result;
}

void plan_release(struct plan *plan)
{
	arena_release(&plan->arena);
	plan->count = 0;
}

struct plan_line *plan_find(struct plan *plan, const char *name)
{
	for (size_t i = 0; i < plan->count; i++) {
		if (strcmp(plan->lines[i].stage->name, name) == 0) {
			return &plan->lines[i];
		}
	}
	return NULL;
}

void plan_add(struct plan *plan, struct plan_line *line, const char *option, const char *value)
{
	add_word(plan, line, (char *)arena_printf(&plan->arena, "--%s", option).at);
	if (value != NULL) {
		add_word(plan, line, copy_text(plan, value));
	}
}

struct plan_line *plan_insert(struct plan *plan, const struct stage *stage)
{
	struct plan_line *there = plan_find(plan, stage->name);
	size_t at = 0;
	if (there != NULL) {
		return there;
	}
	while (at < plan->count && place_in_flow(plan->lines[at].stage) < place_in_flow(stage)) {
		at++;
	}
	memmove(plan->lines + at + 1, plan->lines + at, (plan->count - at) * sizeof *plan->lines);
	plan->count++;
	plan->lines[at] = (struct plan_line){ .stage = stage };
	add_word(plan, &plan->lines[at], copy_text(plan, stage->name));
	return &plan->lines[at];
}

void plan_remove(struct plan *plan, const char *name)
{
	struct plan_line *line = plan_find(plan, name);
	if (line != NULL) {
		memmove(line, line + 1, (size_t)(plan->lines + plan->count - line - 1) * sizeof *line);
		plan->count--;
	}
}

static const struct option_spec *declared(const struct option_spec *specs, const char *name)
{
	for (; specs != NULL && specs->name != NULL; specs++) {
		if (strcmp(specs->name, name) == 0) {
			return specs;
		}
	}
	return NULL;
}

const char *plan_option(struct plan *plan, const char *stage, const char *option)
{
	struct plan_line *line = plan_find(plan, stage);
	struct options *options = NULL;
	struct err err = ERR_INIT;
	char **paths;
	const char *value = NULL;
	if (line != NULL && line_options(plan, line, &options, &paths, &err) >= 0) {
		value = option_text(options, option, NULL); /* a word of the line: it outlives the options */
	}
	options_free(options);
	return value;
}

static bool names_file(const struct option_spec *spec)
{
	return spec->argument != NULL && (strcmp(spec->argument, "FILE") == 0 || strcmp(spec->argument, "DIR") == 0);
}

/* Options of one name are one option where their argument has one name too (--model DIR). Else the command line means
 * the one that names a file (--key FILE of the pseudonyms, not --key COL of the table that is joined: the wrong one
 * would leave the key aside in silence), or the first of the flow (--format NAME of what is read, not --format FORMAT
 * of the page). */
static bool is_meant(const struct option_spec *spec)
{
	const struct option_spec *meant = NULL;
	for (size_t i = 0; i < STAGE_COUNT; i++) {
		const struct option_spec *own = declared(stage_table[i]->options, spec->name);
		if (own != NULL && (meant == NULL || (names_file(own) && !names_file(meant)))) {
			meant = own;
		}
	}
	return spec->argument == NULL || meant->argument == NULL ? spec->argument == meant->argument
	                                                         : strcmp(spec->argument, meant->argument) == 0;
}

void plan_forward(struct plan *plan, const struct options *options)
{
	for (size_t i = 0; i < plan->count; i++) {
		const struct stage *stage = plan->lines[i].stage;
		for (const struct option_spec *spec = stage->options; spec != NULL && spec->name != NULL; spec++) {
			for (size_t nth = 0; is_meant(spec) && option_nth(options, spec->name, nth) != NULL; nth++) {
				plan_add(plan, &plan->lines[i], spec->name,
				         spec->argument != NULL ? option_nth(options, spec->name, nth) : NULL);
			}
		}
	}
}

const struct option_spec *plan_specs(struct arena *arena, const struct option_spec *own)
{
	struct option_spec *all;
	size_t most = 1, count = 0;
	for (const struct option_spec *spec = own; spec->name != NULL; spec++) {
		most++;
	}
	for (size_t i = 0; i < STAGE_COUNT; i++) {
		for (const struct option_spec *spec = stage_table[i]->options; spec != NULL && spec->name != NULL;
		     spec++) {
			most++;
		}
	}
	all = arena_array(arena, most, sizeof *all);
	for (const struct option_spec *spec = own; spec->name != NULL; spec++) {
		all[count++] = *spec;
	}
	for (size_t i = 0; i < STAGE_COUNT; i++) {
		for (const struct option_spec *spec = stage_table[i]->options; spec != NULL && spec->name != NULL;
		     spec++) {
			if (declared(all, spec->name) == NULL && declared(common_options, spec->name) == NULL) {
				all[count] = *spec;
				all[count++].letter = 0;
			}
		}
	}
	return all;
}

static void add_path(struct plan *plan, const char *stage, const char *option, const char *folder, const char *name)
{
	struct plan_line *line = plan_find(plan, stage);
	if (line != NULL) {
		plan_add(plan, line, option, arena_printf(&plan->arena, "%s/%s", folder, name).at);
	}
}

static bool has_option(const struct plan_line *line, const char *option)
{
	for (int i = 1; line != NULL && i < line->argc; i++) {
		if (strncmp(line->argv[i], "--", 2) == 0 && strcmp(line->argv[i] + 2, option) == 0) {
			return true;
		}
	}
	return false;
}

char **plan_rehearsal(struct plan *plan, const struct plan_line *line)
{
	char **argv = arena_array(&plan->arena, (size_t)line->argc + 1, sizeof *argv);
	for (int i = 0; i < line->argc; i++) {
		bool uses = strncmp(line->argv[i], "--", 2) == 0 && strcmp(line->argv[i] + 2, line->stage->uses) == 0;
		argv[i] = uses ? (char *)arena_printf(&plan->arena, "--%s", line->stage->learns).at : line->argv[i];
	}
	return argv;
}

/* Stages that learn from a first pass keep what they learnt in the run folder, unless the user gave a file of theirs.
 */
static void rehearsals(struct plan *plan, const char *folder)
{
	for (size_t i = 0; i < plan->count; i++) {
		struct plan_line *line = &plan->lines[i];
		if (line->stage->learns != NULL && !has_option(line, line->stage->uses) &&
		    !has_option(line, line->stage->learns)) {
			plan_add(plan, line, line->stage->uses,
			         arena_printf(&plan->arena, "%s/%s.tsv", folder, line->stage->uses).at);
			line->rehearsed = true;
		}
	}
}

/* What the store is given of the run: its folder, what rank counted, and the model it was assigned by. */
static void records_paths(struct plan *plan, const char *folder, bool own_model)
{
	struct plan_line *line = plan_find(plan, "history");
	const char *model = own_model ? NULL : plan_option(plan, "assign", "model");
	if (line == NULL || plan_find(plan, "assign") == NULL || plan_find(plan, "rank") == NULL) {
		return;
	}
	add_path(plan, "rank", "counted", folder, "counted.tsv");
	add_path(plan, "rank", "past", folder, "past.tsv");
	add_path(plan, "report", "births", folder, "births.ndjson");
	plan_add(plan, line, "records", folder);
	if (model != NULL) {
		plan_add(plan, line, "model", model);
	} else {
		add_path(plan, "history", "model", folder, "model");
	}
}

void plan_paths(struct plan *plan, const char *folder)
{
	bool own_model = plan_find(plan, "learn") != NULL;
	rehearsals(plan, folder);
	add_path(plan, "learn", "output", folder, "model");
	if (own_model || !has_option(plan_find(plan, "assign"), "model")) {
		add_path(plan, "assign", "model", folder, "model");
	}
	if (own_model || !has_option(plan_find(plan, "rank"), "model")) {
		add_path(plan, "rank", "model", folder, "model");
	}
	add_path(plan, "rank", "summary", folder, "summary.json");
	add_path(plan, "rank", "funnel", folder, "books");
	add_path(plan, "history", "summary", folder, "summary.json");
	records_paths(plan, folder, own_model);
	add_path(plan, "report", "summary", folder, "summary.json");
	add_path(plan, "report", "funnel", folder, "books");
	if (plan_find(plan, "alert") != NULL) {
		add_path(plan, "report", "alerts", folder, "alerts.ndjson");
	}
	add_path(plan, "report", "dir", folder, "report");
}

void plan_records(struct plan *plan, const char *folder)
{
	add_path(plan, "report", "contacts", folder, "contacts.ndjson");
	add_path(plan, "report", "mentions", folder, "mentions.ndjson");
}
