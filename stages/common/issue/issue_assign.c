/* issue_assign.c - see issue_assign.h. Probabilities are whole thousandths, so that a mention read from a pipe and one
 * in memory are the same; scores of things are sums of theme_log, which has the same bits everywhere.
 *
 * The thresholds were set by reading members of development inputs (tests/quality/issues.md). */
#include "issue_assign.h"

#include <stdlib.h>

#include "language_table.h"
#include "score_scale.h"
#include "theme_vector.h"

enum {
	/* thousandths of probability */
	ACCEPT = 290, /* a class that is so likely is stated */
	STRICT = 450, /* a class whose words are also those of topics is stated from here on */
	SURE = 550,   /* a class that is so likely is stated in a mention of good mood too, or one that praises */
	LEAST = 220,  /* the likeliest class, where all troubles together decide: */
	MASS = 600,   /* so likely all together, and the first LEAD times the second */
	BACKED = 300, /* all troubles together, where a pattern says the likeliest */
	KIN = 400,    /* or so likely with its neighbours */
	SECOND = 400, /* a second class of the same mention */
	SECOND_READER = 300, /* what the reader alone must give to that second class */
	QUIET = 350,         /* request, question, praise, vent, churn: the likeliest, where no trouble is stated */
	UNPLACED = 500,      /* all troubles together: a problem, though no class can be named */

	CHEER_MILLI = 1500, /* mood from which a mention without a negation is a good one */
	NEAR_WORDS = 8,     /* words between a trouble and its thing */
	COMMA_WORDS = 3,    /* words that a comma or its like counts for between them */
	LONG_CONTACT = 12,  /* mentions of a contact; more tell a story */
	KEEP_PERCENT = 50   /* of the weight of a story's main issue: others with so much count too */
};
static const double LEAD = 1.6;
static const double SUBJECT_COST = 1.5;  /* of a thing that is said everywhere, in units of ln(contacts) */
static const double WORD_COST = 1.0 / 3; /* of a word between */
static const double LIFT_SHARE = 0.5;

struct issue_assigner {
	const struct issue_model *model;
	const char *lexicons;
	struct tokenizer *tokenizer;
	struct thing *own; /* [own_count] things of the corpus */
	struct str *own_words;
	size_t own_count;
	struct language_table lists; /* struct issue_lists, by language */
	struct arena arena;
};

struct issue_lists { /* of one language */
	struct thing_list *things;
	struct said_list *said;
};

static void lists_close(void *made)
{
	struct issue_lists *lists = made;
	if (lists != NULL) {
		things_close(lists->things);
		said_close(lists->said);
		free(lists);
	}
}

/* The corpus' own things are words of the model's language and are sought in no other. */
static int lists_open(void *context, struct str lang, void **made, struct err *err)
{
	struct issue_assigner *assigner = context;
	struct issue_lists *lists = memory_alloc(sizeof *lists);
	int result = things_open(&lists->things, assigner->lexicons, lang, assigner->own, assigner->own_words,
	                         str_eq(lang, assigner->model->lang) ? assigner->own_count : 0, err);
	result =
	    result == 0 ? said_open(&lists->said, assigner->lexicons, lang, assigner->model->ontology, err) : result;
	if (result < 0) {
		lists_close(lists);
		lists = NULL;
	}
	*made = lists;
	return result;
}

int issue_assigner_open(struct issue_assigner **out, const struct issue_model *model, const char *lexicons,
                        struct err *err)
{
	struct issue_assigner *assigner = memory_alloc(sizeof *assigner);
	int result = tokenizer_open(&assigner->tokenizer, err);
	assigner->model = model;
	assigner->lexicons = lexicons;
	assigner->lists = (struct language_table){ .open = lists_open, .close = lists_close, .context = assigner };
	assigner->own = arena_array(&assigner->arena, model->thing_count + 1, sizeof *assigner->own);
	assigner->own_words = arena_array(&assigner->arena, model->thing_count + 1, sizeof *assigner->own_words);
	for (size_t i = 0; i < model->thing_count; i++) {
		const struct issue_thing *thing = &model->things[i];
		if ((thing->roles & THING_OWN) != 0) {
			assigner->own[assigner->own_count] = (struct thing){ thing->id, thing->name, false };
			assigner->own_words[assigner->own_count++] = thing->words;
		}
	}
	if (result < 0) {
		issue_assigner_close(assigner);
		return result;
	}
	*out = assigner;
	return 0;
}

