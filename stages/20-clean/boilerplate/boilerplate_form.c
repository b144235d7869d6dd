/* boilerplate_form.c - see boilerplate_form.h.
 *
 * What enters: a sample of different texts. Every line of a text of several lines is sighted as a unit, and so is the
 * label at its front ("OS version: …"); sentences are units in long lines. A text of one line is its writer's, but for
 * what a site puts before a bar at its front ("Trip Verified | …"), and for sentences that a good part of all senders
 * share: mails with their footers whose line ends an export took away. Code between fences is not looked at. Two
 * reasons make a unit boilerplate. Share: enough of all senders wrote it. Lines that people share by chance ("it does
 * not work") are short, so short ones and sentences need a larger share, long lines a smaller one. Company: it is a
 * line of a form, however few of all texts hold that form (one product's template among the contacts of a hundred). The
 * lines of a form come together: u is a line of one when FORM_LEAST people wrote it and two other recurring lines near
 * it (within WINDOW of them) are there in most texts that hold u, and u is there in many of the texts that hold them. A
 * common complaint fails the second half: the form's lines stand in many texts without it. Lines that stand together
 * because both are everywhere ("Hello", "Thanks") need the share instead: company must be LIFT times what chance gives.
 * A line or label of a form is a field when what answers it is nearly always a value (boilerplate_value): then its
 * values go with it. A field that people answer in prose ("what happened?") is none, so short answers to it stay.
 * Everything is counted by exact sorts over the sample, so the result does not depend on its order. Memory: a sighting
 * is 32 bytes, TEXT_UNITS of them a text at most, and WINDOW pairs of 8 bytes a recurring line. */
#include "boilerplate_form.h"

#include <stdlib.h>

#include "array.h"
#include "boilerplate_unit.h"

enum {
	TEXT_UNITS = 256, /* units of a text that are looked at: the longest form seen has 120 lines */
	WINDOW = 6,       /* recurring lines behind one that are its neighbours: forms leave lines out */
	COMPANIONS = 2,   /* lines that a form's line comes with, at least */
	FORM_LEAST = 3,   /* senders of a form's line */
	LINE_WORDS = 3,   /* a line of fewer that is no heading is written alike by chance: "Hello", "Bug", "binary" */
	LABEL_WORDS = 2,  /* a label of one word, such as "Edit:", needs company */
	LONG_WORDS = 6,   /* a line of so many is not */
	SIGHTINGS_FIRST = 1024, /* room for so many sightings and pairs at first */
};

/* A unit is boilerplate when one sender in so many wrote it. */
enum {
	LINE_SHARE = 100,    /* lines of LINE_WORDS words and more, and labels */
	SENTENCE_SHARE = 33, /* sentences of long lines */
	ALONE_SHARE = 10,    /* sentences that only texts of one line hold */
	SHORT_SHARE = 50,    /* lines of fewer words */
	LONG_SHARE = 300,    /* lines of LONG_WORDS words and more */
	FRONT_SHARE = 500,   /* what stands before a bar at the front of a text of one line */
	SENDERS_LEAST = 8,   /* fewer people may write alike by chance */
	LONG_LEAST = 5       /* the same for lines of LONG_WORDS words and more */
};

/* A unit is a line of a form, and a form's line a field, by these shares in percent. */
enum {
	WITH_PERCENT = 60,  /* texts with u that hold v as well, for v to be u's companion */
	BACK_PERCENT = 40,  /* texts with v that hold u, likewise */
	LIFT_PERCENT = 150, /* of the texts that would hold both by chance */
	NEAR_PERCENT = 80, /* texts with u that hold a known form's line near it, for u to be a line of several forms */
	OWN_PERCENT = 20,  /* texts with a form's line that have lines of their own, at least */
	OWN_WORDS = 4,     /* a text without a line of so many words of its own is a copy of others, or an empty form */
	OWN_LEAST = 2,     /* texts with lines of their own, at least */
	LABEL_PERCENT = 80, /* a line stands for itself when so many of those who wrote its label wrote all of it */
	FIELD_PERCENT = 80  /* answers to a field that are values */
};

enum sort { SORT_LINE, SORT_LABEL, SORT_SENTENCE };

struct sighting {
	uint64_t sender;
	uint32_t unit, text;
	uint16_t line;       /* in its text */
	uint8_t sort, shape; /* enum sort; enum unit_shape: of the line, or of what stands behind the label */
	bool small, long_enough, alone; /* few words in no heading; OWN_WORDS of them; in a text of one line */
};

