/* ontology.c - see ontology.h. Two small tables, read whole; kinship is made symmetric. */
#include "ontology.h"

#include <stdlib.h>

#include "option.h"
#include "tsv.h"

static const struct {
	struct str name;
	unsigned flag;
} flag_names[] = { { STR("needs"), CLASS_NEEDS },     { STR("topic"), CLASS_TOPIC },
	           { STR("product"), CLASS_PRODUCT }, { STR("people"), CLASS_PEOPLE },
	           { STR("answers"), CLASS_ANSWERS }, { STR("verdict"), CLASS_VERDICT },
	           { STR("vague"), CLASS_VAGUE },     { STR("work"), CLASS_WORK },
	           { STR("mixed"), CLASS_MIXED } };
static const struct str no_trouble[] = { STR("request"), STR("question"), STR("praise"), STR("vent"), STR("churn") };

static const char classes_file[] = "trouble_class.tsv", homes_file[] = "trouble_home.tsv";

int ontology_find(const struct ontology *ontology, struct str name)
{
	for (size_t i = 0; i < ontology->count; i++) {
		if (str_eq(ontology->classes[i].name, name)) {
			return (int)i;
		}
	}
	return -1;
}

static int flags_parse(struct class *class, struct str words, struct err *err)
{
	class->flags = CLASS_TROUBLE;
	for (size_t i = 0; i < sizeof no_trouble / sizeof *no_trouble; i++) {
		class->flags &= str_eq(class->name, no_trouble[i]) ? ~(unsigned)CLASS_TROUBLE : ~0u;
	}
	while (words.len > 0) {
		struct str rest, word = str_cut(words, ' ', &rest);
		size_t i = 0;
		while (i < sizeof flag_names / sizeof *flag_names && !str_eq(flag_names[i].name, word)) {
			i++;
		}
		if (i == sizeof flag_names / sizeof *flag_names) {
			return err_set(err, GRIPE_DATA, "\"%.*s\" is no flag of a class", STR_ARGS(word));
		}
		class->flags |= flag_names[i].flag;
		words = rest;
	}
	return 0;
}

static bool mode_parse(struct str name, enum class_mode *mode)
{
	static const struct {
		const char *name;
		enum class_mode mode;
	} modes[] = { { "thing", CLASS_THING }, { "whole", CLASS_WHOLE }, { "none", CLASS_NONE } };
	for (size_t i = 0; i < sizeof modes / sizeof *modes; i++) {
		if (str_eq(name, str_from(modes[i].name))) {
			*mode = modes[i].mode;
			return true;
		}
	}
	return false;
}

/* A way is named after its class, "foodbad-cold", and stands below it: it is of the same mode and kind, but says what
 * could be mended, and of what its class has it, where the class alone may not. */
static int way_parse(struct ontology *ontology, struct class *class, struct err *err)
{
	struct str own, root = str_cut(class->name, '-', &own);
	class->parent = ontology_find(ontology, root);
	if (class->parent < 0 || own.len == 0 || ontology->classes[class->parent].parent >= 0) {
		return err_set(err, GRIPE_DATA, "a way is called CLASS-WAY, and CLASS stands above it, unlike \"%.*s\"",
		               STR_ARGS(class->name));
	}
	class->mode = ontology->classes[class->parent].mode;
	class->flags = ontology->classes[class->parent].flags &
	               ~(unsigned)(CLASS_NEEDS | CLASS_VERDICT | CLASS_VAGUE | CLASS_MIXED);
	ontology->count++;
	return 0;
}

static int class_parse(struct ontology *ontology, const struct tsv_row *row, struct err *err)
{
	struct class *class = &ontology->classes[ontology->count];
	if (ontology->count == CLASSES_MAX || ontology_find(ontology, row->cells[0]) >= 0) {
		return err_set(err, GRIPE_DATA, "\"%.*s\" stands twice, or there are more than %d classes",
		               STR_ARGS(row->cells[0]), CLASSES_MAX);
	}
	class->name = row->cells[0];
	class->parent = -1;
	if (str_eq(row->cells[1], STR("way"))) {
		return way_parse(ontology, class, err);
	}
	if (!mode_parse(row->cells[1], &class->mode)) {
		return err_set(err, GRIPE_DATA, "a mode is thing, whole, none or way, not \"%.*s\"",
		               STR_ARGS(row->cells[1]));
	}
	ontology->count++;
	if (row->cell_count < 5 || !number_parse(row->cells[4], &class->share) || class->share < 0) {
		return err_set(err, GRIPE_DATA,
		               "how many of 10,000 mentions state the class is wanted in the fifth cell");
	}
	class->share /= 10000;
	return flags_parse(class, row->cell_count > 3 ? row->cells[3] : STR_EMPTY, err);
}

