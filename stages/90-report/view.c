/* view.c - see view.h. Members that are not there stay empty, so that a report can be made from less than a whole run.
 */
#include "view.h"

#include <json-c/json.h>
#include <stdio.h>
#include <sys/stat.h>

#include "buf.h"
#include "infile.h"

#define VIEW_FILE_LIMIT ((size_t)256 << 20) /* bytes of a summary or book */

void view_init(struct view *view)
{
	*view = (struct view){ .arena = ARENA_INIT };
}

void view_release(struct view *view)
{
	arena_release(&view->arena);
}

static struct str get_text(struct view *view, json_object *from, const char *name)
{
	json_object *value = NULL;
	if (!json_object_object_get_ex(from, name, &value) || !json_object_is_type(value, json_type_string)) {
		return STR_EMPTY;
	}
	return arena_dup(&view->arena,
	                 (struct str){ json_object_get_string(value), (size_t)json_object_get_string_len(value) });
}

static double get_number(json_object *from, const char *name)
{
	json_object *value = NULL;
	if (!json_object_object_get_ex(from, name, &value) ||
	    (!json_object_is_type(value, json_type_int) && !json_object_is_type(value, json_type_double))) {
		return 0;
	}
	return json_object_get_double(value);
}

static bool has_number(json_object *from, const char *name)
{
	json_object *value = NULL;
	return json_object_object_get_ex(from, name, &value) &&
	       (json_object_is_type(value, json_type_int) || json_object_is_type(value, json_type_double));
}

static json_object *get_list(json_object *from, const char *name, size_t *count)
{
	json_object *list = NULL;
	*count = 0;
	if (json_object_object_get_ex(from, name, &list) && json_object_is_type(list, json_type_array)) {
		*count = json_object_array_length(list);
		return list;
	}
	return NULL;
}

static json_object *get_object(json_object *from, const char *name)
{
	json_object *value = NULL;
	return json_object_object_get_ex(from, name, &value) && json_object_is_type(value, json_type_object) ? value
	                                                                                                     : NULL;
}

static struct view_count *get_counts(struct view *view, json_object *from, const char *name, size_t *count)
{
	json_object *object = get_object(from, name);
	struct view_count *list;
	size_t n = 0;
	*count = 0;
	if (object == NULL) {
		return NULL;
	}
	list = arena_array(&view->arena, (size_t)json_object_object_length(object), sizeof *list);
	json_object_object_foreach(object, key, value)
	{
		if (json_object_get_double(value) != 0) {
			list[n].name = arena_dup(&view->arena, str_from(key));
			list[n++].count = json_object_get_double(value);
		}
	}
	*count = n;
	return list;
}

static void get_terms(struct view *view, json_object *from, struct view_theme *theme)
{
	size_t count;
	json_object *list = get_list(from, "terms", &count);
	count = count > VIEW_TERMS ? VIEW_TERMS : count;
	theme->terms = arena_array(&view->arena, count, sizeof *theme->terms);
	for (size_t i = 0; i < count; i++) {
		json_object *term = json_object_array_get_idx(list, i);
		theme->terms[theme->term_count++] = arena_dup(&view->arena, str_from(json_object_get_string(term)));
	}
}

static void get_quotes(struct view *view, json_object *from, struct view_theme *theme)
{
	size_t count;
	json_object *list = get_list(from, "quotes", &count);
	for (size_t i = 0; i < count && i < VIEW_QUOTES; i++) {
		json_object *quote = json_object_array_get_idx(list, i);
		struct view_quote *to = &theme->quotes[theme->quote_count];
		*to = (struct view_quote){ get_text(view, quote, "contact"), get_text(view, quote, "text") };
		theme->quote_count += to->text.len > 0;
	}
}

static void get_subs(struct view *view, json_object *from, struct view_theme *theme)
{
	size_t count;
	json_object *list = get_list(from, "subs", &count);
	theme->subs = arena_array(&view->arena, count, sizeof *theme->subs);
	for (size_t i = 0; i < count; i++) {
		json_object *sub = json_object_array_get_idx(list, i);
		theme->subs[theme->sub_count++] =
		    (struct view_sub){ get_text(view, sub, "label"), get_number(sub, "contacts"),
			               get_number(sub, "share") };
	}
}

