/* arena.c - bump allocation in blocks that double from 64 KiB to 4 MiB; larger requests get a block of their own.
 * Under AddressSanitizer the unused tail of a block is poisoned, so that an overrun inside an arena is found too. */
#include "arena.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "leftover.h"

#if defined(__SANITIZE_ADDRESS__)
#include <sanitizer/asan_interface.h>
#define POISON(at, size) ASAN_POISON_MEMORY_REGION(at, size)
#define UNPOISON(at, size) ASAN_UNPOISON_MEMORY_REGION(at, size)
#else
#define POISON(at, size) ((void)(at), (void)(size))
#define UNPOISON(at, size) ((void)(at), (void)(size))
#endif

enum { ALIGN = 16, FIRST_BLOCK = 64 * 1024, LAST_BLOCK = 4 * 1024 * 1024 };

struct arena_block {
	struct arena_block *next;
	size_t cap, used; /* bytes of data */
	_Alignas(ALIGN) char data[];
};

void memory_exhausted(size_t wanted)
{
	char line[96];
	int n = snprintf(line, sizeof line, "gripe: out of memory: %zu bytes wanted\n", wanted);
	ssize_t ignored;
	leftover_remove_all();
	ignored = write(STDERR_FILENO, line, n > 0 ? (size_t)n : 0);
	(void)ignored;
	_exit(4);
}

void *memory_alloc(size_t size)
{
	void *p = calloc(1, size > 0 ? size : 1);
	if (p == NULL) {
		memory_exhausted(size);
	}
	return p;
}

void *memory_array(size_t count, size_t size)
{
	size_t total;
	if (__builtin_mul_overflow(count, size, &total)) {
		memory_exhausted(SIZE_MAX);
	}
	return memory_alloc(total);
}

void *memory_grow(void *old, size_t count, size_t size)
{
	size_t total;
	void *p;
	if (__builtin_mul_overflow(count, size, &total)) {
		memory_exhausted(SIZE_MAX);
	}
	p = realloc(old, total > 0 ? total : 1);
	if (p == NULL) {
		memory_exhausted(total);
	}
	return p;
}

static struct arena_block *block_of(size_t cap)
{
	struct arena_block *block;
	if (cap > SIZE_MAX - sizeof *block) {
		memory_exhausted(cap);
	}
	block = malloc(sizeof *block + cap);
	if (block == NULL) {
		memory_exhausted(cap);
	}
	block->cap = cap;
	block->used = 0;
	POISON(block->data, cap);
	return block;
}

static struct arena_block *block_new(struct arena *arena, size_t size)
{
	size_t cap = arena->blocks == NULL ? FIRST_BLOCK : arena->blocks->cap * 2;
	struct arena_block *block;
	if (cap > LAST_BLOCK) {
		cap = LAST_BLOCK;
	}
	if (cap < size) {
		cap = size;
	}
	block = block_of(cap);
	arena->held += cap;
	if (arena->blocks != NULL &&
	    size > LAST_BLOCK) { /* an odd large one goes behind, the current block stays in use */
		block->next = arena->blocks->next;
		arena->blocks->next = block;
	} else {
		block->next = arena->blocks;
		arena->blocks = block;
	}
	return block;
}

void arena_begin(struct arena *arena, size_t room)
{
	arena->blocks = block_of(room);
	arena->blocks->next = NULL;
	arena->used = 0;
	arena->held = room;
}

/* Bytes at a multiple of align, a power of two up to ALIGN; not zeroed. */
static void *take(struct arena *arena, size_t size, size_t align)
{
	struct arena_block *block = arena->blocks;
	size_t start = block == NULL ? 0 : (block->used + align - 1) / align * align;
	char *at;
	if (size > SIZE_MAX - ALIGN) {
		memory_exhausted(size);
	}
	if (block == NULL || start > block->cap || block->cap - start < size) {
		block = block_new(arena, size);
		start = 0;
	}
	at = block->data + start;
	block->used = start + size;
	arena->used += size;
	UNPOISON(at, size);
	return at;
}

void *arena_alloc(struct arena *arena, size_t size)
{
	void *at = take(arena, size, ALIGN);
	memset(at, 0, size);
	return at;
}

void *arena_array(struct arena *arena, size_t count, size_t size)
{
	size_t total;
	if (__builtin_mul_overflow(count, size, &total)) {
		memory_exhausted(SIZE_MAX);
	}
	return arena_alloc(arena, total);
}

struct str arena_dup(struct arena *arena, struct str s)
{
	char *copy = take(arena, s.len + 1, 1);
	if (s.len > 0) {
		memcpy(copy, s.at, s.len);
	}
	copy[s.len] = '\0';
	return (struct str){ copy, s.len };
}

struct str arena_printf(struct arena *arena, const char *format, ...)
{
	va_list args;
	int n;
	char *at;
	va_start(args, format);
	n = vsnprintf(NULL, 0, format, args);
	va_end(args);
	if (n < 0) {
		return STR_EMPTY;
	}
	at = arena_alloc(arena, (size_t)n + 1);
	va_start(args, format);
	vsnprintf(at, (size_t)n + 1, format, args);
	va_end(args);
	return (struct str){ at, (size_t)n };
}

static void free_blocks(struct arena_block *block)
{
	while (block != NULL) {
		struct arena_block *next = block->next;
		UNPOISON(block->data, block->cap);
		free(block);
		block = next;
	}
}

void arena_reset(struct arena *arena)
{
	if (arena->blocks != NULL) {
		free_blocks(arena->blocks->next);
		arena->blocks->next = NULL;
		arena->blocks->used = 0;
		arena->held = arena->blocks->cap;
		POISON(arena->blocks->data, arena->blocks->cap);
	}
	arena->used = 0;
}

void arena_release(struct arena *arena)
{
	free_blocks(arena->blocks);
	*arena = (struct arena)ARENA_INIT;
}
