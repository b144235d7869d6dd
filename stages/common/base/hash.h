/* hash.h - 64-bit hashes of bytes and a table from strings to dense numbers. Results are the same on every machine. */
#ifndef GRIPE_HASH_H
#define GRIPE_HASH_H

#include <stdint.h>

#include "arena.h"
#include "slots.h"
#include "str.h"

/* hash64 - well mixed, not for secrets: 128-bit multiply and fold (the idea of wyhash), 8 bytes a round. */
uint64_t hash64(struct str bytes, uint64_t seed);
/* hash_mix - one number into another; order matters. */
uint64_t hash_mix(uint64_t a, uint64_t b);
/* hash_fold - the round that both are made of: both halves of the product. Quick, and 0 where a or b is: for numbers
 * that nobody chooses, or with a hash_mix behind it. */
static inline uint64_t hash_fold(uint64_t a, uint64_t b)
{
	__extension__ typedef unsigned __int128 wide;
	wide product = (wide)a * b;
	return (uint64_t)product ^ (uint64_t)(product >> 64);
}

/* intern - strings to numbers 0, 1, 2 … in order of first adding. */
struct intern {
	struct arena arena; /* the strings */
	struct str *names;  /* names[count] */
	struct slots slots; /* to their numbers */
	size_t count, cap;
};
#define INTERN_NONE SLOTS_NONE
void intern_init(struct intern *intern);
void intern_release(struct intern *intern);
uint32_t intern_add(struct intern *intern, struct str name);        /* its number, a new one when it is not there */
uint32_t intern_find(const struct intern *intern, struct str name); /* INTERN_NONE when it is not there */

#endif
