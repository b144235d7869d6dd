/* alert_seen.h - whom an alert was raised for already, in this run and, with a state file, in those before. */
#ifndef GRIPE_ALERT_SEEN_H
#define GRIPE_ALERT_SEEN_H

#include "err.h"
#include "hash.h"

struct alert_seen {
	struct intern lines; /* LANE, tab, the contact's id */
};
void alert_seen_init(struct alert_seen *seen);
/* alert_seen_open - path: of the state file, or NULL; one that is not there yet is empty. GRIPE_IO; GRIPE_DATA with its
 * line where it is no state file: nothing of a stranger's file is taken, or written over. */
GRIPE_MUST_USE int alert_seen_open(struct alert_seen *seen, const char *path, struct err *err);
void alert_seen_release(struct alert_seen *seen);
/* alert_seen_add - false when it was there. */
bool alert_seen_add(struct alert_seen *seen, struct str lane, struct str contact);
/* alert_seen_save - all of it, in byte order, put in place at once; a new file is its owner's alone. GRIPE_IO. */
GRIPE_MUST_USE int alert_seen_save(const struct alert_seen *seen, const char *path, struct err *err);

#endif
