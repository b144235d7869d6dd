/* issue_groups.c - see issue_groups.h. */
#include "issue_groups.h"

#include <stdlib.h>

#include "array.h"

/* ---- lists ---- */

struct str id_of(const struct grouping *g, int32_t thing)
{
	return thing >= 0 ? g->ids.names[thing] : STR_EMPTY;
}

/* ---- atoms ---- */

int32_t thing_number(struct grouping *g, struct str id)
{
	size_t before = g->ids.count, cap = g->id_cap;
	uint32_t number = intern_add(&g->ids, id);
	g->beside = array_room(g->beside, number, &cap, sizeof *g->beside, 256);
	cap = g->id_cap;
	g->subject = array_room(g->subject, number, &cap, sizeof *g->subject, 256);
	g->id_cap = cap;
	if (g->ids.count > before) {
		g->beside[number] = 0;
		g->subject[number] = false;
	}
	return (int32_t)number;
}

uint32_t atom_of(struct grouping *g, int class, int32_t thing)
{
	const int32_t name[2] = { class, thing };
	uint32_t number = intern_add(&g->atom_names, (struct str){ (const char *)name, sizeof name });
	if (number == g->atom_count) {
		g->atoms = array_room(g->atoms, g->atom_count, &g->atom_cap, sizeof *g->atoms, 256);
		g->atoms[g->atom_count++] = (struct atom){ .class = class, .thing = thing, .group = -1, .next = -1 };
	}
	return number;
}

/* Of a way and a thing that are at home elsewhere the way does not matter. */
static struct row_place *row_place(struct grouping *g, int way, const struct thing *thing)
{
	struct row_place *place = &g->places[((uintptr_t)thing / sizeof *thing + 37u * (unsigned)way) % ROW_PLACES];
	struct str id = thing != NULL ? thing->id : STR_EMPTY;
	int root = ontology_root(g->ontology, way), class = root;
	if (place->way == way + 1 && place->thing == thing) {
		return place;
	}
	*place = (struct row_place){ .thing = thing, .way = way + 1 };
	place->beside = thing != NULL ? (uint32_t)thing_number(g, thing->id) : 0;
	ontology_home(g->ontology, &class, &id);
	place->atom = atom_of(g, class == root ? way : class, id.len > 0 ? thing_number(g, id) : NO_THING);
	return place;
}

void row_add(struct grouping *g, const struct stated *stated, const struct thing *thing, uint32_t contact)
{
	const struct row_place *place = row_place(g, stated->way, thing);
	struct atom *atom = &g->atoms[place->atom];
	if (thing != NULL) {
		g->beside[place->beside]++;
	}
	atom->contacts = array_room(atom->contacts, atom->count, &atom->cap, sizeof *atom->contacts, 8);
	atom->contacts[atom->count++] = contact;
	g->rows++;
}

/* ---- groups ---- */

int32_t group_new(struct grouping *g, int class, int32_t thing)
{
	g->groups = array_room(g->groups, g->group_count, &g->group_cap, sizeof *g->groups, 256);
	g->groups[g->group_count] = (struct group){ .class = class, .thing = thing, .issue = -1, .first = -1 };
	return (int32_t)g->group_count++;
}

bool lives_in(const struct group *group, int class)
{
	return !group->dead && group->class == class;
}

bool names_thing_in(const struct group *group, int class)
{
	return lives_in(group, class) && group->thing >= 0;
}

bool names_subject_in(const struct grouping *g, const struct group *group, int class)
{
	return names_thing_in(group, class) && g->subject[group->thing];
}

int32_t group_find(const struct grouping *g, int class, int32_t thing)
{
	for (size_t i = 0; i < g->group_count; i++) {
		if (lives_in(&g->groups[i], class) && g->groups[i].thing == thing) {
			return (int32_t)i;
		}
	}
	return -1;
}

int32_t group_of(struct grouping *g, int class, int32_t thing)
{
	int32_t found = group_find(g, class, thing);
	return found >= 0 ? found : group_new(g, class, thing);
}

const struct atom *first_atom(const struct grouping *g, int32_t group)
{
	return group < 0 || g->groups[group].first < 0 ? NULL : &g->atoms[g->groups[group].first];
}

