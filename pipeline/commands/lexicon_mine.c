/* lexicon_mine.c - see lexicon_mine.h.
 *
 * 1. A mention is fresh for a class when the reader gives it SURE, gives no other trouble more, and no pattern states
 * it.
 * 2. Grams (lexicon_grams.h) of fresh mentions that enough contacts say are candidates. One of their words names
 *    something, they begin and end with no function word.
 * 3. Each is looked for in the whole corpus: its contacts, and what the reader gives the class there. It stays when it
 *    is precise, and belongs to the class by log-odds (lexicon_odds.h).
 * 4. Class by class, rows are taken greedily: the one that gains most of what those before it do not find.
 *
 * Chosen against taking the best by log-odds alone: the first twenty would be twenty forms of one phrase. Memory: a
 * few hundred bytes a candidate and 12 a contact that says it. */
#include "lexicon_mine.h"

#include <stdlib.h>

#include "array.h"
#include "lexicon_grams.h"
#include "lexicon_odds.h"

enum {
	SURE = 350,       /* thousandths: the reader states the class */
	DENIED = 200,     /* thousandths, under which it does not */
	GAIN_LEAST = 1000 /* thousandths of a contact: what is right of a row is one more than what is wrong */
};
static const double ODDS_LEAST = 3.3;      /* standard deviations */
static const double WORD_PRECISION = 0.75; /* of a single word: nothing beside it says how it is meant */
static const double NEGATION_ADDS = 0.15;  /* share: how much more precise a negation makes a row that has one */
static const double PRIOR = 2;             /* contacts of the class' share in the corpus, added to a row's own */

struct member { /* a contact that says a candidate */
	uint32_t contact;
	uint16_t milli; /* that the reader gives the class, at most */
	bool fresh;
};
struct candidate {
	struct gram gram;
	int class;
	uint32_t next;                   /* index + 1 of another of the same gram */
	uint32_t contacts, last_contact; /* fresh ones, while candidates are sought */
	struct member *members;
	size_t member_count, member_cap;
	double precision, odds;
	bool kept;      /* it may become a row */
	bool reference; /* it is only counted, for others to be measured by */
};
struct mining {
	struct lexicon_corpus *corpus;
	const struct lexicon_job *job;
	const struct ontology *ontology;
	struct lexicon_words words;
	struct stopwords *stopwords;
	struct str *surfaces;         /* [words.stems.count + 1] */
	uint8_t *wanted;              /* the same: said by enough fresh contacts */
	uint8_t *functional;          /* the same: a function word, or one that names nothing */
	struct intern pairs;          /* gram and class */
	struct candidate *candidates; /* [pairs.count] */
	size_t candidate_cap;
	struct intern grams; /* of candidates that stay */
	uint32_t *heads;     /* [grams.count] index + 1 of the first */
	size_t head_cap;
	uint64_t sure_contacts[CLASSES_MAX];
	struct arena scratch;
	/* of the mention that is looked at */
	uint32_t contact;
	const struct mention *mention;
	int fresh_class;
};

/* The class for which a mention is fresh, or -1. */
static int fresh_class(const struct ontology *ontology, const struct mention *mention)
{
	const struct trouble *best = NULL;
	bool stated;
	for (size_t i = 0; i < mention->trouble_count; i++) {
		const struct trouble *trouble = &mention->troubles[i];
		int class = ontology_find(ontology, trouble->class);
		if (class >= 0 && class_is(ontology, class, CLASS_TROUBLE) && trouble->reader_milli >= SURE &&
		    (best == NULL || trouble->reader_milli > best->reader_milli)) {
			best = trouble;
		}
	}
	if (best == NULL || (lexicon_opinion(mention, best->class, &stated), stated)) {
		return -1;
	}
	return ontology_find(ontology, best->class);
}

/* ---- passes over the corpus ---- */

typedef void gram_take(void *to, const struct gram *gram);

