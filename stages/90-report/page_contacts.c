/* page_contacts.c - see page_contacts.h. Drawn are the mentions with the least hashes of their text, one a wording: the
 * same ones whatever the order of the file. */
#include "page_contacts.h"

#include <stdlib.h>

#include "array.h"
#include "infile.h"
#include "utf8.h"

enum { MENTION_BYTES = 900, MORE_FIRST = 8 };

void page_contacts_init(struct page_contacts *contacts)
{
	*contacts = (struct page_contacts){ .arena = ARENA_INIT };
	intern_init(&contacts->wanted);
	intern_init(&contacts->issues);
}

void page_contacts_release(struct page_contacts *contacts)
{
	for (size_t i = 0; i < contacts->issues.count && contacts->more != NULL; i++) {
		free(contacts->more[i].list);
	}
	free(contacts->more);
	free(contacts->list);
	intern_release(&contacts->wanted);
	intern_release(&contacts->issues);
	arena_release(&contacts->arena);
}

static void want(struct page_contacts *contacts, struct str id)
{
	if (id.len > 0 && contacts->wanted.count < CONTACTS_MOST) {
		intern_add(&contacts->wanted, id);
	}
}

static void want_quotes(struct page_contacts *contacts, const struct view_list *themes)
{
	for (size_t i = 0; i < themes->count; i++) {
		for (size_t q = 0; q < themes->list[i].quote_count; q++) {
			want(contacts, themes->list[i].quotes[q].contact);
		}
	}
}

void page_contacts_want(struct page_contacts *contacts, const struct view *view, size_t top)
{
	for (size_t i = 0; i < view->themes.count && contacts->issues.count < top; i++) {
		struct str issue = theme_text(&view->themes.list[i], THEME_issue);
		if (issue.len > 0 && !theme_is_rest(&view->themes.list[i])) {
			intern_add(&contacts->issues, issue);
		}
	}
	want_quotes(contacts, &view->themes);
	for (size_t i = 0; i < view->outside_count; i++) {
		want(contacts, view->outside[i][OUTSIDE_contact].text);
	}
	for (size_t i = 0; i < view->alerts.count; i++) {
		want(contacts, view->alerts.list[i].contact);
	}
	contacts->list = memory_array(contacts->wanted.count + 1, sizeof *contacts->list);
	memset(contacts->list, 0, (contacts->wanted.count + 1) * sizeof *contacts->list);
	contacts->more = memory_array(contacts->issues.count + 1, sizeof *contacts->more);
	memset(contacts->more, 0, (contacts->issues.count + 1) * sizeof *contacts->more);
	contacts->most = contacts->issues.count == 0 ? 0 : MORE_OF_ALL / contacts->issues.count;
	contacts->most = contacts->most < MORE_OF_ISSUE ? contacts->most : MORE_OF_ISSUE;
}

static struct str cut_at(struct str text, size_t most)
{
	return text.len <= most ? text : str_slice(text, 0, utf8_floor(text, most));
}

static void take_contact(struct page_contacts *contacts, const struct contact *from)
{
	uint32_t number = intern_find(&contacts->wanted, from->id);
	struct page_contact *to;
	if (number == INTERN_NONE) {
		return;
	}
	to = &contacts->list[number];
	*to = (struct page_contact){ .id = arena_dup(&contacts->arena, from->id),
		                     .title = arena_dup(&contacts->arena, cut_at(from->title, CONTACT_BYTES)),
		                     .text = arena_dup(&contacts->arena, cut_at(from->text, CONTACT_BYTES)),
		                     .time = arena_dup(&contacts->arena, from->time),
		                     .channel = arena_dup(&contacts->arena, from->channel),
		                     .scale = arena_dup(&contacts->arena, from->has_score ? from->scale : STR_EMPTY),
		                     .score = from->score,
		                     .cut = from->text.len > CONTACT_BYTES };
}