const struct atom *next_atom(const struct grouping *g, const struct atom *atom)
{
	return atom->next < 0 ? NULL : &g->atoms[atom->next];
}

void atom_put(struct grouping *g, size_t atom, int32_t group)
{
	struct group *to = &g->groups[group];
	g->atoms[atom].group = group;
	g->atoms[atom].next = to->first;
	to->first = (int32_t)atom;
	to->size_known = false;
}

/* Takes the atom out of its group. */
void atom_take(struct grouping *g, size_t atom)
{
	struct group *from = &g->groups[g->atoms[atom].group];
	int32_t *at = &from->first;
	while (*at != (int32_t)atom) {
		at = &g->atoms[*at].next;
	}
	*at = g->atoms[atom].next;
	from->size_known = false;
}

uint64_t group_rows(const struct grouping *g, int32_t group)
{
	uint64_t rows = 0;
	for (const struct atom *atom = first_atom(g, group); atom != NULL; atom = next_atom(g, atom)) {
		rows += atom->count;
	}
	return rows;
}

/* Rows of a group that name this thing. */
uint64_t rows_with(const struct grouping *g, int32_t group, int32_t thing)
{
	uint64_t rows = 0;
	for (const struct atom *atom = first_atom(g, group); atom != NULL; atom = next_atom(g, atom)) {
		rows += atom->thing == thing ? atom->count : 0;
	}
	return rows;
}

/* Distinct contacts (weighed). */
uint64_t group_size(struct grouping *g, int32_t group)
{
	uint64_t size = 0;
	if (g->groups[group].size_known) {
		return g->groups[group].size;
	}
	g->stamp_now++;
	for (const struct atom *atom = first_atom(g, group); atom != NULL; atom = next_atom(g, atom)) {
		for (size_t r = 0; r < atom->count; r++) {
			bool first = g->stamp[atom->contacts[r]] != g->stamp_now;
			size += first ? g->learning->weights[atom->contacts[r]] : 0;
			g->stamp[atom->contacts[r]] = g->stamp_now;
		}
	}
	g->groups[group].size = size;
	g->groups[group].size_known = true;
	return size;
}

bool is_small(struct grouping *g, int32_t group)
{
	return group_size(g, group) < g->learning->floor;
}

void group_join(struct grouping *g, int32_t from, int32_t to)
{
	if (from == to) {
		return;
	}
	while (g->groups[from].first >= 0) {
		size_t atom = (size_t)g->groups[from].first;
		atom_take(g, atom);
		atom_put(g, atom, to);
	}
	g->groups[from].dead = true;
}

uint64_t class_rows(const struct grouping *g, int class)
{
	uint64_t rows = 0;
	for (size_t a = 0; a < g->atom_count; a++) {
		const struct atom *atom = &g->atoms[a];
		rows += atom->group >= 0 && g->groups[atom->group].class == class ? atom->count : 0;
	}
	return rows;
}

/* How much more often the thing stands beside this class than beside any trouble. */
double lift(const struct grouping *g, uint64_t with, uint64_t of_class, int32_t thing)
{
	double here = of_class > 0 ? (double)with / (double)of_class : 0;
	double anywhere = g->rows > 0 ? (double)g->beside[thing] / (double)g->rows : 0;
	return anywhere > 0 ? here / anywhere : 0;
}

int class_named(const struct grouping *g, struct str name)
{
	return ontology_find(g->ontology, name);
}

struct str root_name(const struct grouping *g, int class)
{
	return g->ontology->classes[ontology_root(g->ontology, class)].name;
}

static int compare_sized(const void *left, const void *right)
{
	const struct sized *a = left, *b = right;
	return a->size != b->size ? (a->size > b->size ? -1 : 1) : (a->group > b->group) - (a->group < b->group);
}

/* Living groups, the biggest first. Groups are numbered in the order of the sample, which no input order changes. */
struct sized_list by_size(struct grouping *g)
{
	struct sized_list list = { .groups = memory_array(g->group_count + 1, sizeof *list.groups) };
	for (size_t i = 0; i < g->group_count; i++) {
		if (!g->groups[i].dead) {
			list.groups[list.count++] = (struct sized){ (int32_t)i, group_size(g, (int32_t)i) };
		}
	}
	qsort(list.groups, list.count, sizeof *list.groups, compare_sized);
	return list;
}
