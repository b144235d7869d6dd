/* personal_field.c - see personal_field.h.
 *
 * Exports carry persons in more columns than the one that becomes `person`: who answered, whom a post replies to, a
 * nickname, the page of a user. These stay countable as pseudonyms, under the same key as the persons themselves, so
 * that "by agent" remains a segment. Names of fields are compared by the words that they end with ("ticket_assignee" as
 * "assignee"). Fields that no stage knows are raw JSON (struct contact, extra): every string in them is looked at under
 * the name of the nearest member around it. */
#include "personal_field.h"

#include <stdlib.h>

#include "hash.h"
#include "json_scan.h"
#include "tsv.h"

enum {
	NAME_BYTES = 96,    /* of a field's name, folded: longer ones are questions of a survey */
	RUNNING_DIGITS = 6, /* of an id that is a running number: a telephone number has more */
	DIGITS_LEAST = 7    /* in a value: telephone, card and account numbers have so many */
};

struct personal_fields {
	struct arena arena;
	struct intern persons, kept, paths;
	struct buf name;  /* folded */
	struct buf extra; /* what is written of unknown fields */
};

/* What one call has at hand. */
struct hiding {
	struct personal_fields *fields;
	const struct personal_hiding *how;
	struct record *record;
	size_t count; /* of values hidden so far */
};

int personal_fields_open(struct personal_fields **out, const char *lexicons, struct err *err)
{
	struct personal_fields *f = memory_alloc(sizeof *f);
	struct tsv table;
	int code;
	intern_init(&f->persons);
	intern_init(&f->kept);
	intern_init(&f->paths);
	buf_init(&f->name, SIZE_MAX);
	buf_init(&f->extra, SIZE_MAX);
	code = tsv_lexicon(&table, &f->arena, lexicons, "any", "personal_fields.tsv", 2, err);
	for (size_t i = 0; code >= 0 && i < table.row_count; i++) {
		struct str kind = table.rows[i].cells[0];
		struct intern *to = str_eq(kind, STR("person")) ? &f->persons
		                    : str_eq(kind, STR("keep")) ? &f->kept
		                    : str_eq(kind, STR("path")) ? &f->paths
		                                                : NULL;
		if (to == NULL) {
			code = err_set(err, GRIPE_DATA, "\"%.*s\" is not person, keep or path", STR_ARGS(kind));
			err_at(err, arena_printf(&f->arena, "%s/any/personal_fields.tsv", lexicons).at,
			       table.rows[i].line, 0);
		} else {
			intern_add(to, table.rows[i].cells[1]);
		}
	}
	if (code < 0) {
		personal_fields_close(f);
		return code;
	}
	*out = f;
	return 0;
}

void personal_fields_close(struct personal_fields *f)
{
	if (f != NULL) {
		intern_release(&f->persons);
		intern_release(&f->kept);
		intern_release(&f->paths);
		arena_release(&f->arena);
		buf_release(&f->name);
		buf_release(&f->extra);
		free(f);
	}
}

/* "inReplyTo", "in_reply_to" and "In reply to" as "in reply to". */
static void fold_name(struct buf *out, struct str name)
{
	bool gap = false, lower = false;
	buf_clear(out);
	for (size_t i = 0; i < name.len; i++) {
		char c = name.at[i];
		if ((unsigned char)c < 0x80 && !ascii_is_alnum(c)) {
			gap = true;
			lower = false;
			continue;
		}
		if (out->len > 0 && (gap || (lower && c != ascii_lower(c)))) {
			buf_byte(out, ' ');
		}
		gap = false;
		lower = c != ascii_upper(c);
		buf_byte(out, ascii_lower(c));
	}
}

/* Whether a folded name ends with words of the list. */
static bool ends_with(const struct intern *list, struct str name)
{
	for (size_t at = 0; at < name.len; at = str_find(name, STR(" "), at) + 1) {
		if (intern_find(list, str_slice(name, at, name.len)) != INTERN_NONE) {
			return true;
		}
	}
	return false;
}

bool personal_field_is(struct personal_fields *f, struct str name)
{
	if (name.len == 0 || name.len > NAME_BYTES) {
		return false;
	}
	fold_name(&f->name, name);
	return ends_with(&f->persons, buf_str(&f->name)) && !ends_with(&f->kept, buf_str(&f->name));
}

/* Could there be an address of the net, a telephone or an account in it? Most values are a word. */
static bool worth_a_look(struct str value)
{
	size_t digits = 0;
	for (size_t i = 0; i < value.len; i++) {
		char c = value.at[i];
		digits += ascii_is_digit(c);
		if (c == '@' || (c == ':' && i + 1 < value.len) || digits >= DIGITS_LEAST || (c == ' ' && digits > 0)) {
			return true;
		}
	}
	return false;
}

/* The value of a field; empty: it is to go. */
static struct str hidden(struct hiding *h, struct str name, struct str value)
{
	struct str masked = value;
	if (value.len == 0) {
		return value;
	}
	if (personal_field_is(h->fields, name)) {
		book_note(h->how->book, "pii_field", 1);
		h->count++;
		return h->how->drop ? STR_EMPTY : pseudonym(h->how->pseudonym, h->record->arena, value);
	}
	if (worth_a_look(value)) {
		h->count += personal_mask(h->how->personal, h->record->arena,
		                          (struct personal_text){ value, STR_EMPTY }, &masked, h->how->book);
	}
	h->count += run_names_mask(h->how->names, h->record->arena, masked, h->how->drop, &masked);
	return masked;
}

/* A link or an id that leads to a person: "https://example.org/users/ann", "https://example.org/@ann", or has an
 * address in it. Long numbers in links are those of pages. */
