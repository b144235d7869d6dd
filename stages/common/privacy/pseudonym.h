/* pseudonym.h - a person's name or address becomes "p" and 16 hexadecimal digits: HMAC-SHA-256 (RFC 2104) under a
 * secret key, first 64 bits.
 *
 * The same key gives the same pseudonym, so people stay countable and join across channels; without the key nobody can
 * try names out. "Ann Lee <Ann@Example.org>", "ann at example.org (Ann Lee)" and "ann@example.org" are one person. */
#ifndef GRIPE_PSEUDONYM_H
#define GRIPE_PSEUDONYM_H

#include "arena.h"
#include "buf.h"
#include "err.h"
#include "language_rows.h"
#include "str.h"

struct pseudonym; /* one per thread */

/* pseudonym_open - reads the 32-byte key. When key_file does not exist it is made, with its folders: 32 bytes of
 * /dev/urandom, mode 0600, all or nothing, and of two programs that start at once both use the same key. GRIPE_USAGE:
 * key_file is NULL; or its group or others may read or write it. GRIPE_DATA: it is no regular file of 32 bytes.
 * GRIPE_IO. lexicons: for person_normalise; GRIPE_DATA as language_rows_open. */
GRIPE_MUST_USE int pseudonym_open(struct pseudonym **pseudonym, const char *key_file, const char *lexicons,
                                  struct err *err);
void pseudonym_close(struct pseudonym *pseudonym); /* NULL allowed; wipes the key */

/* pseudonym - in arena; empty for an empty person. What has the shape of a pseudonym already is returned as it is, so
 * that cleaning twice is cleaning once. */
struct str pseudonym(struct pseudonym *pseudonym, struct arena *arena, struct str person);

/* pseudonym_normal - the form of a person that is hashed, in arena (person_normalise); empty for an empty person, and
 * for what has the shape of a pseudonym already: who that is nobody knows any more. */
struct str pseudonym_normal(struct pseudonym *pseudonym, struct arena *arena, struct str person);

/* pseudonym_secret - appends the same for any text as it stands: it can be found again, but not read. Never equal to a
 * person's but by chance. */
void pseudonym_secret(struct pseudonym *pseudonym, struct str text, struct buf *out);

/* pseudonym_id - the id of a record or thread: letter and 16 hexadecimal digits of the keyed hash of id as it stands,
 * so that nobody without the key can test what it was made of. In arena; empty for an empty one; what has that shape
 * already is returned as it is. */
struct str pseudonym_id(struct pseudonym *pseudonym, struct arena *arena, struct str id, char letter);

/* person_normalise - appends the form that is hashed: the address in lower case where there is one, else the handle
 * without "@", else the name in NFKC with case folded, one space between words, "Lee, Ann" turned into "ann lee".
 * mail: rows of lexicons/LANG/mail.tsv, of which "at_sign" are what archives of lists write for "@". */
void person_normalise(struct buf *out, struct str person, const struct language_rows *mail);

#endif
