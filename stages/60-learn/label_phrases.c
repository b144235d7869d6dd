/* label_phrases.c - see label_phrases.h. Counting in three passes, each pruned by the one before (a phrase is frequent
 * only if its stems are): stems by group; phrases by group; the survivors and their forms over all mentions. A person
 * (a contact, when the person is not known) counts once for a phrase, however often it is said.
 *
 * Score (rule 11): contacts inside * ln(rate inside / rate outside) * length factor * sqrt(cosine of phrase and group),
 * and a push for words that say what goes wrong. Held: 32 bytes a distinct (group, phrase). */
#include "label_phrases.h"

#include <math.h>
#include <stdlib.h>

#include "array.h"
#include "label_meaning.h"

enum { PERSONS_FIRST = 64 };

#define SHARE_LEAST 0.02     /* of a group's contacts: what fewer of them say does not name it */
#define CONTACTS_LEAST 2.0   /* and at least as many contacts */
#define CLOSENESS_LEAST 0.02 /* floor under the square root */
#define PUSH_PROBLEM 1.3     /* a support manager asks what goes wrong: "lost bag" before "checked bag" */
#define PUSH_VAGUE 0.4       /* "new", "problem": words that fit any theme */
#define VAGUE_PART 0.7       /* a phrase with one such word beside others: "new card" */
#define PART_SHARE 0.7       /* of a phrase's contacts have it inside one longer phrase: then it is a part of that */
#define PART_WHOLE 3 /* stems, at most, of the longer one: a template's whole sentence must not swallow its words */
static const double LENGTH_FACTOR[LABEL_KEY + 1] = { 0, 1, 2.2, 2.42,
	                                             2.53 }; /* a longer phrase says more per occurrence */

/* One place in a mention where a phrase stands: items first .. last. */
struct window {
	struct label_key key;
	size_t size, first, last;
};

typedef void (*window_use)(void *to, const struct window *window);

/* Every window that starts at item `first`; each is a phrase as label_phrases.h defines it. */
static void windows_from(const struct label_corpus *corpus, size_t first, size_t end, window_use use, void *to)
{
	struct window window = { .first = first };
	for (size_t at = first; at < end && at < first + LABEL_REACH; at++) {
		const struct label_item *item = &corpus->items[at];
		if (at > first && (!item->glued || (item->classes & LABEL_STOP) != 0)) {
			return;
		}
		if ((item->classes & LABEL_EDGE) != 0) {
			continue; /* drop or link: inside a phrase only */
		}
		if (!label_key_insert(&window.key, window.size, item->stem)) {
			return;
		}
		window.size++;
		window.last = at;
		if (item->stem != LABEL_STEM_NOT) {
			use(to, &window);
		}
	}
}

static void windows(const struct label_corpus *corpus, size_t mention, window_use use, void *to)
{
	size_t end = corpus->start[mention + 1];
	for (size_t first = corpus->start[mention]; first < end; first++) {
		if ((corpus->items[first].classes & LABEL_EDGE) == 0) {
			windows_from(corpus, first, end, use, to);
		}
	}
}

/* What the passes share. */
struct count_run {
	struct label_corpus *corpus;
	const struct label_input *input;
	const int32_t *of;
	uint32_t *voice;  /* [contact_count] first contact of the same person: what one person repeats (a signature, a
	                     habit) names nothing */
	size_t *order;    /* mentions by voice, then number */
	double *least;    /* [group_count] contacts that a phrase must have */
	double *contacts; /* [group_count] */
	double all_contacts;
	struct counter in_group; /* (group, key) */
	struct counter anywhere; /* (0, key) of the survivors */
	struct counter forms;    /* (entry of in_group, {form}) */
	size_t mention;          /* at hand */
	uint32_t group, contact; /* contact: the first of its person */
	double weight;
};

static void use_stem(void *to, const struct window *window)
{
	struct count_run *run = to;
	if (window->size == 1) {
		entry_count(counter_add(&run->in_group, run->group, &window->key), run->contact, run->weight);
	}
}

