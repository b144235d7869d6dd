/* issue_learn.c - see issue_learn.h: the steps in their order. What the model says of the sample is counted again by
 * the very function that assigns, so a small issue is one that assignment finds. */
#include "issue_learn.h"
#include "language_table.h"

#include <stdio.h>
#include <stdlib.h>

#include "array.h"

enum { FLOOR_LEAST = 4 };                 /* contacts of an issue, at the least */
static const double FLOOR_SHARE = 0.004;  /* … and of the contacts */
static const double SUBJECT_SHARE = 0.08; /* of the mentions: a thing in more of them tells nothing apart */

/* The language of most mentions; the smaller name among equals. */
static struct str main_language(const struct issue_learning *learning)
{
	struct intern langs;
	uint64_t counts[64] = { 0 };
	uint32_t best = 0;
	struct str lang;
	intern_init(&langs);
	for (size_t r = 0; r < learning->record_count; r++) {
		const struct contact *contact = &learning->records[r]->contact;
		uint32_t number = intern_add(&langs, language_named(contact->lang));
		if (number < sizeof counts / sizeof *counts) {
			counts[number] += learning->records[r]->mention_count;
		}
	}
	for (uint32_t i = 1; i < langs.count && i < sizeof counts / sizeof *counts; i++) {
		bool more = counts[i] > counts[best];
		bool tie = counts[i] == counts[best] && str_cmp(langs.names[i], langs.names[best]) < 0;
		best = more || tie ? i : best;
	}
	lang = langs.count > 0 ? arena_dup(&learning->model->arena, langs.names[best]) : LANGUAGE_FALLBACK;
	intern_release(&langs);
	return lang;
}

static int table_open(struct issue_learning *learning, struct err *err)
{
	char path[4200];
	snprintf(path, sizeof path, "%s/%.*s/pieces.tbl", learning->lexicons, STR_ARGS(learning->model->lang));
	return piece_table_open(&learning->table, path, err);
}

/* ---- reading the sample ---- */

static int sample_read(struct issue_learning *learning, struct err *err)
{
	int result = issue_assigner_open(&learning->assigner, learning->model, learning->lexicons, err);
	learning->read = arena_array(&learning->arena, learning->record_count + 1, sizeof *learning->read);
	for (size_t r = 0; result == 0 && r < learning->record_count; r++) {
		const struct record *record = learning->records[r];
		struct issue_mention *read = arena_array(&learning->arena, record->mention_count + 1, sizeof *read);
		bool problem = false;
		result = issue_read(learning->assigner, &learning->arena, record, read, err);
		learning->read[r] = read;
		for (size_t i = 0; result == 0 && i < record->mention_count; i++) {
			problem = problem || str_eq(read[i].states, STR("problem"));
		}
		learning->problems += problem;
	}
	return result;
}

struct counting {                         /* of distinct contacts */
	uint32_t *pair_last, *thing_last; /* contact + 1 that was counted last */
	size_t pair_cap, thing_cap;
	uint64_t *thing_mentions;
	size_t mention_cap;
};

static bool first_in(uint32_t **last, size_t *cap, size_t number, uint32_t contact)
{
	size_t before = *cap;
	bool first;
	while (number >= *cap) {
		*last = array_room(*last, *cap, cap, sizeof **last, 1024);
	}
	memset(*last + before, 0, (*cap - before) * sizeof **last);
	first = (*last)[number] != contact + 1;
	(*last)[number] = contact + 1;
	return first;
}

static void near_count(struct issue_learning *learning, struct counting *counting, const struct thing_list *things,
                       const struct issue_mention *m, uint32_t contact)
{
	struct issue_model *model = learning->model;
	for (size_t k = 0; k < m->stated_count; k++) {
		model->class_contacts[m->stated[k].class]++;
		model->stated++;
		for (size_t i = 0; i < m->near_count[k]; i++) {
			struct str id = things_at(things, m->near[k][i].thing)->id;
			size_t pair = issue_model_pair(model, m->stated[k].class, id);
			size_t thing = issue_model_thing(model, id);
			model->pairs[pair].contacts +=
			    first_in(&counting->pair_last, &counting->pair_cap, pair, contact);
			model->things[thing].contacts +=
			    first_in(&counting->thing_last, &counting->thing_cap, thing, contact);
		}
	}
}

