/* label.c - see label.h. Which of a group's phrases becomes its head, and which its terms (rule 11, and what reading
 * hundreds of labels added to it).
 *
 * Bigger groups choose first. The head is the best phrase that is no twin of a head already taken. A single word is
 * made a phrase where the group has one with it ("bag" becomes "Lost bag" rather than "Checked bag"): what goes wrong
 * counts before what is merely frequent; else a second word stands beside it behind a dot ("Pin · blocked"). A group
 * without any frequent phrase is called by the beginning of its most typical quote. */
#include "label.h"

#include <math.h>
#include <stdlib.h>

#include "label_corpus.h"
#include "label_phrases.h"
#include "label_quotes.h"
#include "utf8.h"

#define HEAD_POOL 12       /* phrases that may become the head, from the best */
#define HEAD_SHARE 0.2     /* of the best score: below, a twin's name is better told by its terms */
#define GROW_PROBLEM 0.04  /* of the word's contacts say the longer phrase, when it says what goes wrong */
#define GROW_NEGATED 0.15  /* when it negates: "not fast" must not name those who say "fast" */
#define NEGATION_SHARE 0.4 /* of those who say a phrase negate it, or its negation is no head */
#define GROW_OTHER 0.1     /* when it does not */
#define GROW_PHRASE 0.1    /* of a phrase's contacts name what goes wrong beside it: "Exchange rate wrong" */
#define GROW_NEVER 2.0     /* more than all */
#define GROW_LEAST 3.0     /* contacts, at least, that say the longer phrase */
#define GROW_PUSH 1.5      /* beside the push that its score has already */
#define HEAD_STEMS 3       /* a head has no more: longer ones are sentences of templates */
#define BESIDE_SHARE 0.06  /* of the group's contacts have the word behind the dot */
#define VARIANT_BYTES 4    /* that two words begin alike, and two thirds of the shorter: forms of one word */
#define TERMS_MOST 6
#define VARIOUS_SHARE                                                                                                  \
	0.05 /* of the group's contacts have the head or its commonest word: with fewer, the label says that the group \
	        is mixed */
#define VARIOUS_CONTACTS 50 /* and has so many contacts: a small group's head is rare by chance */
#define FALLBACK_WORDS 6    /* of a quote, when nothing else names the group */
#define FALLBACK_BYTES 160  /* of it at the most: a line of a page */

struct heads {
	struct label_key *keys; /* [count] */
	size_t count;
	bool strict; /* parts of a taken head are twins too; else only its equals */
};

static bool is_problem(const struct label_phrase *phrase)
{
	return (phrase->classes & (LABEL_PROBLEM | LABEL_NOT)) != 0;
}

/* Two heads are twins when one's stems are among the other's, unless the longer one adds what goes wrong, which is
 * another issue. */
static bool twin(const struct label_phrase *phrase, const struct heads *heads)
{
	for (size_t h = 0; h < heads->count; h++) {
		bool under = label_key_within(&phrase->key, &heads->keys[h]),
		     over = label_key_within(&heads->keys[h], &phrase->key);
		if (!heads->strict) {
			under = under && over;
			over = false;
		}
		if (under || (over && !is_problem(phrase))) {
			return true;
		}
	}
	return false;
}

static bool one_word(const struct label_phrase *phrase)
{
	return phrase->size == 1 && memchr(phrase->form.at, ' ', phrase->form.len) == NULL;
}

static bool negates(const struct label_phrase *phrase)
{
	return (phrase->classes & LABEL_NOT) != 0;
}

/* How many of a head's contacts must say a longer phrase for it to become the head; above 1: never. One that names what
 * goes wrong needs fewer; a phrase of two words grows only by that, or, when it is a bare negation ("doesn't work"), by
 * what it is that does not. */
static double growth_needed(const struct label_phrase *head, const struct label_phrase *longer)
{
	bool negated = negates(longer) && !negates(head);
	bool wrong = (longer->classes & LABEL_PROBLEM) != 0 && !is_problem(head);
	bool bare = head->size == 2 && negates(head);
	if (negated) {
		return GROW_NEGATED;
	}
	if (one_word(head)) {
		return wrong ? GROW_PROBLEM : GROW_OTHER;
	}
	return wrong || bare ? GROW_PHRASE : GROW_NEVER;
}

static bool may_grow(const struct label_phrase *head, const struct label_phrase *longer)
{
	double needed = growth_needed(head, longer);
	bool bare = head->size == 2 && negates(head);
	if (bare && str_starts(longer->form, head->form)) {
		return false; /* "transaction hasn't arrived", never "hasn't arrived transaction" */
	}
	return longer->size > head->size && longer->size <= HEAD_STEMS && !longer->vague_part && needed < GROW_NEVER &&
	       longer->inside >= fmax(needed * head->inside, GROW_LEAST) && label_key_within(&head->key, &longer->key);
}

