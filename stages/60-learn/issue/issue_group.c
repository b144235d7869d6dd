/* issue_group.c - pairs of class and thing become issues.
 *
 * Groups start as atoms of one class (or way) and thing and only ever join, so that the model can say for each atom
 * which issue it belongs to. Steps, each a function here or in issue_ways.c: things that are awaited; small things join
 * bigger ones by the meaning of their names; what is said of everything heads nothing; what names no thing goes to the
 * product itself; classes that are too broad, or name no cause, are split by their things; neighbours of one thing
 * merge; what is left below the floor is the class's remainder, and so is what names neither a thing nor a cause.
 *
 * Constants were set by reading on development inputs; see tests/quality/issues.md. */
#include "issue_groups.h"

#include <stdlib.h>

#include "array.h"

static const double LIFT = 1.3; /* what is said of everything heads a class only where it stands beside it so often */
static const double MAIN_SUBJECT =
    0.4; /* a class of whose things so many are one subject is of it where none is named */
static const double DOMINANT =
    0.5; /* a thing that so many of a class's name, and more than name none: it is meant there */
static const double ALONE = 0.35;        /* a class of which so many name no thing is of the product itself */
static const double SMALL_COSINE = 0.62; /* names so near: a small thing joins a bigger one */
static const double TWICE = 1.5;         /* late and wait of one thing: the one that is so many times the other */
static const double BARE = 0.25;         /* of a class without a thing that name the subject which it merges with */

static uint64_t atoms_rows(const struct grouping *g, int class)
{
	uint64_t rows = 0;
	for (size_t a = 0; a < g->atom_count; a++) {
		rows += ontology_root(g->ontology, g->atoms[a].class) == class ? g->atoms[a].count : 0;
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
			bool getting = issue_listed(g->learning, STR("getting"), root_name(g, g->atoms[a].class));
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
	int root = ontology_root(g->ontology, atom->class);
	if (w->slow_is_wait && atom->thing == NO_THING && root == w->slow) {
		return w->wait;
	}
	if (w->said < 0 || w->said == root || (root != w->late && root != w->wait)) {
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
		    issue_listed(g->learning, STR("getting"), root_name(g, class))) {
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

/* The group of a class that takes what is said of this thing, or -1. */
static int32_t class_host(const struct grouping *g, int class, int32_t thing)
{
	int32_t host = thing >= 0 ? group_find(g, class, thing) : -1;
	host = host < 0 ? group_find(g, class, NO_THING) : host;
	return host < 0 ? group_find(g, class, WHOLE) : host;
}

/* Small groups of one way and any thing become one, the way without a thing, where that is big enough; else each goes
 * to its thing's group of the class. */
static void small_ways_place(struct grouping *g, int way)
{
	size_t count = g->group_count;
	uint64_t sum = 0;
	for (size_t i = 0; i < count; i++) {
		bool loose = names_thing_in(&g->groups[i], way) && is_small(g, (int32_t)i);
		sum += loose || (lives_in(&g->groups[i], way) && g->groups[i].thing == NO_THING)
		           ? group_size(g, (int32_t)i)
		           : 0;
	}
	for (size_t i = 0; i < count; i++) {
		if (names_thing_in(&g->groups[i], way) && is_small(g, (int32_t)i)) {
			int32_t thing = g->groups[i].thing;
			group_join(g, (int32_t)i,
			           sum >= g->learning->floor ? group_of(g, way, NO_THING)
			                                     : group_of(g, g->ontology->classes[way].parent, thing));
		}
	}
}

/* Where a group below the floor goes: a whole class to a neighbour that stands; the rest to the class without a thing,
 * to the whole class, or to its remainder. */
static int32_t small_group_host(struct grouping *g, int32_t small, const struct sized_list *list)
{
	const struct group group = g->groups[small];
	int root = ontology_root(g->ontology, group.class);
	int32_t host = group.thing == WHOLE ? whole_neighbour(g, group.class, list) : -1;
	host = host < 0 ? group_find(g, group.class, NO_THING) : host;
	host = host < 0 || host == small ? group_find(g, group.class, WHOLE) : host;
	host = (host < 0 || host == small) && root != group.class ? class_host(g, root, group.thing) : host;
	return host < 0 || host == small ? group_of(g, root, OTHER) : host;
}

static void small_groups_place(struct grouping *g)
{
	struct sized_list list;
	for (size_t c = 0; c < g->ontology->count; c++) {
		if (g->ontology->classes[c].parent >= 0) {
			small_ways_place(g, (int)c);
		}
	}
	list = by_size(g);
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
		ways_settle(&g);
		for (size_t class = 0; class < g.ontology->count; class ++) {
			class_split(&g, (int)class);
		}
		broad_are_rests(&g);
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
