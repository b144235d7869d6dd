/* issue_group.c - pairs of class and thing become issues.
 *
 * Every trouble of the sample is a row of an atom, (class, thing) as the ontology's homes have it. Groups start as
 * atoms of one key and only ever join, so that the model can say for each atom which issue it belongs to, and a mention
 * of another night goes the same way. Steps, each a function below: things that are awaited; small things join bigger
 * ones by the meaning of their names; what is said of everything heads nothing; what names no thing goes to the product
 * itself; classes that are too broad, or name no cause, are split by their things; neighbours of one thing merge; what
 * is left below the floor is the class's remainder.
 *
 * Constants were set by reading on development inputs; see tests/quality/issues.md. */
#include <math.h>
#include <stdlib.h>

#include "array.h"
#include "issue_learn.h"
#include "theme_vector.h"
#include "tsv.h"

static const double LIFT = 1.3; /* what is said of everything heads a class only where it stands beside it so often */
static const double MAIN_SUBJECT =
    0.4;                            /* a class of whose things so many are one subject is of it where none is named */
static const double DOMINANT = 0.5; /* a thing that so many of a class's name: it is meant where none is named */
static const double ALONE = 0.35;   /* a class of which so many name no thing is of the product itself */
static const double SMALL_COSINE = 0.62; /* names so near: a small thing joins a bigger one */
static const double TWICE = 2;           /* late and wait of one thing: the one that is twice the other */
static const double BROAD = 0.25;        /* of the problem contacts: a class that holds more is split */
static const double PART = 0.12;         /* of its class that a thing must have to be split off */
static const double PART_LIFT = 1.5;
static const double BARE = 0.25; /* of a class without a thing that name the subject which it merges with */

static const double NAMED = 0.5;    /* of an issue's rows that name its thing: then the label does */
static const double OR_SHARE = 0.2; /* of them that state a neighbour: then the label names it too */

enum { NO_THING = -1, WHOLE = -2, OTHER = -3 };

struct atom {
	int class;
	int32_t thing;      /* number of its id, or NO_THING */
	uint32_t *contacts; /* [count] of each row, rising; one row a trouble */
	size_t count, cap;
	int32_t group;
};
struct group {
	int class;
	int32_t thing; /* number of its id, NO_THING, WHOLE or OTHER */
	bool dead;     /* joined another */
	int32_t issue;
};

struct grouping {
	struct issue_learning *learning;
	struct issue_model *model;
	const struct ontology *ontology;
	struct arena arena;
	struct tsv lists;
	struct intern ids; /* of things */
	bool *subject;     /* [ids.count] */
	bool *listed;      /* [ids.count]: of thing.tsv */
	uint64_t *beside;  /* [ids.count] rows of troubles that stand beside it */
	size_t id_cap;
	struct intern atom_names;
	struct atom *atoms;
	size_t atom_count, atom_cap;
	struct group *groups;
	size_t group_count, group_cap;
	uint32_t *stamp; /* [record_count] */
	uint32_t stamp_now;
	uint64_t rows;
	struct theme_reader *reader;
};

/* ---- lists ---- */

static bool in_list(const struct grouping *g, struct str list, struct str word)
{
	for (size_t i = 0; i < g->lists.row_count; i++) {
		struct str words = g->lists.rows[i].cells[1];
		while (str_eq(g->lists.rows[i].cells[0], list) && words.at != NULL) {
			struct str rest;
			if (str_eq(str_cut(words, ' ', &rest), word)) {
				return true;
			}
			words = rest;
		}
	}
	return false;
}

static struct str id_of(const struct grouping *g, int32_t thing)
{
	return thing >= 0 ? g->ids.names[thing] : STR_EMPTY;
}

/* ---- atoms ---- */

