/* learn_model.c - groups become a model: themes in order of size, ids, cells for the search, labels, and the folder.
 *
 * An id is "t" and 8 hex digits of the smallest content key among the theme's mentions (a sub-theme's begins with "s"):
 * the same content gives the same id, and over relearning a theme that is the old one keeps that one's id and label. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "buf.h"
#include "hash.h"
#include "label.h"
#include "learn_inside.h"
#include "theme_dot.h"
#include "theme_match.h"

enum { CELL_LARGEST = 64 };  /* members of a cell */
#define CELL_RESOLUTION 40.0 /* of the communities that become cells: some 30 members each */

struct group {                  /* a theme or sub-theme while its place is sought */
	int32_t number, parent; /* parent: new number of its theme */
	uint64_t size, key;     /* weight; smallest content key */
};

static int compare_groups(const void *a, const void *b)
{
	const struct group *x = a, *y = b;
	if (x->parent != y->parent) {
		return x->parent < y->parent ? -1 : 1;
	}
	if (x->size != y->size) {
		return x->size > y->size ? -1 : 1;
	}
	return (x->key > y->key) - (x->key < y->key);
}

/* Groups with a mention, in order; of[n] and also[n] (or NULL) are renumbered. parent[count]: NULL for themes. Returns
 * them (arena), *count is their new number. */
static struct group *order_groups(struct learning *learning, int32_t *of, int32_t *also, size_t *count,
                                  const int32_t *parent)
{
	struct group *groups = arena_array(&learning->arena, *count + 1, sizeof *groups);
	int32_t *number = arena_array(&learning->arena, *count + 1, sizeof *number);
	size_t kept = 0;
	for (size_t g = 0; g < *count; g++) {
		groups[g] = (struct group){ (int32_t)g, parent != NULL ? parent[g] : -1, 0, UINT64_MAX };
	}
	for (size_t i = 0; i < learning->n; i++) {
		if (of[i] >= 0) {
			struct group *group = &groups[of[i]];
			group->size += learning->picks[i]->weight;
			group->key = learning->picks[i]->key < group->key ? learning->picks[i]->key : group->key;
		}
	}
	for (size_t g = 0; g < *count; g++) {
		number[g] = -1;
		if (groups[g].size > 0) {
			groups[kept++] = groups[g];
		}
	}
	qsort(groups, kept, sizeof *groups, compare_groups);
	for (size_t g = 0; g < kept; g++) {
		number[groups[g].number] = (int32_t)g;
	}
	for (size_t i = 0; i < learning->n; i++) {
		of[i] = of[i] >= 0 ? number[of[i]] : -1;
		if (also != NULL) {
			also[i] = also[i] >= 0 ? number[also[i]] : -1;
		}
	}
	*count = kept;
	return groups;
}

static struct str make_id(struct learning *learning, struct intern *taken, char letter, uint64_t key)
{
	struct str id;
	do {
		key = hash_mix(key, (uint64_t)letter);
		id = arena_printf(&learning->arena, "%c%08x", letter, (unsigned)(key >> 32));
	} while (intern_find(taken, id) != INTERN_NONE);
	intern_add(taken, id);
	return id;
}

/* ids of groups: those of old[old_of[g]] where there is one, new ones else. */
static struct theme_entry *make_entries(struct learning *learning, const struct group *groups, size_t count,
                                        char letter, const struct theme_entry *old, size_t old_count,
                                        const int32_t *old_of)
{
	struct theme_entry *entries = arena_array(&learning->arena, count + 1, sizeof *entries);
	struct intern taken;
	intern_init(&taken);
	for (size_t a = 0; a < old_count; a++) { /* a retired id does not come back for something else */
		intern_add(&taken, old[a].id);
	}
	for (size_t g = 0; g < count; g++) {
		bool kept = old_of != NULL && old_of[g] >= 0;
		entries[g].id = kept ? old[old_of[g]].id : make_id(learning, &taken, letter, groups[g].key);
		entries[g].parent = letter == 't' ? -1 : groups[g].parent;
		entries[g].size = groups[g].size;
	}
	intern_release(&taken);
	return entries;
}

