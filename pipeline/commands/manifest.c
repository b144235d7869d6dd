/* manifest.c - see manifest.h. */
#include "manifest.h"

#include <dirent.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "common_options.h"
#include "json_write.h"
#include "rejects.h"
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

int manifest_lexicons(struct buf *out, const char *root, size_t *count, struct err *err)
{
	return lexicons_json(out, root, "", count, err);
}

static int inputs_json(const struct fused *f, struct buf *out, struct err *err)
{
	struct buf name;
	size_t count = 0;
	int result;
	buf_init(&name, SIZE_MAX);
	buf_text(out, ",\n  \"inputs\": [");
	for (size_t i = 0; i < f->inputs.count; i++) {
		const struct input_file *input = &f->inputs.at[i];
		buf_clear(&name); /* files are called after people: the digest tells which it is */
		reject_shape_name(&name, input->name);
		file_json(out, &count, buf_str(&name), input->sha256, input->bytes);
	}
	buf_release(&name);
	buf_text(out, "\n  ],\n  \"lexicons\": [");
	count = 0;
	result = manifest_lexicons(out, f->common.lexicons, &count, err);
	buf_text(out, "\n  ]");
	return result;
}

/* The plan as it ran. Paths inside the run folder are shown as names, others by their shape: no machine's path is kept,
 * and nobody's name. */
static void plan_json(const struct fused *f, struct buf *out)
{
	size_t n = strlen(f->folder);
	struct buf shape;
	buf_init(&shape, SIZE_MAX);
	buf_text(out, ",\n  \"plan\": [");
	for (size_t i = 0; i < f->plan->count; i++) {
		const struct plan_line *line = &f->plan->lines[i];
		buf_text(out, i > 0 ? ",\n    [" : "\n    [");
		for (int k = 0; k < line->argc; k++) {
			struct str word = str_from(line->argv[k]);
			bool inside = strncmp(word.at, f->folder, n) == 0 && word.at[n] == '/';
			buf_clear(&shape);
			if (!inside && word.at[0] != '-' && reject_names_file(word)) {
				reject_shape_name(&shape, word);
				word = buf_str(&shape);
			}
			json_put_item(out, inside ? str_slice(word, n + 1, word.len) : word);
		}
		buf_byte(out, ']');
	}
	buf_text(out, "\n  ]");
	buf_release(&shape);
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