static int32_t thing_number(struct grouping *g, struct str id)
{
	size_t before = g->ids.count, cap = g->id_cap;
	uint32_t number = intern_add(&g->ids, id);
	g->beside = array_room(g->beside, number, &cap, sizeof *g->beside, 256);
	cap = g->id_cap;
	g->subject = array_room(g->subject, number, &cap, sizeof *g->subject, 256);
	cap = g->id_cap;
	g->listed = array_room(g->listed, number, &cap, sizeof *g->listed, 256);
	g->id_cap = cap;
	if (g->ids.count > before) {
		g->beside[number] = 0;
		g->subject[number] = g->listed[number] = false;
	}
	return (int32_t)number;
}

static struct atom *atom_of(struct grouping *g, int class, int32_t thing)
{
	const int32_t name[2] = { class, thing };
	uint32_t number = intern_add(&g->atom_names, (struct str){ (const char *)name, sizeof name });
	if (number == g->atom_count) {
		g->atoms = array_room(g->atoms, g->atom_count, &g->atom_cap, sizeof *g->atoms, 256);
		g->atoms[g->atom_count++] = (struct atom){ .class = class, .thing = thing, .group = -1 };
	}
	return &g->atoms[number];
}

static void row_add(struct grouping *g, const struct stated *stated, const struct thing *thing, uint32_t contact)
{
	int class = stated->class;
	struct str id = thing != NULL ? thing->id : STR_EMPTY;
	int32_t number = NO_THING;
	struct atom *atom;
	if (thing != NULL) {
		number = thing_number(g, thing->id); /* may move beside */
		g->beside[number]++;
	}
	ontology_home(g->ontology, &class, &id);
	number = NO_THING;
	if (id.len > 0) {
		number = thing_number(g, id);
		g->listed[number] = g->listed[number] || thing->listed || !str_eq(id, thing->id);
	}
	atom = atom_of(g, class, number);
	atom->contacts = array_room(atom->contacts, atom->count, &atom->cap, sizeof *atom->contacts, 8);
	atom->contacts[atom->count++] = contact;
	g->rows++;
}

/* ---- groups ---- */

static int32_t group_new(struct grouping *g, int class, int32_t thing)
{
	g->groups = array_room(g->groups, g->group_count, &g->group_cap, sizeof *g->groups, 256);
	g->groups[g->group_count] = (struct group){ class, thing, false, -1 };
	return (int32_t)g->group_count++;
}

static int32_t group_find(const struct grouping *g, int class, int32_t thing)
{
	for (size_t i = 0; i < g->group_count; i++) {
		if (!g->groups[i].dead && g->groups[i].class == class && g->groups[i].thing == thing) {
			return (int32_t)i;
		}
	}
	return -1;
}

static int32_t group_of(struct grouping *g, int class, int32_t thing)
{
	int32_t found = group_find(g, class, thing);
	return found >= 0 ? found : group_new(g, class, thing);
}

static uint64_t group_rows(const struct grouping *g, int32_t group)
{
	uint64_t rows = 0;
	for (size_t a = 0; a < g->atom_count; a++) {
		rows += g->atoms[a].group == group ? g->atoms[a].count : 0;
	}
	return rows;
}

/* Rows of a group that name this thing. */
static uint64_t rows_with(const struct grouping *g, int32_t group, int32_t thing)
{
	uint64_t rows = 0;
	for (size_t a = 0; a < g->atom_count; a++) {
		rows += g->atoms[a].group == group && g->atoms[a].thing == thing ? g->atoms[a].count : 0;
	}
	return rows;
}

/* Distinct contacts. */
static uint64_t group_size(struct grouping *g, int32_t group)
{
	uint64_t size = 0;
	g->stamp_now++;
	for (size_t a = 0; a < g->atom_count; a++) {
		const struct atom *atom = &g->atoms[a];
		for (size_t r = 0; atom->group == group && r < atom->count; r++) {
			size += g->stamp[atom->contacts[r]] != g->stamp_now;
			g->stamp[atom->contacts[r]] = g->stamp_now;
		}
	}
	return size;
}

static void group_join(struct grouping *g, int32_t from, int32_t to)
{
	if (from == to) {
		return;
	}
	for (size_t a = 0; a < g->atom_count; a++) {
		if (g->atoms[a].group == from) {
			g->atoms[a].group = to;
		}
	}
	g->groups[from].dead = true;
}

