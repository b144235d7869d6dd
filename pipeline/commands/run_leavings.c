/* run_leavings.c - see run_leavings.h. A lock of flock(2) is the kernel's: it goes with its process however that ends,
 * so a folder is never taken from a run that lives. Links are never followed: what is walked is opened as a folder that
 * is no link, and what a marker says is only compared, never used as a path. */
#define _GNU_SOURCE /* flock */
#include "run_leavings.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "leftover.h"
#include "run_marker.h"

enum {
	SUFFIX_LETTERS = 6, /* mkdtemp's */
	DEPTH_MOST = 64,    /* a person's folders are moved whole, so only gripe's own are gone into */
	KEPT_MOST = 1000    /* names tried for a person's file whose name is taken */
};

int run_folder_lock(const char *path, bool wait)
{
	int fd = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC), saved;
	if (fd < 0) {
		return -1;
	}
	while (flock(fd, wait ? LOCK_EX : LOCK_EX | LOCK_NB) != 0) {
		if (errno == EINTR) {
			continue;
		}
		if (wait) {
			break;
		}
		saved = errno;
		close(fd);
		errno = saved;
		return -1;
	}
	return fd;
}

static int fail(const char *path, const char *what, struct err *err)
{
	err_errno(err, "%s", what);
	err_at(err, path, 0, 0);
	return GRIPE_IO;
}

/* ---- a former run's folder is taken apart ---- */

struct settling {
	const struct run_marker *marker;
	const char *former, *target; /* target may be NULL */
	struct buf *said;
	bool kept; /* something of a person's stays in the former folder */
};

/* The folders of `below` that target lacks. */
static void make_parents(const char *target, const char *below)
{
	char path[2 * PATH_MAX];
	for (const char *slash = strchr(below, '/'); slash != NULL; slash = strchr(slash + 1, '/')) {
		snprintf(path, sizeof path, "%s/%.*s", target, (int)(slash - below), below);
		(void)mkdir(path,
		            0700); /* that it is there already is the usual case; that it is not shows in the move */
	}
}

/* What a person put into the former folder goes to the same place of the target; under another name when that is
 * taken. */
static int keep(struct settling *s, const char *below, struct err *err)
{
	char from[2 * PATH_MAX], to[2 * PATH_MAX];
	struct stat about;
	int result;
	if (s->target == NULL) {
		s->kept = true;
		return 0;
	}
	snprintf(from, sizeof from, "%s/%s", s->former, below);
	snprintf(to, sizeof to, "%s/%s", s->target, below);
	make_parents(s->target, below);
	for (int i = 1; lstat(to, &about) == 0 && i < KEPT_MOST; i++) {
		snprintf(to, sizeof to, "%s/%s.kept%.0d", s->target, below, i > 1 ? i : 0);
	}
	result = rename(from, to) == 0 ? 0 : fail(from, "cannot be moved into the new run's folder", err);
	if (result == 0 && s->said != NULL && !str_ends(str_from(to), str_from(below))) {
		buf_printf(s->said, "gripe run: %s/%s is not gripe's: kept as %s\n", s->target, below, to);
	}
	return result;
}

static int settle_level(struct settling *s, const char *below, int depth, struct err *err);

static int settle_entry(struct settling *s, const char *child, int depth, struct err *err)
{
	char path[2 * PATH_MAX], as_folder[PATH_MAX];
	struct stat about;
	snprintf(path, sizeof path, "%s/%s", s->former, child);
	snprintf(as_folder, sizeof as_folder, "%.*s/", PATH_MAX - 2, child);
	if (lstat(path, &about) != 0) {
		return errno == ENOENT ? 0 : fail(path, "cannot be looked at", err);
	}
	if (!S_ISDIR(about.st_mode)) {
		if (!run_marker_names(s->marker, str_from(child))) {
			return keep(s, child, err);
		}
		return unlink(path) == 0 || errno == ENOENT ? 0 : fail(path, "cannot be removed", err);
	}
	if (!run_marker_names(s->marker, str_from(as_folder)) || depth == DEPTH_MOST) {
		return keep(s, child, err);
	}
	return settle_level(s, as_folder, depth + 1, err);
}

