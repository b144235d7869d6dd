/* signals.c - the tagger's method, after VADER (Hutto & Gilbert 2014) for sentiment: a weighted lexicon, negations that
 * reach a few words, intensifiers, contrast
 * ("but" weakens what stands before it); extended by phrases with wildcards and by six more families that use the same
 * negations.
 *
 * 1. All patterns at all units. In each family the longest match wins, from left to right, and matches do not overlap;
 * equal ones with other values stay. Risks are frames, as troubles are (frame.h): they compete over the whole mention.
 * 2. A match that begins within reach of an odd number of negations is negated: sentiment turns round and weakens, any
 * other signal is dropped ("no lawsuit"). A negation inside a match does not count, so "not bad" and "never works" can
 * be entries of their own. Punctuation ends its reach.
 * 3. kind is one per mention: the kind whose matches weigh most, with sentiment as evidence for complaint and praise;
 * "other" when there is none. Where there is a reader it has the last word (kinds.h). Constants below were set by hand with the airline tweets in view; no row was changed for
 * the other sets of tests/quality/tags.md. */
#include "signals.h"

#include <math.h>
#include <stdlib.h>

#include "array.h"

enum {
	HITS = 96, /* patterns kept at one unit; the longest */
	FIRST_MATCHES = 16
};

static const double NEGATED = -0.6;        /* "not great" is bad, but less than "terrible" */
static const double SHOUTED = 1.2;         /* a word in capitals among others that are not */
static const double BEFORE_CONTRAST = 0.6; /* "good food but …" */
static const double AFTER_CONTRAST = 1.2;
static const double KIND_SENTIMENT = 0.3; /* share of the summed sentiment that counts for complaint or praise */
static const double KIND_LEAST = 0.5;     /* under this nothing is said: other */

static const char *const KINDS[] = {
	"defect", "complaint", "request", "how_to", "praise", "other"
}; /* among equals the first */
enum { DEFECT = 0, COMPLAINT = 1, PRAISE = 4, OTHER = 5, KIND_COUNT = 6 };

struct match {
	uint32_t entry;
	uint32_t start, end; /* units [start, end) */
	double weight;       /* signed and scaled for sentiment */
};
struct work {
	const struct signal_lexicon *lexicon;
	struct str text;
	struct matchable matchable;
	struct match *matches;
	size_t count, cap;
	struct arena *arena;
	struct signals_found *found;
	uint32_t *negated; /* found->negated */
	double *factor;    /* [units + 1] of the intensifier that ends before unit i, 0: none */
	uint32_t *factor_start;
	size_t contrast; /* unit where the last contrast begins, SIZE_MAX: none */
};

static void match_add(struct work *work, uint32_t entry, size_t start, size_t end)
{
	work->matches =
	    array_room_arena(work->arena, work->matches, work->count, &work->cap, sizeof *work->matches, FIRST_MATCHES);
	work->matches[work->count++] =
	    (struct match){ entry, (uint32_t)start, (uint32_t)end, work->lexicon->entries[entry].weight };
}

/* From behind its first word on: "not very good" is "not very" and reaches "very good" too. */
static void negation_reaches(struct work *work, size_t start, size_t end, double reach)
{
	for (size_t i = start + 1; i < work->matchable.count && (i < end || (double)(i - end) < reach) &&
	                           work->matchable.units[i].barrier == BARRIER_NONE;
	     i++) {
		work->negated[i] += work->matchable.units[i].sign ? 0 : 1;
	}
}

static void modifier_take(struct work *work, const struct entry *entry, size_t start, size_t end)
{
	if (entry->family == INTENSIFIER) {
		work->factor[end] = entry->weight;
		work->factor_start[end] = (uint32_t)start;
	} else if (entry->weight >= 0) {
		if (entry->weight > 0) {
			work->found->denies = true;
			negation_reaches(work, start, end, entry->weight);
		}
	} else {
		work->contrast = start;
		for (size_t i = end; i < work->matchable.count && work->negated[i] > 0; i++) {
			work->negated[i] = 0; /* "not cheap but good" */
		}
	}
}

