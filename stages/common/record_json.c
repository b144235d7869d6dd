/* record_json.c - records to NDJSON and back. json-c parses and checks (RFC 8259, strict); writing is our own so that keys
 * stand in a fixed order and numbers are printed by buf_number. Unknown members are kept as the raw bytes they came as: json-c gives values
 * but no places, so a scan over the (by then valid) line finds where each member starts and ends. */
#include <json-c/json.h>

#include "hash.h"
#include "record.h"
#include "utf8.h"

enum { RECORD_DEPTH = 64 }; /* nesting of unknown fields; json-c's own default is 32 */

/* ---- writing ---- */

/* Inlined where the name is a literal, so that its length is known when compiling: these two run for every field of every record. */
static inline __attribute__((always_inline)) void key(struct buf *out, const char *name)
{
	if (out->len > 0 && out->at[out->len - 1] != '{') {
		buf_byte(out, ',');
	}
	buf_byte(out, '"');
	buf_text(out, name);
	buf_text(out, "\":");
}

static inline __attribute__((always_inline)) void text_field(struct buf *out, const char *name, struct str value)
{
	if (value.len > 0) {
		key(out, name);
		buf_json_string(out, value);
	}
}

static void list_field(struct buf *out, const char *name, const struct str *list, size_t count)
{
	if (count == 0) {
		return;
	}
	key(out, name);
	buf_byte(out, '[');
	for (size_t i = 0; i < count; i++) {
		if (i > 0) {
			buf_byte(out, ',');
		}
		buf_json_string(out, list[i]);
	}
	buf_byte(out, ']');
}

static void span_field(struct buf *out, const char *name, struct span span)
{
	key(out, name);
	buf_byte(out, '[');
	buf_integer(out, span.start);
	buf_byte(out, ',');
	buf_integer(out, span.end);
	buf_byte(out, ']');
}

static void attrs_field(struct buf *out, const struct contact *c)
{
	if (c->attr_count == 0) {
		return;
	}
	key(out, "attrs");
	buf_byte(out, '{');
	for (size_t i = 0; i < c->attr_count; i++) {
		if (i > 0) {
			buf_byte(out, ',');
		}
		buf_json_string(out, c->attrs[i].key);
		buf_byte(out, ':');
		buf_json_string(out, c->attrs[i].value);
	}
	buf_byte(out, '}');
}

static void extra_members(struct buf *out, struct str extra)
{
	if (extra.len > 0) {
		buf_byte(out, ',');
		buf_str_add(out, extra);
	}
}

static void score_fields(struct buf *out, const struct contact *c)
{
	if (c->has_score) {
		key(out, "score");
		buf_number(out, c->score);
	}
	text_field(out, "scale", c->scale);
	text_field(out, "lang", c->lang);
}

static void place_fields(struct buf *out, const struct contact *c)
{
	text_field(out, "source", c->source);
	text_field(out, "channel", c->channel);
	text_field(out, "time", c->time);
	text_field(out, "person", c->person);
	text_field(out, "role", c->role);
	text_field(out, "thread", c->thread);
	score_fields(out, c);
}

static void tail_fields(struct buf *out, const struct contact *c)
{
	text_field(out, "url", c->url);
	if (c->copies > 1) {
		key(out, "copies");
		buf_integer(out, c->copies);
	}
	attrs_field(out, c);
}

static void encode_contact(struct buf *out, const struct contact *c)
{
	buf_text(out, "{\"id\":");
	buf_json_string(out, c->id);
	place_fields(out, c);
	text_field(out, "title", c->title);
	text_field(out, "text", c->text);
	tail_fields(out, c);
	list_field(out, "notes", c->notes, c->note_count);
	extra_members(out, c->extra);
	buf_text(out, "}\n");
}

