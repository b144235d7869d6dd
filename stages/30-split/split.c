/* split.c - contacts enter, contacts with their mentions leave: the unit that is tagged and grouped, each with its byte
 * span in the clean text.
 *
 * Rule 2 of the theme engine: sentences (sentences.c), then clauses (clauses.c), then short pieces joined and long ones
 * cut (pieces.c). A contact without a word has one mention, so that none is lost on the way. Grammars are loaded with
 * the first contact of their language; a language without lexicons gets sentences. Memory: the grammars. */
#include "split.h"

#include <stdlib.h>

#include "stage.h"

struct split_asked { /* options */
	bool whole_sentences;
};

static const struct option_spec split_options[] = {
	{ "sentences", 0, NULL, "mentions are whole sentences: no clauses, short ones not joined, long ones not cut",
	  OPTION_FLAG(struct split_asked, whole_sentences) },
	{ 0 },
};

struct split {
	struct stage_run *run;
	struct split_asked asked;
	struct tokenizer *tokenizer;
	struct sentence_breaker *breaker;
	struct language_table grammars; /* of struct grammar */
};

static int open_grammar(void *run, struct str lang, void **made, struct err *err)
{
	struct grammar *grammar = NULL;
	int result = grammar_open(&grammar, ((const struct stage_run *)run)->lexicons, lang, err);
	*made = grammar;
	return result;
}

static void close_grammar(void *grammar)
{
	grammar_close(grammar);
}

static void split_close(void *state)
{
	struct split *split = state;
	if (split == NULL) {
		return;
	}
	language_table_release(&split->grammars);
	sentence_breaker_close(split->breaker);
	tokenizer_close(split->tokenizer);
	free(split);
}

static int split_open(struct stage_run *run, void **state, struct err *err)
{
	struct split *split = memory_alloc(sizeof *split);
	int result = tokenizer_open(&split->tokenizer, err);
	*state = split;
	split->run = run;
	split->grammars = (struct language_table){ .open = open_grammar, .close = close_grammar, .context = run };
	split->breaker = sentence_breaker_open();
	return result < 0 ? result : options_fill(run->options, split_options, &split->asked, err);
}

static void verbs_count(struct passage *passage, struct arena *arena)
{
	passage->verbs_before = arena_array(arena, passage->token_count + 1, sizeof *passage->verbs_before);
	for (size_t i = 0; i < passage->token_count; i++) {
		passage->verbs_before[i + 1] =
		    passage->verbs_before[i] + (grammar_is_verb(passage->grammar, passage->tokens[i].word) ? 1 : 0);
	}
}

static int split_step(void *state, struct record *record, const struct emit *emit, struct err *err)
{
	struct split *split = state;
	struct passage passage = { .text = record->contact.text, .lang = record->contact.lang };
	struct spans sentences = { .arena = record->arena }, clauses = sentences, pieces = sentences;
	struct token *tokens;
	void *grammar;
	int result = language_table_get(&split->grammars, passage.lang, &grammar, err);
	if (result < 0) {
		return result;
	}
	passage.grammar = grammar;
	passage.token_count = tokenize(split->tokenizer, record->arena, passage.text, passage.lang, &tokens);
	passage.tokens = tokens;
	verbs_count(&passage, record->arena);
	sentences_find(split->breaker, &passage, &sentences);
	for (size_t i = 0; i < sentences.count && !split->asked.whole_sentences; i++) {
		clauses_find(&passage, sentences.at[i], &clauses);
	}
	if (split->asked.whole_sentences && sentences.count > 0) {
		pieces = sentences;
	} else {
		pieces_find(&passage, &clauses, &pieces);
	}
	record->mentions = arena_array(record->arena, pieces.count, sizeof *record->mentions);
	record->mention_count = pieces.count;
	for (size_t i = 0; i < pieces.count; i++) {
		struct mention *mention = &record->mentions[i];
		size_t first = passage_token(&passage, pieces.at[i].start);
		mention->n = (uint32_t)i;
		mention->span = pieces.at[i];
		mention->text =
		    passage.text.len == 0 ? STR_EMPTY : str_slice(passage.text, pieces.at[i].start, pieces.at[i].end);
		mention_tokens_cut(record, mention, passage.token_count == 0 ? NULL : tokens + first,
		                   passage_token(&passage, pieces.at[i].end) - first);
	}
	return emit_put(emit, record, err);
}

const struct stage stage_split = {
	.name = "split",
	.summary = "contacts into mentions: sentences and clauses with their byte spans",
	.reads = SHAPE_CONTACTS,
	.writes = SHAPE_MENTIONS,
	.funnel = 30,
	.holds = "O(1)",
	.pure = true,
	.options = split_options,
	.open = split_open,
	.step = split_step,
	.close = split_close,
};