/* A unit over the whole sample. */
struct unit {
	uint32_t senders, texts, seen; /* seen: texts where it stands for a line */
	uint32_t own, near;            /* of these, those with a line of their own; with a known form's line near it */
	uint32_t with, with_lift;      /* companions; those that are more than chance */
	uint32_t back;                 /* lines of forms that it comes with */
	uint32_t values, proses;       /* what answers it */
	uint32_t headings, last_text;
	bool sentence, small, label, alone; /* of all its sightings */
	bool form;
};

struct pair {
	uint32_t a, b; /* a < b */
};

struct finder {
	struct intern *units;
	struct sighting *at; /* at[count] */
	size_t count, cap;
	struct unit *unit; /* unit[units->count] */
	struct pair *pairs;
	size_t pair_count, pair_cap;
	size_t text_count;
	struct buf folded;
};

/* The unit in f->folded. */
static void add(struct finder *f, struct sighting sighting)
{
	f->at = array_room(f->at, f->count, &f->cap, sizeof *f->at, SIGHTINGS_FIRST);
	sighting.unit = intern_add(f->units, buf_str(&f->folded));
	f->at[f->count++] = sighting;
}

static void sight_line(struct finder *f, struct sighting s, struct str line)
{
	struct str label, value;
	size_t words;
	boilerplate_fold(&f->folded, line);
	words = str_words(buf_str(&f->folded));
	if (!str_says(buf_str(&f->folded))) {
		return;
	}
	s.sort = SORT_LINE;
	s.shape = (uint8_t)boilerplate_shape(line);
	s.small = s.shape != UNIT_HEADING && words < LINE_WORDS;
	s.long_enough = words >= OWN_WORDS;
	add(f, s);
	if (!boilerplate_label(line, &label, &value)) {
		return;
	}
	boilerplate_fold(&f->folded, label);
	if (f->folded.len == 0) {
		return;
	}
	buf_byte(&f->folded, ':');
	s.sort = SORT_LABEL;
	s.small = str_words(buf_str(&f->folded)) < LABEL_WORDS;
	s.shape = value.len == 0 ? UNIT_HEADING : boilerplate_value(value) ? UNIT_VALUE : UNIT_PROSE;
	add(f, s);
}

static void sight_sentences(struct finder *f, struct sighting s, struct str line)
{
	s.sort = SORT_SENTENCE;
	for (size_t at = 0, end; at < line.len; at = end) {
		end = boilerplate_sentence(line, at);
		boilerplate_fold(&f->folded, str_slice(line, at, end));
		if (str_words(buf_str(&f->folded)) >= SENTENCE_WORDS) {
			add(f, s);
		}
	}
}

/* A text of one line. */
static void sight_alone(struct finder *f, struct sighting s, struct str line)
{
	struct str front, rest;
	s.alone = true;
	if (boilerplate_front(line, &front, &rest)) {
		boilerplate_fold(&f->folded, front);
		if (f->folded.len > 0) {
			buf_byte(&f->folded, ':');
			s.sort = SORT_LABEL;
			s.shape = UNIT_PROSE;
			add(f, s);
		}
		line = rest;
	}
	if (line.len > UNIT_LINE) {
		sight_sentences(f, s, line);
	}
}

static void sight_text(struct finder *f, const struct sampled *from, size_t number)
{
	struct str rest = str_trim((struct str){ from->text, from->len });
	struct sighting s = { .sender = from->sender, .text = (uint32_t)number };
	bool code = false;
	size_t start = f->count;
	if (memchr(rest.at, '\n', rest.len) == NULL) {
		sight_alone(f, s, rest);
		return;
	}
	while (rest.at != NULL && f->count - start < TEXT_UNITS) {
		struct str line = str_trim(str_cut(rest, '\n', &rest));
		if (boilerplate_fence(line)) {
			code = !code && boilerplate_code(rest);
			continue;
		}
		if (code || line.len == 0) {
			continue;
		}
		if (line.len <= UNIT_PARAGRAPH) {
			sight_line(f, s, line);
		}
		if (line.len > UNIT_LINE) {
			sight_sentences(f, s, line);
		}
		s.line++;
	}
}

