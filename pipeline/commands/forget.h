/* forget.h - `gripe forget`: a person out of the store, the vault, and run folders, by every byte; what was counted
 * stays. */
#ifndef GRIPE_FORGET_H
#define GRIPE_FORGET_H

#include "forgotten.h"
#include "stage.h"

extern const struct option_spec forget_options[]; /* ends with a zeroed entry */
int forget_main(int argc, char **argv, const char *lexicons);

struct run_forgot {
	uint64_t contacts, lines, members; /* lines of contacts.ndjson, of all files; mentions of the model's sample */
};

/* run_forget_learn - adds the ids of their contacts in a run's folder to gone. GRIPE_USAGE: no folder of a run.
 * GRIPE_IO, GRIPE_DATA. */
GRIPE_MUST_USE int run_forget_learn(const char *folder, struct forgotten *gone, struct err *err);
/* run_forget - out of a run's folder; gone: persons, to which the ids of their contacts are added. Each file is whole
 * at every moment; contacts.ndjson is the last of them, and the report is made again from what is left in any case, so
 * that a run that was stopped can be finished. GRIPE_USAGE: no folder of a run. GRIPE_IO, GRIPE_DATA. */
GRIPE_MUST_USE int run_forget(const char *folder, struct forgotten *gone, const char *lexicons,
                              struct run_forgot *forgot, struct err *err);
/* model_forget - out of a folder with a model; gone: with the contacts' ids. members: mentions of its sample. GRIPE_IO,
 * GRIPE_DATA. */
GRIPE_MUST_USE int model_forget(const char *folder, struct forgotten *gone, uint64_t *members, struct err *err);
/* forget_left - files under a folder, or the file at path, in which a pseudonym or keyed id of gone still stands: a
 * line for each in *said. Returns how many. GRIPE_IO. */
GRIPE_MUST_USE int forget_left(const char *path, const struct forgotten *gone, struct buf *said, struct err *err);

#endif