static void signals_field(struct buf *out, const struct mention *m)
{
	if (m->signal_count == 0) {
		return;
	}
	key(out, "signals");
	buf_byte(out, '{');
	for (size_t i = 0; i < m->signal_count; i++) {
		const struct signal *s = &m->signals[i];
		if (i == 0 || !str_eq(s->family, m->signals[i - 1].family)) {
			if (i > 0) {
				buf_text(out, "],");
			}
			buf_json_string(out, s->family);
			buf_text(out, ":[");
		} else {
			buf_byte(out, ',');
		}
		buf_text(out, "{\"value\":");
		buf_json_string(out, s->value);
		if (s->weight != 1) {
			buf_text(out, ",\"weight\":");
			buf_number(out, s->weight);
		}
		span_field(out, "span", s->span);
		buf_byte(out, '}');
	}
	buf_text(out, "]}");
}

static void encode_mention(struct buf *out, const struct contact *c, const struct mention *m)
{
	buf_text(out, "{\"contact\":");
	buf_json_string(out, c->id);
	key(out, "n");
	buf_integer(out, m->n);
	span_field(out, "span", m->span);
	key(out, "text");
	buf_json_string(out, m->text);
	list_field(out, "stems", m->stems, m->stem_count);
	list_field(out, "phrases", m->phrases, m->phrase_count);
	signals_field(out, m);
	if (m->theme.len > 0) {
		text_field(out, "theme", m->theme);
		text_field(out, "sub", m->sub);
		key(out, "fit");
		buf_number(out, m->fit);
	}
	text_field(out, "runner_up", m->runner_up);
	text_field(out, "unassigned", m->unassigned);
	place_fields(out, c);
	tail_fields(out, c);
	extra_members(out, c->extra);
	extra_members(out, m->extra);
	buf_text(out, "}\n");
}

void record_encode(struct buf *out, const struct record *record, enum shape shape)
{
	switch (shape) {
	case SHAPE_CONTACTS: encode_contact(out, &record->contact); break;
	case SHAPE_MENTIONS:
		for (size_t i = 0; i < record->mention_count; i++) {
			encode_mention(out, &record->contact, &record->mentions[i]);
		}
		break;
	case SHAPE_ALERTS:
	case SHAPE_THEMES:
		buf_str_add(out, record->json);
		buf_byte(out, '\n');
		break;
	case SHAPE_TEXT: buf_str_add(out, record->json); break;
	case SHAPE_NOTHING: break;
	}
}

/* ---- reading ---- */

struct decoding {
	struct arena *arena;
	struct err *err;
	const char *field; /* being read, for messages */
};

static int wrong(const struct decoding *d, const char *wanted)
{
	return err_set(d->err, GRIPE_DATA, "field \"%.60s\" is not %s", d->field, wanted);
}

static struct str json_text(struct arena *arena, json_object *value)
{
	return arena_dup(arena, (struct str){ json_object_get_string(value), (size_t)json_object_get_string_len(value) });
}

static int get_text(const struct decoding *d, json_object *value, struct str *out)
{
	if (json_object_is_type(value, json_type_null)) {
		return 0;
	}
	if (!json_object_is_type(value, json_type_string)) {
		return wrong(d, "a string");
	}
	*out = json_text(d->arena, value);
	return 0;
}

static int get_double(const struct decoding *d, json_object *value, double *out)
{
	if (!json_object_is_type(value, json_type_int) && !json_object_is_type(value, json_type_double)) {
		return wrong(d, "a number");
	}
	*out = json_object_get_double(value);
	return *out - *out == 0 ? 0 : wrong(d, "a finite number");
}

static int get_count(const struct decoding *d, json_object *value, uint32_t *out)
{
	int64_t n = json_object_get_int64(value);
	if (!json_object_is_type(value, json_type_int) || n < 0 || n > UINT32_MAX) {
		return wrong(d, "a whole number from 0 to 4294967295");
	}
	*out = (uint32_t)n;
	return 0;
}

static int get_span(const struct decoding *d, json_object *value, struct span *out)
{
	int result;
	if (!json_object_is_type(value, json_type_array) || json_object_array_length(value) != 2) {
		return wrong(d, "a span [start, end)");
	}
	result = get_count(d, json_object_array_get_idx(value, 0), &out->start);
	if (result == 0) {
		result = get_count(d, json_object_array_get_idx(value, 1), &out->end);
	}
	return result == 0 && out->end < out->start ? wrong(d, "a span [start, end)") : result;
}