static int by_unit(const void *left, const void *right)
{
	const struct sighting *a = left, *b = right;
	if (a->unit != b->unit) {
		return a->unit < b->unit ? -1 : 1;
	}
	if (a->sender != b->sender) {
		return a->sender < b->sender ? -1 : 1;
	}
	return a->text != b->text ? (a->text < b->text ? -1 : 1) : a->line < b->line ? -1 : a->line > b->line;
}

static int by_place(const void *left, const void *right)
{
	const struct sighting *a = left, *b = right;
	if (a->text != b->text) {
		return a->text < b->text ? -1 : 1;
	}
	if (a->line != b->line) {
		return a->line < b->line ? -1 : 1;
	}
	return a->sort != b->sort ? (a->sort < b->sort ? -1 : 1) : a->unit < b->unit ? -1 : a->unit > b->unit;
}

static void count_sighting(struct unit *unit, const struct sighting *s)
{
	unit->sentence = unit->sentence && s->sort == SORT_SENTENCE;
	unit->small = unit->small && s->small;
	unit->alone = unit->alone && s->alone;
	if (s->sort == SORT_LABEL) {
		unit->values += s->shape == UNIT_VALUE;
		unit->proses += s->shape == UNIT_PROSE;
	} else {
		unit->headings += s->shape == UNIT_HEADING;
	}
}

static void count_units(struct finder *f)
{
	if (f->count > 0) {
		qsort(f->at, f->count, sizeof *f->at, by_unit);
	}
	for (size_t i = 0, end; i < f->count; i = end) {
		struct unit *unit = &f->unit[f->at[i].unit];
		*unit = (struct unit){ .sentence = true,
			               .small = true,
			               .alone = true,
			               .label = f->at[i].sort == SORT_LABEL,
			               .last_text = UINT32_MAX };
		for (end = i; end < f->count && f->at[end].unit == f->at[i].unit; end++) {
			const struct sighting *s = &f->at[end];
			bool new_sender = end == i || s->sender != s[-1].sender;
			unit->senders += new_sender;
			unit->texts += new_sender || s->text != s[-1].text;
			count_sighting(unit, s);
		}
	}
}

static bool recurs(const struct finder *f, uint32_t unit)
{
	return unit != INTERN_NONE && f->unit[unit].senders >= FORM_LEAST;
}

/* A line of a text, and the recurring unit that stands for it: the line, or its label when that recurs more often;
 * INTERN_NONE when neither recurs. */
struct place {
	uint32_t unit;
	enum unit_shape shape;
	bool own, open; /* few recur that are so long; nothing stands behind a label */
};

/* The places of the text that begins at sighting `start`; *end: where the next text begins. Returns how many. */
static size_t places_of(const struct finder *f, size_t start, size_t *end, struct place *places)
{
	size_t count = 0;
	for (*end = start; *end < f->count && f->at[*end].text == f->at[start].text; ++*end) {
		const struct sighting *s = &f->at[*end];
		if (s->sort == SORT_LINE) {
			bool known = recurs(f, s->unit);
			places[count++] = (struct place){ known ? s->unit : INTERN_NONE, (enum unit_shape)s->shape,
				                          s->long_enough && !known, true };
		} else if (s->sort == SORT_LABEL && !s->alone && recurs(f, s->unit)) {
			struct place *place = &places[count - 1]; /* a label comes behind its line */
			if (place->unit == INTERN_NONE ||
			    f->unit[place->unit].senders * 100 < f->unit[s->unit].senders * LABEL_PERCENT) {
				place->unit = s->unit;
				place->open = s->shape == UNIT_HEADING;
			}
		}
	}
	return count;
}

/* What stands behind a line of a form: a value when it is one line of that shape and the form goes on behind it. */
static void note_answer(struct finder *f, const struct place *places, size_t count, size_t at)
{
	struct unit *unit = &f->unit[places[at].unit];
	const struct place *answer = &places[at + 1];
	if (!places[at].open || at + 1 >= count || answer->shape == UNIT_HEADING) {
		return;
	}
	if (answer->shape == UNIT_VALUE &&
	    (at + 2 >= count || places[at + 2].unit != INTERN_NONE || places[at + 2].shape == UNIT_HEADING)) {
		unit->values++;
	} else if (answer->unit == INTERN_NONE) {
		unit->proses++;
	}
}

static void add_pair(struct finder *f, uint32_t a, uint32_t b)
{
	f->pairs = array_room(f->pairs, f->pair_count, &f->pair_cap, sizeof *f->pairs, SIGHTINGS_FIRST);
	f->pairs[f->pair_count++] = a < b ? (struct pair){ a, b } : (struct pair){ b, a };
}

