/* json_records.c - contacts out of JSON objects by a declared list of paths (json_records.h).
 *
 * in: elements of a JSON file. out: contacts. A spec says where in an element the records stand and which path is which
 * field; formats whose records make several contacts (a ticket and its comments) bring a function. Memory: one element.
 */
#include "json_records.h"

#include <stdlib.h>

#include "undated.h"
#include "utf8.h"

int json_spec_detect(const struct json_spec *spec, const struct glance *first)
{
	struct str ahead = first->ahead;
	return json_looks(ahead) && json_has_keys(ahead, spec->needs) ? (spec->certainty == 0 ? 90 : spec->certainty)
	                                                              : 0;
}

static const struct cell_words *cells_of(const struct reading *reading)
{
	return cell_words_of(reading->words->columns);
}

static struct str attr_value(const struct reading *reading, struct str value)
{
	value = cell_filled(cells_of(reading), value);
	if (value.len > ATTR_VALUE_MAX) {
		value.len = utf8_floor(value, ATTR_VALUE_MAX);
	}
	return value;
}

void json_attr(struct reading *reading, struct contact *contact, const char *key, struct str value)
{
	value = attr_value(reading, value);
	if (value.len > 0) {
		contact_attr(contact, &reading->arena, str_from(key), value);
	}
}

static void set_role(struct reading *reading, const struct json_spec *spec, struct contact *contact, struct str role,
                     struct str value)
{
	double top;
	switch (role.at[0]) {
	case 't':
		if (str_eq(role, STR("text"))) {
			contact->text = value;
		} else if (str_eq(role, STR("title"))) {
			contact->title = value;
		} else if (str_eq(role, STR("thread"))) {
			contact->thread = value;
		} else if (str_eq(role, STR("time"))) {
			contact->time = reading_time(reading, contact, value);
			undated_count(reading, contact, value);
		}
		break;
	case 'i': contact->id = value; break;
	case 'p': contact->person = value; break;
	case 'u': contact->url = value; break;
	case 'l': contact->lang = value; break;
	case 'r': contact->role = value; break;
	case 'c': contact->channel = value; break;
	case 's':
		if (cell_filled(cells_of(reading), value).len > 0 &&
		    cell_score(cells_of(reading), value, &contact->score, &top)) {
			contact->has_score = true;
			contact->scale = str_from(spec->scale);
		}
		break;
	default: break;
	}
}

/* Names are the spec's own and distinct, so that they are borrowed, and put in order once. */
static void contact_attrs(struct reading *reading, const struct json_spec *spec, struct json_object *record,
                          struct contact *contact)
{
	struct str rest = str_from(spec->attrs);
	if (rest.len == 0) {
		return;
	}
	contact->attrs = arena_array(&reading->arena, ATTRS_MAX, sizeof *contact->attrs);
	while (rest.at != NULL && contact->attr_count < ATTRS_MAX) {
		struct str paths, entry = str_cut(rest, ';', &rest), name = str_cut(entry, '=', &paths), value;
		size_t at = contact->attr_count;
		value = attr_value(reading, json_text_str(record, paths.at == NULL ? name : paths, &reading->arena));
		if (value.len == 0) {
			continue;
		}
		for (; at > 0 && str_cmp(contact->attrs[at - 1].key, name) > 0; at--) {
			contact->attrs[at] = contact->attrs[at - 1];
		}
		contact->attrs[at] = (struct attr){ name, value };
		contact->attr_count++;
	}
}

void json_contact(struct reading *reading, const struct json_spec *spec, struct json_object *record,
                  struct contact *contact)
{
	struct str rest = str_from(spec->roles);
	*contact = (struct contact){ 0 };
	while (rest.at != NULL) {
		struct str paths, entry = str_cut(rest, ';', &rest), role = str_cut(entry, '=', &paths), value;
		value = json_text_str(record, paths, &reading->arena);
		if (value.len > 0 && role.len > 0) {
			set_role(reading, spec, contact, role, value);
		}
	}
	contact_attrs(reading, spec, record, contact);
}

int json_emit(struct reading *reading, const struct json_spec *spec, struct json_object *record, struct err *err)
{
	struct contact contact;
	const char *drop = NULL;
	json_contact(reading, spec, record, &contact);
	if (spec->fix != NULL) {
		spec->fix(&contact, record, reading, &drop);
	}
	if (drop != NULL) {
		book_drop(reading->run->book, drop, 1);
		arena_reset(&reading->arena);
		return 0;
	}
	return reading_emit(reading, &contact, err);
}

static int one_record(struct reading *reading, const struct json_spec *spec, struct json_object *value,
                      struct json_object *element, uint64_t line, struct err *err)
{
	struct str rest = str_from(spec->wrap);
	struct json_object *record = value;
	while (rest.at != NULL) {
		struct str path = str_cut(rest, '|', &rest);
		struct json_object *inner = path.len > 0 ? json_at(value, path) : NULL;
		if (json_object_is_type(inner, json_type_object)) {
			record = inner;
			break;
		}
	}
	if (!json_object_is_type(record, json_type_object)) {
		return reading_reject(reading, line, SIZE_MAX, "not an object", json_scalar(record, &reading->arena),
		                      err);
	}
	return spec->record != NULL ? spec->record(reading, record, element, err)
	                            : json_emit(reading, spec, record, err);
}

static int on_element(void *to, struct json_object *value, uint64_t line, bool sole, struct err *err)
{
	struct reading *reading = to;
	const struct json_spec *spec = reading->format->spec;
	struct str rest = str_from(spec->items);
	bool any = false;
	int status = 0;
	(void)sole;
	while (status >= 0 && rest.at != NULL) {
		struct str path = str_cut(rest, '|', &rest);
		struct json_object *items = path.len > 0 ? json_at(value, path) : NULL;
		if (json_object_is_type(items, json_type_array)) {
			any = true;
			for (size_t i = 0; status >= 0 && i < json_object_array_length(items); i++) {
				status =
				    one_record(reading, spec, json_object_array_get_idx(items, i), value, line, err);
			}
		} else if (json_object_is_type(items, json_type_object)) { /* one entry stands without its brackets */
			any = true;
			status = one_record(reading, spec, items, value, line, err);
		}
	}
	if (!any && json_object_is_type(value, json_type_array)) { /* pages in a list, or lists on lines */
		for (size_t i = 0; status >= 0 && i < json_object_array_length(value); i++) {
			status = one_record(reading, spec, json_object_array_get_idx(value, i), value, line, err);
		}
		return status;
	}
	return any || status < 0 ? status : one_record(reading, spec, value, value, line, err);
}

int json_spec_parse(struct reading *reading, struct err *err)
{
	struct json_each each = { on_element, reading };
	int status;
	if (reading->explain != NULL) {
		const struct json_spec *spec = reading->format->spec;
		buf_printf(reading->explain, "  %s\n",
		           spec->roles == NULL ? "fields by the format's own structure" : spec->roles);
		return 0;
	}
	status = json_elements(reading, &each, err);
	undated_say(reading);
	return status;
}
