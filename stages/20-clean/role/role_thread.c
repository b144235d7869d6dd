/* role_thread.c - see role_thread.h.
 *
 * Mails bear their thread's name as a hash of its first Message-ID, so that only the subject tells an answer from a
 * question; posts and tickets that open a thread give it their own id; collectors of posts keep what is answered (attrs
 * in_reply_to) or what kind of post it is (attrs type). Time: the title's front. Memory: the prefixes. */
#include "role_thread.h"

#include <inttypes.h>

#include "hash.h"

enum {
	SUBJECT_BYTES = 200, /* of a subject that are compared: programs cut longer ones */
	SEED_THREAD = 11,
	SEED_SUBJECT = 12
};

static uint64_t subject_hash(struct str core)
{
	char folded[SUBJECT_BYTES];
	size_t len = 0;
	for (size_t i = 0; i < core.len && len < sizeof folded; i++) {
		if (!ascii_is_space(core.at[i])) { /* where a long line was folded, blanks differ */
			folded[len++] = ascii_lower(core.at[i]);
		}
	}
	return len == 0 ? 0 : hash64((struct str){ folded, len }, SEED_SUBJECT) | 1;
}

static bool attrs_say_reply(const struct contact *contact)
{
	for (size_t i = 0; i < contact->attr_count; i++) {
		const struct attr *attr = &contact->attrs[i];
		if (str_eq(attr->key, STR("in_reply_to")) ||
		    (str_eq(attr->key, STR("type")) &&
		     (str_eq(attr->value, STR("answer")) || str_eq(attr->value, STR("comment"))))) {
			return true;
		}
	}
	return false;
}

struct place place_of(const struct subject_words *words, const struct contact *contact)
{
	struct place place = { 0 };
	bool mail = str_eq(contact->channel, STR("email")) || contact->thread.len == 0;
	place.reply = attrs_say_reply(contact);
	if (contact->title.len > 0 && mail) {
		bool answers;
		place.subject = subject_hash(subject_core(words, contact->title, &answers));
		place.reply = place.reply || answers;
	}
	place.root = contact->thread.len > 0 && str_eq(contact->id, contact->thread);
	place.thread = hash64(contact->thread.len > 0 ? contact->thread : contact->id, SEED_THREAD);
	place.sample = place.subject != 0 ? place.subject : place.thread;
	return place;
}

struct str role_thread_keyed(struct pseudonym *pseudonym, struct arena *arena, uint64_t thread)
{
	return pseudonym_id(pseudonym, arena, arena_printf(arena, "%016" PRIx64, thread), 't');
}
