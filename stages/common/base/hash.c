/* hash.c - see hash.h. Rounds of 8 bytes through a 64x64→128 bit multiply whose halves are folded together; bytes are
 * read little-endian on every machine. */
#include "hash.h"

#include <stdlib.h>

#include "array.h"

enum { INTERN_FIRST = 64 }; /* names that there is room for at first */

static const uint64_t KEY_A = 0x9E3779B97F4A7C15u, KEY_B = 0xD1B54A32D192ED03u, KEY_C = 0x8BB84B93962EACC9u;

#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
static uint64_t read8(const unsigned char *at)
{
	uint64_t value;
	memcpy(&value, at, sizeof value);
	return value;
}

static uint64_t read4(const unsigned char *at)
{
	uint32_t value;
	memcpy(&value, at, sizeof value);
	return value;
}
#else
static uint64_t read_bytes(const unsigned char *at, size_t bytes)
{
	uint64_t value = 0;
	for (size_t i = 0; i < bytes; i++) {
		value |= (uint64_t)at[i] << 8 * i;
	}
	return value;
}

static uint64_t read8(const unsigned char *at)
{
	return read_bytes(at, 8);
}

static uint64_t read4(const unsigned char *at)
{
	return read_bytes(at, 4);
}
#endif

/* The last 1 to 7 bytes, little-endian. Reads that overlap put equal bits in the same place, so "or" is exact. */
static uint64_t read_tail(const unsigned char *at, size_t bytes)
{
	if (bytes >= 4) {
		return read4(at) | read4(at + bytes - 4) << 8 * (bytes - 4);
	}
	return (uint64_t)at[0] | (uint64_t)at[bytes / 2] << 8 * (bytes / 2) |
	       (uint64_t)at[bytes - 1] << 8 * (bytes - 1);
}

uint64_t hash64(struct str bytes, uint64_t seed)
{
	const unsigned char *at = (const unsigned char *)bytes.at;
	size_t left = bytes.len;
	uint64_t state = hash_fold(seed ^ KEY_A, (uint64_t)bytes.len ^ KEY_B);
	for (; left >= 8; left -= 8, at += 8) {
		state = hash_fold(state ^ read8(at), KEY_C) + KEY_A;
	}
	if (left > 0) {
		state = hash_fold(state ^ read_tail(at, left) ^ (uint64_t)left << 56, KEY_B) + KEY_C;
	}
	return hash_fold(state ^ KEY_B, state ^ KEY_A) ^ state;
}

uint64_t hash_mix(uint64_t a, uint64_t b)
{
	return hash_fold(a ^ KEY_A, b ^ KEY_C) + hash_fold(a ^ KEY_B, KEY_C);
}

void intern_init(struct intern *intern)
{
	*intern = (struct intern){ .arena = ARENA_INIT };
}

void intern_release(struct intern *intern)
{
	arena_release(&intern->arena);
	free(intern->names);
	slots_release(&intern->slots);
	intern_init(intern);
}

static inline uint32_t find(const struct intern *intern, struct str name, uint64_t hash)
{
	struct slots_walk walk = slots_walk(&intern->slots, hash);
	uint32_t number;
	do {
		number = slots_next(&intern->slots, &walk);
	} while (number != SLOTS_NONE && !str_eq_short(intern->names[number], name));
	return number;
}

uint32_t intern_add(struct intern *intern, struct str name)
{
	uint64_t hash = hash64(name, 0);
	uint32_t number = find(intern, name, hash);
	if (number != INTERN_NONE) {
		return number;
	}
	number = (uint32_t)intern->count;
	intern->names = array_room(intern->names, intern->count, &intern->cap, sizeof *intern->names, INTERN_FIRST);
	slots_add(&intern->slots, hash, number);
	intern->names[intern->count++] = arena_dup(&intern->arena, name);
	return number;
}

uint32_t intern_find(const struct intern *intern, struct str name)
{
	return intern->slots.used == 0 ? INTERN_NONE : find(intern, name, hash64(name, 0));
}
