/* member.h - members of JSON objects, by the rows of their tables (field.h), for the parts of the view. One that is not
 * there, or has another type than its row says, is empty. What is read is copied into the view's arena. */
#ifndef GRIPE_MEMBER_H
#define GRIPE_MEMBER_H

#include <json-c/json.h>

#include "view.h"

/* member_get - the member of that row when it is of that type, else NULL. Borrowed from `from`. */
json_object *member_get(json_object *from, const struct field_shape *shape, size_t row, json_type type);
/* member_text - of one that is a text; member_text_of: of a value that is one, or NULL. member_number: 0 for none. */
struct str member_text(struct view *view, json_object *from, const struct field_shape *shape, size_t row);
struct str member_text_of(struct view *view, json_object *value);
double member_number(json_object *from, const struct field_shape *shape, size_t row);
/* members_read - all that have one value; values[shape->count], zeroed by the caller. */
void members_read(struct view *view, json_object *from, const struct field_shape *shape, struct field_value *values);
/* members_counts - an object of numbers by name, zeros left out. counts_add - room for one more. */
void members_counts(struct view *view, json_object *object, struct view_counts *counts);
struct view_count *counts_add(struct view *view, struct view_counts *counts);
/* members_texts - the first texts of a list, at most `most`, to texts. Returns how many. */
size_t members_texts(struct view *view, json_object *list, struct str *texts, size_t most);
/* members_series - a list of numbers. */
void members_series(struct view *view, json_object *list, struct view_series *series);

/* member_parse - one object; json_object_put() is the caller's. GRIPE_DATA: it is none. member_load - of a file. */
GRIPE_MUST_USE int member_parse(json_object **root, struct str json, struct err *err);
GRIPE_MUST_USE int member_load(const char *path, json_object **root, struct err *err);

#endif