static uint64_t class_rows(const struct grouping *g, int class)
{
	uint64_t rows = 0;
	for (size_t a = 0; a < g->atom_count; a++) {
		const struct atom *atom = &g->atoms[a];
		rows += atom->group >= 0 && g->groups[atom->group].class == class ? atom->count : 0;
	}
	return rows;
}

/* How much more often the thing stands beside this class than beside any trouble. */
static double lift(const struct grouping *g, uint64_t with, uint64_t of_class, int32_t thing)
{
	double here = of_class > 0 ? (double)with / (double)of_class : 0;
	double anywhere = g->rows > 0 ? (double)g->beside[thing] / (double)g->rows : 0;
	return anywhere > 0 ? here / anywhere : 0;
}

static int class_named(const struct grouping *g, struct str name)
{
	return ontology_find(g->ontology, name);
}

/* ---- the steps ---- */

static uint64_t atoms_rows(const struct grouping *g, int class)
{
	uint64_t rows = 0;
	for (size_t a = 0; a < g->atom_count; a++) {
		rows += g->atoms[a].class == class ? g->atoms[a].count : 0;
	}
	return rows;
}

/* The name of what is delivered that this file says most. */
static int32_t main_parcel(const struct grouping *g)
{
	int32_t best = NO_THING;
	uint64_t most = 0;
	for (int32_t t = 0; t < (int32_t)g->ids.count; t++) {
		uint64_t rows = 0;
		for (size_t a = 0; a < g->atom_count && in_list(g, STR("parcel"), g->ids.names[t]); a++) {
			bool getting = in_list(g, STR("getting"), g->ontology->classes[g->atoms[a].class].name);
			rows += g->atoms[a].thing == t && getting ? g->atoms[a].count : 0;
		}
		if (rows > most || (rows == most && rows > 0 && str_cmp(g->ids.names[t], g->ids.names[best]) < 0)) {
			best = t;
			most = rows;
		}
	}
	return best;
}

/* "Slow", and nothing said of what, where people are waited for: a long wait. */
static bool is_slow_service(const struct grouping *g, const struct atom *atom, int wait)
{
	return !g->model->product && atom->thing == NO_THING && atom->class == class_named(g, STR("slow")) &&
	       wait >= 0 && atoms_rows(g, wait) >= atoms_rows(g, atom->class);
}

/* One waits for it, so it is late: most files say the one or the other. */
static int awaited_class(const struct grouping *g, const struct atom *atom)
{
	int late = class_named(g, STR("late")), wait = class_named(g, STR("wait"));
	bool awaited = atom->thing == NO_THING || in_list(g, STR("awaited"), id_of(g, atom->thing));
	if (is_slow_service(g, atom, wait)) {
		return wait;
	}
	if (late < 0 || wait < 0 || (atom->class != late && atom->class != wait) || !awaited) {
		return atom->class;
	}
	if ((double)atoms_rows(g, late) >= TWICE * (double)atoms_rows(g, wait)) {
		return late;
	}
	return (double)atoms_rows(g, wait) >= TWICE * (double)atoms_rows(g, late) ? wait : atom->class;
}

static void start_groups(struct grouping *g)
{
	int32_t parcel = main_parcel(g);
	int cannot = class_named(g, STR("cannot")), broken = class_named(g, STR("broken"));
	for (size_t a = 0; a < g->atom_count; a++) {
		struct atom *atom = &g->atoms[a];
		int class = awaited_class(g, atom);
		int32_t thing = atom->thing;
		if (thing >= 0 && in_list(g, STR("parcel"), id_of(g, thing)) &&
		    in_list(g, STR("getting"), g->ontology->classes[class].name)) {
			thing = parcel;
		}
		if (class == cannot && broken >= 0 && thing >= 0 && g->subject[thing]) {
			class = broken; /* something cannot be done with the app: it doesn't work */
		}
		if (g->ontology->classes[class].mode == CLASS_WHOLE) {
			thing = WHOLE;
		}
		atom->group = group_of(g, class, thing);
	}
}

