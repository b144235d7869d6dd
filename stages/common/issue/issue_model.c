/* issue_model.c - see issue_model.h. Five small tables; what a person edits in them (labels, a pair's issue) is read
 * back as it stands. Numbers that came from elsewhere are looked up by name, so a damaged table is an error with its
 * line and never an index out of range. */
#include "issue_model.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "array.h"
#include "language_table.h"
#include "option.h"
#include "tsv.h"

const char *const issue_table_names[ISSUE_TABLES] = { "pain", "request", "howto", "praise" };

static const char issues_file[] = "issues.tsv", pairs_file[] = "issue_pairs.tsv", things_file[] = "issue_things.tsv",
                  classes_file[] = "issue_classes.tsv", resamples_file[] = "issue_resamples.tsv";

static const struct {
	struct str name;
	unsigned role;
} role_names[] = { { STR("subject"), THING_SUBJECT }, { STR("own"), THING_OWN }, { STR("brand"), THING_BRAND } };

void issue_model_init(struct issue_model *model)
{
	*model = (struct issue_model){ .lang = LANGUAGE_FALLBACK };
	intern_init(&model->pair_names);
	intern_init(&model->thing_names);
	for (size_t i = 0; i < CLASSES_MAX; i++) {
		model->factor_milli[i] = 1000;
	}
}

static void issue_model_release(struct issue_model *model)
{
	free(model->issues);
	free(model->pairs);
	free(model->things);
	intern_release(&model->pair_names);
	intern_release(&model->thing_names);
	ontology_close(model->ontology);
	arena_release(&model->arena);
}

void issue_model_blank(struct issue_model *model, const struct issue_model *from)
{
	issue_model_init(model);
	model->lang = from->lang;
	model->ontology = from->ontology;
	model->product = from->product;
	memcpy(model->factor_milli, from->factor_milli, sizeof model->factor_milli);
	intern_release(&model->thing_names);
	model->thing_names = from->thing_names;
	model->things = from->things;
	model->thing_count = from->thing_count;
	model->thing_cap = from->thing_cap;
}

void issue_model_blank_release(struct issue_model *model)
{
	model->ontology = NULL;
	model->things = NULL;
	intern_init(&model->thing_names);
	issue_model_release(model);
}

void issue_model_close(struct issue_model *model)
{
	if (model != NULL) {
		issue_model_release(model);
		free(model);
	}
}

enum { PAIR_NAME = 512 }; /* bytes of "class thing" that are compared; ids of things are shorter */

static struct str pair_name(char at[PAIR_NAME], int class, struct str thing)
{
	size_t len = thing.len < PAIR_NAME - 2 ? thing.len : PAIR_NAME - 2;
	at[0] = (char)(class & 0xff); /* asked for every trouble and every thing near it: printing would cost more */
	at[1] = (char)(class >> 8 & 0xff);
	if (len > 0) {
		memcpy(at + 2, thing.at, len);
	}
	return (struct str){ at, len + 2 };
}

size_t issue_model_pair(struct issue_model *model, int class, struct str thing)
{
	char at[PAIR_NAME];
	uint32_t number = intern_add(&model->pair_names, pair_name(at, class, thing));
	if (number == model->pair_count) {
		model->pairs = array_room(model->pairs, model->pair_count, &model->pair_cap, sizeof *model->pairs, 256);
		model->pairs[model->pair_count++] =
		    (struct issue_pair){ class, arena_dup(&model->arena, thing), 0, -1 };
	}
	return number;
}

int64_t issue_model_pair_find(const struct issue_model *model, int class, struct str thing)
{
	char at[PAIR_NAME];
	uint32_t number = intern_find(&model->pair_names, pair_name(at, class, thing));
	return number == INTERN_NONE ? -1 : (int64_t)number;
}

size_t issue_model_thing(struct issue_model *model, struct str id)
{
	uint32_t number = intern_add(&model->thing_names, id);
	if (number == model->thing_count) {
		model->things =
		    array_room(model->things, model->thing_count, &model->thing_cap, sizeof *model->things, 256);
		model->things[model->thing_count++] = (struct issue_thing){ .id = arena_dup(&model->arena, id) };
	}
	return number;
}

