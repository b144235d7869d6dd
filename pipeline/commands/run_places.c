/* run_places.c - see run_places.h. A file is written beside its name and renamed, SQLite keeps a journal beside the
 * store: so the folder that a file lies in is granted, the nearest one that is there when it has to be made. The folder
 * above the run's own is granted for names of folders alone. Memory: the paths. */
#include "run_places.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sandbox.h"

enum { PLACES_MOST = 16 + 12 * PLAN_STAGES };

struct places {
	struct arena *arena;
	struct sandbox_place at[PLACES_MOST];
	size_t count;
};

static void add(struct places *places, const char *path, bool names_only)
{
	if (places->count < PLACES_MOST) {
		places->at[places->count++] = (struct sandbox_place){ path, names_only };
	}
}

static bool stands_there(const char *path)
{
	struct stat about;
	return lstat(path, &about) == 0;
}

/* The folder that a name lies in, as a path of its own; "." of a bare name. */
static const char *folder_above(struct arena *arena, const char *path)
{
	size_t len = strlen(path);
	while (len > 1 && path[len - 1] == '/') {
		len--;
	}
	while (len > 0 && path[len - 1] != '/') {
		len--;
	}
	return len == 0 ? "." : len == 1 ? "/" : arena_dup(arena, (struct str){ path, len - 1 }).at;
}

/* A file that will be written, or a folder with all that goes into it. */
static void add_written(struct places *places, const char *path)
{
	struct stat about;
	if (path == NULL || strcmp(path, "-") == 0) {
		return;
	}
	if (stat(path, &about) == 0 && !S_ISREG(about.st_mode)) {
		add(places, path, false); /* a folder, or a device, a pipe */
		if (!S_ISDIR(about.st_mode)) {
			return;
		}
	}
	do {
		path = folder_above(places->arena, path);
	} while (!stands_there(path) && strcmp(path, "/") != 0 && strcmp(path, ".") != 0);
	add(places, path, false);
}

/* Options of stages that name what is written. "summary" is written by one stage and read by others: it lies in the
 * run's folder unless somebody says otherwise. */
static const char *const written[] = { "output", "rejects", "books",   "learn-boilerplate",
	                               "groups", "tmp",     "summary", "dir",
	                               "store",  "vault",   "state" };

static void add_options(struct places *places, struct plan *plan)
{
	for (size_t i = 0; i < plan->count; i++) {
		const char *stage = plan->lines[i].stage->name;
		for (size_t w = 0; w < sizeof written / sizeof *written; w++) {
			add_written(places, plan_option(plan, stage, written[w]));
		}
	}
}

/* The key is read, but for the first run's, which makes it. */
static void add_key(struct places *places, struct plan *plan, const struct stage_run *common)
{
	const char *key = plan_option(plan, "clean", "key");
	key = key == NULL ? common->key_file : key;
	if (key[0] != '\0' && !stands_there(key)) {
		add_written(places, key);
	}
}

int run_places_only(const struct fused *f, const struct run_folder *folder, const char *anchor, struct err *err)
{
	struct places places = { .arena = &f->plan->arena };
	add(&places, folder->path, false);
	add(&places, folder_above(places.arena, folder->path), true);
	if (folder->target[0] != '\0') {
		add(&places, folder->target, false);
	}
	if (anchor[0] != '\0') {
		add(&places, anchor, false);
		add(&places, folder_above(places.arena, anchor), true);
	}
	add_written(&places, f->common.output);
	add_options(&places, f->plan);
	add_key(&places, f->plan, &f->common);
	return sandbox_write_only(places.at, places.count, err);
}
