/* run_folder.c - see run_folder.h. Where the system can exchange two names in one step, there is no moment without a
 * run's folder; elsewhere two renames do it (folder_place.c), and the next run finishes what dies between them
 * (run_leavings.c). */
#include "run_folder.h"

#include <dirent.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "folder_place.h"
#include "infile.h"
#include "leftover.h"
#include "outfile.h"
#include "run_leavings.h"
#include "run_marker.h"

static int fail(const char *path, const char *what, struct err *err)
{
	err_errno(err, "%s", what);
	err_at(err, path, 0, 0);
	return GRIPE_IO;
}

static int refuse(const char *path, const char *why, struct err *err)
{
	err_set(err, GRIPE_USAGE, "%s: not replaced", why);
	err_at(err, path, 0, 0);
	return GRIPE_USAGE;
}

static bool is_empty(const char *path)
{
	struct dirent **entries = NULL;
	int n = scandir(path, &entries, NULL, NULL);
	for (int i = 0; i < n; i++) {
		free(entries[i]);
	}
	free(entries);
	return n == 2; /* itself and the one above */
}

/* May target become a run's folder? What is there is looked at as it stands, a link as a link. */
static int check_target(const char *target, struct err *err)
{
	struct run_marker marker;
	struct stat about;
	int result;
	if (lstat(target, &about) != 0) {
		return errno == ENOENT ? 0 : fail(target, "cannot be looked at", err);
	}
	if (S_ISLNK(about.st_mode)) {
		return refuse(target, "is a link, no run folder", err);
	}
	if (!S_ISDIR(about.st_mode)) {
		return refuse(target, "exists and is no folder", err);
	}
	result = run_marker_read(&marker, target, err);
	if (result == 0 && marker.state == MARKER_LATER) {
		result = refuse(target, "is the run folder of a later gripe", err);
	} else if (result == 0 && marker.state != MARKER_WHOLE && !is_empty(target)) {
		result = refuse(target, "exists and is no run folder (it has no " RUN_MARKER " of gripe's)", err);
	}
	run_marker_release(&marker);
	return result;
}

static ino_t inode_of(const char *path)
{
	struct stat about;
	return lstat(path, &about) == 0 ? about.st_ino : 0;
}

static int make_folder(struct run_folder *folder, struct err *err)
{
	char books[PATH_MAX + 32];
	leftover_add(folder->path); /* before it is there, so that no signal comes between */
	if (mkdtemp(folder->path) == NULL) {
		int result = fail(folder->path, "no folder can be made here", err);
		leftover_drop(folder->path);
		folder->path[0] = '\0';
		return result;
	}
	folder->lock = run_folder_lock(folder->path, false);
	snprintf(books, sizeof books, "%s/books", folder->path);
	/* the marker first: whatever else is there when the process is killed, it is known whose it is */
	int result = run_marker_begin(folder->path, err);
	return result < 0 || mkdir(books, 0700) == 0 ? result : fail(books, "cannot be made", err);
}

int run_folder_open(struct run_folder *folder, const char *path, const char *temporary_root, struct buf *said,
                    struct err *err)
{
	int n, result = 0;
	*folder = (struct run_folder){ .lock = -1 };
	if (path != NULL) {
		size_t len = strlen(path);
		while (len > 1 && path[len - 1] == '/') {
			len--;
		}
		if (len == 0 || len > sizeof folder->target - 16) {
			return err_set(err, GRIPE_USAGE, "--out takes a folder's name of 1 to %zu bytes",
			               sizeof folder->target - 16);
		}
		memcpy(folder->target, path, len);
		result = check_target(folder->target, err);
		if (result == 0) {
			result = run_leavings_recover(folder->target, said, err);
		}
		n = snprintf(folder->path, sizeof folder->path, "%s" RUN_TEMPORARY "XXXXXX", folder->target);
	} else {
		run_leavings_scratch(temporary_root, said);
		n = snprintf(folder->path, sizeof folder->path, "%s/" RUN_SCRATCH "XXXXXX", temporary_root);
	}
	if (result == 0 && n >= (int)sizeof folder->path) {
		result = err_set(err, GRIPE_USAGE, "the folder for temporary files has too long a name");
	}
	if (result < 0) {
		folder->path[0] = '\0';
		return result;
	}
	folder->replaces = folder->target[0] != '\0' ? inode_of(folder->target) : 0;
	result = make_folder(folder, err);
	if (result < 0) {
		run_folder_close(folder);
	}
	return result;
}

void run_folder_close(struct run_folder *folder)
{
	if (folder->path[0] != '\0') {
		leftover_tree(folder->path);
		leftover_drop(folder->path);
		folder->path[0] = '\0';
	}
	if (folder->lock >= 0) {
		close(folder->lock);
		folder->lock = -1;
	}
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

/* ---- publishing ---- */

/* The folder at target is locked, so that another run that publishes there waits; 0 in *lock: there is none. */
static int lock_target(const char *target, int *lock, struct err *err)
{
	for (;;) {
		struct stat there, held;
		*lock = run_folder_lock(target, true);
		if (*lock < 0) {
			return errno == ENOENT ? 0 : fail(target, "cannot be opened", err);
		}
		if (lstat(target, &there) == 0 && fstat(*lock, &held) == 0 && there.st_ino == held.st_ino &&
		    there.st_dev == held.st_dev) {
			return 0;
		}
		close(*lock); /* another run published while this one waited: what is there now is looked at */
	}
}

/* What stood at the target is taken apart, and a person's files in it move into the new run. */
static int settle_former(const struct run_folder *folder, const char *former, struct buf *said, struct err *err)
{
	bool another = inode_of(former) != folder->replaces;
	int result = run_folder_settle(former, folder->target, another ? NULL : said, err);
	if (result < 0 && another) {
		buf_printf(said,
		           "gripe run: %s: another run was put there meanwhile; the next run removes it from %s\n",
		           folder->target, former);
		return 0;
	}
	return result;
}

static int replace(struct run_folder *folder, struct buf *said, struct err *err)
{
	char former[PATH_MAX + 32];
	int placed = 0, lock, result = lock_target(folder->target, &lock, err);
	former[0] = '\0';
	if (result == 0 && lock >= 0) {
		result = check_target(folder->target, err);
	}
	if (result == 0) {
		result = folder_place(folder->path, folder->target, former, sizeof former, &placed, err);
	}
	if (placed) {
		leftover_drop(folder->path);
		folder->path[0] = '\0';
	}
	if (placed && former[0] != '\0') {
		struct err later = ERR_INIT;
		int settled = settle_former(folder, former, said, &later);
		if (result == 0 && settled < 0) {
			*err = later;
			result = settled;
		}
	}
	if (lock >= 0) {
		close(lock);
	}
	return result;
}

int run_folder_publish(struct run_folder *folder, struct buf *said, struct err *err)
{
	sigset_t all, before;
	int result = run_marker_finish(folder->path, err);
	if (result < 0) {
		return result;
	}
	sigfillset(&all);
	pthread_sigmask(SIG_BLOCK, &all, &before);
	result = replace(folder, said, err);
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	return result;
}
