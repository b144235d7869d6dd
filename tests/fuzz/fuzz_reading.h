/* fuzz_reading.h - runs one format's parser over bytes, and holds each contact to what a reader promises: valid UTF-8,
 * no CR, no NUL, an id and a text. */
#ifndef GRIPE_FUZZ_READING_H
#define GRIPE_FUZZ_READING_H

#include <stdint.h>
#include <stdlib.h>

#include "charset.h"
#include "charset_stream.h"
#include "format.h"
#include "utf8.h"

static int fuzz_put(void *to, struct record *record, struct err *err)
{
	const struct contact *contact = &record->contact;
	const struct str fields[] = { contact->id,     contact->text, contact->title, contact->person,
		                      contact->thread, contact->time, contact->url };
	(void)to;
	(void)err;
	for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
		if (utf8_bad_at(fields[i]) != fields[i].len ||
		    (fields[i].len > 0 && memchr(fields[i].at, '\0', fields[i].len) != NULL)) {
			abort();
		}
	}
	if (contact->id.len == 0 || contact->text.len == 0 ||
	    memchr(contact->text.at, '\r', contact->text.len) != NULL) {
		abort();
	}
	return 0;
}

static int fuzz_reading(const struct format *format, const char *path, const uint8_t *bytes, size_t len)
{
	struct book book = { 0 };
	struct err err = ERR_INIT;
	struct stage_run run = { .book = &book, .lexicons = "lexicons", .threads = 1 };
	struct emit emit = { fuzz_put, NULL };
	struct infile *file, *text;
	static struct read_words *words; /* once for all inputs */
	struct reading reading = { .run = &run, .path = path, .emit = &emit, .format = format, .join_seconds = 59 };
	struct str ahead = { (const char *)bytes, len };
	if (words == NULL && read_words_open(&words, &run, &err) < 0) {
		abort();
	}
	reading.words = words;
	(void)format->detect(&(struct glance){
	    .ahead = { ahead.at, len < INFILE_PEEK ? len : INFILE_PEEK }, .path = path, .words = words });
	if (infile_memory(&file, path, ahead, &err) == 0) {
		if (charset_stream(&text, file, &book, &err) == 0) {
			reading.file = text;
			if (format->parse(&reading, &err) < 0 && err.message[0] == '\0') {
				abort(); /* a failure without a reason */
			}
			infile_close(text);
		}
		infile_close(file);
	}
	arena_release(&reading.arena);
	return 0;
}

#endif
