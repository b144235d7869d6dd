/* why_print.c - see why.h. The answer is computed by the same function that learning and nightly runs use
 * (theme_answer_contact); here it is only told.
 *
 * A word's share of the meaning: the mention's semantic vector is a sum S of its words' piece vectors v_w, so v_w . S /
 * |S|^2 is the part of it that w brings, and the parts sum to 1. */
#include "why.h"

#include <math.h>
#include <stdlib.h>

#include "json_write.h"
#include "theme_dot.h"
#include "theme_outside.h"
#include "utf8.h"

enum {
	WHY_NEAREST = 5,     /* sample mentions shown of the 15 that voted */
	WHY_WORDS = 12,      /* words shown to people; programs get all */
	WHY_PIECES = 128,    /* of one word */
	WHY_CHARACTERS = 100 /* of a sample mention's text shown to people */
};

static int by_share(const void *left, const void *right)
{
	const struct why_word *a = left, *b = right;
	if (a->meaning != b->meaning) {
		return a->meaning > b->meaning ? -1 : 1;
	}
	if (a->rarity != b->rarity) {
		return a->rarity > b->rarity ? -1 : 1;
	}
	return str_cmp(a->word, b->word);
}

static void word_vector(const struct piece_table *table, struct str word, float *sum)
{
	uint32_t pieces[WHY_PIECES];
	size_t count = piece_table_split(table, word, pieces, WHY_PIECES);
	for (size_t p = 0; p < count; p++) {
		piece_table_add(table, pieces[p], sum);
	}
}

static void meanings(const struct why *why, const struct theme_answer *answer, struct arena *arena,
                     struct why_word *words, size_t count)
{
	size_t dim = piece_table_dim(why->table);
	float *whole = arena_array(arena, dim + 1, sizeof *whole), *own = arena_array(arena, dim + 1, sizeof *own);
	double length = 0;
	for (size_t t = 0; t < answer->words.token_count; t++) {
		word_vector(why->table, answer->words.tokens[t].word, whole);
	}
	for (size_t d = 0; d < dim; d++) {
		length += (double)whole[d] * (double)whole[d];
	}
	for (size_t w = 0; w < count && length > 0; w++) {
		double dot = 0;
		memset(own, 0, dim * sizeof *own);
		word_vector(why->table, words[w].word, own);
		for (size_t d = 0; d < dim; d++) {
			dot += (double)own[d] * (double)whole[d];
		}
		words[w].meaning *= dot / length; /* meaning held how often the word occurs */
	}
}

size_t why_words(const struct why *why, const struct theme_answer *answer, struct arena *arena, struct why_word **out)
{
	const struct theme_words *said = &answer->words;
	struct why_word *words = arena_array(arena, said->token_count + 1, sizeof *words);
	size_t count = 0, *row = arena_array(arena, said->token_count + 1, sizeof *row);
	for (size_t t = 0; t < said->token_count; t++) {
		size_t w = 0;
		while (w < count && !str_eq(words[w].word, said->tokens[t].word)) {
			w++;
		}
		if (w == count) {
			words[count++].word = said->tokens[t].word;
		}
		words[w].meaning += why->table == NULL ? 0 : 1;
		row[t] = w;
	}
	for (size_t f = 0; f < said->feature_count; f++) {
		const struct theme_feature *feature = &said->features[f];
		int64_t number = feature->pair ? -1 : theme_feature_find(&why->model->frame, feature->key);
		if (number >= 0 && feature->first < said->token_count) {
			words[row[feature->first]].rarity = (double)why->model->frame.feature_idf[number];
			words[row[feature->first]].in_sample = exp((double)why->model->frame.feature_familiar[number]);
		}
	}
	if (why->table != NULL) {
		meanings(why, answer, arena, words, count);
	}
	qsort(words, count, sizeof *words, by_share);
	*out = words;
	return count;
}

struct str why_reason(const struct why *why, const struct theme_answer *answer, struct arena *arena)
{
	const char *reason = answer->reason == NULL ? "" : answer->reason;
	if (strcmp(reason, "language") == 0) {
		return arena_printf(arena, "it is written in another language than the model's (%.*s)",
		                    STR_ARGS(why->model->lang));
	}
	if (strcmp(reason, "too_short") == 0) {
		return STR("there is no word in it");
	}
	if (strcmp(reason, "no_match") == 0 && !answer->words.known) {
		return STR("none of its words is known to the model or to the word table");
	}
	if (strcmp(reason, "no_match") == 0 && answer->theme < 0 && answer->near_count == 0) {
		return STR("the model has no mention to compare it with");
	}
	if (strcmp(reason, "no_match") == 0) {
		double least = THEME_STRAY * why->model->spread.near.median;
		if (answer->nearness < least) {
			return arena_printf(arena,
			                    "nothing in the sample is close to it: its five nearest mentions are %.2f "
			                    "alike on average, and %.2f is wanted",
			                    answer->nearness, least);
		}
		if (answer->foreign < THEME_FOREIGN) {
			return arena_printf(arena,
			                    "it is foreign to the sample in its words, its surroundings and its "
			                    "meaning (%.2f, and %.2f is the limit)",
			                    answer->foreign, THEME_FOREIGN);
		}
		if (answer->own_fit > 0) {
			return arena_printf(arena,
			                    "it stands in a long contact and does not clearly belong to the theme that "
			                    "is nearest (cosine %.2f with it)",
			                    answer->own_fit);
		}
		return STR("its nearest mentions in the sample have no theme themselves");
	}
	return str_from(reason);
}

