/* issue_count.c - from a sample that was read to issues: how often classes and things stand together, groups of them,
 * names, and how many contacts each issue has by the very function that assigns, so a small issue is one that
 * assignment finds. In: issue_learning after reading. Out: pairs and issues of its model, issues in the order of their
 * contacts. The same for the sample and for a resample of it, in which a contact may stand several times, one behind
 * the other. */
#include <stdlib.h>

#include "array.h"
#include "issue_learn.h"

enum { FLOOR_LEAST = 4 };                /* contacts of an issue, at the least */
static const double FLOOR_SHARE = 0.004; /* of the sample's contacts that an issue has, at the least */

struct counting {                         /* of distinct contacts */
	uint32_t *pair_last, *thing_last; /* contact + 1 that was counted last */
	size_t pair_cap, thing_cap;
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
			const struct thing *near = things_at(things, m->near[k][i].thing);
			size_t pair = issue_model_pair(model, m->stated[k].class, near->id);
			size_t thing = issue_model_thing(model, near->id);
			if (model->things[thing].name.len == 0) {
				model->things[thing].name = arena_dup(&model->arena, near->name);
			}
			model->pairs[pair].contacts +=
			    first_in(&counting->pair_last, &counting->pair_cap, pair, contact);
			model->things[thing].contacts +=
			    first_in(&counting->thing_last, &counting->thing_cap, thing, contact);
		}
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
			near_count(learning, &counting, things, &learning->read[r][i], (uint32_t)r);
		}
	}
	free(counting.pair_last);
	free(counting.thing_last);
	return result;
}

/* ---- counting again ---- */

/* The sample is placed by the model as assignment will, from what was read of it once: what a mention states does not
 * go by the issues. */
static void recount(struct issue_learning *learning, uint64_t *contacts)
{
	uint32_t *last = memory_array(learning->model->issue_count + 1, sizeof *last);
	struct arena arena = ARENA_INIT;
	for (size_t r = 0; r < learning->record_count; r++) {
		const struct record *record = learning->records[r];
		struct issue_mention *read = learning->read[r];
		bool again = r > 0 && read == learning->read[r - 1]; /* drawn twice: placed already */
		arena_reset(&arena);
		if (!again) {
			issue_place_things(learning->model, &arena, read, record->mention_count);
		}
		for (size_t i = 0; i < record->mention_count; i++) {
			int32_t issue = issue_first(&read[i]);
			if (issue >= 0 && last[issue] != r + 1) {
				last[issue] = (uint32_t)r + 1;
				contacts[issue] += learning->weights[r];
			}
		}
	}
	arena_release(&arena);
	free(last);
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

static void count_again(struct issue_learning *learning)
{
	uint64_t *contacts = memory_array(learning->model->issue_count + 1, sizeof *contacts);
	recount(learning, contacts);
	settle(learning, contacts);
	free(contacts);
}

static uint64_t floor_of(const struct issue_learning *learning)
{
	uint64_t contacts = learning->silent;
	for (size_t r = 0; r < learning->record_count; r++) {
		contacts += learning->weights[r];
	}
	double floor = FLOOR_SHARE * (double)contacts;
	return (uint64_t)(floor > FLOOR_LEAST ? floor + 0.999999 : FLOOR_LEAST);
}

int issue_regroup(struct issue_learning *learning, struct err *err)
{
	int result;
	learning->floor = floor_of(learning);
	result = learning->things_chosen ? 0 : sample_count(learning, err);
	result = result == 0 ? issue_group(learning, err) : result;
	learning->things_chosen = true;
	if (result == 0) {
		issue_name(learning);
		count_again(learning);
	}
	return result;
}
