/* record.c - small operations on records in memory; the wire form is in record_json.c. */
#include "record.h"

#include "array.h"
#include "hash.h"

enum { MENTIONS_FIRST = 4 }; /* room at first: most contacts have fewer */

struct mention *record_mention_add(struct record *record, size_t *cap)
{
	struct mention *mention;
	record->mentions = array_room_arena(record->arena, record->mentions, record->mention_count, cap,
	                                    sizeof *record->mentions, MENTIONS_FIRST);
	mention = &record->mentions[record->mention_count++];
	*mention = (struct mention){ .n = 0 };
	return mention;
}

/* Each part's length is the seed of its hash, so that ("ab", "c") is not ("a", "bc"). */
struct str contact_content_id(const struct contact *contact, struct arena *arena)
{
	const struct str parts[] = { contact->source, contact->time,  contact->person,
		                     contact->thread, contact->title, contact->text };
	enum { DIGITS = 16 /* of a hash of 64 bits */ };
	char *id = arena_alloc(arena, DIGITS + 2);
	uint64_t hash = 0;
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
		hash = hash_mix(hash, hash64(parts[i], parts[i].len));
	}
	id[0] = 'h';
	for (size_t i = 1; i <= DIGITS; i++, hash <<= 4) {
		id[i] = "0123456789abcdef"[hash >> 60];
	}
	return (struct str){ id, DIGITS + 1 };
}

void contact_note(struct contact *contact, struct arena *arena, struct str note)
{
	struct str *notes;
	for (size_t i = 0; i < contact->note_count; i++) {
		if (str_eq(contact->notes[i], note)) {
			return;
		}
	}
	notes = arena_array(arena, contact->note_count + 1, sizeof *notes);
	if (contact->note_count > 0) {
		memcpy(notes, contact->notes, contact->note_count * sizeof *notes);
	}
	notes[contact->note_count++] = arena_dup(arena, note);
	contact->notes = notes;
}

void contact_attr(struct contact *contact, struct arena *arena, struct str key, struct str value)
{
	struct attr *attrs;
	size_t at = 0, behind;
	bool there;
	while (at < contact->attr_count && str_cmp(contact->attrs[at].key, key) < 0) {
		at++;
	}
	there = at < contact->attr_count && str_eq(contact->attrs[at].key, key);
	if (!there && value.len == 0) {
		return;
	}
	attrs = arena_array(arena, contact->attr_count + 1, sizeof *attrs);
	behind = at + there;
	if (at > 0) {
		memcpy(attrs, contact->attrs, at * sizeof *attrs);
	}
	if (value.len > 0) {
		attrs[at] = (struct attr){ arena_dup(arena, key), arena_dup(arena, value) };
	}
	if (behind < contact->attr_count) {
		memcpy(attrs + at + (value.len > 0), contact->attrs + behind,
		       (contact->attr_count - behind) * sizeof *attrs);
	}
	contact->attr_count = contact->attr_count - there + (value.len > 0);
	contact->attrs = attrs;
}

struct str contact_attr_get(const struct contact *contact, struct str key)
{
	for (size_t i = 0; i < contact->attr_count; i++) {
		if (str_eq(contact->attrs[i].key, key)) {
			return contact->attrs[i].value;
		}
	}
	return STR_EMPTY;
}

static void dup_in_place(struct arena *arena, struct str *s)
{
	*s = s->len == 0 ? STR_EMPTY : arena_dup(arena, *s);
}

static struct str *dup_list(struct arena *arena, const struct str *from, size_t count)
{
	struct str *to = count == 0 ? NULL : arena_array(arena, count, sizeof *to);
	for (size_t i = 0; i < count; i++) {
		to[i] = arena_dup(arena, from[i]);
	}
	return to;
}

static void dup_contact(struct contact *c, struct arena *arena)
{
	struct str *all[] = { &c->id,    &c->source, &c->channel, &c->time, &c->person, &c->role, &c->thread,
		              &c->scale, &c->lang,   &c->title,   &c->text, &c->url,    &c->extra };
	struct attr *attrs = c->attr_count == 0 ? NULL : arena_array(arena, c->attr_count, sizeof *attrs);
	for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
		dup_in_place(arena, all[i]);
	}
	for (size_t i = 0; i < c->attr_count; i++) {
		attrs[i] = (struct attr){ arena_dup(arena, c->attrs[i].key), arena_dup(arena, c->attrs[i].value) };
	}
	c->attrs = attrs;
	c->notes = dup_list(arena, c->notes, c->note_count);
}