static struct str theme_label(const struct theme_model *model, int32_t theme)
{
	return theme < 0 ? STR("no theme") : model->themes[theme].label;
}

static void text_theme(const struct why *why, const struct theme_answer *answer, struct arena *arena, struct buf *out)
{
	const struct theme_model *model = why->model;
	if (answer->theme < 0) {
		buf_printf(out, "  theme      none: %.*s\n", STR_ARGS(why_reason(why, answer, arena)));
		return;
	}
	buf_printf(out, "  theme      %.*s (%.*s), fit %.2f", STR_ARGS(model->themes[answer->theme].label),
	           STR_ARGS(model->themes[answer->theme].id), answer->fit);
	buf_text(out, answer->pin >= 0      ? "; claimed by a pin of the ledger that it learnt with\n"
	              : answer->member >= 0 ? "; this mention was learnt from\n"
	                                    : "\n");
	if (answer->sub >= 0) {
		buf_printf(out, "  sub-theme  %.*s (%.*s)\n", STR_ARGS(model->subs[answer->sub].label),
		           STR_ARGS(model->subs[answer->sub].id));
	}
	if (answer->runner_up >= 0) {
		buf_printf(out, "  runner-up  %.*s (%.*s)\n", STR_ARGS(model->themes[answer->runner_up].label),
		           STR_ARGS(model->themes[answer->runner_up].id));
	} else {
		buf_text(out, "  runner-up  none\n");
	}
	buf_printf(out, "  votes      %.0f %% against %.0f %%: a margin of %.0f points\n", 100 * answer->votes_won,
	           100 * answer->votes_runner_up, 100 * (answer->votes_won - answer->votes_runner_up));
}

static void text_words(const struct why *why, const struct theme_answer *answer, struct arena *arena, struct buf *out)
{
	struct why_word *words;
	size_t count = why_words(why, answer, arena, &words);
	if (count == 0) {
		return;
	}
	buf_text(out,
	         "  words      share of the meaning, weight as a word, share of the sample's mentions that have it\n");
	for (size_t w = 0; w < count && w < WHY_WORDS; w++) {
		int pad = 18 - (int)utf8_count(words[w].word);
		buf_printf(out, "    %.*s%*s", STR_ARGS(words[w].word), pad > 0 ? pad : 0, "");
		if (why->table != NULL) {
			buf_printf(out, " %5.1f %%", 100 * words[w].meaning);
		} else {
			buf_text(out, "       -");
		}
		if (words[w].in_sample > 0) {
			buf_printf(out, " %7.2f %7.2f %%\n", words[w].rarity, 100 * words[w].in_sample);
		} else {
			buf_text(out, "       -         -\n");
		}
	}
	if (count > WHY_WORDS) {
		buf_printf(out, "    and %zu more\n", count - WHY_WORDS);
	}
}

static void text_nearest(const struct why *why, const struct theme_answer *answer, struct buf *out)
{
	if (answer->near_count > 0) {
		buf_printf(out, "  nearest    of the %zu mentions of the sample that vote\n", answer->near_count);
	}
	for (size_t i = 0; i < answer->near_count && i < WHY_NEAREST; i++) {
		size_t member = answer->near[i].member;
		buf_printf(out, "    %.2f  %.*s  (%.*s#%u)\n          ", answer->near[i].dot / THEME_DOT_ONE,
		           STR_ARGS(theme_label(why->model, why->model->theme[member])),
		           STR_ARGS(theme_model_contact(why->model, member)), theme_model_place(why->model, member));
		if (theme_model_contact(why->model, member).len == 0) {
			buf_text(out, "(somebody who is forgotten)");
		}
		why_excerpt(out, theme_model_text(why->model, member), WHY_CHARACTERS);
		buf_byte(out, '\n');
	}
}

static bool asked(const struct why *why, size_t i)
{
	return why->only < 0 || why->record->mentions[i].n == why->only;
}

