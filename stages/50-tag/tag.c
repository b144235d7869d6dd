/* tag.c - mentions enter, mentions with their signals and troubles leave: sentiment, emotion, effort, risk, journey,
 * trust and one kind; and what the mention states (a class of trouble, a request, praise …), with a probability. Each
 * has the bytes that show it. The lists are
 * lexicons/LANG/{sentiment,emotion,effort,risk,journey,trust,kind,negation,intensifier,trouble,thing}.tsv and
 * lexicons/reader.bin; a language without lists of signals gets none, and the book counts its contacts. Methods:
 * signals.c, troubles.c. Memory: the lists of each language met, and what the reader keeps (16 MB a language). */
#include <stdlib.h>

#include "signals.h"
#include "stage.h"
#include "trouble_lexicon.h"
#include "troubles.h"

struct tagged_language {
	struct signal_lexicon *lexicon;
	struct trouble_lexicon *rows;
	int reader; /* number of troubles_language */
};

struct tag_asked {
	bool no_reader;
};

static const struct option_spec options[] = {
	{ "no-reader", 0, NULL, "troubles by patterns alone, without the learnt reader",
	  OPTION_FLAG(struct tag_asked, no_reader) },
	{ 0 },
};

struct tag {
	struct stage_run *run;
	struct tokenizer *tokenizer;
	struct troubles *troubles;
	struct language_table languages; /* of struct tagged_language */
};

static void close_language(void *made)
{
	struct tagged_language *language = made;
	if (language != NULL) {
		signal_lexicon_close(language->lexicon);
		trouble_lexicon_close(language->rows);
		free(language);
	}
}

static int open_language(void *context, struct str lang, void **made, struct err *err)
{
	struct tag *tag = context;
	const char *folder = tag->run->lexicons;
	struct tagged_language *language = memory_alloc(sizeof *language);
	int result = signal_lexicon_open(&language->lexicon, folder, lang, err);
	if (result == 0) {
		result = trouble_lexicon_open(&language->rows, language->lexicon, troubles_ontology(tag->troubles),
		                              folder, lang, err);
	}
	if (result == 0) {
		result = language->reader = troubles_language(tag->troubles, lang, err);
	}
	if (result < 0) {
		close_language(language);
		return result;
	}
	*made = language;
	return 0;
}

static void tag_close(void *state)
{
	struct tag *tag = state;
	if (tag == NULL) {
		return;
	}
	language_table_release(&tag->languages);
	troubles_close(tag->troubles);
	tokenizer_close(tag->tokenizer);
	free(tag);
}

static int tag_open(struct stage_run *run, void **state, struct err *err)
{
	struct tag *tag = memory_alloc(sizeof *tag);
	struct tag_asked asked;
	int result;
	*state = tag;
	tag->run = run;
	tag->languages = (struct language_table){ .open = open_language, .close = close_language, .context = tag };
	result = options_fill(run->options, options, &asked, err);
	result = result < 0 ? result : tokenizer_open(&tag->tokenizer, err);
	return result < 0 ? result : troubles_open(&tag->troubles, run->lexicons, !asked.no_reader, err);
}

static void mention_tag(struct tag *tag, struct record *record, struct mention *mention,
                        const struct tagged_language *language)
{
	struct signals_found found;
	struct token_list tokens;
	struct trouble_source source = { .contact = &record->contact,
		                         .tokens = &tokens,
		                         .found = &found,
		                         .lexicon = language->lexicon,
		                         .rows = language->rows,
		                         .reader_language = language->reader };
	tokens.count = mention_tokens(tag->tokenizer, record, mention, &tokens.at);
	signals_find(mention, record->arena, language->lexicon, &tokens, &found);
	troubles_find(tag->troubles, record->arena, &source, mention);
}

static int tag_step(void *state, struct record *record, const struct emit *emit, struct err *err)
{
	struct tag *tag = state;
	const struct tagged_language *language;
	void *made;
	int result = language_table_get(&tag->languages, record->contact.lang, &made, err);
	if (result < 0) {
		return result;
	}
	language = made;
	if (!language->lexicon->says) {
		book_note(tag->run->book, "language without lists", 1);
	}
	for (size_t i = 0; i < record->mention_count; i++) {
		mention_tag(tag, record, &record->mentions[i], language);
	}
	return emit_put(emit, record, err);
}

const struct stage stage_tag = {
	.name = "tag",
	.summary = "signals of each mention (sentiment, emotion, effort, risk, journey, trust, kind) and its troubles",
	.reads = SHAPE_MENTIONS,
	.writes = SHAPE_MENTIONS,
	.holds = "lexicons",
	.pure = true,
	.options = options,
	.open = tag_open,
	.step = tag_step,
	.close = tag_close,
};