static struct view_theme *add_theme(struct view *view)
{
	if (view->theme_count == view->theme_cap) {
		size_t cap = view->theme_cap == 0 ? 32 : view->theme_cap * 2;
		struct view_theme *grown = arena_array(&view->arena, cap, sizeof *grown);
		if (view->theme_count > 0) {
			memcpy(grown, view->themes, view->theme_count * sizeof *grown);
		}
		view->themes = grown;
		view->theme_cap = cap;
	}
	return &view->themes[view->theme_count++];
}

static void read_numbers(json_object *o, struct view_theme *t)
{
	t->rank = get_number(o, "rank");
	t->rank_low = get_number(o, "rank_low");
	t->rank_high = get_number(o, "rank_high");
	t->contacts = get_number(o, "contacts");
	t->people = get_number(o, "people");
	t->mentions = get_number(o, "mentions");
	t->of = get_number(o, "of");
	t->share = get_number(o, "share");
	t->share_low = get_number(o, "share_low");
	t->share_high = get_number(o, "share_high");
	t->union_share = get_number(o, "union_share");
	t->union_low = get_number(o, "union_low");
	t->union_high = get_number(o, "union_high");
	t->praised = get_number(o, "praised");
	t->effort = get_number(o, "effort");
	t->sentiment = get_number(o, "sentiment");
	t->has_cost = has_number(o, "cost");
	t->cost = get_number(o, "cost");
	t->has_points = has_number(o, "points_lost");
	t->points_lost = get_number(o, "points_lost");
}

static void read_theme(struct view *view, json_object *o, struct view_theme *t)
{
	json_object *flag = NULL, *trend = get_object(o, "trend"), *fixed = get_object(o, "if_fixed");
	*t = (struct view_theme){ .id = get_text(view, o, "theme"),
		                  .table = get_text(view, o, "table"),
		                  .label = get_text(view, o, "label"),
		                  .scale = get_text(view, o, "scale"),
		                  .kind = get_text(view, o, "kind"),
		                  .owner = get_text(view, o, "owner"),
		                  .next_step = get_text(view, o, "next_step"),
		                  .first_seen = get_text(view, o, "first_seen"),
		                  .last_seen = get_text(view, o, "last_seen") };
	if (trend != NULL) {
		t->trend = get_text(view, trend, "state");
	}
	if (fixed != NULL) {
		t->fixed_contacts = get_number(fixed, "contacts");
		t->fixed_share = get_number(fixed, "top_share");
		t->fixed_issues = get_number(fixed, "issues");
	}
	t->too_few = json_object_object_get_ex(o, "too_few", &flag) && json_object_get_boolean(flag);
	read_numbers(o, t);
	get_terms(view, o, t);
	get_quotes(view, o, t);
	get_subs(view, o, t);
	t->channels = get_counts(view, o, "channels", &t->channel_count);
}

static void add_reason(struct view *view, json_object *o)
{
	struct view_count *grown = arena_array(&view->arena, view->unassigned_count + 1, sizeof *grown);
	if (view->unassigned_count > 0) {
		memcpy(grown, view->unassigned, view->unassigned_count * sizeof *grown);
	}
	grown[view->unassigned_count++] = (struct view_count){ get_text(view, o, "reason"), get_number(o, "contacts") };
	view->unassigned = grown;
}

static int parse(json_object **root, struct str json, struct err *err)
{
	json_tokener *tokener = json_tokener_new_ex(64);
	int result = 0;
	if (tokener == NULL) {
		memory_exhausted(0);
	}
	*root = json.len > INT32_MAX ? NULL : json_tokener_parse_ex(tokener, json.at, (int)json.len);
	if (*root == NULL || !json_object_is_type(*root, json_type_object)) {
		result = err_set(err, GRIPE_DATA, "not a JSON object");
		json_object_put(*root);
		*root = NULL;
	}
	json_tokener_free(tokener);
	return result;
}

