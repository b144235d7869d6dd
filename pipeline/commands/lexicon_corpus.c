/* lexicon_corpus.c - see lexicon_corpus.h. */
#include "lexicon_corpus.h"

#include <stdlib.h>

#include "lexicon_mentions.h"

/* Before anything is read: what is shown is made of the mention's words, also where nobody has cleaned it. */
static void mention_mask(struct lexicon_corpus *corpus, struct arena *arena, struct mention *mention)
{
	struct personal_text what = { .text = mention->text };
	struct str masked;
	if (personal_mask(corpus->personal, arena, what, &masked, NULL) > 0) {
		mention->text = masked;
		mention->span.end = mention->span.start + (uint32_t)masked.len;
	}
}

static int record_take(void *to, struct record *record, struct err *err)
{
	struct lexicon_corpus *corpus = to;
	bool says;
	int result;
	for (size_t i = 0; i < record->mention_count; i++) {
		mention_mask(corpus, record->arena, &record->mentions[i]);
	}
	result = tagger_record(corpus->tagger, record, &says, err);
	if (result == 0) {
		issue_sample_offer(corpus->sample, record);
	}
	return result;
}

/* The language of most mentions, the first in byte order among equals. */
static struct str main_language(const struct record **records, size_t count)
{
	struct intern langs;
	struct str best = LANGUAGE_FALLBACK;
	uint64_t *mentions = memory_array(count + 1, sizeof *mentions), most = 0;
	intern_init(&langs);
	for (size_t i = 0; i < count; i++) {
		mentions[intern_add(&langs, language_named(records[i]->contact.lang))] += records[i]->mention_count;
	}
	for (size_t l = 0; l < langs.count; l++) {
		if (mentions[l] > most || (mentions[l] == most && most > 0 && str_cmp(langs.names[l], best) < 0)) {
			most = mentions[l];
			best = langs.names[l];
		}
	}
	for (size_t i = 0; i < count; i++) { /* its bytes in a record, which lives on */
		struct str lang = language_named(records[i]->contact.lang);
		if (str_eq(lang, best)) {
			best = lang;
			break;
		}
	}
	intern_release(&langs);
	free(mentions);
	return best;
}

static void persons_number(struct lexicon_corpus *corpus)
{
	struct intern persons;
	uint32_t nobody = UINT32_MAX;
	intern_init(&persons);
	corpus->persons = memory_array(corpus->count + 1, sizeof *corpus->persons);
	for (size_t i = 0; i < corpus->count; i++) {
		struct str person = corpus->records[i]->contact.person;
		corpus->persons[i] = person.len > 0 ? intern_add(&persons, person) : nobody--;
	}
	intern_release(&persons);
}

static void language_choose(struct lexicon_corpus *corpus, const char *asked)
{
	size_t all, kept = 0;
	corpus->records = issue_sample_records(corpus->sample, &all);
	corpus->lang = asked[0] != '\0' ? str_from(asked) : main_language(corpus->records, all);
	for (size_t i = 0; i < all; i++) {
		if (str_eq(language_named(corpus->records[i]->contact.lang), corpus->lang)) {
			corpus->records[kept++] = corpus->records[i];
		}
	}
	corpus->count = kept;
}

/* Rows that break the format are an error here: `gripe lexicon check` tells all of them. */
static void fault_tell(void *to, const struct lexicon_list *list, const struct tsv_row *row, const struct err *fault)
{
	struct err *first = to;
	if (first->code == GRIPE_OK) {
		*first = *fault;
		err_at(first, list->file.at, row != NULL ? row->line : fault->line, 0);
	}
}

int lexicon_corpus_lists(const struct lexicon_corpus *corpus, const char *lexicons, struct lexicon_lists **lists,
                         struct err *err)
{
	struct err fault = ERR_INIT;
	struct lexicon_folders folders = { lexicons, lexicons };
	struct lexicon_faults faults = { fault_tell, &fault };
	int result = lexicon_lists_open(lists, &folders, corpus->lang, &faults, err);
	if (result == 0 && fault.code != GRIPE_OK) {
		*err = fault;
		result = fault.code;
	}
	return result;
}

int lexicon_corpus_open(struct lexicon_corpus *corpus, const struct lexicon_job *job, struct err *err)
{
	struct lexicon_reading reading = { job->paths, job->path_count, record_take, corpus };
	int result;
	*corpus = (struct lexicon_corpus){ .lexicons = job->lexicons, .arena = ARENA_INIT };
	if (job->path_count == 0) {
		return err_set(err, GRIPE_USAGE, "which mentions? gripe lexicon suggest RUN|FILE...");
	}
	corpus->sample = issue_sample_open(LEXICON_CONTACTS);
	result = tagger_open(&corpus->tagger, job->lexicons, true, err);
	result = result < 0 ? result : personal_open(&corpus->personal, job->run, err);
	result = result < 0 ? result : lexicon_mentions_read(&reading, err);
	if (result < 0) {
		return result;
	}
	language_choose(corpus, job->asked.lang);
	if (corpus->count == 0) {
		return err_set(err, GRIPE_DATA, "no mentions%s%s", job->asked.lang[0] != '\0' ? " of language " : "",
		               job->asked.lang);
	}
	persons_number(corpus);
	return lexicon_corpus_lists(corpus, job->lexicons, &corpus->lists, err);
}

void lexicon_corpus_close(struct lexicon_corpus *corpus)
{
	lexicon_lists_close(corpus->lists);
	personal_close(corpus->personal);
	tagger_close(corpus->tagger);
	issue_sample_close(corpus->sample);
	free(corpus->persons);
	arena_release(&corpus->arena);
}

struct str lexicon_example(struct arena *arena, struct str text)
{
	char *line;
	text = str_trim(text);
	line = arena_alloc(arena, text.len + 1);
	for (size_t i = 0; i < text.len; i++) {
		line[i] = (unsigned char)text.at[i] < ' ' ? ' ' : text.at[i];
	}
	return (struct str){ line, text.len };
}

uint32_t lexicon_opinion(const struct mention *mention, struct str class, bool *stated)
{
	uint32_t milli = 0;
	*stated = false;
	for (size_t i = 0; i < mention->trouble_count; i++) {
		const struct trouble *trouble = &mention->troubles[i];
		if (str_eq(trouble->class, class)) {
			milli = trouble->reader_milli > milli ? trouble->reader_milli : milli;
			*stated = *stated || !str_eq(trouble->by, STR("reader"));
		}
	}
	return milli;
}