static int get_list(const struct decoding *d, json_object *value, struct str **out, size_t *count)
{
	size_t n;
	if (!json_object_is_type(value, json_type_array)) {
		return wrong(d, "a list of strings");
	}
	n = json_object_array_length(value);
	*out = arena_array(d->arena, n, sizeof **out);
	*count = n;
	for (size_t i = 0; i < n; i++) {
		json_object *item = json_object_array_get_idx(value, i);
		if (!json_object_is_type(item, json_type_string)) {
			return wrong(d, "a list of strings");
		}
		(*out)[i] = json_text(d->arena, item);
	}
	return 0;
}

/* Attribute values that are no strings are kept as their JSON text: 3, true, ["a"]. */
static int get_attrs(const struct decoding *d, json_object *value, struct contact *c)
{
	if (!json_object_is_type(value, json_type_object)) {
		return wrong(d, "an object");
	}
	json_object_object_foreach(value, name, item)
	{
		struct str text = STR_EMPTY;
		if (json_object_is_type(item, json_type_string)) {
			text = (struct str){ json_object_get_string(item), (size_t)json_object_get_string_len(item) };
		} else if (item != NULL) {
			text = str_from(json_object_to_json_string_ext(item, JSON_C_TO_STRING_PLAIN | JSON_C_TO_STRING_NOSLASHESCAPE));
		}
		contact_attr(c, d->arena, str_from(name), text);
	}
	return 0;
}

static int get_signal(const struct decoding *d, json_object *item, struct signal *out)
{
	int result = 0;
	if (!json_object_is_type(item, json_type_object)) {
		return wrong(d, "lists of {value, weight, span} by family");
	}
	out->weight = 1;
	json_object_object_foreach(item, name, value)
	{
		if (result < 0) {
			break;
		}
		if (strcmp(name, "value") == 0) {
			result = get_text(d, value, &out->value);
		} else if (strcmp(name, "weight") == 0) {
			result = get_double(d, value, &out->weight);
		} else if (strcmp(name, "span") == 0) {
			result = get_span(d, value, &out->span);
		}
	}
	return result;
}

static int get_signals(const struct decoding *d, json_object *value, struct mention *m)
{
	size_t count = 0, at = 0;
	if (!json_object_is_type(value, json_type_object)) {
		return wrong(d, "an object");
	}
	json_object_object_foreach(value, name, list)
	{
		(void)name;
		if (!json_object_is_type(list, json_type_array)) {
			return wrong(d, "lists of {value, weight, span} by family");
		}
		count += json_object_array_length(list);
	}
	m->signals = arena_array(d->arena, count, sizeof *m->signals);
	m->signal_count = count;
	json_object_object_foreach(value, family, items)
	{
		struct str named = arena_dup(d->arena, str_from(family));
		for (size_t i = 0; i < json_object_array_length(items); i++, at++) {
			int result = get_signal(d, json_object_array_get_idx(items, i), &m->signals[at]);
			if (result < 0) {
				return result;
			}
			m->signals[at].family = named;
		}
	}
	return 0;
}

/* One field that contacts and mentions share. 1: not one of them. */
static int common_field(struct decoding *d, struct contact *c, json_object *value)
{
	struct {
		const char *name;
		struct str *to;
	} const texts[] = { { "source", &c->source }, { "channel", &c->channel }, { "time", &c->time }, { "person", &c->person }, { "role", &c->role },
		            { "thread", &c->thread }, { "scale", &c->scale }, { "lang", &c->lang }, { "url", &c->url } };
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		if (strcmp(d->field, texts[i].name) == 0) {
			return get_text(d, value, texts[i].to);
		}
	}
	if (strcmp(d->field, "score") == 0) {
		if (json_object_is_type(value, json_type_null)) {
			return 0;
		}
		c->has_score = true;
		return get_double(d, value, &c->score);
	}
	if (strcmp(d->field, "copies") == 0) {
		return get_count(d, value, &c->copies);
	}
	if (strcmp(d->field, "attrs") == 0) {
		return get_attrs(d, value, c);
	}
	return 1;
}

