/* json_any.c - JSON that no format knows by name.
 *
 * in: NDJSON, arrays, or one object that holds an array of records. out: contacts by what columns.c guesses from the
 * records' paths, as if each path were a column: {"user":{"name":"x"}} has the column "user.name". Lists of lists are
 * tables, the first list their header. The first SAMPLE_RECORDS records are held to guess from, then records pass one
 * by one. Memory: the sample, and one record. */
#include <stdlib.h>

#include "columns_said.h"
#include "hash.h"
#include "json_stream.h"

enum {
	SAMPLE_RECORDS = 200,
	PATHS_MAX = 256, /* columns: wider records are logs, not feedback */
	DEPTH_MAX = 4,   /* of objects within a record */
	SURE_NAMED = 62, /* the file says .json, .ndjson or .jsonl */
	SURE_LOOKS = 52  /* starts as JSON does */
};

struct any {
	struct reading *reading;
	struct intern names;
	struct arena arena; /* sample and columns */
	struct table_row *sample;
	uint64_t sample_count;
	struct columns columns;
	struct columns_said said;
	bool decided;
	bool has_header; /* of a list of lists */
	struct str cells[PATHS_MAX];
};

static void flatten(struct any *any, struct arena *arena, struct json_object *value, struct buf *path, int depth)
{
	size_t before = path->len;
	if (!json_object_is_type(value, json_type_object)) {
		uint32_t column = any->decided                   ? intern_find(&any->names, buf_str(path))
		                  : any->names.count < PATHS_MAX ? intern_add(&any->names, buf_str(path))
		                                                 : INTERN_NONE;
		if (column != INTERN_NONE && column < PATHS_MAX) {
			any->cells[column] = json_scalar(value, arena);
		}
		return;
	}
	if (depth == DEPTH_MAX) {
		return;
	}
	json_object_object_foreach(value, key, inner)
	{
		if (before > 0) {
			buf_byte(path, '.');
		}
		buf_text(path, key);
		flatten(any, arena, inner, path, depth + 1);
		path->len = before;
		path->at[before] = '\0';
	}
}

/* The record's cells, in the order of any->names; their number. above (may be NULL): what holds the record, whose own
 * fields count for it too. */
static size_t record_cells(struct any *any, struct arena *arena, struct json_object *record, struct json_object *above)
{
	struct buf path;
	memset(any->cells, 0, sizeof any->cells);
	if (json_object_is_type(record, json_type_array)) {
		size_t count = json_object_array_length(record);
		for (size_t i = 0; i < count && i < PATHS_MAX; i++) {
			struct str cell = json_scalar(json_object_array_get_idx(record, i), arena);
			any->cells[i] = cell;
			if (!any->decided && any->sample_count == 0 && any->names.count == i) {
				intern_add(&any->names, cell.len > 0 ? cell : arena_printf(arena, "column %zu", i + 1));
				any->has_header = true;
			}
		}
		return count < PATHS_MAX ? count : PATHS_MAX;
	}
	buf_init(&path, 4096);
	if (above != NULL) {
		flatten(any, arena, above, &path, 0);
	}
	flatten(any, arena, record, &path, 0);
	buf_release(&path);
	return any->names.count;
}

static int emit_cells(struct any *any, const struct str *cells, size_t count, struct err *err)
{
	struct reading *reading = any->reading;
	struct contact contact;
	const char *drop;
	columns_contact(&any->columns, &reading->arena, cells, count, &contact, &drop);
	columns_said_row(&any->said, cells, count, &contact);
	return reading_emit(reading, &contact, err);
}

