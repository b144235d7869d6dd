/* lexicon_scores.c - see lexicon_scores.h.
 *
 * People are counted, not contacts, so that one who writes fifty times is one. A word that any list of the tagger has
 * (a mood, a thing, a trouble) is no news, nor is a noun, nor a word that names nothing: "refund" stands with low
 * scores because refunds are late, not because it is a bad word. Of the rest those stay whose neighbours by the vectors
 * of word pieces are words of that mood (lexicon_moods.h). Memory: 60 bytes a distinct word or pair, and 16 a person
 * who says it. */
#include "lexicon_scores.h"

#include <math.h>
#include <stdlib.h>

#include "array.h"
#include "lexicon_grams.h"
#include "lexicon_moods.h"
#include "lexicon_nouns.h"
#include "lexicon_odds.h"
#include "number_map.h"
#include "score_scale.h"

enum {
	PEOPLE_LEAST = 20, /* on either side: with fewer, there is nothing to compare */
	NEAR_LEAST = 3,    /* of ten neighbours, words of the same mood less those of the other */
	WORDS_MOST = 2,    /* elements of a row */
};
static const double ODDS_LEAST = 2;  /* standard deviations, where the words around say mood as well */
static const double ODDS_ALONE = 3;  /* where there are no vectors to ask */
static const double WEIGHT_MOST = 3; /* of what one side alone says; 4 is for a person to give */

struct said { /* a word, or two */
	struct gram gram;
	uint64_t low, high;
	double odds;
	struct str pattern;
};
struct scoring {
	struct lexicon_corpus *corpus;
	struct lexicon_words words;
	struct stopwords *stopwords;
	struct str *surfaces;
	uint8_t *functional;
	struct intern grams;
	struct said *said; /* [grams.count] */
	size_t said_cap;
	struct number_map met; /* gram, person and side that were counted */
	struct arena scratch;
	uint32_t person; /* of the contact that is looked at */
	bool high;
};

static void gram_count(void *to, const struct gram *gram)
{
	struct scoring *scoring = to;
	size_t before = scoring->grams.count;
	uint32_t number;
	uint64_t key;
	if (gram->gap != 0 || lexicon_gram_length(gram) > WORDS_MOST ||
	    !lexicon_gram_reads_well(gram, scoring->functional)) {
		return;
	}
	number = intern_add(&scoring->grams, lexicon_gram_key(gram));
	scoring->said = array_room(scoring->said, number, &scoring->said_cap, sizeof *scoring->said, 4096);
	if (scoring->grams.count > before) {
		scoring->said[number] = (struct said){ .gram = *gram };
	}
	key = hash_mix((uint64_t)number << 1 | (scoring->high ? 1 : 0), scoring->person) | 1;
	if (number_map_get(&scoring->met, key) == 0) {
		number_map_set(&scoring->met, key, 1);
		scoring->said[number].low += !scoring->high;
		scoring->said[number].high += scoring->high;
	}
}

static bool is_scored(const struct contact *contact)
{
	return score_is_low(contact) || score_is_high(contact);
}

/* The words of scored contacts; count: into the vocabulary, else their grams. */
static void pass(struct scoring *scoring, bool count)
{
	struct gram_visit visit = { NULL, gram_count, scoring };
	for (size_t c = 0; c < scoring->corpus->count; c++) {
		const struct record *record = scoring->corpus->records[c];
		if (!is_scored(&record->contact)) {
			continue;
		}
		scoring->person = scoring->corpus->persons[c];
		scoring->high = score_is_high(&record->contact);
		for (size_t i = 0; i < record->mention_count; i++) {
			struct gram_mention grams;
			arena_reset(&scoring->scratch);
			lexicon_grams_read(&(struct gram_reading){ scoring->corpus->lists, &scoring->words, count },
			                   &scoring->scratch, &record->contact, record->mentions[i].text, &grams);
			if (!count) {
				lexicon_grams_visit(&grams, &visit);
			}
		}
	}
}

static void people_count(struct scoring *scoring, struct scored_rows *rows)
{
	struct number_map met = { NULL, 0, 0 };
	for (size_t c = 0; c < scoring->corpus->count; c++) {
		const struct contact *contact = &scoring->corpus->records[c]->contact;
		bool high = score_is_high(contact);
		uint64_t key = ((uint64_t)scoring->corpus->persons[c] << 1 | (high ? 1 : 0)) + 1;
		if (is_scored(contact) && number_map_get(&met, key) == 0) {
			number_map_set(&met, key, 1);
			rows->high += high;
			rows->low += !high;
		}
	}
	number_map_release(&met);
}