static bool is_frame(enum family family)
{
	return family == TROUBLE || family == RISK;
}

/* Troubles and risks compete over the whole mention, so all of them are kept; of things the longest. */
static void found_add(struct work *work, uint32_t entry, size_t start, size_t end)
{
	struct signals_found *found = work->found;
	struct place place = { entry, (uint32_t)start, (uint32_t)end };
	if (work->lexicon->entries[entry].family == TROUBLE) {
		found->troubles = array_room_arena(work->arena, found->troubles, found->trouble_count,
		                                   &found->trouble_cap, sizeof place, FIRST_MATCHES);
		found->troubles[found->trouble_count++] = place;
	} else if (work->lexicon->entries[entry].family == RISK) {
		found->risks = array_room_arena(work->arena, found->risks, found->risk_count, &found->risk_cap,
		                                sizeof place, FIRST_MATCHES);
		found->risks[found->risk_count++] = place;
	} else {
		found->things = array_room_arena(work->arena, found->things, found->thing_count, &found->thing_cap,
		                                 sizeof place, FIRST_MATCHES);
		found->things[found->thing_count++] = place;
	}
}

/* A family's shorter matches at a place give way, and so do equal ones where one value alone makes sense: "keine" in
 * two rows is one negation, not two that undo each other. */
static bool gives_way(enum family family, size_t taken, size_t length)
{
	return taken != 0 && (taken != length || family == SENTIMENT || family == NEGATION || family == THING);
}

static void hit_take(struct work *work, uint32_t number, size_t start, size_t end)
{
	const struct entry *entry = &work->lexicon->entries[number];
	if (work->lexicon->taken != NULL && entry->family != RISK) {
		work->lexicon->taken[number]++;
	}
	if (entry->family >= LISTS || entry->family == RISK) {
		found_add(work, number, start, end);
	} else if (entry->family >= FAMILIES) {
		modifier_take(work, entry, start, end);
	} else {
		match_add(work, number, start, end);
	}
}

/* Matches of every family, left to right, longest first. */
static void matches_find(struct work *work)
{
	size_t free_from[ALL_LISTS] = { 0 };
	for (size_t at = 0; at < work->matchable.count; at++) {
		struct pattern_hit hits[HITS];
		size_t taken[ALL_LISTS] = { 0 },
		       n = patterns_at(work->lexicon->patterns, &work->matchable, at, hits, HITS);
		for (size_t i = 0; i < n; i++) {
			uint32_t number = hits[i].payload & ~PATTERN_STRICT;
			enum family family = work->lexicon->entries[number].family;
			if (!is_frame(family) &&
			    (at < free_from[family] || gives_way(family, taken[family], hits[i].length))) {
				continue;
			}
			taken[family] = hits[i].length;
			hit_take(work, number, at, at + hits[i].length);
		}
		for (size_t family = 0; family < ALL_LISTS; family++) {
			free_from[family] = taken[family] != 0 ? at + taken[family] : free_from[family];
		}
	}
}

/* Risks that no negation undoes and that win their words are matches; guards only take the words. */
static void risks_settle(struct work *work)
{
	const struct signals_found *found = work->found;
	const struct frame_text text = { &work->matchable, work->negated };
	struct frame_claim *claims = arena_array(work->arena, found->risk_count, sizeof *claims);
	size_t count = 0;
	for (size_t i = 0; i < found->risk_count; i++) {
		const struct place *place = &found->risks[i];
		const struct entry *entry = &work->lexicon->entries[place->entry];
		if (!frame_is_denied(&text, place, &entry->frame)) {
			claims[count++] = (struct frame_claim){ *place, entry->frame, place->entry, false };
		}
	}
	count = frames_compete(work->arena, work->matchable.count, claims, count);
	for (size_t i = 0; i < count; i++) {
		const struct place *place = &claims[i].place;
		if (work->lexicon->taken != NULL) {
			work->lexicon->taken[place->entry]++;
		}
		if (!str_eq(work->lexicon->entries[place->entry].value, GUARD)) {
			match_add(work, place->entry, place->start, place->end);
		}
	}
}