/* The phrase that says more than `head` and holds enough of it, or NULL. */
static const struct label_phrase *grown(const struct label_group *group, const struct label_phrase *head,
                                        const struct heads *heads)
{
	const struct label_phrase *best = NULL;
	double best_score = 0;
	for (size_t p = 0; p < group->phrase_count; p++) {
		const struct label_phrase *phrase = &group->phrases[p];
		double score = phrase->score * (is_problem(phrase) ? GROW_PUSH : 1);
		if (score > best_score && may_grow(head, phrase) && !twin(phrase, heads)) {
			best = phrase;
			best_score = score;
		}
	}
	return best;
}

/* What tells a group apart whose best phrase has been taken: its best phrase without that one's words. */
static const struct label_phrase *distinguishing(const struct label_group *group, const struct label_phrase *head)
{
	for (size_t p = 0; p < group->phrase_count; p++) {
		const struct label_phrase *phrase = &group->phrases[p];
		bool apart = phrase->size <= 2 && (phrase->classes & LABEL_VAGUE) == 0;
		for (size_t s = 0; s < phrase->size && apart; s++) {
			apart = !label_key_has(&head->key, phrase->key.stem[s]);
		}
		if (apart) {
			return phrase;
		}
	}
	return NULL;
}

/* "complaint" beside "complain": the same word again, for a stemmer keeps them apart. */
static bool variant(const struct label_phrase *word, const struct label_phrase *head)
{
	size_t shorter = word->form.len < head->form.len ? word->form.len : head->form.len, same = 0;
	while (same < shorter && word->form.at[same] == head->form.at[same]) {
		same++;
	}
	return same >= VARIANT_BYTES && same * 3 >= shorter * 2;
}

static const struct label_phrase *beside(const struct label_group *group, const struct label_phrase *head)
{
	for (size_t p = 0; p < group->phrase_count; p++) {
		const struct label_phrase *phrase = &group->phrases[p];
		if (one_word(phrase) && (phrase->classes & LABEL_VAGUE) == 0 &&
		    !label_key_within(&phrase->key, &head->key) && !variant(phrase, head) &&
		    phrase->inside >= BESIDE_SHARE * group->contacts) {
			return phrase;
		}
	}
	return NULL;
}

/* Whether a negation is typical of the group: "no response" is not, where most of those who say "response" are thankful
 * for one. */
static bool negation_holds(const struct label_group *group, const struct label_phrase *phrase)
{
	struct label_key rest = { { 0 } };
	if ((phrase->classes & LABEL_NOT) == 0) {
		return true;
	}
	memcpy(rest.stem, phrase->key.stem + 1,
	       (LABEL_KEY - 1) * sizeof *rest.stem); /* the negation's number is the smallest */
	for (size_t p = 0; p < group->phrase_count; p++) {
		if (memcmp(&group->phrases[p].key, &rest, sizeof rest) == 0) {
			return phrase->inside >= NEGATION_SHARE * group->phrases[p].inside;
		}
	}
	return true;
}

static const struct label_phrase *pick_head(const struct label_group *group, const struct heads *heads)
{
	for (size_t p = 0; p < group->phrase_count && p < HEAD_POOL; p++) {
		const struct label_phrase *phrase = &group->phrases[p];
		if (phrase->score < HEAD_SHARE * group->phrases[0].score) {
			break;
		}
		if (phrase->size <= HEAD_STEMS && (phrase->classes & LABEL_VAGUE) == 0 &&
		    negation_holds(group, phrase) && !twin(phrase, heads)) {
			return phrase;
		}
	}
	return NULL;
}

static void add_terms(const struct label_corpus *corpus, const struct label_group *group, const struct label_key *head,
                      struct arena *arena, struct label_result *result)
{
	struct label_key said[LABEL_PHRASES_MAX + 1];
	size_t count = 1;
	said[0] = *head;
	result->terms = arena_array(arena, TERMS_MOST, sizeof *result->terms);
	for (size_t p = 0; p < group->phrase_count && result->term_count < TERMS_MOST; p++) {
		const struct label_phrase *phrase = &group->phrases[p];
		bool new = (phrase->classes & LABEL_VAGUE) == 0 && phrase->size <= HEAD_STEMS;
		for (size_t s = 0; s < count && new; s++) {
			bool longer = label_key_within(&said[s], &phrase->key),
			     of_word = s == 0 && said[0].stem[1] == LABEL_STEM_NONE;
			new = !label_key_within(&phrase->key, &said[s]) &&
			      (!longer || of_word); /* "auto top up" tells more about "Top up" */
		}
		if (new) {
			struct str shown = label_corpus_show(corpus, phrase->form, false, arena);
			for (size_t t = 0; t < result->term_count && new; t++) {
				new = !str_eq(shown, result->terms[t]);
			}
			said[count++] = phrase->key;
			result->terms[result->term_count] = shown;
			result->term_count += new;
		}
	}
}