static struct str thing_name(const struct grouping *g, int32_t thing)
{
	const struct issue_thing *known = issue_model_thing_find(g->model, g->ids.names[thing]);
	return known != NULL && known->name.len > 0 ? known->name : g->ids.names[thing];
}

/* The direction of a thing's name; false when no piece of it is known. */
static bool name_vector(struct grouping *g, int32_t thing, float *vector)
{
	struct arena arena = ARENA_INIT;
	struct theme_words words;
	theme_read(g->reader, &arena, thing_name(g, thing), &words);
	double length = theme_semantic_sum(g->reader, &words, vector);
	arena_release(&arena);
	return length > 0;
}

static double dot(const float *a, const float *b, size_t n)
{
	double sum = 0;
	for (size_t i = 0; i < n; i++) {
		sum += (double)a[i] * (double)b[i];
	}
	return sum;
}

static void small_join_of(struct grouping *g, int32_t small, const int32_t *bigs, const float *vectors, size_t count)
{
	size_t dim = piece_table_dim(g->learning->table);
	float own[THEME_SEMANTIC_MAX];
	double best = SMALL_COSINE;
	int32_t host = -1;
	if (!name_vector(g, g->groups[small].thing, own)) {
		return;
	}
	for (size_t b = 0; b < count; b++) {
		double cosine = dot(own, vectors + b * dim, dim);
		if (cosine >= best) {
			best = cosine;
			host = bigs[b];
		}
	}
	if (host >= 0) {
		group_join(g, small, host);
	}
}

static void small_things_join(struct grouping *g)
{
	size_t dim = g->learning->table != NULL ? piece_table_dim(g->learning->table) : 0, count = g->group_count;
	int32_t *bigs = memory_array(count + 1, sizeof *bigs);
	float *vectors = memory_array((count + 1) * (dim + 1), sizeof *vectors);
	for (size_t class = 0; class < g->ontology->count && dim > 0; class ++) {
		size_t n = 0;
		for (size_t i = 0; i < count; i++) {
			if (g->groups[i].class == (int)class && g->groups[i].thing >= 0 &&
			    group_size(g, (int32_t)i) >= g->learning->floor &&
			    name_vector(g, g->groups[i].thing, vectors + n * dim)) {
				bigs[n++] = (int32_t)i;
			}
		}
		for (size_t i = 0; i < count && n > 0; i++) {
			if (g->groups[i].class == (int)class && !g->groups[i].dead && g->groups[i].thing >= 0 &&
			    group_size(g, (int32_t)i) < g->learning->floor) {
				small_join_of(g, (int32_t)i, bigs, vectors, n);
			}
		}
	}
	free(bigs);
	free(vectors);
}

/* A subject heads a class only where it stands beside it more often than beside any trouble. */
static void subjects_weigh(struct grouping *g)
{
	size_t count = g->group_count;
	for (size_t i = 0; i < count; i++) {
		const struct group group = g->groups[i];
		uint64_t rows;
		if (group.dead || group.thing < 0 || !g->subject[group.thing]) {
			continue;
		}
		rows = group_rows(g, (int32_t)i);
		if (group_size(g, (int32_t)i) < g->learning->floor ||
		    lift(g, rows, class_rows(g, group.class), group.thing) < LIFT) {
			group_join(g, (int32_t)i, group_of(g, group.class, NO_THING));
		}
	}
}