static bool shouted(struct str text, size_t start, size_t end)
{
	size_t capitals = 0;
	for (size_t i = start; i < end; i++) {
		if (text.at[i] >= 'a' && text.at[i] <= 'z') {
			return false;
		}
		capitals += text.at[i] >= 'A' && text.at[i] <= 'Z';
	}
	return capitals >= 3;
}

/* What stands around a word of feeling makes it weigh more or less. */
static void feeling_weigh(const struct work *work, struct match *match, bool all_shouted, bool negated)
{
	const struct unit *units = work->matchable.units;
	for (size_t at = match->start; work->factor[at] > 0; at = work->factor_start[at]) {
		match->weight *= work->factor[at];
	}
	if (!all_shouted && shouted(work->text, units[match->start].start, units[match->end - 1].end)) {
		match->weight *= SHOUTED;
	}
	if (negated) {
		match->weight *= NEGATED;
	}
	if (work->contrast != SIZE_MAX) {
		match->weight *= match->start < work->contrast ? BEFORE_CONTRAST : AFTER_CONTRAST;
	}
}

/* Weights of sentiment by what stands around; other families lose what is negated. */
static void matches_weigh(struct work *work)
{
	bool all_shouted = shouted(work->text, 0, work->text.len);
	size_t kept = 0;
	for (size_t i = 0; i < work->count; i++) {
		struct match match = work->matches[i];
		bool negated = work->negated[match.start] % 2 == 1;
		const struct entry *entry = &work->lexicon->entries[match.entry];
		if (entry->family != SENTIMENT) {
			if ((!negated || entry->family == RISK) && !str_eq(entry->value, GUARD)) {
				work->matches[kept++] = match;
			}
			continue;
		}
		feeling_weigh(work, &match, all_shouted, negated);
		work->matches[kept++] = match;
	}
	work->count = kept;
}

/* Three digits behind the point: what a lexicon's weights and our factors can mean. */
static double rounded(double weight)
{
	return weight < 0 ? -floor(-weight * 1000 + .5) / 1000 : floor(weight * 1000 + .5) / 1000;
}

static struct span span_of(const struct work *work, const struct match *match, uint32_t base)
{
	return (struct span){ base + work->matchable.units[match->start].start,
		              base + work->matchable.units[match->end - 1].end };
}

static size_t kind_number(struct str value)
{
	size_t kind = 0;
	while (kind < OTHER && !str_eq(value, str_from(KINDS[kind]))) {
		kind++;
	}
	return kind;
}

/* What speaks for each kind. */
struct kind_votes {
	double sum[KIND_COUNT], strongest[KIND_COUNT]; /* strongest: of one match, which is then the evidence */
	struct span evidence[KIND_COUNT];
	double sentiment; /* sum of weights, below 0 for a complaint */
};

static void evidence_keep(struct kind_votes *votes, size_t kind, double strength, struct span span)
{
	if (strength > votes->strongest[kind]) {
		votes->strongest[kind] = strength;
		votes->evidence[kind] = span;
	}
}

static void match_vote(const struct work *work, const struct match *match, uint32_t base, struct kind_votes *votes)
{
	const struct entry *entry = &work->lexicon->entries[match->entry];
	struct span span = span_of(work, match, base);
	if (entry->family == SENTIMENT) {
		votes->sentiment += match->weight;
		evidence_keep(votes, match->weight < 0 ? COMPLAINT : PRAISE, KIND_SENTIMENT * fabs(match->weight),
		              span);
	} else if (entry->family == KIND) {
		size_t kind = kind_number(entry->value);
		votes->sum[kind] += match->weight;
		evidence_keep(votes, kind, match->weight, span);
	}
}

static void sentiment_vote(struct kind_votes *votes)
{
	if (votes->sentiment < 0) {
		votes->sum[COMPLAINT] -= KIND_SENTIMENT * votes->sentiment;
	} else {
		votes->sum[PRAISE] += KIND_SENTIMENT * votes->sentiment;
	}
}