void issue_assigner_close(struct issue_assigner *assigner)
{
	if (assigner != NULL) {
		language_table_release(&assigner->lists);
		tokenizer_close(assigner->tokenizer);
		arena_release(&assigner->arena);
		free(assigner);
	}
}

static int lists_of(struct issue_assigner *assigner, struct str lang, struct issue_lists *out, struct err *err)
{
	void *made = NULL;
	int result = language_table_get(&assigner->lists, lang, &made, err);
	*out = made != NULL ? *(struct issue_lists *)made : (struct issue_lists){ NULL, NULL };
	return result;
}

int issue_things(struct issue_assigner *assigner, struct str lang, struct thing_list **out, struct err *err)
{
	struct issue_lists lists;
	int result = lists_of(assigner, lang, &lists, err);
	*out = lists.things;
	return result;
}

int issue_said_list(struct issue_assigner *assigner, struct str lang, const struct said_list **out, struct err *err)
{
	struct issue_lists lists;
	int result = lists_of(assigner, lang, &lists, err);
	*out = lists.said;
	return result;
}

/* ---- 1: what is stated ---- */

/* Of a class that is stated of two things, the reader has said its part once. */
static bool weighed_before(const struct issue_weighed *weighed, size_t count, int class)
{
	for (size_t i = 0; i < count; i++) {
		if (weighed[i].class == class) {
			return true;
		}
	}
	return false;
}

size_t issue_weigh(const struct issue_model *model, const struct mention *mention, struct issue_weighed *out)
{
	uint64_t listed = 0, moved = 0, whole;
	size_t n = 0;
	for (size_t i = 0; i < mention->trouble_count && n < MENTION_TROUBLES; i++) {
		const struct trouble *trouble = &mention->troubles[i];
		int class = ontology_find(model->ontology, trouble->class);
		if (class >= 0) {
			struct issue_weighed w = { .class = class,
				                   .p_milli = trouble->p_milli - trouble->reader_milli,
				                   .reader_milli = trouble->reader_milli,
				                   .span = trouble->span,
				                   .pattern = !str_eq(trouble->by, STR("reader")),
				                   .again = weighed_before(out, n, class),
				                   .trouble = (uint32_t)i };
			listed += w.again ? 0 : w.reader_milli;
			moved += w.again ? 0 : (uint64_t)w.reader_milli * model->factor_milli[class] / 1000;
			out[n++] = w;
		}
	}
	whole = moved + (listed < 1000 ? 1000 - listed : 0);
	for (size_t i = 0; i < n; i++) {
		uint64_t p = (uint64_t)out[i].reader_milli * model->factor_milli[out[i].class] / 1000;
		out[i].reader_milli = (uint32_t)(whole > 0 ? p * 1000 / whole : 0);
		out[i].p_milli += out[i].reader_milli;
		out[i].p_milli = out[i].p_milli < 1000 ? out[i].p_milli : 1000;
		out[i].p_milli = model->factor_milli[out[i].class] > 0 ? out[i].p_milli : 0;
	}
	return n;
}

static int64_t mood_milli(const struct mention *mention)
{
	int64_t mood = 0;
	for (size_t i = 0; i < mention->signal_count; i++) {
		if (str_eq(mention->signals[i].family, STR("sentiment"))) {
			mood += (int64_t)(mention->signals[i].weight * 1000);
		}
	}
	return mood;
}

static bool any_word(const struct issue_words *words, unsigned classes)
{
	for (size_t i = 0; i < words->count; i++) {
		if ((words->words[i].classes & classes) != 0) {
			return true;
		}
	}
	return false;
}

