/* forgotten.c - see forgotten.h. JSON is copied value by value with the scanner of records; objects are looked at
 * before they are copied, so the cost is O(bytes x depth). */
#include "forgotten.h"

#include "json_scan.h"
#include "json_write.h"

void forgotten_init(struct forgotten *gone)
{
	intern_init(&gone->persons);
	intern_init(&gone->contacts);
}

void forgotten_release(struct forgotten *gone)
{
	intern_release(&gone->persons);
	intern_release(&gone->contacts);
}

static bool is_contact(const struct forgotten *gone, struct str id)
{
	return id.len > 0 && intern_find(&gone->contacts, id) != INTERN_NONE;
}

static bool is_person(const struct forgotten *gone, struct str person)
{
	return person.len > 0 && intern_find(&gone->persons, person) != INTERN_NONE;
}

/* Who and what an object names at its top. */
struct named {
	struct str person, contact, id;
};

static bool named_read(struct named *named, struct arena *arena, struct str json)
{
	struct json_scan scan = { .text = json };
	bool first = true, good = json_enter(&scan, '{');
	*named = (struct named){ STR_EMPTY, STR_EMPTY, STR_EMPTY };
	while (good && json_more(&scan, '}', &first)) {
		struct str name, raw, *to = NULL;
		good = json_key(&scan, arena, &name);
		to = !good                          ? NULL
		     : str_eq(name, STR("person"))  ? &named->person
		     : str_eq(name, STR("contact")) ? &named->contact
		     : str_eq(name, STR("id"))      ? &named->id
		                                    : NULL;
		good = good && (to != NULL && json_kind_next(&scan) == JSON_STRING ? json_string(&scan, arena, to)
		                                                                   : json_skip(&scan, &raw));
	}
	return good && json_finish(&scan);
}

bool forgotten_line(struct forgotten *gone, struct str line, bool learn)
{
	struct arena arena = ARENA_INIT;
	struct named named;
	bool theirs = false;
	if (named_read(&named, &arena, line)) {
		struct str contact = named.contact.len > 0 ? named.contact : named.id;
		theirs = is_person(gone, named.person);
		if (theirs && learn && contact.len > 0) {
			(void)intern_add(&gone->contacts, contact);
		}
		theirs = theirs || is_contact(gone, contact);
	}
	arena_release(&arena);
	return theirs;
}

/* ---- JSON ---- */

struct copying {
	const struct forgotten *gone;
	struct arena arena;
	struct buf *out;
};

static bool value_copy(struct copying *copying, struct str raw, bool of_quotes, bool *dropped);

/* What an object that names one of their contacts tells of it. */
static bool tells(struct str name)
{
	static const struct str members[] = { STR("contact"), STR("person"), STR("text"), STR("title"), STR("evidence"),
		                              STR("n"),       STR("span"),   STR("fit"),  STR("time"),  STR("thread") };
	for (size_t i = 0; i < sizeof members / sizeof *members; i++) {
		if (str_eq(name, members[i])) {
			return true;
		}
	}
	return false;
}

static bool object_copy(struct copying *copying, struct str raw, bool of_quotes, bool *dropped)
{
	struct json_scan scan = { .text = raw };
	struct named named;
	bool first = true, theirs, good = named_read(&named, &copying->arena, raw) && json_enter(&scan, '{');
	theirs = good && (is_contact(copying->gone, named.contact) || is_person(copying->gone, named.person));
	*dropped = theirs && of_quotes;
	if (!good || *dropped) {
		return good;
	}
	buf_byte(copying->out, '{');
	while (good && json_more(&scan, '}', &first)) {
		struct str name, value;
		size_t before = copying->out->len;
		bool gone = false;
		good = json_key(&scan, &copying->arena, &name) && json_skip(&scan, &value);
		if (good && !(theirs && tells(name))) {
			json_put_key(copying->out, name);
			good = value_copy(copying, value, str_eq(name, STR("quotes")), &gone);
			copying->out->len = gone ? before : copying->out->len;
		}
	}
	buf_byte(copying->out, '}');
	return good;
}

static bool array_copy(struct copying *copying, struct str raw, bool quotes)
{
	struct json_scan scan = { .text = raw };
	bool first = true, good = json_enter(&scan, '[');
	buf_byte(copying->out, '[');
	while (good && json_more(&scan, ']', &first)) {
		struct str value;
		size_t before = copying->out->len;
		bool gone = false;
		good = json_skip(&scan, &value);
		if (good) {
			json_put_comma(copying->out);
			good = value_copy(copying, value, quotes, &gone);
			copying->out->len = gone ? before : copying->out->len;
		}
	}
	buf_byte(copying->out, ']');
	return good;
}

/* of_quotes: it stands in a list of quotes. *dropped: nothing of it is to stand there. */
static bool value_copy(struct copying *copying, struct str raw, bool of_quotes, bool *dropped)
{
	struct json_scan scan = { .text = raw };
	enum json_kind kind = json_kind_next(&scan);
	struct str text;
	*dropped = false;
	if (kind == JSON_OBJECT) {
		return object_copy(copying, raw, of_quotes, dropped);
	}
	if (kind == JSON_ARRAY) {
		return array_copy(copying, raw, of_quotes);
	}
	if (kind == JSON_STRING) {
		if (!json_string(&scan, &copying->arena, &text)) {
			return false;
		}
		*dropped = is_contact(copying->gone, text) || is_person(copying->gone, text);
	}
	if (!*dropped) {
		buf_str_add(copying->out, raw);
	}
	return true;
}

bool forgotten_json(struct buf *out, const struct forgotten *gone, struct str json)
{
	struct copying copying = { .gone = gone, .arena = ARENA_INIT, .out = out };
	struct json_scan scan = { .text = json };
	size_t before = out->len;
	struct str raw;
	bool dropped = false, good = json_kind_next(&scan) != JSON_END && json_skip(&scan, &raw) && json_finish(&scan);
	good = good && value_copy(&copying, raw, false, &dropped);
	if (!good) {
		out->len = before;
	}
	arena_release(&copying.arena);
	return good;
}
