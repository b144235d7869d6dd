/* view.c - see view.h. Members that are not there, or have another type than their row says, stay empty, so that a
 * report can be made from less than a whole run. */
#include "view.h"

#include <json-c/json.h>
#include <stdlib.h>
#include <unistd.h>

#include "array.h"
#include "book_fields.h"
#include "book_folder.h"
#include "infile.h"

#define VIEW_FILE_LIMIT ((size_t)256 << 20) /* bytes of a summary */
enum { JSON_DEPTH = 64, THEMES_FIRST = 32, FEW_FIRST = 8, BOOKS_FIRST = 16 };

void view_init(struct view *view)
{
	*view = (struct view){ .arena = ARENA_INIT };
}

void view_release(struct view *view)
{
	arena_release(&view->arena);
}

static json_object *get(json_object *from, const struct field_shape *shape, size_t row, json_type type)
{
	json_object *value = NULL;
	return json_object_object_get_ex(from, shape->fields[row].name, &value) && json_object_is_type(value, type)
	           ? value
	           : NULL;
}

static struct str text_of(struct view *view, json_object *value)
{
	return value == NULL ? STR_EMPTY
	                     : arena_dup(&view->arena, (struct str){ json_object_get_string(value),
	                                                             (size_t)json_object_get_string_len(value) });
}

static bool is_number(json_object *value)
{
	return json_object_is_type(value, json_type_int) || json_object_is_type(value, json_type_double);
}

/* The text of a member that is a text, else empty. */
static struct str get_text(struct view *view, json_object *from, const struct field_shape *shape, size_t row)
{
	return text_of(view, get(from, shape, row, json_type_string));
}

static double get_number(json_object *from, const struct field_shape *shape, size_t row)
{
	json_object *value = NULL;
	bool there = json_object_object_get_ex(from, shape->fields[row].name, &value) && is_number(value);
	return there ? json_object_get_double(value) : 0;
}

static bool is_written_as_text(enum field_type type)
{
	return type == FIELD_TEXT || type == FIELD_TIME || type == FIELD_DAY;
}

static void read_value(struct view *view, json_object *from, const struct field *field, struct field_value *value)
{
	enum field_type type = field->type;
	if (is_written_as_text(type) && json_object_is_type(from, json_type_string)) {
		*value = (struct field_value){ .state = FIELD_GIVEN, .text = text_of(view, from) };
	} else if (type == FIELD_FLAG) {
		*value = (struct field_value){ .state = FIELD_GIVEN, .whole = json_object_get_boolean(from) };
	} else if (type >= FIELD_COUNT && type <= FIELD_TINY && is_number(from)) {
		*value = (struct field_value){ .state = FIELD_GIVEN, .number = json_object_get_double(from) };
	} else if (type == FIELD_OBJECT && json_object_is_type(from, json_type_object) &&
	           field->of->face < field->of->count) {
		*value = (struct field_value){ .state = FIELD_GIVEN,
			                       .text = get_text(view, from, field->of, field->of->face) };
	} /* lists and maps are read by whoever shows them */
}

/* The members of one object that have a value of their row's type; values[shape->count], zeroed by the caller. */
static void read_values(struct view *view, json_object *from, const struct field_shape *shape,
                        struct field_value *values)
{
	for (size_t i = 0; i < shape->count; i++) {
		json_object *value = NULL;
		if (json_object_object_get_ex(from, shape->fields[i].name, &value)) {
			read_value(view, value, &shape->fields[i], &values[i]);
		}
	}
}

static struct view_count *add_count(struct view *view, struct view_counts *counts)
{
	counts->list =
	    array_room_arena(&view->arena, counts->list, counts->count, &counts->cap, sizeof *counts->list, FEW_FIRST);
	return &counts->list[counts->count++];
}

static void get_counts(struct view *view, json_object *object, struct view_counts *counts)
{
	if (object == NULL) {
		return;
	}
	json_object_object_foreach(object, key, value)
	{
		if (json_object_get_double(value) != 0) {
			*add_count(view, counts) = (struct view_count){ arena_dup(&view->arena, str_from(key)),
				                                        json_object_get_double(value) };
		}
	}
}

