/* inputs.h - the files that a run read: name, size and SHA-256, taken from the bytes while they were read, so that a
 * file that changes meanwhile is told as it was seen. */
#ifndef GRIPE_INPUTS_H
#define GRIPE_INPUTS_H

#include "arena.h"
#include "infile.h"

enum { SHA256_HEX = 64 };

struct input_file {
	struct str name; /* as opened */
	uint64_t bytes;  /* as they lie in the file, before anything is decoded */
	char sha256[SHA256_HEX + 1];
};

struct inputs {
	struct arena arena;
	struct input_file *at; /* at[count], in the order in which they were read */
	size_t count, cap;
};

/* inputs_begin - from now on what is read of file is hashed; NULL: inputs is NULL, or file is no file (a member of an
 * archive: the archive is the file). inputs_end - reads what the reader left over, and adds the file to inputs; frees
 * what inputs_begin returned, NULL allowed. GRIPE_IO. */
struct input_hash;
struct input_hash *inputs_begin(struct inputs *inputs, struct infile *file);
GRIPE_MUST_USE int inputs_end(struct inputs *inputs, struct input_hash *hash, struct infile *file, struct err *err);
void inputs_release(struct inputs *inputs);

/* file_sha256 - of a file that is read for this alone. */
GRIPE_MUST_USE int file_sha256(const char *path, char sha256[SHA256_HEX + 1], uint64_t *bytes, struct err *err);

#endif
