/* lexicon_things.c - see lexicon_things.h. Learning finds the corpus' own things (issue_nouns.c) and counts the
 * troubles of each; here those that enough contacts have a trouble with become rows. What is said in much of the
 * corpus, and brands, are none. */
#include "lexicon_things.h"

#include <stdlib.h>

#include "issue_learn.h"
#include "lexicon_nouns.h"
#include "lexicon_odds.h"

enum {
	ALIKE = 3 /* first bytes that a word has in common with one that it could be taken for */
};

static const double ODDS_LEAST = 2; /* standard deviations: a word of every trouble tells none apart */

struct thing_showing {
	struct lexicon_corpus *corpus;
	struct found_things *things;
	struct lexicon_lists *lists; /* with the rows */
	bool *stands;                /* [things->count] in the mention that is looked at */
	size_t *alike;               /* [things->count] words of must_not that look like its own */
	struct arena scratch;
};

static int by_troubles(const void *left, const void *right)
{
	const struct found_thing *a = left, *b = right;
	return a->troubles != b->troubles ? (a->troubles > b->troubles ? -1 : 1) : str_cmp(a->id, b->id);
}

/* Classes whose issues are of a thing; a class that names itself ("rude") needs none. */
static bool tells_things_apart(const struct ontology *ontology, int class)
{
	return ontology->classes[class].mode == CLASS_THING || class_is(ontology, class, CLASS_VERDICT);
}

static struct found_thing thing_of(struct lexicon_corpus *corpus, const struct issue_model *model,
                                   const struct issue_thing *thing)
{
	struct found_thing found = { .contacts = thing->contacts };
	uint64_t most = 0, of_class = 0;
	for (size_t p = 0; p < model->pair_count; p++) {
		const struct issue_pair *pair = &model->pairs[p];
		struct str class = model->ontology->classes[pair->class].name;
		if (!str_eq(pair->thing, thing->id) || !class_is(model->ontology, pair->class, CLASS_TROUBLE)) {
			continue;
		}
		found.troubles += pair->contacts;
		if (!tells_things_apart(model->ontology, pair->class)) {
			continue;
		}
		if (pair->contacts > most || (pair->contacts == most && most > 0 && str_cmp(class, found.class) < 0)) {
			most = pair->contacts;
			found.class = class;
			of_class = model->class_contacts[pair->class];
		}
	}
	found.most = most;
	if (most > 0) {
		found.odds = lexicon_odds(
		    &(struct lexicon_counts){ most, of_class, found.troubles - most, model->stated - of_class });
	}
	found.class = arena_dup(&corpus->arena, found.class);
	found.id = arena_dup(&corpus->arena, thing->id);
	found.name = arena_dup(&corpus->arena, thing->name);
	return found;
}

/* The stem of its last word: an own thing's id is its stems. */
static struct str head_of(const struct found_thing *thing)
{
	size_t at = thing->id.len;
	while (at > 0 && thing->id.at[at - 1] != '_') {
		at--;
	}
	return str_slice(thing->id, at, thing->id.len);
}

static int things_choose(struct lexicon_corpus *corpus, const struct lexicon_job *job, const struct issue_model *model,
                         struct found_things *things, struct err *err)
{
	struct str *heads = arena_array(&corpus->arena, model->thing_count + 1, sizeof *heads);
	size_t kept = 0;
	enum lexicon_noun *nouns;
	int result;
	things->at = arena_array(&corpus->arena, model->thing_count + 1, sizeof *things->at);
	for (size_t i = 0; i < model->thing_count; i++) {
		if (model->things[i].roles == THING_OWN) {
			struct found_thing found = thing_of(corpus, model, &model->things[i]);
			if (found.most >= (uint64_t)job->asked.least && found.odds >= ODDS_LEAST) {
				heads[things->count] = head_of(&found);
				things->at[things->count++] = found;
			}
		}
	}
	result = lexicon_nouns(corpus, heads, things->count, &nouns, err);
	for (size_t i = 0; result == 0 && i < things->count; i++) {
		if (nouns[i] == NOUN) {
			things->at[kept++] = things->at[i];
		}
	}
	things->count = kept;
	qsort(things->at, things->count, sizeof *things->at, by_troubles);
	if (things->count > (size_t)job->asked.most) {
		things->count = (size_t)job->asked.most;
	}
	return result;
}

/* ---- the two mentions of each ---- */