static int contact_field(struct decoding *d, struct contact *c, json_object *value)
{
	if (strcmp(d->field, "id") == 0) {
		return get_text(d, value, &c->id);
	}
	if (strcmp(d->field, "title") == 0) {
		return get_text(d, value, &c->title);
	}
	if (strcmp(d->field, "text") == 0) {
		return get_text(d, value, &c->text);
	}
	if (strcmp(d->field, "notes") == 0) {
		return get_list(d, value, &c->notes, &c->note_count);
	}
	return common_field(d, c, value);
}

static int mention_field(struct decoding *d, struct contact *c, struct mention *m, json_object *value)
{
	struct {
		const char *name;
		struct str *to;
	} const texts[] = { { "contact", &c->id }, { "text", &m->text }, { "theme", &m->theme }, { "sub", &m->sub },
		            { "runner_up", &m->runner_up }, { "unassigned", &m->unassigned } };
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		if (strcmp(d->field, texts[i].name) == 0) {
			return get_text(d, value, texts[i].to);
		}
	}
	if (strcmp(d->field, "n") == 0) {
		return get_count(d, value, &m->n);
	}
	if (strcmp(d->field, "span") == 0) {
		return get_span(d, value, &m->span);
	}
	if (strcmp(d->field, "stems") == 0) {
		return get_list(d, value, &m->stems, &m->stem_count);
	}
	if (strcmp(d->field, "phrases") == 0) {
		return get_list(d, value, &m->phrases, &m->phrase_count);
	}
	if (strcmp(d->field, "signals") == 0) {
		return get_signals(d, value, m);
	}
	if (strcmp(d->field, "fit") == 0) {
		return get_double(d, value, &m->fit);
	}
	return common_field(d, c, value);
}

/* End of the JSON value that starts at s.at[at]; s is valid JSON. */
static size_t value_end(struct str s, size_t at)
{
	int depth = 0;
	bool in_string = false;
	for (; at < s.len; at++) {
		char c = s.at[at];
		if (in_string) {
			if (c == '\\') {
				at++;
			} else if (c == '"') {
				in_string = false;
				if (depth == 0) {
					return at + 1;
				}
			}
		} else if (c == '"') {
			in_string = true;
		} else if (c == '{' || c == '[') {
			depth++;
		} else if (c == '}' || c == ']') {
			if (depth == 0) {
				return at;
			}
			if (--depth == 0) {
				return at + 1;
			}
		} else if (depth == 0 && (c == ',' || c == ':' || ascii_is_space(c))) {
			return at;
		}
	}
	return at;
}

static size_t skip_space(struct str s, size_t at)
{
	while (at < s.len && ascii_is_space(s.at[at])) {
		at++;
	}
	return at;
}

/* Appends the raw members of `line` whose decoded number in the object is marked unknown. */
static struct str raw_unknown(struct arena *arena, struct str line, const struct intern *unknown)
{
	struct buf out;
	struct str extra;
	size_t at = skip_space(line, 0) + 1; /* behind '{' */
	buf_init(&out, SIZE_MAX);
	while ((at = skip_space(line, at)) < line.len && line.at[at] != '}') {
		size_t start = at, key_end = value_end(line, at), end;
		at = skip_space(line, key_end) + 1; /* behind ':' */
		at = skip_space(line, at);
		end = value_end(line, at);
		struct str name = str_slice(line, start + 1, key_end - 1);
		/* a name with escapes is not looked up in its raw form: kept, no field of ours has one */
		if (intern_find(unknown, name) != INTERN_NONE || str_find(name, STR("\\"), 0) < name.len) {
			if (out.len > 0) {
				buf_byte(&out, ',');
			}
			buf_add(&out, line.at + start, key_end - start);
			buf_byte(&out, ':');
			buf_add(&out, line.at + at, end - at);
		}
		at = skip_space(line, end);
		if (at < line.len && line.at[at] == ',') {
			at++;
		}
	}
	extra = arena_dup(arena, buf_str(&out));
	buf_release(&out);
	return extra;
}

