/* sandbox.c - see sandbox.h. libseccomp makes the filter; a refused call fails with EPERM, as it does for who may not,
 * so that a library that asks for more than it needs goes on without. What is refused is listed rather than what is
 * allowed: libraries' needs differ by version, and a list of allowed calls that ages would end a nightly job. A core
 * file would hold what masking takes out. */
#include "sandbox.h"

#include <sys/resource.h>

#ifdef GRIPE_SECCOMP
#include <errno.h>
#include <seccomp.h>
#endif

#ifdef GRIPE_SECCOMP
static int filter_calls(struct err *err)
{
	static const int refused[] = {
		/* the net */
		SCMP_SYS(socket),
		SCMP_SYS(connect),
		SCMP_SYS(bind),
		SCMP_SYS(listen),
		SCMP_SYS(accept),
		SCMP_SYS(accept4),
		SCMP_SYS(sendto),
		SCMP_SYS(sendmsg),
		SCMP_SYS(sendmmsg),
		/* other programs and processes */
		SCMP_SYS(execve),
		SCMP_SYS(execveat),
		SCMP_SYS(fork),
		SCMP_SYS(vfork),
		SCMP_SYS(ptrace),
		SCMP_SYS(process_vm_readv),
		SCMP_SYS(process_vm_writev),
		SCMP_SYS(kexec_load),
		SCMP_SYS(bpf),
		/* the system */
		SCMP_SYS(mount),
		SCMP_SYS(umount2),
		SCMP_SYS(pivot_root),
		SCMP_SYS(chroot),
		SCMP_SYS(init_module),
		SCMP_SYS(finit_module),
		SCMP_SYS(delete_module),
		SCMP_SYS(reboot),
		SCMP_SYS(swapon),
		SCMP_SYS(setns),
		SCMP_SYS(unshare),
		SCMP_SYS(keyctl),
		SCMP_SYS(add_key),
		SCMP_SYS(request_key),
		SCMP_SYS(perf_event_open),
		SCMP_SYS(userfaultfd),
		SCMP_SYS(mknod),
		SCMP_SYS(mknodat),
	};
	scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ALLOW);
	int status = filter == NULL ? -ENOMEM : 0;
	for (size_t i = 0; status == 0 && i < sizeof refused / sizeof *refused; i++) {
		status = seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), refused[i], 0);
		status = status == -EDOM || status == -EFAULT ? 0 : status; /* this machine has no such call */
	}
	if (status == 0) {
		status = seccomp_load(filter);
	}
	if (filter != NULL) {
		seccomp_release(filter);
	}
	/* a kernel without seccomp, and a container that forbids it, are no reason not to run */
	return status == 0 || status == -EINVAL || status == -ENOSYS || status == -EPERM || status == -EACCES ||
	               status == -ECANCELED
	           ? 0
	           : err_set(err, GRIPE_IO, "the sandbox cannot be set up (--no-sandbox does without): error %d",
	                     -status);
}
#else
static int filter_calls(struct err *err)
{
	(void)err;
	return 0;
}
#endif

int sandbox_enter(struct err *err)
{
	const struct rlimit none = { 0, 0 };
	(void)setrlimit(RLIMIT_CORE, &none); /* it cannot fail: less is always allowed */
	return filter_calls(err);
}