/* The words of a mention are looked at where a class may be stated: most mentions state none. */
struct reading {
	struct issue_assigner *assigner;
	struct issue_lists lists;
	struct arena *arena;
	const struct record *record;
	struct mention *mention;
	struct issue_mention *to;
};

static const struct issue_words *words_needed(const struct reading *reading)
{
	struct issue_words *words = &reading->to->words;
	if (words->words == NULL) {
		struct token *tokens;
		size_t n = mention_tokens(reading->assigner->tokenizer, reading->record, reading->mention, &tokens);
		things_read(reading->lists.things, reading->arena, reading->mention->text, tokens, n, words);
	}
	return words;
}

/* What decides over one mention. */
struct decision {
	const struct reading *reading;
	const struct issue_model *model;
	const struct issue_weighed *all;
	size_t count;
	uint32_t mass, praise;              /* of all troubles; of praise */
	const struct issue_weighed *best;   /* of the troubles, or NULL */
	const struct issue_weighed *second; /* perhaps of the same class and another thing */
	uint32_t rival;                     /* the likeliest trouble of another class than the best */
	enum issue_doubt barred;            /* whatever is read: DOUBT_SCORE, DOUBT_SHORT; else DOUBT_NONE */
};

static void decision_make(struct decision *decision)
{
	const struct ontology *ontology = decision->model->ontology;
	for (size_t i = 0; i < decision->count; i++) {
		const struct issue_weighed *w = &decision->all[i];
		if (!class_is(ontology, w->class, CLASS_TROUBLE)) {
			decision->praise =
			    str_eq(ontology->classes[w->class].name, STR("praise")) ? w->p_milli : decision->praise;
			continue;
		}
		decision->mass += w->again ? 0 : w->reader_milli;
		if (decision->best == NULL || w->p_milli > decision->best->p_milli) {
			decision->second = decision->best;
			decision->best = w;
		} else if (decision->second == NULL || w->p_milli > decision->second->p_milli) {
			decision->second = w;
		}
	}
}

static uint32_t rival_of(const struct decision *decision)
{
	uint32_t rival = 0;
	for (size_t i = 0; decision->best != NULL && i < decision->count; i++) {
		const struct issue_weighed *w = &decision->all[i];
		bool other =
		    w->class != decision->best->class && class_is(decision->model->ontology, w->class, CLASS_TROUBLE);
		rival = other && w->p_milli > rival ? w->p_milli : rival;
	}
	return rival;
}

/* The likeliest trouble with its neighbours: "broken" and "crash" share what a mention says. */
static uint32_t with_kin(const struct decision *decision)
{
	uint32_t sum = decision->best->p_milli;
	for (size_t i = 0; i < decision->count; i++) {
		const struct issue_weighed *w = &decision->all[i];
		if (!w->again && w->class != decision->best->class &&
		    ontology_kin(decision->model->ontology, decision->best->class, w->class)) {
			sum += w->p_milli;
		}
	}
	return sum;
}

static bool likely_enough(const struct decision *decision)
{
	const struct issue_weighed *best = decision->best;
	bool backed = best->pattern && best->p_milli >= LEAST && decision->mass >= BACKED;
	if (class_is(decision->model->ontology, best->class, CLASS_TOPIC)) {
		return best->p_milli >= STRICT || backed; /* money is spoken of without a complaint of the price */
	}
	return best->p_milli >= ACCEPT || backed ||
	       (best->p_milli >= LEAST &&
	        ((decision->mass >= MASS && best->p_milli >= LEAD * decision->rival) || with_kin(decision) >= KIN));
}

/* Of good mood, without a negation. */
static bool is_cheerful(const struct decision *decision)
{
	return mood_milli(decision->reading->mention) >= CHEER_MILLI &&
	       !any_word(words_needed(decision->reading), WORD_NEGATION);
}

/* Why no trouble is stated; DOUBT_NONE: one is. */
static enum issue_doubt doubt_of(const struct decision *decision)
{
	const struct issue_weighed *best = decision->best;
	if (best == NULL || decision->barred != DOUBT_NONE) {
		return best == NULL ? DOUBT_NOTHING : decision->barred;
	}
	if (!likely_enough(decision)) {
		return DOUBT_UNSURE;
	}
	return best->p_milli < SURE && (decision->praise * 2 > best->p_milli || is_cheerful(decision)) ? DOUBT_GOOD
	                                                                                               : DOUBT_NONE;
}

