/* mbox.h - where mails start in an mbox file, streaming. */
#ifndef GRIPE_MBOX_H
#define GRIPE_MBOX_H

#include "buf.h"
#include "date_mail.h"
#include "infile.h"

struct mbox {
	const struct dates *dates; /* borrowed; NULL: none */
	struct infile *file;       /* borrowed */
	struct buf held;           /* what is read and not yet given; the mail given last stands in front */
	size_t start;              /* of the next mail's "From " line in held */
	uint64_t base;             /* offset of held.at[0] in the stream */
	bool end;                  /* the stream is */
	bool bare;                 /* the file begins with "From " alone: then that line begins each mail */
	bool of_patches;           /* the last mail's From line was one of git's patches */
	struct buf unquoted;
};

struct mbox_mail {
	struct str envelope;   /* the "From " line without its newline; empty for what stands before the first one */
	struct str bytes;      /* from the first header on, ">From " undone; both are valid until the next call */
	uint64_t offset;       /* of the "From " line in the decoded stream, a BOM not counted */
	uint64_t bytes_offset; /* of the first header */
};

void mbox_init(struct mbox *mbox, struct infile *file, const struct dates *dates);
void mbox_release(struct mbox *mbox);
/* mbox_next - 1 and *mail, 0 at the end, negative: as infile_read, or GRIPE_DATA for a mail over DOCUMENT_LIMIT.
 * Memory: the longest mail, or MBOX_TRUST. */
GRIPE_MUST_USE int mbox_next(struct mbox *mbox, struct mbox_mail *mail, struct err *err);

/* mbox_bare_line - "From " and nothing else: some programs leave address and date out. */
bool mbox_bare_line(struct str line);

/* mbox_from_line - 2: line is "From -", or "From " with a date as mail programs write it; 1: "From " and one word with
 * '@'; 0: text. */
int mbox_from_line(const struct dates *dates, struct str line);

#endif
