/* run_folder.c - see run_folder.h. Two renames publish a folder (POSIX cannot replace a full one in one step): old
 * aside, new in place; when the second fails the first is undone. */
#include "run_folder.h"

#include <dirent.h>
#include <errno.h>
#include <glib.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common_options.h"
#include "infile.h"
#include "json_write.h"
#include "outfile.h"
#include "timestamp.h"

static int fail(const char *path, const char *what, struct err *err)
{
	err_errno(err, "%s", what);
	err_at(err, path, 0, 0);
	return GRIPE_IO;
}

int folder_begin(const char *path, const char *temporary_root, char *out, size_t cap, struct err *err)
{
	char books[4200];
	mode_t mask = umask(0);
	umask(mask);
	if (path != NULL) {
		snprintf(out, cap, "%s", path);
		for (size_t n = strlen(out); n > 1 && out[n - 1] == '/'; n--) {
			out[n - 1] = '\0';
		}
		snprintf(out + strlen(out), cap - strlen(out), ".tmpXXXXXX");
	} else {
		snprintf(out, cap, "%s/gripe-runXXXXXX", temporary_root);
	}
	if (mkdtemp(out) == NULL) {
		return fail(path != NULL ? path : temporary_root, "no folder can be made here", err);
	}
	snprintf(books, sizeof books, "%s/books", out);
	if (chmod(out, path != NULL ? 0777 & ~mask : 0700) != 0 || mkdir(books, 0777) != 0) {
		int result = fail(out, "cannot be set up", err);
		folder_remove(out);
		return result;
	}
	return 0;
}

void folder_remove(const char *path)
{
	struct dirent *entry;
	DIR *folder = opendir(path);
	if (folder == NULL) {
		unlink(path);
		return;
	}
	while ((entry = readdir(folder)) != NULL) {
		char child[4200];
		struct stat info;
		if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0) {
			continue;
		}
		snprintf(child, sizeof child, "%s/%s", path, entry->d_name);
		if (lstat(child, &info) == 0 && S_ISDIR(info.st_mode)) {
			folder_remove(child);
		} else {
			unlink(child);
		}
	}
	closedir(folder);
	rmdir(path);
}

/* Only what a run wrote, or an empty folder, is replaced: never somebody's documents. */
static bool may_replace(const char *path)
{
	char manifest[4200];
	struct stat info;
	snprintf(manifest, sizeof manifest, "%s/manifest.json", path);
	return stat(manifest, &info) == 0 || rmdir(path) == 0;
}

int folder_publish(const char *filled, const char *path, struct err *err)
{
	char target[4096], aside[4200];
	struct stat info;
	bool moved = false;
	snprintf(target, sizeof target, "%s", path);
	for (size_t n = strlen(target); n > 1 && target[n - 1] == '/'; n--) {
		target[n - 1] = '\0';
	}
	snprintf(aside, sizeof aside, "%s.old%ld", target, (long)getpid());
	if (lstat(target, &info) == 0) {
		if (!may_replace(target)) {
			err_set(err, GRIPE_USAGE,
			        "exists and is no run folder (it has no manifest.json): not replaced");
			err_at(err, target, 0, 0);
			return GRIPE_USAGE;
		}
		if (rename(target, aside) == 0) {
			moved = true;
		} else if (errno != ENOENT) {
			return fail(target, "cannot be moved aside", err);
		}
	}
	if (rename(filled, target) != 0) {
		int result = fail(target, "cannot be put in place", err);
		if (moved && rename(aside, target) != 0) {
			return err_wrap(err, "the earlier run is now %s", aside);
		}
		return result;
	}
	if (moved) {
		folder_remove(aside);
	}
	return 0;
}

int folder_copy(const char *folder, const char *name, const char *path, struct err *err)
{
	enum { BYTES_MOST = 64 << 20 }; /* of a table that people edit */
	char target[4200];
	struct infile *file = NULL;
	struct buf text;
	int result = path == NULL ? 1 : infile_open(&file, path, err);
	if (result != 0) {
		return result < 0 ? result : 0;
	}
	buf_init(&text, BYTES_MOST);
	result = infile_all(file, &text, err);
	infile_close(file);
	snprintf(target, sizeof target, "%s/%s", folder, name);
	result = result == 0 ? outfile_save(target, buf_str(&text), err) : result;
	buf_release(&text);
	return result;
}

/* ---- the manifest ---- */

static int digest_file(const char *path, struct buf *out, uint64_t *bytes, struct err *err)
{
	GChecksum *sum = g_checksum_new(G_CHECKSUM_SHA256);
	FILE *file = fopen(path, "rb");
	char block[65536];
	size_t n;
	int result = 0;
	*bytes = 0;
	if (file == NULL) {
		g_checksum_free(sum);
		return fail(path, "cannot be read again for its digest", err);
	}
	while ((n = fread(block, 1, sizeof block, file)) > 0) {
		g_checksum_update(sum, (const guchar *)block, (gssize)n);
		*bytes += n;
	}
	if (ferror(file)) {
		result = fail(path, "cannot be read again for its digest", err);
	}
	fclose(file);
	buf_text(out, g_checksum_get_string(sum));
	g_checksum_free(sum);
	return result;
}