/* The words of an evidence, [from, to). */
static void words_of(const struct issue_words *words, const struct mention *mention, struct span span,
                     struct stated *out)
{
	uint32_t start = span.start - mention->span.start, end = span.end - mention->span.start;
	out->from = 0;
	while (out->from + 1 < words->count && words->words[out->from].end <= start) {
		out->from++;
	}
	out->to = out->from + 1;
	while (out->to < words->count && words->words[out->to].start < end) {
		out->to++;
	}
}

static void state(const struct reading *reading, const struct issue_weighed *w)
{
	struct stated *stated = &reading->to->stated[reading->to->stated_count++];
	*stated = (struct stated){ .class = w->class, .p_milli = w->p_milli, .pattern = w->pattern };
	words_of(words_needed(reading), reading->mention, w->span, stated);
	stated->way =
	    said_way(reading->lists.said, w->class, &reading->to->words, stated->from, stated->to, NEAR_WORDS);
}

/* "It does not answer" of a speaker is no matter of the support desk. */
static bool another_sense(const struct decision *decision, int class)
{
	return decision->model->product && class_is(decision->model->ontology, class, CLASS_ANSWERS) &&
	       !any_word(words_needed(decision->reading), WORD_CHANNEL);
}

static void decide_trouble(const struct decision *decision)
{
	const struct issue_weighed *second = decision->second;
	struct issue_mention *to = decision->reading->to;
	if (!another_sense(decision, decision->best->class)) {
		state(decision->reading, decision->best);
	} else {
		to->doubt = DOUBT_SENSE;
	}
	if (second != NULL && second->p_milli >= SECOND && second->reader_milli >= SECOND_READER &&
	    !another_sense(decision, second->class)) {
		state(decision->reading, second);
	}
	to->states = STR("problem");
}

/* Request, question, praise, vent, churn: the likeliest. */
static void decide_quiet(const struct decision *decision)
{
	const struct ontology *ontology = decision->model->ontology;
	const struct issue_weighed *best = NULL;
	for (size_t i = 0; i < decision->count; i++) {
		const struct issue_weighed *w = &decision->all[i];
		if (!class_is(ontology, w->class, CLASS_TROUBLE) && w->p_milli >= QUIET &&
		    (best == NULL || w->p_milli > best->p_milli)) {
			best = w;
		}
	}
	if (best != NULL) {
		decision->reading->to->states = ontology->classes[best->class].name;
		if (ontology->classes[best->class].mode == CLASS_THING) {
			state(decision->reading, best);
		}
	} else if (decision->mass >= UNPLACED && decision->barred == DOUBT_NONE) {
		decision->reading->to->states = STR("problem");
	}
}

/* What bars any trouble, whatever is likely. */
static enum issue_doubt barred(const struct decision *decision)
{
	if (score_is_high(&decision->reading->record->contact)) {
		return DOUBT_SCORE;
	}
	return (decision->mass >= LEAST || (decision->best != NULL && decision->best->p_milli >= LEAST)) &&
	               words_needed(decision->reading)->count < 2
	           ? DOUBT_SHORT
	           : DOUBT_NONE;
}

static void decide(const struct reading *reading)
{
	struct issue_weighed all[MENTION_TROUBLES];
	struct decision decision = { .reading = reading, .model = reading->assigner->model, .all = all };
	struct issue_mention *to = reading->to;
	decision.count = issue_weigh(decision.model, reading->mention, all);
	decision_make(&decision);
	decision.rival = rival_of(&decision);
	to->trouble_milli = decision.mass;
	decision.barred = barred(&decision);
	to->doubt = doubt_of(&decision);
	if (to->doubt == DOUBT_NONE) {
		decide_trouble(&decision);
	} else {
		decide_quiet(&decision);
	}
}

/* ---- 2: the thing ---- */

