/* issue_name.c - what an issue is called: the words of its class (lexicons/LANG/trouble_label.tsv) with the name of its
 * thing, so that a stranger knows what to fix. A thing stands in a label when at least half of the mentions name it; a
 * neighbouring trouble behind "or" when a fifth state it. Issues that would have one name become one. */
#include <stdlib.h>

#include <unicode/uchar.h>

#include "issue_learn.h"
#include "utf8.h"

/* A cell of the labels: class, alone, with {}, behind "or"; rows "+or" and "+other" are words of the language. */
static struct str cell_of(const struct issue_learning *learning, struct str class, size_t cell)
{
	for (size_t i = 0; i < learning->labels.row_count; i++) {
		const struct tsv_row *row = &learning->labels.rows[i];
		if (str_eq(row->cells[0], class)) {
			return row->cell_count > cell ? row->cells[cell] : STR_EMPTY;
		}
	}
	return STR_EMPTY;
}

/* form with {} filled. */
static void fill(struct buf *out, struct str form, struct str with)
{
	size_t at = str_find(form, STR("{}"), 0);
	buf_str_add(out, str_slice(form, 0, at));
	if (at < form.len) {
		buf_str_add(out, with);
		buf_str_add(out, str_slice(form, at + 2, form.len));
	}
}

/* The first letter as a capital, where that is as long: all letters that begin words are. */
static void capital_first(struct buf *label)
{
	size_t next = 0;
	char first[4];
	uint32_t letter = label->len > 0 ? utf8_next(buf_str(label), &next) : 0;
	size_t len = utf8_put(first, (uint32_t)u_toupper((UChar32)letter));
	if (letter != 0 && len == next) {
		memcpy(label->at, first, len);
	}
}

static struct str thing_name(const struct issue_model *model, struct str id)
{
	const struct issue_thing *thing = id.len > 0 ? issue_model_thing_find(model, id) : NULL;
	return thing != NULL && thing->name.len > 0 ? thing->name : id;
}

/* A language without labels: the class and the thing as the ontology has them. */
static void add_bare_names(struct buf *label, struct str class, struct str thing)
{
	if (thing.len > 0) {
		buf_str_add(label, thing);
		buf_text(label, ": ");
	}
	buf_str_add(label, class);
}

/* "Little choice", not "choice: little choice". */
static bool names_itself(const struct said_row *said, struct str thing)
{
	struct str list = said != NULL ? said->words : STR_EMPTY;
	while (list.len > 0) {
		struct str rest;
		if (str_eq_nocase(str_cut(list, ' ', &rest), thing)) {
			return true;
		}
		list = rest;
	}
	return false;
}

/* The row that a way has; else the one that its customers say. */
static const struct said_row *said_by(const struct issue_learning *learning, const struct issue_lead *lead)
{
	return learning->model->ontology->classes[lead->class].parent >= 0
	           ? said_of_way(learning->said, lead->class)
	           : said_row_at(learning->said, lead->class, lead->said[0]);
}

static void add_trouble(const struct issue_learning *learning, const struct issue_lead *lead, struct buf *label)
{
	const struct issue_model *model = learning->model;
	const struct said_row *said = said_by(learning, lead);
	struct str class = model->ontology->classes[lead->class].name, thing = thing_name(model, lead->thing);
	struct str alone = said != NULL ? said->alone : cell_of(learning, class, 1);
	struct str with = said != NULL ? said->with : cell_of(learning, class, 2);
	if (lead->named && issue_listed(learning, STR("itself"), lead->thing)) {
		buf_str_add(label, thing); /* "Pothole": no words of a trouble say more */
	} else if (lead->thing.len > 0 && with.len > 0 && (lead->named || alone.len == 0) &&
	           !names_itself(said, thing) && !issue_listed(learning, class, lead->thing)) {
		fill(label, with, thing);
	} else if (alone.len > 0) {
		buf_str_add(label, alone);
	} else {
		add_bare_names(label, class, thing);
	}
}

/* " or " and the words of the neighbouring trouble, or of the other way to say it, where there is one. */
static void add_neighbour(const struct issue_learning *learning, const struct issue_lead *lead, struct buf *label)
{
	const struct ontology *ontology = learning->model->ontology;
	const struct said_row *other = said_row_at(learning->said, lead->class, lead->said[1]);
	struct str words = other != NULL ? other->after : STR_EMPTY;
	if (words.len == 0 && lead->or_class >= 0 && ontology_kin(ontology, lead->class, lead->or_class)) {
		words = cell_of(learning, ontology->classes[lead->or_class].name, 3);
	}
	if (words.len > 0) {
		buf_str_add(label, STR(" "));
		buf_str_add(label, cell_of(learning, STR("+or"), 1));
		buf_str_add(label, STR(" "));
		buf_str_add(label, words);
	}
}

/* The label of a class's remainder, "...: other things" in English; a language may have no words for it. */
static void wrap_as_rest(const struct issue_learning *learning, struct buf *label)
{
	struct buf whole;
	buf_init(&whole, SIZE_MAX);
	fill(&whole, cell_of(learning, STR("+other"), 1), buf_str(label));
	if (whole.len > 0) {
		buf_clear(label);
		buf_str_add(label, buf_str(&whole));
	}
	buf_release(&whole);
}

static void compose(const struct issue_learning *learning, const struct issue_lead *lead, struct buf *label)
{
	add_trouble(learning, lead, label);
	if (lead->rest) {
		wrap_as_rest(learning, label);
	} else {
		add_neighbour(learning, lead, label);
	}
	capital_first(label);
}

/* Of issues with one name the biggest stays, and pairs of the others lead to it; nothing is assigned to these any more.
 */
static void namesakes_join(struct issue_model *model)
{
	int32_t *into = memory_array(model->issue_count + 1, sizeof *into);
	for (size_t i = 0; i < model->issue_count; i++) {
		size_t first = 0;
		while (model->issues[first].table != model->issues[i].table ||
		       !str_eq(model->issues[first].label, model->issues[i].label)) {
			first++; /* ends at i */
		}
		into[i] = (int32_t)first;
	}
	for (size_t p = 0; p < model->pair_count; p++) {
		model->pairs[p].issue = model->pairs[p].issue >= 0 ? into[model->pairs[p].issue] : -1;
	}
	free(into);
}

static struct str label_of(const struct issue_learning *learning, size_t issue)
{
	struct buf label;
	struct str kept;
	buf_init(&label, SIZE_MAX);
	compose(learning, &learning->leads[issue], &label);
	kept = arena_dup(&learning->model->arena, buf_str(&label));
	buf_release(&label);
	return kept;
}

void issue_name(struct issue_learning *learning)
{
	struct issue_model *model = learning->model;
	for (size_t i = 0; i < model->issue_count; i++) {
		model->issues[i].label = label_of(learning, i);
	}
	namesakes_join(model);
}

static bool label_is_taken(const struct issue_model *model, size_t issue, struct str label)
{
	for (size_t i = 0; i < model->issue_count; i++) {
		if (i != issue && model->issues[i].table == model->issues[issue].table &&
		    str_eq(model->issues[i].label, label)) {
			return true;
		}
	}
	return false;
}

void issue_name_said(struct issue_learning *learning)
{
	struct issue_model *model = learning->model;
	for (size_t i = 0; i < model->issue_count; i++) {
		struct str label = label_of(learning, i);
		if (!label_is_taken(model, i, label)) {
			model->issues[i].label = label;
		}
	}
}
