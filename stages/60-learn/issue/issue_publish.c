/* issue_publish.c - groups become issues of the model: id, table, what leads each, and which pairs of class and thing
 * lead to it, so that a mention of another night goes the same way. */
#include "issue_groups.h"

#include <stdlib.h>

#include "array.h"

static const double NAMED = 0.5;    /* of an issue's rows that name its thing: then the label does */
static const double OR_SHARE = 0.2; /* of them that state a neighbour: then the label names it too */

static struct str issue_id(const struct grouping *g, const struct group *group)
{
	struct arena *arena = &g->model->arena;
	struct str class = g->ontology->classes[group->class].name;
	switch (group->thing) {
	case NO_THING:
	case WHOLE: return arena_dup(arena, class);
	case OTHER: return arena_printf(arena, "%.*s.other", STR_ARGS(class));
	default: return arena_printf(arena, "%.*s.%.*s", STR_ARGS(class), STR_ARGS(g->ids.names[group->thing]));
	}
}

static enum issue_table table_of(const struct grouping *g, int class)
{
	struct str name = g->ontology->classes[class].name;
	return str_eq(name, STR("request"))    ? ISSUE_REQUEST
	       : str_eq(name, STR("question")) ? ISSUE_HOWTO
	       : str_eq(name, STR("praise"))   ? ISSUE_PRAISE
	                                       : ISSUE_PAIN;
}

/* Rows that are said of the group's thing: those that name it, or another word for what is delivered, or none (they
 * joined it because nearly all others of the class are said of it). */
static bool thing_fits(const struct grouping *g, const struct group *group, const struct atom *atom)
{
	if (atom->thing == group->thing || atom->thing == NO_THING) {
		return true;
	}
	return atom->thing >= 0 && issue_listed(g->learning, STR("parcel"), id_of(g, group->thing)) &&
	       issue_listed(g->learning, STR("parcel"), id_of(g, atom->thing));
}

static struct issue_lead lead_of(const struct grouping *g, int32_t number)
{
	const struct group *group = &g->groups[number];
	struct issue_lead lead = {
		.class = group->class, .rest = group->thing == OTHER, .or_class = -1, .said = { -1, -1 }
	};
	uint64_t rows[CLASSES_MAX] = { 0 }, all = 0, fit = 0;
	for (const struct atom *atom = first_atom(g, number); atom != NULL; atom = next_atom(g, atom)) {
		rows[ontology_root(g->ontology, atom->class)] += atom->count;
		all += atom->count;
		fit += group->thing >= 0 && thing_fits(g, group, atom) ? atom->count : 0;
	}
	lead.thing = arena_dup(&g->learning->arena, id_of(g, group->thing)); /* ids go with the grouping */
	lead.named = (double)fit >= NAMED * (double)all;
	for (size_t c = 0; c < g->ontology->count; c++) {
		if ((int)c != ontology_root(g->ontology, group->class) && (double)rows[c] >= OR_SHARE * (double)all &&
		    (lead.or_class < 0 || rows[c] > rows[lead.or_class])) {
			lead.or_class = (int)c;
		}
	}
	return lead;
}

/* Anything is praised: only what a list knows as a thing heads praise, not a word that was taken for a noun. */
static bool is_sure_thing(const struct grouping *g, int32_t number)
{
	const struct issue_thing *thing = number >= 0 ? issue_model_thing_find(g->model, g->ids.names[number]) : NULL;
	return number >= 0 && (thing == NULL || (thing->roles & THING_OWN) == 0);
}

static bool is_issue(const struct grouping *g, const struct sized *sized)
{
	const struct group *group = &g->groups[sized->group];
	bool told = class_is(g->ontology, group->class, CLASS_TROUBLE) ||
	            (table_of(g, group->class) == ISSUE_PRAISE ? is_sure_thing(g, group->thing) : group->thing >= 0);
	return sized->size >= g->learning->floor && told && g->ontology->classes[group->class].mode != CLASS_NONE;
}

static void issue_add(struct grouping *g, const struct sized *sized)
{
	struct issue_model *model = g->model;
	struct issue_learning *learning = g->learning;
	struct group *group = &g->groups[sized->group];
	size_t n = model->issue_count;
	learning->leads = array_room(learning->leads, n, &learning->lead_cap, sizeof *learning->leads, 64);
	model->issues = array_room(model->issues, n, &model->issue_cap, sizeof *model->issues, 64);
	learning->leads[n] = lead_of(g, sized->group);
	model->issues[n] =
	    (struct issue_entry){ issue_id(g, group), STR_EMPTY, table_of(g, group->class), sized->size, 0 };
	group->issue = (int32_t)model->issue_count++;
}

/* Each pair of class and thing leads to the issue of its group. */
static void pairs_lead(struct grouping *g)
{
	for (size_t a = 0; a < g->atom_count; a++) {
		const struct atom *atom = &g->atoms[a];
		struct str thing = atom->thing >= 0 ? g->ids.names[atom->thing] : THING_NONE;
		size_t pair = issue_model_pair(g->model, atom->class, thing);
		g->model->pairs[pair].issue = g->groups[atom->group].issue;
	}
}

/* Pairs that the sample lacks lead to the group of their class that names no thing. */
static void others_lead(struct grouping *g)
{
	for (size_t i = 0; i < g->group_count; i++) {
		const struct group *group = &g->groups[i];
		if (!group->dead && group->issue >= 0 && group->thing < 0) {
			issue_model_pair_add(g->model, group->class, THING_OTHER)->issue = group->issue;
		}
	}
}

void publish(struct grouping *g)
{
	struct sized_list list = by_size(g);
	for (size_t i = 0; i < list.count; i++) {
		if (is_issue(g, &list.groups[i])) {
			issue_add(g, &list.groups[i]);
		}
	}
	free(list.groups);
	pairs_lead(g);
	others_lead(g);
}
