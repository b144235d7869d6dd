/* infile.c - see infile.h. Three layers: a source of raw bytes (file descriptor, memory, callback), a decoder chosen by
 * the first bytes (none, gzip by zlib, zstd), and one buffer that serves both reading and looking ahead. */
#include "infile.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>
#include <zstd.h>

#include "arena.h"
#include "buf.h"

enum { RAW_SIZE = 128 * 1024, PASS_LEAST = 16 * 1024 /* bytes that are worth a read of their own */ };
enum decoder { DECODE_UNKNOWN, DECODE_NONE, DECODE_GZIP, DECODE_ZSTD };

struct infile {
	char *name;
	int fd; /* -1: memory or callback */
	struct str memory;
	int64_t (*pull)(void *from, void *to, size_t cap, struct err *err);
	void *from;
	void (*done)(void *done_from); /* NULL: nothing to free behind the producer */
	void *done_from;
	void (*tap)(void *to, const void *bytes, size_t len); /* NULL: nobody listens */
	void *tap_to;
	struct infile_budget own, *budget; /* budget: own, or another's */
	bool outermost;                    /* what is read of it counts as what went in */
	enum decoder decoder;
	z_stream gzip;
	ZSTD_DStream *zstd;
	size_t zstd_hint; /* 0: between frames */
	bool in_member;   /* inside a gzip member */
	bool raw_end, end;
	unsigned char *raw; /* raw[raw_len], raw_at taken */
	size_t raw_at, raw_len;
	uint64_t raw_total;
	char *ahead; /* ahead[ahead_len], ahead_at taken */
	size_t ahead_at, ahead_len;
	uint64_t taken;
};

static struct infile *infile_new(const char *name)
{
	struct infile *file = memory_alloc(sizeof *file);
	file->name = memory_alloc(strlen(name) + 1);
	memcpy(file->name, name, strlen(name));
	file->fd = -1;
	file->budget = &file->own;
	file->outermost = true;
	file->raw = memory_grow(NULL, RAW_SIZE, 1); /* not zeroed: a start opens hundreds of lexicons */
	file->ahead = memory_grow(NULL, INFILE_PEEK, 1);
	return file;
}

int infile_open(struct infile **out, const char *path, struct err *err)
{
	bool standard = strcmp(path, "-") == 0;
	struct stat info;
	int fd = standard ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0 || fstat(fd, &info) != 0) {
		err_errno(err, "cannot be opened");
		err_at(err, path, 0, 0);
		return GRIPE_IO;
	}
	if (S_ISDIR(info.st_mode)) {
		if (!standard) {
			close(fd);
		}
		err_set(err, GRIPE_IO, "is a folder, not a file");
		err_at(err, path, 0, 0);
		return GRIPE_IO;
	}
	*out = infile_new(standard ? "standard input" : path);
	(*out)->fd = fd;
	return 0;
}

int infile_memory(struct infile **out, const char *name, struct str bytes, struct err *err)
{
	(void)err;
	*out = infile_new(name);
	(*out)->memory = bytes;
	return 0;
}

int infile_callback(struct infile **out, const char *name,
                    int64_t (*pull)(void *from, void *to, size_t cap, struct err *err), void *from, struct err *err)
{
	(void)err;
	*out = infile_new(name);
	(*out)->pull = pull;
	(*out)->from = from;
	return 0;
}

void infile_close(struct infile *file)
{
	if (file == NULL) {
		return;
	}
	if (file->decoder == DECODE_GZIP) {
		inflateEnd(&file->gzip);
	}
	if (file->decoder == DECODE_ZSTD) {
		ZSTD_freeDStream(file->zstd);
	}
	if (file->fd > STDIN_FILENO) {
		close(file->fd);
	}
	if (file->done != NULL) {
		file->done(file->done_from);
	}
	free(file->name);
	free(file->raw);
	free(file->ahead);
	free(file);
}

void infile_on_close(struct infile *file, void (*done)(void *from), void *from)
{
	file->done = done;
	file->done_from = from;
}

const char *infile_name(const struct infile *file)
{
	return file->name;
}

uint64_t infile_taken(const struct infile *file)
{
	return file->taken;
}

