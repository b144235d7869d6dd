/* theme_assign.c - see theme_assign.h. Votes of the nearest instead of the nearest centroid, because themes are not
 * round: centroids lose 2 to 4 points of AMI. The sample lies in groups (the communities that themes were made of) of
 * cells of some 30 mentions (small communities): the groups' centroids are all compared, then the cells of the nearest
 * groups, then the members of the nearest cells: some 400 of 15,000, and AMI loses .001 against comparing all. A
 * mention that the sample holds itself (same text, same contact's text) is not its own neighbour; learning has let its
 * exact neighbours vote in the same way and kept the answer, so it is looked up. */
#include "theme_assign.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "hash.h"
#include "theme_dot.h"
#include "theme_pins.h"
#include "theme_vote.h"

enum {
	GROUPS = 8, /* nearest groups whose cells are compared, */
	PROBES =
	    8, /* and nearest cells among those, whose members are compared: more find nothing that a score shows */
	SCAN_ALL = 512,     /* a sample of at most this many is compared as a whole */
	KNOWN_LEAST = 2,    /* content words: a contact in another language with fewer stays in that language */
	KNOWN_PERCENT = 75, /* of them known to the sample: from here on the language was mistaken */
	SHORT_WORDS = 12,   /* a contact of at most so many words, stop words too, is of no sure language: */
	SHORT_PERCENT = 50, /* of them known to the sample, or stop words of its language: it is read as the model's */
	LONG_CONTACT = 3    /* mentions; in longer contacts only what clearly belongs keeps its theme */
};
#define CLEARLY 0.3 /* cosine to the theme's centroid */

struct theme_assigner {
	const struct theme_model *model;
	struct piece_table *table;
	struct theme_reader *reader;
	struct theme_pins *pins;
	struct theme_ballot ballot;
	int32_t *dots; /* [number of cells, or the longest cell] */
};

/* The table of word pieces that the model was learnt with. */
static int open_table(struct theme_assigner *assigner, const char *lexicons, struct err *err)
{
	const struct theme_model *model = assigner->model;
	char path[4200];
	int status;
	snprintf(path, sizeof path, "%s/%.*s/pieces.tbl", lexicons, STR_ARGS(model->lang));
	status = piece_table_open(&assigner->table, path, err);
	if (status == 0 && (assigner->table == NULL || piece_table_print(assigner->table) != model->table_print)) {
		status =
		    err_set(err, GRIPE_DATA, "the model was learnt with another table of word pieces than %s", path);
	}
	return status;
}

int theme_assigner_open(struct theme_assigner **result, const struct theme_model *model, const char *lexicons,
                        struct err *err)
{
	struct theme_assigner *assigner = memory_alloc(sizeof *assigner);
	struct theme_language language = { model->lang, NULL, lexicons };
	size_t longest = model->cells;
	int status;
	*result = NULL;
	assigner->model = model;
	status = model->table_print == 0 ? 0 : open_table(assigner, lexicons, err);
	language.table = assigner->table;
	if (status == 0) {
		status = theme_reader_open(&assigner->reader, &language, err);
	}
	if (status == 0) {
		status = theme_pins_open(&assigner->pins, model->lang, err);
	}
	for (size_t p = 0; status == 0 && p < model->pin_count; p++) {
		status = theme_pins_add(assigner->pins, model->pins[p].pattern, err);
	}
	if (status < 0) {
		theme_assigner_close(assigner);
		return status;
	}
	for (size_t c = 0; c < model->cells; c++) {
		size_t size = model->cell_start[c + 1] - model->cell_start[c];
		longest = size > longest ? size : longest;
	}
	assigner->ballot = (struct theme_ballot){ model->theme,
		                                  model->sub,
		                                  model->theme_count,
		                                  model->sub_count,
		                                  memory_array(model->theme_count + 1, sizeof(double)),
		                                  memory_array(model->sub_count + 1, sizeof(double)) };
	assigner->dots = memory_array(longest + 1, sizeof(int32_t));
	*result = assigner;
	return 0;
}

void theme_assigner_close(struct theme_assigner *assigner)
{
	if (assigner != NULL) {
		theme_reader_close(assigner->reader);
		theme_pins_close(assigner->pins);
		piece_table_close(assigner->table);
		free(assigner->ballot.theme_votes);
		free(assigner->ballot.sub_votes);
		free(assigner->dots);
		free(assigner);
	}
}

uint64_t theme_mention_key(uint64_t text_key, uint64_t contact_key)
{
	uint64_t key = hash_mix(text_key, contact_key);
	return key != 0 ? key : 1;
}

uint64_t theme_contact_key(const struct theme_words *mentions, size_t count)
{
	uint64_t key = count;
	for (size_t i = 0; i < count; i++) {
		key = hash_mix(key, mentions[i].text_key);
	}
	return key;
}

