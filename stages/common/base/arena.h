/* arena.h - memory that is freed together: one arena per batch of records, one per run.
 *
 * Out of memory ends the process from one place (memory_exhausted, exit 4): outputs are written beside and renamed, so
 * what was published before stays as it was, and no caller has a path that is never tested. This is git's and Miller's
 * choice. */
#ifndef GRIPE_ARENA_H
#define GRIPE_ARENA_H

#include "str.h"

struct arena_block;
struct arena {
	struct arena_block *blocks; /* newest first */
	size_t used;                /* bytes handed out since the last reset */
	size_t held;                /* bytes of all blocks */
};

#define ARENA_INIT                                                                                                     \
	{                                                                                                              \
		NULL, 0, 0                                                                                             \
	}

/* arena_begin - of an arena not used before: its first block has room for so many bytes instead of 64 KB, for arenas of
 * which there are thousands. */
void arena_begin(struct arena *arena, size_t room);
/* arena_alloc - size zeroed bytes, aligned for any type; never NULL. */
void *arena_alloc(struct arena *arena, size_t size) __attribute__((malloc, returns_nonnull));
/* arena_array - count * size with the product checked. */
void *arena_array(struct arena *arena, size_t count, size_t size) __attribute__((malloc, returns_nonnull));
/* arena_dup - a copy of s with a NUL behind it (not counted in len). */
struct str arena_dup(struct arena *arena, struct str s);
/* arena_printf - formatted into the arena. */
struct str arena_printf(struct arena *arena, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* arena_reset - everything handed out becomes invalid; one block is kept for reuse. */
void arena_reset(struct arena *arena);
void arena_release(struct arena *arena);

/* Checked malloc family: never NULL. Products are checked. Free with free(). */
void *memory_alloc(size_t size) __attribute__((malloc, returns_nonnull)); /* zeroed */
void *memory_array(size_t count, size_t size) __attribute__((malloc, returns_nonnull));
void *memory_grow(void *old, size_t count, size_t size)
    __attribute__((returns_nonnull)); /* realloc; new bytes not zeroed */
/* memory_exhausted - what is temporary goes (leftover.h), one line on stderr, _exit(4). The only exit outside of the
 * programs' mains. */
void memory_exhausted(size_t wanted) __attribute__((noreturn));

#endif
