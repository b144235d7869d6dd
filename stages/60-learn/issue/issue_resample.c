/* issue_resample.c - the issues learnt again on resamples of persons: what of them is the sample's luck.
 *
 * In: the sample as it was read, and the model that came of it. Twenty times every person weighs Poisson(1) (as in
 * stage rank, by a hash of the person; of the contact where nobody is known), and all that follows
 * reading is done again: pairs are grouped and named, issues counted by what assigns. Out: how
 * many of the resamples found each issue (by its id, which is its name in the ontology), and for the sample and for
 * each resample the share of the contacts with a problem that its own first five issues hold. From these shares rank
 * takes what the method adds to the headline's interval. Not done again: reading itself, which thing each trouble has,
 * the corpus' own things and subjects and how likely each class is here, which rest on all mentions and move little.
 * Contacts that state no class, as most do, are only counted.
 * Memory: 40 bytes a contact; time: 20 groupings. */
#include <stdlib.h>

#include "hash.h"
#include "issue_learn.h"
#include "poisson.h"

enum {
	FIRST = 5,        /* as many as a headline names */
	DRAWN_EACH = 4096 /* of more people the sum of their draws is within 1.6 % (one deviation) of their number */
};

static size_t poisson_weight(uint64_t person, uint64_t resample)
{
	return poisson_of_byte((uint8_t)(hash_mix(person, resample) >> 56));
}

struct drawn { /* a contact of the sample */
	uint64_t person, contact;
	size_t number;
};

static int person_order(const void *left, const void *right)
{
	const struct drawn *a = left, *b = right;
	if (a->person != b->person) {
		return a->person < b->person ? -1 : 1;
	}
	return a->contact < b->contact ? -1 : a->contact > b->contact;
}

/* What each contact's draw hangs on: its person, as the smallest hash of that person's contacts, so that it does not
 * depend on the key of the pseudonyms. */
static uint64_t *persons_find(const struct issue_learning *learning)
{
	size_t count = learning->record_count;
	uint64_t *persons = memory_array(count + 1, sizeof *persons);
	struct drawn *list = memory_array(count + 1, sizeof *list);
	for (size_t r = 0; r < count; r++) {
		const struct contact *contact = &learning->records[r]->contact;
		uint64_t id = hash64(contact->id, 0);
		list[r] = (struct drawn){ contact->person.len > 0 ? hash64(contact->person, 1) : id, id, r };
	}
	qsort(list, count, sizeof *list, person_order);
	for (size_t i = 0, first = 0; i < count; i++) {
		first = list[i].person != list[first].person ? i : first;
		persons[list[i].number] = list[first].contact;
	}
	free(list);
	return persons;
}

/* The first issues of pain by their contacts, as a model has them in order; remainders of classes are none. */
static void first_issues(const struct issue_model *model, bool *among)
{
	size_t count = 0;
	for (size_t i = 0; i < model->issue_count; i++) {
		among[i] = count < FIRST && model->issues[i].table == ISSUE_PAIN && !issue_is_rest(model->issues[i].id);
		count += among[i];
	}
}

static bool asks(struct str states)
{
	return str_eq(states, STR("problem")) || str_eq(states, STR("request")) || str_eq(states, STR("question"));
}

static void union_count(struct issue_learning *learning, struct issue_union *to)
{
	bool *among = memory_array(learning->model->issue_count + 1, sizeof *among);
	struct arena arena = ARENA_INIT;
	first_issues(learning->model, among);
	*to = (struct issue_union){ .counted = learning->asking };
	for (size_t r = 0; r < learning->record_count; r++) {
		struct issue_mention *read = learning->read[r];
		bool counted = false, covered = false;
		arena_reset(&arena);
		if (r == 0 || read != learning->read[r - 1]) {
			issue_place_things(learning->model, &arena, read, learning->records[r]->mention_count);
		}
		for (size_t i = 0; i < learning->records[r]->mention_count; i++) {
			int32_t issue = issue_first(&read[i]);
			counted = counted || asks(read[i].states);
			covered = covered || (issue >= 0 && among[issue]);
		}
		to->counted += counted ? learning->weights[r] : 0;
		to->covered += counted && covered ? learning->weights[r] : 0;
	}
	arena_release(&arena);
	free(among);
}