static void kin_set(struct ontology *ontology, int a, int b)
{
	ontology->classes[a].kin[b / 64] |= UINT64_C(1) << (b % 64);
	ontology->classes[b].kin[a / 64] |= UINT64_C(1) << (a % 64);
}

static int kin_parse(struct ontology *ontology, const struct tsv_row *row, struct err *err)
{
	int self = ontology_find(ontology, row->cells[0]);
	struct str words = row->cell_count > 2 ? row->cells[2] : STR_EMPTY;
	while (words.len > 0) {
		struct str rest, word = str_cut(words, ' ', &rest);
		int other = ontology_find(ontology, word);
		if (other < 0) {
			return err_set(err, GRIPE_DATA, "no class is called \"%.*s\"", STR_ARGS(word));
		}
		kin_set(ontology, self, other);
		words = rest;
	}
	return 0;
}

static int home_parse(struct ontology *ontology, const struct tsv_row *row, struct err *err)
{
	struct home *home = &ontology->homes[ontology->home_count++];
	home->thing = row->cells[0];
	home->class = ontology_find(ontology, row->cells[1]);
	home->to = ontology_find(ontology, row->cells[2]);
	home->to_thing = row->cell_count > 3 ? row->cells[3] : STR_EMPTY;
	return home->class >= 0 && home->to >= 0 ? 0
	                                         : err_set(err, GRIPE_DATA, "no class is called \"%.*s\"",
	                                                   STR_ARGS(home->class < 0 ? row->cells[1] : row->cells[2]));
}

typedef int row_parse(struct ontology *ontology, const struct tsv_row *row, struct err *err);

static int rows_parse(struct ontology *ontology, const struct tsv *table, const char *file, row_parse *parse,
                      struct err *err)
{
	for (size_t i = 0; i < table->row_count; i++) {
		int result = parse(ontology, &table->rows[i], err);
		if (result < 0) {
			err_at(err, file, table->rows[i].line, 0);
			return result;
		}
	}
	return 0;
}

/* Homes by class, those of one class in the order of the table. */
static void homes_order(struct ontology *ontology)
{
	struct home *ordered = arena_array(&ontology->arena, ontology->home_count + 1, sizeof *ordered);
	size_t n = 0;
	for (size_t c = 0; c < ontology->count; c++) {
		ontology->classes[c].home_first = n;
		for (size_t i = 0; i < ontology->home_count; i++) {
			if (ontology->homes[i].class == (int)c) {
				ordered[n++] = ontology->homes[i];
			}
		}
		ontology->classes[c].home_count = n - ontology->classes[c].home_first;
	}
	ontology->homes = ordered;
}

int ontology_open(struct ontology **out, const char *lexicons, struct err *err)
{
	struct ontology *ontology = memory_alloc(sizeof *ontology);
	struct tsv classes, homes;
	int result = tsv_lexicon(&classes, &ontology->arena, lexicons, "any", classes_file, 2, err);
	if (result == 0) {
		result = rows_parse(ontology, &classes, classes_file, class_parse, err);
	}
	if (result == 0) {
		result = rows_parse(ontology, &classes, classes_file, kin_parse, err);
	}
	if (result == 0) {
		result = tsv_lexicon(&homes, &ontology->arena, lexicons, "any", homes_file, 3, err);
	}
	if (result == 0) {
		ontology->homes = arena_array(&ontology->arena, homes.row_count + 1, sizeof *ontology->homes);
		result = rows_parse(ontology, &homes, homes_file, home_parse, err);
	}
	if (result < 0) {
		ontology_close(ontology);
		return result;
	}
	homes_order(ontology);
	*out = ontology;
	return 0;
}

void ontology_close(struct ontology *ontology)
{
	if (ontology != NULL) {
		arena_release(&ontology->arena);
		free(ontology);
	}
}

void ontology_home(const struct ontology *ontology, int *class, struct str *thing)
{
	/* once: a home has no home of its own */
	const struct class *from = &ontology->classes[*class];
	for (size_t i = 0; i < from->home_count; i++) {
		const struct home *home = &ontology->homes[from->home_first + i];
		if (str_eq(home->thing, *thing)) {
			*class = home->to;
			*thing = str_eq(home->to_thing, STR("-")) ? STR_EMPTY
			         : home->to_thing.len > 0         ? home->to_thing
			                                          : *thing;
			return;
		}
	}
}