/* Unit centroids of groups[count][stride]. */
static int16_t *centroids(struct learning *learning, const int32_t *of, const int16_t *vectors, size_t n, size_t count)
{
	size_t stride = learning->frame.stride, dim = learning->frame.dim;
	int16_t *out = arena_array(&learning->arena, count * stride + 1, sizeof *out);
	int64_t *sums = memory_array(count * stride + 1, sizeof *sums);
	float *sum = memory_array(stride + 1, sizeof *sum);
	for (size_t i = 0; i < n; i++) {
		for (size_t k = 0; of[i] >= 0 && k < dim; k++) {
			sums[(size_t)of[i] * stride + k] += vectors[i * stride + k];
		}
	}
	for (size_t g = 0; g < count; g++) {
		for (size_t k = 0; k < dim; k++) {
			sum[k] = (float)sums[g * stride + k];
		}
		theme_quantise(&learning->frame, sum, out + g * stride);
	}
	free(sum);
	free(sums);
	return out;
}

struct cells {
	int32_t *of, *group_of; /* [n] cell and group of each mention */
	size_t count, groups;
	uint32_t *order;       /* [n] mentions by cell, then canonical */
	uint32_t *start;       /* [count + 1] */
	uint32_t *group_start; /* [groups + 1] */
};

struct cell_place { /* where a mention goes */
	uint32_t group, community, mention;
};

static int compare_places(const void *a, const void *b)
{
	const struct cell_place *x = a, *y = b;
	if (x->group != y->group) {
		return x->group < y->group ? -1 : 1;
	}
	if (x->community != y->community) {
		return x->community < y->community ? -1 : 1;
	}
	return (x->mention > y->mention) - (x->mention < y->mention);
}

/* Groups are the communities that themes were made of, cells small communities within them; claimed mentions of a label
 * are a group of their own. */
static struct cell_place *find_places(const struct learning *learning)
{
	struct cell_place *places = memory_array(learning->n + 1, sizeof *places);
	uint32_t *member = memory_array(learning->n + 1, sizeof *member);
	size_t communities = theme_louvain(&learning->graph, CELL_RESOLUTION, NULL, member);
	for (size_t i = 0; i < learning->n; i++) {
		if (i < learning->free_count) {
			places[i] = (struct cell_place){ learning->community[i], member[i], (uint32_t)i };
		} else {
			places[i] =
			    (struct cell_place){ (uint32_t)(learning->communities + (size_t)learning->claimed[i]),
				                 (uint32_t)communities, (uint32_t)i };
		}
	}
	qsort(places, learning->n, sizeof *places, compare_places);
	free(member);
	return places;
}

static void make_cells(struct learning *learning, struct cells *cells)
{
	size_t n = learning->n;
	struct cell_place *places = find_places(learning);
	struct arena *arena = &learning->arena;
	*cells = (struct cells){ arena_array(arena, n + 1, sizeof(int32_t)),
		                 arena_array(arena, n + 1, sizeof(int32_t)),
		                 0,
		                 0,
		                 arena_array(arena, n + 1, sizeof(uint32_t)),
		                 arena_array(arena, n + 1, sizeof(uint32_t)),
		                 arena_array(arena, n + 1, sizeof(uint32_t)) };
	for (size_t m = 0; m < n; m++) {
		bool new_group = m == 0 || places[m].group != places[m - 1].group;
		if (new_group) {
			cells->group_start[cells->groups++] = (uint32_t)cells->count;
		}
		if (new_group || places[m].community != places[m - 1].community ||
		    m - cells->start[cells->count - 1] == CELL_LARGEST) {
			cells->start[cells->count++] = (uint32_t)m;
		}
		cells->order[m] = places[m].mention;
		cells->of[places[m].mention] = (int32_t)cells->count - 1;
		cells->group_of[places[m].mention] = (int32_t)cells->groups - 1;
	}
	cells->start[cells->count] = (uint32_t)n;
	cells->group_start[cells->groups] = (uint32_t)cells->count;
	free(places);
}