/* The others who sent the same words are drawn each for himself: the sum of their weights. */
static uint64_t others_drawn(const struct issue_learning *from, size_t r, uint64_t resample)
{
	uint64_t others = from->weights[r] - 1, key = hash64(from->records[r]->contact.id, 0), sum = 0;
	if (others > DRAWN_EACH) {
		return others;
	}
	for (uint64_t i = 1; i <= others; i++) {
		sum += poisson_weight(hash_mix(key, i), resample);
	}
	return sum;
}

/* Contact r of the sample once more, for so many people. */
static void stand_in(const struct issue_learning *from, struct issue_learning *to, size_t r, uint64_t weight)
{
	to->records[to->record_count] = from->records[r];
	to->weights[to->record_count] = weight;
	to->read[to->record_count++] = from->read[r];
}

/* What a resample must know of a contact. */
struct drawable {
	uint64_t person;
	bool states, problem, asks; /* any class; a problem; a problem, a request or a question */
};

static struct drawable *drawables_make(const struct issue_learning *learning)
{
	struct drawable *all = memory_array(learning->record_count + 1, sizeof *all);
	uint64_t *persons = persons_find(learning);
	for (size_t r = 0; r < learning->record_count; r++) {
		size_t count = learning->records[r]->mention_count;
		all[r] = (struct drawable){ .person = persons[r],
			                    .problem = issue_problem_stated(learning->read[r], count) };
		for (size_t i = 0; i < count; i++) {
			all[r].states = all[r].states || learning->read[r][i].stated_count > 0;
			all[r].asks = all[r].asks || asks(learning->read[r][i].states);
		}
	}
	free(persons);
	return all;
}

/* The sample with each person as often as it was drawn. */
static void draw(const struct issue_learning *from, struct issue_learning *to, const struct drawable *all,
                 uint64_t resample)
{
	to->record_count = to->silent = to->asking = to->mentions = to->problems = 0;
	for (size_t r = 0; r < from->record_count; r++) {
		uint64_t own = poisson_weight(all[r].person, resample), others = others_drawn(from, r, resample);
		uint64_t people = own + others;
		to->problems += all[r].problem ? people : 0;
		to->mentions += people * from->records[r]->mention_count;
		to->silent += all[r].states ? 0 : people;
		to->asking += !all[r].states && all[r].asks ? people : 0;
		for (; all[r].states && own > 0; own--) {
			stand_in(from, to, r, 1);
		}
		if (all[r].states && others > 0) {
			stand_in(from, to, r, others);
		}
	}
}

static size_t drawn_most(const struct issue_learning *learning, const struct drawable *all)
{
	size_t most = 0;
	for (uint64_t resample = 1; resample <= ISSUE_RESAMPLES; resample++) {
		size_t count = 0;
		for (size_t r = 0; r < learning->record_count; r++) {
			size_t own = poisson_weight(all[r].person, resample);
			count += all[r].states ? own + (learning->weights[r] > 1) : 0;
		}
		most = count > most ? count : most;
	}
	return most;
}

static void came_back(struct issue_model *model, const struct issue_model *again)
{
	for (size_t i = 0; i < model->issue_count; i++) {
		model->issues[i].came_back += issue_model_issue(again, model->issues[i].id) >= 0;
	}
}

/* One resample. The assigner looks at learning->model, so the model learnt again stands in its place meanwhile. */
static int learn_again(struct issue_learning *learning, struct issue_learning *again, size_t resample, struct err *err)
{
	struct issue_model *model = learning->model, kept = *model;
	int result;
	issue_model_blank(model, &kept);
	result = issue_regroup(again, err);
	if (result == 0) {
		union_count(again, &kept.unions[resample]);
		came_back(&kept, model);
	}
	issue_model_blank_release(model);
	*model = kept;
	return result;
}

int issue_resample(struct issue_learning *learning, struct err *err)
{
	struct issue_learning again = *learning;
	struct drawable *all = drawables_make(learning);
	size_t most;
	int result = 0;
	union_count(learning, &learning->model->unions[0]);
	most = drawn_most(learning, all);
	again.records = memory_array(most + 1, sizeof *again.records);
	again.read = memory_array(most + 1, sizeof *again.read);
	again.weights = memory_array(most + 1, sizeof *again.weights);
	again.leads = NULL;
	again.lead_cap = 0;
	for (size_t resample = 1; resample <= ISSUE_RESAMPLES && result == 0; resample++) {
		draw(learning, &again, all, resample);
		result = learn_again(learning, &again, resample, err);
	}
	learning->model->resamples = ISSUE_RESAMPLES;
	learning->arena = again.arena;
	free(again.leads);
	free(all);
	free(again.records);
	free(again.read);
	free(again.weights);
	return result;
}