/* What names no thing is said of the main subject, or of the product itself that nobody names. */
static void thingless_place_of(struct grouping *g, int class)
{
	int32_t bare = group_find(g, class, NO_THING), subject = -1, biggest = -1;
	uint64_t named = 0, most = 0, biggest_rows = 0, all, loose;
	for (size_t i = 0; i < g->group_count; i++) {
		const struct group *group = &g->groups[i];
		uint64_t rows;
		if (group->dead || group->class != class || group->thing < 0) {
			continue;
		}
		rows = group_rows(g, (int32_t)i);
		named += rows;
		if (rows > biggest_rows) {
			biggest_rows = rows;
			biggest = (int32_t)i;
		}
		if (g->subject[group->thing] && rows > most) {
			most = rows;
			subject = (int32_t)i;
		}
	}
	for (size_t i = 0; i < g->group_count && subject >= 0; i++) {
		if (!g->groups[i].dead && g->groups[i].class == class && g->groups[i].thing >= 0 &&
		    g->subject[g->groups[i].thing] && (int32_t)i != subject) {
			group_join(g, (int32_t)i, subject);
		}
	}
	if (bare < 0) {
		return;
	}
	loose = group_rows(g, bare);
	all = loose + named;
	if (subject >= 0 && (double)most >= MAIN_SUBJECT * (double)named) {
		group_join(g, bare, subject);
	} else if (subject >= 0 && !class_is(g->ontology, class, CLASS_NEEDS) &&
	           (double)(loose + most) >= ALONE * (double)all) {
		group_join(g, subject, bare);
	} else if (biggest >= 0 && (double)biggest_rows >= DOMINANT * (double)named) {
		group_join(g, bare, biggest);
	} else if ((double)loose < ALONE * (double)all || class_is(g->ontology, class, CLASS_NEEDS)) {
		g->groups[bare].thing = OTHER; /* a remainder, unless the floor says otherwise */
	}
}

/* Things of a class that is too broad, or that names no cause, become issues of their own. */
static void class_split(struct grouping *g, int class)
{
	int32_t whole = group_find(g, class, WHOLE);
	uint64_t rows = whole >= 0 ? group_rows(g, whole) : 0;
	bool broad = whole >= 0 && (double)group_size(g, whole) > BROAD * (double)g->learning->problems;
	if (whole < 0 || (!broad && !class_is(g->ontology, class, CLASS_VERDICT))) {
		return;
	}
	for (size_t a = 0; a < g->atom_count; a++) {
		struct atom *atom = &g->atoms[a];
		int32_t part;
		if (atom->group != whole || atom->thing < 0 || g->subject[atom->thing] ||
		    in_list(g, g->ontology->classes[class].name, id_of(g, atom->thing)) ||
		    (double)atom->count < PART * (double)rows || lift(g, atom->count, rows, atom->thing) < PART_LIFT) {
			continue;
		}
		part = group_new(g, class, atom->thing);
		atom->group = part;
		if (group_size(g, part) < g->learning->floor) {
			group_join(g, part, whole);
		}
	}
}

struct sized {
	int32_t group;
	uint64_t size;
};

static int compare_sized(const void *left, const void *right)
{
	const struct sized *a = left, *b = right;
	return a->size != b->size ? (a->size > b->size ? -1 : 1) : (a->group > b->group) - (a->group < b->group);
}

/* Living groups, the biggest first. Groups are numbered in the order of the sample, which no input order changes. */
static struct sized *by_size(struct grouping *g, size_t *count)
{
	struct sized *list = memory_array(g->group_count + 1, sizeof *list);
	*count = 0;
	for (size_t i = 0; i < g->group_count; i++) {
		if (!g->groups[i].dead) {
			list[(*count)++] = (struct sized){ (int32_t)i, group_size(g, (int32_t)i) };
		}
	}
	qsort(list, *count, sizeof *list, compare_sized);
	return list;
}

/* The same thing; or the one names none and the other a subject that it often names. */
static bool same_thing(const struct grouping *g, int32_t a, int32_t b)
{
	int32_t ta = g->groups[a].thing, tb = g->groups[b].thing;
	int32_t bare = ta == NO_THING ? a : b, full = ta == NO_THING ? b : a;
	if (ta == tb) {
		return ta >= 0 || ta == NO_THING;
	}
	if ((ta != NO_THING && tb != NO_THING) || g->groups[full].thing < 0 || !g->subject[g->groups[full].thing] ||
	    class_is(g->ontology, g->groups[a].class, CLASS_NEEDS) ||
	    class_is(g->ontology, g->groups[b].class, CLASS_NEEDS)) {
		return false;
	}
	return (double)rows_with(g, bare, g->groups[full].thing) >= BARE * (double)group_rows(g, bare);
}

