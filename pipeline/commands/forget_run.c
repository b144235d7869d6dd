/* forget_run.c - see forget.h. What a run's folder holds, file by file: records a line each (contacts, mentions,
 * alerts), lines with quotes (issues, themes, the summary), tables with pseudonyms or hashes of ids (boilerplate,
 * counted), the model, and the report, which is made again by its stage as the manifest says that it was made. */
#include <errno.h>
#include <json-c/json.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "forget.h"
#include "infile.h"
#include "outfile.h"
#include "run_folder.h"
#include "run_leavings.h"
#include "run_lines.h"
#include "run_marker.h"
#include "stage_table.h"
#include "theme_forget.h"

enum { HASH_TEXT = 17 };              /* 16 hexadecimal digits */
#define WHOLE_LIMIT ((size_t)1 << 30) /* bytes of a summary or a manifest */

struct forgetting {
	const char *folder;
	struct forgotten *gone;
	struct run_forgot *forgot;
	struct intern hashes; /* of the ids of their contacts, as counted.tsv has them */
	struct arena arena;
};

/* ---- files of lines ---- */

struct rewriting { /* of one file */
	struct forgetting *forgetting;
	/* keep - what of a line is to stand, in *out without its end; false: nothing of it. */
	bool (*keep)(struct forgetting *forgetting, struct str line, struct buf *out);
	struct outfile *file;
	struct buf line;
	uint64_t changed, dropped;
};

static int line_rewrite(void *to, struct str line, uint64_t number, struct err *err)
{
	struct rewriting *rewriting = to;
	(void)number;
	buf_clear(&rewriting->line);
	if (!rewriting->keep(rewriting->forgetting, line, &rewriting->line)) {
		rewriting->dropped++;
		return 0;
	}
	rewriting->changed += !str_eq(buf_str(&rewriting->line), line);
	buf_byte(&rewriting->line, '\n');
	return outfile_write(rewriting->file, buf_str(&rewriting->line), err);
}

/* Replaces a file of the folder, when it is there and something of it goes. */
static int file_rewrite(struct rewriting *rewriting, const char *name, struct err *err)
{
	struct forgetting *forgetting = rewriting->forgetting;
	struct str path = arena_printf(&forgetting->arena, "%s/%s", forgetting->folder, name);
	int result;
	rewriting->changed = rewriting->dropped = 0;
	if (access(path.at, F_OK) != 0) {
		return 0;
	}
	result = outfile_open_private(&rewriting->file, path.at, err);
	if (result < 0) {
		return result;
	}
	buf_init(&rewriting->line, SIZE_MAX);
	result = run_lines(path.at, &(struct run_lines){ line_rewrite, rewriting }, err);
	buf_release(&rewriting->line);
	forgetting->forgot->lines += rewriting->changed + rewriting->dropped;
	if (result < 0 || rewriting->changed + rewriting->dropped == 0) {
		outfile_abort(rewriting->file);
		return result;
	}
	return outfile_commit(rewriting->file, err);
}

/* A record of theirs goes whole. */
static bool keep_record(struct forgetting *forgetting, struct str line, struct buf *out)
{
	buf_str_add(out, line);
	return !forgotten_line(forgetting->gone, line, false);
}

/* A line with quotes stays without theirs. */
static bool keep_quotes(struct forgetting *forgetting, struct str line, struct buf *out)
{
	if (!forgotten_json(out, forgetting->gone, line)) {
		buf_str_add(out, line);
	}
	return true;
}

/* A row of a table goes when a cell is a pseudonym of theirs, or the hash of an id. */
static bool keep_row(struct forgetting *forgetting, struct str line, struct buf *out)
{
	const struct forgotten *gone = forgetting->gone;
	struct str rest = line;
	buf_str_add(out, line);
	while (rest.at != NULL && (line.len == 0 || line.at[0] != '#')) {
		struct str cell = str_cut(rest, '\t', &rest);
		if (cell.len > 0 && intern_find(&gone->persons, cell) != INTERN_NONE) {
			return false;
		}
	}
	return true;
}

static bool keep_counted(struct forgetting *forgetting, struct str line, struct buf *out)
{
	struct str rest;
	buf_str_add(out, line);
	return intern_find(&forgetting->hashes, str_cut(line, '\t', &rest)) == INTERN_NONE;
}

