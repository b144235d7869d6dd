/* sandbox_files.c - Landlock, Linux's way for a process to give up rights to files: what is not granted beneath a
 * folder is refused with EACCES, in all threads to come, to root as well. Reading is not restricted: inputs may be
 * anywhere. Whoever takes a reader over by what it reads can then write into the run that is being made, and nowhere
 * else. Chosen against a filter of openat's O_CREAT by seccomp: the process that reads makes the run's files too, and a
 * filter sees a path's address, not the path. Kernels before 5.19 cannot move a file between folders under Landlock, so
 * it is not used there. */
#define _GNU_SOURCE /* syscall, O_PATH */
#include "sandbox.h"

#if defined(__linux__) && defined(__has_include) && !defined(GRIPE_NO_LANDLOCK)
#if __has_include(<linux/landlock.h>)
#include <linux/landlock.h>
#endif
#endif

#if defined(LANDLOCK_CREATE_RULESET_VERSION) && defined(LANDLOCK_ACCESS_FS_REFER)
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { VERSION_OF_REFER = 2, VERSION_OF_TRUNCATE = 3 };

#ifdef LANDLOCK_ACCESS_FS_TRUNCATE
#define RIGHT_TRUNCATE LANDLOCK_ACCESS_FS_TRUNCATE
#else
#define RIGHT_TRUNCATE (UINT64_C(1) << 14) /* headers before 6.2 have no name for it */
#endif

#define RIGHTS_OF_A_FILE (LANDLOCK_ACCESS_FS_WRITE_FILE | RIGHT_TRUNCATE)
#define RIGHTS_OF_NAMES (LANDLOCK_ACCESS_FS_MAKE_DIR | LANDLOCK_ACCESS_FS_REMOVE_DIR | LANDLOCK_ACCESS_FS_REFER)
/* Links and pipes too: what a person put into a run's folder is moved into the next one, whatever it is. */
#define RIGHTS_OF_FILES                                                                                                \
	(RIGHTS_OF_A_FILE | RIGHTS_OF_NAMES | LANDLOCK_ACCESS_FS_MAKE_REG | LANDLOCK_ACCESS_FS_REMOVE_FILE |           \
	 LANDLOCK_ACCESS_FS_MAKE_SYM | LANDLOCK_ACCESS_FS_MAKE_FIFO | LANDLOCK_ACCESS_FS_MAKE_SOCK)
/* What nobody has: devices, other programs. */
#define RIGHTS_OF_NONE (LANDLOCK_ACCESS_FS_MAKE_CHAR | LANDLOCK_ACCESS_FS_MAKE_BLOCK | LANDLOCK_ACCESS_FS_EXECUTE)

/* rights: of those that this kernel knows. A place that is not there grants nothing. */
static GRIPE_MUST_USE int grant(int rules, const struct sandbox_place *place, uint64_t rights, struct err *err)
{
	struct landlock_path_beneath_attr rule = { .parent_fd = open(place->path, O_PATH | O_CLOEXEC) };
	struct stat about;
	int result = 0;
	if (rule.parent_fd < 0) {
		return errno == ENOENT ? 0 : err_errno(err, "cannot look at %s for the sandbox", place->path);
	}
	if (fstat(rule.parent_fd, &about) == 0 && !S_ISDIR(about.st_mode)) {
		rights &= RIGHTS_OF_A_FILE;
	}
	rule.allowed_access = rights & (place->names_only ? RIGHTS_OF_NAMES : RIGHTS_OF_FILES);
	if (syscall(SYS_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH, &rule, 0) != 0) {
		result = err_errno(err, "the sandbox cannot be set up (--no-sandbox does without): %s", place->path);
	}
	close(rule.parent_fd);
	return result;
}

int sandbox_write_only(const struct sandbox_place *places, size_t count, struct err *err)
{
	long version = syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);
	struct landlock_ruleset_attr rights = { .handled_access_fs = RIGHTS_OF_FILES | RIGHTS_OF_NONE };
	int rules, result = 0;
	if (version < VERSION_OF_REFER) {
		return 0; /* an older kernel, or one that was started without it */
	}
	if (version < VERSION_OF_TRUNCATE) {
		rights.handled_access_fs &= ~(uint64_t)RIGHT_TRUNCATE;
	}
	rules = (int)syscall(SYS_landlock_create_ruleset, &rights, sizeof rights, 0);
	if (rules < 0) {
		return 0; /* a container that forbids it is no reason not to run */
	}
	for (size_t i = 0; i < count && result == 0; i++) {
		result = grant(rules, &places[i], rights.handled_access_fs, err);
	}
	if (result == 0 &&
	    (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 || syscall(SYS_landlock_restrict_self, rules, 0) != 0)) {
		result = err_errno(err, "the sandbox cannot be set up (--no-sandbox does without)");
	}
	close(rules);
	return result;
}
#else
int sandbox_write_only(const struct sandbox_place *places, size_t count, struct err *err)
{
	(void)places;
	(void)count;
	(void)err;
	return 0;
}
#endif
