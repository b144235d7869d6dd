/* spill.h - bytes that may not fit in memory: appended in order, read back anywhere; in memory while small, then in an unlinked temporary file. */
#ifndef GRIPE_SPILL_H
#define GRIPE_SPILL_H

#include <stdint.h>

#include "err.h"
#include "str.h"

struct spill {
	const char *folder;   /* for the file; borrowed */
	int fd;               /* -1: all in memory so far */
	uint64_t flushed;     /* bytes in the file */
	unsigned char *tail;  /* those behind them */
	size_t tail_len, tail_cap;
};

/* spill_init - folder: where the file goes once it is needed. Nothing is opened yet. */
void spill_init(struct spill *spill, const char *folder);
void spill_release(struct spill *spill);
static inline uint64_t spill_size(const struct spill *spill)
{
	return spill->flushed + spill->tail_len;
}
/* spill_add - GRIPE_IO: the folder cannot be written, the disk is full. */
GRIPE_MUST_USE int spill_add(struct spill *spill, const void *bytes, size_t len, struct err *err);
/* spill_read - exactly len bytes from offset on, which have been added. GRIPE_IO. */
GRIPE_MUST_USE int spill_read(struct spill *spill, uint64_t offset, void *to, size_t len, struct err *err);

#endif