static void search_cell(struct theme_assigner *assigner, const int16_t *vector, size_t cell,
                        struct theme_answer *answer)
{
	const struct theme_model *model = assigner->model;
	size_t start = model->cell_start[cell], count = model->cell_start[cell + 1] - start;
	theme_dot_rows(vector, model->vectors + start * model->frame.stride, count, model->frame.stride,
	               assigner->dots);
	for (size_t i = 0; i < count; i++) {
		if ((int64_t)(start + i) != answer->member &&
		    (answer->near_count < THEME_NEIGHBOURS ||
		     assigner->dots[i] >= answer->near[THEME_NEIGHBOURS - 1].dot)) {
			answer->near_count =
			    theme_near_insert(answer->near, answer->near_count, THEME_NEIGHBOURS,
			                      (struct theme_near){ assigner->dots[i], (uint32_t)(start + i) });
		}
	}
}

static void find_neighbours(struct theme_assigner *assigner, const int16_t *vector, struct theme_answer *answer)
{
	const struct theme_model *model = assigner->model;
	struct theme_near groups[GROUPS], cells[PROBES];
	size_t wide = 0, probes = 0, stride = model->frame.stride;
	if (model->n <= SCAN_ALL) {
		for (size_t c = 0; c < model->cells; c++) {
			search_cell(assigner, vector, c, answer);
		}
		return;
	}
	theme_dot_rows(vector, model->group_vectors, model->groups, stride, assigner->dots);
	for (size_t g = 0; g < model->groups; g++) {
		wide = theme_near_insert(groups, wide, GROUPS, (struct theme_near){ assigner->dots[g], (uint32_t)g });
	}
	for (size_t g = 0; g < wide; g++) {
		size_t start = model->group_start[groups[g].member],
		       count = model->group_start[groups[g].member + 1] - start;
		theme_dot_rows(vector, model->cell_vectors + start * stride, count, stride, assigner->dots);
		for (size_t c = 0; c < count; c++) {
			probes = theme_near_insert(cells, probes, PROBES,
			                           (struct theme_near){ assigner->dots[c], (uint32_t)(start + c) });
		}
	}
	for (size_t p = 0; p < probes; p++) {
		search_cell(assigner, vector, cells[p].member, answer);
	}
}

/* Everything about a mention that the model does not hold itself, or that is to be explained. */
static void ask_neighbours(struct theme_assigner *assigner, const int16_t *vector, struct theme_answer *answer)
{
	const struct theme_model *model = assigner->model;
	struct theme_measures measures = { 0, 0, 0 };
	struct theme_vote vote;
	find_neighbours(assigner, vector, answer);
	for (size_t i = 0; i < answer->near_count; i++) {
		measures.surroundings += (double)model->around[answer->near[i].member] / (double)answer->near_count;
	}
	measures.near = theme_nearness(answer->near, answer->near_count);
	measures.familiar = theme_familiar(&model->frame, &answer->words);
	answer->nearness = measures.near;
	answer->familiar = measures.familiar;
	answer->surroundings = measures.surroundings;
	answer->foreign = theme_foreign(&model->spread, &measures);
	vote = theme_vote(&assigner->ballot, answer->near, answer->near_count);
	answer->votes_won = vote.won;
	answer->votes_runner_up = vote.second;
	if (!theme_is_outsider(&model->spread, &measures)) {
		answer->theme = vote.theme;
		answer->sub = vote.sub;
		answer->runner_up = vote.runner_up;
	}
}

/* A mention of the sample has the answer that learning ended with: the same vote, over its exact neighbours. */
static void answer_mention(struct theme_assigner *assigner, const int16_t *vector, bool explain,
                           struct theme_answer *answer)
{
	const struct theme_model *model = assigner->model;
	if (answer->member < 0 || explain) {
		ask_neighbours(assigner, vector, answer);
	}
	if (answer->member >= 0) {
		answer->theme = model->theme[answer->member];
		answer->sub = model->sub[answer->member];
		answer->runner_up = model->runner_up[answer->member];
	}
	if (answer->pin >= 0) {
		answer->theme = (int32_t)model->pins[answer->pin].theme;
		answer->sub = answer->member >= 0 ? model->sub[answer->member] : -1;
	}
	answer->reason = answer->theme < 0 ? "no_match" : NULL;
}

/* True when the sample holds every mention of the contact that has a vector: then they are copied. */
static bool known_vectors(const struct theme_model *model, size_t count, const struct theme_answer *answers,
                          int16_t *vectors)
{
	size_t stride = model->frame.stride;
	for (size_t i = 0; i < count; i++) {
		if (answers[i].reason == NULL && answers[i].member < 0) {
			return false;
		}
	}
	for (size_t i = 0; i < count; i++) {
		if (answers[i].reason == NULL) {
			memcpy(vectors + i * stride, model->vectors + (size_t)answers[i].member * stride,
			       stride * sizeof *vectors);
		}
	}
	return true;
}

