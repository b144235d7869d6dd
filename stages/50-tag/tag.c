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

struct language {
	struct signal_lexicon *lexicon;
	struct trouble_lexicon *rows;
	int reader; /* number of troubles_language */
};

struct tag {
	struct stage_run *run;
	struct tokenizer *tokenizer;
	struct troubles *troubles;
	struct intern langs;
	struct language *languages; /* [langs.count] */
};

static const struct option_spec options[] = {
	{ "no-reader", 0, NULL, "troubles by patterns alone, without the learnt reader" }, { 0 }
};

static void language_close(struct language *language)
{
	signal_lexicon_close(language->lexicon);
	trouble_lexicon_close(language->rows);
}

static void tag_close(void *state)
{
	struct tag *tag = state;
	if (tag == NULL) {
		return;
	}
	for (size_t i = 0; i < tag->langs.count; i++) {
		language_close(&tag->languages[i]);
	}
	free(tag->languages);
	intern_release(&tag->langs);
	troubles_close(tag->troubles);
	tokenizer_close(tag->tokenizer);
	free(tag);
}

static int tag_open(struct stage_run *run, void **state, struct err *err)
{
	struct tag *tag = memory_alloc(sizeof *tag);
	int result;
	*state = tag;
	tag->run = run;
	intern_init(&tag->langs);
	result = tokenizer_open(&tag->tokenizer, err);
	return result < 0 ? result
	                  : troubles_open(&tag->troubles, run->lexicons, !option_given(run->options, "no-reader"), err);
}

static int language_open(struct tag *tag, struct str lang, struct language *language, struct err *err)
{
	const char *folder = tag->run->lexicons;
	int result = signal_lexicon_open(&language->lexicon, folder, lang, err);
	if (result == 0) {
		result = trouble_lexicon_open(&language->rows, language->lexicon, troubles_ontology(tag->troubles),
		                              folder, lang, err);
	}
	if (result == 0) {
		result = language->reader = troubles_language(tag->troubles, lang, err);
	}
	if (result < 0) {
		language_close(language);
	}
	return result;
}

static int language_of(struct tag *tag, struct str lang, const struct language **out, struct err *err)
{
	uint32_t number;
	if (!is_language(lang)) {
		lang = STR("en");
	}
	number = intern_find(&tag->langs, lang);
	if (number == INTERN_NONE) {
		struct language language = { 0 };
		int result = language_open(tag, lang, &language, err);
		if (result < 0) {
			return result;
		}
		number = intern_add(&tag->langs, lang);
		tag->languages = memory_grow(tag->languages, tag->langs.count, sizeof language);
		tag->languages[number] = language;
	}
	*out = &tag->languages[number];
	return 0;
}

static void mention_tag(struct tag *tag, struct record *record, struct mention *mention,
                        const struct language *language)
{
	struct signals_found found;
	struct token_list tokens;
	struct trouble_source source = { .contact = &record->contact,
		                         .tokens = &tokens,
		                         .found = &found,
		                         .lexicon = language->lexicon,
		                         .rows = language->rows,
		                         .reader_language = language->reader };
	tokens.count = tokenize(tag->tokenizer, record->arena, mention->text, record->contact.lang, &tokens.at);
	signals_find(mention, record->arena, language->lexicon, &tokens, &found);
	troubles_find(tag->troubles, record->arena, &source, mention);
}

static int tag_step(void *state, struct record *record, const struct emit *emit, struct err *err)
{
	struct tag *tag = state;
	const struct language *language;
	int result = language_of(tag, record->contact.lang, &language, err);
	if (result < 0) {
		return result;
	}
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
