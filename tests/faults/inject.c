/* inject.c - preloaded into gripe: the Nth call of one function fails as it could on a bad day. FAULT_CALL names it
 * (read, write, close, fsync, rename), FAULT_N counts from 1; FAULT_COUNT=FILE has the number of calls written there at
 * the end. The idea is jq's inject_errors. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

static atomic_long calls;

/* 1 when this call of `name` is the one to fail. */
static int hit(const char *name)
{
	const char *wanted = getenv("FAULT_CALL"), *n = getenv("FAULT_N");
	if (wanted == NULL || n == NULL || strcmp(wanted, name) != 0) {
		return 0;
	}
	return atomic_fetch_add(&calls, 1) + 1 == atol(n);
}

__attribute__((destructor)) static void tell(void)
{
	const char *path = getenv("FAULT_COUNT");
	FILE *file = path == NULL ? NULL : fopen(path, "w");
	if (file != NULL) {
		fprintf(file, "%ld\n", (long)calls);
		fclose(file);
	}
}

ssize_t read(int fd, void *to, size_t len)
{
	ssize_t (*real)(int, void *, size_t) = (ssize_t(*)(int, void *, size_t))dlsym(RTLD_NEXT, "read");
	if (hit("read")) {
		errno = EIO;
		return -1;
	}
	return real(fd, to, len);
}

ssize_t write(int fd, const void *from, size_t len)
{
	ssize_t (*real)(int, const void *, size_t) = (ssize_t(*)(int, const void *, size_t))dlsym(RTLD_NEXT, "write");
	if (hit("write")) {
		errno = ENOSPC;
		return -1;
	}
	return real(fd, from, len);
}

int close(int fd)
{
	int (*real)(int) = (int (*)(int))dlsym(RTLD_NEXT, "close");
	if (hit("close")) {
		real(fd);
		errno = EIO;
		return -1;
	}
	return real(fd);
}

int fsync(int fd)
{
	int (*real)(int) = (int (*)(int))dlsym(RTLD_NEXT, "fsync");
	if (hit("fsync")) {
		errno = EIO;
		return -1;
	}
	return real(fd);
}

int rename(const char *from, const char *to)
{
	int (*real)(const char *, const char *) = (int (*)(const char *, const char *))dlsym(RTLD_NEXT, "rename");
	if (hit("rename")) {
		errno = EACCES;
		return -1;
	}
	return real(from, to);
}
