/* record_pack.h - a record with its mentions as one run of bytes, for temporary files: made on this machine, read by
 * the same process, never kept. Words are left out: whoever asks for a mention's tokens finds them again in its text,
 * the same ones (token.h), which costs less than keeping them. */
#ifndef GRIPE_RECORD_PACK_H
#define GRIPE_RECORD_PACK_H

#include "record.h"

/* record_pack - appends to out. GRIPE_DATA: the record is longer than 4 GiB, or than what out may hold. */
GRIPE_MUST_USE int record_pack(struct buf *out, const struct record *record, struct err *err);
/* record_unpack - strings point into the bytes, arrays are in arena, which becomes the record's. Returns how many bytes
 * it took. */
size_t record_unpack(struct record *record, struct arena *arena, const unsigned char *packed);

#endif
