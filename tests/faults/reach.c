/* reach.c - preloaded into gripe: plays the reader that a stranger's bytes have taken over. At the first lines of input
 * that are read it asks for the net, for another program and, in the folder REACH_FILES, for a new file, for the bytes
 * of one that is there, for its removal and for a link, and says on standard error what came of it. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

/* One word: each of four ways to change the folder was refused, or the ones that were not. */
static void reach_files(const char *folder)
{
	char made[512], there[512], link[512];
	int fd;
	snprintf(made, sizeof made, "%s/made", folder);
	snprintf(there, sizeof there, "%s/there", folder);
	snprintf(link, sizeof link, "%s/link", folder);
	fd = open(made, O_WRONLY | O_CREAT, 0600);
	fprintf(stderr, "files:%s", fd >= 0 ? " made" : "");
	fd = open(there, O_WRONLY | O_TRUNC);
	fprintf(stderr, "%s", fd >= 0 ? " written" : "");
	fprintf(stderr, "%s", symlink(there, link) == 0 ? " linked" : "");
	fprintf(stderr, "%s;\n", unlink(there) == 0 ? " removed" : "");
}

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
		if (getenv("REACH_FILES") != NULL) {
			reach_files(getenv("REACH_FILES"));
		}
		getrlimit(RLIMIT_CORE, &core);
		fprintf(stderr, "net: %s; program: %s; core: %s\n", net < 0 && net_errno == EPERM ? "refused" : "open",
		        program_errno == EPERM ? "refused" : "open", core.rlim_max == 0 ? "none" : "written");
	}
	return n;
}