/* The different units that stand for lines of a text, in their order. Returns how many. */
static size_t units_of(struct finder *f, uint32_t mark, const struct place *places, size_t count, uint32_t *units)
{
	size_t known = 0;
	for (size_t i = 0; i < count; i++) {
		uint32_t unit = places[i].unit;
		if (unit != INTERN_NONE && f->unit[unit].last_text != mark) {
			f->unit[unit].last_text = mark;
			units[known++] = unit;
		}
	}
	return known;
}

static void pair_text(struct finder *f, const uint32_t *units, size_t count, bool own)
{
	for (size_t i = 0; i < count; i++) {
		f->unit[units[i]].seen++;
		f->unit[units[i]].own += own;
		for (size_t k = i + 1; k < count && k <= i + WINDOW; k++) {
			add_pair(f, units[i], units[k]);
		}
	}
}

static void near_forms(struct finder *f, const uint32_t *units, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		bool near = false;
		for (size_t k = i < WINDOW ? 0 : i - WINDOW; k < count && k <= i + WINDOW; k++) {
			near = near || (k != i && f->unit[units[k]].form);
		}
		f->unit[units[i]].near += near;
	}
}

static int by_pair(const void *left, const void *right)
{
	const struct pair *a = left, *b = right;
	return a->a != b->a ? (a->a < b->a ? -1 : 1) : a->b < b->b ? -1 : a->b > b->b;
}

/* `both` texts hold u and v. */
static void befriend(const struct finder *f, struct unit *u, const struct unit *v, uint64_t both)
{
	if (both * 100 >= (uint64_t)u->seen * WITH_PERCENT && both * 100 >= (uint64_t)v->seen * BACK_PERCENT) {
		u->with++;
		u->with_lift += both * f->text_count * 100 >= (uint64_t)u->seen * v->seen * LIFT_PERCENT;
	}
}

/* v is a line of a form: does u come with it? */
static void follow(const struct finder *f, struct unit *u, const struct unit *v, uint64_t both)
{
	u->back += v->form && both * 100 >= (uint64_t)v->seen * BACK_PERCENT &&
	           both * f->text_count * 100 >= (uint64_t)u->seen * v->seen * LIFT_PERCENT;
}

typedef void pair_fn(const struct finder *f, struct unit *u, const struct unit *v, uint64_t both);

static void each_pair(const struct finder *f, pair_fn *call)
{
	for (size_t i = 0, end; i < f->pair_count; i = end) {
		struct unit *a = &f->unit[f->pairs[i].a], *b = &f->unit[f->pairs[i].b];
		for (end = i; end < f->pair_count && by_pair(&f->pairs[i], &f->pairs[end]) == 0; end++) {
		}
		if (end - i >= FORM_LEAST) {
			call(f, a, b, end - i);
			call(f, b, a, end - i);
		}
	}
}

static bool customers_use(const struct unit *unit)
{
	return !unit->sentence && unit->senders >= FORM_LEAST && unit->own >= OWN_LEAST &&
	       (uint64_t)unit->own * 100 >= (uint64_t)unit->seen * OWN_PERCENT;
}

/* All texts once: pairs of neighbours and answers first, then (forms) neighbours of what is known to be a form's line.
 */
static void walk_texts(struct finder *f, bool forms)
{
	struct place *places = memory_array(TEXT_UNITS + 1, sizeof *places);
	uint32_t *units = memory_array(TEXT_UNITS + 1, sizeof *units);
	for (size_t i = 0, end; i < f->count; i = end) {
		size_t count = places_of(f, i, &end, places), known;
		bool own = false;
		for (size_t k = 0; k < count; k++) {
			own = own || places[k].own;
			if (!forms && places[k].unit != INTERN_NONE) {
				note_answer(f, places, count, k);
			}
		}
		known = units_of(f, f->at[i].text + (forms ? 1u << 31 : 0), places, count, units);
		if (forms) {
			near_forms(f, units, known);
		} else {
			pair_text(f, units, known, own);
		}
	}
	free(places);
	free(units);
}

/* Lines of a form that has lines of its own first; then lines that several forms share, none of which holds them
 * mostly. */
