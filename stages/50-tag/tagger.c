/* tagger.c - see tagger.h. The lists of a language are opened with its first record. */
#include "tagger.h"

#include <stdlib.h>

#include "kinds.h"
#include "tag_memory.h"
#include "trouble_reader.h"

struct tagged_language {
	struct signal_lexicon *lexicon;
	struct trouble_lexicon *rows;
	int reader; /* number of troubles_language */
};

struct tagger {
	const char *lexicons;
	struct tokenizer *tokenizer;
	struct troubles *troubles;
	struct tag_memory *memory;
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
	struct tagger *tagger = context;
	const char *folder = tagger->lexicons;
	struct tagged_language *language = memory_alloc(sizeof *language);
	int result = signal_lexicon_open(&language->lexicon, folder, lang, err);
	if (result == 0) {
		result = trouble_lexicon_open(&language->rows, language->lexicon, troubles_ontology(tagger->troubles),
		                              folder, lang, err);
	}
	if (result == 0) {
		result = language->reader = troubles_language(tagger->troubles, lang, err);
	}
	if (result < 0) {
		close_language(language);
		return result;
	}
	*made = language;
	return 0;
}

int tagger_open(struct tagger **out, const char *lexicons, bool with_reader, struct err *err)
{
	struct tagger *tagger = memory_alloc(sizeof *tagger);
	int result = tokenizer_open(&tagger->tokenizer, err);
	tagger->lexicons = lexicons;
	tagger->memory = tag_memory_open();
	tagger->languages =
	    (struct language_table){ .open = open_language, .close = close_language, .context = tagger };
	result = result < 0 ? result : troubles_open(&tagger->troubles, lexicons, with_reader, err);
	if (result < 0) {
		tagger_close(tagger);
		return result;
	}
	*out = tagger;
	return 0;
}

void tagger_close(struct tagger *tagger)
{
	if (tagger != NULL) {
		tag_memory_close(tagger->memory);
		language_table_release(&tagger->languages);
		troubles_close(tagger->troubles);
		tokenizer_close(tagger->tokenizer);
		free(tagger);
	}
}

static int language_of(struct tagger *tagger, const struct record *record, const struct tagged_language **language,
                       struct err *err)
{
	void *made = NULL;
	int result = language_table_get(&tagger->languages, record->contact.lang, &made, err);
	*language = made;
	return result;
}

static struct trouble_source source_of(const struct record *record, const struct tagged_language *language,
                                       const struct token_list *tokens, const struct signals_found *found)
{
	return (struct trouble_source){ .contact = &record->contact,
		                        .tokens = tokens,
		                        .found = found,
		                        .lexicon = language->lexicon,
		                        .rows = language->rows,
		                        .reader_language = language->reader };
}

int tagger_record(struct tagger *tagger, struct record *record, bool *says, struct err *err)
{
	const struct tagged_language *language;
	int result = language_of(tagger, record, &language, err);
	if (result < 0) {
		return result;
	}
	*says = language->lexicon->says;
	bool remembers =
	    *says && language->lexicon->taken == NULL; /* which rows were taken is counted for each mention */
	for (size_t i = 0; i < record->mention_count; i++) {
		struct mention *mention = &record->mentions[i];
		struct signals_found found;
		struct token_list tokens;
		struct trouble_source source = source_of(record, language, &tokens, &found);
		tokens.count = mention_tokens(tagger->tokenizer, record, mention, &tokens.at);
		if (remembers && tag_memory_recall(tagger->memory, &record->contact, record->arena, mention)) {
			continue;
		}
		signals_find(mention, record->arena, language->lexicon, &tokens, &found);
		troubles_find(tagger->troubles, record->arena, &source, mention);
		if (language->reader != TROUBLE_UNREAD) {
			kind_settle(mention, troubles_ontology(tagger->troubles));
		}
		if (remembers) {
			tag_memory_keep(tagger->memory, &record->contact, mention);
		}
	}
	return 0;
}

int tagger_reasons(struct tagger *tagger, const struct record *record, const struct mention *mention,
                   struct trouble_reason *reasons, struct err *err)
{
	const struct tagged_language *language;
	struct mention again = *mention; /* its signals are found again, those it has stay */
	struct signals_found found;
	struct token_list tokens;
	int result = language_of(tagger, record, &language, err);
	if (result == 0) {
		struct trouble_source source = source_of(record, language, &tokens, &found);
		tokens.count = mention_tokens(tagger->tokenizer, record, &again, &tokens.at);
		signals_find(&again, record->arena, language->lexicon, &tokens, &found);
		trouble_reasons_find(tagger->troubles, record->arena, &source, mention, reasons);
	}
	return result;
}
