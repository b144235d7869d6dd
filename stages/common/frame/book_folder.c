/* book_folder.c - see book_folder.h. */
#include "book_folder.h"

#include <dirent.h>
#include <errno.h>

#include "arena.h"
#include "buf.h"
#include "infile.h"

enum { BOOK_BYTES = 1 << 20 }; /* of a book: it has a hundred short lines at most */

static int file_read(const char *path, const struct book_visit *visit, struct err *err)
{
	struct infile *file = NULL;
	struct buf text;
	int result = infile_open(&file, path, err);
	if (result < 0) {
		return result;
	}
	buf_init(&text, BOOK_BYTES);
	result = infile_all(file, &text, err);
	infile_close(file);
	if (result == 0) {
		result = visit->visit(visit->to, buf_str(&text), err);
		if (result < 0) {
			err_at(err, path, 0, 0);
		}
	}
	buf_release(&text);
	return result;
}

int book_folder_read(const char *folder, const struct book_visit *visit, struct err *err)
{
	struct arena arena = ARENA_INIT;
	DIR *dir = opendir(folder);
	int result = 0;
	if (dir == NULL) {
		if (errno == ENOENT) {
			return 0;
		}
		err_errno(err, "cannot be read");
		err_at(err, folder, 0, 0);
		return GRIPE_IO;
	}
	for (struct dirent *entry = readdir(dir); entry != NULL && result == 0; entry = readdir(dir)) {
		if (str_ends(str_from(entry->d_name), STR(".json"))) {
			result = file_read(arena_printf(&arena, "%s/%s", folder, entry->d_name).at, visit, err);
		}
	}
	closedir(dir);
	arena_release(&arena);
	return result;
}
