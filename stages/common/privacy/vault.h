/* vault.h - who is behind a pseudonym: a SQLite file of its own, its owner's alone (0600), that is written only where
 * somebody asks for it, so that people can be written back to. Nothing else of gripe knows an address. */
#ifndef GRIPE_VAULT_H
#define GRIPE_VAULT_H

#include "arena.h"
#include "err.h"
#include "hash.h"
#include "str.h"

struct vault;

struct vault_person {
	struct str person;  /* pseudonym */
	struct str address; /* in the form that was hashed: the address in lower case, else handle or name */
	struct str said;    /* the field as it was read, "Ann Lee <ann@example.org>": of several the longest */
};

/* vault_open - path; make: made, 0600, where it is not there. GRIPE_USAGE: it is not there, or its group or others may
 * read or write it; GRIPE_DATA: no vault; GRIPE_BUSY: locked for longer than 10 s; GRIPE_IO. */
GRIPE_MUST_USE int vault_open(struct vault **vault, const char *path, bool make, struct err *err);
void vault_close(struct vault *vault); /* NULL allowed; what was not committed is taken back */

/* vault_begin … vault_commit: whole or not at all. */
GRIPE_MUST_USE int vault_begin(struct vault *vault, struct err *err);
GRIPE_MUST_USE int vault_commit(struct vault *vault, struct err *err);
/* vault_put - adds one; of one that is there the longer form stays, of equally long ones the first in byte order. */
GRIPE_MUST_USE int vault_put(struct vault *vault, const struct vault_person *person, struct err *err);
/* vault_find - 1 and *out, in arena; 0: it does not know the pseudonym. */
GRIPE_MUST_USE int vault_find(struct vault *vault, struct str person, struct arena *arena, struct vault_person *out,
                              struct err *err);
/* vault_remove - 1: it is gone; 0: it was not there. vault_scrub - outside of a transaction, after removing: no byte of
 * what is gone is left in the file. */
GRIPE_MUST_USE int vault_remove(struct vault *vault, struct str person, struct err *err);
GRIPE_MUST_USE int vault_scrub(struct vault *vault, struct err *err);

/* Persons seen by one thread, to be put into the vault at once. Zeroed at first. */
struct vault_seen {
	struct arena arena;
	struct intern ids;         /* pseudonyms */
	struct vault_person *list; /* list[ids.count] */
	size_t cap;
};
void vault_seen_init(struct vault_seen *seen);
void vault_seen_release(struct vault_seen *seen);
void vault_seen_add(struct vault_seen *seen, const struct vault_person *person);
/* vault_keep - all of them, in one transaction. As vault_open. */
GRIPE_MUST_USE int vault_keep(const struct vault_seen *seen, const char *path, struct err *err);

#endif
