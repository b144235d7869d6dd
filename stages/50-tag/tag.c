/* tag.c - mentions enter, mentions with their signals leave: sentiment, emotion, effort, risk, journey, trust and one
 * kind, each with the bytes that show it. The lists are
 * lexicons/LANG/{sentiment,emotion,effort,risk,journey,trust,kind,negation,intensifier}.tsv; a language without them
 * gets no signals, and the book counts its contacts. Method: signals.c. Memory: the lists of each language met. */
#include <stdlib.h>

#include "signals.h"
#include "stage.h"

struct tag {
	struct stage_run *run;
	struct tokenizer *tokenizer;
	struct language_table lexicons; /* of struct signal_lexicon; NULL: the language has no lists */
};

static int open_lexicon(void *run, struct str lang, void **made, struct err *err)
{
	struct signal_lexicon *lexicon = NULL;
	int result = signal_lexicon_open(&lexicon, ((const struct stage_run *)run)->lexicons, lang, err);
	if (result == 0 && lexicon->count == 0) {
		signal_lexicon_close(lexicon);
		lexicon = NULL;
	}
	*made = lexicon;
	return result;
}

static void close_lexicon(void *lexicon)
{
	signal_lexicon_close(lexicon);
}

static void tag_close(void *state)
{
	struct tag *tag = state;
	if (tag == NULL) {
		return;
	}
	language_table_release(&tag->lexicons);
	tokenizer_close(tag->tokenizer);
	free(tag);
}

static int tag_open(struct stage_run *run, void **state, struct err *err)
{
	struct tag *tag = memory_alloc(sizeof *tag);
	*state = tag;
	tag->run = run;
	tag->lexicons = (struct language_table){ .open = open_lexicon, .close = close_lexicon, .context = run };
	return tokenizer_open(&tag->tokenizer, err);
}

static int tag_step(void *state, struct record *record, const struct emit *emit, struct err *err)
{
	struct tag *tag = state;
	void *lexicon;
	int result = language_table_get(&tag->lexicons, record->contact.lang, &lexicon, err);
	if (result < 0) {
		return result;
	}
	if (lexicon == NULL) {
		book_note(tag->run->book, "language without lists", 1);
	}
	for (size_t i = 0; lexicon != NULL && i < record->mention_count; i++) {
		signals_find(record, &record->mentions[i], lexicon, tag->tokenizer);
	}
	return emit_put(emit, record, err);
}

const struct stage stage_tag = {
	.name = "tag",
	.summary = "signals of each mention: sentiment, emotion, effort, risk, journey, trust, kind",
	.reads = SHAPE_MENTIONS,
	.writes = SHAPE_MENTIONS,
	.holds = "lexicons",
	.pure = true,
	.open = tag_open,
	.step = tag_step,
	.close = tag_close,
};
