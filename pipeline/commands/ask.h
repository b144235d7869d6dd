/* ask.h - `gripe ask`: who said a thing, when, where, in which words; and the list of whom to write back to. */
#ifndef GRIPE_ASK_H
#define GRIPE_ASK_H

#include "buf.h"
#include "option.h"
#include "store_ask.h"

extern const struct option_spec ask_options[]; /* ends with a zeroed entry */
int ask_main(int argc, char **argv, const char *lexicons);

struct ask_person {                 /* who said it; a contact without a person is one of its own */
	struct str person, contact; /* pseudonym, or empty; id of the newest contact */
	uint64_t contacts, mentions;
	int64_t first, last;  /* seconds since 1970, or ASK_ALWAYS */
	struct str *channels; /* channels[channel_count], in byte order */
	size_t channel_count;
	struct str text; /* of the newest mention */
};
struct ask_people {
	struct arena arena;
	struct ask_person *list; /* list[count], by the newest mention, as the mentions are */
	size_t count;
	uint64_t contacts;   /* in all */
	int64_t first, last; /* in all */
};
/* ask_people_make - of what was found, whose texts are borrowed. Release it in any case. */
void ask_people_make(struct ask_people *people, const struct found_list *found);
void ask_people_release(struct ask_people *people);

struct ask_shown {
	const struct found_list *found;
	const struct ask_people *people;
	bool by_person;
	size_t limit; /* rows of a table; SIZE_MAX: all */
};
/* ask_text, ask_json - a table with a sentence above it, and a line of JSON a row. */
void ask_text(const struct ask_shown *shown, struct buf *out);
void ask_json(const struct ask_shown *shown, struct buf *out);
/* ask_day - "2025-03-01", or nothing where the time is not known. */
void ask_day(struct buf *out, int64_t time);

/* contact_list - the people whom the vault knows and who were not told about this yet, as CSV at path; who they are is
 * remembered in the store once the file is in place. *said: a line about who is left out. GRIPE_USAGE, GRIPE_DATA,
 * GRIPE_IO, GRIPE_BUSY. */
struct contact_list {
	const char *path, *vault;
	struct str about; /* what they are told of */
	int64_t day;      /* today, since 1970-01-01 */
	bool again;       /* those too who were told */
};
GRIPE_MUST_USE int contact_list(const struct contact_list *list, struct store *store, const struct ask_people *people,
                                struct buf *said, struct err *err);

#endif
