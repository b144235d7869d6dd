/* inject.c - preloaded into gripe: the Nth call of one function fails as it could on a bad day, or the process is
 * killed there. The idea is jq's inject_errors.
 *
 * FAULT_CALL names the function: open, read, write, close, fsync, rename (of any kind), unlink, malloc (also calloc),
 * realloc, mmap. FAULT_N counts from 1. FAULT_DO is fail (the default), before or after: killed before or after the
 * call. FAULT_COUNT=FILE: the number of calls is written there at the end. FAULT_PLACES=FILE: instead, the numbers of
 * the calls that came first from their place in the program (its six innermost callers). FAULT_NO_EXCHANGE: two names
 * cannot be exchanged, as on other systems. Calls count from the moment at which the program has set its signals: what
 * the libraries do before main is not ours. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <execinfo.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/types.h>
#include <unistd.h>

enum { FRAMES = 8, OWN_FRAMES = 2, PLACES = 1 << 16 };

static const char *wanted, *action, *places_path;
static long nth;
static bool started;
static atomic_long calls;
static _Thread_local bool inside; /* of our own work: its calls do not count */
static uint64_t seen[PLACES];
static int places_fd = -1, count_fd = -1; /* opened first thing: later the sandbox refuses */

/* The program's own malloc, which stands before a preloaded one, asks these of the C library. */
void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *old, size_t size);

