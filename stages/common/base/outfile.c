/* outfile.c - see outfile.h. Bytes pass through one buffer and, by the name's ending, through zlib or zstd. A temporary
 * file is named PATH.tmpXXXXXX so that it lies on the same file system and rename replaces at once. */
#include "outfile.h"

#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>
#include <zstd.h>

#include "arena.h"
#include "buf.h"
#include "leftover.h"

enum { OUT_SIZE = 256 * 1024 };
enum encoder { ENCODE_NONE, ENCODE_GZIP, ENCODE_ZSTD };

struct outfile {
	char *path;      /* as given, or NULL for standard output */
	char *temporary; /* NULL when path is written directly */
	int fd;
	enum encoder encoder;
	z_stream gzip;
	ZSTD_CStream *zstd;
	struct buf pending; /* plain bytes not yet written */
};

static char *copy(const char *text, const char *more)
{
	size_t n = strlen(text), m = strlen(more);
	char *to = memory_alloc(n + m + 1);
	memcpy(to, text, n);
	memcpy(to + n, more, m);
	return to;
}

static int fail(const struct outfile *file, const char *what, struct err *err)
{
	err_errno(err, "%s", what);
	err_at(err, file->path != NULL ? file->path : "standard output", 0, 0);
	return GRIPE_IO;
}

static void outfile_free(struct outfile *file)
{
	if (file->encoder == ENCODE_GZIP) {
		deflateEnd(&file->gzip);
	}
	if (file->encoder == ENCODE_ZSTD) {
		ZSTD_freeCStream(file->zstd);
	}
	if (file->fd > STDERR_FILENO) {
		close(file->fd);
	}
	buf_release(&file->pending);
	free(file->path);
	leftover_drop(file->temporary);
	free(file->temporary);
	free(file);
}

static void choose_encoder(struct outfile *file)
{
	struct str path = str_from(file->path);
	if (str_ends(path, STR(".gz"))) {
		/* header without time and name: equal content, equal bytes */
		if (deflateInit2(&file->gzip, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) != Z_OK) {
			memory_exhausted(sizeof file->gzip);
		}
		file->encoder = ENCODE_GZIP;
	} else if (str_ends(path, STR(".zst"))) {
		file->zstd = ZSTD_createCStream();
		if (file->zstd == NULL || ZSTD_isError(ZSTD_initCStream(file->zstd, 3))) {
			memory_exhausted(0);
		}
		file->encoder = ENCODE_ZSTD;
	}
}

static int open_with(struct outfile **out, const char *path, mode_t mode, struct err *err)
{
	struct outfile *file = memory_alloc(sizeof *file);
	struct stat info;
	buf_init(&file->pending, SIZE_MAX);
	file->fd = STDOUT_FILENO;
	if (path != NULL && strcmp(path, "-") != 0) {
		file->path = copy(path, "");
		if (stat(path, &info) == 0 && !S_ISREG(info.st_mode)) {
			file->fd = S_ISDIR(info.st_mode) ? (errno = EISDIR, -1) : open(path, O_WRONLY | O_CLOEXEC);
		} else {
			mode_t mask = umask(0);
			umask(mask);
			file->temporary = copy(path, ".tmpXXXXXX");
			leftover_add(file->temporary); /* before it is there, so that no signal comes between */
			file->fd = mkstemp(file->temporary);
			if (file->fd >= 0) {
				fchmod(file->fd, mode & ~mask);
			} else {
				leftover_drop(file->temporary);
				free(file->temporary);
				file->temporary = NULL;
			}
		}
		if (file->fd < 0) {
			int result = fail(file, "cannot be written", err);
			outfile_free(file);
			return result;
		}
		choose_encoder(file);
	}
	*out = file;
	return 0;
}

int outfile_open(struct outfile **out, const char *path, struct err *err)
{
	return open_with(out, path, 0666, err);
}

int outfile_open_private(struct outfile **out, const char *path, struct err *err)
{
	return open_with(out, path, 0600, err);
}

static int write_raw(struct outfile *file, const char *at, size_t len, struct err *err)
{
	while (len > 0) {
		ssize_t n = write(file->fd, at, len);
		if (n < 0 && errno == EINTR) {
			continue;
		}
		if (n < 0) {
			return fail(file, "write failed", err);
		}
		at += n;
		len -= (size_t)n;
	}
	return 0;
}