static int64_t pull_bytes(struct infile *file, void *to, size_t cap, struct err *err)
{
	ssize_t n;
	if (file->pull != NULL) {
		return file->pull(file->from, to, cap, err);
	}
	if (file->fd < 0) {
		size_t some = file->memory.len < cap ? file->memory.len : cap;
		if (some > 0) {
			memcpy(to, file->memory.at, some);
			file->memory = str_slice(file->memory, some, file->memory.len);
		}
		return (int64_t)some;
	}
	do {
		n = read(file->fd, to, cap);
	} while (n < 0 && errno == EINTR);
	if (n < 0) {
		err_errno(err, "cannot be read");
		err_at(err, file->name, 0, file->raw_total + 1);
		return GRIPE_IO;
	}
	return n;
}

/* len bytes have come from the source; none: it has ended. */
static void count_raw(struct infile *file, const void *bytes, size_t len)
{
	if (file->tap != NULL && len > 0) {
		file->tap(file->tap_to, bytes, len);
	}
	file->raw_end = len == 0;
	file->raw_total += len;
	file->budget->in += file->outermost ? len : 0;
}

/* More raw bytes behind those that are there; raw_end when there are none. */
static int fill_raw(struct infile *file, struct err *err)
{
	int64_t n;
	if (file->raw_at > 0) {
		memmove(file->raw, file->raw + file->raw_at, file->raw_len - file->raw_at);
		file->raw_len -= file->raw_at;
		file->raw_at = 0;
	}
	if (file->raw_end || file->raw_len == RAW_SIZE) {
		return 0;
	}
	n = pull_bytes(file, file->raw + file->raw_len, RAW_SIZE - file->raw_len, err);
	if (n < 0) {
		return (int)n;
	}
	count_raw(file, file->raw + file->raw_len, (size_t)n);
	file->raw_len += (size_t)n;
	return 0;
}

bool infile_tap(struct infile *file, void (*tap)(void *to, const void *bytes, size_t len), void *to)
{
	if (file->fd < 0) {
		return false;
	}
	file->tap = tap;
	file->tap_to = to;
	return true;
}

int infile_drain(struct infile *file, struct err *err)
{
	int result = 0;
	while (result == 0 && !file->raw_end) {
		file->raw_at = file->raw_len;
		result = fill_raw(file, err);
	}
	file->end = true;
	return result;
}

void infile_limits(struct infile *file, uint64_t most, uint64_t ratio)
{
	file->own.most = most;
	file->own.ratio = ratio;
}

void infile_inherit(struct infile *file, struct infile *outer)
{
	file->budget = outer->budget;
	file->outermost = false;
}

int infile_unpacked(struct infile *file, uint64_t bytes, struct err *err)
{
	struct infile_budget *budget = file->budget;
	uint64_t most = budget->most > 0 ? budget->most : INFILE_UNPACKED_MOST;
	uint64_t ratio = budget->ratio > 0 ? budget->ratio : INFILE_SWELL_RATIO;
	budget->out += bytes;
	if (budget->out > most) {
		err_set(err, GRIPE_DATA, "unpacks to more than %llu bytes (--max-unpacked allows more)",
		        (unsigned long long)most);
	} else if (budget->out > INFILE_SWELL_FREE && budget->out / ratio > budget->in) {
		err_set(err, GRIPE_DATA, "unpacks to more than %llu times its size (--max-swell allows more)",
		        (unsigned long long)ratio);
	} else {
		return 0;
	}
	err_at(err, file->name, 0, 0);
	return GRIPE_DATA;
}

static int damaged(struct infile *file, const char *what, struct err *err)
{
	err_set(err, GRIPE_DATA, "%s", what);
	err_at(err, file->name, 0, file->raw_total - (file->raw_len - file->raw_at) + 1);
	return GRIPE_DATA;
}

static int choose_decoder(struct infile *file, struct err *err)
{
	int result = 0;
	while (result == 0 && !file->raw_end && file->raw_len < 4) {
		result = fill_raw(file, err);
	}
	if (result < 0) {
		return result;
	}
	file->decoder = DECODE_NONE;
	if (file->raw_len >= 3 && file->raw[0] == 0x1F && file->raw[1] == 0x8B && file->raw[2] == 8) {
		if (inflateInit2(&file->gzip, 15 + 16) != Z_OK) {
			memory_exhausted(sizeof file->gzip);
		}
		file->decoder = DECODE_GZIP;
	} else if (file->raw_len >= 4 && memcmp(file->raw, "\x28\xB5\x2F\xFD", 4) == 0) {
		file->zstd = ZSTD_createDStream();
		if (file->zstd == NULL || ZSTD_isError(ZSTD_initDStream(file->zstd))) {
			memory_exhausted(0);
		}
		file->decoder = DECODE_ZSTD;
	}
	return 0;
}