static int parse_line(json_object **root, struct str line, struct err *err)
{
	json_tokener *tokener = json_tokener_new_ex(RECORD_DEPTH);
	size_t bad = utf8_bad_at(line);
	int result = 0;
	*root = NULL;
	if (tokener == NULL) {
		memory_exhausted(0);
	}
	if (bad < line.len) {
		result = err_set(err, GRIPE_DATA, "not valid UTF-8 at byte %zu of the line", bad);
	} else if (line.len > INT32_MAX) {
		result = err_set(err, GRIPE_DATA, "the line is too long for a record");
	} else {
		json_tokener_set_flags(tokener, JSON_TOKENER_STRICT);
		*root = json_tokener_parse_ex(tokener, line.at != NULL ? line.at : "", (int)line.len);
		if (*root == NULL || json_tokener_get_error(tokener) != json_tokener_success) {
			enum json_tokener_error why = json_tokener_get_error(tokener);
			result = err_set(err, GRIPE_DATA, "not JSON at byte %zu of the line: %s", json_tokener_get_parse_end(tokener),
			                 why == json_tokener_continue ? "it ends too early" : json_tokener_error_desc(why));
		} else if (!json_object_is_type(*root, json_type_object)) {
			result = err_set(err, GRIPE_DATA, "the line is JSON, but no object");
		}
	}
	json_tokener_free(tokener);
	if (result < 0 && *root != NULL) {
		json_object_put(*root);
		*root = NULL;
	}
	return result;
}

/* Shared by both kinds: walks the members; mention NULL reads a contact. */
static int decode(struct contact *contact, struct mention *mention, struct arena *arena, struct str line, struct err *err)
{
	struct decoding d = { arena, err, "" };
	struct intern unknown;
	json_object *root;
	int result = parse_line(&root, line, err);
	if (result < 0) {
		return result;
	}
	intern_init(&unknown);
	json_object_object_foreach(root, name, value)
	{
		int one;
		if (result < 0) {
			break;
		}
		d.field = name;
		one = mention == NULL ? contact_field(&d, contact, value) : mention_field(&d, contact, mention, value);
		if (one > 0) {
			intern_add(&unknown, str_from(name));
		} else {
			result = one;
		}
	}
	if (result == 0 && unknown.count > 0) {
		*(mention == NULL ? &contact->extra : &mention->extra) = raw_unknown(arena, line, &unknown);
	}
	intern_release(&unknown);
	json_object_put(root);
	if (contact->copies == 0) {
		contact->copies = 1;
	}
	return result;
}

int record_decode_contact(struct record *record, struct arena *arena, struct str line, struct err *err)
{
	int result;
	*record = (struct record){ .arena = arena };
	result = decode(&record->contact, NULL, arena, line, err);
	if (result == 0 && record->contact.id.len == 0) {
		if (record->contact.text.len == 0) {
			return err_set(err, GRIPE_DATA, "a contact without \"id\" and without \"text\"");
		}
		record->contact.id = contact_content_id(&record->contact, arena);
	}
	return result;
}

int record_decode_mention(struct contact *contact, struct mention *mention, struct arena *arena, struct str line, struct err *err)
{
	int result;
	*contact = (struct contact){ .copies = 1 };
	*mention = (struct mention){ .n = 0 };
	result = decode(contact, mention, arena, line, err);
	if (result == 0 && (contact->id.len == 0 || mention->text.len == 0)) {
		return err_set(err, GRIPE_DATA, "a mention without \"contact\" or without \"text\"%s",
		               contact->id.len == 0 ? " (is this a stream of contacts? run it through `gripe split` first)" : "");
	}
	return result;
}