/* Every mention's grams to `take`; fresh: of fresh mentions alone. */
static void corpus_pass(struct mining *mining, bool fresh, gram_take *take)
{
	struct gram_visit visit = { mining->wanted, take, mining };
	for (uint32_t c = 0; c < mining->corpus->count; c++) {
		const struct record *record = mining->corpus->records[c];
		for (size_t i = 0; i < record->mention_count; i++) {
			struct gram_mention grams;
			mining->contact = c;
			mining->mention = &record->mentions[i];
			mining->fresh_class = fresh_class(mining->ontology, mining->mention);
			if (fresh && mining->fresh_class < 0) {
				continue;
			}
			arena_reset(&mining->scratch);
			lexicon_grams_read(
			    &(struct gram_reading){ mining->corpus->lists, &mining->words, take == NULL },
			    &mining->scratch, &record->contact, mining->mention->text, &grams);
			if (take != NULL) {
				lexicon_grams_visit(&grams, &visit);
			}
		}
	}
}

/* Words that enough fresh contacts say. */
static void words_choose(struct mining *mining)
{
	size_t count = mining->words.stems.count + 1;
	uint32_t *contacts = memory_array(count, sizeof *contacts), *last = memory_array(count, sizeof *last);
	mining->wanted = memory_array(count, 1);
	for (uint32_t c = 0; c < mining->corpus->count; c++) {
		const struct record *record = mining->corpus->records[c];
		for (size_t i = 0; i < record->mention_count; i++) {
			struct gram_mention grams;
			if (fresh_class(mining->ontology, &record->mentions[i]) < 0) {
				continue;
			}
			arena_reset(&mining->scratch);
			lexicon_grams_read(&(struct gram_reading){ mining->corpus->lists, &mining->words, false },
			                   &mining->scratch, &record->contact, record->mentions[i].text, &grams);
			for (size_t u = 0; u < grams.count; u++) {
				uint32_t word = grams.units[u].word;
				contacts[word] += last[word] != c + 1;
				last[word] = c + 1;
			}
		}
	}
	for (size_t w = 1; w < count; w++) {
		mining->wanted[w] = contacts[w] >= mining->job->asked.least;
	}
	free(contacts);
	free(last);
}

/* ---- candidates ---- */

/* The gram without its negations; false: it has none. */
static bool without_negations(const struct gram *gram, struct gram *plain)
{
	size_t length = 0;
	bool denies = false;
	*plain = (struct gram){ .gap = 0 };
	for (size_t i = 0; i < GRAM_WORDS && gram->words[i] != 0; i++) {
		bool negation = gram->words[i] <= GRAM_CANT;
		denies = denies || negation;
		if (gram->gap == i && i > 0 && length > 0 && !negation) {
			plain->gap = (uint32_t)length;
		}
		if (!negation) {
			plain->words[length++] = gram->words[i];
		}
	}
	return denies;
}

/* Number of the candidate, which may be new; the array may move. */
static uint32_t pair_add(struct mining *mining, const struct gram *gram, int class)
{
	struct {
		struct gram gram;
		int class;
	} key = { *gram, class };
	size_t before = mining->pairs.count;
	uint32_t number = intern_add(&mining->pairs, (struct str){ (const char *)&key, sizeof key });
	mining->candidates =
	    array_room(mining->candidates, number, &mining->candidate_cap, sizeof *mining->candidates, 4096);
	if (mining->pairs.count > before) {
		mining->candidates[number] = (struct candidate){ .gram = *gram, .class = class };
	}
	return number;
}

static void candidate_seek(void *to, const struct gram *gram)
{
	struct mining *mining = to;
	if (lexicon_gram_reads_well(gram, mining->functional)) {
		uint32_t number = pair_add(mining, gram, mining->fresh_class); /* may move candidates */
		struct candidate *candidate = &mining->candidates[number];
		candidate->contacts += candidate->last_contact != mining->contact + 1;
		candidate->last_contact = mining->contact + 1;
	}
}

