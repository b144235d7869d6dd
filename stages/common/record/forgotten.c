/* forgotten.c - see forgotten.h. JSON is copied value by value with the scanner of records; objects are looked at
 * before they are copied, so the cost is O(bytes x depth). */
#include "forgotten.h"

#include <stdlib.h>

#include "array.h"
#include "json_scan.h"
#include "json_write.h"

void forgotten_init(struct forgotten *gone)
{
	*gone = (struct forgotten){ .shared = NULL };
	intern_init(&gone->persons);
	intern_init(&gone->contacts);
	intern_init(&gone->texts);
	intern_init(&gone->words);
}

void forgotten_release(struct forgotten *gone)
{
	intern_release(&gone->persons);
	intern_release(&gone->contacts);
	intern_release(&gone->texts);
	intern_release(&gone->words);
	free(gone->shared);
}

/* ---- words ---- */

/* The next word of a text from *at on, in small letters, in word[WORD_BYTES]; empty: no more. A longer one is cut: it
 * need only be told from others. Signs beyond ASCII are letters of words. */
enum { WORD_BYTES = 128 };
static struct str word_next(struct str text, size_t *at, size_t *start, char *word)
{
	size_t len = 0;
	while (*at < text.len && !byte_of_word(text.at[*at])) {
		(*at)++;
	}
	*start = *at;
	for (; *at < text.len && byte_of_word(text.at[*at]); (*at)++) {
		if (len < WORD_BYTES) {
			word[len++] = ascii_lower(text.at[*at]);
		}
	}
	return (struct str){ word, len };
}

void forgotten_said(struct forgotten *gone, struct str text)
{
	enum { FIRST = 256 };
	char letters[WORD_BYTES];
	struct str word;
	size_t at = 0, start;
	if (text.len > 0) {
		(void)intern_add(&gone->texts, text);
	}
	while ((word = word_next(text, &at, &start, letters)).len > 0) {
		size_t known = gone->words.count;
		uint32_t number = intern_add(&gone->words, word);
		gone->shared = array_room(gone->shared, number, &gone->shared_cap, sizeof *gone->shared, FIRST);
		if (gone->words.count > known) {
			gone->shared[number] = false;
		}
	}
}

void forgotten_share(struct forgotten *gone, uint32_t word)
{
	gone->shared[word] = true;
}

void forgotten_heard(struct forgotten *gone, struct str text)
{
	char letters[WORD_BYTES];
	struct str word;
	size_t at = 0, start;
	while ((word = word_next(text, &at, &start, letters)).len > 0) {
		uint32_t number = intern_find(&gone->words, word);
		if (number != INTERN_NONE) {
			gone->shared[number] = true;
		}
	}
}

static bool is_alone(const struct forgotten *gone, struct str word)
{
	uint32_t number = intern_find(&gone->words, word);
	return number != INTERN_NONE && !gone->shared[number];
}

struct str forgotten_mask(const struct forgotten *gone, struct arena *arena, struct str text)
{
	char letters[WORD_BYTES];
	struct buf out;
	struct str word;
	size_t at = 0, start, kept = 0;
	buf_init(&out, SIZE_MAX);
	while (gone->words.count > 0 && (word = word_next(text, &at, &start, letters)).len > 0) {
		if (is_alone(gone, word)) {
			buf_str_add(&out, str_slice(text, kept, start));
			buf_text(&out, "\xE2\x80\xA6");
			kept = at;
		}
	}
	if (kept > 0) {
		buf_str_add(&out, str_slice(text, kept, text.len));
		text = arena_dup(arena, buf_str(&out));
	}
	buf_release(&out);
	return text;
}

/* ---- lines ---- */

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
	struct str person, contact, id, text;
	bool topic, group; /* it has a theme or a sub-theme, and no issue; it has members */
};

/* Where a member of this name goes; NULL: its name alone tells something, or nothing. */
static struct str *named_member(struct named *named, struct str name)
{
	const struct {
		struct str name;
		struct str *to;
	} texts[] = { { STR("person"), &named->person },
		      { STR("contact"), &named->contact },
		      { STR("id"), &named->id },
		      { STR("text"), &named->text } };
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		if (str_eq(name, texts[i].name)) {
			return texts[i].to;
		}
	}
	named->topic = named->topic || str_eq(name, STR("theme")) || str_eq(name, STR("sub"));
	named->group = named->group || str_eq(name, STR("members"));
	return NULL;
}