/* Zeros behind a member, as tapes have them, up to the next one. */
static void skip_padding(struct infile *file)
{
	while (file->raw_at < file->raw_len && file->raw[file->raw_at] == 0 && file->gzip.total_out > 0) {
		file->raw_at++;
	}
}

/* One step of gzip; several members may follow each other, and zero bytes may pad the end (tar's habit, and gzip(1)
 * allows it). */
static int gzip_step(struct infile *file, char *to, size_t cap, size_t *got, struct err *err)
{
	int status;
	size_t raw;
	if (!file->in_member) {
		skip_padding(file);
		if (file->raw_at == file->raw_len) {
			file->end = file->raw_end;
			return 0;
		}
		file->in_member = true;
	}
	raw = file->raw_len - file->raw_at;
	if (raw == 0) {
		return file->raw_end ? damaged(file, "gzip data is cut off", err) : 0;
	}
	file->gzip.next_in = file->raw + file->raw_at;
	file->gzip.avail_in = (uInt)raw;
	file->gzip.next_out = (unsigned char *)to;
	file->gzip.avail_out = (uInt)cap;
	status = inflate(&file->gzip, Z_NO_FLUSH);
	file->raw_at = file->raw_len - file->gzip.avail_in;
	*got = cap - file->gzip.avail_out;
	if (status == Z_STREAM_END) {
		file->in_member = false;
		inflateReset(&file->gzip);
		file->gzip.total_out = 1; /* "a member has been read": padding may follow */
		return 0;
	}
	if (status != Z_OK && status != Z_BUF_ERROR) {
		return damaged(file, "gzip data is damaged", err);
	}
	return 0;
}

static int zstd_step(struct infile *file, char *to, size_t cap, size_t *got, struct err *err)
{
	ZSTD_inBuffer in = { file->raw, file->raw_len, file->raw_at };
	ZSTD_outBuffer out = { to, cap, 0 };
	size_t hint;
	if (in.pos == in.size && file->raw_end) {
		if (file->zstd_hint != 0) {
			return damaged(file, "zstd data is cut off", err);
		}
		file->end = true;
		return 0;
	}
	hint = ZSTD_decompressStream(file->zstd, &out, &in);
	file->raw_at = in.pos;
	*got = out.pos;
	if (ZSTD_isError(hint)) {
		return damaged(file, "zstd data is damaged", err);
	}
	file->zstd_hint = hint;
	return 0;
}

static size_t plain_step(struct infile *file, char *to, size_t cap)
{
	size_t got = file->raw_len - file->raw_at < cap ? file->raw_len - file->raw_at : cap;
	memcpy(to, file->raw + file->raw_at, got);
	file->raw_at += got;
	file->end = got == 0 && file->raw_end;
	return got;
}

/* Bytes that need no decoding, straight from their source: a buffer less on the way of most. */
static int64_t pass_on(struct infile *file, char *to, size_t cap, struct err *err)
{
	int64_t n = pull_bytes(file, to, cap, err);
	if (n >= 0) {
		count_raw(file, to, (size_t)n);
		file->end = file->raw_end;
	}
	return n;
}

/* Up to cap decoded bytes, 0 at the end; past the look-ahead buffer. */
static int64_t decode(struct infile *file, char *to, size_t cap, struct err *err)
{
	size_t got = 0;
	int result = file->decoder == DECODE_UNKNOWN ? choose_decoder(file, err) : 0;
	if (result >= 0 && file->decoder == DECODE_NONE && file->raw_at == file->raw_len && !file->raw_end &&
	    cap >= PASS_LEAST) {
		return pass_on(file, to, cap, err);
	}
	while (result >= 0 && got == 0 && !file->end) {
		if (file->raw_at == file->raw_len && (result = fill_raw(file, err)) < 0) {
			break;
		}
		if (file->decoder == DECODE_GZIP) {
			result = gzip_step(file, to, cap, &got, err);
		} else if (file->decoder == DECODE_ZSTD) {
			result = zstd_step(file, to, cap, &got, err);
		} else {
			got = plain_step(file, to, cap);
		}
	}
	if (result >= 0 && got > 0 && (file->decoder == DECODE_GZIP || file->decoder == DECODE_ZSTD)) {
		result = infile_unpacked(file, got, err);
	}
	return result < 0 ? result : (int64_t)got;
}

