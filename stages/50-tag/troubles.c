/* troubles.c - see troubles.h.
 *
 * Patterns: the tagger's one pass found every match of every row. Those that a negation reaches are left out (unless
 * the row says otherwise); the rest compete over the whole mention: the one that says most (elements that are no
 * wildcard), troubles before verdicts without one (vent, churn, request, question, praise), then from left to right,
 * the longer, the earlier row; no two may share a word. A guard wins like others and says nothing.
 *
 * The reader gives every class a probability and, for those it does not rule out, the word that fired it. Both are
 * joined in trouble_probability: a pattern raises what the reader also sees; alone it counts little where there is a
 * reader.
 *
 * Chosen against patterns as a veto or as the last word: on labelled mentions half of those that the reader does not
 * see are wrong, and it misses half of what patterns find (tests/quality/labels.md). */
#include "troubles.h"

#include <stdlib.h>

#include "array.h"
#include "score_scale.h"
#include "trouble_reader.h"

/* Probabilities in thousandths. */
enum {
	READER_LEAST = 50,     /* below, the reader alone says nothing */
	AGREEMENT_LEAST = 120, /* from here on a pattern adds to what the reader says */
	AGREEMENT_MORE = 250,  /* so much */
	MOST = 990,            /* nothing is certain */
	PATTERN_ALONE = 300,   /* the reader of this language does not see it: half of them are wrong */
	PATTERN_UNREAD =
	    600, /* there is no reader: what patterns' precision is for "trouble or not", and a little less */
	PATTERN_OF_A_TRADE = 50 /* true in a corpus of that trade, which one mention cannot know */
};

static const double BAD_MOOD = -1; /* sum of sentiment: a sign that a topic is a trouble */

enum {
	THING_REACH = 8, /* words between the evidence and its thing */
	COMMA_WORDS = 3  /* what punctuation between them counts for */
};

struct troubles {
	struct ontology *ontology;
	struct trouble_reader *reader; /* NULL: none */
	int *classes;                  /* [trouble_reader_count] number in the ontology, or -1 */
};

int troubles_open(struct troubles **out, const char *lexicons, bool with_reader, struct err *err)
{
	struct troubles *troubles = memory_alloc(sizeof *troubles);
	struct arena arena = ARENA_INIT;
	int result = ontology_open(&troubles->ontology, lexicons, err);
	if (result == 0 && with_reader) {
		const char *path = arena_printf(&arena, "%s/reader.bin", lexicons).at;
		result = trouble_reader_open(&troubles->reader, path, lexicons, err);
	}
	arena_release(&arena);
	if (result < 0) {
		troubles_close(troubles);
		return result;
	}
	if (troubles->reader != NULL) {
		size_t n = trouble_reader_count(troubles->reader);
		troubles->classes = memory_array(n, sizeof *troubles->classes);
		for (size_t i = 0; i < n; i++) {
			troubles->classes[i] =
			    ontology_find(troubles->ontology, trouble_reader_class(troubles->reader, i));
		}
	}
	*out = troubles;
	return 0;
}

void troubles_close(struct troubles *troubles)
{
	if (troubles != NULL) {
		ontology_close(troubles->ontology);
		trouble_reader_close(troubles->reader);
		free(troubles->classes);
		free(troubles);
	}
}

const struct ontology *troubles_ontology(const struct troubles *troubles)
{
	return troubles->ontology;
}

struct trouble_reader *troubles_reader(struct troubles *troubles)
{
	return troubles->reader;
}

int troubles_language(struct troubles *troubles, struct str lang, struct err *err)
{
	return troubles->reader == NULL ? TROUBLE_UNREAD : trouble_reader_language(troubles->reader, lang, err);
}

/* The patterns */

const struct trouble_row *trouble_row_of(const struct trouble_source *source, const struct place *place)
{
	return &source->rows->rows[source->lexicon->entries[place->entry].row];
}

static bool shows_trouble(const struct trouble_source *source)
{
	return source->found->denies || source->found->complains || source->found->mood <= BAD_MOOD ||
	       score_is_low(source->contact);
}

static int by_place(const void *left, const void *right)
{
	const struct place *a = left, *b = right;
	return a->start < b->start ? -1 : a->start > b->start;
}

static size_t claims_take(const struct troubles *troubles, const struct trouble_source *source, bool topics,
                          struct frame_claim *claims)
{
	const struct frame_text text = { &source->found->matchable, source->found->negated };
	size_t count = 0;
	for (size_t i = 0; i < source->found->trouble_count; i++) {
		const struct place *place = &source->found->troubles[i];
		const struct trouble_row *row = trouble_row_of(source, place);
		if (!frame_is_denied(&text, place, &row->frame) && (topics || !row->topic)) {
			bool light =
			    row->class != TROUBLE_GUARD && !class_is(troubles->ontology, row->class, CLASS_TROUBLE);
			claims[count++] =
			    (struct frame_claim){ *place, row->frame, (uint32_t)(row - source->rows->rows), light };
		}
	}
	return count;
}