static void add_row(float *sum, const float *row, size_t dim)
{
	for (size_t k = 0; k < dim; k++) {
		sum[k] += row[k];
	}
}

/* Vectors of a contact's mentions: vectors[count][stride]; zero for mentions without a known word. */
static void contact_vectors(struct theme_assigner *assigner, struct arena *arena, size_t count,
                            const struct theme_answer *answers, int16_t *vectors)
{
	const struct theme_frame *frame = &assigner->model->frame;
	size_t first = count < THEME_CONTEXT_MENTIONS ? count : THEME_CONTEXT_MENTIONS;
	float *e, *whole;
	if (known_vectors(assigner->model, count, answers, vectors)) {
		return;
	}
	e = arena_array(arena, (first + 1) * frame->dim + 1, sizeof *e);
	whole = arena_array(arena, frame->dim + 1, sizeof *whole);
	for (size_t i = 0; i < first; i++) {
		if (answers[i].words.known) {
			theme_embed(assigner->reader, frame, &answers[i].words, e + i * frame->dim, NULL);
			add_row(whole, e + i * frame->dim, frame->dim);
		}
	}
	for (size_t i = 0; i < count; i++) {
		const float *own = e + (i < first ? i : first) * frame->dim;
		if (!answers[i].words.known) {
			continue;
		}
		if (i >= first) {
			theme_embed(assigner->reader, frame, &answers[i].words, e + first * frame->dim, NULL);
		}
		theme_contextual(frame, own, count > 1 ? whole : NULL, vectors + i * frame->stride);
	}
}

/* A contact's gist: its mentions' vectors weighted 1 / sqrt(1 + place), unit length. */
static const int16_t *contact_gist(const struct theme_model *model, struct arena *arena, size_t count,
                                   const int16_t *vectors)
{
	size_t stride = model->frame.stride;
	float *sum = arena_array(arena, stride + 1, sizeof *sum);
	int16_t *gist = arena_array(arena, stride, sizeof *gist);
	for (size_t i = 0; i < count; i++) {
		float weight = (float)(1 / sqrt(1 + (double)i));
		for (size_t k = 0; k < model->frame.dim; k++) {
			sum[k] += weight * (float)vectors[i * stride + k];
		}
	}
	theme_quantise(&model->frame, sum, gist);
	return gist;
}

/* fit: cosine of the contact's gist with the theme's centroid. */
static void contact_fits(struct theme_assigner *assigner, struct arena *arena, size_t count, const int16_t *vectors,
                         struct theme_answer *answers)
{
	const struct theme_model *model = assigner->model;
	size_t stride = model->frame.stride;
	const int16_t *gist = count == 1 ? vectors : contact_gist(model, arena, count, vectors);
	for (size_t i = 0; i < count; i++) {
		struct theme_answer *answer = &answers[i];
		const int16_t *centroid;
		if (answer->theme < 0) {
			continue;
		}
		centroid = model->theme_vectors + (size_t)answer->theme * stride;
		answer->own_fit = theme_dot(vectors + i * stride, centroid, stride) / THEME_DOT_ONE;
		if (count > LONG_CONTACT && answer->own_fit < CLEARLY && answer->pin < 0) {
			answer->runner_up = -1;
			answer->theme = -1;
			answer->sub = -1;
			answer->reason = "no_match";
			continue;
		}
		answer->fit = theme_dot(gist, centroid, stride) / THEME_DOT_ONE;
		answer->fit = answer->fit < 0 ? 0 : answer->fit > 1 ? 1 : answer->fit;
	}
}

/* A short text's language is easily mistaken ("Linq SaveChanges question", "Suche nach dem Buch The Girl Who Was
 * Plugged In"): one whose content words the sample knows is read as the model's, and so is a short one that is half of
 * the model's words. What is short and clearly another's ("la cercanía con la universidad" among English) has a tenth.
 */
static bool words_known(const struct theme_assigner *assigner, const struct theme_words *words, size_t count)
{
	size_t known = 0, content = 0, all = 0, stop = 0;
	for (size_t i = 0; i < count; i++) {
		for (size_t f = 0; f < words[i].feature_count; f++) {
			if (!words[i].features[f].pair) {
				content++;
				known += theme_feature_find(&assigner->model->frame, words[i].features[f].key) >= 0;
			}
		}
		for (size_t t = 0; t < words[i].token_count; t++) {
			stop += !theme_reader_content(assigner->reader, words[i].words[t]);
		}
		all += words[i].token_count;
	}
	return (content >= KNOWN_LEAST && known * 100 >= content * KNOWN_PERCENT) ||
	       (all <= SHORT_WORDS && all > 0 && (known + stop) * 100 >= all * SHORT_PERCENT);
}

