/* folder_place.c - see folder_place.h. renameat2 with RENAME_EXCHANGE is Linux's; POSIX cannot replace a full folder in
 * one step. A rename is on disk only when the folder that holds the name is synced. */
#define _GNU_SOURCE /* renameat2 */
#include "folder_place.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static int fail(const char *path, const char *what, struct err *err)
{
	err_errno(err, "%s", what);
	err_at(err, path, 0, 0);
	return GRIPE_IO;
}

/* Two names for each other's folders, in one step. ENOSYS, EINVAL: not on this system, or this file system. */
static int exchange(const char *a, const char *b)
{
#ifdef RENAME_EXCHANGE
	return renameat2(AT_FDCWD, a, AT_FDCWD, b, RENAME_EXCHANGE);
#else
	(void)a;
	(void)b;
	errno = ENOSYS;
	return -1;
#endif
}

static int sync_parent(const char *target, struct err *err)
{
	char parent[PATH_MAX];
	const char *slash = strrchr(target, '/');
	int fd, result = 0;
	snprintf(parent, sizeof parent, "%.*s", slash == NULL ? 1 : (int)(slash - target + 1),
	         slash == NULL ? "." : target);
	fd = open(parent, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0) {
		return errno == EACCES ? 0 : fail(parent, "cannot be opened to be synced", err);
	}
	if (fsync(fd) != 0 && errno != EINVAL) {
		result = fail(parent, "cannot be synced", err);
	}
	close(fd);
	return result;
}

/* In two steps; when the second fails the first is undone. */
static int two_renames(const char *filled, const char *target, char *former, size_t cap, struct err *err)
{
	if (snprintf(former, cap, "%s" FOLDER_ASIDE, filled) >= (int)cap) {
		return err_set(err, GRIPE_USAGE, "the folder's name is longer than %zu bytes", cap);
	}
	if (rename(target, former) != 0) {
		return fail(target, "cannot be moved aside", err);
	}
	if (rename(filled, target) != 0) {
		int result = fail(target, "cannot be put in place", err);
		return rename(former, target) == 0 ? result : err_wrap(err, "what was there is now %s", former);
	}
	return 0;
}

int folder_place(const char *filled, const char *target, char *former, size_t cap, int *placed, struct err *err)
{
	struct stat about;
	int result = 0;
	former[0] = '\0';
	*placed = 0;
	if (lstat(target, &about) != 0) {
		result = rename(filled, target) == 0 ? 0 : fail(target, "cannot be put in place", err);
	} else if (exchange(filled, target) == 0) {
		snprintf(former, cap, "%s", filled);
	} else if (errno == ENOSYS || errno == EINVAL) {
		result = two_renames(filled, target, former, cap, err);
	} else {
		result = fail(target, "cannot be put in place", err);
	}
	if (result < 0) {
		return result;
	}
	*placed = 1;
	return sync_parent(target, err);
}
