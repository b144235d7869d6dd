/* lexicon_nouns.c - see lexicon_nouns.h. One pass over the corpus; counts a word. */
#include "lexicon_nouns.h"

#include <stdlib.h>

#include "things.h"

static const double ENDS_PHRASE =
    0.7; /* of the places behind a determiner: no word with a meaning of its own follows */
static const double IS_TROUBLE = 0.25; /* of its places: it is part of what a pattern of troubles matched */
static const double IS_NAME = 0.5;     /* of its places inside a sentence: a capital */
static const double NOUNS_BIG = 0.12;  /* of all words inside sentences: the language writes nouns with one */

struct noun_facts { /* of a stem */
	uint32_t places, determined, ends, stated, inside, big;
	bool names_nothing;
};
struct noun_counts {
	struct intern stems;
	struct noun_facts *facts; /* [stems.count] */
	uint64_t inside, big;     /* of all words */
	struct thing_list *things;
	struct tokenizer *tokenizer;
	struct arena scratch;
};

static bool is_function_word(const struct issue_word *word)
{
	return (word->classes & (WORD_STOP | WORD_DETERMINER | WORD_VERBAL | WORD_NEGATION)) != 0;
}

static bool digit_between(struct str text, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++) {
		if (ascii_is_digit(text.at[i])) {
			return true;
		}
	}
	return false;
}

/* "the airport", "the airport was", "the airport."; not "the usual food", "almost 30 minutes". */
static bool ends_phrase(struct str text, const struct issue_words *words, size_t at)
{
	const struct issue_word *word = &words->words[at], *next = word + 1;
	if (at + 1 == words->count) {
		return true;
	}
	return !digit_between(text, word->end, next->start) && (next->parted || is_function_word(next));
}

static bool is_stated(const struct mention *mention, const struct issue_word *word)
{
	for (size_t i = 0; i < mention->trouble_count; i++) {
		const struct trouble *trouble = &mention->troubles[i];
		if (!str_eq(trouble->by, STR("reader")) && trouble->span.start <= mention->span.start + word->start &&
		    trouble->span.end >= mention->span.start + word->end) {
			return true;
		}
	}
	return false;
}

/* Behind a small letter and a blank. */
static bool is_inside(struct str text, size_t start)
{
	return start >= 2 && text.at[start - 1] == ' ' && text.at[start - 2] >= 'a' && text.at[start - 2] <= 'z';
}

static void word_count(struct noun_counts *counts, const struct mention *mention, const struct issue_words *words,
                       size_t at)
{
	const struct issue_word *word = &words->words[at];
	bool inside = is_inside(mention->text, word->start);
	bool big = inside && mention->text.at[word->start] >= 'A' && mention->text.at[word->start] <= 'Z';
	uint32_t number = intern_find(&counts->stems, word->stem);
	counts->inside += inside;
	counts->big += big;
	if (number == INTERN_NONE) {
		return;
	}
	struct noun_facts *facts = &counts->facts[number];
	facts->places++;
	facts->inside += inside;
	facts->big += big;
	facts->stated += is_stated(mention, word);
	facts->names_nothing = facts->names_nothing || (word->classes & (WORD_NOTHING | WORD_PHATIC | WORD_STOP)) != 0;
	if (at > 0 && !word->parted && (words->words[at - 1].classes & WORD_DETERMINER) != 0) {
		facts->determined++;
		facts->ends += ends_phrase(mention->text, words, at);
	}
}

static void corpus_count(struct noun_counts *counts, const struct lexicon_corpus *corpus)
{
	for (size_t c = 0; c < corpus->count; c++) {
		for (size_t i = 0; i < corpus->records[c]->mention_count; i++) {
			const struct mention *mention = &corpus->records[c]->mentions[i];
			struct issue_words words;
			struct token *tokens;
			size_t count;
			arena_reset(&counts->scratch);
			count = tokenize(counts->tokenizer, &counts->scratch, mention->text, corpus->lang, &tokens);
			things_read(counts->things, &counts->scratch, mention->text, tokens, count, &words);
			for (size_t w = 0; w < words.count; w++) {
				word_count(counts, mention, &words, w);
			}
		}
	}
}

static enum lexicon_noun noun_of(const struct noun_counts *counts, const struct noun_facts *facts)
{
	bool nouns_big = (double)counts->big > NOUNS_BIG * (double)counts->inside;
	bool ends = facts->determined > 0 && facts->ends >= ENDS_PHRASE * facts->determined;
	bool names = !nouns_big && facts->inside > 0 && facts->big >= IS_NAME * facts->inside;
	if (facts->names_nothing) {
		return NOUN_EMPTY;
	}
	return ends && !names && facts->stated < IS_TROUBLE * facts->places ? NOUN : NOUN_NONE;
}

int lexicon_nouns(struct lexicon_corpus *corpus, const struct str *heads, size_t count, enum lexicon_noun **nouns,
                  struct err *err)
{
	struct noun_counts counts = { .things = NULL };
	int result = tokenizer_open(&counts.tokenizer, err);
	*nouns = arena_array(&corpus->arena, count + 1, sizeof **nouns);
	intern_init(&counts.stems);
	result = result < 0 ? result : things_open(&counts.things, corpus->lexicons, corpus->lang, NULL, NULL, 0, err);
	for (size_t i = 0; i < count; i++) {
		intern_add(&counts.stems, heads[i]);
	}
	counts.facts = memory_array(counts.stems.count + 1, sizeof *counts.facts);
	if (result == 0) {
		corpus_count(&counts, corpus);
	}
	for (size_t i = 0; result == 0 && i < count; i++) {
		(*nouns)[i] = noun_of(&counts, &counts.facts[intern_find(&counts.stems, heads[i])]);
	}
	free(counts.facts);
	things_close(counts.things);
	tokenizer_close(counts.tokenizer);
	intern_release(&counts.stems);
	arena_release(&counts.scratch);
	return result;
}