/* ---- what is theirs ---- */

static int line_learn(void *to, struct str line, uint64_t number, struct err *err)
{
	struct forgetting *forgetting = to;
	(void)number;
	(void)err;
	(void)forgotten_line(forgetting->gone, line, true);
	return 0;
}

static int contacts_learn(struct forgetting *forgetting, struct err *err)
{
	static const char *const names[] = { "contacts.ndjson", "mentions.ndjson", "alerts.ndjson" };
	const struct run_lines lines = { line_learn, forgetting };
	int result = 0;
	for (size_t i = 0; i < sizeof names / sizeof *names && result == 0; i++) {
		result = run_lines_of(forgetting->folder, names[i], &lines, err);
	}
	for (size_t i = 0; i < forgetting->gone->contacts.count; i++) {
		char hash[HASH_TEXT];
		snprintf(hash, sizeof hash, "%016llx",
		         (unsigned long long)hash64(forgetting->gone->contacts.names[i], 0));
		(void)intern_add(&forgetting->hashes, str_from(hash));
	}
	return result;
}

/* ---- the model ---- */

static bool is_gone(void *with, struct str contact)
{
	const struct forgotten *gone = with;
	return contact.len > 0 && intern_find(&gone->contacts, contact) != INTERN_NONE;
}

int model_forget(const char *folder, struct forgotten *gone, uint64_t *members, struct err *err)
{
	return theme_model_forget(folder, &(struct theme_gone){ is_gone, gone }, members, err);
}

static int own_model_forget(struct forgetting *forgetting, struct err *err)
{
	struct str folder = arena_printf(&forgetting->arena, "%s/model", forgetting->folder),
	           file = arena_printf(&forgetting->arena, "%s/model.bin", folder.at);
	return access(file.at, F_OK) != 0
	           ? 0
	           : model_forget(folder.at, forgetting->gone, &forgetting->forgot->members, err);
}

/* ---- the report ---- */

static int file_all(struct buf *out, const char *path, struct err *err)
{
	struct infile *file = NULL;
	int result = infile_open(&file, path, err);
	if (result == 0) {
		result = infile_all(file, out, err);
		infile_close(file);
	}
	return result;
}

/* A word that getopt may have. */
static char *word_copy(struct arena *arena, const char *word)
{
	size_t len = strlen(word);
	return memcpy(arena_alloc(arena, len + 1), word, len + 1);
}

/* The report's line of the plan in manifest.json, as arguments in arena; *count 0: the run has no report. */
static char **report_arguments(struct forgetting *forgetting, json_object *manifest, int *count)
{
	enum { BESIDE = 8 };
	json_object *plan = NULL;
	*count = 0;
	if (!json_object_object_get_ex(manifest, "plan", &plan) || !json_object_is_type(plan, json_type_array)) {
		return NULL;
	}
	for (size_t i = 0; i < json_object_array_length(plan); i++) {
		json_object *line = json_object_array_get_idx(plan, i);
		size_t words = json_object_is_type(line, json_type_array) ? json_object_array_length(line) : 0;
		char **arguments;
		if (words == 0 || strcmp(json_object_get_string(json_object_array_get_idx(line, 0)), "report") != 0) {
			continue;
		}
		arguments = arena_array(&forgetting->arena, words + BESIDE, sizeof *arguments);
		for (size_t w = 0; w < words; w++) {
			arguments[(*count)++] =
			    word_copy(&forgetting->arena, json_object_get_string(json_object_array_get_idx(line, w)));
		}
		return arguments;
	}
	return NULL;
}

static int report_run(struct forgetting *forgetting, char **arguments, int count, const char *lexicons, struct err *err)
{
	static const char *const more[] = { "--quiet", "--output", "/dev/null", "issues.ndjson", "themes.ndjson" };
	char here[PATH_MAX];
	int status;
	for (size_t i = 0; i < sizeof more / sizeof *more; i++) {
		struct str path = arena_printf(&forgetting->arena, "%s/%s", forgetting->folder, more[i]);
		if (more[i][0] == '-' || more[i][0] == '/' || access(path.at, F_OK) == 0) {
			arguments[count++] = word_copy(&forgetting->arena, more[i]);
		}
	}
	arguments[count] = NULL;
	if (getcwd(here, sizeof here) == NULL || chdir(forgetting->folder) != 0) {
		err_errno(err, "cannot be entered");
		err_at(err, forgetting->folder, 0, 0);
		return GRIPE_IO;
	}
	status = stage_main(stage_find("report"), count, arguments, lexicons);
	if (chdir(here) != 0) {
		return err_errno(err, "the folder %s is gone", here);
	}
	return status == 0 ? 0 : err_set(err, GRIPE_IO, "the report of %s cannot be made again", forgetting->folder);
}