/* The sample's arrays in the order of the cells. */
static void place_members(struct learning *learning, const struct cells *cells, struct theme_model *model)
{
	size_t n = learning->n, stride = learning->frame.stride;
	struct arena *arena = &learning->arena;
	int16_t *vectors = arena_array(arena, n * stride + 1, sizeof *vectors);
	float *around = arena_array(arena, n + 1, sizeof *around);
	int32_t *theme = arena_array(arena, n + 1, sizeof *theme), *sub = arena_array(arena, n + 1, sizeof *sub);
	int32_t *runner_up = arena_array(arena, n + 1, sizeof *runner_up);
	uint32_t *weight = arena_array(arena, n + 1, sizeof *weight), *place = arena_array(arena, n + 1, sizeof *place),
	         *slots;
	uint64_t *keys = arena_array(arena, n + 1, sizeof *keys);
	struct str *contact = arena_array(arena, n + 1, sizeof *contact),
	           *text = arena_array(arena, n + 1, sizeof *text);
	for (size_t m = 0; m < n; m++) {
		size_t i = cells->order[m];
		const struct theme_pick *pick = learning->picks[i];
		memcpy(vectors + m * stride, learning->vectors + i * stride, stride * sizeof *vectors);
		around[m] = learning->around[i];
		theme[m] = learning->theme[i];
		sub[m] = learning->sub[i];
		runner_up[m] = learning->runner_up[i];
		weight[m] = pick->weight < UINT32_MAX ? (uint32_t)pick->weight : UINT32_MAX;
		place[m] = pick->place;
		keys[m] = pick->key;
		contact[m] = pick->source->id;
		text[m] = pick->text;
	}
	for (model->key_slot_count = 16; model->key_slot_count < 2 * n; model->key_slot_count *= 2) {
	}
	slots = arena_array(arena, model->key_slot_count, sizeof *slots);
	for (size_t m = 0; m < n; m++) {
		size_t slot = keys[m] & (model->key_slot_count - 1);
		while (slots[slot] != 0) {
			slot = (slot + 1) & (model->key_slot_count - 1);
		}
		slots[slot] = (uint32_t)m + 1;
	}
	model->n = n;
	model->vectors = vectors;
	model->around = around;
	model->theme = theme;
	model->sub = sub;
	model->runner_up = runner_up;
	model->weight = weight;
	model->keys = keys;
	model->key_slots = slots;
	model->member_contact = contact;
	model->member_place = place;
	model->member_text = text;
	model->groups = cells->groups;
	model->group_start = cells->group_start;
	model->group_vectors = centroids(learning, cells->group_of, learning->vectors, n, cells->groups);
	model->cells = cells->count;
	model->cell_start = cells->start;
	model->cell_vectors = centroids(learning, cells->of, learning->vectors, n, cells->count);
}

static void place_pins(struct learning *learning, const struct group *groups, size_t discovered,
                       struct theme_model *model)
{
	struct theme_pin *pins = arena_array(&learning->arena, learning->pin_count + 1, sizeof *pins);
	size_t kept = 0;
	for (size_t p = 0; p < learning->pin_count; p++) {
		for (size_t t = 0; t < model->theme_count; t++) {
			if (groups[t].number == (int32_t)(discovered + learning->pins[p].group)) {
				pins[kept++] = (struct theme_pin){ (uint32_t)t, learning->pins[p].pattern };
				model->themes[t].pinned = true;
			}
		}
	}
	model->pins = pins;
	model->pin_count = kept;
}

static void take_label(struct learning *learning, struct theme_entry *entry, const struct label_result *result)
{
	entry->label = result->label;
	entry->terms = result->terms;
	entry->term_count = result->term_count;
	entry->quotes = arena_array(&learning->arena, LABEL_QUOTES, sizeof *entry->quotes);
	for (size_t q = 0; q < result->quote_count; q++) {
		const struct theme_pick *pick = learning->picks[result->quotes[q]];
		entry->quotes[entry->quote_count++] =
		    arena_printf(&learning->arena, "%.*s#%u", STR_ARGS(pick->source->id), (unsigned)pick->place);
	}
}