/* Mentions that say each thing, wherever: subjects are found by them. */
static void said_count(struct issue_learning *learning, struct counting *counting, const struct thing_list *things,
                       const struct issue_mention *m)
{
	struct issue_model *model = learning->model;
	for (size_t i = 0; i < m->words.thing_count; i++) {
		const struct thing *thing = things_at(things, m->words.things[i].thing);
		size_t number = issue_model_thing(model, thing->id), before = counting->mention_cap, j = 0;
		if (model->things[number].name.len == 0) {
			model->things[number].name = arena_dup(&model->arena, thing->name);
		}
		while (number >= counting->mention_cap) {
			counting->thing_mentions = array_room(counting->thing_mentions, counting->mention_cap,
			                                      &counting->mention_cap, sizeof(uint64_t), 1024);
		}
		memset(counting->thing_mentions + before, 0, (counting->mention_cap - before) * sizeof(uint64_t));
		while (j < i && !str_eq(things_at(things, m->words.things[j].thing)->id, thing->id)) {
			j++;
		}
		counting->thing_mentions[number] += j == i; /* once a mention */
	}
}

static int sample_count(struct issue_learning *learning, struct err *err)
{
	struct issue_model *model = learning->model;
	struct counting counting = { 0 };
	int result = 0;
	for (size_t t = 0; t < model->thing_count; t++) {
		model->things[t].contacts =
		    0; /* so far those that say it; from here on those that say it beside a trouble */
	}
	for (size_t r = 0; result == 0 && r < learning->record_count; r++) {
		const struct record *record = learning->records[r];
		struct thing_list *things = NULL;
		result = issue_things(learning->assigner, record->contact.lang, &things, err);
		for (size_t i = 0; result == 0 && i < record->mention_count; i++) {
			said_count(learning, &counting, things, &learning->read[r][i]);
			near_count(learning, &counting, things, &learning->read[r][i], (uint32_t)r);
		}
	}
	for (size_t t = 0; t < model->thing_count && t < counting.mention_cap; t++) {
		if ((double)counting.thing_mentions[t] > SUBJECT_SHARE * (double)learning->mentions) {
			model->things[t].roles |= THING_SUBJECT;
		}
	}
	free(counting.pair_last);
	free(counting.thing_last);
	free(counting.thing_mentions);
	return result;
}

/* ---- counting again ---- */

int32_t issue_first(const struct issue_mention *mention)
{
	for (size_t k = 0; k < mention->stated_count; k++) {
		if (mention->issue[k] >= 0) {
			return mention->issue[k];
		}
	}
	return -1;
}

/* By what assigns: what was read stays as it is, things and issues are chosen anew. */
static int recount(struct issue_learning *learning, uint64_t *contacts, struct err *err)
{
	uint32_t *last = memory_array(learning->model->issue_count + 1, sizeof *last);
	struct arena arena = ARENA_INIT;
	int result = 0;
	for (size_t r = 0; result == 0 && r < learning->record_count; r++) {
		bool again = r > 0 && learning->read[r] == learning->read[r - 1]; /* drawn twice: placed already */
		arena_reset(&arena);
		result =
		    again ? 0 : issue_place(learning->assigner, &arena, learning->records[r], learning->read[r], err);
		for (size_t i = 0; result == 0 && i < learning->records[r]->mention_count; i++) {
			int32_t issue = issue_first(&learning->read[r][i]);
			if (issue >= 0 && last[issue] != r + 1) {
				last[issue] = (uint32_t)r + 1;
				contacts[issue]++;
			}
		}
	}
	arena_release(&arena);
	free(last);
	return result;
}

struct placed {
	struct issue_entry entry;
	struct issue_lead lead;
	int32_t was;
};

static int compare_placed(const void *left, const void *right)
{
	const struct placed *a = left, *b = right;
	if (a->entry.contacts != b->entry.contacts) {
		return a->entry.contacts > b->entry.contacts ? -1 : 1;
	}
	return str_cmp(a->entry.id, b->entry.id);
}

