/* issue_groups.h - rows of troubles by class and thing, and the groups that they join: what the steps of issue_group.c,
 * issue_ways.c and issue_publish.c work on.
 *
 * Every trouble of the sample is a row of an atom, (class or way, thing) as the ontology's homes have it. Groups start
 * as atoms of one key and only ever join. */
#ifndef GRIPE_ISSUE_GROUPS_H
#define GRIPE_ISSUE_GROUPS_H

#include "issue_learn.h"

enum { NO_THING = -1, WHOLE = -2, OTHER = -3 };

struct atom {
	int class;
	int32_t thing;      /* number of its id, or NO_THING */
	uint32_t *contacts; /* [count] of each row, rising; one row a trouble */
	size_t count, cap;
	int32_t group, next; /* next: another atom of its group, or -1 */
};
struct group {
	int class;
	int32_t thing; /* number of its id, NO_THING, WHOLE or OTHER */
	bool dead;     /* joined another */
	int32_t issue;
	int32_t first;   /* of its atoms, or -1 */
	uint64_t size;   /* see group_size; */
	bool size_known; /* no atom came or went since */
};
/* Where rows of a thing and way go: most rows are of a few of these pairs, and finding them by name costs five
 * times as much. */
struct row_place {
	const struct thing *thing;
	int way; /* + 1; 0: free */
	uint32_t beside, atom;
};
enum { ROW_PLACES = 1 << 10 };

struct grouping {
	struct issue_learning *learning;
	struct issue_model *model;
	const struct ontology *ontology;
	struct intern ids; /* of things */
	bool *subject;     /* [ids.count] */
	uint64_t *beside;  /* [ids.count] rows of troubles that stand beside it */
	size_t id_cap;
	struct intern atom_names;
	struct atom *atoms;
	size_t atom_count, atom_cap;
	struct row_place *places; /* [ROW_PLACES] a pair may take another's place: a cache, and no more */
	struct group *groups;
	size_t group_count, group_cap;
	uint32_t *stamp; /* [record_count] */
	uint32_t stamp_now;
	uint64_t rows;
};

struct sized {
	int32_t group;
	uint64_t size;
};
struct sized_list {
	struct sized *groups; /* [count] */
	size_t count;
};

struct str id_of(const struct grouping *g, int32_t thing);
uint32_t atom_of(struct grouping *g, int class, int32_t thing);
int32_t thing_number(struct grouping *g, struct str id);
int32_t group_new(struct grouping *g, int class, int32_t thing);
bool lives_in(const struct group *group, int class);
bool names_thing_in(const struct group *group, int class);
bool names_subject_in(const struct grouping *g, const struct group *group, int class);
int32_t group_find(const struct grouping *g, int class, int32_t thing);
int32_t group_of(struct grouping *g, int class, int32_t thing);
const struct atom *first_atom(const struct grouping *g, int32_t group);
const struct atom *next_atom(const struct grouping *g, const struct atom *atom);
void atom_put(struct grouping *g, size_t atom, int32_t group);
/* Takes the atom out of its group. */
void atom_take(struct grouping *g, size_t atom);
uint64_t group_rows(const struct grouping *g, int32_t group);
/* Rows of a group that name this thing. */
uint64_t rows_with(const struct grouping *g, int32_t group, int32_t thing);
/* Distinct contacts (weighed). */
uint64_t group_size(struct grouping *g, int32_t group);
bool is_small(struct grouping *g, int32_t group);
void group_join(struct grouping *g, int32_t from, int32_t to);
uint64_t class_rows(const struct grouping *g, int class);
/* How much more often the thing stands beside this class than beside any trouble. */
double lift(const struct grouping *g, uint64_t with, uint64_t of_class, int32_t thing);
int class_named(const struct grouping *g, struct str name);
void row_add(struct grouping *g, const struct stated *stated, const struct thing *thing, uint32_t contact);
struct str root_name(const struct grouping *g, int class);
/* Living groups, the biggest first. Groups are numbered in the order of the sample, which no input order changes. */
struct sized_list by_size(struct grouping *g);

/* issue_ways.c: ways of a class that stand by themselves; the others go back to their class. */
void ways_settle(struct grouping *g);
/* class_split - things of a class that is too broad, or that names no cause, become groups of their own. */
void class_split(struct grouping *g, int class);
/* broad_are_rests - what is left of a very broad class where ways and things of it stand is other things. */
void broad_are_rests(struct grouping *g);
/* issue_publish.c: groups that are issues go to the model, with what leads each. */
void publish(struct grouping *g);

#endif