const struct issue_thing *issue_model_thing_find(const struct issue_model *model, struct str id)
{
	uint32_t number = intern_find(&model->thing_names, id);
	return number == INTERN_NONE ? NULL : &model->things[number];
}

int64_t issue_model_issue(const struct issue_model *model, struct str id)
{
	for (size_t i = 0; i < model->issue_count; i++) {
		if (str_eq(model->issues[i].id, id)) {
			return (int64_t)i;
		}
	}
	return -1;
}

/* ---- writing ---- */

static void next_number(struct buf *out, uint64_t number)
{
	buf_byte(out, '\t');
	buf_integer(out, (int64_t)number);
}

static void write_issues(const struct issue_model *model, struct buf *out)
{
	buf_printf(out,
	           "# lang %.*s. The issues of this corpus: id (its name in the ontology), table, label, contacts that "
	           "learnt, how many of the resamples found it too. Labels may be edited here.\n",
	           STR_ARGS(model->lang));
	for (size_t i = 0; i < model->issue_count; i++) {
		tsv_cell_add(out, model->issues[i].id);
		buf_printf(out, "\t%s\t", issue_table_names[model->issues[i].table]);
		tsv_cell_add(out, model->issues[i].label);
		next_number(out, model->issues[i].contacts);
		next_number(out, model->issues[i].came_back);
		buf_byte(out, '\n');
	}
}

static void write_pairs(const struct issue_model *model, struct buf *out)
{
	buf_text(out, "# A trouble of a thing and the issue that it is counted for: class, thing (-: none is named), "
	              "contacts that learnt, issue (nothing: too few).\n");
	for (size_t i = 0; i < model->pair_count; i++) {
		const struct issue_pair *pair = &model->pairs[i];
		tsv_cell_add(out, model->ontology->classes[pair->class].name);
		buf_byte(out, '\t');
		tsv_cell_add(out, pair->thing);
		next_number(out, pair->contacts);
		buf_byte(out, '\t');
		if (pair->issue >= 0) {
			tsv_cell_add(out, model->issues[pair->issue].id);
		}
		buf_byte(out, '\n');
	}
}

static void write_things(const struct issue_model *model, struct buf *out)
{
	buf_text(out, "# The things said in this corpus: id, name, words of an own thing (by commas), contacts, roles "
	              "(subject: said in so much of it that it tells nothing apart; own: in no list; brand: heads "
	              "nothing).\n");
	for (size_t i = 0; i < model->thing_count; i++) {
		const struct issue_thing *thing = &model->things[i];
		bool first = true;
		tsv_cell_add(out, thing->id);
		buf_byte(out, '\t');
		tsv_cell_add(out, thing->name);
		buf_byte(out, '\t');
		tsv_cell_add(out, thing->words);
		next_number(out, thing->contacts);
		buf_byte(out, '\t');
		for (size_t r = 0; r < sizeof role_names / sizeof *role_names; r++) {
			if ((thing->roles & role_names[r].role) != 0) {
				buf_text(out, first ? "" : " ");
				buf_str_add(out, role_names[r].name);
				first = false;
			}
		}
		buf_byte(out, '\n');
	}
}

static void write_classes(const struct issue_model *model, struct buf *out)
{
	buf_printf(
	    out,
	    "# stated %llu, kind of file: %s. How often a class is stated: class, troubles that learnt, how much "
	    "likelier it is here than elsewhere, in thousandths.\n",
	    (unsigned long long)model->stated, model->product ? "product" : "service");
	for (size_t i = 0; i < model->ontology->count; i++) {
		tsv_cell_add(out, model->ontology->classes[i].name);
		next_number(out, model->class_contacts[i]);
		next_number(out, model->factor_milli[i]);
		buf_byte(out, '\n');
	}
	buf_printf(out, "stated\t%llu\t%s\n", (unsigned long long)model->stated,
	           model->product ? "product" : "service");
	buf_printf(out, "lang\t0\t%.*s\n", STR_ARGS(model->lang));
}

