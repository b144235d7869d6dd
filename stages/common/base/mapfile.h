/* mapfile.h - a whole file as bytes in memory, without a copy: tables that are only looked into. */
#ifndef GRIPE_MAPFILE_H
#define GRIPE_MAPFILE_H

#include "err.h"
#include "str.h"

/* mapfile_open - *bytes for mapfile_close; *bytes.at is NULL when there is no such file, which is no failure. GRIPE_IO:
 * it cannot be opened or is no regular file. GRIPE_DATA: it is empty. what: the kind of file, for the message. */
GRIPE_MUST_USE int mapfile_open(struct str *bytes, const char *path, const char *what, struct err *err);
void mapfile_close(struct str bytes);

#endif
