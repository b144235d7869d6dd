/* tally.c - see tally.h.
 *
 * In: contacts with assigned mentions. Kept: a row of 104 bytes a contact, 32 for each of its sub-themes (in the layer
 * of issues: of its pairs of issue and theme) and 4 for each attribute that may be a segment, in blocks that never
 * move; names once. Chosen against plain counters: distinct people, unions of themes, resampling over contacts and
 * scores shared among a contact's themes all need to know which themes stand together in one contact. Contacts, people
 * and threads are known by 64-bit hashes: among 10 million the chance of one collision is 3 in a million. */
#include "tally.h"

#include <limits.h>
#include <math.h>
#include <stdlib.h>

#include "array.h"
#include "option.h"
#include "side_name.h"
#include "timestamp.h"

const char *const states_names[STATES_COUNT] = { "problem", "request", "question", "praise", "vent", "churn" };
const char *const copies_names[COPIES_COUNT + 1] = { "auto", "one", "all", NULL };
const char *const reason_names[REASON_COUNT] = { "no_match", "language", "too_short", "non_answer" };

#define VALUE_MOST 1e13 /* of a customer, in whole money: more is no amount */
#define SCORE_MOST 2e6  /* of an answer: its thousandths fit a row */

enum { CENTS = 100 };
enum { BLOCK_BYTES = 1 << 20, KEYS_FIRST = 32 };
struct tally_block {
	struct tally_block *next; /* newest first */
	size_t used, cap;
	_Alignas(16) char at[];
};

void tally_init(struct tally *tally)
{
	*tally = (struct tally){ 0 };
	struct tally_names *all[] = { &tally->leaves, &tally->channels, &tally->sources, &tally->scales,
		                      &tally->signs,  &tally->attrs,    &tally->keys };
	for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
		intern_init(&all[i]->intern);
	}
}

static void groups_release(struct tally_groups *groups)
{
	free(groups->rows);
	free(groups->start);
}

void tally_release(struct tally *tally)
{
	struct tally_names *all[] = { &tally->leaves, &tally->channels, &tally->sources, &tally->scales,
		                      &tally->signs,  &tally->attrs,    &tally->keys };
	for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
		intern_release(&all[i]->intern);
		free(all[i]->names);
	}
	while (tally->blocks != NULL) {
		struct tally_block *next = tally->blocks->next;
		free(tally->blocks);
		tally->blocks = next;
	}
	free(tally->silent);
	free(tally->key_values);
	free(tally->rows);
	free(tally->themes);
	free(tally->praised);
	free(tally->leaf_theme);
	free(tally->theme_start);
	free(tally->attr_key);
	groups_release(&tally->people);
	groups_release(&tally->threads);
}

static size_t row_bytes(size_t entries, size_t attrs)
{
	size_t bytes = sizeof(struct tally_row) + entries * sizeof(struct tally_entry) + attrs * sizeof(uint32_t);
	return (bytes + 7) & ~(size_t)7;
}

struct tally_row *tally_row(struct tally *tally, size_t entries, size_t attrs)
{
	size_t bytes = row_bytes(entries, attrs);
	struct tally_block *block = tally->blocks;
	if (block == NULL || block->cap - block->used < bytes) {
		size_t cap = bytes > BLOCK_BYTES ? bytes : BLOCK_BYTES;
		block = memory_alloc(sizeof *block + cap);
		*block = (struct tally_block){ .next = tally->blocks, .cap = cap };
		tally->blocks = block;
	}
	struct tally_row *row = (struct tally_row *)(void *)(block->at + block->used);
	block->used += bytes;
	row->entry_count = (uint32_t)entries;
	row->attr_count = (uint32_t)attrs;
	tally->row_count++;
	return row;
}

struct tally_row *tally_next(const struct tally *tally, struct tally_place *place)
{
	if (!place->begun) {
		*place = (struct tally_place){ tally->blocks, 0, true };
	}
	while (place->block != NULL && place->at >= place->block->used) {
		place->block = place->block->next;
		place->at = 0;
	}
	if (place->block == NULL) {
		return NULL;
	}
	struct tally_row *row = (struct tally_row *)(void *)(place->block->at + place->at);
	place->at += row_bytes(row->entry_count, row->attr_count);
	return row;
}

void tally_state(struct tally *tally, struct tally_row *row, uint32_t states)
{
	bool before = tally_counted(tally, row);
	row->states |= states;
	tally->total += !before && tally_counted(tally, row) ? tally_weight(tally, row) : 0;
}

