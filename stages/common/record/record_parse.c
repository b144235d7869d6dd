/* record_parse.c - one line of NDJSON into a record, strictly and in one pass: known members go straight to their
 * place, unknown ones are kept as the raw bytes they came as. The line is copied into the arena once, and strings
 * without escapes are slices of that copy. */
#include "array.h"
#include "json_scan.h"
#include "record.h"
#include "utf8.h"

struct decoding {
	struct arena *arena;
	struct json_scan scan;
	struct err *err;
	struct str field; /* being read, for messages */
};

enum { LIST_FIRST = 8, SIGNALS_FIRST = 4 }; /* elements that there is room for at first */
enum { DIGEST_DIGITS = 16 };

enum field_kind { FIELD_TEXT, FIELD_NUMBER, FIELD_COUNT, FIELD_SPAN, FIELD_LIST, FIELD_ATTRS, FIELD_SIGNALS };

static int wrong(struct decoding *d, const char *wanted)
{
	if (d->scan.bad == NULL && json_kind_next(&d->scan) == JSON_END && d->scan.at == d->scan.text.len) {
		d->scan.bad = "it ends too early";
	}
	if (d->scan.bad != NULL) {
		return err_set(d->err, GRIPE_DATA, "not JSON at byte %zu of the line: %s", d->scan.at, d->scan.bad);
	}
	return err_set(d->err, GRIPE_DATA, "field \"%.*s\" is not %s", (int)(d->field.len < 60 ? d->field.len : 60),
	               d->field.at, wanted);
}

static bool enter_object(struct decoding *d)
{
	return json_kind_next(&d->scan) == JSON_OBJECT && json_enter(&d->scan, '{');
}

static bool enter_array(struct decoding *d)
{
	return json_kind_next(&d->scan) == JSON_ARRAY && json_enter(&d->scan, '[');
}

static int get_text(struct decoding *d, struct str *out)
{
	if (json_kind_next(&d->scan) != JSON_STRING || !json_string(&d->scan, d->arena, out)) {
		return wrong(d, "a string");
	}
	return 0;
}

static int get_number(struct decoding *d, double *out)
{
	bool whole;
	int64_t integer;
	if (json_kind_next(&d->scan) != JSON_NUMBER || !json_number(&d->scan, out, &whole, &integer)) {
		return wrong(d, "a number");
	}
	return *out - *out == 0 ? 0 : wrong(d, "a finite number");
}

static int get_count(struct decoding *d, uint32_t *out)
{
	static const char wanted[] = "a whole number from 0 to 4294967295";
	double value;
	bool whole = false;
	int64_t n = -1;
	if (json_kind_next(&d->scan) != JSON_NUMBER || !json_number(&d->scan, &value, &whole, &n) || !whole || n < 0 ||
	    n > UINT32_MAX) {
		return wrong(d, wanted);
	}
	*out = (uint32_t)n;
	return 0;
}

static int get_span(struct decoding *d, struct span *out)
{
	static const char wanted[] = "a span [start, end)";
	bool first = true;
	int result = 0;
	uint32_t *ends[2] = { &out->start, &out->end };
	if (!enter_array(d)) {
		return wrong(d, wanted);
	}
	for (size_t i = 0; i < 2 && result == 0; i++) {
		result = json_more(&d->scan, ']', &first) ? get_count(d, ends[i]) : wrong(d, wanted);
	}
	if (result == 0 && (json_more(&d->scan, ']', &first) || d->scan.bad != NULL || out->end < out->start)) {
		result = wrong(d, wanted);
	}
	return result;
}

static int get_list(struct decoding *d, struct str **out, size_t *count)
{
	static const char wanted[] = "a list of strings";
	size_t cap = 0;
	bool first = true;
	*count = 0;
	if (!enter_array(d)) {
		return wrong(d, wanted);
	}
	while (json_more(&d->scan, ']', &first)) {
		*out = array_room_arena(d->arena, *out, *count, &cap, sizeof **out, LIST_FIRST);
		if (json_kind_next(&d->scan) != JSON_STRING || !json_string(&d->scan, d->arena, &(*out)[*count])) {
			return wrong(d, wanted);
		}
		(*count)++;
	}
	return d->scan.bad == NULL ? 0 : wrong(d, wanted);
}

