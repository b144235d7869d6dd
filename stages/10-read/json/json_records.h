/* json_records.h - contacts out of JSON objects by a declared list of paths; what every JSON export reads through. */
#ifndef GRIPE_JSON_RECORDS_H
#define GRIPE_JSON_RECORDS_H

#include "columns.h"
#include "json_stream.h"

/* Paths as in json_stream.h: "a.b|c". Lists: "role=paths;role=paths". */
struct json_spec {
	const char *needs; /* keys that must be in the first bytes for detection: "reviewId|id;score;content|text" */
	const char *roles; /* "text=full_text|text;id=id_str|id;time=created_at;…" */
	const char *attrs; /* "app_version=appVersion|version;…": what goes to attrs, and its name there */
	const char *wrap;  /* "tweet|_source|data": where the record stands in an element, the first that is an object;
	                      NULL: the element */
	const char *items; /* "tickets|feed.entry": arrays (or one object) of records inside of an element, all of them;
	                      NULL: none */
	const char *scale;
	int certainty; /* 0: 90 */
	/* fix - a last word on the contact of one record; *drop: a reason to set it aside. NULL: none. */
	void (*fix)(struct contact *contact, struct json_object *record, struct reading *reading, const char **drop);
	/* record - instead of one contact a record: emits them itself. element: what the record stands in. NULL: one
	 * contact by roles. */
	int (*record)(struct reading *reading, struct json_object *record, struct json_object *element,
	              struct err *err);
};

int json_spec_detect(const struct json_spec *spec, const struct glance *first);
/* json_spec_parse - the parse function of formats whose spec is a struct json_spec. */
GRIPE_MUST_USE int json_spec_parse(struct reading *reading, struct err *err);
/* json_contact - roles and attrs of spec from one record; strings in reading->arena or in the record. */
void json_contact(struct reading *reading, const struct json_spec *spec, struct json_object *record,
                  struct contact *contact);
/* json_emit - json_contact, fix, and reading_emit or a drop. */
GRIPE_MUST_USE int json_emit(struct reading *reading, const struct json_spec *spec, struct json_object *record,
                             struct err *err);
/* json_attr - one attribute, short and not empty. */
void json_attr(struct reading *reading, struct contact *contact, const char *key, struct str value);

#define JSON_FORMAT(symbol, format_name, format_channel, known_by, ...)                                                \
	static const struct json_spec symbol##_spec = { __VA_ARGS__ };                                                 \
	static int symbol##_detect(const struct glance *first)                                                         \
	{                                                                                                              \
		return json_spec_detect(&symbol##_spec, first);                                                        \
	}                                                                                                              \
	const struct format symbol = { format_name,     known_by,       symbol##_detect,                               \
		                       json_spec_parse, format_channel, &symbol##_spec }

#endif