void why_text(const struct why *why, struct buf *out)
{
	struct arena arena = ARENA_INIT;
	for (size_t i = 0; i < why->record->mention_count; i++) {
		if (!asked(why, i)) {
			continue;
		}
		if (why->contact.len > 0) {
			buf_printf(out, "%.*s#%u ", STR_ARGS(why->contact), why->record->mentions[i].n);
		}
		buf_text(out, "\xE2\x80\x9C");
		why_excerpt(out, why->record->mentions[i].text, SIZE_MAX);
		buf_text(out, "\xE2\x80\x9D\n");
		why_issue_text(why->issues, why->record, i, &why->issue_answers[i], out);
		why_ledger_text(why->ledger, &why->record->mentions[i], out);
		text_theme(why, &why->answers[i], &arena, out);
		text_words(why, &why->answers[i], &arena, out);
		text_nearest(why, &why->answers[i], out);
		arena_reset(&arena);
	}
	arena_release(&arena);
}

enum { JSON_DIGITS = 4 /* behind the point of shares and similarities: more would be noise of the vote */ };

static void json_number(struct buf *out, const char *name, double value)
{
	json_put_fixed(out, name, value, JSON_DIGITS);
}

static void json_theme(struct buf *out, const char *name, const struct theme_entry *entries, int32_t which)
{
	if (which < 0) {
		json_put_null(out, name);
		return;
	}
	json_put_open(out, name, '{');
	json_put_text(out, "id", entries[which].id);
	json_put_text(out, "label", entries[which].label);
	buf_byte(out, '}');
}

static void json_words(const struct why *why, const struct theme_answer *answer, struct arena *arena, struct buf *out)
{
	struct why_word *words;
	size_t count = why_words(why, answer, arena, &words);
	json_put_open(out, "words", '[');
	for (size_t w = 0; w < count; w++) {
		json_put_comma(out);
		buf_byte(out, '{');
		json_put_text(out, "word", words[w].word);
		json_number(out, "meaning", words[w].meaning);
		json_number(out, "weight", words[w].rarity);
		json_number(out, "in_sample", words[w].in_sample);
		buf_byte(out, '}');
	}
	buf_byte(out, ']');
}

static void json_nearest(const struct why *why, const struct theme_answer *answer, struct buf *out)
{
	json_put_open(out, "nearest", '[');
	for (size_t i = 0; i < answer->near_count; i++) {
		size_t member = answer->near[i].member;
		json_put_comma(out);
		buf_byte(out, '{');
		json_put_text(out, "contact", theme_model_contact(why->model, member));
		json_put_int(out, "n", theme_model_place(why->model, member));
		json_put_text(out, "text", theme_model_text(why->model, member));
		json_number(out, "similarity", answer->near[i].dot / THEME_DOT_ONE);
		json_theme(out, "theme", why->model->themes, why->model->theme[member]);
		buf_byte(out, '}');
	}
	buf_byte(out, ']');
}

static void json_mention(const struct why *why, size_t i, struct arena *arena, struct buf *out)
{
	const struct theme_answer *answer = &why->answers[i];
	json_put_comma(out);
	buf_byte(out, '{');
	json_put_int(out, "n", why->record->mentions[i].n);
	json_put_text(out, "text", why->record->mentions[i].text);
	why_issue_json(why->issues, why->record, i, &why->issue_answers[i], out);
	why_ledger_json(why->ledger, &why->record->mentions[i], out);
	json_theme(out, "theme", why->model->themes, answer->theme);
	json_theme(out, "sub", why->model->subs, answer->sub);
	json_theme(out, "runner_up", why->model->themes, answer->runner_up);
	json_number(out, "fit", answer->fit);
	json_number(out, "votes", answer->votes_won);
	json_number(out, "votes_runner_up", answer->votes_runner_up);
	json_number(out, "margin", answer->votes_won - answer->votes_runner_up);
	json_number(out, "nearness", answer->nearness);
	json_number(out, "foreign", answer->foreign);
	json_put_bool(out, "pinned", answer->pin >= 0);
	json_put_bool(out, "learnt_from", answer->member >= 0);
	if (answer->theme < 0) {
		json_put_text(out, "unassigned", str_from(answer->reason));
		json_put_text(out, "reason", why_reason(why, answer, arena));
	}
	json_words(why, answer, arena, out);
	json_nearest(why, answer, out);
	buf_byte(out, '}');
}

void why_json(const struct why *why, struct buf *out)
{
	struct arena arena = ARENA_INIT;
	buf_byte(out, '{');
	json_put_text(out, "contact", why->contact);
	json_put_open(out, "mentions", '[');
	for (size_t i = 0; i < why->record->mention_count; i++) {
		if (asked(why, i)) {
			json_mention(why, i, &arena, out);
			arena_reset(&arena);
		}
	}
	buf_text(out, "]}\n");
	arena_release(&arena);
}
