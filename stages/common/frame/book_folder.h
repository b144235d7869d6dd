/* book_folder.h - the books that the stages of a run left in its folder, one after the other, in no order. */
#ifndef GRIPE_BOOK_FOLDER_H
#define GRIPE_BOOK_FOLDER_H

#include "err.h"
#include "str.h"

struct book_visit {
	int (*visit)(void *to, struct str text, struct err *err); /* of one book; negative stops */
	void *to;
};

/* book_folder_read - visits every FOLDER/NAME.json; a folder that is not there has none. GRIPE_IO; what visit returned,
 * with the file's name. */
GRIPE_MUST_USE int book_folder_read(const char *folder, const struct book_visit *visit, struct err *err);

#endif