static uint32_t distance(const struct issue_words *words, const struct thing_place *place, const struct stated *stated)
{
	bool before = place->end <= stated->from;
	uint32_t from = before ? place->end : stated->to, to = before ? stated->from : place->start, cost;
	if (!before && place->start < stated->to) {
		return 0;
	}
	cost = to - from;
	for (uint32_t i = from; i <= to && i < words->count; i++) {
		cost += words->words[i].parted ? COMMA_WORDS : 0;
	}
	return cost;
}

static void near_find(const struct thing_list *things, struct issue_mention *to, size_t which)
{
	const struct stated *stated = &to->stated[which];
	for (size_t i = 0; i < to->words.thing_count; i++) {
		const struct thing_place *place = &to->words.things[i];
		uint32_t d = distance(&to->words, place, stated);
		size_t n = to->near_count[which], at = 0;
		bool inside = place->start >= stated->from && place->end <= stated->to;
		if (d > NEAR_WORDS || (stated->pattern && inside && place->end - place->start == 1 &&
		                       !things_at(things, place->thing)->listed)) {
			continue; /* "lost" and "delay" are words of the trouble there, no things */
		}
		while (at < n &&
		       !str_eq(things_at(things, to->near[which][at].thing)->id, things_at(things, place->thing)->id)) {
			at++;
		}
		if (at < n) {
			to->near[which][at].distance =
			    d < to->near[which][at].distance ? d : to->near[which][at].distance;
		} else if (n < NEAR_MOST) {
			to->near[which][to->near_count[which]++] = (struct thing_near){ place->thing, d };
		}
	}
}

bool issue_thing_score(const struct issue_model *model, const struct thing *thing, const struct stated *stated,
                       uint32_t distance, double *score)
{
	const struct issue_thing *known = issue_model_thing_find(model, thing->id);
	int64_t pair = issue_model_pair_find(model, stated->class, thing->id);
	double together = pair >= 0 ? (double)model->pairs[pair].contacts : 0;
	double expected = model->stated > 0 ? (known != NULL ? (double)known->contacts : 0) *
	                                          (double)model->class_contacts[stated->class] / (double)model->stated
	                                    : 0;
	*score = theme_log(1 + together) + LIFT_SHARE * theme_log((together + .5) / (expected + 1)) -
	         WORD_COST * distance - (known != NULL && (known->roles & THING_SUBJECT) != 0 ? SUBJECT_COST : 0);
	return known == NULL || (known->roles & THING_BRAND) == 0;
}

const struct thing *issue_choose(const struct issue_model *model, const struct thing_list *things,
                                 const struct stated *stated, const struct thing_near *near, size_t count)
{
	const struct thing *best = NULL;
	double top = 0, score;
	for (size_t i = 0; i < count; i++) {
		const struct thing *thing = things_at(things, near[i].thing);
		if (issue_thing_score(model, thing, stated, near[i].distance, &score) &&
		    (best == NULL || score > top || (score == top && str_cmp(thing->id, best->id) < 0))) {
			best = thing;
			top = score;
		}
	}
	return best;
}

/* ---- 3 and 4 ---- */

static int32_t issue_of_pair(const struct issue_model *model, int class, struct str thing)
{
	int64_t pair = issue_model_pair_find(model, class, thing);
	if (pair < 0 || model->pairs[pair].issue < 0) {
		pair = issue_model_pair_find(model, class, THING_OTHER);
	}
	return pair >= 0 ? model->pairs[pair].issue : -1;
}

/* The issue of the way in which it is stated, where there is one; else that of the class. */
static int32_t issue_of(const struct issue_model *model, const struct stated *stated, const struct thing *thing)
{
	struct str id = thing != NULL ? thing->id : THING_NONE;
	int class = stated->class;
	int32_t issue = -1;
	ontology_home(model->ontology, &class, &id);
	if (class == stated->class && stated->way != class) {
		issue = issue_of_pair(model, stated->way, id);
	}
	return issue >= 0 ? issue : issue_of_pair(model, class, id);
}