/* Issues in their order, those below the floor gone; pairs follow. */
static void settle(struct issue_learning *learning, const uint64_t *contacts)
{
	struct issue_model *model = learning->model;
	struct placed *all = memory_array(model->issue_count + 1, sizeof *all);
	int32_t *now = memory_array(model->issue_count + 1, sizeof *now);
	size_t kept = 0;
	for (size_t i = 0; i < model->issue_count; i++) {
		now[i] = -1;
		if (contacts[i] >= learning->floor) {
			all[kept] = (struct placed){ model->issues[i], learning->leads[i], (int32_t)i };
			all[kept++].entry.contacts = contacts[i];
		}
	}
	qsort(all, kept, sizeof *all, compare_placed);
	for (size_t i = 0; i < kept; i++) {
		model->issues[i] = all[i].entry;
		learning->leads[i] = all[i].lead;
		now[all[i].was] = (int32_t)i;
	}
	model->issue_count = kept;
	for (size_t p = 0; p < model->pair_count; p++) {
		model->pairs[p].issue = model->pairs[p].issue >= 0 ? now[model->pairs[p].issue] : -1;
	}
	free(all);
	free(now);
}

static int count_again(struct issue_learning *learning, struct err *err)
{
	uint64_t *contacts = memory_array(learning->model->issue_count + 1, sizeof *contacts);
	int result = recount(learning, contacts, err);
	if (result == 0) {
		settle(learning, contacts);
	}
	free(contacts);
	return result;
}

static void tell(const struct issue_learning *learning, struct buf *story)
{
	size_t tables[ISSUE_TABLES] = { 0 };
	for (size_t i = 0; i < learning->model->issue_count; i++) {
		tables[learning->model->issues[i].table]++;
	}
	buf_printf(story,
	           "%zu issues of pain, %zu requests, %zu questions, %zu praises from %zu contacts (floor: %llu)\n",
	           tables[ISSUE_PAIN], tables[ISSUE_REQUEST], tables[ISSUE_HOWTO], tables[ISSUE_PRAISE],
	           learning->record_count, (unsigned long long)learning->floor);
}

static uint64_t floor_of(size_t contacts)
{
	double floor = FLOOR_SHARE * (double)contacts;
	return (uint64_t)(floor > FLOOR_LEAST ? floor + 0.999999 : FLOOR_LEAST);
}

int issue_regroup(struct issue_learning *learning, struct err *err)
{
	int result;
	learning->floor = floor_of(learning->record_count);
	result = sample_count(learning, err);
	result = result == 0 ? issue_group(learning, err) : result;
	return result == 0 ? count_again(learning, err) : result;
}

static int steps(struct issue_learning *learning, struct err *err)
{
	int result = table_open(learning, err);
	if (result < 0) {
		return result;
	}
	issue_shares(learning);
	result = issue_nouns(learning, err);
	result = result == 0 ? sample_read(learning, err) : result;
	result = result == 0 ? issue_regroup(learning, err) : result;
	result = result == 0 ? issue_name(learning, err) : result;
	return result == 0 ? issue_resample(learning, err) : result;
}

int issue_learn(const struct record **records, size_t record_count, const char *lexicons, struct issue_model **model,
                struct buf *story, struct err *err)
{
	struct issue_learning learning = { .lexicons = lexicons, .records = records, .record_count = record_count };
	int result;
	learning.model = memory_alloc(sizeof *learning.model);
	issue_model_init(learning.model);
	for (size_t r = 0; r < record_count; r++) {
		learning.mentions += records[r]->mention_count;
	}
	result = ontology_open(&learning.model->ontology, lexicons, err);
	if (result == 0) {
		learning.model->lang = main_language(&learning);
		result = steps(&learning, err);
	}
	issue_assigner_close(learning.assigner);
	piece_table_close(learning.table);
	free(learning.leads);
	arena_release(&learning.arena);
	if (result < 0) {
		issue_model_close(learning.model);
		return result;
	}
	tell(&learning, story);
	*model = learning.model;
	return 0;
}
