/* view_births.c - topics that arose since the model was learnt (view.h), a line each. */
#include <json-c/json.h>
#include <unistd.h>

#include "infile.h"
#include "view.h"

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
