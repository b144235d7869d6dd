/* issue_group.c - pairs of class and thing become issues.
 *
 * Every trouble of the sample is a row of an atom, (class, thing) as the ontology's homes have it. Groups start as
 * atoms of one key and only ever join, so that the model can say for each atom which issue it belongs to, and a mention
 * of another night goes the same way. Steps, each a function below: things that are awaited; small things join bigger
 * ones by the meaning of their names; what is said of everything heads nothing; what names no thing goes to the product
 * itself; classes that are too broad, or name no cause, are split by their things; neighbours of one thing merge; what
 * is left below the floor is the class's remainder, and so is what names neither a thing nor a cause.
 *
 * Constants were set by reading on development inputs; see tests/quality/issues.md. */
#include <math.h>
#include <stdlib.h>

#include "array.h"
#include "issue_learn.h"

static const double LIFT = 1.3; /* what is said of everything heads a class only where it stands beside it so often */
static const double MAIN_SUBJECT =
    0.4; /* a class of whose things so many are one subject is of it where none is named */
static const double DOMINANT =
    0.5; /* a thing that so many of a class's name, and more than name none: it is meant there */
static const double ALONE = 0.35;        /* a class of which so many name no thing is of the product itself */
static const double SMALL_COSINE = 0.62; /* names so near: a small thing joins a bigger one */
static const double TWICE = 1.5;         /* late and wait of one thing: the one that is so many times the other */
static const double BROAD = 0.25;        /* of the problem contacts: a class that holds more is split */
static const double PART = 0.12;         /* of its class that a thing must have to be split off */
static const double VERDICT_PART = 0.05; /* the same, of a class that names no cause */
static const double PART_LIFT = 1.5;     /* lift of such a thing, at least */
static const double BARE = 0.25;         /* of a class without a thing that name the subject which it merges with */

static const double NAMED = 0.5;    /* of an issue's rows that name its thing: then the label does */
static const double OR_SHARE = 0.2; /* of them that state a neighbour: then the label names it too */

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
/* Where rows of a thing and class go: most rows are of a few of these pairs, and finding them by name costs five
 * times as much. */
struct row_place {
	const struct thing *thing;
	int class; /* + 1; 0: free */
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

/* ---- lists ---- */

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
	g->id_cap = cap;
	if (g->ids.count > before) {
		g->beside[number] = 0;
		g->subject[number] = false;
	}
	return (int32_t)number;
}

static uint32_t atom_of(struct grouping *g, int class, int32_t thing)
{
	const int32_t name[2] = { class, thing };
	uint32_t number = intern_add(&g->atom_names, (struct str){ (const char *)name, sizeof name });
	if (number == g->atom_count) {
		g->atoms = array_room(g->atoms, g->atom_count, &g->atom_cap, sizeof *g->atoms, 256);
		g->atoms[g->atom_count++] = (struct atom){ .class = class, .thing = thing, .group = -1, .next = -1 };
	}
	return number;
}

static struct row_place *row_place(struct grouping *g, int class, const struct thing *thing)
{
	struct row_place *place = &g->places[((uintptr_t)thing / sizeof *thing + 37u * (unsigned)class) % ROW_PLACES];
	struct str id = thing != NULL ? thing->id : STR_EMPTY;
	if (place->class == class + 1 && place->thing == thing) {
		return place;
	}
	*place = (struct row_place){ .thing = thing, .class = class + 1 };
	place->beside = thing != NULL ? (uint32_t)thing_number(g, thing->id) : 0;
	ontology_home(g->ontology, &class, &id);
	place->atom = atom_of(g, class, id.len > 0 ? thing_number(g, id) : NO_THING);
	return place;
}

static void row_add(struct grouping *g, const struct stated *stated, const struct thing *thing, uint32_t contact)
{
	const struct row_place *place = row_place(g, stated->class, thing);
	struct atom *atom = &g->atoms[place->atom];
	if (thing != NULL) {
		g->beside[place->beside]++;
	}
	atom->contacts = array_room(atom->contacts, atom->count, &atom->cap, sizeof *atom->contacts, 8);
	atom->contacts[atom->count++] = contact;
	g->rows++;
}

/* ---- groups ---- */

static int32_t group_new(struct grouping *g, int class, int32_t thing)
{
	g->groups = array_room(g->groups, g->group_count, &g->group_cap, sizeof *g->groups, 256);
	g->groups[g->group_count] = (struct group){ .class = class, .thing = thing, .issue = -1, .first = -1 };
	return (int32_t)g->group_count++;
}

