/* run_read.c - see run_read.h. Trees of json-c: a run's tables are small (an object an issue), whatever its records. */
#include "run_read.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <unistd.h>

#include "array.h"
#include "infile.h"
#include "timestamp.h"

enum { JSON_TREE_DEPTH = 64, LINES_FIRST = 32, JSON_FILE_LIMIT = 256 << 20 /* bytes of a summary or a manifest */ };

int json_parse(json_object **root, struct str text, struct err *err)
{
	json_tokener *tokener = json_tokener_new_ex(JSON_TREE_DEPTH);
	if (tokener == NULL) {
		memory_exhausted(0);
	}
	*root = text.len > INT32_MAX ? NULL : json_tokener_parse_ex(tokener, text.at, (int)text.len);
	json_tokener_free(tokener);
	if (*root == NULL || !json_object_is_type(*root, json_type_object)) {
		json_object_put(*root);
		*root = NULL;
		return err_set(err, GRIPE_DATA, "not a JSON object");
	}
	return 0;
}

json_object *json_member(json_object *of, const char *name, json_type type)
{
	json_object *value = NULL;
	return of != NULL && json_object_object_get_ex(of, name, &value) && json_object_is_type(value, type) ? value
	                                                                                                     : NULL;
}

static bool is_number(json_object *value)
{
	return json_object_is_type(value, json_type_int) || json_object_is_type(value, json_type_double);
}

double json_number_of(json_object *of, const char *name, double fallback)
{
	json_object *value = NULL;
	bool there = of != NULL && json_object_object_get_ex(of, name, &value) && is_number(value);
	return there ? json_object_get_double(value) : fallback;
}

static struct str text_of(json_object *value)
{
	return (struct str){ json_object_get_string(value), (size_t)json_object_get_string_len(value) };
}

struct str json_text_of(json_object *of, const char *name)
{
	json_object *value = json_member(of, name, json_type_string);
	return value == NULL ? STR_EMPTY : text_of(value);
}

size_t json_list(json_object *list)
{
	return list == NULL ? 0 : json_object_array_length(list);
}

static bool fill_text(const struct field *field, struct field_value *value, struct str text)
{
	int64_t seconds = 0;
	if (field->type == FIELD_TEXT) {
		*value = (struct field_value){ .state = FIELD_GIVEN, .text = text };
		return true;
	}
	if ((field->type != FIELD_TIME && field->type != FIELD_DAY) || !timestamp_parse(text, &seconds)) {
		return false;
	}
	*value = (struct field_value){ .state = FIELD_GIVEN,
		                       .whole = field->type == FIELD_TIME ? seconds : timestamp_day(seconds) };
	return true;
}

/* An exact figure stands on paper with all its digits, so it comes back by rounding. */
static void fill_number(const struct field *field, struct field_value *value, json_object *from)
{
	double number = json_object_get_double(from);
	if (field->type == FIELD_COUNT) {
		*value = (struct field_value){ .state = FIELD_GIVEN, .whole = json_object_get_int64(from) };
	} else if (field->type == FIELD_EXACT) {
		*value = (struct field_value){ .state = FIELD_GIVEN,
			                       .whole = (int64_t)llround(number * pow(10, field->digits)) };
	} else if (field->type >= FIELD_FIXED && field->type <= FIELD_TINY) {
		*value = (struct field_value){ .state = FIELD_GIVEN, .number = number };
	}
}

void json_fill(const struct field_shape *shape, struct field_value *values, json_object *from)
{
	for (size_t i = 0; i < shape->count; i++) {
		json_object *member = NULL;
		if (values[i].state == FIELD_GIVEN || from == NULL ||
		    !json_object_object_get_ex(from, shape->fields[i].name, &member)) {
			continue;
		}
		if (json_object_is_type(member, json_type_string)) {
			(void)fill_text(&shape->fields[i], &values[i], text_of(member));
		} else if (json_object_is_type(member, json_type_boolean) && shape->fields[i].type == FIELD_FLAG) {
			set_whole(values, i, json_object_get_boolean(member));
		} else if (is_number(member)) {
			fill_number(&shape->fields[i], &values[i], member);
		}
	}
}