static bool names_person(struct hiding *h, struct str link, struct str person)
{
	struct str rest = link, masked;
	bool behind = false;
	while (rest.at != NULL) {
		struct str part = str_cut(rest, '/', &rest);
		if (part.len > 0 && (behind || (part.at[0] == '@' && part.len > 1))) {
			return true;
		}
		behind = intern_find(&h->fields->paths, part) != INTERN_NONE && rest.at != NULL;
	}
	return memchr(link.at, '@', link.len) != NULL &&
	       personal_mask(h->how->personal, h->record->arena, (struct personal_text){ link, person }, &masked,
	                     NULL) > 0;
}

/* Takes off what stands behind a link's path: sessions, tokens, addresses. False: nothing did. */
static bool cut_query(struct str *link)
{
	size_t end = 0;
	while (end < link->len && link->at[end] != '?' && link->at[end] != '#') {
		end++;
	}
	if (end == link->len) {
		return false;
	}
	link->len = end;
	return true;
}

/* "scheme://user:password@host" */
static bool has_user(struct str link)
{
	size_t host = str_find(link, STR("://"), 0), sign = str_find(link, STR("@"), 0);
	return host < link.len && sign < link.len && sign < str_find(link, STR("/"), host + 3);
}

/* A number that the source counts up, alone or behind the source's own name ("4711", "inbox-4711"): it tells nothing.
 */
static bool is_running_number(const struct contact *contact, struct str id)
{
	size_t digits = 0;
	while (digits < id.len && ascii_is_digit(id.at[id.len - 1 - digits])) {
		digits++;
	}
	id.len -= digits;
	if (id.len > 0 && strchr("-_:./#", id.at[id.len - 1]) != NULL) {
		id.len--;
	}
	return digits > 0 && digits <= RUNNING_DIGITS && (id.len == 0 || str_eq(id, contact->source));
}

void personal_ids_hide(struct pseudonym *pseudonym, struct record *record)
{
	struct contact *contact = &record->contact;
	if (!is_running_number(contact, contact->id)) {
		contact->id = pseudonym_id(pseudonym, record->arena, contact->id, 'k');
	}
	if (!is_running_number(contact, contact->thread)) {
		contact->thread = pseudonym_id(pseudonym, record->arena, contact->thread, 't');
	}
}

static void hide_attrs(struct hiding *h)
{
	struct contact *contact = &h->record->contact;
	size_t kept = 0;
	for (size_t i = 0; i < contact->attr_count; i++) {
		struct attr attr = { contact->attrs[i].key, hidden(h, contact->attrs[i].key, contact->attrs[i].value) };
		if (attr.value.len > 0 || contact->attrs[i].value.len == 0) {
			contact->attrs[kept++] = attr;
		}
	}
	contact->attr_count = kept;
}

/* One JSON value under the name of its member, written to fields->extra. The text was checked when the record was read.
 */
static bool hide_json(struct hiding *h, struct json_scan *scan, struct str name)
{
	struct buf *out = &h->fields->extra;
	struct arena *arena = h->record->arena;
	enum json_kind kind = json_kind_next(scan);
	bool first = true, good = true;
	struct str text;
	if (kind == JSON_STRING) {
		good = json_string(scan, arena, &text);
		buf_json_string(out, good ? hidden(h, name, text) : STR_EMPTY);
	} else if (kind == JSON_OBJECT || kind == JSON_ARRAY) {
		char open = kind == JSON_OBJECT ? '{' : '[', close = kind == JSON_OBJECT ? '}' : ']';
		good = json_enter(scan, open);
		buf_byte(out, open);
		for (bool begun = false; good && json_more(scan, close, &first); begun = true) {
			buf_text(out, begun ? "," : "");
			if (kind == JSON_OBJECT && (good = json_key(scan, arena, &name))) {
				buf_json_string(out, name);
				buf_byte(out, ':');
			}
			good = good && hide_json(h, scan, name);
		}
		buf_byte(out, close);
		good = good && scan->bad == NULL;
	} else {
		good = json_skip(scan, &text);
		buf_str_add(out, good ? text : STR_EMPTY);
	}
	return good;
}

/* Left as they are, byte for byte, unless there was something to hide. */
static void hide_extra(struct hiding *h)
{
	struct contact *contact = &h->record->contact;
	struct json_scan scan = { .text = arena_printf(h->record->arena, "{%.*s}", STR_ARGS(contact->extra)) };
	size_t before = h->count;
	buf_clear(&h->fields->extra);
	if (!hide_json(h, &scan, STR_EMPTY)) {
		contact->extra = STR_EMPTY; /* not JSON: it never came from a record */
	} else if (h->count > before) {
		contact->extra =
		    arena_dup(h->record->arena, str_slice(buf_str(&h->fields->extra), 1, h->fields->extra.len - 1));
	}
}

void personal_fields_hide(struct personal_fields *fields, const struct personal_hiding *how, struct record *record)
{
	struct hiding h = { fields, how, record, 0 };
	struct contact *contact = &record->contact;
	struct str person = contact->person;
	hide_attrs(&h);
	if (contact->extra.len > 0) {
		hide_extra(&h);
	}
	if (cut_query(&contact->url)) {
		contact_note(contact, record->arena, STR("url_query_cut"));
	}
	if (contact->url.len > 0 && (has_user(contact->url) || names_person(&h, contact->url, person))) {
		contact->url = STR_EMPTY;
		contact_note(contact, record->arena, STR("url_cut"));
		book_note(how->book, "url_cut", 1);
	}
}
