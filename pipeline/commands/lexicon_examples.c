/* lexicon_examples.c - the two mentions of each row that is suggested: the shortest in which it fires and the reader is
 * sure, and the one that looks most like it, in which it does not. The rows are tried beside those that are there, so a
 * row that always gives way to another has no example and is dropped. */
#include <stdlib.h>

#include "lexicon_mine.h"

enum {
	SURE = 400,  /* thousandths */
	DENIED = 200 /* thousandths, under which the reader sees no trouble of the class */
};

struct shown { /* of a row */
	struct str must, must_not;
	size_t alike; /* words of the pattern that stand in must_not */
	bool fires;   /* in the mention that is looked at */
};
struct showing {
	struct lexicon_corpus *corpus;
	struct lexicon_lists *lists; /* with the rows */
	struct mined_rows *rows;
	uint32_t first; /* number of the first of them among all rows of troubles */
	struct shown *shown;
	struct arena scratch;
};

static void keep(struct showing *showing, struct str *to, struct str text)
{
	*to = arena_dup(&showing->corpus->arena, text);
}

static void firing_mark(struct showing *showing, const struct contact *contact, struct str text, bool topics)
{
	struct lexicon_look look;
	lexicon_look(showing->lists, &showing->scratch, contact, text, &look);
	for (size_t i = 0; i < look.frame_count; i++) {
		uint32_t row = showing->lists->lexicon->entries[look.frames[i].entry].row;
		if (row >= showing->first && showing->rows->at[row - showing->first].topic == topics) {
			showing->shown[row - showing->first].fires = true;
		}
	}
}

/* Words of the pattern that the text says, by stem. */
static size_t alike(struct showing *showing, struct str pattern, const struct token_list *tokens)
{
	struct stemmer *stemmer = showing->lists->lexicon->stemmer;
	size_t count = 0;
	while (pattern.at != NULL) {
		struct str rest, word = str_cut(pattern, ' ', &rest);
		bool stands = false;
		for (size_t i = 0; i < tokens->count && !stands; i++) {
			stands = str_eq(stem(stemmer, word), stem(stemmer, tokens->at[i].word));
		}
		count += stands ? 1 : 0;
		pattern = rest;
	}
	return count;
}

static void row_show(struct showing *showing, size_t row, const struct mention *mention, struct str text,
                     const struct token_list *tokens)
{
	struct shown *shown = &showing->shown[row];
	const struct mined *mined = &showing->rows->at[row];
	struct str class = troubles_ontology(showing->lists->troubles)->classes[mined->class].name;
	bool stated;
	uint32_t milli = lexicon_opinion(mention, class, &stated);
	if (shown->fires && milli >= SURE && lexicon_example_better(text, shown->must)) {
		keep(showing, &shown->must, text);
	}
	if (!shown->fires && milli < DENIED && !stated) {
		size_t words = alike(showing, mined->pattern, tokens);
		if (shown->must_not.len == 0 || words > shown->alike ||
		    (words == shown->alike && lexicon_example_better(text, shown->must_not))) {
			keep(showing, &shown->must_not, text);
			shown->alike = words;
		}
	}
}

static void mention_show(struct showing *showing, const struct mention *mention)
{
	static const struct contact anybody = { .copies = 1 };
	struct token_list tokens;
	struct str text;
	arena_reset(&showing->scratch);
	text = lexicon_example(&showing->scratch, mention->text);
	if (!lexicon_example_fits(text)) {
		return;
	}
	tokens.count = tokenize(showing->lists->tokenizer, &showing->scratch, text, showing->lists->lang, &tokens.at);
	for (size_t row = 0; row < showing->rows->count; row++) {
		showing->shown[row].fires = false;
	}
	firing_mark(showing, &anybody, text, false);
	firing_mark(showing, NULL, text, true); /* what a topic would do under a low score, so it is sure not to */
	for (size_t row = 0; row < showing->rows->count; row++) {
		row_show(showing, row, mention, text, &tokens);
	}
}

static int rows_add(struct showing *showing, struct err *err)
{
	int result = 0;
	showing->first = (uint32_t)showing->lists->rows->count;
	for (size_t i = 0; result == 0 && i < showing->rows->count; i++) {
		const struct mined *mined = &showing->rows->at[i];
		struct str cells[3] = { mined->pattern,
			                troubles_ontology(showing->lists->troubles)->classes[mined->class].name,
			                mined->topic ? STR("topic") : STR_EMPTY };
		result = lexicon_lists_add(showing->lists, TROUBLE, &(struct tsv_row){ cells, 3, 0 }, err);
	}
	return result;
}

static void rows_keep(struct showing *showing)
{
	size_t kept = 0;
	for (size_t i = 0; i < showing->rows->count; i++) {
		struct mined *mined = &showing->rows->at[i];
		mined->must = showing->shown[i].must;
		mined->must_not = showing->shown[i].must_not;
		if (mined->must.len > 0 && mined->must_not.len > 0) {
			showing->rows->at[kept++] = *mined;
		} else {
			showing->rows->unshown++;
		}
	}
	showing->rows->count = kept;
}

int lexicon_examples(struct lexicon_corpus *corpus, const char *lexicons, struct mined_rows *rows, struct err *err)
{
	struct showing showing = { .corpus = corpus, .rows = rows };
	int result = lexicon_corpus_lists(corpus, lexicons, &showing.lists, err);
	if (result == 0) {
		result = rows_add(&showing, err);
	}
	showing.shown = memory_array(rows->count + 1, sizeof *showing.shown);
	for (size_t c = 0; result == 0 && c < corpus->count; c++) {
		for (size_t i = 0; i < corpus->records[c]->mention_count; i++) {
			mention_show(&showing, &corpus->records[c]->mentions[i]);
		}
	}
	if (result == 0) {
		rows_keep(&showing);
	}
	free(showing.shown);
	lexicon_lists_close(showing.lists);
	arena_release(&showing.scratch);
	return result;
}