static int settle_level(struct settling *s, const char *below, int depth, struct err *err)
{
	char path[2 * PATH_MAX];
	struct dirent **entries = NULL;
	int n, result = 0;
	snprintf(path, sizeof path, "%s/%s", s->former, below);
	n = scandir(path, &entries, NULL, alphasort);
	if (n < 0) {
		return errno == ENOENT ? 0 : fail(path, "cannot be listed", err);
	}
	for (int i = 0; i < n; i++) {
		const char *name = entries[i]->d_name;
		/* the marker goes last: without it nobody could tell whose the rest is */
		if (result == 0 && strcmp(name, ".") != 0 && strcmp(name, "..") != 0 &&
		    !(depth == 0 && strcmp(name, RUN_MARKER) == 0)) {
			char child[PATH_MAX];
			snprintf(child, sizeof child, "%s%.*s", below, NAME_MAX, name);
			result = settle_entry(s, child, depth, err);
		}
		free(entries[i]);
	}
	free(entries);
	if (result == 0 && depth > 0 && rmdir(path) != 0 && errno != ENOENT && errno != ENOTEMPTY && errno != EEXIST) {
		result = fail(path, "cannot be removed", err);
	}
	return result;
}

/* PREFIX and six letters or digits, then `ending`. */
static bool is_temporary(const char *name, const char *prefix, const char *ending)
{
	size_t at = strlen(prefix);
	if (strncmp(name, prefix, at) != 0 || strlen(name) < at + SUFFIX_LETTERS) {
		return false;
	}
	for (int i = 0; i < SUFFIX_LETTERS; i++) {
		if (!ascii_is_alnum(name[at++])) {
			return false;
		}
	}
	return strcmp(name + at, ending) == 0;
}

/* A run that was killed while it wrote its marker has left that beside its place, and nothing else. */
static void drop_begun_marker(const char *former)
{
	struct dirent **entries = NULL;
	int n = scandir(former, &entries, NULL, NULL);
	for (int i = 0; i < n; i++) {
		char path[2 * PATH_MAX];
		snprintf(path, sizeof path, "%s/%s", former, entries[i]->d_name);
		if (is_temporary(entries[i]->d_name, RUN_MARKER ".tmp", "")) {
			unlink(path);
		}
		free(entries[i]);
	}
	free(entries);
}

/* A whole run: what gripe wrote goes, and its marker last; what it did not write stays, and is said. */
static int settle_whole(struct settling *s, struct err *err)
{
	int result = settle_level(s, "", 0, err);
	if (result == 0 && s->kept && s->said != NULL) {
		buf_printf(s->said, "gripe run: %s holds what gripe did not write: left there\n", s->former);
	} else if (result == 0 && !s->kept) {
		char path[PATH_MAX];
		snprintf(path, sizeof path, "%s/" RUN_MARKER, s->former);
		result = unlink(path) == 0 || errno == ENOENT ? 0 : fail(path, "cannot be removed", err);
	}
	return result;
}

int run_folder_settle(const char *former, const char *target, struct buf *said, struct err *err)
{
	struct run_marker marker;
	struct settling s = { &marker, former, target, said, false };
	int result = run_marker_read(&marker, former, err);
	if (result == 0 && marker.state == MARKER_NONE) {
		drop_begun_marker(former);
	} else if (result == 0 && marker.state == MARKER_FILLING) {
		leftover_tree(former);
	} else if (result == 0 && marker.state == MARKER_WHOLE) {
		result = settle_whole(&s, err);
	}
	run_marker_release(&marker);
	if (result == 0 && !s.kept && rmdir(former) != 0 && errno != ENOENT && errno != ENOTEMPTY && errno != EEXIST) {
		result = fail(former, "cannot be removed", err);
	}
	return result;
}

/* ---- what dead runs left ---- */

