/* contact_ndjson.c - gripe's own record as a source: one contact a line, as gripe-record(5) has it.
 *
 * in: NDJSON with at least "text" and one of gripe's other fields. out: the same contacts; unknown fields stay as they
 * are. A line that is no contact is rejected with its place, and reading goes on. Times in other forms than RFC 3339
 * are brought to it. Memory: one line. */
#include "dates.h"
#include "format.h"
#include "json_scan.h"
#include "timestamp.h"

static struct str first_line(struct str ahead)
{
	struct str rest, line = str_trim(str_cut(ahead, '\n', &rest));
	while (line.len == 0 && rest.at != NULL) {
		line = str_trim(str_cut(rest, '\n', &rest));
	}
	return line;
}

/* Members of the record itself, not of what is nested in it. */
struct own_shape {
	bool id, text, source, channel, attrs; /* each of the kind that gripe writes */
	bool other_kind;                       /* one of these names has a value of another kind */
};

static bool is_channel(struct str name)
{
	static const char *const channels[] = {
		"review", "social", "email", "chat", "call", "ticket", "survey", "forum"
	};
	for (size_t i = 0; i < sizeof channels / sizeof *channels; i++) {
		if (str_eq(name, str_from(channels[i]))) {
			return true;
		}
	}
	return false;
}

static void take_member(struct own_shape *shape, struct json_scan *scan, struct arena *arena, struct str name)
{
	struct {
		const char *name;
		bool *is;
	} const texts[] = { { "id", &shape->id },
		            { "text", &shape->text },
		            { "source", &shape->source },
		            { "channel", &shape->channel } };
	enum json_kind kind = json_kind_next(scan);
	struct str value, raw;
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		if (!str_eq(name, str_from(texts[i].name))) {
			continue;
		}
		if (kind == JSON_STRING && json_string(scan, arena, &value)) {
			*texts[i].is = texts[i].is != &shape->channel || is_channel(value);
			return;
		}
		shape->other_kind = true;
	}
	if (str_eq(name, STR("attrs"))) {
		shape->attrs = kind == JSON_OBJECT;
	}
	(void)json_skip(scan, &raw);
}

/* The first line, an object, member by member; false: it is none. */
static bool read_shape(struct own_shape *shape, struct str line)
{
	struct json_scan scan = { .text = line };
	struct arena arena = ARENA_INIT;
	struct str name;
	bool first = true;
	*shape = (struct own_shape){ .id = false };
	if (json_enter(&scan, '{')) {
		while (json_more(&scan, '}', &first) && json_key(&scan, &arena, &name)) {
			take_member(shape, &scan, &arena, name);
		}
	}
	arena_release(&arena);
	return scan.bad == NULL && json_finish(&scan);
}

/* An object on the first line with an id and a text of its own, and a channel that gripe has, or its attributes beside
 * a source: what gripe writes. With id and text alone it may be anybody's. */
static int contact_detect(const struct glance *first)
{
	struct str line = first_line(first->ahead);
	struct own_shape shape;
	if (line.len < 2 || line.at[0] != '{' || line.at[line.len - 1] != '}' || !read_shape(&shape, line) ||
	    !shape.id || !shape.text || shape.other_kind) {
		return 0;
	}
	return shape.source && shape.channel ? 97 : shape.channel || (shape.attrs && shape.source) ? 92 : 0;
}

static int contact_parse(struct reading *reading, struct err *err)
{
	struct lines lines;
	struct str line;
	int more, status = 0;
	lines_init(&lines, reading->file);
	while (status == 0 && (more = lines_next(&lines, &line, err)) != 0) {
		struct record record;
		struct err why = ERR_INIT;
		int64_t seconds;
		if (more < 0) {
			status = more;
			break;
		}
		line = str_trim(line);
		if (line.len == 0) {
			continue;
		}
		if (reading->explain != NULL) {
			break;
		}
		if (record_decode_contact(&record, &reading->arena, line, &why) < 0) {
			status =
			    reading_reject(reading, lines.number, why.offset == 0 ? SIZE_MAX : (size_t)why.offset - 1,
			                   why.message, line, err);
			arena_reset(&reading->arena);
			continue;
		}
		if (!timestamp_parse(record.contact.time, &seconds) ||
		    date_believed(reading->words->dates, seconds) != DATE_FOUND) {
			record.contact.time = reading_time(reading, &record.contact, record.contact.time);
		}
		status = reading_emit(reading, &record.contact, err);
	}
	lines_release(&lines);
	return status;
}

const struct format format_contact = {
	.name = "contact",
	.looks_for = "gripe's own NDJSON: one object a line with id, text, source or channel",
	.detect = contact_detect,
	.parse = contact_parse,
};
