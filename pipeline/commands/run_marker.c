/* run_marker.c - see run_marker.h. */
#include "run_marker.h"

#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "array.h"
#include "infile.h"
#include "outfile.h"

#define FIRST_WORDS "gripe run folder "
#define WHOLE_LINE FIRST_WORDS "1"
#define FILLING_LINE FIRST_WORDS "1, being filled"

enum {
	MARKER_BYTES = 1 << 20, /* a run folder holds some thirty files */
	NAMES_FIRST = 64,
	DEPTH_MOST = 8 /* folders within a run folder; it has two */
};

static int marker_path(char path[PATH_MAX], const char *folder, struct err *err)
{
	int n = snprintf(path, PATH_MAX, "%s/" RUN_MARKER, folder);
	return n < PATH_MAX ? 0 : err_set(err, GRIPE_USAGE, "the run folder's path is longer than %d bytes", PATH_MAX);
}

static int save(const char *folder, struct str text, struct err *err)
{
	char path[PATH_MAX];
	int result = marker_path(path, folder, err);
	return result < 0 ? result : outfile_save(path, text, err);
}

int run_marker_begin(const char *folder, struct err *err)
{
	return save(folder, STR(FILLING_LINE "\n"), err);
}

/* Lists what is below FOLDER/below ("" or ending in "/"), a folder before what is in it, in the order of their bytes.
 */
static int list_tree(struct buf *out, const char *folder, const char *below, int depth, struct err *err)
{
	char path[PATH_MAX];
	struct dirent **entries = NULL;
	int n, result = 0;
	snprintf(path, sizeof path, "%s/%s", folder, below);
	n = scandir(path, &entries, NULL, alphasort); /* no setlocale anywhere: alphasort is byte order */
	if (n < 0 || depth == DEPTH_MOST) {
		err_errno(err, "its files cannot be listed");
		err_at(err, path, 0, 0);
		result = GRIPE_IO;
	}
	for (int i = 0; i < n; i++) {
		const char *name = entries[i]->d_name;
		if (result == 0 && strcmp(name, ".") != 0 && strcmp(name, "..") != 0) {
			char child[PATH_MAX], whole[2 * PATH_MAX];
			struct stat about;
			snprintf(whole, sizeof whole, "%s%s", path, name);
			bool is_folder = lstat(whole, &about) == 0 && S_ISDIR(about.st_mode);
			snprintf(child, sizeof child, "%s%.*s%s", below, NAME_MAX, name, is_folder ? "/" : "");
			buf_text(out, child);
			buf_byte(out, '\n');
			result = is_folder ? list_tree(out, folder, child, depth + 1, err) : 0;
		}
		free(entries[i]);
	}
	free(entries);
	return result;
}

int run_marker_finish(const char *folder, struct err *err)
{
	struct buf text;
	int result;
	buf_init(&text, MARKER_BYTES);
	buf_text(&text, WHOLE_LINE "\n");
	result = list_tree(&text, folder, "", 0, err);
	if (result == 0) {
		result = buf_check(&text, "the list of the run's files", err);
	}
	if (result == 0) {
		result = save(folder, buf_str(&text), err);
	}
	buf_release(&text);
	return result;
}

static int by_bytes(const void *a, const void *b)
{
	return str_cmp(*(const struct str *)a, *(const struct str *)b);
}

static void parse(struct run_marker *marker)
{
	struct str rest, line = str_cut(buf_str(&marker->text), '\n', &rest);
	size_t cap = 0;
	marker->state = str_eq(line, STR(WHOLE_LINE))        ? MARKER_WHOLE
	                : str_eq(line, STR(FILLING_LINE))    ? MARKER_FILLING
	                : str_starts(line, STR(FIRST_WORDS)) ? MARKER_LATER
	                                                     : MARKER_NONE;
	while (marker->state == MARKER_WHOLE && rest.len > 0) {
		line = str_cut(rest, '\n', &rest);
		marker->names = array_room(marker->names, marker->count, &cap, sizeof *marker->names, NAMES_FIRST);
		marker->names[marker->count++] = line;
	}
	if (marker->count > 0) {
		qsort(marker->names, marker->count, sizeof *marker->names, by_bytes);
	}
}

int run_marker_read(struct run_marker *marker, const char *folder, struct err *err)
{
	char path[PATH_MAX];
	struct infile *file = NULL;
	struct stat about;
	int result = marker_path(path, folder, err);
	*marker = (struct run_marker){ .state = MARKER_NONE };
	buf_init(&marker->text, MARKER_BYTES);
	if (result < 0 || lstat(path, &about) != 0 || !S_ISREG(about.st_mode)) {
		return result;
	}
	result = infile_open(&file, path, err);
	if (result < 0) {
		return result;
	}
	result = infile_all(file, &marker->text, err);
	infile_close(file);
	if (result == 0 && marker->text.len > 0) {
		parse(marker);
	}
	return result;
}

void run_marker_release(struct run_marker *marker)
{
	buf_release(&marker->text);
	free(marker->names);
	marker->names = NULL;
	marker->count = 0;
}

bool run_marker_names(const struct run_marker *marker, struct str path)
{
	return marker->count > 0 &&
	       bsearch(&path, marker->names, marker->count, sizeof *marker->names, by_bytes) != NULL;
}