/* A list of strings, checked and kept as it stands; one without any is none. */
static int get_raw_list(struct decoding *d, struct str *out)
{
	static const char wanted[] = "a list of strings";
	bool first = true;
	size_t start;
	*out = STR_EMPTY;
	if (!enter_array(d)) {
		return wrong(d, wanted);
	}
	start = d->scan.at - 1;
	while (json_more(&d->scan, ']', &first)) {
		struct str string;
		if (json_kind_next(&d->scan) != JSON_STRING || !json_skip(&d->scan, &string)) {
			return wrong(d, wanted);
		}
	}
	if (!first) {
		*out = str_slice(d->scan.text, start, d->scan.at);
	}
	return d->scan.bad == NULL ? 0 : wrong(d, wanted);
}

static int get_digest(struct decoding *d, uint64_t *out)
{
	struct str digits;
	int result = get_text(d, &digits);
	*out = 0;
	if (result == 0 && digits.len != DIGEST_DIGITS) {
		return wrong(d, "16 hexadecimal digits");
	}
	for (size_t i = 0; result == 0 && i < digits.len; i++) {
		char c = ascii_lower(digits.at[i]);
		if (!ascii_is_digit(c) && (c < 'a' || c > 'f')) {
			return wrong(d, "16 hexadecimal digits");
		}
		*out = *out << 4 | (uint64_t)(ascii_is_digit(c) ? c - '0' : c - 'a' + 10);
	}
	return result;
}

static int skip_null(struct decoding *d)
{
	struct str raw;
	return json_skip(&d->scan, &raw) ? 0 : wrong(d, "JSON");
}

/* A string, or any other value as it is written; empty for null. */
static bool get_attr_value(struct decoding *d, struct str *value)
{
	enum json_kind kind = json_kind_next(&d->scan);
	bool ok = kind == JSON_STRING ? json_string(&d->scan, d->arena, value) : json_skip(&d->scan, value);
	*value = kind == JSON_NULL ? STR_EMPTY : *value;
	return ok;
}

/* Attributes, sorted as they come in: ours are sorted already, so this is an append. Values that are no strings are
 * kept as their JSON text: 3, true, ["a"]. */
static int get_attrs(struct decoding *d, struct contact *c)
{
	size_t cap = 0;
	bool first = true;
	c->attr_count = 0;
	if (!enter_object(d)) {
		return wrong(d, "an object");
	}
	while (json_more(&d->scan, '}', &first)) {
		struct str name, value = STR_EMPTY;
		if (!json_key(&d->scan, d->arena, &name) || !get_attr_value(d, &value)) {
			return wrong(d, "an object");
		}
		if (value.len == 0) {
			continue;
		}
		if (c->attr_count > 0 && str_cmp(c->attrs[c->attr_count - 1].key, name) >= 0) { /* foreign order */
			contact_attr(c, d->arena, name, value);
			cap = c->attr_count;
			continue;
		}
		c->attrs = array_room_arena(d->arena, c->attrs, c->attr_count, &cap, sizeof *c->attrs, LIST_FIRST);
		c->attrs[c->attr_count++] = (struct attr){ name, value };
	}
	return d->scan.bad == NULL ? 0 : wrong(d, "an object");
}

static int get_signal(struct decoding *d, struct signal *out)
{
	bool first = true;
	int result = 0;
	out->weight = 1;
	if (!enter_object(d)) {
		return wrong(d, "lists of {value, weight, span} by family");
	}
	while (result == 0 && json_more(&d->scan, '}', &first)) {
		struct str name;
		if (!json_key(&d->scan, d->arena, &name)) {
			break;
		}
		if (str_eq(name, STR("value"))) {
			result = get_text(d, &out->value);
		} else if (str_eq(name, STR("weight"))) {
			result = get_number(d, &out->weight);
		} else if (str_eq(name, STR("span"))) {
			result = get_span(d, &out->span);
		} else {
			result = skip_null(d);
		}
	}
	return result == 0 && d->scan.bad != NULL ? wrong(d, "an object") : result;
}

static int add_signals(struct decoding *d, struct mention *m, struct str family, size_t *cap)
{
	bool first = true;
	int result = 0;
	if (!enter_array(d)) {
		return wrong(d, "lists of {value, weight, span} by family");
	}
	while (result == 0 && json_more(&d->scan, ']', &first)) {
		struct signal *s;
		m->signals =
		    array_room_arena(d->arena, m->signals, m->signal_count, cap, sizeof *m->signals, SIGNALS_FIRST);
		s = &m->signals[m->signal_count++];
		*s = (struct signal){ .family = family };
		result = get_signal(d, s);
	}
	return result == 0 && d->scan.bad != NULL ? wrong(d, "an array") : result;
}

