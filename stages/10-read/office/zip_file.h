/* zip_file.h - the members of a zip file by name, each as a stream; in any order, as often as one likes. */
#ifndef GRIPE_ZIP_FILE_H
#define GRIPE_ZIP_FILE_H

#include <stdbool.h>

#include "infile.h"
#include "spill.h"

struct zip_file {
	const char *name; /* for messages; borrowed */
	int fd;           /* of the file; -1: the copy */
	struct spill copy;
	uint64_t size;
};

/* zip_file_open - file: at its start. again: path by which its bytes can be read once more, or NULL; then they are
 * copied into memory or an unnamed file in `temporary`. GRIPE_IO; what infile_read returned. */
GRIPE_MUST_USE int zip_file_open(struct zip_file *zip, struct infile *file, const char *again, const char *temporary,
                                 struct err *err);
void zip_file_close(struct zip_file *zip);

/* zip_file_has - a member of that name is there. GRIPE_DATA: the file is damaged. 1, 0. */
GRIPE_MUST_USE int zip_file_has(struct zip_file *zip, const char *member, struct err *err);
/* zip_file_member - *out: the member decoded, closed with infile_close; reading it fails with GRIPE_DATA when it is
 * damaged or swells beyond its cap. 1; 0: no such member. zip must outlive
 * it. */
GRIPE_MUST_USE int zip_file_member(struct infile **out, struct zip_file *zip, const char *member, struct err *err);

#endif