/* The first texts of a list, at most `most`, to texts. Returns how many. */
static size_t get_texts(struct view *view, json_object *list, struct str *texts, size_t most)
{
	size_t count = list == NULL ? 0 : json_object_array_length(list);
	count = count < most ? count : most;
	for (size_t i = 0; i < count; i++) {
		texts[i] =
		    arena_dup(&view->arena, str_from(json_object_get_string(json_object_array_get_idx(list, i))));
	}
	return count;
}

static void get_actions(struct view *view, json_object *list, struct view_theme *theme)
{
	size_t count = list == NULL ? 0 : json_object_array_length(list);
	for (size_t i = count > VIEW_ACTIONS ? count - VIEW_ACTIONS : 0; i < count; i++) {
		read_values(view, json_object_array_get_idx(list, i), &action_shape,
		            theme->actions[theme->action_count++]);
	}
}

static void get_quotes(struct view *view, json_object *list, struct view_theme *theme)
{
	size_t count = list == NULL ? 0 : json_object_array_length(list);
	for (size_t i = 0; i < count && i < VIEW_QUOTES; i++) {
		json_object *quote = json_object_array_get_idx(list, i);
		struct view_quote *to = &theme->quotes[theme->quote_count];
		*to = (struct view_quote){ get_text(view, quote, &quote_shape, QUOTE_contact),
			                   get_text(view, quote, &quote_shape, QUOTE_text) };
		theme->quote_count += to->text.len > 0;
	}
	if (theme->quote_count > 0) {
		set_text(theme->values, THEME_quotes, theme->quotes[0].text);
	}
}

static void get_subs(struct view *view, json_object *list, struct view_theme *theme)
{
	size_t count = list == NULL ? 0 : json_object_array_length(list);
	for (size_t i = 0; i < count; i++) {
		json_object *sub = json_object_array_get_idx(list, i);
		*add_count(view, &theme->subs) = (struct view_count){ get_text(view, sub, &sub_shape, SUB_label),
			                                              get_number(sub, &sub_shape, SUB_contacts) };
	}
}

static void get_topics(struct view *view, json_object *list, struct view_theme *theme)
{
	size_t count = list == NULL ? 0 : json_object_array_length(list);
	struct buf labels;
	buf_init(&labels, SIZE_MAX);
	for (size_t i = 0; i < count; i++) {
		json_object *topic = json_object_array_get_idx(list, i);
		struct str label = get_text(view, topic, &topic_shape, TOPIC_label);
		*add_count(view, &theme->topics) =
		    (struct view_count){ label, get_number(topic, &topic_shape, TOPIC_contacts) };
		buf_text(&labels, i > 0 ? "; " : "");
		buf_str_add(&labels, label);
	}
	if (count > 0) {
		set_text(theme->values, THEME_topics, arena_dup(&view->arena, buf_str(&labels)));
	}
	buf_release(&labels);
}

static void add_theme(struct view *view, json_object *from)
{
	json_object *fixed = get(from, &theme_shape, THEME_if_fixed, json_type_object);
	bool issue = get(from, &theme_shape, THEME_issue, json_type_string) != NULL;
	struct view_list *to = issue ? &view->themes : &view->beside;
	struct view_theme *theme;
	to->list = array_room_arena(&view->arena, to->list, to->count, &to->cap, sizeof *to->list, THEMES_FIRST);
	theme = &to->list[to->count++];
	*theme = (struct view_theme){ 0 };
	read_values(view, from, &theme_shape, theme->values);
	if (fixed != NULL) {
		read_values(view, fixed, &if_fixed_shape, theme->fixed);
	}
	theme->term_count =
	    get_texts(view, get(from, &theme_shape, THEME_terms, json_type_array), theme->terms, VIEW_TERMS);
	theme->edit_count =
	    get_texts(view, get(from, &theme_shape, THEME_edits, json_type_array), theme->edits, VIEW_EDITS);
	get_actions(view, get(from, &theme_shape, THEME_actions, json_type_array), theme);
	get_quotes(view, get(from, &theme_shape, THEME_quotes, json_type_array), theme);
	get_subs(view, get(from, &theme_shape, THEME_subs, json_type_array), theme);
	get_topics(view, get(from, &theme_shape, THEME_topics, json_type_array), theme);
	get_counts(view, get(from, &theme_shape, THEME_channels, json_type_object), &theme->channels);
}