static void find_forms(struct finder *f)
{
	if (f->count > 0) {
		qsort(f->at, f->count, sizeof *f->at, by_place);
	}
	walk_texts(f, false);
	if (f->pair_count > 0) {
		qsort(f->pairs, f->pair_count, sizeof *f->pairs, by_pair);
	}
	each_pair(f, befriend);
	for (size_t i = 0; i < f->units->count; i++) {
		f->unit[i].form = f->unit[i].with_lift >= COMPANIONS && customers_use(&f->unit[i]);
	}
	walk_texts(f, true);
	each_pair(f, follow);
	for (size_t i = 0; i < f->units->count; i++) {
		struct unit *unit = &f->unit[i];
		unit->form = unit->form || (unit->back >= COMPANIONS &&
		                            (uint64_t)unit->near * 100 >= (uint64_t)unit->seen * NEAR_PERCENT &&
		                            unit->near > 0 && customers_use(unit));
	}
}

static size_t count_senders(const struct sampled *sample, size_t count)
{
	struct sighting *who = memory_array(count + 1, sizeof *who);
	size_t senders = 0;
	for (size_t i = 0; i < count; i++) {
		who[i] = (struct sighting){ .sender = sample[i].sender };
	}
	qsort(who, count, sizeof *who, by_unit);
	for (size_t i = 0; i < count; i++) {
		senders += i == 0 || who[i].sender != who[i - 1].sender;
	}
	free(who);
	return senders;
}

/* One sender in how many wrote a unit that is boilerplate. long_line: of LONG_WORDS words. */
static size_t share_of(const struct unit *unit, bool long_line)
{
	if (unit->label && unit->alone) {
		return FRONT_SHARE;
	}
	if (unit->sentence) {
		return unit->alone ? ALONE_SHARE : SENTENCE_SHARE;
	}
	return unit->small ? SHORT_SHARE : long_line ? LONG_SHARE : LINE_SHARE;
}

static bool enough(const struct unit *unit, struct str name, size_t all_senders)
{
	bool long_line = !unit->sentence && !unit->label && str_words(name) >= LONG_WORDS;
	if (unit->label && unit->small) { /* "Edit:" */
		return unit->with >= COMPANIONS && unit->senders >= SENDERS_LEAST &&
		       unit->senders >= all_senders / LINE_SHARE;
	}
	return unit->senders >= (long_line ? LONG_LEAST : SENDERS_LEAST) &&
	       unit->senders >= all_senders / share_of(unit, long_line);
}

static int by_senders(const void *left, const void *right)
{
	const struct boilerplate_found *a = left, *b = right;
	return a->senders != b->senders ? (a->senders > b->senders ? -1 : 1)
	       : a->texts != b->texts   ? (a->texts > b->texts ? -1 : 1)
	                                : str_cmp(a->unit, b->unit);
}

static struct boilerplate_found as_found(const struct unit *unit, struct str name)
{
	bool company = unit->form || unit->with >= COMPANIONS,
	     form = !unit->sentence && (company || unit->label || unit->headings * 2 > unit->texts),
	     field = form && company && unit->values >= FORM_LEAST &&
	             (uint64_t)unit->values * 100 >= (uint64_t)(unit->values + unit->proses) * FIELD_PERCENT;
	return (struct boilerplate_found){ name, unit->senders, unit->texts, form, field };
}

static size_t choose(const struct finder *f, size_t all_senders, struct boilerplate_found *found)
{
	size_t count = 0;
	for (size_t i = 0; i < f->units->count; i++) {
		const struct unit *unit = &f->unit[i];
		if (unit->form || enough(unit, f->units->names[i], all_senders)) {
			found[count++] = as_found(unit, f->units->names[i]);
		}
	}
	qsort(found, count, sizeof *found, by_senders);
	return count;
}

size_t boilerplate_find(const struct sampled *sample, size_t count, struct intern *units,
                        struct boilerplate_found **found)
{
	struct finder f = { .units = units, .text_count = count };
	size_t result;
	buf_init(&f.folded, SIZE_MAX);
	for (size_t i = 0; i < count; i++) {
		sight_text(&f, &sample[i], i);
	}
	f.unit = memory_array(units->count + 1, sizeof *f.unit);
	count_units(&f);
	find_forms(&f);
	*found = memory_array(units->count + 1, sizeof **found);
	result = choose(&f, count_senders(sample, count), *found);
	buf_release(&f.folded);
	free(f.at);
	free(f.pairs);
	free(f.unit);
	return result;
}