static struct trouble *dup_troubles(struct arena *arena, const struct trouble *from, size_t count)
{
	struct trouble *to = count == 0 ? NULL : arena_array(arena, count, sizeof *to);
	for (size_t i = 0; i < count; i++) {
		to[i] = from[i];
		dup_in_place(arena, &to[i].class);
		dup_in_place(arena, &to[i].thing);
		dup_in_place(arena, &to[i].by);
	}
	return to;
}

/* The words stand one behind the other, so that one copy moves all of them. */
static struct token *dup_tokens(struct arena *arena, const struct token *from, size_t count)
{
	struct token *to = count == 0 ? NULL : arena_array(arena, count, sizeof *to);
	const char *at;
	if (count == 0) {
		return NULL;
	}
	at = arena_dup(arena, (struct str){ from[0].word.at, (size_t)(from[count - 1].word.at - from[0].word.at) +
	                                                         from[count - 1].word.len })
	         .at;
	for (size_t i = 0; i < count; i++) {
		to[i] = from[i];
		to[i].word.at = at + (from[i].word.at - from[0].word.at);
	}
	return to;
}

/* A slice of the list becomes the same slice of its copy. */
static void dup_stem(struct arena *arena, struct str *stem, struct str list, struct str copy)
{
	uintptr_t at = (uintptr_t)stem->at, from = (uintptr_t)list.at;
	if (stem->at == NULL) {
		return;
	}
	if (at >= from && at - from < list.len) {
		stem->at = copy.at + (at - from);
	} else {
		*stem = arena_dup(arena, *stem);
	}
}

static struct ledger_edit *dup_edit(struct arena *arena, const struct ledger_edit *from)
{
	struct ledger_edit *to = from == NULL ? NULL : arena_alloc(arena, sizeof *to);
	if (from == NULL) {
		return NULL;
	}
	*to = *from;
	to->lines = arena_array(arena, from->line_count + 1, sizeof *to->lines);
	for (size_t i = 0; i < from->line_count; i++) {
		to->lines[i] = from->lines[i];
	}
	dup_in_place(arena, &to->states);
	dup_in_place(arena, &to->issue);
	dup_in_place(arena, &to->theme);
	dup_in_place(arena, &to->sub);
	dup_in_place(arena, &to->unassigned);
	return to;
}

static void dup_mention(struct mention *m, struct arena *arena, struct str text, bool inside)
{
	struct signal *signals = m->signal_count == 0 ? NULL : arena_array(arena, m->signal_count, sizeof *signals);
	m->text = inside ? str_slice(text, m->span.start, m->span.end) : arena_dup(arena, m->text);
	struct str stems = m->stems;
	dup_in_place(arena, &m->stems);
	dup_in_place(arena, &m->phrases);
	m->tokens = dup_tokens(arena, m->tokens, m->token_count);
	for (size_t i = 0; i < m->token_count; i++) {
		dup_stem(arena, &m->tokens[i].stem, stems, m->stems);
	}
	for (size_t i = 0; i < m->signal_count; i++) {
		signals[i] = m->signals[i];
		signals[i].family = arena_dup(arena, signals[i].family);
		signals[i].value = arena_dup(arena, signals[i].value);
	}
	m->signals = signals;
	m->troubles = dup_troubles(arena, m->troubles, m->trouble_count);
	dup_in_place(arena, &m->states);
	dup_in_place(arena, &m->issue);
	dup_in_place(arena, &m->theme);
	dup_in_place(arena, &m->sub);
	dup_in_place(arena, &m->runner_up);
	dup_in_place(arena, &m->unassigned);
	m->edit = dup_edit(arena, m->edit);
	dup_in_place(arena, &m->extra);
}

void record_dup(struct record *to, struct arena *arena, const struct record *from)
{
	*to = *from;
	to->arena = arena;
	dup_contact(&to->contact, arena);
	dup_in_place(arena, &to->json);
	to->mentions = from->mention_count == 0 ? NULL : arena_array(arena, from->mention_count, sizeof *to->mentions);
	for (size_t i = 0; i < from->mention_count; i++) {
		const struct mention *m = &from->mentions[i];
		bool inside = m->span.end <= from->contact.text.len && m->span.start <= m->span.end &&
		              m->text.len == m->span.end - m->span.start;
		to->mentions[i] = *m;
		dup_mention(&to->mentions[i], arena, to->contact.text, inside);
	}
}
