/* infile.h - a stream of bytes from a file or standard input, gzip and zstd undone on the way, with a bounded look
 * ahead. */
#ifndef GRIPE_INFILE_H
#define GRIPE_INFILE_H

#include <stdint.h>

#include "err.h"
#include "str.h"

struct infile;

enum { INFILE_PEEK = 256 * 1024 }; /* bytes that may be looked at ahead: enough to tell any format from any other */

/* infile_open - path "-" is standard input. gzip (also several members) and zstd are told by their first bytes.
 * GRIPE_IO: cannot be opened, is a directory. Opens lazily decoded: a damaged stream fails in infile_read. */
GRIPE_MUST_USE int infile_open(struct infile **file, const char *path, struct err *err);
/* infile_memory - the same over bytes that outlive it (archive members, tests, fuzzing). */
GRIPE_MUST_USE int infile_memory(struct infile **file, const char *name, struct str bytes, struct err *err);
/* infile_callback - the same over a producer: pull returns bytes read, 0 at the end, negative with err set. */
GRIPE_MUST_USE int infile_callback(struct infile **file, const char *name,
                                   int64_t (*pull)(void *from, void *to, size_t cap, struct err *err), void *from,
                                   struct err *err);
void infile_close(struct infile *file);
/* infile_on_close - done(from) is called by infile_close: for a producer that owns something. */
void infile_on_close(struct infile *file, void (*done)(void *from), void *from);

/* infile_tap - tap(to, bytes, len) is given every byte as it comes from the file, before it is decoded, in order. Asked
 * for before the first reading; of a file's descriptor (standard input too), not of memory or a callback: false. */
bool infile_tap(struct infile *file, void (*tap)(void *to, const void *bytes, size_t len), void *to);
/* infile_drain - reads what is left as it stands, for the tap alone; nothing can be read after it. */
GRIPE_MUST_USE int infile_drain(struct infile *file, struct err *err);

/* What unpacking may make of a file: told apart from an honest archive by how much more comes out than goes in. One
 * budget serves a file and all that is packed in it, at any depth. */
struct infile_budget {
	uint64_t most;  /* bytes that may come out in all; 0: INFILE_UNPACKED_MOST */
	uint64_t ratio; /* bytes out for a byte in, asked for past INFILE_SWELL_FREE; 0: INFILE_SWELL_RATIO */
	uint64_t in, out;
};
enum {
	INFILE_SWELL_RATIO = 200,    /* text seldom passes 30 */
	INFILE_SWELL_FREE = 64 << 20 /* bytes out before the ratio is asked for: of a small file it says little */
};
#define INFILE_UNPACKED_MOST (UINT64_C(64) << 30) /* bytes: more than a night reads from one file */
/* infile_limits - of the file's own budget; without it the defaults hold. infile_inherit - file, packed in `outer`,
 * takes from outer's budget, and has none of its own. */
void infile_limits(struct infile *file, uint64_t most, uint64_t ratio);
void infile_inherit(struct infile *file, struct infile *outer);
/* infile_unpacked - so many bytes came out of what is packed in file. GRIPE_DATA: more than the budget allows. */
GRIPE_MUST_USE int infile_unpacked(struct infile *file, uint64_t bytes, struct err *err);

/* infile_read - up to cap decoded bytes; 0 at the end. GRIPE_IO; GRIPE_DATA: damaged or cut-off gzip or zstd, with the
 * offset. */
GRIPE_MUST_USE int64_t infile_read(struct infile *file, void *to, size_t cap, struct err *err);
/* infile_peek - the next bytes without taking them: as many as there are, INFILE_PEEK at the most; valid until the next
 * call. */
GRIPE_MUST_USE int infile_peek(struct infile *file, struct str *ahead, struct err *err);
/* infile_all - all the rest into buf (whose limit holds: GRIPE_DATA names it). */
struct buf;
GRIPE_MUST_USE int infile_all(struct infile *file, struct buf *buf, struct err *err);
const char *infile_name(const struct infile *file);
/* infile_taken - decoded bytes taken so far. */
uint64_t infile_taken(const struct infile *file);

/* Lines: '\n' ends one and is not part of it (a '\r' before it stays); the last may lack it. LINE_LIMIT bounds a
 * stranger's line. */
enum { LINE_LIMIT = 64 * 1024 * 1024 };
struct lines {
	struct infile *file; /* borrowed */
	char *at;            /* buffer */
	size_t cap, start, end;
	bool done;
	uint64_t number; /* 1-based, of the line last returned */
	uint64_t offset; /* of its first byte in the decoded stream */
	uint64_t next;
};
void lines_init(struct lines *lines, struct infile *file);
void lines_release(struct lines *lines);
/* lines_next - 1 and *line (valid until the next call), 0 at the end, negative: as infile_read, or GRIPE_DATA for a
 * line over LINE_LIMIT. */
GRIPE_MUST_USE int lines_next(struct lines *lines, struct str *line, struct err *err);

#endif