static int get_signals(struct decoding *d, struct mention *m)
{
	bool first = true;
	size_t cap = 0;
	int result = 0;
	m->signal_count = 0;
	if (!enter_object(d)) {
		return wrong(d, "an object");
	}
	while (result == 0 && json_more(&d->scan, '}', &first)) {
		struct str family;
		if (!json_key(&d->scan, d->arena, &family)) {
			break;
		}
		result = add_signals(d, m, family, &cap);
	}
	return result == 0 && d->scan.bad != NULL ? wrong(d, "an object") : result;
}

/* The value of the member `name`; p as a probability, which is checked when all members are there. */
static const char trouble_wanted[] = "a list of {class, thing, by, p, reader, span}";

struct read_trouble { /* as it stands in the line */
	struct trouble out;
	double p, reader;
	bool has_reader;
};
static int get_trouble_member(struct decoding *d, struct str name, struct read_trouble *read)
{
	read->has_reader = read->has_reader || str_eq(name, STR("reader"));
	return str_eq(name, STR("class"))    ? get_text(d, &read->out.class)
	       : str_eq(name, STR("thing"))  ? get_text(d, &read->out.thing)
	       : str_eq(name, STR("by"))     ? get_text(d, &read->out.by)
	       : str_eq(name, STR("p"))      ? get_number(d, &read->p)
	       : str_eq(name, STR("reader")) ? get_number(d, &read->reader)
	       : str_eq(name, STR("span"))   ? get_span(d, &read->out.span)
	                                     : skip_null(d);
}
static bool is_share(double value)
{
	return value >= 0 && value <= 1;
}
static int get_trouble(struct decoding *d, struct trouble *out)
{
	struct read_trouble read = { .p = 1 };
	bool first = true;
	int result = 0;
	if (!enter_object(d)) {
		return wrong(d, trouble_wanted);
	}
	while (result == 0 && json_more(&d->scan, '}', &first)) {
		struct str name;
		if (!json_key(&d->scan, d->arena, &name)) {
			break;
		}
		result = get_trouble_member(d, name, &read);
	}
	if (result != 0) {
		return result; /* p may be out of range: not to be made whole */
	}
	if (d->scan.bad != NULL || read.out.class.len == 0 || !is_share(read.p) || !is_share(read.reader)) {
		return wrong(d, trouble_wanted);
	}
	*out = read.out;
	out->p_milli = (uint32_t)(read.p * 1000 + 0.5);
	out->reader_milli = str_eq(out->by, STR("pattern"))            ? 0
	                    : read.has_reader && read.reader <= read.p ? (uint32_t)(read.reader * 1000 + 0.5)
	                                                               : out->p_milli;
	return 0;
}
static int get_troubles(struct decoding *d, struct mention *m)
{
	size_t cap = 0;
	bool first = true;
	int result = 0;
	m->trouble_count = 0;
	if (!enter_array(d)) {
		return wrong(d, trouble_wanted);
	}
	while (result == 0 && json_more(&d->scan, ']', &first)) {
		m->troubles = array_room_arena(d->arena, m->troubles, m->trouble_count, &cap, sizeof *m->troubles, 4);
		m->troubles[m->trouble_count] = (struct trouble){ .p_milli = 0 };
		result = get_trouble(d, &m->troubles[m->trouble_count++]);
	}
	return result == 0 && d->scan.bad != NULL ? wrong(d, "an array") : result;
}

/* One member whose name has been read. 1: not one of ours. */
static int common_field(struct decoding *d, struct contact *c)
{
	const struct {
		struct str name;
		struct str *to;
	} texts[] = { { STR("source"), &c->source }, { STR("channel"), &c->channel }, { STR("time"), &c->time },
		      { STR("person"), &c->person }, { STR("role"), &c->role },       { STR("thread"), &c->thread },
		      { STR("scale"), &c->scale },   { STR("lang"), &c->lang },       { STR("url"), &c->url } };
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		if (str_eq(d->field, texts[i].name)) {
			return get_text(d, texts[i].to);
		}
	}
	if (str_eq(d->field, STR("score"))) {
		c->has_score = true;
		return get_number(d, &c->score);
	}
	if (str_eq(d->field, STR("copies"))) {
		return get_count(d, &c->copies);
	}
	if (str_eq(d->field, STR("senders"))) {
		return get_count(d, &c->senders);
	}
	return str_eq(d->field, STR("attrs")) ? get_attrs(d, c) : 1;
}

