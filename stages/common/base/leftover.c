/* leftover.c - see leftover.h. A fixed table of pointers, changed by atomic steps alone, so that a handler sees each
 * place either with a whole path or without one. Folders are walked by their descriptors, so that a link put there
 * meanwhile leads nowhere; on Linux by the system's own call, because opendir takes memory, which is what may be
 * lacking, and locks, which the interrupted thread may hold. Elsewhere opendir is used. git's tempfile.c does the same
 * for files. */
#define _GNU_SOURCE /* syscall, DT_* */
#include "leftover.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/syscall.h>
#endif

enum {
	PLACES = 64,       /* files and folders at once; a run has about ten */
	DEPTH_MOST = 16,   /* folders within folders: a run folder has two */
	PASSES_MOST = 100, /* over one folder: other threads may still be making files in it */
	ENTRY_BYTES = 4096 /* of a folder's list at a time */
};

static const char *_Atomic places[PLACES];

void leftover_add(const char *path)
{
	for (size_t i = 0; i < PLACES; i++) {
		const char *none = NULL;
		if (atomic_compare_exchange_strong(&places[i], &none, path)) {
			return;
		}
	}
}

void leftover_drop(const char *path)
{
	for (size_t i = 0; i < PLACES && path != NULL; i++) {
		const char *same = path;
		if (atomic_compare_exchange_strong(&places[i], &same, NULL)) {
			return;
		}
	}
}

static void remove_at(int parent, const char *name, int depth);

static bool is_entry(const char *name)
{
	return strcmp(name, ".") != 0 && strcmp(name, "..") != 0;
}

#ifdef __linux__
struct entry_head { /* getdents64(2) */
	uint64_t inode;
	int64_t next;
	unsigned short len;
	unsigned char type;
	char name[];
};

/* One pass over the folder's list, each entry removed; how many there were. */
static size_t empty_once(int folder, int depth)
{
	_Alignas(struct entry_head) char list[ENTRY_BYTES];
	size_t seen = 0;
	long n;
	if (lseek(folder, 0, SEEK_SET) != 0) {
		return 0;
	}
	while ((n = syscall(SYS_getdents64, folder, list, sizeof list)) > 0) {
		for (long at = 0; at < n;) {
			const struct entry_head *entry = (const void *)(list + at);
			if (is_entry(entry->name)) {
				remove_at(folder, entry->name, depth);
				seen++;
			}
			at += entry->len;
		}
	}
	return seen;
}
#else
static size_t empty_once(int folder, int depth)
{
	int again = dup(folder);
	DIR *list = again < 0 ? NULL : fdopendir(again);
	const struct dirent *entry;
	size_t seen = 0;
	if (list == NULL) {
		return 0;
	}
	rewinddir(list);
	while ((entry = readdir(list)) != NULL) {
		if (is_entry(entry->d_name)) {
			remove_at(folder, entry->d_name, depth);
			seen++;
		}
	}
	closedir(list);
	return seen;
}
#endif

static void remove_at(int parent, const char *name, int depth)
{
	int folder;
	if (unlinkat(parent, name, 0) == 0 || errno == ENOENT || depth == DEPTH_MOST) {
		return;
	}
	folder = openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	if (folder < 0) {
		return;
	}
	for (int pass = 0; pass < PASSES_MOST; pass++) {
		empty_once(folder, depth + 1);
		if (unlinkat(parent, name, AT_REMOVEDIR) == 0 || (errno != ENOTEMPTY && errno != EEXIST)) {
			break;
		}
	}
	close(folder);
}

void leftover_tree(const char *path)
{
	remove_at(AT_FDCWD, path, 0);
}

void leftover_remove_all(void)
{
	for (size_t i = 0; i < PLACES; i++) {
		const char *path = atomic_exchange(&places[i], NULL);
		if (path != NULL) {
			leftover_tree(path);
		}
	}
}