static void gram_list(struct mining *mining, uint32_t number)
{
	struct candidate *candidate = &mining->candidates[number];
	size_t before = mining->grams.count;
	uint32_t gram = intern_add(&mining->grams, lexicon_gram_key(&candidate->gram));
	mining->heads = array_room(mining->heads, gram, &mining->head_cap, sizeof *mining->heads, 1024);
	candidate->next = mining->grams.count > before ? 0 : mining->heads[gram];
	mining->heads[gram] = number + 1;
}

/* Those that enough contacts say; and what they would be without their negations. */
static void candidates_list(struct mining *mining)
{
	size_t sought = mining->pairs.count;
	for (uint32_t i = 0; i < sought; i++) {
		struct gram plain;
		if (mining->candidates[i].contacts < mining->job->asked.least) {
			continue;
		}
		mining->candidates[i].kept = true;
		if (without_negations(&mining->candidates[i].gram, &plain)) {
			uint32_t number = pair_add(mining, &plain, mining->candidates[i].class);
			mining->candidates[number].reference = true;
		}
	}
	for (uint32_t i = 0; i < mining->pairs.count; i++) {
		if (mining->candidates[i].kept || mining->candidates[i].reference) {
			gram_list(mining, i);
		}
	}
}

static void member_add(struct candidate *candidate, uint32_t contact, uint32_t milli, bool fresh)
{
	struct member *last = candidate->member_count > 0 ? &candidate->members[candidate->member_count - 1] : NULL;
	if (last == NULL || last->contact != contact) {
		candidate->members = array_room(candidate->members, candidate->member_count, &candidate->member_cap,
		                                sizeof *candidate->members, 8);
		last = &candidate->members[candidate->member_count++];
		*last = (struct member){ .contact = contact };
	}
	last->milli = milli > last->milli ? (uint16_t)milli : last->milli;
	last->fresh = last->fresh || fresh;
}

static void members_find(void *to, const struct gram *gram)
{
	struct mining *mining = to;
	uint32_t number = intern_find(&mining->grams, lexicon_gram_key(gram));
	for (uint32_t i = number == INTERN_NONE ? 0 : mining->heads[number]; i != 0;
	     i = mining->candidates[i - 1].next) {
		struct candidate *candidate = &mining->candidates[i - 1];
		bool stated;
		uint32_t milli =
		    lexicon_opinion(mining->mention, mining->ontology->classes[candidate->class].name, &stated);
		member_add(candidate, mining->contact, milli, candidate->class == mining->fresh_class);
	}
}

static void sure_count(struct mining *mining)
{
	for (uint32_t c = 0; c < mining->corpus->count; c++) {
		const struct record *record = mining->corpus->records[c];
		bool sure[CLASSES_MAX] = { false };
		for (size_t i = 0; i < record->mention_count; i++) {
			for (size_t t = 0; t < record->mentions[i].trouble_count; t++) {
				const struct trouble *trouble = &record->mentions[i].troubles[t];
				int class = ontology_find(mining->ontology, trouble->class);
				sure[class >= 0 ? class : 0] =
				    sure[class >= 0 ? class : 0] || (class >= 0 && trouble->reader_milli >= SURE);
			}
		}
		for (size_t k = 0; k < mining->ontology->count; k++) {
			mining->sure_contacts[k] += sure[k] ? 1 : 0;
		}
	}
}

/* A class' share in the corpus, as PRIOR contacts, and the candidate's own. */
static double precision_of(const struct mining *mining, const struct candidate *candidate)
{
	double share = (double)mining->sure_contacts[candidate->class] / (double)mining->corpus->count;
	uint64_t right = 0;
	for (size_t i = 0; i < candidate->member_count; i++) {
		right += candidate->members[i].milli;
	}
	return ((double)right / 1000 + PRIOR * share) / ((double)candidate->member_count + PRIOR);
}