enum { PAIR_LIMIT = 512 }; /* bytes of a pair's name; longer ones go through the arena */

static uint32_t pair_add(struct tally_names *names, struct str first, struct str second)
{
	char small[PAIR_LIMIT];
	size_t len = first.len + 1 + second.len;
	char *at = len <= sizeof small ? small : memory_alloc(len);
	if (first.len > 0) {
		memcpy(at, first.at, first.len);
	}
	at[first.len] = '\t';
	if (second.len > 0) {
		memcpy(at + first.len + 1, second.at, second.len);
	}
	uint32_t number = intern_add(&names->intern, (struct str){ at, len });
	if (at != small) {
		free(at);
	}
	return number;
}

static uint32_t values_cap(const struct tally *tally)
{
	return tally->segment_keys != NULL ? SEGMENT_VALUES_MAX : SEGMENT_VALUES_AUTO;
}

static uint32_t key_number(struct tally *tally, struct str key)
{
	size_t before = tally->keys.intern.count;
	uint32_t number = intern_add(&tally->keys.intern, key);
	tally->key_values =
	    array_room(tally->key_values, number, &tally->key_cap, sizeof *tally->key_values, KEYS_FIRST);
	if (tally->keys.intern.count > before) {
		tally->key_values[number] = 0;
	}
	return number;
}

bool tally_key_over(const struct tally *tally, uint32_t key)
{
	return tally->key_values[key] > values_cap(tally);
}

void tally_key_give_up(struct tally *tally, struct str key)
{
	uint32_t number = key_number(tally, key); /* may move key_values */
	tally->key_values[number] = values_cap(tally) + 1;
}

uint32_t tally_leaf(struct tally *tally, struct str theme, struct str sub)
{
	return pair_add(&tally->leaves, theme, sub);
}

/* The number of (key, value), or INTERN_NONE for an attribute that is no segment. */
uint32_t tally_attr(struct tally *tally, struct str key, struct str value)
{
	if (tally->segment_keys != NULL) {
		size_t i = 0;
		while (tally->segment_keys[i] != NULL && !str_eq(key, str_from(tally->segment_keys[i]))) {
			i++;
		}
		if (tally->segment_keys[i] == NULL) {
			return INTERN_NONE;
		}
	}
	uint32_t number = key_number(tally, key);
	if (tally_key_over(tally, number)) {
		return INTERN_NONE;
	}
	size_t before = tally->attrs.intern.count;
	uint32_t pair = pair_add(&tally->attrs, key, value);
	tally->key_values[number] += tally->attrs.intern.count > before;
	return pair;
}

int tally_set_sign(struct tally *tally, uint64_t *signs, struct str family, struct str value, struct err *err)
{
	uint32_t sign = pair_add(&tally->signs, family, value);
	if (sign >= SIGNS_MAX) {
		return err_set(err, GRIPE_DATA, "more than %d different signals (family and value) in the mentions",
		               SIGNS_MAX);
	}
	signs[sign / 64] |= UINT64_C(1) << (sign % 64);
	return 0;
}

/* Thousandths, half away from zero, within what 31 bits hold. */
static int32_t milli(double value)
{
	double scaled = floor(fabs(value) * 1000 + 0.5);
	if (scaled > INT32_MAX) {
		scaled = INT32_MAX;
	}
	return value < 0 ? -(int32_t)scaled : (int32_t)scaled;
}

uint32_t tally_states(struct str states)
{
	for (uint32_t i = 0; i < STATES_COUNT && states.len > 0; i++) {
		if (str_eq(states, str_from(states_names[i]))) {
			return UINT32_C(1) << i;
		}
	}
	return 0;
}

/* Do more words than one stand in the span, of the contact's text? */
static bool in_words(const struct mention *mention, struct span span)
{
	uint32_t start = mention->span.start, end = mention->span.end;
	return span.start >= start && span.end <= end && span.start < span.end &&
	       span.end - start <= mention->text.len &&
	       str_words(str_slice(mention->text, span.start - start, span.end - start)) > 1;
}

/* The trouble that a mention is counted for: the first of its issue's class; where a ledger or another class has it,
 * the most probable. */
static const struct trouble *counted_trouble(const struct mention *mention)
{
	struct str rest, class = str_cut(mention->issue, '.', &rest);
	for (size_t i = 0; i < mention->trouble_count; i++) {
		if (str_eq(mention->troubles[i].class, class)) {
			return &mention->troubles[i];
		}
	}
	return mention->trouble_count > 0 ? &mention->troubles[0] : NULL;
}

