/* alert_held.c - see alert_held.h. */
#include "alert_held.h"

#include <stdlib.h>

#include "array.h"
#include "buf.h"

enum {
	TOPIC_ONE_IN = 20,   /* of the contacts: a cue in more than 5 % of them is what this corpus is about */
	TOPIC_CONTACTS = 10, /* and in so many at least: among a few contacts a share says nothing */
	FIRST_CUES = 64
};

void alert_held_init(struct alert_held *held)
{
	*held = (struct alert_held){ .count = 0 };
	intern_init(&held->cues);
}

void alert_held_release(struct alert_held *held)
{
	intern_release(&held->cues);
	free(held->contacts);
	free(held->alerts);
	arena_release(&held->arena);
}

uint32_t alert_held_cue(struct alert_held *held, struct str word)
{
	size_t before = held->cues.count;
	struct buf folded;
	uint32_t cue;
	buf_init(&folded, SIZE_MAX);
	for (size_t i = 0; i < word.len; i++) {
		buf_byte(&folded, ascii_lower(word.at[i]));
	}
	cue = intern_add(&held->cues, buf_str(&folded));
	buf_release(&folded);
	held->contacts = array_room(held->contacts, cue, &held->cue_cap, sizeof *held->contacts, FIRST_CUES);
	if (held->cues.count > before) {
		held->contacts[cue] = 0;
	}
	return cue;
}

void alert_held_count(struct alert_held *held, uint32_t cue)
{
	held->contacts[cue]++;
}

void alert_held_add(struct alert_held *held, uint32_t cue, struct str kind, const struct record *alert)
{
	held->alerts = array_room(held->alerts, held->count, &held->cap, sizeof *held->alerts, FIRST_CUES);
	held->alerts[held->count++] =
	    (struct held_alert){ arena_dup(&held->arena, alert->contact.id), arena_dup(&held->arena, kind),
		                 arena_dup(&held->arena, alert->json), cue };
}

bool alert_held_is_topic(const struct alert_held *held, uint32_t cue, uint64_t contacts)
{
	uint64_t having = held->contacts[cue];
	return having >= TOPIC_CONTACTS && having > contacts / TOPIC_ONE_IN;
}