/* Why words have no theme; NULL: they may have one. */
static const char *why_none(const struct theme_words *words)
{
	if (words->token_count == 0) {
		return "too_short";
	}
	return words->known ? NULL : "no_match";
}

/* Reads the mentions, and finds those that the sample or a rule knows; reason is set where there can be no theme. */
static void read_contact(struct theme_assigner *assigner, const struct record *record, struct theme_answer *answers)
{
	const struct theme_model *model = assigner->model;
	struct str lang = record->contact.lang;
	size_t count = record->mention_count;
	bool foreign = lang.len > 0 && !str_eq(lang, model->lang);
	struct theme_words *words = arena_array(record->arena, count + 1, sizeof *words);
	uint64_t contact_key;
	theme_reader_trim(assigner->reader);
	for (size_t i = 0; i < count; i++) {
		answers[i] = (struct theme_answer){ .theme = -1, .sub = -1, .runner_up = -1, .member = -1, .pin = -1 };
		theme_read_mention(assigner->reader, record, &record->mentions[i], &words[i]);
	}
	foreign = foreign && !words_known(assigner, words, count);
	for (size_t i = 0; i < count; i++) {
		if (foreign) {
			words[i] = (struct theme_words){ .token_count = 0 };
		}
		answers[i].words = words[i];
		answers[i].reason = foreign ? "language" : why_none(&words[i]);
	}
	contact_key = theme_contact_key(words, count);
	for (size_t i = 0; i < count; i++) {
		if (answers[i].reason == NULL) {
			answers[i].member = theme_model_find(model, theme_mention_key(words[i].text_key, contact_key));
			answers[i].pin = theme_pins_find(assigner->pins, record->arena, record->mentions[i].text,
			                                 words[i].tokens, words[i].token_count);
		}
	}
}

static void answer_contact(struct theme_assigner *assigner, const struct record *record, bool explain,
                           struct theme_answer *answers)
{
	size_t stride = assigner->model->frame.stride, count = record->mention_count;
	int16_t *vectors = arena_array(record->arena, count * stride + 1, sizeof *vectors);
	read_contact(assigner, record, answers);
	contact_vectors(assigner, record->arena, count, answers, vectors);
	for (size_t i = 0; i < count; i++) {
		if (answers[i].reason == NULL) {
			answer_mention(assigner, vectors + i * stride, explain, &answers[i]);
		}
	}
	contact_fits(assigner, record->arena, count, vectors, answers);
}

/* A contact whose mentions are these texts. */
static struct record record_of(struct arena *arena, struct str lang, const struct str *texts, size_t count)
{
	struct record record = { .arena = arena, .contact = { .lang = lang }, .mention_count = count };
	record.mentions = arena_array(arena, count + 1, sizeof *record.mentions);
	for (size_t i = 0; i < count; i++) {
		record.mentions[i].text = texts[i];
	}
	return record;
}

void theme_vectors_contact(struct theme_assigner *assigner, struct arena *arena, struct str lang,
                           const struct str *texts, size_t count, int16_t *vectors)
{
	struct record record = record_of(arena, lang, texts, count);
	struct theme_answer *answers = arena_array(arena, count + 1, sizeof *answers);
	memset(vectors, 0, count * assigner->model->frame.stride * sizeof *vectors);
	read_contact(assigner, &record, answers);
	contact_vectors(assigner, arena, count, answers, vectors);
}

void theme_answer_contact(struct theme_assigner *assigner, struct arena *arena, struct str lang,
                          const struct str *texts, size_t count, struct theme_answer *answers)
{
	struct record record = record_of(arena, lang, texts, count);
	answer_contact(assigner, &record, true, answers);
}

void theme_assign_record(struct theme_assigner *assigner, struct record *record)
{
	const struct theme_model *model = assigner->model;
	struct theme_answer *answers = arena_array(record->arena, record->mention_count + 1, sizeof *answers);
	answer_contact(assigner, record, false, answers);
	for (size_t i = 0; i < record->mention_count; i++) {
		struct mention *mention = &record->mentions[i];
		const struct theme_answer *answer = &answers[i];
		mention->theme = answer->theme >= 0 ? model->themes[answer->theme].id : STR_EMPTY;
		mention->sub = answer->theme >= 0 && answer->sub >= 0 ? model->subs[answer->sub].id : STR_EMPTY;
		mention->runner_up = answer->runner_up >= 0 ? model->themes[answer->runner_up].id : STR_EMPTY;
		mention->fit = answer->fit;
		mention->unassigned = answer->theme >= 0 ? STR_EMPTY : str_from(answer->reason);
	}
}