static int encode_gzip(struct outfile *file, struct str bytes, bool end, struct err *err)
{
	char out[32 * 1024];
	int status, result = 0;
	file->gzip.next_in = (unsigned char *)(uintptr_t)bytes.at;
	file->gzip.avail_in = (uInt)bytes.len;
	do {
		file->gzip.next_out = (unsigned char *)out;
		file->gzip.avail_out = sizeof out;
		status = deflate(&file->gzip, end ? Z_FINISH : Z_NO_FLUSH);
		result = write_raw(file, out, sizeof out - file->gzip.avail_out, err);
	} while (result == 0 && status != Z_STREAM_END && (file->gzip.avail_out == 0 || (end && status == Z_OK)));
	return result;
}

static int encode_zstd(struct outfile *file, struct str bytes, bool end, struct err *err)
{
	char out[32 * 1024];
	ZSTD_inBuffer in = { bytes.at, bytes.len, 0 };
	size_t left;
	int result = 0;
	do {
		ZSTD_outBuffer to = { out, sizeof out, 0 };
		left = ZSTD_compressStream2(file->zstd, &to, &in, end ? ZSTD_e_end : ZSTD_e_continue);
		if (ZSTD_isError(left)) {
			errno = EIO;
			return fail(file, "zstd failed", err);
		}
		result = write_raw(file, out, to.pos, err);
	} while (result == 0 && (in.pos < in.size || (end && left > 0)));
	return result;
}

static int drain(struct outfile *file, bool end, struct err *err)
{
	int result;
	if (file->encoder == ENCODE_GZIP) {
		result = encode_gzip(file, buf_str(&file->pending), end, err);
	} else if (file->encoder == ENCODE_ZSTD) {
		result = encode_zstd(file, buf_str(&file->pending), end, err);
	} else {
		result = write_raw(file, file->pending.at, file->pending.len, err);
	}
	buf_clear(&file->pending);
	return result;
}

int outfile_write(struct outfile *file, struct str bytes, struct err *err)
{
	buf_str_add(&file->pending, bytes);
	return file->pending.len >= OUT_SIZE ? drain(file, false, err) : 0;
}

int outfile_flush(struct outfile *file, struct err *err)
{
	return drain(file, false, err);
}

/* A rename is on disk only when its folder is; a file system that cannot sync a folder (EINVAL) is no failure. */
static int sync_folder(const struct outfile *file, struct err *err)
{
	char *path = copy(file->path, "");
	int fd = open(dirname(path), O_RDONLY | O_CLOEXEC), result = 0;
	free(path);
	if (fd >= 0) {
		if (fsync(fd) != 0 && errno != EINVAL) {
			result = fail(file, "its folder cannot be synced", err);
		}
		close(fd);
	}
	return result;
}

static int put_in_place(struct outfile *file, struct err *err)
{
	if (rename(file->temporary, file->path) != 0) {
		return fail(file, "cannot be put in place", err);
	}
	leftover_drop(file->temporary);
	free(file->temporary);
	file->temporary = NULL;
	return sync_folder(file, err);
}

/* result: of what was done before; a fault of closing does not hide an earlier one. */
static int close_file(struct outfile *file, int result, struct err *err)
{
	int fd = file->fd;
	file->fd = -1;
	return close(fd) != 0 && result == 0 ? fail(file, "close failed", err) : result;
}

int outfile_commit(struct outfile *file, struct err *err)
{
	int result = drain(file, true, err);
	if (result == 0 && file->temporary != NULL && fsync(file->fd) != 0) {
		result = fail(file, "sync failed", err);
	}
	if (file->path != NULL || result == 0) {
		result = close_file(file, result, err);
	}
	if (result == 0 && file->temporary != NULL) {
		result = put_in_place(file, err);
	}
	if (file->temporary != NULL) {
		unlink(file->temporary);
	}
	outfile_free(file);
	return result;
}

void outfile_abort(struct outfile *file)
{
	if (file == NULL) {
		return;
	}
	if (file->temporary != NULL) {
		unlink(file->temporary);
	}
	outfile_free(file);
}

int outfile_save(const char *path, struct str bytes, struct err *err)
{
	struct outfile *file = NULL;
	int result = outfile_open(&file, path, err);
	if (result < 0) {
		return result;
	}
	result = outfile_write(file, bytes, err);
	if (result < 0) {
		outfile_abort(file);
		return result;
	}
	return outfile_commit(file, err);
}
