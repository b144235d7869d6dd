/* run_read.h - a run folder as those who make tables and posts of it read it: the summary, and the lines of issues,
 * topics and alerts, each as a JSON object. Records of contacts are not held; run_contacts.h walks them. */
#ifndef GRIPE_RUN_READ_H
#define GRIPE_RUN_READ_H

#include <json-c/json.h>

#include "arena.h"
#include "err.h"
#include "field.h"

struct run_lines { /* of one NDJSON file: lines[count], line i + 1 of it */
	json_object **list;
	size_t count, cap;
};
struct run_read {
	const char *folder; /* borrowed */
	struct arena arena; /* paths, and what callers keep as long as the run */
	json_object *summary;
	struct run_lines issues, themes, alerts;
	const struct run_lines *leading; /* issues, or themes where the summary says that topics lead */
};

/* run_read_open - summary.json must be there (GRIPE_USAGE: the folder is no run's); issues.ndjson, themes.ndjson and
 * alerts.ndjson may be missing. GRIPE_DATA with file and line: not an object. Release it in any case. */
GRIPE_MUST_USE int run_read_open(struct run_read *run, const char *folder, struct err *err);
void run_read_release(struct run_read *run);

/* json_parse - one object of text. GRIPE_DATA: not an object, or too deep. json_object_put it. */
GRIPE_MUST_USE int json_parse(json_object **root, struct str text, struct err *err);
/* json_load - the same of a whole file. GRIPE_IO. */
GRIPE_MUST_USE int json_load(json_object **root, const char *path, struct err *err);

/* Members by name; of: NULL allowed. One that is not there, or has another type, is NULL, the fallback, or empty. */
json_object *json_member(json_object *of, const char *name, json_type type);
double json_number_of(json_object *of, const char *name, double fallback);
struct str json_text_of(json_object *of, const char *name); /* lives as long as of */
/* json_list - its length, 0 for NULL. */
size_t json_list(json_object *list);

/* json_fill - gives each member of `from` that has a row in shape, and no value there yet, to values[shape->count]. A
 * member of another type than its row's is passed over. Texts live as long as from. */
void json_fill(const struct field_shape *shape, struct field_value *values, json_object *from);

/* run_label - what the run calls an issue or a theme; empty: it has none of that id. run_line_of - its line. */
json_object *run_line_of(const struct run_read *run, struct str id);
struct str run_label(const struct run_read *run, struct str id);
/* run_id - the id of a line of issues or themes. */
struct str run_id(json_object *line);

#endif