static bool is_ours(const char *path)
{
	struct stat about;
	return lstat(path, &about) == 0 && S_ISDIR(about.st_mode) && about.st_uid == geteuid();
}

static enum run_marker_state state_of(const char *path)
{
	struct run_marker marker;
	struct err ignored = ERR_INIT;
	enum run_marker_state state = run_marker_read(&marker, path, &ignored) < 0 ? MARKER_NONE : marker.state;
	run_marker_release(&marker);
	return state;
}

/* Finishes or takes back what a dead run left between its two renames: the target is missing, and stands aside. */
static void bring_back(const char *aside, const char *target, struct buf *said)
{
	char filled[PATH_MAX];
	struct stat about;
	snprintf(filled, sizeof filled, "%.*s", (int)(strlen(aside) - strlen(RUN_ASIDE)), aside);
	if (lstat(target, &about) == 0 || errno != ENOENT || state_of(aside) != MARKER_WHOLE) {
		return;
	}
	if (is_ours(filled) && state_of(filled) == MARKER_WHOLE && rename(filled, target) == 0) {
		buf_printf(said, "gripe run: %s: finished what a run that died had not put in place\n", target);
	} else if (rename(aside, target) == 0) {
		buf_printf(said, "gripe run: %s: put back as it was before a run that died\n", target);
	}
}

/* path: one that a dead run may have left; target NULL: of a run without --out. */
static int settle_dead(const char *path, const char *target, struct buf *said, struct err *err)
{
	struct stat about;
	int result, lock = run_folder_lock(path, false);
	if (lock < 0) {
		return 0; /* a living run's, or gone meanwhile */
	}
	if (target != NULL && str_ends(str_from(path), STR(RUN_ASIDE))) {
		bring_back(path, target, said);
	}
	if (lstat(path, &about) != 0) {
		close(lock);
		return 0;
	}
	result = run_folder_settle(path, target != NULL && lstat(target, &about) == 0 ? target : NULL, said, err);
	close(lock);
	if (result == 0 && lstat(path, &about) != 0) {
		buf_printf(said, "gripe run: %s, which a run that died had left, is removed\n", path);
	}
	return result;
}

int run_leavings_recover(const char *target, struct buf *said, struct err *err)
{
	static const char *const endings[] = { RUN_ASIDE, "" }; /* those aside first: one of them may be the target */
	const char *slash = strrchr(target, '/'), *name = slash != NULL ? slash + 1 : target;
	char folder[PATH_MAX], prefix[PATH_MAX + sizeof RUN_TEMPORARY];
	struct dirent **entries = NULL;
	int n, result = 0;
	snprintf(folder, sizeof folder, "%.*s", (int)(name - target), target); /* ends in its slash, or is empty */
	snprintf(prefix, sizeof prefix, "%s" RUN_TEMPORARY, name);
	n = scandir(folder[0] != '\0' ? folder : ".", &entries, NULL, alphasort);
	for (size_t e = 0; e < sizeof endings / sizeof *endings; e++) {
		for (int i = 0; i < n && result == 0; i++) {
			char path[2 * PATH_MAX];
			snprintf(path, sizeof path, "%s%s", folder, entries[i]->d_name);
			if (is_temporary(entries[i]->d_name, prefix, endings[e]) && is_ours(path)) {
				result = settle_dead(path, target, said, err);
			}
		}
	}
	for (int i = 0; i < n; i++) {
		free(entries[i]);
	}
	free(entries);
	return result;
}

void run_leavings_scratch(const char *folder, struct buf *said)
{
	DIR *list = opendir(folder);
	const struct dirent *entry;
	while (list != NULL && (entry = readdir(list)) != NULL) {
		char path[2 * PATH_MAX];
		snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
		if (is_temporary(entry->d_name, RUN_SCRATCH, "") && is_ours(path)) {
			struct err ignored = ERR_INIT;
			if (settle_dead(path, NULL, said, &ignored) < 0) {
				continue; /* clean-up of another run's: no reason to fail this one */
			}
		}
	}
	if (list != NULL) {
		closedir(list);
	}
}
