/* allocation.c - malloc, calloc and realloc of the whole program, its libraries included, end the process when memory
 * is out (memory_exhausted: one line, nothing half-done) instead of returning NULL.
 *
 * gripe's own allocations have always ended so. Its libraries do not: json-c follows a NULL, others take one for "not
 * found" and go on with a result that differs in silence. A program's own malloc stands before the C library's for
 * every library it loads (POSIX leaves it open, glibc's manual allows it: "Replacing malloc"); the memory itself stays
 * glibc's. Elsewhere (musl, macOS, under sanitizers, which bring a malloc of their own) libraries see NULL as before.
 *
 * A request beyond LIBRARY_MOST may be a stranger's length that a library has read from a file: it still gets NULL, and
 * the library refuses that file. */
#include <stdint.h>
#include <stdlib.h>

#include "arena.h"

#if defined(__has_feature)
#define CLANG_HAS(what) __has_feature(what)
#else
#define CLANG_HAS(what) 0
#endif

#if defined(__GLIBC__) && !defined(__SANITIZE_ADDRESS__) && !CLANG_HAS(address_sanitizer) &&                           \
    !CLANG_HAS(memory_sanitizer)

#define LIBRARY_MOST ((size_t)1 << 30) /* bytes: what is asked for in one piece by who knows what he does */

extern void *__libc_malloc(size_t size);
extern void *__libc_calloc(size_t count, size_t size);
extern void *__libc_realloc(void *old, size_t size);

static void *given(void *memory, size_t size)
{
	if (memory == NULL && size <= LIBRARY_MOST) {
		memory_exhausted(size);
	}
	return memory;
}

void *malloc(size_t size)
{
	return given(__libc_malloc(size), size);
}

void *calloc(size_t count, size_t size)
{
	size_t total;
	return given(__libc_calloc(count, size), __builtin_mul_overflow(count, size, &total) ? SIZE_MAX : total);
}

/* realloc(old, 0) frees, and its NULL is no failure. */
void *realloc(void *old, size_t size)
{
	void *memory = __libc_realloc(old, size);
	return size == 0 ? memory : given(memory, size);
}

#endif