/* Words that begin as one of the thing's does. */
static size_t alike(struct str name, const struct token_list *tokens)
{
	size_t count = 0;
	while (name.at != NULL) {
		struct str rest, word = str_cut(name, ' ', &rest);
		struct str begin = str_slice(word, 0, word.len < ALIKE ? word.len : ALIKE);
		for (size_t i = 0; i < tokens->count; i++) {
			count += str_starts(tokens->at[i].word, begin) ? 1 : 0;
		}
		name = rest;
	}
	return count;
}

static bool has_trouble(const struct mention *mention)
{
	return mention->trouble_count > 0 && !str_eq(mention->troubles[0].class, STR("praise"));
}

static void row_show(struct thing_showing *showing, size_t row, const struct mention *mention, struct str text,
                     const struct token_list *tokens)
{
	struct found_thing *thing = &showing->things->at[row];
	struct arena *arena = &showing->corpus->arena;
	if (showing->stands[row]) {
		if (has_trouble(mention) && lexicon_example_better(text, thing->must)) {
			thing->must = arena_dup(arena, text);
		}
	} else {
		size_t words = alike(thing->name, tokens);
		if (thing->must_not.len == 0 || words > showing->alike[row] ||
		    (words == showing->alike[row] && lexicon_example_better(text, thing->must_not))) {
			thing->must_not = arena_dup(arena, text);
			showing->alike[row] = words;
		}
	}
}

static void mention_show(struct thing_showing *showing, const struct contact *contact, const struct mention *mention)
{
	struct lexicon_look look;
	struct str text;
	arena_reset(&showing->scratch);
	text = lexicon_example(&showing->scratch, mention->text);
	if (!lexicon_example_fits(text)) {
		return;
	}
	lexicon_look(showing->lists, &showing->scratch, contact, text, &look);
	for (size_t row = 0; row < showing->things->count; row++) {
		showing->stands[row] = false;
		for (size_t i = 0; i < look.found.thing_count && !showing->stands[row]; i++) {
			struct str id = showing->lists->lexicon->entries[look.found.things[i].entry].value;
			showing->stands[row] = str_eq(id, showing->things->at[row].id);
		}
		row_show(showing, row, mention, text, &look.tokens);
	}
}

static int rows_add(struct thing_showing *showing, struct err *err)
{
	int result = 0;
	for (size_t i = 0; result == 0 && i < showing->things->count; i++) {
		const struct found_thing *thing = &showing->things->at[i];
		struct str cells[3] = { thing->id, thing->name, thing->name };
		result = lexicon_lists_add(showing->lists, THING, &(struct tsv_row){ cells, 3, 0 }, err);
	}
	return result;
}

static void rows_keep(struct found_things *things)
{
	size_t kept = 0;
	for (size_t i = 0; i < things->count; i++) {
		if (things->at[i].must.len > 0 && things->at[i].must_not.len > 0) {
			things->at[kept++] = things->at[i];
		}
	}
	things->count = kept;
}

static int things_show(struct lexicon_corpus *corpus, const struct lexicon_job *job, struct found_things *things,
                       struct err *err)
{
	struct thing_showing showing = { .corpus = corpus, .things = things };
	int result = lexicon_corpus_lists(corpus, job->lexicons, &showing.lists, err);
	if (result == 0) {
		result = rows_add(&showing, err);
	}
	showing.stands = memory_array(things->count + 1, sizeof *showing.stands);
	showing.alike = memory_array(things->count + 1, sizeof *showing.alike);
	for (size_t c = 0; result == 0 && c < corpus->count; c++) {
		for (size_t i = 0; i < corpus->records[c]->mention_count; i++) {
			mention_show(&showing, &corpus->records[c]->contact, &corpus->records[c]->mentions[i]);
		}
	}
	rows_keep(things);
	free(showing.stands);
	free(showing.alike);
	lexicon_lists_close(showing.lists);
	arena_release(&showing.scratch);
	return result;
}

int lexicon_things(struct lexicon_corpus *corpus, const struct lexicon_job *job, struct found_things *things,
                   struct err *err)
{
	struct issue_model *model = NULL;
	struct buf story;
	int result;
	*things = (struct found_things){ .at = NULL };
	buf_init(&story, SIZE_MAX);
	result = issue_learn(corpus->records, corpus->count, job->lexicons, &model, &story, err);
	buf_release(&story);
	if (result < 0) {
		return result;
	}
	result = things_choose(corpus, job, model, things, err);
	issue_model_close(model);
	return result < 0 ? result : things_show(corpus, job, things, err);
}