static void use_phrase(void *to, const struct window *window)
{
	struct count_run *run = to;
	if (window->size == 1) {
		return;
	}
	for (size_t s = 0; s < window->size; s++) {
		struct label_key one = { { window->key.stem[s] } };
		const struct entry *entry =
		    one.stem[0] == LABEL_STEM_NOT ? NULL : counter_find(&run->in_group, run->group, &one);
		if (one.stem[0] != LABEL_STEM_NOT && (entry == NULL || entry->weight < run->least[run->group])) {
			return;
		}
	}
	entry_count(counter_add(&run->in_group, run->group, &window->key), run->contact, run->weight);
}

static uint32_t form_of(struct label_corpus *corpus, const struct window *window)
{
	struct buf form;
	uint32_t number;
	if (window->first == window->last) {
		return corpus->items[window->first].form;
	}
	buf_init(&form, SIZE_MAX);
	for (size_t at = window->first; at <= window->last; at++) {
		if ((corpus->items[at].classes & LABEL_DROP) == 0) {
			if (form.len > 0) {
				buf_byte(&form, ' ');
			}
			buf_str_add(&form, corpus->forms.names[corpus->items[at].form]);
		}
	}
	number = intern_add(&corpus->forms, buf_str(&form));
	buf_release(&form);
	return number;
}

static void use_survivor(void *to, const struct window *window)
{
	struct count_run *run = to;
	struct entry *entry = counter_find(&run->anywhere, 0, &window->key);
	if (entry == NULL) {
		return;
	}
	entry_count(entry, run->contact, run->weight);
	if (run->of[run->mention] >= 0) {
		const struct entry *in = counter_find(&run->in_group, run->group, &window->key);
		if (in != NULL && in->weight >= run->least[run->group]) {
			struct label_key form = { { form_of(run->corpus, window) } };
			counter_add(&run->forms, (uint32_t)(in - run->in_group.entries), &form)->weight += run->weight;
		}
	}
}

/* Calls use for every window of every mention (of a group, or of any), contact by contact. */
static void pass(struct count_run *run, bool grouped, window_use use)
{
	for (size_t i = 0; i < run->input->mention_count; i++) {
		run->mention = run->order[i];
		if (grouped && run->of[run->mention] < 0) {
			continue;
		}
		run->group = (uint32_t)(run->of[run->mention] < 0 ? 0 : run->of[run->mention]);
		run->contact = run->voice[run->input->contact[run->mention]];
		run->weight = run->input->weight[run->mention];
		windows(run->corpus, run->mention, use, run);
	}
}

/* voice[contact]: the first contact of the same person; its own number when the person is not known. */
static uint32_t *voices(const struct label_input *input)
{
	uint32_t *voice = memory_array(input->contact_count + 1, sizeof *voice), *first = NULL;
	struct intern persons;
	size_t cap = 0;
	intern_init(&persons);
	for (uint32_t c = 0; c < input->contact_count; c++) {
		voice[c] = c;
		if (input->persons[c].len > 0) {
			size_t before = persons.count;
			uint32_t number = intern_add(&persons, input->persons[c]);
			first = array_room(first, number, &cap, sizeof *first, PERSONS_FIRST);
			first[number] = persons.count > before ? c : first[number];
			voice[c] = first[number];
		}
	}
	free(first);
	intern_release(&persons);
	return voice;
}

/* order[]: stable counting sort by voice. */
static size_t *by_voice(const struct label_input *input, const uint32_t *voice)
{
	size_t *start = memory_array(input->contact_count + 1, sizeof *start),
	       *order = memory_array(input->mention_count + 1, sizeof *order);
	for (size_t i = 0; i < input->mention_count; i++) {
		start[voice[input->contact[i]] + 1]++;
	}
	for (size_t c = 0; c < input->contact_count; c++) {
		start[c + 1] += start[c];
	}
	for (size_t i = 0; i < input->mention_count; i++) {
		order[start[voice[input->contact[i]]]++] = i;
	}
	free(start);
	return order;
}

