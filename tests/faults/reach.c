/* reach.c - preloaded into gripe: plays the reader that a stranger's bytes have taken over. At the first lines of input
 * that are read it asks for the net and for another program, and says on standard error what came of it. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

ssize_t read(int fd, void *to, size_t len)
{
	static int asked;
	__typeof__(&read) real = (__typeof__(&read))dlsym(RTLD_NEXT, "read");
	ssize_t n = real(fd, to, len);
	if (!asked && n > 7 && memcmp(to, "id,text", 7) == 0) {
		char *const none[] = { NULL };
		struct rlimit core;
		int net = socket(AF_INET, SOCK_STREAM, 0), net_errno = net < 0 ? errno : 0, program_errno;
		asked = 1;
		execve("/nonexistent/program", none, none);
		program_errno = errno;
		getrlimit(RLIMIT_CORE, &core);
		fprintf(stderr, "net: %s; program: %s; core: %s\n", net < 0 && net_errno == EPERM ? "refused" : "open",
		        program_errno == EPERM ? "refused" : "open", core.rlim_max == 0 ? "none" : "written");
	}
	return n;
}