static int label_themes(struct learning *learning, struct theme_model *model, struct err *err)
{
	struct arena *arena = &learning->arena;
	size_t n = learning->n;
	struct str *texts = arena_array(arena, n + 1, sizeof *texts),
	           *ids = arena_array(arena, learning->source_count + 1, sizeof *ids);
	struct str *persons = arena_array(arena, learning->source_count + 1, sizeof *persons);
	struct token **tokens = arena_array(arena, n + 1, sizeof *tokens);
	size_t *token_counts = arena_array(arena, n + 1, sizeof *token_counts);
	uint32_t *weight = arena_array(arena, n + 1, sizeof *weight), *place = arena_array(arena, n + 1, sizeof *place);
	struct label_result *themes = arena_array(arena, model->theme_count + 1, sizeof *themes),
	                    *subs = arena_array(arena, model->sub_count + 1, sizeof *subs);
	int32_t *parents = arena_array(arena, model->sub_count + 1, sizeof *parents);
	struct label_input input = { n,
		                     texts,
		                     tokens,
		                     token_counts,
		                     weight,
		                     learning->source,
		                     place,
		                     learning->source_count,
		                     ids,
		                     persons,
		                     learning->theme,
		                     learning->sub,
		                     model->theme_count,
		                     model->sub_count,
		                     parents,
		                     learning->vectors,
		                     learning->frame.stride,
		                     learning->lang,
		                     learning->options->lexicons };
	int status;
	for (size_t i = 0; i < n; i++) {
		texts[i] = learning->picks[i]->text;
		tokens[i] = learning->words[i].tokens;
		token_counts[i] = learning->words[i].token_count;
		weight[i] = learning->picks[i]->weight < UINT32_MAX ? (uint32_t)learning->picks[i]->weight : UINT32_MAX;
		place[i] = learning->picks[i]->place;
	}
	for (size_t s = 0; s < learning->source_count; s++) {
		ids[s] = learning->sources[s]->id;
		persons[s] = learning->sources[s]->person;
	}
	for (size_t s = 0; s < model->sub_count; s++) {
		parents[s] = model->subs[s].parent;
	}
	status = labels_make(&input, arena, themes, subs, err);
	for (size_t t = 0; status == 0 && t < model->theme_count; t++) {
		take_label(learning, &model->themes[t], &themes[t]);
	}
	for (size_t s = 0; status == 0 && s < model->sub_count; s++) {
		take_label(learning, &model->subs[s], &subs[s]);
	}
	return status;
}

/* Names that people gave: a rule's label, and over relearning the label of a theme that keeps its id. */
static void keep_names(const struct learning *learning, struct theme_entry *entries, size_t count,
                       const struct theme_entry *old, const int32_t *old_of, const struct group *groups,
                       size_t discovered)
{
	for (size_t g = 0; g < count; g++) {
		if (old_of != NULL && old_of[g] >= 0) {
			entries[g].label = old[old_of[g]].label;
		}
		if (entries[g].pinned) {
			entries[g].label = learning->pin_labels[(size_t)groups[g].number - discovered];
		}
	}
}

static void tell(const struct learning *learning, const struct theme_model *model, struct buf *story)
{
	uint64_t without = 0, all = 0;
	for (size_t i = 0; i < learning->n; i++) {
		all += learning->picks[i]->weight;
		without += learning->theme[i] < 0 ? learning->picks[i]->weight : 0;
	}
	buf_printf(story,
	           "%zu themes, %zu sub-themes (grain: %s) from %zu distinct mentions of %zu contacts; %.1f %% of them "
	           "belong to none\n",
	           model->theme_count, model->sub_count, model->grain.name, learning->n, learning->source_count,
	           all > 0 ? 100.0 * (double)without / (double)all : 0);
	if (theme_model_stories(model) && learning->options->stories == LEARN_STORIES_BY_DATA) {
		buf_printf(story, "long contacts that tell one story each: their mentions pull together (--many-topics "
		                  "forbids it)\n");
	}
	if (model->seen > all + learning->dropped_language + learning->dropped_unknown) {
		buf_printf(story, "a sample: %llu mentions were offered\n", (unsigned long long)model->seen);
	}
	if (learning->dropped_language > 0) {
		buf_printf(story, "%llu mentions are in another language than %.*s and did not learn\n",
		           (unsigned long long)learning->dropped_language, STR_ARGS(learning->lang));
	}
	if (learning->table == NULL) {
		buf_printf(story, "no table of word pieces for language %.*s: themes from its own words alone\n",
		           STR_ARGS(learning->lang));
	}
}

static void frame_model(const struct learning *learning, struct theme_sample *sample, struct theme_model *model)
{
	model->lang = learning->lang;
	model->table_print = learning->table != NULL ? piece_table_print(learning->table) : 0;
	model->frame = learning->frame;
	model->grain = learning->options->grain;
	model->spread = learning->spread;
	model->typical = learning->typical;
	model->contacts = learning->source_count;
	model->seen = theme_sample_seen(sample);
	model->extras = learning->options->extras;
	model->extra_count = learning->options->extra_count;
}

/* One more file of the model's folder. */
static void extras_add(struct learning *learning, struct theme_model *model, const char *name, struct str text)
{
	struct theme_extra *extras = arena_array(&learning->arena, model->extra_count + 1, sizeof *extras);
	if (model->extra_count > 0) {
		memcpy(extras, model->extras, model->extra_count * sizeof *extras);
	}
	extras[model->extra_count++] = (struct theme_extra){ name, text };
	model->extras = extras;
}