/* Where the same words state the class without their negation, the negation says something else. */
static bool negation_matters(struct mining *mining, const struct candidate *candidate)
{
	struct gram plain;
	const struct candidate *reference;
	uint32_t number;
	if (!without_negations(&candidate->gram, &plain)) {
		return true;
	}
	number = pair_add(mining, &plain, candidate->class); /* it was added when the candidate was listed */
	reference = &mining->candidates[number];
	return reference->member_count == 0 || precision_of(mining, reference) + NEGATION_ADDS <= candidate->precision;
}

static void candidate_judge(struct mining *mining, struct candidate *candidate)
{
	uint64_t all = mining->corpus->count, sure = mining->sure_contacts[candidate->class], inside = 0;
	bool alone = lexicon_gram_length(&candidate->gram) == 1;
	for (size_t i = 0; i < candidate->member_count; i++) {
		inside += candidate->members[i].milli >= SURE ? 1 : 0;
	}
	candidate->precision = precision_of(mining, candidate);
	candidate->odds =
	    lexicon_odds(&(struct lexicon_counts){ inside, sure, candidate->member_count - inside, all - sure });
	candidate->kept = candidate->odds >= ODDS_LEAST && candidate->precision >= mining->job->asked.precision &&
	                  (!alone || candidate->precision >= WORD_PRECISION) && negation_matters(mining, candidate);
}

/* ---- which rows ---- */

struct worth {
	int64_t gain;
	uint64_t fresh, people;
};

static int by_number(const void *left, const void *right)
{
	uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;
	return a < b ? -1 : a > b;
}

/* covered[corpus->count]: contacts that a row before finds. */
static struct worth worth_of(struct mining *mining, const struct candidate *candidate, const uint8_t *covered)
{
	struct worth worth = { 0, 0, 0 };
	uint32_t *people;
	arena_reset(&mining->scratch);
	people = arena_array(&mining->scratch, candidate->member_count + 1, sizeof *people);
	for (size_t i = 0; i < candidate->member_count; i++) {
		const struct member *member = &candidate->members[i];
		if (covered[member->contact] != 0) {
			continue;
		}
		worth.gain += member->fresh ? member->milli : member->milli < DENIED ? member->milli - 1000 : 0;
		if (member->fresh) {
			people[worth.fresh++] = mining->corpus->persons[member->contact];
		}
	}
	qsort(people, worth.fresh, sizeof *people, by_number);
	for (size_t i = 0; i < worth.fresh; i++) {
		worth.people += i == 0 || people[i] != people[i - 1];
	}
	return worth;
}

/* More gain; then fewer elements, no gap, then the elements themselves, which are numbered in the corpus' own order. */
static bool is_better(const struct worth *worth, const struct candidate *candidate, const struct worth *best,
                      const struct candidate *than)
{
	size_t length = lexicon_gram_length(&candidate->gram), its = lexicon_gram_length(&than->gram);
	if (worth->gain != best->gain) {
		return worth->gain > best->gain;
	}
	if (length != its) {
		return length < its;
	}
	if (candidate->gram.gap != than->gram.gap) {
		return candidate->gram.gap < than->gram.gap;
	}
	return memcmp(candidate->gram.words, than->gram.words, sizeof than->gram.words) < 0;
}

static struct candidate *best_of(struct mining *mining, int class, const uint8_t *covered, struct worth *best)
{
	struct candidate *found = NULL;
	uint64_t least = (uint64_t)mining->job->asked.least;
	for (uint32_t i = 0; i < mining->pairs.count; i++) {
		struct candidate *candidate = &mining->candidates[i];
		struct worth worth;
		if (!candidate->kept || candidate->class != class) {
			continue;
		}
		worth = worth_of(mining, candidate, covered);
		if (worth.fresh < least || worth.people < least || worth.gain < GAIN_LEAST) {
			candidate->kept = candidate->member_count > 0 && worth.fresh >= least && worth.people >= least;
		} else if (found == NULL || is_better(&worth, candidate, best, found)) {
			found = candidate;
			*best = worth;
		}
	}
	return found;
}