static bool named_read(struct named *named, struct arena *arena, struct str json)
{
	struct json_scan scan = { .text = json };
	bool first = true, good = json_enter(&scan, '{');
	*named = (struct named){ .topic = false };
	while (good && json_more(&scan, '}', &first)) {
		struct str name, raw, *to = NULL;
		good = json_key(&scan, arena, &name);
		if (good) {
			to = named_member(named, name);
		}
		good = good && (to != NULL && json_kind_next(&scan) == JSON_STRING ? json_string(&scan, arena, to)
		                                                                   : json_skip(&scan, &raw));
	}
	return good && json_finish(&scan);
}

void forgotten_hear(struct forgotten *gone, struct str line)
{
	struct arena arena = ARENA_INIT;
	struct named named;
	if (named_read(&named, &arena, line)) {
		forgotten_heard(gone, named.text);
	}
	arena_release(&arena);
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
			if (named.contact.len > 0) { /* of a mention */
				forgotten_said(gone, named.text);
			}
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

/* A label of a topic without words of theirs; of a group, none that is a text of theirs. */
static bool label_copy(struct copying *copying, const struct named *of, struct str raw)
{
	struct json_scan scan = { .text = raw };
	struct str label, masked;
	if (!json_string(&scan, &copying->arena, &label)) {
		return false;
	}
	masked = of->group && intern_find(&copying->gone->texts, label) != INTERN_NONE
	             ? STR_EMPTY
	             : forgotten_mask(copying->gone, &copying->arena, label);
	if (str_eq(masked, label)) {
		buf_str_add(copying->out, raw);
	} else {
		buf_json_string(copying->out, masked);
	}
	return true;
}

/* The terms of a topic that have no word of theirs. */
static bool terms_copy(struct copying *copying, struct str raw)
{
	struct json_scan scan = { .text = raw };
	bool first = true, good = json_enter(&scan, '[');
	buf_byte(copying->out, '[');
	while (good && json_more(&scan, ']', &first)) {
		struct str term;
		size_t from;
		good = json_kind_next(&scan) == JSON_STRING;
		from = scan.at;
		good = good && json_string(&scan, &copying->arena, &term);
		if (good && str_eq(forgotten_mask(copying->gone, &copying->arena, term), term)) {
			json_put_comma(copying->out);
			buf_str_add(copying->out, str_trim(str_slice(raw, from, scan.at)));
		}
	}
	buf_byte(copying->out, ']');
	return good;
}

/* One member of an object. */
static bool member_copy(struct copying *copying, const struct named *of, struct str name, struct str raw)
{
	struct json_scan scan = { .text = raw };
	enum json_kind kind = json_kind_next(&scan);
	size_t before = copying->out->len;
	bool gone = false, good;
	json_put_key(copying->out, name);
	if (kind == JSON_STRING && (of->topic || of->group) && str_eq(name, STR("label"))) {
		return label_copy(copying, of, raw);
	}
	if (kind == JSON_ARRAY && of->topic && str_eq(name, STR("terms"))) {
		before = copying->out->len;
		if (terms_copy(copying, raw)) {
			return true;
		}
		copying->out->len = before; /* no list of texts */
		return value_copy(copying, raw, false, &gone);
	}
	good = value_copy(copying, raw, str_eq(name, STR("quotes")), &gone);
	copying->out->len = gone ? before : copying->out->len;
	return good;
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
		good = json_key(&scan, &copying->arena, &name) && json_skip(&scan, &value);
		if (good && !(theirs && tells(name))) {
			good = member_copy(copying, &named, name, value);
		}
	}
	buf_byte(copying->out, '}');
	return good;
}

/* Does a list begin with the id of a contact of theirs, as a member of a group does: [contact, n]? */
static bool begins_with_theirs(struct copying *copying, struct str raw)
{
	struct json_scan scan = { .text = raw };
	bool first = true;
	struct str text;
	return json_enter(&scan, '[') && json_more(&scan, ']', &first) && json_kind_next(&scan) == JSON_STRING &&
	       json_string(&scan, &copying->arena, &text) && is_contact(copying->gone, text) &&
	       json_more(&scan, ']', &first) && json_kind_next(&scan) == JSON_NUMBER;
}

static bool array_copy(struct copying *copying, struct str raw, bool quotes, bool *dropped)
{
	struct json_scan scan = { .text = raw };
	bool first = true, good = json_enter(&scan, '[');
	*dropped = begins_with_theirs(copying, raw);
	if (*dropped) {
		return true;
	}
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
		return array_copy(copying, raw, of_quotes, dropped);
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
