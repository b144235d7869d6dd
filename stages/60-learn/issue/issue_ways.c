/* issue_ways.c - classes that say too little are told apart: by the way in which they are stated ("Food cold", "Food
 * bland"), and by what has them ("Fries cold, stale or tasteless").
 *
 * Constants were set by reading on development inputs; see tests/quality/issues.md. */
#include "issue_groups.h"

static const double BROAD = 0.25;     /* of the problem contacts: a class that holds more is split */
static const double WAY_BROAD = 0.4;  /* of the problem contacts: a class that holds more is told by its ways */
static const double WAY_PART = 0.05;  /* of its class that a way must have */
static const double WAY_LEAST = 0.01; /* of the problem contacts that a way must have */
static const double BROAD_TOLD =
    0.35;                        /* of a broad class that its ways and things hold: the rest of it is other things */
static const double PART = 0.12; /* of its class that a thing must have to be split off */
static const double VERDICT_PART = 0.05; /* the same, of a class that names no cause, and of a very broad one */
static const double PART_LIFT = 1.5;     /* lift of such a thing, at least */

static uint64_t root_rows(const struct grouping *g, int root)
{
	uint64_t rows = 0;
	for (size_t a = 0; a < g->atom_count; a++) {
		int32_t group = g->atoms[a].group;
		rows +=
		    group >= 0 && ontology_root(g->ontology, g->groups[group].class) == root ? g->atoms[a].count : 0;
	}
	return rows;
}

/* Distinct contacts (weighed) of all groups of a class and its ways, or of one way. */
static uint64_t class_size(struct grouping *g, int class)
{
	uint64_t size = 0;
	g->stamp_now++;
	for (size_t a = 0; a < g->atom_count; a++) {
		const struct atom *atom = &g->atoms[a];
		int own = atom->group >= 0 ? g->groups[atom->group].class : -1;
		bool in = own == class || (own >= 0 && ontology_root(g->ontology, own) == class);
		for (size_t r = 0; in && r < atom->count; r++) {
			bool first = g->stamp[atom->contacts[r]] != g->stamp_now;
			size += first ? g->learning->weights[atom->contacts[r]] : 0;
			g->stamp[atom->contacts[r]] = g->stamp_now;
		}
	}
	return size;
}

static bool is_broad(struct grouping *g, int root)
{
	return (double)class_size(g, root) > WAY_BROAD * (double)g->learning->problems;
}

/* A class that names itself is told apart by its ways where it is broad, or names no cause; one of a thing always. */
static bool is_told_by_way(struct grouping *g, int root)
{
	return g->ontology->classes[root].mode == CLASS_THING ||
	       class_is(g->ontology, root, CLASS_VERDICT | CLASS_VAGUE | CLASS_MIXED) || is_broad(g, root);
}

static bool way_stands(struct grouping *g, int way)
{
	int root = g->ontology->classes[way].parent;
	uint64_t rows = class_rows(g, way), size = rows > 0 ? class_size(g, way) : 0;
	return rows > 0 && said_of_way(g->learning->said, way) != NULL &&
	       (double)rows >= WAY_PART * (double)root_rows(g, root) && size >= g->learning->floor &&
	       (double)size >= WAY_LEAST * (double)g->learning->problems && is_told_by_way(g, root);
}

/* All groups of a way go back to its class, each to the one of its thing. */
static void way_leave(struct grouping *g, int way)
{
	size_t count = g->group_count;
	for (size_t i = 0; i < count; i++) {
		if (lives_in(&g->groups[i], way)) {
			group_join(g, (int32_t)i, group_of(g, g->ontology->classes[way].parent, g->groups[i].thing));
		}
	}
}

void ways_settle(struct grouping *g)
{
	bool stands[CLASSES_MAX] = { false };
	for (size_t c = 0; c < g->ontology->count; c++) {
		stands[c] = g->ontology->classes[c].parent < 0 || way_stands(g, (int)c);
	}
	for (size_t c = 0; c < g->ontology->count; c++) {
		if (!stands[c]) {
			way_leave(g, (int)c);
		}
	}
}

/* What is left of a broad class where ways and things of it stand is other things, in no way said. */
void broad_are_rests(struct grouping *g)
{
	for (size_t c = 0; c < g->ontology->count; c++) {
		bool broad = g->ontology->classes[c].parent < 0 && is_broad(g, (int)c);
		int32_t whole = broad ? group_find(g, (int)c, WHOLE) : -1;
		uint64_t all = whole >= 0 ? root_rows(g, (int)c) : 0, told = all - (all > 0 ? group_rows(g, whole) : 0);
		if (told > 0 && (double)told >= BROAD_TOLD * (double)all) {
			g->groups[whole].thing = OTHER;
		}
	}
}

static bool must_split(struct grouping *g, int class, int32_t whole)
{
	return (double)group_size(g, whole) > BROAD * (double)g->learning->problems ||
	       class_is(g->ontology, class, CLASS_VERDICT);
}

/* Rows of a class that a thing must have to be split off: less where the class names no cause or is very broad. */
static double rows_of_part(struct grouping *g, int class, uint64_t whole_rows)
{
	bool finely = class_is(g->ontology, class, CLASS_VERDICT) || is_broad(g, class);
	return (finely ? VERDICT_PART : PART) * (double)whole_rows;
}

/* A thing of a whole class that is said beside it more often than beside other troubles. */
static bool is_apart(const struct grouping *g, int32_t thing, int32_t whole, uint64_t whole_rows)
{
	return thing >= 0 && !g->subject[thing] &&
	       !issue_listed(g->learning, root_name(g, g->groups[whole].class), id_of(g, thing)) &&
	       lift(g, rows_with(g, whole, thing), whole_rows, thing) >= PART_LIFT;
}

static void part_split(struct grouping *g, int32_t thing, int32_t whole)
{
	int32_t part = group_new(g, g->groups[whole].class, thing);
	for (size_t a = 0; a < g->atom_count; a++) {
		if (g->atoms[a].group == whole && g->atoms[a].thing == thing) {
			atom_take(g, a);
			atom_put(g, a, part);
		}
	}
	if (is_small(g, part)) {
		group_join(g, part, whole);
	}
}

/* Things of a class that is too broad, or that names no cause, become issues of their own. */
void class_split(struct grouping *g, int class)
{
	int32_t whole = group_find(g, class, WHOLE);
	if (whole >= 0 && must_split(g, class, whole)) {
		uint64_t rows = group_rows(g, whole);
		double wanted = rows_of_part(g, class, rows);
		for (size_t a = 0; a < g->atom_count; a++) {
			int32_t thing = g->atoms[a].thing;
			if (g->atoms[a].group == whole && is_apart(g, thing, whole, rows) &&
			    (double)rows_with(g, whole, thing) >= wanted) {
				part_split(g, thing, whole);
			}
		}
	}
}
