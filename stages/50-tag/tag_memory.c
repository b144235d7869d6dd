/* tag_memory.c - see tag_memory.h. A table with one place for each hash, where the newer mention takes the place of the
 * older: no list to keep, and what comes often is soon there again. Spans are kept from the mention's beginning on. */
#include "tag_memory.h"

#include <stdlib.h>

#include "hash.h"
#include "score_scale.h"
#include "token.h"

enum {
	PLACES = 1 << 14,
	TEXT_MOST = 400, /* bytes: longer texts come seldom twice */
	FOUND_MOST = 12  /* signals and troubles, of each */
};

struct remembered { /* one piece of memory: this, signals, troubles, text, stems */
	uint64_t hash;
	char lang[LANGUAGE_NAME];
	bool low;        /* the contact's score */
	uint32_t length; /* of the mention's span */
	struct str text, stems;
	size_t signal_count, trouble_count;
	const struct signal *signals;
	const struct trouble *troubles;
};

struct tag_memory {
	struct remembered *places[PLACES];
};

struct tag_memory *tag_memory_open(void)
{
	return memory_alloc(sizeof(struct tag_memory));
}

void tag_memory_close(struct tag_memory *memory)
{
	for (size_t i = 0; memory != NULL && i < PLACES; i++) {
		free(memory->places[i]);
	}
	free(memory);
}

/* What a mention is known by; its text and stems are borrowed. */
static struct remembered key_of(const struct contact *contact, const struct mention *mention)
{
	struct remembered key = { .low = score_is_low(contact),
		                  .length = mention->span.end - mention->span.start,
		                  .text = mention->text,
		                  .stems = mention_stems(mention) };
	language_name(key.lang, contact->lang);
	key.hash = hash64(key.stems, hash64(key.text, key.low)) + hash64(str_from(key.lang), key.length);
	return key;
}

static bool is_same(const struct remembered *a, const struct remembered *key)
{
	return a->hash == key->hash && a->low == key->low && a->length == key->length &&
	       strcmp(a->lang, key->lang) == 0 && str_eq(a->text, key->text) && str_eq(a->stems, key->stems);
}

static void signals_copy(struct signal *to, const struct signal *from, size_t count, uint32_t by)
{
	for (size_t i = 0; i < count; i++) {
		to[i] = from[i];
		to[i].span.start += by;
		to[i].span.end += by;
	}
}

static void troubles_copy(struct trouble *to, const struct trouble *from, size_t count, uint32_t by)
{
	for (size_t i = 0; i < count; i++) {
		to[i] = from[i];
		to[i].span.start += by;
		to[i].span.end += by;
	}
}

bool tag_memory_recall(struct tag_memory *memory, const struct contact *contact, struct arena *arena,
                       struct mention *mention)
{
	struct remembered key;
	const struct remembered *known;
	struct signal *signals;
	struct trouble *troubles;
	if (mention->text.len > TEXT_MOST) {
		return false;
	}
	key = key_of(contact, mention);
	known = memory->places[key.hash % PLACES];
	if (known == NULL || !is_same(known, &key)) {
		return false;
	}
	signals = arena_array(arena, known->signal_count + 1, sizeof *signals);
	troubles = arena_array(arena, known->trouble_count + 1, sizeof *troubles);
	signals_copy(signals, known->signals, known->signal_count, mention->span.start);
	troubles_copy(troubles, known->troubles, known->trouble_count, mention->span.start);
	mention->signals = signals;
	mention->signal_count = known->signal_count;
	mention->troubles = troubles;
	mention->trouble_count = known->trouble_count;
	return true;
}

static struct str str_put(char **at, struct str s)
{
	struct str copy = { *at, s.len };
	if (s.len > 0) {
		memcpy(*at, s.at, s.len);
	}
	*at += s.len;
	return copy;
}

void tag_memory_keep(struct tag_memory *memory, const struct contact *contact, const struct mention *mention)
{
	struct remembered key, *kept, **place;
	struct signal *signals;
	struct trouble *troubles;
	char *at;
	if (mention->text.len > TEXT_MOST || mention->signal_count > FOUND_MOST ||
	    mention->trouble_count > FOUND_MOST) {
		return;
	}
	key = key_of(contact, mention);
	kept = memory_alloc(sizeof *kept + mention->signal_count * sizeof *signals +
	                    mention->trouble_count * sizeof *troubles + key.text.len + key.stems.len);
	*kept = key;
	signals = (struct signal *)(kept + 1);
	troubles = (struct trouble *)(signals + mention->signal_count);
	at = (char *)(troubles + mention->trouble_count);
	signals_copy(signals, mention->signals, mention->signal_count, 0 - mention->span.start);
	troubles_copy(troubles, mention->troubles, mention->trouble_count, 0 - mention->span.start);
	kept->signals = signals;
	kept->signal_count = mention->signal_count;
	kept->troubles = troubles;
	kept->trouble_count = mention->trouble_count;
	kept->text = str_put(&at, key.text);
	kept->stems = str_put(&at, key.stems);
	place = &memory->places[key.hash % PLACES];
	free(*place);
	*place = kept;
}
