/* read_bytes.h - bytes through the format that is most sure of them, and through the one named; every contact must be
 * valid UTF-8 and have an id and a text. */
#ifndef GRIPE_READ_BYTES_H
#define GRIPE_READ_BYTES_H

#include <assert.h>
#include <stddef.h>
#include <stdint.h>

#include "columns.h"
#include "format.h"
#include "utf8.h"

static int put_checked(void *to, struct record *record, struct err *err)
{
	const struct contact *contact = &record->contact;
	(void)to, (void)err;
	assert(contact->id.len > 0 && contact->text.len > 0 && contact->source.len > 0);
	assert(utf8_bad_at(contact->id) == contact->id.len && utf8_bad_at(contact->text) == contact->text.len &&
	       utf8_bad_at(contact->title) == contact->title.len);
	for (size_t i = 0; i < contact->attr_count; i++) {
		assert(i == 0 || str_cmp(contact->attrs[i - 1].key, contact->attrs[i].key) < 0);
		assert(utf8_bad_at(contact->attrs[i].key) == contact->attrs[i].key.len &&
		       utf8_bad_at(contact->attrs[i].value) == contact->attrs[i].value.len);
	}
	return 0;
}

static const struct read_words *all_words(void)
{
	static struct read_words *words; /* once for all inputs */
	struct stage_run run = { .lexicons = "lexicons" };
	struct err err = ERR_INIT;
	assert(words != NULL || read_words_open(&words, &run, &err) == 0);
	return words;
}

static void parse_bytes(struct str bytes, const char *path, const struct format *format)
{
	struct book book = { 0 };
	struct stage_run run = { .book = &book, .lexicons = "lexicons" };
	struct emit emit = { put_checked, NULL };
	struct reading reading = {
		.run = &run, .path = path, .arena = ARENA_INIT, .emit = &emit, .format = format, .words = all_words()
	};
	struct err err = ERR_INIT;
	if (infile_memory(&reading.file, path, bytes, &err) == 0) {
		(void)!format->parse(&reading, &err);
		infile_close(reading.file);
	}
	arena_release(&reading.arena);
}

/* in_family: the formats that may claim the bytes; the others have targets of their own. */
static int read_bytes(const uint8_t *bytes, size_t len, const char *path, const char *name,
                      bool (*in_family)(const struct format *format))
{
	struct str all = { (const char *)bytes, len };
	const struct glance first = { .ahead = all, .path = path, .words = all_words() };
	const struct format *best = NULL, *format;
	int most = 0;
	if (len == 0) {
		return 0;
	}
	for (size_t i = 0; (format = format_nth(i)) != NULL; i++) {
		int sure = !in_family(format) ? 0 : format->detect(&first);
		if (sure > most) {
			most = sure;
			best = format;
		}
		if (strcmp(format->name, name) == 0) {
			parse_bytes(all, path, format);
		}
	}
	if (best != NULL && strcmp(best->name, name) != 0) {
		parse_bytes(all, path, best);
	}
	return 0;
}

#endif