int64_t infile_read(struct infile *file, void *to, size_t cap, struct err *err)
{
	int64_t n;
	if (file->ahead_at < file->ahead_len) {
		size_t some = file->ahead_len - file->ahead_at < cap ? file->ahead_len - file->ahead_at : cap;
		memcpy(to, file->ahead + file->ahead_at, some);
		file->ahead_at += some;
		file->taken += some;
		return (int64_t)some;
	}
	n = decode(file, to, cap, err);
	if (n > 0) {
		file->taken += (uint64_t)n;
	}
	return n;
}

int infile_peek(struct infile *file, struct str *ahead, struct err *err)
{
	if (file->ahead_at > 0) {
		memmove(file->ahead, file->ahead + file->ahead_at, file->ahead_len - file->ahead_at);
		file->ahead_len -= file->ahead_at;
		file->ahead_at = 0;
	}
	while (file->ahead_len < INFILE_PEEK) {
		int64_t n = decode(file, file->ahead + file->ahead_len, INFILE_PEEK - file->ahead_len, err);
		if (n < 0) {
			return (int)n;
		}
		if (n == 0) {
			break;
		}
		file->ahead_len += (size_t)n;
	}
	*ahead = (struct str){ file->ahead, file->ahead_len };
	return 0;
}

/* Reads into the room that buf has, or can have at once; the bytes read, 0 at the end, or a fault. */
static int64_t read_more(struct infile *file, struct buf *buf, struct err *err)
{
	size_t room = buf->cap - 1 - buf->len;
	int64_t n;
	if (room < RAW_SIZE && buf->limit - buf->len >= RAW_SIZE && buf_reserve(buf, RAW_SIZE)) {
		room = buf->cap - 1 - buf->len;
	}
	n = infile_read(file, buf->at + buf->len, room, err);
	if (n > 0) {
		buf->len += (size_t)n;
		buf->at[buf->len] = '\0';
	}
	return n;
}

int infile_all(struct infile *file, struct buf *buf, struct err *err)
{
	for (;;) {
		int64_t n;
		if (!buf_reserve(buf, 1)) { /* full: fine when nothing more comes */
			char one;
			n = infile_read(file, &one, 1, err);
			buf->over = n > 0;
		} else {
			n = read_more(file, buf, err);
		}
		if (n < 0) {
			return (int)n;
		}
		if (n == 0 || buf->over) {
			int result = buf_check(buf, "the file", err);
			if (result < 0) {
				err_at(err, file->name, 0, 0);
			}
			return result;
		}
	}
}

void lines_init(struct lines *lines, struct infile *file)
{
	*lines = (struct lines){ .file = file, .cap = RAW_SIZE };
	lines->at = memory_alloc(lines->cap);
}

void lines_release(struct lines *lines)
{
	free(lines->at);
	lines->at = NULL;
}

static int too_long(struct lines *lines, struct err *err)
{
	err_set(err, GRIPE_DATA, "a line is longer than %d bytes", LINE_LIMIT);
	err_at(err, infile_name(lines->file), lines->number + 1, 0);
	return GRIPE_DATA;
}

/* Moves what is not taken yet to the front, and makes room behind it; false: the line in hand is too long. */
static bool make_room(struct lines *lines)
{
	if (lines->start > 0) {
		memmove(lines->at, lines->at + lines->start, lines->end - lines->start);
		lines->end -= lines->start;
		lines->start = 0;
	}
	if (lines->end == lines->cap) {
		if (lines->cap >= LINE_LIMIT) {
			return false;
		}
		lines->cap *= 2;
		lines->at = memory_grow(lines->at, lines->cap, 1);
	}
	return true;
}

int lines_next(struct lines *lines, struct str *line, struct err *err)
{
	size_t searched = lines->start;
	for (;;) {
		char *hit = memchr(lines->at + searched, '\n', lines->end - searched);
		int64_t n;
		if (hit != NULL || (lines->done && lines->end > lines->start)) {
			size_t end = hit != NULL ? (size_t)(hit - lines->at) : lines->end;
			*line = (struct str){ lines->at + lines->start, end - lines->start };
			lines->offset = lines->next;
			lines->next += line->len + (hit != NULL);
			lines->start = end + (hit != NULL);
			lines->number++;
			return 1;
		}
		if (lines->done) {
			return 0;
		}
		searched = lines->end - lines->start;
		if (!make_room(lines)) {
			return too_long(lines, err);
		}
		n = infile_read(lines->file, lines->at + lines->end, lines->cap - lines->end, err);
		if (n < 0) {
			return (int)n;
		}
		lines->done = n == 0;
		lines->end += (size_t)n;
	}
}