/* One line of the list: a path below root (or a single file). Folders are walked in byte order. */
static int digest_tree(struct buf *out, const char *root, const char *below, size_t *count, struct err *err)
{
	char path[8300];
	struct stat info;
	int result = 0;
	snprintf(path, sizeof path, "%s%s%s", root, below[0] != '\0' ? "/" : "", below);
	if (below[0] != '\0' && lstat(path, &info) == 0 && S_ISLNK(info.st_mode) &&
	    (stat(path, &info) != 0 || S_ISDIR(info.st_mode))) {
		return 0; /* a link that read does not follow */
	}
	if (stat(path, &info) != 0) {
		return fail(path, "cannot be read again for its digest", err);
	}
	if (S_ISDIR(info.st_mode)) {
		struct dirent **entries = NULL;
		int n = scandir(path, &entries, NULL, alphasort); /* no setlocale anywhere: alphasort is byte order */
		for (int i = 0; i < n; i++) {
			char child[4200];
			if (entries[i]->d_name[0] != '.' && result == 0) {
				snprintf(child, sizeof child, "%s%s%s", below, below[0] != '\0' ? "/" : "",
				         entries[i]->d_name);
				result = digest_tree(out, root, child, count, err);
			}
			free(entries[i]);
		}
		free(entries);
		return result;
	}
	buf_text(out, (*count)++ > 0 ? ",\n    {" : "\n    {");
	json_put_text(out, "file", str_from(below[0] != '\0' ? below : path));
	if (S_ISREG(info.st_mode) && (below[0] == '\0' || access(path, R_OK) == 0)) { /* else read has set it aside */
		uint64_t bytes;
		json_put_name(out, "sha256");
		buf_byte(out, '"');
		result = digest_file(path, out, &bytes, err);
		buf_byte(out, '"');
		json_put_int(out, "bytes", (int64_t)bytes);
	}
	buf_byte(out, '}');
	return result;
}

static int inputs_json(const struct fused *f, struct buf *out, struct err *err)
{
	size_t count = 0;
	int result = 0;
	buf_text(out, ",\n  \"inputs\": [");
	for (size_t i = 0; i < f->path_count && result == 0; i++) {
		if (strcmp(f->paths[i], "-") != 0) {
			result = digest_tree(out, f->paths[i], "", &count, err);
		}
	}
	buf_text(out, "\n  ],\n  \"lexicons\": [");
	count = 0;
	if (result == 0) {
		result = digest_tree(out, f->common.lexicons, "", &count, err);
	}
	buf_text(out, "\n  ]");
	return result;
}

/* The plan as it ran. Paths inside the run folder are shown as names: no machine's path is kept. */
static void plan_json(const struct fused *f, struct buf *out)
{
	size_t n = strlen(f->folder);
	buf_text(out, ",\n  \"plan\": [");
	for (size_t i = 0; i < f->plan->count; i++) {
		const struct plan_line *line = &f->plan->lines[i];
		buf_text(out, i > 0 ? ",\n    [" : "\n    [");
		for (int k = 0; k < line->argc; k++) {
			const char *word = line->argv[k];
			json_put_item(
			    out, str_from(strncmp(word, f->folder, n) == 0 && word[n] == '/' ? word + n + 1 : word));
		}
		buf_byte(out, ']');
	}
	buf_text(out, "\n  ]");
}

int manifest_write(const struct fused *f, int64_t started, int64_t ended, struct err *err)
{
	struct buf out;
	char path[4200];
	int result;
	buf_init(&out, SIZE_MAX);
	buf_text(&out, "{\n  \"gripe\": \"" GRIPE_VERSION "\"");
	plan_json(f, &out);
	result = inputs_json(f, &out, err);
	buf_text(&out, ",\n  \"books\": [");
	for (size_t i = 0; i < f->plan->count; i++) {
		buf_text(&out, i > 0 ? ",\n    " : "\n    ");
		book_json(&f->books[i], f->plan->lines[i].stage->name, f->plan->lines[i].stage->funnel, &out);
	}
	buf_text(&out, "\n  ],\n  \"started\": \"");
	timestamp_format(&out, started);
	buf_text(&out, "\",\n  \"ended\": \"");
	timestamp_format(&out, ended);
	buf_text(&out, "\"\n}\n");
	snprintf(path, sizeof path, "%s/manifest.json", f->folder);
	if (result == 0) {
		result = outfile_save(path, buf_str(&out), err);
	}
	buf_release(&out);
	return result;
}