static void neighbours_merge(struct grouping *g)
{
	size_t count;
	struct sized *list = by_size(g, &count);
	for (size_t i = 0; i < count; i++) {
		int32_t guest = list[i].group;
		for (size_t h = 0; h < i; h++) {
			int32_t host = list[h].group;
			if (!g->groups[host].dead && g->groups[host].class != g->groups[guest].class &&
			    ontology_kin(g->ontology, g->groups[host].class, g->groups[guest].class) &&
			    same_thing(g, host, guest)) {
				group_join(g, guest, host);
				break;
			}
		}
	}
	free(list);
}

/* Below the floor: a whole class to a neighbour that stands; the rest to the class without a thing, or to its
 * remainder. */
static void small_groups_place(struct grouping *g)
{
	size_t count;
	struct sized *list = by_size(g, &count);
	for (size_t i = count; i-- > 0;) {
		struct group group = g->groups[list[i].group];
		int32_t host = -1;
		if (group.dead || list[i].size >= g->learning->floor || group.thing == OTHER) {
			continue;
		}
		for (size_t h = 0; h < count && host < 0 && group.thing == WHOLE; h++) {
			const struct group *other = &g->groups[list[h].group];
			bool kin = ontology_kin(g->ontology, group.class, other->class);
			host = !other->dead && other->thing == WHOLE && kin && list[h].size >= g->learning->floor
			           ? list[h].group
			           : -1;
		}
		host = host < 0 ? group_find(g, group.class, NO_THING) : host;
		host = host < 0 || host == list[i].group ? group_find(g, group.class, WHOLE) : host;
		host = host < 0 || host == list[i].group ? group_of(g, group.class, OTHER) : host;
		group_join(g, list[i].group, host);
	}
	free(list);
}

/* ---- to the model ---- */

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
	return atom->thing >= 0 && in_list(g, STR("parcel"), id_of(g, group->thing)) &&
	       in_list(g, STR("parcel"), id_of(g, atom->thing));
}

static struct issue_lead lead_of(const struct grouping *g, int32_t number)
{
	const struct group *group = &g->groups[number];
	struct issue_lead lead = { .class = group->class, .rest = group->thing == OTHER, .or_class = -1 };
	uint64_t rows[CLASSES_MAX] = { 0 }, all = 0, fit = 0;
	for (size_t a = 0; a < g->atom_count; a++) {
		const struct atom *atom = &g->atoms[a];
		if (atom->group == number) {
			rows[atom->class] += atom->count;
			all += atom->count;
			fit += group->thing >= 0 && thing_fits(g, group, atom) ? atom->count : 0;
		}
	}
	lead.thing = arena_dup(&g->learning->arena, id_of(g, group->thing)); /* ids go with the grouping */
	lead.named = (double)fit >= NAMED * (double)all;
	for (size_t c = 0; c < g->ontology->count; c++) {
		if ((int)c != group->class && (double)rows[c] >= OR_SHARE * (double)all &&
		    (lead.or_class < 0 || rows[c] > rows[lead.or_class])) {
			lead.or_class = (int)c;
		}
	}
	return lead;
}

