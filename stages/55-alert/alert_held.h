/* alert_held.h - alerts whose only evidence is one word: they wait for the end of the input, because only then it is
 * known whether the word is a sign here, or what everybody talks of (a regulator where regulators are sold). */
#ifndef GRIPE_ALERT_HELD_H
#define GRIPE_ALERT_HELD_H

#include "hash.h"
#include "record.h"

struct alert_held {
	struct arena arena;
	struct intern cues;
	uint64_t *contacts; /* [cues.count] contacts that have the cue */
	size_t cue_cap;
	struct held_alert {
		struct str contact, kind, json;
		uint32_t cue;
	} *alerts; /* [count] in the order of the input */
	size_t count, cap;
};
void alert_held_init(struct alert_held *held);
void alert_held_release(struct alert_held *held);
/* alert_held_cue - number of the cue (one word, in any case of its letters). */
uint32_t alert_held_cue(struct alert_held *held, struct str word);
/* alert_held_count - one more contact has it. */
void alert_held_count(struct alert_held *held, uint32_t cue);
/* alert_held_add - the alert of a contact that rests on the cue alone, and the kind of risk; all of it is copied. */
void alert_held_add(struct alert_held *held, uint32_t cue, struct str kind, const struct record *alert);
/* alert_held_is_topic - the cue stands in so many of all contacts that it tells nothing of one. */
bool alert_held_is_topic(const struct alert_held *held, uint32_t cue, uint64_t contacts);

#endif