static void count_contacts(struct count_run *run, size_t group_count)
{
	uint32_t *last = memory_array(group_count + 1, sizeof *last), contact = UINT32_MAX;
	for (size_t i = 0; i < run->input->mention_count; i++) {
		size_t m = run->order[i];
		if (run->voice[run->input->contact[m]] != contact) {
			contact = run->voice[run->input->contact[m]];
			run->all_contacts += run->input->weight[m];
		}
		if (run->of[m] >= 0 && last[run->of[m]] != contact + 1) {
			last[run->of[m]] = contact + 1;
			run->contacts[run->of[m]] += run->input->weight[m];
		}
	}
	for (size_t g = 0; g < group_count; g++) {
		run->least[g] = fmax(CONTACTS_LEAST, SHARE_LEAST * run->contacts[g]);
	}
	free(last);
}

static uint8_t key_classes(const struct label_corpus *corpus, const struct label_key *key, size_t *vague)
{
	uint8_t classes = 0;
	*vague = 0;
	for (size_t i = 0; i < LABEL_KEY && key->stem[i] != LABEL_STEM_NONE; i++) {
		uint32_t number = intern_find(&corpus->lexicon.stems, corpus->stems.names[key->stem[i]]);
		uint8_t class = key->stem[i] == LABEL_STEM_NOT ? LABEL_NOT
		                : number == INTERN_NONE        ? 0
		                                               : corpus->lexicon.stem_classes[number];
		*vague += (class & (LABEL_VAGUE | LABEL_NOT | LABEL_JUDGEMENT)) != 0;
		classes |= class;
	}
	return classes;
}

/* A negation counts for half a word: "no bag" says more than "bag", but less than "lost bag". */
static double length_factor(const struct label_phrase *phrase)
{
	double factor = LENGTH_FACTOR[phrase->size];
	return (phrase->classes & LABEL_NOT) != 0 ? (factor + LENGTH_FACTOR[phrase->size - 1]) / 2 : factor;
}

static void phrase_score(const struct count_run *run, struct label_phrase *phrase, double contacts)
{
	double rate_in = (phrase->inside + .5) / (contacts + 1),
	       rate_out = (phrase->outside + .5) / (fmax(run->all_contacts - contacts, 0) + 1);
	size_t vague;
	phrase->classes = key_classes(run->corpus, &phrase->key, &vague);
	phrase->score = phrase->inside * log(rate_in / rate_out) * length_factor(phrase) *
	                sqrt(fmax(phrase->closeness, CLOSENESS_LEAST));
	if (phrase->score <= 0) {
		return;
	}
	if ((phrase->classes & (LABEL_PROBLEM | LABEL_NOT)) != 0) {
		phrase->score *= PUSH_PROBLEM;
	}
	phrase->vague_part = (phrase->classes & LABEL_VAGUE) != 0;
	if (vague == phrase->size) {
		phrase->score *= PUSH_VAGUE;
	} else if ((phrase->classes & LABEL_VAGUE) != 0) {
		phrase->score *= VAGUE_PART;
	}
	phrase->classes =
	    (uint8_t)(vague == phrase->size ? phrase->classes | LABEL_VAGUE : phrase->classes & ~LABEL_VAGUE);
}

/* A phrase that nearly always stands inside a longer one is left to that one: "customer" in "customer service". */
static void drop_parts(struct label_group *group)
{
	size_t kept = 0;
	for (size_t p = 0; p < group->phrase_count; p++) {
		const struct label_phrase *part = &group->phrases[p];
		bool inside = false;
		for (size_t q = 0; q < group->phrase_count && !inside; q++) {
			const struct label_phrase *whole = &group->phrases[q];
			inside = whole->size > part->size && whole->size <= PART_WHOLE && !whole->vague_part &&
			         whole->inside >= PART_SHARE * part->inside &&
			         label_key_within(&part->key, &whole->key);
		}
		group->phrases[p].whole = !inside;
	}
	for (size_t p = 0; p < group->phrase_count; p++) {
		if (group->phrases[p].whole) {
			group->phrases[kept++] = group->phrases[p];
		}
	}
	group->phrase_count = kept;
}

static int by_score(const void *left, const void *right)
{
	const struct label_phrase *a = left, *b = right;
	if (a->score != b->score) {
		return a->score > b->score ? -1 : 1;
	}
	return str_cmp(a->form, b->form);
}