static int contact_field(struct decoding *d, struct contact *c)
{
	if (str_eq(d->field, STR("id"))) {
		return get_text(d, &c->id);
	}
	if (str_eq(d->field, STR("title"))) {
		return get_text(d, &c->title);
	}
	if (str_eq(d->field, STR("text"))) {
		return get_text(d, &c->text);
	}
	if (str_eq(d->field, STR("notes"))) {
		return get_list(d, &c->notes, &c->note_count);
	}
	return common_field(d, c);
}

static int get_lines(struct decoding *d, struct ledger_edit *edit)
{
	static const char wanted[] = "a list of lines";
	size_t cap = 0;
	bool first = true;
	if (!enter_array(d)) {
		return wrong(d, wanted);
	}
	while (json_more(&d->scan, ']', &first)) {
		edit->lines =
		    array_room_arena(d->arena, edit->lines, edit->line_count, &cap, sizeof *edit->lines, SIGNALS_FIRST);
		if (get_count(d, &edit->lines[edit->line_count]) < 0) {
			return wrong(d, wanted);
		}
		edit->line_count++;
	}
	return d->scan.bad == NULL ? 0 : wrong(d, wanted);
}

static int get_edit_member(struct decoding *d, struct str name, struct ledger_edit *edit)
{
	return str_eq(name, STR("lines"))        ? get_lines(d, edit)
	       : str_eq(name, STR("states"))     ? get_text(d, &edit->states)
	       : str_eq(name, STR("issue"))      ? get_text(d, &edit->issue)
	       : str_eq(name, STR("theme"))      ? get_text(d, &edit->theme)
	       : str_eq(name, STR("sub"))        ? get_text(d, &edit->sub)
	       : str_eq(name, STR("fit"))        ? get_number(d, &edit->fit)
	       : str_eq(name, STR("unassigned")) ? get_text(d, &edit->unassigned)
	                                         : skip_null(d);
}

/* What a ledger changed. One that lists no line changed nothing. */
static int get_edit(struct decoding *d, struct mention *m)
{
	static const char wanted[] = "what a ledger changed: an object with its lines";
	struct ledger_edit *edit = arena_alloc(d->arena, sizeof *edit);
	bool first = true;
	int result = 0;
	*edit = (struct ledger_edit){ .lines = NULL };
	if (!enter_object(d)) {
		return wrong(d, wanted);
	}
	while (result == 0 && json_more(&d->scan, '}', &first)) {
		struct str name;
		if (!json_key(&d->scan, d->arena, &name)) {
			break;
		}
		result = get_edit_member(d, name, edit);
	}
	if (result == 0 && d->scan.bad != NULL) {
		result = wrong(d, wanted);
	}
	m->edit = edit->line_count > 0 ? edit : NULL;
	return result;
}

static int mention_field(struct decoding *d, struct contact *c, struct mention *m)
{
	const struct {
		struct str name;
		struct str *to;
	} texts[] = { { STR("contact"), &c->id },          { STR("text"), &m->text },
		      { STR("states"), &m->states },       { STR("issue"), &m->issue },
		      { STR("theme"), &m->theme },         { STR("sub"), &m->sub },
		      { STR("runner_up"), &m->runner_up }, { STR("unassigned"), &m->unassigned } };
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		if (str_eq(d->field, texts[i].name)) {
			return get_text(d, texts[i].to);
		}
	}
	if (str_eq(d->field, STR("n"))) {
		return get_count(d, &m->n);
	}
	if (str_eq(d->field, STR("span"))) {
		return get_span(d, &m->span);
	}
	if (str_eq(d->field, STR("stems"))) {
		return get_raw_list(d, &m->stems);
	}
	if (str_eq(d->field, STR("stems_of"))) {
		return get_digest(d, &m->stems_of);
	}
	if (str_eq(d->field, STR("phrases"))) {
		return get_raw_list(d, &m->phrases);
	}
	if (str_eq(d->field, STR("signals"))) {
		return get_signals(d, m);
	}
	if (str_eq(d->field, STR("trouble"))) {
		return get_troubles(d, m);
	}
	if (str_eq(d->field, STR("fit"))) {
		return get_number(d, &m->fit);
	}
	if (str_eq(d->field, STR("ledger"))) {
		return get_edit(d, m);
	}
	return common_field(d, c);
}