/* Of equal kinds the first in KINDS; OTHER when none is strong enough. */
static size_t kind_elect(const double sum[KIND_COUNT])
{
	size_t best = OTHER;
	for (size_t i = OTHER; i-- > 0;) {
		best = sum[i] >= KIND_LEAST && sum[i] >= sum[best] ? i : best;
	}
	return best;
}

/* The one kind of the mention, its strength and its evidence. */
static struct signal kind_decide(const struct work *work, const struct mention *mention)
{
	struct kind_votes votes = { .sentiment = 0 };
	size_t best;
	for (size_t i = 0; i < KIND_COUNT; i++) {
		votes.evidence[i] = mention->span;
	}
	for (size_t i = 0; i < work->count; i++) {
		match_vote(work, &work->matches[i], mention->span.start, &votes);
	}
	sentiment_vote(&votes);
	best = kind_elect(votes.sum);
	if (best == OTHER) {
		return (struct signal){ STR("kind"), str_from(KINDS[OTHER]), 1, mention->span };
	}
	return (struct signal){ STR("kind"), str_from(KINDS[best]), rounded(votes.sum[best]), votes.evidence[best] };
}

static int family_number(struct str name)
{
	int family = 0;
	while (family < FAMILIES && !str_eq(name, str_from(FAMILY_NAMES[family]))) {
		family++;
	}
	return family;
}

static int signal_order(const void *left, const void *right)
{
	const struct signal *a = left, *b = right;
	int order = family_number(a->family) - family_number(b->family);
	if (order == 0 && a->span.start != b->span.start) {
		order = a->span.start < b->span.start ? -1 : 1;
	}
	if (order == 0) {
		order = str_cmp(a->value, b->value);
	}
	return order != 0 ? order : a->span.end < b->span.end ? -1 : a->span.end > b->span.end;
}

static void signals_write(const struct work *work, struct mention *mention, const struct signal *kind)
{
	const struct signal_lexicon *lexicon = work->lexicon;
	mention->signals = arena_array(work->arena, work->count + 1, sizeof *mention->signals);
	mention->signal_count = 0;
	for (size_t i = 0; i < work->count; i++) {
		const struct match *match = &work->matches[i];
		const struct entry *entry = &lexicon->entries[match->entry];
		if (entry->family != KIND) {
			struct str value = entry->family != SENTIMENT ? entry->value
			                   : match->weight > 0        ? STR("positive")
			                                              : STR("negative");
			mention->signals[mention->signal_count++] =
			    (struct signal){ str_from(FAMILY_NAMES[entry->family]), value, rounded(match->weight),
				             span_of(work, match, mention->span.start) };
		}
	}
	mention->signals[mention->signal_count++] = *kind;
	qsort(mention->signals, mention->signal_count, sizeof *mention->signals, signal_order);
}

void signals_find(struct mention *mention, struct arena *arena, const struct signal_lexicon *lexicon,
                  const struct token_list *tokens, struct signals_found *found)
{
	struct work work = {
		.lexicon = lexicon, .text = mention->text, .arena = arena, .contrast = SIZE_MAX, .found = found
	};
	struct signal kind;
	size_t units;
	*found = (struct signals_found){ 0 };
	matchable_make(&work.matchable, lexicon->patterns, lexicon->stemmer, arena, mention->text, tokens->at,
	               tokens->count);
	units = work.matchable.count;
	work.negated = arena_array(arena, units + 1, sizeof *work.negated);
	work.factor = arena_array(arena, units + 1, sizeof *work.factor);
	work.factor_start = arena_array(arena, units + 1, sizeof *work.factor_start);
	matches_find(&work);
	if (found->risk_count > 0) {
		risks_settle(&work);
	}
	matches_weigh(&work);
	kind = kind_decide(&work, mention);
	found->matchable = work.matchable;
	found->negated = work.negated;
	found->complains =
	    str_eq(kind.value, str_from(KINDS[DEFECT])) || str_eq(kind.value, str_from(KINDS[COMPLAINT]));
	for (size_t i = 0; i < work.count; i++) {
		found->mood += lexicon->entries[work.matches[i].entry].family == SENTIMENT ? work.matches[i].weight : 0;
	}
	if (lexicon->says) {
		signals_write(&work, mention, &kind);
	}
}