static void class_take(struct mining *mining, int class, struct mined_rows *rows, size_t *cap)
{
	struct arena *arena = &mining->corpus->arena;
	uint8_t *covered = memory_array(mining->corpus->count + 1, 1);
	struct candidate *best;
	struct worth worth = { 0, 0, 0 };
	struct buf text;
	buf_init(&text, SIZE_MAX);
	for (int64_t taken = 0; taken < mining->job->asked.most; taken++) {
		best = best_of(mining, class, covered, &worth);
		if (best == NULL) {
			break;
		}
		best->kept = false;
		for (size_t i = 0; i < best->member_count; i++) {
			covered[best->members[i].contact] = 1;
		}
		lexicon_gram_text(&best->gram, mining->surfaces, &text);
		rows->at = array_room_arena(arena, rows->at, rows->count, cap, sizeof *rows->at, 64);
		rows->at[rows->count++] = (struct mined){ .pattern = arena_dup(arena, buf_str(&text)),
			                                  .class = class,
			                                  .topic = lexicon_gram_length(&best->gram) == 1,
			                                  .contacts = best->member_count,
			                                  .fresh = worth.fresh,
			                                  .people = worth.people,
			                                  .precision = best->precision,
			                                  .odds = best->odds,
			                                  .gain = worth.gain };
	}
	buf_release(&text);
	free(covered);
}

static int by_gain(const void *left, const void *right)
{
	const struct mined *a = left, *b = right;
	if (a->gain != b->gain) {
		return a->gain > b->gain ? -1 : 1;
	}
	return a->class != b->class ? a->class - b->class : str_cmp(a->pattern, b->pattern);
}

static void rows_take(struct mining *mining, struct mined_rows *rows)
{
	size_t cap = 0;
	for (int class = 0; class < (int)mining->ontology->count; class ++) {
		class_take(mining, class, rows, &cap);
	}
	if (rows->count > 0) {
		qsort(rows->at, rows->count, sizeof *rows->at, by_gain);
	}
	if (rows->count > (size_t)mining->job->asked.most) {
		rows->count = (size_t)mining->job->asked.most;
	}
}

static void mining_release(struct mining *mining)
{
	for (size_t i = 0; i < mining->pairs.count; i++) {
		free(mining->candidates[i].members);
	}
	free(mining->candidates);
	free(mining->heads);
	free(mining->wanted);
	free(mining->functional);
	free(mining->surfaces);
	intern_release(&mining->pairs);
	intern_release(&mining->grams);
	lexicon_words_release(&mining->words);
	stopwords_close(mining->stopwords);
	arena_release(&mining->scratch);
}

int lexicon_mine(struct lexicon_corpus *corpus, const struct lexicon_job *job, struct mined_rows *rows, struct err *err)
{
	struct mining mining = { .corpus = corpus, .job = job, .ontology = troubles_ontology(corpus->lists->troubles) };
	int result = stopwords_open(&mining.stopwords, job->lexicons, corpus->lang, err);
	*rows = (struct mined_rows){ .at = NULL };
	if (result < 0) {
		return result;
	}
	lexicon_words_init(&mining.words);
	intern_init(&mining.pairs);
	intern_init(&mining.grams);
	corpus_pass(&mining, false, NULL);
	mining.surfaces = lexicon_words_surface(&mining.words);
	words_choose(&mining);
	mining.functional = lexicon_words_functional(&mining.words, mining.surfaces, mining.stopwords);
	corpus_pass(&mining, true, candidate_seek);
	candidates_list(&mining);
	corpus_pass(&mining, false, members_find);
	sure_count(&mining);
	for (size_t i = 0; i < mining.pairs.count; i++) {
		if (mining.candidates[i].kept) {
			candidate_judge(&mining, &mining.candidates[i]);
		}
	}
	rows_take(&mining, rows);
	mining_release(&mining);
	return 0;
}