static int report_again(struct forgetting *forgetting, const char *lexicons, struct err *err)
{
	struct str path = arena_printf(&forgetting->arena, "%s/manifest.json", forgetting->folder);
	json_object *manifest;
	struct buf text;
	char **arguments;
	int count = 0, result;
	if (access(path.at, F_OK) != 0) {
		return 0;
	}
	buf_init(&text, WHOLE_LIMIT);
	result = file_all(&text, path.at, err);
	manifest = result == 0 ? json_tokener_parse(text.at) : NULL;
	buf_release(&text);
	if (result < 0) {
		return result;
	}
	arguments =
	    json_object_is_type(manifest, json_type_object) ? report_arguments(forgetting, manifest, &count) : NULL;
	json_object_put(manifest);
	return arguments == NULL ? 0 : report_run(forgetting, arguments, count, lexicons, err);
}

/* ---- the whole ---- */

static int files_forget(struct forgetting *forgetting, const char *lexicons, struct err *err)
{
	static const struct {
		const char *name;
		bool (*keep)(struct forgetting *forgetting, struct str line, struct buf *out);
	} files[] = { { "alerts.ndjson", keep_record },  { "issues.ndjson", keep_quotes },
		      { "themes.ndjson", keep_quotes },  { "summary.json", keep_quotes },
		      { "rejects.ndjson", keep_record }, { "boilerplate.tsv", keep_row },
		      { "counted.tsv", keep_counted } },
	  last[] = { { "mentions.ndjson", keep_record }, { "contacts.ndjson", keep_record } };
	struct rewriting rewriting = { .forgetting = forgetting };
	int result = own_model_forget(forgetting, err);
	for (size_t i = 0; i < sizeof files / sizeof *files && result == 0; i++) {
		rewriting.keep = files[i].keep;
		result = file_rewrite(&rewriting, files[i].name, err);
	}
	for (size_t i = 0; i < sizeof last / sizeof *last && result == 0; i++) {
		rewriting.keep = last[i].keep;
		result = file_rewrite(&rewriting, last[i].name, err);
	}
	forgetting->forgot->contacts = result == 0 ? rewriting.dropped : 0;
	return result == 0 ? report_again(forgetting, lexicons, err) : result;
}

static int folder_check(const char *folder, struct err *err)
{
	struct run_marker marker;
	int result = run_marker_read(&marker, folder, err);
	if (result == 0 && marker.state != MARKER_WHOLE) {
		err_set(err, GRIPE_USAGE, "this is no folder of a run");
		err_at(err, folder, 0, 0);
		result = GRIPE_USAGE;
	}
	run_marker_release(&marker);
	return result;
}

int run_forget_learn(const char *folder, struct forgotten *gone, struct err *err)
{
	struct forgetting forgetting = { .folder = folder, .gone = gone, .arena = ARENA_INIT };
	int result = folder_check(folder, err);
	intern_init(&forgetting.hashes);
	result = result == 0 ? contacts_learn(&forgetting, err) : result;
	intern_release(&forgetting.hashes);
	arena_release(&forgetting.arena);
	return result;
}

int run_forget(const char *folder, struct forgotten *gone, const char *lexicons, struct run_forgot *forgot,
               struct err *err)
{
	struct forgetting forgetting = { .folder = folder, .gone = gone, .forgot = forgot, .arena = ARENA_INIT };
	int lock, result = folder_check(folder, err);
	*forgot = (struct run_forgot){ 0 };
	if (result < 0) {
		return result;
	}
	intern_init(&forgetting.hashes);
	lock = run_folder_lock(folder, true);
	result = contacts_learn(&forgetting, err);
	result = result == 0 ? files_forget(&forgetting, lexicons, err) : result;
	if (lock >= 0) {
		close(lock);
	}
	intern_release(&forgetting.hashes);
	arena_release(&forgetting.arena);
	return result;
}