static bool label_taken(const struct theme_model *model, size_t before, struct str label)
{
	size_t i = 0;
	while (i < before && !str_eq(model->themes[i].label, label)) {
		i++;
	}
	return i < before;
}

/* No two themes have one label, also where one of them has kept it from an earlier model: the smaller one gets the
 * first of its terms that parts them behind it. */
static void labels_apart(struct learning *learning, struct theme_model *model)
{
	for (size_t i = 1; i < model->theme_count; i++) {
		struct theme_entry *theme = &model->themes[i];
		struct str plain = theme->label;
		for (size_t k = 0; k < theme->term_count && label_taken(model, i, theme->label); k++) {
			theme->label =
			    arena_printf(&learning->arena, "%.*s · %.*s", STR_ARGS(plain), STR_ARGS(theme->terms[k]));
		}
	}
}

int learn_save(struct learning *learning, struct theme_sample *sample, const char *folder, struct buf *story,
               struct err *err)
{
	const struct theme_model *from = learning->options->from;
	struct theme_model model = { 0 };
	struct cells cells;
	size_t discovered = learning->theme_count - learning->pin_groups;
	struct group *themes =
	                 order_groups(learning, learning->theme, learning->runner_up, &learning->theme_count, NULL),
	             *subs;
	int32_t *parents = arena_array(&learning->arena, learning->sub_count + 1, sizeof *parents), *old_theme = NULL,
	        *old_sub = NULL;
	uint64_t *weight = arena_array(&learning->arena, learning->n + 1, sizeof *weight);
	double *shared = NULL;
	struct buf descent;
	int status;
	buf_init(&descent, SIZE_MAX);
	for (size_t s = 0; s < learning->sub_count; s++) {
		parents[s] = -1;
	}
	for (size_t i = 0; i < learning->n; i++) {
		weight[i] = learning->picks[i]->weight;
		if (learning->sub[i] >= 0) {
			parents[learning->sub[i]] = learning->theme[i];
		}
	}
	subs = order_groups(learning, learning->sub, NULL, &learning->sub_count, parents);
	if (from != NULL) {
		old_theme = arena_array(&learning->arena, learning->theme_count + 1, sizeof *old_theme);
		old_sub = arena_array(&learning->arena, learning->sub_count + 1, sizeof *old_sub);
		shared = arena_array(&learning->arena, from->theme_count * learning->theme_count + 1, sizeof *shared);
		theme_match(learning->anchor, from->theme_count, learning->theme, learning->theme_count, weight,
		            learning->n, old_theme, shared);
		theme_match(learning->anchor_sub, from->sub_count, learning->sub, learning->sub_count, weight,
		            learning->n, old_sub, NULL);
	}
	frame_model(learning, sample, &model);
	model.theme_count = learning->theme_count;
	model.sub_count = learning->sub_count;
	model.themes = make_entries(learning, themes, model.theme_count, 't', from != NULL ? from->themes : NULL,
	                            from != NULL ? from->theme_count : 0, old_theme);
	model.subs = make_entries(learning, subs, model.sub_count, 's', from != NULL ? from->subs : NULL,
	                          from != NULL ? from->sub_count : 0, old_sub);
	place_pins(learning, themes, discovered, &model);
	make_cells(learning, &cells);
	place_members(learning, &cells, &model);
	model.theme_vectors = centroids(learning, learning->theme, learning->vectors, learning->n, model.theme_count);
	model.sub_vectors = centroids(learning, learning->sub, learning->vectors, learning->n, model.sub_count);
	status = label_themes(learning, &model, err);
	if (status < 0) {
		buf_release(&descent);
		return status;
	}
	keep_names(learning, model.themes, model.theme_count, from != NULL ? from->themes : NULL, old_theme, themes,
	           discovered);
	labels_apart(learning, &model);
	keep_names(learning, model.subs, model.sub_count, from != NULL ? from->subs : NULL, old_sub, subs, 0);
	tell(learning, &model, story);
	if (from != NULL) {
		learn_changes(learning, &model, old_theme, shared, story);
		learn_descent(learning, &model, old_theme, shared, &descent);
		extras_add(learning, &model, "descent.tsv", buf_str(&descent));
	}
	status = theme_model_save(&model, folder, err);
	buf_release(&descent);
	return status;
}
