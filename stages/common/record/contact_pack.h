/* contact_pack.h - a contact as one run of bytes, for sorting and for temporary files: made on this machine, read on
 * this machine, never kept.
 *
 * Layout: u32 length of all, u32 length of the id, i64 seconds of its time, u64 content hash, the id, then the other
 * fields. The canonical order of contacts is that of packed_cmp: time (those without one last), id, content hash,
 * bytes. Equal only when all bytes are. */
#ifndef GRIPE_CONTACT_PACK_H
#define GRIPE_CONTACT_PACK_H

#include "buf.h"
#include "record.h"

enum { PACK_HEAD = 24 };
#define NO_TIME INT64_MAX

/* contact_pack - appends to out, whose limit holds (GRIPE_DATA). */
GRIPE_MUST_USE int contact_pack(struct buf *out, const struct contact *contact, struct err *err);
/* contact_unpack - strings point into the bytes, arrays are in arena. */
void contact_unpack(struct contact *contact, struct arena *arena, const unsigned char *packed);

uint32_t packed_len(const unsigned char *packed);
int64_t packed_seconds(const unsigned char *packed);
uint64_t packed_hash(const unsigned char *packed); /* of every field but the id */
struct str packed_id(const unsigned char *packed);
int packed_cmp(const unsigned char *a, const unsigned char *b);

#endif
