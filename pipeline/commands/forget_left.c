/* forget_left.c - see forget.h. Pseudonyms and keyed ids have one shape, a letter and 16 hexadecimal digits, so one
 * pass over the bytes of a file finds all of them, whatever the file is. */
#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "forget.h"
#include "mapfile.h"

enum { HEX_DIGITS = 16, NAME_BYTES = 1 + HEX_DIGITS };

static bool is_hex(char c)
{
	return ascii_is_digit(c) || (c >= 'a' && c <= 'f');
}

/* The first name of theirs in the bytes; empty: none. */
static struct str find_name(const struct forgotten *gone, struct str bytes)
{
	size_t digits = 0;
	for (size_t i = 0; i < bytes.len; i++) {
		digits = is_hex(bytes.at[i]) ? digits + 1 : 0;
		if (digits >= HEX_DIGITS && i >= HEX_DIGITS) {
			struct str name = { bytes.at + i - HEX_DIGITS, NAME_BYTES };
			if ((name.at[0] == 'p' && intern_find(&gone->persons, name) != INTERN_NONE) ||
			    (name.at[0] == 'k' && intern_find(&gone->contacts, name) != INTERN_NONE)) {
				return name;
			}
		}
	}
	return STR_EMPTY;
}

struct looking {
	const struct forgotten *gone;
	struct buf *said;
	int left;
};

static int file_look(struct looking *looking, const char *path, struct err *err)
{
	struct str bytes, name;
	int result = mapfile_open(&bytes, path, "file", err);
	if (result < 0) {
		return result;
	}
	name = find_name(looking->gone, bytes);
	if (name.len > 0) {
		buf_printf(looking->said, "gripe forget: %.*s still stands in %s\n", STR_ARGS(name), path);
		looking->left++;
	}
	mapfile_close(bytes);
	return 0;
}

static int path_look(struct looking *looking, const char *path, struct err *err);

static int folder_look(struct looking *looking, const char *path, struct err *err)
{
	struct arena arena = ARENA_INIT;
	struct dirent **entries = NULL;
	int result = 0, count = scandir(path, &entries, NULL, alphasort);
	if (count < 0) {
		return err_errno(err, "%s cannot be looked through", path);
	}
	for (int i = 0; i < count; i++) {
		const char *name = entries[i]->d_name;
		if (result == 0 && strcmp(name, ".") != 0 && strcmp(name, "..") != 0) {
			result = path_look(looking, arena_printf(&arena, "%s/%s", path, name).at, err);
		}
		free(entries[i]);
	}
	free(entries);
	arena_release(&arena);
	return result;
}

/* Links are not followed: what they lead to is not in the folder. */
static int path_look(struct looking *looking, const char *path, struct err *err)
{
	struct stat info;
	if (lstat(path, &info) != 0) {
		return err_errno(err, "%s cannot be looked at", path);
	}
	if (S_ISDIR(info.st_mode)) {
		return folder_look(looking, path, err);
	}
	return S_ISREG(info.st_mode) && info.st_size > 0 ? file_look(looking, path, err) : 0;
}

int forget_left(const char *path, const struct forgotten *gone, struct buf *said, struct err *err)
{
	struct looking looking = { gone, said, 0 };
	int result = path_look(&looking, path, err);
	return result < 0 ? result : looking.left;
}