/* Whether any list of the tagger finds anything in it. */
static bool is_listed(struct scoring *scoring, struct str pattern)
{
	struct signal_lexicon *lexicon = scoring->corpus->lists->lexicon;
	struct lexicon_look look;
	bool listed = false;
	arena_reset(&scoring->scratch);
	lexicon->taken = memory_array(lexicon->count + 1, sizeof *lexicon->taken);
	lexicon_look(scoring->corpus->lists, &scoring->scratch, NULL, pattern, &look);
	for (size_t i = 0; i < lexicon->count && !listed; i++) {
		listed = lexicon->taken[i] > 0 && lexicon->entries[i].family != NEGATION;
	}
	free(lexicon->taken);
	lexicon->taken = NULL;
	return listed;
}

static int by_odds(const void *left, const void *right)
{
	const struct said *a = left, *b = right;
	double one = fabs(a->odds), other = fabs(b->odds);
	return one != other ? (one > other ? -1 : 1) : str_cmp(a->pattern, b->pattern);
}

/* Those that are one-sided enough, to the front and in order; their number. */
static size_t said_choose(struct scoring *scoring, const struct scored_rows *rows, int64_t least)
{
	size_t kept = 0;
	struct buf text;
	buf_init(&text, SIZE_MAX);
	for (size_t i = 0; i < scoring->grams.count; i++) {
		struct said said = scoring->said[i];
		if (said.low + said.high < (uint64_t)least) {
			continue;
		}
		said.odds = lexicon_odds(&(struct lexicon_counts){ said.high, rows->high, said.low, rows->low });
		if (fabs(said.odds) >= ODDS_LEAST) {
			lexicon_gram_text(&said.gram, scoring->surfaces, &text);
			said.pattern = arena_dup(&scoring->corpus->arena, buf_str(&text));
			scoring->said[kept++] = said;
		}
	}
	buf_release(&text);
	if (kept > 0) {
		qsort(scoring->said, kept, sizeof *scoring->said, by_odds);
	}
	return kept;
}

/* A pair of which a word is a row already says it again. */
static bool says_again(const struct said *said, const struct said *const *taken, size_t count)
{
	for (size_t t = 0; t < count; t++) {
		for (size_t w = 0; w < WORDS_MOST; w++) {
			if (said->gram.words[w] != 0 && (said->gram.words[w] == taken[t]->gram.words[0] ||
			                                 said->gram.words[w] == taken[t]->gram.words[1])) {
				return true;
			}
		}
	}
	return false;
}

static double weight_of(const struct said *said, const struct scored_rows *rows)
{
	double low = ((double)said->low + .5) / (double)rows->low,
	       high = ((double)said->high + .5) / (double)rows->high;
	double weight = WEIGHT_MOST * (high - low) / (high + low);
	return (weight < 0 ? -floor(-weight * 2 + .5) : floor(weight * 2 + .5)) / 2;
}

static uint32_t last_word(const struct gram *gram)
{
	return gram->words[lexicon_gram_length(gram) - 1];
}

/* Whether the words around its last one in the space of meanings are of its mood. */
static bool is_mood(const struct scoring *scoring, const struct lexicon_moods *moods, const struct said *said,
                    struct str *nearest)
{
	*nearest = STR_EMPTY;
	if (moods == NULL) {
		return fabs(said->odds) >= ODDS_ALONE;
	}
	return lexicon_moods_near(moods, scoring->surfaces[last_word(&said->gram)], said->odds < 0 ? -1 : 1, nearest) >=
	       NEAR_LEAST;
}

static void row_take(struct scoring *scoring, const struct said *said, struct str nearest, struct scored_rows *rows)
{
	rows->at[rows->count++] = (struct scored){ .pattern = said->pattern,
		                                   .weight = weight_of(said, rows),
		                                   .low = said->low,
		                                   .high = said->high,
		                                   .odds = said->odds,
		                                   .nearest = arena_dup(&scoring->corpus->arena, nearest) };
}

/* Stems of the words that end the candidates. */
static struct str *heads_of(const struct scoring *scoring, size_t count)
{
	struct str *heads = arena_array(&scoring->corpus->arena, count + 1, sizeof *heads);
	for (size_t i = 0; i < count; i++) {
		heads[i] = scoring->words.stems.names[last_word(&scoring->said[i].gram) - 1];
	}
	return heads;
}

