/* manifest.c - see manifest.h. */
#include "manifest.h"

#include <dirent.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "common_options.h"
#include "json_write.h"
#include "timestamp.h"

static void file_json(struct buf *out, size_t *count, struct str name, const char *sha256, uint64_t bytes)
{
	buf_text(out, (*count)++ > 0 ? ",\n    {" : "\n    {");
	json_put_text(out, "file", name);
	json_put_text(out, "sha256", str_from(sha256));
	json_put_int(out, "bytes", (int64_t)bytes);
	buf_byte(out, '}');
}

/* The files of a folder of lexicons, in the order of their bytes; below: "" or a folder in it, ending in "/". */
static int lexicons_json(struct buf *out, const char *root, const char *below, size_t *count, struct err *err)
{
	char path[PATH_MAX];
	struct dirent **entries = NULL;
	int n, result = 0;
	snprintf(path, sizeof path, "%s/%s", root, below);
	n = scandir(path, &entries, NULL, alphasort); /* no setlocale anywhere: alphasort is byte order */
	for (int i = 0; i < n; i++) {
		char child[PATH_MAX], whole[2 * PATH_MAX], sha256[SHA256_HEX + 1];
		struct stat info;
		uint64_t bytes;
		snprintf(child, sizeof child, "%s%.*s", below, NAME_MAX, entries[i]->d_name);
		snprintf(whole, sizeof whole, "%s/%s", root, child);
		if (result == 0 && entries[i]->d_name[0] != '.' && stat(whole, &info) == 0) {
			if (S_ISDIR(info.st_mode) && strlen(child) < sizeof child - 1) {
				memcpy(child + strlen(child), "/", 2);
				result = lexicons_json(out, root, child, count, err);
			} else if (S_ISREG(info.st_mode)) {
				result = file_sha256(whole, sha256, &bytes, err);
				if (result == 0) {
					file_json(out, count, str_from(child), sha256, bytes);
				}
			}
		}
		free(entries[i]);
	}
	free(entries);
	return result;
}

/* What a file of the inputs is called in the manifest: below the folder that was named, or its own name; nothing of
 * where that lies on this machine. */
static struct str short_name(const struct fused *f, struct str name)
{
	size_t start = 0;
	for (size_t i = 0; i < f->path_count; i++) {
		struct str root = str_from(f->paths[i]);
		while (root.len > 1 && root.at[root.len - 1] == '/') {
			root.len--;
		}
		if (str_starts(name, root) && name.len > root.len && name.at[root.len] == '/') {
			return str_slice(name, root.len + 1, name.len);
		}
	}
	for (size_t i = 0; i < name.len; i++) {
		start = name.at[i] == '/' ? i + 1 : start;
	}
	return str_slice(name, start, name.len);
}

static int inputs_json(const struct fused *f, struct buf *out, struct err *err)
{
	size_t count = 0;
	int result;
	buf_text(out, ",\n  \"inputs\": [");
	for (size_t i = 0; i < f->inputs.count; i++) {
		const struct input *input = &f->inputs.at[i];
		file_json(out, &count, short_name(f, input->name), input->sha256, input->bytes);
	}
	buf_text(out, "\n  ],\n  \"lexicons\": [");
	count = 0;
	result = lexicons_json(out, f->common.lexicons, "", &count, err);
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
	char path[PATH_MAX];
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