int view_add(struct view *view, struct str json, struct err *err)
{
	json_object *root;
	int result = parse(&root, json, err);
	if (result < 0) {
		return result;
	}
	if (str_eq(get_text(view, root, "table"), STR("unassigned"))) {
		add_reason(view, root);
	} else {
		read_theme(view, root, add_theme(view));
	}
	json_object_put(root);
	return 0;
}

static int load(struct view *view, const char *path, json_object **root, struct err *err)
{
	struct infile *file = NULL;
	struct buf text;
	int result = infile_open(&file, path, err);
	(void)view;
	if (result < 0) {
		return result;
	}
	buf_init(&text, VIEW_FILE_LIMIT);
	result = infile_all(file, &text, err);
	infile_close(file);
	if (result == 0) {
		result = parse(root, buf_str(&text), err);
		if (result < 0) {
			err_at(err, path, 0, 0);
		}
	}
	buf_release(&text);
	return result;
}

static void get_contrasts(struct view *view, json_object *from)
{
	size_t count;
	json_object *list = get_list(from, "channel_contrasts", &count);
	view->contrasts = arena_array(&view->arena, count, sizeof *view->contrasts);
	for (size_t i = 0; i < count; i++) {
		json_object *o = json_object_array_get_idx(list, i);
		view->contrasts[view->contrast_count++] =
		    (struct view_contrast){ get_text(view, o, "label"), get_text(view, o, "channel"),
			                    get_text(view, o, "said"),  get_number(o, "contacts"),
			                    get_number(o, "share"),     get_number(o, "share_elsewhere") };
	}
}

int view_summary(struct view *view, const char *path, struct err *err)
{
	json_object *root = NULL, *grains, *themes, *subs;
	int result = load(view, path, &root, err);
	if (result < 0) {
		return result;
	}
	view->headline = get_text(view, root, "headline");
	view->currency = get_text(view, root, "currency");
	view->contacts = get_number(root, "contacts");
	view->people = get_number(root, "people");
	view->coverage = get_number(root, "coverage");
	view->cost = get_number(root, "cost");
	view->repeat_people = get_number(root, "repeat_people");
	if (get_object(root, "period_change") != NULL) {
		view->recent_from = get_text(view, get_object(root, "period_change"), "recent_from");
		view->recent_to = get_text(view, get_object(root, "period_change"), "recent_to");
	}
	get_contrasts(view, root);
	grains = get_object(root, "grains");
	themes = grains == NULL ? NULL : get_object(grains, "themes");
	subs = grains == NULL ? NULL : get_object(grains, "subs");
	if (themes != NULL && get_object(themes, "contacts") != NULL) {
		view->issues = get_number(themes, "issues");
		view->k50 = get_number(get_object(themes, "contacts"), "k50");
		view->k80 = get_number(get_object(themes, "contacts"), "k80");
	}
	if (subs != NULL && get_object(subs, "contacts") != NULL) {
		view->fine_issues = get_number(subs, "issues");
		view->fine_k50 = get_number(get_object(subs, "contacts"), "k50");
	}
	json_object_put(root);
	return 0;
}

static int add_book(struct view *view, const char *path, struct err *err)
{
	json_object *root = NULL;
	struct view_book *book = &view->books[view->book_count];
	int result = load(view, path, &root, err);
	if (result < 0) {
		return result;
	}
	book->stage = get_text(view, root, "stage");
	book->in = get_number(root, "in");
	book->kept = get_number(root, "kept");
	book->out = get_number(root, "out");
	book->dropped = get_counts(view, root, "dropped", &book->dropped_count);
	view->book_count++;
	json_object_put(root);
	return 0;
}

/* The stages whose books tell what became of the contacts, in the order of the flow. */
int view_funnel(struct view *view, const char *folder, struct err *err)
{
	static const char *const names[] = { "read", "join", "clean", "dedupe", "split", "assign" };
	int result = 0;
	view->books = arena_array(&view->arena, sizeof names / sizeof *names, sizeof *view->books);
	for (size_t i = 0; i < sizeof names / sizeof *names && result == 0; i++) {
		char path[4200];
		struct stat info;
		snprintf(path, sizeof path, "%s/%s.json", folder, names[i]);
		if (stat(path, &info) == 0) {
			result = add_book(view, path, err);
		}
	}
	return result;
}