static int lines_take(struct run_lines *lines, const char *path, struct err *err)
{
	struct infile *file = NULL;
	struct lines reading;
	struct str line;
	int result = access(path, F_OK) != 0 ? 1 : infile_open(&file, path, err);
	if (result != 0) {
		return result < 0 ? result : 0;
	}
	lines_init(&reading, file);
	while ((result = lines_next(&reading, &line, err)) > 0) {
		lines->list = array_room(lines->list, lines->count, &lines->cap, sizeof *lines->list, LINES_FIRST);
		result = json_parse(&lines->list[lines->count], line, err);
		if (result < 0) {
			err_at(err, path, reading.number, 0);
			break;
		}
		lines->count++;
	}
	lines_release(&reading);
	infile_close(file);
	return result;
}

int json_load(json_object **root, const char *path, struct err *err)
{
	struct infile *file = NULL;
	struct buf text;
	int result = infile_open(&file, path, err);
	if (result < 0) {
		return result;
	}
	buf_init(&text, JSON_FILE_LIMIT);
	result = infile_all(file, &text, err);
	result = result == 0 ? json_parse(root, buf_str(&text), err) : result;
	err_at(err, result < 0 ? path : NULL, 0, 0);
	buf_release(&text);
	infile_close(file);
	return result;
}

static int summary_take(struct run_read *run, const char *path, struct err *err)
{
	if (access(path, F_OK) != 0) {
		err_set(err, GRIPE_USAGE, "no run folder: it has no summary.json (gripe run --out DIR makes one)");
		err_at(err, run->folder, 0, 0);
		return GRIPE_USAGE;
	}
	return json_load(&run->summary, path, err);
}

int run_read_open(struct run_read *run, const char *folder, struct err *err)
{
	const struct {
		const char *name;
		struct run_lines *lines;
	} files[] = { { "issues.ndjson", &run->issues },
		      { "themes.ndjson", &run->themes },
		      { "alerts.ndjson", &run->alerts } };
	*run = (struct run_read){ .folder = folder, .arena = ARENA_INIT };
	int result = summary_take(run, arena_printf(&run->arena, "%s/summary.json", folder).at, err);
	for (size_t i = 0; i < sizeof files / sizeof *files && result == 0; i++) {
		result = lines_take(files[i].lines, arena_printf(&run->arena, "%s/%s", folder, files[i].name).at, err);
	}
	run->leading = run->issues.count > 0 && !str_eq(json_text_of(run->summary, "layer"), STR("topics"))
	                   ? &run->issues
	                   : &run->themes;
	return result;
}

static void lines_drop(struct run_lines *lines)
{
	for (size_t i = 0; i < lines->count; i++) {
		json_object_put(lines->list[i]);
	}
	free(lines->list);
}

void run_read_release(struct run_read *run)
{
	lines_drop(&run->issues);
	lines_drop(&run->themes);
	lines_drop(&run->alerts);
	json_object_put(run->summary);
	arena_release(&run->arena);
}

struct str run_id(json_object *line)
{
	struct str issue = json_text_of(line, "issue");
	return issue.len > 0 ? issue : json_text_of(line, "theme");
}

json_object *run_line_of(const struct run_read *run, struct str id)
{
	const struct run_lines *const files[] = { &run->issues, &run->themes };
	for (size_t f = 0; f < sizeof files / sizeof *files; f++) {
		for (size_t i = 0; i < files[f]->count; i++) {
			if (id.len > 0 && str_eq(run_id(files[f]->list[i]), id)) {
				return files[f]->list[i];
			}
		}
	}
	return NULL;
}

struct str run_label(const struct run_read *run, struct str id)
{
	return json_text_of(run_line_of(run, id), "label");
}