static int outright_signs(struct tally *tally, uint64_t *signs, const struct mention *mention, struct err *err)
{
	const struct trouble *trouble = counted_trouble(mention);
	int result = 0;
	for (size_t i = 0; i < mention->signal_count && result == 0; i++) {
		const struct signal *signal = &mention->signals[i];
		bool asked = str_eq(signal->family, STR("kind")) || str_eq(signal->family, STR("journey"));
		if (asked && in_words(mention, signal->span)) {
			result = tally_set_sign(tally, signs, STR(OUTRIGHT_FAMILY), signal->value, err);
		}
	}
	if (result == 0 && tally->layer == LAYER_ISSUES && trouble != NULL && in_words(mention, trouble->span)) {
		result = tally_set_sign(tally, signs, STR(OUTRIGHT_FAMILY), STR(OUTRIGHT_TROUBLE), err);
	}
	return result;
}

/* said gets the signals of one mention; in the layer of themes also whether it states a problem, a request or a
 * question, so that the contacts that do so of a theme are known. */
static int mention_signs(struct tally *tally, struct tally_entry *said, const struct mention *mention, struct err *err)
{
	*said = (struct tally_entry){ .mentions = 1 };
	for (size_t i = 0; i < mention->signal_count; i++) {
		const struct signal *signal = &mention->signals[i];
		if (str_eq(signal->family, STR("sentiment"))) {
			said->sentiment_milli += milli(signal->weight);
		}
		int result = tally_set_sign(tally, said->signs, signal->family, signal->value, err);
		if (result < 0) {
			return result;
		}
	}
	int outright = outright_signs(tally, said->signs, mention, err);
	if (outright < 0) {
		return outright;
	}
	if (tally->layer == LAYER_THEMES && (tally_states(mention->states) & STATES_PAIN) != 0) {
		return tally_set_sign(tally, said->signs, STR(STATES_FAMILY), STR(STATES_PAIN_VALUE), err);
	}
	return 0;
}

static uint32_t reason_bit(struct str reason)
{
	for (uint32_t i = 0; i < REASON_COUNT; i++) {
		if (str_eq(reason, str_from(reason_names[i]))) {
			return i;
		}
	}
	return REASON_NO_MATCH;
}

/* The customer's value in cents: the larger of several, as in uniting. */
static int64_t value_of(const struct contact *contact)
{
	int64_t most = VALUE_NONE;
	for (size_t i = 0; i < contact->attr_count; i++) {
		const struct attr *attr = &contact->attrs[i];
		double value;
		if ((str_eq(attr->key, STR("value")) || str_ends(attr->key, STR("_value"))) &&
		    number_parse(attr->value, &value) && value >= 0 && value < VALUE_MOST) {
			int64_t cents = (int64_t)floor(value * CENTS + 0.5);
			most = cents > most ? cents : most;
		}
	}
	return most;
}

static void row_facts(struct tally *tally, struct tally_row *row, const struct contact *contact)
{
	row->contact = hash64(contact->id, 0);
	row->person = contact->person.len > 0 ? hash64(contact->person, 1) : 0;
	row->thread = contact->thread.len > 0 ? hash64(contact->thread, 2) : 0;
	if (contact->time.len == 0 || !timestamp_parse(contact->time, &row->time)) {
		row->time = TIME_NONE;
	}
	row->value_cents = value_of(contact);
	row->score_milli = contact->has_score && fabs(contact->score) < SCORE_MOST ? milli(contact->score) : SCORE_NONE;
	row->copies = contact->copies > 0 ? contact->copies : 1;
	row->senders = contact->senders > 0 ? contact->senders : 1;
	row->senders = row->senders < row->copies ? row->senders : row->copies;
	row->channel = intern_add(&tally->channels.intern, contact->channel);
	row->source = intern_add(&tally->sources.intern, contact->source);
	row->scale = intern_add(&tally->scales.intern, row->score_milli == SCORE_NONE ? STR_EMPTY : contact->scale);
}

/* A contact while its mentions are read. */
struct gathered {
	struct tally_entry *entries; /* entries[count] */
	uint32_t *pairs;             /* pairs[pair_count]: attributes that may be segments */
	size_t count, pair_count;
	uint32_t reasons; /* bit per enum unassigned_reason */
	uint32_t states;  /* bits of enum states */
	uint64_t signs[SIGN_WORDS];
};