static void publish(struct grouping *g)
{
	struct issue_model *model = g->model;
	size_t count;
	struct sized *list = by_size(g, &count);
	for (size_t i = 0; i < count; i++) {
		struct group *group = &g->groups[list[i].group];
		bool quiet = !class_is(g->ontology, group->class, CLASS_TROUBLE);
		struct issue_learning *learning = g->learning;
		if (list[i].size < learning->floor || (quiet && group->thing < 0) ||
		    g->ontology->classes[group->class].mode == CLASS_NONE) {
			continue;
		}
		learning->leads =
		    array_room(learning->leads, model->issue_count, &learning->lead_cap, sizeof *learning->leads, 64);
		model->issues =
		    array_room(model->issues, model->issue_count, &model->issue_cap, sizeof *model->issues, 64);
		learning->leads[model->issue_count] = lead_of(g, list[i].group);
		model->issues[model->issue_count] =
		    (struct issue_entry){ issue_id(g, group), STR_EMPTY, table_of(g, group->class), list[i].size, 0 };
		group->issue = (int32_t)model->issue_count++;
	}
	for (size_t a = 0; a < g->atom_count; a++) {
		const struct atom *atom = &g->atoms[a];
		size_t pair =
		    issue_model_pair(model, atom->class, atom->thing >= 0 ? g->ids.names[atom->thing] : THING_NONE);
		model->pairs[pair].issue = g->groups[atom->group].issue;
	}
	for (size_t i = 0; i < g->group_count; i++) {
		const struct group *group = &g->groups[i];
		bool rest = group->thing == OTHER || group->thing == WHOLE || group->thing == NO_THING;
		if (!group->dead && group->issue >= 0 && rest) {
			issue_model_pair_add(model, group->class, THING_OTHER)->issue = group->issue;
		}
	}
	free(list);
}

/* ---- rows of the sample ---- */

static int rows_read(struct grouping *g, struct err *err)
{
	int result = 0;
	const struct issue_learning *learning = g->learning;
	for (size_t r = 0; result == 0 && r < learning->record_count; r++) {
		const struct record *record = learning->records[r];
		struct thing_list *things = NULL;
		result = issue_things(learning->assigner, record->contact.lang, &things, err);
		for (size_t i = 0; result == 0 && i < record->mention_count; i++) {
			struct issue_mention *m = &learning->read[r][i];
			for (size_t k = 0; k < m->stated_count; k++) {
				if (!learning->things_chosen) {
					m->thing[k] =
					    issue_choose(g->model, things, &m->stated[k], m->near[k], m->near_count[k]);
				}
				row_add(g, &m->stated[k], m->thing[k], (uint32_t)r);
			}
		}
	}
	return result;
}

static void subjects_mark(struct grouping *g)
{
	for (uint32_t t = 0; t < g->ids.count; t++) {
		const struct issue_thing *thing = issue_model_thing_find(g->model, g->ids.names[t]);
		g->subject[t] = thing != NULL && (thing->roles & THING_SUBJECT) != 0;
	}
}

int issue_group(struct issue_learning *learning, struct err *err)
{
	struct grouping g = { .learning = learning, .model = learning->model, .ontology = learning->model->ontology };
	struct theme_language language = { learning->model->lang, learning->table, learning->lexicons };
	int result = tsv_lexicon(&g.lists, &g.arena, learning->lexicons, "any", "trouble_things.tsv", 2, err);
	intern_init(&g.ids);
	intern_init(&g.atom_names);
	g.stamp = memory_array(learning->record_count + 1, sizeof *g.stamp);
	result = result == 0 ? theme_reader_open(&g.reader, &language, err) : result;
	result = result == 0 ? rows_read(&g, err) : result;
	if (result == 0) {
		subjects_mark(&g);
		start_groups(&g);
		for (size_t class = 0; class < g.ontology->count; class ++) {
			class_split(&g, (int)class);
		}
		small_things_join(&g);
		subjects_weigh(&g);
		for (size_t class = 0; class < g.ontology->count; class ++) {
			if (g.ontology->classes[class].mode == CLASS_THING) {
				thingless_place_of(&g, (int)class);
			}
		}
		neighbours_merge(&g);
		small_groups_place(&g);
		publish(&g);
	}
	theme_reader_close(g.reader);
	for (size_t a = 0; a < g.atom_count; a++) {
		free(g.atoms[a].contacts);
	}
	free(g.atoms);
	free(g.groups);
	free(g.stamp);
	free(g.beside);
	free(g.subject);
	free(g.listed);
	intern_release(&g.ids);
	intern_release(&g.atom_names);
	arena_release(&g.arena);
	return result;
}
