/* ask_people.c - see ask.h: what was found, by person. What is found comes newest first, so the first mention of a
 * person is the newest. Memory: a person's numbers and channels. */
#include <stdlib.h>

#include "array.h"
#include "ask.h"
#include "hash.h"

enum { CHANNELS_FIRST = 2 };

struct grouping {
	struct ask_people *people;
	struct intern persons, contacts;
	size_t cap, *channel_caps;
};

/* Persons and contacts without one are told apart by a byte that no pseudonym has. */
static uint32_t person_number(struct grouping *grouping, const struct found *found)
{
	struct buf key;
	uint32_t number;
	if (found->person.len > 0) {
		return intern_add(&grouping->persons, found->person);
	}
	buf_init(&key, SIZE_MAX);
	buf_byte(&key, '\n');
	buf_str_add(&key, found->contact);
	number = intern_add(&grouping->persons, buf_str(&key));
	buf_release(&key);
	return number;
}

static void widen(int64_t time, int64_t *first, int64_t *last)
{
	if (time != ASK_ALWAYS) {
		*first = *first == ASK_ALWAYS || time < *first ? time : *first;
		*last = time > *last ? time : *last;
	}
}

static void channel_add(struct grouping *grouping, uint32_t number, struct str channel)
{
	struct ask_person *person = &grouping->people->list[number];
	size_t at = person->channel_count;
	for (size_t i = 0; i < person->channel_count; i++) {
		if (str_eq(person->channels[i], channel)) {
			return;
		}
	}
	person->channels = array_room_arena(&grouping->people->arena, person->channels, person->channel_count,
	                                    &grouping->channel_caps[number], sizeof *person->channels, CHANNELS_FIRST);
	for (; at > 0 && str_cmp(person->channels[at - 1], channel) > 0; at--) {
		person->channels[at] = person->channels[at - 1];
	}
	person->channels[at] = channel;
	person->channel_count++;
}

static void person_add(struct grouping *grouping, const struct found *found)
{
	enum { FIRST = 256 };
	struct ask_people *people = grouping->people;
	size_t known = grouping->contacts.count;
	uint32_t number = person_number(grouping, found);
	struct ask_person *person;
	if (number == people->count) {
		size_t cap = grouping->cap;
		people->list = array_room(people->list, number, &grouping->cap, sizeof *people->list, FIRST);
		grouping->channel_caps =
		    array_room(grouping->channel_caps, number, &cap, sizeof *grouping->channel_caps, FIRST);
		grouping->channel_caps[number] = 0;
		people->list[people->count++] = (struct ask_person){ .person = found->person,
			                                             .contact = found->contact,
			                                             .first = ASK_ALWAYS,
			                                             .last = ASK_ALWAYS,
			                                             .text = found->text };
	}
	(void)intern_add(&grouping->contacts, found->contact);
	person = &people->list[number];
	person->mentions++;
	person->contacts += grouping->contacts.count > known;
	widen(found->time, &person->first, &person->last);
	widen(found->time, &people->first, &people->last);
	if (found->channel.len > 0) {
		channel_add(grouping, number, found->channel);
	}
}

void ask_people_make(struct ask_people *people, const struct found_list *found)
{
	struct grouping grouping = { .people = people };
	*people = (struct ask_people){ .arena = ARENA_INIT, .first = ASK_ALWAYS, .last = ASK_ALWAYS };
	intern_init(&grouping.persons);
	intern_init(&grouping.contacts);
	for (size_t i = 0; i < found->count; i++) {
		person_add(&grouping, &found->list[i]);
	}
	people->contacts = grouping.contacts.count;
	intern_release(&grouping.persons);
	intern_release(&grouping.contacts);
	free(grouping.channel_caps);
}

void ask_people_release(struct ask_people *people)
{
	free(people->list);
	arena_release(&people->arena);
}