/* Who wins; topics: rows that need another sign of trouble take part. */
static size_t compete(const struct troubles *troubles, struct arena *arena, const struct trouble_source *source,
                      bool topics, struct place *frames)
{
	struct frame_claim *claims = arena_array(arena, source->found->trouble_count, sizeof *claims);
	size_t won = 0, count = claims_take(troubles, source, topics, claims);
	count = frames_compete(arena, source->found->matchable.count, claims, count);
	for (size_t i = 0; i < count; i++) {
		frames[won] = claims[i].place;
		won += trouble_row_of(source, &claims[i].place)->class != TROUBLE_GUARD ? 1 : 0;
	}
	qsort(frames, won, sizeof *frames, by_place);
	return won;
}

static bool have_topics(const struct trouble_source *source)
{
	for (size_t i = 0; i < source->found->trouble_count; i++) {
		if (trouble_row_of(source, &source->found->troubles[i])->topic) {
			return true;
		}
	}
	return false;
}

static bool have_trouble(const struct troubles *troubles, const struct trouble_source *source,
                         const struct place *frames, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		const struct class *class = &troubles->ontology->classes[trouble_row_of(source, &frames[i])->class];
		if ((class->flags & CLASS_TROUBLE) != 0 || class->mode == CLASS_NONE) {
			return true;
		}
	}
	return false;
}

size_t troubles_frames(const struct troubles *troubles, struct arena *arena, const struct trouble_source *source,
                       struct place **frames)
{
	size_t count;
	bool topics;
	*frames = NULL;
	if (source->found->trouble_count == 0) {
		return 0;
	}
	*frames = arena_array(arena, source->found->trouble_count, sizeof **frames);
	topics = !have_topics(source) || shows_trouble(source);
	count = compete(troubles, arena, source, topics, *frames);
	if (!topics && have_trouble(troubles, source, *frames, count)) {
		count = compete(troubles, arena, source, true, *frames);
	}
	return count;
}

/* Together with the reader */

static uint32_t at_most(uint32_t milli, uint32_t most)
{
	return milli < most ? milli : most;
}

uint32_t trouble_probability(const struct trouble_row *row, struct opinion reader)
{
	uint32_t alone = at_most(reader.milli, MOST);
	uint32_t sum = at_most(reader.milli + (reader.milli >= AGREEMENT_LEAST ? AGREEMENT_MORE : 0), MOST);
	if (row == NULL) {
		return alone;
	}
	if (row->trade) {
		return alone > PATTERN_OF_A_TRADE ? alone : PATTERN_OF_A_TRADE;
	}
	if (!reader.read) {
		return PATTERN_UNREAD;
	}
	return sum > PATTERN_ALONE ? sum : PATTERN_ALONE;
}

/* A row of a trade adds nothing to what the reader sees, so that is the reader's alone. */
static struct str by_of(const struct trouble_row *row, struct opinion reader)
{
	bool seen = reader.milli >= READER_LEAST;
	return row == NULL || (row->trade && seen) ? STR("reader") : seen ? STR("both") : STR("pattern");
}

/* Whose word it is, and what it is worth. row: NULL without a pattern. */
static struct trouble judged(const struct trouble_row *row, struct opinion reader)
{
	struct trouble trouble = { .by = by_of(row, reader), .p_milli = trouble_probability(row, reader) };
	trouble.reader_milli = str_eq(trouble.by, STR("reader")) ? trouble.p_milli
	                       : str_eq(trouble.by, STR("both")) ? at_most(reader.milli, trouble.p_milli)
	                                                         : 0;
	return trouble;
}

/* Words between a thing and units [start, end), and what parts them; 0 where they overlap. */
static size_t distance(const struct matchable *matchable, const struct place *thing, uint32_t start, uint32_t end)
{
	uint32_t from = thing->end <= start ? thing->end : end, to = thing->end <= start ? start : thing->start;
	size_t words = 0;
	if (thing->start < end && start < thing->end) {
		return 0;
	}
	for (uint32_t i = from; i <= to; i++) {
		words += matchable->units[i].barrier != BARRIER_NONE ? COMMA_WORDS : 0;
		words += i < to && !matchable->units[i].sign ? 1 : 0;
	}
	return words;
}

/* The nearest listed thing, the earlier one among equals; or empty. */
static struct str thing_near(const struct trouble_source *source, uint32_t start, uint32_t end)
{
	struct str near = STR_EMPTY;
	size_t best = THING_REACH + 1;
	for (size_t i = 0; i < source->found->thing_count; i++) {
		size_t words = distance(&source->found->matchable, &source->found->things[i], start, end);
		if (words < best) {
			best = words;
			near = source->lexicon->entries[source->found->things[i].entry].value;
		}
	}
	return near;
}