static int rows_take(struct scoring *scoring, const struct lexicon_job *job, size_t count, struct scored_rows *rows,
                     struct err *err)
{
	struct arena *arena = &scoring->corpus->arena;
	const struct said **taken = arena_array(arena, count + 1, sizeof *taken);
	struct lexicon_moods *moods = NULL;
	enum lexicon_noun *nouns;
	int result = lexicon_nouns(scoring->corpus, heads_of(scoring, count), count, &nouns, err);
	if (result == 0) {
		result = lexicon_moods_open(&moods, scoring->corpus, scoring->surfaces + GRAM_CANT + 1,
		                            scoring->words.stems.count - GRAM_CANT, err);
	}
	rows->at = arena_array(arena, count + 1, sizeof *rows->at);
	for (size_t i = 0; result == 0 && i < count && rows->count < (size_t)job->asked.most; i++) {
		const struct said *said = &scoring->said[i];
		struct str nearest;
		if (nouns[i] == NOUN_NONE && !says_again(said, taken, rows->count) &&
		    !is_listed(scoring, said->pattern) && is_mood(scoring, moods, said, &nearest)) {
			taken[rows->count] = said;
			row_take(scoring, said, nearest, rows);
		}
	}
	lexicon_moods_close(moods);
	return result;
}

/* ---- an example of each ---- */

struct exampling {
	struct scoring *scoring;
	struct scored_rows *rows;
	struct intern patterns; /* of the rows, by number */
	struct str text;        /* of the mention, masked */
	struct buf pattern;
};

static void example_take(void *to, const struct gram *gram)
{
	struct exampling *exampling = to;
	uint32_t row;
	if (gram->gap != 0 || lexicon_gram_length(gram) > WORDS_MOST) {
		return;
	}
	lexicon_gram_text(gram, exampling->scoring->surfaces, &exampling->pattern);
	row = intern_find(&exampling->patterns, buf_str(&exampling->pattern));
	if (row != INTERN_NONE && (exampling->rows->at[row].odds > 0) == exampling->scoring->high) {
		struct str *best = &exampling->rows->at[row].example;
		if (lexicon_example_better(exampling->text, *best)) {
			*best = arena_dup(&exampling->scoring->corpus->arena, exampling->text);
		}
	}
}

static void examples_find(struct scoring *scoring, struct scored_rows *rows)
{
	struct exampling exampling = { .scoring = scoring, .rows = rows };
	struct gram_visit visit = { NULL, example_take, &exampling };
	buf_init(&exampling.pattern, SIZE_MAX);
	intern_init(&exampling.patterns);
	for (size_t i = 0; i < rows->count; i++) {
		intern_add(&exampling.patterns, rows->at[i].pattern);
	}
	for (size_t c = 0; c < scoring->corpus->count; c++) {
		const struct record *record = scoring->corpus->records[c];
		scoring->high = score_is_high(&record->contact);
		for (size_t i = 0; is_scored(&record->contact) && i < record->mention_count; i++) {
			struct gram_mention grams;
			arena_reset(&scoring->scratch);
			exampling.text = lexicon_example(&scoring->scratch, record->mentions[i].text);
			if (lexicon_example_fits(exampling.text)) {
				lexicon_grams_read(
				    &(struct gram_reading){ scoring->corpus->lists, &scoring->words, false },
				    &scoring->scratch, &record->contact, exampling.text, &grams);
				lexicon_grams_visit(&grams, &visit);
			}
		}
	}
	intern_release(&exampling.patterns);
	buf_release(&exampling.pattern);
}

static int score(struct scoring *scoring, const struct lexicon_job *job, struct scored_rows *rows, struct err *err)
{
	int result;
	people_count(scoring, rows);
	if (rows->low < PEOPLE_LEAST || rows->high < PEOPLE_LEAST) {
		return err_set(err, GRIPE_DATA,
		               "scores of %llu people are low and of %llu high; %d of each are wanted to compare "
		               "(--trouble needs no scores)",
		               (unsigned long long)rows->low, (unsigned long long)rows->high, PEOPLE_LEAST);
	}
	pass(scoring, true);
	scoring->surfaces = lexicon_words_surface(&scoring->words);
	scoring->functional = lexicon_words_functional(&scoring->words, scoring->surfaces, scoring->stopwords);
	pass(scoring, false);
	result = rows_take(scoring, job, said_choose(scoring, rows, job->asked.least), rows, err);
	if (result == 0) {
		examples_find(scoring, rows);
	}
	return result;
}

int lexicon_scores(struct lexicon_corpus *corpus, const struct lexicon_job *job, struct scored_rows *rows,
                   struct err *err)
{
	struct scoring scoring = { .corpus = corpus };
	int result = stopwords_open(&scoring.stopwords, job->lexicons, corpus->lang, err);
	*rows = (struct scored_rows){ .at = NULL };
	if (result < 0) {
		return result;
	}
	lexicon_words_init(&scoring.words);
	intern_init(&scoring.grams);
	result = score(&scoring, job, rows, err);
	stopwords_close(scoring.stopwords);
	lexicon_words_release(&scoring.words);
	intern_release(&scoring.grams);
	number_map_release(&scoring.met);
	free(scoring.said);
	free(scoring.surfaces);
	free(scoring.functional);
	arena_release(&scoring.scratch);
	return result;
}
