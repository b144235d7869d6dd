/* zip_file.c - see zip_file.h.
 *
 * In: an office file, which is a zip whose parts refer to each other. Out: its parts. libarchive finds members by the
 * directory at the end of the file, so a pipe or a member of another archive is copied to a temporary file first. A
 * member may swell to SWELL_RATIO times the bytes of the whole file once it is past SWELL_FREE. Memory: libarchive's
 * buffers. */
#include "zip_file.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "arena.h"

enum {
	SWELL_RATIO = 200,      /* sheets of numbers reach 30 */
	SWELL_FREE = 256 << 20, /* bytes before the ratio is asked for */
	BLOCK = 64 * 1024,
	MEMBERS_MOST = 100000 /* of one office file */
};

static int open_again(const char *path)
{
	char first[4] = "";
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd >= 0 &&
	    (read(fd, first, sizeof first) != (ssize_t)sizeof first || memcmp(first, "PK\x03\x04", 4) != 0)) {
		close(fd); /* compressed once more */
		fd = -1;
	}
	return fd;
}

static int copy_file(struct zip_file *zip, struct infile *file, struct err *err)
{
	char *block = memory_alloc(BLOCK);
	int64_t n;
	while ((n = infile_read(file, block, BLOCK, err)) > 0) {
		int status = spill_add(&zip->copy, block, (size_t)n, err);
		if (status < 0) {
			n = status;
			break;
		}
	}
	free(block);
	zip->size = spill_size(&zip->copy);
	return n < 0 ? (int)n : 0;
}

int zip_file_open(struct zip_file *zip, struct infile *file, const char *again, const char *temporary, struct err *err)
{
	struct stat about;
	*zip = (struct zip_file){ .name = infile_name(file), .fd = again != NULL ? open_again(again) : -1 };
	spill_init(&zip->copy, temporary, SPILL_MEMORY);
	if (zip->fd < 0) {
		return copy_file(zip, file, err);
	}
	zip->size = fstat(zip->fd, &about) == 0 ? (uint64_t)about.st_size : 0;
	return 0;
}

void zip_file_close(struct zip_file *zip)
{
	if (zip->fd >= 0) {
		close(zip->fd);
	}
	zip->fd = -1;
	spill_release(&zip->copy);
}

/* One member being read. */
struct member {
	struct archive *archive;
	struct zip_file *zip;
	uint64_t offset; /* of the zip */
	int64_t taken, most;
	struct err failed; /* of the copy */
	char block[BLOCK];
};

static la_ssize_t give(struct archive *archive, void *data, const void **piece)
{
	struct member *member = data;
	struct zip_file *zip = member->zip;
	uint64_t left = zip->size - member->offset;
	size_t want = left < BLOCK ? (size_t)left : BLOCK;
	ssize_t n = (ssize_t)want;
	if (zip->fd >= 0) {
		n = pread(zip->fd, member->block, want, (off_t)member->offset);
	} else if (spill_read(&zip->copy, member->offset, member->block, want, &member->failed) < 0) {
		n = -1;
	}
	if (n < 0) {
		archive_set_error(archive, errno, "it cannot be read");
		return ARCHIVE_FATAL;
	}
	member->offset += (uint64_t)n;
	*piece = member->block;
	return n;
}

static la_int64_t seek(struct archive *archive, void *data, la_int64_t offset, int whence)
{
	struct member *member = data;
	int64_t base = whence == SEEK_SET   ? 0
	               : whence == SEEK_CUR ? (int64_t)member->offset
	                                    : (int64_t)member->zip->size;
	(void)archive;
	if (base + offset < 0 || base + offset > (int64_t)member->zip->size) {
		return ARCHIVE_FATAL;
	}
	member->offset = (uint64_t)(base + offset);
	return base + offset;
}

static int damaged(const struct member *member, struct err *err)
{
	const char *why = archive_error_string(member->archive);
	err_set(err, GRIPE_DATA, "the office file is damaged: %s", why != NULL ? why : "no reason given");
	err_at(err, member->zip->name, 0, 0);
	return GRIPE_DATA;
}

static int64_t pull(void *from, void *to, size_t cap, struct err *err)
{
	struct member *member = from;
	la_ssize_t n = archive_read_data(member->archive, to, cap);
	if (n < 0) {
		return damaged(member, err);
	}
	member->taken += n;
	if (member->taken > member->most) {
		err_set(err, GRIPE_DATA, "a part of the office file swells to more than %d times the file's size",
		        SWELL_RATIO);
		err_at(err, member->zip->name, 0, 0);
		return GRIPE_DATA;
	}
	return n;
}

static void member_close(void *from)
{
	struct member *member = from;
	archive_read_free(member->archive);
	free(member);
}

/* 1: the archive stands at the member; 0: there is none. */
static int find(struct member *member, const char *name, struct err *err)
{
	for (int i = 0; i < MEMBERS_MOST; i++) {
		struct archive_entry *entry;
		const char *path;
		int status = archive_read_next_header(member->archive, &entry);
		if (status == ARCHIVE_EOF) {
			return 0;
		}
		if (status < ARCHIVE_WARN) {
			return damaged(member, err);
		}
		path = archive_entry_pathname_utf8(entry);
		path = path != NULL ? path : archive_entry_pathname(entry);
		if (path != NULL && strcmp(path, name) == 0) {
			return 1;
		}
	}
	err_set(err, GRIPE_DATA, "the office file has more than %d parts", MEMBERS_MOST);
	err_at(err, member->zip->name, 0, 0);
	return GRIPE_DATA;
}

/* *member: NULL unless it was found. */
static int open_at(struct member **out, struct zip_file *zip, const char *name, struct err *err)
{
	struct member *member = memory_alloc(sizeof *member);
	int found;
	member->zip = zip;
	member->most = zip->size > SWELL_FREE / SWELL_RATIO ? (int64_t)zip->size * SWELL_RATIO : SWELL_FREE;
	member->archive = archive_read_new();
	archive_read_support_format_zip_seekable(member->archive);
	archive_read_set_read_callback(member->archive, give);
	archive_read_set_seek_callback(member->archive, seek);
	archive_read_set_callback_data(member->archive, member);
	found = archive_read_open1(member->archive) != ARCHIVE_OK ? damaged(member, err) : find(member, name, err);
	if (found <= 0) {
		member_close(member);
		member = NULL;
	}
	*out = member;
	return found;
}

int zip_file_has(struct zip_file *zip, const char *name, struct err *err)
{
	struct member *member;
	int found = open_at(&member, zip, name, err);
	if (found > 0) {
		member_close(member);
	}
	return found;
}

int zip_file_member(struct infile **out, struct zip_file *zip, const char *name, struct err *err)
{
	struct member *member;
	int found = open_at(&member, zip, name, err);
	if (found <= 0) {
		return found;
	}
	found = infile_callback(out, zip->name, pull, member, err);
	if (found < 0) {
		member_close(member);
		return found;
	}
	infile_on_close(*out, member_close, member);
	return 1;
}