/* The first words of the most typical mention, between quotation marks. */
static struct str quoted_start(const struct label_input *input, size_t mention, struct arena *arena)
{
	const struct token *tokens = input->tokens[mention];
	size_t count = input->token_counts[mention], last = count < FALLBACK_WORDS ? count : FALLBACK_WORDS;
	struct str start;
	bool cut = count > last;
	if (count == 0) {
		return STR("\xE2\x80\x9C\xE2\x80\xA6\xE2\x80\x9D");
	}
	start = str_slice(input->texts[mention], tokens[0].start, tokens[last - 1].end);
	if (start.len > FALLBACK_BYTES) { /* what stands between the words may be of any length */
		start = str_slice(start, 0, utf8_floor(start, FALLBACK_BYTES));
		cut = true;
	}
	return arena_printf(arena, "\xE2\x80\x9C%.*s%s\xE2\x80\x9D", STR_ARGS(start), cut ? "\xE2\x80\xA6" : "");
}

/* Contacts that have the head, or a shorter phrase of its words. */
static double reach(const struct label_group *group, const struct label_phrase *head)
{
	double most = head->inside;
	for (size_t p = 0; p < group->phrase_count; p++) {
		const struct label_phrase *phrase = &group->phrases[p];
		most = label_key_within(&phrase->key, &head->key) && phrase->inside > most ? phrase->inside : most;
	}
	return most;
}

struct chosen {
	const struct label_phrase *head;   /* NULL: the group has no phrase of its own */
	const struct label_phrase *beside; /* stands behind the dot, or NULL */
};

/* All heads are taken: the best phrase again, with what tells this group apart. */
static struct chosen choose_again(const struct label_group *group, const struct heads *heads)
{
	struct chosen chosen = { NULL, NULL };
	for (size_t p = 0; p < group->phrase_count && chosen.head == NULL; p++) {
		const struct label_phrase *phrase = &group->phrases[p];
		bool says =
		    (phrase->classes & LABEL_VAGUE) == 0 && phrase->size <= HEAD_STEMS && negation_holds(group, phrase);
		chosen.head = says ? phrase : NULL;
	}
	chosen.beside = chosen.head == NULL ? NULL : distinguishing(group, chosen.head);
	return chosen.head != NULL && chosen.beside == NULL && twin(chosen.head, heads) ? (struct chosen){ NULL, NULL }
	                                                                                : chosen;
}

static struct chosen choose(const struct label_group *group, struct heads *heads)
{
	struct chosen chosen = { NULL, NULL };
	const struct label_phrase *longer;
	for (int strict = 1; strict >= 0 && chosen.head == NULL; strict--) {
		heads->strict = strict;
		chosen.head = pick_head(group, heads);
	}
	if (chosen.head == NULL) {
		chosen = choose_again(group, heads);
	}
	if (chosen.head == NULL || chosen.beside != NULL) {
		return chosen;
	}
	longer = grown(group, chosen.head, heads);
	chosen.head = longer != NULL ? longer : chosen.head;
	if (one_word(chosen.head)) {
		chosen.beside = beside(group, chosen.head);
	}
	return chosen;
}

/* Heads and terms of one level; keys[g] gets the head's key. heads: what was taken before, and gets the new ones. */
static void name_group(const struct label_corpus *corpus, const struct label_group *group, struct heads *heads,
                       struct label_key *key, struct arena *arena, struct label_result *result)
{
	struct chosen chosen = choose(group, heads);
	*result = (struct label_result){ .label = STR_EMPTY };
	*key = (struct label_key){ { 0 } };
	if (chosen.head == NULL) {
		return;
	}
	*key = chosen.head->key;
	result->label = label_corpus_show(corpus, chosen.head->form, true, arena);
	if (chosen.beside != NULL) {
		struct str second = label_corpus_show(corpus, chosen.beside->form, false, arena);
		result->label = arena_printf(arena, "%.*s \xC2\xB7 %.*s", STR_ARGS(result->label), STR_ARGS(second));
		label_key_join(key, &chosen.beside->key);
	}
	if (reach(group, chosen.head) < VARIOUS_SHARE * group->contacts && group->contacts >= VARIOUS_CONTACTS) {
		struct str various = label_words_printed(&corpus->lexicon, STR("*various"));
		struct str said = label_corpus_show(corpus, chosen.head->form, false, arena);
		result->label = various.len == 0 ? result->label
		                                 : arena_printf(arena, "%.*s: %.*s", STR_ARGS(various), STR_ARGS(said));
	}
	heads->keys[heads->count++] = *key;
	add_terms(corpus, group, key, arena, result);
}