/* Every token is a unit and signs stand between them, so the unit's number is not below the token's. */
static uint32_t unit_of(const struct matchable *matchable, const struct token *tokens, size_t number)
{
	const struct token *token = &tokens[number];
	uint32_t at = (uint32_t)number;
	while (at + 1 < matchable->count && (matchable->units[at].sign || matchable->units[at].start != token->start)) {
		at++;
	}
	return at;
}

struct stated {
	const struct ontology *ontology;
	struct trouble *at;
	size_t count;
};

/* The same trouble of the same thing is stated once. */
static void state(struct stated *stated, const struct trouble *trouble)
{
	for (size_t i = 0; i < stated->count; i++) {
		if (str_eq(stated->at[i].class, trouble->class) && str_eq(stated->at[i].thing, trouble->thing)) {
			return;
		}
	}
	stated->at[stated->count++] = *trouble;
}

static void state_frame(struct stated *stated, const struct trouble_source *source, const struct place *frame,
                        const struct opinion *opinions, const struct mention *mention)
{
	const struct trouble_row *row = trouble_row_of(source, frame);
	const struct unit *units = source->found->matchable.units;
	struct trouble trouble = judged(row, opinions[row->class]);
	trouble.class = stated->ontology->classes[row->class].name;
	trouble.thing = thing_near(source, frame->start, frame->end);
	trouble.span = (struct span){ mention->span.start + units[frame->start].start,
		                      mention->span.start + units[frame->end - 1].end };
	state(stated, &trouble);
}

static void state_reading(struct stated *stated, const struct trouble_source *source, int class, size_t token,
                          struct opinion reader, const struct mention *mention)
{
	struct trouble trouble = judged(NULL, reader);
	trouble.class = stated->ontology->classes[class].name;
	trouble.span = mention->span;
	if (token < source->tokens->count) {
		const struct token *word = &source->tokens->at[token];
		uint32_t unit = unit_of(&source->found->matchable, source->tokens->at, token);
		trouble.span = (struct span){ mention->span.start + word->start, mention->span.start + word->end };
		trouble.thing = thing_near(source, unit, unit + 1);
	}
	state(stated, &trouble);
}

/* opinions[CLASSES_MAX] by number in the ontology. Where there is no word the reader says nothing: it would say what is
 * usual. */
static void opinions_ask(struct troubles *troubles, const struct trouble_source *source, struct opinion *opinions)
{
	struct trouble_reading reading;
	if (source->reader_language == TROUBLE_UNREAD) {
		return;
	}
	trouble_reader_read(troubles->reader, source->reader_language, source->tokens->at, source->tokens->count,
	                    &reading);
	for (size_t c = 0; c < trouble_reader_count(troubles->reader); c++) {
		if (troubles->classes[c] >= 0) {
			uint32_t p = source->tokens->count > 0 ? reading.p[c] : 0;
			opinions[troubles->classes[c]] = (struct opinion){ true, trouble_milli(p) };
		}
	}
}

static int by_probability(const void *left, const void *right)
{
	const struct trouble *a = left, *b = right;
	int order = a->p_milli > b->p_milli ? -1 : a->p_milli < b->p_milli;
	order = order != 0 ? order : str_cmp(a->class, b->class);
	return order != 0 ? order : a->span.start < b->span.start ? -1 : a->span.start > b->span.start;
}

void troubles_find(struct troubles *troubles, struct arena *arena, const struct trouble_source *source,
                   struct mention *mention)
{
	struct opinion opinions[CLASSES_MAX] = { 0 };
	bool framed[CLASSES_MAX] = { false };
	struct place *frames;
	size_t frame_count = troubles_frames(troubles, arena, source, &frames), read_count = 0;
	struct stated stated = { .ontology = troubles->ontology };
	opinions_ask(troubles, source, opinions);
	for (size_t c = 0; c < troubles->ontology->count; c++) {
		read_count += opinions[c].milli >= READER_LEAST ? 1 : 0;
	}
	stated.at = arena_array(arena, frame_count + read_count + 1, sizeof *stated.at);
	for (size_t i = 0; i < frame_count; i++) {
		state_frame(&stated, source, &frames[i], opinions, mention);
		framed[trouble_row_of(source, &frames[i])->class] = true;
	}
	for (size_t c = 0; source->reader_language != TROUBLE_UNREAD && c < trouble_reader_count(troubles->reader);
	     c++) {
		int class = troubles->classes[c];
		if (class >= 0 && !framed[class] && opinions[class].milli >= READER_LEAST) {
			state_reading(&stated, source, class, trouble_reader_evidence(troubles->reader, c),
			              opinions[class], mention);
		}
	}
	qsort(stated.at, stated.count, sizeof *stated.at, by_probability);
	mention->troubles = stated.at;
	mention->trouble_count = stated.count;
}
