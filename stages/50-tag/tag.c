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
	struct intern langs;
	struct signal_lexicon **lexicons; /* lexicons[langs.count]; NULL: no lists */
};

static void tag_close(void *state)
{
	struct tag *tag = state;
	if (tag == NULL) {
		return;
	}
	for (size_t i = 0; i < tag->langs.count; i++) {
		signal_lexicon_close(tag->lexicons[i]);
	}
	free(tag->lexicons);
	intern_release(&tag->langs);
	tokenizer_close(tag->tokenizer);
	free(tag);
}

static int tag_open(struct stage_run *run, void **state, struct err *err)
{
	struct tag *tag = memory_alloc(sizeof *tag);
	*state = tag;
	tag->run = run;
	intern_init(&tag->langs);
	return tokenizer_open(&tag->tokenizer, err);
}

static int lexicon_of(struct tag *tag, struct str lang, const struct signal_lexicon **out, struct err *err)
{
	uint32_t number;
	if (!is_language(lang)) {
		lang = STR("en");
	}
	number = intern_find(&tag->langs, lang);
	if (number == INTERN_NONE) {
		struct signal_lexicon *lexicon;
		int result = signal_lexicon_open(&lexicon, tag->run->lexicons, lang, err);
		if (result < 0) {
			return result;
		}
		if (lexicon->count == 0) {
			signal_lexicon_close(lexicon);
			lexicon = NULL;
		}
		number = intern_add(&tag->langs, lang);
		tag->lexicons = memory_grow(tag->lexicons, tag->langs.count, sizeof(struct signal_lexicon *));
		tag->lexicons[number] = lexicon;
	}
	*out = tag->lexicons[number];
	return 0;
}

static int tag_step(void *state, struct record *record, const struct emit *emit, struct err *err)
{
	struct tag *tag = state;
	const struct signal_lexicon *lexicon;
	int result = lexicon_of(tag, record->contact.lang, &lexicon, err);
	if (result < 0) {
		return result;
	}
	if (lexicon == NULL) {
		book_note(tag->run->book, "language without lists", 1);
	}
	for (size_t i = 0; lexicon != NULL && i < record->mention_count; i++) {
		signals_find(&record->mentions[i], record->arena, lexicon, tag->tokenizer, record->contact.lang);
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
