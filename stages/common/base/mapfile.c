/* mapfile.c - see mapfile.h. */
#include "mapfile.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

int mapfile_open(struct str *bytes, const char *path, const char *what, struct err *err)
{
	struct stat about;
	void *map = MAP_FAILED;
	int status = 0, fd = open(path, O_RDONLY | O_CLOEXEC);
	*bytes = STR_EMPTY;
	if (fd < 0) {
		return errno == ENOENT || errno == ENOTDIR ? 0 : err_errno(err, "cannot open %s", path);
	}
	if (fstat(fd, &about) != 0 || !S_ISREG(about.st_mode)) {
		status = err_set(err, GRIPE_IO, "%s is no regular file", path);
	} else if (about.st_size == 0) {
		status = err_set(err, GRIPE_DATA, "%s: the file is empty", what);
	} else if ((map = mmap(NULL, (size_t)about.st_size, PROT_READ, MAP_PRIVATE, fd, 0)) == MAP_FAILED) {
		status = err_errno(err, "cannot map %s", path);
	}
	close(fd);
	if (status == 0) {
		*bytes = (struct str){ map, (size_t)about.st_size };
		return 0;
	}
	err_at(err, path, 0, 0);
	return status;
}

void mapfile_close(struct str bytes)
{
	if (bytes.at != NULL) {
		munmap((void *)bytes.at, bytes.len);
	}
}