/* Unknown members, raw, joined by commas. */
static int keep_unknown(struct decoding *d, size_t name_start, struct buf *extra)
{
	struct str raw;
	size_t name_end;
	if (!json_skip(&d->scan, &raw)) {
		return wrong(d, "JSON");
	}
	name_end = (size_t)(raw.at - d->scan.text.at);
	while (name_end > name_start &&
	       d->scan.text.at[name_end - 1] != '"') { /* back over the colon and white space */
		name_end--;
	}
	if (extra->len > 0) {
		buf_byte(extra, ',');
	}
	buf_str_add(extra, str_slice(d->scan.text, name_start, name_end));
	buf_byte(extra, ':');
	buf_str_add(extra, raw);
	return 0;
}

/* A known field that is null is not there; an unknown one is kept. */
static int take_null(struct decoding *d, bool of_mention, size_t name_start, struct buf *extra)
{
	struct json_scan before = d->scan;
	struct contact no_contact = { .copies = 0 };
	struct mention no_mention = { .n = 0 };
	struct err ignored = ERR_INIT, *err = d->err;
	bool known;
	d->err = &ignored;
	known = (of_mention ? mention_field(d, &no_contact, &no_mention) : contact_field(d, &no_contact)) <= 0;
	d->err = err;
	d->scan = before;
	return known ? skip_null(d) : keep_unknown(d, name_start, extra);
}

static int wrong_line(struct decoding *d)
{
	struct str raw;
	if (json_skip(&d->scan, &raw) && json_finish(&d->scan)) {
		return err_set(d->err, GRIPE_DATA, "the line is JSON, but no object");
	}
	return wrong(d, "JSON");
}

/* Shared by both kinds; mention NULL reads a contact. */
static int decode_members(struct decoding *d, struct contact *contact, struct mention *mention, struct buf *extra)
{
	bool first = true;
	int result = 0;
	if (!enter_object(d)) {
		return wrong_line(d);
	}
	while (result == 0 && json_more(&d->scan, '}', &first)) {
		size_t name_start = d->scan.at;
		if (!json_key(&d->scan, d->arena, &d->field)) {
			break;
		}
		if (json_kind_next(&d->scan) == JSON_NULL) {
			result = take_null(d, mention != NULL, name_start, extra);
			continue;
		}
		result = mention == NULL ? contact_field(d, contact) : mention_field(d, contact, mention);
		if (result > 0) {
			result = keep_unknown(d, name_start, extra);
		}
	}
	if (result == 0 && (d->scan.bad != NULL || !json_finish(&d->scan))) {
		result = wrong(d, "JSON");
	}
	return result;
}

static int decode(struct contact *contact, struct mention *mention, struct arena *arena, struct str line,
                  struct err *err)
{
	struct decoding d = { .arena = arena, .err = err };
	struct buf extra;
	size_t bad = utf8_bad_at(line);
	int result;
	if (bad < line.len) {
		return err_set(err, GRIPE_DATA, "not valid UTF-8 at byte %zu of the line", bad);
	}
	d.scan.text = arena_dup(arena, line);
	buf_init(&extra, SIZE_MAX);
	result = decode_members(&d, contact, mention, &extra);
	if (result == 0 && extra.len > 0) {
		*(mention == NULL ? &contact->extra : &mention->extra) = arena_dup(arena, buf_str(&extra));
	}
	buf_release(&extra);
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

int record_decode_mention(struct contact *contact, struct mention *mention, struct arena *arena, struct str line,
                          struct err *err)
{
	int result;
	*contact = (struct contact){ .copies = 1 };
	*mention = (struct mention){ .n = 0 };
	result = decode(contact, mention, arena, line, err);
	if (result == 0 && (contact->id.len == 0 || mention->text.len == 0)) {
		return err_set(
		    err, GRIPE_DATA, "a mention without \"contact\" or without \"text\"%s",
		    contact->id.len == 0 ? " (is this a stream of contacts? run it through `gripe split` first)" : "");
	}
	return result;
}
