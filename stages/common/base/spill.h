/* spill.h - bytes that may not fit in memory: appended in order, read back anywhere; in memory while small, then in an
 * unlinked temporary file. */
#ifndef GRIPE_SPILL_H
#define GRIPE_SPILL_H

#include <stdint.h>

#include "err.h"
#include "str.h"

struct spill {
	const char *folder;  /* for the file; borrowed */
	size_t memory;       /* bytes kept before they are written */
	int fd;              /* -1: all in memory so far */
	uint64_t flushed;    /* bytes in the file */
	unsigned char *tail; /* those behind them */
	size_t tail_len, tail_cap;
};

enum { SPILL_MEMORY = 4 << 20 /* usual bytes kept in memory: small runs never touch the disk */ };

/* spill_init - folder: where the file goes once more than `memory` bytes have been added. Nothing is opened yet. */
void spill_init(struct spill *spill, const char *folder, size_t memory);
void spill_release(struct spill *spill);
static inline uint64_t spill_size(const struct spill *spill)
{
	return spill->flushed + spill->tail_len;
}
/* spill_add - GRIPE_IO: the folder cannot be written, the disk is full. */
GRIPE_MUST_USE int spill_add(struct spill *spill, const void *bytes, size_t len, struct err *err);
/* spill_read - exactly len bytes from offset on, which have been added. GRIPE_IO. */
GRIPE_MUST_USE int spill_read(struct spill *spill, uint64_t offset, void *to, size_t len, struct err *err);
/* spill_at - the bytes from offset on when they are in memory, valid until the next spill_add; NULL when they are in
 * the file. */
static inline const void *spill_at(const struct spill *spill, uint64_t offset)
{
	return offset >= spill->flushed && spill->tail != NULL ? spill->tail + (offset - spill->flushed) : NULL;
}

#endif