static bool lives_in(const struct group *group, int class)
{
	return !group->dead && group->class == class;
}

static bool names_thing_in(const struct group *group, int class)
{
	return lives_in(group, class) && group->thing >= 0;
}

static bool names_subject_in(const struct grouping *g, const struct group *group, int class)
{
	return names_thing_in(group, class) && g->subject[group->thing];
}

static int32_t group_find(const struct grouping *g, int class, int32_t thing)
{
	for (size_t i = 0; i < g->group_count; i++) {
		if (lives_in(&g->groups[i], class) && g->groups[i].thing == thing) {
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

static const struct atom *first_atom(const struct grouping *g, int32_t group)
{
	return group < 0 || g->groups[group].first < 0 ? NULL : &g->atoms[g->groups[group].first];
}

static const struct atom *next_atom(const struct grouping *g, const struct atom *atom)
{
	return atom->next < 0 ? NULL : &g->atoms[atom->next];
}

static void atom_put(struct grouping *g, size_t atom, int32_t group)
{
	struct group *to = &g->groups[group];
	g->atoms[atom].group = group;
	g->atoms[atom].next = to->first;
	to->first = (int32_t)atom;
	to->size_known = false;
}

/* Takes the atom out of its group. */
static void atom_take(struct grouping *g, size_t atom)
{
	struct group *from = &g->groups[g->atoms[atom].group];
	int32_t *at = &from->first;
	while (*at != (int32_t)atom) {
		at = &g->atoms[*at].next;
	}
	*at = g->atoms[atom].next;
	from->size_known = false;
}

static uint64_t group_rows(const struct grouping *g, int32_t group)
{
	uint64_t rows = 0;
	for (const struct atom *atom = first_atom(g, group); atom != NULL; atom = next_atom(g, atom)) {
		rows += atom->count;
	}
	return rows;
}

/* Rows of a group that name this thing. */
static uint64_t rows_with(const struct grouping *g, int32_t group, int32_t thing)
{
	uint64_t rows = 0;
	for (const struct atom *atom = first_atom(g, group); atom != NULL; atom = next_atom(g, atom)) {
		rows += atom->thing == thing ? atom->count : 0;
	}
	return rows;
}

/* Distinct contacts (weighed). */
static uint64_t group_size(struct grouping *g, int32_t group)
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

static bool is_small(struct grouping *g, int32_t group)
{
	return group_size(g, group) < g->learning->floor;
}

static void group_join(struct grouping *g, int32_t from, int32_t to)
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
		for (size_t a = 0; a < g->atom_count && issue_listed(g->learning, STR("parcel"), g->ids.names[t]);
		     a++) {
			bool getting =
			    issue_listed(g->learning, STR("getting"), g->ontology->classes[g->atoms[a].class].name);
			rows += g->atoms[a].thing == t && getting ? g->atoms[a].count : 0;
		}
		if (rows > most || (rows == most && rows > 0 && str_cmp(g->ids.names[t], g->ids.names[best]) < 0)) {
			best = t;
			most = rows;
		}
	}
	return best;
}

/* Waiting in this file, by the rows of its classes. */
struct waiting {
	int late, wait, slow; /* classes; -1: the ontology has none of that name */
	bool slow_is_wait;    /* "slow", and nothing said of what, where people are waited for: a long wait */
	int said;             /* what it says of what is awaited: late or wait, or -1 when it says both */
};

static struct waiting waiting_of(const struct grouping *g)
{
	struct waiting w = { .late = class_named(g, STR("late")),
		             .wait = class_named(g, STR("wait")),
		             .slow = class_named(g, STR("slow")),
		             .said = -1 };
	double late = (double)atoms_rows(g, w.late), wait = (double)atoms_rows(g, w.wait);
	w.slow_is_wait = !g->model->product && w.wait >= 0 && wait >= (double)atoms_rows(g, w.slow);
	if (w.late >= 0 && w.wait >= 0) {
		w.said = late >= TWICE * wait ? w.late : wait >= TWICE * late ? w.wait : -1;
	}
	return w;
}

/* One waits for it, so it is late: most files say the one or the other. */
static int awaited_class(const struct grouping *g, const struct waiting *w, const struct atom *atom)
{
	if (w->slow_is_wait && atom->thing == NO_THING && atom->class == w->slow) {
		return w->wait;
	}
	if (w->said < 0 || (atom->class != w->late && atom->class != w->wait)) {
		return atom->class;
	}
	return atom->thing == NO_THING || issue_listed(g->learning, STR("awaited"), id_of(g, atom->thing))
	           ? w->said
	           : atom->class;
}

static void start_groups(struct grouping *g)
{
	const struct waiting waiting = waiting_of(g);
	int32_t parcel = main_parcel(g);
	int cannot = class_named(g, STR("cannot")), broken = class_named(g, STR("broken"));
	for (size_t a = 0; a < g->atom_count; a++) {
		const struct atom *atom = &g->atoms[a];
		int class = awaited_class(g, &waiting, atom);
		int32_t thing = atom->thing;
		if (thing >= 0 && issue_listed(g->learning, STR("parcel"), id_of(g, thing)) &&
		    issue_listed(g->learning, STR("getting"), g->ontology->classes[class].name)) {
			thing = parcel;
		}
		if (class == cannot && broken >= 0 && thing >= 0 && g->subject[thing]) {
			class = broken; /* something cannot be done with the app: it doesn't work */
		}
		if (g->ontology->classes[class].mode == CLASS_WHOLE) {
			thing = WHOLE;
		}
		atom_put(g, a, group_of(g, class, thing));
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
	theme_read(g->learning->reader, &arena, thing_name(g, thing), STR_EMPTY, &words);
	double length = theme_semantic_sum(g->learning->reader, &words, vector);
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

/* Groups of one class that reach the floor, and the directions of their things' names. */
struct bigs {
	int32_t *groups; /* [count] */
	float *vectors;  /* [count][dim] */
	size_t count, dim;
};

static void bigs_find(struct grouping *g, int class, struct bigs *bigs)
{
	bigs->count = 0;
	for (size_t i = 0; i < g->group_count; i++) {
		if (names_thing_in(&g->groups[i], class) && !is_small(g, (int32_t)i) &&
		    name_vector(g, g->groups[i].thing, bigs->vectors + bigs->count * bigs->dim)) {
			bigs->groups[bigs->count++] = (int32_t)i;
		}
	}
}

/* The group whose name is nearest to this direction, or -1 when none is near enough. */
static int32_t nearest_big(const struct bigs *bigs, const float *own)
{
	double best = SMALL_COSINE;
	int32_t host = -1;
	for (size_t b = 0; b < bigs->count; b++) {
		double cosine = dot(own, bigs->vectors + b * bigs->dim, bigs->dim);
		if (cosine >= best) {
			best = cosine;
			host = bigs->groups[b];
		}
	}
	return host;
}

static void small_thing_join(struct grouping *g, int32_t small, const struct bigs *bigs)
{
	float own[THEME_SEMANTIC_MAX];
	if (name_vector(g, g->groups[small].thing, own)) {
		int32_t host = nearest_big(bigs, own);
		group_join(g, small, host >= 0 ? host : small);
	}
}

static void small_things_join_in(struct grouping *g, int class, const struct bigs *bigs)
{
	for (size_t i = 0; i < g->group_count && bigs->count > 0; i++) {
		if (names_thing_in(&g->groups[i], class) && is_small(g, (int32_t)i)) {
			small_thing_join(g, (int32_t)i, bigs);
		}
	}
}

static void small_things_join(struct grouping *g)
{
	struct bigs bigs = { .dim = g->learning->table != NULL ? piece_table_dim(g->learning->table) : 0 };
	bigs.groups = memory_array(g->group_count + 1, sizeof *bigs.groups);
	bigs.vectors = memory_array((g->group_count + 1) * (bigs.dim + 1), sizeof *bigs.vectors);
	for (size_t class = 0; class < g->ontology->count && bigs.dim > 0; class ++) {
		bigs_find(g, (int)class, &bigs);
		small_things_join_in(g, (int)class, &bigs);
	}
	free(bigs.groups);
	free(bigs.vectors);
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
		if (is_small(g, (int32_t)i) || lift(g, rows, class_rows(g, group.class), group.thing) < LIFT) {
			group_join(g, (int32_t)i, group_of(g, group.class, NO_THING));
		}
	}
}

/* Rows of one class whose groups name a thing. */
struct named_rows {
	int32_t subject, biggest; /* the group of a subject, and the one of any thing, with most rows; -1: none */
	uint64_t subject_rows, biggest_rows, all; /* of these two; of all that name a thing */
};

static struct named_rows named_rows_of(const struct grouping *g, int class)
{
	struct named_rows named = { .subject = -1, .biggest = -1 };
	for (size_t i = 0; i < g->group_count; i++) {
		uint64_t rows = names_thing_in(&g->groups[i], class) ? group_rows(g, (int32_t)i) : 0;
		named.all += rows;
		if (rows > named.biggest_rows) {
			named.biggest_rows = rows;
			named.biggest = (int32_t)i;
		}
		if (rows > named.subject_rows && g->subject[g->groups[i].thing]) {
			named.subject_rows = rows;
			named.subject = (int32_t)i;
		}
	}
	return named;
}

static void subjects_join(struct grouping *g, int class, int32_t main_subject)
{
	for (size_t i = 0; i < g->group_count && main_subject >= 0; i++) {
		if (names_subject_in(g, &g->groups[i], class)) {
			group_join(g, (int32_t)i, main_subject);
		}
	}
}

static bool main_subject_is_meant(const struct named_rows *named)
{
	return named->subject >= 0 && (double)named->subject_rows >= MAIN_SUBJECT * (double)named->all;
}

static bool biggest_is_meant(const struct named_rows *named, uint64_t thingless)
{
	return named->biggest >= 0 && named->biggest_rows >= thingless &&
	       (double)named->biggest_rows >= DOMINANT * (double)named->all;
}

/* So many of a class's rows name no thing, or the subject at most, that it is of the product itself. */
static bool is_of_product(const struct grouping *g, int class, uint64_t thingless, const struct named_rows *named)
{
	uint64_t all = group_rows(g, group_find(g, class, NO_THING)) + named->all;
	return !class_is(g->ontology, class, CLASS_NEEDS) && (double)thingless >= ALONE * (double)all;
}

/* What names no thing is said of the main subject, or of the product itself that nobody names. */
static void thingless_place(struct grouping *g, int class)
{
	const struct named_rows named = named_rows_of(g, class);
	int32_t bare = group_find(g, class, NO_THING);
	uint64_t loose = bare >= 0 ? group_rows(g, bare) : 0;
	subjects_join(g, class, named.subject);
	if (bare < 0) {
		return;
	}
	if (main_subject_is_meant(&named)) {
		group_join(g, bare, named.subject);
	} else if (named.subject >= 0 && is_of_product(g, class, loose + named.subject_rows, &named)) {
		group_join(g, named.subject, bare);
	} else if (biggest_is_meant(&named, loose)) {
		group_join(g, bare, named.biggest);
	} else if (!is_of_product(g, class, loose, &named)) {
		g->groups[bare].thing = OTHER; /* a remainder, unless the floor says otherwise */
	}
}

static bool must_split(struct grouping *g, int class, int32_t whole)
{
	return (double)group_size(g, whole) > BROAD * (double)g->learning->problems ||
	       class_is(g->ontology, class, CLASS_VERDICT);
}

/* A thing that has its part of a whole class, and more of it than of other troubles. */
static bool is_part(const struct grouping *g, const struct atom *atom, int32_t whole, uint64_t whole_rows)
{
	int class = g->groups[whole].class;
	return atom->group == whole && atom->thing >= 0 && !g->subject[atom->thing] &&
	       !issue_listed(g->learning, g->ontology->classes[class].name, id_of(g, atom->thing)) &&
	       (double)atom->count >=
	           (class_is(g->ontology, class, CLASS_VERDICT) ? VERDICT_PART : PART) * (double)whole_rows &&
	       lift(g, atom->count, whole_rows, atom->thing) >= PART_LIFT;
}

static void part_split(struct grouping *g, size_t atom, int32_t whole)
{
	int32_t part = group_new(g, g->groups[whole].class, g->atoms[atom].thing);
	atom_take(g, atom);
	atom_put(g, atom, part);
	if (is_small(g, part)) {
		group_join(g, part, whole);
	}
}

/* Things of a class that is too broad, or that names no cause, become issues of their own. */
static void class_split(struct grouping *g, int class)
{
	int32_t whole = group_find(g, class, WHOLE);
	if (whole >= 0 && must_split(g, class, whole)) {
		uint64_t rows = group_rows(g, whole);
		for (size_t a = 0; a < g->atom_count; a++) {
			if (is_part(g, &g->atoms[a], whole, rows)) {
				part_split(g, a, whole);
			}
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

struct sized_list {
	struct sized *groups; /* [count] */
	size_t count;
};

/* Living groups, the biggest first. Groups are numbered in the order of the sample, which no input order changes. */
static struct sized_list by_size(struct grouping *g)
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

/* "Crashes" says more than "doesn't work": it stays where it can stand by itself. */
static bool says_more(const struct grouping *g, const struct sized *guest, int host_class)
{
	return class_is(g->ontology, host_class, CLASS_VAGUE) &&
	       !class_is(g->ontology, g->groups[guest->group].class, CLASS_VAGUE) && guest->size >= g->learning->floor;
}

static bool is_neighbour(const struct grouping *g, int32_t host, const struct sized *guest)
{
	const struct group *a = &g->groups[host], *b = &g->groups[guest->group];
	return !a->dead && a->class != b->class && ontology_kin(g->ontology, a->class, b->class) &&
	       same_thing(g, host, guest->group) && !says_more(g, guest, a->class);
}

static void neighbours_merge(struct grouping *g)
{
	struct sized_list list = by_size(g);
	for (size_t i = 0; i < list.count; i++) {
		size_t h = 0;
		while (h < i && !is_neighbour(g, list.groups[h].group, &list.groups[i])) {
			h++;
		}
		group_join(g, list.groups[i].group, list.groups[h].group); /* nothing when h is i */
	}
	free(list.groups);
}

/* The biggest whole class beside this one that stands by itself, or -1. */
static int32_t whole_neighbour(const struct grouping *g, int class, const struct sized_list *list)
{
	for (size_t i = 0; i < list->count; i++) {
		const struct group *other = &g->groups[list->groups[i].group];
		if (!other->dead && other->thing == WHOLE && list->groups[i].size >= g->learning->floor &&
		    ontology_kin(g->ontology, class, other->class)) {
			return list->groups[i].group;
		}
	}
	return -1;
}

/* Where a group below the floor goes: a whole class to a neighbour that stands; the rest to the class without a thing,
 * to the whole class, or to its remainder. */
static int32_t small_group_host(struct grouping *g, int32_t small, const struct sized_list *list)
{
	const struct group group = g->groups[small];
	int32_t host = group.thing == WHOLE ? whole_neighbour(g, group.class, list) : -1;
	host = host < 0 ? group_find(g, group.class, NO_THING) : host;
	host = host < 0 || host == small ? group_find(g, group.class, WHOLE) : host;
	return host < 0 || host == small ? group_of(g, group.class, OTHER) : host;
}

static void small_groups_place(struct grouping *g)
{
	struct sized_list list = by_size(g);
	for (size_t i = list.count; i-- > 0;) {
		const struct group *group = &g->groups[list.groups[i].group];
		if (!group->dead && group->thing != OTHER && list.groups[i].size < g->learning->floor) {
			int32_t small = list.groups[i].group;
			group_join(g, small, small_group_host(g, small, &list));
		}
	}
	free(list.groups);
}

/* "Doesn't work", and nobody says what: no issue that somebody could mend, but a remainder, behind those that are. */
static void vague_are_rests(struct grouping *g)
{
	for (size_t i = 0; i < g->group_count; i++) {
		struct group *group = &g->groups[i];
		if (!group->dead && group->thing < 0 && class_is(g->ontology, group->class, CLASS_VAGUE)) {
			int32_t rest = group_find(g, group->class, OTHER);
			group->thing = OTHER;
			group_join(g, (int32_t)i, rest >= 0 ? rest : (int32_t)i);
		}
	}
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
		rows[atom->class] += atom->count;
		all += atom->count;
		fit += group->thing >= 0 && thing_fits(g, group, atom) ? atom->count : 0;
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

static void publish(struct grouping *g)
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
	int result;
	intern_init(&g.ids);
	intern_init(&g.atom_names);
	g.stamp = memory_array(learning->record_count + 1, sizeof *g.stamp);
	g.places = memory_array(ROW_PLACES, sizeof *g.places);
	result = rows_read(&g, err);
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
				thingless_place(&g, (int)class);
			}
		}
		neighbours_merge(&g);
		small_groups_place(&g);
		vague_are_rests(&g);
		publish(&g);
	}
	for (size_t a = 0; a < g.atom_count; a++) {
		free(g.atoms[a].contacts);
	}
	free(g.atoms);
	free(g.groups);
	free(g.places);
	free(g.stamp);
	free(g.beside);
	free(g.subject);
	intern_release(&g.ids);
	intern_release(&g.atom_names);
	return result;
}