__attribute__((constructor)) static void begin(void)
{
	const char *n = getenv("FAULT_N");
	wanted = getenv("FAULT_CALL");
	action = getenv("FAULT_DO");
	places_path = getenv("FAULT_PLACES");
	nth = n == NULL ? 0 : atol(n);
	if (getenv("FAULT_COUNT") != NULL) {
		count_fd = open(getenv("FAULT_COUNT"), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	}
	if (places_path != NULL) {
		void *frames[FRAMES];
		places_fd = open(places_path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
		backtrace(frames, FRAMES); /* loads its library now, not in the middle of an allocation */
	}
}

/* Is this the first call from its place? */
static bool is_new_place(void)
{
	void *frames[FRAMES];
	int n = backtrace(frames, FRAMES);
	uint64_t hash = 1469598103934665603u;
	for (int i = OWN_FRAMES; i < n; i++) {
		hash = (hash ^ (uint64_t)(uintptr_t)frames[i]) * 1099511628211u;
	}
	for (size_t i = hash % PLACES;; i = (i + 1) % PLACES) {
		if (seen[i] == hash) {
			return false;
		}
		if (seen[i] == 0) {
			seen[i] = hash;
			return true;
		}
	}
}

enum hit { HIT_NOT, HIT_FAIL, HIT_AFTER };

static enum hit hit(const char *name)
{
	long now;
	enum hit result = HIT_NOT;
	if (!started || inside || wanted == NULL || strcmp(wanted, name) != 0) {
		return HIT_NOT;
	}
	inside = true;
	now = atomic_fetch_add(&calls, 1) + 1;
	if (places_fd >= 0 && is_new_place()) {
		char line[24];
		int n = snprintf(line, sizeof line, "%ld\n", now);
		ssize_t ignored = write(places_fd, line, (size_t)n);
		(void)ignored;
	}
	if (now == nth) {
		if (getenv("FAULT_SHOW") != NULL) {
			void *frames[FRAMES * 3];
			backtrace_symbols_fd(frames, backtrace(frames, FRAMES * 3), 2);
		}
		if (action == NULL || strcmp(action, "fail") == 0) {
			result = HIT_FAIL;
		} else if (strcmp(action, "before") == 0) {
			kill(getpid(), SIGKILL);
		} else {
			result = HIT_AFTER;
		}
	}
	inside = false;
	return result;
}

static long after(enum hit what, long result)
{
	int saved = errno;
	if (what == HIT_AFTER) {
		kill(getpid(), SIGKILL);
	}
	errno = saved;
	return result;
}

__attribute__((destructor)) static void tell(void)
{
	started = false;
	if (count_fd >= 0) {
		dprintf(count_fd, "%ld\n", (long)calls);
	}
}

#define REAL(name) __typeof__(&(name)) real = (__typeof__(&(name)))dlsym(RTLD_NEXT, #name)

int sigaction(int number, const struct sigaction *to, struct sigaction *from)
{
	REAL(sigaction);
	int result = real(number, to, from);
	started = started || number == SIGXFSZ;
	return result;
}

static int open_with(const char *name, int folder, const char *path, int flags, mode_t mode)
{
	REAL(openat);
	enum hit what = hit(name);
	if (what == HIT_FAIL) {
		errno = EMFILE;
		return -1;
	}
	return (int)after(what, real(folder, path, flags, mode));
}

int open(const char *path, int flags, ...)
{
	va_list rest;
	mode_t mode;
	va_start(rest, flags);
	mode = (flags & (O_CREAT | O_TMPFILE)) != 0 ? va_arg(rest, mode_t) : 0;
	va_end(rest);
	return open_with("open", AT_FDCWD, path, flags, mode);
}

int open64(const char *path, int flags, ...) __attribute__((alias("open")));

int openat(int folder, const char *path, int flags, ...)
{
	va_list rest;
	mode_t mode;
	va_start(rest, flags);
	mode = (flags & (O_CREAT | O_TMPFILE)) != 0 ? va_arg(rest, mode_t) : 0;
	va_end(rest);
	return open_with("open", folder, path, flags, mode);
}

int mkstemp(char *template)
{
	REAL(mkstemp);
	enum hit what = hit("open");
	if (what == HIT_FAIL) {
		errno = EMFILE;
		return -1;
	}
	return (int)after(what, real(template));
}

ssize_t read(int fd, void *to, size_t len)
{
	REAL(read);
	enum hit what = hit("read");
	if (what == HIT_FAIL) {
		errno = EIO;
		return -1;
	}
	return (ssize_t)after(what, real(fd, to, len));
}

ssize_t write(int fd, const void *from, size_t len)
{
	REAL(write);
	enum hit what = hit("write");
	if (what == HIT_FAIL) {
		errno = ENOSPC;
		return -1;
	}
	return (ssize_t)after(what, real(fd, from, len));
}

int close(int fd)
{
	REAL(close);
	enum hit what = hit("close");
	if (what == HIT_FAIL) {
		real(fd);
		errno = EIO;
		return -1;
	}
	return (int)after(what, real(fd));
}

int fsync(int fd)
{
	REAL(fsync);
	enum hit what = hit("fsync");
	if (what == HIT_FAIL) {
		errno = EIO;
		return -1;
	}
	return (int)after(what, real(fd));
}

int rename(const char *from, const char *to)
{
	REAL(rename);
	enum hit what = hit("rename");
	if (what == HIT_FAIL) {
		errno = EACCES;
		return -1;
	}
	return (int)after(what, real(from, to));
}

int renameat2(int from_folder, const char *from, int to_folder, const char *to, unsigned flags)
{
	REAL(renameat2);
	enum hit what;
	if (getenv("FAULT_NO_EXCHANGE") != NULL) {
		errno = EINVAL;
		return -1;
	}
	what = hit("rename");
	if (what == HIT_FAIL) {
		errno = EACCES;
		return -1;
	}
	return (int)after(what, real(from_folder, from, to_folder, to, flags));
}

int unlink(const char *path)
{
	REAL(unlink);
	enum hit what = hit("unlink");
	if (what == HIT_FAIL) {
		errno = EACCES;
		return -1;
	}
	return (int)after(what, real(path));
}

/* Found once: dlsym is slow, and these are called a million times. */
#define REAL_ONCE(name)                                                                                                \
	static __typeof__(&(name)) real;                                                                               \
	if (real == NULL) {                                                                                            \
		real = (__typeof__(&(name)))dlsym(RTLD_NEXT, #name);                                                   \
	}

void *__libc_malloc(size_t size)
{
	REAL_ONCE(__libc_malloc);
	if (hit("malloc") == HIT_FAIL) {
		errno = ENOMEM;
		return NULL;
	}
	return real(size);
}

void *__libc_calloc(size_t count, size_t size)
{
	REAL_ONCE(__libc_calloc);
	if (hit("malloc") == HIT_FAIL) {
		errno = ENOMEM;
		return NULL;
	}
	return real(count, size);
}

void *__libc_realloc(void *old, size_t size)
{
	REAL_ONCE(__libc_realloc);
	if (hit("realloc") == HIT_FAIL) {
		errno = ENOMEM;
		return NULL;
	}
	return real(old, size);
}

void *mmap(void *at, size_t len, int protection, int flags, int fd, off_t offset)
{
	REAL(mmap);
	if (hit("mmap") == HIT_FAIL) {
		errno = ENOMEM;
		return MAP_FAILED;
	}
	return real(at, len, protection, flags, fd, offset);
}