int issue_read(struct issue_assigner *assigner, struct arena *arena, const struct record *record,
               struct issue_mention *mentions, struct err *err)
{
	struct issue_lists lists;
	int result = lists_of(assigner, record->contact.lang, &lists, err);
	for (size_t i = 0; result == 0 && i < record->mention_count; i++) {
		struct issue_mention *to = &mentions[i];
		const struct reading reading = { assigner, lists, arena, record, &record->mentions[i], to };
		*to = (struct issue_mention){ .stated_count = 0 };
		decide(&reading);
		for (size_t k = 0; k < to->stated_count; k++) {
			to->issue[k] = -1;
			near_find(lists.things, to, k);
		}
	}
	return result;
}

/* A long contact keeps the issues that weigh at least KEEP_PERCENT of its main one. */
static void narrative(const struct issue_model *model, struct arena *arena, struct issue_mention *mentions,
                      size_t count)
{
	uint64_t *weight = arena_array(arena, model->issue_count + 1, sizeof *weight), most = 0;
	for (size_t i = 0; i < count; i++) {
		for (size_t k = 0; k < mentions[i].stated_count; k++) {
			if (mentions[i].issue[k] >= 0) {
				uint64_t *w = &weight[mentions[i].issue[k]];
				*w += mentions[i].stated[k].p_milli;
				most = *w > most ? *w : most;
			}
		}
	}
	for (size_t i = 0; i < count; i++) {
		for (size_t k = 0; k < mentions[i].stated_count; k++) {
			if (mentions[i].issue[k] >= 0 && weight[mentions[i].issue[k]] * 100 < most * KEEP_PERCENT) {
				mentions[i].issue[k] = -1;
				mentions[i].set_aside[k] = true;
			}
		}
	}
}

static bool states_any(const struct issue_mention *mentions, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (mentions[i].stated_count > 0) {
			return true;
		}
	}
	return false;
}

void issue_place_things(const struct issue_model *model, struct arena *arena, struct issue_mention *mentions,
                        size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct issue_mention *m = &mentions[i];
		for (size_t k = 0; k < m->stated_count; k++) {
			m->issue[k] = issue_of(model, &m->stated[k], m->thing[k]);
		}
	}
	if (count > LONG_CONTACT && states_any(mentions, count)) {
		narrative(model, arena, mentions, count);
	}
}

int issue_place(struct issue_assigner *assigner, struct arena *arena, const struct record *record,
                struct issue_mention *mentions, struct err *err)
{
	const struct issue_model *model = assigner->model;
	struct thing_list *things = NULL;
	int result = 0;
	if (!states_any(mentions, record->mention_count)) {
		return 0;
	}
	result = issue_things(assigner, record->contact.lang, &things, err);
	for (size_t i = 0; result == 0 && i < record->mention_count; i++) {
		struct issue_mention *m = &mentions[i];
		for (size_t k = 0; k < m->stated_count; k++) {
			m->thing[k] = issue_choose(model, things, &m->stated[k], m->near[k], m->near_count[k]);
		}
	}
	if (result == 0) {
		issue_place_things(model, arena, mentions, record->mention_count);
	}
	return result;
}

int32_t issue_first(const struct issue_mention *mention)
{
	for (size_t k = 0; k < mention->stated_count; k++) {
		if (mention->issue[k] >= 0) {
			return mention->issue[k];
		}
	}
	return -1;
}

int issue_assign_record(struct issue_assigner *assigner, struct record *record, struct err *err)
{
	const struct issue_model *model = assigner->model;
	struct issue_mention *mentions = arena_array(record->arena, record->mention_count + 1, sizeof *mentions);
	int result = issue_read(assigner, record->arena, record, mentions, err);
	result = result == 0 ? issue_place(assigner, record->arena, record, mentions, err) : result;
	if (result < 0) {
		return result;
	}
	for (size_t i = 0; i < record->mention_count; i++) {
		struct mention *mention = &record->mentions[i];
		mention->states = mentions[i].states;
		int32_t issue = issue_first(&mentions[i]);
		mention->issue = issue >= 0 ? model->issues[issue].id : STR_EMPTY;
	}
	return 0;
}
