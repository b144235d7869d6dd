/* file_kinds.h - files that read does not read, told by their first bytes: what each is, and the way out. */
#ifndef GRIPE_FILE_KINDS_H
#define GRIPE_FILE_KINDS_H

#include "str.h"

/* file_kind - "a PDF document; …", or NULL for what may be text, a table, mail, an archive. ahead: the first bytes, as
 * many as there are; more than 64 KiB are looked at where the name of the kind stands inside. */
const char *file_kind(struct str ahead);

#endif