static void write_resamples(const struct issue_model *model, struct buf *out)
{
	buf_text(out,
	         "# What the first five issues hold: resample of persons (0: the sample itself), contacts that name "
	         "one of its own first five, contacts with a problem, a request or a question.\n");
	for (size_t i = 0; model->resamples > 0 && i <= model->resamples; i++) {
		buf_integer(out, (int64_t)i);
		next_number(out, model->unions[i].covered);
		next_number(out, model->unions[i].counted);
		buf_byte(out, '\n');
	}
}

void issue_model_write(const struct issue_model *model, struct issue_model_file files[ISSUE_MODEL_FILES])
{
	static const struct {
		const char *name;
		void (*write)(const struct issue_model *model, struct buf *out);
	} all[ISSUE_MODEL_FILES] = { { issues_file, write_issues },
		                     { pairs_file, write_pairs },
		                     { things_file, write_things },
		                     { classes_file, write_classes },
		                     { resamples_file, write_resamples } };
	for (size_t i = 0; i < ISSUE_MODEL_FILES; i++) {
		files[i].name = all[i].name;
		buf_init(&files[i].text, SIZE_MAX);
		all[i].write(model, &files[i].text);
	}
}

/* ---- reading ---- */

typedef int row_read(struct issue_model *model, const struct tsv_row *row, struct err *err);

static int count_read(struct str text, uint64_t *out, struct err *err)
{
	int64_t number;
	if (!integer_parse(text, &number) || number < 0) {
		return err_set(err, GRIPE_DATA, "\"%.*s\" is no count", STR_ARGS(text));
	}
	*out = (uint64_t)number;
	return 0;
}

static int issue_read(struct issue_model *model, const struct tsv_row *row, struct err *err)
{
	struct issue_entry entry = { .id = row->cells[0], .label = row->cells[2] };
	int table = 0;
	while (table < ISSUE_TABLES && !str_eq(row->cells[1], str_from(issue_table_names[table]))) {
		table++;
	}
	if (table == ISSUE_TABLES || entry.id.len == 0 || issue_model_issue(model, entry.id) >= 0) {
		return err_set(err, GRIPE_DATA,
		               "an id that stands once, and a table (pain request howto praise), are wanted");
	}
	entry.table = (enum issue_table)table;
	int result = count_read(row->cells[3], &entry.contacts, err);
	if (result == 0 && row->cell_count > 4) {
		result = count_read(row->cells[4], &entry.came_back, err);
	}
	model->issues = array_room(model->issues, model->issue_count, &model->issue_cap, sizeof entry, 64);
	model->issues[model->issue_count++] = entry;
	return result;
}

static int pair_read(struct issue_model *model, const struct tsv_row *row, struct err *err)
{
	int class = ontology_find(model->ontology, row->cells[0]);
	struct str id = row->cell_count > 3 ? row->cells[3] : STR_EMPTY;
	struct issue_pair *pair;
	if (class < 0) {
		return err_set(err, GRIPE_DATA, "no class is called \"%.*s\"", STR_ARGS(row->cells[0]));
	}
	if (issue_model_pair_find(model, class, row->cells[1]) >= 0) {
		return err_set(err, GRIPE_DATA, "\"%.*s\" of \"%.*s\" stands twice", STR_ARGS(row->cells[0]),
		               STR_ARGS(row->cells[1]));
	}
	pair = issue_model_pair_add(model, class, row->cells[1]);
	pair->issue = id.len > 0 ? (int32_t)issue_model_issue(model, id) : -1;
	if (id.len > 0 && pair->issue < 0) {
		return err_set(err, GRIPE_DATA, "issues.tsv has no \"%.*s\"", STR_ARGS(id));
	}
	return count_read(row->cells[2], &pair->contacts, err);
}

static int roles_read(struct str words, unsigned *roles, struct err *err)
{
	while (words.len > 0) {
		struct str rest, word = str_cut(words, ' ', &rest);
		size_t r = 0;
		while (r < sizeof role_names / sizeof *role_names && !str_eq(role_names[r].name, word)) {
			r++;
		}
		if (r == sizeof role_names / sizeof *role_names) {
			return err_set(err, GRIPE_DATA, "\"%.*s\" is no role of a thing", STR_ARGS(word));
		}
		*roles |= role_names[r].role;
		words = rest;
	}
	return 0;
}