static void name_themes(struct label_corpus *corpus, const struct label_input *input, struct arena *arena,
                        struct label_key *keys, struct label_result *themes)
{
	struct label_group *groups = memory_array(input->theme_count + 1, sizeof *groups);
	struct heads heads = { memory_array(input->theme_count + 1, sizeof *heads.keys), 0, true };
	struct arena scratch = ARENA_INIT;
	label_phrases(corpus, input, input->theme, input->theme_count, &scratch, groups);
	for (size_t t = 0; t < input->theme_count; t++) {
		name_group(corpus, &groups[t], &heads, &keys[t], arena, &themes[t]);
	}
	free(groups);
	free(heads.keys);
	arena_release(&scratch);
}

/* A sub-theme avoids its siblings' heads; its theme's it may share: what most of a theme is about is called as the
 * theme is. */
static void name_subs(struct label_corpus *corpus, const struct label_input *input, struct arena *arena,
                      struct label_key *keys, struct label_result *subs)
{
	struct label_group *groups = memory_array(input->sub_count + 1, sizeof *groups);
	struct heads heads = { memory_array(input->sub_count + 1, sizeof *heads.keys), 0, true };
	struct arena scratch = ARENA_INIT;
	int32_t parent = -1;
	label_phrases(corpus, input, input->sub, input->sub_count, &scratch, groups);
	for (size_t s = 0; s < input->sub_count; s++) {
		if (s == 0 || input->sub_parent[s] != parent) {
			heads.count = 0;
			parent = input->sub_parent[s];
		}
		name_group(corpus, &groups[s], &heads, &keys[s], arena, &subs[s]);
	}
	free(groups);
	free(heads.keys);
	arena_release(&scratch);
}

/* Equal strings are still possible (two groups that begin their quote alike): the later one gets a number. parent: NULL
 * for themes. */
static void number_equals(size_t count, const int32_t *parent, struct arena *arena, struct label_result *results)
{
	for (size_t g = 0; g < count; g++) {
		struct str plain = results[g].label;
		for (size_t other = 0, number = 2; other < g; other++) {
			if ((parent == NULL || parent[other] == parent[g]) &&
			    str_eq(results[other].label, results[g].label)) {
				results[g].label = arena_printf(arena, "%.*s (%zu)", STR_ARGS(plain), number++);
				other = SIZE_MAX; /* from the first again: the numbered one may be taken as well */
			}
		}
	}
}

static void finish_level(const struct label_corpus *corpus, const struct label_input *input,
                         const struct label_heads *heads, struct arena *arena, struct label_result *results)
{
	label_quotes(corpus, input, heads, results);
	for (size_t g = 0; g < heads->count; g++) {
		if (results[g].label.len == 0 && results[g].quote_count > 0) {
			results[g].label = quoted_start(input, results[g].quotes[0], arena);
		} else if (results[g].label.len == 0) {
			results[g].label = STR("\xE2\x80\xA6");
		}
	}
}

int labels_make(const struct label_input *input, struct arena *arena, struct label_result *themes,
                struct label_result *subs, struct err *err)
{
	struct label_corpus corpus;
	struct label_key *theme_keys, *sub_keys;
	int code = label_corpus_open(&corpus, input, err);
	if (code < 0) {
		return err_wrap(err, "while naming themes");
	}
	theme_keys = memory_array(input->theme_count + 1, sizeof *theme_keys);
	sub_keys = memory_array(input->sub_count + 1, sizeof *sub_keys);
	name_themes(&corpus, input, arena, theme_keys, themes);
	name_subs(&corpus, input, arena, sub_keys, subs);
	finish_level(&corpus, input, &(struct label_heads){ input->theme, input->theme_count, theme_keys }, arena,
	             themes);
	finish_level(&corpus, input, &(struct label_heads){ input->sub, input->sub_count, sub_keys }, arena, subs);
	number_equals(input->theme_count, NULL, arena, themes);
	number_equals(input->sub_count, input->sub_parent, arena, subs);
	free(theme_keys);
	free(sub_keys);
	label_corpus_close(&corpus);
	return 0;
}
