/* inputs.c - see inputs.h. The hash is GLib's. */
#include "inputs.h"

#include <glib.h>
#include <stdlib.h>

#include "array.h"

enum { INPUTS_FIRST = 16 };

struct input_hash {
	GChecksum *sum;
	uint64_t bytes;
};

static void take(void *to, const void *bytes, size_t len)
{
	struct input_hash *hash = to;
	g_checksum_update(hash->sum, bytes, (gssize)len);
	hash->bytes += len;
}

struct input_hash *inputs_begin(struct inputs *inputs, struct infile *file)
{
	struct input_hash *hash;
	if (inputs == NULL) {
		return NULL;
	}
	hash = memory_alloc(sizeof *hash);
	if (!infile_tap(file, take, hash)) {
		free(hash);
		return NULL;
	}
	hash->sum = g_checksum_new(G_CHECKSUM_SHA256);
	return hash;
}

static void hash_close(struct input_hash *hash, char sha256[SHA256_HEX + 1], uint64_t *bytes)
{
	const char *hex = g_checksum_get_string(hash->sum);
	memcpy(sha256, hex, SHA256_HEX);
	sha256[SHA256_HEX] = '\0';
	*bytes = hash->bytes;
	g_checksum_free(hash->sum);
	free(hash);
}

int inputs_end(struct inputs *inputs, struct input_hash *hash, struct infile *file, struct err *err)
{
	struct input_file *input;
	int result;
	if (hash == NULL) {
		return 0;
	}
	result = infile_drain(file, err);
	inputs->at = array_room(inputs->at, inputs->count, &inputs->cap, sizeof *inputs->at, INPUTS_FIRST);
	input = &inputs->at[inputs->count++];
	input->name = arena_dup(&inputs->arena, str_from(infile_name(file)));
	hash_close(hash, input->sha256, &input->bytes);
	return result;
}

void inputs_release(struct inputs *inputs)
{
	arena_release(&inputs->arena);
	free(inputs->at);
	*inputs = (struct inputs){ .arena = ARENA_INIT };
}

int file_sha256(const char *path, char sha256[SHA256_HEX + 1], uint64_t *bytes, struct err *err)
{
	struct infile *file = NULL;
	struct input_hash *hash;
	struct inputs wanted = { .arena = ARENA_INIT };
	int result = infile_open(&file, path, err);
	if (result < 0) {
		return result;
	}
	hash = inputs_begin(&wanted, file);
	result = infile_drain(file, err);
	hash_close(hash, sha256, bytes);
	infile_close(file);
	return result;
}
