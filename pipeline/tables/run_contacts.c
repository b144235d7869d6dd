/* run_contacts.c - see run_contacts.h. Of the next mention its line is held, and of that the contact's id alone is read
 * until its turn comes. */
#include "run_contacts.h"

#include <stdlib.h>

#include "infile.h"
#include "json_scan.h"

struct file_side {
	const char *path;
	struct infile *file;
	struct lines lines;
};

struct walk {
	const struct run_contact_visit *visit;
	struct file_side contacts, mentions;
	struct arena arena, ahead_arena;
	struct str ahead, ahead_id; /* the next mention's line and the contact it is of; id empty: there is none */
	struct str copies;
};

static int side_open(struct file_side *side, const char *path, struct err *err)
{
	int result = infile_open(&side->file, path, err);
	side->path = path;
	if (result == 0) {
		lines_init(&side->lines, side->file);
	}
	return result;
}

static void side_close(struct file_side *side)
{
	if (side->file != NULL) {
		lines_release(&side->lines);
		infile_close(side->file);
	}
}

static int bad_line(const struct file_side *side, int result, struct err *err)
{
	err_at(err, side->path, side->lines.number, 0);
	return result;
}

static int read_ahead(struct walk *walk, struct err *err)
{
	bool first = true;
	int result = lines_next(&walk->mentions.lines, &walk->ahead, err);
	arena_reset(&walk->ahead_arena);
	walk->ahead_id = STR_EMPTY;
	if (result <= 0) {
		return result;
	}
	struct json_scan scan = { .text = walk->ahead };
	bool good = json_enter(&scan, '{');
	while (good && walk->ahead_id.len == 0 && json_more(&scan, '}', &first)) {
		struct str name, other;
		good = json_key(&scan, &walk->ahead_arena, &name) &&
		       (str_eq(name, STR("contact")) ? json_string(&scan, &walk->ahead_arena, &walk->ahead_id)
		                                     : json_skip(&scan, &other));
	}
	return good && walk->ahead_id.len > 0
	           ? 0
	           : bad_line(&walk->mentions, err_set(err, GRIPE_DATA, "no mention: it names no contact"), err);
}

static int mentions_take(struct walk *walk, struct record *record, struct err *err)
{
	size_t cap = 0;
	int result = 0;
	while (result == 0 && walk->ahead_id.len > 0 && str_eq(walk->ahead_id, record->contact.id)) {
		struct contact same;
		struct mention *mention = record_mention_add(record, &cap);
		result = record_decode_mention(&same, mention, &walk->arena, arena_dup(&walk->arena, walk->ahead), err);
		if (result < 0) {
			return bad_line(&walk->mentions, result, err);
		}
		result = read_ahead(walk, err);
	}
	return result;
}

static int by_bytes(const void *a, const void *b)
{
	return str_cmp(*(const struct str *)a, *(const struct str *)b);
}

/* Sorts the ids and leaves each once; returns how many. */
static size_t distinct(struct str *ids, size_t count)
{
	size_t kept = 0;
	if (count > 0) {
		qsort(ids, count, sizeof *ids, by_bytes);
	}
	for (size_t i = 0; i < count; i++) {
		if (kept == 0 || !str_eq(ids[kept - 1], ids[i])) {
			ids[kept++] = ids[i];
		}
	}
	return kept;
}

static bool states_counted(struct str states)
{
	return str_eq(states, STR("problem")) || str_eq(states, STR("request")) || str_eq(states, STR("question"));
}

/* As ranking weighs copies. */
static uint64_t weight_of(const struct contact *contact, struct str copies)
{
	uint64_t all = contact->copies > 0 ? contact->copies : 1, senders = contact->senders > 0 ? contact->senders : 1;
	if (str_eq(copies, STR("one"))) {
		return 1;
	}
	return str_eq(copies, STR("all")) || all < senders ? all : senders;
}

static void contact_close(const struct walk *walk, struct run_contact *contact)
{
	struct record *record = &contact->record;
	contact->issues = arena_array(record->arena, record->mention_count + 1, sizeof *contact->issues);
	contact->themes = arena_array(record->arena, record->mention_count + 1, sizeof *contact->themes);
	for (size_t i = 0; i < record->mention_count; i++) {
		const struct mention *mention = &record->mentions[i];
		contact->counted = contact->counted || states_counted(mention->states);
		if (mention->issue.len > 0) {
			contact->issues[contact->issue_count++] = mention->issue;
		}
		if (mention->theme.len > 0) {
			contact->themes[contact->theme_count++] = mention->theme;
		}
	}
	contact->issue_count = distinct(contact->issues, contact->issue_count);
	contact->theme_count = distinct(contact->themes, contact->theme_count);
	contact->weight = weight_of(&record->contact, walk->copies);
}

static int walk_all(struct walk *walk, struct err *err)
{
	struct str line;
	uint64_t number = 0;
	int result = read_ahead(walk, err);
	while (result == 0 && (result = lines_next(&walk->contacts.lines, &line, err)) > 0) {
		struct run_contact contact = { .number = ++number };
		arena_reset(&walk->arena);
		result = record_decode_contact(&contact.record, &walk->arena, arena_dup(&walk->arena, line), err);
		if (result < 0) {
			return bad_line(&walk->contacts, result, err);
		}
		result = mentions_take(walk, &contact.record, err);
		if (result == 0) {
			contact_close(walk, &contact);
			result = walk->visit->contact(walk->visit->to, &contact, err);
		}
	}
	if (result == 0 && walk->ahead_id.len > 0) {
		err_set(err, GRIPE_DATA,
		        "the mention of contact \"%.*s\" has no contact at this place of contacts.ndjson",
		        STR_ARGS(walk->ahead_id));
		return bad_line(&walk->mentions, GRIPE_DATA, err);
	}
	return result;
}

int run_contacts(const struct run_read *run, const struct run_contact_visit *visit, struct err *err)
{
	struct walk walk = { .visit = visit,
		             .arena = ARENA_INIT,
		             .ahead_arena = ARENA_INIT,
		             .copies = json_text_of(run->summary, "copies") };
	struct arena paths = ARENA_INIT;
	int result = side_open(&walk.contacts, arena_printf(&paths, "%s/contacts.ndjson", run->folder).at, err);
	if (result == 0) {
		result = side_open(&walk.mentions, arena_printf(&paths, "%s/mentions.ndjson", run->folder).at, err);
	}
	if (result == 0) {
		result = walk_all(&walk, err);
	}
	side_close(&walk.contacts);
	side_close(&walk.mentions);
	arena_release(&walk.arena);
	arena_release(&walk.ahead_arena);
	arena_release(&paths);
	return result;
}

bool run_contact_names(const struct run_contact *contact, struct str id)
{
	for (size_t i = 0; i < contact->issue_count; i++) {
		if (str_eq(contact->issues[i], id)) {
			return true;
		}
	}
	for (size_t i = 0; i < contact->theme_count; i++) {
		if (str_eq(contact->themes[i], id)) {
			return true;
		}
	}
	return false;
}