/* best[entry of in_group] = form number + 1 that is commonest, ties to the smaller string. */
static uint32_t *best_forms(const struct count_run *run)
{
	uint32_t *best = memory_array(run->in_group.count + 1, sizeof *best);
	double *weight = memory_array(run->in_group.count + 1, sizeof *weight);
	const struct str *names = run->corpus->forms.names;
	for (size_t f = 0; f < run->forms.count; f++) {
		const struct entry *entry = &run->forms.entries[f];
		uint32_t form = entry->key.stem[0], of = entry->group;
		if (entry->weight > weight[of] ||
		    (entry->weight == weight[of] && (best[of] == 0 || str_cmp(names[form], names[best[of] - 1]) < 0))) {
			weight[of] = entry->weight;
			best[of] = form + 1;
		}
	}
	free(weight);
	return best;
}

static void collect(struct count_run *run, size_t group_count, struct arena *arena, struct label_group *groups)
{
	float *centre = NULL, *means = label_means(run->corpus, run->input, run->of, group_count, &centre);
	uint32_t *best = best_forms(run);
	size_t *count = memory_array(group_count + 1, sizeof *count);
	for (size_t e = 0; e < run->in_group.count; e++) {
		count[run->in_group.entries[e].group] += best[e] != 0;
	}
	for (size_t g = 0; g < group_count; g++) {
		groups[g] = (struct label_group){ memory_array(count[g] + 1, sizeof(struct label_phrase)), 0,
			                          run->contacts[g] };
	}
	for (size_t e = 0; e < run->in_group.count; e++) {
		const struct entry *entry = &run->in_group.entries[e];
		struct label_group *group = &groups[entry->group];
		struct label_phrase *phrase = &group->phrases[group->phrase_count];
		if (best[e] == 0) {
			continue;
		}
		*phrase = (struct label_phrase){ .key = entry->key,
			                         .form = run->corpus->forms.names[best[e] - 1],
			                         .inside = entry->weight };
		while (phrase->size < LABEL_KEY && entry->key.stem[phrase->size] != LABEL_STEM_NONE) {
			phrase->size++;
		}
		phrase->outside = fmax(counter_find(&run->anywhere, 0, &entry->key)->weight - entry->weight, 0);
		phrase->closeness = label_closeness(
		    run->corpus, phrase->form, means == NULL ? NULL : means + entry->group * run->corpus->dim, centre);
		phrase_score(run, phrase, group->contacts);
		group->phrase_count += phrase->score > 0;
	}
	for (size_t g = 0; g < group_count; g++) {
		struct label_phrase *all = groups[g].phrases;
		qsort(all, groups[g].phrase_count, sizeof *all, by_score);
		groups[g].phrase_count =
		    groups[g].phrase_count < LABEL_PHRASES_MAX ? groups[g].phrase_count : LABEL_PHRASES_MAX;
		groups[g].phrases = arena_array(arena, groups[g].phrase_count + 1, sizeof *all);
		memcpy(groups[g].phrases, all, groups[g].phrase_count * sizeof *all);
		drop_parts(&groups[g]);
		free(all);
	}
	free(count);
	free(best);
	free(means);
	free(centre);
}

void label_phrases(struct label_corpus *corpus, const struct label_input *input, const int32_t *of, size_t group_count,
                   struct arena *arena, struct label_group *groups)
{
	struct count_run run = { .corpus = corpus, .input = input, .of = of, .voice = voices(input) };
	run.order = by_voice(input, run.voice);
	run.least = memory_array(group_count + 1, sizeof *run.least);
	run.contacts = memory_array(group_count + 1, sizeof *run.contacts);
	count_contacts(&run, group_count);
	pass(&run, true, use_stem);
	pass(&run, true, use_phrase);
	for (size_t e = 0; e < run.in_group.count; e++) {
		if (run.in_group.entries[e].weight >= run.least[run.in_group.entries[e].group]) {
			counter_add(&run.anywhere, 0, &run.in_group.entries[e].key);
		}
	}
	pass(&run, false, use_survivor);
	collect(&run, group_count, arena, groups);
	counter_release(&run.in_group);
	counter_release(&run.anywhere);
	counter_release(&run.forms);
	free(run.voice);
	free(run.order);
	free(run.least);
	free(run.contacts);
}
