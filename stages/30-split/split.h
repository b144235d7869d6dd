/* split.h - from the clean text of a contact to the spans of its mentions: grammar.c knows a language's words,
 * passage.c the text under work, sentences.c, clauses.c and pieces.c cut.
 *
 * Rule 2 of the theme engine, on spans: a mention's text is exactly text[span], so pieces that are joined span what
 * stands between them too. All is linear in the text. */
#ifndef GRIPE_SPLIT_H
#define GRIPE_SPLIT_H

#include "record.h"
#include "token.h"

/* The words of a language that tell where sentences and clauses end; all empty for a language without lexicons. */
struct grammar {
	struct intern abbreviations; /* folded, without the last point; kinds[] beside */
	uint8_t *abbreviation_kinds; /* enum abbreviation */
	struct intern joints;        /* words, or two words with one blank, that join clauses */
	uint8_t *joint_needs_subject;
	struct intern joint_heads; /* first words of joints of two words */
	struct intern subjects;    /* begin a clause after "and" */
	struct intern starters;    /* begin a sentence: the subjects and more */
	struct intern verbs;
	struct ending {
		struct str text;
		size_t letters_min;
	} *endings; /* of verbs */
	size_t ending_count;
	struct arena arena;
};
enum abbreviation { ABBREVIATION_NONE, ABBREVIATION_NEVER, ABBREVIATION_END, ABBREVIATION_NUMBER };

/* grammar_open - lexicons/LANG/{abbreviation,clause,subject,verb}.tsv; GRIPE_DATA with place for a row that says
 * nothing we know. */
GRIPE_MUST_USE int grammar_open(struct grammar **grammar, const char *lexicons, struct str lang, struct err *err);
void grammar_close(struct grammar *grammar);
enum abbreviation grammar_abbreviation(const struct grammar *grammar, struct str folded);
bool grammar_is_verb(const struct grammar *grammar, struct str word);

/* A text under work: its tokens once, and for each how many verbs stand before it, so that every question of the rules
 * costs O(1). */
struct passage {
	struct str text;
	struct str lang;
	const struct grammar *grammar;
	const struct token *tokens;
	size_t token_count;
	uint32_t *verbs_before; /* [token_count + 1] */
};
struct spans { /* grows in an arena */
	struct span *at;
	size_t count, cap;
	struct arena *arena;
};
void spans_add(struct spans *spans, size_t start, size_t end);
/* passage_token - index of the first token that starts at or after `at`. O(log n) */
size_t passage_token(const struct passage *passage, size_t at);
size_t passage_words(const struct passage *passage, struct span span);

/* span_trim - without white space at both ends (Unicode's). */
struct span span_trim(struct str text, struct span span);
/* blank_len - bytes of the white space that begins at `at`, 0 when none does. */
size_t blank_len(struct str text, size_t at);

struct sentence_breaker; /* ICU's iterator, for scripts that end sentences their own way; one per thread */
struct sentence_breaker *sentence_breaker_open(void);
void sentence_breaker_close(struct sentence_breaker *breaker);

/* sentences_find - the sentences of the passage in order, trimmed, none empty. */
void sentences_find(struct sentence_breaker *breaker, const struct passage *passage, struct spans *sentences);
/* clauses_find - appends the clauses of one sentence, trimmed; at least one. */
void clauses_find(const struct passage *passage, struct span sentence, struct spans *clauses);
/* pieces_find - clauses to mentions: short ones joined, long ones cut; at least one, which is the whole text when
 * nothing else is there. */
void pieces_find(const struct passage *passage, const struct spans *clauses, struct spans *pieces);

#endif
