/* member.c - see member.h. Members that are not there, or have another type than their row says, stay empty, so that a
 * report can be made from less than a whole run. */
#include "member.h"

#include "array.h"
#include "infile.h"

#define MEMBER_FILE_LIMIT ((size_t)256 << 20) /* bytes of a summary */
enum { JSON_DEPTH = 64, FEW_FIRST = 8 };

json_object *member_get(json_object *from, const struct field_shape *shape, size_t row, json_type type)
{
	json_object *value = NULL;
	return json_object_object_get_ex(from, shape->fields[row].name, &value) && json_object_is_type(value, type)
	           ? value
	           : NULL;
}

struct str member_text_of(struct view *view, json_object *value)
{
	return value == NULL ? STR_EMPTY
	                     : arena_dup(&view->arena, (struct str){ json_object_get_string(value),
	                                                             (size_t)json_object_get_string_len(value) });
}

static bool is_number(json_object *value)
{
	return json_object_is_type(value, json_type_int) || json_object_is_type(value, json_type_double);
}

struct str member_text(struct view *view, json_object *from, const struct field_shape *shape, size_t row)
{
	return member_text_of(view, member_get(from, shape, row, json_type_string));
}

double member_number(json_object *from, const struct field_shape *shape, size_t row)
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
		*value = (struct field_value){ .state = FIELD_GIVEN, .text = member_text_of(view, from) };
	} else if (type == FIELD_FLAG) {
		*value = (struct field_value){ .state = FIELD_GIVEN, .whole = json_object_get_boolean(from) };
	} else if (type >= FIELD_COUNT && type <= FIELD_TINY && is_number(from)) {
		*value = (struct field_value){ .state = FIELD_GIVEN, .number = json_object_get_double(from) };
	} else if (type == FIELD_OBJECT && json_object_is_type(from, json_type_object) &&
	           field->of->face < field->of->count) {
		*value = (struct field_value){ .state = FIELD_GIVEN,
			                       .text = member_text(view, from, field->of, field->of->face) };
	} /* lists and maps are read by whoever shows them */
}

void members_read(struct view *view, json_object *from, const struct field_shape *shape, struct field_value *values)
{
	for (size_t i = 0; i < shape->count; i++) {
		json_object *value = NULL;
		if (json_object_object_get_ex(from, shape->fields[i].name, &value)) {
			read_value(view, value, &shape->fields[i], &values[i]);
		}
	}
}

struct view_count *counts_add(struct view *view, struct view_counts *counts)
{
	counts->list =
	    array_room_arena(&view->arena, counts->list, counts->count, &counts->cap, sizeof *counts->list, FEW_FIRST);
	return &counts->list[counts->count++];
}

void members_counts(struct view *view, json_object *object, struct view_counts *counts)
{
	if (object == NULL) {
		return;
	}
	json_object_object_foreach(object, key, value)
	{
		if (json_object_get_double(value) != 0) {
			*counts_add(view, counts) = (struct view_count){ arena_dup(&view->arena, str_from(key)),
				                                         json_object_get_double(value) };
		}
	}
}

size_t members_texts(struct view *view, json_object *list, struct str *texts, size_t most)
{
	size_t count = list == NULL ? 0 : json_object_array_length(list);
	count = count < most ? count : most;
	for (size_t i = 0; i < count; i++) {
		texts[i] =
		    arena_dup(&view->arena, str_from(json_object_get_string(json_object_array_get_idx(list, i))));
	}
	return count;
}

void members_series(struct view *view, json_object *list, struct view_series *series)
{
	series->count = list == NULL ? 0 : json_object_array_length(list);
	series->list = arena_array(&view->arena, series->count, sizeof *series->list);
	for (size_t i = 0; i < series->count; i++) {
		series->list[i] = json_object_get_double(json_object_array_get_idx(list, i));
	}
}

int member_parse(json_object **root, struct str json, struct err *err)
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

int member_load(const char *path, json_object **root, struct err *err)
{
	struct infile *file = NULL;
	struct buf text;
	int result = infile_open(&file, path, err);
	if (result < 0) {
		return result;
	}
	buf_init(&text, MEMBER_FILE_LIMIT);
	result = infile_all(file, &text, err);
	infile_close(file);
	if (result == 0) {
		result = member_parse(root, buf_str(&text), err);
		if (result < 0) {
			err_at(err, path, 0, 0);
		}
	}
	buf_release(&text);
	return result;
}