/* "airline=Delta|plan=gift", for filters. */
static struct str attrs_text(struct arena *arena, const struct contact *contact)
{
	struct buf text;
	struct str result;
	buf_init(&text, SIZE_MAX);
	for (size_t i = 0; i < contact->attr_count; i++) {
		buf_text(&text, i > 0 ? "|" : "");
		buf_printf(&text, "%.*s=%.*s", STR_ARGS(contact->attrs[i].key), STR_ARGS(contact->attrs[i].value));
	}
	result = arena_dup(arena, cut_at(buf_str(&text), MENTION_BYTES));
	buf_release(&text);
	return result;
}

static void take_mention(struct page_contacts *contacts, const struct contact *contact, const struct mention *from)
{
	uint32_t number = from->issue.len == 0 ? INTERN_NONE : intern_find(&contacts->issues, from->issue);
	uint64_t order = hash64(from->text, 5);
	struct page_mentions *more;
	size_t at;
	if (number == INTERN_NONE || contacts->most == 0 || from->text.len > MENTION_BYTES) {
		return;
	}
	more = &contacts->more[number];
	for (at = more->count; at > 0 && more->list[at - 1].order >= order; at--) {
		if (more->list[at - 1].order == order) {
			return; /* said before, in the same words: whose they are is told by the least id, which comes
			           first */
		}
	}
	if (at == contacts->most) {
		return;
	}
	more->list = array_room(more->list, more->count, &more->cap, sizeof *more->list, MORE_FIRST);
	more->count += more->count < contacts->most;
	memmove(more->list + at + 1, more->list + at, (more->count - 1 - at) * sizeof *more->list);
	more->list[at] = (struct page_mention){ .contact = arena_dup(&contacts->arena, contact->id),
		                                .text = arena_dup(&contacts->arena, from->text),
		                                .time = arena_dup(&contacts->arena, contact->time),
		                                .channel = arena_dup(&contacts->arena, contact->channel),
		                                .scale = arena_dup(&contacts->arena,
		                                                   contact->has_score ? contact->scale : STR_EMPTY),
		                                .attrs = attrs_text(&contacts->arena, contact),
		                                .score = contact->score,
		                                .order = order };
}

static int decode(struct page_contacts *contacts, bool mentions, struct arena *arena, struct str line, struct err *err)
{
	struct record record = { 0 };
	struct mention mention = { 0 };
	int result = mentions ? record_decode_mention(&record.contact, &mention, arena, line, err)
	                      : record_decode_contact(&record, arena, line, err);
	if (result == 0 && mentions) {
		take_mention(contacts, &record.contact, &mention);
	} else if (result == 0) {
		take_contact(contacts, &record.contact);
	}
	return result;
}

static int records_read(struct page_contacts *contacts, const char *path, bool mentions, struct err *err)
{
	struct arena arena = ARENA_INIT;
	struct infile *file = NULL;
	struct lines lines;
	struct str line;
	int result = infile_open(&file, path, err);
	if (result < 0) {
		return result;
	}
	lines_init(&lines, file);
	while ((result = lines_next(&lines, &line, err)) == 1) {
		result = str_trim(line).len > 0 ? decode(contacts, mentions, &arena, line, err) : 0;
		if (result < 0) {
			err_at(err, path, lines.number, 0);
			break;
		}
		arena_reset(&arena);
	}
	lines_release(&lines);
	infile_close(file);
	arena_release(&arena);
	return result;
}

int page_contacts_read(struct page_contacts *contacts, const char *path, struct err *err)
{
	return records_read(contacts, path, false, err);
}

int page_mentions_read(struct page_contacts *contacts, const char *path, struct err *err)
{
	return records_read(contacts, path, true, err);
}

const struct page_contact *page_contacts_find(const struct page_contacts *contacts, struct str id)
{
	uint32_t number = contacts == NULL ? INTERN_NONE : intern_find(&contacts->wanted, id);
	return number == INTERN_NONE || contacts->list[number].id.len == 0 ? NULL : &contacts->list[number];
}

const struct page_mentions *page_mentions_of(const struct page_contacts *contacts, struct str issue)
{
	uint32_t number = contacts == NULL || issue.len == 0 ? INTERN_NONE : intern_find(&contacts->issues, issue);
	return number == INTERN_NONE || contacts->more[number].count == 0 ? NULL : &contacts->more[number];
}
