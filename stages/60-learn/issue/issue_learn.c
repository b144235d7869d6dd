/* issue_learn.c - see issue_learn.h: the steps in their order. */
#include "issue_learn.h"
#include "language_table.h"

#include <stdlib.h>

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

/* ---- reading the sample ---- */

static int sample_read(struct issue_learning *learning, struct err *err)
{
	int result = issue_assigner_open(&learning->assigner, learning->model, learning->lexicons, err);
	result =
	    result == 0 ? issue_said_list(learning->assigner, learning->model->lang, &learning->said, err) : result;
	learning->read = arena_array(&learning->arena, learning->record_count + 1, sizeof *learning->read);
	for (size_t r = 0; result == 0 && r < learning->record_count; r++) {
		const struct record *record = learning->records[r];
		struct issue_mention *read = arena_array(&learning->arena, record->mention_count + 1, sizeof *read);
		result = issue_read(learning->assigner, &learning->arena, record, read, err);
		learning->read[r] = read;
		bool problem = result == 0 && issue_problem_stated(read, record->mention_count);
		learning->problems += problem ? learning->weights[r] : 0;
	}
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

static int steps(struct issue_learning *learning, struct err *err)
{
	int result = issue_lists_open(learning, err);
	if (result < 0) {
		return result;
	}
	issue_shares(learning);
	result = issue_nouns(learning, err);
	result = result == 0 ? sample_read(learning, err) : result;
	result = result == 0 ? issue_regroup(learning, err) : result;
	if (result == 0) {
		issue_said(learning);
		issue_name_said(learning);
	}
	return result == 0 ? issue_resample(learning, err) : result;
}

int issue_learn(const struct record **records, size_t record_count, const char *lexicons, struct issue_model **model,
                struct buf *story, struct err *err)
{
	struct issue_learning learning = { .lexicons = lexicons, .records = records, .record_count = record_count };
	int result;
	learning.model = memory_alloc(sizeof *learning.model);
	issue_model_init(learning.model);
	learning.weights = memory_array(record_count + 1, sizeof *learning.weights);
	for (size_t r = 0; r < record_count; r++) {
		learning.weights[r] = records[r]->contact.senders > 1 ? records[r]->contact.senders : 1;
		learning.mentions += records[r]->mention_count;
	}
	result = ontology_open(&learning.model->ontology, lexicons, err);
	if (result == 0) {
		learning.model->lang = main_language(&learning);
		result = steps(&learning, err);
	}
	issue_assigner_close(learning.assigner);
	theme_reader_close(learning.reader);
	piece_table_close(learning.table);
	free(learning.leads);
	free(learning.weights);
	arena_release(&learning.arena);
	if (result < 0) {
		issue_model_close(learning.model);
		return result;
	}
	tell(&learning, story);
	*model = learning.model;
	return 0;
}