/* Guesses from what is held, and lets it go. */
static int decide(struct any *any, struct err *err)
{
	struct reading *reading = any->reading;
	size_t first = any->has_header ? 1 : 0;
	const struct column_sample sample = { .names = any->names.names,
		                              .count = any->names.count,
		                              .rows = any->sample + first,
		                              .row_count = (size_t)any->sample_count - first,
		                              .map = reading->map,
		                              .words = reading->words->columns,
		                              .dates = reading->words->dates };
	int status;
	if (any->decided || any->sample_count == 0) {
		return 0;
	}
	any->decided = true;
	status = columns_guess(&any->columns, &any->arena, &sample, err);
	if (status != 0) {
		return status;
	}
	if (reading->date_order != DATE_ORDER_UNKNOWN) {
		any->columns.order = (enum date_order)reading->date_order;
	}
	if (reading->explain != NULL) {
		columns_explain(&any->columns, reading->explain);
		return 0;
	}
	if (any->columns.role_count[COLUMN_TEXT] == 0) {
		reading_without_text(reading, &any->columns);
	}
	columns_said_watch(&any->said, reading, &any->columns);
	for (size_t i = first; status >= 0 && i < any->sample_count; i++) {
		status = emit_cells(any, any->sample[i].cells, any->sample[i].count, err);
	}
	return status;
}

static int record_in(struct any *any, struct json_object *record, struct json_object *above, struct err *err)
{
	struct reading *reading = any->reading;
	struct table_row *row;
	size_t count;
	if (any->decided) {
		if (reading->explain != NULL) {
			return 0;
		}
		count = record_cells(any, &reading->arena, record, above);
		return emit_cells(any, any->cells, count, err);
	}
	row = &any->sample[any->sample_count];
	row->count = record_cells(any, &any->arena, record, above);
	row->cells = arena_array(&any->arena, row->count + 1, sizeof *row->cells);
	for (size_t i = 0; i < row->count; i++) {
		row->cells[i] = arena_dup(&any->arena, any->cells[i]);
	}
	any->sample_count++;
	return any->sample_count == SAMPLE_RECORDS ? decide(any, err) : 0;
}

static size_t objects_in(struct json_object *list)
{
	size_t count = json_object_array_length(list), objects = 0;
	for (size_t i = 0; i < count; i++) {
		objects += json_object_is_type(json_object_array_get_idx(list, i), json_type_object) ? 1 : 0;
	}
	return objects;
}

/* The largest list of objects inside, the first of equals; NULL when there is none. */
static void find_list(struct json_object *value, int depth, struct json_object **best, size_t *most)
{
	if (json_object_is_type(value, json_type_array)) {
		size_t objects = objects_in(value);
		if (objects > *most) {
			*most = objects;
			*best = value;
		}
		return;
	}
	if (!json_object_is_type(value, json_type_object) || depth == DEPTH_MAX) {
		return;
	}
	json_object_object_foreach(value, key, inner)
	{
		(void)key;
		find_list(inner, depth + 1, best, most);
	}
}

/* A member of its own that reads like a text: then the object is a record, whatever lists it holds. */
static bool is_record(struct json_object *value)
{
	json_object_object_foreach(value, key, inner)
	{
		(void)key;
		if (json_object_is_type(inner, json_type_string)) {
			const char *text = json_object_get_string(inner);
			size_t spaces = 0;
			for (const char *p = text; *p != '\0'; p++) {
				spaces += *p == ' ';
			}
			if (spaces >= 3) {
				return true;
			}
		}
	}
	return false;
}

/* A conversation: one of its first messages reads like a text. */
static bool list_has_text(struct json_object *list)
{
	for (size_t i = 0; i < json_object_array_length(list) && i < 5; i++) {
		struct json_object *item = json_object_array_get_idx(list, i);
		if (json_object_is_type(item, json_type_object) && is_record(item)) {
			return true;
		}
	}
	return false;
}

/* The list of records that the object holds; NULL: the object is the record itself, whatever lists it has. */
static struct json_object *records_in(struct json_object *object, bool sole)
{
	struct json_object *list = NULL;
	size_t most = 0;
	if (is_record(object)) {
		return NULL;
	}
	find_list(object, 0, &list, &most);
	return list != NULL && (sole || list_has_text(list)) ? list : NULL; /* else a record with a list of tags */
}

static int each_record(struct any *any, struct json_object *list, struct json_object *above, struct err *err)
{
	int status = 0;
	for (size_t i = 0; status >= 0 && i < json_object_array_length(list); i++) {
		struct json_object *record = json_object_array_get_idx(list, i);
		if (json_object_is_type(record, json_type_object)) {
			status = record_in(any, record, above, err);
		}
	}
	return status;
}