static int parse(json_object **root, struct str json, struct err *err)
{
	json_tokener *tokener = json_tokener_new_ex(JSON_DEPTH);
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
	if (str_eq(get_text(view, root, &theme_shape, THEME_table), STR("unassigned"))) {
		*add_count(view, &view->unassigned) =
		    (struct view_count){ get_text(view, root, &unassigned_shape, UNASSIGNED_reason),
			                 get_number(root, &unassigned_shape, UNASSIGNED_contacts) };
	} else {
		add_theme(view, root);
	}
	json_object_put(root);
	return 0;
}

void view_close(struct view *view)
{
	view->issues_lead = view->themes.count > 0 && !str_eq(view->summary[SUMMARY_layer].text, STR("topics"));
	if (!view->issues_lead) {
		struct view_list issues = view->themes;
		view->themes = view->beside;
		view->beside = issues;
	}
}

static int load(const char *path, json_object **root, struct err *err)
{
	struct infile *file = NULL;
	struct buf text;
	int result = infile_open(&file, path, err);
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

/* Of the last night, over all contacts: what a segment shows alone stands in the data. */
static void get_unusual(struct view *view, json_object *list)
{
	size_t count = list != NULL ? json_object_array_length(list) : 0;
	for (size_t i = 0; i < count && view->unusual_count < VIEW_UNUSUAL; i++) {
		struct field_value values[ANOMALY_COUNT] = { 0 };
		json_object *entry = json_object_array_get_idx(list, i), *tonight = NULL;
		read_values(view, entry, &anomaly_shape, values);
		if (json_object_object_get_ex(entry, anomaly_shape.fields[ANOMALY_tonight].name, &tonight) &&
		    json_object_get_boolean(tonight) && values[ANOMALY_segment].text.len == 0) {
			memcpy(view->unusual[view->unusual_count++], values, sizeof values);
		}
	}
}

static void get_contrasts(struct view *view, json_object *list)
{
	size_t count = list == NULL ? 0 : json_object_array_length(list);
	view->contrasts = arena_array(&view->arena, count, sizeof *view->contrasts);
	for (size_t i = 0; i < count; i++) {
		struct view_contrast *contrast = &view->contrasts[view->contrast_count++];
		*contrast = (struct view_contrast){ 0 };
		read_values(view, json_object_array_get_idx(list, i), &contrast_shape, contrast->values);
	}
}

static void get_scores(struct view *view, json_object *list)
{
	size_t count = list == NULL ? 0 : json_object_array_length(list);
	for (size_t i = 0; i < count && i < VIEW_SCORES; i++) {
		read_values(view, json_object_array_get_idx(list, i), &score_shape, view->scores[i]);
		view->score_count++;
	}
}

static void get_families(struct view *view, json_object *list)
{
	size_t count = list == NULL ? 0 : json_object_array_length(list);
	for (size_t i = 0; i < count && i < VIEW_FAMILIES; i++) {
		read_values(view, json_object_array_get_idx(list, i), &family_shape,
		            view->families[view->family_count++]);
	}
}

static void get_outside(struct view *view, json_object *list)
{
	size_t count = list == NULL ? 0 : json_object_array_length(list);
	for (size_t i = 0; i < count && i < VIEW_OUTSIDE; i++) {
		read_values(view, json_object_array_get_idx(list, i), &outside_shape,
		            view->outside[view->outside_count++]);
	}
}

static void get_grain(struct view *view, json_object *grain, enum view_grain at)
{
	json_object *curve = grain == NULL ? NULL : get(grain, &grain_shape, GRAIN_contacts, json_type_object);
	if (curve != NULL) {
		read_values(view, grain, &grain_shape, view->grains[at]);
		read_values(view, curve, &curve_shape, view->curves[at]);
	}
}

int view_summary(struct view *view, const char *path, struct err *err)
{
	json_object *root = NULL, *grains, *change;
	int result = load(path, &root, err);
	if (result < 0) {
		return result;
	}
	read_values(view, root, &summary_shape, view->summary);
	get_counts(view, get(root, &summary_shape, SUMMARY_states, json_type_object), &view->states);
	get_counts(view, get(root, &summary_shape, SUMMARY_unpriced, json_type_object), &view->unpriced);
	get_families(view, get(root, &summary_shape, SUMMARY_families, json_type_array));
	get_outside(view, get(root, &summary_shape, SUMMARY_outside, json_type_array));
	get_scores(view, get(root, &summary_shape, SUMMARY_scores, json_type_array));
	change = get(root, &summary_shape, SUMMARY_period_change, json_type_object);
	if (change != NULL) {
		read_values(view, change, &period_change_shape, view->change);
	}
	get_unusual(view, get(root, &summary_shape, SUMMARY_anomalies, json_type_array));
	get_contrasts(view, get(root, &summary_shape, SUMMARY_channel_contrasts, json_type_array));
	grains = get(root, &summary_shape, SUMMARY_grains, json_type_object);
	if (grains != NULL) {
		get_grain(view, get(grains, &grains_shape, GRAINS_themes, json_type_object), GRAIN_OF_THEMES);
		get_grain(view, get(grains, &grains_shape, GRAINS_subs, json_type_object), GRAIN_OF_SUBS);
	}
	json_object_put(root);
	return 0;
}

static int add_book(void *to, struct str text, struct err *err)
{
	struct view *view = to;
	json_object *root = NULL;
	int result = parse(&root, text, err);
	if (result < 0) {
		return result;
	}
	if (get_number(root, &book_shape, BOOK_funnel) > 0) {
		struct view_book *book;
		view->books = array_room_arena(&view->arena, view->books, view->book_count, &view->book_cap,
		                               sizeof *view->books, BOOKS_FIRST);
		book = &view->books[view->book_count++];
		*book = (struct view_book){ .stage = get_text(view, root, &book_shape, BOOK_stage),
			                    .funnel = get_number(root, &book_shape, BOOK_funnel),
			                    .in = get_number(root, &book_shape, BOOK_in),
			                    .kept = get_number(root, &book_shape, BOOK_kept) };
		get_counts(view, get(root, &book_shape, BOOK_dropped, json_type_object), &book->dropped);
	}
	json_object_put(root);
	return 0;
}

static int by_funnel(const void *a, const void *b)
{
	const struct view_book *x = a, *y = b;
	if (x->funnel != y->funnel) {
		return x->funnel < y->funnel ? -1 : 1;
	}
	return str_cmp(x->stage, y->stage);
}

static bool birth_add(struct view *view, struct str line)
{
	json_object *root = json_tokener_parse(arena_dup(&view->arena, line).at), *label = NULL, *mentions = NULL;
	bool good = json_object_is_type(root, json_type_object) && json_object_object_get_ex(root, "label", &label) &&
	            json_object_object_get_ex(root, "mentions", &mentions);
	if (good && view->birth_count < VIEW_BIRTHS && json_object_get_string_len(label) > 0) {
		view->births[view->birth_count++] =
		    (struct view_count){ arena_dup(&view->arena, str_from(json_object_get_string(label))),
			                 json_object_get_double(mentions) };
	}
	json_object_put(root);
	return good;
}

int view_births(struct view *view, const char *path, struct err *err)
{
	struct infile *file = NULL;
	struct lines lines;
	struct str line;
	int more, result = access(path, F_OK) != 0 ? 1 : infile_open(&file, path, err);
	if (result != 0) {
		return result < 0 ? result : 0;
	}
	lines_init(&lines, file);
	while ((more = lines_next(&lines, &line, err)) > 0 && result == 0) {
		if (!birth_add(view, line)) {
			err_set(err, GRIPE_DATA, "not a birth: label and mentions");
			err_at(err, path, lines.number, 0);
			result = GRIPE_DATA;
		}
	}
	lines_release(&lines);
	infile_close(file);
	return result < 0 ? result : more;
}

int view_funnel(struct view *view, const char *folder, struct err *err)
{
	int result = book_folder_read(folder, &(struct book_visit){ add_book, view }, err);
	if (view->book_count > 0) {
		qsort(view->books, view->book_count, sizeof *view->books, by_funnel);
	}
	return result;
}