static void gather_entry(struct tally *tally, struct gathered *gathered, const struct mention *mention,
                         const struct tally_entry *said)
{
	char room[SIDE_ROOM];
	size_t at = 0;
	bool issues = tally->layer == LAYER_ISSUES;
	if (issues && mention->issue.len == 0) {
		return;
	}
	if (!issues && mention->theme.len == 0) {
		uint32_t reason = reason_bit(mention->unassigned);
		gathered->reasons |= 1U << reason;
		tally->unassigned_mentions[reason]++;
		return;
	}
	uint32_t leaf = issues ? tally_leaf(tally, mention->issue, mention->theme)
	                       : tally_leaf(tally, side_theme(mention, room), mention->sub);
	while (at < gathered->count && gathered->entries[at].leaf != leaf) {
		at++;
	}
	if (at == gathered->count) {
		gathered->entries[gathered->count++] = (struct tally_entry){ .leaf = leaf };
	}
	entry_join(&gathered->entries[at], said);
}

static int gather_mention(struct tally *tally, struct gathered *gathered, const struct mention *mention,
                          struct err *err)
{
	struct tally_entry said;
	int result = mention_signs(tally, &said, mention, err);
	tally->mentions++;
	gathered->states |= tally_states(mention->states);
	signs_join(gathered->signs, said.signs);
	gather_entry(tally, gathered, mention, &said);
	return result;
}

static void gather_attrs(struct tally *tally, struct gathered *gathered, const struct contact *contact)
{
	for (size_t i = 0; i < contact->attr_count; i++) {
		uint32_t pair = tally_attr(tally, contact->attrs[i].key, contact->attrs[i].value);
		if (pair != INTERN_NONE) {
			gathered->pairs[gathered->pair_count++] = pair;
		}
	}
}

static void row_add(struct tally *tally, struct gathered *gathered, const struct record *record)
{
	struct tally_row *row = tally_row(tally, gathered->count, gathered->pair_count);
	row_facts(tally, row, &record->contact);
	row->mentions = (uint32_t)record->mention_count;
	row->reasons = gathered->reasons;
	row->states = gathered->states;
	memcpy(row->signs, gathered->signs, sizeof row->signs);
	memcpy(row->entries, gathered->entries, gathered->count * sizeof *gathered->entries);
	memcpy(row->entries + row->entry_count, gathered->pairs, gathered->pair_count * sizeof *gathered->pairs);
}

int tally_add(struct tally *tally, const struct record *record, struct err *err)
{
	enum { ENTRIES = 32, PAIRS = 64 }; /* most contacts have fewer: nothing is allocated for them */
	struct tally_entry entries[ENTRIES];
	uint32_t pairs[PAIRS];
	struct gathered gathered = { .entries = entries, .pairs = pairs };
	int result = 0;
	if (record->mention_count == 0) {
		return 0;
	}
	if (record->mention_count > ENTRIES) {
		gathered.entries = memory_array(record->mention_count, sizeof *entries);
	}
	if (record->contact.attr_count > PAIRS) {
		gathered.pairs = memory_array(record->contact.attr_count, sizeof *pairs);
	}
	for (size_t i = 0; i < record->mention_count && result == 0; i++) {
		result = gather_mention(tally, &gathered, &record->mentions[i], err);
	}
	if (result == 0) {
		gather_attrs(tally, &gathered, &record->contact);
		row_add(tally, &gathered, record);
	}
	if (gathered.entries != entries) {
		free(gathered.entries);
	}
	if (gathered.pairs != pairs) {
		free(gathered.pairs);
	}
	return result;
}

void tally_silent(struct tally *tally, struct str scale, double score, uint64_t count)
{
	tally->silent =
	    array_room(tally->silent, tally->silent_count, &tally->silent_cap, sizeof *tally->silent, KEYS_FIRST);
	tally->silent[tally->silent_count++] =
	    (struct tally_silent){ intern_add(&tally->scales.intern, scale), milli(score), count };
}

uint32_t tally_sign(const struct tally *tally, const char *family, struct str value)
{
	for (size_t i = 0; i < tally->signs.count; i++) {
		if (str_eq(pair_first(tally->signs.names[i]), str_from(family)) &&
		    str_eq(pair_second(tally->signs.names[i]), value)) {
			return (uint32_t)i;
		}
	}
	return INTERN_NONE;
}
