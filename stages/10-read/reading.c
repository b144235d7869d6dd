/* reading.c - what every format calls (format.h).
 *
 * in: a contact as a parser made it, or the bytes that it could not use. out: the contact with its text repaired and
 * what was left empty filled in, put to the next stage; or a reject with its place. Memory: the contact in hand. */
#include "format.h"

#include <stdio.h>

#include "charset.h"
#include "charset_double.h"
#include "columns.h"
#include "eight.h"
#include "export_text.h"
#include "utf8.h"

/* Printable ASCII and nothing else: eight bytes at a time, which most fields pass. */
static bool is_plain(struct str text)
{
	size_t i = 0;
	for (; i + 8 <= text.len; i += 8) {
		uint64_t eight = eight_load(text.at + i);
		if ((eight_wide(eight) | eight_below(eight, 0x20)) != 0) {
			return false;
		}
	}
	for (; i < text.len; i++) {
		if ((unsigned char)text.at[i] < 0x20 || (unsigned char)text.at[i] >= 0x80) {
			return false;
		}
	}
	return true;
}

/* Valid UTF-8 without CR and NUL, borrowed when it is so already. "Ã" and "Â" open what was encoded twice, so
 * charset_field looks at such text. */
static struct str clean_text(struct reading *reading, struct contact *contact, struct str text)
{
	const char *note = NULL;
	struct buf fixed;
	if (is_plain(text) ||
	    (utf8_bad_at(text) == text.len && memchr(text.at, '\r', text.len) == NULL &&
	     memchr(text.at, '\0', text.len) == NULL && str_find(text, STR("\xc3\x83"), 0) == text.len &&
	     str_find(text, STR("\xc3\x82"), 0) == text.len)) {
		return text;
	}
	buf_init(&fixed, SIZE_MAX);
	charset_field(&fixed, text, reading->run->book, &note);
	text = arena_dup(&reading->arena, buf_str(&fixed));
	buf_release(&fixed);
	if (note != NULL) {
		contact_note(contact, &reading->arena, str_from(note));
	}
	return str_trim(text);
}

/* A field of a file that was encoded twice. */
static struct str undo_double(struct reading *reading, struct contact *contact, struct str text)
{
	struct buf undone;
	if (is_plain(text)) {
		return text;
	}
	buf_init(&undone, SIZE_MAX);
	if (charset_undo_double(&undone, text)) {
		text = arena_dup(&reading->arena, buf_str(&undone));
		book_note(reading->run->book, "charset_double_utf8", 1);
		contact_note(contact, &reading->arena, STR("charset_double_utf8"));
	}
	buf_release(&undone);
	return text;
}

static struct str clean_field(struct reading *reading, struct contact *contact, struct str text)
{
	if (reading->is_double) {
		text = undo_double(reading, contact, text);
	}
	return clean_text(reading, contact, text);
}

static void clean_contact(struct reading *reading, struct contact *contact)
{
	struct str *const fields[] = { &contact->id,     &contact->person, &contact->thread,
		                       &contact->title,  &contact->text,   &contact->url,
		                       &contact->source, &contact->lang,   &contact->channel };
	for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
		*fields[i] = clean_field(reading, contact, *fields[i]);
	}
	for (size_t i = 0; i < contact->attr_count; i++) {
		contact->attrs[i].value = clean_field(reading, contact, contact->attrs[i].value);
	}
}

int reading_emit(struct reading *reading, struct contact *contact, struct err *err)
{
	struct record record = { .arena = &reading->arena };
	int status;
	if (reading->explain != NULL) { /* nothing is read, only said */
		arena_reset(&reading->arena);
		return 0;
	}
	clean_contact(reading, contact);
	contact->text = export_original(reading->words, str_trim(contact->text));
	if (contact->text.len == 0) {
		contact->text = str_trim(contact->title);
		contact->title = STR_EMPTY;
	}
	if (contact->text.len == 0) {
		book_drop(reading->run->book, "no_text", 1);
		book_answer(reading->run->book, contact); /* the score is theirs too */
		arena_reset(&reading->arena);
		return 0;
	}
	if (reading->source != NULL) {
		contact->source = str_from(reading->source);
	} else if (contact->source.len == 0) {
		contact->source = str_from(reading->format->name);
	}
	if (reading->channel != NULL) {
		contact->channel = str_from(reading->channel);
	} else if (contact->channel.len == 0) {
		contact->channel = str_from(reading->format->channel);
	}
	if (contact->copies == 0) {
		contact->copies = 1;
	}
	if (contact->id.len == 0) {
		contact->id = contact_content_id(contact, &reading->arena);
	}
	for (size_t i = 0; i < contact->note_count; i++) {
		if (str_eq(contact->notes[i], STR(DATE_FAR_NOTE))) {
			book_note(reading->run->book, DATE_FAR_NOTE, 1);
		}
	}
	record.contact = *contact;
	reading->contacts++;
	status = emit_put(reading->emit, &record, err);
	arena_reset(&reading->arena);
	return status;
}

struct str reading_time(struct reading *reading, struct contact *contact, struct str value)
{
	char *text = arena_alloc(&reading->arena, DATE_TEXT_SIZE);
	switch (date_to_text(reading->words->dates, value, (enum date_order)reading->date_order, text)) {
	case DATE_FOUND: return (struct str){ text, DATE_TEXT_SIZE - 1 };
	case DATE_FAR: contact_note(contact, &reading->arena, STR(DATE_FAR_NOTE)); return STR_EMPTY;
	case DATE_NONE:
	default: return STR_EMPTY;
	}
}

int reading_reject(struct reading *reading, uint64_t line, size_t offset, const char *why, struct str bytes,
                   struct err *err)
{
	reading->rejects++;
	return reject(reading->run, reading->path, line, offset, why, bytes, err);
}

bool reading_again(const struct reading *reading, struct reading_again *again)
{
	struct err ignored = ERR_INIT;
	struct str ahead;
	bool plain;
	*again = (struct reading_again){ .raw = NULL };
	if (reading->again == NULL || infile_open(&again->raw, reading->again, &ignored) != 0) {
		return false;
	}
	if (infile_peek(again->raw, &ahead, &ignored) < 0) {
		return false;
	}
	plain = reading->judge == NULL || charset_is_marked(ahead);
	if (charset_stream(&again->marked, again->raw, NULL, &ignored) != 0) {
		return false;
	}
	if (plain) {
		again->text = again->marked;
		again->marked = NULL;
		return true;
	}
	return charset_decode(&again->text, again->marked, reading->judge, &again->found, &ignored) == 0;
}

void reading_again_close(struct reading_again *again)
{
	infile_close(again->text);
	infile_close(again->marked);
	infile_close(again->raw);
}

enum { NAMES_SAID = 12 /* of columns, in a message */ };

void reading_without_text(struct reading *reading, const struct columns *columns)
{
	struct buf names;
	book_note(reading->run->book, "tables_without_text", 1);
	buf_init(&names, SIZE_MAX);
	for (size_t i = 0; i < columns->count && i < NAMES_SAID; i++) {
		buf_printf(&names, "%s%.*s", i > 0 ? ", " : "", STR_ARGS(columns->at[i].name));
	}
	buf_text(&names, columns->count > NAMES_SAID ? ", …" : "");
	snprintf(reading->without_text, sizeof reading->without_text, "%.*s",
	         (int)utf8_floor(buf_str(&names), sizeof reading->without_text - 1), names.at);
	reading->has_answers = columns->role_count[COLUMN_SCORE] > 0;
	buf_release(&names);
}