static int thing_read(struct issue_model *model, const struct tsv_row *row, struct err *err)
{
	struct issue_thing *thing;
	int result;
	if (issue_model_thing_find(model, row->cells[0]) != NULL) {
		return err_set(err, GRIPE_DATA, "\"%.*s\" stands twice", STR_ARGS(row->cells[0]));
	}
	thing = issue_model_thing_add(model, row->cells[0]);
	thing->name = row->cells[1];
	thing->words = row->cells[2];
	result = roles_read(row->cell_count > 4 ? row->cells[4] : STR_EMPTY, &thing->roles, err);
	return result < 0 ? result : count_read(row->cells[3], &thing->contacts, err);
}

static int class_read(struct issue_model *model, const struct tsv_row *row, struct err *err)
{
	int class = ontology_find(model->ontology, row->cells[0]);
	uint64_t factor = 0;
	int result;
	if (str_eq(row->cells[0], STR("stated"))) {
		model->product = str_eq(row->cells[2], STR("product"));
		return count_read(row->cells[1], &model->stated, err);
	}
	if (str_eq(row->cells[0], STR("lang"))) {
		model->lang = row->cells[2];
		return is_language(model->lang)
		           ? 0
		           : err_set(err, GRIPE_DATA, "a language of two or three letters is wanted");
	}
	if (class < 0) {
		return err_set(err, GRIPE_DATA, "no class is called \"%.*s\"", STR_ARGS(row->cells[0]));
	}
	result = count_read(row->cells[1], &model->class_contacts[class], err);
	result = result == 0 ? count_read(row->cells[2], &factor, err) : result;
	if (result == 0) {
		model->factor_milli[class] = (uint32_t)(factor < 1000000 ? factor : 1000000);
	}
	return result;
}

static int resample_read(struct issue_model *model, const struct tsv_row *row, struct err *err)
{
	uint64_t number = 0;
	struct issue_union *to;
	int result = count_read(row->cells[0], &number, err);
	if (result == 0 && number > ISSUE_RESAMPLES) {
		return err_set(err, GRIPE_DATA, "a resample from 0 to %d is wanted", ISSUE_RESAMPLES);
	}
	to = &model->unions[number];
	model->resamples = number > model->resamples ? number : model->resamples;
	result = result == 0 ? count_read(row->cells[1], &to->covered, err) : result;
	return result == 0 ? count_read(row->cells[2], &to->counted, err) : result;
}

static int table_read(struct issue_model *model, const char *path, size_t columns, row_read *read, struct err *err)
{
	struct tsv table;
	int result = tsv_load(&table, &model->arena, path, columns, err);
	for (size_t i = 0; result == 0 && i < table.row_count; i++) {
		result = read(model, &table.rows[i], err);
		if (result < 0) {
			err_at(err, path, table.rows[i].line, 0);
		}
	}
	return result;
}

int issue_model_open(struct issue_model **out, const char *folder, const char *lexicons, struct err *err)
{
	static const struct {
		const char *name;
		size_t columns;
		row_read *read;
	} all[ISSUE_MODEL_FILES] = { { issues_file, 4, issue_read },
		                     { pairs_file, 3, pair_read },
		                     { things_file, 4, thing_read },
		                     { classes_file, 3, class_read },
		                     { resamples_file, 3, resample_read } };
	struct issue_model *model = memory_alloc(sizeof *model);
	char path[4200];
	int result;
	*out = NULL;
	issue_model_init(model);
	snprintf(path, sizeof path, "%s/%s", folder, issues_file);
	if (access(path, F_OK) != 0) {
		issue_model_close(model);
		return 0;
	}
	result = ontology_open(&model->ontology, lexicons, err);
	for (size_t i = 0; result == 0 && i < ISSUE_MODEL_FILES; i++) {
		snprintf(path, sizeof path, "%s/%s", folder, all[i].name);
		if (all[i].read == resample_read && access(path, F_OK) != 0) {
			continue; /* of a model from before there were resamples */
		}
		result = table_read(model, path, all[i].columns, all[i].read, err);
	}
	if (result < 0) {
		issue_model_close(model);
		return result;
	}
	*out = model;
	return 0;
}
