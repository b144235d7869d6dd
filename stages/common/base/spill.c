/* spill.c - see spill.h. The file is unlinked as soon as it is open: whatever ends the process, nothing of customers'
 * texts stays behind, and its mode is 0600. In memory: what spill_init was told at the most; what is over goes to the
 * file in one write. */
#include "spill.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "arena.h"

void spill_init(struct spill *spill, const char *folder, size_t memory)
{
	*spill = (struct spill){ .folder = folder, .memory = memory, .fd = -1 };
}

void spill_release(struct spill *spill)
{
	if (spill->fd >= 0) {
		close(spill->fd);
	}
	free(spill->tail);
	spill_init(spill, spill->folder, spill->memory);
}

static GRIPE_MUST_USE int open_file(struct spill *spill, struct err *err)
{
	char path[4096];
	if (snprintf(path, sizeof path, "%s/gripe.XXXXXX", spill->folder) >= (int)sizeof path) {
		return err_set(err, GRIPE_USAGE, "the folder for temporary files has too long a name");
	}
	spill->fd = mkstemp(path);
	if (spill->fd < 0) {
		return err_errno(err, "cannot make a temporary file in %s", spill->folder);
	}
	unlink(path);
	return 0;
}

static GRIPE_MUST_USE int flush(struct spill *spill, struct err *err)
{
	size_t done = 0;
	int code = spill->fd < 0 ? open_file(spill, err) : 0;
	while (code == 0 && done < spill->tail_len) {
		ssize_t n =
		    pwrite(spill->fd, spill->tail + done, spill->tail_len - done, (off_t)(spill->flushed + done));
		if (n < 0 && errno != EINTR) {
			return err_errno(err, "cannot write a temporary file in %s", spill->folder);
		}
		done += n > 0 ? (size_t)n : 0;
	}
	if (code == 0) {
		spill->flushed += spill->tail_len;
		spill->tail_len = 0;
	}
	return code;
}

int spill_add(struct spill *spill, const void *bytes, size_t len, struct err *err)
{
	if (spill->tail_len + len > spill->memory && spill->tail_len > 0) {
		int code = flush(spill, err);
		if (code < 0) {
			return code;
		}
	}
	if (spill->tail_len + len > spill->tail_cap) {
		size_t cap = spill->tail_cap == 0 ? 4096 : spill->tail_cap;
		while (cap < spill->tail_len + len) {
			cap = cap < spill->memory && cap > spill->memory / 2 ? spill->memory : cap * 2;
		}
		spill->tail = memory_grow(spill->tail, cap, 1);
		spill->tail_cap = cap;
	}
	if (len > 0) {
		memcpy(spill->tail + spill->tail_len, bytes, len);
		spill->tail_len += len;
	}
	return 0;
}

int spill_read(struct spill *spill, uint64_t offset, void *to, size_t len, struct err *err)
{
	unsigned char *at = to;
	while (len > 0 && offset < spill->flushed) {
		size_t want = len < spill->flushed - offset ? len : (size_t)(spill->flushed - offset);
		ssize_t n = pread(spill->fd, at, want, (off_t)offset);
		if (n == 0 || (n < 0 && errno != EINTR)) {
			return n == 0 ? err_set(err, GRIPE_IO, "a temporary file in %s became shorter", spill->folder)
			              : err_errno(err, "cannot read a temporary file in %s", spill->folder);
		}
		if (n > 0) {
			at += n;
			offset += (uint64_t)n;
			len -= (size_t)n;
		}
	}
	if (len > 0) {
		memcpy(at, spill->tail + (offset - spill->flushed), len);
	}
	return 0;
}