static int on_object(struct any *any, struct json_object *object, bool sole, struct err *err)
{
	struct json_object *list = records_in(object, sole);
	return list != NULL ? each_record(any, list, sole ? NULL : object, err) : record_in(any, object, NULL, err);
}

/* A list of records, or a row of a table. */
static int on_list(struct any *any, struct json_object *list, struct err *err)
{
	if (objects_in(list) > 0) {
		return each_record(any, list, NULL, err);
	}
	return json_object_array_length(list) > 0 ? record_in(any, list, NULL, err) : 0;
}

/* One of a list of texts; a single word is a label. */
static int on_text(struct any *any, struct json_object *value, struct err *err)
{
	struct str text = json_scalar(value, &any->reading->arena);
	struct contact contact = { 0 };
	if (memchr(text.at, ' ', text.len) != NULL) {
		contact.text = text;
	}
	return reading_emit(any->reading, &contact, err);
}

static int on_value(void *to, struct json_object *value, uint64_t line, bool sole, struct err *err)
{
	struct any *any = to;
	(void)line;
	if (json_object_is_type(value, json_type_object)) {
		return on_object(any, value, sole, err);
	}
	if (json_object_is_type(value, json_type_array)) {
		return on_list(any, value, err);
	}
	if (json_object_is_type(value, json_type_string) && any->reading->explain == NULL) {
		return on_text(any, value, err);
	}
	book_drop(any->reading->run->book, "no_text", 1);
	return 0;
}

static bool named(const char *path)
{
	static const char *const endings[] = { ".json", ".ndjson", ".jsonl", ".geojson" };
	struct str name = str_from(path);
	name.len -= str_ends_nocase(name, STR(".gz")) ? 3 : str_ends_nocase(name, STR(".zst")) ? 4 : 0;
	for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
		if (str_ends_nocase(name, str_from(endings[i]))) {
			return true;
		}
	}
	return false;
}

/* "[noise]" and "{% raw %}" open prose too: behind the bracket a value, a name or the closing bracket must follow. */
static bool opens_value(struct str ahead)
{
	static const char signs[] = { '"', '{', '[', ']', '}', '-' };
	size_t at = 0;
	struct str rest;
	while (at < ahead.len && ahead.at[at] != '{' && ahead.at[at] != '[') {
		at++;
	}
	for (at++; at < ahead.len && ascii_is_space(ahead.at[at]); at++) {
	}
	if (at >= ahead.len) {
		return false;
	}
	rest = str_slice(ahead, at, ahead.len);
	for (at = 0; at < rest.len && ascii_is_digit(rest.at[at]); at++) {
	}
	if (at > 0) { /* "[10:37 AM] Ada" opens prose */
		return at == rest.len || ascii_is_space(rest.at[at]) || strchr(",].eE}", rest.at[at]) != NULL;
	}
	return memchr(signs, rest.at[0], sizeof signs) != NULL || str_starts(rest, STR("null")) ||
	       str_starts(rest, STR("true")) || str_starts(rest, STR("false"));
}

static int any_detect(const struct glance *first)
{
	return named(first->path) ? SURE_NAMED : json_looks(first->ahead) && opens_value(first->ahead) ? SURE_LOOKS : 0;
}

static int any_parse(struct reading *reading, struct err *err)
{
	struct any any = { .reading = reading, .arena = ARENA_INIT };
	struct json_each each = { on_value, &any };
	int status, last;
	intern_init(&any.names);
	any.sample = arena_array(&any.arena, SAMPLE_RECORDS, sizeof *any.sample);
	status = json_elements(reading, &each, err);
	if (status >= 0) {
		last = decide(&any, err);
		status = last < 0 ? last : 0;
	} else if (!any.decided) { /* what was whole before the fault goes out all the same */
		struct err first = *err;
		last = decide(&any, err);
		*err = first;
	}
	columns_said_tell(&any.said);
	intern_release(&any.names);
	arena_release(&any.arena);
	return status;
}

const struct format format_json = {
	"json",     "any JSON or NDJSON: records found, fields guessed by name and content, or --map text=a.b",
	any_detect, any_parse,
	NULL,       NULL
};
